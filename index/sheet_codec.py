"""A sheet to plain JSON values and back, fast: a large topic's holds thousands of statements.

Nothing in the data chooses a class. Sentences stand in a table of their own, each once.
"""

from __future__ import annotations

from typing import Any

from index.sheet import Between, Cell, Column, Sheet, SheetRow, Statement


def freeze(sheet: Sheet) -> list[Any]:
    """Return ``sheet`` as lists, text, numbers and None."""
    said: dict[str, int] = {}

    def statement(one: Statement) -> list[Any]:
        number = said.setdefault(one.said, len(said))
        place = [one.article_id, one.column, one.published, one.sentence, one.start, one.end, one.text]
        return [*place, number, one.value, one.unit, one.speaker]

    def cell(one: Cell | None) -> list[Any] | None:
        return None if one is None else [[statement(each) for each in one.statements], one.mark]

    def rows(found: tuple[SheetRow, ...]) -> list[Any]:
        return [
            [row.kind, row.what, row.standing, [cell(one) for one in row.cells], list(row.why)]
            for row in found
        ]

    columns = [[one.source, list(one.article_ids), one.first] for one in sheet.columns]
    between = [
        [one.a, one.b, one.pairs, one.a_in_b, one.b_in_a, one.links, one.differences, one.later]
        for one in sheet.between
    ]
    parts = [sheet.topic_id, sheet.label, columns, rows(sheet.rows), rows(sheet.alone), between]
    return [*parts, sheet.compared, sheet.planned, sheet.left_out, list(said)]


def thaw(data: list[Any]) -> Sheet:
    """Return the sheet that :func:`freeze` wrote. Raises ValueError, TypeError or IndexError for others."""
    topic_id, label, columns, rows, alone, between, compared, planned, left_out, said = data

    def statement(one: list[Any]) -> Statement:
        fields = [*one[:7], said[one[7]], *one[8:]]
        return Statement(*fields)

    def cell(one: list[Any] | None) -> Cell | None:
        if one is None:
            return None
        statements, mark = one
        return Cell(tuple(map(statement, statements)), mark)

    def thawed(found: list[Any]) -> tuple[SheetRow, ...]:
        return tuple(
            SheetRow(kind, what, standing, tuple(map(cell, cells)), tuple(why))
            for kind, what, standing, cells, why in found
        )

    return Sheet(
        topic_id,
        label,
        tuple(Column(source, tuple(article_ids), first) for source, article_ids, first in columns),
        thawed(rows),
        thawed(alone),
        tuple(Between(*one) for one in between),
        compared,
        planned,
        left_out,
    )
