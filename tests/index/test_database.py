"""The database under several processes at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

#: Opens a new database at the moment that all others do, too: when its standard input is closed.
_OPEN = """
import sys
from pathlib import Path
from index.database import Database
print("ready", flush=True)
sys.stdin.read()
for number in range(20):
    Database(Path(sys.argv[1]) / f"{number}.sqlite", ["CREATE TABLE made (once)"]).close()
"""


def test_several_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent.parent
    opening = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN, tmp_path],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    for process in opening:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
    for process in opening:
        assert process.stdin
        process.stdin.close()
    for process in opening:
        assert process.stderr
        assert process.stderr.read() == b""
        assert process.wait() == 0
        process.stdout.close()
        process.stderr.close()
