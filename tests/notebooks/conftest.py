"""The corpus whose numbers the notebooks state in words: the first edition."""

import pytest

import analysis


@pytest.fixture(scope="session")
def corpus(first) -> analysis.Corpus:
    """The first edition; `whole` is all."""
    return first
