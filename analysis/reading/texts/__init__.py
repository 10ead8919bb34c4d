"""Any file that holds texts -> documents: the text as it will be stored, and its header's facts."""

from analysis.reading.texts.documents import Document, Fact
from analysis.reading.texts.reading import read_texts
