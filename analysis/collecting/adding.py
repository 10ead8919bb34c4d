"""Files of the user's -> texts beside the corpus, and a table of what became of each."""

import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from tqdm import tqdm

from analysis.collecting.drafting import draft_id, draft_report
from analysis.collecting.matching.reports import POSSIBLE, Recognition, Reports
from analysis.collecting.matching.seen import Seen
from analysis.collecting.store import require_own
from analysis.collecting.storing import DRAFTS, Near, Shelf, Taken, text_folder
from analysis.reading.corpus import Corpus, read_corpus
from analysis.reading.problems import Problem
from analysis.reading.texts.archives import list_files
from analysis.reading.texts.documents import Document
from analysis.reading.texts.reading import read_one
from analysis.tables.days import Days

NEW = "new"
ELSEWHERE = "mend that, or name another folder with --to"


class Added(NamedTuple):
    """What became of one text: a row of the table that `add_texts` gives."""

    file: str
    part: int | None
    status: str
    report_id: str | None = None
    evidence: str | None = None
    score: float | None = None
    note: str | None = None


class Stopped(KeyboardInterrupt):
    """An import that was interrupted; `added` is the table of what is done, each text whole."""

    def __init__(self, added: pd.DataFrame) -> None:
        self.added = added
        super().__init__(f"stopped after {len(added)} texts, each whole; add again to go on")


def add_texts(
    paths: str | Path | Iterable[str | Path],
    *,
    corpus: Corpus | None = None,
    to: str | Path | None = None,
    report_id: str | None = None,
    window: Days | None = None,
) -> pd.DataFrame:
    """Store full texts beside the corpus, each with the report that it is.

    A text whose report the catalogue knows, by its address or by what it tells, is stored as
    `<report_id>.txt`; for any other a report file is drafted in `drafts/`, to be checked. Beside
    each text a record says where it came from. What is stored is never written over, a text that
    is there already changes nothing, and an import that is killed leaves each text whole or out.

    Parameters
    ----------
    paths
        Files, ZIP archives and folders, as `read_texts` reads them.
    corpus
        The catalogue; by default the kit's.
    to
        The folder to store in; by default `texts/` in the corpus's folder.
    report_id
        The report that the text is, where you know better; "new" for none of them.
    window
        The days that the texts are of: a day without a year takes its year from there, see
        `parse_article`.

    Returns
    -------
    DataFrame
        One row a text, or a file that failed: file, part, status (one of recognised, new,
        duplicate, near-duplicate, ambiguous, failed), report_id (under which it is stored, or whose
        text it repeats), evidence, score (points, see `weights.yml`), note. Only texts recognised
        and new are stored.

    Raises
    ------
    KeyError
        `report_id` is not in the corpus.
    ValueError
        The corpus is that of an installed kit, and `to` does not say where else to store.
    Stopped
        The import was interrupted; a KeyboardInterrupt with the table so far.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder) / "boots.txt"
    ...     _ = page.write_text("Wet boots\\n3 July 2022\\n\\nIt rains on the quay and on us all.")
    ...     once = add_texts(page, to=Path(folder) / "texts")
    ...     again = add_texts(page, to=Path(folder) / "texts")
    >>> once.status[0], once.report_id[0], again.status[0]
    ('new', '2022-07-03-unknown-wet-boots', 'duplicate')
    """
    corpus = read_corpus(on_error="skip") if corpus is None else corpus
    known = set(corpus.reports["report_id"])
    if report_id is not None and report_id not in known | {NEW}:
        raise KeyError(f"no such report: {report_id}")
    if to is None:
        require_own(corpus)
    folder = text_folder(corpus if to is None else to)
    adding = _Adding(Shelf(folder), corpus, report_id, window)
    rows: list[Added] = []
    try:
        for found in _progress(paths, folder):
            rows += [adding.add(found)]
    except KeyboardInterrupt:
        raise Stopped(_table(rows)) from None
    return _table(rows)


def _progress(
    paths: str | Path | Iterable[str | Path], folder: Path
) -> Iterator[Document | Problem]:
    """Every text of every path, with a bar on a terminal; an import's own drafts are none."""
    some = [paths] if isinstance(paths, (str, Path)) else list(paths)
    drafts = folder.resolve() / DRAFTS

    def leave_out(path: Path) -> bool:
        # Unlike `Path.resolve`, this takes links that lead round in a circle.
        return Path(os.path.realpath(path)) == drafts

    files = [each for path in some for each in list_files(Path(path), leave_out)]
    with tqdm(total=len(files), unit="text", disable=not sys.stderr.isatty()) as bar:
        for path, name in files:
            for number, text in enumerate(read_one(path, name)):
                bar.total += number > 0
                yield text
                bar.update()


class _Adding:
    """One import: the shelf, the catalogue, and the report and days that the user names, if any."""

    def __init__(
        self, shelf: Shelf, corpus: Corpus, report_id: str | None, window: Days | None
    ) -> None:
        self.shelf, self.reports = shelf, Reports(corpus)
        self.given, self.window, self.packs = report_id, window, corpus.declared.packs
        self.folder = corpus.folder
        self.outlets = frozenset(corpus.reports["outlet"].dropna())

    def add(self, found: Document | Problem) -> Added:
        if isinstance(found, Problem):
            return Added(found.file, None, "failed", note=f"{found.problem}; {found.mend}")
        try:
            row = self.place(found)
            return row._replace(note="; ".join(filter(None, (row.note, *found.notes))) or None)
        except OSError as error:
            note = f"could not be stored: {error.strerror or error}; {ELSEWHERE}"
        except Exception as error:  # one text's failure ends no import
            note = f"could not be added ({type(error).__name__}: {error!s:.100}); {ELSEWHERE}"
        return Added(found.file, found.part, "failed", note=note)

    def place(self, document: Document) -> Added:
        row = Added(document.file, document.part, "duplicate")
        near = self.shelf.nearest(document.text)
        if near and near.share == 1:
            note = f"duplicate of {near.report_id}, already there"
            return row._replace(report_id=near.report_id, note=note)
        seen = Seen(document, window=self.window, packs=self.packs)
        found = self.recognise(seen)
        if found.matches:
            best = found.matches[0]
            row = row._replace(evidence=best.evidence, score=round(best.points, 2))
        # A report of another outlet may copy one; its own text, or a new one, is there once.
        own = found.matches[0].target_id if found.verdict == "recognised" else None
        if near and (near.report_id == own if own else self.given != NEW):
            note = (
                f"near-duplicate of {near.report_id}: {near.share:.0%} of their wording is shared"
            )
            return row._replace(status="near-duplicate", report_id=near.report_id, note=note)
        if own:
            return self.attach(document, row._replace(report_id=own), found, near)
        if found.verdict == "ambiguous":
            names = " or ".join(match.target_id for match in found.matches)
            note = f"may be {names}; add it alone with --as and its id, or --as new"
            return row._replace(status="ambiguous", note=note)
        return self.start(seen, row, found)

    def recognise(self, seen: Seen) -> Recognition:
        if self.given in (None, NEW):
            found = self.reports.recognise(seen)
            return found._replace(verdict="new") if self.given else found
        return self.reports.recognise(seen, among={self.given})._replace(verdict="recognised")

    def attach(
        self, document: Document, row: Added, found: Recognition, near: Near | None
    ) -> Added:
        """A text of a report that the catalogue knows."""
        report_id = f"{row.report_id}"
        report = self.folder / "reports" / f"{report_id}.md"
        # Half-filled, a study has the report itself, as the catalogue has it.
        draft = report.read_text(encoding="utf-8") if self.shelf.declared.half_filled else None
        try:
            self.shelf.put(report_id, document, _record(document, report_id, found), draft)
        except Taken:
            note = f"{report_id}.txt or .yml holds something else; move it away, or use --to"
            return row._replace(status="failed", note=note)
        copied = f"shares {near.share:.0%} of its wording with {near.report_id}" if near else None
        return row._replace(status="recognised", note=copied)

    def start(self, seen: Seen, row: Added, found: Recognition) -> Added:
        """A text of a report that the catalogue does not know."""
        document = seen.document
        nearest = tuple(match for match in found.matches if match.points >= POSSIBLE - 1.5)
        declared = self.shelf.declared
        draft = draft_report(seen, nearest, known=self.outlets, declared=declared)
        for report_id in self.ids(draft_id(seen, self.outlets)):
            try:
                self.shelf.put(report_id, document, _record(document, report_id, found), draft)
                break
            except Taken:
                # Another import may have put this very text there since we looked.
                if self.shelf.look_at(report_id) == document.text:
                    return self.place(document)
        note = f"check {self.shelf.drafts.name}/{report_id}.md"
        if nearest:
            note += f"; nearest: {nearest[0].target_id}"
        return row._replace(status="new", report_id=report_id, note=note)

    def ids(self, base: str) -> Iterator[str]:
        """The ids that a draft may have, the plain one first."""
        for report_id in itertools.chain([base], (f"{base}-{n}" for n in itertools.count(2))):
            if report_id not in self.reports.number:
                yield report_id


def _record(document: Document, report_id: str, found: Recognition) -> dict[str, object]:
    """What stands beside a stored text."""
    best = found.matches[0] if found.verdict == "recognised" and found.matches else None
    return {
        "report_id": report_id,
        "status": found.verdict,
        "source": document.file,
        "part": document.part,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "evidence": best.evidence if best else None,
        "facts": {
            name: {"value": fact.value, "basis": fact.basis}
            for name, fact in document.facts.items()
        },
        **({"notes": list(document.notes)} if document.notes else {}),
    }


def _table(rows: list[Added]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(Added._fields), dtype="object")
    kinds = dict.fromkeys(Added._fields, "str") | {"part": "Int64", "score": "Float64"}
    return table.astype(kinds)
