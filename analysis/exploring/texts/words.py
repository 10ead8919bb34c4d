"""The word explorer: type a word, read it in its contexts, open the text at a line."""

from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.collecting.storing import read_stored_texts
from analysis.exploring.controls import Controls, choose_one
from analysis.exploring.explorer import Keys, add_fallback
from analysis.exploring.listing import list_html
from analysis.exploring.styles import LINES, dress
from analysis.exploring.texts.linelist import NONE, LineList
from analysis.exploring.texts.lines import (
    ORDERS,
    PLACES,
    SHOWN,
    TEXTS,
    WordView,
    find_lines,
    lines_html,
    report_of,
    say_line,
    say_lines,
    say_origin,
)
from analysis.exploring.texts.reader import TextReader, explore_text
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts
from analysis.reading.corpus import Corpus

STILL = 30
"""Lines that are left on a page without a kernel."""


def explore_words(corpus: Corpus, texts: Texts | None = None, **chosen: str) -> "WordExplorer":
    """Explore the contexts of a word in the digests and in full texts.

    Parameters
    ----------
    corpus
        Its digests are looked through. They are the kit's own words: read them for content, not
        for wording.
    texts
        Full texts, one row a text; the first column is the key, `text` the text; or texts that
        `parse_texts` has parsed. By default the stored ones of the corpus.
    **chosen
        First choices, as in `WordView`: words, place ("both", "digests", "texts", "own",
        "quoted"), order ("date", "after", "before").

    Returns
    -------
    WordExplorer
        A widget. A click on a line, or Enter, opens the text at that place, or the digest with
        the facts of its report. `.selected()` gives the lines as a frame, `.reader` the reader
        that is open, `.view` the choices.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_words(analysis.read_corpus(), words="winter*")
    >>> explorer.selected()[["source", "match"]]
       source   match
    0  digest  Winter
    1  digest  winter
    2  digest  winter
    3  digest  winter
    4  digest  winter
    """
    texts = parse_texts(read_stored_texts(corpus) if texts is None else texts)
    return WordExplorer(corpus, texts, chosen)


class WordExplorer(widgets.VBox):
    """A search box, lines and what a line opens, around `find_lines`; holds only a `WordView`."""

    def __init__(self, corpus: Corpus, texts: ParsedTexts, chosen: dict[str, str]) -> None:
        self.corpus = corpus
        self.texts = texts
        self.reader: TextReader | None = None
        self._controls = WordControls(len(corpus.reports), len(texts.articles), chosen)
        self._heading = widgets.HTML()
        self._lines = LineList()
        self._opened = widgets.VBox()
        parts = [self._controls.box, self._heading, self._lines, self._opened, Keys()]
        super().__init__(parts)
        self._controls.observe(self._search)
        self._lines.observe(self._open, "opened")
        self._search()

    def selected(self) -> pd.DataFrame:
        """The lines found, one row a line (see `find_lines`)."""
        return self._found.copy()

    def _search(self, _: object = None) -> None:
        self.view = self._controls.view()
        self._found = find_lines(self.corpus, self.texts, self.view)
        self._heading.value = f"<p>{escape(say_lines(self._found, self.view))}</p>"
        self._lines.opened = NONE
        self._lines.lines = [
            {name: getattr(line, name) for name in ("left", "match", "right")}
            | {"name": say_origin(line), "title": say_line(line)}
            for line in self._found.head(SHOWN).itertuples()
        ]

    def _open(self, change: dict[str, Any]) -> None:
        before = self._opened.children
        self.reader = None
        if change["new"] == NONE:
            self._opened.children = ()
        else:
            line = self._found.iloc[change["new"]]
            self._opened.children = tuple(self._show(line))
        for each in before:
            each.close()

    def _show(self, line: pd.Series) -> list[widgets.Widget]:
        """The report's facts with its digest where there are some, and the text if it is there."""
        place = (int(line["start"]), int(line["end"]))
        shown: list[widgets.Widget] = []
        in_text = line["source"] == TEXTS
        if line["report_id"] in set(self.corpus.tables["reports"]["report_id"]):
            facts = report_of(self.corpus, line["report_id"])
            html = list_html(facts, line["report_id"], mark=None if in_text else place)
            shown.append(widgets.HTML(html))
        of_line = self.texts.keep(self.texts.ids == line["report_id"])
        for article in of_line.articles[:1]:
            self.reader = explore_text(article, mark=place if in_text else None)
            shown.append(self.reader)
        return shown

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and for pages without a kernel its first lines."""
        said = say_lines(self._found, self.view)
        html = dress(LINES, f"<p>{escape(said)}</p>{lines_html(self._found.head(STILL))}")
        fallback = {"text/html": html, "text/plain": said}
        return add_fallback(super()._repr_mimebundle_(**options), fallback)


class WordControls(Controls):
    """A search box and two choices; `view()` reads them."""

    def __init__(self, digests: int, texts: int, chosen: dict[str, str]) -> None:
        numbers = {"digests": digests, "texts": texts}
        places = PLACES if texts else {"digests": PLACES["digests"]}
        choices = {
            "words": widgets.Text(
                description="Find", placeholder="a word or phrase: winter*, no boots",
                continuous_update=False, style={"description_width": "52px"},
                layout=widgets.Layout(width="auto"),
            ),
            "place": choose_one("Look in", [
                (f"{said} ({numbers[place]})" if place in numbers else said, place)
                for place, said in places.items()
            ]),
            "order": choose_one("Sort", [(said, order) for order, said in ORDERS.items()]),
        }  # fmt: skip
        box = widgets.GridBox(
            list(choices.values()),
            layout=widgets.Layout(
                grid_template_columns="repeat(auto-fit, minmax(240px, 1fr))",
                grid_gap="4px 14px", width="100%", max_width="880px",
            ),
        )  # fmt: skip
        super().__init__(choices, box, chosen)

    def view(self) -> WordView:
        """The choices as they are set now."""
        return WordView(**{name: widget.value for name, widget in self.widgets.items()})
