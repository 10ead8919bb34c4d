"""Report files: drafts for texts that the catalogue does not know, and what a person fills in.

A value that is filled in counts as checked; all else in a file stays as it is.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pandas as pd
import yaml

from analysis.collecting.matching.features import Match
from analysis.collecting.matching.normalising import fold
from analysis.collecting.matching.seen import Seen
from analysis.collecting.proposing import propose_calls, propose_headline, propose_outlet, slug
from analysis.collecting.store import Changed, update
from analysis.collecting.storing import MARK, draft_folder, text_folder
from analysis.reading.corpus import Corpus
from analysis.reading.declaration import read_declaration
from analysis.reading.files import list_folder, read_text
from analysis.reading.frontmatter import FENCE, split_front_matter
from analysis.reading.problems import CorpusError, Problem
from analysis.reading.reports import OPTIONAL, REPORT_TABLES, REQUIRED, parse_report
from analysis.reading.rows import check_rows
from analysis.reading.texts.documents import Fact
from analysis.tables.days import Days
from analysis.tables.declaring import Declaration

MISSING = {
    "outlet": "write who published it, or null when the page does not show it",
    "outlet_kind": "one of: {kinds}",
    "published": "a day, a month, or an interval of two with / between",
    "date_basis": "stated, url, text, context or unknown",
    "language": "ISO 639, such as en",
    "calls": "a list: gist, caller_role, callee_role, released_by of each call it tells, or []",
}
"""The keys that a report must have, and what to write for each."""

TO_FINISH = (
    "# Check each value, write what is missing, and below the",
    "# second line of dashes a digest of 40 to 130 words; then move this file to reports/.",
)
HALF_FILLED = (
    "# What stands behind `# check:` is a proposal: correct it, or take the remark away. Below the",
    "# second line of dashes is room for a digest of up to 130 words; a study needs none.",
)

UNCHECKED = "# check: "

NAME_WORDS = 4

OUTLET_SIGNS, TITLE_SIGNS = 40, 80
"""An id names files: a system takes 255 bytes for a name, some encrypted disks 143."""


def draft_id(seen: Seen, known: Collection[str] = ()) -> str:
    """An id as the corpus gives them: date, outlet and words of the headline as far as known."""
    shown, headline = propose_outlet(seen, known), propose_headline(seen)
    outlet = slug(shown.value, OUTLET_SIGNS) if shown else ""
    first_line = next((line for line in seen.text.splitlines() if line.strip()), "")
    words = re.findall(r"[a-z0-9]{3,}", fold(headline.value if headline else first_line))
    title = slug("-".join(words[:NAME_WORDS]), TITLE_SIGNS) or seen.document.sha256[:8]
    return "-".join([_stamp(seen.published.days), outlet or "unknown", title])


def draft_report(
    seen: Seen,
    nearest: tuple[Match, ...] = (),
    *,
    known: Collection[str] = (),
    declared: Declaration,
) -> str:
    """A report file with what could be read, the basis of each value beside it, to be checked.

    In a half-filled corpus it counts at once; else it is to be finished and moved to `reports/`.
    """
    heading = [MARK, *(HALF_FILLED if declared.half_filled else TO_FINISH)]
    return "\n".join(["---", *heading, *_lines(seen, nearest, known, declared), "---", ""])


def _lines(
    seen: Seen, nearest: tuple[Match, ...], known: Collection[str], declared: Declaration
) -> Iterator[str]:
    document = seen.document
    yield _comment(f"from {document.file}, part {document.part}")
    if title := propose_headline(seen):
        yield _comment(f"headline as shown ({title.basis}): {title.value}")
    proposed = dict(_known(seen, known))
    for key, fact in proposed.items():
        yield _checked(key, fact)
    calls = propose_calls(seen.article, declared)
    if calls:
        yield "calls:"
    for call in calls:
        lines = [_checked(key, fact) for key, fact in call.items()]
        gist = _comment("check: gist is missing; in your own words, what is said to be said")
        yield "\n".join(("- " if each is lines[0] else "  ") + each for each in [*lines, gist])
    for key, mend in MISSING.items():
        if key not in proposed and not (calls and key == "calls"):
            bound = _bound(seen) if key == "published" else ""
            mend = declared.noun.say(mend).format(kinds=", ".join(declared.words("outlet_kinds")))
            yield _comment(f"check: {key} is missing{bound}; {mend}")
    for match in nearest:
        told = f"{match.target_id}? {round(match.points, 2):g} points"
        yield _comment(f"check: not {told}: {match.evidence}")


def _checked(key: str, fact: Fact) -> str:
    return f"{entry(key, fact.value)}  {_comment(f'check: {fact.basis}')}"


def _known(seen: Seen, known: Collection[str]) -> Iterator[tuple[str, Fact]]:
    facts = seen.document.facts
    if outlet := propose_outlet(seen, known):
        yield "outlet", outlet
    if "url" in facts and re.fullmatch(r"https?://\S+", facts["url"].value):
        yield "url", facts["url"]
    if "author" in facts:
        yield "byline", facts["author"]
    if days := seen.published.days:
        basis = _why(seen)
        yield "published", Fact(f"{days}", basis)
        yield "date_basis", Fact(seen.published.basis, basis)
    language = _language(facts.get("language"), seen)
    if language:
        yield "language", language
    yield "read", Fact("whole", "as far as the file holds the whole text")


def _bound(seen: Seen) -> str:
    """What is known of a day of which only the first or the last possible one is."""
    first, last, *_ = seen.published
    side = f", not before {first}" if first else f", no later than {last}" if last else ""
    return f"{side} ({_why(seen)})" if side else ""


def _why(seen: Seen) -> str:
    """What a date rests on: the header of its file, and words of the text."""
    names = {"stated": ("date",), "url": ("url",)}.get(seen.published.basis, ("changed", "saved"))
    given = [seen.document.facts[name] for name in names if name in seen.document.facts]
    shown = [f"{fact.basis}: {fact.value}" for fact in given if not fact.in_text]
    shown += [
        f"{each.why}: {seen.document.text[each.start : each.end]}"
        for each in seen.published.evidence
    ]
    return "; ".join(shown)


def _stamp(days: Days | None) -> str:
    """What an id begins with: the day, or the month or year that holds the interval."""
    first, last = (f"{day}" for day in days or ("", "undated"))
    return next((first[:signs] for signs in (10, 7, 4) if first[:signs] == last[:signs]), "undated")


def _language(given: Fact | None, seen: Seen) -> Fact | None:
    if given and re.fullmatch(r"[a-z]{2,3}", given.value):
        return given
    return Fact(seen.language, "guessed from the text") if seen.language != "und" else None


def _comment(text: str) -> str:
    shown = "".join(each if each.isprintable() else " " for each in text)
    return f"# {shown[:600]}"


def read_drafts(place: Corpus | str | Path | None = None) -> pd.DataFrame:
    """The drafts of report files beside stored texts, to be checked before they count.

    A draft that is checked, completed and moved to `reports/` is a report of the corpus. In a
    half-filled corpus it stands there from the first, and counts.

    Parameters
    ----------
    place
        A corpus, whose `texts/` is looked into, or a folder of texts; by default the kit's corpus.

    Returns
    -------
    DataFrame
        One row a draft, by report_id: report_id; `found` (keys that could be read, each to be
        checked); `missing` (keys that a report needs and that are to be written); `unchecked`
        (how many remarks `# check:` are left); draft (the file as it stands, the basis of each
        value beside it).

    Raises
    ------
    CorpusError
        A draft cannot be read; it names each.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.collecting.adding import add_texts
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder) / "boots.txt"
    ...     _ = page.write_text("Wet boots\\n3 July 2022\\n\\nIt rains on the quay and on us all.")
    ...     _ = add_texts(page, to=Path(folder) / "texts")
    ...     read_drafts(Path(folder) / "texts")[["found", "missing"]].values.tolist()
    [['published, date_basis, language, read', 'outlet, outlet_kind, calls']]
    """
    folder = draft_folder(text_folder(place))
    listing = list_folder(folder, ".md", deep=False)
    rows, problems = [], listing.problems(folder.parent)
    for path in listing.paths:
        name = f"{folder.name}/{path.name}"
        text = read_text(path, name)
        parts = text if isinstance(text, Problem) else split_front_matter(text, name)
        if isinstance(parts, Problem):
            problems.append(parts)
            continue
        known = list(parts[0].entries)
        missing = [key for key in MISSING if key not in known]
        unchecked = text.count(UNCHECKED)
        rows.append([path.stem, ", ".join(known), ", ".join(missing), unchecked, text])
    if problems:
        raise CorpusError(folder, problems)
    columns = dict.fromkeys(["report_id", "found", "missing"], "str")
    kinds = columns | {"unchecked": "int64", "draft": "str"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


KEYS = (*REQUIRED, *OPTIONAL)
DIGEST = "digest"


def fill_report(folder: str | Path, report_id: str, values: Mapping[str, object]) -> Path:
    """Write values into the file of a report; each counts as checked by a person.

    Parameters
    ----------
    folder
        The folder of the corpus; the report stands in its `reports/`.
    report_id
        The report.
    values
        Key of the file's front matter -> value, None for what the page does not show; "digest" ->
        the text below. A key that is there is replaced with its remark, any other line is kept.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KeyError
        A key is none of a report.
    CorpusError
        A value cannot be; it names the line and the mend. Nothing was written.
    OSError
        The file is not there, or was changed meanwhile; it stays as it is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "reports" / "wet-boots.md"
    ...     path.parent.mkdir()
    ...     _ = (Path(folder) / "corpus.yml").write_text("half_filled: true")
    ...     _ = path.write_text("---\\nlanguage: en  # check: guessed\\n---\\n")
    ...     print(fill_report(folder, "wet-boots", {"outlet": "Quay Post"}).read_text())
    ---
    language: en  # check: guessed
    outlet: Quay Post
    ---
    <BLANKLINE>
    """
    unknown = values.keys() - {*KEYS, DIGEST}
    if unknown:
        raise KeyError(f"no key of a report: {', '.join(sorted(unknown))}")
    folder = Path(folder)
    path = folder / "reports" / f"{report_id}.md"

    def change(before: bytes | None) -> bytes:
        if before is None:
            raise Changed(f"{path} is not there any more")
        text = _filled(before.decode("utf-8-sig"), values)
        _require_good(folder, path, text)
        return text.encode()

    update(path, change)
    return path


def _filled(text: str, values: Mapping[str, object]) -> str:
    lines = text.split("\n")
    end = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    head, body = lines[1:end], "\n".join(lines[end + 1 :])
    for key, value in values.items():
        if key == DIGEST:
            body = f"\n{str(value or '').strip()}\n"
        else:
            head = _replaced(head, key, value)
    return "\n".join([lines[0], *head, FENCE, body])


def _replaced(head: list[str], key: str, value: object) -> list[str]:
    """The lines of front matter with a value in the place of one, or of the remark that asks."""
    start = re.compile(rf"(?:{key}:|# check: {key} is missing)")
    first = next((n for n, line in enumerate(head) if start.match(line)), len(head))
    last = first + 1
    # What stands below a key, indented or as a list, is its value.
    while first < len(head) and last < len(head) and head[last].startswith((" ", "- ")):
        last += 1
    return [*head[:first], *entry(key, value).split("\n"), *head[last:]]


def entry(key: str, value: object) -> str:
    """Front matter of one key; a day stays bare, as in the corpus's files."""
    if isinstance(value, str) and re.fullmatch(r"\d[\d/-]*", value):
        return f"{key}: {value}"
    words = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000)
    return words.rstrip("\n")


def _require_good(folder: Path, path: Path, text: str) -> None:
    declared, _ = read_declaration(folder)
    name = path.relative_to(folder).as_posix()
    rows, problems = parse_report(text, name, declared)
    for table in REPORT_TABLES:
        problems += check_rows(declared.schemas[table], rows.get(table, [])).problems
    if problems:
        raise CorpusError(path, problems)
