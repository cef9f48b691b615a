"""Settings: ``config.yaml`` as a typed object.

The shipped file holds every key with its default and an explanation; a user's own file overrides it key by
key. Mistakes stop the program with one line that says where, which key, and what would be right.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from index.settings_schema import SettingsError, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CompareSettings",
    "Feed",
    "ReaderSettings",
    "SearchSettings",
    "Settings",
    "SettingsError",
    "TopicSettings",
    "load",
    "settings_file",
    "shipped",
    "user_file",
]


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """``search:`` how results are listed.

    Attributes:
        limit: Results on one page of the command line.
        list_limit: Entries that the reader's result list holds at most.
    """

    limit: int
    list_limit: int


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """``reader:`` how articles look.

    Attributes:
        measure: Columns of one line of text, 60 to 100.
        theme: "dark" or "light".
        ascii: Whether to draw with ASCII characters alone.
    """

    measure: int
    theme: str
    ascii: bool


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """``compare:`` how accounts are put side by side. ``strictness``: 1 (loose) to 5 (only when sure)."""

    strictness: int


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """``topics:`` how articles are grouped. ``window_days``: how far apart one story's reports lie."""

    window_days: int


@dataclass(frozen=True, slots=True)
class Feed:
    """One entry of ``feeds:``. ``full_text``: whether to load the page where the feed gives a summary."""

    url: str
    name: str | None = None
    tags: tuple[str, ...] = ()
    full_text: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    Attributes:
        corpus: The folder of articles; absolute.
        cache: Where index and catalogue live; None: the system's cache folder.
        engine: The search engine: "whoosh".
        keys: Key bindings by binding id: ``{"browse.compare": "c,C"}``.
        places: Where each given key stands, ``{"keys.browse.compare": "config.yaml:41"}``, for messages.
    """

    corpus: Path
    cache: Path | None
    engine: str
    search: SearchSettings
    reader: ReaderSettings
    compare: CompareSettings
    topics: TopicSettings
    keys: Mapping[str, str]
    feeds: tuple[Feed, ...]
    places: Mapping[str, str] = field(compare=False)


def shipped(name: str) -> Path:
    """Return where the shipped ``config.yaml`` or ``corpus`` is: inside the wheel, else beside the packages.

    Raises:
        SettingsError: Neither place has it: the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    # The wheel's own folder first: beside an installed package stand other people's files.
    for place in (package / "shipped" / name, package.parent / name):
        if place.exists():
            return place
    raise SettingsError(f"{name}: not found beside the program; the installation is incomplete")


def user_file() -> Path:
    """Return where the user's own settings belong on this system, whether or not the file exists."""
    from platformdirs import user_config_path

    return user_config_path("lateral", appauthor=False) / "config.yaml"


def settings_file(explicit: Path | None = None) -> Path | None:
    """Return the file that overrides the shipped settings: ``explicit``, $LATERAL_CONFIG, the user's.

    The current folder is never looked at: opening the reader somewhere must not change how it behaves.
    """
    if explicit is not None:
        return explicit
    if named := os.environ.get("LATERAL_CONFIG"):
        return Path(named)
    own = user_file()
    return own if own.is_file() else None


def load(explicit: Path | None = None) -> Settings:
    """Read the shipped settings and lay over them, key by key, those of :func:`settings_file`.

    Raises:
        SettingsError: One line with file, line, key, and the nearest valid key or what is valid.
    """
    given = read_values(shipped("config.yaml"))
    own = settings_file(explicit)
    if own is not None:
        given |= read_values(own)
    values = {key: setting.value for key, setting in given.items()}
    corpus = values["corpus"]
    return Settings(
        corpus=shipped("corpus") if corpus is None else corpus,
        cache=values["cache"],
        engine=values["engine"],
        search=SearchSettings(limit=values["search.limit"], list_limit=values["search.list_limit"]),
        reader=ReaderSettings(
            measure=values["reader.measure"], theme=values["reader.theme"], ascii=values["reader.ascii"]
        ),
        compare=CompareSettings(strictness=values["compare.strictness"]),
        topics=TopicSettings(window_days=values["topics.window_days"]),
        keys=MappingProxyType(_under("keys.", values)),
        feeds=tuple(Feed(**feed) for feed in values["feeds"]),
        places=MappingProxyType({key: setting.place for key, setting in given.items()}),
    )


def _under(prefix: str, values: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
