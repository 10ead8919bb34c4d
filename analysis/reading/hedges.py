"""The words of distance of a corpus: by language and kind."""

from pathlib import Path

from analysis.reading.files import embedded_folder, find_folder
from analysis.reading.frontmatter import Mapping, entries_of, read_yaml, texts_of
from analysis.reading.problems import CorpusError, Problem

NAME = "markers.yml"
ADDED = "added"
"""What came after wording.csv was counted stands below this key."""

Markers = dict[str, dict[str, tuple[str, ...]]]


def read_markers(folder: str | Path | None = None, *, added: bool = True) -> Markers:
    """The words by which reports keep their distance.

    Parameters
    ----------
    folder
        A corpus folder, as for `read_corpus`; by default the corpus that is in use, or the
        embedded one where that has no such file.
    added
        Whether to give the words that came after `wording.csv` was counted as well.

    Returns
    -------
    dict
        Language -> kind -> phrases as they are written in `markers.yml`.

    Raises
    ------
    CorpusError
        The file is missing or broken; it says where and how.

    Examples
    --------
    >>> "allegedly" in read_markers()["en"]["allegation"]
    True
    """
    path = find_folder(folder)
    if folder is None and not (path / NAME).exists():
        path = embedded_folder()
    tree = read_yaml(path / NAME, NAME)
    if isinstance(tree, Problem):
        raise CorpusError(path, (tree,))
    found: dict[str, dict[str, list[str]]] = {}
    more = tree.entries.get(ADDED)
    for part in (tree, more) if added and isinstance(more, Mapping) else (tree,):
        for language, kinds in part.entries.items():
            for kind in (entries_of(part, language) or ()) if language != ADDED else ():
                found.setdefault(language, {}).setdefault(kind, []).extend(texts_of(kinds, kind))
    return {
        language: {kind: tuple(phrases) for kind, phrases in kinds.items()}
        for language, kinds in found.items()
    }
