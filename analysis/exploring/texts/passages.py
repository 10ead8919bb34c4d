"""A parsed text as passages to read: paragraphs cut wherever a mark begins or ends, plain data."""

from itertools import pairwise
from typing import Any, NamedTuple

from analysis.parsing.article import Article
from analysis.parsing.spans import Quote, Reported, Turn

Passage = dict[str, Any]
Speech = Turn | Quote | Reported

HIT, MARKER, SOURCE = "hit", "marker", "source"


def list_speech(article: Article) -> list[Speech]:
    """What is said in a text, in its order: turns, quotations, and clauses without marks."""
    said: list[Speech] = [*article.turns, *article.quotes, *article.reported]
    return sorted(said, key=lambda each: (each.start, -each.end))


def list_passages(article: Article, *, mark: tuple[int, int] | None = None) -> list[Passage]:
    """The paragraphs of a text with what stands in them.

    Parameters
    ----------
    article
        The text and what was found in it.
    mark
        Start and end of a stretch that is a "hit".

    Returns
    -------
    list of dict
        A paragraph each: its `kind` ("furniture" for what is of the page), and its `parts`, each
        with `text` (as it stands, untouched), `start`, `names` of all that holds there ("quote"
        or "reported" and a role, "marker" of distance, "source", "hit"), and `says`, the place in
        `list_speech` of what is said there, the innermost; missing where nothing is.

    Examples
    --------
    >>> from analysis.parsing.article import parse_article
    >>> [passage] = list_passages(parse_article("“It rains,” the soldier said."))
    >>> [(part["text"], part["names"], part["says"]) for part in passage["parts"]]
    [('“', [], None), ('It rains,', ['quote', 'soldier'], 0), ('” the soldier said.', [], None)]
    """
    marks = _marks(article) + ([Mark(*mark, [HIT])] if mark else [])
    return [
        {
            "kind": "furniture" if paragraph.furniture else paragraph.kind,
            "parts": _parts(article.text, paragraph.start, paragraph.end, marks),
        }
        for paragraph in article.paragraphs
    ]


class Mark(NamedTuple):
    """A stretch with what it is, and the place in `list_speech` of what is said in it."""

    start: int
    end: int
    names: list[str]
    says: int | None = None


def _marks(article: Article) -> list[Mark]:
    return [
        *(
            Mark(each.start, each.end, [_sort_of(each), str(each.role)], place)
            for place, each in enumerate(list_speech(article))
        ),
        *(Mark(each.start, each.end, [MARKER]) for each in article.markers),
        *(Mark(each.start, each.end, [SOURCE]) for each in article.sources),
    ]


def _sort_of(said: Speech) -> str:
    return "reported" if isinstance(said, Reported) else "quote"


def _parts(text: str, start: int, end: int, marks: list[Mark]) -> list[Passage]:
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    parts = []
    for here, there in pairwise(sorted({start, end, *edges})):
        holding = [mark for mark in inside if mark.start <= here and there <= mark.end]
        said = [mark.says for mark in holding if mark.says is not None]
        parts.append({
            "text": text[here:there], "start": here,
            "names": list(dict.fromkeys(name for mark in holding for name in mark.names)),
            "says": said[-1] if said else None,
        })  # fmt: skip
    return parts
