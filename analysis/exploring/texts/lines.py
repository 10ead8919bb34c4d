"""Lines of keyword in context: what was asked for, and the plain functions that find the lines."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_number
from analysis.measuring.reports import find_reports
from analysis.measuring.wording.tokens import find_words
from analysis.parsing.tabling import Texts, parse_texts
from analysis.reading.corpus import Corpus
from analysis.tables.days import say_days

WIDTH = 60
SHOWN = 300

DIGESTS, TEXTS = "digest", "full text"

PLACES = {
    "both": "digests and full texts",
    "digests": "digests (our own words)",
    "texts": "full texts",
    "own": "full texts: the outlets' own words",
    "quoted": "full texts: words quoted or spoken",
}

ORDERS = {
    "date": "by date of the report",
    "after": "by the words after",
    "before": "by the words before",
}

NOT_SHOWN = "outlet not shown"
COLUMNS = [
    "source", "report_id", "name", "published_from", "published_to", "start", "end", "left",
    "match", "right",
]  # fmt: skip


@dataclass(frozen=True)
class WordView:
    """What the reader looks for.

    Attributes
    ----------
    words
        A word or phrase, as for `find_words`.
    place
        Where to look, one of `PLACES`.
    order
        How the lines are sorted, one of `ORDERS`.
    """

    words: str = ""
    place: str = "both"
    order: str = "date"


def find_lines(corpus: Corpus, texts: Texts, view: WordView) -> pd.DataFrame:
    """Find the lines of a view.

    Parameters
    ----------
    corpus
        Its digests are looked through, and it knows the outlets and dates of the texts.
    texts
        Full texts, one row a text: its first column is the key (the report_id where the text is
        that of a report), `text` the text; or texts that `parse_texts` has parsed.
    view
        What to look for; no line is found for no word.

    Returns
    -------
    DataFrame
        One row a line: `source` ("digest": the kit's own words, or "full text"); report_id (the
        key of a text of no report); `name` of the outlet, or of the site that carries it, or the
        key; published_from, published_to; `start` and `end` (offsets into the untouched digest
        or text); `left`, `match`, `right`.
    """
    parsed, parts = parse_texts(texts), []
    if view.words.strip("* ") and view.place in ("both", "digests"):
        digests = corpus.reports[["report_id", "digest"]]
        parts.append(find_words(digests, view.words, width=WIDTH).assign(source=DIGESTS))
    if view.words.strip("* ") and view.place != "digests":
        part: Any = view.place if view.place in ("own", "quoted") else None
        found = find_words(parsed, view.words, column="text", width=WIDTH, part=part)
        parts.append(found.rename(columns={parsed.ids.name: "report_id"}).assign(source=TEXTS))
    lines = pd.concat(parts) if parts else pd.DataFrame(columns=COLUMNS)
    lines = lines.merge(_facts(corpus), "left", "report_id", suffixes=("_", ""))
    lines["name"] = lines["name"].fillna(lines["report_id"])
    return _sorted(lines, view.order)[COLUMNS]


def _facts(corpus: Corpus) -> pd.DataFrame:
    reports = corpus.reports
    name = reports["outlet"].fillna(reports["carried_by"]).fillna(NOT_SHOWN)
    return reports[["report_id", "published_from", "published_to"]].assign(name=name)


def _sorted(lines: pd.DataFrame, order: str) -> pd.DataFrame:
    """Sorted stably; words before are read from the keyword backwards."""
    lines = lines.sort_values(
        ["source", "published_from", "published_to", "report_id", "start"], ignore_index=True
    )
    if order == "after":
        return lines.iloc[_order(lines["right"].str.casefold().str.split())]
    if order == "before":
        return lines.iloc[_order(lines["left"].str.casefold().str.split().str[::-1])]
    return lines


def _order(words: pd.Series) -> list[int]:
    listed = words.tolist()
    return sorted(range(len(listed)), key=listed.__getitem__)


def say_lines(lines: pd.DataFrame, view: WordView) -> str:
    """How many lines there are, in words."""
    if not view.words.strip("* "):
        return "Type a word or a phrase; a * at the end of a word stands for any ending."
    reports = say_number(lines["report_id"].nunique(), "text")
    digests = int((lines["source"] == DIGESTS).sum())
    counted = say_number(len(lines), "line")
    rest = f", the first {SHOWN} shown; .selected() has them all" if len(lines) > SHOWN else ""
    kinds = f"{digests} in digests (our own words), {len(lines) - digests} in full texts"
    return f"“{view.words}”: {counted} in {reports} ({kinds}){rest}"


def say_origin(line: Any) -> str:
    """Whose line it is; one of a digest says so, since its words are not the outlet's."""
    return f"digest · {line.name}" if line.source == DIGESTS else str(line.name)


def say_line(line: Any) -> str:
    """Whose line it is, of when, and where it stands."""
    dates = (
        ""
        if pd.isna(line.published_from)
        else f", {say_days(line.published_from, line.published_to)}"
    )
    return f"{line.name}{dates}"


def lines_html(lines: pd.DataFrame) -> str:
    """The lines as escaped HTML without anything to click."""
    items = "".join(
        f'<li class="line"><span class="name">{escape(say_origin(line))}</span>'
        f'<span class="left">{escape(line.left)}</span>'
        f"<span><strong>{escape(line.match)}</strong>{escape(line.right)}</span></li>"
        for line in lines.itertuples()
    )
    return f'<ol class="overheard-lines">{items}</ol>'


def report_of(corpus: Corpus, report_id: str) -> pd.DataFrame:
    """The facts of one report, as `find_reports` lists them."""
    return find_reports(corpus.select([report_id]))
