"""Coding sheets: a table to fill in, a row a report, and from it the rows of `codings.csv`."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.collecting.store import new, put, require_own, sweep, update, write_rows
from analysis.reading.codebook import Codebook, read_codebook
from analysis.reading.codes import BOTH, EITHER
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import find_delimiter, fit_row, row_problem, split_table
from analysis.reading.files import embedded_folder, read_text
from analysis.reading.problems import CorpusError, Problem
from analysis.tables import CSV_SCHEMAS
from analysis.tables.days import Days

CODER = re.compile(r"[a-z][a-z0-9_]*")
COLUMNS = list(CSV_SCHEMAS["codings"].columns)
CODE = ("report_id", "coder", "variable", "value")
UNSURE = "?"

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the start of a formula (OWASP, CSV injection)."""


def draft_codings(corpus: Corpus, coder: str, *, to: str | Path | None = None) -> pd.DataFrame:
    """Write a coding sheet for the reports that a coder has not coded yet, unless there is one.

    Parameters
    ----------
    corpus
        Its reports are to be coded, by its codebook; without one, by the kit's.
    coder
        A short name in small letters.
    to
        The file to write; by default `coding-sheet-<coder>.csv` in the corpus's folder. One that
        is there may be filled in already: it stays, and comes back, as it is.

    Returns
    -------
    DataFrame
        The sheet: one row a report: report_id, published, outlet, coder, and an empty column for
        each variable of the codebook. Nothing is written where there is nothing to code.

    Raises
    ------
    ValueError
        The coder's name cannot be one, the file that is there cannot be read, or a variable of
        the codebook is named like another column of the sheet.

    Notes
    -----
    Of a variable that is coded `one`, write one value; of one coded `present`, any number, with
    blanks between, or none. A question mark behind a value says that you hesitated. Rows left
    empty are reports not coded yet. In the file an apostrophe stands before a value that a
    spreadsheet would take for a formula.

    Examples
    --------
    >>> import analysis
    >>> study = analysis.collecting.start_study()
    >>> sheet = draft_codings(study.corpus, "ben")
    >>> sheet.shape, sheet.columns[3:7].tolist()
    ((13, 11), ['coder', 'theme', 'frame', 'certainty'])
    """
    require_coder(coder)
    path = Path(to) if to is not None else corpus.folder / f"coding-sheet-{coder}.csv"
    sweep(path.parent)
    if path.exists():
        return read_sheet(path)
    sheet = _empty(corpus, coder)
    if len(sheet):
        write_sheet(path, sheet)
    return sheet


def is_coder(name: str) -> bool:
    """Whether a coder can have this name."""
    return bool(CODER.fullmatch(name)) and name not in (BOTH, EITHER)


def require_coder(name: str) -> None:
    """ValueError for what cannot be a coder's name."""
    if not is_coder(name):
        raise ValueError(f"{name!r:.40} is no coder's name; use small letters, digits and _")


def read_sheet(path: Path) -> pd.DataFrame:
    """A table as a spreadsheet saved it, every value as text; CorpusError names each bad line."""
    names, rows, problems = _split(path)
    if problems:
        raise CorpusError(path, problems)
    return pd.DataFrame([row for _, row in rows], columns=names).astype("str")


def write_sheet(path: Path, sheet: pd.DataFrame) -> None:
    """Write a table to be filled in with a spreadsheet, where nothing is yet."""
    # Spreadsheets read UTF-8 as such only behind a byte order mark.
    data = sheet.map(neutralise).to_csv(index=False).encode("utf-8-sig")
    update(path, new(path, data))


def neutralise(value: str) -> str:
    """A value that no spreadsheet takes for a formula: an apostrophe stands before one."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _empty(corpus: Corpus, coder: str) -> pd.DataFrame:
    codings, reports = corpus.tables["codings"], corpus.tables["reports"]
    done = codings.loc[codings["coder"] == coder, "report_id"]
    todo = reports[~reports["report_id"].isin(done)].reset_index(drop=True)
    spans = zip(todo["published_from"], todo["published_to"], strict=True)
    book = codebook_of(corpus).variables
    sheet = pd.DataFrame(
        {
            "report_id": todo["report_id"],
            "published": [str(Days.of(*span) or "undated") for span in spans],
            "outlet": todo["outlet"].fillna("not shown"),
            "coder": coder,
        }
    )
    taken = [variable for variable in book if variable in sheet]
    if taken:
        found = f"the codebook has a variable {taken[0]!r}, and a sheet a column of that name"
        raise ValueError(f"{found}; give the variable another name")
    return sheet.astype("str").assign(**dict.fromkeys(book, ""))


def add_codings(corpus: Corpus, sheet: str | Path) -> pd.DataFrame:
    """Add the codes of a filled coding sheet to the corpus's `codings.csv`.

    Every code is checked by the codebook first; where one is wrong, nothing is added. What is
    there is never changed, and adding a sheet twice adds nothing. A corpus without a codebook
    gets that of the kit.

    Parameters
    ----------
    corpus
        As read; read it again afterwards.
    sheet
        A file that `draft_codings` wrote, filled in and saved as CSV.

    Returns
    -------
    DataFrame
        One row a code that was added: report_id, coder, variable, value, unsure.

    Raises
    ------
    CorpusError
        It names each line of the sheet, or of the `codings.csv` that is there, with what is wrong
        and what would mend it; or no row holds a code.
    ValueError
        The corpus is that of an installed kit, where codes would be lost.

    Examples
    --------
    >>> import analysis
    >>> study = analysis.collecting.start_study()
    >>> corpus, sheet = study.corpus, study.folder / "coding-sheet-ann.csv"
    >>> len(add_codings(corpus, sheet)), len(add_codings(corpus, sheet))
    (94, 0)
    """
    require_own(corpus)
    path = Path(sheet)

    added: list[dict[str, str]] = []

    def choose(there: list[dict[str, str]]) -> list[dict[str, str]]:
        reading = _Sheet(corpus, path.name, there)
        added.extend(reading.read(_split(path)))
        if reading.problems:
            raise CorpusError(path, reading.problems)
        if added:
            place_codebook(corpus.folder)
        return there + added

    write_rows(corpus.folder, "codings", choose)
    table = pd.DataFrame(added, columns=COLUMNS).astype("str")
    table = table.drop(columns=["evidence", "codebook"])
    return table.assign(unsure=table["unsure"] == "true")


def place_codebook(folder: Path) -> None:
    """The kit's codebook beside codes that were given by it."""
    path = folder / "codebook.yml"
    if not path.exists():
        text = (embedded_folder() / "codebook.yml").read_text(encoding="utf-8")
        # The kit's coders gave none of these codes.
        own = re.sub(r"^coders:\n(?:[ \t].*\n?)*", "", text, flags=re.MULTILINE)
        put(path, new(path, own.encode()), within=folder)


Filled = tuple[list[str], list[tuple[int, dict[str, str]]], list[Problem]]
"""A sheet as it stands: its columns, its rows with their lines, and what is wrong with it."""


def _split(path: Path) -> Filled:
    name = path.name
    text = read_text(path, name)
    if isinstance(text, Problem):
        raise CorpusError(path, [text])
    delimiter = find_delimiter(text)
    header, lines, problems = split_table(text, name, delimiter=delimiter)
    names = [each.strip() for each in header]
    for double in sorted({each for each in names if each and names.count(each) > 1}):
        problems.append(Problem(name, 1, f"column {double!r:.80} is double", "keep one of them"))
    rows = []
    for line, cells in lines:
        filled = fit_row([cell.strip() for cell in cells], len(names))
        problem = row_problem(name, line, filled, columns=len(names), delimiter=delimiter)
        if problem:
            problems.append(problem)
        elif any(filled):
            rows.append((line, dict(zip(names, filled, strict=True))))
    return names, rows, problems


def codebook_of(corpus: Corpus) -> Codebook:
    """The codebook that a corpus is coded by: its own, or where it has none, the kit's."""
    if corpus.codebook.definitions.empty:
        return read_codebook(embedded_folder())[0]
    return corpus.codebook


class _Sheet:
    """A filled sheet being read: the codes it adds, and what is wrong with it."""

    def __init__(self, corpus: Corpus, name: str, codings: list[dict[str, str]]) -> None:
        self.name, self.codebook = name, codebook_of(corpus)
        self.reports = set((corpus.origin or corpus).tables["reports"]["report_id"])
        self.problems: list[Problem] = []
        self.there: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for row in codings:
            report_id, coder, variable, value = (row[each] for each in CODE)
            codes = self.there.setdefault((report_id, coder), set())
            if value:
                codes.add((variable, value))

    def read(self, filled: Filled) -> Iterator[dict[str, str]]:
        names, rows, problems = filled
        variables = self.codebook.variables
        for name in ["report_id", "coder", *variables] if names else ():
            if name not in names:
                self.wrong(1, f"column {name!r} is missing", "add it, as `draft_codings` writes it")
        coded = [
            (line, row) for line, row in rows if any(row.get(variable) for variable in variables)
        ]
        if not coded and not problems and not self.problems:
            self.wrong(
                0, "no row of the sheet holds a code", "fill in the rows that you have coded"
            )
        self.problems += problems
        for line, row in coded if not self.problems else ():
            yield from self.codes(line, row)

    def codes(self, line: int, row: dict[str, str]) -> list[dict[str, str]]:
        """The codes of one report; none where they are wrong, or there already."""
        report_id, coder = row["report_id"], row["coder"]
        if report_id not in self.reports:
            self.wrong(line, f"no such report: {report_id!r:.80}", "correct the id")
        if not is_coder(coder):
            self.wrong(line, f"{coder!r:.40} is no coder's name", "use small letters, digits and _")
        given = [
            {"report_id": report_id, "coder": coder, "variable": variable,
             "value": word.rstrip(UNSURE), "evidence": "",
             "unsure": str(word.endswith(UNSURE)).lower(), "codebook": self.codebook.version}
            for variable in self.codebook.variables
            for word in self.words(line, variable, row[variable])
        ]  # fmt: skip
        there = self.there.setdefault((report_id, coder), set())
        codes = {(code["variable"], code["value"]) for code in given}
        if there and there != codes:
            found = f"{report_id} has other codes of {coder} already"
            self.wrong(line, found, "empty this line, or correct codings.csv itself")
        if there:
            return []
        there |= codes
        return given

    def words(self, line: int, variable: str, cell: str) -> list[str]:
        """The values in a cell, each once, spelt as in the codebook."""
        known = self.codebook.values(variable)
        # Spreadsheets begin cells with a capital; two values of one letter apart stay apart.
        spelt = {value.lower(): value for value in known} | {value: value for value in known}
        words = []
        for word in re.split(r"[\s,;]+", cell.strip()) if cell else ():
            value = word.rstrip(UNSURE)
            value = spelt.get(value) or spelt.get(value.lower()) or value
            words.append(value + UNSURE if word.endswith(UNSURE) else value)
            if value not in known:
                found = f"{variable}={word:.40} is not in the codebook"
                self.wrong(line, found, f"use one of: {', '.join(known)}")
        words = list(dict.fromkeys(words))
        for word in words:
            if word + UNSURE in words:
                found = f"{variable}={word:.40} stands with a question mark and without"
                self.wrong(line, found, "keep one of them")
        if variable not in self.codebook.present_only and len(words) != 1:
            found = f"{variable} has {len(words) or 'no'} values"
            self.wrong(line, found, f"write one of: {', '.join(known)}")
        return words

    def wrong(self, line: int, problem: str, mend: str) -> None:
        self.problems.append(Problem(self.name, line, problem, mend))
