"""What moved between two corpora."""

import json

import pytest

import analysis
from analysis.__main__ import main

LEAVE = "2023-01-20-harbour-post-long-leave"
HARBOUR = "2022-05-10-harbour-post-late-mail"


def moved(changes, table):
    rows = changes.rows[changes.rows["table"] == table].drop(columns="table")
    return [tuple(row) for row in rows.itertuples(index=False)]


def test_nothing_moved_between_a_corpus_and_itself(intact):
    changes = analysis.compare_corpora(intact, intact)
    assert changes.rows.empty
    assert changes.numbers.empty
    assert str(changes) == "every row is the same\nno published numbers moved"


def test_a_changed_fact_is_told_with_what_stood_there(small_corpus, intact):
    small_corpus.change(f"reports/{LEAVE}.md", "published: 2023-01-20", "published: 2023-01-21")
    small_corpus.change("calls.csv", ",SBU,2022-06-01", ",HUR,2022-06-01")
    changes = analysis.compare_corpora(intact, analysis.read_corpus(small_corpus))
    assert moved(changes, "reports") == [
        ("changed", LEAVE, "published_from", "2023-01-20", "2023-01-21"),
        ("changed", LEAVE, "published_to", "2023-01-20", "2023-01-21"),
    ]
    assert moved(changes, "calls") == [("changed", "wet-boots", "released_by", "SBU", "HUR")]
    assert "  wet-boots, released_by: SBU -> HUR" in str(changes)
    assert "reports: 1 changed" in str(changes)
    assert changes.numbers.empty


def test_another_value_is_one_change_and_a_theme_comes_or_goes(small_corpus, intact):
    certainty = f"{HARBOUR},a,certainty,attributed"
    small_corpus.change("codings.csv", certainty, certainty.replace("attributed", "asserted"))
    small_corpus.change("codings.csv", f"{HARBOUR},b,theme,supply,,false\n", "")
    small_corpus.add("codings.csv", f"{HARBOUR},b,theme,losses,,false")
    changes = analysis.compare_corpora(intact, analysis.read_corpus(small_corpus))
    assert moved(changes, "codings") == [
        ("came", f"{HARBOUR} b theme losses", "", "", ""),
        ("went", f"{HARBOUR} b theme supply", "", "", ""),
        ("changed", f"{HARBOUR} a certainty", "value", "attributed", "asserted"),
    ]
    numbers = changes.numbers
    assert set(numbers["measure"]) == {"alpha", "AC1"}  # the settled codes are as they were
    assert ("alpha", "certainty", "") in list(
        zip(numbers["measure"], numbers["variable"], numbers["value"], strict=True)
    )


def test_what_leaves_with_its_report_is_not_told_again(small_corpus, intact):
    some = intact.select(sorted(set(intact.reports["report_id"]) - {LEAVE}))
    changes = analysis.compare_corpora(some, intact)
    assert moved(changes, "reports") == [("came", LEAVE, "", "", "")]
    assert set(changes.rows["table"]) <= {"reports", "citations"}
    counts = changes.numbers.query("measure == 'number of' and variable == 'reports'")
    assert counts[["before", "after"]].to_numpy().tolist() == [[5.0, 6.0]]
    back = analysis.compare_corpora(intact, some)
    assert moved(back, "reports") == [("went", LEAVE, "", "", "")]


def test_a_citation_whose_report_is_not_there_is_another_row(intact):
    some = intact.select(sorted(set(intact.reports["report_id"]) - {LEAVE}))
    told = moved(analysis.compare_corpora(some, intact), "citations")
    assert told == [
        ("came", f"undated-river-radio-long-leave Harbour Post {LEAVE}", "", "", ""),
        ("went", "undated-river-radio-long-leave Harbour Post ", "", "", ""),
    ]


def test_a_corpus_without_codes_has_counts_alone(make_corpus):
    one = make_corpus("report dates calls\nr1 2022-05-01 k1")
    two = make_corpus("report dates calls\nr1 2022-05-01 k1\nr2 2022-05-02 k1")
    numbers = analysis.compare_corpora(one, two).numbers
    assert numbers["variable"].tolist() == ["reports", "tellings"]


def test_the_second_edition_took_nothing_away(first, whole):
    changes = analysis.compare_corpora(first, whole)
    counts = changes.rows.drop_duplicates(["table", "change", "row"])
    assert counts.groupby(["table", "change"]).size().to_dict() == {
        ("reports", "came"): 390, ("calls", "came"): 80, ("calls", "changed"): 16,
        ("tellings", "changed"): 2, ("variants", "came"): 402, ("corrections", "came"): 37,
    }  # fmt: skip
    numbers = changes.numbers.set_index(["measure", "variable", "value"])
    assert numbers.loc[("number of", "groups that share no call", "")].tolist() == [84, 138]
    assert numbers.loc[("share of reports", "theme", "losses")].round(3).tolist() == [0.579, 0.452]


def test_the_command_takes_editions_and_folders(small_corpus, intact, capsys):
    assert main(["diff", str(small_corpus.path), str(small_corpus.path)]) == 0
    assert capsys.readouterr().out == "every row is the same\nno published numbers moved\n"
    small_corpus.change("calls.csv", ",SBU,2022-06-01", ",HUR,2022-06-01")
    assert main(["diff", str(intact.folder), str(small_corpus.path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["old"] == intact.fingerprint != told["new"]
    assert told["numbers"] == []
    assert told["rows"] == [
        {"table": "calls", "change": "changed", "row": "wet-boots", "field": "released_by",
         "before": "SBU", "after": "HUR"}
    ]  # fmt: skip


@pytest.mark.parametrize(("old", "said"), [("7", "no edition 7"), ("nowhere", "does not exist")])
def test_what_is_not_there_is_said(old, said, capsys):
    assert main(["diff", old, "1"]) == 1
    assert said in capsys.readouterr().err
