"""Every key leads somewhere, has a name of its own, and can be given another key in the settings."""

from __future__ import annotations

import pytest

from tests.tui.driving import running, settled, until
from tui.keys import checked_keymap, contexts, known_bindings, own_bindings

ALL = sorted({kind for context in contexts() for kind in context}, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_binding_resolves_to_an_action(kind):
    places = {other for context in contexts() if kind in context for other in context}
    for binding in own_bindings(kind):
        name = binding.action.partition("(")[0]
        target, _, action = name.rpartition(".")
        candidates = {"app": [p for p in places if hasattr(p, "run")], "": places, "screen": places}[target]
        assert any(hasattr(place, f"action_{action}") for place in candidates), binding


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_binding_can_be_remapped_and_is_explained(kind):
    for binding in kind.__dict__.get("BINDINGS", ()):
        assert binding.id, f"{binding.key} of {kind.__name__} has no id"
        assert binding.description, f"{binding.id} is not described"


def test_ids_are_unique():
    ids = [binding.id for kind in ALL for binding in own_bindings(kind)]
    assert len(ids) == len(set(ids))


def test_no_two_keys_collide_as_shipped():
    """What the same key does in an inner and an outer place must be meant, as with Enter and Escape."""
    for context in contexts():
        for kind in context:
            keys = [key for binding in own_bindings(kind) for key in binding.key.split(",")]
            assert len(keys) == len(set(keys)), kind


def test_unknown_names_are_told_with_the_nearest():
    keymap, problems = checked_keymap({"browse.compar": "x"})
    assert keymap == {}
    assert problems == ["There is no key called 'browse.compar'. Did you mean 'browse.compare'?"]


def test_clashes_are_told_and_refused():
    keymap, problems = checked_keymap({"browse.compare": "s", "browse.zen": "Z"})
    assert keymap == {"browse.zen": "Z"}
    assert "'browse.sort'" in problems[0]
    assert "'browse.compare'" in problems[0]


def test_two_keys_may_change_places():
    keymap, problems = checked_keymap({"browse.compare": "s", "browse.sort": "c"})
    assert problems == []
    assert keymap == {"browse.compare": "s", "browse.sort": "c"}


def test_an_empty_key_is_refused():
    assert checked_keymap({"browse.compare": " "})[0] == {}


async def test_other_keys_work_and_the_old_ones_do_not():
    async with running(keys={"browse.group": "ctrl+g,v"}) as (pilot, seen):
        await pilot.press("t")
        assert not seen.results.by_topic
        await pilot.press("v")
        assert seen.results.by_topic
        await pilot.press("ctrl+g")
        assert not seen.results.by_topic


async def test_a_mistake_in_the_keys_is_shown():
    async with running(keys={"browse.grup": "o"}) as (pilot, seen):
        await until(pilot, lambda: seen.app._notifications)
        (told,) = seen.app._notifications
        assert "browse.group" in told.message


async def test_the_help_shows_the_readers_own_keys():
    from tui.widgets.lines import TextView

    async with running(keys={"browse.group": "v"}) as (pilot, seen):
        await pilot.press("question_mark")
        await pilot.pause()
        (line,) = [
            line
            for line in seen.app.screen.query_one(TextView).document.text.splitlines()
            if "browse.group" in line
        ]
        assert line.startswith("v ")


def test_known_bindings_cover_all_screens():
    names = {name.partition(".")[0] for name in known_bindings()}
    assert {"app", "browse", "results", "text", "accounts", "search", "help", "chooser", "compare"} <= names


async def test_the_palette_offers_commands_and_places():
    from textual.command import CommandPalette
    from textual.widgets import OptionList

    async with running() as (pilot, seen):
        await pilot.press("ctrl+p")
        await until(pilot, lambda: CommandPalette.is_open(seen.app))
        await pilot.press(*"norrland")
        found = seen.app.screen.query_one(OptionList)
        await until(pilot, lambda: found.option_count)
        await pilot.press("enter", "enter")
        await until(pilot, lambda: seen.bar.text)
        await settled(pilot)
        assert seen.bar.text == 'source:"Norrland Wire"'
        assert seen.app.screen is seen.app.browse


def test_a_key_that_no_terminal_sends_is_named() -> None:
    keymap, (problem,) = checked_keymap({"browse.search": "notakey", "browse.compare": "ctrl+g,f7,v"})
    assert keymap == {"browse.compare": "ctrl+g,f7,v"}
    assert "'notakey' is no key for 'browse.search'" in problem
