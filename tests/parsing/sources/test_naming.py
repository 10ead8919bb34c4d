"""Who is named as a source, and by which construction."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.sources.naming import parse_sources
from analysis.parsing.spans import Quote


def sources(text: str, *, language: str = "en", quoted: str = "") -> list[tuple[str, str]]:
    start = text.index(quoted)
    quotes = [Quote(start, start + len(quoted), "speech")] if quoted else []
    found = parse_sources(Prose(text, parse_paragraphs(text), quotes), language=language)
    return [(text[source.start : source.end], source.name) for source in found]


@pytest.mark.parametrize(("text", "expected"), [
    ("According to the SBU, it rained.", ("According to the SBU", "SBU")),
    ("The tape was shared by CNN.", ("shared by CNN", "CNN")),
    ("The tape, published by Ukraine’s Military Intelligence (HUR), is short.",
     ("published by Ukraine’s Military Intelligence (HUR)", "HUR")),
    ("It rained, reports Newsweek.", ("reports Newsweek", "Newsweek")),
    ("A talk was released this month by the Security Service of Ukraine.",
     ("released this month by the Security Service of Ukraine", "SBU")),
    ("It rained, according to a translation of the tape by the Daily Beast.",
     ("translation of the tape by the Daily Beast", "The Daily Beast")),
    ("A voice identified by HUR as a captain laughs.", ("identified by HUR", "HUR")),
])  # fmt: skip
def test_words_before_a_name(text: str, expected: tuple[str, str]) -> None:
    assert sources(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("The Kyiv Post reported it.", ("The Kyiv Post reported", "Kyiv Post")),
    ("Ukraine's Main Directorate of Intelligence (GUR) had earlier released the tape.",
     ("Main Directorate of Intelligence (GUR) had earlier released", "HUR")),
    ("The Security Service of Ukraine intercepted the call.",
     ("The Security Service of Ukraine intercepted", "SBU")),
])  # fmt: skip
def test_verbs_after_a_name(text: str, expected: tuple[str, str]) -> None:
    assert sources(text) == [expected]


@pytest.mark.parametrize(("text", "expected"), [
    ("Laut Bild hat es geregnet.", ("Laut Bild", "Bild")),
    ("Nach Angaben des SBU hat es geregnet.", ("Nach Angaben des SBU", "SBU")),
    ("Es regnete, berichtet die Kyiv Post.", ("berichtet die Kyiv Post", "Kyiv Post")),
    ("Wie die Kyiv Post meldet, regnete es.", ("Wie die Kyiv Post", "Kyiv Post")),
    ("Der ukrainische Militärgeheimdienst hat den Anruf veröffentlicht.",
     ("Der ukrainische Militärgeheimdienst hat den Anruf veröffentlicht", "HUR")),
    ("Reuters zufolge regnete es.", ("Reuters zufolge", "Reuters")),
    ("Der ukrainische Geheimdienst hat ein Gespräch mitgehört.",
     ("Der ukrainische Geheimdienst hat ein Gespräch mitgehört", "Ukrainian intelligence")),
    ("Das ukrainische Verteidigungsministerium hat einen mutmaßlichen Mitschnitt veröffentlicht.",
     ("Das ukrainische Verteidigungsministerium hat einen mutmaßlichen Mitschnitt veröffentlicht",
      "Ukraine Ministry of Defence")),
    ("Dem ukrainischen Geheimdienst gelang es, einen Funker abzuhören.",
     ("Dem ukrainischen Geheimdienst", "Ukrainian intelligence")),
])  # fmt: skip
def test_german_constructions(text: str, expected: tuple[str, str]) -> None:
    assert sources(text, language="de") == [expected]


def test_machine_translation_of_laut_and_of_a_name_at_the_end() -> None:
    assert sources("Loud Newsweek it rained.") == [("Loud Newsweek", "Newsweek")]
    assert sources("It rained, they said Kyiv Post.") == [("said Kyiv Post", "Kyiv Post")]
    text = "The newspaper reported on the rain Kyiv Post."
    assert sources(text) == [(text[:-1], "Kyiv Post")]


def test_whom_somebody_told_something_is_no_source() -> None:
    assert sources("He told Reuters that it rained.") == []
    assert sources("Gegenüber Reuters sprach er von Regen.", language="de") == []


def test_name_without_attribution_is_no_source() -> None:
    assert sources("He met a friend near the SBU building.") == []


def test_unlisted_name_counts_after_the_surest_words() -> None:
    assert sources("It rained, according to the Harbour Lamp.") == [
        ("according to the Harbour Lamp", "Harbour Lamp")
    ]
    assert sources("The Harbour Lamp reported rain.")[0][1].endswith("Harbour Lamp")
    assert sources("According to the Plan, it rained. All went according to plan.") == []


def test_what_stands_for_a_name_has_the_one_named_last_of_its_kind() -> None:
    text = "Newsweek reported rain. The SBU confirmed it. It was cold, according to the magazine."
    assert sources(text)[-1] == ("according to the magazine", "Newsweek")
    text = "The SBU released a tape. The service said it was short."
    assert sources(text)[-1] == ("The service said", "SBU")
    text = "The SBU released a tape. The service has not named the man."
    assert sources(text)[-1] == ("The service has not named", "SBU")


def test_service_without_a_name_is_named_by_its_country_and_an_outlet_is_not() -> None:
    assert sources("The secret service released a tape.")[0][1] == "Ukrainian intelligence"
    assert sources("It rained, according to the newspaper.") == []


def test_echo_goes_back_to_the_source_before_it() -> None:
    text = "Newsweek reported rain. It was cold, it said. Accordingly, they froze."
    assert sources(text)[1:] == [("it said", "Newsweek"), ("Accordingly", "Newsweek")]
    assert sources("It rained, it said. Accordingly, they froze.") == []


def test_quotations_furniture_and_turns_name_no_source() -> None:
    assert sources("He said: “According to CNN we won.”", quoted="According to CNN we won.") == []
    assert (
        sources("It rains.\n\nREAD MORE: CNN reported rain\n\nS: CNN said so.\nM: Did CNN?") == []
    )


def test_languages_without_rules_give_nothing() -> None:
    assert sources("Selon CNN, il pleut.", language="fr") == []


@given(st.text(), st.sampled_from(["en", "de", "und"]))
def test_sources_lie_in_the_text(text: str, language: str) -> None:
    for source in parse_sources(Prose(text, parse_paragraphs(text)), language=language):
        assert 0 <= source.start < source.end <= len(text)


PIECE = st.sampled_from([
    "According to ", "the SBU ", "CNN", "’s ", "reported ", ", it said.", "Accordingly ",
    "the agency", " (", ")", ".", "\n", "Loud ", "Harbour Lamp ", "“", "A.", "'", " ",
])  # fmt: skip


@given(st.lists(PIECE, max_size=15).map("".join))
def test_any_order_of_pieces_is_read(text: str) -> None:
    found = parse_sources(Prose(text, parse_paragraphs(text)), language="en")
    assert found == sorted(found)
    assert all(text[source.start : source.end].strip() for source in found)


@pytest.mark.parametrize("unit", [
    "CNN ", "A", "A-", "Aa ", "according to ", "according to A ", "(", "'", "the newspaper ",
    ", it said", "SBU (", "the ", "told a b c ",
])  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        paragraphs = parse_paragraphs(text)
        start = time.perf_counter()
        parse_sources(Prose(text, paragraphs), language="en")
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 4 * 4 * seconds(20_000) + 0.2
