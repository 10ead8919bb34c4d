"""A change anywhere in the corpus makes a notebook fail, and not only by its fingerprint.

Each case changes one thing in a copy of the corpus that still keeps every rule, and runs the
notebook that ought to notice against the copy, as `make test` runs it. `test_anywhere.py` shows
that the notebooks pass on a copy that is unchanged.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import check_corpus

ROOT = Path(__file__).parents[2]
IVANIVKA = "2023-10-29-merkur-ivanivka"
JUNE = "2023-06-09-babel-dam-sabotage-group"


class Copy:
    """A copy of the corpus to change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("texts"))

    def front_matter(self, report_id: str, old: str, new: str) -> None:
        path = self.folder / "reports" / f"{report_id}.md"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {report_id}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def rows(self, table: str, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
        """Replace each row by what `change` makes of it; None drops it."""
        path = self.folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            before = list(csv.DictReader(file))
        after = [row for each in before if (row := change(dict(each))) is not None]
        assert after != before, "nothing changed"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, before[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(after)

    def code(self, report_id: str, coder: str, old: str, new: str | None) -> None:
        """Change or (None) drop one code."""

        def change(row: dict[str, str]) -> dict[str, str] | None:
            if (row["report_id"], row["coder"], row["value"]) != (report_id, coder, old):
                return row
            return None if new is None else row | {"value": new}

        self.rows("codings", change)

    def reword(self, table: str, report_id: str, column: str, old: str, new: str) -> None:
        """Change a column of the rows of a report that hold a word there."""
        self.rows(
            table,
            lambda row: (
                row | {column: row[column].replace(old, new)}
                if row["report_id"] == report_id
                else row
            ),
        )

    def drop(self, report_id: str) -> None:
        (self.folder / "reports" / f"{report_id}.md").unlink()
        for path in self.folder.glob("*.csv"):
            with path.open(encoding="utf-8") as file:
                named = report_id in file.read()
            if named and path.stem != "calls":
                self.rows(path.stem, lambda row: None if report_id in row.values() else row)


def relink(copy: Copy) -> None:
    copy.rows(
        "tellings",
        lambda row: (
            row | {"call_id": "ivanivka-forest-2023-10"} if row["report_id"] == JUNE else row
        ),
    )


def unlink(copy: Copy) -> None:
    copy.rows("tellings", lambda row: None if row["report_id"] == IVANIVKA else row)


def unbatch(copy: Copy) -> None:
    copy.rows("calls", lambda row: row | {"part_of": ""})


def reword_ruling(copy: Copy) -> None:
    path = copy.folder / "codebook.yml"
    before = path.read_text(encoding="utf-8")
    after = before.replace("named once in passing", "named twice in passing", 1)
    assert after != before
    path.write_text(after, encoding="utf-8")


MUTATIONS: dict[str, tuple[str, Callable[[Copy], None]]] = {
    "a settled theme is another": (
        "02", lambda c: c.code(JUNE, "adjudicated", "infrastructure", "supply"),
    ),
    "a settled theme is dropped": ("02", lambda c: c.code(IVANIVKA, "adjudicated", "losses", None)),
    "a theme of coder a is dropped": ("01", lambda c: c.code(IVANIVKA, "a", "losses", None)),
    "a theme of coder b is dropped": ("01", lambda c: c.code(JUNE, "b", "infrastructure", None)),
    "a coder's certainty is another": (
        "01", lambda c: c.code(IVANIVKA, "b", "distanced", "asserted"),
    ),
    "a day is in another month": (
        "01", lambda c: c.front_matter(JUNE, "published: 2023-06-09", "published: 2023-07-09"),
    ),
    "a day is in another quarter": (
        "02", lambda c: c.front_matter(JUNE, "published: 2023-06-09", "published: 2023-07-09"),
    ),
    "a day becomes a month": (
        "01", lambda c: c.front_matter(JUNE, "published: 2023-06-09", "published: 2023-06"),
    ),
    "a date is known otherwise": (
        "01", lambda c: c.front_matter(JUNE, "date_basis: stated", "date_basis: text"),
    ),
    "an outlet is another": (
        "02", lambda c: c.front_matter(IVANIVKA, "outlet: Merkur", "outlet: Newsweek"),
    ),
    "an outlet is of another kind": (
        "01", lambda c: c.front_matter(JUNE, "outlet_kind: news_site", "outlet_kind: tabloid"),
    ),
    "an outlet is of another country": (
        "01", lambda c: c.front_matter(IVANIVKA, "outlet_country: DE", "outlet_country: US"),
    ),
    "a language is another": (
        "01", lambda c: c.front_matter(IVANIVKA, "language: en\n", "language: de\n"),
    ),
    "a report was read otherwise": (
        "01", lambda c: c.front_matter(IVANIVKA, "read: whole", "read: opening"),
    ),
    "a callee is another": (
        "00", lambda c: c.front_matter(IVANIVKA, "callee_role: mother", "callee_role: wife"),
    ),
    "a word of a digest is another": (
        "00", lambda c: c.front_matter(IVANIVKA, "strewn with bodies", "full of bodies"),
    ),
    "a report is dropped": ("01", lambda c: c.drop(JUNE)),
    "a dropped report changes shares": ("02", lambda c: c.drop(JUNE)),
    "a telling is of another call": ("02", relink),
    "a telling is not linked": ("00", unlink),
    "calls are of no batch": ("02", unbatch),
    "a ruling is worded otherwise": ("01", reword_ruling),
    "an outlet of another country is as sure": (
        "03", lambda c: c.front_matter(IVANIVKA, "outlet_country: DE", "outlet_country: US"),
    ),
    "a settled certainty is another": (
        "04", lambda c: c.code(IVANIVKA, "adjudicated", "distanced", "asserted"),
    ),
    "a source is known otherwise": (
        "05", lambda c: c.reword("citations", IVANIVKA, "evidence", "inferred", "named"),
    ),
    "a telling has another word": (
        "05", lambda c: c.reword("variants", IVANIVKA, "reading", "carnage", "slaughter"),
    ),
}  # fmt: skip

DAILY = {"a callee is another", "a settled theme is another", "a telling has another word"}
"""That the check can fail is seen every day; the others run in `make nightly`."""


def run_notebook(number: str, corpus: Path) -> subprocess.CompletedProcess[str]:
    (notebook,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    options = ["-o", "addopts=", "-p", "no:cacheprovider", "-q", "-rf", "--nbval-current-env"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--nbval", str(notebook)],
        cwd=ROOT, env=os.environ | {"OVERHEARD_CORPUS": str(corpus)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "change"),
    [
        pytest.param(*mutation, id=name, marks=() if name in DAILY else pytest.mark.nightly)
        for name, mutation in MUTATIONS.items()
    ],
)
def test_a_change_makes_a_notebook_fail(
    number: str, change: Callable[[Copy], None], tmp_path: Path
) -> None:
    copy = Copy(tmp_path / "corpus")
    change(copy)
    assert check_corpus(copy.folder).empty
    result = run_notebook(number, copy.folder)
    assert result.returncode == 1, result.stdout
    failed = re.findall(r"^FAILED \S+::(Cell \d+)", result.stdout, re.M)
    fingerprint = {"00": "Cell 1", "01": "Cell 1"}.get(number)
    assert set(failed) - {fingerprint}, "only the fingerprint noticed"


def test_what_no_chart_shows_changes_the_fingerprint(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "corpus")
    copy.front_matter(JUNE, "published: 2023-06-09", "published: 2023-06-10")
    result = run_notebook("00", copy.folder)
    assert result.returncode == 1
    assert re.findall(r"^FAILED \S+::(Cell \d+)", result.stdout, re.M) == ["Cell 1"]
