"""The documents cannot go stale: what the program knows best stands in them as the program has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.documentation import KEYS, README, filled, linked_files

if TYPE_CHECKING:
    from pathlib import Path

ROOT = README.parent


@pytest.mark.parametrize("document", [README, KEYS], ids=lambda path: path.name)
def test_it_has_todays_help_or_keys(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert "<!-- /" in text
    assert filled(text) == text, "run: python -m tests.documentation"


def test_every_file_that_the_readme_shows_is_there() -> None:
    missing = [
        path for path in linked_files(README.read_text(encoding="utf-8")) if not (ROOT / path).exists()
    ]
    assert not missing


def test_every_make_target_that_the_readme_names_is_there() -> None:
    named = set(re.findall(r"(?:`|^    )make ([a-z]+)\b", README.read_text(encoding="utf-8"), re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= targets
