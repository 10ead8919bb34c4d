"""The numbers that notebooks 03 and 04 state in words, recomputed without a notebook."""

import pandas as pd
import pytest
from scipy.stats import fisher_exact

import analysis
from analysis import Corpus
from analysis.measuring.resampling import cluster_reports

VIEWS = ("adjudicated", "a", "b", "both", "either")


def per_view(*numbers: list[object]) -> list[tuple[object, ...]]:
    """One case a view of the codes."""
    return list(zip(VIEWS, *numbers, strict=True))


def row(table: pd.DataFrame, **where: object) -> pd.Series:
    for column, value in where.items():
        table = table[table[column] == value]
    (only,) = table.to_dict("records")
    return pd.Series(only)


@pytest.fixture(scope="module")
def themes(corpus: Corpus) -> pd.DataFrame:
    return analysis.compare_groups(corpus, "outlet_kind")


@pytest.fixture(scope="module")
def steps(corpus: Corpus) -> pd.DataFrame:
    return analysis.compare_groups(corpus, "step", "certainty")


def same_calls(corpus: Corpus, by: str, variable: str, *groups: str, **options: str):
    return analysis.compare_groups(corpus, by, variable, on="same calls", groups=groups, **options)


def test_of_120_differences_in_themes_none_can_be_told_from_chance(themes: pd.DataFrame) -> None:
    assert len(themes) == 120
    assert themes["p"].lt(0.05).sum() == 5
    assert themes["q"].min() > 0.2


def test_supply_differs_only_as_long_as_it_is_taken_alone(corpus: Corpus) -> None:
    pair = analysis.compare_groups(corpus, "outlet_kind", groups=["newspaper", "news_site"])
    supply = row(pair, group="newspaper", value="supply")
    other = row(pair, group="news_site", value="supply")
    assert [round(100 * each) for each in (supply.estimate, other.estimate)] == [37, 15]
    assert supply.difference_low > 0
    assert supply.q > 0.05
    assert pair.loc[pair["difference"].abs().idxmax(), "value"] == "supply"


def test_tabloids_and_living_conditions_fall_when_calls_are_resampled(
    corpus: Corpus, themes: pd.DataFrame
) -> None:
    conditions = themes[themes["value"] == "conditions"]
    tabloid = row(conditions, group="tabloid")
    others = conditions[conditions["group"] != "tabloid"]
    counts = [tabloid["count"], tabloid["total"], others["count"].sum(), others["total"].sum()]
    assert counts == [9, 24, 26, 229]
    naive = fisher_exact([[9, 26], [15, 203]])
    assert naive.pvalue == pytest.approx(0.002, abs=5e-4)
    found = [tabloid.difference_low, tabloid.difference_high, tabloid.p]
    assert found == pytest.approx([-0.028, 0.659, 0.094], abs=5e-4)
    kinds = corpus.reports.set_index("report_id")["outlet_kind"]
    nine = analysis.find_reports(corpus, value="conditions")["report_id"]
    nine = nine[nine.map(kinds) == "tabloid"]
    assert sorted(cluster_reports(corpus)[nine].value_counts()) == [1, 4, 4]


def test_human_interest_falls_on_the_same_calls(corpus: Corpus) -> None:
    pair = ("newspaper", "news_site")
    raw = analysis.compare_groups(corpus, "outlet_kind", "frame", groups=pair)
    raw = raw[raw["value"] == "human_interest"].set_index("group")["estimate"]
    assert raw.round(2).to_dict() == {"newspaper": 0.45, "news_site": 0.22}
    same = row(same_calls(corpus, "outlet_kind", "frame", *pair), value="human_interest")
    assert [same.calls, round(same.estimate, 2), round(same.other_estimate, 2)] == [23, 0.61, 0.54]
    assert same.low < 0 < same.high


def test_newspapers_told_more_calls_that_a_medium_released(corpus: Corpus) -> None:
    released = corpus.calls.set_index("call_id")["released_by"]
    media = corpus.tellings.loc[corpus.tellings["call_id"].map(released) == "media", "report_id"]
    face = analysis.find_reports(corpus, variable="frame", value="human_interest")["report_id"]
    reports = corpus.reports.assign(face=lambda all_of: all_of["report_id"].isin(face))
    medium = reports[reports["report_id"].isin(media)].groupby("outlet_kind")["face"]
    counts = medium.agg(["sum", "size"]).loc[["newspaper", "news_site"]]
    assert counts.to_numpy().tolist() == [[18, 20], [7, 13]]
    assert reports["outlet_kind"].value_counts()[["newspaper", "news_site"]].tolist() == [49, 95]


@pytest.mark.parametrize(("coder", "q"), per_view([0.026, 0.069, 0.015, 0.042, 0.029]))
def test_aggregators_are_more_emotive_on_the_same_calls(
    corpus: Corpus, coder: str, q: float
) -> None:
    table = same_calls(corpus, "outlet_kind", "emotive", "news_site", "aggregator", coder=coder)
    strong = row(table, value="strong")
    assert strong.q == pytest.approx(q, abs=5e-4)
    assert strong.high < 0
    if coder == "adjudicated":
        assert table.attrs["clusters"] == 16
        assert [strong.calls, strong.more, strong.fewer] == [22, 1, 14]
        numbers = [strong.estimate, strong.other_estimate, strong.low, strong.high]
        assert [round(100 * each) for each in numbers] == [10, 57, -75, -12]


@pytest.mark.parametrize(("coder", "points"), per_view([62, 57, 56, 56, 57]))
def test_us_outlets_keep_more_distance_than_ukrainian_ones(
    corpus: Corpus, coder: str, points: int
) -> None:
    table = analysis.compare_groups(
        corpus, "outlet_country", "certainty", groups=["US", "UA"], coder=coder
    )
    distanced = row(table, group="US", value="distanced")
    assert round(100 * distanced.difference) == points
    assert distanced.q < 0.001
    if coder == "adjudicated":
        other = table[table["group"] == "UA"].set_index("value")
        counts = [distanced["count"], distanced.total, *other.loc["distanced", ["count", "total"]]]
        assert counts == [33, 50, 2, 46]
        assert other.loc["attributed", "count"] == 34


def test_the_distance_of_us_outlets_holds_over_quarters_and_on_the_same_calls(
    corpus: Corpus,
) -> None:
    table = analysis.compare_groups(
        corpus, "outlet_country", "certainty", on="like quarters", groups=["US", "UA"]
    )
    standard = table[table["value"] == "distanced"].set_index("group")["standardised"]
    assert (100 * standard).round().to_dict() == {"US": 67, "UA": 3}
    same = row(same_calls(corpus, "outlet_country", "certainty", "US", "UA"), value="distanced")
    assert [same.calls, same.more, same.fewer] == [7, 7, 0]


@pytest.mark.parametrize(("coder", "q"), per_view([0.045, 0.080, 0.186, 0.119, 0.129]))
def test_who_attributes_falls_when_the_coder_changes(corpus: Corpus, coder: str, q: float) -> None:
    table = analysis.compare_groups(corpus, "carriage", "certainty", coder=coder)
    author = row(table, group="author", value="attributed")
    assert author.q == pytest.approx(q, abs=5e-4)
    assert author.alpha == pytest.approx(0.675, abs=5e-4)
    if coder == "adjudicated":
        assert round(100 * author.difference) == 23


def test_german_reports_hold_more_words_of_distance(corpus: Corpus) -> None:
    table = analysis.compare_groups(corpus, "language", "distance", groups=["de", "en"])
    rates = table[table["value"] == "all"].set_index("group")
    assert rates["estimate"].round(2).to_dict() == {"de": 1.52, "en": 0.72}
    assert rates["q"].max() < 0.05
    same = row(same_calls(corpus, "language", "distance", "de", "en"), value="all")
    assert [same.calls, round(same.difference, 2), round(same.q, 3)] == [20, 0.53, 0.099]


def test_keyness_of_digests_is_refused_and_that_of_two_texts_means_nothing(corpus: Corpus) -> None:
    with pytest.raises(ValueError, match="digests are the kit's own words"):
        analysis.compare_words(corpus.reports, "outlet_kind")
    table = analysis.compare_words(
        analysis.collecting.read_samples(), "text_id", groups=("harbour-courier", "morning-ferry")
    )
    assert list(table.attrs["words"].values()) == [133, 92]
    assert table["q"].min() > 0.6
    assert table["low"].isna().all()


@pytest.mark.parametrize(
    ("variable", "counts"),
    [("certainty", [68, 111, 82]), ("verification", [23, 46, 6, 186])],
)
def test_how_sure_the_reports_sound(corpus: Corpus, variable: str, counts: list[int]) -> None:
    table = analysis.count_codes(corpus, variable, every=None)
    assert table["count"].tolist() == counts


def test_the_voice_of_headlines(corpus: Corpus) -> None:
    voices = corpus.reports["title_voice"].value_counts()
    assert voices.to_dict() == {"quote": 62, "claim": 52, "neutral": 23}


def test_one_value_is_unreliable_and_none_is_poor(corpus: Corpus) -> None:
    agreement = analysis.compare_coders(corpus).dropna(subset=["value"])
    low = agreement[agreement["alpha"] < 0.667]
    assert low["value"].tolist() == ["comment_sought"]
    assert low["alpha"].iloc[0] == pytest.approx(0.606, abs=5e-4)
    frames = agreement[agreement["variable"] == "frame"]
    assert frames.loc[frames["alpha"].idxmin(), "value"] == "consequences"
    assert frames["alpha"].min() == pytest.approx(0.786, abs=5e-4)


@pytest.mark.parametrize(("coder", "q"), [("adjudicated", 0.045), ("a", 0.056), ("b", 0.025)])
def test_transcript_sites_assert_and_are_one_outlet(corpus: Corpus, coder: str, q: float) -> None:
    table = analysis.compare_groups(corpus, "outlet_kind", "certainty", coder=coder)
    assert len(table) == 24
    sites = row(table, group="transcript_site", value="asserted")
    assert [sites["count"], sites.total] == [8, 8]
    assert sites.q == pytest.approx(q, abs=5e-4)
    if coder == "adjudicated":
        assert table["q"].le(0.05).sum() == 1
    outlets = corpus.reports.query("outlet_kind == 'transcript_site'")["outlet"]
    assert set(outlets) == {"WarTranslated"}


def test_between_languages_no_difference_in_certainty(corpus: Corpus) -> None:
    table = analysis.compare_groups(corpus, "language", "certainty")
    assert len(table) == 15
    assert table["q"].min() > 0.5


def test_there_is_more_talk_of_checking_in_2023(corpus: Corpus) -> None:
    codes = analysis.compare_groups(corpus, "year", "verification")
    codes = codes[codes["value"] == "unverified"].set_index("group")
    assert codes["estimate"].round(2).to_dict() == {"2022": 0.10, "2023": 0.28}
    assert codes["q"].iloc[0] == pytest.approx(0.073, abs=5e-4)
    words = analysis.compare_groups(corpus, "year", "distance")
    words = words[words["value"] == "verification"].set_index("group")
    assert words["estimate"].round(2).to_dict() == {"2022": 0.05, "2023": 0.17}
    assert words["q"].iloc[0] == pytest.approx(0.041, abs=5e-4)


def test_certainty_falls_with_the_steps_from_the_release(steps: pd.DataFrame) -> None:
    wide = steps.pivot_table(index="value", columns="group", values="estimate")
    assert (100 * wide.loc["asserted"]).round().tolist() == [80, 31, 11, 0]
    assert (100 * wide.loc["distanced"]).round().tolist() == [10, 18, 51, 85]
    groups = steps.drop_duplicates("group")
    assert groups["calls"].tolist() == [8, 60, 34, 7]
    assert groups["reports"].tolist() == [10, 139, 75, 13]


@pytest.mark.parametrize(("coder", "far"), per_view([True, True, False, False, True]))
def test_the_middle_steps_differ_with_every_coder_and_the_last_with_three(
    corpus: Corpus, coder: str, far: bool
) -> None:
    table = analysis.compare_groups(corpus, "step", "certainty", coder=coder)
    q = table[table["value"] == "distanced"].set_index("group")["q"]
    assert q[["step 1", "step 2"]].max() <= 0.01
    assert (q["step 3 or more"] <= 0.05) == far


def test_on_the_same_calls_the_softening_cannot_be_told_for_sure(corpus: Corpus) -> None:
    groups = ["step 1", "step 2"]
    standard = analysis.compare_groups(
        corpus, "step", "certainty", on="like quarters", groups=groups
    )
    standard = standard[standard["value"] == "distanced"]["standardised"]
    assert (100 * standard).round().tolist() == [18, 52]
    table = same_calls(corpus, "step", "certainty", *groups)
    same = row(table, value="distanced")
    assert [same.calls, table.attrs["clusters"], same.more, same.fewer] == [30, 22, 5, 17]
    numbers = [same.estimate, same.other_estimate, same.low, same.high]
    assert [round(100 * each) for each in numbers] == [21, 49, -53, 1]
    assert same.q == pytest.approx(0.074, abs=5e-4)


def test_later_hands_quote_less_on_the_same_calls(corpus: Corpus) -> None:
    same = row(same_calls(corpus, "step", "quoted", "step 1", "step 2"))
    assert [same.calls, same.more] == [24, 17]
    assert [round(100 * each) for each in (same.estimate, same.other_estimate)] == [26, 18]
    assert same.q == pytest.approx(0.018, abs=5e-4)


@pytest.mark.parametrize(
    ("coder", "count", "p"), per_view([16, 12, 14, 10, 16], [0.009, 0.042, 0.036, 0.168, 0.012])
)
def test_tabloids_and_consequences_fall_with_the_coders(
    corpus: Corpus, coder: str, count: int, p: float
) -> None:
    table = analysis.compare_groups(corpus, "outlet_kind", "frame", coder=coder)
    assert len(table) == 40
    found = row(table, group="tabloid", value="consequences")
    assert found["count"] == count
    assert found.p == pytest.approx(p, abs=5e-4)
    assert table["q"].min() > 0.05
    if coder == "adjudicated":
        assert round(100 * (found.estimate - found.difference)) == 29
    if coder == "both":
        ends = [found.difference_low, found.difference_high]
        assert [round(100 * each) for each in ends] == [-7, 48]
