"""A corpus folder -> a frozen `Corpus` of checked tables."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import EllipsisType
from typing import Literal

import numpy as np
import pandas as pd

from analysis.reading.codebook import Codebook
from analysis.reading.csvtables import written_rows
from analysis.reading.editions import as_hashed, tables_before
from analysis.reading.files import find_folder
from analysis.reading.loading import load_folder
from analysis.reading.problems import CorpusError, Problem, problems_table
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.reading.stored import list_stored, open_stored
from analysis.reading.tableset import Tables
from analysis.tables.declaring import Declaration


@dataclass(frozen=True, eq=False)
class Corpus:
    """The tables of a corpus, its codebook, and what could not be read.

    Tables are handed out as copies. `analysis.describe("reports")` says what their columns mean.

    Attributes
    ----------
    folder
        Where it was read from.
    tables
        The tables by name; each is an attribute, too.
    codebook
        The coding instrument with its rulings.
    left_out
        The problems for which `on_error="skip"` left something out.
    origin, chosen
        The whole corpus that this one was selected from, missing for a whole one; and where its
        reports stand there.
    declared
        What the corpus says of itself: title, licence, what is retold, its vocabularies.
    """

    folder: Path
    tables: Tables
    codebook: Codebook
    left_out: tuple[Problem, ...] = ()
    origin: "Corpus | None" = None
    chosen: np.ndarray | EllipsisType = ...
    declared: Declaration = field(default_factory=Declaration)

    @property
    def problems(self) -> pd.DataFrame:
        """One row a problem that was left out: file, line, problem, mend."""
        return problems_table(self.left_out)

    @property
    def reports(self) -> pd.DataFrame:
        """One row a published report; what they retell is in `.attrs`, for references of them."""
        reports = self.tables["reports"]
        reports.attrs["noun"] = self.declared.noun
        return reports

    @property
    def calls(self) -> pd.DataFrame:
        """One row an intercepted call as reported, or a batch of recordings."""
        return self.tables["calls"]

    @property
    def tellings(self) -> pd.DataFrame:
        """One row a report telling a call."""
        return self.tables["tellings"]

    @property
    def citations(self) -> pd.DataFrame:
        """One row a source that a report names or uses for a call."""
        return self.tables["citations"]

    @property
    def variants(self) -> pd.DataFrame:
        """One row a detail of a call as one report tells it."""
        return self.tables["variants"]

    @property
    def figures(self) -> pd.DataFrame:
        """One row a figure claimed in a call as one report tells it."""
        return self.tables["figures"]

    @property
    def places(self) -> pd.DataFrame:
        """One row a place named in a call as one report tells it."""
        return self.tables["places"]

    @property
    def formations(self) -> pd.DataFrame:
        """One row a military formation named in a call as one report tells it."""
        return self.tables["formations"]

    @property
    def codings(self) -> pd.DataFrame:
        """One row a value that a coder gave a report."""
        return self.tables["codings"]

    @property
    def wording(self) -> pd.DataFrame:
        """One row a report whose wording was counted."""
        return self.tables["wording"]

    @property
    def corrections(self) -> pd.DataFrame:
        """One row a value of a call or telling that a later edition corrected."""
        return self.tables["corrections"]

    def select(self, report_ids: Iterable[str]) -> "Corpus":
        """The same corpus with only these reports and what belongs to them.

        Parameters
        ----------
        report_ids
            Ids to keep; order and repetition do not matter.

        Returns
        -------
        Corpus
            Every table with the rows of these reports; calls are those that they tell, and the
            batches of these; a citation of a report outside names its source only.

        Raises
        ------
        KeyError
            An id is not in the corpus.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.read_corpus()
        >>> german = corpus.reports.query("language == 'de'").report_id
        >>> len(corpus.select(german).reports)
        90
        """
        known = self.tables.ids()
        listed = isinstance(report_ids, (pd.Index, pd.Series))
        asked = pd.Index(report_ids if listed else list(report_ids))
        place = known.get_indexer(asked)
        unknown = sorted(asked[place < 0])
        if unknown:
            raise KeyError(f"no such report: {', '.join(map(str, unknown[:5]))}")
        wanted = np.zeros(len(known) + 1, dtype=bool)  # the last is for what is in no report
        wanted[place] = True
        return self if wanted[:-1].all() else _select(self, wanted.tobytes())

    def _keep(self, name: str, wanted: np.ndarray, kept: Tables) -> pd.DataFrame:
        """The rows of a table that belong to the wanted reports, whose other tables are `kept`."""
        known = self.tables.ids()
        table = self.tables[name]
        if name == "calls":
            told = {*kept["tellings"]["call_id"], *kept["variants"]["call_id"]}
            named = table["call_id"].isin(told)
            rows = named | table["call_id"].isin(table.loc[named, "part_of"].dropna())
        else:
            rows = pd.Series(wanted[known.get_indexer(table["report_id"])], index=table.index)
        if name == "corrections":
            rows |= table["call_id"].isin(kept["calls"]["call_id"])
        if name == "citations":
            table = _citations_within(table[rows], known[wanted[:-1]])
            rows = pd.Series(data=True, index=table.index)
        return table[rows].reset_index(drop=True)

    def about(self, call_ids: Iterable[str]) -> "Corpus":
        """The corpus as far as these calls go: itself, or of one in Parquet files their rows.

        That is all that tells of them: what reports tell that tell a call of the same batches.
        """
        tables = self.tables.about(call_ids)
        return self if tables is self.tables else replace(self, tables=tables)

    @cached_property
    def in_numbers(self) -> "Corpus":
        """The corpus as counting takes it: itself, or of one in Parquet files what is counted.

        There reports and calls have whole numbers for ids, in the order of their ids.
        """
        whole = self.origin or self
        tables = whole.tables.in_numbers()
        if tables is whole.tables:
            return self
        if self.origin is None:
            return replace(self, tables=tables)
        ids = whole.tables.ids().sort_values()
        return whole.in_numbers.select(ids.get_indexer(self.tables.ids()))

    def with_codings(self, codings: pd.DataFrame) -> "Corpus":
        """The same corpus with further codes, to be measured beside those that it has.

        Nothing is written; `collecting.add_codings` keeps codes.

        Parameters
        ----------
        codings
            One row a code, as in `codings`; `.attrs["coder_notes"]` may say of coders who they are.

        Raises
        ------
        KeyError
            Codes of a report that is not in the corpus.
        CorpusError
            A code that the codebook has not, or that is there already; the number of its row.

        Examples
        --------
        >>> import analysis
        >>> corpus = analysis.read_corpus()
        >>> third = corpus.codings.query("coder == 'b'").assign(coder="third")
        >>> analysis.compare_coders(corpus.with_codings(third)).attrs["coder_notes"]["third"]
        ''
        """
        if self.origin is not None:
            return self.origin.with_codings(codings).select(self.reports["report_id"])
        unknown = sorted({*codings["report_id"]} - {*self.reports["report_id"]})
        if unknown:
            raise KeyError(f"no such report: {', '.join(unknown[:5])}")
        schema = self.declared.schemas["codings"]
        both = pd.concat([self.codings, codings[list(schema.columns)]], ignore_index=True)
        both = both.astype(self.codings.dtypes)
        cells = enumerate(written_rows(both), 1 - len(self.codings))
        rows = [Row("the table", number, {**row}) for number, row in cells]
        if problems := code_problems(rows, self.codebook):
            raise CorpusError("codings", problems)
        notes = self.codebook.coders | codings.attrs.get("coder_notes", {})
        tables = Tables({**self.tables, "codings": both})
        return replace(self, tables=tables, codebook=replace(self.codebook, coders=notes))

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hex digits that change with any cell of any table and any word of the codebook.

        Cite them with a result: who has a corpus with the same digits has the same corpus.
        """
        digest = hashlib.sha256(str(self.codebook).encode())
        if stored := self.tables.digest():
            digest.update(stored.encode())
            return digest.hexdigest()[:16]
        for name in self._told():
            table = as_hashed(self.tables[name])
            digest.update(f"{name}\n{table.to_csv(index=False)}".encode())
        return digest.hexdigest()[:16]

    def _told(self) -> Iterator[str]:
        """Names of the tables; no corrections are as good as no such table, as in the first."""
        for name in self.tables:
            if name != "corrections" or self.tables.count(name):
                yield name

    def __repr__(self) -> str:
        counts = ", ".join(self._counted(name, self.tables.count(name)) for name in self._told())
        left = f"; {len(self.problems)} problems left out" if self.left_out else ""
        return f"Corpus {self.fingerprint}: {counts}{left}"

    def _counted(self, name: str, number: int) -> str:
        one, several = self.declared.noun if name == "calls" else (name.removesuffix("s"), name)
        return f"{number:,} {one if number == 1 else several}"


@lru_cache(maxsize=8)
def _select(corpus: Corpus, wanted: bytes) -> Corpus:
    """The reports wanted, by their flags; kept, so that the same selection is the same corpus."""
    flags = np.frombuffer(wanted, dtype=bool)
    some = np.flatnonzero(flags[:-1])
    # Most questions are about few of the tables.
    making = {name: partial(corpus._keep, name, flags) for name in corpus.tables}
    tables = Tables(making, corpus.tables.ids()[some])
    chosen = some if corpus.origin is None else np.asarray(corpus.chosen)[some]
    return replace(corpus, tables=tables, origin=corpus.origin or corpus, chosen=chosen)


def _citations_within(citations: pd.DataFrame, wanted: pd.Index) -> pd.DataFrame:
    """A source stays a source when its report is not in the selection: then it is not known."""
    used = citations["source_report_id"]
    citations = citations.assign(source_report_id=used.where(used.isin(wanted)))
    return citations.drop_duplicates(["report_id", "source", "source_report_id"], ignore_index=True)


def read_corpus(
    folder: str | Path | None = None,
    *,
    on_error: Literal["raise", "skip"] = "raise",
    edition: int | None = None,
) -> Corpus:
    """Read a corpus folder into checked tables.

    Parameters
    ----------
    folder
        A folder with `reports/` and, where there are any, the CSV and YAML files beside it; or one
        with its tables as Parquet files (`export_corpus`), which are not checked, and are read
        when they are asked for. By default the one that $OVERHEARD_CORPUS names, else the corpus
        that comes with the kit.
    on_error
        "raise": any problem stops the reading. "skip": good reports and rows are read, bad ones
        are left out and listed in `Corpus.problems`; rows that name a report left out leave
        with it.
    edition
        The corpus as this edition of it was published; by default as it is now.

    Returns
    -------
    Corpus
        Frozen; its attributes are the tables.

    Raises
    ------
    CorpusError
        Something is wrong; it names every file and line, and its `problems` is the table.
        A folder that is missing or holds no report raises it with "skip", too.
    ValueError
        The corpus has no such edition.

    Notes
    -----
    From 10,000 reports on, their files are read by a process a core. A process begins by importing
    the script that was started: one in which nothing is kept for `if __name__ == "__main__":` would
    be run again, and so reads alone.

    Examples
    --------
    >>> import analysis
    >>> len(analysis.read_corpus().reports), len(analysis.read_corpus(edition=1).reports)
    (651, 261)
    """
    if on_error not in ("raise", "skip"):
        raise ValueError(f'on_error is {on_error!r}, expected "raise" or "skip"')
    path = find_folder(folder)
    corpus = _read(path)
    if corpus.left_out and (on_error == "raise" or corpus.reports.empty):
        raise CorpusError(path, corpus.left_out)
    return corpus if edition is None else at_edition(corpus, edition)


def at_edition(corpus: Corpus, edition: int) -> Corpus:
    """A corpus as an edition of it was: a whole one, with the codebook of its codes."""
    tables = tables_before(dict(corpus.tables), edition)
    ids = tables["reports"]["report_id"]
    chosen = replace(corpus, tables=Tables(tables | {"reports": corpus.reports})).select(ids)
    versions = chosen.tables["codings"]["codebook"].dropna().unique()
    codebook = corpus.codebook.at(versions) if len(versions) else corpus.codebook
    return replace(chosen, codebook=codebook, origin=None, chosen=...)


def check_corpus(folder: str | Path | None = None) -> pd.DataFrame:
    """Check every rule of a corpus folder; all problems at once, nothing is repaired.

    Parameters
    ----------
    folder
        As for `read_corpus`.

    Returns
    -------
    DataFrame
        One row a problem: file, line (0: the file as a whole), problem, mend. Empty when the
        corpus keeps every rule.

    Examples
    --------
    >>> import analysis
    >>> len(analysis.check_corpus())
    0
    """
    return _read(find_folder(folder)).problems


def _read(folder: Path) -> Corpus:
    if list_stored(folder, "reports"):
        stored, codebook, declared, problems = open_stored(folder)
        return Corpus(folder, stored, codebook, tuple(problems), declared=declared)
    tables, codebook, declared, problems = load_folder(folder)
    return Corpus(folder, Tables(tables), codebook, tuple(problems), declared=declared)
