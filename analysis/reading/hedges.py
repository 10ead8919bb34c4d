"""The words of distance of a corpus: by language and kind."""

from pathlib import Path

from analysis.reading.corpus import embedded_folder, find_folder
from analysis.reading.files import read_text
from analysis.reading.frontmatter import Mapping, Node, Scalar, Sequence, parse_yaml
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
    text = read_text(path / NAME, NAME)
    tree = text if isinstance(text, Problem) else parse_yaml(text, NAME)
    if isinstance(tree, Problem):
        raise CorpusError(path, (tree,))
    found: dict[str, dict[str, list[str]]] = {}
    _collect({key: node for key, node in tree.entries.items() if key != ADDED}, found)
    more = tree.entries.get(ADDED)
    if added and isinstance(more, Mapping):
        _collect(more.entries, found)
    return {
        language: {kind: tuple(phrases) for kind, phrases in kinds.items()}
        for language, kinds in found.items()
    }


def _collect(languages: dict[str, Node], found: dict[str, dict[str, list[str]]]) -> None:
    for language, kinds in languages.items():
        for kind, node in kinds.entries.items() if isinstance(kinds, Mapping) else ():
            items = node.items if isinstance(node, Sequence) else ()
            phrases = [item.text for item in items if isinstance(item, Scalar) and item.text]
            found.setdefault(language, {}).setdefault(kind, []).extend(phrases)
