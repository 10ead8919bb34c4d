"""What tests and examples share: a process for each file, and one corpus for all examples."""

import functools
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

import analysis

READ = analysis.read_corpus


class ByFile(LoadScopeScheduling):
    """Tests of a file run in one process, so that what they share is made once.

    So do the two files that look at a site. (xdist's own groups do nothing with pytest 9.2.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        return "site" if file.endswith("/test_site.py") else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    # Those of the night are long and share little: one by one, whoever is free.
    if config.option.markexpr == "nightly":
        return None
    config.option.loadscopereorder = False  # not the files with the most tests first, but as below
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that work a browser have few tests and take long: they come first, not at the end."""
    items.sort(key=lambda item: "tests/browser/" not in item.nodeid)


@functools.cache
def _read_once() -> analysis.Corpus:
    return READ()


# Nothing changes a corpus that is read, so one serves all examples.
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
