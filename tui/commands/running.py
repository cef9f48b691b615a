"""Commands that start something: the reader, the reader in a browser, completion in a shell."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from index.library import Library
from index.records import LibraryError
from tui.commands.saying import settings_of

if TYPE_CHECKING:
    from argparse import Namespace
    from pathlib import Path

    from index.settings import Settings
    from tui.app import LateralApp, LibrarySource
    from tui.first_picture import Taken


def read(options: Namespace) -> int:
    """Open the reader."""
    settings = settings_of(options)
    if "TEXTUAL_DRIVER" not in os.environ and not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(
            "lateral: the reader needs a terminal; see lateral --help for commands that do not",
            file=sys.stderr,
        )
        return 1
    from tui.first_picture import first_picture
    from tui.opening import opened
    from tui.pauses import hurry

    hurry()
    corpus = getattr(options, "corpus", None)
    ready = opened(corpus, settings)
    app: LateralApp | None = None
    try:
        with first_picture(ready, settings) as taken:
            app = _reader(ready or (lambda: _opened(corpus, settings)), settings, taken)
            from tui.leaving import crashes_logged

            with crashes_logged(app):
                app.run()
    finally:
        library = (app.library if app else None) or (ready.library if ready else None)
        if library is not None:
            library.close()
    return app.return_code or 0


def _opened(corpus: Path | None, settings: Settings) -> Library:
    return Library.open(corpus, settings, refresh=False, apart=True)


def _reader(source: LibrarySource, settings: Settings, taken: Taken | None) -> LateralApp:
    """Return the app. Raises LibraryError where the settings name a key that cannot be."""
    from tui.app import LateralApp
    from tui.keys import checked_keymap

    for problem in checked_keymap(settings.keys)[1]:
        # The binding's name stands in quotation marks in each of these sentences.
        named = next((name for name in settings.keys if repr(name) in problem), None)
        raise LibraryError(f"{settings.places.get(f'keys.{named}', 'keys')}: {problem}")
    app = LateralApp(
        source,
        theme=settings.reader.theme,
        plain=settings.reader.ascii or None,
        still=settings.reader.still,
        measure=settings.reader.measure,
        keys=settings.keys,
    )
    if os.name == "posix" and "TEXTUAL_DRIVER" not in os.environ:
        from tui.driver import reader_driver

        app.driver_class = reader_driver(app.keys_welcome, taken)
    return app


def serve(options: Namespace) -> int:
    """Let browsers use the reader, until interrupted."""
    from tui.serving import serve as serve_reader

    settings_of(options)  # a mistake in them is said here, not in a browser
    chosen = [
        part
        for name in ("config", "corpus")
        if (value := getattr(options, name, None))
        for part in (f"--{name}", str(value))
    ]
    serve_reader(chosen, options.host, options.port)
    return 0


def completion(options: Namespace) -> int:
    """Print what makes a shell complete the command line."""
    from tui.cli import parser
    from tui.completion import completion as completed

    print(completed(parser(), options.shell))
    return 0
