"""The form of a study: it shows what is missing, writes what is given, and goes on to the next."""

from pathlib import Path

import pytest

import analysis
from analysis.collecting import start_study

ONE = "Quay Post\nBoots asked for\n3 July 2022\n\n“It rains,” the soldier told his wife.\n"
TWO = "Isle Radio\nBridge closed\n4 July 2022\n\n“We had no choice,” the mayor said of <b>it</b>.\n"


@pytest.fixture
def form(tmp_path: Path, corpus: analysis.Corpus):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE)
    (folder / "two.txt").write_text(TWO)
    return analysis.explore_study(start_study(folder, corpus=corpus))


def save(form, **values) -> None:
    for name, value in values.items():
        form.fields[name].value = value
    form.save.click()


def test_it_opens_at_the_first_report_with_what_was_found(form) -> None:
    assert form.heading.value.startswith("<b>2 reports, 2 lack something.</b> kind of outlet: 2")
    assert form.fields["outlet"].value == "Quay Post"
    assert form.fields["published"].value == "2022-07-03"
    assert form.fields["outlet_kind"].value == "not said yet"
    assert "told his wife" in form.text.value


def test_save_writes_what_was_changed_and_goes_on(form) -> None:
    first = form.reports.value
    save(form, outlet_kind="newspaper", digest="Boots are asked for.")
    assert form.reports.value != first
    report = form.study.corpus.reports.set_index("report_id").loc[first]
    assert (report["outlet_kind"], report["digest"]) == ("newspaper", "Boots are asked for.")
    assert report["outlet"] == "Quay Post"
    assert "Saved: kind of outlet, digest" in form.note.value


def test_a_report_that_tells_no_call_says_so(form) -> None:
    save(form, outlet_kind="newspaper", call="Boots asked for")
    second = form.reports.value
    save(form, outlet_kind="broadcaster", call="it tells no call")
    assert form.selected().set_index("report_id").at[second, "call"] == "-"
    assert form.heading.value == "<b>2 reports, none lack something.</b>"
    form.reports.value = second
    assert form.fields["call"].value == "it tells no call"


def test_a_call_named_once_is_offered_for_the_next(form) -> None:
    save(form, call="Boots with holes", outlet_kind="newspaper")
    assert "Boots with holes" in form.fields["call"].options


def test_what_cannot_be_is_said_and_nothing_is_written(form) -> None:
    before = form.selected()
    save(form, published="2022-02-30")
    assert "Not saved" in form.note.value
    assert "is not a date that exists" in form.note.value
    assert form.selected().equals(before)


def test_a_file_edited_elsewhere_meanwhile_keeps_that(form) -> None:
    first = form.reports.value
    path = form.study.folder / "reports" / f"{first}.md"
    path.write_text(path.read_text().replace("language: en", "byline: Ann\nlanguage: en"))
    save(form, outlet_kind="newspaper")
    assert form.study.corpus.reports.set_index("report_id").at[first, "byline"] == "Ann"


def test_the_text_of_others_stays_text(form) -> None:
    save(form, outlet_kind="newspaper")
    assert "&lt;b&gt;it&lt;/b&gt;" in form.text.value


def test_words_of_a_digest_are_counted(form) -> None:
    form.fields["digest"].value = "Two words"
    assert form.fields["digest"].description == "Digest (2 words)"


def test_without_a_kernel_it_says_what_is_missing(form) -> None:
    bundle = form._repr_mimebundle_()
    said = (bundle[0] if isinstance(bundle, tuple) else bundle)["text/plain"]
    assert said.startswith("2 reports, 2 lack something. kind of outlet: 2")
    assert said.endswith("The form opens when the cell is run.")
