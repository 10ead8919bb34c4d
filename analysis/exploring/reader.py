"""The reader: one text with what was found in it, and the tables beside it."""

from html import escape
from itertools import pairwise
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.exploring.fallback import add_fallback
from analysis.parsing.article import Article, parse_article
from analysis.parsing.tabling import article_tables

STYLE = """<style>
.overheard-text {max-width: 660px; max-height: 640px; overflow-y: auto; line-height: 1.6}
.overheard-text p {margin: 0 0 .6em}
.overheard-text .furniture {color: #767b84; font-style: italic}
.overheard-text .quote {border-radius: 3px; padding: 1px 2px; color: #1f2430; background: #eceff3}
.overheard-text .soldier {background: #cfe5f4}
.overheard-text .mother, .overheard-text .wife, .overheard-text .relative {background: #fbe3b5}
.overheard-text .comrade {background: #cdeee2}
.overheard-text .official, .overheard-text .politician {background: #f3d9e6}
.overheard-text .journalist {background: #e3def2}
.overheard-text .marker {text-decoration: underline wavy #D55E00; text-underline-offset: 3px}
.overheard-text .source {border-bottom: 2px solid #009E73}
.overheard-text .headline {font-weight: 700; font-size: 1.15em}
.overheard-text .subheading {font-weight: 600}
.overheard-tables {max-height: 600px; overflow: auto; font-size: 12px}
</style>"""

LEGEND = (
    '<p><span class="quote soldier">soldier</span> <span class="quote mother">family</span> '
    '<span class="quote comrade">comrade</span> <span class="quote official">official</span> '
    '<span class="quote">others</span> <span class="marker">distance</span> '
    '<span class="source">source</span> <span class="furniture">page furniture</span></p>'
)


def explore_text(text: str | Article) -> "TextReader":
    """Read one text with its quotations, distance, sources and furniture marked.

    Parameters
    ----------
    text
        A text as it was saved, or one that is already parsed.

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
    return TextReader(text if isinstance(text, Article) else parse_article(text))


class TextReader(widgets.HBox):
    """A parsed text beside its tables."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.tables = article_tables(article)
        self._text = widgets.HTML(STYLE + text_html(article))
        pages = [widgets.HTML(_table_html(table)) for table in self.tables.values()]
        titles = [_count(*each) for each in self.tables.items()]
        tabs = widgets.Tab(children=pages, titles=titles, selected_index=1)
        super().__init__([self._text, tabs], layout=widgets.Layout(flex_flow="row wrap"))

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for pages without a kernel the text itself and what was found."""
        words = "Text with " + ", ".join(_count(*each) for each in self.tables.items())
        fallback = {"text/html": STYLE + text_html(self.article), "text/plain": words}
        return add_fallback(super()._repr_mimebundle_(**options), fallback)


def _count(name: str, table: pd.DataFrame) -> str:
    return f"{len(table)} {name}"


def _table_html(table: pd.DataFrame) -> str:
    html = table.to_html(index=False, escape=True, border=0, na_rep="")
    return f'<div class="overheard-tables" tabindex="0">{html}</div>'


def text_html(article: Article) -> str:
    """The text as escaped HTML, every stretch with its offsets and what it is."""
    classes = _classes(article)
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
