# ruff: noqa: SLF001 - argparse has no public way to walk through a parser; what writes completions does it so
"""Completion for bash, zsh and fish, written from the parser of the command line."""

from __future__ import annotations

import argparse
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Place(Enum):
    """What of the disk an argument may name; the value: how shtab is told so."""

    FILE = {"bash": "_shtab_compgen_files", "zsh": "_files"}  # noqa: RUF012 - a member, not a default
    FOLDER = {"bash": "_shtab_compgen_dirs", "zsh": "_files -/"}  # noqa: RUF012


#: By how the usage calls the argument; the two sides of a comparison are ids or files.
_PLACES = {
    "A": _Place.FILE,
    "B": _Place.FILE,
    "DIR": _Place.FOLDER,
    "FILE": _Place.FILE,
    "PATH|URL": _Place.FILE,
}

#: How shtab's script for zsh ends: it knows ``eval``, and takes ``source`` for being called by a first Tab.
_SHTAB_REGISTERS = """\
if [[ $zsh_eval_context[-1] == eval ]]; then
  # eval/source/. command, register function for later
  compdef _shtab_lateral -N lateral
"""
_REGISTERS = """\
if [[ $zsh_eval_context[-1] == (eval|file) ]]; then
  # eval/source/. command, register function for later
  if (( $+functions[compdef] )); then
    compdef _shtab_lateral -N lateral
  else
    print -u2 "lateral: zsh completes nothing yet; put this before it: autoload -Uz compinit && compinit"
  fi
"""

#: Shtab lets only the first of several arguments be completed.
_SHTAB_FIRST, _EACH = '"(*):', '"*:'


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """Return what ``shell`` (bash, zsh or fish) runs to complete the options and commands of ``parser``."""
    if shell == "fish":  # which shtab knows only in versions under another licence
        return _fish(parser)
    import shtab

    for action in _all_actions(parser):
        if isinstance(action.metavar, str) and action.metavar in _PLACES:
            action.complete = _PLACES[action.metavar].value  # type: ignore[attr-defined]
    script: str = shtab.complete(parser, shell=shell)
    return script.replace(_SHTAB_REGISTERS, _REGISTERS).replace(_SHTAB_FIRST, _EACH)


def _all_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _all_actions(command)


def _fish(parser: argparse.ArgumentParser) -> str:
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
        wanted = _wanted(action)
        if not action.option_strings:
            if wanted:
                yield " ".join([*parts, wanted])
            continue
        if action.nargs != 0:
            # Files are offered unless -x says that nothing but what is named here will do.
            parts += ["-r"] if wanted == "-F" else ["-x"]
            if wanted:  # on a line of its own: fish would show the option's words behind each of its values
                yield " ".join([*parts, wanted])
        yield " ".join([*parts, f"-d {_quoted(action.help or '')}"])


def _wanted(action: argparse.Action) -> str:
    """Return how fish is told what ``action`` takes: one of a few words, a place on the disk, or anything."""
    place = _PLACES.get(action.metavar) if isinstance(action.metavar, str) else None
    if action.choices:
        return f"-a {_quoted(' '.join(map(str, action.choices)))}"
    if place is _Place.FILE:
        return "-F"
    return "-a '(__fish_complete_directories)'" if place is _Place.FOLDER else ""


def _quoted(text: str) -> str:
    plain = " ".join(text.replace("%%", "%").split())
    return "'" + plain.replace("\\", "\\\\").replace("'", "\\'") + "'"
