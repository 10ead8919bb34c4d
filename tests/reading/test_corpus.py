"""The corpus as it is handed out: found, frozen, selected from."""

import dataclasses
import re
import shutil
from html import escape

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis

HARBOUR = "2022-05-10-harbour-post-late-mail"
ABENDBLICK = "2022-06-abendblick-late-mail"
LEAVE = "2023-01-20-harbour-post-long-leave"
UNDATED = "undated-river-radio-long-leave"


def test_the_folder_of_the_environment_variable_is_read(small_corpus, monkeypatch):
    monkeypatch.setenv("OVERHEARD_CORPUS", str(small_corpus.path))
    assert len(analysis.read_corpus().reports) == 6
    assert analysis.read_corpus().folder == small_corpus.path
    assert analysis.check_corpus().empty


def test_a_folder_that_is_given_is_read_before_that_of_the_variable(small_corpus, monkeypatch):
    monkeypatch.setenv("OVERHEARD_CORPUS", "/nowhere")
    assert len(analysis.read_corpus(small_corpus).reports) == 6


@pytest.mark.parametrize("value", [None, ""])
def test_without_the_variable_the_embedded_corpus_is_read(corpus, monkeypatch, tmp_path, value):
    monkeypatch.delenv("OVERHEARD_CORPUS", raising=False)
    if value is not None:
        monkeypatch.setenv("OVERHEARD_CORPUS", value)
    monkeypatch.chdir(tmp_path)
    assert_frame_equal(analysis.read_corpus().reports, corpus.reports)


def test_a_relative_folder_is_read(small_corpus, intact, monkeypatch):
    monkeypatch.chdir(small_corpus.path.parent)
    assert_frame_equal(analysis.read_corpus("corpus").reports, intact.reports)


def test_reading_does_not_depend_on_the_order_of_the_folder(small_corpus, intact, tmp_path):
    shutil.copytree(small_corpus.path, tmp_path / "copy", ignore=shutil.ignore_patterns("*.md"))
    for path in sorted((small_corpus.path / "reports").iterdir(), reverse=True):
        shutil.copy(path, tmp_path / "copy" / "reports")
    read = analysis.read_corpus(tmp_path / "copy")
    assert all(table.equals(intact.tables[name]) for name, table in read.tables.items())


def test_on_error_has_two_values(small_corpus):
    with pytest.raises(ValueError, match="on_error is 'ignore', expected"):
        analysis.read_corpus(small_corpus, on_error="ignore")


def test_an_attribute_cannot_be_assigned(intact):
    with pytest.raises(dataclasses.FrozenInstanceError):
        intact.folder = None
    with pytest.raises((AttributeError, dataclasses.FrozenInstanceError)):
        intact.reports = None
    with pytest.raises(TypeError):
        intact.tables["reports"] = None


@pytest.mark.parametrize("hand_out", [lambda c: c.reports, lambda c: c.tables["reports"]])
def test_a_table_that_is_handed_out_can_be_changed_without_changing_the_corpus(intact, hand_out):
    before = intact.reports
    handed = hand_out(intact)
    handed.loc[0, "outlet"] = "Somebody else"
    handed["extra"] = 1
    handed.index.name = "row"
    del handed["url"]
    assert_frame_equal(intact.reports, before)


def test_the_problems_handed_out_can_be_changed_without_changing_the_corpus(small_corpus):
    small_corpus.write(f"reports/{HARBOUR}.md", "no front matter")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    handed = left.problems
    handed.loc[0, "mend"] = "never mind"
    assert left.problems["mend"].tolist() == ["begin with a line ---"]
    assert repr(left).endswith("; 1 problems left out")


def test_every_table_is_an_attribute(intact):
    for name, table in intact.tables.items():
        assert_frame_equal(getattr(intact, name), table)


def test_a_corpus_says_how_many_rows_it_has(intact):
    assert repr(intact) == (
        f"Corpus {intact.fingerprint}: 6 reports, 4 calls, 7 tellings, 4 citations, 3 variants, "
        "1 figure, 3 places, 1 formation, 36 codings, 3 wording"
    )


def test_a_selection_has_what_belongs_to_its_reports(intact):
    some = intact.select([UNDATED, ABENDBLICK, UNDATED])
    assert some.reports.report_id.tolist() == [ABENDBLICK, UNDATED]
    assert some.tellings.call_id.tolist() == ["late-mail", "wet-boots", "long-leave"]
    assert some.calls.call_id.tolist() == [
        "evening-calls", "late-mail", "wet-boots", "long-leave",
    ]  # fmt: skip
    assert some.places.place.tolist() == ["Lowmarsh", "Highmoor"]
    assert len(some.codings) == 12
    assert some.wording.report_id.tolist() == [ABENDBLICK]
    assert some.figures.empty
    assert len(intact.reports) == 6


def test_a_selection_has_no_calls_that_its_reports_do_not_tell(intact):
    assert intact.select([LEAVE]).calls.call_id.tolist() == ["long-leave"]


def test_a_citation_of_a_report_outside_the_selection_names_its_source_only(intact):
    alone = intact.select([UNDATED]).citations
    assert alone.source.tolist() == ["Harbour Post", "HUR"]
    assert alone.source_report_id.isna().all()
    both = intact.select([UNDATED, LEAVE]).citations
    assert both.source_report_id.dropna().tolist() == [LEAVE]


@pytest.mark.parametrize("seed", range(5))
def test_no_reference_of_a_selection_leads_out_of_it(corpus, seed):
    some = corpus.select(corpus.reports.report_id.sample(30, random_state=seed))
    for name, table in some.tables.items():
        for column, target in REFERENCES.items():
            if column in table and (name, column) != (target, column):
                outside = set(table[column].dropna()) - set(some.tables[target].iloc[:, 0])
                assert not outside, f"{name}.{column}"
        assert_frame_equal(table.astype(corpus.tables[name].dtypes), table)


REFERENCES = {
    "report_id": "reports", "source_report_id": "reports", "call_id": "calls", "part_of": "calls",
}  # fmt: skip


def test_a_selection_of_all_is_the_same_and_of_none_is_empty(intact):
    everything = intact.select(intact.reports.report_id)
    assert all(table.equals(intact.tables[name]) for name, table in everything.tables.items())
    nothing = intact.select([])
    assert [len(table) for table in nothing.tables.values()] == [0] * 11
    for name, table in nothing.tables.items():
        pd.testing.assert_series_equal(table.dtypes, intact.tables[name].dtypes)


def test_an_id_that_is_not_there_cannot_be_selected(intact):
    with pytest.raises(KeyError, match="no such report: nobodys-report"):
        intact.select([HARBOUR, "nobodys-report"])


def test_the_fingerprint_is_the_same_for_the_same_corpus(small_corpus, intact):
    assert analysis.read_corpus(small_corpus.path).fingerprint == intact.fingerprint
    assert re.fullmatch("[0-9a-f]{16}", intact.fingerprint)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("codebook.yml", "Deaths, wounded", "Deaths, the wounded"),
        ("calls.csv", "Late post", "Later post"),
        ("reports/2022-05-10-harbour-post-late-mail.md", "amount: 12", "amount: 13"),
    ],
)
def test_the_fingerprint_changes_with_any_cell(small_corpus, intact, file, old, new):
    path = small_corpus.path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert analysis.read_corpus(small_corpus.path).fingerprint != intact.fingerprint


def test_a_codebook_is_shown_with_every_word_as_text(small_corpus):
    small_corpus.change("codebook.yml", "Deaths, wounded", "<img src=x> $5 and $6 **b**")
    codebook = analysis.read_corpus(small_corpus).codebook
    html = codebook._repr_html_()
    assert "&lt;img src=x&gt; $5 and $6 **b**" in html
    assert html.startswith('<div class="tex2jax_ignore mathjax_ignore">')
    shown = [*codebook.rulings, *codebook.coders.values(), *codebook.definitions["present_when"]]
    assert [each for each in shown if escape(each) not in html] == []
    assert not hasattr(codebook, "_repr_markdown_")
