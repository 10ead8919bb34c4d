"""A corpus that declares itself half-filled may lack what a finished one needs."""

import json

import pytest

import analysis
from analysis.reading.declaration import read_declaration
from analysis.reading.problems import CorpusError

REPORT = "---\noutlet: Quay Post\npublished: 2022-07-03\n---\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "wet-boots.md").write_text(REPORT)
    (tmp_path / "corpus.yml").write_text("title: Boots\nhalf_filled: true\n")
    return tmp_path


def test_a_half_filled_report_may_lack_kind_calls_and_digest(folder) -> None:
    [report] = analysis.read_corpus(folder).reports.to_dict("records")
    assert report["outlet"] == "Quay Post"
    assert (report["date_basis"], report["language"], report["read"]) == ("stated", "und", "whole")
    assert analysis.read_corpus(folder).reports[["outlet_kind", "digest"]].isna().all(axis=None)
    assert analysis.read_corpus(folder).tellings.empty


def test_a_half_filled_report_without_a_day_is_undated(folder) -> None:
    (folder / "reports" / "wet-boots.md").write_text("---\noutlet: Quay Post\n---\n")
    [report] = analysis.read_corpus(folder).reports.to_dict("records")
    assert report["date_basis"] == "unknown"
    assert report["published_from"] is None or report["published_from"] != report["published_from"]


def test_a_call_of_a_half_filled_report_may_lack_its_gist_and_roles(folder) -> None:
    path = folder / "reports" / "wet-boots.md"
    path.write_text(REPORT.replace("---\n", "---\ncalls:\n- caller_role: soldier\n", 1))
    [telling] = analysis.read_corpus(folder).tellings.to_dict("records")
    assert (telling["caller_role"], telling["callee_role"]) == ("soldier", "unknown")


@pytest.mark.parametrize("said", ["", "half_filled: false\n"])
def test_without_the_word_the_same_report_is_asked_for_all(folder, said) -> None:
    (folder / "corpus.yml").write_text(said or "title: Boots\n")
    found = analysis.check_corpus(folder)["problem"].tolist()
    for key in ("outlet_kind", "language", "calls"):
        assert f"key `{key}` is missing" in found


def test_what_is_there_is_held_to_the_rules_all_the_same(folder) -> None:
    path = folder / "reports" / "wet-boots.md"
    path.write_text(REPORT.replace("2022-07-03", "2022-02-30"))
    assert "not a date" in analysis.check_corpus(folder)["problem"][0]
    path.write_text(REPORT.replace("outlet:", "outlett:"))
    assert "`outlett` is unknown" in analysis.check_corpus(folder)["problem"][0]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("half_filled: yes\n", "half_filled is 'yes'"),
        ("halffilled: true\n", "key `halffilled` is unknown"),
        ("- a\n", "is not a list of `key: value`"),
    ],
)
def test_a_declaration_that_cannot_be_read_is_named(folder, said, problem) -> None:
    (folder / "corpus.yml").write_text(said)
    found = analysis.check_corpus(folder)
    assert problem in found.loc[found["file"] == "corpus.yml", "problem"].iloc[0]
    with pytest.raises(CorpusError, match=r"corpus\.yml"):
        analysis.read_corpus(folder)


FLOODS = """
title: Floods on the river Aller, as papers told them
licence: CC-BY-4.0
noun: [event, events]
window: 2021-01/2021-12
roles: [mayor, resident, firefighter]
issuers: [Water Board, Fire Service]
channels: [radio, website]
outlet_kinds: [local paper, regional paper]
aspects: [number, place]
columns:
  reports:
    severity: how grave the outlet calls it
  calls:
    basin: the river basin
"""
FLOOD = """---
outlet: Aller Post
outlet_kind: local paper
published: 2021-03-04
date_basis: stated
language: en
read: whole
severity: grave
calls:
- gist: The dyke at the mill gave way in the night, and nobody was hurt.
  caller_role: mayor
  callee_role: unknown
  released_by: Water Board
  channel: radio
---
"""


@pytest.fixture
def floods(tmp_path):
    (tmp_path / "corpus.yml").write_text(FLOODS)
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "aller-dyke.md").write_text(f"{FLOOD}{'A dyke gave way. ' * 12}\n")
    head = "call_id,kind,part_of,title,gist,caller_role,caller_note,callee_role,callee_note,"
    head += "released_by,released_from,released_to,release_note,basin\n"
    row = "dyke,call,,The dyke,It broke.,mayor,,unknown,,Water Board,2021-03-03,2021-03-03,,Aller\n"
    (tmp_path / "calls.csv").write_text(head + row)
    link = "report_id,position,call_id,confidence,reason\naller-dyke,1,dyke,sure,\n"
    (tmp_path / "tellings.csv").write_text(link)
    return tmp_path


def test_a_corpus_speaks_its_own_words(floods) -> None:
    corpus = analysis.read_corpus(floods)
    assert corpus.declared.noun == ("event", "events")
    assert f"{corpus.declared.window}" == "2021-01-01/2021-12-31"
    assert corpus.tellings["caller_role"].tolist() == ["mayor"]
    assert corpus.reports["severity"].tolist() == ["grave"]
    assert corpus.calls["basin"].tolist() == ["Aller"]
    assert corpus.select(corpus.reports["report_id"]).declared is corpus.declared


def test_the_words_of_the_kit_are_none_of_a_corpus_that_has_its_own(floods) -> None:
    path = floods / "reports" / "aller-dyke.md"
    path.write_text(path.read_text().replace("role: mayor", "role: soldier"))
    [row] = analysis.check_corpus(floods).query("file != 'tellings.csv'").to_dict("records")
    assert row["problem"] == "caller_role is 'soldier'"
    assert row["mend"] == "expected one of: mayor, resident, firefighter, unknown"


def test_tables_are_described_in_the_words_of_the_corpus(floods, tmp_path_factory) -> None:
    corpus = analysis.read_corpus(floods)
    page = analysis.describe("reports", corpus=corpus)
    assert "(local paper, regional paper)" in page
    assert "| severity | text | how grave the outlet calls it | not said |" in page
    folder = tmp_path_factory.mktemp("export")
    analysis.collecting.export_corpus(corpus, folder)
    package = json.loads((folder / "datapackage.json").read_text())
    assert package["title"] == "Floods on the river Aller, as papers told them"
    assert package["name"] == "floods-on-the-river-aller"
    [licence] = package["licenses"]
    assert licence["name"] == "CC-BY-4.0"
    assert licence["path"] == "https://creativecommons.org/licenses/by/4.0/"
    fields = package["resources"][0]["schema"]["fields"]
    assert fields[-1]["name"] == "severity"
    assert "severity" in (folder / "reports.csv").read_text().splitlines()[0]


@pytest.mark.parametrize(
    ("said", "packs"),
    [
        ("title: Boots\n", ("war",)),
        ("roles: [mayor]\n", ()),
        ("roles: [soldier, mayor]\npacks: [war]\n", ("war",)),
    ],
)
def test_a_corpus_with_roles_of_its_own_is_about_no_war_unless_it_says_so(
    tmp_path, said, packs
) -> None:
    (tmp_path / "corpus.yml").write_text(said)
    declared, problems = read_declaration(tmp_path)
    assert (declared.packs, problems) == (packs, [])


def test_a_chain_starts_with_an_issuer_that_the_corpus_declares(floods) -> None:
    (floods / "citations.csv").write_text(
        "report_id,source,source_report_id,evidence\naller-dyke,Water Board,,named\n"
    )
    trace = analysis.trace_call(analysis.read_corpus(floods), "dyke")
    assert trace.call["releaser"] == "Water Board"
    assert trace.edges["issuer"].tolist() == [True]
    assert trace.tellings["step"].tolist() == [1]


def test_drafts_ask_for_the_words_of_the_corpus(floods, tmp_path_factory) -> None:
    page = tmp_path_factory.mktemp("pages") / "gauge.txt"
    page.write_text(
        "Gauge at the mill\n\n“It rose by a metre,” a soldier told his mother by phone."
    )
    corpus = analysis.read_corpus(floods)
    analysis.collecting.add_texts(page, corpus=corpus, to=floods / "texts")
    [draft] = analysis.collecting.read_drafts(floods / "texts")["draft"]
    assert "outlet_kind is missing; one of: local paper, regional paper" in draft
    assert "caller_role: soldier" not in draft


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("noun: event\n", "`noun` holds no list of words"),
        ("noun: [event]\n", "noun has 1 words"),
        ("coder: [reader]\n", "coder has 1 words"),
        ("terms: what they mean\n", "`terms` holds one without words"),
        ("terms: {Dates: [a, b]}\n", "`terms` holds one without words"),
        ("roles: [mayor, mayor]\n", "`roles` has 'mayor' twice"),
        ("title: [Boots]\n", "`title` is not a single value"),
        ("packs: [floods]\n", "packs has 'floods'"),
        ("window: 2023/2021\n", "window is '2023/2021'"),
        ("window: soon\n", "window is 'soon'"),
        ("columns: {codings: {mood: how}}\n", "columns of `codings`"),
        ("columns: {reports: [mood]}\n", "columns of `reports`"),
        ("columns: {reports: {outlet: how}}\n", "reports can have no column 'outlet' of its own"),
        ("columns: {reports: {My Mood: how}}\n", "no column 'My Mood' of its own"),
        ('title: "a\\x07b"\n', "holds a control character"),
    ],
)
def test_what_is_wrong_with_a_declaration_is_named(floods, said, problem) -> None:
    (floods / "corpus.yml").write_text(said)
    found = analysis.check_corpus(floods)
    assert problem in "\n".join(found.loc[found["file"] == "corpus.yml", "problem"])
