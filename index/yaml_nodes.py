"""YAML from outside as nodes, with a limit on how deep it may be nested."""

from __future__ import annotations

import yaml

try:
    from yaml import CSafeLoader as _Loader  # ten times as fast, where PyYAML came with libyaml
except ImportError:  # pragma: no cover - depends on how PyYAML was built
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

#: What libyaml says of itself from PyYAML 6.0.4 on, when more than a thousand brackets stand open.
_OF_LIBYAML = "maximum nesting depth"


class NestedTooDeeplyError(Exception):
    """The text is nested deeper than allowed; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"nested too deeply in line {line}")
        self.line = line


def compose(data: str | bytes, deepest: int) -> yaml.Node | None:
    """Return the root of the only document in ``data``, None where there is none.

    Nesting is measured before anything is put together: events come without recursion, the composer would
    overflow its stack.

    Raises:
        NestedTooDeeplyError: Lists and mappings stand in each other more than ``deepest`` times.
        yaml.YAMLError: The text is not valid YAML.
        ValueError: A value cannot be read, or the bytes are no text.
    """
    opening = ("[", "{", "- ", "? ", ":")
    if isinstance(data, bytes) or sum(map(data.count, opening)) > deepest:  # few articles pay for this
        _refuse_depth(data, deepest)
    return yaml.compose(data, Loader=_Loader)


def _refuse_depth(data: str | bytes, deepest: int) -> None:
    depth = 0
    try:
        for event in yaml.parse(data, Loader=_Loader):
            if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                depth += 1
                if depth > deepest:
                    raise NestedTooDeeplyError(_line(event))
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                depth -= 1
    except yaml.MarkedYAMLError as error:
        if _OF_LIBYAML in str(error.problem):
            raise NestedTooDeeplyError(_line(error)) from None
        raise


def _line(told: yaml.Event | yaml.MarkedYAMLError) -> int:
    mark = told.problem_mark if isinstance(told, yaml.MarkedYAMLError) else told.start_mark
    return mark.line + 1 if mark is not None else 1
