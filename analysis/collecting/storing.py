"""Texts into their folder: each whole or not at all, none over what is there.

A text is there once `<report_id>.txt` is: it is placed last. A record or a draft without its text
is what a killed import left, and the same import finishes it; anything else is somebody's.
"""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd
import yaml

from analysis.collecting.matching.copies import Wording, Wordings
from analysis.collecting.store import lock, new, put, sweep
from analysis.parsing.files import read_imprint
from analysis.reading.corpus import Corpus
from analysis.reading.declaration import read_declaration
from analysis.reading.files import find_folder, list_folder, read_text
from analysis.reading.frontmatter import Mapping as Branch
from analysis.reading.frontmatter import entries_of, read_yaml, text_of
from analysis.reading.problems import CorpusError, Problem
from analysis.reading.texts.documents import Document, Fact

DRAFTS = "drafts"
MARK = "# Written by `overheard add`."
NEAR = 0.6
"""Resemblance from which on two texts are copies of each other; see `Shelf.nearest`."""

TEXTS = "texts"
TEXT_BYTES = 100_000_000
COLUMNS = dict.fromkeys(["report_id", "text", "sha256", "source", "url"], "str") | dict.fromkeys(
    ["published_from", "published_to"], "datetime64[s]"
)


def draft_folder(texts: Path) -> Path:
    """Where drafts for texts lie: among the reports of a half-filled corpus, else beside them."""
    declared, _ = read_declaration(texts.parent)
    return texts.parent / "reports" if declared.half_filled else texts / DRAFTS


def text_folder(place: Corpus | str | Path | None = None) -> Path:
    """The folder of the texts of a corpus (by default the kit's); any other folder is it itself."""
    if isinstance(place, Corpus):
        return place.folder / TEXTS
    return Path(place) if place is not None else find_folder(None) / TEXTS


def read_stored_texts(
    place: Corpus | str | Path | None = None, *, on_error: Literal["raise", "skip"] = "raise"
) -> pd.DataFrame:
    """Read the full texts that were stored by `add_texts`, or put there by hand.

    Parameters
    ----------
    place
        A corpus, whose `texts/` is read, or a folder of texts; by default the kit's corpus.
    on_error
        "raise" or "skip" files that cannot be read; a text whose record cannot be read has no
        source then.

    Returns
    -------
    DataFrame
        One row a stored text, by report_id: report_id (name of the file), text (as stored; offsets
        count its code points), sha256 (of the text as UTF-8), source (the file that it came from;
        missing for one put there by hand), url, published_from, published_to (as the header of
        that file says; both missing where it does not, the first where it only says that the text
        was there on the other). Empty where no text is stored.

    Raises
    ------
    CorpusError
        A file, or the folder, cannot be read; it names each.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "2022-07-03-fjordposten-wet-boots.txt").write_text("It rains.")
    ...     read_stored_texts(folder)[["report_id", "text"]]
                              report_id       text
    0  2022-07-03-fjordposten-wet-boots  It rains.
    """
    folder = text_folder(place)
    listing = list_folder(folder, ".txt", deep=False)
    rows, problems = [], listing.problems(folder.parent)
    for path in listing.paths:
        text = read_text(path, path.name, limit=TEXT_BYTES)
        if isinstance(text, Problem):
            problems.append(text)
        else:
            record = _read_record(path.with_suffix(".yml"))
            if isinstance(record, Problem):
                problems.append(record)
                record = Branch({}, {}, 0)
            digest = hashlib.sha256(text.encode()).hexdigest()
            stated, url, latest = read_imprint(_facts(record))
            source = text_of(record, "source")
            rows.append([path.stem, text, digest, source, url, *(stated or (None, latest))])
    if problems and on_error == "raise":
        raise CorpusError(folder, problems)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _read_record(path: Path) -> Branch | Problem:
    """What the record beside a stored text says of the file that it came from, if there is one."""
    return read_yaml(path, path.name) if os.path.lexists(path) else Branch({}, {}, 0)


def _facts(record: Branch) -> dict[str, Fact]:
    """The facts of a header as a record keeps them."""
    return {
        name: Fact(text_of(each, "value") or "", text_of(each, "basis") or "")
        for name, each in (entries_of(record, "facts") or {}).items()
        if isinstance(each, Branch)
    }


def is_draft(path: Path) -> bool:
    """Whether the kit wrote a file, or what is in a folder of drafts: none of the user's texts.

    Nor are the files of a corpus beside which texts are stored.
    """
    if (path.parent / "reports").is_dir() and (path.parent / "tellings.csv").is_file():
        return path.name == "reports" or path.suffix in (".csv", ".yml")
    if os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` can fail
        return path.name == DRAFTS and any(map(_is_marked, sorted(path.glob("*.md"))))
    return _is_marked(path) or (path.suffix == ".csv" and is_draft(path.parent))


def _is_marked(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return MARK.encode() in file.read(200)
    except OSError:
        return False


class Taken(FileExistsError):
    """Something else has the id under which a text would be stored."""


class Near(NamedTuple):
    """A stored text, and what share of the wording of both another text has in common with it."""

    report_id: str
    share: float


class Shelf:
    """The stored texts of a folder, by their runs of words."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.drafts = folder, draft_folder(folder)
        self.declared, _ = read_declaration(folder.parent)
        self._ids: list[str] = []
        self._wordings = Wordings()
        sweep(folder)
        for row in read_stored_texts(folder, on_error="skip").itertuples(index=False):
            self.note(row.report_id, row.text)

    def note(self, report_id: str, text: str) -> None:
        self._wordings.add(len(self._ids), Wording(text))
        self._ids.append(report_id)

    def nearest(self, text: str) -> Near | None:
        """The stored text that this one copies: the same but for blanks and marks, or near."""
        wording = Wording(text)
        near = self._wordings.near(wording, NEAR)
        found = [(wording.resemblance(other), self._ids[number]) for number, other in near]
        share, report_id = max(found, default=(0.0, ""))
        return Near(report_id, share) if share >= NEAR else None

    def look_at(self, report_id: str) -> str | None:
        """The text that is stored under an id now, by whomever."""
        text = read_text(self.folder / f"{report_id}.txt", report_id, limit=TEXT_BYTES)
        if not isinstance(text, str):
            return None
        if report_id not in self._ids:
            self.note(report_id, text)
        return text

    def put(
        self, report_id: str, document: Document, record: Mapping[str, Any], draft: str | None
    ) -> None:
        """Store a text, the record of where it came from and, for a new report, its draft.

        Taken when something else stands where one of them would go; nothing is written then.
        """
        words = yaml.safe_dump(dict(record), sort_keys=False, allow_unicode=True)
        files = {self.folder / f"{report_id}.yml": f"{MARK}\n{words}".encode()}
        if draft is not None:
            files[self.drafts / f"{report_id}.md"] = draft.encode()
        text = self.folder / f"{report_id}.txt"
        with lock(self.folder):
            # A record or a draft may be what a killed import left; a text that is there is whole.
            for path, left in {text: None, **files}.items():
                if os.path.lexists(path) and (path.is_symlink() or path.read_bytes() != left):
                    raise Taken(f"{path} is there already and stays as it is")
            for path, data in {**files, text: document.text.encode()}.items():
                put(path, new(path, data), within=self.folder)
        self.note(report_id, document.text)
