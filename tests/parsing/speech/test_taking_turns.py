"""Who speaks where a text leaves it to the reader: one text a rule, written for it."""

import pytest

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.speech.people import is_counterpart, kin_of_woman
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.speakers import attribute_quotes


def roles(text: str) -> list[str]:
    paragraphs = parse_paragraphs(text)
    quotes = parse_quotes(text, paragraphs)
    found = attribute_quotes(Prose(text, paragraphs, quotes))
    return [quote.role for quote in found if quote.kind in ("speech", "headline_quote")]


NAMED = {
    "colonel with a name": (
        "A gunner called his wife.\n\nColonel Ostap Lyn, who heads the unit, poured tea. "
        "“We hear plumbing mostly,” he said.",
        ["official"],
    ),
    "german rank with a name": (
        "Ein Soldat rief seine Frau an.\n\n„Wir hören vor allem Rohrbrüche“, sagt Hauptmann "
        "Ostap Lyn, der die Abteilung leitet. „Und Wetter“, ergänzt er.",
        ["official", "official"],
    ),
    "captain who calls his wife is a caller": (
        "Captain Ivan Dolin told his wife of the army: “The roof is gone.”", ["soldier"],
    ),
    "title with a stop": (
        "A gunner called his wife. Sen. Ada Moore, who was there, said it was “a bill "
        "with no sender at all.”",
        ["politician"],
    ),
    "party before the hyphen": (
        "Die FDP-Haushaltsexpertin Ina Holm (48) erklärte: „Das bezahlt am Ende niemand.“",
        ["politician"],
    ),
    "compound of an office": (
        "„Die Züge fahren wieder pünktlich“, teilte der Bahnchef mit.", ["official"],
    ),
    "secretary of state": (
        "„Die Kisten sind längst gepackt“, sagt Staatssekretärin Ina Holm.", ["politician"],
    ),
    "from our reporter": (
        "A gunner called his wife.\n\nFrom our reporter in the harbour: “Everyone here counts "
        "socks all day.”",
        ["journalist"],
    ),
    "new person after a call": (
        "A gunner called his wife. “Still wet here,” he says.\n\nSuch calls prove little, thinks "
        "Dana Holt, who studies letters at a college.\n\n“We hear what they publish for us,” "
        "she said.",
        ["soldier", "unknown"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED.values(), ids=NAMED)
def test_whoever_is_named_beside_it_speaks(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


SENTENCES = {
    "subject of the sentence around a fragment": (
        "A gunner called his wife. “Still wet here,” he says.\n\nDer Sprecher des Ministeriums "
        "hat die Bänder als „Hörspiele für ganz und gar Leichtgläubige“ abgetan.",
        ["soldier", "official"],
    ),
    "for whom it is something": (
        "Ein Soldat rief an. „Alles nass hier“, sagt er.\n\nFür den SBU ist das „ein Beleg für "
        "den Zerfall im Heer“.",
        ["soldier", "official"],
    ),
    "in his own words": (
        "A conscript lists what he has: a spoon, a cup and, in his own words, “a hat from the "
        "last century,” a tape shows.",
        ["soldier"],
    ),
    "noun of an owner before the colon": (
        "A soldier called his wife. “No stove here,” he says. The wife’s reaction is a long "
        "sigh, then a plea: “Buy one in town today.”",
        ["soldier", "wife"],
    ),
    "nobody of a teaser": (
        "A gunner called his brother. “Still wet here,” the gunner says.\n\n"
        "READ MORE\nWoman Drives A Bus To The Moon\n\n"
        "“It stays wet till March,” he adds.",
        ["soldier", "soldier"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_the_sentence_says_whose_fragment_it_is(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


DIALOGUES = {
    "mum settles who is who": (
        "A man called home; a soldier and his mother have an hour.\n\n“Did the cow calve?”\n\n"
        "“On Sunday. A heifer. Are you dry?”\n\n“It is August, Mum.”\n\n“I asked if you are dry.”",
        ["soldier", "mother", "soldier", "mother"],
    ),
    "he and she": (
        "A soldier called his wife.\n\n“Where do you sleep?” she asks.\n\n“On a door.”\n\n"
        "“Whose door?”\n\n“A widow's.”",
        ["wife", "soldier", "wife", "soldier"],
    ),
    "what was asked behind a quotation is answered": (
        "A soldier called his wife.\n\n“The left glove is gone,” he tells her. She asks whether "
        "anybody saw it.\n\n“The cook saw it. He saw it float.”\n\n“And that was all?”\n\n"
        "“He waved to it.”",
        ["soldier", "soldier", "wife", "soldier"],
    ),
    "whoever laughs behind a quotation goes on": (
        "Galina näht. Ihr Mann ist an der Front. „Sag mir, ob es friert“, bittet sie. "
        "Er lacht.\n\n„Ja, aber nur auf uns hier.“\n\n„Und die Offiziere?“\n\n„Haben ein Dach.“",
        ["wife", "soldier", "wife", "soldier"],
    ),
    "the question behind a closing quotation is the other's": (
        "A driver called his wife. When she asked about the river, the driver quipped: “After "
        "the first time, we all swam.”\n\n“Are you joking with me?” “I only count the boats,” "
        "comes the reply.",
        ["soldier", "wife", "soldier"],
    ),
    "the friend who breathes out asks": (
        "A reservist has told a school friend about his day. The friend yawns.\n\n“So "
        "what did they show you?” he asks.\n\n“To queue,” is the reply.",
        ["comrade", "soldier"],
    ),
    "the nephew of an uncle": (
        "A gunner begged his uncle for help. “A lawyer costs a fortune,” the uncle says.\n\n"
        "“Then sell the garage,” the nephew shoots back.",
        ["relative", "soldier"],
    ),
    "one of two told by an adjective": (
        "Ein Soldat sprach mit seinem Vater.\n\n„Und der Arzt?“, fragt der Vater.\n\n„Der ist "
        "weg, jetzt kommt der Hufschmied.“\n\n„Pferde wiegen noch mehr“, meint der Alte.",
        ["relative", "soldier", "relative"],
    ),
    "both speak in one paragraph": (
        "Ein Kanonier rief seine Schwester an.\n\n„Wir schlafen unter einer Plane“, erzählt der "
        "Mann. Die Schwester staunt. „Und die Zelte?“\n\n„Die hat der Stab.“\n\n„Und der Ofen?“, "
        "hakt sie nach.\n\n„Auch den Ofen.“",
        ["soldier", "relative", "soldier", "relative", "soldier"],
    ),
    "behind a paragraph that asks": (
        "A sapper called his brother. “We found a lake,” the sapper says.\n\nThe brother, who "
        "works as a surveyor in the south, asks why nobody used a phone.\n\n“They took the "
        "phones.”\n\n“Mother wants to know when you come,” the surveyor goes on.",
        ["soldier", "soldier", "relative"],
    ),
    "it is said of whoever would not": (
        "Ein Sprecher des Amts wollte nichts dazu beitragen. „Wir lesen keine fremde Post“, "
        "hieß es nur.",
        ["official"],
    ),
    "the older of two men": (
        "A sapper has asked his father-in-law for a drill. “By hand, in clay,” the sapper says.\n\n"
        "The older man grumbles. “And who brings it back?” he wants to know.\n\n“Nobody will.”",
        ["soldier", "relative", "soldier"],
    ),
    "another report of a ticker": (
        "+++ 20:15 Soldat klagt +++\nEin Soldat klagt: „Alles ist nass hier.“\n\n"
        "+++ 18:52 Bahn fährt wieder +++\nDas teilte der Chef der Bahn mit. „Spät, aber "
        "alle Züge fahren“, schrieb er.",
        ["soldier", "official"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), DIALOGUES.values(), ids=DIALOGUES)
def test_two_who_talk_take_turns(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


def test_name_that_his_wife_calls_him() -> None:
    text = (
        "Ein Anruf von der Front. Der Mann, den seine Frau Goscha nennt, flüstert. "
        "„Oben wird gefeiert“, sagt Goscha."
    )
    assert roles(text) == ["soldier"]


def test_fragment_of_a_headline_is_of_its_subject_not_of_the_clause_behind() -> None:
    text = "Russian conscripts 'paid twice a year' as angry wife wants answers\n\nA wife wrote."
    assert roles(text)[0] == "soldier"


def test_kin_of_a_woman_is_told_by_whom_she_talks_to() -> None:
    assert kin_of_woman("Ihr Mann ist an der Front.") == "wife"
    assert kin_of_woman("A woman called her son.") == "mother"
    assert kin_of_woman("A woman called.") is None


def test_counterpart_needs_the_other_one() -> None:
    assert is_counterpart("He begged his uncle.", "nephew")
    assert not is_counterpart("He begged his uncle for his nephew.", "nephew")
    assert not is_counterpart("He begged his father.", "nephew")
