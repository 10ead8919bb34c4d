"""Files from disk to text, each kind of bad file with an error of its own."""

import os
from pathlib import Path

from analysis.reading.problems import Problem

REPORT_BYTES = 1_000_000
TABLE_BYTES = 200_000_000
"""No report or table of facts comes near these; a file beyond them is something else."""

HIDDEN = (".", "_")
"""Names that editors and JupyterLab give to their own files and folders begin so."""


def read_text(path: Path, name: str, *, limit: int = REPORT_BYTES) -> str | Problem:
    """The text of a UTF-8 file (newlines untouched), or the one problem that prevents it."""
    try:
        if path.is_symlink():
            return Problem(name, 0, "is a link", "put the file itself there")
        if not path.is_file():
            return Problem(name, 0, "is not a file", "put a file there")
        size = path.stat().st_size
        if size > limit:
            found = f"has {size / 1e6:.1f} MB, more than {limit / 1e6:.0f} MB"
            return Problem(name, 0, found, "keep full texts in texts/, and only facts here")
        data = path.read_bytes()
    except OSError as error:
        return Problem(name, 0, f"cannot be read ({error.strerror})", "check the file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Problem(name, line, found, "save the file as UTF-8")


def list_reports(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The report files below `folder/reports`, in path order, and the folders not looked into.

    Links to folders are not followed: they can lead out of the corpus, or round in a circle.
    """
    files: list[Path] = []
    problems: list[Problem] = []

    def skip(path: Path, found: str) -> None:
        name = path.relative_to(folder).as_posix()
        problems.append(Problem(name, 0, found, "put the folder itself there, readable"))

    top = folder / "reports"
    if top.is_symlink():
        skip(top, "is a link")
        return files, problems
    if not top.is_dir():
        return files, problems
    for parent, folders, names in os.walk(
        top, onerror=lambda error: skip(Path(error.filename), f"cannot be read ({error.strerror})")
    ):
        here = Path(parent)
        folders[:] = [each for each in folders if not each.startswith(HIDDEN)]
        for each in folders:
            if os.path.islink(here / each):  # noqa: PTH114 - that of Path fails in a closed folder
                skip(here / each, "is a link")
        # A folder in the place of a report is read as one, and then said to be no file.
        names = [each for each in [*names, *folders] if not each.startswith(HIDDEN)]
        files += [here / each for each in names if each.lower().endswith(".md")]
    return sorted(files), problems


def list_folder(folder: Path, suffix: str) -> list[Path] | Problem:
    """The paths right in a folder whose names end so, sorted; none where there is no folder.

    A folder that may not be looked into is a problem, and not one that holds nothing.
    """
    try:
        with os.scandir(folder) as entries:
            names = sorted(each.name for each in entries if each.name.endswith(suffix))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        return Problem(folder.name, 0, f"cannot be read ({error.strerror})", "make it readable")
    return [folder / name for name in names if not name.startswith(HIDDEN)]
