"""Coding sheets: what is filled in is checked by the codebook, added once, and changes nothing."""

import csv
import shutil
from pathlib import Path

import pytest

import analysis
from analysis.collecting.importing import add_codings
from analysis.collecting.sheets import draft_codings
from analysis.reading.corpus import Corpus
from analysis.reading.problems import CorpusError

VALUES = {
    "theme": "supply", "frame": "", "certainty": "attributed", "verification": "silent",
    "release_motive": "false", "emotive": "none", "victim": "soldiers",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample(corpus: Corpus) -> Path:
    """The folder of the sample study, filled in."""
    study = analysis.collecting.start_study(corpus=corpus)
    analysis.collecting.fill_reports(study)
    (study.folder / "coding-sheet-ann.csv").unlink()
    (study.folder / "codebook.yml").unlink()
    return study.folder


@pytest.fixture
def own(tmp_path: Path, sample: Path) -> Corpus:
    """A study of a dozen reports that nobody has coded."""
    shutil.copytree(sample, tmp_path / "own")
    return analysis.read_corpus(tmp_path / "own")


def fill(own: Corpus, *changes: dict[str, str], delimiter: str = ",") -> Path:
    """A sheet of coder ann with a row filled for each change of `VALUES`, and the others empty."""
    path = own.folder / "filled.csv"
    sheet = draft_codings(own, "ann", to=own.folder / "empty.csv").to_dict("records")
    (own.folder / "empty.csv").unlink()
    for row, change in zip(sheet, changes, strict=False):
        row.update(VALUES | change)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, sheet[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(sheet)
    return path


def problems(own: Corpus, sheet: Path) -> list[str]:
    with pytest.raises(CorpusError) as error:
        add_codings(own, sheet)
    assert not (own.folder / "codings.csv").exists()
    return [f"{row.line}: {row.problem}; {row.mend}" for row in error.value.problems.itertuples()]


def test_sheet_has_a_row_a_report_and_a_column_a_variable(own: Corpus) -> None:
    sheet = draft_codings(own, "ann")
    assert len(sheet) == len(own.reports)
    assert sheet.columns.tolist() == [
        "report_id",
        "published",
        "outlet",
        "coder",
        "codebook",
        *VALUES,
    ]
    written = (own.folder / "coding-sheet-ann.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbfreport_id,published,outlet,coder,codebook,theme")
    assert written.count(b"\n") == 1 + len(own.reports)


def test_sheet_that_is_there_stays_and_comes_back_as_it_is(own: Corpus) -> None:
    sheet = fill(own, {"theme": "doubt"})
    before = sheet.read_bytes()
    again = draft_codings(own, "ann", to=sheet)
    assert sheet.read_bytes() == before
    assert again["theme"].tolist() == ["doubt"] + [""] * (len(own.reports) - 1)
    assert again.columns.tolist() == [
        "report_id",
        "published",
        "outlet",
        "coder",
        "codebook",
        *VALUES,
    ]


def test_nothing_is_left_beside_the_sheet(own: Corpus) -> None:
    before = {each.name for each in own.folder.iterdir()}
    draft_codings(own, "ann")
    assert {each.name for each in own.folder.iterdir()} - before == {"coding-sheet-ann.csv"}


@pytest.mark.parametrize("name", ["Ann", "both", "either", "", "a b"])
def test_name_that_cannot_be_a_coders_is_refused(own: Corpus, name: str) -> None:
    with pytest.raises(ValueError, match="no coder's name"):
        draft_codings(own, name)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_filled_rows_are_added_and_empty_ones_are_not(own: Corpus, delimiter: str) -> None:
    sheet = fill(own, {"theme": "supply losses?", "frame": "morality"}, delimiter=delimiter)
    added = add_codings(own, sheet)
    assert added[["variable", "value", "unsure"]].values.tolist() == [
        ["theme", "supply", False], ["theme", "losses", True], ["frame", "morality", False],
        ["certainty", "attributed", False], ["verification", "silent", False],
        ["release_motive", "false", False], ["emotive", "none", False],
        ["victim", "soldiers", False],
    ]  # fmt: skip
    read = analysis.read_corpus(own.folder)
    assert read.codings[["variable", "value", "unsure"]].equals(
        added[["variable", "value", "unsure"]]
    )
    assert len(draft_codings(read, "ann", to=own.folder / "rest.csv")) == len(own.reports) - 1


def test_report_without_a_theme_is_coded(own: Corpus) -> None:
    add_codings(own, fill(own, {"theme": ""}))
    counts = analysis.count_codes(analysis.read_corpus(own.folder), every=None, coder="ann")
    assert counts["total"].unique().tolist() == [1]
    assert counts["count"].sum() == 0


def test_codebook_of_the_kit_is_put_there_without_its_coders(own: Corpus) -> None:
    add_codings(own, fill(own, {}))
    read, kit = analysis.read_corpus(own.folder).codebook, analysis.read_corpus().codebook
    assert read.definitions.equals(kit.definitions)
    assert read.rulings == kit.rulings
    assert (bool(kit.coders), read.coders) == (True, {})


def test_codebook_that_is_there_stays(own: Corpus) -> None:
    mine = (analysis.read_corpus().folder / "codebook.yml").read_text().replace("1.0", "1.0-mine")
    (own.folder / "codebook.yml").write_text(mine)
    own = analysis.read_corpus(own.folder)
    add_codings(own, fill(own, {}))
    assert (own.folder / "codebook.yml").read_text() == mine


def test_adding_twice_adds_nothing(own: Corpus) -> None:
    sheet = fill(own, {}, {})
    add_codings(own, sheet)
    before = (own.folder / "codings.csv").read_bytes()
    assert add_codings(own, sheet).empty
    assert (own.folder / "codings.csv").read_bytes() == before


def test_codes_that_are_there_are_kept_to_the_byte(own: Corpus) -> None:
    add_codings(own, fill(own, {}))
    before = (own.folder / "codings.csv").read_bytes().rstrip(b"\n")
    (own.folder / "codings.csv").write_bytes(before)
    (own.folder / "filled.csv").unlink()
    add_codings(own, fill(own, {}, {"theme": "doubt"}))
    after = (own.folder / "codings.csv").read_bytes()
    assert after.startswith(before + b"\n")
    assert after.count(b"\n") == before.count(b"\n") + 7


def test_other_codes_of_the_same_coder_are_a_problem(own: Corpus) -> None:
    add_codings(own, fill(own, {}))
    before = (own.folder / "codings.csv").read_bytes()
    with pytest.raises(CorpusError, match="has other codes of ann already"):
        add_codings(own, fill(own, {"victim": "nobody"}))
    assert (own.folder / "codings.csv").read_bytes() == before


def test_everything_wrong_is_named_with_its_line_and_nothing_is_added(own: Corpus) -> None:
    sheet = fill(
        own, {"theme": "supply rain"}, {"certainty": ""}, {}, {"coder": "Ann B"},
        {"report_id": "gone"}, {"victim": "soldiers nobody"},
    )  # fmt: skip
    found = problems(own, sheet)
    assert [line.partition(";")[0] for line in found] == [
        "2: theme=rain is not in the codebook", "3: certainty has no values",
        "5: 'Ann B' is no coder's name", "6: no such report: 'gone'", "7: victim has 2 values",
    ]  # fmt: skip
    assert "use one of: losses, refusal" in found[0]


def test_missing_columns_are_named(own: Corpus) -> None:
    (own.folder / "filled.csv").write_text("report_id,coder,theme\na,b,c\n")
    found = problems(own, own.folder / "filled.csv")
    assert "1: column 'certainty' is missing; add it, as `draft_codings` writes it" in found
    assert len(found) == 6


def test_codes_go_into_no_installed_kit(own: Corpus, tmp_path: Path) -> None:
    sheet = fill(own, {})
    shutil.copytree(own.folder, tmp_path / "_corpus")
    with pytest.raises(ValueError, match="installed kit"):
        add_codings(analysis.read_corpus(tmp_path / "_corpus"), sheet)


def test_blank_lines_of_a_sheet_are_no_reports(small_corpus) -> None:
    corpus = analysis.read_corpus(small_corpus)
    path = Path(small_corpus) / "sheet.csv"
    path.write_text("report_id,published,outlet,coder,theme\n\n,,,,\n", encoding="utf-8")
    sheet = draft_codings(corpus, "zed", to=path)
    assert sheet.empty
    assert sheet.columns.tolist() == ["report_id", "published", "outlet", "coder", "theme"]


def test_values_are_stored_as_the_codebook_spells_them(own: Corpus) -> None:
    added = add_codings(
        own, fill(own, {"theme": "Supply, COMMAND? supply", "certainty": "Attributed"})
    )
    assert added["value"].tolist()[:3] == ["supply", "command", "attributed"]
    assert added["unsure"].tolist()[:3] == [False, True, False]
    assert len(analysis.check_corpus(own.folder)) == 0


def test_values_that_differ_by_a_capital_alone_stay_apart(own: Corpus) -> None:
    mine = (analysis.read_corpus().folder / "codebook.yml").read_text()
    (own.folder / "codebook.yml").write_text(mine.replace("      refusal:", "      Losses:", 1))
    own = analysis.read_corpus(own.folder)
    added = add_codings(own, fill(own, {"theme": "Losses losses"}))
    assert added["value"].tolist()[:2] == ["Losses", "losses"]


def test_value_with_and_without_a_question_mark_is_a_problem(own: Corpus) -> None:
    found = problems(own, fill(own, {"theme": "supply supply?"}))
    assert found == ["2: theme=supply stands with a question mark and without; keep one of them"]


def test_sheet_without_a_code_is_a_problem(own: Corpus) -> None:
    assert problems(own, fill(own)) == [
        "0: no row of the sheet holds a code; fill in the rows that you have coded"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"])
def test_empty_sheet_is_a_problem(own: Corpus, text: str) -> None:
    (own.folder / "filled.csv").write_text(text, encoding="utf-8")
    assert "no row of the sheet holds a code" in problems(own, own.folder / "filled.csv")[0]


# What stands in the first two rows of a sheet, by the outlet's column, and what is said of it.
MARKS = {
    "opened in the first row": ('"Harbour', "Island Gazette", "2: broken CSV: the quotation mark"),
    "opened in the second row": ("Harbour", '"Island Gazette', "3: broken CSV: the quotation mark"),
    "opened in both": ('"Harbour', '"Gazette', "2: broken CSV: the quotation mark"),
    "closed in the second": ('"Harbour', 'Gazette"', "2: the quotation mark opened here takes in"),
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("case", MARKS.values(), ids=MARKS)
def test_stray_quotation_marks_are_named_and_nothing_is_added(
    own: Corpus, case: tuple[str, str, str], delimiter: str
) -> None:
    sheet = fill(own, {}, {}, {}, delimiter=delimiter)
    rows = [line.split(delimiter) for line in sheet.read_text(encoding="utf-8").splitlines()]
    rows[1][2], rows[2][2], said = case
    sheet.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    [found] = problems(own, sheet)
    assert found.startswith(said)
    assert "close the quotation mark" in found
    with pytest.raises(CorpusError, match="quotation mark"):
        draft_codings(own, "ann", to=sheet)


def test_row_with_more_values_than_columns_is_named(own: Corpus) -> None:
    sheet = fill(own, {}, {})
    lines = sheet.read_text(encoding="utf-8").splitlines()
    sheet.write_text("\n".join([lines[0], f"{lines[1]},none", f"{lines[2]},,"]), encoding="utf-8")
    assert problems(own, sheet) == [
        "2: 13 values for 12 columns; quote a value that holds commas, close quotation marks"
    ]


def test_row_may_leave_out_its_empty_cells_at_the_end(own: Corpus) -> None:
    sheet = fill(own, {})
    lines = sheet.read_text(encoding="utf-8").splitlines()
    short = [line.rstrip(",") for line in lines[2:]]
    sheet.write_text("\n".join([*lines[:2], *short]), encoding="utf-8")
    assert len(add_codings(own, sheet)) == 6


def test_column_of_a_sheet_that_is_double_is_named(own: Corpus) -> None:
    sheet = fill(own, {})
    text = sheet.read_text(encoding="utf-8").replace("outlet,", "theme,", 1)
    sheet.write_text(text, encoding="utf-8")
    assert problems(own, sheet) == ["1: column 'theme' is double; keep one of them"]


def test_cell_of_two_hundred_thousand_characters_is_named(own: Corpus) -> None:
    [found] = problems(own, fill(own, {"theme": "x" * 200_000}))
    assert found.startswith("2: theme=xxx")
    assert len(found) < 400


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace(",", ";"), "codings.csv:1: its values stand between semicolons"),
        (lambda text: text.replace("coder,", "", 1), "codings.csv:1: column 'coder' is missing"),
        (lambda text: text + '"', "codings.csv:8: broken CSV"),
    ],
    ids=["semicolons", "a column less", "an open mark"],
)
def test_codes_that_are_there_and_cannot_be_read_are_named(own: Corpus, change, said: str) -> None:
    sheet = fill(own, {})
    add_codings(own, sheet)
    path = own.folder / "codings.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(CorpusError, match=said):
        add_codings(own, sheet)
    assert path.read_bytes() == before


def test_codes_that_are_there_are_read_by_the_names_of_their_columns(own: Corpus) -> None:
    sheet = fill(own, {})
    add_codings(own, sheet)
    path = own.folder / "codings.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    path.write_text("".join(",".join(reversed(row)) + "\n" for row in rows), encoding="utf-8")
    assert add_codings(own, sheet).empty
