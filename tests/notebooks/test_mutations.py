"""A change anywhere in the corpus changes a result of a notebook, and not only its fingerprint.

Each case changes one thing in a copy of the corpus that still keeps every rule, and runs the
notebooks against the copy; sixty of these changes are drawn by chance. `test_anywhere.py` shows
that notebooks pass on a copy that is unchanged.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis import check_corpus
from tests.notebooks.copying import ROOT, Copy
from tests.notebooks.running import NUMBERS, find_difference
from tests.notebooks.single_facts import SIXTY, change_one_fact

IVANIVKA = "2023-10-29-merkur-ivanivka"
JUNE = "2023-06-09-babel-dam-sabotage-group"


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

DAILY = {"a callee is another"}
"""That the check can fail is seen every day, here and below; the others run in `make nightly`."""


@pytest.mark.parametrize(
    ("number", "change"),
    [
        pytest.param(*mutation, id=name, marks=() if name in DAILY else pytest.mark.nightly)
        for name, mutation in MUTATIONS.items()
    ],
)
def test_a_change_is_seen_in_a_notebook(
    number: str, change: Callable[[Copy], None], tmp_path: Path
) -> None:
    copy = Copy(tmp_path / "corpus")
    change(copy)
    assert check_corpus(copy.folder).empty
    assert find_difference(copy.folder, (number,))


@pytest.mark.nightly
@pytest.mark.parametrize(("kind", "number"), SIXTY)
def test_a_fact_drawn_by_chance_is_seen_in_a_notebook(
    kind: str, number: int, tmp_path: Path
) -> None:
    copy = Copy(tmp_path / "corpus")
    said = change_one_fact(kind, number, copy)
    assert find_difference(copy.folder), said


@pytest.mark.nightly
@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_is_seen_where_nothing_has_changed(number: str, tmp_path: Path) -> None:
    assert find_difference(Copy(tmp_path / "corpus").folder, (number,)) is None


def run_notebook(number: str, corpus: Path) -> subprocess.CompletedProcess[str]:
    """Run a notebook as `make test` does, up to the first cell that fails."""
    (notebook,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    options = ["-o", "addopts=", "-p", "no:cacheprovider", "-qx", "-rf", "--nbval-current-env"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--nbval", str(notebook)],
        cwd=ROOT, env=os.environ | {"OVERHEARD_CORPUS": str(corpus)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip


def test_what_no_chart_shows_changes_the_fingerprint(tmp_path: Path) -> None:
    copy = Copy(tmp_path / "corpus")
    copy.front_matter(JUNE, "published: 2023-06-09", "published: 2023-06-10")
    result = run_notebook("00", copy.folder)
    assert result.returncode == 1
    assert "Cell 1" in re.findall(r"^FAILED \S+::(Cell \d+)", result.stdout, re.M)
