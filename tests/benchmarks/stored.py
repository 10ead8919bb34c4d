"""What counting a corpus of Parquet files costs, and how soon its explorers answer.

    python -m tests.benchmarks.stored [--reports 1000000] [--folder FOLDER] [--write]

The shipped corpus is repeated, each time with calls and reports of its own and its dates moved by
up to a month. Each function has a process of its own: CPU seconds of reading and counting, and the
most megabytes that the process held; of explorers each answer by itself, too.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

import analysis
from tests.benchmarks.growth import peak
from tests.benchmarks.page import write_table
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
    "count_feeds": analysis.count_feeds,
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
        {"by": "quarter"}, {"coder": "a"}, {"unit": "call"}, {"unit": "report"},
        {"variable": "frame"}, {"variable": "title_voice"}, {"variable": "distance"},
    ],
    "explore_call": [
        {"view": "time line"}, {"view": "details"}, {"view": "story"}, {"fold_by": "outlet_kind"},
        {"marks": [["release"]]}, {"call_id": "ivanivka-forest-2023-10"}, {"view": "details"},
        {"call_id": "nyt-aleksandr-putin-fool-2022-09-3"}, {"find": "boots"},
        {"find": "newsweek sand"}, {"find": ""},
    ],
}  # fmt: skip


def answers(name: str, folder: Path) -> Iterator[str]:
    """What is done in this order: a count, or the opening of an explorer and each choice in it."""
    corpus = analysis.read_corpus(folder)
    if name in COUNTS:
        COUNTS[name](corpus)
        yield name
        return
    explorer = getattr(analysis, name)(corpus)
    yield f"{name}: opens"
    for chosen in CHOICES[name]:
        explorer.choose(**chosen)
        said = ", ".join(f"{key}={value}" for key, value in chosen.items())
        yield f"{name}: {said}"
    explorer._repr_mimebundle_()
    yield f"{name}: still"


def measure(name: str, folder: Path) -> None:
    """Say of each of them the CPU seconds, and the most megabytes that the process held by then."""
    began = time.process_time()
    for said in answers(name, folder):
        spent = time.process_time() - began
        sys.stdout.write(f"{said}\t{spent:.2f}\t{peak() / 2**20:.0f}\n")
        began = time.process_time()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where such files are, or are to be")
    parser.add_argument("--only", nargs="+")
    parser.add_argument("--write", action="store_true", help="into docs/speed.md")
    parser.add_argument("--one", metavar="NAME", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        measure(args.one, args.folder)
        return
    with tempfile.TemporaryDirectory() as place:
        times = max(1, round(args.reports / len(analysis.read_corpus().reports)))
        folder = args.folder or repeat_files(times, Path(place))
        rows: list[list[str]] = []
        for name in args.only or [*COUNTS, *CHOICES]:
            command = [sys.executable, "-m", "tests.benchmarks.stored", "--one", name]
            told = [*command, "--folder", str(folder)]
            answer = subprocess.run(told, capture_output=True, text=True, check=True).stdout
            sys.stdout.write(answer)
            sys.stdout.flush()
            rows += [line.split("\t") for line in answer.splitlines()]
            if args.write:  # one that is stopped leaves what it measured
                write_table("stored", ["what", f"{args.reports:,} reports, s", "MB"], rows)


if __name__ == "__main__":
    main()
