from analysis.reading.corpus import Corpus, check_corpus, read_corpus
from analysis.tables import describe
