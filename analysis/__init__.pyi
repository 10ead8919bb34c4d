# The public names of this shelf and the module of each; read when a name is first asked for.

from . import collecting as collecting
from . import matching as matching
from .charting.choices import chart_choices as chart_choices
from .charting.codes import chart_codes as chart_codes
from .charting.estimates import chart_estimates as chart_estimates
from .charting.reports import chart_reports as chart_reports
from .charting.retelling.details import chart_tellings as chart_tellings
from .charting.retelling.network import chart_network as chart_network
from .charting.retelling.traces import chart_trace as chart_trace
from .charting.saving import save_chart as save_chart
from .charting.smoothing import chart_smooth as chart_smooth
from .charting.speakers import chart_speakers as chart_speakers
from .exploring.coding.desk import explore_coding as explore_coding
from .exploring.comparison.explorer import explore_groups as explore_groups
from .exploring.retelling.explorer import explore_call as explore_call
from .exploring.study import explore_study as explore_study
from .exploring.texts.reader import explore_text as explore_text
from .exploring.texts.words import explore_words as explore_words
from .exploring.themes.explorer import explore_themes as explore_themes
from .measuring.agreement import compare_coders as compare_coders
from .measuring.choices import vary_choices as vary_choices
from .measuring.comparison.comparing import compare_groups as compare_groups
from .measuring.comparison.leads import count_lead as count_lead
from .measuring.comparison.replication import replicate as replicate
from .measuring.comparison.replication import select_new as select_new
from .measuring.comparison.shared_calls import list_shared_calls as list_shared_calls
from .measuring.corpora import compare_corpora as compare_corpora
from .measuring.counting import count_codes as count_codes
from .measuring.reports import count_reports as count_reports
from .measuring.reports import find_reports as find_reports
from .measuring.retelling.changes import count_changes as count_changes
from .measuring.retelling.network import count_feeds as count_feeds
from .measuring.retelling.tracing import trace_call as trace_call
from .measuring.retelling.travel import summarise_travel as summarise_travel
from .measuring.smoothing import smooth_codes as smooth_codes
from .measuring.wording.keyness import compare_words as compare_words
from .measuring.wording.speech import count_speakers as count_speakers
from .measuring.wording.speech import count_speech as count_speech
from .measuring.wording.tokens import find_words as find_words
from .parsing.tabling import parse_texts as parse_texts
from .reading.citing import cite_reports as cite_reports
from .reading.codes import view_codes as view_codes
from .reading.corpus import (
    Corpus as Corpus,
)
from .reading.corpus import (
    check_corpus as check_corpus,
)
from .reading.corpus import (
    read_corpus as read_corpus,
)
from .reading.events import read_events as read_events
from .tables import describe as describe
