"""A parsed text as tables and as plain data; `text` in each row is what stands at its offsets."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, TypeAlias

import pandas as pd

from analysis.parsing.article import Article, parse_article
from analysis.parsing.layout.furniture import parse_furniture
from analysis.parsing.spans import OUTSIDERS, PACKS, DateInterval, Quote, Reported, Span
from analysis.tables.days import Days

NOWHERE = (None, None)
PLACES = ("speaker_start", "speaker_end", "cue_start", "cue_end")
HALF = re.compile("[\ud800-\udfff]")
"""Halves of a character, which JSON can write and no table, file or page can hold."""

TABLES = ("paragraphs", "quotes", "turns", "reported", "markers", "sources")


def article_tables(article: Article) -> dict[str, pd.DataFrame]:
    """The parts of a text as tables.

    Parameters
    ----------
    article
        From `parse_article`.

    Returns
    -------
    dict of DataFrame
        "paragraphs", "quotes", "turns", "reported", "markers", "sources": one row each, in the
        order of the text, with `start`, `end` (offsets into the untouched text), `text`, and what
        is known; of a quotation also `call`, the index of the call that it belongs to. Of what
        somebody says, `speaker_start` to `cue_end` are the offsets of who is named as the speaker
        and of the word of saying, missing where the speaker is inferred.

    Examples
    --------
    >>> from analysis.parsing.article import parse_article
    >>> tables = article_tables(parse_article("“It rains,” the soldier said."))
    >>> tables["quotes"][["start", "end", "text", "role"]]
       start  end       text     role
    0      1   10  It rains,  soldier
    """
    return {name: article_table(article, name) for name in TABLES}


def article_table(article: Article, name: str) -> pd.DataFrame:
    """One of the tables of `article_tables`; no more is parsed than it needs."""
    rows = article_rows(article, name)
    table = pd.DataFrame(rows, columns=None if rows else ["start", "end", "text"])
    return table.astype({name: "Int64" for name in (*PLACES, "call") if name in table})


def article_rows(article: Article, name: str) -> list[dict[str, Any]]:
    """The rows of `article_table` as plain values."""
    text = HALF.sub("\ufffd", article.text)
    rows = [
        {"start": each.start, "end": each.end, "text": text[each.start : each.end]}
        | _cells(text, each)
        for each in getattr(article, name)
    ]
    if name == "quotes":
        for row, quote in zip(rows, article.quotes, strict=True):
            row["call"] = call_of(article, quote)
    return rows


def call_of(article: Article, quote: Quote) -> int | None:
    """The index of the call, of those that a text tells, in whose telling a caller is quoted.

    Missing for what officials and others say of calls. Of two tellings around a quotation the
    shorter one counts: an earlier call told in passing.

    Examples
    --------
    >>> from analysis.parsing.article import parse_article
    >>> article = parse_article("In the call a soldier said: “Mud.” In another call: “Snow.”")
    >>> [call_of(article, quote) for quote in article.quotes]
    [0, 1]
    """
    around = [
        (call.end - call.start, number)
        for number, call in enumerate(article.calls)
        if call.start <= quote.start < call.end
    ]
    return min(around)[1] if around and quote.role not in OUTSIDERS else None


def _cells(text: str, record: Any) -> dict[str, Any]:
    """A record as plain values: of a word of saying what it says, and where it stands."""
    values: dict[str, Any] = record._asdict()
    if isinstance(record, (Quote, Reported)):
        places = (*(values.pop("named") or NOWHERE), *(record.cue or NOWHERE))
        values |= dict(zip(PLACES, places, strict=True))
    return {name: _cell(text, value) for name, value in values.items()}


def _cell(text: str, value: Any) -> Any:
    if isinstance(value, str):
        return HALF.sub("\ufffd", value)
    return text[value.start : value.end] if isinstance(value, Span) else value


class ParsedTexts(Mapping[str, pd.DataFrame]):
    """Texts, each parsed once: the tables of `article_tables` by name, with the key of the text.

    A table is made, and of a text is parsed what it needs, when it is first asked for. What is
    given such texts, instead of a table of them, parses nothing anew.

    Parameters
    ----------
    frame
        The table that they were given in: its first column is the key.
    articles
        The texts, one a row.
    """

    def __init__(self, frame: pd.DataFrame, articles: Iterable[Article]) -> None:
        self.frame, self.articles = frame, tuple(articles)
        self._tables: dict[str, pd.DataFrame] = {}

    @property
    def ids(self) -> pd.Series:
        """The key of each text; its name is that of the key."""
        return self.frame.iloc[:, 0]

    def keep(self, kept: Sequence[bool], **columns: Any) -> "ParsedTexts":
        """Some of the texts, as parsed as they are, with more columns in their frame."""
        frame = self.frame[kept].assign(**columns)
        return ParsedTexts(frame, compress(self.articles, kept))

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise KeyError(name)
        if name not in self._tables:
            self._tables[name] = self._table(name)
        return self._tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def _table(self, name: str) -> pd.DataFrame:
        made = [article_table(article, name) for article in self.articles]
        tables = [table for table in made if len(table)]
        if not tables:
            return pd.DataFrame(columns=[self.ids.name, "start", "end", "text"])
        joined = pd.concat(tables, ignore_index=True)
        ids = [key for key, table in zip(self.ids, made, strict=True) for _ in table.index]
        joined.insert(0, self.ids.name, ids)
        return joined


Texts: TypeAlias = pd.DataFrame | ParsedTexts
"""What a function on texts takes: a table of them, or texts that are parsed already."""


def parse_texts(
    texts: Texts, *, window: Days | None = None, packs: Iterable[str] = PACKS
) -> ParsedTexts:
    """Many texts parsed: their parts as tables, each row with the key of its text.

    Parameters
    ----------
    texts
        One row a text; its first column is the key, `text` the text as it was saved. Where there
        are `published_from` and `published_to`, or `url`, they say when and where it was
        published; where only `published_to` is known, it was there on that day. Texts that are
        parsed already are returned as they are.
    window, packs
        The days that the texts are of, and the words of a subject, see `parse_article`.

    Returns
    -------
    ParsedTexts
        Name -> table as `article_tables` has them, the key of the text first; `articles` are the
        parsed texts themselves, `frame` is the table that was given.

    Raises
    ------
    KeyError
        The texts have no column `text`.

    Examples
    --------
    >>> import analysis
    >>> quotes = parse_texts(analysis.collecting.read_samples())["quotes"]
    >>> quotes.query("text_id == 'call-archive'")[["text", "kind"]]
         text   kind
    7    loan  scare
    """
    if isinstance(texts, ParsedTexts):
        return texts
    if "text" not in texts:
        raise KeyError(f"texts have no column 'text'; there are: {', '.join(texts)}")
    imprint = texts.reindex(columns=["text", "published_from", "published_to", "url"])
    rows = imprint.astype("object").itertuples(index=False)
    return ParsedTexts(texts, (_parse_row(*row, window=window, packs=packs) for row in rows))


def _parse_row(text: Any, first: Any, last: Any, url: Any, **how: Any) -> Article:
    text, url = ("" if pd.isna(text) else text), (None if pd.isna(url) else url)
    first, last = (None if pd.isna(each) else pd.to_datetime(each) for each in (first, last))
    stated, latest = Days.of(first, last), last and last.date()
    return parse_article(text, stated=stated, address=url, latest=latest, **how)


def article_data(article: Article) -> dict[str, Any]:
    """The parts of a text as plain data, for JSON; offsets are Unicode code points.

    Returns
    -------
    dict
        language, not_read (parts that are not looked for in it), published (from, to, basis,
        evidence), paragraphs, quotes, turns, reported (speech without
        marks), furniture (its stretches, also within a line), markers, sources, calls.
    """
    text = article.text
    return {
        "language": article.language,
        "not_read": article.not_read,
        "published": _plain(article.published),
        "paragraphs": _plain(article.paragraphs),
        "quotes": [_said(text, each) | {"call": call_of(article, each)} for each in article.quotes],
        "turns": _plain(article.turns),
        "reported": [_said(text, each) for each in article.reported],
        "furniture": [
            {"start": span.start, "end": span.end, "kind": sort}
            for span, sort in parse_furniture(text, article.paragraphs)
        ],
        "markers": _plain(article.markers),
        "sources": _plain(article.sources),
        "calls": _plain(article.calls),
    }


def _said(text: str, said: Quote | Reported) -> dict[str, Any]:
    cells = _cells(text, said)
    cells.pop("paragraph", None)
    return cells


def _plain(value: Any) -> Any:
    """Records as objects, days as ISO 8601 writes them; an interval's are called from and to."""
    if isinstance(value, DateInterval):
        first, last, *rest = value._asdict().items()
        return _plain({"from": first[1], "to": last[1], **dict(rest)})
    if hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
