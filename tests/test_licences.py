"""What comes with Lateral may be used as freely as Lateral itself: every dependency, however indirect."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

_PERMISSIVE = re.compile(
    r"0BSD|Apache(?:[ -]2\.0| Software License)?|BSD(?:-[23]-Clause| License)?|CC0-1\.0|CNRI-Python"
    r"|ISC(?: License \(ISCL\)|L)?|MIT(?: License)?|PSF-2\.0|Python Software Foundation License|Zlib"
)

PROJECT = Path(__file__).parent.parent / "pyproject.toml"

#: Packages whose licence is another one, and why they are here all the same. None of them is changed or
#: shipped by us; each is installed from where its authors publish it.
_EXCEPTIONS = {
    # The list of certificate authorities as a file. MPL-2.0 covers that file alone (section 3.3).
    "certifi": "Mozilla Public License 2.0 (MPL 2.0)",
    # One is free to choose among the three; we take the MPL, which covers the package's own files alone.
    # trafilatura needs it to read the names of hosts, through courlan.
    "tld": "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later",
}


def _licence(package: Distribution) -> str:
    about = package.metadata
    named = [one for one in about.get_all("Classifier", []) if one.startswith("License :: ")]
    plain = [one.rpartition(" :: ")[2] for one in named if one != "License :: OSI Approved"]
    return about.get("License-Expression") or " AND ".join(plain) or about.get("License", "none named")


def _needed(extra: str) -> dict[str, str]:
    """Return the licences of all that Lateral needs, with one of its extras or none, by package."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    waiting = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else ())]
    found: dict[str, str] = {}
    while waiting:
        need = Requirement(waiting.pop())
        name = need.name.lower()
        if name in found or (need.marker is not None and not need.marker.evaluate({"extra": ""})):
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue  # not installed here, so it cannot be asked
        found[name] = _licence(package)
        waiting += package.requires or []
    return found


@pytest.mark.parametrize("extra", ["", "serve"])
def test_every_dependency_is_permissive(extra: str) -> None:
    needed = _needed(extra)
    assert {"textual", "whoosh", "trafilatura"} <= needed.keys()
    for name, licence in needed.items():
        parts = re.split(r" AND |; ", licence)
        free = all(_PERMISSIVE.fullmatch(part) for part in parts)
        assert free or _EXCEPTIONS.get(name) == licence, f"{name}: {licence}"
    assert _EXCEPTIONS.keys() <= needed.keys(), "an exception that nothing needs any more"
