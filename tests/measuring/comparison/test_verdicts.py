"""Each rule by which a sentence is chosen."""

import numpy as np
import pytest

from analysis.measuring.comparison.comparing import (
    Found,
    say_difference,
    say_few,
    say_reliability,
)
from analysis.measuring.reliability import reliability_of

CLEAR = Found(0.18, 0.04, 0.31, p=0.01, q=0.03, alpha=0.9)


def say(found, measure="share", **options):
    return say_difference(found, than="the others", measure=measure, **options)


def test_a_clear_difference_is_named_with_its_interval():
    assert say(CLEAR) == "more often than the others (+18 points, 4 to 31)"
    less = CLEAR._replace(difference=-0.18, low=-0.31, high=-0.04)
    assert say(less) == "less often than the others (-18 points, -31 to -4)"


def test_a_difference_that_falls_with_the_number_of_comparisons_is_not_named():
    said = say(CLEAR._replace(q=0.12), tests=15)
    assert said == "cannot be told from chance among 15 comparisons (+18 points, 4 to 31; q = 0.12)"


def test_an_interval_that_holds_zero_is_no_clear_difference():
    wide = CLEAR._replace(difference=0.02, low=-0.09, high=0.14, p=0.6, q=0.8)
    assert say(wide) == "no clear difference (interval -9 to +14 points)"


def test_a_small_p_alone_is_no_clear_difference_where_the_interval_holds_zero():
    assert say(CLEAR._replace(low=-0.01)).startswith("no clear difference")


def test_low_agreement_is_mentioned():
    assert say(CLEAR._replace(alpha=0.61)).endswith(
        "; the coders agree too little to draw conclusions (alpha 0.61)"
    )
    assert "agree" not in say(CLEAR._replace(alpha=0.7))
    assert "agree" not in say(CLEAR._replace(alpha=np.nan))


def test_words_are_said_in_the_unit_of_their_measure():
    rate = Found(0.452, 0.2, 0.7, p=0.01, q=0.03, alpha=np.nan)
    assert say(rate, "per 100 own words") == (
        "more than the others (+0.45 per 100 own words, 0.20 to 0.70)"
    )
    assert say(rate, "share of words") == "more than the others (+45 points, 20 to 70)"


def test_nothing_is_said_to_be_minus_zero():
    flat = Found(-0.001, -0.002, 0.001, p=0.9, q=0.9, alpha=np.nan)
    assert say(flat) == "no clear difference (interval 0 to 0 points)"
    assert say(flat, "per 100 own words").startswith("no clear difference (interval 0.00 to 0.00")


def test_too_few_calls_are_counted():
    assert say_few(3) == "too few to tell (3 independent calls)"
    assert say_few(1) == "too few to tell (1 independent call)"
    assert say_few(2.25) == "too few to tell (2.2 independent calls)"


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(0.8, "reliable"), (0.799, "tentative"), (0.667, "tentative"), (0.666, "unreliable"),
     (0.4, "unreliable"), (0.399, "poor"), (-0.1, "poor"), (np.nan, "not known")],
)  # fmt: skip
def test_the_limits_of_agreement_belong_to_the_better_side(alpha, word):
    assert reliability_of(alpha) == word


def test_agreement_is_said_with_its_number_where_there_is_one():
    assert say_reliability(0.85) == "the coders agree (alpha 0.85)"
    assert say_reliability(np.nan) == "no agreement of coders is known"
