"""Settings: ``config.yaml`` as a typed object.

The shipped file holds every key with its default and an explanation; a user's own file overrides it key by
key. Mistakes stop the program with one line that says where, which key, and what would be right.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from index.settings_schema import Setting, SettingsError, is_loopback, read_values

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "CompareSettings",
    "Feed",
    "FeedLimits",
    "OpenSearchSettings",
    "ReaderSettings",
    "Retention",
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
        theme: "dark", "light", "high-contrast", "colour-blind-dark" or "colour-blind-light".
        ascii: Whether to draw with ASCII characters alone.
        still: Whether nothing may move by itself.
    """

    measure: int
    theme: str
    ascii: bool
    still: bool


@dataclass(frozen=True, slots=True)
class CompareSettings:
    """``compare:`` how accounts are put side by side. ``strictness``: 1 (loose) to 5 (only when sure)."""

    strictness: int


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """``topics:`` how articles are grouped. ``window_days``: how far apart one story's reports lie."""

    window_days: int


@dataclass(frozen=True, slots=True)
class OpenSearchSettings:
    """``opensearch:`` where the archive is, and how to be let in. Secrets stand in the environment alone.

    Attributes:
        hosts: Addresses of nodes; where one does not answer, the next is asked.
        index: The name of its index.
        username: With ``password_env``, the name of the variable that holds the password.
        api_key_env: The name of the variable that holds an API key, instead of the two.
        ca_file: The authority that signed the certificates; None: the usual ones.
        verify: Whether certificates are verified.
        plain_http: Whether addresses without TLS may be of other machines.
        timeout: Seconds to wait for an answer.
        read_only: Whether this reader never writes to the archive.
        shards: Primary shards of an index that is to be made.
    """

    hosts: tuple[str, ...]
    index: str
    username: str | None = None
    password_env: str | None = None
    api_key_env: str | None = None
    ca_file: Path | None = None
    verify: bool = True
    plain_http: bool = False
    timeout: int = 10
    read_only: bool = False
    shards: int = 1


@dataclass(frozen=True, slots=True)
class FeedLimits:
    """``limits:`` of a feed: how much of it is taken in one fetch. None: the client's own bounds alone.

    Attributes:
        entries: The first ones that the feed lists; the rest is not looked at.
        pages: Loaded for the full text.
        megabytes: Of the feed's document, unpacked.
        seconds: For the feed's document, and for each page.
    """

    entries: int | None = None
    pages: int | None = None
    megabytes: int | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """``keep:`` of a feed: at most ``days`` after they were published, at most ``count`` of its articles.

    None: without end. Articles without a date count as older than all others, but never go by age.
    """

    days: int | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One entry of ``feeds:``.

    Attributes:
        url: http or https.
        name: The source's name; None: the feed's own title.
        tags: The user's own words for it.
        full_text: Whether to load the page where the feed gives only a summary.
        limits: How much is taken in one fetch.
        keep: How long its articles stay.
    """

    url: str
    name: str | None = None
    tags: tuple[str, ...] = ()
    full_text: bool = False
    limits: FeedLimits = FeedLimits()
    keep: Retention = Retention()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings.

    Attributes:
        corpus: The folder of articles; absolute.
        cache: Where index and catalogue live; None: the system's cache folder.
        engine: "whoosh" or "tantivy", over the files of the corpus, or "opensearch", an archive on a cluster.
        opensearch: Where the archive is, for the engine of that name.
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
    opensearch: OpenSearchSettings
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
            measure=values["reader.measure"],
            theme=values["reader.theme"],
            ascii=values["reader.ascii"],
            still=values["reader.still"],
        ),
        compare=CompareSettings(strictness=values["compare.strictness"]),
        topics=TopicSettings(window_days=values["topics.window_days"]),
        keys=MappingProxyType(_under("keys.", values)),
        feeds=tuple(map(_feed, values["feeds"])),
        opensearch=_opensearch(given),
        places=MappingProxyType({key: setting.place for key, setting in given.items()}),
    )


def _opensearch(given: Mapping[str, Setting]) -> OpenSearchSettings:
    """The archive's settings. Raises SettingsError where they contradict each other."""
    archive = OpenSearchSettings(**_under("opensearch.", {key: each.value for key, each in given.items()}))
    if given["engine"].value != "opensearch":
        return archive

    def refuse(key: str, why: str) -> SettingsError:
        return SettingsError(f"{given[key].place}: {key} {why}")

    if not archive.hosts:
        raise refuse("engine", "opensearch needs addresses under opensearch.hosts")
    if archive.username and not archive.password_env:
        raise refuse("opensearch.username", "needs opensearch.password_env beside it")
    if archive.username and archive.api_key_env:
        raise refuse("opensearch.api_key_env", "cannot stand beside opensearch.username")
    for host in archive.hosts:
        if not archive.plain_http and host.startswith("http://") and not is_loopback(host):
            raise refuse(
                "opensearch.hosts",
                f"has {host} without TLS on another machine; use https:// or say opensearch.plain_http: true",
            )
    return archive


def _feed(given: Mapping[str, Any]) -> Feed:
    limits, keep = FeedLimits(**given.get("limits", {})), Retention(**given.get("keep", {}))
    return Feed(**{**given, "limits": limits, "keep": keep})


def _under(prefix: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {key.removeprefix(prefix): value for key, value in values.items() if key.startswith(prefix)}
