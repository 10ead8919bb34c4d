"""What is a quotation, and where it begins and ends: one text a rule, written for it."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.spans import Paragraph, Quote
from analysis.parsing.speech.quotations import EDGES, parse_quotes
from analysis.parsing.speech.speakers import attribute_quotes
from analysis.parsing.speech.turns import parse_turns


def body(text: str) -> list[Paragraph]:
    """Lines as paragraphs, all of them body, so that only the rule at hand is tested."""
    return [paragraph._replace(kind="body", furniture=None) for paragraph in parse_paragraphs(text)]


def quoted(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in parse_quotes(text, body(text))]


MARKS = {
    "english curly": ("He said: “It rains.” Nobody moved.", ["It rains."]),
    "english straight": ('He said: "It rains." Nobody moved.', ["It rains."]),
    "english single": ("‘It rains,’ he said. ‘Still.’", ["It rains,", "Still."]),
    "straight single": ("'It rains,' he said. 'Still.'", ["It rains,", "Still."]),
    "german": ("„Es regnet“, sagt er. „Noch immer.“", ["Es regnet", "Noch immer."]),
    "german with an english end": ("„Es regnet”, sagt er.", ["Es regnet"]),
    "german with a straight end": ('„Es regnet", sagt er.', ["Es regnet"]),
    "german single": ("Er nennt es ‚Regen‘ und geht.", ["Regen"]),
    "german pointed": ("»Es regnet«, sagt er. »Noch immer.«", ["Es regnet", "Noch immer."]),
    "german pointed single": ("Er nennt es ›Regen‹ und geht.", ["Regen"]),
    "swiss": ("«Es regnet», sagt er.", ["Es regnet"]),
    "french with blanks": ("Il dit : « Il pleut. » Puis rien.", ["Il pleut."]),
    "french with no-break blanks": ("«\u00a0Il pleut\u202f», dit-il.", ["Il pleut"]),
    "polish": ("„Pada” – mówi żołnierz.", ["Pada"]),
    "russian": ("«Идёт дождь», — говорит он.", ["Идёт дождь"]),
    "swedish": ("”Det regnar”, säger han. ”Än.”", ["Det regnar", "Än."]),
    "finnish": ("»Sataa», hän sanoo.", ["Sataa"]),
    "japanese": ("彼は「雨だ」と言った。", ["雨だ"]),
    "chinese": ("他说：“下雨了。”然后走了。", ["下雨了。"]),
    "curly open, straight end": ('“It rains," he said.', ["It rains,"]),
    "two different families": ("Er sagt: „Es regnet». Dann nichts.", ["Es regnet"]),
    "two backticks": ("``It rains,'' he said.", ["It rains,"]),
    "typed guillemets": ("<<Il pleut>>, dit-il.", ["Il pleut"]),
    "markdown emphasis": ("**“It rains,”** he said.", ["It rains,"]),
    "straight marks set close": ('He said:"It rains."Nobody moved.', ["It rains."]),
    "in brackets": ("The rain (“a nuisance”) went on.", ["a nuisance"]),
    "behind a dash": ("The rain–“a nuisance”–went on.", ["a nuisance"]),
}


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS)
def test_marks_are_left_outside_and_commas_and_stops_kept(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


APOSTROPHES = {
    "contraction": "They don't write and she can’t call.",
    "possessive": "The soldiers’ mail and the boys' boots were late.",
    "elision at the beginning": "Get 'em out, ’cause it’s late.",
    "decade and year": "The ’90s and the summer of ’22 were dry.",
    "rock and roll": "They played rock ’n’ roll and rock 'n' roll.",
    "french and italian": "L’armée n’a rien, un po’ di pane.",
    "ukrainian": "П'ять м’ячів.",
    "german": "Wie geht’s, hast du 'nen Schal?",
    "inches and minutes": "A 5\" pipe, a 6' plank and 48°30'12\" north.",
    "inch in curly form": "A 5” pipe lay there.",
}


@pytest.mark.parametrize("text", APOSTROPHES.values(), ids=APOSTROPHES)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert quoted(text) == []


def test_possessive_before_the_closing_single_mark_does_not_close() -> None:
    assert quoted("‘The lads’ boots are wet,’ he said.") == ["The lads’ boots are wet,"]
    assert quoted("'The lads' boots are wet,' he said.") == ["The lads' boots are wet,"]


def test_plural_in_single_marks_closes_where_nothing_else_does() -> None:
    assert quoted("The ‘volunteers’ went home.") == ["volunteers"]


def test_possessive_outside_does_not_close_the_inner_quotation_again() -> None:
    text = "“The ‘Badger’ left, and the wives’ letter came,” she said."
    assert quoted(text) == ["The ‘Badger’ left, and the wives’ letter came,", "Badger"]


def test_inches_within_a_quotation_do_not_close_it() -> None:
    assert quoted('"It is 20" wide," he said.') == ['It is 20" wide,']


def test_number_at_the_end_closes() -> None:
    assert quoted('He said "we are 20" and left.') == ["we are 20"]


def test_both_levels_of_a_nested_quotation_are_returned_outer_first() -> None:
    assert quoted("“He said ‘never’ to me,” she said.") == ["He said ‘never’ to me,", "never"]
    assert quoted("„Er sagte ‚nie‘ zu mir“, sagt sie.") == ["Er sagte ‚nie‘ zu mir", "nie"]
    assert quoted("«Он сказал „нет“ мне», — говорит она.") == ["Он сказал „нет“ мне", "нет"]


def test_nested_quotations_may_end_together() -> None:
    assert quoted("“He said ‘never.’”") == ["He said ‘never.’", "never."]


def test_brackets_of_editors_stay_within() -> None:
    assert quoted("“They [the cooks] left (all).”") == ["They [the cooks] left (all)."]


def test_quotation_interrupted_by_its_attribution_is_two() -> None:
    assert quoted("“It rains,” he said, “and rains.”") == ["It rains,", "and rains."]


def test_speech_over_paragraphs_without_closing_marks_is_continued() -> None:
    text = "He said: “It rains.\n\n“It rains more.\n\n“It stops.” He left."
    quotes = parse_quotes(text, body(text))
    assert [text[each.start : each.end] for each in quotes] == [
        "It rains.", "It rains more.", "It stops.",
    ]  # fmt: skip
    assert [each.continued_from for each in quotes] == [None, 0, 1]
    assert [each.paragraph for each in quotes] == [0, 1, 2]


def test_single_marks_continue_where_speech_begins() -> None:
    text = "He said: ‘It rains.\n\n‘It stops.’"
    assert [each.continued_from for each in parse_quotes(text, body(text))] == [None, 0]


def test_continued_speech_passes_over_furniture() -> None:
    text = "He said: “It rains.\n\nAdvertisement\n\n“It stops.”"
    first, middle, last = body(text)
    quotes = parse_quotes(text, [first, middle._replace(kind="furniture"), last])
    assert [each.continued_from for each in quotes] == [None, 0]


def test_closing_mark_forgotten_costs_no_more_than_the_paragraph() -> None:
    text = "He said: “It rains.\n\nShe left. “Good,” he said."
    quotes = parse_quotes(text, body(text))
    assert [text[each.start : each.end] for each in quotes] == ["It rains.", "Good,"]
    assert quotes[1].continued_from is None


def test_closing_mark_forgotten_before_another_quotation_ends_with_its_sentence() -> None:
    assert quoted("“It rains. He left. “It stops,” he said.") == ["It rains. He left.", "It stops,"]


def test_closing_mark_forgotten_before_the_cue_is_put_back() -> None:
    assert quoted("“It rains, the soldier says. “Still.”") == ["It rains,", "Still."]


def test_opening_mark_forgotten_begins_with_the_paragraph() -> None:
    assert quoted("It rains? Still?” one of them asks.") == ["It rains? Still?"]


def test_opening_mark_forgotten_begins_behind_its_introduction() -> None:
    assert quoted("The mother said: It rains.”") == ["It rains."]


def test_speech_marked_only_at_both_ends_holds_the_paragraphs_between() -> None:
    text = "He said: “It rains.\n\nIt rains more.\n\nIt stops,” and left."
    quotes = parse_quotes(text, body(text))
    assert [text[each.start : each.end] for each in quotes] == [
        "It rains.", "It rains more.", "It stops,",
    ]  # fmt: skip
    assert [each.continued_from for each in quotes] == [None, 0, 1]


@pytest.mark.parametrize("text", ["««. .” “”", '«.‚."’"! said ?', "“a ‘b. “c’ d", "‘a «b’ c» “d”"])
def test_quotations_stand_within_each_other_or_apart(text: str) -> None:
    spans = [each[:2] for each in parse_quotes(text, body(text))]
    for start, end in spans:
        assert not any(start < other[0] < end < other[1] for other in spans)


def test_stray_mark_between_words_is_nothing() -> None:
    assert quoted("The rain ” went on, and nobody ’ moved.") == []


def test_turn_of_a_transcript_is_not_repeated_as_a_quotation() -> None:
    text = "Soldier: “It rains ‘again’.”\nWife: “Still?”\nSoldier: “Still.”"
    turns = [paragraph._replace(kind="transcript_turn") for paragraph in parse_paragraphs(text)]
    assert [text[each.start : each.end] for each in parse_quotes(text, turns)] == ["again"]


KINDS = {
    "speech with a cue behind it": ("“It rains a lot here,” he said.", ["speech"]),
    "fragment in an indirect sentence": ("He said they were “worn out”.", ["speech"]),
    "fragment that is a capital word": ("“Mud”, he said.", ["speech"]),
    "five words without a cue": ("A sign hung there: “Come in if you dare”.", ["speech"]),
    "call sign": ("The man, call sign “badger”, left.", ["term"]),
    "name": ("The unit of “Badger” left.", ["term"]),
    "nickname": ("The cook, nicknamed “old spoon”, left.", ["term"]),
    "code of digits": ("The dead are the “200s” of the lists.", ["term"]),
    "so-called": ("The so-called “liberators” left.", ["scare"]),
    "official language": ("The “special operation” went on.", ["scare"]),
    "single word without any cue": ("The tent was no “palace” at all.", ["scare"]),
    "german noun behind an article": ("Er war ein „Held“ der Küche.", ["scare"]),
    "german word spoken of": ("Er sprach von „Propaganda“.", ["speech"]),
    "german phrase with a cue": ("Er sprach von einem „Ende der Küche“.", ["speech"]),
    "german name": ("Die Einheit von „Dachs“ zog ab.", ["term"]),
    "newspaper": ("Das meldet die Zeitung „Abendbote“.", ["title"]),
    "known outlet": ("Der „Spiegel“ schrieb davon.", ["title"]),
    "headline of a call": ("It stood under the headline “Nobody home”.", ["title"]),
    "what somebody calls": ("They doubt what he calls “victory”.", ["scare"]),
    "inner word": ("“The ‘brave’ cook left,” he said.", ["speech", "scare"]),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS)
def test_kind(text: str, expected: list[str]) -> None:
    assert [quote.kind for quote in parse_quotes(text, body(text))] == expected


@pytest.mark.parametrize("kind", ["headline", "subheading"])
def test_headlines_have_quotations_and_names(kind: str) -> None:
    text = "‘It rains all day’: “Badger” calls home"
    headline = [Paragraph(0, len(text), kind)]
    kinds = [quote.kind for quote in parse_quotes(text, headline)]
    assert kinds == ["headline_quote", "term"]


def parse_all(text: str) -> list[Quote]:
    paragraphs = parse_paragraphs(text)
    parse_turns(text, paragraphs)
    return attribute_quotes(Prose(text, paragraphs, parse_quotes(text, paragraphs)))


ALPHABET = "“”„\"'’‘‚«»‹›「」´`aZsß5 .,:!?\n\r\u00a0\u202f-–—•()[]*_=é🙂\u0301\ud800я"


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(alphabet=ALPHABET, max_size=80), st.text(max_size=80)))
def test_any_text_gives_offsets_in_order_without_edge_blanks(text: str) -> None:
    paragraphs = parse_paragraphs(text)
    quotes = parse_all(text)
    assert [each.start for each in quotes] == sorted(each.start for each in quotes)
    for number, quote in enumerate(quotes):
        inner = text[quote.start : quote.end]
        assert 0 <= quote.start < quote.end <= len(text)
        assert inner == inner.strip(EDGES)
        assert quote.continued_from is None or quote.continued_from < number
        assert quote.paragraph is not None
        inside = paragraphs[quote.paragraph]
        assert inside.start <= quote.start < quote.end <= inside.end


WORDS = st.sampled_from(["rain", "he said", "don’t", "mother", "a", "Kyiv", "5", "soldiers’ mail"])
PAIRS = st.sampled_from(["“”", "„“", "«»", "»«", '""', "„”", "「」"])


@given(st.lists(st.tuples(PAIRS, WORDS), min_size=1, max_size=5))
def test_well_formed_quotations_come_back_without_their_marks(parts: list[tuple[str, str]]) -> None:
    text = " then ".join(f"{marks[0]}{words}{marks[1]}" for marks, words in parts)
    assert quoted(text) == [words for _, words in parts]


NOISE = [
    "“",
    '"',
    "„x“ ",
    "“a\n",
    "a”\n",
    "s' ",
    "[",
    "\n",
    "mother said ",
    "“x,” he said. ",
    "(R): x\n",
]


def seconds_of(text: str) -> float:
    paragraphs = body(text)
    began = time.process_time()
    attribute_quotes(Prose(text, paragraphs, parse_quotes(text, paragraphs)))
    return time.process_time() - began


@pytest.mark.parametrize("unit", NOISE, ids=[re.sub(r"\W", "_", unit) + "-" for unit in NOISE])
def test_time_grows_with_the_length_not_with_its_square(unit: str) -> None:
    def seconds(length: int) -> float:
        return seconds_of((unit * length)[:length])

    seconds(1000)
    # A pause of the machine is no growth.
    assert any(seconds(40_000) < 12 * seconds(10_000) + 0.5 for _ in range(3))


def test_an_endless_sentence_of_callers_costs_no_square() -> None:
    def seconds(times: int) -> float:
        told = "“It rains,” a soldier told his wife on the phone. "
        return seconds_of(told + "mother said " * times)

    seconds(100)
    assert any(seconds(4_000) < 6 * seconds(1_000) + 0.2 for _ in range(3))
