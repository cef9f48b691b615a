"""Bare pages: the headline is found, the furniture goes, the body stays whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.formats import FormatError
from index.formats.page import parse_page
from tests.fuzzing import examples

FIRST = (
    "The harbour council voted on Monday to reopen the old lighthouse to visitors, nine years after a storm "
    "tore away the upper gallery and most of the lamp room."
)
SECOND = (
    "Repairs cost 2.4 million crowns, a third more than planned, the harbour master said on Tuesday morning."
)
THIRD = (
    "“Children who were born that year can climb it now,” said Inga Moll, who led the appeal for donations "
    "from her kitchen table, and who was the first to sign the visitors' book."
)
TITLE = "Lighthouse to reopen after nine years"
BODY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def page(*lines: str) -> str:
    return "\n".join(lines)


class TestHeadline:
    def test_it_is_the_first_line(self) -> None:
        found = parse_page(f"{TITLE}\n\n{BODY}")
        assert (found.title, found.text) == (TITLE, BODY)

    def test_single_line_breaks_between_long_lines_part_paragraphs(self) -> None:
        found = parse_page(page(TITLE, FIRST, SECOND, THIRD))
        assert (found.title, found.text) == (TITLE, BODY)

    def test_breadcrumbs_above_it_go(self) -> None:
        found = parse_page(page("• HOME»", "  • »", f"  • {TITLE}", "", TITLE, "", BODY))
        assert (found.title, found.text) == (TITLE, BODY)

    @pytest.mark.parametrize(
        "crumbs",
        [
            "Home » Coast » Harbours",
            "Home > News > Coast",
            "› Coast ›",
            "Home\nNews\nMenu",
            "Skip to content",
        ],
    )
    def test_other_breadcrumbs_and_menus_go_too(self, crumbs: str) -> None:
        found = parse_page(page(crumbs, TITLE, "", BODY))
        assert (found.title, found.text) == (TITLE, BODY)

    def test_the_last_breadcrumb_serves_where_nothing_else_is_there(self) -> None:
        assert parse_page(page(f"• Home » {TITLE}", "", BODY)).title == TITLE

    def test_repeated_it_goes_wherever_it_stands(self) -> None:
        found = parse_page(page(TITLE, "", "Advertisement", TITLE.upper(), "", FIRST, "", TITLE, "", SECOND))
        assert (found.title, found.text) == (TITLE, f"{FIRST}\n\n{SECOND}")

    def test_a_page_without_one_keeps_its_first_paragraph(self) -> None:
        found = parse_page(BODY)
        assert (found.title, found.text) == ("", BODY)


class TestFurniture:
    @pytest.mark.parametrize(
        "line",
        [
            "Advertisement",
            "ADVERTISEMENT",
            "- Advertisement -",
            "Story continues below advertisement",
            "Share this article",
            "Facebook Twitter WhatsApp Email",
            "Share on: Facebook | X | Telegram",
            "Post a Comment",
            "12 Comments",
            "Comments (3)",
            "• • •",
        ],
    )
    def test_it_goes_wherever_it_stands(self, line: str) -> None:
        found = parse_page(page(TITLE, line, FIRST, line, SECOND, THIRD, line))
        assert (found.title, found.text) == (TITLE, BODY)

    @pytest.mark.parametrize(
        "line", ["Comments", "Related articles", "Read more", "Share", "Subscribe", "Home"]
    )
    def test_at_the_end_it_goes(self, line: str) -> None:
        assert parse_page(page(TITLE, FIRST, SECOND, THIRD, line, "Post a Comment")).text == BODY

    @pytest.mark.parametrize("line", ["Search", "Trending", "The next step", "Comments from the council"])
    def test_between_paragraphs_the_same_word_is_a_sub_heading(self, line: str) -> None:
        assert (
            parse_page(page(TITLE, FIRST, line, SECOND, THIRD)).text
            == f"{FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}"
        )

    @pytest.mark.parametrize("mark", ["[…]", " […]", "[...]", "… Read more", "...", "Continue reading"])
    def test_a_teaser_that_stands_again_below_goes(self, mark: str) -> None:
        teaser = f"{FIRST} {SECOND[:40]}{mark}"
        found = parse_page(page(TITLE, "", teaser, "", "Advertisement", TITLE, "", BODY))
        assert (found.title, found.text) == (TITLE, BODY)

    def test_words_cut_short_that_stand_nowhere_else_stay(self) -> None:
        lone = "Elsewhere on the coast three more lighthouses wait for somebody to pay for their repair […]"
        assert parse_page(page(TITLE, "", lone, "", BODY)).text == f"{lone}\n\n{BODY}"

    def test_a_teaser_with_another_figure_stays(self) -> None:
        paragraph = f"More than 15 towers stand along this coast, and most of them are dark. {SECOND}"
        teaser = "5 towers stand along this coast, and most of them are dark […]"
        assert parse_page(page(TITLE, FIRST, teaser, paragraph)).text == f"{FIRST}\n\n{teaser}\n\n{paragraph}"

    def test_a_paragraph_set_twice_stands_once(self) -> None:
        assert parse_page(page(TITLE, FIRST, SECOND, FIRST, THIRD)).text == BODY

    def test_a_headline_may_begin_like_a_byline(self) -> None:
        assert (
            parse_page(page("By the Numbers: A Tower Reopens", BODY)).title
            == "By the Numbers: A Tower Reopens"
        )


class TestWholeSites:
    MENU = (
        "Skip to content",
        "News",
        "Sport",
        "Weather",
        "Harbours",
        "Search for:",
        "• Boats",
        "• Tides",
        "Sign in",
    )
    STORIES = ("Ten walks along the cliffs this summer", "Why the herring came back to the bay")

    def test_a_repeated_line_is_the_headline(self) -> None:
        found = parse_page(
            page(TITLE, *self.MENU, *self.STORIES, TITLE, "Photo: Ana Ruiz / Tide", FIRST, SECOND)
        )
        assert found.title == TITLE
        assert found.text.endswith(f"{FIRST}\n\n{SECOND}")
        assert "Weather" not in found.text

    def test_else_it_stands_above_the_byline(self) -> None:
        below = (
            "By Ana Ruiz - Coast desk",
            "Updated 10:30, Tuesday",
            "The tower at noon on the day of the vote",
        )
        found = parse_page(page(*self.MENU, *self.STORIES, TITLE, *below, FIRST, SECOND, THIRD))
        assert found.title == TITLE
        assert found.authors == ("Ana Ruiz",)
        assert found.text.endswith(BODY)

    def test_whatever_could_be_text_stays(self) -> None:
        found = parse_page(page(*self.MENU, *self.STORIES, TITLE, FIRST, SECOND))
        assert all(story in found.text for story in self.STORIES)

    def test_scripts_without_spaces(self) -> None:
        body = "港の評議会は月曜日、嵐で壊れた古い灯台を九年ぶりに一般公開することを決めた。" * 4
        found = parse_page(page(*self.MENU, "灯台が九年ぶりに再開", body))
        assert (found.title, found.text) == ("灯台が九年ぶりに再開", body)


class TestMetadata:
    def test_a_date_line_and_a_byline_above_the_body_are_read(self) -> None:
        found = parse_page(
            page(TITLE, "By Ana Ruiz and Bo Lind", "Published: 13 August 2024, 10:30 GMT", "", BODY)
        )
        assert found.published == datetime(2024, 8, 13, 10, 30, tzinfo=UTC)
        assert found.authors == ("Ana Ruiz", "Bo Lind")
        assert found.text == BODY

    def test_a_date_inside_the_body_is_text(self) -> None:
        found = parse_page(page(TITLE, FIRST, "13 August 2024", SECOND, THIRD))
        assert found.published is None
        assert "13 August 2024" in found.text


class TestBody:
    def test_sub_headings_stay_as_paragraphs(self) -> None:
        found = parse_page(page(TITLE, FIRST, "What it cost", SECOND, "Who paid?", THIRD))
        assert found.text.split("\n\n") == [FIRST, "What it cost", SECOND, "Who paid?", THIRD]

    def test_hard_wrapped_lines_are_joined(self) -> None:
        import textwrap

        wrapped = "\n\n".join(textwrap.fill(part, 72) for part in (FIRST, SECOND, THIRD))
        found = parse_page(f"{TITLE}\n\n{wrapped}\n")
        assert (found.title, found.text) == (TITLE, BODY)

    def test_a_lone_dash_goes_and_a_list_keeps_its_dashes(self) -> None:
        assert parse_page(page(TITLE, FIRST, SECOND, f"- {THIRD}")).text == BODY
        listed = page(TITLE, FIRST, "- two towers", "- one lamp", SECOND)
        assert parse_page(listed).text.split("\n\n") == [FIRST, "- two towers", "- one lamp", SECOND]

    def test_nothing_but_furniture_is_no_article(self) -> None:
        with pytest.raises(FormatError):
            parse_page("Advertisement\n\nPost a Comment\n")

    def test_a_page_of_thousands_of_paragraphs_is_read_whole(self) -> None:
        found = parse_page(f"{TITLE}\n\n" + "\n\n".join(f"{number}. {FIRST} […]" for number in range(12_000)))
        assert found.text.count("\n\n") == 11_999


SENTENCES = st.lists(
    st.lists(st.text("abcdefghijklmnop", min_size=2, max_size=9), min_size=12, max_size=30).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=8,
    unique=True,
)


@given(paragraphs=SENTENCES, separator=st.sampled_from(["\n", "\n\n", "\r\n", "\n \n\n"]))
@settings(max_examples=examples(30))
def test_no_paragraph_is_ever_lost_or_changed(paragraphs: list[str], separator: str) -> None:
    long = [paragraph + " " + FIRST for paragraph in paragraphs]
    found = parse_page(separator.join([TITLE, *long, "Comments", "Post a Comment"]))
    assert found.text.split("\n\n") == long


@given(st.text(max_size=400) | st.text("•»–- .\n[]…Aab", max_size=200))
@settings(max_examples=examples(150))
def test_any_text_is_a_page_or_a_format_error(text: str) -> None:
    try:
        found = parse_page(text)
    except FormatError:
        return
    assert found.title or found.text
