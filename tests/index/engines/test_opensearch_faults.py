"""What goes wrong between a reader and a cluster: told in one line, and survived where it can be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("opensearchpy", reason="the extra lateral[opensearch] is not installed")

from index.engines import opensearch_bulk
from index.engines.opensearch import OpenSearchEngine
from index.engines.opensearch_client import HURRIEDLY, Patience
from index.query import Everything, Word, parse
from index.records import LibraryError, UnreachableError
from tests import clusters
from tests.clusters import AT_ONCE, Server, archive
from tests.faults import Fault, Proxy, proxy, refused
from tests.index.engines.contract import LIBRARY, TODAY, article, ids

if TYPE_CHECKING:
    from collections.abc import Iterator

CERTIFICATE = Path(__file__).with_name(
    "localhost.pem"
)  # signed by itself, for localhost alone, for these tests
BUSY = refused(429, "circuit_breaking_exception", "too much is asked")
BLOCK = "index [news] blocked by: [FORBIDDEN/8/index write (api)]"


@pytest.fixture
def between(osmem: Server) -> Iterator[Proxy]:
    with proxy(osmem.url) as playing:
        yield playing


@pytest.fixture
def engine(between: Proxy, request: pytest.FixtureRequest) -> Iterator[OpenSearchEngine]:
    """An engine that holds the contract's articles and asks through the proxy."""
    name = "lateral-test-" + "".join(
        letter if letter.isalnum() else "-" for letter in request.node.name.lower()
    )
    engine = OpenSearchEngine(archive(between.url, index=name[:60]), AT_ONCE)
    engine.update(LIBRARY)
    between.asked.clear()
    yield engine
    between.fault = lambda _: None
    engine.cluster.ask("DELETE", "")
    engine.close()


def search(engine: OpenSearchEngine, typed: str = "quay") -> list[str]:
    return ids(engine.search(parse(typed, TODAY), limit=10, sort="newest"))


class TestBusy:
    def test_a_busy_cluster_is_asked_again_after_ever_longer_pauses(self, between: Proxy) -> None:
        pauses: list[float] = []
        where = archive(between.url, index="lateral-test-patient")
        patient = OpenSearchEngine(where, Patience(5, 1.0, 3.0, pauses.append))
        patient.prepare()
        between.first(4, "_bulk", BUSY)
        patient.update(LIBRARY)
        assert len(pauses) == 4
        assert all(most / 2 <= pause <= most for pause, most in zip(pauses, (1, 2, 3, 3), strict=True))
        between.first(2, "_search", BUSY)
        assert patient.search(Everything(), limit=5).total == 4
        patient.cluster.ask("DELETE", "")

    def test_patience_ends(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always("_search", BUSY)
        with pytest.raises(UnreachableError, match=r"cannot answer now.*too much is asked"):
            search(engine)
        assert between.count("_search") == HURRIEDLY

    def test_only_what_was_not_taken_is_sent_again(self, engine: OpenSearchEngine, between: Proxy) -> None:
        def every_other_was_not_taken(answer: dict[str, object]) -> None:
            answer["errors"] = True
            for item in answer["items"][::2]:  # type: ignore[index]
                (taken,) = item.values()
                taken.update(
                    status=429, error={"type": "rejected_execution_exception", "reason": "queue full"}
                )

        between.first(2, "_bulk", Fault(change=every_other_was_not_taken))
        engine.update([article(f"n{n}", "Tram") for n in range(10)])
        sent = [asked.body.count(b'"index"') for asked in between.asked if asked.to("_bulk")]
        assert sent == [10, 5, 3]
        assert engine.search(Word("tram"), limit=1).total == 10

    def test_a_cluster_that_takes_nothing_is_given_up(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always("_bulk", BUSY)
        with pytest.raises(UnreachableError, match="429"):
            engine.update([article("new", "Tram")])
        assert between.count("_bulk") == AT_ONCE.attempts


class TestConnections:
    def test_an_answer_cut_off_is_asked_for_again(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.first(1, "_search", Fault(cut=True))
        assert search(engine) == ["strike", "ferry", "budget", "undated"]

    def test_writing_again_what_was_written_does_no_harm(
        self, engine: OpenSearchEngine, between: Proxy
    ) -> None:
        between.first(1, "_bulk", Fault(cut=True))
        engine.update([article("new", "Tram stops")], ["budget"])
        assert between.count("_bulk") == 3
        assert engine.count() == 4
        assert search(engine, "tram") == ["new"]

    def test_no_answer_in_time(self, engine: OpenSearchEngine, between: Proxy) -> None:
        hasty = OpenSearchEngine(archive(between.url, index=engine.cluster.index, timeout=0.2), AT_ONCE)
        hasty.count()
        between.always("_search", Fault(stall=True))
        with pytest.raises(UnreachableError, match=r"gave no answer within 0\.2 s"):
            search(hasty)

    def test_nobody_there(self) -> None:
        engine = OpenSearchEngine(archive(f"http://127.0.0.1:{clusters.free_port()}"), AT_ONCE)
        with pytest.raises(UnreachableError, match=r"cannot be reached.*refused"):
            engine.count()

    def test_where_one_of_two_servers_dies_the_other_answers(self) -> None:
        with clusters.osmem() as one, clusters.osmem() as other:
            for server in (one, other):  # emulators are no cluster: both are given the same
                OpenSearchEngine(archive(server.url), AT_ONCE).update(LIBRARY)
            engine = OpenSearchEngine(archive(one.url, other.url), AT_ONCE)
            assert search(engine) == ["strike", "ferry", "budget", "undated"]
            one.kill()
            for _ in range(5):
                assert search(engine, "ferry") == ["ferry"]
                assert engine.count() == 4
            other.kill()
            with pytest.raises(UnreachableError, match="cannot be reached"):
                search(engine)

    def test_not_what_it_should_be(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always("_search", Fault(200, "<html>Welcome to the intranet</html>"))
        with pytest.raises(LibraryError, match="did not answer in JSON"):
            search(engine)


class TestPartialAnswers:
    def test_shards_that_did_not_answer_are_told_of(self, engine: OpenSearchEngine, between: Proxy) -> None:
        def two_failed(answer: dict[str, object]) -> None:
            answer["_shards"] = {"total": 5, "successful": 3, "skipped": 0, "failed": 2}

        between.always("_search", Fault(change=two_failed))
        hits = engine.search(Word("quay"), limit=5)
        assert hits.total == 4
        assert hits.notice == "partial results: 3 of 5 shards answered"
        with pytest.raises(LibraryError, match="3 of 5 shards answered"):
            engine.check()

    def test_time_that_ran_out_is_told_of(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always("_search", Fault(change=lambda answer: answer.update(timed_out=True)))
        notice = engine.search(Everything(), limit=5).notice
        assert notice == "partial results: the archive had not looked everywhere when time was up"


class TestRefusals:
    def test_wrong_credentials(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always("_search", Fault(401, "Unauthorized"))
        with pytest.raises(LibraryError, match=r"refuses the credentials.*opensearch\.password_env"):
            search(engine)

    def test_a_user_who_may_only_search_may_do_that(self, between: Proxy, engine: OpenSearchEngine) -> None:
        between.always("/", refused(403, "security_exception", "no permissions for [cluster:monitor/main]"))
        reader = OpenSearchEngine(archive(between.url, index=engine.cluster.index), AT_ONCE)
        assert search(reader, "ferry") == ["ferry"]

    def test_not_allowed_to_write(self, engine: OpenSearchEngine, between: Proxy) -> None:
        between.always(
            "_bulk", refused(403, "security_exception", "no permissions for [indices:data/write/bulk]")
        )
        with pytest.raises(LibraryError, match="does not allow this: no permissions"):
            engine.update([article("new")])

    @pytest.mark.parametrize("status", [403, 429])
    def test_a_full_disk_blocks_writing_and_waiting_is_no_help(
        self, engine: OpenSearchEngine, between: Proxy, status: int
    ) -> None:
        between.always("_bulk", refused(status, "cluster_block_exception", BLOCK))
        with pytest.raises(LibraryError, match=r"takes no changes now: index \[news\] blocked"):
            engine.update([article("new")])
        assert between.count("_bulk") == 1
        assert search(engine, "ferry") == ["ferry"]

    def test_a_block_told_for_each_article(self, engine: OpenSearchEngine, between: Proxy) -> None:
        def blocked(answer: dict[str, object]) -> None:
            answer["errors"] = True
            for item in answer["items"]:  # type: ignore[attr-defined]
                error = {"type": "cluster_block_exception", "reason": BLOCK}
                item["index"].update(status=429, error=error)

        between.always("_bulk", Fault(change=blocked))
        with pytest.raises(LibraryError, match="takes no changes now"):
            engine.update([article("new")])
        assert between.count("_bulk") == 1

    def test_an_article_that_is_not_taken_is_named(self, engine: OpenSearchEngine, between: Proxy) -> None:
        def refuse(answer: dict[str, object]) -> None:
            answer["errors"] = True
            error = {"type": "mapper_parsing_exception", "reason": "failed to parse field [published]"}
            answer["items"][0]["index"].update(status=400, error=error)  # type: ignore[index]

        between.always("_bulk", Fault(change=refuse))
        with pytest.raises(LibraryError, match=r"does not take 'new': failed to parse field \[published\]"):
            engine.update([article("new")])

    @pytest.mark.parametrize(
        ("version", "told"),
        [
            ({"distribution": "opensearch", "number": "1.3.20"}, r"opensearch 1\.3\.20, which is too old"),
            ({"number": "6.8.23"}, r"elasticsearch 6\.8\.23, which is too old"),
        ],
    )
    def test_an_old_server(self, between: Proxy, version: dict[str, str], told: str) -> None:
        between.always("/", Fault(200, {"version": version}))
        engine = OpenSearchEngine(archive(between.url), AT_ONCE)
        for _ in range(2):
            with pytest.raises(LibraryError, match=told):
                engine.count()

    def test_a_secret_that_is_not_set_is_named_and_never_said(
        self, osmem: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        where = archive(osmem.url, username="reader", password_env="NEWS_PASSWORD")
        with pytest.raises(
            LibraryError, match=r"NEWS_PASSWORD is not set, which opensearch\.password_env names"
        ):
            OpenSearchEngine(where).count()

    @pytest.mark.parametrize(
        ("options", "sent"),
        [
            ({"username": "reader", "password_env": "NEWS_SECRET"}, "Basic cmVhZGVyOm9wZW4gc2VzYW1l"),
            ({"api_key_env": "NEWS_SECRET"}, "ApiKey open sesame"),
        ],
    )
    def test_credentials_are_sent(
        self, between: Proxy, monkeypatch: pytest.MonkeyPatch, options: dict[str, str], sent: str
    ) -> None:
        monkeypatch.setenv("NEWS_SECRET", "open sesame")
        between.always("_count", Fault(200, {"count": 7}))
        assert OpenSearchEngine(archive(between.url, **options)).count() == 7
        assert {asked.authorization for asked in between.asked} == {sent}


class TestCertificates:
    @pytest.fixture
    def secured(self, osmem: Server) -> Iterator[Proxy]:
        with proxy(osmem.url, CERTIFICATE) as playing:
            yield playing

    def test_one_that_nobody_known_signed_is_not_trusted(self, secured: Proxy) -> None:
        with pytest.raises(LibraryError, match=r"certificate is not trusted.*opensearch\.ca_file"):
            OpenSearchEngine(archive(secured.url), AT_ONCE).count()
        assert secured.asked == []

    def test_the_authority_can_be_named(self, secured: Proxy) -> None:
        OpenSearchEngine(
            archive(secured.url, ca_file=CERTIFICATE, index="lateral-test-tls"), AT_ONCE
        ).prepare()
        OpenSearchEngine(archive(secured.url, ca_file=CERTIFICATE, index="lateral-test-tls")).cluster.ask(
            "DELETE", ""
        )

    def test_verification_can_be_turned_off(self, secured: Proxy) -> None:
        secured.always("_count", Fault(200, {"count": 3}))
        assert OpenSearchEngine(archive(secured.url, verify=False), AT_ONCE).count() == 3


class TestOwnership:
    def test_a_foreign_index_is_left_as_it_is(self, osmem: Server) -> None:
        engine = OpenSearchEngine(archive(osmem.url, index="lateral-test-foreign"), AT_ONCE)
        engine.cluster.ask("PUT", "", {"mappings": {"properties": {"wine": {"type": "keyword"}}}})
        before = engine.cluster.ask("GET", "_mapping")
        for write in (lambda: engine.update(LIBRARY), engine.prepare, engine.check):
            with pytest.raises(LibraryError, match="is not Lateral's and is left as it is"):
                write()
        assert engine.cluster.ask("GET", "_mapping") == before
        assert engine.count() == 0
        engine.cluster.ask("DELETE", "")

    def test_an_index_of_another_format_is_left_as_it_is(self, osmem: Server) -> None:
        engine = OpenSearchEngine(archive(osmem.url, index="lateral-test-later"), AT_ONCE)
        engine.cluster.ask("PUT", "", {"mappings": {"_meta": {"lateral": {"format": 99}}}})
        with pytest.raises(LibraryError, match="has the format 99 of another version of Lateral"):
            engine.update(LIBRARY)
        engine.cluster.ask("DELETE", "")

    def test_an_index_made_by_other_rules_is_told_of(self, engine: OpenSearchEngine) -> None:
        engine.cluster.ask("PUT", "_mapping", {"_meta": {"lateral": {"format": 1, "analysis": "older"}}})
        assert search(engine, "ferry") == ["ferry"]
        with pytest.raises(LibraryError, match="other rules of what a word is; lateral index --rebuild"):
            engine.check()

    def test_a_reader_who_only_reads_writes_nothing(self, engine: OpenSearchEngine, between: Proxy) -> None:
        reader = OpenSearchEngine(archive(between.url, index=engine.cluster.index, read_only=True), AT_ONCE)
        assert search(reader, "ferry") == ["ferry"]
        with pytest.raises(LibraryError, match=r"is only read, as opensearch\.read_only says"):
            reader.update([article("new")])
        nowhere = OpenSearchEngine(
            archive(between.url, index="lateral-test-nowhere", read_only=True), AT_ONCE
        )
        with pytest.raises(LibraryError, match="does not exist yet"):
            nowhere.prepare()
        methods = {asked.method for asked in between.asked} | {json.dumps(between.count("_bulk"))}
        assert methods == {"GET", "POST", "0"}

    def test_the_index_is_made_once_though_two_begin_at_once(self, between: Proxy) -> None:
        first = OpenSearchEngine(archive(between.url, index="lateral-test-twice"), AT_ONCE)
        second = OpenSearchEngine(archive(between.url, index="lateral-test-twice"), AT_ONCE)
        first.update(LIBRARY)
        # The second looked before the first had made it.
        between.first(1, "_mapping", refused(404, "index_not_found_exception", "no such index"))
        second.update([article("tram", "Tram")])
        assert first.count() == 5
        first.cluster.ask("DELETE", "")


def test_batches_are_bounded(
    engine: OpenSearchEngine, between: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opensearch_bulk, "MOST_DOCUMENTS", 4)
    monkeypatch.setattr(opensearch_bulk, "MOST_BYTES", 3000)
    small = [article(f"s{n}", "Tram") for n in range(9)]
    engine.update([*small, article("large", "Tram", "water " * 600), article("last", "Tram")])
    sent = [asked.body for asked in between.asked if asked.to("_bulk")]
    assert [body.count(b'{"index"') for body in sent] == [4, 4, 1, 1, 1]
    assert all(len(body) <= 3000 or body.count(b'{"index"') == 1 for body in sent)
    assert engine.search(Word("tram"), limit=1).total == 11


def test_without_the_client_one_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "opensearchpy", None)
    with pytest.raises(LibraryError, match=r"pip install 'lateral\[opensearch\]'"):
        OpenSearchEngine(archive("http://127.0.0.1:9")).count()
