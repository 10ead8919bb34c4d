"""The numbers that notebook 08 states in words, recomputed without it."""

import pytest

import analysis
from analysis import Corpus


@pytest.fixture(scope="module")
def study(corpus: Corpus):
    """The sample study with its texts stored and its codes added."""
    study = analysis.collecting.open_study()
    analysis.collecting.add_texts(study.files, corpus=corpus, to=study.texts)
    codes = analysis.collecting.add_codings(analysis.read_corpus(study.folder), study.sheet)
    return study, analysis.read_corpus(study.folder), codes


def test_nine_files_of_seven_formats_hold_fourteen_articles_of_which_eleven_are_new(
    corpus: Corpus,
) -> None:
    study = analysis.collecting.open_study()
    names = [path.suffix for path in study.files.iterdir()]
    readable = set(names) - {".pdf"}
    assert (len(names), len(readable)) == (9, 7)
    added = analysis.collecting.add_texts(study.files, corpus=corpus, to=study.texts)
    assert (len(added), (added["status"] == "new").sum()) == (14, 11)


def test_eleven_reports_tell_five_calls_and_have_94_codes_two_of_them_unsure(study) -> None:
    _, own, codes = study
    assert (len(own.reports), len(own.calls)) == (11, 5)
    assert own.tellings["call_id"].nunique() == 5
    assert (len(codes), codes["unsure"].sum()) == (94, 2)
    assert analysis.check_corpus(own.folder).empty


def test_every_day_is_known(study) -> None:
    bounds = analysis.count_reports(study[1], "month")
    assert bounds["fewest"].sum() == bounds["most"].sum() == 11


def test_losses_lead_in_both_with_an_interval_from_09_to_87(study, whole: Corpus) -> None:
    mine = analysis.count_codes(study[1], every=None, coder="ann")
    theirs = analysis.count_codes(whole, every=None)
    rows = [table.loc[table["share"].idxmax()] for table in (mine, theirs)]
    assert [(row["value"], row["count"], row["total"]) for row in rows] == [
        ("losses", 5, 11), ("losses", 294, 651)
    ]  # fmt: skip
    assert [rows[0]["low"], rows[0]["high"]] == pytest.approx([0.09, 0.87], abs=5e-3)


def test_no_quarter_has_five_independent_calls(study) -> None:
    assert analysis.count_codes(study[1], every="quarter", coder="ann")["few"].all()


def test_a_transcript_is_mostly_speech_and_retellings_a_seventh_to_two_fifths(study) -> None:
    texts = analysis.collecting.read_stored_texts(study[1])[["report_id", "text"]]
    speech = analysis.count_speech(texts).set_index("report_id")["share"]
    transcript = "2023-06-06-unknown-intercepted-call-under-the"
    assert speech[transcript] == pytest.approx(0.6, abs=0.05)
    retold = speech.drop(transcript)
    assert [retold.min(), retold.max()] == pytest.approx([1 / 7, 2 / 5], abs=0.03)


def test_soldiers_speak_most_then_mothers_and_every_retelling_names_a_service(study) -> None:
    texts = analysis.collecting.read_stored_texts(study[1])[["report_id", "text"]]
    parts = analysis.parse_texts(texts)
    roles = parts["quotes"]["role"].value_counts()
    assert roles.index[:2].tolist() == ["soldier", "mother"]
    services = parts["sources"][parts["sources"]["name"].isin(["SBU", "HUR"])]
    assert services["report_id"].nunique() == 10
    unchecked = parts["markers"].query("kind == 'verification'")["report_id"].nunique()
    assert unchecked > 5


def test_the_nearest_call_is_the_one_linked_by_hand_and_none_of_the_corpus_is_likely(
    study, corpus: Corpus
) -> None:
    _, own, _ = study
    texts = analysis.collecting.read_stored_texts(own)[["report_id", "text"]]
    nearest = analysis.matching.find_candidates(own, texts, most=1).set_index("report_id")
    linked = own.tellings.set_index("report_id")["call_id"]
    assert (nearest["call_id"] == linked.reindex(nearest.index)).all()
    assert nearest["likely"].sum() == 10
    assert not analysis.matching.find_candidates(corpus, texts, most=1)["likely"].any()
