"""Spans as Web Annotations, out and in again."""

import json
from dataclasses import replace

import pandas as pd
import pytest

import analysis
from analysis.collecting import add_codings, export_annotations, import_annotations, list_evidence
from analysis.reading.judgements import list_judges
from analysis.reading.problems import CorpusError

TEXT = "Ice 🙂 came. The boots came late, he said. The boots leak, he said."
TEXTS = pd.DataFrame({"report_id": ["r1", "r2"], "text": [TEXT, "It rains."]})
CODES = """
report_id coder variable value    evidence
r1        ann   theme    supply   text[16:32]:_boots_came_late,
r1        ann   theme    doubt    leak
r1        ann   theme    losses   he_said
r1        ben   theme    supply   text[16:32]:_other_words
r1        ben   theme    doubt    digest[0:3]:_Ice
r2        ann   theme    conditions rain
"""


@pytest.fixture(scope="module")
def two(make_corpus):
    reports = "report dates calls\nr1 2022-05-01 k1\nr2 2022-05-02 k2"
    return make_corpus(reports, also={"codings": CODES})


def test_evidence_is_found_by_its_place_or_by_words_that_stand_once(two):
    found = list_evidence(two, TEXTS)
    places = [
        None if pd.isna(row.start) else TEXT[row.start : row.end] for row in found.itertuples()
    ]
    # "he said" stands twice, ben's words are not there, his digest is no text, "rain" is no word.
    assert places == ["boots came late,", "leak", None, None, None, None]


def test_an_annotation_has_the_span_by_place_and_by_words_and_says_who_tagged_it(two, tmp_path):
    path = export_annotations(list_evidence(two, TEXTS), TEXTS, tmp_path / "codes.jsonld")
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    first = page["items"][0]
    assert first["type"] == "Annotation"
    assert first["creator"] == {"nickname": "ann"}
    assert [each["value"] for each in first["body"]] == [
        "theme=supply", "text[16:32]: boots came late,",
    ]  # fmt: skip
    assert first["target"] == {
        "source": "texts/r1.txt",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "boots came late,",
             "prefix": "Ice 🙂 came. The ", "suffix": " he said. The boots leak, he sai"},
            {"type": "TextPositionSelector", "start": 16, "end": 32},
        ],
    }  # fmt: skip
    assert "selector" not in page["items"][2]["target"]
    assert len({each["id"] for each in page["items"]}) == 6
    again = export_annotations(list_evidence(two, TEXTS), TEXTS, path)
    assert again == path


def test_what_went_out_comes_back_and_can_be_added_as_codes(two, tmp_path):
    spans = list_evidence(two, TEXTS).assign(unsure=[True, *[False] * 5])
    back = import_annotations(export_annotations(spans, TEXTS, tmp_path / "a.jsonld"), TEXTS)
    assert back[list(spans)].equals(spans)
    own = replace(two, folder=tmp_path)
    added = add_codings(own, back.assign(coder="cy", value="losses").drop_duplicates("report_id"))
    assert added["unsure"].tolist() == [True, False]
    assert list_judges(two)["coder"].unique().tolist() == ["ann", "ben"]


def test_quotations_go_out_with_their_speakers(tmp_path):
    samples = analysis.collecting.read_samples().rename(columns={"text_id": "report_id"})
    quotes = analysis.parse_texts(samples)["quotes"]
    spans = quotes[["report_id", "start", "end", "speaker"]]
    back = import_annotations(export_annotations(spans, samples, tmp_path / "q.jsonld"), samples)
    assert back["exact"].tolist() == quotes["text"].tolist()
    assert back.loc[0, ["variable", "value"]].tolist() == ["speaker", "Soldat"]


OTHERS = [
    ("of another offset", {"start": 0, "end": 9}, "came late", "r1", (22, 31)),
    ("of words alone", None, "leak", "r1", (52, 56)),
    ("of words that stand twice", None, "boots", "r1", None),
    ("of words that are not there", {"start": 16, "end": 21}, "shoes", "r1", None),
]


@pytest.mark.parametrize(("place", "exact", "meant"), [each[1:3] + each[4:] for each in OTHERS],
                         ids=[each[0] for each in OTHERS])  # fmt: skip
def test_a_span_of_another_program_is_found_by_its_words(tmp_path, place, exact, meant):
    selectors = [{"type": "TextQuoteSelector", "exact": exact}]
    if place:
        selectors.append({"type": "TextPositionSelector", **place})
    item = {
        "target": [{"source": "https://example.org/ice", "selector": selectors}],
        "body": [
            {"purpose": "tagging", "value": "boots"},
            {"type": "TextualBody", "value": "Why?"},
        ],
        "creator": "acct:ann@example.org",
    }
    (tmp_path / "x.json").write_text(json.dumps({"total": 1, "rows": [item]}), encoding="utf-8")
    [row] = import_annotations(
        tmp_path / "x.json", TEXTS.assign(url=["https://example.org/ice", None])
    ).itertuples()
    assert (None if pd.isna(row.start) else (row.start, row.end)) == meant
    assert (row.report_id, row.exact, row.value, row.evidence) == ("r1", exact, "boots", "Why?")
    assert row.coder == "acct:ann@example.org"


def test_words_that_stand_twice_are_found_by_those_around_them(tmp_path):
    quote = {
        "type": "TextQuoteSelector",
        "exact": "boots",
        "prefix": "he said. The ",
        "suffix": " l",
    }
    item = {"target": {"source": "texts/r1.txt", "selector": quote}, "body": "wet"}
    (tmp_path / "x.json").write_text(json.dumps(item))
    [row] = import_annotations(tmp_path / "x.json", TEXTS).itertuples()
    assert (row.start, row.end, row.evidence) == (46, 51, "wet")


def test_a_source_that_is_none_of_the_texts_leaves_the_report_open(tmp_path):
    (tmp_path / "x.json").write_text(json.dumps({"target": "https://example.org/other"}))
    [row] = import_annotations(tmp_path / "x.json", TEXTS).itertuples()
    assert pd.isna(row.report_id)
    assert pd.isna(row.variable)


@pytest.mark.parametrize(
    "text", ["", "{}", "[1, 2]", '{"target": 3}', "[" * 100_000, '{"items": []}']
)
def test_what_is_no_annotation_is_refused_with_its_name(tmp_path, text):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(CorpusError, match=r"x\.json"):
        import_annotations(tmp_path / "x.json", TEXTS)


def test_a_span_beyond_its_text_is_refused(tmp_path):
    spans = pd.DataFrame({"report_id": ["r2"], "start": [3], "end": [99]})
    with pytest.raises(ValueError, match="r2 has 9 signs and no span 3:99"):
        export_annotations(spans, TEXTS, tmp_path / "x.jsonld")
    assert not (tmp_path / "x.jsonld").exists()
