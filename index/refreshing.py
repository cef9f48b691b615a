"""A long refresh in a process of its own: the screen stays quick, and the memory it took is given back.

The parent starts ``python -m index.refreshing`` with what to refresh as JSON on standard input; the child
tells of each step, and at the end of its findings, in lines of JSON on standard output. Ending the child at
any moment is safe: what it has done is kept, as after a crash.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.progress import OnStep, Problem, Refresh, Step
from index.records import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.settings import Settings

#: Seconds between two looks at whether the refresh has been cancelled.
_PATIENCE: Final = 0.1
#: Steps nearer to each other than this are not worth a line; seconds.
_PAUSE: Final = 0.1


def refresh_elsewhere(
    corpus: Path,
    settings: Settings,
    on_step: OnStep | None = None,
    *,
    rebuild: bool = False,
    cancelled: Callable[[], bool] | None = None,
) -> Refresh:
    """Refresh the library over ``corpus`` in another process; see :meth:`index.library.Library.refresh`.

    Raises:
        LibraryError: The other process failed; the message is what it said.
    """
    request = {
        "corpus": str(corpus),
        "cache": None if settings.cache is None else str(settings.cache),
        "window_days": settings.topics.window_days,
        "engine": settings.engine,
        "opensearch": asdict(settings.opensearch),
        "rebuild": rebuild,
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "index.refreshing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parent.parent,
    )
    watch = threading.Thread(target=_end_when, args=(child, cancelled or (lambda: False)), daemon=True)
    watch.start()
    with child:
        return _listen(child, json.dumps(request, default=str), on_step or (lambda _: None))


def _end_when(child: subprocess.Popen[str], cancelled: Callable[[], bool]) -> None:
    while child.poll() is None:
        if cancelled():
            child.terminate()
            return
        try:
            child.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            continue


def _listen(child: subprocess.Popen[str], request: str, on_step: OnStep) -> Refresh:
    assert child.stdin is not None and child.stdout is not None and child.stderr is not None  # noqa: S101, PT018
    report = Refresh(0, 0, 0, ())
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        pass  # it ended at once; why stands on its standard error
    for line in child.stdout:
        told = json.loads(line)
        if "phase" in told:
            on_step(Step(**told))
        elif "error" in told:
            raise LibraryError(told["error"])
        else:
            problems = tuple(Problem(**problem) for problem in told.pop("problems"))
            report = Refresh(**{**told, "problems": problems, "notices": tuple(told["notices"])})
    said = child.stderr.read().strip()
    if child.wait() > 0:
        raise LibraryError(
            f"the index was not brought up to date: {(said.splitlines() or ['no reason given'])[-1]}"
        )
    return report


def _settings(request: dict[str, Any], own: Settings) -> Settings:
    """Settings as those of the process that asks, as far as they matter here."""
    from index.settings import OpenSearchSettings, TopicSettings

    archive = request["opensearch"]
    archive["hosts"] = tuple(archive["hosts"])
    archive["ca_file"] = Path(archive["ca_file"]) if archive["ca_file"] else None
    return replace(
        own,
        cache=Path(request["cache"]) if request["cache"] else None,
        engine=request["engine"],
        opensearch=OpenSearchSettings(**archive),
        topics=TopicSettings(window_days=request["window_days"]),
    )


def main() -> int:
    """Do the refresh that standard input asks for; return the exit status."""
    from time import monotonic

    from index.library import Library
    from index.settings import SettingsError, load

    def tell(told: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    last = 0.0

    def on_step(step: Step) -> None:
        nonlocal last
        if monotonic() - last >= _PAUSE:
            last = monotonic()
            tell(asdict(step))

    request = json.load(sys.stdin)
    try:
        settings = _settings(request, load())
        with Library.open(Path(request["corpus"]), settings, refresh=False) as library:
            report = library.refresh(on_step, rebuild=request["rebuild"])
            if settings.engine != "opensearch":
                library.topics()  # which keeps them: the list of thousands opens at once then
            tell(asdict(report))
    except (LibraryError, SettingsError) as error:
        tell({"error": str(error)})
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
