"""Arrays in a file are read slice by slice, and no slice reaches into the next array."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest

from index.engines import sections
from index.engines.sections import Sections

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "arrays"
    with path.open("wb") as file:
        arrays = {"ends": ("I", array("I", [3, 5, 8])), "counts": ("I", array("I", [7, 7, 7, 7]))}
        sections.write(file, arrays, {"articles": 2})
    return path


@pytest.mark.parametrize(
    "part", [slice(0, 3), slice(1, 2), slice(2, 9), slice(5, 7), slice(2, 1), slice(None), slice(1, None)]
)
def test_a_slice_is_that_of_a_list(written: Path, part: slice) -> None:
    file = Sections(written)
    assert file.stored("ends")[part].tolist() == [3, 5, 8][part]
    file.close()


def test_a_file_that_is_cut_off_meanwhile_is_told(written: Path) -> None:
    file = Sections(written)
    stored = file.stored("counts")
    with written.open("rb+") as cut:
        cut.truncate(30)
    with pytest.raises(OSError, match="cut off"):
        stored[0:4]
    file.close()
