"""Files from disk to text, each kind of bad file with an error of its own."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from analysis.reading.problems import Problem

REPORT_BYTES = 1_000_000
TABLE_BYTES = 2_000_000_000
"""A report of facts comes near neither, a table of codings to the second with a million reports; a
file beyond them is something else."""

HIDDEN = (".", "_")
"""Names that editors and JupyterLab give to their own files and folders begin so."""

FOLDER_VARIABLE = "OVERHEARD_CORPUS"


def find_folder(folder: str | Path | None) -> Path:
    """The folder to read: the one given, that of $OVERHEARD_CORPUS, or the embedded corpus."""
    if folder is None:
        folder = os.environ.get(FOLDER_VARIABLE) or None
    return Path(folder) if folder is not None else embedded_folder()


def embedded_folder() -> Path:
    """The corpus that comes with the kit."""
    package = Path(__file__).parents[1]
    inside = package / "_corpus"
    return inside if inside.is_dir() else package.parent / "corpus"


def read_own(name: str) -> Any:
    """A table of the kit's own that lies beside the readers of texts."""
    path = Path(__file__).parent / "texts" / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_text(path: Path, name: str, *, limit: int = REPORT_BYTES) -> str | Problem:
    """The text of a UTF-8 file (newlines untouched), or the one problem that prevents it."""
    data = read_bytes(
        path, name, limit=limit, mend="keep full texts in texts/, and only facts here"
    )
    if isinstance(data, Problem):
        return data
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return Problem(name, line, found, "save the file as UTF-8")


def read_bytes(path: Path, name: str, *, limit: int, mend: str) -> bytes | Problem:
    """The bytes of a file, or the problem that prevents it; `mend` is what mends its size."""
    try:
        there = path.lstat()  # once: of a hundred thousand files the questions take seconds
        if stat.S_ISLNK(there.st_mode):
            return Problem(name, 0, "is a link", "put the file itself there")
        if not stat.S_ISREG(there.st_mode):
            return Problem(name, 0, "is not a file", "put a file there")
        if there.st_size > limit:
            found = f"has {there.st_size / 1e6:.1f} MB, more than {limit / 1e6:.0f} MB"
            return Problem(name, 0, found, mend)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Problem(name, 0, "is not a file", "put a file there")
    except OSError as error:
        return Problem(name, 0, f"cannot be read ({error.strerror})", "check the file")


class Listing(NamedTuple):
    """The paths below a folder, in order, and the folders not looked into, with the reason."""

    paths: list[Path]
    closed: dict[Path, str]

    def problems(self, folder: Path) -> list[Problem]:
        """The folders not looked into, named from a folder above them."""
        mend = "put the folder itself there, readable"
        return [
            Problem(path.relative_to(folder).as_posix(), 0, found, mend)
            for path, found in self.closed.items()
        ]


def list_folder(
    top: Path,
    suffix: str = "",
    *,
    deep: bool = True,
    leave_out: Callable[[Path], bool] = lambda path: False,
) -> Listing:
    """What lies below a folder, or right in it, and is not hidden; nothing where there is none.

    With a suffix, only what ends so: a folder in the place of a file, too, which whoever reads it
    says to be none. Links to folders are not followed: they can lead out, or round in a circle.
    """
    paths: list[Path] = []
    # Texts can lie on another disk, behind a link; reports are of the corpus.
    closed = {top: "is a link"} if deep and top.is_symlink() else {}

    def skip(error: OSError) -> None:
        if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
            closed[Path(error.filename)] = f"cannot be read ({error.strerror})"

    for parent, folders, names in os.walk(top, onerror=skip) if not closed else ():
        here = Path(parent)
        folders[:] = [
            each for each in folders if not each.startswith(HIDDEN) and not leave_out(here / each)
        ]
        named = [*names, *folders] if suffix else names
        paths += [
            here / each
            for each in named
            if not each.startswith(HIDDEN) and each.lower().endswith(suffix)
        ]
        if not deep:
            break
        # The method of Path fails in a folder that may not be entered.
        links = [here / each for each in folders if os.path.islink(here / each)]  # noqa: PTH114
        closed |= dict.fromkeys(links, "is a link")
    return Listing(sorted(each for each in paths if each not in closed), closed)
