"""Texts into their folder: each whole or not at all, none over what is there.

A text is there once `<report_id>.txt` is: it is placed last. A record or a draft without its text
is what a killed import left, and the same import finishes it; anything else is somebody's.
"""

import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from analysis.collecting.matching.normalising import fingerprint, resemblance, shingles
from analysis.collecting.store import lock, new, put, sweep
from analysis.collecting.storedtexts import TEXT_BYTES, read_stored_texts
from analysis.reading.files import read_text
from analysis.reading.texts.documents import Document

DRAFTS = "drafts"
MARK = "# Written by `overheard add`."
NEAR = 0.6
"""Resemblance from which on two texts are copies of each other; see `Shelf.nearest`."""

SAMPLED = 8
"""One shingle in so many is looked up to find the texts worth comparing in full."""


class Shelf:
    """The stored texts of a folder, by what identifies them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.by_fingerprint: dict[str, str] = {}
        self.shingles: dict[str, frozenset[int]] = {}
        self._holders: dict[int, list[str]] = defaultdict(list)
        sweep(folder)
        for row in read_stored_texts(folder, on_error="skip").itertuples(index=False):
            self.note(row.report_id, row.text)

    def note(self, report_id: str, text: str) -> None:
        self.by_fingerprint.setdefault(fingerprint(text), report_id)
        runs = shingles(text)
        self.shingles[report_id] = runs
        for run in _sample(runs):
            self._holders[run].append(report_id)

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

    def look_at(self, report_id: str) -> str | None:
        """The text that is stored under an id now, by whomever."""
        text = read_text(self.folder / f"{report_id}.txt", report_id, limit=TEXT_BYTES)
        if not isinstance(text, str):
            return None
        if report_id not in self.shingles:
            self.note(report_id, text)
        return text

    def put(
        self, report_id: str, document: Document, record: Mapping[str, Any], draft: str | None
    ) -> None:
        """Store a text, the record of where it came from and, for a new report, its draft.

        FileExistsError when something else stands where one of them would go; nothing is written.
        """
        words = yaml.safe_dump(dict(record), sort_keys=False, allow_unicode=True)
        files = {self.folder / f"{report_id}.yml": f"{MARK}\n{words}".encode()}
        if draft is not None:
            files[self.folder / DRAFTS / f"{report_id}.md"] = draft.encode()
        text = self.folder / f"{report_id}.txt"
        with lock(self.folder):
            if os.path.lexists(text):
                raise FileExistsError(f"{text} is there already and stays as it is")
            for path, data in files.items():
                _require_free(path, data)
            for path, data in {**files, text: document.text.encode()}.items():
                put(path, new(path, data), within=self.folder)
        self.note(report_id, document.text)


def _sample(runs: frozenset[int]) -> list[int]:
    sampled = [run for run in runs if run % SAMPLED == 0]
    return sampled if len(runs) > 20 * SAMPLED else list(runs)


def _require_free(path: Path, data: bytes) -> None:
    """FileExistsError unless nothing is there, or just what would be written."""
    if os.path.lexists(path) and (path.is_symlink() or path.read_bytes() != data):
        raise FileExistsError(f"{path} is there already and stays as it is")
