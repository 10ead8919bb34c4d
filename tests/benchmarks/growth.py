"""How time and memory grow with the length of a text or file, whatever it consists of.

    python -m tests.benchmarks.growth [--patterns 12] [--seed 0] [--only FORMAT] [--seconds 1]

So many patterns of each format, and the listed texts, from a thousand signs to a million; a pattern
is tried at greater sizes as long as it would take no more than `--seconds`. An exponent of 1 is
linear growth, of 2 that of the square. It is fitted to the times of the process alone, those too
short to be measured left out; what comes out steep is measured again before it counts. Each pattern
has a process of its own: one that hangs is ended and named. Ends with 1 if any grows faster.
"""

import argparse
import gc
import math
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import analysis
from analysis.parsing.article import parse_article
from analysis.parsing.tabling import article_data
from analysis.reading.texts import read_texts
from tests.benchmarks.patterns import FORMATS, TEXT, Pattern, draw

UNITS = {
    "straight marks": '"', "opening marks": "“", "closing marks": "”", "single marks": "'",
    "brackets": "(", "square brackets": "[", "newlines": "\n", "CRLF": "\r\n", "spaces": " ",
    "one long word": "a", "capitals": "A", "digits": "1", "numbers": "1 ", "said": "said ",
    "quotations": "“a” ", "short lines": "a\n", "turns": "(R): a\n", "labels": "A: ",
    "dates": "3 May 2022 ", "sources": "the SBU said ", "names": "Anna ", "stops": ". ",
    "sentences": "It rains. ", "paragraphs": "It rains.\n\n", "German": "„a“, sagte er. ",
    "nested marks": "“‘", "addresses": "https://a.b/ ", "teasers": "READ MORE: a\n",
    "captions": "Photo: “a b” ", "calls": "It is another call. ", "figures": "5 men he said, ",
    "dates in one sentence": "2022-06-31on Monday (October 23) ",
    "units": "the 4th brigade in Kyiv, ", "German sources": "laut dem SBU ",
}  # fmt: skip
COMMON = 3000
"""Characters of a news item of common length."""

SIZES = [1000, 4000, 16_000, 64_000, 256_000, 1_000_000]
STEEP = 1.1
NOISE = 0.004
"""Seconds below which a time says nothing of growth."""

LAST = 4
"""Sizes, each four times the one before, to which growth is fitted."""

MEMORY_NOISE = 16e6
HANGS = 60
"""Seconds after which a pattern is ended: the slowest that grows as it should takes a few."""


class Measured(NamedTuple):
    """What one pattern costs at one size."""

    size: int
    seconds: float
    memory: float


def common_articles() -> list[str]:
    """The sample texts, each with itself below it up to a common length."""
    texts = analysis.collecting.read_samples()["text"]
    return [(text + "\n\n") * max(1, round(COMMON / len(text))) for text in texts]


def seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return max(time.process_time() - began, 1e-6)


def parse(text: str) -> object:
    """Every part of a text: an article finds each only when it is asked for it."""
    return article_data(parse_article(text))


def read(pattern: Pattern, text: str) -> None:
    """Parse a text, or read it as the file that it stands for."""
    if pattern.format == TEXT:
        parse(text)
        return
    format = FORMATS[pattern.format]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / format.name
        path.write_bytes(format.pack(text))
        list(read_texts(path))


def peak() -> float:
    """The most bytes that this process held; `getrusage` counts those of who began it, too."""
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) * 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (
        1.0 if sys.platform == "darwin" else 1024.0
    )


def _work(pattern: Pattern, allowed: float, times: int, answer: Connection) -> None:
    """Measure at one size after the other while the next would keep to what is allowed."""
    gc.freeze()  # what is loaded already is not looked through again each time
    before = peak()
    read(pattern, pattern.fill(100))
    for size in SIZES:
        text = pattern.fill(size)
        spent = []
        for _ in range(times):
            gc.collect()
            spent.append(seconds(lambda text=text: read(pattern, text)))
        answer.send(Measured(len(text), min(spent), peak() - before))
        if min(spent) * 4 > allowed:
            break
    answer.send(None)


def measure(pattern: Pattern, allowed: float, times: int = 1) -> tuple[list[Measured], bool]:
    """What a pattern costs at growing sizes, and whether it came to an end."""
    mine, its = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(pattern, allowed, times, its)
    )
    process.start()
    its.close()
    found: list[Measured] = []
    ended = False
    try:
        while not ended and mine.poll(HANGS):
            each = mine.recv()
            ended = each is None
            found += [each] if each else []
    except EOFError:
        pass  # the process died
    process.kill()
    process.join()
    return found, ended


def exponent(costs: list[tuple[float, float]], noise: float) -> float | None:
    """The slope of the logarithms of costs over the last sizes; None for fewer than two costs that
    are above the noise. At the first sizes what every file costs would hide the growth.
    """
    points = [(math.log(size), math.log(cost)) for size, cost in costs if cost > noise][-LAST:]
    if len(points) < 2:
        return None
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def judge(pattern: Pattern, allowed: float) -> tuple[float, float, list[Measured]]:
    """The exponents of time and memory, 0 where all is noise and infinite for what hangs."""
    for times in (1, 3):
        found, ended = measure(pattern, allowed, times)
        slopes = [
            exponent([(each.size, each.seconds) for each in found], NOISE) or 0.0,
            exponent([(each.size, each.memory) for each in found], MEMORY_NOISE) or 0.0,
        ]
        if not ended:
            slopes = [math.inf, math.inf]
        if max(slopes) <= STEEP:
            break
    return slopes[0], slopes[1], found


def patterns(count: int, seed: int, only: str | None) -> Iterator[Pattern]:
    """The listed texts, and so many drawn patterns of each format, four times as many texts."""
    for name in FORMATS if only is None else [only]:
        if name == TEXT:
            yield from (Pattern(TEXT, "", unit, "", "") for unit in UNITS.values())
        chance = random.Random(f"{seed} {name}")  # noqa: S311 - the same patterns every time
        for _ in range(count * (4 if name == TEXT else 1)):
            yield draw(name, chance)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patterns", type=int, default=12)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--only", choices=FORMATS)
    given = parser.parse_args(arguments)
    began = time.monotonic()
    articles = common_articles()
    for pattern in map(draw, FORMATS, [random.Random(0)] * len(FORMATS)):  # noqa: S311
        read(
            pattern, pattern.fill(100)
        )  # what is loaded once is loaded before anything is measured
    parse("\n".join(articles))
    spent = seconds(lambda: [parse(text) for text in articles])
    say = sys.stdout.write
    say(f"{sum(map(len, articles)) / spent / 1e6:.3f} million characters parsed a second\n")
    say("  time  memory      signs  seconds  pattern\n")
    steep, found = [], []
    for pattern in patterns(given.patterns, given.seed, given.only):
        slow, fat, costs = judge(pattern, given.seconds)
        found.append(max(slow, fat))
        if max(slow, fat) > STEEP:
            steep.append(pattern)
            last = costs[-1] if costs else Measured(0, math.inf, 0)
            say(f"{slow:6.2f} {fat:7.2f} {last.size:10,} {last.seconds:8.2f}  {pattern}\n")
            sys.stdout.flush()
    say(f"{len(found)} patterns in {time.monotonic() - began:.0f} seconds, {len(steep)} of them ")
    say(f"steeper than {STEEP}; the steepest: {max(found):.2f}\n")
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
