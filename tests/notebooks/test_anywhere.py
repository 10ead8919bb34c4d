"""The notebooks run wherever they lie, wherever the kernel stands, in any order."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_copies_elsewhere_pass_in_reverse_order(tmp_path: Path) -> None:
    names = [path.name for path in sorted((ROOT / "notebooks").glob("*.ipynb"), reverse=True)]
    for name in names:
        shutil.copy(ROOT / "notebooks" / name, tmp_path / name)
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval-current-env",
         "--nbval", *names],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout
