"""Whole texts: every part is where it says, nothing crashes, the figures stay what they were."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.__main__ import main
from analysis.parsing import article as module
from analysis.parsing.article import parse_article
from analysis.parsing.tabling import PLACES, TABLES, article_data, article_tables
from tests.parsing.evaluation import evaluate, read_gold, read_samples

SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = read_samples()
WORDS = (
    "“It rains,”", "“Still?”", "the soldier", "his mother", "she", "he", "said", "asks", "told",
    "Dima", "that the coats", "never came.", "According to", "“Mud", "is deep.", ":", "Der Soldat",
    "sagte, er habe", "nichts.", "\n", "Ada Moore, an analyst,", "adding", "“Dima”", "was told",
)  # fmt: skip


def test_speaker_and_cue_stand_at_their_offsets_where_the_text_names_them() -> None:
    text = "“It rains,” the soldier said.\n\n“It pours.”\n\nHe said that it dripped a lot."
    article = parse_article(text)
    (first, second), tables = article_data(article)["quotes"], article_tables(article)
    assert text[first["speaker_start"] : first["speaker_end"]] == first["speaker"] == "soldier"
    assert text[first["cue_start"] : first["cue_end"]] == first["cue"] == "said"
    assert second["speaker"] == "soldier"
    assert second["speaker_start"] is second["cue_start"] is None
    for table in (tables["quotes"], tables["reported"]):
        assert table[list(PLACES)].dtypes.eq("Int64").all()
    assert tables["reported"]["cue_start"].notna().all()


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_offsets_of_speakers_and_cues_are_those_of_their_words(text: str) -> None:
    article = parse_article(text)
    for table in (article_tables(article)[name] for name in ("quotes", "reported")):
        for row in table.itertuples():
            for what in ("speaker", "cue"):
                start, end = getattr(row, f"{what}_start"), getattr(row, f"{what}_end")
                assert pd.isna(start) or text[start:end] == getattr(row, what)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_every_table_is_what_stands_at_its_offsets(name: str) -> None:
    text = SAMPLES[name].text
    for table in article_tables(parse_article(text)).values():
        for row in table.itertuples():
            assert text[row.start : row.end] == row.text


def test_the_samples_are_parsed_as_well_as_before() -> None:
    rates = evaluate(SAMPLES)["all"]
    assert rates["quotations F1"] == 1.0
    assert rates["roles right"] >= 0.95
    assert rates["turns found"] == 1.0
    assert rates["furniture found"] >= 0.99
    assert rates["body lost"] == 0.0
    assert rates["markers F1"] == 1.0
    assert rates["dates right"] == 1.0


DATA = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("folder", ["practice", "unseen"])
def test_written_articles_are_parsed_as_well_as_before(folder: str) -> None:
    rates = evaluate(read_samples(DATA / folder))["all"]
    assert rates["quotations F1"] >= 0.99
    assert rates["kinds right"] >= 0.96
    assert rates["roles right"] >= 0.95
    assert rates["turns found"] == 1.0
    assert rates["furniture found"] >= 0.95
    assert rates["body lost"] <= 0.005
    assert rates["markers F1"] >= 0.9
    assert rates["dates right"] == 1.0


def test_articles_written_blind_are_parsed_as_well_as_before() -> None:
    rates = evaluate(read_samples(DATA / "blind"))["all"]
    assert rates["quotations F1"] >= 0.98
    assert rates["kinds right"] >= 0.93
    assert rates["roles right"] >= 0.90
    assert rates["turns found"] == 1.0
    assert rates["furniture found"] >= 0.97
    assert rates["body lost"] <= 0.005
    assert rates["markers F1"] >= 0.93
    assert rates["dates right"] == 1.0


@pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the annotated texts are not here")
def test_the_annotated_texts_are_parsed_as_well_as_before() -> None:
    rates = evaluate(read_gold(SHARED / "originals", SHARED / "gold"))["all"]
    assert rates["quotations F1"] >= 0.97
    assert rates["roles right"] >= 0.93
    assert rates["furniture found"] >= 0.95
    assert rates["body lost"] <= 0.005
    assert rates["dates right"] == 1.0


def test_quotation_knows_its_call() -> None:
    text = (
        "The SBU published two calls. In the call a soldier says: “Only mud here.”\n\n"
        "In another call, a wife complains: “No letters at all.”\n\n"
        "“They are tired,” a spokesman said.\n"
    )
    data = article_data(parse_article(text))
    assert [quote["call"] for quote in data["quotes"]] == [0, 1, None]
    assert len(data["calls"]) == 2
    assert list(article_tables(parse_article(text))["quotes"]["call"].fillna(-1)) == [0, 1, -1]


def test_reported_speech_and_furniture_within_a_line_are_in_the_data() -> None:
    text = "date 2023-03-01 Home page politics\n\nThe soldier said that the coats were sold.\n"
    data = article_data(parse_article(text))
    assert [text[each["start"] : each["end"]] for each in data["furniture"]] == [
        "Home page politics"
    ]
    (reported,) = data["reported"]
    assert text[reported["start"] : reported["end"]] == "the coats were sold"
    assert (reported["speaker"], reported["role"], reported["cue"]) == ("soldier",) * 2 + ("said",)


def test_furniture_gives_no_marker_source_or_date() -> None:
    text = (
        "The service published the call on 3 May 2022.\n\n"
        "READ MORE: Mayor allegedly resigned on 9 January 2024, says the Gazette\n"
    )
    article = parse_article(text)
    cut = text.index("READ MORE")
    assert [each.start for each in article.markers if each.start >= cut] == []
    assert [each.start for each in article.sources if each.start >= cut] == []
    assert article.published.first is None or article.published.first.year == 2022


def test_the_command_prints_the_parts_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes("Posted on 3 May 2022\r\n\r\n“It rains,” the soldier said.\r\n".encode())
    assert main(["parse", str(path), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    parts = {"published", "paragraphs", "quotes", "turns", "markers", "sources", "calls"}
    assert parts <= set(data)
    assert (data["published"]["from"], data["published"]["to"]) == ("2022-05-03", "2022-05-03")
    text = path.read_bytes().decode()
    (quote,) = data["quotes"]
    assert text[quote["start"] : quote["end"]] == "It rains,"
    assert (quote["role"], quote["cue"]) == ("soldier", "said")


def test_the_command_names_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    assert main(["parse", str(tmp_path / "missing.txt")]) == 1
    assert "missing.txt" in capsys.readouterr().err


def test_many_texts_keep_their_keys() -> None:
    texts = analysis.collecting.read_samples()
    quotes = analysis.parse_texts(texts)["quotes"]
    assert set(quotes["text_id"]) == set(texts["text_id"])
    assert quotes.columns[0] == "text_id"


def test_texts_are_parsed_once_and_only_as_far_as_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("parse_paragraphs", "attribute_quotes", "parse_published"):
        found = getattr(module, name)
        monkeypatch.setattr(module, name, partial(_counted, asked, name, found))
    parsed = analysis.parse_texts(analysis.collecting.read_samples())
    assert asked == []
    assert len(parsed["paragraphs"]) == len(parsed["paragraphs"]) > 0
    assert set(asked) == {"parse_paragraphs"}
    assert list(analysis.parse_texts(parsed)) == list(TABLES)
    assert len(parsed["quotes"]) > 0
    assert [asked.count(name) for name in ("parse_paragraphs", "attribute_quotes")] == [
        len(parsed.articles)
    ] * 2


def test_texts_that_are_handed_on_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, corpus = analysis.collecting.read_samples(), analysis.read_corpus()
    two = {"by": "text_id", "groups": ("harbour-courier", "morning-ferry")}
    ways = [
        analysis.count_speech,
        analysis.matching.find_copies,
        lambda given: analysis.find_words(given, "boot*", column="text", part="own"),
        lambda given: analysis.compare_words(given, **two, background=given),
        lambda given: analysis.matching.find_candidates(corpus, given, most=1),
        lambda given: analysis.matching.find_evidence(
            corpus, given, "call-archive", "sham-marriage-2022-06"
        ),
        lambda given: analysis.explore_words(corpus, given, words="b*", place="own").selected(),
    ]
    meant = [way(texts) for way in ways]
    asked: list[str] = []
    parse = partial(_counted, asked, "parsed", module.parse_paragraphs)
    monkeypatch.setattr(module, "parse_paragraphs", parse)
    parsed = analysis.parse_texts(texts)
    for way, table in zip(ways, meant, strict=True):
        pd.testing.assert_frame_equal(way(parsed), table)
    kept = analysis.matching.keep_articles(parsed)
    assert len(asked) == len(texts)
    pd.testing.assert_frame_equal(kept.frame, analysis.matching.keep_articles(texts))
    assert kept.articles == parsed.articles


def _counted(
    asked: list[str], name: str, found: Callable, *given: object, **more: object
) -> object:
    asked.append(name)
    return found(*given, **more)
