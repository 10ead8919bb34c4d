"""Candidates: what is found, what never is, and that the score can be taken apart."""

import math
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.collecting.matching.targets import read_tellings
from analysis.reading.texts import Document, read_texts

LETTERS = (
    "A man near Lowmarsh told his mother that 12 letters reached him late. The field post, he "
    "said in the call that the HUR published, has moved twice.\n"
)
ORIGINALS = Path(analysis.__file__).parents[2] / "shared" / "originals"
OF_ORIGINALS = {
    "000": ("2023-10-29-merkur-ivanivka", "ivanivka-forest-2023-10"),
    "001": ("2023-12-14-pledgetimes-march-toward-russia", "march-toward-russia-2023-12"),
    "002": ("2022-05-14-wartranslated-commander-shot-leg", "commander-shot-leg-2022-05"),
    "003": ("2022-12-daily-express-swamp-five-days-francispointbb", "swamp-five-days-2022-12"),
    "004": ("2023-kyiv-post-dima-video", None),
}
"""The report that each is, and the call that it tells and another report, too, if there is one."""


def texts_of(text: str | None, key: str = "mine", **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"text_id": [key], "text": [text], **columns})


def test_the_call_comes_first_with_what_both_have(intact: analysis.Corpus) -> None:
    texts = texts_of(LETTERS, published_from="2022-05-10", published_to="2022-05-12")
    before = texts.copy()
    first = analysis.matching.find_candidates(intact, texts).iloc[0]
    assert (first["text_id"], first["rank"], first["call_id"]) == ("mine", 1, "late-mail")
    assert (first["title"], first["reports"], first["compared_by"]) == ("Late post", 2, "words")
    assert "Lowmarsh" in first["names"]
    assert first["numbers"] == "12"
    assert (first["days_apart"], first["dates"]) == (0, "2022-05-10/2022-05-12")
    assert (first["released_by"], first["their_released_by"]) == ("HUR", "HUR")
    assert first["passage"] == LETTERS[first["start"] : first["end"]]
    assert first["gist"] == "A soldier tells his mother that the post comes late."
    pd.testing.assert_frame_equal(texts, before)


def test_a_report_of_the_corpus_is_held_against_the_others_only(intact: analysis.Corpus) -> None:
    own = texts_of(LETTERS, "2022-05-10-harbour-post-late-mail")
    found = analysis.matching.find_candidates(intact, own)
    late = found[found["call_id"] == "late-mail"].iloc[0]
    assert (late["reports"], late["their_report_id"]) == (1, "2022-06-abendblick-late-mail")


def test_a_call_that_only_the_text_itself_tells_is_no_candidate(intact: analysis.Corpus) -> None:
    one = intact.select(["2022-05-10-harbour-post-late-mail"])
    own = texts_of(LETTERS, "2022-05-10-harbour-post-late-mail")
    assert analysis.matching.find_candidates(one, own).empty
    assert len(analysis.matching.find_candidates(one, texts_of(LETTERS))) == 1


@pytest.mark.parametrize("text", ["", "\n", "Advertisement\n", None])
def test_a_text_without_words_has_no_candidates(text: str | None, intact: analysis.Corpus) -> None:
    found = analysis.matching.find_candidates(intact, texts_of(text))
    assert found.empty
    assert found.columns[0] == "text_id"


def test_stored_texts_keep_their_key(intact: analysis.Corpus) -> None:
    """They are keyed by `report_id`, which is the name of columns of the corpus, too."""
    texts = texts_of(LETTERS).rename(columns={"text_id": "report_id"})
    found = analysis.matching.find_candidates(intact, texts)
    assert found.columns.is_unique
    assert set(found["report_id"]) == {"mine"}


def test_no_texts_give_no_rows_of_the_same_types(intact: analysis.Corpus) -> None:
    some = analysis.matching.find_candidates(intact, texts_of(LETTERS))
    none = analysis.matching.find_candidates(intact, texts_of(LETTERS).iloc[:0])
    assert none.empty
    pd.testing.assert_series_equal(none.dtypes, some.dtypes)


def test_most_limits_the_candidates_of_each_text(intact: analysis.Corpus) -> None:
    both = pd.concat([texts_of(LETTERS, "one"), texts_of(LETTERS, "two")])
    found = analysis.matching.find_candidates(intact, both, most=2)
    assert found[["text_id", "rank"]].to_numpy().tolist() == [
        ["one", 1], ["one", 2], ["two", 1], ["two", 2],
    ]  # fmt: skip


def test_another_language_is_compared_by_concepts(intact: analysis.Corpus) -> None:
    text = "Der Mann bei Lowmarsh sagt seiner Mutter, dass 12 Briefe nicht kamen. Das ist die Post."
    first = analysis.matching.find_candidates(intact, texts_of(text)).iloc[0]
    assert (first["call_id"], first["compared_by"]) == ("late-mail", "concepts")


def test_what_was_concluded_from_all_reports_is_not_used(small_corpus) -> None:
    plain = read_tellings(analysis.read_corpus(small_corpus))
    small_corpus.change("calls.csv", "Letters come late.", "Parcels of 77 in Highmarsh.")
    assert read_tellings(analysis.read_corpus(small_corpus)) == plain


def test_dates_that_rest_on_other_reports_are_not_used(small_corpus) -> None:
    name = "reports/2022-05-10-harbour-post-late-mail.md"
    small_corpus.change(name, "date_basis: stated", "date_basis: context")
    [telling] = [
        each
        for each in read_tellings(analysis.read_corpus(small_corpus))
        if each.report_id == "2022-05-10-harbour-post-late-mail"
    ]
    assert telling.facts.published is None
    assert telling.facts.released is not None


def test_texts_without_a_column_of_texts_are_refused(intact: analysis.Corpus) -> None:
    with pytest.raises(KeyError, match="no column 'text'; there are: text_id, words"):
        analysis.matching.find_candidates(intact, pd.DataFrame({"text_id": [], "words": []}))


def test_points_of_the_evidence_make_the_score(intact: analysis.Corpus) -> None:
    texts = texts_of(LETTERS)
    first = analysis.matching.find_candidates(intact, texts).iloc[0]
    evidence = analysis.matching.find_evidence(intact, texts, "mine", first["call_id"])
    odds = math.log(first["score"] / (1 - first["score"]))
    assert evidence["points"].sum() == pytest.approx(odds)
    assert evidence["kind"].tolist() == ["start", "words", "name", "number", "releaser"]
    placed = evidence.dropna(subset=["start"])
    for row in placed.itertuples():
        assert LETTERS[row.start : row.end] == row.text


def test_evidence_of_an_unknown_text_or_call_is_refused(intact: analysis.Corpus) -> None:
    texts = texts_of(LETTERS)
    with pytest.raises(KeyError, match="no such text: yours"):
        analysis.matching.find_evidence(intact, texts, "yours", "late-mail")
    with pytest.raises(KeyError, match="no other report tells a call late-post"):
        analysis.matching.find_evidence(intact, texts, "mine", "late-post")


MISTAKEN = {"000": ["weak-for-vest-2023-10"]}
"""Calls that a text is wrongly said to be likely to tell, behind the right one."""


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="no full texts beside the kit")
@pytest.mark.parametrize("number", OF_ORIGINALS)
def test_a_whole_text_finds_its_call_by_other_reports(number: str, corpus: analysis.Corpus) -> None:
    [path] = ORIGINALS.glob(f"{number}_*.txt")
    [document] = read_texts(path)
    assert isinstance(document, Document)
    report_id, call_id = OF_ORIGINALS[number]
    found = analysis.matching.find_candidates(corpus, texts_of(document.text, report_id), most=214)
    likely = found.loc[found["likely"], "call_id"].tolist()
    assert likely == ([call_id, *MISTAKEN.get(number, [])] if call_id else [])
    if call_id:
        assert found["score"].iloc[0] > 0.7


def test_invented_articles_are_likely_to_tell_nothing(corpus: analysis.Corpus) -> None:
    found = analysis.matching.find_candidates(corpus, analysis.collecting.read_samples())
    assert not found["likely"].any()


@pytest.mark.parametrize("most", [0, -1])
def test_candidates_are_one_at_least(intact: analysis.Corpus, most: int) -> None:
    with pytest.raises(ValueError, match="expected 1 or more"):
        analysis.matching.find_candidates(intact, texts_of(LETTERS), most=most)


def test_a_text_without_words_has_no_evidence(intact: analysis.Corpus) -> None:
    with pytest.raises(ValueError, match="mine has no words"):
        analysis.matching.find_evidence(intact, texts_of(None), "mine", "late-mail")
