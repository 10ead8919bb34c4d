"""One text out of a file, with offsets that count in the file itself wherever that can be."""

from dataclasses import replace
from pathlib import Path

from analysis.reading.problems import Problem
from analysis.reading.texts.archives import read_file
from analysis.reading.texts.documents import Document
from analysis.reading.texts.reading import read_opened


def read_single(path: Path, name: str, *, part: int | None = None) -> Document | Problem:
    """The text of a file of any format, or of one part of it.

    Parameters
    ----------
    path
        A file as `read_texts` reads it.
    name
        What a reader calls it.
    part
        Which of its texts, from 1; not needed where there is one.

    Returns
    -------
    Document or Problem
        Offsets refer to its text. For plain text its encoding is the codec that gives the text
        from the file's bytes; it is None for other formats, whose text is made from the file. A
        problem for a file that cannot be read, and for one of several texts without `part`.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "boots.txt"
    ...     _ = path.write_bytes("Es regnet, sagt er über Öl.".encode("cp1252"))
    ...     found = read_single(path, "boots.txt")
    >>> found.text, found.encoding
    ('Es regnet, sagt er über Öl.', 'cp1252')
    """
    file = read_file(path, name)
    if isinstance(file, Problem):
        return file
    if not file.data.strip():
        return Document(file.data.decode(), name, encoding="utf-8")
    found = list(read_opened(file))
    texts = [each for each in found if isinstance(each, Document)]
    if not texts:
        return next(each for each in found if isinstance(each, Problem))
    last = len(texts)
    if part is None and last > 1:
        return Problem(name, 0, f"holds {last} texts", f"name one with --part, 1 to {last}")
    if part is not None and not 1 <= part <= last:
        return Problem(name, 0, f"has no part {part}", f"it has 1 to {last}")
    return _chosen(texts[(part or 1) - 1], file.data)


def _chosen(document: Document, data: bytes) -> Document:
    # A reader who decodes UTF-8 gets its byte order mark as a sign, and offsets have to count it.
    codec = "utf-8" if document.encoding == "utf-8-sig" else document.encoding
    whole = _decoded(data, codec) if codec else ""
    if whole.lstrip("\ufeff") == document.text:
        return replace(document, text=whole, encoding=codec)
    return replace(document, encoding=None)


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:  # the encoding of one file in an archive
        return ""
