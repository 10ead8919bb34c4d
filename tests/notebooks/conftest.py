"""The corpus whose numbers the notebooks state in words: the first edition."""

import pytest

import analysis
from tests.conftest import CODEBOOK


@pytest.fixture(scope="session")
def corpus() -> analysis.Corpus:
    """The first edition as it was published."""
    return analysis.read_corpus(CODEBOOK.parent, edition=1)


@pytest.fixture(scope="session")
def whole() -> analysis.Corpus:
    """The corpus as it is now."""
    return analysis.read_corpus(CODEBOOK.parent)
