"""Paragraphs of a text: what is the article's own, and what the page has put between.

Each pass gives a kind to lines that have none yet, the surest first: turns of a printed call are
told by their labels, furniture by its words or shape, headers by their form, and what is left by
its place and by the words that it shares with the text.
"""

from analysis.parsing.layout.captions import mark_captions
from analysis.parsing.layout.furniture import mark_furniture
from analysis.parsing.layout.headers import mark_headers
from analysis.parsing.layout.headings import (
    mark_headings,
    mark_headline,
    mark_leads,
    mark_masthead,
    mark_pulled,
    mark_standfirst,
)
from analysis.parsing.layout.lines import split_lines
from analysis.parsing.layout.tails import (
    mark_author_notes,
    mark_between,
    mark_boxes,
    mark_foot,
    mark_heads,
    mark_hours,
    mark_tail,
)
from analysis.parsing.layout.teasers import mark_repeated, mark_teasers
from analysis.parsing.layout.transcripts import mark_transcripts
from analysis.parsing.spans import Paragraph

PASSES = (
    mark_transcripts, mark_furniture, mark_headers, mark_author_notes, mark_captions,
    mark_repeated, mark_teasers, mark_heads, mark_boxes, mark_hours, mark_masthead, mark_leads,
    mark_between, mark_headline, mark_standfirst, mark_tail, mark_foot, mark_pulled,
    mark_headings,
)  # fmt: skip


def parse_paragraphs(text: str) -> list[Paragraph]:
    """The lines of a text that are not blank, each with its kind; none is left out.

    Parameters
    ----------
    text
        An article as it was saved. It is not changed.

    Returns
    -------
    list of Paragraph
        In the order of the text; together they hold every character that is not blank. Those
        whose `furniture` is given belong to the page, not to the article.

    Examples
    --------
    >>> paragraphs = parse_paragraphs("By Ann Bell\\n\\nIt rains again.\\nAdvertisement")
    >>> [paragraph.kind for paragraph in paragraphs]
    ['byline', 'body', 'furniture']
    """
    lines = list(split_lines(text))
    for mark in PASSES:
        mark(lines)
    return [Paragraph(line.start, line.end, line.kind or "body", line.furniture) for line in lines]
