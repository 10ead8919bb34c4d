"""The calls that a text tells: one test a rule, on texts written for it."""

from datetime import date

import pytest

from analysis.parsing.article import parse_article
from analysis.parsing.calls.mentions import find_mentions
from analysis.parsing.calls.telling import parse_call_dates, parse_calls
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.spans import Call, DateInterval, Figure, Paragraph, Turn
from analysis.parsing.speech.quotations import parse_quotes

UNKNOWN = DateInterval(None, None, "unknown")
LEAD = (
    "The woman baked bread that night, and the whole street could smell it until the morning came."
)


def body(text: str) -> list[Paragraph]:
    return [Paragraph(0, len(text), "body")]


def figures(text: str) -> list[Figure]:
    prose = Prose(text, body(text), parse_quotes(text, body(text)))
    return find_mentions(prose).figures


def calls(text: str) -> list[Call]:
    return parse_article(text).calls


def released(text: str, published: DateInterval = UNKNOWN) -> list[tuple[str, str, str]]:
    found = parse_call_dates(Prose(text, body(text)), published)
    return [(each.what, str(each.when.first), str(each.when.last)) for each in found]


DAY = DateInterval(date(2023, 10, 29), date(2023, 10, 29), "stated")


def test_release_takes_its_year_from_the_publication() -> None:
    text = "The service posted the recording on Monday (October 23)."
    assert released(text, DAY) == [("released", "2023-10-23", "2023-10-23")]


def test_release_on_a_bare_weekday_is_the_last_one_before_publication() -> None:
    text = "The service posted the recording on Thursday."
    assert released(text, DAY) == [("released", "2023-10-26", "2023-10-26")]


def test_release_on_a_weekday_is_as_wide_as_the_publication() -> None:
    week = DateInterval(date(2023, 10, 23), date(2023, 10, 29), "text")
    assert released("They posted the call on Thursday.", week) == [
        ("released", "2023-10-19", "2023-10-26")
    ]


def test_weekday_of_an_unknown_publication_dates_no_call() -> None:
    assert released("They posted the call on Thursday.") == []


def test_day_a_call_was_made_is_told_from_its_release() -> None:
    assert released("The call was recorded on 3 March 2023.") == [
        ("made", "2023-03-03", "2023-03-03")
    ]


def test_unknown_day_of_a_call_dates_nothing() -> None:
    assert released("Whether the call was recorded on 3 March 2023 is not known.", DAY) == []


def test_day_of_something_else_is_no_call_s() -> None:
    assert released("The village was taken on 3 March 2023.", DAY) == []


def test_text_without_a_call_has_none() -> None:
    assert calls(f"{LEAD}\n\nThe baker slept.\n") == []


def test_call_has_its_parties_source_channel_and_day() -> None:
    text = (
        "Published: 29 October 2023\n\n"
        "A soldier complains to his mother in a call that was published by the SBU on Telegram on "
        "Monday (October 23), as reported by Newsweek.\n\n"
        "“The bread has been hard for weeks,” the soldier told her. “Buy flour,” his mother said.\n"
    )
    [call] = calls(text)
    assert call.parties == ("soldier", "mother")
    assert (call.released_by, call.channel, call.via) == ("SBU", "Telegram", ("Newsweek",))
    assert call.released.first == date(2023, 10, 23)


@pytest.mark.parametrize("opener", ["In another intercepted call", "In einem weiteren Telefonat"])
def test_other_call_begins_where_the_text_says_so(opener: str) -> None:
    first = f"In one recording a soldier asks for bread near Lyman. {LEAD}"
    text = f"{first}\n\n{opener} a soldier near Svatove wants more than 40 stoves.\n"
    found = parse_calls(Prose(text, parse_paragraphs(text)), UNKNOWN)
    assert [[place.name for place in call.places] for call in found] == [["Lyman"], ["Svatove"]]
    assert text[found[1].start :].startswith(opener)


def test_earlier_release_is_a_call_of_its_paragraph_only() -> None:
    text = (
        f"The call tells of bread in Lyman. {LEAD}\n\n"
        "The service recently released a recording about boots in Tokmak.\n\n"
        "They wait in Kreminna.\n"
    )
    found = parse_calls(Prose(text, parse_paragraphs(text)), UNKNOWN)
    assert [[place.name for place in call.places] for call in found] == [
        ["Lyman", "Kreminna"],
        ["Tokmak"],
    ]


def test_release_told_in_the_past_perfect_is_no_earlier_call() -> None:
    text = f"{LEAD}\n\nThe call is long. The service had previously published the recording.\n"
    assert len(parse_calls(Prose(text, parse_paragraphs(text)), UNKNOWN)) == 1


def test_parties_of_a_transcript_are_those_of_its_turns() -> None:
    text = "Bread?\nNo bread."
    turns = [Turn(0, 6, "A", "wife"), Turn(7, 16, "B", "soldier")]
    [call] = parse_calls(Prose(text, parse_paragraphs(text)), UNKNOWN, turns=turns)
    assert call.parties == ("wife", "soldier")


def test_two_soldiers_are_two_parties() -> None:
    text = f"Two Russian soldiers talk about bread in a call. {LEAD}"
    [call] = parse_calls(Prose(text, body(text)), UNKNOWN)
    assert call.parties == ("soldier", "soldier")


@pytest.mark.parametrize(
    ("spelling", "name"),
    [("Isjum", "Izium"), ("Izyum", "Izium"), ("Charkiw", "Kharkiv"), ("Bachmut", "Bakhmut"),
     ("Kupyansk", "Kupiansk"), ("Woronesch", "Voronezh"), ("LNR", "Luhansk People's Republic")],
)  # fmt: skip
def test_spellings_of_a_place_have_one_name(spelling: str, name: str) -> None:
    text = f"They wait at {spelling}."
    assert [place.name for place in find_mentions(Prose(text, body(text))).places] == [name]


def test_dateline_is_no_place_of_a_call() -> None:
    text = "Cherson – They wait at Lyman."
    assert [place.name for place in find_mentions(Prose(text, body(text))).places] == ["Lyman"]


def test_outlet_named_after_a_place_is_no_place() -> None:
    text = "So the Kyiv Post and the Moscow Times say."
    assert find_mentions(Prose(text, body(text))).places == []


def test_capital_counts_as_a_place_only_behind_a_word_of_place() -> None:
    text = "Moscow denies it, but in Moscow they know. In Moscow."
    assert [place.start for place in find_mentions(Prose(text, body(text))).places] == [25, 46]


def test_place_in_furniture_does_not_count() -> None:
    assert find_mentions(Prose("Lyman", [Paragraph(0, 5, "furniture", "link")])).places == []


@pytest.mark.parametrize(
    "name",
    [
        "27th brigade", "35th Motor Rifle Brigade", "second battalion", "4th separate tank brigade",
        "6th Army", "331st Guards Parachute Regiment", "30. Brigade", "zweite Bataillon",
        "first and second battalions",
    ],
)  # fmt: skip
def test_numbered_formations_are_found_whole(name: str) -> None:
    text = f"Men of the {name} say so."
    assert [each.name for each in find_mentions(Prose(text, body(text))).formations] == [name]


def test_formations_with_a_name_are_found() -> None:
    text = "The Wagner group stood behind Storm-Z."
    assert [each.name for each in find_mentions(Prose(text, body(text))).formations] == [
        "Wagner",
        "Storm-Z",
    ]


@pytest.mark.parametrize(
    ("text", "value", "upto", "bound"),
    [
        ("more than 500 men lie there", 500, None, "lower"),
        ("fewer than forty stoves work", 40, None, "upper"),
        ("two or three men return", 2, 3, None),
        ("a thousand men froze", 1000, None, None),
        ("1,200 men froze", 1200, None, None),
        ("1.200 Mann froren", 1200, None, None),
        ("5.2 million roubles vanished", 5_200_000, None, None),
        ("about 30 per cent of them", 30, None, "about"),
        ("mehr als zwanzig Panzer", 20, None, "lower"),
        ("twenty-five trucks left", 25, None, None),
        ("ten to fifteen trips", 10, 15, None),
        ("They went from 240 to 94. Nobody came.", 240, 94, None),
        ("Es blieben von zwanzig bis zwölf.", 20, 12, None),
    ],
)
def test_figure_has_value_range_and_bound(
    text: str, value: float, upto: float | None, bound: str | None
) -> None:
    [figure] = figures(text)
    assert (figure.value, figure.upto, figure.bound) == (value, upto, bound)


def test_share_says_that_it_is_one() -> None:
    assert figures("only 20% of the men are left")[0].what == "percent of the men"


@pytest.mark.parametrize(
    "text",
    [
        "the 19-year-old soldier", "he is 20 years old", "ein 30-jähriger Mann",
        "im Alter von 20 Jahren", "many 200s and 300s lie there", "Cargo 200 flights",
        "the 27th brigade", "the 3rd company", "their T-72 tanks", "a BMP-2 column",
        "82 mm mortars", "at 10 am they left", "um 9 Uhr fuhren", "on 3 March 2023 they left",
        "after eight months of war", "speaker 2 replies", "the second time", "10:30 trains",
        "in 2022 they came", "there are twenty-six. Who is it?", "a soldier sleeps",
        "hundreds of men", "Two soldiers talk",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_left_out(text: str) -> None:
    assert figures(text) == []


def test_two_people_within_a_quotation_are_a_figure() -> None:
    text = "He says: “Two soldiers froze.”"
    assert [figure.value for figure in figures(text)] == [2]


@pytest.mark.parametrize("word", ["dreißig", "dreissig", "Dreißig"])
def test_thirty_is_spelt_in_two_ways(word: str) -> None:
    assert [figure.value for figure in figures(f"Dort liegen {word} Männer.")] == [30]
