"""The word explorer: type a word, read it in its contexts, open the text at a line."""

from functools import lru_cache, partial
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_short
from analysis.collecting.storing import read_stored_texts
from analysis.exploring.cards import explain, list_cards
from analysis.exploring.choices import Control, Option, name_options
from analysis.exploring.shell import Explorer, View
from analysis.exploring.texts.lines import (
    ORDERS,
    PLACES,
    SHOWN,
    TEXTS,
    WordChoices,
    find_lines,
    lines_html,
    mark_of,
    say_lines,
    say_origin,
)
from analysis.exploring.texts.passages import list_passages
from analysis.exploring.texts.reader import TextReader, explore_text
from analysis.measuring.reports import find_reports
from analysis.parsing.article import Article
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts
from analysis.reading.codes import settled_coder
from analysis.reading.corpus import Corpus
from analysis.untrusted import plain_html

STILL = 30
"""Lines that are left on a page without a kernel."""


def explore_words(corpus: Corpus, texts: Texts | None = None, **chosen: Any) -> "WordExplorer":
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
        First choices, as in `WordChoices`: words, place ("both", "digests", "texts", "own",
        "quoted"), order ("date", "after", "before"), marks.

    Returns
    -------
    WordExplorer
        A widget. A click on a line, or Enter, opens the text at that place, or the digest with
        the facts of its report, beside the lines. `.selected()` gives the lines as a frame,
        `.reader` the reader of the text that is open, `.choices` what is chosen.

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
    texts = read_stored_texts(corpus) if texts is None else texts
    texts = parse_texts(texts, packs=corpus.declared.packs)
    return WordExplorer(corpus, texts, chosen)


class WordExplorer(Explorer):
    """Choices around `find_lines`, and what the line that is open is from."""

    call = "analysis.explore_words(corpus)"
    choices: WordChoices

    def __init__(self, corpus: Corpus, texts: ParsedTexts, chosen: dict[str, Any]) -> None:
        self.texts = texts
        # Opening a line asks for the lines again.
        self._lines = lru_cache(maxsize=8)(partial(find_lines, corpus, texts))
        super().__init__(corpus, WordChoices(), chosen)

    @property
    def reader(self) -> TextReader | None:
        """The reader of the full text that is open, at its place; None where none is."""
        line = self._opened(self.choices)
        article = None if line is None else self._article(line.report_id)
        if line is None or article is None:
            return None
        return explore_text(article, mark=_place(line) if line.source == TEXTS else None)

    def selected(self) -> pd.DataFrame:
        """The lines found, one row a line (see `find_lines`)."""
        return self._lines(self.choices.unmarked()).copy()

    def _opened(self, choices: WordChoices) -> Any:
        lines = self._lines(choices.unmarked()).itertuples() if choices.marks else ()
        return next((line for line in lines if mark_of(line) == choices.marks[-1]), None)

    def _article(self, report_id: str) -> Article | None:
        return next(iter(self.texts.keep(self.texts.ids == report_id).articles), None)

    def offer(self, choices: WordChoices) -> list[Control]:
        """The controls; full texts can be looked in where there are some."""
        texts = len(self.texts.articles)
        numbers = {"digests": len(self.corpus.tables["reports"]), "texts": texts}
        places = PLACES if texts else {"digests": PLACES["digests"]}
        return [
            Control("words", "Find", "search", nothing="a word or phrase: winter*, no boots"),
            Control("place", "look in", "pick", tuple(
                Option(place, said, numbers.get(place)) for place, said in places.items()
            )),
            Control("order", "sort by", "segments", name_options(ORDERS)),
        ]  # fmt: skip

    def draw(self, choices: WordChoices) -> View:
        """The lines, the word of all of them below each other."""
        lines = self._lines(choices)
        title, subtitle = say_lines(lines, choices)
        return {
            "title": title,
            "subtitle": subtitle,
            "chart": {
                "kind": "lines",
                "lines": [
                    {
                        "mark": mark_of(line), "name": say_origin(line), "left": line.left,
                        "match": line.match, "right": line.right,
                        "said": f"{line.name}, {say_short(line.published_from, line.published_to)}",
                    }
                    for line in lines.head(SHOWN).itertuples()
                ],
            },
            "about": explain(
                self.corpus.declared, "What this does not show",
                Digests="They are the kit's own words about each report: read them for content. "
                "How an outlet words it stands in full texts only.",
            ),
            "csv": lines.to_csv(index=False),
        }  # fmt: skip

    def read(self, choices: WordChoices) -> View:
        """What the line that is open is from: its report's facts, its text if that is there."""
        line = self._opened(choices)
        if line is None:
            some = len(self._lines(choices.unmarked())) > 0
            heading = "Choose a line to read what it is from" if some else ""
            return {"list": {"heading": heading, "total": 0, "cards": []}}
        in_text, cards = line.source == TEXTS, []
        if self.corpus.reports["report_id"].eq(line.report_id).any():
            facts = find_reports(self.corpus.select([line.report_id]))
            cards = list_cards(self.corpus, facts, coder=settled_coder(self.corpus), shown=1)
            cards[0]["hit"] = None if in_text else _place(line)
        article = self._article(line.report_id)
        mark = _place(line) if in_text else None
        text = None if article is None else list_passages(article, mark=mark)
        listed = {"heading": str(line.name), "total": len(cards), "cards": cards, "text": text}
        return {"list": listed}

    def still(self) -> dict[str, Any]:
        """The first lines as a table, and what they are."""
        said = f"{self.view['title']}. {self.view['subtitle']}"
        table = lines_html(self._lines(self.choices.unmarked()).head(STILL))
        html = f"<p>{escape(said)} Run &gt; Run All Cells wakes the explorer.</p>{table}"
        return {"text/html": plain_html(html), "text/plain": said}


def _place(line: Any) -> tuple[int, int]:
    return int(line.start), int(line.end)
