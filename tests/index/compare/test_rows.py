from hypothesis import given, settings
from hypothesis import strategies as st

from index.compare.result import Link, Mark, Row
from index.compare.rows import rows


def link(a, b, score=0.9, kind="same"):
    return Link(a, b, kind, score)


def test_linked_sentences_stand_beside_each_other_and_the_rest_in_runs():
    assert rows(4, 3, [link(1, 1)]) == (
        Row("only_b", (), (0,)),
        Row("only_a", (0,), ()),
        Row("same", (1,), (1,)),
        Row("only_b", (), (2,)),
        Row("only_a", (2, 3), ()),
    )


def test_one_sentence_may_have_several_partners():
    assert Row("same", (0,), (0, 2)) in rows(1, 3, [link(0, 0), link(0, 2)])


def test_the_surest_links_make_the_rows_when_not_all_can():
    found = rows(2, 2, [link(0, 0, 0.9), link(1, 1, 0.8), link(0, 1, 0.5)])
    assert [(row.a, row.b) for row in found] == [((0,), (0,)), ((1,), (1,))]


def test_a_row_without_a_same_link_is_related():
    assert rows(1, 1, [link(0, 0, kind="related")])[0].kind == "related"


def test_what_is_likelier_not_the_same_is_not_said_to_be():
    for score, kind in ((0.49, "related"), (0.5, "same")):
        assert rows(1, 1, [Link(0, 0, "same", score)])[0].kind == kind


def test_marks_stand_in_the_row_of_their_sentence():
    mark = Mark("b", 1, 0, 3, "differ")
    found = rows(1, 2, [link(0, 0)], [mark, mark])
    assert [row.marks for row in found] == [(), (mark,)]


def test_nothing_gives_no_rows():
    assert rows(0, 0, []) == ()


sizes = st.integers(0, 8)


@st.composite
def linked(draw):
    count_a, count_b = draw(sizes), draw(sizes)
    if not count_a or not count_b:
        return count_a, count_b, []
    pairs = draw(st.sets(st.tuples(st.integers(0, count_a - 1), st.integers(0, count_b - 1)), max_size=20))
    kinds = st.sampled_from(["same", "related"])
    scores = st.sampled_from([0.4, 0.5, 0.9])
    return count_a, count_b, [link(a, b, draw(scores), draw(kinds)) for a, b in sorted(pairs)]


@given(linked())
@settings(max_examples=120, deadline=None)
def test_every_sentence_stands_in_one_row_and_linked_ones_with_a_partner(case):
    count_a, count_b, links = case
    found = rows(count_a, count_b, links)
    assert sorted(index for row in found for index in row.a) == list(range(count_a))
    assert sorted(index for row in found for index in row.b) == list(range(count_b))
    pairs = {(one.a, one.b) for one in links}
    for row in found:
        if row.kind in ("same", "related"):
            assert all(any((a, b) in pairs for b in row.b) for a in row.a)
            assert all(any((a, b) in pairs for a in row.a) for b in row.b)
        else:
            assert bool(row.a) == (row.kind == "only_a")
            assert not (row.a and row.b)
            assert not any(a in row.a or b in row.b for a, b in pairs)
