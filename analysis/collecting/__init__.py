"""A reader's own texts, codes and links; whatever is written for a user is written in here.

>>> import analysis
>>> study = analysis.collecting.open_study()
>>> len(analysis.collecting.add_texts(study.files, to=study.texts))
14
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
    from analysis.collecting.study import open_study, read_samples

_HOMES = {
    "add_texts": "collecting.adding",
    "read_drafts": "collecting.drafting",
    "read_stored_texts": "collecting.storing",
    "draft_codings": "collecting.sheets",
    "add_codings": "collecting.sheets",
    "add_links": "collecting.links",
    "open_study": "collecting.study",
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
    "open_study",
    "read_drafts",
    "read_samples",
    "read_stored_texts",
]

__getattr__, __dir__ = open_shelf(__name__, _HOMES)
