"""A headless Chromium for tests, spoken to over two pipes: no driver, no further package, no network.

The protocol is Chromium's own (https://chromedevtools.github.io/devtools-protocol/): JSON messages that end
in a zero byte, to file descriptor 3 and from 4.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE = 60
#: Run between this process and the browser, which wants its pipes at two fixed numbers.
_PLACE_PIPES = """
import os, sys
read, write = (os.dup(int(number)) for number in sys.argv[1:3])
read, write = os.dup(read), os.dup(write)
os.dup2(read, 3)
os.dup2(write, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def executable() -> str | None:
    """Where a Chromium is, if one is installed."""
    named = os.environ.get("LATERAL_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


def axe() -> Path | None:
    """The accessibility checker axe-core, if it is at hand: LATERAL_AXE or an npm folder."""
    root = Path(__file__).parent.parent
    places = [Path(os.environ.get("LATERAL_AXE", "")), root / "node_modules" / "axe-core" / "axe.min.js"]
    return next((place for place in places if place.is_file()), None)


class Page:
    """One tab. ``complaints``: what the console, the page's policy or an exception said."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._left = b""
        self._number = 0
        self._session: str | None = None
        self.complaints: list[str] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def _next(self) -> dict[str, Any]:
        deadline = monotonic() + _PATIENCE
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._from], [], [], max(0, deadline - monotonic()))
            assert ready, "the browser says nothing any more"
            received = os.read(self._from, 1 << 16)
            assert received, "the browser has ended"
            self._left += received
        message, _, self._left = self._left.partition(b"\0")
        event: dict[str, Any] = json.loads(message)
        if event.get("method") in ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            self.complaints.append(json.dumps(event["params"]))
        self.last_event = event.get("method")
        return event

    def open(self, path: Path) -> None:
        """Load a file and wait until it is shown."""
        self.ask("Page.navigate", url=path.as_uri())
        while self.run("document.readyState") != "complete":
            pass

    def resize(self, width: int, height: int = 900) -> None:
        """Give the page so many CSS pixels."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def prefer(self, scheme: str) -> None:
        """Prefer "light" or "dark"."""
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def press(self, key: str) -> None:
        """Press a key such as "Tab"."""
        code = {"Tab": 9, "Enter": 13}[key]
        text = "\r" if key == "Enter" else ""
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, text=text
            )

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression, awaited."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")


@contextmanager
def chromium(profile: Path) -> Iterator[Page]:
    """Start a browser with an empty ``profile``, and end it."""
    program = executable()
    assert program is not None
    for_browser, to_browser = os.pipe()
    from_browser, by_browser = os.pipe()

    command = [
        sys.executable,
        "-c",
        _PLACE_PIPES,
        str(for_browser),
        str(by_browser),
        program,
        "--headless",
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
        "--no-sandbox",  # there is none for root, and the page is our own
        "--no-first-run",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
    ]
    process = subprocess.Popen(
        command,
        pass_fds=(for_browser, by_browser),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(for_browser)
    os.close(by_browser)
    try:
        yield Page(to_browser, from_browser)
    finally:
        with suppress(OSError):
            os.close(to_browser)
        process.terminate()
        process.wait(20)
        os.close(from_browser)
