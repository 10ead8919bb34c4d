"""Overheard: how news retold intercepted phone calls, from files to charts.

Here is what studies a corpus; `analysis.collecting` is for texts, codes and links of your own,
`analysis.matching` says which text is which.

>>> import analysis
>>> corpus = analysis.read_corpus()
>>> shares = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
>>> chart = analysis.chart_codes(shares)
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
