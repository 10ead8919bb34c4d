"""Texts into their folder: each whole or not at all, none over what is there.

A text is there once `<report_id>.txt` is: it is placed last, by a step that fails where a file
stands. A record or a draft without its text is what a killed import left, and is written anew.
"""

import contextlib
import os
import time
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from analysis.collecting.matching.normalising import fingerprint, resemblance, shingles
from analysis.collecting.storedtexts import read_stored_texts
from analysis.reading.files import place_new, write_atomically
from analysis.reading.texts.documents import Document

DRAFTS = "drafts"
WORKING = ".adding"
MARK = "# Written by `overheard add`."
NEAR = 0.6
"""Resemblance from which on two texts are copies of each other; see `Shelf.nearest`."""

SAMPLED = 8
"""One shingle in so many is looked up to find the texts worth comparing in full."""

STALE = 3600
"""Seconds after which a working file cannot be that of another import that still runs."""


class Shelf:
    """The stored texts of a folder, by what identifies them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_fingerprint: dict[str, str] = {}
        self.shingles: dict[str, frozenset[int]] = {}
        self._holders: dict[int, list[str]] = defaultdict(list)
        for row in read_stored_texts(folder, on_error="skip").itertuples(index=False):
            self._note(row.report_id, row.text)
        self._sweep()

    def _note(self, report_id: str, text: str) -> None:
        self.by_fingerprint.setdefault(fingerprint(text), report_id)
        runs = shingles(text)
        self.shingles[report_id] = runs
        for run in _sample(runs):
            self._holders[run].append(report_id)

    def _sweep(self) -> None:
        """Remove the working files that killed imports left."""
        for path in (self.folder / WORKING).glob("*"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE:
                    path.unlink()

    def twin(self, text: str) -> str | None:
        """The id of the stored text that is the same but for blanks, case and marks."""
        return self.by_fingerprint.get(fingerprint(text))

    def nearest(self, text: str) -> tuple[str, float] | None:
        """The stored text that is a copy of this one with changes, and how much they share."""
        runs = shingles(text)
        near = {each for run in _sample(runs) for each in self._holders.get(run, ())}
        found = [(resemblance(runs, self.shingles[each]), each) for each in near]
        share, report_id = max(found, default=(0.0, ""))
        return (report_id, share) if share >= NEAR else None

    def holds(self, report_id: str) -> bool:
        return os.path.lexists(self.folder / f"{report_id}.txt")

    def is_free(self, report_id: str) -> bool:
        """Whether nothing of the user's stands where this text and what belongs to it would go."""
        beside = [
            self.folder / f"{report_id}.yml", self.folder / DRAFTS / f"{report_id}.md"
        ]  # fmt: skip
        return not self.holds(report_id) and all(_is_ours(path) for path in beside)

    def put(
        self, report_id: str, document: Document, record: Mapping[str, Any], draft: str | None
    ) -> None:
        """Store a text, the record of where it came from and, for a new report, its draft.

        FileExistsError when something stands there that this import may not replace.
        """
        if not self.is_free(report_id):
            raise FileExistsError(f"{report_id} has files in {self.folder} already")
        if draft is not None:
            write_atomically(self.folder / DRAFTS / f"{report_id}.md", draft.encode())
        words = yaml.safe_dump(dict(record), sort_keys=False, allow_unicode=True)
        write_atomically(self.folder / f"{report_id}.yml", f"{MARK}\n{words}".encode())
        working = self.folder / WORKING
        place_new(self.folder / f"{report_id}.txt", document.text.encode(), working=working)
        self._note(report_id, document.text)


def _sample(runs: frozenset[int]) -> list[int]:
    sampled = [run for run in runs if run % SAMPLED == 0]
    return sampled if len(runs) > 20 * SAMPLED else list(runs)


def _is_ours(path: Path) -> bool:
    """Whether there is no file, or one that an import wrote."""
    if not os.path.lexists(path):
        return True
    try:
        start = path.read_bytes()[:200] if path.is_file() and not path.is_symlink() else b""
    except OSError:
        return False
    return MARK.encode() in start
