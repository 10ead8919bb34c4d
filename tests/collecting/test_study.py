"""The sample study: a copy to work in, every format read, each report the one of its text."""

import pytest

import analysis


@pytest.fixture(scope="module")
def added(corpus: analysis.Corpus):
    """The copy of the study, and what became of its files."""
    study = analysis.collecting.open_study()
    return study, analysis.collecting.add_texts(study.files, corpus=corpus, to=study.texts)


def test_each_copy_is_a_new_one() -> None:
    one, other = analysis.collecting.open_study(), analysis.collecting.open_study()
    (one.folder / "calls.csv").unlink()
    assert (other.folder / "calls.csv").exists()
    assert not (one.folder / "files").exists()


def test_one_place_alone_is_no_study(tmp_path) -> None:
    with pytest.raises(ValueError, match="name both"):
        analysis.collecting.open_study(tmp_path)


def test_every_report_of_the_study_is_the_one_drafted_for_its_text(added) -> None:
    study, table = added
    own = analysis.read_corpus(study.folder)
    ids = set(own.reports["report_id"])
    assert set(table.loc[table["status"] == "new", "report_id"]) == ids
    assert set(analysis.collecting.read_stored_texts(own)["report_id"]) == ids
    for report in own.reports.itertuples():
        assert report.report_id.startswith(f"{report.published_from:%Y-%m-%d}")


def test_the_study_has_a_file_of_each_fate(added) -> None:
    assert added[1]["status"].value_counts().to_dict() == {
        "new": 11, "duplicate": 1, "near-duplicate": 1, "failed": 1
    }  # fmt: skip


def test_adding_the_study_again_adds_nothing(added, corpus: analysis.Corpus) -> None:
    study, _ = added
    again = analysis.collecting.add_texts(study.files, corpus=corpus, to=study.texts)
    assert set(again["status"]) == {"duplicate", "near-duplicate", "failed"}


def test_the_study_names_no_outlet_of_the_corpus(corpus: analysis.Corpus) -> None:
    own = analysis.read_corpus(analysis.collecting.open_study().folder)
    assert not set(own.reports["outlet"].dropna()) & set(corpus.reports["outlet"].dropna())
