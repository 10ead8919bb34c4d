"""Codes as a spreadsheet sends them back: mended and said, or refused with file, line and mend.

Each file here is what a user of a spreadsheet made of a sheet or of a table of codes. The reports
have ids that spreadsheets take for numbers and days.
"""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.collecting.importing import add_codings
from analysis.reading.codebook import read_codebook
from analysis.reading.corpus import Corpus
from analysis.reading.problems import CorpusError

CODEBOOK = """\
version: '1.1'
renamed: {topic: theme, theme=morale: doubt}
variables:
  theme:
    question: What of?
    coded: present
    values:
      losses: {title: Losses, present_when: Losses.}
      own_fire: {title: Own fire, present_when: Own fire.}
      doubt: {title: Doubt, present_when: Doubt.}
      this: {title: Twice, present_when: This.}
      that: {title: Twice, present_when: That.}
  tone:
    question: How?
    coded: one
    values:
      calm: {title: Calm, present_when: Calm.}
      alarmed: {title: Alarmed, present_when: Alarmed.}
  motive:
    question: Is a reason given?
    coded: one
    values:
      'true': {title: Given, present_when: Given.}
      'false': {title: Not given, present_when: None.}
"""
REPORTS = """
report        dates       calls
late-mail     2022-05-01  k1
0012          2022-05-02  k2
2022-05-13    2022-05-03  k3
2022-02-05    2022-05-04  k4
2022-05-02    2022-05-05  k5
202205000001  2022-05-06  k6
"""
ALL = ["losses", "calm", "true"]


@pytest.fixture(scope="module")
def made(make_corpus: Callable[..., Corpus], tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("made")
    (folder / "codebook.yml").write_text(CODEBOOK, encoding="utf-8")
    codebook, problems = read_codebook(folder)
    assert problems == []
    return replace(make_corpus(REPORTS), folder=folder, codebook=codebook)


@pytest.fixture
def own(tmp_path: Path, made: Corpus) -> Corpus:
    shutil.copy(made.folder / "codebook.yml", tmp_path)
    return replace(made, folder=tmp_path)


def give(own: Corpus, text: str | bytes) -> list[str]:
    """The codes that come of a file, as `report coder variable=value`, hesitation and note."""
    path = own.folder / "sheet.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return [
        f"{row.report_id} {row.coder} {row.variable}={'' if pd.isna(row.value) else row.value}"
        f"{'?' if row.unsure else ''}{'' if pd.isna(row.note) else f' ({row.note})'}"
        for row in add_codings(own, path).itertuples()
    ]


def refuse(own: Corpus, text: str | bytes) -> list[str]:
    """What is said of a file of which nothing is taken."""
    with pytest.raises(CorpusError) as error:
        give(own, text)
    assert not (own.folder / "codings.csv").exists()
    problems = error.value.problems.itertuples()
    return [f"{row.file}:{row.line}: {row.problem}; {row.mend}" for row in problems]


SHEET = "report_id,published,outlet,coder,codebook,theme,tone,motive\n"
ROW = "late-mail,2022-05-01,Post,ann,1.1,losses,calm,true\n"
CODES = ["late-mail ann theme=losses", "late-mail ann tone=calm", "late-mail ann motive=true"]
TABLE = "report_id,coder,variable,value,evidence,unsure,codebook\n"

AS_MEANT = {
    "as it was written": SHEET + ROW,
    "with a byte order mark": "\ufeff" + SHEET + ROW,
    "with semicolons": (SHEET + ROW).replace(",", ";"),
    "with tabs": (SHEET + ROW).replace(",", "\t"),
    "with the separator told": "sep=;\n" + (SHEET + ROW).replace(",", ";"),
    "with every cell in quotes": '"' + (SHEET + ROW).replace(",", '","').replace("\n", '"\n"')[:-1],
    "with lines that end as on Windows": (SHEET + ROW).replace("\n", "\r\n"),
    "with lines that end as on an old Mac": (SHEET + ROW).replace("\n", "\r"),
    "as Unicode text": (SHEET + ROW).replace(",", "\t").encode("utf-16"),
    "in a Windows code page": (SHEET + ROW).replace("Post", "Schwäbische").encode("cp1252"),
    "with blanks around": (SHEET + ROW).replace(",", " , "),
    "with blanks that do not break": (SHEET + ROW).replace(",", ",\xa0"),
    "with the day changed": SHEET + ROW.replace("2022-05-01", "01.05.22"),
    "with other columns, and in another order": "note,motive,tone,theme,coder,report_id\n"
    "seen,true,calm,losses,ann,late-mail\n",
    "without the rows that are not coded": SHEET + ROW,
    "with rows that are not coded": SHEET + "0012,,,ann,1.1,,,\n" + ROW + ",,,,,,,\n\n",
    "with a row below that counts": SHEET + ROW + "Total,1,,,,,,\n",
    "with empty columns behind": SHEET.replace("\n", ",,\n") + ROW.replace("\n", ",,\n"),
    "with names of columns in capitals": SHEET.upper() + ROW,
    "with a version as a comma number": (SHEET + ROW).replace(",", ";").replace("1.1", "1,1"),
}  # fmt: skip


@pytest.mark.parametrize("text", AS_MEANT.values(), ids=AS_MEANT)
def test_a_sheet_is_read_as_it_was_meant(own: Corpus, text: str | bytes) -> None:
    said = [code.partition(" (")[0] for code in give(own, text)]
    assert sorted(said) == sorted(CODES)
    assert analysis.reading.codebook.read_codebook(own.folder)[1] == []


MENDED = {
    "a capital": (ROW.replace("losses", "Losses"), "theme=losses ('Losses' read as losses)"),
    "a title": (ROW.replace("losses", "Own fire"), "theme=own_fire ('Own fire' read as own_fire)"),
    "a former name": (ROW.replace("losses", "morale"), "theme=doubt ('morale' read as doubt)"),
    "a German flag": (ROW.replace("true", "WAHR"), "motive=true ('WAHR' read as true)"),
    "a Ukrainian flag": (ROW.replace("true", "ХИБА"), "motive=false ('ХИБА' read as false)"),
    "a question mark apart": (ROW.replace("losses", "losses ?"), "theme=losses?"),
    "a question mark in brackets": (ROW.replace("losses", "losses (?)"), "theme=losses?"),
    "a coder in capitals": (ROW.replace("ann", "Ann"), "motive=true (coder 'Ann' read as ann)"),
}  # fmt: skip


@pytest.mark.parametrize(("row", "code"), MENDED.values(), ids=MENDED)
def test_what_is_mended_in_a_row_is_said(own: Corpus, row: str, code: str) -> None:
    assert f"late-mail ann {code}" in give(own, SHEET + row)


@pytest.mark.parametrize(("version", "written"), [("1.0", "1"), ("1.0", "1,0"), ("2.0", "2")])
def test_a_version_that_became_a_whole_number_is_known_again(
    own: Corpus, version: str, written: str
) -> None:
    own = replace(own, codebook=replace(own.codebook, version=version))
    rows = (SHEET + ROW).replace(",", "\t").replace("1.1", written)
    assert all(f"codebook {written!r} read as {version}" in code for code in give(own, rows))
    lines = (own.folder / "codings.csv").read_text().splitlines()[1:]
    assert {line.rpartition(",")[2] for line in lines} == {version}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12", "0012"), ("12.0", "0012"), ("Late-Mail", "late-mail"),
        ("2.02205E+11", "202205000001"), ("2,02205E+11", "202205000001"),
        ("13.05.2022", "2022-05-13"), ("5/13/22", "2022-05-13"), ("13/05/2022", "2022-05-13"),
        ("5.2.22", "2022-02-05"),
    ],
)  # fmt: skip
def test_an_id_taken_for_a_number_or_a_day_is_known_again(
    own: Corpus, written: str, meant: str
) -> None:
    sheet = (SHEET + ROW).replace(",", "\t").replace("late-mail", written)
    assert (
        give(own, sheet)[0] == f"{meant} ann theme=losses (report_id {written!r} read as {meant})"
    )


def test_a_day_that_two_reports_can_have_is_refused_with_both(own: Corpus) -> None:
    assert refuse(own, SHEET + ROW.replace("late-mail", "02/05/2022")) == [
        "sheet.csv:2: no such report: '02/05/2022'; write which: 2022-02-05, 2022-05-02"
    ]


REFUSED = {
    "a workbook": (b"PK\x03\x04rest", "0: is a workbook, no CSV file; save it as CSV UTF-8"),
    "letters of an unknown code page": (
        (SHEET + ROW.replace("losses", "böse")).encode("cp1252"),
        "2: 'b\ufffdse' is not UTF-8; save the file as CSV UTF-8",
    ),
    "an id that was merged with that above": (
        SHEET + ROW + ROW.replace("late-mail", ""),
        "3: report_id is missing; fill it in; merged cells have their value in the first row only",
    ),
    "a row twice with other codes": (
        SHEET + ROW + ROW.replace("calm", "alarmed"),
        "3: late-mail has other codes of ann in line 2; keep one of the two lines",
    ),
    "a title of two values": (
        SHEET + ROW.replace("losses", "Twice"),
        "2: theme=Twice is not in the codebook; use one of: losses, own_fire, doubt, this, that",
    ),
    "a version that became a day": (
        SHEET + ROW.replace("1.1", "01. Jan"),
        "2: codebook is '01. Jan'; write a version as 1.1, or leave it empty",
    ),
    "two values where one is asked": (
        SHEET + ROW.replace("calm", "calm alarmed"),
        "2: tone has 2 values; write one of: calm, alarmed",
    ),
    "a value that is none": (
        SHEET + ROW.replace("losses", "#NAME?"),
        "2: theme=#NAME is not in the codebook; use one of: losses, own_fire, doubt, this, that",
    ),
    "a heading above the names of columns": (
        "My sheet,,,,,,,\n" + SHEET + ROW,
        "1: column 'coder' is missing; add it, as `draft_codings` writes it",
    ),
    "two columns of one variable": (
        SHEET.replace("published", "Topic") + ROW,
        "1: columns 'Topic' and 'theme' are one; keep one of them",
    ),
    "two coders, and a row of neither": (
        SHEET + ROW + ROW.replace("late-mail", "0012").replace("ann", "ben")
        + ROW.replace("late-mail", "2022-05-13").replace("ann", ""),
        "4: '' is no coder's name; use small letters, digits and _",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_can_mean_several_things_is_refused(own: Corpus, text: str | bytes, said: str) -> None:
    assert refuse(own, text)[0] == f"sheet.csv:{said}"


def test_a_coder_who_stands_in_the_first_row_only_is_that_of_all(own: Corpus) -> None:
    codes = give(own, SHEET + ROW + ROW.replace("late-mail", "0012").replace("ann", ""))
    assert codes[3:] == [
        f"{code.replace('late-mail', '0012')} (coder '' read as ann)" for code in CODES
    ]


def test_a_row_twice_is_taken_once(own: Corpus) -> None:
    first, *rest = give(own, SHEET + ROW + ROW)
    assert [first, *rest] == [f"{CODES[0]} (stands in line 3, too)", *CODES[1:]]


def test_an_empty_cell_of_a_coded_report_says_that_nothing_was_found(own: Corpus) -> None:
    rows = ROW + "0012,,,ann,1.1,,calm,false\n"
    assert give(own, SHEET + rows)[3:] == [
        "0012 ann theme=", "0012 ann tone=calm", "0012 ann motive=false",
    ]  # fmt: skip
    written = (own.folder / "codings.csv").read_text().splitlines()
    assert "0012,ann,theme,,,false,1.1" in written


def test_a_column_that_a_coder_left_empty_was_not_coded(own: Corpus) -> None:
    rows = ROW.replace("ann", "ben") + "0012,,,ann,1.1,,calm,false\n"
    assert give(own, SHEET + rows)[3:] == ["0012 ann tone=calm", "0012 ann motive=false"]


def test_an_empty_cell_under_a_coder_who_stands_above_only_says_so_too(own: Corpus) -> None:
    rows = ROW + "0012,,,,1.1,,calm,false\n"
    assert [code.partition(" (")[0] for code in give(own, SHEET + rows)[3:]] == [
        "0012 ann theme=", "0012 ann tone=calm", "0012 ann motive=false",
    ]  # fmt: skip


def test_a_hyphen_alone_says_that_the_report_was_coded(own: Corpus) -> None:
    assert give(own, SHEET + "0012,,,ann,1.1,-,,\n") == ["0012 ann theme="]


def test_a_table_has_a_row_a_code_with_what_it_says_of_it(own: Corpus) -> None:
    rows = (
        'late-mail,ann,theme,losses,"as\nsaid",WAHR,1.0\n'
        "late-mail,ann,theme,doubt,,,\n"
        "0012,ann,Theme,,,FALSE,\n"
        "2022-05-13,ann,topic,morale,,false,1.0\n"
    )
    assert give(own, TABLE + rows) == [
        "late-mail ann theme=losses?", "late-mail ann theme=doubt",
        "0012 ann theme= (variable 'Theme' read as theme)",
        "2022-05-13 ann theme=doubt (variable 'topic' read as theme; 'morale' read as doubt)",
    ]  # fmt: skip
    written = (own.folder / "codings.csv").read_text().splitlines()[1:]
    assert written[:2] == [
        "late-mail,ann,theme,losses,as said,true,1.0", "late-mail,ann,theme,doubt,,false,1.1",
    ]  # fmt: skip


def test_a_row_of_a_table_twice_is_taken_once_and_said(own: Corpus) -> None:
    row = "late-mail,ann,theme,losses,,false,1.1\n"
    assert give(own, TABLE + row + row) == ["late-mail ann theme=losses (stands in line 3, too)"]


def test_a_code_twice_with_other_words_is_refused(own: Corpus) -> None:
    rows = "late-mail,ann,theme,losses,this,false,1.1\nlate-mail,ann,theme,losses,that,false,1.1\n"
    [said] = refuse(own, TABLE + rows)
    assert said.startswith("sheet.csv:3: late-mail, ann, theme, losses: ")
    assert said.endswith("twice; keep one of them")


def test_what_is_wrong_in_a_table_is_named_by_its_lines(own: Corpus) -> None:
    rows = (
        "late-mail,ann,mood,good,,false,1.1\n"
        "late-mail,ann,tone,calm,,perhaps,1.1\n"
        "gone,ann,tone,calm,,false,1.1\n"
    )
    assert refuse(own, TABLE + rows) == [
        "sheet.csv:2: no variable 'mood'; use one of: theme, tone, motive",
        "sheet.csv:4: no such report: 'gone'; correct the id",
    ]
    assert refuse(own, TABLE + "late-mail,ann,tone,calm,,perhaps,1.1\n") == [
        "sheet.csv:2: unsure is 'perhaps', expected true or false; write true or false"
    ]


def test_a_second_variable_of_a_coder_can_come_later(own: Corpus) -> None:
    give(own, TABLE + "late-mail,ann,theme,losses,,false,1.1\n")
    assert give(own, TABLE + "late-mail,ann,tone,calm,,false,1.1\n") == ["late-mail ann tone=calm"]


def test_who_says_for_once_that_nothing_was_found_has_said_so_of_what_came_before(
    own: Corpus,
) -> None:
    head = TABLE + "late-mail,ann,theme,losses,,false,1.1\n"
    give(own, head + "0012,ann,tone,calm,,false,1.0\n")
    assert give(own, TABLE + "2022-05-13,ann,theme,,,false,1.1\n") == [
        "0012 ann theme= (judged before, and not written)", "2022-05-13 ann theme=",
    ]  # fmt: skip
    assert "0012,ann,theme,,,false,1.0" in (own.folder / "codings.csv").read_text()


def test_another_judgement_of_what_was_judged_is_refused(own: Corpus) -> None:
    give(own, TABLE + "late-mail,ann,theme,losses,,false,1.1\n0012,ann,theme,,,false,1.1\n")
    with pytest.raises(CorpusError, match="0012 has other codes of ann already"):
        give(own, TABLE + "0012,ann,theme,losses,,false,1.1\n")


def test_a_frame_of_codes_is_taken_as_it_is(own: Corpus) -> None:
    codes = pd.DataFrame(
        {"report_id": ["0012", "0012"], "coder": "ann", "variable": ["theme", "motive"],
         "value": [None, "true"], "unsure": [False, True]}
    )  # fmt: skip
    added = add_codings(own, codes)
    assert added[["variable", "unsure"]].values.tolist() == [["theme", False], ["motive", True]]
    assert add_codings(own, codes).empty
    with pytest.raises(CorpusError, match="the table:1: no variable 'mood'"):
        add_codings(own, codes.assign(variable="mood"))


def test_codes_that_were_exported_come_back_as_they_were(own: Corpus, corpus: Corpus) -> None:
    shutil.copy(corpus.folder / "codebook.yml", own.folder)
    some = corpus.codings.head(200)
    kit = replace(corpus, folder=own.folder)
    add_codings(kit, some)
    written = pd.read_csv(own.folder / "codings.csv", dtype="str", keep_default_na=False)
    assert written["evidence"].tolist() == some["evidence"].fillna("").tolist()
    assert written["codebook"].tolist() == some["codebook"].tolist()
    assert written["value"].tolist() == some["value"].fillna("").tolist()
