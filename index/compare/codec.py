"""Frozen dataclasses to plain JSON values and back, led by their own type hints.

What an article's facts are cached as. Only what the records of a comparison are made of is understood:
dataclasses, tuples, frozen sets, dates, optional and literal values, numbers and text. Nothing in the data
chooses a class, so a cache written by someone else can be wrong but never harmful.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

Json: TypeAlias = Any
Record = TypeVar("Record")


class NotThatRecordError(ValueError):
    """The data does not describe the record asked for."""


def encode(value: Any) -> Json:
    """Return ``value`` as lists, text, numbers, booleans, None. A record becomes the list of its fields."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, frozenset):
        return sorted(map(encode, value))
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    raise TypeError(f"no JSON for {type(value).__name__}")


def decode(record: type[Record], data: Json) -> Record:
    """Return the ``record`` that :func:`encode` wrote as ``data``. Raises NotThatRecordError."""
    try:
        return _decode(record, data)  # type: ignore[no-any-return]
    except (TypeError, ValueError, IndexError) as error:
        raise NotThatRecordError(f"not a {record.__name__}: {error}") from error


def _decode(hint: Any, data: Json) -> Any:
    if hint in (str, int, bool, Any) or hint is None:
        return data
    if hint is float:
        return float(data)
    if is_dataclass(hint):
        return _decode_record(hint, data)
    origin = get_origin(hint)
    if origin is Literal:
        return data
    if origin in (Union, types.UnionType):
        return None if data is None else _decode_union(get_args(hint), data)
    if origin is tuple:
        return _decode_tuple(get_args(hint), data)
    if origin is frozenset:
        (item,) = get_args(hint)
        return frozenset(_decode(item, part) for part in data)
    if hint in (date, datetime):
        return hint.fromisoformat(data)
    return data


def _decode_record(record: Any, data: Json) -> Any:
    hints = _field_hints(record)
    if not isinstance(data, list) or len(data) != len(hints):
        raise ValueError(f"{record.__name__} has {len(hints)} fields")
    return record(*(_decode(hint, part) for hint, part in zip(hints, data, strict=True)))


def _decode_union(choices: tuple[Any, ...], data: Json) -> Any:
    structured = [choice for choice in choices if choice not in (str, int, float, bool, type(None))]
    if structured and (isinstance(data, list) or len(structured) == len(choices) - 1):
        return _decode(structured[0], data)
    return data


def _decode_tuple(items: tuple[Any, ...], data: Json) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise TypeError("a list was expected")
    if len(items) == 2 and items[1] is Ellipsis:
        item = items[0]
        return tuple(data) if item is str else tuple(_decode(item, part) for part in data)
    return tuple(_decode(item, part) for item, part in zip(items, data, strict=True))


@cache
def _field_hints(record: Any) -> tuple[Any, ...]:
    hints = get_type_hints(record)
    return tuple(hints[field.name] for field in fields(record))
