"""What is wrong with a corpus: one row a problem, with file, line and mend."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd


class Problem(NamedTuple):
    """One thing wrong with one line of one file, and what would mend it."""

    file: str
    line: int
    problem: str
    mend: str


class Unreadable(ValueError):
    """A file that a reader refuses: what was found, on which line, and what mends it."""

    def __init__(self, found: str, mend: str, *, line: int = 0) -> None:
        self.found, self.mend, self.line = found, mend, line
        super().__init__(f"{found}; {mend}")


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """One row a problem, sorted by file and line: file, line, problem, mend."""
    table = pd.DataFrame(list(dict.fromkeys(problems)), columns=list(Problem._fields))
    table = table.astype({"file": "str", "line": "Int64", "problem": "str", "mend": "str"})
    return table.sort_values(["file", "line", "problem"], ignore_index=True)


class CorpusError(ValueError):
    """A corpus that cannot be read as it is; `problems` is the table of everything wrong."""

    SHOWN = 20

    def __init__(self, folder: object, problems: Iterable[Problem]) -> None:
        self.problems = problems_table(problems)
        rows = self.problems.head(self.SHOWN).itertuples(index=False)
        lines = [f"{row.file}:{row.line}: {row.problem}; {row.mend}" for row in rows]
        more = len(self.problems) - len(lines)
        tail = [f"... and {more} more: see the `problems` table of this error"] if more else []
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}"
        super().__init__("\n".join([f"{folder}: {count}", *lines, *tail]))
