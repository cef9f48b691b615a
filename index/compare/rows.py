"""Links between sentences laid out as rows, so that the two accounts can be read beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from index.compare.result import Link, Mark, Row, RowKind, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A sentence of one side.
_Node: TypeAlias = tuple[Side, int]


def rows(count_a: int, count_b: int, links: Sequence[Link], marks: Sequence[Mark] = ()) -> tuple[Row, ...]:
    """Put every sentence of each side (``count_a`` and ``count_b`` of them) into exactly one row.

    A linked sentence stands in a row with at least one of its partners; ``links`` may well tell more than the
    rows can show. Rows stay small: one sentence of one side and what it is linked to on the other, rarely a
    partner of those more. They follow the reading order of A; what only B tells follows the row of what comes
    before it in B.
    """
    groups = [_as_row(members, links) for members in _groups(links)]
    linked_a = {index for row in groups for index in row.a}
    linked_b = {index for row in groups for index in row.b}
    groups.extend(Row("only_a", run, ()) for run in _runs(count_a, linked_a))
    ordered = sorted(groups, key=lambda row: row.a[0])
    only_b = [Row("only_b", (), run) for run in _runs(count_b, linked_b)]
    return tuple(_with_marks(_interleave(ordered, only_b), marks))


def _as_row(members: set[_Node], links: Sequence[Link]) -> Row:
    a = tuple(sorted(index for side, index in members if side == "a"))
    b = tuple(sorted(index for side, index in members if side == "b"))
    kind: RowKind = "related"
    if any(link.tells_same and link.a in a and link.b in b for link in links):
        kind = "same"
    return Row(kind, a, b)


def _groups(links: Iterable[Link]) -> list[set[_Node]]:
    """Gather all linked sentences into groups: stars of a sentence and its partners, best links first."""
    pairs: list[tuple[_Node, _Node]] = [(("a", link.a), ("b", link.b)) for link in sorted(links, key=_rank)]
    partners: dict[_Node, set[_Node]] = {}
    for one, other in pairs:
        free = one not in partners, other not in partners
        if (
            all(free)
            or (free[0] and _may_be_centre(other, partners))
            or (free[1] and _may_be_centre(one, partners))
        ):
            partners.setdefault(one, set()).add(other)
            partners.setdefault(other, set()).add(one)
    group_of: dict[_Node, set[_Node]] = {}
    for node, around in partners.items():
        if node not in group_of:
            centre = node if len(around) > 1 else next(iter(around))
            group = {centre, *partners[centre]}
            group_of.update(dict.fromkeys(group, group))
    # What found no star, because all its partners are leaves of others, stands with the best of them.
    for one, other in pairs:
        for node, partner in ((one, other), (other, one)):
            if node not in group_of:
                group_of[partner].add(node)
                group_of[node] = group_of[partner]
    return list({id(group): group for group in group_of.values()}.values())


def _rank(link: Link) -> tuple[bool, float, int, int]:
    """Sort the surest links first, ties by nearness in reading order, alike whichever account is A."""
    return link.kind != "same", -link.score, abs(link.a - link.b), link.a + link.b


def _may_be_centre(node: _Node, partners: dict[_Node, set[_Node]]) -> bool:
    """Whether ``node`` is the centre of its star, or one of just two in it."""
    return len(partners[node]) > 1 or len(partners[next(iter(partners[node]))]) == 1


def _runs(count: int, taken: set[int]) -> Iterator[tuple[int, ...]]:
    run: list[int] = []
    for index in range(count):
        if index not in taken:
            run.append(index)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _interleave(ordered: list[Row], only_b: list[Row]) -> Iterator[Row]:
    after: dict[int, list[Row]] = {}
    row_of_b = {index: number for number, row in enumerate(ordered) for index in row.b}
    for row in only_b:
        after.setdefault(row_of_b.get(row.b[0] - 1, -1), []).append(row)
    yield from after.get(-1, ())
    for number, row in enumerate(ordered):
        yield row
        yield from after.get(number, ())


def _with_marks(laid_out: Iterable[Row], marks: Sequence[Mark]) -> Iterator[Row]:
    by_sentence: dict[_Node, list[Mark]] = {}
    for mark in dict.fromkeys(marks):
        by_sentence.setdefault((mark.side, mark.sentence), []).append(mark)
    for row in laid_out:
        nodes: list[_Node] = [("a", index) for index in row.a] + [("b", index) for index in row.b]
        found = [mark for node in nodes for mark in by_sentence.get(node, ())]
        found.sort(key=lambda mark: (mark.side, mark.sentence, mark.start, mark.end, mark.kind))
        yield Row(row.kind, row.a, row.b, tuple(found))
