"""What kind each line of a text is: one text a rule, written for it."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs

BODY = (
    "A carpenter called his sister from the harbour on Tuesday, and the recording was kept.",
    "He spoke for ten minutes about wet boots, missing parcels and a stove that would not burn.",
    "His sister promised to send dry socks and asked whether the parcels had ever arrived.",
)


def kinds(*lines: str) -> list[str]:
    return [paragraph.kind for paragraph in parse_paragraphs("\n\n".join(lines))]


def furniture(*lines: str) -> list[str | None]:
    return [paragraph.furniture for paragraph in parse_paragraphs("\n\n".join(lines))]


def test_lines_end_at_any_line_break_and_lose_their_edge_blanks() -> None:
    text = " one.\r\n\u00a0two.\u00a0\rthree.\n \n"
    found = parse_paragraphs(text)
    assert [text[each.start : each.end] for each in found] == ["one.", "two.", "three."]


def test_first_short_line_without_a_stop_is_the_headline() -> None:
    assert kinds("Carpenter keeps calling home", *BODY)[0] == "headline"


def test_headline_may_ask_or_quote_with_a_stop_inside() -> None:
    assert kinds("Carpenter to his sister: “Send me socks!”", *BODY)[0] == "headline"
    assert kinds("“Send me socks!” – a call from the harbour", *BODY)[0] == "headline"


def test_headline_has_what_a_crawler_put_before_it() -> None:
    assert kinds("date 2023-02 “Wet boots”: a call from the harbour", *BODY)[0] == "headline"


def test_name_of_the_site_above_is_not_the_headline() -> None:
    found = kinds("Daily Lamp", "The Paper of the Western Isles", "Wet boots at the harbour", *BODY)
    assert found[2] == "headline"


def test_text_that_begins_with_a_sentence_has_no_headline() -> None:
    assert kinds(*BODY) == ["body"] * 3


@pytest.mark.parametrize("line", [
    "By Ann Bell", "BY ANN BELL", "From: Ann Bell", "Von Anna Glocke und Jan Roth", "Von: A. Roth",
    "Written by Ann Bell, Reporter", "Author: Bell",
])  # fmt: skip
def test_byline_is_a_word_for_by_and_a_name(line: str) -> None:
    assert kinds("Wet boots at the harbour", line, *BODY)[1] == "byline"


@pytest.mark.parametrize("line", [
    "By and large it rained", "From harbour to harbour", "Von Haus zu Haus", "By night",
])  # fmt: skip
def test_byline_needs_a_name(line: str) -> None:
    assert kinds("Wet boots at the harbour", line, *BODY)[1] != "byline"


@pytest.mark.parametrize("line", [
    "Posted on 3 August 2022", "date 2023-03-01", "date 2023-03-01 Home page politics",
    "Published: 14:02, 3 August 2022 | Updated: 15:10, 3 August 2022",
    "Stand: 01.03.2023, 11:04 Uhr",
    "Wednesday, August 3, 2022", "3 серпня 2022", "Published: 36 minutes ago", "3. März 2023",
    "domingo 3 julio 2022", "3 août 2022, 10:15",
])  # fmt: skip
def test_date_line_holds_a_date_and_words_for_it(line: str) -> None:
    assert kinds("Wet boots at the harbour", line, *BODY)[1] == "date"


def test_sentence_with_a_date_is_no_date_line() -> None:
    assert kinds(*BODY, "On 3 August 2022 the sister called back.")[3] == "body"
    assert kinds("date 2022-08-03 " + BODY[0], *BODY[1:])[0] == "body"


def test_dateline_alone_on_its_line() -> None:
    assert kinds("Wet boots at the harbour", "LERWICK, Aug 3 (Agency)", *BODY)[1] == "dateline"


def test_standfirst_stands_before_a_paragraph_that_begins_with_a_place() -> None:
    found = kinds("From: Ann Bell", "A call tells of wet boots.", "Lerwick – " + BODY[0], *BODY[1:])
    assert found == ["byline", "subheading", "body", "body", "body"]


def test_short_lines_that_share_words_with_the_text_below_head_it() -> None:
    assert kinds(*BODY[:2], "Sister promises to send dry socks north", BODY[2])[2] == "subheading"


def test_very_short_line_heads_the_text_below_even_without_shared_words() -> None:
    assert kinds(*BODY[:2], "Cold comfort", BODY[2])[2] == "subheading"


def test_heading_may_begin_with_a_quotation() -> None:
    line = "“Nothing ever arrives!”: carpenter waits for his parcels"
    assert kinds(BODY[0], line, *BODY[1:])[1] == "subheading"


def test_quotation_that_the_text_below_repeats_is_a_heading() -> None:
    line = "“Do you mean that?”"
    assert kinds(*BODY, line, "She paused. “Honestly, do you mean that?”")[3] == "subheading"
    assert kinds(*BODY, line, "He said nothing for a while.")[3] == "body"


def test_quotation_with_its_speaker_is_text_even_without_a_full_stop() -> None:
    assert kinds(*BODY[:2], "“When will you call again,” his sister asks", BODY[2])[2] == "body"
    assert kinds(*BODY[:2], "“I never said so, and I never will”", BODY[2])[2] == "body"
    assert (
        kinds(*BODY[:2], "The sister replies: “Tomorrow? As early as that?”", BODY[2])[2] == "body"
    )


def test_long_line_that_begins_with_an_article_is_a_sentence_without_its_stop() -> None:
    line = "The older man then walked along a pier of stone until somebody shouted across the bay"
    assert kinds(*BODY[:2], line, BODY[2])[2] == "body"


@pytest.mark.parametrize("line", [
    "(S)=Soldier (B)=Brother", "(S)=Soldier\u00a0 (B)=Brother", "S = soldier, B = brother",
    "S – Soldat, B – Bruder", "Legend: S: soldier, B: brother", "[S] = soldier; [B] = brother",
])  # fmt: skip
def test_legend_explains_letters(line: str) -> None:
    assert kinds("A call of two brothers", line, "S: Hello.", "B: Hello!")[1] == "legend"


def test_letter_and_dash_alone_are_no_legend() -> None:
    assert "legend" not in kinds("Plan B – the call that came late", *BODY)


@pytest.mark.parametrize("turns", [
    ["• (S): Is it raining?", "• (B): It is."],
    ["S: Is it raining?", "B: It is."],
    ["Speaker 1: Is it raining?", "Speaker 2: It is."],
    ["**Mother:** Is it raining?", "**Soldier:** It is."],
    ["Mutter: Regnet es?", "Soldat: Ja."],
    ["— Is it raining?", "— It is."],
    ["Олег: Дощить?", "Ніна: Так.", "Олег: Добре.", "Ніна: Бувай."],
])  # fmt: skip
def test_turns_of_a_printed_call_begin_with_a_label_or_a_dash(turns: list[str]) -> None:
    assert kinds(*BODY, *turns)[3:] == ["transcript_turn"] * len(turns)


def test_one_labelled_line_is_no_transcript() -> None:
    assert kinds(*BODY, "Mother: she would not be named.")[3] == "body"
    assert kinds(*BODY, "Details: it rained.", "Background: it often rains.")[3:] == ["body"] * 2


def test_list_with_dashes_is_no_transcript() -> None:
    assert kinds(*BODY, "- It rained for a week.", "- The parcels were late.")[3:] == ["body"] * 2


@given(st.text())
@settings(max_examples=300)
def test_paragraphs_cover_what_is_not_blank_once_and_in_order(text: str) -> None:
    found = parse_paragraphs(text)
    covered = [place for each in found for place in range(each.start, each.end)]
    assert covered == sorted(set(covered))
    assert {
        place for place, sign in enumerate(text) if not (sign.isspace() or sign == "\ufeff")
    } <= set(covered)
    for each in found:
        line = text[each.start : each.end]
        assert line == line.strip()
        assert line
        assert (each.kind == "furniture") == (each.furniture is not None)


LINE = st.sampled_from([
    *BODY, "Advertisement", "READ MORE", "READ MORE: Wet boots", "Mayor opens a bridge",
    "(S)=Soldier", "• (S): Hello?", "— Hello?", "“Hello,” he says", "© Ann Bell", "By Ann Bell",
    "3 May 2022", "S:", ":",
    "Related", "date 2023-03-01 Home page", "“", "=", "|", "(R)", "Source:", "—", "@", "#",
])  # fmt: skip


@example([BODY[0], "Related", "date 2023-03-01 Home page"], "\n")
@given(st.lists(LINE, max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_any_order_of_lines_is_read(lines: list[str], newline: str) -> None:
    assert len(parse_paragraphs(newline.join(lines))) == len(lines)


@pytest.mark.parametrize("unit", [
    '"', "“", "«»", "(", "[)", "\n", "\r\n", " ", "\u00a0", "a\n", "Ab cd\n", "A-", ". ", "! A",
    "Aa Bb Cc Dd Ee\n", "Related\nAa Bb Cc Dd\n", "— a?\n", "S: a\n", "* ", "=", "A=", "Photo: ",
    "> a", "date 1\n",
])  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.perf_counter()
        parse_paragraphs(text)
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 4 * 4 * seconds(20_000) + 0.2
