"""A file of any format -> what its text is parsed into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from analysis.parsing.article import Article, parse_article
from analysis.parsing.dates.bounds import narrow
from analysis.parsing.dates.readings import read_days
from analysis.parsing.spans import PACKS
from analysis.parsing.tabling import article_data, article_tables
from analysis.reading.problems import Problem
from analysis.reading.texts.documents import Document, Fact
from analysis.reading.texts.reading import read_single
from analysis.tables.days import Days


@dataclass(frozen=True)
class ParsedFile:
    """A text with what was found in it, and how the text comes out of its file."""

    article: Article
    source: Document


def parse_file(
    path: str | Path,
    *,
    part: int | None = None,
    window: Days | None = None,
    packs: Iterable[str] = PACKS,
) -> ParsedFile:
    """Parse the text of a file: plain text in any encoding, or any format that can be added.

    Parameters
    ----------
    path
        The file.
    part
        Which of its texts, from 1; not needed where there is one.
    window, packs
        The days that the texts are of, and the words of a subject, see `parse_article`.

    Returns
    -------
    ParsedFile
        For plain text, offsets count the code points of the file's bytes as `source.encoding`
        decodes them, newlines as they are and a byte order mark of UTF-8 as the first sign. The
        text of any other format is made from the file; what its header says of the day and the
        address is used.

    Raises
    ------
    ValueError
        The file cannot be read, or holds no text or several; it says what would mend that.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "boots.txt"
    ...     _ = path.write_bytes("\\ufeff“It rains,” the soldier said.".encode())
    ...     parsed = parse_file(path)
    >>> parsed.source.encoding, parsed.article.quotes[0][:3]
    ('utf-8', (2, 11, 'speech'))
    """
    found = read_single(Path(path), str(path), part=part)
    if isinstance(found, Problem):
        raise ValueError(f"{found.file}: {found.problem}; {found.mend}")
    if not found.text.strip():
        raise ValueError(f"{path}: holds no text; save the page or file with its text")
    return ParsedFile(parse_document(found, window=window, packs=packs), found)


def parse_document(
    document: Document, *, window: Days | None = None, packs: Iterable[str] = PACKS
) -> Article:
    """Parse a text out of a file: the one way to its date, whatever is done with it then.

    Examples
    --------
    >>> facts = {"date": Fact("3 July 2022, 10:15", "html head")}
    >>> parse_document(Document("It rains.", "a.html", facts=facts)).published[:3]
    (datetime.date(2022, 7, 3), datetime.date(2022, 7, 3), 'stated')
    """
    imprint = read_imprint(document.facts)._asdict()
    return parse_article(document.text, window=window, packs=packs, **imprint)


class Imprint(NamedTuple):
    """What the header of a file says of when and where its text was published."""

    stated: Days | None = None
    address: str | None = None
    latest: date | None = None


def read_imprint(facts: Mapping[str, Fact]) -> Imprint:
    """When and where a text was published, as the header of its file says.

    What stands in the text itself is found there, with the place that shows it. A text can have
    been changed for the last time before the day that it was meant for, not saved before it.

    Examples
    --------
    >>> given = {"date": "03/04/2022", "changed": "2022-03-07"}
    >>> print(read_imprint({name: Fact(each, "html head") for name, each in given.items()}).stated)
    2022-03-04
    """
    outside = {name: fact.value for name, fact in facts.items() if not fact.in_text}
    stated, *there = (read_days(outside.get(name, "")) for name in ("date", "changed", "saved"))
    changed, saved = (days[-1].last if days else None for days in there)
    if saved:
        stated = narrow(stated, [Days(date.min, saved)])
    if stated and changed:
        before = narrow(stated, [Days(date.min, changed)])
        stated, changed = (before, changed) if before else (stated, None)
    latest = min(filter(None, (changed, saved)), default=None)
    days = Days(stated[0].first, stated[-1].last) if stated else None
    return Imprint(days, outside.get("url"), latest)


def file_data(parsed: ParsedFile) -> dict[str, Any]:
    """What was found as plain data, for JSON, with what the offsets refer to.

    Returns
    -------
    dict
        As `article_data`, and: encoding (of plain text), text (of any other format: the text that
        the offsets refer to), header (name -> value and basis, as the file gives them), notes
        (what of the file is not in the text).
    """
    source = parsed.source
    shown = {"encoding": source.encoding}
    if source.encoding is None:
        shown["text"] = source.text
    header = {name: fact._asdict() for name, fact in source.facts.items()}
    notes = list(source.notes)
    return {**shown, "header": header, "notes": notes, **article_data(parsed.article)}


def list_parts(parsed: ParsedFile) -> str:
    """What was found as lines to read: when it was published, and a table of each part."""
    article = parsed.article
    first, last, basis, _ = article.published
    lines = [f"published: {first or '?'} to {last or '?'} ({basis}); language: {article.language}"]
    if article.not_read:
        lines.append(f"not read in this language: {', '.join(article.not_read)}")
    lines += [f"note: {each}" for each in parsed.source.notes]
    for name, table in article_tables(article).items():
        none = "not read in this language" if name in article.not_read else "-"
        rows = table.to_string(index=False, max_colwidth=60) if len(table) else none
        lines += ["", f"{name}: {len(table)}", rows]
    return "\n".join(lines)
