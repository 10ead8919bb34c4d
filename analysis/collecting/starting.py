"""A small corpus to start from, on any subject."""

from pathlib import Path

from analysis.collecting.store import lock, new, put

TEMPLATE = Path(__file__).with_name("template")


def start_corpus(folder: str | Path) -> Path:
    """Write a small corpus that keeps every rule, to be replaced piece by piece by your own.

    It holds two invented reports of one event, on a subject of its own: `corpus.yml` says what is
    retold and in which words, `codebook.yml` what is coded, the CSV files and `reports/` the facts.

    Parameters
    ----------
    folder
        Where to; it is made where it is not there.

    Returns
    -------
    Path
        The folder: for `read_corpus`, `check_corpus` and `overheard check`.

    Raises
    ------
    FileExistsError
        A file of that name is there and holds something else; nothing was written.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     corpus = analysis.read_corpus(start_corpus(Path(folder) / "floods"))
    >>> tuple(corpus.declared.noun), len(corpus.reports)
    (('event', 'events'), 2)
    """
    folder = Path(folder)
    files = [(path, folder / path.relative_to(TEMPLATE)) for path in sorted(TEMPLATE.rglob("*.*"))]
    with lock(folder):
        taken = [to for path, to in files if to.exists() and to.read_bytes() != path.read_bytes()]
        if taken:
            raise FileExistsError(f"{taken[0]} is there already; name another folder")
        for path, to in files:
            put(to, new(to, path.read_bytes()), within=folder)
    return folder
