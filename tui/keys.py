"""All keys in one view: for the help, the palette, and the check of the reader's own keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import ASCII_KEY_NAMES, KEY_NAME_REPLACEMENTS, Keys

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping

    from textual.app import App
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """One binding as the help shows it."""

    group: str
    keys: tuple[str, ...]
    description: str
    id: str


def own_bindings(kind: type[DOMNode]) -> list[Binding]:
    """Return the bindings with an id that ``kind`` declares itself."""
    declared = kind.__dict__.get("BINDINGS", ())
    return [binding for binding in declared if isinstance(binding, Binding) and binding.id]


#: Which classes' bindings are alive at the same time.
Context: TypeAlias = "tuple[type[DOMNode], ...]"


def contexts() -> list[Context]:
    """Return which classes' bindings are alive at the same time, innermost first."""
    from tui.app import LateralApp

    return [(*context, LateralApp) for context in (*_browsing(), *_comparing(), *_topics())]


def _browsing() -> list[Context]:
    from tui.desks.comparing import CompareDesk
    from tui.desks.marking import MarkDesk
    from tui.desks.outside import OutsideDesk
    from tui.desks.reading import ReadingDesk
    from tui.desks.search import SearchDesk
    from tui.desks.side import SideDesk
    from tui.screens.browse import BrowseScreen
    from tui.screens.chooser import ChooserScreen
    from tui.screens.copying import CopyScreen
    from tui.screens.fetch import FetchScreen
    from tui.screens.help import HelpInput, HelpScreen
    from tui.screens.jump import JumpScreen
    from tui.screens.links import LinksScreen
    from tui.screens.note import NoteScreen
    from tui.screens.problems import ProblemsScreen
    from tui.widgets.accounts import AccountList
    from tui.widgets.find import FindInput
    from tui.widgets.lines import TextView
    from tui.widgets.results import ResultList
    from tui.widgets.search import SearchInput
    from tui.widgets.side import SideList

    desks = (SearchDesk, ReadingDesk, MarkDesk, OutsideDesk, CompareDesk, SideDesk, BrowseScreen)
    panes = (ResultList, TextView, AccountList, SearchInput, SideList, FindInput)
    return [
        *((pane, *desks) for pane in panes),
        (CopyScreen,),
        (LinksScreen,),
        (NoteScreen,),
        (JumpScreen,),
        (AccountList, ChooserScreen),
        (FetchScreen,),
        (TextView, ProblemsScreen),
        (TextView, HelpScreen),
        (HelpInput, HelpScreen),
    ]


def _comparing() -> list[Context]:
    from tui.screens.account import AccountScreen
    from tui.screens.compare import CompareScreen
    from tui.widgets.compare_export import ExportScreen
    from tui.widgets.compare_facts import CompareFacts
    from tui.widgets.compare_legend import Legend, LegendScreen
    from tui.widgets.compare_rows import CompareRows
    from tui.widgets.compare_sides import CompareSide
    from tui.widgets.compare_view import CompareView
    from tui.widgets.compare_why import WhyScreen
    from tui.widgets.lines import TextView

    return [
        *((pane, CompareView, CompareScreen) for pane in (CompareRows, CompareFacts, CompareSide)),
        (ExportScreen,),
        (TextView, AccountScreen),
        (Legend, LegendScreen),
        (TextView, WhyScreen),
    ]


def _topics() -> list[Context]:
    from tui.screens.sheet import SheetScreen
    from tui.screens.topic_dialogs import (
        ConfirmScreen,
        NameScreen,
        ReasonsScreen,
        SourceInput,
        SourceScreen,
    )
    from tui.screens.topics import TopicFilter, TopicsScreen
    from tui.widgets.accounts import AccountList
    from tui.widgets.sheet_grid import SheetGrid

    return [
        (SheetGrid, SheetScreen),
        (SheetGrid, TopicsScreen),
        (TopicFilter, TopicsScreen),
        (SourceInput, SourceScreen),
        (NameScreen,),
        (ConfirmScreen,),
        (AccountList, ReasonsScreen),
    ]


def known_bindings() -> dict[str, Binding]:
    """Return all bindings that can be given other keys, by id."""
    return {
        str(binding.id): binding
        for context in contexts()
        for kind in context
        for binding in own_bindings(kind)
    }


def checked_keymap(keys: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Split the reader's keys into those that can be used and one clear sentence for each that cannot."""
    if not keys:
        return {}, []  # to know all bindings takes importing all screens: not before the first picture
    known = known_bindings()
    keymap: dict[str, str] = {}
    problems: list[str] = []
    for binding_id, key in keys.items():
        if binding_id not in known:
            problems.append(f"There is no key called {binding_id!r}.{_nearest(binding_id, known)}")
        elif not key.strip() or any(not part.strip() for part in key.split(",")):
            problems.append(f"{binding_id!r} needs a key, such as {known[binding_id].key!r}.")
        elif strange := [part.strip() for part in key.split(",") if not _is_key(part.strip())]:
            problems.append(f"{strange[0]!r} is no key for {binding_id!r}; keys are called ctrl+s, f5 or x.")
        else:
            keymap[binding_id] = ",".join(part.strip() for part in key.split(","))
    for clash in _clashes(keymap):
        problems.append(clash.sentence)
        keymap.pop(clash.refused, None)
    return keymap, problems


def _is_key(name: str) -> bool:
    """Whether a terminal can send a key of this name: a character, or a name that Textual knows."""
    *modifiers, base = name.split("+") if name != "+" else ["+"]
    known = {key.value for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()) | set(ASCII_KEY_NAMES.values())
    return set(modifiers) <= {"ctrl", "shift", "alt", "super"} and (len(base) == 1 or base in known)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two bindings that would share a key; ``refused`` is the id that keeps its usual key."""

    refused: str
    sentence: str


def _clashes(keymap: Mapping[str, str]) -> Iterator[Clash]:
    seen: set[str] = set()
    for context in contexts():
        for binding_id, key, other in _collisions(context, keymap):
            if binding_id not in seen:
                seen.add(binding_id)
                yield Clash(
                    binding_id,
                    f"{key!r} cannot be the key for {binding_id!r}:"
                    f" on the same screen it is the key for {other!r}.",
                )


def _collisions(context: Context, keymap: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield id, key and the id it collides with, for ids whose key was changed."""
    taken: dict[str, str] = {}
    changed: list[tuple[str, str]] = []
    for kind in context:
        for binding in own_bindings(kind):
            name = str(binding.id)
            for key in _normal(keymap.get(name, binding.key)):
                if name in keymap and key not in _normal(binding.key):
                    changed.append((name, key))
                else:
                    taken.setdefault(key, name)
    for name, key in changed:
        if taken.setdefault(key, name) != name:
            yield name, key, taken[key]


def _normal(keys: str) -> list[str]:
    return [binding.key for binding in Binding.make_bindings([Binding(keys, "x")])]


def _nearest(name: str, known: Iterable[str]) -> str:
    from rapidfuzz import process

    best = process.extractOne(name, list(known), score_cutoff=60)
    return f" Did you mean {best[0]!r}?" if best else ""


def key_help(app: App[Any], screen: Screen[Any], keys: Mapping[str, str]) -> list[KeyHelp]:
    """Return every binding that works somewhere on ``screen``, grouped by where it works.

    Where the keyboard is comes first, then what is around it, then other panes; last what works everywhere.
    """
    nodes: dict[type[DOMNode], DOMNode] = {}
    here = screen.focused.ancestors_with_self if screen.focused else [screen]
    around = [node for node in here if node is not app]
    for node in (*around, screen, *screen.walk_children(), app):
        for kind in type(node).__mro__:
            if issubclass(kind, DOMNode) and own_bindings(kind):
                nodes.setdefault(kind, node)
    found = []
    for kind in nodes:
        group = kind.BINDING_GROUP_TITLE or kind.__name__
        for binding in own_bindings(kind):
            shown = [
                app.get_key_display(part.with_key(part.key))
                for part in Binding.make_bindings([Binding(keys.get(str(binding.id), binding.key), "x")])
            ]
            text = binding.tooltip or binding.description
            found.append(KeyHelp(group, tuple(shown), text, str(binding.id)))
    return found


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a key does now: its name, the key, and what runs it."""

    name: str
    key: str
    run: Callable[[], Awaitable[object]]


def commands(app: App[Any], screen: Screen[Any]) -> list[Command]:
    """Return each described key that works on ``screen`` now, once, by name."""
    found: dict[str, Command] = {}
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        if not enabled or not binding.description or not binding.id or binding.id == "app.palette":
            continue
        key = app.get_key_display(binding)
        known = found.get(binding.action)
        if known is None or len(key) < len(known.key):  # the letter rather than PgDn
            name = binding.tooltip or binding.description
            found[binding.action] = Command(name, key, partial(app.run_action, binding.action, node))
    return sorted(found.values(), key=lambda command: command.name)
