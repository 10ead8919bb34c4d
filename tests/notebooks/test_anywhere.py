"""The notebooks run wherever they lie, wherever the kernel stands, in any order."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.nightly
def test_copies_elsewhere_pass_in_reverse_order_on_a_copy_of_the_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("texts"))
    names = [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb"), reverse=True)]
    for name in names:
        shutil.copy(ROOT / "notebooks" / name, tmp_path / name)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-current-env",
         "--nbval", *names],
        cwd=tmp_path, env=os.environ | {"OVERHEARD_CORPUS": str(corpus)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout
