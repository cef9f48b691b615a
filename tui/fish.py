# ruff: noqa: SLF001 - argparse has no public way to walk through a parser; what writes completions does it so
"""Completion for the shell fish, written from the parser of the command line."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def completion(parser: argparse.ArgumentParser) -> str:
    """Return what ``fish`` runs to complete the options and commands of ``parser``."""
    lines = [f"# completion of {parser.prog} for fish", f"complete -c {parser.prog} -f"]
    lines += _options(parser, parser.prog, "__fish_use_subcommand")
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        told = {choice.dest: choice.help or "" for choice in action._choices_actions}
        for name, command in action.choices.items():
            about = f"-a {name} -d {_quoted(told.get(name, ''))}"
            lines.append(f"complete -c {parser.prog} -n __fish_use_subcommand {about}")
            lines += _options(command, parser.prog, f"'__fish_seen_subcommand_from {name}'")
    return "\n".join(lines)


def _options(parser: argparse.ArgumentParser, program: str, condition: str) -> Iterator[str]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        parts = [f"complete -c {program} -n {condition}"]
        parts += [f"-l {name[2:]}" for name in action.option_strings if name.startswith("--")]
        parts += [f"-s {name[1:]}" for name in action.option_strings if len(name) == 2]
        choices = " ".join(map(str, action.choices or ()))
        if not action.option_strings:
            # A positional argument: one of a few words, or else a file.
            yield " ".join([*parts, f"-a {_quoted(choices)}" if choices else "-F"])
            continue
        if action.nargs != 0:
            parts.append(f"-x -a {_quoted(choices)}" if choices else "-r")
        yield " ".join([*parts, f"-d {_quoted(action.help or '')}"])


def _quoted(text: str) -> str:
    plain = " ".join(text.replace("%%", "%").split())
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'"
