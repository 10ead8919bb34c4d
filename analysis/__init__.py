"""Overheard: how news retold intercepted phone calls, from files to charts.

Here is what studies a corpus; `analysis.collecting` is for texts, codes and links of your own,
`analysis.matching` says which text is which.

>>> import analysis
>>> corpus = analysis.read_corpus()
>>> shares = analysis.count_codes(corpus, "theme", ["losses", "doubt"], every="quarter")
>>> chart = analysis.chart_codes(shares)
"""

from typing import TYPE_CHECKING

from analysis.shelves import open_shelf

if TYPE_CHECKING:
    from analysis import collecting, matching
    from analysis.charting.choices import chart_choices
    from analysis.charting.codes import chart_codes
    from analysis.charting.estimates import chart_estimates
    from analysis.charting.reports import chart_reports
    from analysis.charting.retelling.details import chart_tellings
    from analysis.charting.retelling.network import chart_network
    from analysis.charting.retelling.traces import chart_trace
    from analysis.charting.saving import save_chart
    from analysis.charting.smoothing import chart_smooth
    from analysis.charting.speakers import chart_speakers
    from analysis.exploring.comparison.explorer import explore_groups
    from analysis.exploring.retelling.explorer import explore_call
    from analysis.exploring.study import explore_study
    from analysis.exploring.texts.reader import explore_text
    from analysis.exploring.texts.words import explore_words
    from analysis.exploring.themes.explorer import explore_themes
    from analysis.measuring.agreement import compare_coders
    from analysis.measuring.choices import vary_choices
    from analysis.measuring.comparison.comparing import compare_groups
    from analysis.measuring.comparison.leads import count_lead
    from analysis.measuring.comparison.replication import replicate, select_new
    from analysis.measuring.comparison.shared_calls import list_shared_calls
    from analysis.measuring.corpora import compare_corpora
    from analysis.measuring.counting import count_codes
    from analysis.measuring.reports import count_reports, find_reports
    from analysis.measuring.retelling.changes import count_changes
    from analysis.measuring.retelling.network import count_feeds
    from analysis.measuring.retelling.tracing import trace_call
    from analysis.measuring.retelling.travel import summarise_travel
    from analysis.measuring.smoothing import smooth_codes
    from analysis.measuring.wording.keyness import compare_words
    from analysis.measuring.wording.speech import count_speakers, count_speech
    from analysis.measuring.wording.tokens import find_words
    from analysis.parsing.tabling import parse_texts
    from analysis.reading.citing import cite_reports
    from analysis.reading.codes import view_codes
    from analysis.reading.corpus import Corpus, check_corpus, read_corpus
    from analysis.reading.events import read_events
    from analysis.tables import describe

_HOMES = {
    "Corpus": "reading.corpus",
    "read_corpus": "reading.corpus",
    "check_corpus": "reading.corpus",
    "describe": "tables",
    "read_events": "reading.events",
    "view_codes": "reading.codes",
    "cite_reports": "reading.citing",
    "count_reports": "measuring.reports",
    "count_codes": "measuring.counting",
    "smooth_codes": "measuring.smoothing",
    "compare_coders": "measuring.agreement",
    "compare_corpora": "measuring.corpora",
    "compare_groups": "measuring.comparison.comparing",
    "list_shared_calls": "measuring.comparison.shared_calls",
    "find_reports": "measuring.reports",
    "count_lead": "measuring.comparison.leads",
    "vary_choices": "measuring.choices",
    "replicate": "measuring.comparison.replication",
    "select_new": "measuring.comparison.replication",
    "chart_choices": "charting.choices",
    "chart_codes": "charting.codes",
    "chart_smooth": "charting.smoothing",
    "chart_reports": "charting.reports",
    "save_chart": "charting.saving",
    "explore_groups": "exploring.comparison.explorer",
    "explore_themes": "exploring.themes.explorer",
    "explore_text": "exploring.texts.reader",
    "find_words": "measuring.wording.tokens",
    "compare_words": "measuring.wording.keyness",
    "explore_words": "exploring.texts.words",
    "count_speech": "measuring.wording.speech",
    "count_speakers": "measuring.wording.speech",
    "chart_speakers": "charting.speakers",
    "parse_texts": "parsing.tabling",
    "trace_call": "measuring.retelling.tracing",
    "chart_trace": "charting.retelling.traces",
    "chart_tellings": "charting.retelling.details",
    "chart_estimates": "charting.estimates",
    "chart_network": "charting.retelling.network",
    "explore_study": "exploring.study",
    "explore_call": "exploring.retelling.explorer",
    "summarise_travel": "measuring.retelling.travel",
    "count_changes": "measuring.retelling.changes",
    "count_feeds": "measuring.retelling.network",
}
"""Public name -> its module."""

__all__ = [
    "Corpus",
    "chart_choices",
    "chart_codes",
    "chart_estimates",
    "chart_network",
    "chart_reports",
    "chart_smooth",
    "chart_speakers",
    "chart_tellings",
    "chart_trace",
    "check_corpus",
    "cite_reports",
    "compare_coders",
    "compare_corpora",
    "compare_groups",
    "compare_words",
    "count_changes",
    "count_codes",
    "count_feeds",
    "count_lead",
    "count_reports",
    "count_speakers",
    "count_speech",
    "describe",
    "explore_call",
    "explore_groups",
    "explore_study",
    "explore_text",
    "explore_themes",
    "explore_words",
    "find_reports",
    "find_words",
    "list_shared_calls",
    "parse_texts",
    "read_corpus",
    "read_events",
    "replicate",
    "save_chart",
    "select_new",
    "smooth_codes",
    "summarise_travel",
    "trace_call",
    "vary_choices",
    "view_codes",
]

__getattr__, __dir__ = open_shelf(__name__, _HOMES, ("collecting", "matching"))
