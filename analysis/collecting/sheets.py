"""Coding sheets: a table to fill in with a spreadsheet, a row a report, and how it comes back; and
the order in which reports are coded.
"""

import codecs
import hashlib
import re
from pathlib import Path
from typing import Literal

import pandas as pd

from analysis.collecting.store import new, put, sweep, update
from analysis.reading.codebook import Codebook, read_codebook
from analysis.reading.codes import BOTH, EITHER
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import find_delimiter, fit_row, row_problem, split_table
from analysis.reading.files import TABLE_BYTES, embedded_folder, read_bytes, read_text
from analysis.reading.problems import CorpusError, Problem
from analysis.tables.days import Days

CODER = re.compile(r"[a-z][a-z0-9_]*")
WORKBOOKS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
"""How files of Excel and of OpenDocument begin."""

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
        The sheet: one row a report: report_id, published, outlet, coder, codebook (its version),
        and an empty column for each variable. Nothing is written where there is nothing to code.

    Raises
    ------
    ValueError
        The coder's name cannot be one, the file that is there cannot be read, or a variable of
        the codebook is named like another column of the sheet.

    Notes
    -----
    Of a variable that is coded `one`, write one value; of one coded `present`, any number, with
    blanks between, or none (a hyphen says so where nothing else of the report is coded). A question
    mark behind a value says that you hesitated. Rows left empty are reports not coded yet; a column
    left empty is a variable that you did not code. In the file an apostrophe stands before a value
    that a spreadsheet would take for a formula.

    Examples
    --------
    >>> import analysis
    >>> study = analysis.collecting.start_study()
    >>> sheet = draft_codings(study.corpus, "ben")
    >>> sheet.shape, sheet.columns[3:7].tolist()
    ((13, 12), ['coder', 'codebook', 'theme', 'frame'])
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
    names, rows, problems = split_sheet(path)
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
            "codebook": codebook_of(corpus).version,
        }
    )
    taken = [variable for variable in book if variable in sheet]
    if taken:
        found = f"the codebook has a variable {taken[0]!r}, and a sheet a column of that name"
        raise ValueError(f"{found}; give the variable another name")
    return sheet.astype("str").assign(**dict.fromkeys(book, ""))


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


def split_sheet(path: Path, *, plain: bool = True) -> Filled:
    """A table as a spreadsheet saved it, with all that is wrong with its lines.

    Unless it must be `plain`, a file in another encoding than UTF-8 is read, too: of what is not
    ASCII in it, the signs are not known, and stand as U+FFFD.
    """
    name = path.name
    text = _read(path, name, plain=plain)
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


def _read(path: Path, name: str, *, plain: bool) -> str:
    data = read_bytes(path, name, limit=TABLE_BYTES, mend="keep full texts in texts/")
    text: str | Problem
    if isinstance(data, Problem):
        text = data
    elif data.startswith(WORKBOOKS):
        text = Problem(name, 0, "is a workbook, no CSV file", "save it as CSV UTF-8")
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    elif plain:
        text = read_text(path, name, limit=TABLE_BYTES)
    else:
        text = data.decode("utf-8-sig", errors="replace")
    if isinstance(text, Problem):
        raise CorpusError(path, [text])
    return text


def codebook_of(corpus: Corpus) -> Codebook:
    """The codebook that a corpus is coded by: its own, or where it has none, the kit's."""
    if corpus.codebook.definitions.empty:
        return read_codebook(embedded_folder())[0]
    return corpus.codebook


Order = Literal["seeded", "balanced", "listed"]


def order_reports(reports: pd.DataFrame, order: Order = "balanced", seed: int = 0) -> list[str]:
    """Ids of reports in the order in which they are coded; the first ones are a sample of all.

    Parameters
    ----------
    reports
        As in a corpus.
    order
        "seeded": mixed, the same for the same seed, and of two reports the same one comes first
        whatever others there are; "balanced": mixed so that each month comes once before any comes
        again, and in a month the first report of an outlet before second ones; "listed": as they
        are.
    seed
        Another one mixes them otherwise.

    Returns
    -------
    list of str
        Each report once.

    Raises
    ------
    ValueError
        The order is none of these.

    Examples
    --------
    >>> days = pd.to_datetime(["2024-05-01", "2024-05-02", "2024-06-01"])
    >>> ids = ["may-1", "may-2", "june-1"]
    >>> reports = pd.DataFrame({"report_id": ids, "outlet": "A", "published_from": days})
    >>> order_reports(reports, "balanced", 0)[:2]
    ['june-1', 'may-2']
    """
    if order == "listed":
        return reports["report_id"].tolist()
    if order not in ("seeded", "balanced"):
        raise ValueError(f"order is {order!r}; use seeded, balanced or listed")
    mixed = reports.assign(
        lot=[hashlib.sha256(f"{seed} {each}".encode()).hexdigest() for each in reports["report_id"]]
    ).sort_values("lot")
    if order == "balanced":
        mixed = mixed.assign(
            month=mixed["published_from"].dt.to_period("M").astype("str"),
            turn=mixed.groupby(mixed["outlet"].fillna("")).cumcount(),
        ).sort_values("turn", kind="stable")
        mixed = mixed.assign(turn=mixed.groupby("month").cumcount())
        mixed = mixed.sort_values("turn", kind="stable")
    return mixed["report_id"].tolist()
