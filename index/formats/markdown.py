"""Articles as readable files: YAML front matter between two lines ``---``, then the body.

The body is read as the plainest Markdown: paragraphs are parted by blank lines, lines within them are joined,
``# Headings`` lose their marks, a backslash at the end of a line keeps the line break. Emphasis and links are
left as they are: a reader that rewrites the words of an article cannot be trusted with its quotations.
"""

from __future__ import annotations

import re

import yaml

from index.formats.clean import body, printable
from index.formats.draft import Draft, FormatError, draft
from index.yaml_nodes import NestedTooDeeplyError, compose

_FENCE = re.compile(r"\ufeff?\s*---[ \t]*(?:\r\n?|\n)")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
#: Longest front matter read, in characters; beyond it the fence was a horizontal rule.
_LONGEST_FRONT_MATTER = 64_000
_DEEPEST = 8
_MOST_ITEMS = 100
_NULL = "tag:yaml.org,2002:null"

_HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>.*?)[ \t]*#*$")
#: A line below a heading, the other way to mark one.
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_ESCAPED = re.compile(r"\\+#")
#: How a line begins that stands on its own: an item of a list, or a quoted line.
LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)])\s|>")
_LONGEST_WRAPPED = 120
_LONGEST_HEADING = 500
_NAMES = {"author": "authors", "date": "published", "lang": "language", "headline": "title", "link": "url"}


def has_front_matter(text: str) -> bool:
    """Whether ``text`` begins like a file with front matter."""
    fence = _FENCE.match(text)
    return fence is not None and _end_of(text, fence) is not None


def parse_markdown(text: str) -> Draft:
    """Read a file with front matter, or a ``.md`` file without one.

    Raises:
        FormatError: The front matter is not valid, or the file holds nothing.
    """
    text = printable(text)  # YAML stops at control characters, and its lines end in one way alone
    fields: dict[str, object] = {}
    if fence := _FENCE.match(text):
        end = _end_of(text, fence)
        if end is None:
            raise FormatError("the front matter has no end: a line --- is missing")
        fields = _front_matter(text[fence.end() : end.start()])
        text = text[end.end() :]
    text = body(text)
    if not fields.get("title"):
        fields["title"], text = _headline(text, may_be_plain=not fields)
    return draft(fields, "\n\n".join(_paragraphs(text)))


def _headline(text: str, *, may_be_plain: bool) -> tuple[str, str]:
    """Return the heading that the text begins with, and the rest.

    Without a mark it is one only where ``may_be_plain``, and it stands alone and is no sentence.
    """
    block, _, rest = text.partition("\n\n")
    heading, _, below = block.partition("\n")
    if match := _heading(heading):
        return match["text"], f"{below}\n\n{rest}"
    is_alone = not below or _UNDERLINE.fullmatch(below)
    if (
        may_be_plain
        and is_alone
        and len(heading) <= _LONGEST_WRAPPED
        and not heading.endswith((".", ":", "”"))
    ):
        return heading, rest
    return "", text


def _end_of(text: str, fence: re.Match[str]) -> re.Match[str] | None:
    return _FENCE_END.search(text, fence.end(), fence.end() + _LONGEST_FRONT_MATTER)


def _paragraphs(text: str) -> list[str]:
    return [
        paragraph
        for block in text.split("\n\n")
        for paragraph in _paragraphs_of(_keep_breaks([line for line in block.split("\n") if line]))
        if paragraph
    ]


def _keep_breaks(lines: list[str]) -> list[str]:
    """Join lines that end in a backslash with the next, keeping the line break between them."""
    joined: list[str] = []
    goes_on = False
    for number, line in enumerate(lines):
        was_joined, goes_on = goes_on, line.endswith("\\") and number + 1 < len(lines)
        kept = line[:-1] if goes_on else line
        if was_joined:
            joined[-1] += "\n" + _plain(kept)
        else:
            joined.append(kept)
    return joined


def _paragraphs_of(lines: list[str]) -> list[str]:
    """Join the lines of one block to paragraphs: one, or more where headings part them.

    Lines longer than any wrapped one are paragraphs by themselves, as pages are often saved.
    """
    is_wrapped = all(len(line) <= _LONGEST_WRAPPED for line in lines)
    paragraphs = [""]
    for line in lines:
        if heading := _heading(line):
            paragraphs += [heading["text"], ""]
        elif _UNDERLINE.fullmatch(line) and paragraphs[-1]:
            paragraphs.append("")
        elif not paragraphs[-1]:
            paragraphs[-1] = _plain(line)
        elif LIST_ITEM.match(line):
            paragraphs[-1] += "\n" + _plain(line)
        elif is_wrapped:
            paragraphs[-1] += " " + _plain(line)
        else:
            paragraphs.append(_plain(line))
    return paragraphs


def _heading(line: str) -> re.Match[str] | None:
    return _HEADING.fullmatch(line) if len(line) <= _LONGEST_HEADING else None


def _plain(line: str) -> str:
    if heading := _heading(line):
        return heading["text"]
    return line[1:] if _ESCAPED.match(line) else line


def _front_matter(text: str) -> dict[str, object]:
    """Return the fields as text or lists of text; dates and numbers stay as written."""
    try:
        root = compose(text, _DEEPEST)
    except NestedTooDeeplyError:
        raise FormatError("the front matter is nested too deeply") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        what = " ".join(str(getattr(error, "problem", None) or error).split())
        where = f" (line {mark.line + 2})" if mark is not None else ""
        raise FormatError(f"the front matter is not valid YAML: {what}{where}") from None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise FormatError("the front matter needs lines of the form key: value")
    fields: dict[str, object] = {}
    for key, value in root.value:
        if isinstance(key, yaml.ScalarNode):
            name = key.value.strip().lower()
            fields.setdefault(_NAMES.get(name, name), _value(value))
    return fields


def _value(node: yaml.Node) -> object:
    """Return a scalar's text or a list of such; deeper structure is nothing that an article has."""
    if isinstance(node, yaml.SequenceNode):
        return [_item(item) for item in node.value[:_MOST_ITEMS]]
    return _item(node)


def _item(node: yaml.Node) -> object:
    """Return a scalar's text; of a mapping its ``name``, which is how some programs write an author."""
    if isinstance(node, yaml.MappingNode):
        return next((_text(value) for key, value in node.value if key.value == "name"), None)
    return _text(node)


def _text(node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.ScalarNode) or node.tag == _NULL:
        return None
    return str(node.value)
