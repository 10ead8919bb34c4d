"""When a text was published: one test a rule, on texts written for it."""

import json
from datetime import date
from pathlib import Path

import pytest

from analysis.parsing.dates.pages import parse_address_date
from analysis.parsing.dates.published import parse_published
from analysis.parsing.dates.war_time import find_war_time
from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.spans import DateInterval, Paragraph
from analysis.parsing.speech.quotations import parse_quotes
from analysis.tables.days import Days

BODY = (
    "A soldier in Ukraine heard two men talk about boots and bread for a whole hour, and "
    "nothing in what they told each other about the stove was of any use to anybody else."
)


def published(text: str, **given: object) -> DateInterval:
    paragraphs = parse_paragraphs(text)
    return parse_published(Prose(text, paragraphs, parse_quotes(text, paragraphs)), **given)  # type: ignore[arg-type]


def told(sentence: str, **given: object) -> DateInterval:
    """The sentence as the body of a text; nothing else in it has a date."""
    text = f"{BODY} {sentence}"
    body = [Paragraph(0, len(text), "body")]
    return parse_published(Prose(text, body, parse_quotes(text, body)), **given)  # type: ignore[arg-type]


def days(found: DateInterval) -> tuple[str, str]:
    return str(found.first), str(found.last)


@pytest.mark.parametrize(
    "line",
    [
        "Posted on 5 November 2023", "Published: November 5, 2023, 10:15 AM", "2023-11-05",
        "Erstellt: 05.11.2023, 10:15 Uhr", "Sonntag, 5. November 2023", "date 2023-11-05",
        "Veröffentlicht am 5. November 2023", "By Ann Bell | 5 November 2023",
        "Published Time: 2023-11-05T08:00:00Z",
    ],
)  # fmt: skip
def test_line_with_the_page_s_own_day_states_it(line: str) -> None:
    found = published(f"Two men talk about bread\n\n{line}\n\n{BODY}\n")
    assert days(found) == ("2023-11-05", "2023-11-05")
    assert found.basis == "stated"


def test_evidence_names_the_place_of_the_day() -> None:
    text = f"Two men talk about bread\n\nPosted on 5 November 2023\n\n{BODY}\n"
    place = published(text).evidence[0]
    assert text[place.start : place.end] == "5 November 2023"


def test_dateline_states_the_day() -> None:
    found = published(f"KYIV, Nov. 5, 2023 (Agency) - {BODY}\n")
    assert (found.first, found.basis) == (date(2023, 11, 5), "stated")


def test_published_line_goes_before_updated_line() -> None:
    text = f"Published: 5 November 2023\n\nLast updated: 9 November 2023\n\n{BODY}\n"
    assert days(published(text)) == ("2023-11-05", "2023-11-05")


def test_updated_line_alone_bounds_from_above() -> None:
    found = published(f"Last updated: 9 November 2023\n\n{BODY}\n")
    assert days(found) == ("2023-10-10", "2023-11-09")
    assert found.basis == "text"


def test_updated_line_and_a_day_in_the_text_bound_from_both_sides() -> None:
    news = "The service published it on Sunday (November 5)."
    found = published(f"Last updated: 9 November 2023\n\n{BODY} {news}\n")
    assert days(found) == ("2023-11-05", "2023-11-09")


def test_day_without_year_in_a_page_s_line_takes_the_year_that_its_weekday_fits() -> None:
    assert days(published(f"Sunday, 5 November\n\n{BODY}\n")) == ("2023-11-05", "2023-11-05")


def test_page_s_line_beyond_the_latest_day_is_that_of_a_crawl() -> None:
    text = f"2024-07-02\n\n{BODY} The dam of Kakhovka was destroyed.\n"
    assert days(published(text, latest=date(2023, 12, 31))) == ("2023-06-06", "2023-12-31")


def test_what_is_stated_outside_goes_before_the_text() -> None:
    found = published("Posted on 5 November 2023\n", stated=Days.parse("2023-11-04"))
    assert days(found) == ("2023-11-04", "2023-11-04")


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        ("https://news.example/2023/11/05/boots", "2023-11-05", "2023-11-05"),
        ("https://news.example/world/2023/nov/05/boots", "2023-11-05", "2023-11-05"),
        ("https://news.example/boots-20231105.html", "2023-11-05", "2023-11-05"),
        ("https://news.example/2023-11-05-boots", "2023-11-05", "2023-11-05"),
        ("https://news.example/2023/11/boots", "2023-11-01", "2023-11-30"),
    ],
)
def test_day_in_the_address_is_the_day(address: str, first: str, last: str) -> None:
    found = published(f"{BODY}\n", address=address)
    assert days(found) == (first, last)
    assert found.basis == "url"


@pytest.mark.parametrize(
    "address", ["https://news.example/post/20346", "https://x.example/20231399", ""]
)
def test_number_in_an_address_is_no_day(address: str) -> None:
    assert parse_address_date(address) is None


def test_text_without_any_sign_is_unknown() -> None:
    assert published(f"{BODY}\n") == DateInterval(None, None, "unknown")


def test_weekday_with_its_day_gives_the_year_and_two_weeks() -> None:
    found = told("It was published on Monday (October 23).")
    assert days(found) == ("2023-10-23", "2023-11-05")
    assert found.basis == "text"


def test_weekday_alone_says_nothing() -> None:
    assert told("It was published on Wednesday.").basis == "unknown"


def test_day_with_its_year_is_a_lower_bound_only() -> None:
    assert days(told("The village was taken on 3 March 2023.")) == ("2023-03-03", "None")


def test_news_of_a_day_without_year_is_recent() -> None:
    found = told("The service released it on December 8.", window=Days.parse("2023-01/2024-06"))
    assert days(found) == ("2023-12-08", "2024-02-06")


def test_latest_of_several_days_counts() -> None:
    found = told("It was released on Monday (October 9). They met on Monday (October 23).")
    assert days(found) == ("2023-10-23", "2023-11-05")


@pytest.mark.parametrize(
    "sentence",
    [
        "They will go home before 26 May 2023.", "The pact holds until 3 March 2024.",
        "Der Angriff ist bis 24. August 2023 geplant.", "He would stay by October 3, 2023.",
    ],
)  # fmt: skip
def test_day_still_to_come_bounds_nothing(sentence: str) -> None:
    assert told(sentence).basis == "unknown"


def test_day_in_a_quotation_does_not_count() -> None:
    assert (
        told("“We came on 3 March 2023 and then we waited for the bread,” he said.").first is None
    )


def test_day_in_furniture_does_not_count() -> None:
    text = f"{BODY}\n\nRead more: Baker wins prize on 3 March 2023\n© 2023 Valley Paper\n"
    assert published(text).basis == "unknown"


def test_day_in_a_turn_of_a_transcript_does_not_count() -> None:
    turn = "Come home on 3 March 2023."
    assert parse_published(Prose(turn, [Paragraph(0, len(turn), "transcript_turn")])).first is None


def test_event_is_a_lower_bound() -> None:
    found = told("The river fell after the Kakhovka dam was destroyed.")
    assert days(found) == ("2023-06-06", "None")
    assert found.basis == "context"


def test_event_still_feared_bounds_nothing() -> None:
    assert told("They spoke of fears of a partial mobilisation.").basis == "unknown"


def test_event_of_a_span_bounds_on_both_sides() -> None:
    assert days(told("Ukraine's summer offensive gains momentum.")) == ("2023-06-04", "2023-09-10")


def test_saying_told_with_its_weekday_was_of_that_week() -> None:
    found = told("On Wednesday, Putin spoke of a long process.")
    assert days(found) == ("2022-12-07", "2022-12-13")


def test_saying_told_with_another_weekday_is_a_lower_bound() -> None:
    assert days(told("On Friday, Putin spoke of a long process.")) == ("2022-12-07", "None")


def test_events_of_the_same_words_are_alternatives() -> None:
    found = told("It came out in the week ahead of Victory Day.")
    assert days(found) == ("2022-04-15", "2023-05-31")
    assert days(told("It came out ahead of Victory Day, after the fall of Soledar.")) == (
        "2023-04-15",
        "2023-05-31",
    )


def test_season_narrows_what_an_event_leaves_open() -> None:
    found = told(
        "Since the partial mobilisation, and with winter on its way, temperatures drop below zero."
    )
    assert days(found)[0] == "2022-10-15"


def test_second_winter_of_the_war_is_that_of_2023() -> None:
    assert days(told("It is the second winter of the war.")) == ("2023-08-15", "2024-04-15")


def test_what_contradicts_the_surer_is_left_out() -> None:
    found = told(
        "It was released on Monday (October 23). Remember the first anniversary of the war."
    )
    assert days(found) == ("2023-10-23", "2023-11-05")


def test_bounds_carry_their_evidence() -> None:
    sentence = "It was published on Monday (October 23)."
    text = f"{BODY} {sentence}"
    found = told(sentence)
    assert {text[each.start : each.end] for each in found.evidence} == {"Monday (October 23)"}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("the 78th day of the war", date(2022, 5, 12)),
        ("day 232 of Russia's invasion", date(2022, 10, 13)),
        ("am 100. Kriegstag", date(2022, 6, 3)),
        ("almost eight months of war", date(2022, 10, 13)),
        ("seit fast acht Monaten Krieg", date(2022, 10, 13)),
        ("more than 100 days of war", date(2022, 6, 20)),
        ("five months into the war", date(2022, 7, 26)),
        ("a year into the invasion", date(2023, 2, 23)),
        ("nearly two years since the start of the full-scale invasion", date(2023, 12, 14)),
        ("nach mehr als drei Monaten Krieg", date(2022, 6, 4)),
        ("anderthalb Jahre nach dem Krieg", date(2023, 8, 24)),
    ],
)
def test_length_of_the_war_contains_the_day(words: str, day: date) -> None:
    [(start, end, first, last)] = list(find_war_time(f"So {words} passed"))
    assert first <= day <= last
    assert start < end


@pytest.mark.parametrize(
    "words",
    [
        "in the first three months of the war",
        "three months of snow",
        "0 days of war",
        "9999 days of war",
    ],
)
def test_part_of_the_war_says_nothing_of_its_length(words: str) -> None:
    assert list(find_war_time(words)) == []


def test_later_than_a_length_of_the_war_is_open() -> None:
    [(_, _, first, last)] = list(find_war_time("three months after the invasion"))
    assert first < date(2022, 5, 24) < last == date.max


def test_line_that_begins_like_a_date_line_and_goes_on_is_told() -> None:
    text = f"{BODY}\n\nPublished on 3 March 2023, the recording is said to be of bread alone.\n"
    assert published(text).basis != "stated"
    text = f"{BODY}\n\nPosted on Telegram on 3 March 2023, the recording is of bread\n"
    assert published(text).basis != "stated"


@pytest.mark.parametrize(
    "sentence",
    ["The vote planned for the spring is to be held in March 2024.", "In 2024 it will be over."],
)
def test_month_or_year_in_a_sentence_of_plans_bounds_nothing(sentence: str) -> None:
    assert told(sentence).basis == "unknown"


def test_german_day_does_not_end_its_sentence() -> None:
    found = told("Der Dienst hat am Montag (6. Februar 2023) den Mitschnitt veröffentlicht.")
    assert days(found) == ("2023-02-06", "2023-02-19")


def test_stored_texts_lie_in_their_interval() -> None:
    folder = Path(__file__).parents[4] / "shared"
    if not folder.exists():
        pytest.skip("the annotated texts are not here")
    for path in sorted((folder / "gold").glob("*.json")):
        given = json.loads(path.read_text(encoding="utf-8"))["metadata"]["published"]
        text = (folder / "originals" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        found = published(text)
        assert found.first is not None and found.last is not None, path.stem
        assert found.first <= date.fromisoformat(given["earliest"]), path.stem
        assert found.last >= date.fromisoformat(given["latest"]), path.stem


def test_crawled_day_before_the_text_states_it() -> None:
    found = published(
        f"date 2023-10-27 Two men talk about bread in a call, it is said.\n\n{BODY}\n"
    )
    assert (days(found), found.basis) == (("2023-10-27", "2023-10-27"), "stated")


def test_crawled_month_before_the_text_states_it() -> None:
    found = published(f" date 2023-02 „Brot“: Zwei reden\n\n{BODY}\n")
    assert (days(found), found.basis) == (("2023-02-01", "2023-02-28"), "stated")


def test_crawled_month_that_is_none_says_nothing() -> None:
    assert published(f"date 2023-13 Two men talk\n\n{BODY}\n").first is None


def test_german_swiss_word_for_published() -> None:
    assert days(published(f"Publiziert: 02.02.2023 um 10:12 Uhr\n\n{BODY}\n"))[0] == "2023-02-02"


def test_reading_time_beside_the_day_is_no_hindrance() -> None:
    found = published(f"Brot\n\n13.12.2022, 06:30 Uhr • Lesezeit: 2 Minuten\n\n{BODY}\n")
    assert (days(found)[0], found.basis) == ("2022-12-13", "stated")


def test_what_nothing_bounds_from_above_stays_open() -> None:
    found = told("It was told on 3 May 2022.")
    assert (found.first, found.last) == (date(2022, 5, 3), None)


BEGUN = {
    "Vor mehr als 100 Tagen begann der Angriff.": date(2022, 6, 9),
    "Vor knapp einem Jahr begann der russische Krieg.": date(2023, 2, 7),
    "As the war in Ukraine entered its fourth month, they spoke.": date(2022, 5, 26),
    "Im achten Kriegsmonat reden sie über Brot.": date(2022, 10, 10),
}


@pytest.mark.parametrize(("sentence", "day"), BEGUN.items(), ids=BEGUN)
def test_how_long_ago_the_war_began(sentence: str, day: date) -> None:
    found = told(sentence)
    assert found.first
    assert found.last
    assert found.first <= day <= found.last
    assert (found.last - found.first).days < 200


def test_outlets_name_behind_the_date_leaves_it_a_date() -> None:
    head = "Boots at the quay\n\nTuesday March 21 2023, 5.45pm GMT, The Harbour Post\n\n"
    foot = "\n\nRelated articles\n\nMayor opens bridge after six years\n\nMarch 19 2023, 12.01am"
    assert days(published(head + BODY + foot)) == ("2023-03-21", "2023-03-21")


def test_date_of_another_article_below_the_text_dates_nothing() -> None:
    head = "Boots at the quay\n\n12.02.2023 13:05\n\n"
    foot = "\n\nOther news\n\nMayor opens bridge after six years\n\n10.02.2023"
    assert days(published(head + BODY + foot)) == ("2023-02-12", "2023-02-12")


def test_war_time_in_the_spelling_of_swiss_papers() -> None:
    both = [list(find_war_time(f"nach {word} Tagen Krieg")) for word in ("dreißig", "dreissig")]
    assert [each[2:] for found in both for each in found]
    assert len({each[2:] for found in both for each in found}) == 1


FERRY = BODY.replace("soldier in Ukraine", "listener in the valley")
"""A text that does not name the war."""


def test_text_about_something_else_is_not_dated_into_the_war() -> None:
    line = f"Sunday, 5 November\n\n{FERRY}\n"
    more = "It was told on 8 December, the 20th day of the war.\n"
    assert published(line + more) == DateInterval(None, None, "unknown")
    sport = f"The footballers of Ukraine lost on 14 May.\n\n{FERRY}\n"
    assert published(sport).basis == "unknown"
    assert days(published(line, window=Days.parse("2017"))) == ("2017-11-05", "2017-11-05")


def test_day_without_year_that_fits_two_years_of_the_window_is_not_stated() -> None:
    found = published(f"5 November, 10:15\n\n{FERRY}\n", window=Days.parse("2017/2018"))
    assert (*days(found), found.basis) == ("2017-11-05", "2018-11-05", "text")


def test_day_without_year_takes_the_year_of_the_address() -> None:
    text = f"5 November, 10:15\n\n{FERRY}\n"
    found = published(text, address="https://news.example/2019/11/boots")
    assert (*days(found), found.basis) == ("2019-11-05", "2019-11-05", "stated")


@pytest.mark.parametrize(
    ("line", "given", "day"),
    [
        ("05/11/2023", {}, ("2023-05-11", "2023-11-05")),
        ("05/11/2023", {"address": "https://news.example/2023/11/a"}, ("2023-11-05", "2023-11-05")),
        ("05/11/2023", {"latest": date(2023, 6, 1)}, ("2023-05-11", "2023-05-11")),
        ("Sun, 05/11/2023", {}, ("2023-11-05", "2023-11-05")),
        ("05/11/2023\n\nUpdated: 2 June 2023", {}, ("2023-05-11", "2023-05-11")),
    ],
)
def test_day_and_month_that_can_be_swapped_stay_open_unless_something_settles_it(
    line: str, given: dict[str, object], day: tuple[str, str]
) -> None:
    assert days(published(f"Two men talk about bread\n\n{line}\n\n{BODY}\n", **given)) == day


def test_day_stands_before_the_month_where_the_language_has_it_so() -> None:
    text = (
        "Le bac est en retard\n\nPublié le 05/11/2023\n\nLe bac entre les deux quais était de "
        "nouveau en retard, ont dit des passagers qui attendaient sous la pluie depuis le matin.\n"
    )
    found = published(text)
    assert days(found) == ("2023-11-05", "2023-11-05")
    assert "read as in `fr`" in found.evidence[0].why


@pytest.mark.parametrize(
    "line",
    [
        "Opened 3 June 2022", "Closing date: 31.10.2022", "When: 1 October 2022, 20:00",
        "Photo taken on 9 May 2022 / Ann", "Member since 4 May 2022", "Harbour Post 5 May 2022",
    ],
)  # fmt: skip
def test_line_with_the_day_of_something_else_states_nothing(line: str) -> None:
    assert published(f"Two men talk about bread\n\n{line}\n\n{BODY}\n").basis != "stated"


@pytest.mark.parametrize(
    "line",
    [
        "Ann Bell, 5 November 2023", "Posted by Ann on 5 November 2023", "Mon 2023-11-05",
        "By Ann Bell | Published November 5, 2023 at 8:15 a.m.", "发布时间:2023年11月5日 18:30",
        "Data publikacji: 05.11.2023, 10:00", "5 листопада 2023, 14:30",
        "14:30, 5 ноября 2023 г.", "Yayınlanma: 5 Kasım 2023 18:30 Güncelleme: 6 Kasım 2023",
        "Publié le 5 novembre 2023 à 18h30, mis à jour le 7 novembre 2023 à 9h00",
        "Updated: November 9, 2023 | Published: November 5, 2023", "公開日:2023年11月5日",
    ],
)  # fmt: skip
def test_line_of_any_language_with_the_page_s_own_day_states_it(line: str) -> None:
    found = published(f"Two men talk about bread\n\n{line}\n\n{BODY}\n")
    assert (*days(found), found.basis) == ("2023-11-05", "2023-11-05", "stated")


def test_line_at_the_foot_needs_a_word_for_publishing() -> None:
    head = f"Two men talk about bread\n\n{BODY}\n\n{BODY}\n\n"
    assert days(published(f"{head}First published on 5 November 2023\n"))[0] == "2023-11-05"
    assert published(f"{head}5 November 2023\n").basis == "unknown"


def test_below_a_heading_of_comments_is_no_more_of_the_article() -> None:
    text = f"Two men talk about bread\n\n{BODY}\n\nComments (2)\n\nPosted on 8 November 2023\n"
    assert published(text).basis == "unknown"


@pytest.mark.parametrize(
    "line",
    [
        "Printed on 5 November 2023", "Accessed: 5 November 2023", "Abgerufen am 05.11.2023",
        "This article was amended on 5 November 2023 to correct the name of the baker.",
    ],
)  # fmt: skip
def test_text_that_was_printed_or_amended_was_there_by_then(line: str) -> None:
    found = published(f"Two men talk about bread\n\n{FERRY}\n\n{line}\n")
    assert (*days(found), found.basis) == ("None", "2023-11-05", "text")


def test_header_is_narrowed_by_the_line_that_the_page_shows() -> None:
    night = Days.parse("2022-07-03/2022-07-04")
    found = published(f"Bread\n\n4 July 2022, 01:30 Kyiv time\n\n{BODY}\n", stated=night)
    assert (*days(found), found.basis) == ("2022-07-04", "2022-07-04", "stated")


def test_day_to_come_is_none_of_publishing() -> None:
    assert published(f"Bread\n\nPublished: 5 March 2093\n\n{FERRY}\n").basis == "unknown"
    line = f"Bread\n\n5 November 2023\n\n{FERRY}\n"
    found = published(line, latest=date(2023, 6, 1))
    assert (*days(found), found.basis) == ("None", "2023-06-01", "text")


def test_address_in_an_archive_has_the_day_of_the_archive() -> None:
    archived = "https://web.archive.org/web/20220607101112/https://news.example/"
    assert days(published(FERRY, address=f"{archived}boots")) == ("None", "2022-06-07")
    assert days(published(FERRY, address=f"{archived}2022/03/05/boots"))[0] == "2022-03-05"


@pytest.mark.parametrize(
    ("address", "days"),
    [
        ("https://news.example/2022/10/5-things-to-know", "2022-10"),
        ("https://news.example/2022/04/92713", "2022-04"),
        ("https://news.example/what-happened-on-2022-02-24-on-the-quay", None),
        ("https://news.example/boots-05-11-2023", "2023-11-05"),
        ("https://news.example/2023/11/5/", "2023-11-05"),
    ],
)
def test_number_amid_the_words_of_an_address_is_no_day(address: str, days: str | None) -> None:
    assert parse_address_date(address) == (Days.parse(days) if days else None)


def test_name_of_two_months_is_that_of_the_text_s_language() -> None:
    body = (
        "Prom między dwoma nabrzeżami znowu się spóźnił, powiedzieli pasażerowie, którzy czekali w "
        "deszczu od wczesnego rana. Spółka nie podała powodu i nie odbierała telefonu."
    )
    found = published(f"Prom znowu spóźniony\n\nData publikacji: 5 listopada 2023\n\n{body}\n")
    assert days(found) == ("2023-11-05", "2023-11-05")
