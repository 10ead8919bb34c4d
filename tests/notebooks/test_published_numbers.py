"""The numbers that the notebooks and READMEs state in words, recomputed without a notebook."""

import re
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import Corpus

ROOT = Path(__file__).parents[2]
VIEWS = ["adjudicated", "a", "b", "both", "either"]
USUAL = {"edition": ["all", 1, 2], "without": ["no call", "the largest call"]}


def row(table: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    (only,) = table.to_dict("records")
    return pd.Series(only)


CSV = ROOT / "corpus"
DAM, NYT = "dam-sabotage-group-2023-06", "nyt-kyiv-front-calls-2022-09"


@pytest.fixture(scope="module")
def codes() -> pd.DataFrame:
    """The settled codes, straight from the file."""
    codings = pd.read_csv(CSV / "codings.csv", dtype="str")
    return codings[codings["coder"] == "adjudicated"]


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    """Report and call, straight from the file, with the batch of each call."""
    calls = pd.read_csv(CSV / "calls.csv", dtype="str").set_index("call_id")["part_of"]
    tellings = pd.read_csv(CSV / "tellings.csv", dtype="str")[["report_id", "call_id"]]
    return tellings.assign(batch=tellings["call_id"].map(calls).fillna(tellings["call_id"]))


def reports_with(codes: pd.DataFrame, variable: str, value: str) -> set[str]:
    rows = codes[(codes["variable"] == variable) & (codes["value"] == value)]
    return set(rows["report_id"])


def test_counts_of_the_notebooks_are_those_of_the_files(
    codes: pd.DataFrame, told: pd.DataFrame
) -> None:
    """Of 02 and 04, without a line of the kit."""
    reports = {path.stem for path in (CSV / "reports").glob("*.md")}
    assert len(reports) == 651
    themes = [
        len(reports_with(codes, "theme", value))
        for value in ("losses", "doubt", "refusal", "atrocity", "command")
    ]
    assert themes == [294, 217, 170, 169, 155]
    certainty = ("asserted", "attributed", "distanced")
    assert [len(reports_with(codes, "certainty", each)) for each in certainty] == [131, 311, 209]
    checked = ("verified", "unverified", "comment_sought", "silent")
    counts = [len(reports_with(codes, "verification", each)) for each in checked]
    assert counts == [78, 87, 23, 463]
    dam = set(told.loc[told["call_id"] == DAM, "report_id"])
    of_set = set(told.loc[told["batch"] == NYT, "report_id"])
    assert (len(dam), len(of_set)) == (92, 79)
    assert len(reports_with(codes, "verification", "unverified") & dam) == 31
    assert len(reports_with(codes, "verification", "verified") & of_set) == 46
    works = reports_with(codes, "theme", "infrastructure")
    assert len(works & dam) == 92
    assert len(works & set(told.loc[told["call_id"] == "dam-boats-wife-2023-06", "report_id"])) == 4


@pytest.mark.parametrize(
    ("unit", "lead"), [("report", [0.118, -0.095, 0.331]), ("call", [0.221, 0.040, 0.403])]
)
def test_losses_lead_by_call_and_cannot_be_told_to_lead_by_report(
    whole: Corpus, unit: str, lead: list[float]
) -> None:
    (row,) = analysis.count_lead(whole, "theme", "losses", unit=unit).to_dict("records")
    assert row["next"] == "doubt"
    numbers = [row["difference"], row["difference_low"], row["difference_high"]]
    assert numbers == pytest.approx(lead, abs=5e-4)


def test_the_lead_of_losses_depends_on_the_edition_more_than_on_the_coder(whole: Corpus) -> None:
    table = analysis.vary_choices(
        whole, partial(analysis.count_lead, variable="theme", value="losses"),
        unit=["report", "call", "outlet"], coder=VIEWS, **USUAL,
    )  # fmt: skip
    assert len(table) == 90
    assert [round(100 * each) for each in table["estimate"].quantile([0, 0.5, 1])] == [-6, 15, 27]
    assert ((table["low"] > 0).sum(), (table["high"] < 0).sum()) == (35, 0)
    first = table.loc[table["edition"] == 1, "estimate"]
    assert [round(100 * first.min()), round(100 * first.max())] == [22, 27]


def test_command_is_reported_less_in_2023_by_every_way_of_counting(whole: Corpus) -> None:
    years = {"by": "year", "variable": "theme", "values": ["command"], "groups": ["2022", "2023"]}
    table = analysis.compare_groups(whole, **years).set_index("group")
    assert [round(100 * each) for each in table["estimate"]] == [35, 7]
    ends = table.loc["2022", ["difference_low", "difference_high"]]
    assert [round(100 * each) for each in ends] == [-3, 48]
    choices = analysis.vary_choices(
        whole, partial(analysis.compare_groups, **years), row={"group": "2022"},
        unit=["report", "call", "outlet"], coder=VIEWS, **USUAL,
    )  # fmt: skip
    least, most = choices["estimate"].min(), choices["estimate"].max()
    assert [round(100 * least), round(100 * most)] == [13, 33]
    assert ((choices["low"] > 0).sum(), (choices["high"] < 0).sum()) == (22, 0)


@pytest.mark.parametrize(
    ("unit", "count", "share"), [("report", 96.0, 0.812), ("call", 2.0, 0.192)]
)
def test_the_peak_of_infrastructure_shrinks_when_calls_are_counted(
    whole: Corpus, unit: str, count: float, share: float
) -> None:
    table = analysis.count_codes(whole, "theme", ["infrastructure"], every="quarter", unit=unit)
    spring = row(table, period=pd.Timestamp("2023-04-01"))
    assert [spring["count"], spring.share] == pytest.approx([count, share], abs=5e-4)


def test_the_smooth_course_of_command_falls_from_half_to_a_hundredth(whole: Corpus) -> None:
    course = analysis.smooth_codes(whole, values=["command"]).dropna(subset="share")
    top, low = course.loc[course["share"].idxmax()], course.loc[course["share"].idxmin()]
    assert [round(100 * top[each]) for each in ("share", "low", "high")] == [51, 33, 68]
    assert (f"{top['day']:%Y-%m}", f"{low['day']:%Y-%m}") == ("2022-07", "2023-05")
    assert round(100 * low["share"]) == 1


@pytest.mark.parametrize(("edition", "sizes"), [(1, (261, 84)), (None, (651, 138))])
def test_reports_form_groups_that_share_no_call(edition: int | None, sizes: tuple) -> None:
    attrs = analysis.count_codes(analysis.read_corpus(CSV, edition=edition), every=None).attrs
    assert (attrs["reports"], attrs["calls"]) == sizes


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
