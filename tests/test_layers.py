"""The library must work without a screen, and must not load what it does not need."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def modules_after(statement: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(json.loads(done.stdout))


def test_index_never_loads_the_screen() -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in sorted((ROOT / "index").rglob("*.py"))
        if path.name != "__init__.py"
    ]
    loaded = modules_after("\n".join(f"import {name}" for name in names))
    assert "index.library" in loaded
    assert not {name for name in loaded if name.split(".")[0] in {"textual", "rich", "tui"}}


def test_the_command_line_loads_nothing_heavy_before_it_knows_what_to_do() -> None:
    loaded = modules_after("import tui.cli; tui.cli.parser()")
    assert not {name for name in loaded if name.split(".")[0] in {"textual", "whoosh", "numpy", "rapidfuzz"}}


def test_opening_a_library_loads_no_engine(tmp_path: Path) -> None:
    statement = (
        "from pathlib import Path; from index.library import Library\n"
        f"Library.open(Path({str(tmp_path)!r}), refresh=False).search('')"
    )
    loaded = modules_after(statement)
    assert not {name for name in loaded if name.split(".")[0] in {"textual", "whoosh", "numpy"}}
