"""The reader in a browser: who may use it, and that it is the same reader."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
import sys
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from aiohttp import ClientWebSocketResponse

httpx = pytest.importorskip("httpx")
aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve", reason="lateral[serve] is not installed")


@contextmanager
def serving(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a server of its own, and its process, which is told to end if it has not."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={"PATH": "", "HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_DATA_HOME": str(home)},
    )
    assert process.stdout
    try:
        yield process.stdout.readline().strip(), process
    finally:
        process.terminate()
        process.stdout.close()
        assert process.wait(30) == 0


@asynccontextmanager
async def page(address: str) -> AsyncIterator[ClientWebSocketResponse]:
    """A page in which the reader is seen."""
    jar = aiohttp.CookieJar(unsafe=True)  # it would refuse cookies of an address without a name
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(address) as answer:
            assert answer.status == 200
        place = address.split("?", maxsplit=1)[0].replace("http", "ws") + "ws?width=100&height=30"
        async with browser.ws_connect(place, timeout=aiohttp.ClientWSTimeout(ws_close=5)) as reader:
            shown = b""
            while b"Help" not in shown:
                shown += (await reader.receive(30)).data
            yield reader


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("home")) as (address, _):
        yield address


def test_it_listens_on_this_machine_alone(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("place", ["", "ws", "download/x", "?token=guessed"])
def test_without_the_secret_there_is_nothing(address: str, place: str) -> None:
    answer = httpx.get(address.split("?", maxsplit=1)[0] + place, cookies={})
    assert answer.status_code == 403
    assert "whole address" in answer.text


def test_the_page_needs_nothing_from_elsewhere_and_keeps_the_secret(address: str) -> None:
    answer = httpx.get(address)
    assert answer.status_code == 200
    assert "https://" not in answer.text
    assert address.split("token=")[1] not in answer.text
    assert "SameSite=Strict" in answer.headers["set-cookie"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_a_browser_gets_the_reader(address: str) -> None:
    async with page(address) as reader:
        await reader.send_str(json.dumps(["stdin", "\x11"]))  # ctrl+q
        async for _ in reader:
            pass
        assert reader.closed


async def test_ctrl_c_ends_it_while_a_page_is_open(tmp_path: Path) -> None:
    """The web server alone would wait a minute for the page to be closed."""
    with serving(tmp_path) as (address, process):
        async with page(address) as reader:
            process.send_signal(signal.SIGINT)
            async for _ in reader:
                pass
            assert reader.close_code == aiohttp.WSCloseCode.OK
            assert await asyncio.to_thread(process.wait, 30) == 0


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = subprocess.run(
            [sys.executable, "-m", "tui.cli", "serve", "--port", str(port)],
            check=False,
            capture_output=True,
            text=True,
        )
    assert answer.returncode == 1
    assert answer.stdout == ""
    assert answer.stderr == f"lateral: cannot listen on 127.0.0.1:{port}: Address already in use\n"
