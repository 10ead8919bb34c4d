"""Keyness and dispersion against published values and a second implementation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measuring.wording.keyness import dispersion, log_likelihood, log_odds, log_ratio

COUNTS = st.integers(0, 400)


@pytest.mark.parametrize(
    ("cells", "published"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((10, 0, 3, 31764), 167.23),
        ((9, 12, 429, 31327), 48.94),
    ],
    ids=["the swiss", "can be", "previous year", "mineral water", "natural gas"],
)
def test_g2_is_that_of_dunning(cells, published):
    # The first rows, and one further down, of the table of bigrams in Dunning (1993).
    one, rest, other, other_rest = cells
    found = log_likelihood(np.array([one]), np.array([other]), one + rest, other + other_rest)
    assert found[0] == pytest.approx(published, abs=0.006)


@pytest.mark.parametrize(
    ("learners", "natives", "published"),
    [(392, 170, 90), (348, 99, 147), (15, 14, 0), (9, 32, 14), (21, 25, 0)],
    ids=["KEEP", "keep", "keeps", "keeping", "kept"],
)
def test_g2_of_rare_words_is_that_of_rayson(learners, natives, published):
    # Rayson's example on the Corpora list, 18 January 2002: a million words on either side.
    found = log_likelihood(np.array([learners]), np.array([natives]), 1e6, 1e6)
    assert round(float(found[0])) == published


@given(COUNTS, COUNTS, st.integers(1, 500), st.integers(1, 500))
def test_g2_is_that_of_scipy(one, other, rest, other_rest):
    size, other_size = one + rest, other + other_rest
    found = log_likelihood(np.array([one]), np.array([other]), size, other_size)[0]
    observed = np.array([one, other, rest, other_rest], dtype=float)
    share = (one + other) / (size + other_size)
    expected = np.array(
        [size * share, other_size * share, size * (1 - share), other_size * (1 - share)]
    )
    some = expected > 0
    second = stats.power_divergence(observed[some], expected[some], lambda_="log-likelihood")
    assert found == pytest.approx(second.statistic, abs=1e-8)


def test_many_words_are_scored_like_each_alone():
    one, other = np.array([3, 0, 17]), np.array([1, 4, 17])
    together = log_likelihood(one, other, 200, 300)
    alone = [log_likelihood(one[[k]], other[[k]], 200, 300)[0] for k in range(3)]
    assert together.tolist() == alone


def test_a_word_that_is_all_of_a_corpus_has_a_g2():
    assert np.isfinite(log_likelihood(np.array([5]), np.array([0]), 5, 7)).all()


def test_log_ratio_counts_doublings():
    one, other = np.array([40, 10, 10]), np.array([20, 20, 80])
    assert log_ratio(one, other, 1000, 2000).tolist() == [2.0, 0.0, -2.0]


def test_half_an_occurrence_stands_for_none():
    assert log_ratio(np.array([4]), np.array([0]), 100, 100)[0] == 3.0
    assert log_ratio(np.array([0]), np.array([4]), 100, 100)[0] == -3.0


def test_log_odds_worked_by_hand():
    # 3 of 10 words against 1 of 20, and a prior of 2 words, a tenth of them this word:
    # ln(3.2 / 8.8) - ln(1.2 / 20.8) = -1.0116 + 2.8526; variance 1 / 3.2 + 1 / 1.2.
    scores = log_odds(np.array([[3], [1]]), np.array([10, 20]), np.array([0.2]), 2)
    assert scores.difference[0] == pytest.approx(1.8410, abs=5e-5)
    assert scores.z[0] == pytest.approx(1.8410 / np.sqrt(0.3125 + 0.83333), abs=5e-5)


def test_z_is_that_of_another_implementation():
    # The example of the package "fightin_words": nine words each, eleven in the vocabulary.
    counts = np.array([[1, 1, 0], [0, 1, 1]])
    scores = log_odds(counts, np.array([9, 9]), np.full(3, 0.05), 11 * 0.05)
    assert scores.z == pytest.approx([0.6894227886807968, 0, -0.6894227886807968])


def test_a_heavier_prior_pulls_rare_words_most():
    counts, sizes = np.array([[3, 300], [1, 100]]), np.array([1e4, 1e4])
    share = counts.sum(axis=0) / sizes.sum()
    light, heavy = (log_odds(counts, sizes, share * w, w).difference for w in (100, 20_000))
    assert np.all(heavy < light)
    assert heavy[0] / light[0] < 1
    assert light[0] < light[1]


@given(st.lists(COUNTS, min_size=2, max_size=2))
def test_changing_places_changes_the_sign(pair):
    counts, sizes = np.array(pair)[:, None], np.array([500, 800])
    there = log_odds(counts, sizes, np.array([0.3]), 50)
    back = log_odds(counts[::-1], sizes[::-1], np.array([0.3]), 50)
    assert there.difference[0] == pytest.approx(-back.difference[0])
    assert there.z[0] == pytest.approx(-back.z[0])


def test_dispersion_is_that_of_gries():
    # Gries (2008, 2020): parts of 9, 10, 10, 10 and 11 words, with 1 to 5 occurrences of "a";
    # DP is 0.18, normalised 0.18 / (1 - 9 / 50).
    sizes = np.array([9, 10, 10, 10, 11])
    found = dispersion(np.array([[1, 2, 3, 4, 5]]).T, sizes)[0]
    assert found * (1 - 9 / 50) == pytest.approx(0.18)
    assert found == pytest.approx(0.2195121951219512)


def test_dispersion_runs_from_even_to_one_text():
    sizes = np.array([10, 20, 30])
    even, shortest, long = dispersion(np.array([[1, 4, 0], [2, 0, 0], [3, 0, 5]]), sizes)
    assert even == pytest.approx(0)
    assert shortest == pytest.approx(1)
    assert long == pytest.approx(0.5 / (5 / 6))


def test_dispersion_of_nothing_is_not_known():
    assert np.isnan(dispersion(np.array([[0], [0]]), np.array([5, 5]))).all()
    assert np.isnan(dispersion(np.array([[3]]), np.array([5]))).all()
