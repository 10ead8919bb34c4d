"""One finding under every choice: each combination once, its reports chosen before."""

import pandas as pd
import pytest

import analysis
from analysis.measuring.comparison.robustness import leave_out_largest, read_estimate

THREE = """
report  dates       calls  a       b       adjudicated
r1      2022-05-01  k1     losses  losses  losses
r2      2022-05-02  k1     losses  doubt   losses
r3      2022-05-03  k1,k2  doubt   doubt   doubt
r4      2022-05-04  k2     doubt   doubt   doubt
r5      2022-05-05  k3     losses  losses  losses
"""


def losses(corpus, **options):
    return analysis.count_codes(corpus, values=["losses"], every=None, **options)


def test_each_combination_is_measured_once_in_the_order_of_the_choices(make_corpus):
    table = analysis.vary_choices(
        make_corpus(THREE), losses, coder=["a", "b"], without=["no call", "the largest call"]
    )
    assert table[["coder", "without"]].to_numpy().tolist() == [
        ["a", "no call"], ["a", "the largest call"], ["b", "no call"], ["b", "the largest call"],
    ]  # fmt: skip
    # Without k1, told in three reports, r4 and r5 are left.
    assert table["estimate"].tolist() == [0.6, 0.5, 0.4, 0.5]
    assert table["reports"].tolist() == [5, 2, 5, 2]
    assert (table["low"] < table["estimate"]).all()
    assert table.attrs["choices"] == ["coder", "without"]
    assert table.attrs["variable"] == "theme"


def test_the_largest_call_is_the_one_in_most_reports(make_corpus):
    left = leave_out_largest(make_corpus(THREE))
    assert left.reports["report_id"].tolist() == ["r4", "r5"]


def test_a_corpus_in_which_no_call_is_known_loses_nothing(make_corpus):
    corpus = make_corpus(THREE.replace("k1,k2", "-").replace("k1", "- ").replace("k2", "- "))
    assert len(leave_out_largest(corpus.select(["r1", "r2"])).reports) == 2


def test_a_difference_counts_before_a_share(make_corpus):
    def difference(corpus):
        return pd.DataFrame(
            {"estimate": [0.4], "low": [0.3], "high": [0.5], "difference": [0.1],
             "difference_low": [-0.1], "difference_high": [0.3]}
        )  # fmt: skip

    table = analysis.vary_choices(make_corpus(THREE), difference, without=["no call"])
    assert table[["estimate", "low", "high"]].to_numpy().tolist() == [[0.1, -0.1, 0.3]]


@pytest.mark.parametrize(
    ("finding", "choices", "message"),
    [
        (losses, {}, "no choice is named"),
        (losses, {"without": ["k1"]}, "without is 'k1', expected one of: no call, the largest"),
        (analysis.count_codes, {"unit": ["report"]}, "the finding has .* rows, expected one"),
        (
            lambda corpus: corpus.reports.head(1),
            {"without": ["no call"]},
            "no estimate; its columns",
        ),
    ],
)
def test_what_cannot_be_varied_is_refused(make_corpus, finding, choices, message):
    with pytest.raises(ValueError, match=message):
        analysis.vary_choices(make_corpus(THREE), finding, **choices)


def test_a_row_of_several_is_chosen_by_its_values(make_corpus):
    corpus = make_corpus(THREE)
    table = analysis.vary_choices(
        corpus,
        lambda corpus, **options: analysis.count_codes(corpus, every=None, **options),
        row={"value": "doubt"},
        coder=["b"],
    )
    assert (
        table["estimate"].tolist()
        == analysis.count_codes(corpus, values=["doubt"], every=None, coder="b")["share"].tolist()
    )


def test_of_two_estimates_in_a_row_the_difference_is_the_finding():
    shared = pd.Series({"estimate": 0.3, "difference": -0.2, "low": -0.4, "high": 0.1})
    assert read_estimate(shared) == {"estimate": -0.2, "low": -0.4, "high": 0.1}
