"""Who speaks in languages other than English and German: a language is a file of words."""

import json
from functools import cache
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.parsing.article import parse_article, unread_parts
from analysis.parsing.wordlists import read_languages, read_words
from tests.parsing.speaking import FOLDER, evaluate

MORE = ("es", "fr", "it", "pl", "ru", "uk")
NEEDED = ("cue_verbs", "cue_according", "asking", "that", "people", "prepositions", "connectives")


def said(text: str) -> list[tuple[str, str | None]]:
    """What is quoted, and who says it."""
    article = parse_article(text)
    return [(text[each.start : each.end], each.speaker) for each in article.quotes]


def spoken(text: str) -> list[tuple[str, str]]:
    """The turns, and in what role each is spoken."""
    return [(text[each.start : each.end], each.role) for each in parse_article(text).turns]


@cache
def rates() -> dict[str, dict[str, float]]:
    return evaluate(FOLDER / "more")


@pytest.mark.parametrize("language", MORE)
def test_a_language_has_the_lists_that_speech_needs(language: str) -> None:
    lists = read_languages()[language]
    assert [name for name in NEEDED if not lists.get(name)] == []


@pytest.mark.parametrize("language", MORE)
def test_no_small_word_of_another_language_is_a_frequent_one_of_english(language: str) -> None:
    frequent = set(read_words("stopwords")["en"]) - {"do"}  # neither list of verbs nor names
    small = ("prepositions", "determiners", "connectives", "subject_pronouns", "object_articles")
    found = {word for name in small for word in read_languages()[language].get(name, ())}
    assert found & frequent == set()


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "„Most jest zamknięty” – poinformował starosta Jan Wilga.",
            "Most jest zamknięty",
            "Wilga",
        ),
        ("„Nie ma prądu”, narzeka sołtyska.", "Nie ma prądu", "sołtyska"),
        ("Radna Ewa Lis dodała: „Poczekamy do wiosny”.", "Poczekamy do wiosny", "Ewa Lis"),
        ("«Міст закрили на ремонт», — повідомила мерка Ольга Кравець.", "Міст закрили", "Кравець"),
        ("Лікар Іван Сова пояснив: «Черги вже немає».", "Черги вже немає", "Іван Сова"),
        ("«Мост закрыли на ремонт», — сообщил мэр Олег Лунин.", "Мост закрыли", "Лунин"),
        ("Врач Анна Белкина добавила: «Очереди больше нет».", "Очереди больше нет", "Белкина"),
        ("«El puente sigue cerrado», dijo el alcalde el lunes.", "El puente", "alcalde"),
        ("La alcaldesa Rosa Vidal añadió: “Falta dinero y falta tiempo”.", "Falta dinero", "Vidal"),
        ("« Le pont reste fermé », a déclaré la maire Jeanne Morel.", "Le pont reste", "Morel"),
        ("L’élu Paul Rivet a ajouté : « Il manque un million d’euros ».", "Il manque", "Rivet"),
        ("«Il ponte resta chiuso», ha detto la sindaca Anna Bo.", "Il ponte resta", "Anna Bo"),
        ("Il medico Ugo Neri spiega: “La coda è finita da un mese”.", "La coda", "Ugo Neri"),
    ],
)
def test_who_stands_beside_a_verb_of_saying_speaks(text: str, words: str, speaker: str) -> None:
    found = [who for quoted, who in said(text) if quoted.startswith(words)]
    assert [speaker in (who or "") for who in found] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Żona rozmawia z żołnierzem. Ona płacze. „Wróć do domu, proszę”, powiedziała.",
        "Дружина говорить із солдатом. Вона плаче. «Вертайся додому, прошу», — сказала.",
        "Жена говорит с солдатом. Она плачет. «Возвращайся домой, прошу», — сказала.",
    ],
)
def test_the_ending_of_a_verb_tells_her_from_him(text: str) -> None:
    assert [each.role for each in parse_article(text).quotes] == ["wife"]


@pytest.mark.parametrize(
    "text",
    [
        "El alcalde llegó tarde. “El puente se cae desde hace años”, dijo.",
        "Il sindaco è arrivato tardi. «Il ponte cade da molti anni», ha spiegato.",
        "Burmistrz przyjechał późno. „Most się sypie od wielu lat”, powiedział.",
        "Мэр приехал поздно. «Мост сыплется уже много лет», — сказал.",
    ],
)
def test_a_verb_without_a_pronoun_is_of_whom_the_sentence_before_is_about(text: str) -> None:
    (quote,) = parse_article(text).quotes
    assert (quote.role, quote.cue and quote.cue.start > quote.end) == ("politician", True)


def test_a_verb_without_a_pronoun_that_can_mean_nobody_names_nobody() -> None:
    (quote,) = parse_article("“El puente se cae desde hace años”, dijo.").quotes
    assert (quote.speaker, quote.role) == (None, "unknown")


def test_a_sentence_of_its_own_between_marks_is_speech_however_short() -> None:
    text = "„Mieliśmy szczęście”, powiedział trener Jan Lis. „Resztę zrobił wiatr”."
    assert [each.kind for each in parse_article(text).quotes] == ["speech", "speech"]


def test_a_mark_behind_an_elided_word_opens() -> None:
    text = "L’élue parle d’« abandon total de la montagne » et d’« oubli »."
    quotes = [words for words, _ in said(text)]
    assert quotes == ["abandon total de la montagne", "oubli"]


def test_a_part_of_a_word_is_no_word_of_another_language() -> None:
    # “th|en”: forty letters before the inner mark a word is cut, and Spanish has `en`.
    text = (
        "“And then this councillor comes out and says, ‘Madam, we have nobody by that name.’ Yes.”"
    )
    assert said(text)[1] == ("Madam, we have nobody by that name.", "this councillor")


def test_a_call_sign_behind_a_dash_is_no_speech() -> None:
    (quote,) = parse_article("Позивний командира в розмові — «Лісник».").quotes
    assert quote.kind == "term"


def test_nouns_in_a_case_that_no_subject_has_do_not_speak() -> None:
    (quote,) = parse_article("Солдат сказал матери: «Сапог у нас больше нет».").quotes
    assert quote.role == "soldier"
    (quote,) = parse_article("Żołnierz powiedział żonie: „Nie mamy już butów”.").quotes
    assert quote.role == "soldier"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("– Czekamy od rana – mówi sołtys Adam Wrona. – Nikt nie przyjechał.",
         [("Czekamy od rana", "Adam Wrona"), ("Nikt nie przyjechał.", "Adam Wrona")]),
        ("— Мы ждем, — сказал мэр. — Скоро придет автобус!",
         [("Мы ждем", "мэр"), ("Скоро придет автобус!", "мэр")]),
        ("— Чекаємо, — каже сусідка, — бо іншого нема.",
         [("Чекаємо", "сусідка"), ("бо іншого нема.", "сусідка")]),
        ("—No hay luz —dice la vecina—. Nadie viene.",
         [("No hay luz", "vecina"), ("Nadie viene.", "vecina")]),
        ("Adam Wrona stał przy moście. – Czekamy od rana – powiedział sołtys Wrona. – Bez skutku.",
         [("Czekamy od rana", "Adam Wrona"), ("Bez skutku.", "Adam Wrona")]),
        ("– Aspettiamo – dice la vicina di casa.", [("Aspettiamo", "vicina di casa")]),
    ],
)  # fmt: skip
def test_a_dash_begins_speech_where_a_verb_of_saying_is_inserted(
    line: str, expected: list[tuple[str, str]]
) -> None:
    assert said(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "– Milk – bread – and salt",
        "— If you see him — tell him to call.",
        "– Our one – the commander – he said it is so.",
        "– Pierwszy punkt – most",
    ],
)
def test_a_dash_without_a_verb_and_its_subject_parts_no_speech(line: str) -> None:
    assert said(line) == []


def test_lines_of_a_dialogue_in_one_paragraph_are_turns_each() -> None:
    text = "Солдат телефонує матері.\n\n— Ти де? — У бліндажі. — А хлопці? — Сплять."
    assert [words for words, _ in spoken(text)] == ["Ти де?", "У бліндажі.", "А хлопці?", "Сплять."]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Żona", "Żołnierz"), ("Дружина", "Солдат"), ("Жена", "Солдат"), ("Esposa", "Soldado"),
     ("La femme", "Le soldat"), ("Moglie", "Soldato")],
)  # fmt: skip
def test_labels_name_wife_and_soldier(first: str, second: str) -> None:
    text = f"{first}: Ha?\n{second}: Hm.\n{first}: Oh!\n{second}: Hm."
    assert [role for _, role in spoken(text)] == ["wife", "soldier", "wife", "soldier"]


def test_quotations_of_texts_in_six_languages_are_found() -> None:
    found = rates()
    assert [group for group in found if found[group]["quotations F1"] < 0.94] == []
    assert found["open"]["quotations F1"] >= 0.99
    assert found["kept"]["quotations F1"] >= 0.97


def test_speakers_of_texts_in_six_languages_are_right() -> None:
    found = rates()
    assert found["open"]["speaker right of given"] >= 0.85
    assert found["kept"]["speaker right of given"] >= 0.73
    assert min(found["open"]["speaker end to end"], found["kept"]["speaker end to end"]) >= 0.72
    assert found["kept"]["turns found"] == 1.0
    assert found["kept"]["reported recall"] >= 0.8


def test_parts_that_have_no_words_of_a_language_are_named() -> None:
    assert unread_parts("en") == unread_parts("de") == []
    assert unread_parts("uk") == ["sources", "markers", "calls"]
    assert unread_parts("fi") == ["speakers", "reported", "sources", "markers", "calls"]
    assert unread_parts("und") == ["sources", "markers"]


def test_what_is_not_read_is_said_and_no_dash_for_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Żołnierz powiedział matce, że nie ma wody i że nie wie, kto ją przywiezie."
    path = tmp_path / "woda.txt"
    path.write_text(text, encoding="utf-8")
    assert main(["parse", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["not_read"] == ["sources", "markers", "calls"]
    assert main(["parse", str(path)]) == 0
    told = capsys.readouterr().out
    assert "not read in this language: sources, markers, calls\n" in told
    assert "markers: 0\nnot read in this language\n" in told
    assert "turns: 0\n-\n" in told
