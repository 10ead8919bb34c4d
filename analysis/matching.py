"""Which text is which: the calls that a text may tell, and copies of one article.

>>> import analysis
>>> analysis.matching.find_copies(analysis.collecting.read_samples()).empty
True
"""

from analysis.collecting.matching.candidates import find_candidates, find_evidence, group_texts
from analysis.collecting.matching.copies import find_copies, keep_articles

__all__ = ["find_candidates", "find_copies", "find_evidence", "group_texts", "keep_articles"]
