"""The words of a subject are a pack; without that of the war no text is read as one of a call."""

import pytest

import analysis
from analysis.__main__ import main
from analysis.parsing.article import parse_article
from analysis.parsing.spans import CALLERS, PACKS
from analysis.parsing.tabling import parse_texts
from analysis.tables.declaring import Declaration

FLOOD = """Dyke at the mill gives way

“The water came in the night,” a woman said. “We carried chairs upstairs,” her husband told her.

A resident talked to his mother. “Stay upstairs, mum,” he told her. “I am,” the woman answered.

A soldier helped with the sandbags. “It will rain,” the soldier said.

Dorothea Lamb, the mayor, said: “We were warned at midnight.”

The mother said that nobody had warned them.
"""
WAR_OF_WATER = "It is the 300th day of the war on water in Ukraine, and on 3 May it rains again."
CALL = "“It rains,” a soldier told his mother in an intercepted call published by the SBU on 3 May."


def said(text: str, packs: list[str]) -> list[tuple[str | None, str]]:
    article = parse_article(text, packs=packs)
    return [(each.speaker, each.role) for each in (*article.quotes, *article.reported)]


def test_without_the_pack_nobody_has_a_role_in_a_call() -> None:
    assert said(FLOOD, []) == [
        ("woman", "unknown"), ("husband", "unknown"), ("resident", "unknown"),
        ("woman", "unknown"), ("soldier", "unknown"), ("Dorothea Lamb", "politician"),
        ("mother", "unknown"),
    ]  # fmt: skip


def test_with_it_who_speaks_is_read_as_a_party_of_a_call() -> None:
    roles = [role for _, role in said(FLOOD, ["war"])]
    assert roles == ["wife", "soldier", "soldier", "mother", "soldier", "politician", "mother"]
    assert said(FLOOD, ["war"]) == said(FLOOD, [*PACKS])


def test_without_it_no_day_of_the_war_dates_a_text_and_no_year_of_it_is_assumed() -> None:
    assert parse_article(WAR_OF_WATER, packs=["war"]).published.first is not None
    assert parse_article(WAR_OF_WATER, packs=[]).published[:3] == (None, None, "unknown")


def test_without_it_no_call_is_told() -> None:
    assert len(parse_article(CALL).calls) == 1
    plain = parse_article(CALL, packs=[])
    assert plain.calls == []
    assert plain.not_read == ["calls"]


def test_it_changes_who_speaks_and_not_what_is_said() -> None:
    samples = analysis.collecting.read_samples()
    plain, known = parse_texts(samples, packs=[]), parse_texts(samples)
    places = ["start", "end", "kind"]
    assert plain["quotes"][places].equals(known["quotes"][places])
    assert plain["turns"][["start", "end"]].equals(known["turns"][["start", "end"]])
    for name in ("quotes", "turns", "reported"):
        assert not plain[name]["role"].isin(CALLERS).any()
        assert known[name]["role"].isin(CALLERS).any()


def test_letters_apart_from_their_accents_are_read_with_the_same_packs() -> None:
    text = "«Llueve», dijo el soldado. La presa cedio\u0301 anoche."
    assert [each.role for each in parse_article(text, packs=[]).quotes] == ["unknown"]


def test_a_pack_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no pack floods; there are: war"):
        parse_article(FLOOD, packs=["floods"])


def test_what_a_corpus_can_declare_are_the_packs_that_there_are() -> None:
    assert Declaration().packs == PACKS


def test_the_command_takes_a_pack(tmp_path, capsys) -> None:
    path = tmp_path / "flood.txt"
    path.write_text(FLOOD)
    assert main(["parse", str(path)]) == 0
    assert "soldier" in capsys.readouterr().out.replace("soldier helped", "")
    assert main(["parse", str(path), "--pack", "none", "--json"]) == 0
    assert '"role": "wife"' not in capsys.readouterr().out
