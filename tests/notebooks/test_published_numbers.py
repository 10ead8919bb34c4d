"""The numbers that the notebooks and READMEs state in words, recomputed without a notebook."""

import re
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import Corpus

ROOT = Path(__file__).parents[2]


def row(table: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    (only,) = table.to_dict("records")
    return pd.Series(only)


@pytest.mark.parametrize(
    ("unit", "coder", "numbers"),
    [
        ("report", "adjudicated", [0.579, 0.448, 0.699]),
        ("call", "adjudicated", [0.578, 0.469, 0.680]),
        ("outlet", "both", [0.571, 0.420, 0.710]),
    ],
)
def test_losses_are_reported_most_in_every_view(
    corpus: Corpus, unit: str, coder: str, numbers: list[float]
) -> None:
    table = analysis.count_codes(corpus, every=None, unit=unit, coder=coder)
    assert table.loc[table["share"].idxmax(), "value"] == "losses"
    losses = row(table, value="losses")
    assert [losses.share, losses.low, losses.high] == pytest.approx(numbers, abs=5e-4)


@pytest.mark.parametrize(
    ("year", "unit", "numbers"),
    [
        (2022, "report", [0.316, 0.199, 0.462]), (2023, "report", [0.097, 0.043, 0.204]),
        (2022, "call", [0.328, 0.212, 0.468]), (2023, "call", [0.151, 0.069, 0.299]),
    ],
)  # fmt: skip
def test_command_is_reported_less_in_2023(
    corpus: Corpus, year: int, unit: str, numbers: list[float]
) -> None:
    table = analysis.count_codes(corpus, "theme", ["command"], every="year", unit=unit)
    found = row(table, period=pd.Timestamp(year, 1, 1))
    assert [found.share, found.low, found.high] == pytest.approx(numbers, abs=5e-4)


@pytest.mark.parametrize(
    ("unit", "count", "share"), [("report", 19.0, 0.614), ("call", 2.0, 0.224)]
)
def test_the_peak_of_infrastructure_shrinks_when_calls_are_counted(
    corpus: Corpus, unit: str, count: float, share: float
) -> None:
    table = analysis.count_codes(corpus, "theme", ["infrastructure"], every="quarter", unit=unit)
    spring = row(table, period=pd.Timestamp("2023-04-01"))
    assert [spring["count"], spring.share] == pytest.approx([count, share], abs=5e-4)


def test_261_reports_form_84_groups_that_share_no_call(corpus: Corpus) -> None:
    attrs = analysis.count_codes(corpus, every=None).attrs
    assert (attrs["reports"], attrs["calls"]) == (261, 84)


def test_the_corpus_readme_states_the_agreement_that_is_computed(whole: Corpus) -> None:
    both, parts = analysis.compare_coders(whole), analysis.compare_coders(whole, by="edition")
    tables = [*(part for _, part in parts.groupby("edition")), both]
    number = r"([\d.]+) \(([\d.]+) to ([\d.]+)\) \| ([\d.]+)"
    stated = re.findall(
        rf"^\| (\w+) \| (\w+|\(all values\)) \| {number} \| {number} \| {number} \|",
        (ROOT / "corpus" / "README.md").read_text(encoding="utf-8"), re.M,
    )  # fmt: skip
    assert len(stated) == 25
    for variable, value, *numbers in stated:
        computed = []
        for table in tables:
            rows = table[table["variable"] == variable].set_index("value")
            found = rows[rows.index.isna()] if value.startswith("(") else rows.loc[[value]]
            computed += found[["alpha", "low", "high", "ac1"]].iloc[0].tolist()
        assert [f"{each:.3f}" for each in computed] == numbers, (variable, value)


def test_the_corpus_readme_states_the_months_that_are_computed(whole: Corpus) -> None:
    bounds = analysis.count_reports(whole, "month")
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    stated = re.findall(r"^\| (\d{4}-\d\d) \| (\d+) \| ([\d.]+) \| (\d+) \|", text, re.M)
    computed = [
        (f"{month.period:%Y-%m}", str(month.fewest), f"{month.expected:.1f}", str(month.most))
        for month in bounds.itertuples()
    ]
    assert stated == computed


def test_the_corpus_readme_states_the_languages_that_are_counted(whole: Corpus) -> None:
    counts = analysis.count_reports(whole, "language")
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    stated = re.search(r"By language: ([^.]+)\.", text)
    computed = ", ".join(f"{each.language} {each.reports}" for each in counts.itertuples())
    assert stated is not None
    assert stated[1] == computed


def test_the_corpus_readme_states_how_often_calls_are_told(whole: Corpus) -> None:
    told = whole.tellings.groupby("call_id")["report_id"].nunique()
    text = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    stated = re.findall(r"^\| `([\w-]+)` \| (\d+) \|", text, re.M)
    assert len(stated) == 8
    assert {call: int(reports) for call, reports in stated} == told.nlargest(8).to_dict()
    assert f"{(told == 1).sum()} are told in one report, {(told >= 10).sum()} in ten" in text
    kinds = re.findall(r"^\| ([a-z_]+) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.M)
    counted = analysis.count_reports(whole, "outlet_kind").drop(columns="share")
    assert [list(row) for row in kinds] == counted.astype("str").to_numpy().tolist()
