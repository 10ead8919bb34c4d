"""Codes from elsewhere -> rows of `codings.csv`: a filled sheet, a table of codes, a program's.

What a spreadsheet did to a table on its way is mended where only one thing can have been meant,
and each mend is said; else the line is named, and nothing of the table is taken.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from analysis.collecting.sheets import (
    Filled,
    codebook_of,
    is_coder,
    place_codebook,
    split_sheet,
)
from analysis.collecting.store import require_own, write_rows
from analysis.reading.codebook import Codebook, version_order
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import written_rows
from analysis.reading.problems import CorpusError, Problem
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.tables import CSV_SCHEMAS

COLUMNS = list(CSV_SCHEMAS["codings"].columns)
CODE = ("report_id", "coder", "variable", "value")
UNSURE = "?"
NONE = ("-", "–", "—")
"""What says in a cell that none of a variable's values was found."""

LOST = "\ufffd"
VERSION = re.compile(r"\d+(\.\d+)*(-\w+)?")
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

FLAGS = yaml.safe_load((Path(__file__).parent / "flags.yml").read_text(encoding="utf-8"))
SPELT = {word: flag for flag, words in FLAGS.items() for word in words}


Cells = dict[str, str]
Lines = list[tuple[int, Cells]]
"""The rows of a table, each with the line that it begins on."""


class Given(NamedTuple):
    """A code as it was given: the line it stands on, its cells, what was mended."""

    line: int
    cells: Cells
    mended: list[str]

    @property
    def who(self) -> tuple[str, str, str]:
        """Report, coder and variable: what a coder judged once."""
        return self.cells["report_id"], self.cells["coder"], self.cells["variable"]


def add_codings(corpus: Corpus, sheet: str | Path | pd.DataFrame) -> pd.DataFrame:
    """Add the codes of a filled coding sheet, or of a table of codes, to `codings.csv`.

    Every code is checked by the codebook first; where one is wrong, nothing is added. What is
    there is never changed, and adding a sheet twice adds nothing. A corpus without a codebook
    gets that of the kit.

    Parameters
    ----------
    corpus
        As read; read it again afterwards.
    sheet
        A file that `draft_codings` wrote, filled in and saved as CSV, a row a report. Or a table
        of codes, a CSV file or a frame like `corpus.codings`, a row a code: report_id, coder,
        variable, value, and if there are any evidence, unsure, codebook (by default the present
        version). Further columns are left out.

    Returns
    -------
    DataFrame
        One row a code that was added: report_id, coder, variable, value (missing: judged, and none
        of the variable's values was found), unsure, note (what was mended: a name as it is spelt
        in the codebook, or called now; an id that a spreadsheet took for a number or a day).

    Raises
    ------
    CorpusError
        It names each line of the sheet, or of the `codings.csv` that is there, with what is wrong
        and what would mend it; or no row holds a code.
    ValueError
        The corpus is that of an installed kit, where codes would be lost.

    Notes
    -----
    Where a row of a sheet holds a code, an empty cell of a variable coded `present` says that none
    of its values was found; so does a hyphen. A column in which a coder has no cell filled was not
    coded, and nothing is said of it.

    Examples
    --------
    >>> import analysis
    >>> study = analysis.collecting.start_study()
    >>> corpus, sheet = study.corpus, study.folder / "coding-sheet-ann.csv"
    >>> len(add_codings(corpus, sheet)), len(add_codings(corpus, sheet))
    (94, 0)
    """
    require_own(corpus)
    name, filled = _filled(sheet)
    added: list[Given] = []

    def choose(there: list[Cells]) -> list[Cells]:
        reading = _Import(corpus, name, there)
        added.extend(reading.read(filled))
        if reading.problems:
            raise CorpusError(name, reading.problems)
        if added:
            place_codebook(corpus.folder)
        return there + [each.cells for each in added]

    write_rows(corpus.folder, "codings", choose)
    rows = [
        [*(each.cells[name] or None for name in CODE), each.cells["unsure"] == "true",
         "; ".join(each.mended) or None]
        for each in added
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=[*CODE, "unsure", "note"])
    return table.astype(dict.fromkeys([*CODE, "note"], "str") | {"unsure": "bool"})


def _filled(sheet: str | Path | pd.DataFrame) -> tuple[str, Filled]:
    """What a table is called, and its rows as they were filled in."""
    if isinstance(sheet, pd.DataFrame):
        return "the table", (list(sheet), list(enumerate(written_rows(sheet), 1)), [])
    return Path(sheet).name, split_sheet(Path(sheet), plain=False)


class _Import:
    """A table being read: the codes it adds, and what is wrong with it."""

    def __init__(self, corpus: Corpus, name: str, codings: list[Cells]) -> None:
        self.name, self.codebook = name, codebook_of(corpus)
        self.reports = set((corpus.origin or corpus).tables["reports"]["report_id"])
        self.known = {each: self.codebook.values(each) for each in self.codebook.variables}
        self.names = {each: _names(self.codebook, each) for each in self.known}
        former = {old: self.codebook.present_name(old)[0] for old in self.codebook.renamed}
        now = former | {each: each for each in [*COLUMNS, *self.known]}
        self.columns = {name.lower(): column for name, column in now.items()}
        self.versions = dict.fromkeys(
            [
                self.codebook.version,
                *self.codebook.added,
                *self.codebook.definitions["since"].dropna(),
                *(row["codebook"] for row in codings),
            ]
        )
        self.only: set[str] = set()
        self.problems: list[Problem] = []
        self.there: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for row in codings:
            self.there[row["report_id"], row["coder"], row["variable"]].add(row["value"])
        self.asked = {(coder, variable) for _, coder, variable in self.there}
        self.implied = self._implied(codings)

    def _implied(self, codings: list[Cells]) -> dict[tuple[str, str, str], str]:
        """What was judged with nothing found, and not written (`list_judges`) -> the version."""
        explicit = {row["coder"] for row in codings if not row["value"]}
        return {
            (row["report_id"], row["coder"], variable): row["codebook"]
            for row in codings
            if row["coder"] not in explicit
            for variable in self.codebook.present_only
            if (row["coder"], variable) in self.asked
            and (row["report_id"], row["coder"], variable) not in self.there
        }

    def wrong(self, line: int, problem: str, mend: str) -> None:
        self.problems.append(Problem(self.name, line, problem, mend))

    def read(self, filled: Filled) -> list[Given]:
        """The codes that are not there yet; what is wrong is in `problems`."""
        names, rows, self.problems = filled[0], filled[1], list(filled[2])
        called = {name: self.column(name) for name in names}
        table = {"variable", "value"} <= {*called.values()}
        self.check_columns(called, CODE if table else (*CODE[:2], *self.known))
        if self.problems:
            return []
        rows = [
            (line, {called[name]: cell.strip() for name, cell in row.items()}) for line, row in rows
        ]
        self.only = {row["coder"] for _, row in rows} - {""}
        self.check_letters(rows)
        given = list(self.table(rows) if table else self.sheet(rows))
        if not given and not self.problems:
            mend = "fill in the rows that you have coded"
            self.wrong(0, "no row of the sheet holds a code", mend)
        for name, column in called.items():
            if given and column in self.known and name != column:
                given[0].mended.append(f"column {name!r:.40} read as {column}")
        added = self.added(given)
        if not self.problems:
            rows_added = [Row(self.name, each.line, {**each.cells}) for each in added]
            self.problems += code_problems(rows_added, self.codebook)
        return added

    def check_columns(self, called: dict[str, str], needed: tuple[str, ...]) -> None:
        for name, other in combinations(called, 2):
            if called[name] == called[other]:
                self.wrong(1, f"columns {name!r:.40} and {other!r:.40} are one", "keep one of them")
        for column in needed if called else ():
            if column not in called.values():
                mend = "add it, as `draft_codings` writes it"
                self.wrong(1, f"column {column!r} is missing", mend)

    def check_letters(self, rows: Lines) -> None:
        used = {*COLUMNS, *self.known}
        for line, row in rows:
            if lost := [cell for name, cell in row.items() if LOST in cell and name in used]:
                self.wrong(line, f"{lost[0]!r:.40} is not UTF-8", "save the file as CSV UTF-8")

    def column(self, name: str) -> str:
        """A column by the name that is meant."""
        return self.columns.get(re.sub(r"[\s-]+", "_", name.strip("\ufeff ")).lower(), name)

    def table(self, rows: Lines) -> Iterator[Given]:
        """The codes of a table that has a row for each."""
        for line, row in rows:
            place, mended = self.place(line, row)
            variable = self.column(row["variable"])
            if variable not in self.names:
                known = ", ".join(self.names)
                self.wrong(line, f"no variable {variable!r:.40}", f"use one of: {known}")
                continue
            if variable != row["variable"]:
                mended.append(f"variable {row['variable']!r:.40} read as {variable}")
            value = "" if row["value"] in NONE else self.value(line, variable, row["value"], mended)
            flag = row.get("unsure", "").lower()
            more = {
                "evidence": " ".join(row.get("evidence", "").split()),
                "unsure": SPELT.get(flag, flag) or "false",
                "codebook": self.version(line, row, mended),
            }
            yield Given(line, {**place, "variable": variable, "value": value, **more}, mended)

    def sheet(self, rows: Lines) -> Iterator[Given]:
        """The codes of a sheet that has a row a report."""
        variables = list(self.known)
        coded = [(line, row) for line, row in rows if any(row[each] for each in variables)]
        placed = [(line, row, *self.place(line, row)) for line, row in coded]
        asked = {
            (place["coder"], name)
            for _, row, place, _ in placed
            for name in variables
            if row[name] or (place["coder"], name) in self.asked
        }
        first: dict[tuple[str, ...], list[Given]] = {}
        for line, row, place, mended in placed:
            more = {"evidence": "", "codebook": self.version(line, row, mended)}
            given = [
                Given(line, {**place, "variable": name, **code, **more}, [*mended, *notes])
                for name in variables
                if (place["coder"], name) in asked
                for code, notes in self.cell(line, name, row[name])
            ]
            before = first.setdefault(tuple(place.values()), given)
            if before is given:
                yield from given
            elif [each.cells for each in before] == [each.cells for each in given]:
                before[0].mended.append(f"stands in line {line}, too")
            else:
                found = "{report_id} has other codes of {coder} in line".format(**place)
                self.wrong(line, f"{found} {before[0].line}", "keep one of the two lines")

    def place(self, line: int, row: Cells) -> tuple[Cells, list[str]]:
        """Whose code of which report a row has, and what was mended of it."""
        mended: list[str] = []
        report_id, coder = row["report_id"], row["coder"]
        low = report_id.lower()
        meant = [report_id] if report_id in self.reports else sorted(self.spoilt.get(low, ()))
        if len(meant) == 1 and meant[0] != report_id:
            mended.append(f"report_id {report_id!r:.80} read as {meant[0]}")
        elif not report_id:
            mend = "fill it in; merged cells have their value in the first row only"
            self.wrong(line, "report_id is missing", mend)
        elif len(meant) != 1:
            mend = f"write which: {', '.join(meant[:4])}" if meant else "correct the id"
            self.wrong(line, f"no such report: {report_id!r:.80}", mend)
        named = coder or (min(self.only) if len(self.only) == 1 else "")
        if named.lower() != coder and is_coder(named.lower()):
            mended.append(f"coder {coder!r:.40} read as {named.lower()}")
        elif not is_coder(named):
            self.wrong(line, f"{coder!r:.40} is no coder's name", "use small letters, digits and _")
        return {"report_id": (meant or [report_id])[0], "coder": named.lower()}, mended

    @cached_property
    def spoilt(self) -> dict[str, set[str]]:
        """What a spreadsheet can have made of ids -> the reports that have them."""
        meant: dict[str, set[str]] = defaultdict(set)
        for report_id in self.reports:
            for form in _spoilt(report_id):
                meant[form].add(report_id)
        return meant

    def version(self, line: int, row: Cells, mended: list[str]) -> str:
        """By which version of the codebook a row was coded: a spreadsheet makes 1 of 1.0."""
        written = row.get("codebook", "") or self.codebook.version
        same = [each for each in self.versions if each == written] or [
            each
            for each in self.versions
            if version_order(each) == version_order(written)
            and VERSION.fullmatch(written.replace(",", "."))
        ]
        if same and same[0] != written:
            mended.append(f"codebook {written!r:.40} read as {same[0]}")
        elif not same and not VERSION.fullmatch(written):
            mend = f"write a version as {self.codebook.version}, or leave it empty"
            self.wrong(line, f"codebook is {written!r:.40}", mend)
        return same[0] if same else written

    def cell(self, line: int, variable: str, cell: str) -> Iterator[tuple[Cells, list[str]]]:
        """The codes in a cell of a sheet, each once, with what was mended."""
        present = variable in self.codebook.present_only
        codes: dict[str, tuple[bool, list[str]]] = {}
        for word in self.words(variable, cell):
            notes: list[str] = []
            value = self.value(line, variable, word.rstrip(UNSURE), notes)
            unsure = word.endswith(UNSURE)
            if codes.setdefault(value, (unsure, notes))[0] != unsure:
                found = f"{variable}={value:.40} stands with a question mark and without"
                self.wrong(line, found, "keep one of them")
        if not present and len(codes) != 1:
            known = ", ".join(self.known[variable])
            found = f"{variable} has {len(codes) or 'no'} values"
            self.wrong(line, found, f"write one of: {known}")
        for value, (unsure, notes) in codes.items() or ([("", (False, []))] if present else []):
            yield {"value": value, "unsure": str(unsure).lower()}, notes

    def words(self, variable: str, cell: str) -> Iterator[str]:
        """The values written in a cell; a title, which can hold blanks, stands between commas."""
        cell = re.sub(r"\s*(?:\(\?\)|[?？])", UNSURE, cell)
        for part in re.split(r"[,;|\n]", "" if cell in NONE else cell):
            whole = part.strip()
            titled = whole.rstrip(UNSURE).lower() in self.names[variable]
            yield from [whole] if titled else whole.split()

    def value(self, line: int, variable: str, word: str, mended: list[str]) -> str:
        """The value that is meant by a word, as the codebook spells and calls it now."""
        names = self.names[variable]
        known, low = self.known[variable], word.lower()
        value = word if word in known else names.get(low) or names.get(SPELT.get(low, ""), word)
        if value not in known and (value or variable not in self.codebook.present_only):
            found = f"{variable}={word:.40} is not in the codebook"
            self.wrong(line, found, f"use one of: {', '.join(known)}")
        elif value != word:
            mended.append(f"{word!r:.40} read as {value}")
        return value

    def added(self, given: list[Given]) -> list[Given]:
        """Each code once that is not there; another judgement than one that is, is a problem."""
        first: dict[tuple[str, ...], Given] = {}
        by_judgement: dict[tuple[str, ...], list[Given]] = defaultdict(list)
        for each in given:
            other = first.setdefault(tuple(each.cells.values()), each)
            if other is each:
                by_judgement[each.who].append(each)
            else:
                other.mended.append(f"stands in line {each.line}, too")
        new = []
        for who, codes in by_judgement.items():
            if who not in self.there and who not in self.implied:
                new += codes
            elif {each.cells["value"] for each in codes} - {""} != self.there.get(who, {""}) - {""}:
                report_id, coder, variable = who
                found = f"{report_id} has other codes of {coder} already ({variable})"
                self.wrong(codes[0].line, found, "empty this line, or correct codings.csv itself")
        return [*self.spelled_out(new), *new]

    def spelled_out(self, new: list[Given]) -> Iterator[Given]:
        """That nothing was found, of all that a coder judged before who says so now for once."""
        explicit = {each.cells["coder"] for each in new if not each.cells["value"]}
        for (report_id, coder, variable), version in self.implied.items():
            if coder in explicit:
                code = {"report_id": report_id, "coder": coder, "variable": variable, "value": ""}
                more = {"evidence": "", "unsure": "false", "codebook": version}
                yield Given(0, code | more, ["judged before, and not written"])


def _names(codebook: Codebook, variable: str) -> dict[str, str]:
    """What one value alone of a variable can be written as, in small letters -> the value."""
    values = codebook.values(variable)
    former = (name.partition("=")[::2] for name in codebook.renamed)
    sorts = [
        [(value, value) for value in values],
        [(old, codebook.present_name(of, old)[1]) for of, old in former if of == variable],
        [(f"{value}.0", value) for value in values if value.isdecimal()],
        [(title, value) for value, title in codebook.titles(variable).items()],
    ]
    meant: dict[str, str] = {}
    for sort in sorts:
        alike = Counter(name.lower() for name, _ in sort)
        found = {name.lower(): value if alike[name.lower()] == 1 else "" for name, value in sort}
        meant = found | meant
    return {name: value for name, value in meant.items() if value}


def _spoilt(report_id: str) -> set[str]:
    """What a spreadsheet can make of an id, in small letters."""
    forms = {report_id.lower()}
    if report_id.isdecimal():
        number = int(report_id)
        short = re.sub(r"\.?0*e", "e", f"{number:.5e}")
        forms |= {str(number), f"{number}.0", short, short.replace(".", ",")}
    if day := DAY.fullmatch(report_id):
        year, month, date = day.groups()
        ways = product({year, year[2:]}, {month, str(int(month))}, {date, str(int(date))})
        for y, m, d in ways:
            forms |= {f"{d}{sign}{m}{sign}{y}" for sign in "./-"} | {f"{m}/{d}/{y}", f"{y}/{m}/{d}"}
    return forms
