"""A corpus as an earlier edition of it was."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis

HARBOUR = "2022-05-10-harbour-post-late-mail"
ABEND = "2022-06-abendblick-late-mail"
HEAD = "table,call_id,report_id,position,field,before,edition,reason"


@pytest.fixture
def editions(small_corpus):
    """Four reports of the first edition; one of the second, that corrects; one of none yet."""
    for name, edition in {
        HARBOUR: 1, ABEND: 1, "2022-07-03-fjordposten-wet-boots": 1,
        "2022-08-nameless-wet-boots": 1, "2023-01-20-harbour-post-long-leave": 2,
    }.items():  # fmt: skip
        small_corpus.change(f"reports/{name}.md", "\nlanguage:", f"\nedition: {edition}\nlanguage:")
    lines = small_corpus.read("codings.csv").splitlines()
    dated = [f"{line},{'1.1' if '2023-01-20' in line else '1.0'}" for line in lines[1:]]
    small_corpus.write("codings.csv", "\n".join([f"{lines[0]},codebook", *dated, ""]))
    lines = small_corpus.read("variants.csv").splitlines()
    numbered = [f"{lines[0]},edition", f"{lines[1]},1", f"{lines[2]},1", f"{lines[3]},2", ""]
    small_corpus.write("variants.csv", "\n".join(numbered))
    rows = [
        "calls,wet-boots,,,released_from,2022-05-15,2,a later report has the day",
        "calls,wet-boots,,,released_from,2022-05-20,3,and a third one a later day",
        "calls,wet-boots,,,caller_note,of the coast,2,so it was noted",
        f"tellings,,{ABEND},2,call_id,late-mail,2,it is another call",
        f"tellings,,{ABEND},2,reason,,2,it is another call",
    ]
    small_corpus.write("corrections.csv", "\n".join([HEAD, *rows, ""]))
    return small_corpus


def test_the_first_edition_has_its_reports_and_what_belongs_to_them(editions):
    first = analysis.read_corpus(editions, edition=1)
    assert first.reports["edition"].tolist() == [1, 1, 1, 1]
    assert "long-leave" not in set(first.calls["call_id"])
    assert set(first.codings["report_id"]) <= set(first.reports["report_id"])
    assert first.variants["detail"].tolist() == ["letters", "letters"]
    assert first.corrections.empty
    assert first.origin is None


def test_a_later_edition_has_the_reports_of_those_before_and_none_that_is_in_no_edition(editions):
    second = analysis.read_corpus(editions, edition=2)
    assert second.reports["edition"].tolist() == [1, 1, 1, 1, 2]
    assert len(analysis.read_corpus(editions).reports) == 6
    assert len(second.variants) == 3


def test_what_was_corrected_later_stands_as_it_stood_then(editions):
    now, second, first = (
        analysis.read_corpus(editions, edition=edition) for edition in (None, 2, 1)
    )
    calls = [each.calls.set_index("call_id").loc["wet-boots"] for each in (now, second, first)]
    days = [f"{call['released_from']:%Y-%m-%d}" for call in calls]
    assert days == ["2022-06-01", "2022-05-20", "2022-05-15"]
    assert calls[1]["caller_note"] is not calls[2]["caller_note"]
    assert calls[2]["caller_note"] == "of the coast"
    told = first.tellings.query("report_id == @ABEND")
    assert told["call_id"].tolist() == ["late-mail", "late-mail"]
    assert told["reason"].isna().all()
    assert second.tellings.query("report_id == @ABEND")["reason"].notna().any()


def test_an_edition_has_the_codebook_of_its_codes(editions):
    now, first = analysis.read_corpus(editions), analysis.read_corpus(editions, edition=1)
    assert (now.codebook.version, first.codebook.version) == ("1.1", "1.0")
    later = now.codebook.rulings[len(first.codebook.rulings) :]
    assert later == now.codebook.added["1.1"]
    assert "## Rulings added in version 1.1" in str(now.codebook)
    assert "1.1" not in str(first.codebook)
    assert "Rulings added in version 1.1" in now.codebook._repr_html_()


def test_an_edition_that_there_is_not_is_refused_with_those_that_there_are(editions, small_corpus):
    with pytest.raises(ValueError, match=r"no edition 3 of this corpus; there are: 1, 2"):
        analysis.read_corpus(editions, edition=3)


def test_a_corpus_of_before_there_were_editions_has_none_and_keeps_its_fingerprint(small_corpus):
    before = analysis.read_corpus(small_corpus)
    assert before.reports["edition"].isna().all()
    with pytest.raises(ValueError, match="there are: none"):
        analysis.read_corpus(small_corpus, edition=1)
    for path in (small_corpus.path / "reports").iterdir():
        name = f"reports/{path.name}"
        small_corpus.change(name, "\nlanguage:", "\nedition: 1\nlanguage:")
    first = analysis.read_corpus(small_corpus, edition=1)
    assert first.fingerprint == before.fingerprint
    small_corpus.change(f"reports/{HARBOUR}.md", "\nedition: 1\n", "\nedition: 2\n")
    assert analysis.read_corpus(small_corpus).fingerprint != before.fingerprint


def test_tables_that_nothing_corrects_are_those_of_now(editions):
    now, second = analysis.read_corpus(editions), analysis.read_corpus(editions, edition=2)
    ids = second.reports["report_id"]
    assert_frame_equal(
        second.codings, now.codings[now.codings["report_id"].isin(ids)].reset_index(drop=True)
    )


@pytest.mark.parametrize(
    ("row", "problem", "mend"),
    [
        ("calls,,,,gist,x,2,y", "names no row of calls", "call_id"),
        (f"calls,wet-boots,{ABEND},2,gist,x,2,y", "names no row of calls", "call_id"),
        (f"tellings,,{ABEND},,reason,x,2,y", "names no row of tellings", "position"),
        (f"tellings,,{ABEND},9,reason,x,2,y", "tells no call number 9", "position"),
        ("calls,wet-boots,,,mood,x,2,y", "column 'mood' of calls", "use one of: kind, part_of"),
        ("calls,wet-boots,,,call_id,x,2,y", "column 'call_id' of calls", "use one of"),
        ("calls,wet-boots,,,released_from,x,2,y", "released_from is 'x'", "write a day"),
        ("calls,wet-boots,,,gist,,2,y", "gist is missing", "fill in gist"),
        ("calls,wet-boots,,,released_by,KGB,2,y", "released_by is 'KGB'", "one of: HUR"),
        ("calls,dry-boots,,,gist,x,2,y", "'dry-boots' is not in the corpus's calls", "correct"),
        ("reports,wet-boots,,,gist,x,2,y", "table is 'reports'", "one of: calls, tellings"),
    ],
)
def test_a_correction_is_of_a_value_that_there_is(small_corpus, row, problem, mend):
    small_corpus.write("corrections.csv", f"{HEAD}\n{row}\n")
    found = analysis.check_corpus(small_corpus)
    assert found["file"].tolist() == ["corrections.csv"]
    assert found["line"].tolist() == [2]
    assert problem in found["problem"][0]
    assert mend in found["mend"][0]


def test_corrections_of_what_is_selected_stay(editions):
    corpus = analysis.read_corpus(editions)
    kept = corpus.select([HARBOUR]).corrections
    assert kept.empty
    kept = corpus.select([ABEND]).corrections
    assert kept["table"].value_counts().to_dict() == {"calls": 3, "tellings": 2}
    assert pd.api.types.is_integer_dtype(kept["edition"])
