"""Four times the text takes about four times the steps, whatever it consists of.

Steps are calls, counted by the interpreter, so that no clock is asked. What a pattern does inside
is not counted: `python -m tests.benchmarks.growth` measures it.
"""

import cProfile
import pstats
from collections.abc import Callable
from typing import Any

import pytest

from analysis.parsing.layout.paragraphs import parse_paragraphs
from analysis.parsing.prose import Prose
from analysis.parsing.sources.naming import parse_sources
from tests.benchmarks.growth import UNITS, parse

SHORT = 1500
PARSED_BEFORE = "“It rains,” the soldier told his mother on 3 May 2022, in another call from Kyiv."


def steps(do: Callable[[Any], object], what: object) -> int:
    profile = cProfile.Profile()
    profile.runcall(do, what)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("unit", ["laut dem SBU ", "the newspaper said ", "It said the SBU. "])
def test_steps_to_sources_grow_as_their_mentions_do(unit: str) -> None:
    def find(times: int) -> None:
        text = "the channel " + unit * times
        prose = Prose(text, parse_paragraphs(text))
        parse_sources(prose, language="de" if "laut" in unit else "en")

    find(1)
    assert steps(find, 400) < 5 * steps(find, 100)


@pytest.mark.parametrize("name", UNITS)
def test_steps_grow_as_the_text_does(name: str) -> None:
    short, long = (
        (UNITS[name] * (count // len(UNITS[name]) + 1))[:count] for count in (SHORT, 4 * SHORT)
    )
    parse(PARSED_BEFORE + long)
    assert steps(parse, long) < 6 * steps(parse, short)
