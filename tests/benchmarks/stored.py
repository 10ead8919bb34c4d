"""What counting a corpus of Parquet files costs, and how soon its explorers answer.

    python -m tests.benchmarks.stored [--reports 1000000] [--folder FOLDER]

The shipped corpus is repeated, each time with calls and reports of its own and its dates moved by
up to a month. Each function has a process of its own: CPU seconds of reading and counting, and the
most megabytes that the process held; of explorers each answer by itself, too.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

import analysis
from tests.benchmarks.scale import IDS

DAYS = ("published_from", "published_to")


def repeat_files(times: int, folder: Path) -> Path:
    """The shipped corpus so many times, as Parquet files."""
    duckdb.execute("SET enable_progress_bar = false")
    corpus = analysis.read_corpus()
    analysis.collecting.export_corpus(corpus, folder / "once", parquet=True)
    target = folder / str(times)
    target.mkdir()
    for path in (folder / "once").iterdir():
        if path.suffix == ".yml":
            (target / path.name).write_bytes(path.read_bytes())
    for name, table in corpus.tables.items():
        columns = ", ".join(f'{_moved(each)} AS "{each}"' for each in table)
        rows = duckdb.read_parquet(str(folder / "once" / f"{name}.parquet"))
        copies = duckdb.sql(f"SELECT {columns} FROM rows, range({times}) AS copies(copy)")  # noqa: S608
        copies.write_parquet(str(target / f"{name}.parquet"), compression="zstd")
        del rows
    return target


def _moved(column: str) -> str:
    if column in IDS:
        return f"\"{column}\" || CASE WHEN copy = 0 THEN '' ELSE '-' || copy END"
    moved = f'"{column}" + to_days((hash(copy) % 61)::INTEGER - 30)'
    return moved if column in DAYS else f'"{column}"'


COUNTS: dict[str, Callable[[analysis.Corpus], object]] = {
    "open": lambda corpus: corpus.in_numbers,
    "count_codes": lambda corpus: analysis.count_codes(corpus, every="month"),
    "count_codes by call": lambda corpus: analysis.count_codes(corpus, unit="call"),
    "smooth_codes": analysis.smooth_codes,
    "compare_coders": lambda corpus: analysis.compare_coders(corpus, "theme"),
    "compare_groups": lambda corpus: analysis.compare_groups(corpus, "outlet_kind"),
    "compare_groups like quarters": lambda corpus: analysis.compare_groups(
        corpus, "outlet_kind", on="like quarters", groups=["newspaper", "news_site"]
    ),
    "compare_groups on shared calls": lambda corpus: analysis.compare_groups(
        corpus, "outlet_kind", groups=["newspaper", "news_site"], on="same calls"
    ),
}

CHOICES: dict[str, list[dict[str, Any]]] = {
    "explore_themes": [
        {"themes": ["losses", "supply"]}, {"every": "month"}, {"every": "year"}, {"coder": "a"},
        {"coder": "both"}, {"start": "2022-09-01", "end": "2023-02-28"},
        {"marks": [["losses", "2022-07-01"]]}, {"marks": []}, {"unit": "call"}, {"unit": "report"},
        {"outlet_kinds": ["newspaper", "news_site"]}, {"languages": ["en"]},
    ],
    "explore_groups": [
        {"values": ["losses", "supply"]}, {"groups": ["newspaper", "news_site", "tabloid"]},
        {"marks": [["newspaper", "losses"]]}, {"by": "origin"}, {"by": "language"},
        {"coder": "a"}, {"unit": "call"}, {"unit": "report"}, {"variable": "frame"},
    ],
}  # fmt: skip


def answers(name: str, corpus: analysis.Corpus) -> Iterator[tuple[str, float]]:
    """CPU milliseconds of opening an explorer, and of its answer to each choice, in this order."""
    began = time.process_time()
    explorer = getattr(analysis, name)(corpus)
    yield "opens", 1000 * (time.process_time() - began)
    for chosen in CHOICES[name]:
        began = time.process_time()
        explorer.choose(**chosen)
        said = ", ".join(f"{key}={value}" for key, value in chosen.items())
        yield said, 1000 * (time.process_time() - began)
    began = time.process_time()
    explorer._repr_mimebundle_()
    yield "still", 1000 * (time.process_time() - began)


def measure(name: str, folder: Path) -> None:
    say = sys.stdout.write
    began = time.process_time()
    corpus = analysis.read_corpus(folder)
    if name in COUNTS:
        COUNTS[name](corpus)
    else:
        for said, spent in answers(name, corpus):
            say(f"    {spent:7.0f} ms  {said}\n")
    seconds = time.process_time() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"{name:32}{seconds:8.2f} s {most:6.0f} MB\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where such files are, or are to be")
    parser.add_argument("--only", nargs="+")
    parser.add_argument("--one", metavar="NAME")
    args = parser.parse_args()
    if args.one:
        measure(args.one, args.folder)
        return
    with tempfile.TemporaryDirectory() as place:
        times = max(1, round(args.reports / len(analysis.read_corpus().reports)))
        folder = args.folder or repeat_files(times, Path(place))
        for name in args.only or [*COUNTS, *CHOICES]:
            command = [sys.executable, "-m", "tests.benchmarks.stored", "--one", name]
            subprocess.run([*command, "--folder", str(folder)], check=False)


if __name__ == "__main__":
    main()
