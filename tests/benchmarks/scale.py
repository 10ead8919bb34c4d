"""How time and memory of the functions over a corpus grow with the number of its reports.

    python -m tests.benchmarks.scale [--reports 2600 26000 100000] [--only NAME ...] [--write]

The shipped corpus is repeated, each time with calls and reports of its own, so that every table is
as uneven as it really is. Each function at each size has a process of its own: its seconds are of
the function alone, its megabytes the most that the process held, the corpus included. Where it
begins processes, their seconds count as well, and the megabytes of the largest for each core. An
exponent of 1 is linear growth; it is fitted as in `growth.py`. Ends with 1 if one is over `STEEP`.
"""

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import analysis
from analysis.reading.tableset import Tables
from tests.benchmarks.growth import STEEP, exponent
from tests.benchmarks.page import write_table

IDS = ("report_id", "call_id", "source_report_id", "part_of")
NOISE = 0.2
"""Seconds below which a time says nothing of growth."""


def repeat_table(table: pd.DataFrame, times: int) -> pd.DataFrame:
    """The rows of a table so many times, with new ids from the second time on."""
    ids = [column for column in IDS if column in table]
    copies = (
        table.assign(**{each: table[each] + f"-{number}" for each in ids})
        for number in range(1, times)
    )
    return pd.concat([table, *copies], ignore_index=True)


def repeat_corpus(corpus: analysis.Corpus, times: int) -> analysis.Corpus:
    """A corpus of so many copies of another's reports and calls."""
    tables = {name: repeat_table(table, times) for name, table in corpus.tables.items()}
    return analysis.Corpus(corpus.folder, Tables(tables), corpus.codebook)


def repeat_folder(corpus: analysis.Corpus, times: int, folder: Path) -> Path:
    """The files of such a corpus."""
    shutil.copytree(corpus.folder, folder, ignore=shutil.ignore_patterns("texts"))
    for path in list((folder / "reports").iterdir()):
        text = path.read_text()
        for number in range(1, times):
            other = re.sub(r"^((?:archived_)?url: \S+)", rf"\1#{number}", text, flags=re.M)
            path.with_name(f"{path.stem}-{number}{path.suffix}").write_text(other)
    for path in folder.glob("*.csv"):
        table = pd.read_csv(path, dtype="str", keep_default_na=False)
        for column in IDS:
            if column in table:
                table[column] = table[column].replace("", None)
        repeat_table(table, times).to_csv(path, index=False)
    return folder


FUNCTIONS: dict[str, Callable[[analysis.Corpus], object]] = {
    "count_codes by report": lambda corpus: analysis.count_codes(corpus, every="month"),
    "count_codes by call": lambda corpus: analysis.count_codes(
        corpus, every="quarter", unit="call"
    ),
    "count_codes by outlet": lambda corpus: analysis.count_codes(corpus, unit="outlet"),
    "smooth_codes": analysis.smooth_codes,
    "count_lead": lambda corpus: analysis.count_lead(corpus, "theme", "losses", unit="call"),
    "compare_coders": analysis.compare_coders,
    "compare_groups": lambda corpus: analysis.compare_groups(
        corpus, "outlet_kind", groups=["newspaper", "news_site"]
    ),
    "compare_groups on shared calls": lambda corpus: analysis.compare_groups(
        corpus, "outlet_kind", groups=["newspaper", "news_site"], on="same calls"
    ),
    "list_shared_calls": lambda corpus: analysis.list_shared_calls(corpus, "origin"),
    "count_reports": lambda corpus: analysis.count_reports(corpus, "month"),
    "find_reports": lambda corpus: analysis.find_reports(corpus, variable="theme", value="losses"),
    "count_changes": analysis.count_changes,
    "count_feeds": analysis.count_feeds,
    "summarise_travel": analysis.summarise_travel,
    "trace_call": lambda corpus: analysis.trace_call(corpus, corpus.tellings["call_id"].mode()[0]),
    "view_codes": analysis.view_codes,
    "explore_themes": lambda corpus: analysis.explore_themes(corpus)._repr_mimebundle_(),
    "explore_groups": lambda corpus: analysis.explore_groups(corpus)._repr_mimebundle_(),
    "explore_call": lambda corpus: analysis.explore_call(corpus)._repr_mimebundle_(),
}


def measure(name: str, times: int) -> tuple[float, float]:
    """Seconds of the function, and the most megabytes that this process has held."""
    corpus = analysis.read_corpus()
    if name == "read_corpus":
        with tempfile.TemporaryDirectory() as place:
            folder = repeat_folder(corpus, times, Path(place) / "corpus")
            seconds = clock(lambda: analysis.read_corpus(folder))
    else:
        large = repeat_corpus(corpus, times)
        seconds = clock(lambda: FUNCTIONS[name](large))
    own, workers = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return seconds, own + (os.cpu_count() or 1) * workers


def clock(do: Callable[[], object]) -> float:
    """Seconds that a processor works for it, here and in the processes that it begins and ends."""
    began = sum(os.times()[:4])
    do()
    return sum(os.times()[:4]) - began


def measured_apart(name: str, times: int) -> tuple[float, float]:
    """What `measure` says, from a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.scale", "--one", name, str(times)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    seconds, megabytes = map(float, answer.split()[-2:])
    return seconds, megabytes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[2600, 26_000, 100_000])
    parser.add_argument("--only", nargs="+")
    parser.add_argument("--write", action="store_true", help="into docs/speed.md")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "TIMES"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    say = sys.stdout.write
    if args.one:
        say("{} {}\n".format(*measure(args.one[0], int(args.one[1]))))
        return 0
    known = len(analysis.read_corpus().reports)
    sizes = [each for size in args.reports for each in (f"{size:,} reports, s", "MB")]
    head, steep, rows = ["function", *sizes, "growth"], False, []
    for name in args.only or ["read_corpus", *FUNCTIONS]:
        costs = [measured_apart(name, max(1, round(size / known))) for size in args.reports]
        seconds = [seconds for seconds, _ in costs]
        growth = exponent(list(zip(args.reports, seconds, strict=True)), NOISE)
        steep |= growth is not None and growth > STEEP
        cells = [each for cost in costs for each in (f"{cost[0]:.2f}", f"{cost[1]:.0f}")]
        rows.append([name, *cells, "" if growth is None else f"{growth:.2f}"])
        say(f"{name:32}" + "".join(f"{each:>9}" for each in rows[-1][1:]) + "\n")
        sys.stdout.flush()
        if args.write:  # one that is stopped leaves what it measured
            write_table("scale", head, rows)
    return int(steep)


if __name__ == "__main__":
    sys.exit(main())
