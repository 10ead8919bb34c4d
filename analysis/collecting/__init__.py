"""A reader's own texts, codes and links; whatever is written for a user is written in here.

>>> import analysis
>>> study = analysis.collecting.start_study()
>>> len(study.added), len(study.corpus.reports)
(16, 13)
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
