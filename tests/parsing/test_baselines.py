"""The measure that baselines are held to, and what is said of one that is not installed."""

import pytest

from tests.parsing import baselines
from tests.parsing.evaluation import Gold

TEXT = "“It rains,” he said. „Es regnet“, sagt er. “Rain"
GOLD = Gold(TEXT, {(1, 10): {"role": "soldier"}, (22, 31): {"role": "unknown"}, (44, 48): {}})


def test_pairs_of_marks_are_found_without_their_marks() -> None:
    found = baselines.paired_marks()(TEXT)
    assert [TEXT[start:end] for start, end in found] == ["It rains,", "Es regnet"]


def test_score_counts_exact_spans_and_the_roles_of_those_found() -> None:
    score = baselines.score({"a": GOLD}, baselines.paired_marks())
    assert score[:5] == (2 * 2 / (2 + 3), 1.0, 2 / 3, 1 / 2, 0)


def test_text_that_is_refused_gives_nothing() -> None:
    def refuse(text: str) -> dict:
        raise ValueError(text)

    assert baselines.score({"a": GOLD}, refuse)[:5] == (0.0, 0.0, 0.0, 0.0, 1)


def test_baseline_that_is_missing_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = {"none": lambda: baselines._load("no_such_package")}
    monkeypatch.setattr(baselines, "BASELINES", missing | {"pairs": baselines.paired_marks})
    baselines.main([])
    lines = capsys.readouterr().out.splitlines()
    assert "no_such_package is not installed" in lines[1]
    assert lines[2].split()[0] == "pairs"
