"""Lines of keyword in context: what was asked for, and the plain functions that find the lines."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_number
from analysis.exploring.choices import Choices
from analysis.measuring.wording.tokens import find_words
from analysis.parsing.tabling import Texts, parse_texts
from analysis.reading.corpus import Corpus

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

ORDERS = {"date": "date of the report", "after": "words after", "before": "words before"}

NOT_SHOWN = "outlet not shown"
COLUMNS = [
    "source", "report_id", "name", "published_from", "published_to", "start", "end", "left",
    "match", "right",
]  # fmt: skip


@dataclass(frozen=True)
class WordChoices(Choices):
    """What the reader looks for.

    Attributes
    ----------
    words
        A word or phrase, as for `find_words`.
    place
        Where to look, one of `PLACES`.
    order
        How the lines are sorted, one of `ORDERS`.
    marks
        The line that is open: its source, report_id and start.
    """

    words: str = ""
    place: str = "both"
    order: str = "date"


def find_lines(corpus: Corpus, texts: Texts, choices: WordChoices) -> pd.DataFrame:
    """Find the lines that the choices ask for.

    Parameters
    ----------
    corpus
        Its digests are looked through, and it knows the outlets and dates of the texts.
    texts
        Full texts, one row a text: its first column is the key (the report_id where the text is
        that of a report), `text` the text; or texts that `parse_texts` has parsed.
    choices
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
    if choices.words.strip("* ") and choices.place in ("both", "digests"):
        digests = corpus.reports[["report_id", "digest"]]
        parts.append(find_words(digests, choices.words, width=WIDTH).assign(source=DIGESTS))
    if choices.words.strip("* ") and choices.place != "digests":
        part: Any = choices.place if choices.place in ("own", "quoted") else None
        found = find_words(parsed, choices.words, column="text", width=WIDTH, part=part)
        parts.append(found.rename(columns={parsed.ids.name: "report_id"}).assign(source=TEXTS))
    lines = pd.concat(parts) if parts else pd.DataFrame(columns=COLUMNS)
    lines = lines.merge(_facts(corpus), "left", "report_id", suffixes=("_", ""))
    lines["name"] = lines["name"].fillna(lines["report_id"])
    return _sorted(lines, choices.order)[COLUMNS]


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


def say_lines(lines: pd.DataFrame, choices: WordChoices) -> tuple[str, str]:
    """How many lines there are, and of which kind, in words."""
    if not choices.words.strip("* "):
        return (
            "Type a word or a phrase",
            "A * at the end of a word stands for any ending: winter*, no boots.",
        )
    reports = say_number(lines["report_id"].nunique(), "text")
    digests = int((lines["source"] == DIGESTS).sum())
    rest = f" The first {SHOWN} are shown; .selected() has them all." if len(lines) > SHOWN else ""
    return (
        f"“{choices.words}”: {say_number(len(lines), 'line')} in {reports}",
        f"{digests} in digests (our own words), {len(lines) - digests} in full texts. "
        f"Choose a line to read what it is from.{rest}",
    )


def say_origin(line: Any) -> str:
    """Whose line it is; one of a digest says so, since its words are not the outlet's."""
    return f"digest · {line.name}" if line.source == DIGESTS else str(line.name)


def mark_of(line: Any) -> tuple[str, str, int]:
    """What tells a line from all others, however they are sorted."""
    return (str(line.source), str(line.report_id), int(line.start))


def lines_html(lines: pd.DataFrame) -> str:
    """The lines as a table of escaped HTML, which reads well without any style."""
    rows = "".join(
        f"<tr><td>{escape(say_origin(line))}</td><td>{escape(line.left)}</td>"
        f"<td><strong>{escape(line.match)}</strong>{escape(line.right)}</td></tr>"
        for line in lines.itertuples()
    )
    head = '<tr><th scope="col">from</th><th scope="col">before</th><th scope="col">line</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
