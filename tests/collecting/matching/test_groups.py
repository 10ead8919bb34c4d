"""Which texts of a user seem to tell one call."""

import pandas as pd

import analysis
from tests.collecting.matching.evaluation import read_retellings

DUMP = "donetsk-dump-2022-05"


def retellings(*parts: str) -> pd.DataFrame:
    """Texts by language and the first call that each tells."""
    texts = read_retellings(*parts)
    texts["told"] = texts["calls"].str[0]
    return texts


def test_retellings_in_four_languages_are_one_call_of_the_corpus(whole: analysis.Corpus) -> None:
    texts = retellings("open").query("told == @DUMP")
    assert texts["language"].tolist() == ["en", "de", "pl", "uk"]
    found = analysis.matching.group_texts(whole, texts[["text_id", "text"]])
    assert found["call"].tolist() == [DUMP] * 4
    assert found["known"].all()
    assert found["texts"].tolist() == [4] * 4


def test_they_are_one_call_as_well_where_the_corpus_does_not_have_it(
    whole: analysis.Corpus,
) -> None:
    others = whole.reports["report_id"].isin(
        whole.tellings.loc[whole.tellings["call_id"] == DUMP, "report_id"]
    )
    left = whole.select(whole.reports.loc[~others, "report_id"].tolist())
    texts = retellings("open").query("told == @DUMP")
    found = analysis.matching.group_texts(left, texts[["text_id", "text"]])
    assert found["call"].tolist() == [texts["text_id"].iloc[0]] * 4
    assert not found["known"].any()


def test_texts_of_different_calls_are_not_put_together(whole: analysis.Corpus) -> None:
    """Of all retellings, those of a group that the corpus has tell one call."""
    texts = retellings("open", "kept")
    found = analysis.matching.group_texts(whole, texts[["text_id", "text"]]).merge(texts)
    together = found[(found["texts"] > 1) & found["known"]]
    right = [call in calls for call, calls in zip(together["call"], together["calls"], strict=True)]
    assert len(right) >= 10
    assert sum(right) >= 0.9 * len(right)


def test_a_text_alone_has_no_score_and_a_text_without_words_is_alone(
    whole: analysis.Corpus,
) -> None:
    texts = pd.DataFrame({"text_id": ["a", "b"], "text": ["It rains on the quay.", ""]})
    before = texts.copy()
    found = analysis.matching.group_texts(whole, texts)
    assert found["call"].tolist() == ["a", "b"]
    assert found["texts"].tolist() == [1, 1]
    assert found["score"].isna().all()
    pd.testing.assert_frame_equal(texts, before)


def test_no_texts_give_no_rows_of_the_same_types(whole: analysis.Corpus) -> None:
    texts = pd.DataFrame({"text_id": ["a"], "text": ["It rains."]})
    some, none = (analysis.matching.group_texts(whole, each) for each in (texts, texts.iloc[:0]))
    assert none.empty
    pd.testing.assert_series_equal(none.dtypes, some.dtypes)
