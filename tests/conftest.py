"""Fixtures for all tests: the embedded corpus, and a small one that a test can break."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings

import analysis
from analysis.reading.codebook import read_codebook
from analysis.reading.tableset import Tables
from analysis.tables import SCHEMAS
from analysis.tables.columns import DTYPES

CODEBOOK = Path(analysis.__file__).parents[1] / "corpus" / "codebook.yml"

SMALL = Path(__file__).parent / "data" / "small_corpus"

settings.register_profile("few", max_examples=100, deadline=None)
settings.register_profile(
    "nightly",
    max_examples=4000,
    deadline=None,
    derandomize=False,
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("few")
"""How many examples a property is tried on where its test does not say; with
`--hypothesis-profile=nightly` it is thousands."""


class SmallCorpus:
    """A corpus folder of six reports; a test changes one thing in it and reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copytree(SMALL, path)
        shutil.copy(CODEBOOK, path)

    def __fspath__(self) -> str:
        return str(self.path)

    def read(self, name: str) -> str:
        return (self.path / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (self.path / name).parent.mkdir(exist_ok=True)
        (self.path / name).write_bytes(data)

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, row: str) -> int:
        """Add a row to a CSV file; the line on which it stands comes back."""
        self.write(name, self.read(name) + row + "\n")
        return self.read(name).count("\n") - row.count("\n")


@pytest.fixture(scope="session")
def corpus() -> analysis.Corpus:
    """The corpus that comes with the kit."""
    return analysis.read_corpus(CODEBOOK.parent)


@pytest.fixture(scope="session")
def first() -> analysis.Corpus:
    """Its first edition, as it was published: numbers worked out once stay true of it."""
    return analysis.read_corpus(CODEBOOK.parent, edition=1)


@pytest.fixture(scope="session")
def whole() -> analysis.Corpus:
    """The corpus that comes with the kit, also where `corpus` is its first edition."""
    return analysis.read_corpus(CODEBOOK.parent)


@pytest.fixture
def small_corpus(tmp_path: Path) -> SmallCorpus:
    """A valid corpus folder to break."""
    return SmallCorpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def intact(tmp_path_factory: pytest.TempPathFactory) -> analysis.Corpus:
    """The small corpus as it reads when nothing is broken."""
    return analysis.read_corpus(SmallCorpus(tmp_path_factory.mktemp("intact") / "corpus"))


@contextlib.contextmanager
def few_views() -> Iterator[None]:
    """Sites written now have some of the views of each kind: to draw every one takes minutes."""
    from analysis.publishing.site import tabling

    few = {"BY": ("outlet_kind", "step"), "PAIRS": 1, "CALLS": 4}
    with pytest.MonkeyPatch.context() as patch:
        for name, number in few.items():
            patch.setattr(tabling, name, number)
        yield


@pytest.fixture(scope="session")
def few(whole: analysis.Corpus) -> analysis.Corpus:
    """Reports of two calls and some others, for a site."""
    told = whole.tellings
    calls = ["ivanivka-forest-2023-10", "nyt-aleksandr-putin-fool-2022-09"]
    chosen = {*told.loc[told["call_id"].isin(calls), "report_id"], *whole.reports["report_id"][:60]}
    return whole.select([each for each in whole.reports["report_id"] if each in chosen])


@pytest.fixture(scope="session")
def sites(few: analysis.Corpus, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Its site as a folder, and as one file; all tests that ask for it share a process."""
    from analysis.publishing.site import building, tabling

    folder = tmp_path_factory.mktemp("site")
    with few_views(), pytest.MonkeyPatch.context() as patch:
        sections = building.build_sections(few, tabling.Shelf(few))
        patch.setattr(building, "build_sections", lambda *_: sections)
        return {
            kind: building.publish_site(few, folder / kind, single=kind == "single")
            for kind in ("folder", "single")
        }


@pytest.fixture(scope="session")
def make_corpus() -> Callable[..., analysis.Corpus]:
    """A corpus of reports written as a table; its codebook is the real one.

    Words under "dates" are `first` or `first/last`, under "calls" ids, under each further heading
    the themes that this coder gave: "." for none, "-" for not seen. "-" elsewhere is missing.
    `batches` names the batch of a call, `facts` sets columns of all reports. `also` has rows of
    further tables, written like the reports, with "_" for a blank; those of calls are facts of the
    calls told.
    """

    def make(
        text: str,
        batches: dict[str, str] | None = None,
        also: dict[str, str] | None = None,
        **facts: str,
    ) -> analysis.Corpus:
        head, *lines = (line.split() for line in text.strip().splitlines())
        rows = [dict(zip(head, map(_cell, line), strict=True)) for line in lines]
        told = {call for row in rows for call in _words(row["calls"])}
        ids = sorted(told | set((batches or {}).values()))
        tables: dict[str, list[dict[str, object]]] = {
            "reports": [_report(row) | facts for row in rows],
            "tellings": [
                {"report_id": row["report"], "position": place, "call_id": call}
                for row in rows
                for place, call in enumerate(_words(row["calls"]), 1)
            ],
            "calls": [
                {"call_id": each, "part_of": (batches or {}).get(each), "released_by": "unknown"}
                for each in ids
            ],
            "codings": [
                {"report_id": row["report"], "coder": coder, "variable": variable, "value": value}
                for row in rows
                for coder in head[head.index("calls") + 1 :]
                if row[coder]
                for variable, value in [
                    ("certainty", "asserted"),
                    *(("theme", value) for value in _words(row[coder])),
                ]
            ],
        }
        for name, more in (also or {}).items():
            added = _table(more)
            if name == "calls":
                known = {row["call_id"]: row for row in added}
                tables["calls"] = [row | known.get(row["call_id"], {}) for row in tables["calls"]]
            else:
                tables.setdefault(name, []).extend(added)
        typed = {name: _typed(name, tables.get(name, [])) for name in SCHEMAS}
        return analysis.Corpus(Path("made"), Tables(typed), read_codebook(CODEBOOK.parent)[0])

    return make


def _cell(word: str) -> str | None:
    return None if word == "-" else word


def _table(text: str) -> list[dict[str, str | None]]:
    head, *lines = (line.split() for line in text.strip().splitlines())
    blank = ([word.replace("_", " ") for word in line] for line in lines)
    return [dict(zip(head, map(_cell, line), strict=True)) for line in blank]


def _words(cell: str | None) -> list[str]:
    return [] if cell in (None, ".") else cell.split(",")


def _report(row: dict[str, str | None]) -> dict[str, object]:
    first, _, last = (row["dates"] or "").partition("/")
    facts = {name: fact for name, fact in row.items() if name in SCHEMAS["reports"].columns}
    return {
        "report_id": row["report"],
        "published_from": first or None,
        "published_to": last or first or None,
        "outlet_kind": "newspaper",
        "language": "en",
        "digest": "What it says.",
    } | facts


def _typed(name: str, rows: list[dict[str, object]]) -> pd.DataFrame:
    dtypes = {
        column: DTYPES[described.metadata["kind"]]
        for column, described in SCHEMAS[name].columns.items()
    }
    empty = {column: False for column, dtype in dtypes.items() if dtype == "bool"}
    table = pd.DataFrame([empty | row for row in rows], columns=list(dtypes), dtype="object")
    return table.astype(dtypes)
