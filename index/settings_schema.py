"""Which keys ``config.yaml`` may hold, what each may be, and how a mistake is told.

The YAML is composed to nodes, not constructed to objects: nodes know their lines, run nothing, and an alias
costs what it says, however often it is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from index.yaml_nodes import NestedTooDeeplyError, compose

_LARGEST_FILE = 1_000_000
_DEEPEST = 20
_NULL = "tag:yaml.org,2002:null"
_INT = "tag:yaml.org,2002:int"
_BOOL = "tag:yaml.org,2002:bool"
_TRUE = frozenset({"true", "yes", "on"})


class SettingsError(Exception):
    """The settings cannot be used; the message is one line: file, line, key, and what would be right."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it stands (``file:line``)."""

    value: Any
    place: str


class _InvalidError(Exception):
    """A value is not what its key takes; the message says what is valid."""


#: Turns a node of a file in the given folder into a value, or raises _InvalidError.
_Check: TypeAlias = Callable[[yaml.Node, Path], Any]


def _text(node: yaml.Node, _folder: Path) -> str:
    if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL or not node.value.strip():
        raise _InvalidError("needs some text")
    return str(node.value).strip()


def _whole_number(least: int, most: int) -> _Check:
    def check(node: yaml.Node, _folder: Path) -> int:
        if isinstance(node, yaml.ScalarNode) and node.tag == _INT and re.fullmatch(r"\d{1,9}", node.value):
            number = int(node.value)
            if least <= number <= most:
                return number
        raise _InvalidError(f"needs a whole number from {least} to {most}")

    return check


def _switch(node: yaml.Node, _folder: Path) -> bool:
    if not isinstance(node, yaml.ScalarNode) or node.tag != _BOOL:
        raise _InvalidError("needs true or false")
    return node.value.lower() in _TRUE


def _one_of(*names: str) -> _Check:
    def check(node: yaml.Node, _folder: Path) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value in names:
            return str(node.value)
        raise _InvalidError("needs one of: " + ", ".join(names))

    return check


def _folder_or_null(node: yaml.Node, folder: Path) -> Path | None:
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
        return None
    try:
        path = Path(_text(node, folder)).expanduser()
    except (_InvalidError, RuntimeError):
        raise _InvalidError("needs the path of a folder, or null") from None
    # Relative to the file that says it, so that it means the same from everywhere.
    return (folder / path).absolute()


def _key_list(node: yaml.Node, _folder: Path) -> str:
    """Accept ``a`` and ``a,down``; YAML's own reading of ``y``, ``n`` or ``1`` does not matter here."""
    if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL or not node.value.strip():
        raise _InvalidError("needs a key or keys separated by commas, such as j,down")
    keys = [key.strip() for key in node.value.split(",")]
    # A lone comma is the key "," itself, which Textual calls by name.
    if not all(keys) or any(" " in key for key in keys):
        raise _InvalidError("needs a key or keys separated by commas, such as j,down (for a comma: comma)")
    return ",".join(keys)


def _feed_list(node: yaml.Node, folder: Path) -> list[dict[str, Any]]:
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise _InvalidError("needs a list of feeds, each with a url")
    return [_feed(item, folder) for item in node.value]


def _feed(node: yaml.Node, folder: Path) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        return {"url": _web_address(node, folder)}
    if not isinstance(node, yaml.MappingNode):
        raise _InvalidError("needs a list of feeds, each with a url")
    feed = _members(node, folder, "feed", _FEED_KEYS)
    if "url" not in feed:
        raise _InvalidError("needs a url for each feed")
    return feed


def _members(
    node: yaml.MappingNode, folder: Path, owner: str, checks: Mapping[str, _Check]
) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name_node, value in node.value:
        name = str(name_node.value)
        if name not in checks:
            raise _InvalidError(f"knows no {name!r}; a {owner} has " + ", ".join(checks))
        try:
            members[name] = checks[name](value, folder)
        except _InvalidError as error:
            raise _InvalidError(f"{name} {error}") from None
    return members


def _numbers(owner: str, **most: int) -> _Check:
    """Accept whole numbers of 1 or more under the names in ``most``, each up to what it says there."""
    checks = {name: _whole_number(1, highest) for name, highest in most.items()}

    def check(node: yaml.Node, folder: Path) -> dict[str, int]:
        if not isinstance(node, yaml.MappingNode):
            raise _InvalidError("needs lines of its own: " + ", ".join(f"{name}: 10" for name in most))
        return _members(node, folder, owner, checks)

    return check


def _web_address(node: yaml.Node, folder: Path) -> str:
    text = _text(node, folder)
    if not re.fullmatch(r"https?://[^\s/]\S*", text):
        raise _InvalidError("needs an address that begins with http:// or https://")
    return text


def _words(node: yaml.Node, folder: Path) -> tuple[str, ...]:
    if isinstance(node, yaml.SequenceNode):
        return tuple(_text(item, folder) for item in node.value)
    return tuple(part.strip() for part in _text(node, folder).split(",") if part.strip())


def _host_list(node: yaml.Node, folder: Path) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
        return ()
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    hosts = tuple(_web_address(item, folder).rstrip("/") for item in items)
    if any("@" in host for host in hosts):
        raise _InvalidError("needs addresses without names and passwords; see opensearch.username")
    return hosts


def is_loopback(address: str) -> bool:
    """Whether a web address is of this very machine."""
    from ipaddress import ip_address
    from urllib.parse import urlsplit

    try:
        name = urlsplit(address).hostname or ""
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def _matching(pattern: str, what: str) -> _Check:
    def check(node: yaml.Node, folder: Path) -> str:
        text = _text(node, folder)
        if not re.fullmatch(pattern, text):
            raise _InvalidError(f"needs {what}")
        return text

    return check


def _or_null(check: _Check) -> _Check:
    def check_or_null(node: yaml.Node, folder: Path) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.tag == _NULL:
            return None
        return check(node, folder)

    return check_or_null


def _file(node: yaml.Node, folder: Path) -> Path:
    path = _folder_or_null(node, folder)
    if path is None or not path.is_file():
        raise _InvalidError("needs the path of a file that is there, or null")
    return path


_VARIABLE: _Check = _matching(r"[A-Za-z_][A-Za-z0-9_]*", "the name of an environment variable, not a secret")
_FEED_KEYS: Mapping[str, _Check] = {
    "url": _web_address,
    "name": _text,
    "tags": _words,
    "full_text": _switch,
    "limits": _numbers("limit", entries=5000, pages=1000, megabytes=10, seconds=600),
    "keep": _numbers("rule to keep", days=100_000, count=100_000),
}

#: Every key, with dots for sections. ``keys`` is a section of free names.
_CHECKS: Mapping[str, _Check] = {
    "corpus": _folder_or_null,
    "cache": _folder_or_null,
    "engine": _one_of("whoosh", "tantivy", "opensearch"),
    "opensearch.hosts": _host_list,
    "opensearch.index": _matching(r"[a-z0-9][a-z0-9_.-]{0,199}", "lower-case letters, digits, - _ and ."),
    "opensearch.username": _or_null(_text),
    "opensearch.password_env": _or_null(_VARIABLE),
    "opensearch.api_key_env": _or_null(_VARIABLE),
    "opensearch.ca_file": _or_null(_file),
    "opensearch.verify": _switch,
    "opensearch.plain_http": _switch,
    "opensearch.timeout": _whole_number(1, 600),
    "opensearch.read_only": _switch,
    "opensearch.shards": _whole_number(1, 1024),
    "search.limit": _whole_number(1, 1000),
    "search.list_limit": _whole_number(10, 10_000),
    "reader.measure": _whole_number(60, 100),
    "reader.theme": _one_of("dark", "light", "high-contrast", "colour-blind-dark", "colour-blind-light"),
    "reader.ascii": _switch,
    "reader.still": _switch,
    "compare.strictness": _whole_number(1, 5),
    "topics.window_days": _whole_number(1, 365),
    "feeds": _feed_list,
}
_SECTIONS = frozenset(key.partition(".")[0] for key in _CHECKS if "." in key)
_FREE_SECTION = "keys"
_BINDING_ID = re.compile(r"[A-Za-z][\w.-]*")


def read_values(path: Path) -> dict[str, Setting]:
    """Read one settings file as ``{"reader.measure": Setting(...)}``; only the keys that it gives.

    Raises:
        SettingsError: The file cannot be read, or a key or value is not valid.
    """
    root = _compose(path)
    folder = path.absolute().parent
    settings: dict[str, Setting] = {}
    for key, node, line in _leaves(root, path):
        place = f"{path}:{line}"
        if key in settings:
            raise SettingsError(f"{place}: {key} is given twice (first at {settings[key].place})")
        check = _CHECKS.get(key, _key_list)
        try:
            value = check(node, folder)
        except _InvalidError as error:
            raise SettingsError(f"{place}: {key} {error}") from None
        settings[key] = Setting(value, place)
    return settings


def _compose(path: Path) -> yaml.Node | None:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror or error}") from None
    if len(data) > _LARGEST_FILE:
        raise SettingsError(f"{path}: too large for settings (more than {_LARGEST_FILE:,} bytes)")
    try:
        return compose(data, _DEEPEST)
    except NestedTooDeeplyError as error:
        raise SettingsError(f"{path}:{error.line}: nested too deeply for settings") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark is not None else str(path)
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
        raise SettingsError(f"{where}: not valid YAML: {' '.join(str(what).split())}") from None
    except (UnicodeError, ValueError) as error:
        raise SettingsError(f"{path}: not valid YAML: {' '.join(str(error).split())}") from None


def _leaves(root: yaml.Node | None, path: Path) -> Iterator[tuple[str, yaml.Node, int]]:
    """Yield (dotted key, value node, line) of every setting. Raises SettingsError for unknown keys."""
    for name, node, line in _pairs(root, path, ""):
        if name == _FREE_SECTION or name in _SECTIONS:
            for inner, value, inner_line in _pairs(node, path, name):
                key = f"{name}.{inner}"
                if key not in _CHECKS and (name != _FREE_SECTION or not _BINDING_ID.fullmatch(inner)):
                    raise _unknown(key, path, inner_line)
                yield key, value, inner_line
        elif name in _CHECKS:
            yield name, node, line
        else:
            raise _unknown(name, path, line)


def _pairs(node: yaml.Node | None, path: Path, section: str) -> Iterator[tuple[str, yaml.Node, int]]:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == _NULL):
        return
    if not isinstance(node, yaml.MappingNode):
        what = f"{section} needs keys of its own" if section else "settings are lines of the form key: value"
        raise SettingsError(f"{path}:{_line(node)}: {what}")
    for key, value in node.value:
        line = _line(key)
        if not isinstance(key, yaml.ScalarNode):
            raise SettingsError(f"{path}:{line}: a key must be a plain word")
        yield key.value, value, line


def _line(node: yaml.Node | yaml.Event) -> int:
    return node.start_mark.line + 1 if node.start_mark is not None else 1


def _unknown(key: str, path: Path, line: int) -> SettingsError:
    from rapidfuzz import fuzz, process

    shown = " ".join(key.split())[:60]
    names = [*_CHECKS, _FREE_SECTION, *_SECTIONS]
    best = process.extractOne(key, names, scorer=fuzz.ratio)
    # A right name in the wrong section is nearer to what was meant than any misspelling.
    same = [name for name in names if name.rpartition(".")[2] == key.rpartition(".")[2]]
    nearest = same[0] if same else best[0] if best and best[1] >= 60 else None
    advice = (
        f"did you mean {nearest}?" if nearest else "valid are: " + ", ".join(sorted({*_CHECKS, "keys.*"}))
    )
    return SettingsError(f"{path}:{line}: unknown setting {shown}; {advice}")
