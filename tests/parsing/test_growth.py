"""Four times the text takes about four times the steps, whatever it consists of.

Steps are calls, counted by the interpreter, so that no clock is asked. What a pattern does inside
is not counted: `python -m tests.benchmarks.growth` measures it.
"""

import cProfile
import pstats

import pytest

from analysis.parsing.article import parse_article
from tests.benchmarks.growth import UNITS

SHORT = 1500
PARSED_BEFORE = "“It rains,” the soldier told his mother on 3 May 2022, in another call from Kyiv."


def steps(text: str) -> int:
    profile = cProfile.Profile()
    profile.runcall(parse_article, text)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("name", UNITS)
def test_steps_grow_as_the_text_does(name: str) -> None:
    short, long = (
        (UNITS[name] * (count // len(UNITS[name]) + 1))[:count] for count in (SHORT, 4 * SHORT)
    )
    parse_article(PARSED_BEFORE + long)
    assert steps(long) < 6 * steps(short)
