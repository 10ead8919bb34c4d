"""Who is named as the origin of what is told, on any subject; the labels were written first."""

import pytest

from tests.parsing.sources.test_naming import sources

ENGLISH = [
    ("The water board has lifted its warning, the county said on Friday.", {"county"}),
    ("Nobody was hurt, according to the fire service.", {"fire service"}),
    ("A report by the Institute for Rural Health found that one village in five has no doctor.",
     {"report", "Institute for Rural Health"}),
    ("The study, published in the Journal of Small Rivers, covered 41 streams.",
     {"Journal of Small Rivers"}),
    ("Court papers show that the boat was sold twice.", {"Court papers"}),
    ("The airline Skyhop said it would refund the tickets.", {"Skyhop"}),
    ("Skyhop, a budget airline, has cancelled forty flights. Skyhop said the crews were ill.",
     {"Skyhop"}),
    ("The zoo, which lost two penguins in March, declined to comment.", {"zoo"}),
    ("The league's disciplinary panel ruled that the goal should stand.", {"disciplinary panel"}),
    ("An official who asked not to be named said the talks were over.", {"official"}),
    ("Prices rose by two per cent, the statistics office reported.", {"statistics office"}),
    ("A leaked memo seen by the Weekly Lantern warns of cracks.", {"memo", "Weekly Lantern"}),
    ("The footage was released last week by the coastguard.", {"coastguard"}),
    ("Dunmore Foods said in a statement that the biscuits were safe.", {"Dunmore Foods"}),
    ("Two diplomats briefed on the talks said the draft was dead.", {"diplomats"}),
    ("The union wants five per cent. “We will wait,” said the union.", {"union"}),
    ("The inspectors' report, obtained by Channel North, lists nine faults.",
     {"report", "Channel North"}),
    ("Doctors at St Brigid's Hospital have confirmed the diagnosis, the hospital said.",
     {"Brigid's Hospital"}),
    ("Bexley Systems lost a third of its users. The firm blamed a cable.", {"Bexley Systems"}),
    ("The Office for Fair Weather fined an airline. The office said it had lied.",
     {"Office for Fair Weather"}),
    ("The ship's operator, North Strait Ferries, confirmed the fire.", {"North Strait Ferries"}),
    ("Poland said an object had crossed the border.", {"Poland"}),
    ("Amnesty for Rivers accused the mill.", {"Amnesty for Rivers"}),
    ("An aide to Ida Mercer says the party is tired.", {"aide"}),
    ("The tape was put out by the port authority.", {"port authority"}),
    ("Ukraine's Security Service (SBU) published a call. The service named no man.", {"SBU"}),
    ("The lamp was off, investigators believe.", {"investigators"}),
    ("Villagers said they had heard a bang.", {"Villagers"}),
    ("Norway's weather service expects snow.", {"weather service"}),
    ("Police spokesman Rick Adair said the road would stay shut.", {"Police"}),
    ("Researchers at the University of Turva found that eels sleep.", {"University of Turva"}),
    ("Opposition parties walked out, saying that the vote had been bought.",
     {"Opposition parties"}),
    ("The vessel's owner, Blue Strait Lines, said the cars had burned.", {"Blue Strait Lines"}),
    ("A Turkish official, who declined to be named, was less alarmed.", {"Turkish official"}),
    ("One of the divers, who was not authorised to speak, shrugged.", {"divers"}),
    ("Figures released by the port authority show a fall.", {"port authority"}),
    ("Local media reported that the dam had burst.", {"Local media"}),
    ("The study, which has 2,300 pages, points to the roof.", {"study"}),
    ("The MoD has denied the claim.", {"MoD"}),
    ("“Back at noon,” read a note on the door.", {"note"}),
    ("According to the tide tables, it was low.", {"tide tables"}),
    ("The fire service and the police confirmed it.", {"fire service", "police"}),
]  # fmt: skip
GERMAN = [
    ("Die Aufnahme veröffentlichte der Verein im November.", {"Verein"}),
    ("Die Feuerwehr war eine Stunde im Einsatz, teilte die Leitstelle mit.", {"Leitstelle"}),
    ("Wie das Landratsamt am Montag mitteilte, bleibt die Straße gesperrt.", {"Landratsamt"}),
    ("Nach Angaben der Wasserwerke ist das Wasser sauber.", {"Wasserwerke"}),
    ("Laut einer Studie der Universität Hollern schlafen Kühe schlecht.", {"Studie"}),
    ("Das Amtsgericht hat das Urteil am Freitag veröffentlicht.", {"Amtsgericht"}),
    ("Dem Bericht zufolge fehlen elf Schrauben.", {"Bericht"}),
    ("Die Reederei Knudsen kündigte an, zwei Fähren zu verkaufen.", {"Knudsen"}),
    ("Der Naturschutzbund kritisierte den Plan.", {"Naturschutzbund"}),
    ("Die Stadtwerke wollten sich dazu nicht äußern.", {"Stadtwerke"}),
    ("Das geht aus einem Protokoll hervor, das der Redaktion vorliegt.", {"Protokoll"}),
    ("Die Hollerner Zeitung hatte zuerst darüber berichtet.", {"Hollerner Zeitung"}),
    ("Aus Kreisen der Fraktion hieß es, man sei sich einig.", {"Kreisen"}),
    ("Polizeisprecherin Eva Horn sagte, die Straße bleibe gesperrt.", {"Polizei"}),
    ("Das bestätigte eine Mitarbeiterin des Bauamts.", {"Bauamts"}),
    ("Nach ersten Erkenntnissen der Verkehrspolizei schlief er.", {"Verkehrspolizei"}),
    ("In dem Lagebericht aus Tarn heißt es, das Wasser steige.", {"Lagebericht"}),
    ("Auf einem Schild steht, das Bad sei zu.", {"Schild"}),
    ("Sie reichten einen Antrag ein. Darin heißt es, es reiche.", {"Antrag"}),
    ("Aus dem Gemeinderat war zu hören, die Brücke komme.", {"Gemeinderat"}),
    ("Das Umweltamt kam 2021 zu dem Schluss, der Fluss sei sauber.", {"Umweltamt"}),
    ("Der Bund der Fahrgäste hält das für falsch.", {"Bund der Fahrgäste"}),
    ("Ein Beamter, der namentlich nicht genannt werden will, zweifelt.", {"Beamter"}),
    ("Ein Nato-Offizier zum Blatt: „Nein.“", {"Nato-Offizier"}),
    ("Laut Zeugenaussagen winkte er.", {"Zeugenaussagen"}),
    ("Das hat das Bauamt am Dienstag auf Anfrage mitgeteilt.", {"Bauamt"}),
    ("Die Halden AG schließt ein Werk. Das Unternehmen nannte keine Zahlen.", {"Halden AG"}),
    ("Nach Angaben der Behörde Ende Mai war es kalt.", {"Behörde"}),
    ("Wie der NDX berichtete, regnet es.", {"NDX"}),
    ("Die Vereinten Nationen forderten eine Pause.", {"Vereinten Nationen"}),
    ("Ersten Ermittlungen zufolge war der Reifen platt.", {"Ermittlungen"}),
    ("Die Feuerwehr und die Polizei bestätigten den Brand.", {"Feuerwehr", "Polizei"}),
    ("Aus dem Rathaus hieß es, die Brücke bleibe zu.", {"Rathaus"}),
]  # fmt: skip
PERSONS = [
    "Nora Pell said she would stay.", "The baker told his neighbour that it rained.",
    "“No,” said the striker.", "According to Ada Moore, it rained.",
    "Council leader Tom Arkle said no.",
    "President Ida Mercer warned of rain.", "His mother says he sleeps badly.",
    "He met a friend near the court and told him of the match.", "The police dog found the ring.",
    "They waited in front of the office, and she said it was cold.",
    "“That is ours,” the skipper told the crew.", "According to my mother, it rained.",
    "She told the Harbour Gazette that she would stay.", "He told Radio Turva that it rained.",
    "The board will hear of it in the order of the day.",
    "Ada Moore said police had left.", "Opposition leader Rupert Sanz has called for a vote.",
]  # fmt: skip
PERSONEN = [
    "Onno Wiards sagte, er bleibe.", "Der Schäfer erklärte, das Tor sei zu.",
    "Laut Ida Mercer regnet es.", "Der Rat der alten Soldaten: „Nein.“",
    "Sie verteidigte den Beschluss, den sie kannte.",
    "Sie wartete vor dem Amt und sagte, es sei kalt.",
    "Die Rektorin teilte mit, die Schule bleibe zu.", "Sie sagte dem Sender Radio Turva, es regne.",
    "Sie zählte laut die Masten.", "Die Nachbarin der Schule sagte, es sei laut.",
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), ENGLISH)
def test_bodies_outlets_and_documents_are_sources(text: str, names: set[str]) -> None:
    given = [name for _, name in sources(text)]
    assert all(any(name in each for each in given) for name in names), given


@pytest.mark.parametrize(("text", "names"), GERMAN)
def test_bodies_outlets_and_documents_are_german_sources(text: str, names: set[str]) -> None:
    given = [name for _, name in sources(text, language="de")]
    assert all(any(name in each for each in given) for name in names), given


@pytest.mark.parametrize("text", PERSONS)
def test_persons_are_no_sources(text: str) -> None:
    assert sources(text) == []


@pytest.mark.parametrize("text", PERSONEN)
def test_persons_are_no_german_sources(text: str) -> None:
    assert sources(text, language="de") == []
