"""Adding what the user names: every kind, each once, with one line on everything that was left out."""

from __future__ import annotations

import gzip
import io
import json
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.intake.add import add
from index.intake.opml import opml_export
from index.intake.versions import versions_of
from index.settings import Feed
from tests.fuzzing import examples
from tests.index.intake.conftest import no_sleep
from tests.index.intake.newsroom import articles, body, item, page, rss

if TYPE_CHECKING:
    from pathlib import Path

    from index.article import Article
    from index.intake.client import Limits
    from index.intake.outcomes import Outcome
    from tests.index.intake.server import LoopbackServer


class Desk:
    """A corpus to which things are added, and a folder for what is added."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder = folder
        self.corpus = folder / "corpus"
        self.state = folder / "state"
        self.limits = limits

    def add(self, *sources: str | Path, **options: object) -> list[Outcome]:
        return add(
            [str(source) for source in sources],
            self.corpus,
            state=self.state,
            limits=self.limits,
            sleep=no_sleep,
            **options,  # type: ignore[arg-type]
        )

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def articles(self) -> list[Article]:
        return articles(self.corpus)


@pytest.fixture
def desk(tmp_path: Path, limits: Limits) -> Desk:
    return Desk(tmp_path, limits)


def statuses(outcomes: list[Outcome]) -> list[str]:
    return [outcome.status for outcome in outcomes]


def markdown(number: int, text: str | None = None, **fields: str) -> str:
    fields = {"source": "The Mole", "title": f"Harbour report {number}", **fields}
    front = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    return f"---\n{front}---\n\n{text or body(number)}\n"


def line(number: int, text: str | None = None, **fields: object) -> str:
    return json.dumps(
        {"source": "The Mole", "title": f"Harbour report {number}", "text": text or body(number), **fields}
    )


def test_a_file_with_front_matter(desk: Desk) -> None:
    path = desk.file("a.md", markdown(1, id="mole-1", published="2024-05-06", url="https://mole.example/1"))
    (outcome,) = desk.add(path)
    assert outcome.status == "kept"
    (article,) = desk.articles()
    assert (article.id, article.source, article.text) == ("mole-1", "The Mole", body(1))
    assert article.url == "https://mole.example/1"


def test_a_bare_page_has_an_unknown_source_of_its_own(desk: Desk) -> None:
    paths = [desk.file(f"{n}.txt", f"Harbour report {n}\n\n{body(n)}\n") for n in (1, 2)]
    assert statuses(desk.add(*paths)) == ["kept", "kept"]
    assert len({article.source for article in desk.articles()}) == 2


def test_what_the_user_says_counts_most(desk: Desk) -> None:
    path = desk.file("a.md", markdown(1, source="mole.example", published="2020-01-01"))
    desk.add(path, source="The Mole", published="2024-05-06", topic="wreck")
    (article,) = desk.articles()
    assert (article.source, article.topic) == ("The Mole", "wreck")
    assert article.published is not None
    assert article.published.date().isoformat() == "2024-05-06"


def test_a_date_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="not a date"):
        desk.add(desk.file("a.md", markdown(1)), published="yesterday or so")


def test_json_lines_plain_and_packed(desk: Desk) -> None:
    desk.file("a.jsonl", f"{line(1)}\nnot json\n\n{line(2)}\n")
    desk.file("b.jsonl.gz", gzip.compress(f"{line(3)}\n".encode()))
    outcomes = desk.add(desk.folder / "in" / "a.jsonl", desk.folder / "in" / "b.jsonl.gz")
    assert statuses(outcomes) == ["kept", "failed", "kept", "kept"]
    assert outcomes[1].item.endswith("a.jsonl:2")
    assert sorted(article.text for article in desk.articles()) == sorted(map(body, (1, 2, 3)))


def test_a_damaged_archive_gives_what_can_be_read(desk: Desk) -> None:
    packed = gzip.compress("".join(f"{line(n)}\n" for n in range(200)).encode())
    outcomes = desk.add(desk.file("a.jsonl.gz", packed[: len(packed) // 2]))
    assert outcomes[-1].status == "failed"
    assert statuses(outcomes).count("kept") > 10


def test_a_saved_page(desk: Desk) -> None:
    (outcome,) = desk.add(desk.file("saved.html", page(1)))
    assert outcome.status == "kept"
    (article,) = desk.articles()
    assert (article.title, article.source) == ("Harbour report 1", "The Mole")
    assert article.text == body(1, 12)


def test_a_feed_and_standard_input(desk: Desk) -> None:
    assert statuses(desk.add(desk.file("feed.xml", rss("The Mole", item(1), item(2))))) == ["kept", "kept"]
    assert statuses(desk.add("-", stdin=io.BytesIO(rss("The Mole", item(2), item(3))))) == ["skipped", "kept"]
    assert statuses(desk.add("-", stdin=io.BytesIO(line(4).encode()))) == ["kept"]
    assert statuses(desk.add("-", stdin=io.BytesIO(page(5)), source="The Pier")) == ["kept"]
    assert statuses(desk.add("-", stdin=io.BytesIO(f"Report\n\n{body(6)}".encode()))) == ["kept"]
    assert statuses(desk.add("-", stdin=io.BytesIO(b""))) == ["failed"]


def test_a_list_of_feeds_is_fetched(desk: Desk, server: LoopbackServer) -> None:
    server.pages |= {"/a": rss("The Mole", item(1)), "/b": rss("The Pier", item(2))}
    feeds = [Feed(server.url("/a"), name="Mole"), Feed(server.url("/b")), Feed(server.url("/gone"))]
    outcomes = desk.add(desk.file("list.opml", opml_export(feeds)))
    assert statuses(outcomes) == ["kept", "kept", "failed"]
    assert sorted(article.source for article in desk.articles()) == ["Mole", "The Pier"]


def test_addresses(desk: Desk, server: LoopbackServer) -> None:
    server.pages |= {
        "/page": lambda talk: talk.reply(page(1), content_type="text/html"),
        "/feed": rss("The Mole", item(2)),
        "/nothing": b"<html><body><p>Nothing to see.</p></body></html>",
    }
    outcomes = desk.add(*(server.url(path) for path in ("/page", "/feed", "/nothing", "/missing")))
    assert statuses(outcomes)[:2] == ["kept", "kept"]
    assert outcomes[3].status == "failed"
    assert "not found" in outcomes[3].reason
    assert desk.articles()[0].url is not None


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "data://x"]
)
def test_only_the_web_is_opened(desk: Desk, address: str) -> None:
    (outcome,) = desk.add(address)
    assert outcome.status == "failed"
    assert "only http" in outcome.reason


def test_a_folder_with_everything_in_it(desk: Desk, tmp_path: Path) -> None:
    desk.file("The Mole/a.txt", f"Report\n\n{body(1)}")
    desk.file("deep/er/b.md", markdown(2))
    desk.file("feed.rss", rss("The Pier", item(3)))
    desk.file("photo.jpg", b"\xff\xd8\xff")
    desk.file(".hidden.md", markdown(4))
    outside = tmp_path / "outside.md"
    outside.write_text(markdown(5))
    folder = desk.folder / "in"
    (folder / "link.md").symlink_to(outside)
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    outcomes = {outcome.item.rpartition("/")[2]: outcome for outcome in desk.add(folder)}
    assert outcomes["photo.jpg"].status == "skipped"
    assert outcomes["link.md"].status == "skipped"
    assert outcomes["pipe.txt"].status == "skipped"
    assert ".hidden.md" not in outcomes
    assert sorted(article.source for article in desk.articles()) == ["The Mole", "The Mole", "The Pier"]
    assert all(outcome.reason for outcome in outcomes.values() if outcome.status != "kept")


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 1000, b"%PDF-1.4 x", b"\x7fELF", b"   ", b"---\ntitle: [\n---\nx", b"<opml>"]
)
def test_what_holds_no_article_is_told(desk: Desk, content: bytes) -> None:
    (outcome,) = desk.add(desk.file("a", content))
    assert outcome.status in ("failed", "skipped")
    assert outcome.reason
    assert "\n" not in outcome.reason


def test_the_same_file_twice(desk: Desk) -> None:
    path = desk.file("a.md", markdown(1))
    assert statuses(desk.add(path, path)) == ["kept", "skipped"]
    assert statuses(desk.add(path)) == ["skipped"]


@pytest.mark.parametrize(
    "other",
    [
        "http://mole.example/1",
        "https://www.mole.example/1/",
        "https://mole.example/1?utm_source=feed&fbclid=x",
        "https://mole.example/1#comments",
        "https://amp.mole.example/1",
        "https://mole.example/amp/1",
        "https://mole.example/1/amp/",
        "https://mole-example.cdn.ampproject.org/c/s/mole.example/1",
        "https://MOLE.example:443/1/index.html",
    ],
)
def test_one_address_in_many_spellings(desk: Desk, other: str) -> None:
    desk.add(desk.file("a.md", markdown(1, url="https://mole.example/1")))
    assert statuses(desk.add(desk.file("b.md", markdown(1, url=other)))) == ["skipped"]


@pytest.mark.parametrize(
    "other", ["https://mole.example/2", "https://mole.example/1?page=2", "https://pier.example/1"]
)
def test_other_addresses_are_other_articles(desk: Desk, other: str) -> None:
    desk.add(desk.file("a.md", markdown(1, url="https://mole.example/1")))
    assert statuses(desk.add(desk.file("b.md", markdown(9, url=other)))) == ["kept"]


def test_a_front_page_is_the_address_of_no_article(desk: Desk) -> None:
    desk.add(desk.file("a.md", markdown(1, url="https://mole.example/")))
    assert statuses(desk.add(desk.file("b.md", markdown(2, url="https://mole.example/")))) == ["kept"]


def test_nearly_the_same_text_of_one_source_is_kept_once(desk: Desk) -> None:
    desk.add(desk.file("a.md", markdown(1, body(1, 12), url="https://mole.example/1")))
    again = body(1, 12).replace("considerable", "severe")
    assert statuses(desk.add(desk.file("b.md", markdown(1, again, url="https://mole.example/2")))) == [
        "skipped"
    ]


def test_nearly_the_same_text_of_another_source_is_a_finding(desk: Desk) -> None:
    desk.add(desk.file("a.md", markdown(1, body(1, 12))))
    again = body(1, 12).replace("considerable", "severe")
    assert statuses(desk.add(desk.file("b.md", markdown(1, again, source="The Pier")))) == ["kept"]
    assert statuses(desk.add(desk.file("c.md", markdown(1, body(1, 12), source="The Quay")))) == ["kept"]


def test_other_figures_in_the_same_words_are_a_new_version(desk: Desk) -> None:
    old = body(1, 12) + "\n\nThe port counted 12 wrecks."
    new = body(1, 12) + "\n\nThe port counted 14 wrecks."
    (first,) = desk.add(
        desk.file("a.md", markdown(1, old, url="https://mole.example/1", published="2024-05-06"))
    )
    (second,) = desk.add(
        desk.file("b.md", markdown(1, new, url="https://mole.example/2", published="2024-05-07"))
    )
    assert second.status == "corrected"
    assert [article.text for article in desk.articles()] == [new]
    assert [article.text for article in versions_of(desk.corpus, str(first.article_id))] == [old]


def test_next_months_figures_in_the_same_words_are_other_news(desk: Desk) -> None:
    may = body(1, 12) + "\n\nThe port counted 12 wrecks."
    june = body(1, 12) + "\n\nThe port counted 14 wrecks."
    desk.add(desk.file("a.md", markdown(1, may, url="https://mole.example/5", published="2024-05-06")))
    outcomes = desk.add(
        desk.file("b.md", markdown(1, june, url="https://mole.example/6", published="2024-06-06"))
    )
    assert statuses(outcomes) == ["kept"]


def test_a_corrected_article_keeps_its_old_version(desk: Desk) -> None:
    desk.add(desk.file("a.jsonl", line(1, id="mole-1")))
    new = body(1).replace("Nobody", "A sailor")
    assert statuses(desk.add(desk.file("b.jsonl", line(1, new, id="mole-1")))) == ["corrected"]
    (article,) = desk.articles()
    assert (article.id, article.text) == ("mole-1", new)
    (old,) = versions_of(desk.corpus, "mole-1")
    assert (old.id, old.text) == ("mole-1@1", body(1))


def test_one_id_of_two_sources_is_two_articles(desk: Desk) -> None:
    desk.add(desk.file("a.jsonl", line(1, id="1")))
    desk.add(desk.file("b.jsonl", line(2, id="1", source="The Pier")))
    assert len({article.id for article in desk.articles()}) == 2


def test_articles_put_there_by_hand_are_known(desk: Desk) -> None:
    (desk.corpus / "mine").mkdir(parents=True)
    (desk.corpus / "mine" / "all.jsonl").write_text(f"{line(1)}\n{line(2, id='two')}\n")
    assert statuses(desk.add(desk.file("a.md", markdown(1)))) == ["skipped"]
    new = body(2).replace("Nobody", "A sailor")
    (outcome,) = desk.add(desk.file("b.jsonl", line(2, new, id="two")))
    assert outcome.status == "corrected"
    assert (desk.corpus / "mine" / "all.jsonl").read_text().count("\n") == 2  # not ours to change
    assert {article.text for article in desk.articles()} == {body(1), body(2), new}
    assert len({article.id for article in desk.articles()}) == 3


@pytest.mark.parametrize(
    "name", ["../../../escaped", "/etc/cron.d/x", "a\x00b", "..", "CON", "\x1b[2Jx", "~", "x" * 400]
)
def test_ids_titles_and_sources_cannot_lead_out(desk: Desk, name: str, tmp_path: Path) -> None:
    desk.add(desk.file("a.jsonl", line(1, id=name, title=name, source=name)))
    new = body(1).replace("Nobody", "A sailor")
    desk.add(desk.file("b.jsonl", line(1, new, id=name, title=name, source=name)))
    known = (desk.corpus, desk.state, tmp_path / "in")
    assert [
        path for path in tmp_path.rglob("*") if path.is_file() and not any(k in path.parents for k in known)
    ] == []
    assert len(desk.articles()) == 1


def test_a_full_disk_is_told_and_harms_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add(desk.file("a.md", markdown(1)))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    (outcome,) = desk.add(desk.file("b.md", markdown(2)))
    monkeypatch.undo()
    assert outcome.status == "failed"
    assert "No space left" in outcome.reason
    assert [article.text for article in desk.articles()] == [body(1)]
    assert statuses(desk.add(desk.file("b.md", markdown(2)))) == ["kept"]


def test_a_state_folder_that_cannot_be_written_stops_nothing(desk: Desk) -> None:
    desk.state.write_text("a file where the folder should be")
    path = desk.file("a.md", markdown(1))
    assert statuses(desk.add(path)) == ["kept"]
    assert statuses(desk.add(path)) == ["skipped"]


@pytest.mark.parametrize("whole", [0, 100, 4096])
def test_a_damaged_memory_is_made_anew(desk: Desk, whole: int) -> None:
    path = desk.file("a.md", markdown(1))
    desk.add(path)
    (file,) = (file for file in desk.state.iterdir() if file.suffix == ".sqlite")
    data = file.read_bytes()
    file.write_bytes(data[:whole] + b"\xaa" * (len(data) - whole))
    assert statuses(desk.add(path)) == ["skipped"]


@settings(
    max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_anything_can_be_handed_over(desk: Desk, data: bytes) -> None:
    for outcome in desk.add("-", stdin=io.BytesIO(data)):
        assert outcome.item.isprintable()
        assert outcome.status in ("kept", "corrected") or outcome.reason


def test_adding_old_and_new_again_changes_nothing(desk: Desk) -> None:
    old = desk.file("old.md", markdown(1, url="https://mole.example/1"))
    new = desk.file(
        "new.md", markdown(1, body(1).replace("Nobody", "A sailor"), url="https://mole.example/1")
    )
    assert statuses(desk.add(old, new)) == ["kept", "corrected"]
    before = sorted(path.read_bytes() for path in desk.corpus.rglob("*.md"))
    assert statuses(desk.add(old, new)) == ["skipped", "skipped"]
    assert sorted(path.read_bytes() for path in desk.corpus.rglob("*.md")) == before


def test_a_file_edited_by_hand_stays_as_it_is(desk: Desk) -> None:
    (outcome,) = desk.add(desk.file("a.md", markdown(1, url="https://mole.example/1")))
    assert outcome.kept is not None
    edited = outcome.kept.read_text().replace("title:", "rating: 5\ntitle:")
    outcome.kept.write_text(edited)
    new = markdown(1, body(1).replace("Nobody", "A sailor"), url="https://mole.example/1")
    for expected in ("corrected", "skipped"):
        assert statuses(desk.add(desk.file("b.md", new))) == [expected]
    assert outcome.kept.read_text() == edited
    assert len(desk.articles()) == 2


def test_a_date_that_is_none_is_told(desk: Desk) -> None:
    (outcome,) = desk.add(desk.file("a.md", markdown(1, published="0000-01-01")))
    assert (outcome.status, outcome.reason) == ("kept", "undated: no such day: 0000-01-01")
    (outcome,) = desk.add(desk.file("b.jsonl", line(2, published="31/31/2024")))
    assert outcome.status == "kept"
    assert outcome.reason.startswith("undated: ")


@pytest.mark.parametrize("name", ["bomb.xml", "bomb.opml", "bomb"])
def test_xml_is_never_kept_as_it_is(desk: Desk, name: str) -> None:
    entities = "".join(f'<!ENTITY e{n} "{"&e0;" * 100}">' for n in range(300))
    path = desk.file(
        name, f"<!DOCTYPE x [{entities}]><rss version='2.0'><channel><title>&e9;</title></channel></rss>"
    )
    assert statuses(desk.add(path)) == ["failed"]
    assert desk.articles() == []
