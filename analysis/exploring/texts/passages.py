"""A parsed text as passages to read: paragraphs cut wherever a mark begins or ends, plain data."""

from itertools import pairwise
from typing import Any

from analysis.parsing.article import Article
from analysis.parsing.spans import Quote, Turn

Passage = dict[str, Any]

HIT = "hit"


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
        with `text` (as it stands, untouched), `start`, and `names` of all that holds there: "quote"
        and a role, "marker" of distance, "source", "hit".

    Examples
    --------
    >>> from analysis.parsing.article import parse_article
    >>> [passage] = list_passages(parse_article("“It rains,” the soldier said."))
    >>> [(part["text"], part["names"]) for part in passage["parts"]]
    [('“It rains,”', ['quote', 'soldier']), (' the soldier said.', [])]
    """
    marks = _marks(article) + ([(*mark, [HIT])] if mark else [])
    return [
        {
            "kind": "furniture" if paragraph.furniture else paragraph.kind,
            "parts": _parts(article.text, paragraph.start, paragraph.end, marks),
        }
        for paragraph in article.paragraphs
    ]


def _marks(article: Article) -> list[tuple[int, int, list[str]]]:
    spoken: list[Turn | Quote] = [*article.turns, *article.quotes]
    return [
        *((each.start, each.end, ["quote", str(each.role)]) for each in spoken),
        *((each.start, each.end, ["marker"]) for each in article.markers),
        *((each.start, each.end, ["source"]) for each in article.sources),
    ]


def _parts(
    text: str, start: int, end: int, marks: list[tuple[int, int, list[str]]]
) -> list[Passage]:
    inside = [(max(a, start), min(b, end), names) for a, b, names in marks if a < end and b > start]
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    return [
        {
            "text": text[here:there],
            "start": here,
            "names": list(dict.fromkeys(
                name for a, b, names in inside if a <= here and there <= b for name in names
            )),
        }
        for here, there in pairwise(cuts)
    ]  # fmt: skip
