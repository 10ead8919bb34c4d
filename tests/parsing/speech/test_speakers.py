"""Who says a quotation, by which cue and in what role: one text a rule, written for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.spans import ROLES, Paragraph, Quote, Source
from analysis.parsing.speech.cues import find_cues
from analysis.parsing.speech.people import find_people
from analysis.parsing.speech.quotations import parse_quotes
from analysis.parsing.speech.speakers import attribute_quotes


def body(text: str) -> list[Paragraph]:
    return [paragraph._replace(kind="body", furniture=None) for paragraph in parse_paragraphs(text)]


def attributed(text: str) -> list[Quote]:
    paragraphs = body(text)
    return attribute_quotes(Prose(text, paragraphs, parse_quotes(text, paragraphs)))


def roles(text: str) -> list[str]:
    return [quote.role for quote in attributed(text)]


def cues(text: str) -> list[str | None]:
    return [quote.cue and text[quote.cue.start : quote.cue.end] for quote in attributed(text)]


CUES = {
    "before with a colon": ("The soldier said: “Mud.”", "said", "soldier"),
    "after a comma": ("“Mud everywhere,” the soldier said.", "said", "soldier"),
    "inverted": ("“Mud everywhere,” said the soldier.", "said", "soldier"),
    "inverted behind a question": ("“Mud?” asked his mother.", "asked", "mother"),
    "large letter behind a question": ("“Mud?” Mother asks.", "asks", "mother"),
    "agreement is not asked for": ("“Mud everywhere,” mother say.", "say", "mother"),
    "is said to have": ("“Mud,” the soldier is said to have told him.", "told", "soldier"),
    "can be heard": ("“Mud,” the soldier can be heard saying.", "saying", "soldier"),
    "quoted as": ("The Post quoted a wife as saying: “Mud.”", "saying", "wife"),
    "according to": ("“Mud everywhere,” according to the soldier.", "according to", "soldier"),
    "passive with an agent": ("He was told by his mother: “Come home.”", "told", "mother"),
    "participle": ("The soldier was calm, telling her: “Just mud.”", "telling", "soldier"),
    "fragment": ("The soldier complained about “mud everywhere”.", "complained", "soldier"),
    "german before": ("Der Soldat sagte seiner Mutter: „Nur Matsch.“", "sagte", "soldier"),
    "german inverted": ("„Nur Matsch“, sagte der Soldat.", "sagte", "soldier"),
    "german so": ("„Nur Matsch“, so der Soldat weiter.", "so", "soldier"),
    "german verb first": ("Dann klagt die Mutter: „Nur Matsch.“", "klagt", "mother"),
    "german object first": ("Seiner Frau sagt der Soldat: „Nur Matsch.“", "sagt", "soldier"),
    "german soll gesagt haben": (
        "Ein Soldat soll zu seiner Frau gesagt haben: „Nur Matsch.“", "gesagt", "soldier",
    ),
    "german zufolge": ("Dem Soldaten zufolge war es „nur Matsch“.", "zufolge", "soldier"),
    "german laut": ("„Nur Matsch“, laut der Mutter.", "laut", "mother"),
    "german will wissen": ("„Nur Matsch?“, will der Vater wissen.", "will", "relative"),
    "french inverted": ("« Rien que la boue », dit le soldat à sa mère.", "dit", "soldier"),
    "russian": ("«Одна грязь», — говорит солдат матери.", "говорит", "soldier"),
    "ukrainian without a word between": (
        "«Саме болото», – каже окупант дружині.", "каже", "soldier",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "cue", "role"), CUES.values(), ids=CUES)
def test_cue_and_its_subject(text: str, cue: str, role: str) -> None:
    assert (cues(text), roles(text)) == ([cue], [role])


def test_cue_between_two_quotations_serves_both() -> None:
    assert cues("“Mud,” the soldier said. “Only mud.”") == ["said", "said"]


def test_adding_goes_on_with_the_speaker_before() -> None:
    text = "“Mud everywhere,” the soldier said, adding: “Only mud.”"
    assert (cues(text), roles(text)) == (["said", "adding"], ["soldier", "soldier"])


def test_noun_that_looks_like_a_verb_is_no_cue() -> None:
    assert [cue.start for cue in find_cues("The claims and his answers were in the reports.")] == []
    assert len(find_cues("She claims it, and he answers.")) == 2


def test_passive_without_agent_is_no_cue() -> None:
    assert find_cues("The losses were announced and the cook was mentioned.") == []
    assert len(find_cues("He was asked why.")) == 1


def test_so_is_a_cue_only_behind_a_quotation() -> None:
    assert find_cues("Das war so der Plan.") == []


def test_told_without_agent_is_said_by_the_other_party() -> None:
    assert roles("A mother called a soldier. The mother was told: “Stay there.”") == ["soldier"]


ROLES_OF = {
    "soldier": "fighter conscript sergeant officer paratrooper occupier",
    "mother": "mother mum",
    "wife": "wife",
    "relative": "father sister brother girlfriend",
    "comrade": "friend comrade",
    "official": "spokesman adviser",
    "politician": "minister president",
    "journalist": "reporter presenter",
    "unknown": "expert",
}


@pytest.mark.parametrize(
    ("noun", "role"), [(noun, role) for role, nouns in ROLES_OF.items() for noun in nouns.split()]
)
def test_role_by_noun(noun: str, role: str) -> None:
    assert roles(f"“Mud everywhere,” the {noun} said.") == [role]


def test_head_of_a_compound_is_its_last_word() -> None:
    assert roles("“Mud,” a military intelligence spokesman said.") == ["official"]


def test_owner_is_not_the_speaker() -> None:
    assert roles("“Mud,” the soldier’s mother said.") == ["mother"]
    assert roles("“Mud,” the mother of a soldier said.") == ["mother"]


def test_woman_who_speaks_to_her_son_is_a_mother() -> None:
    assert roles("“Eat well,” a woman tells her son.") == ["mother"]
    assert roles("Eine Frau spricht mit ihrem Sohn. „Iss gut“, sagt die Frau.") == ["mother"]


def test_woman_whose_husband_is_spoken_to_is_a_wife() -> None:
    assert roles("A woman called her husband. “Eat well,” the woman said.") == ["wife"]
    assert roles("Er rief seine Frau an. „Iss gut“, sagt die Frau.") == ["wife"]


def test_wounded_man_of_a_call_is_a_soldier() -> None:
    assert roles("In the call, the wounded man agreed: “Mud everywhere.”") == ["soldier"]


PRONOUNS = {
    "he": ("A soldier called his mother. “Only mud,” he said.", "soldier"),
    "she": ("A soldier called his mother. “Only mud?” she asked.", "mother"),
    "er": ("Ein Soldat rief seine Mutter an. „Nur Matsch“, sagt er.", "soldier"),
    "sie": ("Ein Soldat rief seine Mutter an. „Nur Matsch?“, fragt sie.", "mother"),
    "elle": ("Le soldat parle à sa mère. « La boue ? », demande-t-elle.", "mother"),
    "he is not the addressee": ("A soldier told his father of it. “Only mud,” he said.", "soldier"),
    "he behind a relative word": (
        "A soldier spoke with his sister, to which he replied: “Only mud.”",
        "soldier",
    ),
    "german der is who was mentioned last": (
        "Der Soldat sprach mit seinem Vater. Der reagiert ratlos: „Nur Matsch?“",
        "relative",
    ),
    "diese": ("Der Sohn rief seine Mutter an. Diese fleht ihn an: „Komm heim!“", "mother"),
    "celle-ci": ("Le soldat parle à sa mère. « La boue ? », demande celle-ci.", "mother"),
    "it is an office": ("The SBU has the tape. It said in a post: “Only mud.”", "official"),
}


@pytest.mark.parametrize(("text", "role"), PRONOUNS.values(), ids=PRONOUNS)
def test_pronoun_means_the_nearest_that_agrees(text: str, role: str) -> None:
    assert roles(text) == [role]


def test_name_beside_a_noun_keeps_its_role() -> None:
    text = "She called her son, Rurik, in the army. Later Rurik said: “Only mud.”"
    assert (attributed(text)[0].speaker, roles(text)) == ("Rurik", ["soldier"])
    assert roles("Ada Moore, a spokeswoman, left. “No,” Moore said.") == ["official"]


def test_whoever_commands_is_not_the_caller_who_tells_of_it() -> None:
    text = "A soldier, Rurik, rang his wife. “It rains,” Rurik said. “Dig,” the major had said."
    assert [said.speaker for said in attributed(text)] == ["Rurik", "major"]


def test_name_behind_its_outlet_is_a_journalist() -> None:
    assert roles("“What a call,” CNN’s Ada Moore told viewers.") == ["journalist"]


def test_every_one_of_the_words_that_a_form_can_begin_with_is_found() -> None:
    for title in ("Sen.", "Rep."):
        (person,) = find_people(f"“No,” said {title} Ebner.")
        assert (person.role, person.start) == ("politician", 11)


def test_whoever_has_a_name_has_the_role_of_the_noun_beside_it() -> None:
    text = "Her husband Rurik and the spokeswoman, Ada Moore, met. “No,” Moore said. “Yes,” said "
    assert roles(text + "Rurik of the army.") == ["official", "soldier"]


ELSEWHERE = {
    "husband": ("Ada Moore cooks. Her husband said: “It burns.”", "relative"),
    "wife": ("Tom Reed, a bailiff, was fined. “It was raining,” said his wife.", "relative"),
    "woman": ("Ada Moore runs it with her husband Tom Reed. “It rains,” a woman said.", "unknown"),
    "captain": ("Lena Ott met her captain, Ida Moore. “We lost it,” said the captain.", "unknown"),
    "sergeant": ("A car burned. “Nobody was in it,” said Sgt. Ada Moore of the police.", "unknown"),
    "nobody has a name": ("A tree hit a car. “It fell,” her husband told police.", "relative"),
    "a woman at the ladder": ("A man fell. “It cracked,” the woman told the ambulance.", "unknown"),
    "ohne Namen": ("Ein Unfall. „Es krachte“, sagte ihr Mann der Polizei.", "relative"),
    "friend": ("Ada Moore, Lena Ott and Ida Reed met. “It rains,” a friend said.", "unknown"),
    "Kapitän": ("Jan Ott gewann. Ihr Mann sei froh, sagte Ada Ott: „Es reicht.“", "unknown"),
    "head of a company": ("„Es reicht“, sagte Vorstandschefin Ada Ott.", "unknown"),
    "party": ("“We lost it,” said Opposition leader Ada Moore.", "politician"),
    "council": ("„Zu teuer“, sagte Gemeinderat Xaver Ott.", "politician"),
    "seat": ("Moskau nannte das „ein Märchen ohne Ende“.", "official"),
    "state": ("The Seabed Office called it “a mistake of ours.”", "official"),
    "fine day": ("Kinder words were “heard on the pier that day,” Ada Moore said.", "unknown"),
    "Mann": ("Ada Moore lebt mit Lena Ott am See. „Es regnet“, sagt ihr Mann.", "relative"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "role"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_role_in_a_text_that_is_of_no_soldiers(text: str, role: str) -> None:
    assert roles(text) == [role]


def test_name_without_anything_beside_it_has_no_role() -> None:
    text = "“Only mud,” Rurik Holm said."
    assert (attributed(text)[0].speaker, roles(text)) == ("Rurik Holm", ["unknown"])


def test_numbered_speaker_is_unknown() -> None:
    text = "“Only mud,” speaker 2 replies."
    assert (attributed(text)[0].speaker, roles(text)) == ("speaker 2", ["unknown"])


def test_continued_quotation_inherits_the_speaker_and_no_cue() -> None:
    text = "The soldier said: “Mud.\n\n“Only mud.”"
    assert (cues(text), roles(text)) == (["said", None], ["soldier", "soldier"])


def test_bare_quotation_takes_the_speaker_of_the_sentence_before() -> None:
    text = "“Mud,” the soldier said. He went on about the food. “Only oats.”"
    assert (cues(text), roles(text)) == (["said", None], ["soldier", "soldier"])


def test_bare_paragraph_takes_the_speaker_who_was_introduced() -> None:
    assert roles("The mother was angry.\n\n“Come home at once.”") == ["mother"]


def test_bare_paragraph_after_a_question_is_the_answer() -> None:
    text = "A soldier called his mother.\n\n“Is it wet?” the mother asked.\n\n“Very wet indeed.”"
    assert roles(text) == ["mother", "soldier"]


def test_bare_paragraphs_alternate_where_two_have_taken_turns() -> None:
    text = (
        "“Is it wet?” the mother asked.\n\n“Very wet,” the soldier said.\n\n"
        "“Come home then.”\n\n“They will not let me.”"
    )
    assert roles(text) == ["mother", "soldier", "mother", "soldier"]


def test_headline_takes_the_speaker_named_behind_the_colon() -> None:
    text = "“Only mud”: Soldier calls home"
    quotes = parse_quotes(text, [Paragraph(0, len(text), "headline")])
    found = attribute_quotes(Prose(text, [Paragraph(0, len(text), "headline")], quotes))
    assert (found[0].kind, found[0].role) == ("headline_quote", "soldier")


def test_headline_takes_the_speaker_of_the_quotation_that_it_repeats() -> None:
    text = "“Nothing but mud”\n\nThe wife knew.\n\n“There is nothing but mud,” a gunner said."
    first, *others = body(text)
    paragraphs = [first._replace(kind="headline"), *others]
    found = attribute_quotes(Prose(text, paragraphs, parse_quotes(text, paragraphs)))
    assert [quote.role for quote in found] == ["soldier", "soldier"]


def test_terms_and_distanced_words_have_no_speaker() -> None:
    text = "The unit of “Badger” left its “palace”."
    assert [(quote.speaker, quote.role) for quote in attributed(text)] == [(None, "unknown")] * 2


def test_quotation_within_a_quotation_is_of_somebody_else_if_a_cue_says_so() -> None:
    assert roles("“They told us, ‘Go back at once then’,” the soldier said.") == [
        "soldier", "unknown",
    ]  # fmt: skip


def test_quotation_within_a_turn_is_the_word_of_whoever_has_the_turn() -> None:
    text = "Soldier: We sit in our ‘palace’ here.\nWife: Still?\nSoldier: Still."
    assert roles(text) == ["soldier"]


def test_source_is_the_nearest_mention_in_the_paragraph() -> None:
    text = "The SBU has the tape. “Only mud,” the soldier said, Meduza reports."
    paragraphs = body(text)
    sources = [
        Source(text.index(name), text.index(name) + len(name), name) for name in ("SBU", "Meduza")
    ]
    quotes = parse_quotes(text, paragraphs)
    assert attribute_quotes(Prose(text, paragraphs, quotes), sources=sources)[0].source == "SBU"
    assert attribute_quotes(Prose(text, paragraphs, quotes))[0].source is None


ENGLISH = """Conscript tells mother that parcels never arrive

Ukraine's Security Service put a call online in which a conscript talks with his mother.

"I have asked for gloves since March," he says. "They sent a calendar."

His mother, who sounds surprised, says that on television everything looks "tidy and warm".

"Then let the television come here," her son answers.

Asked about leave, he laughs: "Leave is for the dead.

"And even they have to wait."

"Do you at least sleep?" the woman wants to know.

"In turns."

A spokesman for the service told the Harbour Post that such talks are "no exception".
"""

GERMAN = """\
„Hier wartet jeder auf Post“: Soldat klagt bei Ehefrau

Der ukrainische Geheimdienst hat ein Telefonat veröffentlicht. Darin spricht ein Soldat mit seiner \
Ehefrau. „Seit März frage ich nach Handschuhen“, sagt er. „Geschickt haben sie einen Kalender.“

Die Frau will wissen, wann er Urlaub bekommt. „Urlaub?“, fragt er zurück. \
„Den haben nur die Toten.“ Seine Frau erwidert: „Dann komm ohne Urlaub.“

Nach Angaben eines Sprechers sind solche Gespräche „keine Ausnahme“. \
Von einer „Spezialoperation“ redet in den Mitschnitten niemand.
"""


def test_english_article_as_a_whole() -> None:
    paragraphs = parse_paragraphs(ENGLISH)
    found = attribute_quotes(Prose(ENGLISH, paragraphs, parse_quotes(ENGLISH, paragraphs)))
    assert [quote.role for quote in found] == [
        "soldier", "soldier", "mother", "soldier", "soldier", "soldier", "mother", "soldier",
        "official",
    ]  # fmt: skip


def test_german_article_as_a_whole() -> None:
    paragraphs = parse_paragraphs(GERMAN)
    found = attribute_quotes(Prose(GERMAN, paragraphs, parse_quotes(GERMAN, paragraphs)))
    assert [(quote.kind, quote.role) for quote in found] == [
        ("headline_quote", "soldier"), ("speech", "soldier"), ("speech", "soldier"),
        ("speech", "soldier"), ("speech", "soldier"), ("speech", "wife"), ("speech", "official"),
        ("scare", "unknown"),
    ]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "he", "she", "said", "told", "by", "was", "mother", "Soldat", "er",
             "according to", "zufolge", ",", ".", ":", "\n", "’s", "Ada", "quoted", "as", "(R)"]
        ),
        max_size=30,
    )
)  # fmt: skip
def test_any_row_of_words_gives_known_roles_and_cues_outside_the_quotation(
    words: list[str],
) -> None:
    text = " ".join(words)
    for quote in attributed(text):
        assert quote.role in ROLES
        if quote.cue:
            assert 0 <= quote.cue.start < quote.cue.end <= len(text)
            assert quote.cue.end <= quote.start or quote.cue.start >= quote.end
