"""Reports as references, for a reading list or a program that manages literature."""

import csv
import io
import json
from collections.abc import Callable
from textwrap import indent
from typing import Any

import pandas as pd

from analysis.tables.declaring import CALL, noun_of
from analysis.untrusted import plain_line

Reference = dict[str, Any]

KINDS = {
    "agency": ("NEWS", "article-newspaper"),
    "newspaper": ("NEWS", "article-newspaper"),
    "tabloid": ("NEWS", "article-newspaper"),
    "magazine": ("MGZN", "article-magazine"),
    "think_tank": ("RPRT", "report"),
    "broadcaster": ("ELEC", "broadcast"),
}
"""Kind of outlet -> type of a reference in RIS and in CSL; others are pages on the web."""
PAGE = ("ELEC", "webpage")

FIELDS = (
    ("TY", None, "ris_type"),
    ("ID", "id", "report_id"),
    (None, "type", "csl_type"),
    ("AU", None, "byline"),
    ("TI", "title", "title"),
    (None, "author", "authors"),
    ("T2", "container-title", "outlet"),
    ("PB", "publisher", "carried_by"),
    ("PY", None, "year"),
    ("DA", None, "day"),
    (None, "issued", "issued"),
    ("LA", "language", "language"),
    ("UR", "URL", "url"),
    ("AV", "archive_location", "archived_url"),
    ("AB", "abstract", "digest"),
    ("N1", "note", "note"),
)
"""Tag of RIS, key of CSL-JSON -> what of a report they give."""

COLUMNS = [
    "report_id", "outlet", "carried_by", "byline", "published_from", "published_to", "language",
    "translated_from", "url", "archived_url", "digest",
]  # fmt: skip


def cite_reports(reports: pd.DataFrame, form: str = "ris") -> str:
    r"""Write reports as a list of references.

    The corpus holds no headline, so a reference has a title in brackets, as a cataloguer supplies
    one: the outlet and what it reports about. A day that is not known is given as far as it is
    known: the month or the year they have in common, and both ends in a note.

    Parameters
    ----------
    reports
        Reports, one row each, as in `Corpus.reports` or as `find_reports` gives them; what they
        are about is in their attrs.
    form
        "ris" for most programs that manage literature, "csl" for CSL-JSON (Zotero, pandoc), "csv"
        for a spreadsheet.

    Returns
    -------
    str
        The text of a file, one reference a report, in the order of the rows.

    Raises
    ------
    ValueError
        `form` is none of the three.

    Examples
    --------
    >>> import analysis
    >>> reports = analysis.read_corpus().reports.query("report_id == '2023-10-29-merkur-ivanivka'")
    >>> print("\n".join(analysis.cite_reports(reports).splitlines()[:5]))
    TY  - NEWS
    ID  - 2023-10-29-merkur-ivanivka
    AU  - Helmi Krappitz
    TI  - [Merkur on intercepted calls, 29 Oct 2023]
    T2  - Merkur
    """
    if form not in FORMS:
        raise ValueError(f"form is {form!r}, expected one of: {', '.join(FORMS)}")
    # What `find_reports` gives has neither byline nor copy.
    lacking = {name: None for name in COLUMNS if name not in reports}
    references = list_references(reports.assign(**lacking), form)
    if form == "csl":
        return "[" + ",".join(f"\n {each}" for each in references) + ("\n]" if references else "]")
    return "".join(
        [_csv_of(dict(zip(COLUMNS, COLUMNS, strict=True)))] * (form == "csv") + references
    )


def list_references(reports: pd.DataFrame, form: str) -> list[str]:
    """Each of the reports as a reference, without what stands around those of a file."""
    return list(map(FORMS[form], _rows(reports)))


def _ris_of(row: Reference) -> str:
    """One reference of RIS: a tag, two blanks, a dash, a value without a line's end."""
    given = [(tag, row[name]) for tag, _, name in FIELDS if tag and row[name]]
    lines = [f"{tag}  - {plain_line(value)}\r\n" for tag, value in given]
    return "".join([*lines, "ER  - \r\n\r\n"])


def _csl_of(row: Reference) -> str:
    """One reference of CSL-JSON as it stands in an indented list, behind the first blank."""
    given = {key: row[name] for _, key, name in FIELDS if key and row[name]}
    return indent(json.dumps(given, ensure_ascii=False, indent=1), " ")[1:]


def _csv_of(row: Reference) -> str:
    """One row of a table, its days as they are written in the corpus."""
    values = (row[column] for column in COLUMNS)
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(
        f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value for value in values
    )
    return line.getvalue()


FORMS: dict[str, Callable[[Reference], str]] = {"ris": _ris_of, "csl": _csl_of, "csv": _csv_of}


def _rows(reports: pd.DataFrame) -> list[Reference]:
    """Each report as what all forms are made of, an unknown value as None."""
    noun = noun_of(reports.attrs)
    retold = "intercepted calls" if noun == CALL else noun.several
    table = reports.astype("object").where(reports.notna(), None)
    return [row | _made(row, retold) for row in table.to_dict("records")]


def _made(row: Reference, retold: str) -> Reference:
    """What a reference has beside the columns of its report."""
    first, last, byline = row["published_from"], row["published_to"], row["byline"]
    known, when, note = _known(first, last), "undated", None
    if len(known) == 3:
        when = f"{first.day} {first:%b %Y}"
    elif first is not None:
        when = f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
        note = f"Published between {first:%Y-%m-%d} and {last:%Y-%m-%d}"
    name = row["outlet"] or row["carried_by"] or "Outlet not shown"
    ris_type, csl_type = KINDS.get(row["outlet_kind"], PAGE)
    day = "/".join([*(f"{part:02}" for part in known), *[""] * (4 - len(known))])
    return {
        "ris_type": ris_type,
        "csl_type": csl_type,
        "authors": [{"literal": byline}] if byline else None,
        "title": f"[{name} on {retold}, {when}]",
        "year": f"{first:%Y}" if known else None,
        "day": day if known else None,
        "issued": {"date-parts": [known]} if known else None,
        "note": note,
    }


def _known(first: Any, last: Any) -> list[int]:
    """Year, month and day as far as the first and the last possible day have them in common."""
    if first is None:
        return []
    parts: list[int] = []
    for part in ("year", "month", "day"):
        if getattr(first, part) != getattr(last, part):
            break
        parts.append(getattr(first, part))
    return parts
