"""How Whoosh keeps Lateral's index: a codec, Whoosh's own extension point for formats of segments.

Whoosh keeps charge of the index (schema, generations, segments, deletions, merging); the codec decides what
a segment is. It differs from the codec that comes with Whoosh in what it saves:

- The texts of a document reach the codec whole (:class:`InvertedText` gives the writer no postings), so that
  a segment is inverted at once in numpy: no Token chain, no pool of tuples, no length asked for each
  posting.
- Postings are plain arrays that are mapped, not pickled and compressed blocks of 128: reading a word's
  articles costs nothing, and nothing read from disk is ever executed.
- Merging joins arrays instead of replaying postings.

Readers of Whoosh work on such an index through the matchers below; :mod:`index.engines.matching` reads the
same arrays directly.
"""

# ruff: noqa: D102 - the methods are those of Whoosh's base classes, which document them

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from whoosh import fields, formats
from whoosh.codec import base
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo, TermNotFound
from whoosh.util.numeric import byte_to_length, length_to_byte

from index.engines import inversion, sections
from index.engines.segment import ARTICLES_EXTENSION, FIELDS, UNDATED, WORDS_EXTENSION, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.writing import SegmentWriter


class InvertedText(fields.FieldType):  # type: ignore[misc]
    """A text field whose words the codec finds and inverts itself."""

    def __init__(self) -> None:
        super().__init__(format=formats.Frequency(), analyzer=None, scorable=True, stored=True)

    def index(self, value: str, **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ARG002
        """No postings for the writer to sort: the codec gets ``value`` and inverts all documents at once."""
        return iter(())


def schema() -> fields.Schema:
    """What is known of each article; ``published`` is in seconds since 1970."""
    return fields.Schema(
        id=fields.STORED(),
        source=fields.STORED(),
        published=fields.STORED(),
        **{field: InvertedText() for field in FIELDS},
    )


class LateralCodec(base.Codec):  # type: ignore[misc]
    """Segments of two files of arrays, see :mod:`index.engines.segment`."""

    length_stats = False  # the writer need not look up lengths: no posting passes through it

    def __init__(self) -> None:
        self._documents: DocumentWriter | None = None

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> DocumentWriter:
        self._documents = DocumentWriter(storage, segment)
        return self._documents

    def field_writer(self, storage: Any, segment: ArraySegment) -> WordWriter:
        assert self._documents is not None  # noqa: S101 (Whoosh asks for this one second)
        return WordWriter(storage, segment, self._documents)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> DocumentReader:
        return DocumentReader(_open(storage, segment))

    def terms_reader(self, storage: Any, segment: ArraySegment) -> WordReader:
        return WordReader(_open(storage, segment))

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:  # noqa: ARG002
        return ArraySegment(indexname)


def _open(storage: Any, segment: ArraySegment) -> Segment:
    return Segment(Path(storage.folder), segment.segment_id(), sorted(segment.deleted_docs()))


class ArraySegment(base.Segment):  # type: ignore[misc]
    """What Whoosh's table of contents tells of a segment."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._count = 0
        self._deleted: set[int] = set()

    def codec(self) -> LateralCodec:
        return LateralCodec()

    def should_assemble(self) -> bool:
        return False

    def set_doc_count(self, count: int) -> None:
        self._count = count

    def doc_count_all(self) -> int:
        return self._count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterable[int]:
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class DocumentWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Takes the documents of one segment; writes the file of articles."""

    def __init__(self, storage: Any, segment: ArraySegment) -> None:
        self._storage = storage
        self._segment = segment
        self._document: dict[str, Any] = {}
        self._ids: list[str] = []
        self._dates: list[int] = []
        self._sources: dict[str, int] = {}
        self._source_numbers: list[int] = []
        self._lengths: dict[str, list[inversion.Integers]] = {field: [] for field in FIELDS}
        self.inverter = inversion.Inverter(FIELDS)
        self.expanded: dict[str, inversion.Expanded] = {}
        self.merged: list[tuple[Segment, inversion.Integers]] = []
        self.is_closed = False

    @property
    def count(self) -> int:
        """How many articles have come."""
        return len(self._ids)

    def start_doc(self, docnum: int) -> None:  # noqa: ARG002 (they come in order)
        self._document = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002
        self._document[fieldname] = value

    def finish_doc(self) -> None:
        self._article(
            self._document["id"], self._document.get("published", UNDATED), self._document["source"]
        )
        self.inverter.add(self._document)
        self._document = {}

    def absorb(self, segment: Segment) -> int:
        """Take over the articles of ``segment`` that are not deleted; return how many."""
        moved = np.full(segment.count, -1, np.int64)
        for number in range(segment.count):
            if number not in segment.deleted:
                moved[number] = len(self._ids)
                source = segment.sources[segment.source_numbers[number]]
                self._article(segment.ids[number], segment.dates[number], source)
        self.merged.append((segment, moved))
        return segment.alive

    def _article(self, article_id: str, date: int, source: str) -> None:
        self._ids.append(article_id)
        self._dates.append(date)
        self._source_numbers.append(self._sources.setdefault(source, len(self._sources)))

    def close(self) -> None:
        """Write the file (nothing, where no article came)."""
        self.is_closed = True
        if not self._ids:
            return
        ids = [article_id.encode("utf-8", "surrogatepass") for article_id in self._ids]
        newest = sorted(range(len(ids)), key=lambda number: (-self._dates[number], ids[number]))
        arrays: dict[str, tuple[str, Any]] = {
            "ids": ("B", b"".join(ids)),
            "id_ends": ("I", np.cumsum([len(article_id) for article_id in ids], dtype=np.uint32)),
            "dates": ("q", np.array(self._dates, np.int64)),
            "source_numbers": ("I", np.array(self._source_numbers, np.uint32)),
            "by_date": ("I", np.array(newest, np.uint32)),
        }
        for field in FIELDS:
            arrays[f"{field}.lengths"] = ("I", self._field_lengths(field))
        file = self._storage.create_file(self._segment.make_filename(ARTICLES_EXTENSION))
        sections.write(file, arrays, {"count": len(ids), "sources": list(self._sources)})
        file.close()

    def _field_lengths(self, field: str) -> inversion.Integers:
        """Lengths in the steps of Whoosh's length byte, so that scores equal those of stock Whoosh."""
        self.expanded[field] = self.inverter.expanded(field)
        own = self.expanded[field].lengths
        steps = np.array([byte_to_length(length_to_byte(length)) for length in own.tolist()], np.int64)
        parts = [steps] + [
            segment.lengths(field)[moved >= 0].astype(np.int64) for segment, moved in self.merged
        ]
        return np.concatenate(parts).astype(np.uint32)


class WordWriter(base.FieldWriter):  # type: ignore[misc]
    """Writes the file of words."""

    def __init__(self, storage: Any, segment: ArraySegment, documents: DocumentWriter) -> None:
        self._storage = storage
        self._segment = segment
        self._documents = documents
        self.is_closed = False

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[Any]) -> None:  # noqa: ARG002
        """Invert and write all fields. ``items`` is empty: see :class:`InvertedText`."""
        arrays: dict[str, tuple[str, Any]] = {}
        facts: dict[str, int] = {}
        for field in FIELDS:
            inverted = self._documents.inverter.invert(self._documents.expanded.pop(field))
            own_docs = np.arange(int(inverted.docs.max()) + 1 if len(inverted.docs) else 0)
            merged = [
                (inversion.read(segment.fields[field]), moved) for segment, moved in self._documents.merged
            ]
            if merged:
                inverted = inversion.merge([(inverted, own_docs), *merged])
            arrays |= inversion.arrays(field, inverted, self._documents.count)
            facts[f"{field}.total_length"] = int(inverted.counts.sum())
        file = self._storage.create_file(self._segment.make_filename(WORDS_EXTENSION))
        sections.write(file, arrays, facts)
        file.close()

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        raise NotImplementedError("postings come all at once")

    def start_term(self, text: bytes) -> None:
        raise NotImplementedError("postings come all at once")

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int) -> None:
        raise NotImplementedError("postings come all at once")

    def finish_term(self) -> None:
        raise NotImplementedError("postings come all at once")

    def close(self) -> None:
        self.is_closed = True


class DocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Articles of a segment, as Whoosh asks for them."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def close(self) -> None:
        self._segment.close()

    def doc_count(self) -> int:
        return self._segment.alive

    def doc_count_all(self) -> int:
        return self._segment.count

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._segment.deleted

    def deleted_docs(self) -> Iterable[int]:
        return self._segment.deleted

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:  # noqa: ARG002
        return int(self._segment.lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return self._segment.fields[fieldname].total_length if fieldname in FIELDS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._segment.lengths(fieldname).max())

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        segment = self._segment
        return {
            "id": segment.ids[docnum],
            "source": segment.sources[segment.source_numbers[docnum]],
            "published": segment.dates[docnum],
        }


class WordReader(base.TermsReader):  # type: ignore[misc]
    """Words of a segment, as Whoosh asks for them: every form of a word is a term of its own."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, text = term
        return field in FIELDS and self._segment.fields[field].word(text.decode()) is not None

    def indexed_field_names(self) -> Iterable[str]:
        return FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            yield from ((field, word.encode()) for word in self._segment.fields[field].words)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for field in sorted(FIELDS):
            words = self._segment.fields[field].words
            first = words.find(prefix.decode()) if field == fieldname else 0
            if field >= fieldname:
                yield from ((field, words.raw(number)) for number in range(first, len(words)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def _postings(self, fieldname: str, text: bytes) -> tuple[list[int], list[int]]:
        field = self._segment.fields.get(fieldname)
        word = field.word(text.decode()) if field else None
        if field is None or word is None:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        low, high = field.postings(word)
        return field.docs[low:high].tolist(), field.frequencies(low, high).tolist()

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        docs, counts = self._postings(fieldname, text)
        lengths = self._segment.lengths(fieldname)[docs]
        return TermInfo(
            weight=float(sum(counts)),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(max(counts)),
            minid=docs[0],
            maxid=docs[-1],
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(sum(self._postings(fieldname, text)[1]))

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return len(self._postings(fieldname, text)[0])

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        docs, counts = self._postings(fieldname, text)
        info = self.term_info(fieldname, text)
        weights = list(map(float, counts))
        return ListMatcher(docs, weights, None, format_, scorer=scorer, term=(fieldname, text), terminfo=info)

    def close(self) -> None:
        self._segment.close()


class MergeSmall:
    """When to join segments: as soon as there are ``most`` small ones of about the same size.

    Sizes within a factor of eight are about the same, so that an article is rewritten a few times at most and
    a search looks through few segments. Large ones are left alone, which bounds the memory joining takes.
    Called by Whoosh's writer as its merge policy.
    """

    _LARGE: Final = 2048  # articles

    def __init__(self, most: int = 8) -> None:
        self._most = most

    def __call__(self, writer: SegmentWriter, segments: list[ArraySegment]) -> list[ArraySegment]:
        segments = [segment for segment in segments if segment.doc_count() > 0]
        if not writer.docnum:  # nothing was added: there is no segment to merge into
            return segments
        tiers: dict[int, list[ArraySegment]] = {}
        for segment in segments:
            tiers.setdefault((segment.doc_count().bit_length() - 1) // 3, []).append(segment)
        joined = [
            segment
            for tier in tiers.values()
            for segment in tier
            if (len(tier) >= self._most and segment.doc_count() < self._LARGE)
            or segment.deleted_count() > segment.doc_count()
        ]
        for segment in joined:
            writer.docnum += writer.perdocwriter.absorb(_open(writer.storage, segment))
        return [segment for segment in segments if segment not in joined]
