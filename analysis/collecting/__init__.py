"""A reader's own texts, codes and links; whatever is written for a user is written in here.

>>> import analysis
>>> study = analysis.collecting.start_study()
>>> len(study.added), len(study.corpus.reports)
(16, 13)
"""

from typing import TYPE_CHECKING

from analysis.shelves import open_shelf

if TYPE_CHECKING:
    from analysis.collecting.adding import add_texts
    from analysis.collecting.drafting import read_drafts
    from analysis.collecting.exporting import export_corpus
    from analysis.collecting.links import add_links
    from analysis.collecting.sheets import add_codings, draft_codings
    from analysis.collecting.storing import read_stored_texts
    from analysis.collecting.study import fill_reports, read_samples, start_study

_HOMES = {
    "add_texts": "collecting.adding",
    "read_drafts": "collecting.drafting",
    "read_stored_texts": "collecting.storing",
    "draft_codings": "collecting.sheets",
    "add_codings": "collecting.sheets",
    "add_links": "collecting.links",
    "start_study": "collecting.study",
    "fill_reports": "collecting.study",
    "read_samples": "collecting.study",
    "export_corpus": "collecting.exporting",
}
"""Public name -> its module."""

__all__ = [
    "add_codings",
    "add_links",
    "add_texts",
    "draft_codings",
    "export_corpus",
    "fill_reports",
    "read_drafts",
    "read_samples",
    "read_stored_texts",
    "start_study",
]

__getattr__, __dir__ = open_shelf(__name__, _HOMES)
