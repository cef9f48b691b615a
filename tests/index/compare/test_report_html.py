"""The HTML report in a real browser, where there is one; and always its names, order and contrast."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from index.compare import compare
from index.compare.report import as_html
from index.compare.report_style import COLOURS, PAIRS
from tests.chromium import Page, axe, chromium, executable
from tests.index.compare.texts import HARBOUR, LINDOW, article, texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.compare.result import Comparison

#: What is alone, what has words without a space, addresses, right-to-left and wide text.
HOSTILE = (
    "See https://example.org/" + "a" * 300 + " and <img src=x onerror=alert(1)>.\n\n"
    "“" + "‎שלום עולם " * 30 + "” 12 people.\n\n停火协议在基辅签署。" * 3
)


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    made = compare(article(HARBOUR, "a"), article(LINDOW, "b", "The Gazette"), 2)
    return replace(
        made,
        a=replace(made.a, url="https://example.org/harbour?a=1&b=2"),
        b=replace(made.b, url="javascript:alert(1)"),
    )


class Tree(HTMLParser):
    """What a page is made of: tags with their attributes, in order."""

    VOID = frozenset({"meta", "br", "img", "link"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page)
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def tree(comparison: Comparison) -> Tree:
    return Tree(as_html(comparison))


def test_the_page_says_its_language_title_and_landmarks(tree: Tree):
    assert tree.all("html") == [{"lang": "en"}]
    assert len(tree.all("title")) == len(tree.all("h1")) == len(tree.all("main")) == 1
    assert len(tree.all("header")) == len(tree.all("nav")) == 1
    assert tree.all("nav")[0]["aria-label"]
    headings = [int(tag[1]) for tag, _ in tree.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert all(level == 2 for level in headings[1:])


def test_every_reference_inside_the_page_leads_somewhere_once(tree: Tree):
    names = [attributes["id"] for _, attributes in tree.tags if "id" in attributes]
    assert len(names) == len(set(names))
    wanted = {each["href"][1:] for each in tree.all("a") if each["href"].startswith("#")}
    wanted |= {each["aria-labelledby"] for each in tree.all("section")}
    assert wanted <= set(names)


def test_tables_name_their_rows_and_columns(tree: Tree):
    assert len(tree.all("table")) == len(tree.all("caption"))
    assert {cell["scope"] for cell in tree.all("th")} == {"col", "row"}
    assert len([cell for cell in tree.all("th") if cell["scope"] == "row"]) == len(tree.all("tr")) - len(
        tree.all("table")
    )


def test_nothing_is_loaded_and_only_web_addresses_are_linked(tree: Tree, comparison: Comparison):
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tree.tags}
    assert not [attributes for _, attributes in tree.tags if "src" in attributes or "style" in attributes]
    outside = [each["href"] for each in tree.all("a") if not each["href"].startswith("#")]
    assert outside == ["https://example.org/harbour?a=1&b=2"]
    page = as_html(comparison)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]
    policy = next(each["content"] for each in tree.all("meta") if "http-equiv" in each)
    assert "default-src 'none'" in policy
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in policy


@pytest.mark.parametrize("scheme", COLOURS)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_contrast_is_aa(scheme: str, text: str, ground: str):
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted(
        (luminance(COLOURS[scheme][text]), luminance(COLOURS[scheme][ground])), reverse=True
    )
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


@given(texts, texts)
@settings(max_examples=30)
def test_any_text_makes_a_sound_page(one: str, other: str):
    Tree(as_html(compare(article(one, "a", one[:40]), article(other, "b"))))


# In a real browser


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if executable() is None:
        pytest.skip("no Chromium is installed (LATERAL_CHROMIUM names one elsewhere)")
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory, comparison: Comparison) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    made = {
        "plain.html": comparison,
        "hostile.html": compare(article(HOSTILE, "a", "x" * 200), article(HARBOUR, "b")),
        "empty.html": compare(article("", "a"), article("One sentence.", "b")),
    }
    for name, each in made.items():
        (folder / name).write_text(as_html(each), encoding="utf-8")
    return [folder / name for name in made]


def test_no_width_overflows_and_nothing_complains(page: Page, reports: list[Path]):
    for report in reports:
        page.open(report)
        for width in (360, 768, 1400):
            page.resize(width)
            assert page.run("document.documentElement.scrollWidth") <= width, (report.name, width)
        assert page.run("getComputedStyle(document.body).maxWidth") != "none", (
            "the policy lets the style through"
        )
    assert page.complaints == []


def test_it_follows_the_readers_light_or_dark(page: Page, reports: list[Path]):
    grounds = []
    for scheme in ("light", "dark"):
        page.prefer(scheme)
        page.open(reports[0])
        grounds.append(page.run("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(255, 254, 251)", "rgb(22, 24, 28)"]


def test_the_keyboard_reaches_the_skip_link_first_and_every_link(page: Page, reports: list[Path]):
    page.resize(1400)
    page.open(reports[0])
    page.press("Tab")
    assert page.run("document.activeElement.className") == "skip"
    assert page.run("document.activeElement.getBoundingClientRect().left") >= 0, (
        "it is seen when it is reached"
    )
    page.press("Enter")
    assert page.run("location.hash") == "#rows"
    assert page.run("[...document.links].every(link => link.tabIndex >= 0)")


def test_axe_finds_nothing_to_complain_of(page: Page, reports: list[Path]):
    checker = axe()
    if checker is None:
        pytest.skip("axe-core is not at hand: npm install axe-core, or name axe.min.js in LATERAL_AXE")
    source = checker.read_text(encoding="utf-8")
    for report in reports:
        for scheme, width in (("light", 1400), ("dark", 360)):
            page.prefer(scheme)
            page.resize(width)
            page.open(report)
            page.run(source + "; undefined")
            found = page.run(
                "axe.run().then(done => done.violations.map("
                "each => each.id + ': ' + each.nodes.slice(0, 3).map(node => node.html).join(' | ')))"
            )
            assert found == [], (report.name, scheme, width)
        page.run("document.documentElement.removeAttribute('lang')")
        assert page.run("axe.run().then(done => done.violations.map(each => each.id))") == ["html-has-lang"]
