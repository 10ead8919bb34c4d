"""Examples, in docstrings and on the pages of help, share the kit's corpus: nothing changes one."""

import functools

import pytest

import analysis

READ = analysis.read_corpus


@functools.cache
def _read_once() -> analysis.Corpus:
    return READ()


@pytest.fixture
def one_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """`analysis.read_corpus()` reads the kit's corpus the first time, and gives it the next."""
    monkeypatch.setattr(
        analysis, "read_corpus", lambda *of, **how: READ(*of, **how) if of or how else _read_once()
    )


@pytest.fixture(autouse=True)
def _of_examples(request: pytest.FixtureRequest) -> None:
    if isinstance(request.node, pytest.DoctestItem):
        request.getfixturevalue("one_corpus")
