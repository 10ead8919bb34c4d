"""The numbers that notebook 08 states in words, recomputed without it."""

import pytest

import analysis
from analysis import Corpus


@pytest.fixture(scope="module")
def study(corpus: Corpus):
    """The sample study as it starts."""
    return analysis.collecting.start_study(corpus=corpus)


@pytest.fixture(scope="module")
def filled(corpus: Corpus):
    """The sample study filled in and coded, and its codes."""
    study = analysis.collecting.start_study(corpus=corpus)
    analysis.collecting.fill_reports(study)
    sheet = study.folder / "coding-sheet-ann.csv"
    codes = analysis.collecting.add_codings(study.corpus, sheet)
    return study, study.corpus, codes


def test_eleven_files_in_three_languages_hold_sixteen_articles_of_which_thirteen_are_new(study):
    names = [path.name for path in study.files.iterdir()]
    assert (len(names), len(study.added)) == (11, 16)
    assert (study.added["status"] == "new").sum() == len(study.corpus.reports) == 13
    assert set(study.corpus.reports["language"]) == {"de", "en", "pl"}
    suffixes = {name.rpartition(".")[2] for name in names}
    assert suffixes == {"csv", "docx", "html", "jsonl", "pdf", "rtf", "txt", "zip"}


def test_every_day_is_known_and_all_but_one_outlet(study) -> None:
    reports = study.corpus.reports
    assert (reports["published_from"] == reports["published_to"]).all()
    assert reports["outlet"].isna().sum() == 1
    bounds = analysis.count_reports(study.corpus, "month")
    assert bounds["fewest"].sum() == bounds["most"].sum() == 13


def test_soldiers_say_most_then_mothers_or_friends(study) -> None:
    speakers = analysis.count_speakers(study.parts)
    assert speakers["role"][0] == "soldier"
    assert speakers["share"][0] > 0.5
    assert speakers["low"][0] > speakers["share"][1]


def test_thirteen_reports_tell_five_calls_and_have_94_codes_two_of_them_unsure(filled) -> None:
    study, own, codes = filled
    assert (len(own.reports), len(own.calls)) == (13, 5)
    assert own.tellings["call_id"].nunique() == 5
    assert (len(codes), codes["unsure"].sum()) == (94, 2)
    assert analysis.check_corpus(study.folder).empty
    assert study.missing["missing"].eq("").sum() == 13


def test_losses_lead_in_both_with_a_wide_interval(filled, whole: Corpus) -> None:
    mine = analysis.count_codes(filled[1], every=None, coder="ann")
    theirs = analysis.count_codes(whole, every=None)
    rows = [table.loc[table["share"].idxmax()] for table in (mine, theirs)]
    assert [(row["value"], row["count"], row["total"]) for row in rows] == [
        ("losses", 5, 11), ("losses", 294, 651)
    ]  # fmt: skip
    assert [rows[0]["low"], rows[0]["high"]] == pytest.approx([0.09, 0.87], abs=5e-3)


def test_no_quarter_has_five_independent_calls(filled) -> None:
    assert analysis.count_codes(filled[1], every="quarter", coder="ann")["few"].all()


def test_a_transcript_is_mostly_speech_and_retellings_a_seventh_to_two_fifths(study) -> None:
    speech = analysis.count_speech(study.parts).set_index("report_id")["share"]
    transcript = "2023-06-06-unknown-intercepted-call-under-the"
    assert speech[transcript] == pytest.approx(0.6, abs=0.05)
    retold = speech.drop(transcript)
    assert [retold.min(), retold.max()] == pytest.approx([1 / 7, 2 / 5], abs=0.03)


def test_every_retelling_in_english_or_german_names_a_service(study) -> None:
    sources = study.parts["sources"]
    services = sources[sources["name"].isin(["SBU", "HUR"])]
    assert services["report_id"].nunique() >= 11
    unchecked = study.parts["markers"].query("kind == 'verification'")["report_id"].nunique()
    assert unchecked > 5


def test_all_are_proposed_to_tell_five_calls_as_a_person_says_they_do(study, filled) -> None:
    proposed = study.corpus.tellings.set_index("report_id")
    assert set(proposed["confidence"]) == {"possible"}
    said = filled[1].tellings.set_index("report_id")["call_id"]
    both = proposed.assign(said=said)[["call_id", "said"]].drop_duplicates()
    assert len(proposed) == 13
    assert len(both) == both["call_id"].nunique() == both["said"].nunique() == 5


def test_the_nearest_call_is_the_one_linked_by_hand_and_none_of_the_corpus_is_likely(
    filled, corpus: Corpus
) -> None:
    study, own, _ = filled
    nearest = analysis.matching.find_candidates(own, study.parts, most=1).set_index("report_id")
    linked = own.tellings.set_index("report_id")["call_id"]
    assert (nearest["call_id"] == linked.reindex(nearest.index)).all()
    assert nearest["likely"].sum() == 11
    away = analysis.matching.find_candidates(corpus, study.parts, most=1)
    assert not away["likely"].any()
