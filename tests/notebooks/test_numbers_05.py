"""The numbers that notebook 05 states in words, recomputed without a notebook."""

import pandas as pd
import pytest

import analysis
from analysis import Corpus
from analysis.measuring.retelling.links import single_calls
from analysis.measuring.retelling.tracing import trace_calls
from analysis.measuring.retelling.travel import measure_travel
from tests.notebooks.copying import ROOT

FOOL, CHAIN = "nyt-aleksandr-putin-fool-2022-09", "ivanivka-forest-2023-10"
MUCH = ["dam-sabotage-group-2023-06", "nyt-kyiv-front-calls-2022-09"]
"""The call and the set of calls that are told in most reports."""


@pytest.fixture(scope="module")
def corpus(whole: Corpus) -> Corpus:
    """All of it: `first` is the first edition."""
    return whole


@pytest.fixture(scope="module")
def rest(whole: Corpus) -> Corpus:
    """Without the reports of the call and the set told most."""
    told = whole.tellings.merge(whole.calls[["call_id", "part_of"]], on="call_id")
    much = told.loc[told[["call_id", "part_of"]].isin(MUCH).any(axis=1), "report_id"]
    ids = whole.reports["report_id"]
    return whole.select(ids[~ids.isin(much)])


@pytest.fixture(scope="module")
def fool(corpus: Corpus) -> pd.DataFrame:
    return analysis.trace_call(corpus, FOOL).tellings


@pytest.fixture(scope="module")
def fool_details(corpus: Corpus) -> pd.DataFrame:
    return analysis.trace_call(corpus, FOOL).details


@pytest.fixture(scope="module")
def chain_details(corpus: Corpus) -> pd.DataFrame:
    return analysis.trace_call(corpus, CHAIN).details


@pytest.fixture(scope="module")
def travel(corpus: Corpus) -> pd.DataFrame:
    return analysis.summarise_travel(corpus).set_index("key")


@pytest.fixture(scope="module")
def kinds(corpus: Corpus) -> pd.DataFrame:
    return analysis.count_changes(corpus).set_index("kind")


def test_47_of_48_retellings_name_the_newspaper(corpus: Corpus, fool: pd.DataFrame) -> None:
    trace = analysis.trace_call(corpus, FOOL)
    own = (fool["name"] == "The New York Times").sum()
    used = trace.edges.value_counts(["source", "evidence"])
    assert (len(fool), own, used["The New York Times", "named"]) == (50, 2, 47)
    assert used["Europa Press", "inferred"] == 8
    assert used["Adnkronos", "inferred"] == 3
    assert used["TF1", "copied"] == 1
    assert trace.call["releaser_inferred"]


def test_one_place_of_fifty_is_certain(fool: pd.DataFrame) -> None:
    certain = fool[fool["earliest"] == fool["latest"]]
    assert certain["earliest"].tolist() == [1]
    assert ((fool["earliest"] <= 4) & (fool["latest"] >= 45)).sum() > 50 / 2 - 1


def test_the_name_goes_and_the_fool_is_an_idiot_as_often(fool_details: pd.DataFrame) -> None:
    who = fool_details[fool_details["detail"] == "who says it"]
    later = who[~who["change"].isin(["first", "not seen"])]["reading"]
    named = later[later.str.contains("Aleksandr")]
    assert (len(later), len(named), named.str.contains(",").sum()) == (24, 6, 2)
    word = fool_details[fool_details["detail"] == "word used for Putin"]
    assert word["reading"].value_counts()[["idiot", "fool"]].tolist() == [19, 18]


def test_words_by_language(corpus: Corpus) -> None:
    """Counted in the table of variants itself."""
    said = corpus.variants.query("call_id == @FOOL and detail == 'word used for Putin'")
    said = said.merge(corpus.reports[["report_id", "language", "translated_from"]], on="report_id")
    original = said[said["translated_from"].isna()].value_counts(["language", "reading"])
    assert original["en"].to_dict() == {"fool": 6, "idiot": 3}
    assert original["fr"].to_dict() == {"fool": 2}
    romance = said["language"].isin(["pt", "it", "es"]) | said["translated_from"].eq("es")
    assert said.loc[romance, "reading"].value_counts().to_dict() == {"idiot": 9, "fool": 1}


def test_the_longest_chain_has_four_links(corpus: Corpus) -> None:
    assert measure_travel(corpus)["longest_chain"].max() == 4
    steps = analysis.trace_call(corpus, CHAIN).tellings.set_index("name")
    assert steps["step"].to_dict() == {
        "watson": 1, "Newsweek": 2, "Business Insider Deutschland": 2, "Merkur": 3,
        "Frankfurter Neue Presse": 4, "zLive Network": 4,
    }  # fmt: skip
    assert (steps["shortest"] == 1).all()
    assert steps.loc[["Frankfurter Neue Presse", "zLive Network"], "earliest"].tolist() == [3, 3]


def test_what_one_hand_changed_the_next_hand_on(chain_details: pd.DataFrame) -> None:
    setting = chain_details[chain_details["detail"] == "setting of the losses"].set_index("name")
    assert setting.loc["Newsweek", "reading"] == "failing to take villages"
    later = ["Merkur", "Frankfurter Neue Presse", "zLive Network"]
    assert setting.loc[later, "reading"].unique().tolist() == ["defending conquered land"]
    assert setting.loc[later, "change"].tolist() == ["changed", "kept", "kept"]
    figures = chain_details[chain_details["aspect"] == "figure"]
    assert not figures["change"].isin(["changed", "dropped", "added"]).any()


@pytest.mark.parametrize(
    ("key", "estimate", "low", "high"),
    [
        ("crossing", 0.83, 0.71, 0.92), ("days_from", 2, 1, 3), ("days_to", 22, 15, 31),
        ("two_links", 0.48, 0.35, 0.62), ("three_links", 0.10, 0.03, 0.21),
        ("naming", 0.92, 0.86, 0.96), ("using_unnamed", 0.18, 0.14, 0.23),
        ("outlets_named", 0.75, 0.67, 0.83), ("more_distance", 0.50, 0.29, 0.71),
        ("less_distance", 0.06, 0.00, 0.22), ("more_if_named", 0.69, 0.43, 0.88),
        ("more_if_not", 0.12, 0.06, 0.21), ("distance", 0.11, -0.29, 0.51),
        ("distanced_per_step", 0.18, 0.08, 0.28),
    ],
)  # fmt: skip
def test_figures_over_all_calls(
    travel: pd.DataFrame, key: str, estimate: float, low: float, high: float
) -> None:
    found = travel.loc[key, ["estimate", "low", "high"]].tolist()
    assert found == pytest.approx([estimate, low, high], abs=6e-3)


def test_how_much_is_one_call_and_one_set(rest: Corpus, first: Corpus) -> None:
    assert len(rest.reports) == 480
    found, before = (analysis.summarise_travel(part).set_index("key") for part in (rest, first))
    more = found.loc["more_distance", ["estimate", "low", "high"]]
    assert more.tolist() == pytest.approx([0.37, 0.23, 0.52], abs=6e-3)
    assert found.loc[["crossing", "two_links"], "estimate"].round(2).tolist() == [0.81, 0.46]
    assert found.loc["distanced_per_step", "estimate"] == pytest.approx(0.24, abs=6e-3)
    assert found.loc["less_distance", "estimate"] == pytest.approx(0.08, abs=6e-3)
    assert before.loc["less_distance", "estimate"] == pytest.approx(0.09, abs=6e-3)


def test_reports_at_later_steps_are_coded_distanced_more_often(
    corpus: Corpus, rest: Corpus
) -> None:
    table = analysis.compare_groups(corpus, "step", "certainty", ["distanced"])
    assert table["estimate"].round(2).tolist() == [0.05, 0.22, 0.48, 0.74]
    assert table["alpha"].round(2).unique().tolist() == [0.92]
    table = analysis.compare_groups(rest, "step", "certainty", ["distanced"])
    assert table["estimate"].round(2).tolist()[1:] == [0.20, 0.49, 0.83]


@pytest.mark.parametrize(
    ("kind", "share"), [("wording", 0.57), ("persons", 0.52), ("numbers", 0.22), ("places", 0.13)]
)
def test_kinds_of_detail_that_differ(kinds: pd.DataFrame, kind: str, share: float) -> None:
    assert kinds.loc[kind, "differing_share"] == pytest.approx(share, abs=6e-3)


def test_numbers_and_places_differ_in_fewer_calls_than_persons_and_wording(
    kinds: pd.DataFrame,
) -> None:
    most = kinds.loc[["numbers", "places"], "differing_high"].max()
    assert most < kinds.loc[["persons", "wording"], "differing_low"].min()
    assert kinds.loc["numbers", ["tellings", "uncertain"]].tolist() == [36, 143]


def test_wording_is_kept_less_without_the_dam(kinds: pd.DataFrame, rest: Corpus) -> None:
    other = analysis.count_changes(rest).set_index("kind")
    shares = [table.loc["wording", "share"] for table in (kinds, other)]
    assert shares == pytest.approx([0.40, 0.59], abs=6e-3)


@pytest.mark.parametrize(
    ("aspect", "every", "without"),
    [("quote wording", 0.60, 0.42), ("number", 0.69, 0.51), ("place", 0.45, 0.60)],
)
def test_how_often_two_tellings_are_alike(
    corpus: Corpus, rest: Corpus, aspect: str, every: float, without: float
) -> None:
    """Pairs with the same reading, counted from how many tellings have each."""
    for part, share in ((corpus, every), (rest, without)):
        variants = part.variants[part.variants["aspect"] == aspect]
        tellings = variants.groupby(["call_id", "detail"]).size()
        alike = variants.groupby(["call_id", "detail", "reading"]).size()
        pairs = [(each * (each - 1) / 2).sum() for each in (alike, tellings)]
        assert pairs[0] / pairs[1] == pytest.approx(share, abs=6e-3)


def test_what_was_dropped_is_known_of_the_first_edition_only(first: Corpus) -> None:
    variants = pd.read_csv(ROOT / "corpus" / "variants.csv", dtype="str")
    absent = variants[variants["reading"] == "absent"]["edition"].value_counts()
    assert absent.to_dict() == {"1": 66}
    claims = analysis.count_changes(first).set_index("kind").loc["claims told or left out"]
    columns = ["tellings", "kept", "changed", "dropped", "uncertain"]
    assert claims[columns].tolist() == [24, 14, 5, 5, 65]


def test_whom_most_outlets_use(corpus: Corpus, rest: Corpus) -> None:
    feeds = analysis.count_feeds(corpus)
    outlets = feeds.groupby("source")["outlet"].nunique().sort_values(ascending=False)
    assert outlets.head(4).to_dict() == {
        "SBU": 164, "HUR": 85, "The New York Times": 74, "Reuters": 36,
    }  # fmt: skip
    widest = feeds.nlargest(2, "calls")[["source", "outlet"]].to_numpy().tolist()
    assert widest == [["HUR", "Kyiv Post"], ["HUR", "Newsweek"]]
    strong = feeds[(feeds["calls"] >= 4) & (feeds["source"] != feeds["outlet"])]
    assert (len(strong), (strong["source"] == "The New York Times").sum()) == (48, 26)
    fewer = analysis.count_feeds(rest).groupby("source")["outlet"].nunique()
    assert fewer[["SBU", "Associated Press", "Kyiv Post"]].tolist() == [100, 24, 23]
    assert "The New York Times" not in fewer


def test_few_places_in_the_order_are_certain(corpus: Corpus) -> None:
    traces = list(trace_calls(corpus, single_calls(corpus)))
    again = pd.concat([each.tellings for each in traces if len(each.tellings) > 1])
    assert (len(again), (again["earliest"] == again["latest"]).sum()) == (796, 40)
    edges = pd.concat([each.edges for each in traces])
    wrong = edges[edges["timing"] == "against the dates"]
    assert len(wrong[["report_id", "source"]].drop_duplicates()) == 12


def test_digests_find_their_calls(corpus: Corpus) -> None:
    texts = corpus.reports[["report_id", "digest"]].rename(columns={"digest": "text"})
    ids = ["2022-06-09-newsis-sham-marriage", "2023-10-29-merkur-ivanivka"]
    found = analysis.matching.find_candidates(corpus, texts[texts["report_id"].isin(ids)], most=2)
    first = found[found["rank"] == 1].set_index("report_id")
    assert first.loc[ids, "call_id"].tolist() == ["sham-marriage-2022-06", CHAIN]
    assert first["likely"].all()
    assert not found.loc[found["rank"] == 2, "likely"].any()
