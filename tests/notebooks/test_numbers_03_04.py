"""The numbers that notebooks 03 and 04 state in words, recomputed without a notebook."""

from functools import partial

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
def themes(whole: Corpus) -> pd.DataFrame:
    return analysis.compare_groups(whole, "outlet_kind")


@pytest.fixture(scope="module")
def steps(whole: Corpus) -> pd.DataFrame:
    return analysis.compare_groups(whole, "step", "certainty")


def same_calls(whole: Corpus, by: str, variable: str, *groups: str, **options: str):
    return analysis.compare_groups(whole, by, variable, on="same calls", groups=groups, **options)


def test_of_135_differences_in_themes_none_can_be_told_from_chance(themes: pd.DataFrame) -> None:
    assert len(themes) == 135
    assert themes["p"].lt(0.05).sum() == 3
    assert themes["q"].min() > 0.99


def test_supply_differs_in_the_first_edition_taken_alone_and_not_over_both(
    whole: Corpus, corpus: Corpus
) -> None:
    found = {}
    for name, part in (("both", whole), ("first", corpus)):
        pair = analysis.compare_groups(part, "outlet_kind", groups=["newspaper", "news_site"])
        found[name] = row(pair, group="newspaper", value="supply")
    shares = {name: round(100 * each.estimate) for name, each in found.items()}
    assert shares == {"both": 29, "first": 37}
    assert found["both"].difference_low < 0 < found["first"].difference_low
    assert found["first"].q > 0.05


def test_tabloids_and_living_conditions_fall_when_calls_are_resampled(
    whole: Corpus, themes: pd.DataFrame
) -> None:
    conditions = themes[themes["value"] == "conditions"]
    tabloid = row(conditions, group="tabloid")
    others = conditions[conditions["group"] != "tabloid"]
    counts = [tabloid["count"], tabloid["total"], others["count"].sum(), others["total"].sum()]
    assert counts == [12, 46, 72, 602]
    naive = fisher_exact([[12, 72], [34, 530]])
    assert naive.pvalue == pytest.approx(0.011, abs=5e-4)
    found = [tabloid.difference_low, tabloid.difference_high, tabloid.p]
    assert found == pytest.approx([-0.019, 0.342, 0.088], abs=5e-4)
    kinds = whole.reports.set_index("report_id")["outlet_kind"]
    twelve = analysis.find_reports(whole, value="conditions")["report_id"]
    twelve = twelve[twelve.map(kinds) == "tabloid"]
    assert sorted(cluster_reports(whole)[twelve].value_counts()) == [1, 1, 1, 4, 5]


def test_human_interest_cannot_be_told_from_chance_on_the_same_calls(whole: Corpus) -> None:
    pair = ("newspaper", "news_site")
    raw = analysis.compare_groups(whole, "outlet_kind", "frame", groups=pair)
    raw = raw[raw["value"] == "human_interest"].set_index("group")["estimate"]
    assert raw.round(2).to_dict() == {"newspaper": 0.31, "news_site": 0.18}
    same = row(same_calls(whole, "outlet_kind", "frame", *pair), value="human_interest")
    assert [same.calls, round(same.estimate, 2), round(same.other_estimate, 2)] == [50, 0.49, 0.34]
    assert same.low < 0 < same.high


def test_newspapers_told_more_calls_that_a_medium_released(whole: Corpus) -> None:
    released = whole.calls.set_index("call_id")["released_by"]
    media = whole.tellings.loc[whole.tellings["call_id"].map(released) == "media", "report_id"]
    face = analysis.find_reports(whole, variable="frame", value="human_interest")["report_id"]
    reports = whole.reports.assign(face=lambda all_of: all_of["report_id"].isin(face))
    medium = reports[reports["report_id"].isin(media)].groupby("outlet_kind")["face"]
    counts = medium.agg(["sum", "size"]).loc[["newspaper", "news_site"]]
    assert counts.to_numpy().tolist() == [[28, 48], [20, 54]]
    assert reports["outlet_kind"].value_counts()[["newspaper", "news_site"]].tolist() == [124, 246]


def test_aggregators_are_more_emotive_on_the_same_calls_in_the_first_edition_only(
    whole: Corpus,
) -> None:
    strong = partial(
        analysis.compare_groups, by="outlet_kind", variable="emotive", values=["strong"],
        groups=("news_site", "aggregator"), on="same calls",
    )  # fmt: skip
    both = strong(whole).iloc[0]
    assert [both.calls, both.more, both.fewer] == [53, 10, 22]
    assert [round(100 * both[each]) for each in ("estimate", "other_estimate")] == [18, 27]
    table = analysis.vary_choices(
        whole, strong, coder=VIEWS, edition=["all", 1, 2], without=["no call", "the largest call"]
    )
    ends = table.groupby("edition")["estimate"].agg(["min", "max"])
    assert (100 * ends).round().astype("int64").T.to_dict("list") == {
        1: [-52, -43], 2: [9, 13], "all": [-9, -7],
    }  # fmt: skip
    out = table.loc[table["high"] < 0, "edition"]
    assert out.tolist() == [1] * 10
    assert not (table["low"] > 0).any()


@pytest.mark.parametrize(("coder", "points"), per_view([57, 55, 52, 52, 55]))
def test_us_outlets_keep_more_distance_than_ukrainian_ones(
    whole: Corpus, coder: str, points: int
) -> None:
    table = analysis.compare_groups(
        whole, "outlet_country", "certainty", groups=["US", "UA"], coder=coder
    )
    distanced = row(table, group="US", value="distanced")
    assert round(100 * distanced.difference) == points
    assert distanced.q < 0.001
    if coder == "adjudicated":
        other = table[table["group"] == "UA"].set_index("value")
        counts = [distanced["count"], distanced.total, *other.loc["distanced", ["count", "total"]]]
        assert counts == [46, 77, 2, 85]
        assert other.loc["attributed", "count"] == 64


def test_the_distance_of_us_outlets_holds_over_quarters_and_on_the_same_calls(
    whole: Corpus,
) -> None:
    table = analysis.compare_groups(
        whole, "outlet_country", "certainty", on="like quarters", groups=["US", "UA"]
    )
    standard = table[table["value"] == "distanced"].set_index("group")["standardised"]
    assert (100 * standard).round().to_dict() == {"US": 61, "UA": 2}
    same = row(same_calls(whole, "outlet_country", "certainty", "US", "UA"), value="distanced")
    assert [same.calls, same.more, same.fewer] == [10, 9, 0]


@pytest.mark.parametrize(("coder", "q"), per_view([0.031, 0.075, 0.317, 0.100, 0.275]))
def test_who_attributes_falls_when_the_coder_changes(whole: Corpus, coder: str, q: float) -> None:
    table = analysis.compare_groups(whole, "carriage", "certainty", coder=coder)
    author = row(table, group="author", value="attributed")
    assert author.q == pytest.approx(q, abs=5e-4)
    assert author.alpha == pytest.approx(0.794, abs=5e-4)
    if coder == "adjudicated":
        assert round(100 * author.difference) == 15


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
    [("certainty", [131, 311, 209]), ("verification", [78, 87, 23, 463])],
)
def test_how_sure_the_reports_sound(whole: Corpus, variable: str, counts: list[int]) -> None:
    table = analysis.count_codes(whole, variable, every=None)
    assert table["count"].tolist() == counts


def test_the_voice_of_headlines(whole: Corpus) -> None:
    voices = whole.reports["title_voice"].value_counts()
    assert voices.to_dict() == {"claim": 160, "quote": 152, "neutral": 36}


def test_no_judgement_is_unreliable_and_asserted_is_least(whole: Corpus) -> None:
    agreement = analysis.compare_coders(whole).dropna(subset=["value"])
    judged = agreement[agreement["variable"].isin(["frame", "certainty", "verification"])]
    least = judged.nsmallest(2, "alpha")
    assert least["value"].tolist() == ["asserted", "responsibility"]
    assert least["alpha"].tolist() == pytest.approx([0.736, 0.748], abs=5e-4)


@pytest.mark.parametrize(("coder", "q"), per_view([0.001, 0.001, 0.000, 0.000, 0.000]))
def test_transcript_sites_assert_and_are_one_outlet(whole: Corpus, coder: str, q: float) -> None:
    table = analysis.compare_groups(whole, "outlet_kind", "certainty", coder=coder)
    assert len(table) == 27
    sites = row(table, group="transcript_site", value="asserted")
    assert [sites["count"], sites.total] == [9 if coder in ("b", "either") else 8, 9]
    assert sites.q == pytest.approx(q, abs=5e-4)
    if coder == "adjudicated":
        assert table["q"].le(0.05).sum() == 1
    outlets = whole.reports.query("outlet_kind == 'transcript_site'")["outlet"]
    assert set(outlets) == {"WarTranslated"}


def test_german_reports_keep_more_distance_and_polish_and_ukrainian_ones_less(
    whole: Corpus,
) -> None:
    table = analysis.compare_groups(whole, "language", "certainty")
    assert len(table) == 45
    found = table[table["q"] <= 0.05].set_index(["group", "value"])["count"]
    assert found[[("de", "distanced"), ("pl", "distanced"), ("uk", "distanced")]].tolist() == [
        50, 4, 0,
    ]  # fmt: skip


def test_there_is_more_talk_of_checking_in_2023(whole: Corpus, corpus: Corpus) -> None:
    codes = analysis.compare_groups(whole, "year", "verification", groups=["2022", "2023"])
    codes = codes[codes["value"] == "unverified"].set_index("group")
    assert codes["estimate"].round(2).to_dict() == {"2022": 0.05, "2023": 0.25}
    assert codes["q"].iloc[0] == pytest.approx(0.047, abs=5e-4)
    words = analysis.compare_groups(corpus, "year", "distance")
    words = words[words["value"] == "verification"].set_index("group")
    assert words["estimate"].round(2).to_dict() == {"2022": 0.05, "2023": 0.17}
    assert words["q"].iloc[0] == pytest.approx(0.041, abs=5e-4)


def test_certainty_falls_with_the_steps_from_the_release(steps: pd.DataFrame) -> None:
    wide = steps.pivot_table(index="value", columns="group", values="estimate")
    assert (100 * wide.loc["asserted"]).round().tolist() == [74, 22, 10, 0]
    assert (100 * wide.loc["distanced"]).round().tolist() == [5, 22, 48, 74]
    groups = steps.drop_duplicates("group")
    assert groups["calls"].tolist() == [9, 100, 54, 15]
    assert groups["reports"].tolist() == [19, 351, 193, 35]


def test_on_the_same_calls_certainty_softens_with_every_choice_of_both_editions(
    whole: Corpus,
) -> None:
    groups = ["step 1", "step 2"]
    standard = analysis.compare_groups(
        whole, "step", "certainty", on="like quarters", groups=groups
    )
    standard = standard[standard["value"] == "distanced"]["standardised"]
    assert (100 * standard).round().tolist() == [23, 48]
    same = row(same_calls(whole, "step", "certainty", *groups), value="distanced")
    assert [same.calls, same.more, same.fewer] == [62, 9, 33]
    numbers = [same.estimate, same.other_estimate, same.low, same.high]
    assert [round(100 * each) for each in numbers] == [21, 45, -37, -10]
    assert same.q == pytest.approx(0.002, abs=5e-4)
    steps = partial(
        analysis.compare_groups, by="step", variable="certainty", values=["distanced"],
        groups=groups, on="same calls",
    )  # fmt: skip
    table = analysis.vary_choices(
        whole, steps, coder=VIEWS, edition=["all", 1, 2], without=["no call", "the largest call"]
    )
    assert [round(100 * table["estimate"].min()), round(100 * table["estimate"].max())] == [
        -29,
        -15,
    ]
    below = table.loc[table["high"] < 0, "edition"].value_counts()
    assert below.to_dict() == {"all": 10, 2: 6}


def test_later_hands_quote_less_on_the_same_calls(corpus: Corpus) -> None:
    same = row(same_calls(corpus, "step", "quoted", "step 1", "step 2"))
    assert [same.calls, same.more] == [24, 17]
    assert [round(100 * each) for each in (same.estimate, same.other_estimate)] == [26, 18]
    assert same.q == pytest.approx(0.018, abs=5e-4)


@pytest.mark.parametrize(
    ("coder", "count", "p"), per_view([25, 20, 22, 17, 25], [0.005, 0.049, 0.019, 0.096, 0.009])
)
def test_tabloids_and_consequences_fall_with_the_coders(
    whole: Corpus, coder: str, count: int, p: float
) -> None:
    table = analysis.compare_groups(whole, "outlet_kind", "frame", coder=coder)
    assert len(table) == 45
    found = row(table, group="tabloid", value="consequences")
    assert found["count"] == count
    assert found.p == pytest.approx(p, abs=5e-4)
    assert table["q"].min() > 0.05
    if coder == "adjudicated":
        assert round(100 * found.difference) == 26
    if coder == "both":
        ends = [found.difference_low, found.difference_high]
        assert [round(100 * each) for each in ends] == [-2, 33]
