"""How fast texts are parsed, and how the time grows with their length.

    python -m tests.benchmarks.growth                 speed, and growth from 50,000 to 200,000
    python -m tests.benchmarks.growth 1000000         growth from a quarter of so many characters

An exponent of 1 is linear growth, of 2 that of the square. Times are those of this process alone;
each text is one unit repeated, such as a mark, a bracket, a newline or a word, and after the
chosen units come random ones: made of scraps, tried short, the steepest of them tried in full.
"""

import math
import random
import sys
import time
from collections.abc import Callable

import analysis
from analysis.parsing.article import parse_article
from tests.parsing.test_any_text import SCRAPS

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
    "units": "the 4th brigade in Kyiv, ",
}  # fmt: skip
COMMON = 3000
"""Characters of a news item of common length."""

RANDOM_UNITS = 120


def common_articles() -> list[str]:
    """The sample texts, each with itself below it up to a common length."""
    texts = analysis.read_samples()["text"]
    return [(text + "\n\n") * max(1, round(COMMON / len(text))) for text in texts]


def seconds(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return max(time.process_time() - began, 1e-6)


def grow(unit: str, characters: int) -> tuple[float, float]:
    """Seconds for a text of so many characters, and the exponent from a quarter of it."""
    short, long = (
        (unit * (count // len(unit) + 1))[:count] for count in (characters // 4, characters)
    )
    first, second = (seconds(lambda text=text: parse_article(text)) for text in (short, long))
    return second, math.log(second / first, 4)


def random_units(count: int) -> list[str]:
    chance = random.Random(0)  # noqa: S311 - the same units every time
    return ["".join(chance.choices(SCRAPS, k=chance.randint(1, 4))) for _ in range(count)]


def main(arguments: list[str]) -> None:
    characters = int(arguments[0]) if arguments else 200_000
    articles = common_articles()
    parse_article(articles[0])
    spent = seconds(lambda: [parse_article(text) for text in articles * 5]) / 5
    size = sum(map(len, articles))
    say = sys.stdout.write
    say(f"{len(articles) / spent:.1f} articles of {size // len(articles)} characters a second, ")
    say(f"{size / spent / 1e6:.3f} million characters a second\n\n")
    say(f"{'':24} seconds for {characters:,} characters   exponent\n")
    steep = sorted(random_units(RANDOM_UNITS), key=lambda unit: -grow(unit, 8000)[1])[:8]
    for name, unit in [*UNITS.items(), *((ascii(unit)[:24], unit) for unit in steep)]:
        spent, exponent = grow(unit, characters)
        say(f"{name:24} {spent:10.2f} {exponent:26.2f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
