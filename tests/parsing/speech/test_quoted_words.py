"""Who answers whom: whom a quotation addresses, what it asks, and what stands between two."""

import pytest

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.spans import Quote
from analysis.parsing.speech.cues import is_asking
from analysis.parsing.speech.mentions import BESIDE
from analysis.parsing.speech.people import addressed
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.speakers import attribute_quotes


def roles(text: str) -> list[str]:
    paragraphs = parse_paragraphs(text)
    found = attribute_quotes(Prose(text, paragraphs, parse_quotes(text, paragraphs)))
    return [quote.role for quote in found]


ADDRESSED = {
    "first": ("Mum, the stove is gone", "mother"),
    "last": ("The stove is gone, dad", "father"),
    "between": ("No, son, stay there", "soldier"),
    "german": ("Ja, Mutter, habe ich", "mother"),
    "two words": ("Mein Junge, iss etwas", "soldier"),
    "spoken of": ("My mother sold the stove", None),
    "possessive": ("Mum's stove is gone", None),
}


@pytest.mark.parametrize(("words", "role"), ADDRESSED.values(), ids=ADDRESSED)
def test_whom_a_quotation_addresses(words: str, role: str | None) -> None:
    assert addressed(words) == role


def test_question_may_end_within_marks() -> None:
    text = "Is it wet?” Is it wet? Yes."
    scene = Scene(text, text, [])
    assert scene.asks(Quote(0, 11, "speech"))
    assert not scene.asks(Quote(12, len(text), "speech"))


@pytest.mark.parametrize("cue", ["asked", "wants to know", "fragt", "will", "wondered"])
def test_cue_that_asks_for_an_answer(cue: str) -> None:
    assert is_asking(cue)


def test_only_marks_and_dashes_touch() -> None:
    assert BESIDE.fullmatch("” – “")
    assert not BESIDE.fullmatch("” he said “")


REPLIES = {
    "side by side are two speakers": (
        "Der Soldat klagt bei seiner Mutter: „Alles ist nass hier.“ „Dann komm heim, bitte.“",
        ["soldier", "mother"],
    ),
    "the answer is the other one's": (
        "A soldier called his mother. “Is it wet there?” she asks. The answer: “Very wet.”",
        ["mother", "soldier"],
    ),
    "answer with a genitive": (
        "Die Mutter des Fahrers fragt viel. Die Antwort des Fahrers: „Alles ist nass hier.“",
        ["soldier"],
    ),
    "answer with a possessive behind the quotation": (
        "Ein Soldat sprach mit seiner Mutter. „Iss doch etwas, bitte“, lautet ihre Antwort.",
        ["mother"],
    ),
    "last words": (
        "A soldier called his wife. “The stove is not for sale”, are the woman's last words.",
        ["wife"],
    ),
    "what was asked indirectly is answered": (
        "Ein Soldat rief an. „Alles nass“, sagt er. Seine Frau will wissen, wo er schläft. "
        "„Auf einer Tür aus Holz.“",
        ["soldier", "soldier"],
    ),
    "mum is not the mother": (
        "A soldier called his mother. “Are you dry?” the mother asks. “No, mum, we are not.”",
        ["mother", "soldier"],
    ),
    "she adds goes on": (
        "A woman called her husband. Her friend, who was there, told him: “The list is up.”\n\n"
        "“My cousin saw it,” she adds.",
        ["comrade", "comrade"],
    ),
    "bare question in a new paragraph is the other one's": (
        "A soldier called his wife.\n\n“He salts it with ash,” he says of the cook.\n\n"
        "“What do you mean, ash?”\n\n“Ash from the stove.”",
        ["soldier", "wife", "soldier"],
    ),
    "unlisted noun that answers a relative": (
        "A soldier called his father.\n\n“Eat more,” the father said.\n\n"
        "“There is nothing more,” the tiler said.",
        ["relative", "soldier"],
    ),
    "of two who talk the one who asked asks again": (
        "Ein Soldat sprach mit seiner Mutter. „Ist es nass?“, fragt die Mutter. "
        "„Sehr nass“, sagt der Soldat. Es rauscht. Dann knackt es. „Und habt ihr Holz?“",
        ["mother", "soldier", "mother"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), REPLIES.values(), ids=REPLIES)
def test_reply(text: str, expected: list[str]) -> None:
    assert roles(text) == expected


WHO = {
    "his spouse": ("The man told his spouse of it. “Only mud,” the spouse said.", "wife"),
    "seine Frau": ("„Nur Matsch“, sagte seine Frau.", "wife"),
    "ihr Mann": ("„Nur Matsch“, sagte ihr Mann.", "soldier"),
    "woman is the one named last": (
        "Das hört man von seiner Tante. „Nur Matsch“, sagt die Frau.", "relative",
    ),
    "interlocutor of unknown role": (
        "Ein Soldat rief an. „Nur Matsch?“, fragt sein Gesprächspartner.", "unknown",
    ),
    "one of two soldiers": (
        "Two soldiers talk in the call. “Only mud,” says one of them.", "soldier",
    ),
    "one of two women": (
        "Two women talk of a son. Both are mothers. “Only mud,” says one of them.", "mother",
    ),
    "the speaker": ("In the call a soldier rings home. “Only mud,” the speaker says.", "soldier"),
    "age": ("In the call to his wife, the 23-year-old grumbles: “Only mud.”", "soldier"),
    "man with a son": ("A man asked for his son. “Put Grisha on the line,” he said.", "relative"),
    "introduces himself": (
        "A man who introduces himself as Wurzel calls. “Only mud,” Wurzel says of the call.",
        "soldier",
    ),
    "moscow calls": ("Moscow calls the tape “a clumsy and stupid forgery”.", "official"),
    "relative clause": (
        "They wrote to the governor, who has promised “a gift for every house”.", "politician",
    ),
    "infinitive": ("A soldier called his wife to say “a whole lot of vans” were gone.", "soldier"),
    "addressee of told": (
        "A bystander told the outlet Lantern that the money “went up the river”.", "unknown",
    ),
    "german inversion behind a comma": (
        "Das klinge echt, meint der Forscher Ulf Hagen: „Wer so redet, ist müde.“", "unknown",
    ),
    "german er behind the verb": (
        "Die Tante redet. Der Soldat hört zu. Während sie redet, brummt er: „Nur Matsch hier.“",
        "soldier",
    ),
    "wird zitiert": (
        "„Nur Matsch gibt es hier“, wird der Soldat von der Zeitung zitiert.", "soldier",
    ),
    "impersonal": ("Der Soldat schlafe „auf Säcken voll Zement“, heißt es in dem Text.", "soldier"),
    "gibt zurück": (
        "Der Sohn klagt über die Post. Er ruft seine Mutter an. „Nur Matsch“, gibt sie zurück.",
        "mother",
    ),
    "asked him before a comma": (
        'The wife asked him, "Have you got one?" to which the man replied that he had.', "wife",
    ),
    "subordinate subject": (
        "Der Bruder lacht. Als der Soldat erzählt, lacht er nicht mehr. „Schreib es auf“, sagt er.",
        "relative",
    ),
    "heard saying in audio obtained by": (
        "“Only mud,” a Russian private is heard saying in audio obtained by CNN.", "soldier",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "role"), WHO.values(), ids=WHO)
def test_who_is_meant(text: str, role: str) -> None:
    assert roles(text)[-1] == role


NAMED = {
    "expert with a title": (
        "A soldier called home. The host asked Dr. Runa Falk about it. “You hear mud,” she said.",
        "unknown",
    ),
    "expert in an apposition": (
        "The soldiers spoke. Mika Orlan, a former officer who heard the calls, said they were "
        "alike. “They all say mud,” he said.",
        "unknown",
    ),
    "adviser in an apposition": (
        "The soldier spoke. Yuri Holt, an adviser to the defence minister, told us: “Only mud.”",
        "official",
    ),
    "spokeswoman before her name": (
        "A spokeswoman for the southern command, Talia Hume, told reporters: “Only mud.”",
        "official",
    ),
    "rank and name": ("A mother rang. “Only mud,” Private Arno Bulk said.", "soldier"),
    "surname later": (
        "The analyst Pim Dray listened to the soldiers. The wives wait. “Only mud,” Dray says.",
        "unknown",
    ),
    "german noun and name": (
        "Der Soldat klagt. Der Phonetiker Urs Nagel, der für das Gericht arbeitet, sagt: "
        "„Ich höre nur Matsch.“",
        "unknown",
    ),
    "trade in an apposition": (
        "A soldier asks his brother, a mechanic, what to do. “Roll it downhill,” the mechanic "
        "says.",
        "relative",
    ),
}


@pytest.mark.parametrize(("text", "role"), NAMED.values(), ids=NAMED)
def test_person_of_whom_a_name_is_known(text: str, role: str) -> None:
    assert roles(text)[-1] == role
