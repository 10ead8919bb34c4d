"""The one way in which what is a user's is written: whole or not at all, and never over a change.

A writer says what comes of what is there. Under a lock of the folder the store reads what is there
now, writes what comes of it aside, puts it in its place in one step and reads it back. A process
that is killed leaves the old state or the new one; what it had aside goes with the next writing.
"""

import contextlib
import csv
import ctypes
import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.problems import CorpusError
from analysis.tables import CSV_SCHEMAS

Change = Callable[[bytes | None], bytes | None]
"""What a file holds, None where none is -> what it shall hold, None for just what it holds."""

Look = Mapping[str, tuple[int, int]]
"""What is in a folder: name -> when it was changed (nanoseconds), and its size in bytes."""

ASIDE = ".overheard-"
"""What is not in its place yet is called so, and the lock while somebody writes."""

PATIENCE = 60
"""Seconds to wait for another writer; none takes longer than a moment."""


INSTALLED = "_corpus"
"""The corpus inside an installed kit, which the next version replaces with all that is in it."""


class Changed(FileExistsError):
    """Something is not as its writer took it to be; it stays as it is."""


def require_own(corpus: Corpus) -> None:
    """ValueError for the corpus of an installed kit, with which what is written would be lost."""
    if corpus.folder.name == INSTALLED:
        mend = "name a folder for it, or read a corpus of your own"
        raise ValueError(f"what is written would be lost with the installed kit; {mend}")


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Nobody else writes into the folder meanwhile; what a killed writer had aside there goes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{ASIDE}lock"
    try:
        with FileLock(path, timeout=PATIENCE):
            try:
                for left in folder.glob(f"{ASIDE}*"):
                    if left != path:
                        _remove(left)
                yield
            finally:
                # Who waits for a lock file that goes takes a new one. Windows keeps it.
                with contextlib.suppress(PermissionError):
                    path.unlink()
    except Timeout:
        found = f"{folder} has been written to for {PATIENCE} seconds"
        raise OSError(f"{found}; wait for the other program, then try again") from None


def sweep(folder: Path) -> None:
    """Remove what a killed writer had aside, where nothing is to be written."""
    if any(folder.glob(f"{ASIDE}*")):
        with lock(folder):
            pass


def update(path: Path, change: Change) -> None:
    """Write what comes of what is there.

    Raises
    ------
    OSError
        What is there cannot be read or is a link, something else changed it meanwhile, or the
        disk refuses; it stays as it is. So it does when `change` raises.
    """
    with lock(path.parent):
        put(path, change, within=path.parent)


def put(path: Path, change: Change, *, within: Path) -> None:
    """The same for one who has the lock of `within`, which holds the file however deep."""
    before = _present(path)
    data = change(before)
    if data is None or data == before:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = within / f"{ASIDE}{secrets.token_hex(4)}"
    try:
        _write(aside, data)
        if before is None:
            _place_new(aside, path)
        else:
            shutil.copymode(path, aside)
            # An editor asks for no lock.
            if _present(path) != before:
                raise Changed(f"{path} was changed meanwhile and stays as it is; try again")
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    if path.read_bytes() != data:
        raise OSError(f"{path} does not hold what was written; check the disk, then try again")


def new(path: Path, data: bytes) -> Change:
    """The change of one who expects that nothing is there, or the very same."""

    def change(before: bytes | None) -> bytes:
        if before not in (None, data):
            raise FileExistsError(f"{path} is there already and stays as it is")
        return data

    return change


def write_rows(
    folder: Path, table: str, choose: Callable[[list[dict[str, str]]], list[dict[str, str]]]
) -> None:
    """Write what rows of `<table>.csv` come of those there, by the names of its columns.

    Parameters
    ----------
    folder, table
        Where the file is, or shall be, and the table of the corpus whose columns it has.
    choose
        Rows that are there -> rows that shall be. Where these begin with those, what is there is
        kept to the byte. It raises where they cannot be.

    Raises
    ------
    CorpusError
        What is there cannot be read, with every line; nothing was written.
    """
    schema = CSV_SCHEMAS[table]
    columns = list(schema.columns)

    def change(before: bytes | None) -> bytes | None:
        read, problems = read_csv_rows(folder, schema)
        if problems:
            raise CorpusError(folder, problems)
        there = [{name: row.values[name] or "" for name in row.values} for row in read]
        rows = choose(there)
        if rows[: len(there)] != there:
            return _append(None, rows, columns)
        return _append(before, rows[len(there) :], columns) if len(rows) > len(there) else None

    update(folder / f"{table}.csv", change)


def _append(before: bytes | None, added: list[dict[str, str]], columns: list[str]) -> bytes:
    out = io.StringIO()
    if before is None:
        before = f"{','.join(columns)}\n".encode()
    elif not before.endswith(b"\n"):
        out.write("\n")
    header = next(csv.reader(io.StringIO(before.decode("utf-8-sig"))))
    # `csv` quotes a line break only where it is that of the rows; readers take a lone CR for one.
    broken = any("\r" in value for row in added for value in row.values())
    # A file of before has no column for what later ones hold.
    writer = csv.DictWriter(
        out, header, extrasaction="ignore", lineterminator="\n",
        quoting=csv.QUOTE_ALL if broken else csv.QUOTE_MINIMAL,
    )  # fmt: skip
    writer.writerows(added)
    return before + out.getvalue().encode()


def look(folder: Path) -> Look:
    """What is in a folder; nothing where there is none."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FileExistsError(f"{folder} is no folder; name another")
    entries = {each.name: each.lstat() for each in folder.iterdir()} if folder.exists() else {}
    return {name: (entry.st_mtime_ns, entry.st_size) for name, entry in entries.items()}


def holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a folder is already as it shall be."""
    sweep(folder.parent)
    return look(folder).keys() == files.keys() and all(
        (folder / name).read_bytes() == data for name, data in files.items()
    )


def put_folder(folder: Path, files: Mapping[str, bytes], *, seen: Look) -> None:
    """Write a folder of files as a whole, in the place of one that held none but these or nothing.

    Parameters
    ----------
    folder
        Where to; the folders above it are made when they are not there.
    files
        Name -> content.
    seen
        What was in it when the writer looked.

    Raises
    ------
    OSError
        The folder holds something else, or was changed since; nothing was written.
    """
    folder = folder.absolute()
    if holds(folder, files):
        return
    others = sorted(seen.keys() - files.keys())
    if others:
        found = f"{folder} holds {', '.join(others[:3])}, which would be lost"
        raise FileExistsError(f"{found}; move it away, or name another folder")
    if folder.resolve() == Path.cwd():
        raise FileExistsError(f"{folder} is the folder you are in; name another")
    with lock(folder.parent):
        aside = folder.with_name(f"{ASIDE}{secrets.token_hex(4)}")
        try:
            aside.mkdir()
            for name, data in files.items():
                _write(aside / name, data)
                if (aside / name).read_bytes() != data:
                    raise OSError(f"{name} does not hold what was written; check the disk")
            if look(folder) != seen:
                raise Changed(f"{folder} was changed meanwhile and stays as it is; try again")
            _swap(aside, folder)
        finally:
            _remove(aside)


def _present(path: Path) -> bytes | None:
    if path.is_symlink():
        raise FileExistsError(f"{path} is a link; put the file itself there")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _place_new(aside: Path, path: Path) -> None:
    """In one step that fails where something is, on file systems that have such a step."""
    try:
        os.link(aside, path)
    except OSError:
        if os.path.lexists(path):
            raise Changed(f"{path} is there already and stays as it is") from None
        aside.replace(path)


def _swap(aside: Path, folder: Path) -> None:
    """Put a folder in the place of another one, which is aside afterwards."""
    if not look(folder):
        if folder.exists():
            folder.rmdir()
        aside.rename(folder)
    elif not _exchange(aside, folder):
        # Who is killed between these steps, where there is no single one, finds the old folder so.
        before = folder.with_name(f"{folder.name}.before")
        folder.rename(before)
        aside.rename(folder)
        before.rename(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, where the system has one: Linux and macOS."""
    if sys.platform == "win32":
        return False
    system = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(system, "renameat2"):  # Linux; -100 is AT_FDCWD, 2 is RENAME_EXCHANGE
        return bool(system.renameat2(-100, names[0], -100, names[1], 2) == 0)
    return hasattr(system, "renamex_np") and system.renamex_np(*names, 2) == 0  # 2: RENAME_SWAP


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
