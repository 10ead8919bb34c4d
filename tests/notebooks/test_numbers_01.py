"""The numbers that notebook 01 states in words, counted in the files without the library."""

import re

import pandas as pd
import pytest

import analysis
from analysis import Corpus
from tests.notebooks.copying import ROOT

DAM, TIMES = "dam-sabotage-group-2023-06", "nyt-kyiv-front-calls-2022-09"


@pytest.fixture(scope="module")
def reports() -> pd.DataFrame:
    """One row a report, as its file says."""
    facts = []
    for path in sorted((ROOT / "corpus" / "reports").glob("*.md")):
        front = path.read_text(encoding="utf-8").split("\n---\n")[0]
        listeners = re.findall(r"^[- ]+callee_role: (\w+)$", front, re.M)
        known = {"report_id": path.stem, "listeners": listeners}
        facts.append(known | dict(re.findall(r"^(\w+): (.+)$", front, re.M)))
    table = pd.DataFrame(facts).replace("null", pd.NA)
    ends = table["published"].str.split("/")
    table["first"] = pd.to_datetime(ends.str[0], format="ISO8601")
    last = pd.to_datetime(ends.str[-1], format="ISO8601")
    whole_month = ends.str[-1].str.len() == len("2022-05")
    table["last"] = last.mask(whole_month, last + pd.offsets.MonthEnd(0))
    return table


def read_table(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "corpus" / f"{name}.csv", dtype="str")


@pytest.fixture(scope="module")
def told() -> pd.DataFrame:
    """One row a telling, with the batch of its call."""
    return read_table("tellings").merge(read_table("calls")[["call_id", "part_of"]], on="call_id")


def test_reports_outlets_languages_and_calls(reports: pd.DataFrame, told: pd.DataFrame) -> None:
    assert (len(reports), reports["language"].nunique(), told["call_id"].nunique()) == (
        651,
        31,
        213,
    )
    assert reports["edition"].value_counts().to_dict() == {"2": 390, "1": 261}
    outlets = reports["outlet"].value_counts()
    assert ((outlets == 1).sum(), outlets.max()) == (217, 13)
    assert reports["byline"].notna().sum() == 85
    assert reports["title_voice"].notna().sum() == 348
    assert reports["outlet_country"].isna().sum() == 87
    assert (reports["read"] == "opening").mean() == pytest.approx(0.714, abs=5e-4)


def test_one_call_is_most_of_june_2023(reports: pd.DataFrame, told: pd.DataFrame) -> None:
    dam = told.loc[told["call_id"] == DAM, "report_id"]
    inside = reports["first"].ge("2023-06-01") & reports["last"].le("2023-06-30")
    assert (inside.sum(), reports[inside]["report_id"].isin(dam).sum(), len(dam)) == (98, 92, 92)
    times = told.loc[told[["call_id", "part_of"]].eq(TIMES).any(axis=1), "report_id"]
    assert times.nunique() == 79
    languages = reports.set_index("report_id").loc[dam, "language"].value_counts()
    assert languages[["ja", "ko", "cs", "pl"]].tolist() == [5, 4, 6, 2]
    codes = read_table("codings").query("coder == 'adjudicated' and value == 'infrastructure'")
    assert (len(codes), codes["report_id"].isin(dam).sum()) == (100, 92)


def test_what_is_left_of_months_without_one_call_or_set(whole: Corpus, told: pd.DataFrame) -> None:
    ids = whole.reports["report_id"]
    for much, month, left in [
        (told["call_id"] == DAM, "2023-06-01", 6.7),
        (told[["call_id", "part_of"]].eq(TIMES).any(axis=1), "2022-09-01", 31.8),
    ]:
        rest = whole.select(ids[~ids.isin(told.loc[much, "report_id"])])
        months = analysis.count_reports(rest, "month").set_index("period")
        assert months.loc[month, "expected"] == pytest.approx(left, abs=0.05)


def test_months_with_few_reports(reports: pd.DataFrame) -> None:
    first, last = (reports[end].dt.to_period("M") for end in ("first", "last"))
    months = first[first == last].value_counts()
    thin = months[months < 10].sort_index()
    assert thin.index.astype("str").tolist() == [
        "2022-08", "2022-11", "2023-03", "2023-05", "2023-07", "2023-08", "2023-10",
    ]  # fmt: skip
    assert months["2023-05"] == 2


def test_how_dates_are_known(reports: pd.DataFrame) -> None:
    assert (reports["date_basis"] == "stated").mean() == pytest.approx(3 / 8, abs=5e-4)
    days = (reports["last"] - reports["first"]).dt.days + 1
    assert (days == 1).mean() == pytest.approx(0.363, abs=5e-4)
    assert (days <= 31).mean() == pytest.approx(0.908, abs=5e-4)
    assert [f"{reports[end].mean():%Y-%m-%d %H:%M}" for end in ("first", "last")] == [
        "2022-12-07 00:35", "2022-12-24 13:20",
    ]  # fmt: skip


def test_english_and_independent_calls(reports: pd.DataFrame, whole: Corpus) -> None:
    english = (reports["language"] == "en").groupby(reports["edition"]).mean()
    assert english.round(2).to_dict() == {"1": 0.62, "2": 0.17}
    kinds = analysis.count_reports(whole, "outlet_kind").set_index("outlet_kind")
    assert kinds.loc["news_site", ["reports", "calls"]].tolist() == [246, 89]
    assert kinds.loc["newspaper", ["reports", "calls"]].tolist() == [124, 43]
    assert analysis.count_codes(whole, every=None).attrs["calls"] == 138
    assert (reports["language"].value_counts() >= 17).sum() == 10


def test_who_is_spoken_to(reports: pd.DataFrame) -> None:
    assert reports["listeners"].explode().value_counts()[
        ["mother", "wife", "unknown"]
    ].tolist() == [155, 135, 259]
    calls = read_table("calls")["callee_role"].value_counts()
    assert calls[["wife", "mother"]].tolist() == [51, 40]
    links = read_table("tellings")["confidence"].value_counts()
    assert (links["possible"], links.sum()) == (17, 922)


def test_what_was_settled_more_and_less_often_than_given() -> None:
    codes = read_table("codings").value_counts(["value", "coder"])
    for value, counts in {
        "consequences": [181, 180, 198],
        "human_interest": [179, 172, 167],
    }.items():
        assert codes[value][["a", "b", "adjudicated"]].tolist() == counts


def test_digests_have_541_characters(whole: Corpus) -> None:
    assert whole.reports["digest"].str.len().mean() == pytest.approx(541, abs=0.5)


@pytest.mark.parametrize(("edition", "disagreements"), [("1", 261), ("2", 448)])
def test_disagreements_that_were_settled(
    reports: pd.DataFrame, edition: str, disagreements: int
) -> None:
    codes = read_table("codings").merge(reports[["report_id", "edition"]], on="report_id")
    codes = codes[(codes["edition"] == edition) & codes["coder"].isin(["a", "b"])]
    several = codes["variable"].isin(["theme", "frame"])
    present = codes[several].groupby(["report_id", "variable", "value"])["coder"].nunique()
    single = codes[~several].groupby(["report_id", "variable"])["value"].nunique()
    assert (present == 1).sum() + (single == 2).sum() == disagreements


@pytest.mark.parametrize(
    ("edition", "numbers"),
    [
        (1, {"conflict": 0.846, "responsibility": 0.850, "morality": 0.956, "enemy": 0.932}),
        (2, {"conflict": 0.712, "responsibility": 0.680, "morality": 0.824, "enemy": 0.698}),
    ],
)
def test_agreement_by_edition(whole: Corpus, edition: int, numbers: dict[str, float]) -> None:
    table = analysis.compare_coders(whole, by="edition").query("edition == @edition")
    found = table.set_index("value").loc[list(numbers)]
    assert found["alpha"].round(3).to_dict() == numbers
    if edition == 2:
        assert found.loc["enemy", ["ac1", "prevalence"]].round(2).tolist() == [0.97, 0.05]


def test_only_the_interval_of_rotation_reaches_below_what_can_be_concluded_from(
    whole: Corpus,
) -> None:
    themes = analysis.compare_coders(whole).query("variable == 'theme'")
    assert themes["alpha"].min() > 0.8
    assert themes.loc[themes["low"] < 2 / 3, "value"].tolist() == ["rotation"]
