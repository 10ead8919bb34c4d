"""What a worker of `overheard parse --out` holds, however many texts it is given.

    python -m tests.benchmarks.stream [--texts 1000 3000 10000] [--workers 2] [--write]

The sample texts, their paragraphs shuffled, up to a common length: a file each. The megabytes of a
worker are the most that one ever held; they should not grow with the number of texts.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

import analysis
from analysis.reading.processes import open_executor
from tests.benchmarks.growth import common_articles, peak
from tests.benchmarks.page import write_table


def write_texts(folder: Path, count: int) -> None:
    chance = random.Random(0)  # noqa: S311 - the same texts every time
    some = [text.split("\n\n") for text in common_articles()]
    for number in range(count):
        parts = chance.choice(some)
        told = chance.sample(parts, len(parts))
        place = folder / f"{number % 100:02}" / f"text-{number}.txt"
        place.parent.mkdir(exist_ok=True, parents=True)
        place.write_text("\n\n".join(told), encoding="utf-8")


def ask(_: object) -> tuple[int, float, float]:
    """The process, the most megabytes that it ever held, and the seconds that it has worked."""
    time.sleep(0.2)  # so that each worker is asked
    return os.getpid(), peak() / 2**20, time.process_time()


def measure(count: int, workers: int) -> tuple[float, float, float]:
    """Texts in a second of work, and the most megabytes of a worker and of who gives them work."""
    with tempfile.TemporaryDirectory() as place:
        write_texts(Path(place) / "texts", count)
        with open_executor(workers=workers) as executor:
            analysis.collecting.parse_files(
                Path(place) / "texts", Path(place) / "out", executor=executor
            )
            worked = {pid: rest for pid, *rest in executor.map(ask, range(4 * workers))}
    seconds = sum(seconds for _, seconds in worked.values())
    return count / seconds, max(most for most, _ in worked.values()), peak() / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, nargs="+", default=[1000, 3000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true", help="into docs/speed.md")
    args = parser.parse_args()
    rows = []
    for count in args.texts:
        rate, worker, giver = measure(count, args.workers)
        rows.append([f"{count:,}", f"{rate:.0f}", f"{worker:.0f}", f"{giver:.0f}"])
        sys.stdout.write("  ".join(rows[-1]) + "\n")
        sys.stdout.flush()
    if args.write:
        head = ["texts", "texts in a second of work", "a worker, MB", "who gives out work, MB"]
        write_table("stream", head, rows)


if __name__ == "__main__":
    main()
