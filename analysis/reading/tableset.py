"""The tables of a corpus by name, each made when it is first asked for and handed out as a copy."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

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

    def count(self, name: str) -> int:
        """The number of rows of a table."""
        return len(self[name])

    def distinct(self, name: str, column: str) -> frozenset[str]:
        """What stands in a column."""
        return frozenset(self[name][column].unique())

    def ids(self) -> pd.Series:
        """The ids of the reports, known of a selection before its tables are made."""
        return self["reports"]["report_id"] if self._ids is None else self._ids.to_series()

    def digest(self) -> str | None:
        """A digest of the files that tables are read from when they are asked for, if so."""
        return None

    def rows_of(self, name: str, ids: Iterable[Any]) -> pd.DataFrame:
        """The rows of these reports, the index their ids."""
        table = self[name]
        rows = table[table["report_id"].isin(ids)]
        return rows.set_index(pd.Index(rows["report_id"], name="asked"))
