"""A study with a codebook of its own: other variables, and names that the kit uses for others."""

import warnings
from pathlib import Path

import pytest

import analysis
from analysis.measuring.retelling.sources import compare_with_sources, within_calls
from analysis.measuring.variables import measure_reports, measure_wording, variables
from analysis.reading.corpus import Corpus

VALUES = "values: {grim: {title: Grim, present_when: it is}, calm: {title: Calm, present_when: no}}"
CODEBOOK = "\n".join(
    [
        "version: '1'",
        "variables:",
        *(
            f"  {name}: {{question: How?, coded: {coded}, {VALUES}}}"
            for name, coded in (("tone", "one"), ("distance", "present"))
        ),
        "",
    ]
)


@pytest.fixture
def own(small_corpus) -> Corpus:
    """Ann found every report grim, Ben every other; the adjudication follows Ann."""
    small_corpus.write("codebook.yml", CODEBOOK)
    ids = sorted(path.stem for path in (Path(small_corpus) / "reports").glob("*.md"))
    rows = [
        f"{report_id},{coder},{variable},{value},,false"
        for coder in ("adjudicated", "ann", "ben")
        for number, report_id in enumerate(ids)
        for value in ["calm" if coder == "ben" and number % 2 else "grim"]
        for variable in ("tone", "distance")
    ]
    head = "report_id,coder,variable,value,evidence,unsure"
    small_corpus.write("codings.csv", "\n".join([head, *rows, ""]))
    return analysis.read_corpus(small_corpus)


def test_own_variables_are_counted_and_compared(own: Corpus) -> None:
    counts = analysis.count_codes(own, "tone", every=None, coder="both").set_index("value")
    assert counts["count"].to_dict() == {"grim": 3.0, "calm": 0.0}
    table = analysis.compare_groups(own, "origin", "tone", groups=["original"], coder="ben")
    assert table["value"].tolist() == ["grim", "calm"]


def test_a_variable_named_like_a_measure_is_the_codebooks(own: Corpus) -> None:
    assert variables(own) == ["tone", "distance", "title_voice", "quoted"]
    amounts = measure_reports(own, "distance", None, coder="ann")
    assert (amounts.measure, amounts.values) == ("share", ["grim", "calm"])
    table = analysis.compare_groups(own, "origin", "distance", coder="ann")
    assert (table.attrs["measure"], table.attrs["base"]) == ("share", "coded reports")
    assert measure_wording(own, "distance", ["all"]).measure == "per 100 own words"


def test_travel_is_measured_where_no_codebook_knows_certainty(own: Corpus) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        trace = analysis.trace_call(own, "late-mail")
        pairs = compare_with_sources(own)
        table = analysis.summarise_travel(own).set_index("key")
    assert len(trace.tellings)
    assert trace.tellings["certainty"].isna().all()
    assert pairs["certainty_change"].isna().all()
    assert within_calls(own, "distanced").empty
    assert table.loc["more_distance", "n"] == 0


def test_sheets_refuse_a_variable_named_like_another_column(small_corpus) -> None:
    small_corpus.write("codebook.yml", CODEBOOK.replace("tone:", "outlet:"))
    (Path(small_corpus) / "codings.csv").unlink()
    corpus = analysis.read_corpus(small_corpus)
    with pytest.raises(ValueError, match="variable 'outlet'"):
        analysis.collecting.draft_codings(corpus, "ann")
