"""Who speaks in texts about anything: the subject of the cue, and what is no speech."""

import pytest

from analysis.parsing.article import parse_article
from analysis.parsing.spans import Quote

Said = list[tuple[str, str | None]]


def spoken(text: str) -> list[Quote]:
    quotes = parse_article(text).quotes
    return [quote for quote in quotes if quote.kind in ("speech", "headline_quote")]


def speakers(text: str) -> list[str | None]:
    return [quote.speaker for quote in spoken(text)]


def kinds(text: str) -> list[str]:
    return [quote.kind for quote in parse_article(text).quotes]


NOUNS = {
    "the company": "“We sold the plant in March,” the company said.",
    "the report": "“The beds were never bought,” the report says.",
    "the old actor": '"It\'s a two-horse race," the old actor says of the vote.',
    "the stranger": '"Go away!" said the stranger in a loud voice.',
    "the grey hare": '"I deny it!" said the grey hare.',
    "The clip": "The clip says Vane “has a passion for the wrong people.”",
    "Small groups": "Small groups marched on while chanting, “Hands off our boats.”",
    "a court filing by Carla Dunn": (
        "“The levy failed,” according to a court filing by Carla Dunn."
    ),
    "Der Randalierer": "Der Randalierer schlug auf die Tür ein und rief: „Lasst mich raus!“",
    "der Doktor": "»Komm herein!« sprach der Doktor.",
    "der Gast": "»Das nicht, Meister«, antwortete der Gast.",
    "der Wirt": "»Grazie«, sagte der Wirt und ging.",
    "der Dekan": "»Ein Siecher wie er!« sagte lachend der Dekan, »so einfältig ist er nicht.«",
    "Die Versandfirma": "Die Versandfirma gab dazu bekannt: „Das ist der meistgesehene Artikel.“",
    "Das Gericht": (
        "Das Gericht kam zu dem Ergebnis, „dass nicht von Absicht ausgegangen werden kann“."
    ),
}


@pytest.mark.parametrize(("speaker", "text"), NOUNS.items(), ids=NOUNS)
def test_subject_of_the_cue_as_it_stands(speaker: str, text: str) -> None:
    assert set(speakers(text)) == {speaker}


NAMES = {
    "a title with a stop": ("“Is the bridge open?” asked Mr. Hollis.", "Hollis"),
    "initials behind a title": (
        "“This is a dark day,” said Rep. J.T. Miller (D-Ohio), its head. “He is a fraud.”",
        "Miller",
    ),
    "initials": ("“It is open,” said J.M. Keller, a fellow with the Harbour Institute.", "Keller"),
    "party and state": (
        "“You may not like it,” Rep. John Mayer (R-Fla.) said. “But you have that right.”", "Mayer",
    ),
    "two fragments": (
        "Speaker Paul Ryder (R-Wis.) said the town needs “more listening” and “more learning.”",
        "Ryder",
    ),
    "novel": ('"She deserved what she got," said Mrs. Sowers. "And worse."', "Sowers"),
    "novel, participle": (
        '"Lower classes," interrupted Mr. Wilk, thrusting out his hand. "Well, you do admit it."',
        "Wilk",
    ),
    "in a statement": (
        "Carla Dunn, in a statement released on Monday, said she “welcomes the verdict.”", "Dunn",
    ),
    "issued a statement": (
        "Union leader Carla Dunn issued a statement saying the plan “has no place in this town.”",
        "Dunn",
    ),
    "accused": (
        "Eastland accused the North’s leader, Kim Dar, of “wild recklessness.”", "Eastland",
    ),
    "critics": ("A defensive Varga said his critics “seem to think that shouting helps.”", "Varga"),
    "office": (
        "Museumsdirektor Thomas Metzen hat zur Eröffnung erklärt: „Am Bären wird es deutlich.“",
        "Metzen",
    ),
    "behind so": (
        "„Das ist nicht im Sinne der Stadt“, so der zuständige Vorstand Uwe Foll. „Es ist kalt.“",
        "Foll",
    ),
    "place behind a name": ("John Selm von der Hafenwacht sagte, „das Tor bleibt zu“.", "Selm"),
    "old cue": ("»Bleiben Sie hier,« versetzte Marie.", "Marie"),
    "split cue": ("»Ich bitte Sie«, hub Salm von neuem an, »bleiben Sie.«", "Salm"),
    "quoted": ("Zitat von Schrader: „Wir haben etwas erreicht.“", "Schrader"),
    "is quoted": ("Watz wird auf der Seite wie folgt zitiert: „Es gab Freude.“", "Watz"),
    "is named": (
        "Miro Klos nannte seinen Platzverweis „überzogen“, Trainer Jo Löw nannte ihn hart.",
        "Klos",
    ),
    "criticised": (
        "Milin kritisierte die Handlungsweise Kozuls, der zum Sturm aufgerufen haben soll, "
        "als „Provokation“.", "Milin",
    ),
    "führte aus": (
        "Zu dem Fall führte Elshoff aus, Zahlungen seien „in der ganzen Stadt üblich“ gewesen.",
        "Elshoff",
    ),
    "geht davon aus": (
        "Jansen geht davon aus, dass Spek „eine volle Flasche“ geworfen habe.", "Jansen",
    ),
    "describes": (
        "On the stump, Weld describes the party as “a wide road going up the middle,” and Johnson "
        "talks about taxes.", "Weld",
    ),
    "relative clause": ('Reed, who said Brown\'s plan was "a bad joke," left early.', "Reed"),
    "told": (
        'Asked of it, Brown told Reed it was "on the table," and the mayor smiled.', "Brown",
    ),
    "pronoun and its sex": (
        "Hale attacked Ada Brown over her speeches. Brown has been asked to publish them.\n\n"
        "“Let everybody publish theirs,” she told Radio Six in May.", "Brown",
    ),
    "source of figures": (
        "Nach Angaben einer Bauernschaft sollen „fünf bis sechs Höfe“ gestürmt worden sein.",
        "Bauernschaft",
    ),
    "claim": (
        "Police looked into Hale’s claim that there have been “hundreds of break-ins” this year.",
        "Hale",
    ),
    "put down": ("Die Regierung hatte den Bericht als „falsch“ zurückgewiesen.", "Regierung"),
    "characterised": (
        "Der Minister charakterisierte die Feier als ein „Beispiel schlechten Geschmacks“.",
        "Minister",
    ),
    "gave as reason": ("Stoll begründete seinen Rückzug mit einer „veränderten Lage“.", "Stoll"),
    "document": ("In dem Antrag heißt es wörtlich: „Die Aufhebung ist ein Schritt.“", "Antrag"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "name"), NAMES.values(), ids=NAMES)
def test_whole_name_of_the_subject(text: str, name: str) -> None:
    found = speakers(text)
    assert found
    assert all(speaker and name in speaker for speaker in found)


def test_signatures_behind_a_dash_name_the_writer() -> None:
    text = (
        "Readers wrote to us.\n\n“No care, no plan, a real mess.” ― Oscar Pine\n\n"
        "“I hope the town wakes up.” — Nell Carden"
    )
    assert speakers(text) == ["Oscar Pine", "Nell Carden"]
    assert kinds(text) == ["speech", "speech"]


def test_writer_of_a_column_is_nobody_named_before() -> None:
    text = "Once, when my mother mentioned the devil, I laughed and said, “I don’t believe in him.”"
    assert speakers(text) == [None]


ROLES = {
    "sons": "The survey was long. Two sons of the mayor came.\n\n“It was easy,” the company said.",
    "veterans": (
        "The fund helps veterans and active soldiers. Ada Brown runs it.\n\n"
        "The plan is “inaccurate and incomplete,” according to a report."
    ),
}


@pytest.mark.parametrize("text", ROLES.values(), ids=ROLES)
def test_family_and_army_elsewhere_give_no_role(text: str) -> None:
    assert [quote.role for quote in spoken(text)] == ["unknown"]


TERMS = {
    "programme": "On NBC’s “Morning Table,” host Rita Vale asked about the bridge.",
    "song": "The singer closed with her hit “River of Glass.” The hall cheered.",
    "paper": "Wald sagte dem „Abendblatt“, die Brücke sei zu.",
    "party": "Die Partei nennt sich selbst „Allianz zur Erneuerung der Stadt“ und hat sechs Sitze.",
    "motto": "Das Motto „Der Knoten Eastport und seine Geschichte“ wurde gewählt.",
    "passive": "Der Teilchenstrom wird als „Sternenwind“ bezeichnet.",
    "telegram": "(Telegr. des „B. Tagbl.“)",
    "duet": "Das Duett „Wer hat das Licht gelöscht?“ erklang zweimal.",
    "markup": 'It opened in May.\n\n<post post-id="83920118334">\n\nAda said it was full.',
    "wiki": "''Redaktion'': Welche Vorschläge sind neu?\n\n''Paul'': Mir sind keine bekannt.",
}


@pytest.mark.parametrize("text", TERMS.values(), ids=TERMS)
def test_names_titles_and_markup_are_no_speech(text: str) -> None:
    assert spoken(text) == []


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    text = (
        '"I think," Clara said, "that\nwe are late. We cannot\nwait for him. It is a long way\n'
        'and the road is dark. We should go\nnow, before the rain."\n\nTom nodded.'
    )
    found = spoken(text)
    assert [quote.speaker for quote in found] == ["Clara", "Clara"]
    assert text[found[1].start : found[1].end].endswith("before the rain.")


MEANT = {
    "a description that introduces nobody is of whoever is named": (
        "Udo Ravn hat alles verloren.\n\n„Ich war am Ende“, gesteht der Sänger.", ["Udo Ravn"],
    ),
    "an age is somebody's": (
        "Pete Hollis kicked a bottle. “We were a pub team,” fumed the 58-year-old.",
        ["Pete Hollis"],
    ),
    "an article tells whose age it is": (
        "Rektor Ulrich Behn nickte. Die Idee hatte Lotte Winkel. „Wir sind frei“, findet die "
        "17-Jährige.", ["Lotte Winkel"],
    ),
    "a woman is the one introduced last, named or not": (
        "„Wir ermitteln“, sagte Sprecherin Jana Kluge. Eine Anwohnerin filmte alles. „Wie im "
        "Film“, sagte die Frau.", ["Jana Kluge", "Eine Anwohnerin"],
    ),
    "a name of no list that speaks is somebody's": (
        "Adaeze Okonjo laughed when she heard. “Second cupboard,” she said.", ["Adaeze Okonjo"],
    ),
    "a body is no he": (
        "Carl Moss left early. Tidewater Homes had called the vote. “I was tired,” he said.",
        ["Carl Moss"],
    ),
    "it is a body rather than a thing": (
        "The Water Ministry denied it. The dam “was sound,” it said in a statement.", ["Ministry"],
    ),
    "one of several is named in apposition": (
        "Parents wept. “My daughter quit,” said one of them, Gail Pruitt, at the gate.",
        ["Gail Pruitt"],
    ),
    "a noun, a title and a name in apposition are one": (
        "The harbour boss, Captain Sione Webb, said boats would stay “in port until Monday”.",
        ["Sione Webb"],
    ),
    "a surname with its small words": (
        "Friederike von der Aue tritt zurück. „Es reicht“, sagte von der Aue.",
        ["Friederike von der Aue"],
    ),
    "an officer is nobody of a call": (
        "PC Nadia Hussain caught the llama. “Everybody likes a biscuit,” the officer admitted.",
        ["Nadia Hussain"],
    ),
    "without a cue whoever the sentence before is about": (
        "“It was repaid,” said Tom Ebers. Prosecutor Lena Marsh was blunt. “Not in full.”",
        ["Tom Ebers", "Lena Marsh"],
    ),
    "before a colon whoever the sentence is about": (
        "„Die Zeit flieht“, sagt Egon Faber. Eine Kollegin wird deutlicher: „Sie überziehen.“",
        ["Egon Faber", "Eine Kollegin"],
    ),
    "a sentence in the subjunctive is still the speaker's": (
        "„Wir heizen ein Sieb“, sagte Anton Ried. Jeder Gast koste 23 Euro. „Das geht nicht.“",
        ["Anton Ried", "Anton Ried"],
    ),
    "and adds": (
        "„Die dritte brauche ich nicht“, brummt Kemal Aydin. Und fügt dann hinzu: „Sie schwimmen.“",
        ["Kemal Aydin", "Kemal Aydin"],
    ),
    "as she says behind a fragment": (
        "Anna Lund hatte gedroht. Man fand einen Weg, „der keiner war“, wie sie sagt.",
        ["Anna Lund"],
    ),
    "behind a question another sentence has its own cue": (
        "Ada Moore is worried. “Who pays?” The beds will be bought, the report says.",
        ["Ada Moore"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEANT.values(), ids=MEANT)
def test_who_is_meant(text: str, expected: list[str]) -> None:
    assert speakers(text) == expected


MEANT = {
    "who speaks for a body is not the body": (
        "Cropline maintains that it is safe. A spokesperson said: “It is mild.”", ["spokesperson"],
    ),
    "a body under another noun": (
        "The Harbour Safety Office has closed the pier. “It is rotten,” the agency said.",
        ["The Harbour Safety Office"],
    ),
    "a body by a pronoun": (
        "The union of the dockers met. In a letter to members it called the plan “a punch.”",
        ["The union"],
    ),
    "a name with a nickname": (
        "Max Huber fehlte. Trainer Gino »Gigi« Conti war außer sich. »Neun!«, schimpfte er.",
        ["Gino »Gigi« Conti"],
    ),
    "who is told is no subject": (
        "Der Leiter der Schule, Tom Weber, sagte der Zeitung, es gehe um „Dinge zwischen Eltern“.",
        ["Tom Weber"],
    ),
    "the first word before an auxiliary": (
        "Moskau hat frühere Mitschnitte als „plumpe Inszenierung“ bezeichnet.", ["Moskau"],
    ),
    "whom a speaker quotes by a pronoun": (
        "Ada Moore taught for years. “She said, ‘Double knot, Captain.’ I cried,” said Tom Reed.",
        ["Tom Reed", "Ada Moore"],
    ),
    "a man of a call is its soldier": (
        "In an intercepted call a Russian soldier calls his wife. “It rains,” the man says.",
        ["soldier"],
    ),
    "what is in a writing": (
        "Die Wähler haben einen Antrag eingereicht. Darin heißt es: „Der Ort ist keine Insel.“",
        ["einen Antrag"],
    ),
    "a headline repeats half of what somebody says": (
        "Shops 'trade down from trading down'\n\nFood sales fell.\n\nShoppers “traded down from"
        " trading down,” said Ada Moore.",
        ["Ada Moore", "Ada Moore"],
    ),
    "a caller has a name later": (
        "In an intercepted call a soldier calls his mother. “It rains,” says the soldier. The son,"
        " who gives his name as Ilya, is tired.",
        ["Ilya"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), MEANT.values(), ids=MEANT)
def test_who_is_meant_by_other_words(text: str, said: list[str]) -> None:
    assert speakers(text) == said
