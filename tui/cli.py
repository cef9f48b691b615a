"""The command line: ``lateral`` opens the reader, ``lateral COMMAND`` answers in text or JSON.

Standard output is data, standard error is talk. Exit status 0: fine; 1: the request failed, and one line says
why; 2: wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DESCRIPTION = "Read the news, and put any two sources' accounts of the same topic side by side."
_EPILOG = """\
Without a command the reader opens; press ? in it for the keys.

the query language:
  words                  all of them, in any order (any of them where no article has all)
  "two words"            a phrase          a OR b    either        -word   without
  start*                 a beginning       +word     exactly so    ( )     grouping
  title:word             source:name       topic:name              source:"Two Words"
  after:2024-08-01       before:2024-09    on:2024-08-06           after:-7d  (d w m y)
  is:unread              is:read           is:starred              is:noted

settings: --config FILE, else $LATERAL_CONFIG, else the user's config folder, else the shipped config.yaml.
"""

#: Stands before a query word that looks like an option, while the arguments are parsed.
_SHIELD = "\0"


#: Makes the parser of one command, from its name and what it does.
_Command: TypeAlias = "Callable[[str, str], argparse.ArgumentParser]"


class _Help(argparse.RawDescriptionHelpFormatter):
    """Keeps the epilog's lines and gives options a little more room."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


class _Version(argparse.Action):
    """Prints the version; looks it up only then, as that is a tenth of the time until the first picture."""

    def __call__(self, asked: argparse.ArgumentParser, *_: object) -> None:
        """Print it, and exit."""
        print(f"lateral {version()}")
        asked.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = argparse.ArgumentParser(add_help=False)
    group = common.add_argument_group("common options, before or after the command")
    group.add_argument(
        "--config", metavar="FILE", type=Path, default=argparse.SUPPRESS, help="settings file to use"
    )
    group.add_argument(
        "--corpus", metavar="DIR", type=Path, default=argparse.SUPPRESS, help="folder of articles to read"
    )
    main_parser = argparse.ArgumentParser(
        "lateral", description=_DESCRIPTION, epilog=_EPILOG, formatter_class=_Help, parents=[common]
    )
    main_parser.add_argument(
        "--version",
        action=_Version,
        nargs=0,
        default=argparse.SUPPRESS,
        help="show program's version number and exit",
    )
    commands = main_parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            parents=[common],
            formatter_class=_Help,
        )

    _add_reading(command)
    _add_topics(command)
    _add_keeping(command)
    _add_running(command)
    return main_parser


def _add_reading(command: _Command) -> None:
    search = command("search", "search the articles")
    search.add_argument(
        "query", nargs="+", metavar="QUERY", help="words in the query language (see lateral --help)"
    )
    search.add_argument(
        "--limit", type=_positive, default=None, metavar="N", help="at most N results (default: settings)"
    )
    search.add_argument(
        "--sort", choices=("relevance", "newest", "oldest"), default="relevance", help="default: relevance"
    )
    _json(search)

    show = command("show", "print one article")
    show.add_argument("id", metavar="ID")
    _json(show)

    compare = command("compare", "put two accounts side by side")
    compare.add_argument("a", metavar="A", help="an article's id, or a file")
    compare.add_argument("b", metavar="B", help="an article's id, or a file")
    compare.add_argument(
        "--format",
        choices=("text", "markdown", "html", "json"),
        default=None,
        help="default: what FILE's name ends with, else text",
    )
    compare.add_argument(
        "--output", type=Path, metavar="FILE", help="write to FILE instead of standard output"
    )
    compare.add_argument(
        "--strictness",
        type=int,
        choices=range(1, 6),
        default=None,
        help="1 links easily, 5 only near-certain ones",
    )


def _add_topics(command: _Command) -> None:
    topics = command("topics", "list the topics and who covers them, or show one topic's sheet")
    topics.add_argument(
        "id", nargs="?", metavar="ID", help="a topic, or an article of it: all its facts by source"
    )
    topics.add_argument("--format", choices=("text", "csv", "markdown"), default="text", help="of the sheet")
    blind = topics.add_mutually_exclusive_group()
    blind.add_argument(
        "--without", metavar="SOURCE", help="list only the topics that a source does not carry"
    )
    blind.add_argument("--only", metavar="SOURCE", help="list only what no other source tells")
    change = topics.add_mutually_exclusive_group()
    change.add_argument("--join", nargs=2, metavar="ID", help="make two topics one, for good")
    change.add_argument("--split", metavar="ARTICLE", help="take an article out of its topic, for good")
    change.add_argument("--rename", nargs=2, metavar=("ID", "NAME"), help="give a topic a name, for good")
    change.add_argument("--undo", action="store_true", help="take the last such correction back")
    change.add_argument(
        "--why", nargs=2, metavar="ARTICLE", help="say what joins two articles, and how near they are"
    )
    _json(topics)
    sources = command("sources", "list the sources")
    _json(sources)


def _add_keeping(command: _Command) -> None:
    add = command("add", "bring articles in: files, folders, pages, feeds, lists of feeds")
    add.add_argument("item", nargs="+", metavar="PATH|URL", help="what to bring in; - reads standard input")
    add.add_argument("--source", metavar="NAME", help="the source, whatever the item calls it")
    add.add_argument("--published", metavar="DATE", help="the date, whatever the item gives")
    add.add_argument("--topic", metavar="NAME", help="the topic, whatever the item names")
    command("fetch", "bring in what is new in the feeds of config.yaml")
    feeds = command("feeds", "list the feeds of config.yaml and how each is doing, or those of a list")
    feeds.add_argument(
        "list", nargs="?", metavar="FILE", help="another reader's list: OPML, or newsboat's urls; - reads it"
    )
    form = feeds.add_mutually_exclusive_group()
    _json(form)
    form.add_argument("--opml", action="store_true", help="print a list for other readers")
    form.add_argument("--yaml", action="store_true", help="print the lines for config.yaml")
    state = command("state", "export or import what you read, starred, noted, searched and corrected")
    state.add_argument("action", choices=("export", "import"), help="JSON Lines; what is newer stays")
    state.add_argument("file", nargs="?", default="-", metavar="FILE", help="default: - (standard streams)")

    index = command("index", "bring the index up to date")
    how = index.add_mutually_exclusive_group()
    how.add_argument("--rebuild", action="store_true", help="build it anew from the articles")
    how.add_argument("--check", action="store_true", help="verify it, change nothing")


def _add_running(command: _Command) -> None:
    serve = command("serve", "let a browser on this machine use the reader")
    serve.add_argument(
        "--host", default="127.0.0.1", help="interface to listen on (default: this machine only)"
    )
    serve.add_argument("--port", type=_port, default=8000, help="default: 8000; 0: any free one")
    completion = command("completion", "print what makes a shell complete the command line")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))


def _json(target: argparse._ActionsContainer) -> None:
    target.add_argument("--json", action="store_true", help="print JSON")


def _positive(text: str) -> int:
    text = text.removeprefix(_SHIELD)
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number up to 65535")
    return int(text)


def version() -> str:
    """Return the installed version."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("lateral")
    except PackageNotFoundError:
        return "(not installed)"


def _shielded(arguments: Sequence[str]) -> list[str]:
    """Let ``lateral search kursk -sudzha`` mean what it says: words with one dash are part of the query."""
    if "search" not in arguments:
        return list(arguments)
    start = arguments.index("search") + 1
    return [
        *arguments[:start],
        *(
            _SHIELD + word if word.startswith("-") and not word.startswith("--") and word != "-h" else word
            for word in arguments[start:]
        ),
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    # Small products of numbers do not repay waking threads: on a busy machine they double the time.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    options = parser().parse_args(_shielded(sys.argv[1:] if arguments is None else arguments))
    if getattr(options, "query", None):
        options.query = [word.removeprefix(_SHIELD) for word in options.query]
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal or pipe that cannot take a character must not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(options)
    except BrokenPipeError:
        # Whoever read us has gone (``| head``): leave quietly, and keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    from index.records import LibraryError
    from index.settings import SettingsError
    from tui.widgets.safe import one_line

    try:
        from tui.commands import run

        return run(options.command or "read", options)
    except (LibraryError, SettingsError) as error:
        # It may quote a file's name or content, which the terminal must not obey.
        print(f"lateral: {one_line(str(error))}", file=sys.stderr)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        place = f"{error.filename}: " if error.filename else ""
        print(f"lateral: {one_line(f'{place}{error.strerror or error}')}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
