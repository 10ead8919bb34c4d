"""Words that a group of texts uses more, on a few sentences that can be counted by hand."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from scipy import sparse, stats

import analysis
from analysis.collecting.streaming import parse_files
from analysis.measuring.wording.keyness import score_words, weigh_prior
from analysis.measuring.wording.sampling import Sample
from analysis.measuring.wording.tokens import find_tokens
from analysis.parsing.article import parse_article
from analysis.parsing.tabling import parse_texts

# Own words: the Post 4 + 5 + 4, the Courier 4 + 3 + 2.
TEXTS = [
    ("p1", "Post", "Grim grim news tonight."),
    ("p2", "Post", "A grim call about boots."),
    ("p3", "Post", "Boots again, he said. “News of boots.”"),
    ("c1", "Courier", "News of the call."),
    ("c2", "Courier", "News and stoves."),
    ("c3", "Courier", "Stoves, stoves."),
]
PAIR = ("Post", "Courier")


@pytest.fixture
def texts():
    return pd.DataFrame(TEXTS, columns=["text_id", "outlet", "text"])


@pytest.fixture
def table(texts):
    return analysis.compare_words(texts, "outlet", groups=PAIR, least=1)


def row(table, word):
    return table.set_index("word").loc[word]


def test_occurrences_are_counted_in_either_group(table):
    assert row(table, "grim")[["count", "other_count", "texts", "other_texts"]].tolist() == [
        3, 0, 2, 0,
    ]  # fmt: skip
    assert row(table, "news")[["count", "other_count", "texts", "other_texts"]].tolist() == [
        1, 2, 1, 2,
    ]  # fmt: skip
    assert table.attrs["words"] == {"Post": 13, "Courier": 9}
    assert table.attrs["texts"] == {"Post": 3, "Courier": 3}


def test_rates_are_per_thousand_words(table):
    grim = row(table, "news")
    assert grim["rate"] == pytest.approx(1000 / 13)
    assert grim["other_rate"] == pytest.approx(2000 / 9)


def test_the_words_of_the_first_group_come_first(table):
    assert table["word"].iloc[0] == "grim"
    assert table["word"].iloc[-1] == "stoves"
    assert table["group"].iloc[[0, -1]].tolist() == list(PAIR)


def test_the_prior_is_both_groups_together_with_the_weight_of_a_text(table):
    # 22 words in six texts; "grim" is 3 of 22 of the prior's 22 / 6 words: 0.5.
    weight = 22 / 6
    assert table.attrs["prior"] == round(weight, 3)
    assert table.attrs["prior_from"] == "both groups"
    by_hand = np.log(3.5 / (13 + weight - 3.5)) - np.log(0.5 / (9 + weight - 0.5))
    grim = row(table, "grim")
    assert grim["log_odds"] == pytest.approx(by_hand)
    assert grim["z"] == pytest.approx(by_hand / np.sqrt(1 / 3.5 + 1 / 0.5))


def test_a_background_shares_in_the_prior(texts):
    background = pd.DataFrame({"text_id": ["x"], "text": ["Grim grim grim, all of it grim."]})
    found = analysis.compare_words(
        texts, "outlet", groups=PAIR, least=1, background=background, prior=29
    )
    # 3 + 4 of 22 + 7 words: 7 of the prior's 29.
    by_hand = np.log(10 / (13 + 29 - 10)) - np.log(7 / (9 + 29 - 7))
    assert row(found, "grim")["log_odds"] == pytest.approx(by_hand)
    assert found.attrs["prior_from"] == "both groups and a background"


def test_p_is_that_of_chi_squared_and_q_of_benjamini_and_hochberg(table):
    assert table["p"].to_numpy() == pytest.approx(stats.chi2.sf(table["g2"], 1))
    p = table["p"].sort_values()
    steps = (p * len(p) / np.arange(1, len(p) + 1))[::-1].cummin()[::-1]
    assert table["q"].loc[p.index].to_numpy() == pytest.approx(steps.to_numpy())


def test_a_word_from_one_text_is_flagged(table):
    assert row(table, "tonight")["only_in"] == "one text"
    assert pd.isna(row(table, "grim")["only_in"])


def test_a_word_that_both_use_alike_is_of_neither():
    texts = pd.DataFrame({"text_id": list("ab"), "by": list("xy"), "text": ["No boots."] * 2})
    found = analysis.compare_words(texts, "by", least=1)
    assert found["group"].isna().all()
    assert found["only_in"].isna().all()
    assert found["log_odds"].tolist() == [0.0, 0.0]


def test_quotations_can_be_compared_instead():
    texts = pd.DataFrame(
        {
            "text_id": list("ab"),
            "outlet": ["Post", "Courier"],
            "text": ["“No boots,” the soldier said.", "“No coal,” the soldier said."],
        }
    )
    found = analysis.compare_words(texts, "outlet", groups=PAIR, part="quoted", least=1)
    assert set(found["word"]) == {"no", "boots", "coal"}
    assert found.attrs["part_words"] == "words quoted or spoken"


PAGES = [
    ("a", "Post", "Grim news tonight, an officer said on the quay.\n\nAdvertisement"),
    ("b", "Courier", "Grim news again, an officer said on the quay.\n\nAdvertisement"),
]


def test_texts_that_are_cleaned_already_are_counted_as_they_stand():
    pages = pd.DataFrame(PAGES, columns=["text_id", "outlet", "text"])
    article, text = (
        analysis.compare_words(pages, "outlet", part=part, least=1) for part in ("all", "text")
    )
    assert {*text["word"]} - {*article["word"]} == {"advertisement"}
    assert text.attrs["words"] == {"Post": 10, "Courier": 10}


def test_intervals_can_be_left_out_and_nothing_else_changes(texts, table):
    found = analysis.compare_words(texts, "outlet", groups=PAIR, least=1, intervals=False)
    assert found[["low", "high"]].isna().all(axis=None)
    assert table[["low", "high"]].notna().all(axis=None)
    pd.testing.assert_frame_equal(
        found.drop(columns=["low", "high"]), table.drop(columns=["low", "high"])
    )


def test_asked_again_the_texts_are_not_counted_anew(texts, monkeypatch):
    parsed = parse_texts(texts)
    first = analysis.compare_words(parsed, "outlet", groups=PAIR)
    monkeypatch.delattr("analysis.parsing.tokens._stretches")
    pd.testing.assert_frame_equal(analysis.compare_words(parsed, "outlet", groups=PAIR), first)


def test_rare_words_and_stop_words_are_not_listed_but_count(texts, table):
    found = analysis.compare_words(texts, "outlet", groups=PAIR, least=3, stop=["news"])
    assert set(found["word"]) == {"grim", "boots", "stoves"} - {"boots"}
    assert found.attrs["words"] == table.attrs["words"]
    assert row(found, "grim")["z"] == row(table, "grim")["z"]


def test_other_orders_are_by_size(texts):
    found = analysis.compare_words(texts, "outlet", groups=PAIR, least=1, sort="g2")
    assert found["g2"].is_monotonic_decreasing


def test_each_word_leads_to_its_lines(texts, table):
    for word in table.itertuples():
        lines = analysis.find_words(
            texts[["text_id", "text"]], word.word, column="text", part="own"
        )
        assert len(lines) == word.count + word.other_count
    everywhere = analysis.find_words(texts[["text_id", "text"]], "boots", column="text")
    assert len(everywhere) == 3


def test_changing_places_changes_signs(texts, table):
    back = analysis.compare_words(texts, "outlet", groups=PAIR[::-1], least=1)
    both = table.merge(back, on="word", suffixes=("", "_back"))
    assert both["log_odds"].to_numpy() == pytest.approx(-both["log_odds_back"].to_numpy())
    assert both["g2"].to_numpy() == pytest.approx(both["g2_back"].to_numpy())
    assert both["group"].tolist() == both["group_back"].tolist()
    assert both["low"].to_numpy() == pytest.approx(-both["high_back"].to_numpy())


def test_the_order_of_the_texts_does_not_matter(texts, table):
    back = analysis.compare_words(texts[::-1], "outlet", groups=PAIR, least=1)
    same = [name for name in table if name not in ("low", "high")]
    pd.testing.assert_frame_equal(table[same], back[same])


def test_the_index_of_the_texts_does_not_matter(texts, table):
    same_names = texts.set_axis([0] * len(texts))
    found = analysis.compare_words(same_names, "outlet", groups=PAIR, least=1)
    pd.testing.assert_frame_equal(found, table)


def test_the_table_given_stays_as_it_was(texts):
    before = texts.copy()
    analysis.compare_words(texts, "outlet", groups=PAIR)
    pd.testing.assert_frame_equal(texts, before)


def test_small_groups_bring_a_warning(table):
    first, other = table.attrs["warnings"]
    assert first.startswith("Post: 13 words in 3 texts say little about its wording")
    assert other.startswith("Courier: 9 words in 3 texts")


def test_without_a_corpus_calls_are_not_known(table):
    assert table[["calls", "other_calls"]].isna().all(axis=None)
    assert table.attrs["resampled"] == "texts"


def test_a_group_of_one_text_has_no_interval(texts):
    found = analysis.compare_words(texts[2:], "outlet", groups=PAIR, least=1)
    assert found[["low", "high"]].isna().all(axis=None)


REPORTS = """
report  dates       outlet   calls  a       adjudicated
p1      2022-05-03  Post     k1     losses  losses
p2      2022-05-04  Post     k1     losses  losses
p3      2022-05-05  Post     k2     losses  losses
c1      2022-05-06  Courier  k3     losses  losses
c2      2022-05-07  Courier  k4     losses  losses
c3      2022-05-08  Courier  k5     losses  losses
"""


def test_a_corpus_knows_the_groups_and_the_calls(make_corpus, texts):
    plain = texts[["text_id", "text"]]
    found = analysis.compare_words(
        plain, "outlet", groups=PAIR, corpus=make_corpus(REPORTS), least=1
    )
    grim = row(found, "grim")
    assert grim[["texts", "calls", "only_in"]].tolist() == [2, 1, "one call"]
    assert found.attrs["calls"] == {"Post": 2, "Courier": 3}
    assert found.attrs["resampled"] == "calls"
    assert "3 texts (independent calls: 2)" in found.attrs["warnings"][0]


def test_a_text_of_no_report_is_an_error(make_corpus, texts):
    plain = pd.concat(
        [texts[["text_id", "text"]], pd.DataFrame([["zz", "News."]], columns=["text_id", "text"])]
    )
    with pytest.raises(KeyError, match="no such report: zz"):
        analysis.compare_words(plain, "outlet", corpus=make_corpus(REPORTS))


def test_digests_are_refused_with_the_reason(corpus):
    digests = corpus.reports[["report_id", "digest"]]
    for given in (digests, digests.rename(columns={"digest": "text"})):
        with pytest.raises(ValueError, match=r"kit's own words.*overheard add FOLDER"):
            analysis.compare_words(given, "outlet_kind", corpus=corpus)


def test_no_texts_are_refused_with_advice(texts, corpus):
    with pytest.raises(ValueError, match=r"no full texts: add them with `overheard add FOLDER`"):
        analysis.compare_words(texts[:0], "outlet")


def test_several_languages_are_refused():
    texts = analysis.collecting.read_samples().assign(half=[1, 2, 1, 2])
    with pytest.raises(ValueError, match=r"one language; the texts are in: en \(3\), de \(1\)"):
        analysis.compare_words(texts, "half")


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"groups": ("Post", "Herald")}, KeyError, r"no text is of 'Herald'; .*Post \(3\)"),
        ({"groups": ("Post", "Post")}, ValueError, "two groups"),
        ({"by": "kind"}, KeyError, "no column 'kind'; there are: text_id, outlet, text"),
        ({"by": "text_id"}, ValueError, r"two groups, name them; there are \(texts\): p1 \(1\)"),
        ({"part": "quoted"}, ValueError, "'Courier' have nothing to count: words quoted or spoken"),
        ({"sort": "p"}, ValueError, "sort is 'p', expected one of: z, log_odds"),
        ({"prior": 0}, ValueError, "the prior weighs 0 words"),
    ],
)
def test_errors_name_what_there_is(texts, options, error, words):
    with pytest.raises(error, match=words):
        analysis.compare_words(texts, options.pop("by", "outlet"), **options)


def test_two_texts_of_one_name_are_an_error(texts):
    with pytest.raises(ValueError, match="two texts are called 'p1'"):
        analysis.compare_words(pd.concat([texts, texts]), "outlet")


def test_intervals_cover_where_z_does_not():
    """The rate of a word varies from text to text (gamma), but not between the groups."""
    rng = np.random.default_rng(20_220_224)
    texts, words, covered, naive, trials = 20, 40, 0, 0, 10
    for _ in range(trials):
        second = np.arange(2 * texts) >= texts
        sizes = rng.integers(200, 600, 2 * texts)
        rates = 0.01 * rng.gamma(1, 1, (2 * texts, words))
        counts = rng.poisson(sizes[:, None] * rates)
        rest = np.maximum(sizes - counts.sum(axis=1), 1)
        sample = Sample(
            ("one", "two"),
            pd.Index([f"word {number}" for number in range(words + 1)]),
            sparse.csr_array(np.column_stack([counts, rest]).astype("float64")),
            second,
            np.arange(2 * texts),
        )
        prior = weigh_prior(sample, None, part="own", weight=None)
        scores = score_words(sample, prior, np.arange(words))
        covered += ((scores["low"] <= 0) & (scores["high"] >= 0)).sum()
        naive += (scores["z"].abs() <= 1.96).sum()
    assert covered / (trials * words) >= 0.93
    assert naive / (trials * words) < 0.75


def test_every_word_is_listed_once(texts):
    found = analysis.compare_words(texts, "outlet", groups=PAIR, least=1)
    assert sorted(found["word"]) == sorted(set(find_tokens(texts)["word"]))


@pytest.mark.parametrize("groups", [None, (2022, 2023), ("2022", "2023")])
def test_groups_can_be_numbers(groups) -> None:
    texts = pd.DataFrame(
        {"text_id": ["a", "b"], "year": [2022, 2023], "text": ["It rains.", "It snows."]}
    )
    table = analysis.compare_words(texts, "year", groups=groups, least=1).set_index("word")
    assert table.loc[["rains", "snows"], "group"].tolist() == ["2022", "2023"]
    assert table.attrs["groups"] == ("2022", "2023")


def test_a_folder_on_disk_gives_what_its_texts_give_in_memory(tmp_path):
    samples = analysis.collecting.read_samples()
    half = len(samples) // 2
    table = pd.DataFrame(
        {
            "outlet": ["Post"] * half + ["Courier"] * (len(samples) - half),
            "text": samples["text"],
        }
    )
    table = table[[language == "en" for language in languages_of(table)]]
    table.to_csv(tmp_path / "press.csv", index=False)
    with ThreadPoolExecutor(1) as executor:
        folder = parse_files(tmp_path / "press.csv", tmp_path / "parsed", executor=executor)
    texts = folder["texts"].sort_values("text_id")[["text_id", "outlet", "text"]]
    options = {"by": "outlet", "groups": ("Post", "Courier")}
    for part in ("own", "quoted", "all"):
        there = analysis.compare_words(folder, part=part, **options)
        pd.testing.assert_frame_equal(there, analysis.compare_words(texts, part=part, **options))
        assert len(there)
    with pytest.raises(ValueError, match="no count of all words of the texts, page furniture too"):
        analysis.compare_words(folder, part="text", **options)
    with_background = {**options, "background": folder}
    pd.testing.assert_frame_equal(
        analysis.compare_words(folder, **with_background),
        analysis.compare_words(texts, **options, background=texts),
    )


def languages_of(table: pd.DataFrame) -> list[str]:
    return [parse_article(text).language for text in table["text"]]
