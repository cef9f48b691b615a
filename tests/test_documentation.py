"""The README cannot go stale: what the program knows best stands in it as the program has it."""

from __future__ import annotations

import re

from tests.documentation import README, filled, linked_files

ROOT = README.parent


def test_the_readme_has_todays_help_and_keys() -> None:
    text = README.read_text(encoding="utf-8")
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
