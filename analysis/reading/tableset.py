"""The tables of a corpus by name, each made when it is first asked for and handed out as a copy."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd


class Tables(Mapping[str, pd.DataFrame]):
    """Tables by name, each handed out as a copy: nothing done to one changes the corpus.

    One that is given as a function of the tables is made when it is first asked for, and kept.
    """

    def __init__(
        self,
        tables: Mapping[str, "pd.DataFrame | Callable[[Tables], pd.DataFrame]"],
        ids: pd.Index | None = None,
    ) -> None:
        self._tables, self._ids = dict(tables), ids

    def __getitem__(self, name: str) -> pd.DataFrame:
        table = self._tables[name]
        if callable(table):
            table = self._tables[name] = table(self)
        return table.copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def in_numbers(self) -> "Tables":
        """The tables as they are counted: these, unless they are too many to be loaded."""
        return self

    def about(self, call_ids: Iterable[str]) -> "Tables":
        """The tables as far as these calls go: these, unless they are too many to be loaded."""
        return self

    def seek_calls(self, words: list[str], most: int) -> tuple[pd.DataFrame, int] | None:
        """The calls that have all the words, of tables too many to be loaded; else nothing."""
        return None

    def count(self, name: str) -> int:
        """The number of rows of a table."""
        return len(self[name])

    def distinct(self, name: str, columns: list[str]) -> pd.DataFrame:
        """What stands in these columns, each combination once."""
        return self[name][columns].drop_duplicates(ignore_index=True)

    def ids(self) -> pd.Index:
        """The ids of the reports, known of a selection before its tables are made."""
        if self._ids is None:
            self._ids = pd.Index(self["reports"]["report_id"])
        return self._ids

    def coded_alike(self, variable: str | None) -> tuple[np.ndarray, pd.DataFrame]:
        """What each report was given in a variable, as a number; and the codes that tell it.

        Reports that everybody coded alike can have one number. The codes are those of one report
        of each, of all variables, with a column `report`: the number.
        """
        return np.arange(len(self.ids())), self._codes

    @cached_property
    def _codes(self) -> pd.DataFrame:
        words = dict.fromkeys(("coder", "variable", "value", "codebook"), "category")
        codes = self["codings"].astype(words)
        return codes.assign(report=self.ids().get_indexer(codes["report_id"]))

    def digest(self) -> str | None:
        """A digest of the files that tables are read from when they are asked for, if so."""
        return None

    def rows_of(self, name: str, ids: Iterable[Any]) -> pd.DataFrame:
        """The rows of these reports, the index their ids."""
        table = self[name]
        rows = table[table["report_id"].isin(ids)]
        return rows.set_index(pd.Index(rows["report_id"], name="asked"))
