"""Transcripts: one a rule, written for it."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.speech.turns import legend_of, parse_turns, role_of_label


def turns(text: str) -> list[tuple[str, str]]:
    return [
        (turn.role, text[turn.start : turn.end])
        for turn in parse_turns(text, parse_paragraphs(text))
    ]


SAID = [("soldier", "It rains."), ("mother", "Still?"), ("soldier", "Still.")]

SHAPES = {
    "codes in brackets with a legend": (
        "(R)=soldier (M)=mother\n\n(R): It rains.\n(M): Still?\n(R): Still."
    ),
    "codes with dashes in the legend": (
        "S – soldier; M – mother\n\nS: It rains.\nM: Still?\nS: Still."
    ),
    "legend with colons": "S: soldier, M: mother\n\nS: It rains.\nM: Still?\nS: Still.",
    "bullets": "(R)=soldier (M)=mother\n\n• (R): It rains.\n• (M):\u00a0Still?\n• (R): Still.",
    "role words": "Soldier: It rains.\n\nMother: Still?\n\nSoldier: Still.",
    "german role words": "Soldat: It rains.\nMutter: Still?\nSoldat: Still.",
    "russian role words": "Солдат: It rains.\nМать: Still?\nСолдат: Still.",
    "ukrainian role words": "Окупант: It rains.\nМама: Still?\nОкупант: Still.",
    "bold labels": "**Soldier:** It rains.\n\n**Mother:** Still?\n\n**Soldier:** Still.",
    "asides behind the label": "Soldier: It rains.\nMother (sighs): Still?\nSoldier: Still.",
    "times before the label": "[00:01] Son: It rains.\n[00:04] Mother: Still?\n[00:06] Son: Still.",
    "marks around each turn": "Soldier: “It rains.”\nMother: “Still?”\nSoldier: “Still.”",
    "dashes": "A soldier calls his mother.\n\n— It rains.\n— Still?\n— Still.",
    "windows line ends": "Soldier: It rains.\r\nMother: Still?\r\nSoldier: Still.\r\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_shape(text: str) -> None:
    assert turns(text) == SAID


def test_numbered_speakers_are_unknown_but_named() -> None:
    text = "Speaker 1: It rains.\nSpeaker 2: Still?\nSpeaker 1: Still."
    found = parse_turns(text, parse_paragraphs(text))
    assert [turn.speaker for turn in found] == ["Speaker 1", "Speaker 2", "Speaker 1"]
    assert {turn.role for turn in found} == {"unknown"}


def test_dashes_take_turns_so_that_mum_is_not_the_mother() -> None:
    text = "A soldier calls his mother.\n\n— Yes?\n— Mum, it rains.\n— Still?\n— Still."
    assert [role for role, _ in turns(text)] == ["mother", "soldier", "mother", "soldier"]


def test_dashes_without_known_parties_have_no_speaker() -> None:
    assert [role for role, _ in turns("— It rains.\n— Still?\n— Still!")] == ["unknown"] * 3


def test_woman_whom_the_soldier_calls_mum_is_his_mother() -> None:
    text = "Soldier: Mum, it rains.\nWoman: Still?\nSoldier: Still."
    assert [role for role, _ in turns(text)] == ["soldier", "mother", "soldier"]


def test_sentences_with_a_colon_are_no_turns() -> None:
    assert turns("She asked one thing: why?\n\nThe service said: nothing new.\n\nNote: cut.") == []


def test_list_is_no_dialogue() -> None:
    assert turns("- socks\n- bread\n- a stove") == []


def test_single_label_is_no_transcript() -> None:
    assert turns("Soldier: he has one wish.\n\nThe rest of the text goes on.") == []


def test_legend_gives_what_codes_stand_for() -> None:
    text = "(R)=Russian soldier (M)=Mother"
    (paragraph,) = parse_paragraphs(text)
    assert legend_of(text, paragraph) == {"r": "Russian soldier", "m": "Mother"}


@pytest.mark.parametrize(
    ("label", "role"),
    [("Russian", "soldier"), ("Wife", "wife"), ("жена", "wife"), ("дружина", "wife"),
     ("Vater", "relative"), ("Friend", "comrade"), ("Speaker A", "unknown"), ("Note", "unknown")],
)  # fmt: skip
def test_role_of_a_label(label: str, role: str) -> None:
    assert role_of_label(label) == role


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='AaRM1()[]*=:;–—-•. \n\r“”"é\u00a0', max_size=80))
def test_any_text_gives_turns_in_order(text: str) -> None:
    found = parse_turns(text, parse_paragraphs(text))
    assert all(0 <= turn.start < turn.end <= len(text) for turn in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("unit", ["A: b\n", "(R)=a ", "— x.\n", "A", "(", "A–b;"])
def test_time_grows_with_the_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    paragraphs = parse_paragraphs(text)
    began = time.perf_counter()
    parse_turns(text, paragraphs)
    assert time.perf_counter() - began < 10


def test_turn_of_one_mark_alone_keeps_it() -> None:
    text = "(S)=soldier (B)=brother\n\n(S): It rains.\n(B): Still?\n(S): Still.\n(B): “"
    for role, words in turns(text):
        assert words, role


def test_legend_of_one_line_with_brackets() -> None:
    text = (
        "Legend: M – man (soldier); W1 – woman (his wife); W2 – older woman (mother-in-law, "
        "joins later); [...] – inaudible\n\nM: It rains.\nW1: Still?\nW2: Eat.\nM: Still."
    )
    assert [role for role, _ in turns(text)] == ["soldier", "wife", "relative", "soldier"]


def test_he_and_she_are_the_soldier_and_whom_he_calls() -> None:
    text = (
        "Ein Funker ruft zu Hause an.\n\nEr: Mama, es regnet.\nSie: Immer noch?\n"
        "Er: Noch immer.\nSie: Dann komm."
    )
    assert [role for role, _ in turns(text)] == ["soldier", "mother", "soldier", "mother"]
    text = "A soldier talks to his wife.\n\nHe: It rains.\nShe: Still?\nHe: Still.\nShe: Come."
    assert [role for role, _ in turns(text)] == ["soldier", "wife", "soldier", "wife"]


def test_broadcast_names_its_staff_once() -> None:
    text = (
        "ADA MOORE, HOST:\n\nGood morning, Finn.\n\nFINN HOLM, BYLINE: Good morning.\n\n"
        "MOORE: What did you hear?\n\nHOLM: A gunner talks to his wife about a stove.\n\n"
        "UNIDENTIFIED WOMAN (through interpreter): Is it wet?\n\n"
        "UNIDENTIFIED MAN (through interpreter): It rains.\n\n"
        "INES VOLD: There is no cut in it.\n\nMOORE: Thank you."
    )
    assert [role for role, _ in turns(text)] == [
        "journalist", "journalist", "journalist", "journalist", "wife", "soldier", "unknown",
        "journalist",
    ]  # fmt: skip
