"""Words of distance: which are found, and which only look like them."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.sources.hedges import parse_markers
from analysis.parsing.spans import Quote
from analysis.reading.hedges import read_markers
from analysis.reading.problems import CorpusError


def markers(text: str, *, quoted: str = "", language: str = "en") -> list[str]:
    start = text.index(quoted)
    quotes = [Quote(start, start + len(quoted), "speech")] if quoted else []
    found = parse_markers(Prose(text, parse_paragraphs(text), quotes), language=language)
    return [text[marker.start : marker.end] for marker in found]


def test_markers_are_whole_words_in_any_case() -> None:
    assert markers("Allegedly he called. He is unlikelyish. The ALLEGED call.") == [
        "Allegedly", "ALLEGED",
    ]  # fmt: skip


def test_longest_phrase_is_taken() -> None:
    assert markers("The man is said to have called.") == ["is said to have"]


def test_star_stands_for_an_ending_or_for_a_word() -> None:
    assert markers("Nobody independently verified it.") == ["independently verified"]
    assert markers("They accuse Norway of forgery.") == ["accuse Norway of forgery"]


def test_what_is_quoted_is_not_the_outlets() -> None:
    assert markers(
        "He said: “We may allegedly leave.” Apparently so.", quoted="We may allegedly leave."
    ) == ["Apparently"]


def test_furniture_and_turns_have_no_markers() -> None:
    text = "It rains.\n\nREAD MORE: Alleged thief caught\n\nS: Perhaps.\nM: Possibly?"
    assert markers(text) == []


def test_modal_is_a_marker_unless_somebody_said_it() -> None:
    assert markers("The post may reach him late.") == ["may"]
    assert markers("He warned that the post may reach him late.") == []
    assert markers("He warned her. The post may reach him late.") == ["may"]


def test_capital_letter_makes_a_month() -> None:
    assert markers("He called in May and in June.") == []
    assert markers("Es ging ums Wohl der Leute.", language="de") == []
    assert markers("Er ist wohl müde.", language="de") == ["wohl"]


def test_verb_of_a_person_is_what_that_person_did() -> None:
    assert markers("The recordings suggest a shortage of boots.") == ["suggest"]
    assert markers("The mother suggested a doctor.") == []
    assert markers("He suspected a trick.") == []


def test_word_that_goes_on_otherwise_is_no_marker() -> None:
    assert markers("They were supposed to rest.") == []
    assert markers("They were supposed to have rested.") == ["supposed to have"]
    assert markers("The flood claimed the lives of two.") == []


def test_one_sentence_says_once_that_nothing_was_verified() -> None:
    assert markers("The authenticity of that tape could not be verified.") == [
        "could not be verified"
    ]
    assert len(markers("The authenticity of the tape is open. It could not be verified.")) == 2


def test_german_markers() -> None:
    text = "Der mutmaßliche Anrufer soll müde sein. Die Echtheit ließ sich nicht unabhängig prüfen."
    found = markers(text, language="de")
    assert found[:2] == ["mutmaßliche", "soll"]
    assert len(found) == 3


def test_other_languages_have_none() -> None:
    assert markers("Nibyto zadzwonił.", language="pl") == []


def test_words_added_after_the_count_can_be_left_out() -> None:
    assert "may" in read_markers()["en"]["possibility"]
    assert "may" not in read_markers(added=False)["en"]["possibility"]


def test_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"markers\.yml"):
        read_markers(tmp_path)
    (tmp_path / "markers.yml").write_text("en: [", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"markers\.yml"):
        read_markers(tmp_path)


def test_entries_that_are_no_lists_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "markers.yml").write_text("en: {a: [x, ], b: y}\nde: z\n", encoding="utf-8")
    assert read_markers(tmp_path) == {"en": {"a": ("x",), "b": ()}}


@given(st.text(), st.sampled_from(["en", "de", "und"]))
def test_markers_lie_in_the_text(text: str, language: str) -> None:
    for marker in parse_markers(Prose(text, parse_paragraphs(text)), language=language):
        assert 0 <= marker.start < marker.end <= len(text)


@pytest.mark.parametrize(
    "unit", ["may ", "nicht ", "a\n", '"', "could not be verified ", "x", ". "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        paragraphs = parse_paragraphs(text)

        def once() -> float:
            start = time.perf_counter()
            parse_markers(Prose(text, paragraphs), language="en")
            return time.perf_counter() - start

        return min(once() for _ in range(3))  # a pause of the machine is no growth

    seconds(1_000)
    assert seconds(80_000) < 4 * 4 * seconds(20_000) + 0.2


@pytest.mark.parametrize(("text", "language", "found"), [
    ("The loss, if accurate, is large.", "en", ["if accurate"]),
    ("We have no way of confirming it.", "en", ["no way of confirming"]),
    ("The paper could not trace its origin.", "en", ["could not trace"]),
    ("It released what it described as a call.", "en", ["what it described as"]),
    ("The man suspected of theft called.", "en", ["suspected of"]),
    ("Überprüfen lassen sich die Angaben nicht.", "de", ["Überprüfen lassen sich"]),
    ("Die Angaben waren nicht zu prüfen.", "de", ["nicht zu prüfen"]),
    ("Der Ort bleibt im Dunkeln.", "de", ["bleibt im Dunkeln"]),
    ("Sie ist nach eigener Aussage die Schwester.", "de", ["nach eigener Aussage"]),
])  # fmt: skip
def test_nothing_verified_is_said_in_many_ways(text: str, language: str, found: list[str]) -> None:
    assert markers(text, language=language) == found


def test_war_that_claims_thousands_claims_nothing() -> None:
    assert markers("The war has claimed tens of thousands of lives.") == []


def test_loud_is_no_source() -> None:
    assert markers("Danach wird es laut in der Leitung.", language="de") == []
    assert markers("Er ist laut SBU Fahrer.", language="de") == ["laut"]


def test_plan_and_silence_are_no_distance() -> None:
    text = "Eigentlich sollte sie im Mai ruhen. Moskau äußerte sich zunächst nicht."
    assert markers(text, language="de") == []


def test_adverb_may_begin_a_sentence() -> None:
    assert markers("Er rief an. Wohl aus Angst.", language="de") == ["Wohl"]
    assert markers("Es geht um das Wohl der Leute.", language="de") == []


def test_stop_within_the_marks_ends_the_sentence_before_them() -> None:
    text = "Russia said it was “theatre.” These words may show a quarrel."
    assert markers(text, quoted="theatre.") == ["may"]
