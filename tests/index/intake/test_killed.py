"""Nothing is lost, whatever happens to the process: killed at any step, disk full, folder read-only.

A step is anything that reaches the disk: a file opened for writing, an fsync, a rename, a removal, a lock, a
statement of SQLite. A run counts them; then further runs are killed at some, ``LATERAL_FUZZ`` times as many.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.intake.add import add
from index.intake.fetch import fetch_feeds
from index.intake.versions import versions_of
from index.settings import Feed
from tests.fuzzing import examples
from tests.index.intake.newsroom import articles, body, item, rss

if TYPE_CHECKING:
    from tests.index.intake.server import LoopbackServer

_SCRIPT = """
import os, signal, sqlite3, sys
from pathlib import Path
from index.intake.add import add
from index.intake.fetch import Progress, fetch_feeds
from index.settings import Feed

task, point, corpus, state, *names = sys.argv[1:]
steps = 0

def step():
    global steps
    steps += 1
    if steps == int(point):
        os.kill(os.getpid(), signal.SIGKILL)

def audit(event, given):
    if event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "fcntl.flock"):
        step()
    elif event == "open" and given[2] is not None and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        step()

def sync(handle, real=os.fsync):
    step()
    real(handle)

def connect(*given, real=sqlite3.connect, **named):
    connection = real(*given, **named)
    connection.set_trace_callback(lambda statement: step())
    return connection

os.fsync, sqlite3.connect = sync, connect
sys.addaudithook(audit)

def tell(outcome):
    if outcome.kept:
        os.write(1, f"{outcome.kept}\\n".encode())

def tell_event(event):
    for outcome in event.latest.outcomes if isinstance(event, Progress) else ():
        tell(outcome)

if task == "add":
    add(names, Path(corpus), state=Path(state), on_outcome=tell)
else:
    fetch_feeds([Feed(name) for name in names], Path(corpus), state=Path(state), on_event=tell_event)
print("steps", steps)
"""


def run(task: str, point: int, folder: Path, names: list[str], **more: object) -> list[str]:
    """Run ``task`` until its step number ``point`` (0: to its end); return what it reported as kept."""
    command = [sys.executable, "-c", _SCRIPT, task, str(point), str(folder / "corpus"), str(folder / "state")]
    done = subprocess.run([*command, *names], capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]
    lines = done.stdout.splitlines()
    ended = bool(lines) and lines[-1].startswith("steps ")
    # The order of threads makes a run a step or two longer or shorter: the last point may not be reached.
    assert done.returncode == (0 if ended else -9), done.stderr
    return lines if not point or not ended else lines[:-1]


def points(steps: int, few: int) -> list[int]:
    """Some of the steps, the same in each run: in every stretch of the way one."""
    number = min(steps, examples(few))
    chance = random.Random(number)
    return [chance.randint(i * steps // number + 1, (i + 1) * steps // number) for i in range(number)]


def counted(lines: list[str]) -> int:
    return int(lines[-1].removeprefix("steps "))


def hold_whole(lines: list[str]) -> None:
    for path in lines:
        assert Path(path).read_text("utf-8").endswith("\n"), path


CHANGED = ("Nobody", "A sailor")


def newsroom(server: LoopbackServer, *, changed: bool) -> list[str]:
    """Three feeds of four articles; ``changed``: one of each was corrected, and there is one more."""
    for n in range(3):
        first = body(8 * n).replace(*CHANGED) if changed else body(8 * n)
        more = [item(8 * n + i) for i in range(1, 5 if changed else 4)]
        server.pages[f"/{n}"] = rss(f"Outlet {n}", item(8 * n, first), *more)
    return [server.url(f"/{n}") for n in range(3)]


def test_a_fetch_may_be_killed_at_any_step(server: LoopbackServer, tmp_path: Path) -> None:
    def begin(name: str) -> list[str]:
        urls = newsroom(server, changed=False)
        fetch_feeds([Feed(url) for url in urls], tmp_path / name / "corpus", state=tmp_path / name / "state")
        return newsroom(server, changed=True)

    steps = counted(run("fetch", 0, tmp_path / "whole", begin("whole")))
    for point in points(steps, 3):
        folder = tmp_path / str(point)
        urls = begin(str(point))
        hold_whole(run("fetch", point, folder, urls))
        told = {article.text for article in articles(folder / "corpus")}
        for n in range(3):
            old, new = body(8 * n), body(8 * n).replace(*CHANGED)
            assert old in told or new in told, f"lost at step {point}"
        fetch_feeds([Feed(url) for url in urls], folder / "corpus", state=folder / "state")
        found = articles(folder / "corpus")
        expected = [body(8 * n).replace(*CHANGED) for n in range(3)]
        expected += [body(8 * n + i) for n in range(3) for i in range(1, 5)]
        assert sorted(article.text for article in found) == sorted(expected), f"killed at step {point}"
        corrected = [article for article in found if CHANGED[1] in article.text]
        older = [version.text for one in corrected for version in versions_of(folder / "corpus", one.id)]
        assert sorted(older) == sorted(body(8 * n) for n in range(3)), f"killed at step {point}"
        assert list((folder / "corpus").rglob("*.part")) == []


def test_an_add_may_be_killed_at_any_step(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for n in range(3):
        (given / f"{n}.md").write_text(f"---\ntitle: Report {n}\nsource: The Mole\n---\n\n{body(n)}\n")
    lines = [json.dumps({"id": f"b-{n}", "source": "The Pier", "text": body(n)}) for n in range(3, 7)]
    (given / "more.jsonl").write_text("\n".join(lines))
    steps = counted(run("add", 0, tmp_path / "whole", [str(given)]))
    for point in points(steps, 2):
        folder = tmp_path / str(point)
        hold_whole(run("add", point, folder, [str(given)]))
        if (folder / "corpus").exists():
            assert {article.text for article in articles(folder / "corpus")} <= set(map(body, range(7)))
        add([str(given)], folder / "corpus", state=folder / "state")
        found = sorted(article.text for article in articles(folder / "corpus"))
        assert found == sorted(map(body, range(7))), f"killed at step {point}"
        assert list((folder / "corpus").rglob("*.part")) == []


_FULL = """
import resource, sys
from pathlib import Path
from index.intake.add import add

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
try:
    for outcome in add([sys.argv[2]], Path(sys.argv[3]), state=Path(sys.argv[4])):
        print(outcome.status, outcome.reason)
except OSError as error:
    print("failed", error.strerror)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file sizes")
@pytest.mark.parametrize("limit", [1_000, 60_000])
def test_files_that_cannot_grow_are_told_and_what_is_kept_is_whole(tmp_path: Path, limit: int) -> None:
    """The limit hits the articles (1,000 bytes), or else what is remembered of them (60,000)."""
    lines = [json.dumps({"id": f"b-{n}", "source": "The Pier", "text": body(n, 30)}) for n in range(40)]
    (tmp_path / "given.jsonl").write_text("\n".join(lines))
    given = [str(limit), *(str(tmp_path / name) for name in ("given.jsonl", "corpus", "state"))]
    done = subprocess.run([sys.executable, "-c", _FULL, *given], capture_output=True, text=True, check=False)
    told = done.stdout.splitlines()
    failed = [line for line in told if line.startswith("failed")]
    assert failed, done.stderr
    assert done.returncode == 0, done.stderr
    assert all("cannot be written" in line for line in failed)
    kept = articles(tmp_path / "corpus")
    assert {article.text for article in kept} <= {body(n, 30) for n in range(40)}
    assert list((tmp_path / "corpus").rglob("*.part")) == []
    add([str(tmp_path / "given.jsonl")], tmp_path / "corpus", state=tmp_path / "state")
    found = sorted(article.text for article in articles(tmp_path / "corpus"))
    assert found == sorted(body(n, 30) for n in range(40))


def test_a_read_only_corpus_is_told(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir(mode=0o500)
    if os.access(corpus, os.W_OK):
        pytest.skip("whoever may all may write anywhere")
    (tmp_path / "page.md").write_text(body(1))
    with pytest.raises(OSError, match=r"cannot be written \(Permission denied\)"):
        add([str(tmp_path / "page.md")], corpus, state=tmp_path / "state")
