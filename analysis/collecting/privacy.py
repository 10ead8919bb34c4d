"""What would name or lead to a private person: full names, telephone numbers, addresses."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pandas as pd

from analysis.parsing.speech.naming import is_first_name
from analysis.reading.corpus import Corpus

WRITTEN = (
    "digest", "date_note", "title", "gist", "caller_note", "callee_note", "release_note", "reason",
    "detail", "reading", "evidence", "what", "before",
)  # fmt: skip
"""Columns whose words are the corpus's own."""

KEYS = ("report_id", "call_id", "position")
NAME = re.compile(r"\b(?P<first>[^\W\d_]+)(?= (?:[A-Z]\. )?(?P<last>[^\W\d_][\w’'-]+))")
TELEPHONE = re.compile(r"(?<![\w.,/-])(?:\+|\(?0)(?:[ ()/-]*\d){8,14}(?![\w-])")
ADDRESS = re.compile(
    r"(?i:[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|\b\d{1,4}[a-z]? (?:[A-Z]\w+ ){1,3}(?:Street|St\.|Road|Avenue|Lane)(?!\w)"
    r"|\b(?:[Уу]л(?:иц[аы]|\.)|[Вв]ул(?:иц[яі]|\.)|ul\.|ulitsa|vulytsia) "
    r"[^\W\d_][\w .-]{1,40}?\b,? \d+"
    r"|\b[A-ZÄÖÜ][\w-]+(?:straße|strasse|str\.|weg|gasse) \d+"
)


def find_private(corpus: Corpus) -> pd.DataFrame:
    """Find what would name or lead to a private person in a corpus's own words.

    Parameters
    ----------
    corpus
        Its digests, gists, notes, readings and pieces of evidence are searched, not the facts of
        reports: outlets, bylines and addresses of pages are public. Names are looked for where it
        declares whom it may name (`may_be_named` in `corpus.yml`), besides authors and outlets.

    Returns
    -------
    DataFrame
        One row a finding, in the order of the tables: table, `row` (its key), column, `kind`
        ("name", "telephone number", "address"), `found` (the words). A name is a known first name
        with a surname or the father's name behind it; one alone names nobody. What is found is
        to be looked at: a place can look like a name, and a name that is not known is missed.

    Examples
    --------
    >>> import analysis
    >>> from analysis.collecting.privacy import find_private
    >>> len(find_private(analysis.read_corpus()))
    0
    """
    reports = corpus.reports
    public = pd.concat([reports["outlet"], reports["carried_by"], reports["byline"]]).dropna()
    named = corpus.declared.may_be_named
    searches: dict[str, Search] = {
        "telephone number": _finder(TELEPHONE),
        "address": _finder(ADDRESS),
    }
    if named:
        searches["name"] = partial(_find_names, public="\n".join([*named, *public.unique()]))
    rows = [
        (name, " ".join(str(row[key]) for key in KEYS if key in row), column, kind, found)
        for name, table in corpus.tables.items()
        for column in WRITTEN
        if column in table
        for row in table[table[column].notna()].to_dict("records")
        for kind, search in searches.items()
        for found in search(row[column])
    ]
    return pd.DataFrame(rows, columns=["table", "row", "column", "kind", "found"], dtype="str")


Search = Callable[[str], Iterator[str]]


def _finder(pattern: re.Pattern[str]) -> Search:
    return lambda text: (match[0] for match in pattern.finditer(text))


def _find_names(text: str, *, public: str) -> Iterator[str]:
    for match in NAME.finditer(text):
        first, last = match["first"], re.sub(r"[’']s?$", "", match["last"])
        known = first[0].isupper() and last[0].isupper() and is_first_name(first)
        if known and not re.search(rf"{re.escape(first)} (?:\S+ )?{re.escape(last)}", public):
            yield text[match.start() : match.end("last")]
