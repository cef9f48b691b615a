"""Read, starred, noted: at once in memory, later in the file, and back again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.marks import NO_MARK, UNDO_STEPS, Change, Mark, Marks, keep, load
from index.state import State


def test_changes_are_seen_at_once_and_told():
    marks = Marks()
    change = marks.set_read(["a", "b"], True)
    assert change is not None
    assert change.what == "2 articles marked as read"
    assert marks.of("a").read
    assert marks.read_ids() == {"a", "b"}
    assert marks.set_read(["a"], True) is None, "nothing to do, nothing to undo"


def test_undo_goes_back_step_by_step():
    marks = Marks({"a": Mark(note="first")})
    marks.set_note("a", " second ")
    marks.set_starred("a", True)
    undone = marks.undo()
    assert undone is not None
    assert undone.what == "1 article starred"
    assert marks.of("a") == Mark(note="second")
    marks.undo()
    assert marks.of("a") == Mark(note="first")
    assert marks.undo() is None


def test_what_was_read_by_reading_is_no_step():
    marks = Marks()
    marks.set_starred("b", True)
    marks.set_read(["a"], True, undoable=False)
    marks.undo()
    assert marks.of("a").read
    assert marks.of("b") == NO_MARK


def test_only_so_many_steps_are_kept():
    marks = Marks()
    for number in range(UNDO_STEPS + 5):
        marks.set_starred(f"article-{number}", True)
    undone = 0
    while marks.undo():
        undone += 1
    assert undone == UNDO_STEPS


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.frozensets(st.sampled_from("abc")), st.booleans()),
        st.tuples(st.just("star"), st.sampled_from("abc"), st.booleans()),
        st.tuples(st.just("note"), st.sampled_from("abc"), st.sampled_from(["", "one", "two"])),
        st.tuples(st.just("undo"), st.none(), st.none()),
    ),
    max_size=12,
)


@given(STEPS)
def test_the_file_follows_whatever_is_done(steps: list[tuple[str, object, object]]):
    state, marks = State.in_memory(), Marks()
    before: list[dict[str, Mark]] = []
    for kind, which, value in steps:
        now = {one: marks.of(one) for one in "abc"}
        change: Change | None
        if kind == "read":
            change = marks.set_read(which, value)  # type: ignore[arg-type]
        elif kind == "star":
            change = marks.set_starred(which, value)  # type: ignore[arg-type]
        elif kind == "note":
            change = marks.set_note(which, value)  # type: ignore[arg-type]
        else:
            change = marks.undo()
            if before:
                now = before.pop()
                assert {one: marks.of(one) for one in "abc"} == now
        if change is not None:
            keep(state, change)
            if kind != "undo":
                before.append(now)
    assert {one: load(state).of(one) for one in "abc"} == {one: marks.of(one) for one in "abc"}
