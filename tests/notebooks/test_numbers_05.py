"""The numbers that notebook 05 states in words, recomputed without a notebook."""

import pandas as pd
import pytest

import analysis
from analysis import Corpus
from analysis.measuring.retelling.links import single_calls
from analysis.measuring.retelling.tracing import trace_calls
from analysis.measuring.retelling.travel import measure_travel

FOOL, CHAIN = "nyt-aleksandr-putin-fool-2022-09", "ivanivka-forest-2023-10"


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


def test_sixteen_retellings_name_the_newspaper(corpus: Corpus, fool: pd.DataFrame) -> None:
    trace = analysis.trace_call(corpus, FOOL)
    used = trace.edges.value_counts(["source", "evidence"]).to_dict()
    assert len(fool) == 17
    assert used == {
        ("The New York Times", "named"): 16, ("Europa Press", "inferred"): 4,
        ("Mediaite", "named"): 1,
    }  # fmt: skip
    assert trace.call["releaser_inferred"]


def test_one_place_of_seventeen_is_certain(fool: pd.DataFrame) -> None:
    certain = fool[fool["earliest"] == fool["latest"]]
    assert certain["name"].tolist() == ["The New York Times"]
    widest = fool[(fool["earliest"] == 2) & (fool["latest"] == 17)]
    assert len(widest) > 17 / 2


def test_the_name_goes_and_the_fool_becomes_an_idiot(
    fool: pd.DataFrame, fool_details: pd.DataFrame
) -> None:
    who = fool_details[fool_details["detail"] == "who says it"]
    assert who["change"].value_counts().to_dict() == {
        "changed": 11, "kept": 4, "first": 1, "not seen": 1,
    }  # fmt: skip
    changed = who[who["change"] == "changed"]["reading"]
    assert (~changed.str.contains("Aleksandr")).sum() == 9
    assert (changed.str.contains("Bucha").sum(), changed.str.contains(", a ").sum()) == (2, 2)
    word = fool_details[fool_details["detail"] == "word used for Putin"].merge(
        fool[["report_id", "language", "translated_from"]], on="report_id"
    )
    idiots = word[word["reading"] == "idiot"]
    assert len(idiots) == 7
    assert ((idiots["language"] != "en") | idiots["translated_from"].notna()).all()
    english = word[(word["language"] == "en") & word["translated_from"].isna()]
    assert english["reading"].dropna().tolist() == ["fool"] * 4


def test_the_longest_chain_has_four_links(corpus: Corpus) -> None:
    assert measure_travel(corpus)["longest_chain"].max() == 4
    steps = analysis.trace_call(corpus, CHAIN).tellings.set_index("name")
    assert steps["step"].to_dict() == {
        "Newsweek": 2, "Business Insider Deutschland": 2, "Merkur": 3,
        "Frankfurter Neue Presse": 4, "zLive Network": 4,
    }  # fmt: skip
    assert (steps["shortest"] == 1).all()
    last = steps.loc[["Frankfurter Neue Presse", "zLive Network"]]
    assert last[["earliest", "latest"]].to_numpy().tolist() == [[3, 5], [3, 5]]


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
        ("crossing", 0.75, 0.62, 0.84), ("days_from", 1, 1, 2), ("days_to", 11, 7, 23),
        ("two_links", 0.43, 0.32, 0.55), ("three_links", 0.09, 0.03, 0.20),
        ("naming", 0.87, 0.80, 0.92), ("using_unnamed", 0.20, 0.14, 0.27),
        ("outlets_named", 0.73, 0.64, 0.81), ("more_distance", 0.48, 0.29, 0.67),
        ("less_distance", 0.09, 0.03, 0.26), ("more_if_named", 0.61, 0.40, 0.79),
        ("more_if_not", 0.10, 0.02, 0.34), ("distance", 0.11, -0.29, 0.51),
        ("distanced_per_step", 0.25, 0.08, 0.42),
    ],
)  # fmt: skip
def test_figures_over_all_calls(
    travel: pd.DataFrame, key: str, estimate: float, low: float, high: float
) -> None:
    found = travel.loc[key, ["estimate", "low", "high"]].tolist()
    assert found == pytest.approx([estimate, low, high], abs=6e-3)


def test_reports_at_later_steps_are_coded_distanced_more_often(corpus: Corpus) -> None:
    table = analysis.compare_groups(corpus, "step", "certainty", ["distanced"])
    assert table["estimate"].round(2).tolist() == [0.10, 0.18, 0.51, 0.85]
    assert table["alpha"].round(2).unique().tolist() == [0.86]


@pytest.mark.parametrize(
    ("kind", "share"), [("persons", 0.46), ("wording", 0.43), ("numbers", 0.16), ("places", 0.09)]
)
def test_kinds_of_detail_that_differ(kinds: pd.DataFrame, kind: str, share: float) -> None:
    assert kinds.loc[kind, "differing_share"] == pytest.approx(share, abs=6e-3)


def test_numbers_and_places_differ_in_fewer_calls_than_persons_and_wording(
    kinds: pd.DataFrame,
) -> None:
    most = kinds.loc[["numbers", "places"], "differing_high"].max()
    assert most < kinds.loc[["persons", "wording"], "differing_low"].min()
    assert kinds.loc["numbers", ["tellings", "uncertain"]].tolist() == [1, 51]


def test_whom_most_outlets_use(corpus: Corpus) -> None:
    feeds = analysis.count_feeds(corpus)
    outlets = feeds.groupby("source")["outlet"].nunique().sort_values(ascending=False)
    assert outlets.head(4).to_dict() == {
        "SBU": 56, "HUR": 54, "The New York Times": 20, "Kyiv Post": 17,
    }  # fmt: skip
    widest = feeds.loc[feeds["calls"].idxmax(), ["source", "outlet"]].tolist()
    assert widest == ["HUR", "Kyiv Post"]


def test_few_places_in_the_order_are_certain(corpus: Corpus) -> None:
    traces = list(trace_calls(corpus, single_calls(corpus)))
    again = pd.concat([each.tellings for each in traces if len(each.tellings) > 1])
    assert (len(again), (again["earliest"] == again["latest"]).sum()) == (317, 42)
    edges = pd.concat([each.edges for each in traces])
    wrong = edges[edges["timing"] == "against the dates"]
    assert len(wrong[["report_id", "source"]].drop_duplicates()) == 4


def test_digests_find_their_calls(corpus: Corpus) -> None:
    texts = corpus.reports[["report_id", "digest"]].rename(columns={"digest": "text"})
    ids = ["2022-06-09-newsis-sham-marriage", "2023-10-29-merkur-ivanivka"]
    found = analysis.matching.find_candidates(corpus, texts[texts["report_id"].isin(ids)], most=2)
    first = found[found["rank"] == 1].set_index("report_id")
    assert first.loc[ids, "call_id"].tolist() == ["sham-marriage-2022-06", CHAIN]
    assert first["likely"].all()
    assert not found.loc[found["rank"] == 2, "likely"].any()
