"""Overheard: how news retold intercepted phone calls, from files to charts.

>>> import analysis
>>> corpus = analysis.read_corpus()
>>> shares = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
>>> chart = analysis.chart_codes(shares)
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.adding.add import add_texts
    from analysis.charting.agreement import chart_agreement
    from analysis.charting.codes import chart_codes
    from analysis.charting.dates import chart_dates
    from analysis.charting.groups import chart_groups
    from analysis.charting.saving import save_chart
    from analysis.coding.views import view_codes
    from analysis.exploring.reader import explore_text
    from analysis.exploring.themes import explore_themes
    from analysis.measuring.agreement import compare_coders
    from analysis.measuring.counting import count_codes
    from analysis.measuring.finding import find_reports
    from analysis.measuring.groups import count_reports
    from analysis.measuring.periods import bound_dates, spread_dates
    from analysis.measuring.wording.concordance import find_words
    from analysis.measuring.wording.speech import count_speech
    from analysis.parsing.tabling import parse_texts
    from analysis.reading.corpus import Corpus, check_corpus, read_corpus
    from analysis.reading.samples import read_samples
    from analysis.reading.storedtexts import read_stored_texts
    from analysis.tables import describe

_HOMES = {
    "Corpus": "reading.corpus",
    "read_corpus": "reading.corpus",
    "check_corpus": "reading.corpus",
    "read_stored_texts": "reading.storedtexts",
    "add_texts": "adding.add",
    "describe": "tables",
    "view_codes": "coding.views",
    "spread_dates": "measuring.periods",
    "bound_dates": "measuring.periods",
    "count_reports": "measuring.groups",
    "count_codes": "measuring.counting",
    "compare_coders": "measuring.agreement",
    "find_reports": "measuring.finding",
    "chart_agreement": "charting.agreement",
    "chart_codes": "charting.codes",
    "chart_dates": "charting.dates",
    "chart_groups": "charting.groups",
    "save_chart": "charting.saving",
    "explore_themes": "exploring.themes",
    "explore_text": "exploring.reader",
    "find_words": "measuring.wording.concordance",
    "count_speech": "measuring.wording.speech",
    "parse_texts": "parsing.tabling",
    "read_samples": "reading.samples",
}
"""Public name -> its module, imported when first asked for, so that `import analysis` is quick."""

__all__ = [
    "Corpus", "add_texts", "bound_dates", "chart_agreement", "chart_codes", "chart_dates",
    "chart_groups", "check_corpus", "compare_coders", "count_codes", "count_reports",
    "count_speech", "describe", "explore_text", "explore_themes", "find_reports", "find_words",
    "parse_texts", "read_corpus", "read_samples", "read_stored_texts", "save_chart",
    "spread_dates", "view_codes",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no {name!r}; it has: {', '.join(__all__)}")
    return getattr(importlib.import_module(f"analysis.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
