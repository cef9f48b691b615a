"""What the program knows best of its own documents; ``python -m tests.documentation`` rewrites it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

README = Path(__file__).parent.parent / "README.md"
KEYS = README.with_name("docs") / "keys.md"

_GROUPS = {
    "account": "in an account, from a comparison",
    "app": "everywhere",
    "browse": "browsing",
    "compare": "comparing",
    "text": "in an article",
    "side": "in the sidebar",
    "find": "finding in an article",
    "copy": "copying, after `y`",
    "links": "choosing a link",
    "note": "writing a note",
    "jump": "jumping to a pane",
    "accounts": "choosing an account",
    "chooser": "choosing an account",
    "compare_facts": "in the list of facts",
    "compare_legend": "in the legend",
    "compare_side": "each side by itself",
    "compare_why": "in what a finding rests on",
    "export": "writing a report",
    "fetch": "while fetching",
    "help": "in the help",
    "problems": "in the list of problems",
    "results": "in the results",
    "search": "in the search field",
    "sheet": "in a topic's sheet",
    "topics": "in the list of topics",
    "confirm": "answering a question",
    "name": "giving a name",
    "reasons": "in the reasons",
    "source": "choosing a source",
}


def blocks() -> dict[str, str]:
    """Return the text of each block by the name in its marks."""
    return {
        "help": "\n".join(f"    {line}".rstrip() for line in help_text().splitlines()),
        "keys": keys_table(),
    }


def help_text() -> str:
    """Return what ``lateral --help`` prints, 80 columns wide."""
    from tui.cli import parser

    columns, os.environ["COLUMNS"] = os.environ.get("COLUMNS"), "82"
    try:
        return parser().format_help()
    finally:
        if columns is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = columns


def keys_table() -> str:
    """Return a table of every key that can be changed."""
    from tui.keys import known_bindings

    rows = ["| key | does | where | name |", "|---|---|---|---|"]
    for name, binding in sorted(known_bindings().items(), key=lambda item: _order(item[0])):
        keys = ", ".join(f"`{_shown(key)}`" for key in binding.key.split(","))
        where = name.partition(".")[0]
        rows.append(
            f"| {keys} | {binding.tooltip or binding.description} | {_GROUPS.get(where, where)} | `{name}` |"
        )
    return "\n".join(rows)


def _order(name: str) -> tuple[int, str]:
    group = name.partition(".")[0]
    return (list(_GROUPS).index(group) if group in _GROUPS else len(_GROUPS)), group


def _shown(key: str) -> str:
    """A key as a person would call it."""
    from tui.key_names import key_name

    return key_name(key)


def filled(text: str) -> str:
    """Return a document's ``text`` with every block as the program has it now."""
    for name, block in blocks().items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = mark.sub(lambda found, inside=block: f"{found[1]}\n{inside}\n\n{found[2]}", text)  # type: ignore[misc]
    return text


def linked_files(text: str) -> Iterator[str]:
    """Yield the files that a document shows or links to."""
    yield from (path for path in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in path)


if __name__ == "__main__":
    for document in (README, KEYS):
        document.write_text(filled(document.read_text(encoding="utf-8")), encoding="utf-8")
