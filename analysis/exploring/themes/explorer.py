"""The theme explorer: choose, see shares with their uncertainty, read the reports behind them."""

from typing import Any

import pandas as pd

from analysis.charting.wording import UNIT_NAMES, say_variable
from analysis.exploring.cards import coder_options, hues
from analysis.exploring.choices import Control, Option, count_options, name_options, settle
from analysis.exploring.shell import Explorer, View
from analysis.exploring.themes.showing import (
    ThemeChoices,
    chart_themes,
    draw_themes,
    list_reports,
    offers_weeks,
    read_themes,
)
from analysis.exploring.themes.still import still_themes
from analysis.measuring.reports import detail_reports
from analysis.reading.corpus import Corpus

PERIODS = ("week", "month", "quarter", "year")
FIRST_THEMES = 6
WEEKS = "In most weeks there are fewer than five reports: dots without a trend."


def explore_themes(corpus: Corpus, **chosen: Any) -> "ThemeExplorer":
    """Explore how often themes were reported over time.

    Parameters
    ----------
    corpus
        Reports to explore.
    **chosen
        First choices, as in `ThemeChoices`: themes, every ("quarter"), unit, coder, outlet_kinds,
        languages, start, end, marks.

    Returns
    -------
    ThemeExplorer
        A widget. Its chips and buttons choose what is shown; a drag over the months below chooses
        a time; a click on a dot, or Enter, lists its reports beside the chart. `.selected()` gives
        them as a frame; `.chart` is the chart, `.choices` what is chosen.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_themes(analysis.read_corpus(), themes=["losses"])
    >>> len(explorer.selected())
    651
    """
    return ThemeExplorer(corpus.in_numbers, **chosen)


class ThemeExplorer(Explorer):
    """Choices around `draw_themes` and `read_themes`."""

    call = "analysis.explore_themes(corpus)"
    choices: ThemeChoices

    def __init__(self, corpus: Corpus, **chosen: Any) -> None:
        themes = tuple(corpus.codebook.values(corpus.codebook.leading)[:FIRST_THEMES])
        super().__init__(corpus, ThemeChoices(themes=themes), chosen)

    @property
    def chart(self) -> Any:
        """An Altair chart of the choices, to show alone or to save."""
        return chart_themes(self.corpus, self.choices)

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        return detail_reports(self.corpus, list_reports(self.corpus, self.choices))

    def draw(self, choices: ThemeChoices) -> View:
        """Shares over time, and the months below."""
        return draw_themes(self.corpus, choices)

    def read(self, choices: ThemeChoices) -> View:
        """The reports behind the marks."""
        return {"list": read_themes(self.corpus, choices)}

    def settle(self, choices: ThemeChoices, controls: list[Control]) -> ThemeChoices:
        """As far as they are offered; marks are of themes that are shown."""
        kept = settle(choices, controls)
        return kept.change({"marks": [mark for mark in kept.marks if mark[0] in kept.themes]})

    def still(self) -> dict[str, Any]:
        """The view as a chart for where no kernel is: one theme at a time."""
        return still_themes(self.corpus, self.choices, self.view)

    def offer(self, choices: ThemeChoices) -> list[Control]:
        """The controls; weeks are offered where there are reports enough."""
        corpus, leading = self.corpus, self.corpus.codebook.leading
        colours = hues(corpus, leading)
        themes = tuple(
            Option(value, title, hue=colours[value])
            for value, title in corpus.codebook.titles(leading).items()
        )
        weeks = "" if offers_weeks(corpus) else WEEKS
        periods = tuple(Option(each, each, why=weeks if each == "week" else "") for each in PERIODS)
        return [
            Control("themes", say_variable(leading), "chips", themes, nothing="none"),
            Control("unit", "count", "segments", name_options(UNIT_NAMES, self.noun)),
            Control("every", "by", "segments", periods),
            Control("outlet_kinds", "outlets", "menu", count_options(corpus, "outlet_kind")),
            Control("languages", "languages", "menu", count_options(corpus, "language")),
            Control("coder", "codes", "pick", coder_options(corpus)),
        ]
