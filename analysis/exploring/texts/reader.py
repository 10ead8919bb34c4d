"""The reader: one text with what was found in it, and the tables beside it."""

from html import escape
from itertools import pairwise
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.exploring.fallback import add_fallback
from analysis.exploring.styles import READER, dress
from analysis.parsing.article import Article, parse_article
from analysis.parsing.tabling import article_tables
from analysis.untrusted import plain_html

LEGEND = (
    '<p><span class="quote soldier">soldier</span> <span class="quote mother">family</span> '
    '<span class="quote comrade">comrade</span> <span class="quote official">official</span> '
    '<span class="quote">others</span> <span class="marker">distance</span> '
    '<span class="source">source</span> <span class="furniture">page furniture</span></p>'
)


def explore_text(text: str | Article, *, mark: tuple[int, int] | None = None) -> "TextReader":
    """Read one text with its quotations, distance, sources and furniture marked.

    Parameters
    ----------
    text
        A text as it was saved, or one that is already parsed.
    mark
        Start and end of a stretch to mark, such as a line of `find_words`.

    Returns
    -------
    TextReader
        A widget: the text, with offsets on hover, and the tables beside it. `.tables` holds them
        as frames, `.article` what was parsed.

    Examples
    --------
    >>> reader = explore_text("“It rains,” the soldier said.")
    >>> reader.tables["quotes"]["role"].tolist()
    ['soldier']
    """
    return TextReader(text if isinstance(text, Article) else parse_article(text), mark=mark)


class TextReader(widgets.HBox):
    """A parsed text beside its tables."""

    def __init__(self, article: Article, *, mark: tuple[int, int] | None = None) -> None:
        self.article = article
        self.tables = article_tables(article)
        self.still = dress(READER, text_html(article, mark=mark))
        self._text = widgets.HTML(self.still)
        pages = [widgets.HTML(_table_html(table)) for table in self.tables.values()]
        titles = [_count(*each) for each in self.tables.items()]
        tabs = widgets.Tab(children=pages, titles=titles, selected_index=1)
        super().__init__([self._text, tabs], layout=widgets.Layout(flex_flow="row wrap"))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for pages without a kernel the text itself and what was found."""
        words = "Text with " + ", ".join(_count(*each) for each in self.tables.items())
        fallback = {"text/html": self.still, "text/plain": words}
        return add_fallback(super()._repr_mimebundle_(**options), fallback)


def _count(name: str, table: pd.DataFrame) -> str:
    return f"{len(table)} {name}"


def _table_html(table: pd.DataFrame) -> str:
    html = table.to_html(index=False, escape=True, border=0, na_rep="")
    return plain_html(f'<div class="overheard-tables" tabindex="0">{html}</div>')


def text_html(article: Article, *, mark: tuple[int, int] | None = None) -> str:
    """The text as escaped HTML, every stretch with its offsets and what it is."""
    classes = _classes(article) + ([(*mark, "hit")] if mark else [])
    paragraphs = []
    for paragraph in article.paragraphs:
        kind = "furniture" if paragraph.furniture else paragraph.kind
        inner = _stretches(article.text, paragraph.start, paragraph.end, classes)
        paragraphs.append(f'<p class="{escape(kind)}">{inner}</p>')
    body = "".join(paragraphs)
    return f'<div class="overheard-text" tabindex="0" aria-label="The text">{LEGEND}{body}</div>'


def _classes(article: Article) -> list[tuple[int, int, str]]:
    quotes = [(each.start, each.end, f"quote {each.role}") for each in article.quotes]
    turns = [(each.start, each.end, f"quote {each.role}") for each in article.turns]
    markers = [(each.start, each.end, "marker") for each in article.markers]
    sources = [(each.start, each.end, "source") for each in article.sources]
    return [*turns, *quotes, *markers, *sources]


def _stretches(text: str, start: int, end: int, classes: list[tuple[int, int, str]]) -> str:
    """The stretch between two offsets, cut wherever a mark begins or ends."""
    inside = [(max(a, start), min(b, end), name) for a, b, name in classes if a < end and b > start]
    cuts = sorted({start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
    html = []
    for here, there in pairwise(cuts):
        names = " ".join(name for a, b, name in inside if a <= here and there <= b)
        words = escape(text[here:there])
        title = f"{here} to {there}" + (f": {names}" if names else "")
        html.append(f'<span class="{escape(names)}" title="{escape(title)}">{words}</span>')
    return "".join(html)
