"""Many texts against many reports: what it takes grows with both, not with their product."""

import subprocess
import sys

import pytest


@pytest.mark.nightly
def test_many_texts_and_reports_stay_far_below_two_gigabytes() -> None:
    """In a process of its own, so that nothing else is counted."""
    command = [sys.executable, "-m", "tests.collecting.matching.memory", "500", "26000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[-2]) < 1000
