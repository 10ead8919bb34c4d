"""ZIP archives and folders -> their files, one by one; nothing is ever unpacked to disk."""

import io
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis.reading.files import HIDDEN, list_folder, read_bytes
from analysis.reading.problems import Problem, Unreadable

FILE_BYTES = 100_000_000
ARCHIVE_BYTES = 1_000_000_000
MEMBERS = 20_000
RATIO = 100
"""Text shrinks ten to twenty times; what shrinks more than this is made to burst."""

SMALL = 1_000_000
"""What stays below this may shrink as it likes: a page of blanks does no harm."""


class File(NamedTuple):
    """A file's name for a reader, and its bytes."""

    name: str
    data: bytes


def read_file(path: Path, name: str) -> File | Problem:
    """The bytes of one file, or the problem that prevents it."""
    if os.path.isdir(path) and not path.is_symlink():  # noqa: PTH112 - `Path.is_dir` can fail
        return Problem(name, 0, "is a folder that cannot be listed", "make it readable")
    limit = ARCHIVE_BYTES if path.suffix.lower() == ".zip" else FILE_BYTES
    data = read_bytes(path, name, limit=limit, mend="split it into smaller files")
    return data if isinstance(data, Problem) else File(name, data)


PAGE_FOLDER = re.compile(r"(.+?)(?:_files|-Dateien|_fichiers|_archivos|_file)")
"""What browsers call the folder that holds a saved page's pictures and scripts."""


def list_files(path: Path, leave_out: Callable[[Path], bool]) -> Iterator[tuple[Path, str]]:
    """Each file below a folder with its name, in path order, or the one file.

    Folders that are not looked into are among them: whoever reads one says what is wrong with it.
    """
    if path.is_symlink() or not os.path.isdir(path):  # noqa: PTH112 - as above
        yield path, path.name
        return
    listing = list_folder(path, leave_out=lambda each: leave_out(each) or _is_of_page(each))
    for each in sorted([*listing.paths, *listing.closed]):
        if not leave_out(each) and not _is_record(each):
            yield each, (path.name / each.relative_to(path)).as_posix()


def _is_of_page(folder: Path) -> bool:
    """Whether a folder is what a browser saved beside a page."""
    page = PAGE_FOLDER.fullmatch(folder.name)
    return page is not None and any(
        os.path.exists(folder.with_name(f"{page[1]}{suffix}"))  # noqa: PTH110 - as above
        for suffix in (".html", ".htm", ".xhtml")
    )


def _is_record(path: Path) -> bool:
    """Whether a file is what an import wrote beside a text."""
    return path.suffix == ".yml" and os.path.exists(path.with_suffix(".txt"))  # noqa: PTH110


def archive_members(archive: zipfile.ZipFile, within: str) -> Iterator[File | Problem]:
    """The files of a ZIP archive of that name in their order, or what is wrong with each."""
    for info in archive.infolist():
        name = PurePosixPath(info.filename).name
        hidden = name.startswith(HIDDEN) or info.filename.startswith("__MACOSX/")
        if not info.is_dir() and not hidden:
            yield _member(archive, info, f"{within}/{info.filename}")


def open_archive(data: bytes) -> zipfile.ZipFile:
    """The archive when its index keeps the limits, else Unreadable."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Unreadable(f"is a broken archive ({str(error)[:60]})", "save it anew") from None
    infos = archive.infolist()
    if len(infos) > MEMBERS:
        raise Unreadable(f"holds {len(infos)} files", f"pack at most {MEMBERS}")
    size = sum(info.file_size for info in infos)
    if size > ARCHIVE_BYTES:
        found = f"would unpack to {size / 1e6:.0f} MB"
        raise Unreadable(found, f"pack at most {ARCHIVE_BYTES / 1e6:.0f} MB")
    for info in infos:
        if _bursts(info.file_size, info.compress_size):
            found = f"holds a file that would grow {RATIO} times ({info.filename[:60]})"
            raise Unreadable(found, "leave that file out")
    # Many small ones, or several that share their bytes.
    if _bursts(size, len(data)):
        raise Unreadable(f"would grow {RATIO} times", "pack it anew, without blank files")
    return archive


def _bursts(size: int, packed: int) -> bool:
    return size > SMALL and size > RATIO * max(packed, 1)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> File | Problem:
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if info.filename.startswith(("/", "\\")) or ".." in parts or ":" in info.filename[:3]:
        return Problem(name, 0, "its name leads out of the archive", "pack it under a plain name")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Problem(name, 0, "is a link", "pack the file itself")
    if info.flag_bits & 1:
        return Problem(name, 0, "is encrypted", "pack it without a password")
    if info.file_size > FILE_BYTES:
        return Problem(name, 0, f"has {info.file_size / 1e6:.0f} MB", "split it into smaller files")
    try:
        return File(name, archive.read(info))
    except Exception as error:  # each method of compression has errors of its own
        return Problem(name, 0, f"cannot be unpacked ({str(error)[:60]})", "pack it anew")


def read_member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one file of an archive. ValueError when it is too large, KeyError without it."""
    if archive.getinfo(name).file_size > FILE_BYTES:
        raise ValueError(f"{name[:60]} in it is too large")
    return archive.read(name)
