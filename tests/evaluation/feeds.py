"""Feeds and lists of feeds: how many of other projects' fixtures are read as their authors expect.

feedparser states its expectations in comments (``Expect: not bozo and entries[0]['title'] == 'x'``),
listparser in ``Eval:`` lines, gofeed in JSON beside each feed. Only what Lateral uses is judged: titles,
links, dates, ids and authors. Nothing of the fixtures is ever run: the comments are read as data.
"""

from __future__ import annotations

import ast
import json
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from index.intake.feeds import FeedDocument, FeedError, parse_feed
from index.intake.markup import title_of_html
from index.intake.opml import OpmlError, parse_opml
from index.intake.urls import is_web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_EXPECT = re.compile(r"Expect:\s*(.+)")
_EVAL = re.compile(r"Eval:\s*(.+)")
_HEADER = re.compile(r"^Header:\s*([\w-]+):\s*(.+)$", re.MULTILINE)
_GOFEED_DATES = ("publishedParsed", "pubDateParsed", "updatedParsed")


@dataclass
class Score:
    """``read`` counts outcomes, ``passed`` and ``failed`` statements; ``wrong`` lists the failed ones."""

    read: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def check(self, suite: str, right: bool, told: str) -> None:
        (self.passed if right else self.failed)[suite] += 1
        if not right:
            self.wrong.append(f"{suite}: {told}")


def run(data: Path, *, verbose: bool = False) -> None:
    """Print how many fixtures are read without a crash, and how many statements hold."""
    folder = data / "feeds"
    if not folder.is_dir():
        print(f"\nFeeds: skipped, no {folder}")
        return
    score = judge(folder)
    print(f"\nFeeds: {score.read.total()} fixtures; slowest {score.slowest:.2f} s")
    for outcome, count in score.read.most_common():
        print(f"  {outcome:<34}{count:>8}")
    for suite in sorted(score.passed | score.failed):
        total = score.passed[suite] + score.failed[suite]
        print(f"  {suite + ', statements that hold':<34}{score.passed[suite]:>8} of {total}")
    for line in score.wrong if verbose else []:
        print(f"    {line}")


def judge(folder: Path) -> Score:
    """Read every fixture and check what its authors say of it."""
    score = Score()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".xml", ".json", ".opml", ".rss", ".atom"):
            _judge(path, str(path.relative_to(folder)), score)
    return score


def _judge(path: Path, name: str, score: Score) -> None:
    data = path.read_bytes()
    if name.startswith("listparser") or path.suffix == ".opml":
        _judge_list(data, name, score)
        return
    if path.suffix == ".json" and (path.with_suffix(".xml").exists() or path.stem.endswith("_expected")):
        return  # what is expected, not what is read
    headers = dict(_HEADER.findall(data[:2000].decode("latin-1")))
    began = time.perf_counter()
    try:
        # feedparser's own tests serve each file from here.
        served = f"http://127.0.0.1:8097/{name}"
        url = urljoin(served, headers.get("Content-Location", ""))
        url = url if is_web(url) else served  # from where else would it have come
        feed = parse_feed(data, url=url, content_type=headers.get("Content-type", ""))
        score.read["read as a feed"] += 1
    except FeedError:
        score.read["refused with a reason"] += 1
        feed = None
    except Exception as error:  # noqa: BLE001 - what must not happen is what is counted
        score.read[f"crashed ({type(error).__name__})"] += 1
        feed = None
    score.slowest = max(score.slowest, time.perf_counter() - began)
    if name.startswith("feedparser"):
        for statement in _EXPECT.findall(data[:4000].decode("utf-8", "replace")):
            for what, right in _feedparser(statement, feed):
                score.check("feedparser", right, f"{name}: {what}")
    elif name.startswith("gofeed") and feed is not None and (expected := _expected(path)):
        for what, right in _gofeed(expected, feed):
            score.check("gofeed", right, f"{name}: {what}")


def _feedparser(statement: str, feed: FeedDocument | None) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a statement that concern what Lateral uses, and whether they hold."""
    try:
        tree = ast.parse(statement.strip(), mode="eval").body
    except SyntaxError:
        return
    parts = tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    for part in parts:
        if not isinstance(part, ast.Compare) or not isinstance(part.ops[0], ast.Eq):
            continue
        where = _where(part.left)
        if where is None:
            continue
        wanted = _literal(part.comparators[0])
        if wanted is not None:
            found = _found(where, feed)
            yield f"{ast.unparse(part)[:120]} (found {str(found)[:60]!r})", _equal(found, wanted)


def _where(node: ast.expr) -> tuple[str, int, str] | None:
    """Return ("feed" or "entries", number, key) of ``feed['title']`` or ``entries[0].title``."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        key, owner = node.slice.value, node.value
    elif isinstance(node, ast.Attribute):
        key, owner = node.attr, node.value
    else:
        return None
    if key not in ("title", "link", "id", "author", "updated_parsed", "published_parsed"):
        return None
    if isinstance(owner, ast.Name) and owner.id == "feed" and key in ("title", "link"):
        return "feed", 0, str(key)
    if isinstance(owner, ast.Subscript) and isinstance(owner.value, ast.Name) and owner.value.id == "entries":
        number = _literal(owner.slice)
        return ("entries", number, str(key)) if isinstance(number, int) else None
    return None


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


def _found(where: tuple[str, int, str], feed: FeedDocument | None) -> Any:
    if feed is None:
        return None
    place, number, key = where
    if place == "feed":
        return {"title": feed.title, "link": feed.link}[key]
    if number >= len(feed.entries):
        return None
    entry = feed.entries[number]
    reader: dict[str, Callable[[], Any]] = {
        "title": lambda: entry.title,
        "link": lambda: entry.link,
        "id": lambda: entry.id,
        "author": lambda: ", ".join(entry.authors),
        "updated_parsed": lambda: entry.published,
        "published_parsed": lambda: entry.published,
    }
    return reader[key]()


def _equal(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, tuple) and len(wanted) >= 6:
        year, month, day, hour, minute, second = wanted[:6]
        return bool(found == datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC))
    if not isinstance(wanted, str):
        return bool(found == wanted)
    # Titles are compared as text: Lateral shows no markup, and of spaces only one.
    return found in (wanted, title_of_html(wanted), title_of_html(title_of_html(wanted)))


def _expected(path: Path) -> dict[str, Any] | None:
    for beside in (path.with_suffix(".json"), path.with_name(f"{path.stem}_expected.json")):
        if beside != path and beside.exists():
            told = json.loads(beside.read_text("utf-8"))
            return told if isinstance(told, dict) else None
    return None


def _gofeed(expected: dict[str, Any], feed: FeedDocument) -> Iterator[tuple[str, bool]]:
    if expected.get("title"):
        title = expected["title"]
        yield f"title {title[:60]!r}, found {feed.title[:60]!r}", _equal(feed.title, title)
    items = expected.get("items") or expected.get("entries") or []
    for number, item in enumerate(items):
        entry = feed.entries[number] if number < len(feed.entries) else None
        for key in ("title", "link"):
            if isinstance(item.get(key), str) and item[key]:
                found = getattr(entry, key, None)
                yield f"items[{number}].{key} {item[key][:60]!r}, found {found!r}", _equal(found, item[key])
        dates = [item[key] for key in _GOFEED_DATES if item.get(key)]
        if dates:
            wanted = datetime.fromisoformat(dates[0])
            found = entry.published if entry else None
            same = found is not None and abs((found - wanted).total_seconds()) < 1
            yield f"items[{number}] date {wanted}, found {found}", same


def _judge_list(data: bytes, name: str, score: Score) -> None:
    try:
        listed = parse_opml(data)
        score.read["read as a list of feeds"] += 1
    except OpmlError:
        score.read["refused with a reason"] += 1
        return
    except Exception as error:  # noqa: BLE001 - what must not happen is what is counted
        score.read[f"crashed ({type(error).__name__})"] += 1
        return
    for statement in _EVAL.findall(data[:4000].decode("utf-8", "replace")):
        if (outcome := _listparser(statement.strip(), listed.feeds)) is not None:
            score.check("listparser", outcome, f"{name}: {statement.strip()}")


def _listparser(statement: str, feeds: Any) -> bool | None:
    """Judge ``result['feeds'][0]['title'] == 'x'`` and ``len(result['feeds']) == 1``; None: of no concern."""
    if count := re.fullmatch(r"len\(result\['feeds'\]\) == (\d+)", statement):
        return len(feeds) == int(count[1])
    told = re.fullmatch(r"result\['feeds'\]\[(\d+)\]\['(title|url)'\] == u?(['\"].*['\"])", statement)
    if told is None or int(told[1]) >= len(feeds):
        return None if told is None else False
    feed = feeds[int(told[1])]
    return bool(ast.literal_eval(told[3]) == (feed.url if told[2] == "url" else feed.name or ""))
