"""Overheard: how news retold intercepted phone calls, from files to charts.

>>> import analysis
>>> corpus = analysis.read_corpus()
>>> shares = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
>>> chart = analysis.chart_codes(shares)
"""

import importlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analysis.charting.agreement import chart_agreement
    from analysis.charting.codes import chart_codes
    from analysis.charting.comparison import chart_comparison
    from analysis.charting.keyness import chart_words
    from analysis.charting.reports import chart_dates, chart_groups
    from analysis.charting.retelling.details import chart_tellings
    from analysis.charting.retelling.estimates import chart_estimates
    from analysis.charting.retelling.network import chart_network
    from analysis.charting.retelling.traces import chart_trace
    from analysis.charting.saving import save_chart
    from analysis.collecting.adding import add_texts
    from analysis.collecting.drafting import read_drafts
    from analysis.collecting.links import add_links
    from analysis.collecting.matching.candidates import find_candidates, find_evidence
    from analysis.collecting.matching.duplicates import find_copies, group_copies, keep_articles
    from analysis.collecting.sheets import add_codings, draft_codings
    from analysis.collecting.storing import read_stored_texts
    from analysis.collecting.study import copy_sample_study, open_study, read_samples
    from analysis.exploring.comparison.widget import explore_groups
    from analysis.exploring.retelling.widget import explore_call
    from analysis.exploring.texts.reader import explore_text
    from analysis.exploring.texts.words import explore_words
    from analysis.exploring.themes.widget import explore_themes
    from analysis.measuring.agreement import compare_coders
    from analysis.measuring.comparison.comparing import compare_groups, compare_views
    from analysis.measuring.comparison.shared_calls import compare_same_calls, list_shared_calls
    from analysis.measuring.comparison.standardising import standardise_groups
    from analysis.measuring.counting import count_codes
    from analysis.measuring.dates import bound_dates, spread_dates
    from analysis.measuring.reports import count_reports, find_reports
    from analysis.measuring.retelling.changes import compare_tellings, count_changes
    from analysis.measuring.retelling.network import count_feeds
    from analysis.measuring.retelling.tracing import trace_call
    from analysis.measuring.retelling.travel import measure_travel, summarise_travel
    from analysis.measuring.wording.keyness import compare_words
    from analysis.measuring.wording.speech import count_speech
    from analysis.measuring.wording.tokens import find_words
    from analysis.parsing.tabling import parse_texts
    from analysis.reading.codes import view_codes
    from analysis.reading.corpus import Corpus, check_corpus, read_corpus
    from analysis.tables import describe

_HOMES = {
    "Corpus": "reading.corpus",
    "read_corpus": "reading.corpus",
    "check_corpus": "reading.corpus",
    "read_stored_texts": "collecting.storing",
    "add_texts": "collecting.adding",
    "read_drafts": "collecting.drafting",
    "draft_codings": "collecting.sheets",
    "add_codings": "collecting.sheets",
    "copy_sample_study": "collecting.study",
    "open_study": "collecting.study",
    "describe": "tables",
    "view_codes": "reading.codes",
    "spread_dates": "measuring.dates",
    "bound_dates": "measuring.dates",
    "count_reports": "measuring.reports",
    "count_codes": "measuring.counting",
    "compare_coders": "measuring.agreement",
    "compare_groups": "measuring.comparison.comparing",
    "compare_same_calls": "measuring.comparison.shared_calls",
    "list_shared_calls": "measuring.comparison.shared_calls",
    "standardise_groups": "measuring.comparison.standardising",
    "compare_views": "measuring.comparison.comparing",
    "find_reports": "measuring.reports",
    "chart_agreement": "charting.agreement",
    "chart_codes": "charting.codes",
    "chart_dates": "charting.reports",
    "chart_groups": "charting.reports",
    "chart_comparison": "charting.comparison",
    "save_chart": "charting.saving",
    "explore_groups": "exploring.comparison.widget",
    "explore_themes": "exploring.themes.widget",
    "explore_text": "exploring.texts.reader",
    "find_words": "measuring.wording.tokens",
    "compare_words": "measuring.wording.keyness",
    "chart_words": "charting.keyness",
    "explore_words": "exploring.texts.words",
    "count_speech": "measuring.wording.speech",
    "find_candidates": "collecting.matching.candidates",
    "find_evidence": "collecting.matching.candidates",
    "add_links": "collecting.links",
    "find_copies": "collecting.matching.duplicates",
    "group_copies": "collecting.matching.duplicates",
    "keep_articles": "collecting.matching.duplicates",
    "parse_texts": "parsing.tabling",
    "read_samples": "collecting.study",
    "trace_call": "measuring.retelling.tracing",
    "chart_trace": "charting.retelling.traces",
    "chart_tellings": "charting.retelling.details",
    "chart_estimates": "charting.retelling.estimates",
    "chart_network": "charting.retelling.network",
    "explore_call": "exploring.retelling.widget",
    "compare_tellings": "measuring.retelling.changes",
    "measure_travel": "measuring.retelling.travel",
    "summarise_travel": "measuring.retelling.travel",
    "count_changes": "measuring.retelling.changes",
    "count_feeds": "measuring.retelling.network",
}
"""Public name -> its module, imported when first asked for, so that `import analysis` is quick."""

__all__ = [
    "Corpus",
    "add_codings",
    "add_links",
    "add_texts",
    "bound_dates",
    "chart_agreement",
    "chart_codes",
    "chart_comparison",
    "chart_dates",
    "chart_estimates",
    "chart_groups",
    "chart_network",
    "chart_tellings",
    "chart_trace",
    "chart_words",
    "check_corpus",
    "compare_coders",
    "compare_groups",
    "compare_same_calls",
    "compare_tellings",
    "compare_views",
    "compare_words",
    "copy_sample_study",
    "count_changes",
    "count_codes",
    "count_feeds",
    "count_reports",
    "count_speech",
    "describe",
    "draft_codings",
    "explore_call",
    "explore_groups",
    "explore_text",
    "explore_themes",
    "explore_words",
    "find_candidates",
    "find_copies",
    "find_evidence",
    "find_reports",
    "find_words",
    "group_copies",
    "keep_articles",
    "list_shared_calls",
    "measure_travel",
    "open_study",
    "parse_texts",
    "read_corpus",
    "read_drafts",
    "read_samples",
    "read_stored_texts",
    "save_chart",
    "spread_dates",
    "standardise_groups",
    "summarise_travel",
    "trace_call",
    "view_codes",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no {name!r}; it has: {', '.join(__all__)}")
    found = getattr(importlib.import_module(f"analysis.{_HOMES[name]}"), name)
    _show_tables_as_text()
    return found


@cache
def _show_tables_as_text() -> None:
    """Tell pandas, once, that "$5 and then $6" in a table is no formula.

    A notebook would set it as one. The option is that of the whole process, since results are
    plain frames; whoever wants formulas in tables sets it again.
    """
    import pandas as pd

    pd.set_option("display.html.use_mathjax", False)


def __dir__() -> list[str]:
    return sorted(__all__)
