"""Codes that were given by a former codebook -> the names that it has now."""

from collections import Counter

import pandas as pd

from analysis.collecting.sheets import codebook_of
from analysis.collecting.store import require_own, write_rows
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.problems import CorpusError
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.tables import CSV_SCHEMAS


def migrate_codes(corpus: Corpus) -> pd.DataFrame:
    """Call the codes in `codings.csv` as the codebook's `renamed` says that they are called now.

    All of them or none; nothing else of a code is changed, not the version that it was given by
    either, since only its name is another.

    Parameters
    ----------
    corpus
        As read with `on_error="skip"`, which leaves the codes out that are called otherwise.

    Returns
    -------
    DataFrame
        One row a code that was called otherwise: before, now (both `variable=value`), codes (how
        many).

    Raises
    ------
    CorpusError
        The file cannot be read, or would not keep the codebook's rules then (a coder gave both the
        former and the present name; a name is neither): each line of that kind. Nothing is written.
    ValueError
        The corpus is that of an installed kit.

    Examples
    --------
    >>> import analysis
    >>> migrate_codes(analysis.collecting.start_study().corpus)["codes"].sum()
    np.int64(0)
    """
    require_own(corpus)
    codebook = codebook_of(corpus)
    renamed: Counter[tuple[str, str]] = Counter()

    def choose(there: list[dict[str, str]]) -> list[dict[str, str]]:
        lines = [row.line for row in read_csv_rows(corpus.folder, CSV_SCHEMAS["codings"])[0]]
        now = []
        for row in there:
            variable, value = codebook.present_name(row["variable"], row["value"])
            now.append(row | {"variable": variable, "value": value})
            if now[-1] != row:
                before = f"{row['variable']}={row['value']}"
                renamed[before, f"{variable}={value}"] += 1
        rows = [Row("codings.csv", line, {**row}) for line, row in zip(lines, now, strict=True)]
        problems = code_problems(rows, codebook)
        if renamed and problems:
            raise CorpusError(corpus.folder, problems)
        return now

    write_rows(corpus.folder, "codings", choose)
    rows = [(*names, number) for names, number in renamed.items()]
    table = pd.DataFrame(rows, columns=["before", "now", "codes"])
    return table.astype({"before": "str", "now": "str", "codes": "int64"})
