"""How much memory and time it takes to match so many texts with so many reports.

    python -m tests.collecting.matching.memory 10000 26000

Prints the seconds and the peak of the process in MB, the generated corpus and texts included.
"""

import random
import resource
import sys
import time
from pathlib import Path

import pandas as pd

import analysis
from analysis.reading.tableset import Tables
from tests.generating import Plan, generate_corpus

RUN = 8
"""Words that are taken in a row from one digest of the corpus."""


class Writer:
    """Texts of the words of the corpus's digests, in other orders."""

    def __init__(self) -> None:
        self._digests = [each.split() for each in analysis.read_corpus().reports["digest"]]
        self._random = random.Random(1)  # noqa: S311

    def write(self, least: int, most: int) -> str:
        """So many words."""
        words: list[str] = []
        count = self._random.randint(least, most)
        while len(words) < count:
            digest = self._random.choice(self._digests)
            start = self._random.randrange(max(len(digest) - RUN, 1))
            words += digest[start : start + RUN]
        return " ".join(words[:count])


def generate(reports: int, writer: Writer) -> analysis.Corpus:
    """A corpus whose digests and gists have words."""
    corpus = generate_corpus(Plan(reports=reports))
    tables = dict(corpus.tables)
    written = {("reports", "digest"): (60, 120), ("tellings", "gist"): (12, 25)}
    for (table, column), lengths in written.items():
        rows = tables[table]
        texts = [writer.write(*lengths) for _ in range(len(rows))]
        tables[table] = rows.assign(**{column: pd.array(texts, dtype="str")})
    return analysis.Corpus(Path("generated"), Tables(tables), corpus.codebook)


def main(arguments: list[str]) -> None:
    texts, reports = map(int, arguments)
    writer = Writer()
    corpus = generate(reports, writer)
    rows = [(f"text-{number}", f"{writer.write(80, 600)}.") for number in range(texts)]
    start = time.perf_counter()
    analysis.matching.find_candidates(corpus, pd.DataFrame(rows, columns=["text_id", "text"]))
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds:.1f} s, {peak:.0f} MB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
