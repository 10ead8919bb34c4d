"""Confirmed links: written once, whole, beside the user's own texts, and readable as tellings."""

from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.reading.csvtables import read_csv_rows
from analysis.tables import CSV_SCHEMAS

REPORT = """---
outlet: River Radio
outlet_kind: broadcaster
published: 2022-07-09
date_basis: stated
language: en
read: whole
calls:
- gist: Boots stay wet.
  caller_role: soldier
  callee_role: wife
  released_by: SBU
- gist: Letters come late.
  caller_role: soldier
  callee_role: mother
  released_by: HUR
---

The station retells two calls. In the first a man says that his boots have not dried for weeks, in
the second another one that letters from home arrive late. It names the services that put them
out, and it says that nobody could check the recordings, which were short and hard to follow.
"""


def chosen(*rows: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["text_id", "call_id"])


def test_rows_become_links_of_the_corpus(small_corpus) -> None:
    report_id = "2022-07-09-river-radio-wet-boots"
    corpus = analysis.read_corpus(small_corpus)
    links = chosen((report_id, "wet-boots"), (report_id, "late-mail"))
    rows = analysis.collecting.add_links(corpus, links, confidence="sure")
    assert rows["position"].tolist() == [1, 2]
    written = small_corpus.path / "texts" / "drafts" / "tellings.csv"
    small_corpus.write(f"reports/{report_id}.md", REPORT)
    for line in written.read_text().splitlines()[1:]:
        small_corpus.add("tellings.csv", line)
    told = analysis.read_corpus(small_corpus).tellings.query("report_id == @report_id")
    assert told["call_id"].tolist() == ["wet-boots", "late-mail"]
    assert set(told["confidence"]) == {"sure"}


def test_nothing_is_written_over_and_then_nothing_else_is_written(
    intact: analysis.Corpus, tmp_path: Path
) -> None:
    analysis.collecting.add_links(intact, chosen(("one", "late-mail")), to=tmp_path)
    before = (tmp_path / "tellings.csv").read_bytes()
    both = chosen(("two", "late-mail"), ("one", "wet-boots"))
    with pytest.raises(ValueError, match=r"one has its links in .*tellings\.csv"):
        analysis.collecting.add_links(intact, both, to=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["tellings.csv"]
    assert (tmp_path / "tellings.csv").read_bytes() == before


def test_links_of_another_text_are_added_to_those_that_are_there(
    intact: analysis.Corpus, tmp_path: Path
) -> None:
    analysis.collecting.add_links(intact, chosen(("one", "late-mail")), to=tmp_path)
    analysis.collecting.add_links(
        intact, chosen(("two", "late-mail"), ("two", "wet-boots")), to=tmp_path
    )
    assert (tmp_path / "tellings.csv").read_text().splitlines()[1:] == [
        "one,1,late-mail,likely,", "two,1,late-mail,likely,", "two,2,wet-boots,likely,"
    ]  # fmt: skip


def test_reason_and_confidence_are_kept(intact: analysis.Corpus, tmp_path: Path) -> None:
    rows = analysis.collecting.add_links(
        intact, chosen(("one", "late-mail")), confidence="possible", reason="a, b", to=tmp_path
    )
    read = pd.read_csv(tmp_path / "tellings.csv")
    assert read.to_numpy().tolist() == rows.to_numpy().tolist()
    assert rows[["confidence", "reason"]].to_numpy().tolist() == [["possible", "a, b"]]


@pytest.mark.parametrize(
    ("rows", "options", "error"),
    [
        ([("one", "no-call")], {}, KeyError("no such call: no-call")),
        ([("../one", "late-mail")], {}, ValueError("cannot be the id")),
        ([("one", "late-mail")], {"confidence": "certain"}, ValueError("expected one of sure")),
        ([("one", "late-mail")] * 2, {}, ValueError("late-mail is chosen twice for one")),
        ([("2022-06-abendblick-late-mail", "late-mail")], {}, ValueError("has its links")),
    ],
)
def test_what_cannot_be_a_link_is_refused_and_nothing_written(
    rows, options, error, intact: analysis.Corpus, tmp_path: Path
) -> None:
    with pytest.raises(type(error), match=error.args[0]):
        analysis.collecting.add_links(intact, chosen(*rows), to=tmp_path / "new", **options)
    assert list(tmp_path.iterdir()) == []


def test_candidates_can_be_confirmed_as_they_are(intact: analysis.Corpus, tmp_path: Path) -> None:
    text = "A man near Lowmarsh told his mother that 12 letters reached him late."
    texts = pd.DataFrame({"text_id": ["mine"], "text": [text]})
    found = analysis.matching.find_candidates(intact, texts)
    rows = analysis.collecting.add_links(intact, found[found["rank"] == 1], to=tmp_path)
    assert rows["call_id"].tolist() == ["late-mail"]


def test_chosen_rows_without_a_call_are_refused(corpus, tmp_path):
    with pytest.raises(KeyError, match="no column 'call_id'"):
        analysis.collecting.add_links(corpus, pd.DataFrame({"text_id": ["a"]}), to=tmp_path)


@pytest.mark.parametrize("reason", ["a\rb", "a\nb", 'a"b', "a, b"])
def test_every_reason_comes_back_as_it_is(reason, intact: analysis.Corpus, tmp_path: Path) -> None:
    for name in ("one", "two"):
        analysis.collecting.add_links(
            intact, chosen((name, "late-mail")), reason=reason, to=tmp_path
        )
    rows, problems = read_csv_rows(tmp_path, CSV_SCHEMAS["tellings"])
    assert problems == []
    assert [row.values["reason"] for row in rows] == [reason, reason]
