# The public names of this shelf and the module of each; read when a name is first asked for.

from .adding import add_texts as add_texts
from .coding import code_reports as code_reports
from .coding import match_words as match_words
from .corpora import export_corpus as export_corpus
from .corpora import migrate_codes as migrate_codes
from .corpora import start_corpus as start_corpus
from .drafting import read_drafts as read_drafts
from .exchanging import export_annotations as export_annotations
from .exchanging import export_codebook as export_codebook
from .exchanging import import_annotations as import_annotations
from .exchanging import import_codebook as import_codebook
from .exchanging import list_evidence as list_evidence
from .importing import add_codings as add_codings
from .links import add_links as add_links
from .sheets import draft_codings as draft_codings
from .sheets import order_reports as order_reports
from .storing import read_stored_texts as read_stored_texts
from .streaming import parse_files as parse_files
from .study import fill_reports as fill_reports
from .study import read_samples as read_samples
from .study import start_study as start_study
