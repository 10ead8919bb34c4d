"""Which text is which: the calls that a text may tell, and copies of one article.

>>> import analysis
>>> analysis.matching.find_copies(analysis.collecting.read_samples()).empty
True
"""

from typing import TYPE_CHECKING

from analysis.shelves import open_shelf

if TYPE_CHECKING:
    from analysis.collecting.matching.candidates import (
        find_candidates,
        find_evidence,
        group_texts,
    )
    from analysis.collecting.matching.copies import find_copies, keep_articles

_HOMES = {
    "find_candidates": "collecting.matching.candidates",
    "find_evidence": "collecting.matching.candidates",
    "group_texts": "collecting.matching.candidates",
    "find_copies": "collecting.matching.copies",
    "keep_articles": "collecting.matching.copies",
}
"""Public name -> its module."""

__all__ = ["find_candidates", "find_copies", "find_evidence", "group_texts", "keep_articles"]

__getattr__, __dir__ = open_shelf(__name__, _HOMES)
