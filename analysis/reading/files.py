"""Files from disk to text, each kind of bad file with an error of its own; bytes to text, by the
encoding that they are in.
"""

import codecs
import os
import re
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
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # in C, as far as it was built so
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506


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


ENCODINGS = read_own("encodings")
"""National code pages, and the letters by which some are told apart."""

META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]{2,40})""")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE = 20_000


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded | None:
    """The text of bytes in any common encoding, or None for what is no text.

    Line ends are left as they are. UTF-8 that decodes strictly counts first, then what an HTML head
    declares; what remains is told apart by charset-normalizer: UTF-16 and UTF-32, with a byte order
    mark or without, and the national code pages.
    """
    declared = _declared(data) if html else None
    for encoding in ("utf-8", declared):
        if encoding and (found := _decoded(data, encoding)):
            return found
    return _guessed(data)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    controls = len(CONTROL.findall(text[:SAMPLE]))
    plain = text.removeprefix("\ufeff")
    return None if controls > len(text[:SAMPLE]) / 500 else Decoded(plain, encoding)


def _declared(data: bytes) -> str | None:
    found = XML_CHARSET.search(data[:200]) or META_CHARSET.search(data[:4096])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # Pages that say Latin-1 mean its extension by Microsoft (WHATWG Encoding Standard).
    plain = codec.name in ("iso8859-1", "ascii")
    return "cp1252" if plain else codec.name if codec._is_text_encoding else None


def _guessed(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes  # which only texts of users need

    sample, pages = data[:SAMPLE], ENCODINGS["wide"]
    if not (b"\x00" in sample or sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))):
        # Cut at a line's end: a character of two bytes cut in halves would be no text.
        end = len(data) if len(data) <= SAMPLE else data.rfind(b"\n", 0, SAMPLE) + 1
        sample = data[: end or SAMPLE]
        foreign = sum(each > 0x7F for each in sample)
        pages = ENCODINGS["pages"] + (ENCODINGS["asian"] if foreign > 0.2 * len(sample) else [])
    guess = from_bytes(sample, cp_isolation=pages).best()
    if guess is None:
        return None
    if guess.encoding not in ENCODINGS["latin"]:
        return _decoded(data, guess.encoding)
    fits = {name: _fit(sample, name) for name in ENCODINGS["latin"]}
    return _decoded(data, max(fits, key=lambda name: fits[name]))


def _fit(sample: bytes, encoding: str) -> float:
    """How much of what is not ASCII belongs to the alphabet of an encoding, 0 to 1."""
    found = _decoded(sample, encoding)
    foreign = [each for each in found.text.lower() if each > "\x7f"] if found else []
    letters = ENCODINGS["signs"] + ENCODINGS["latin"][encoding]
    return sum(each in letters for each in foreign) / max(len(foreign), 1)
