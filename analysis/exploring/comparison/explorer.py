"""The explorer of groups: choose what to compare, see how sure it is, read the reports behind."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from analysis.charting.wording import UNIT_NAMES, say_group, say_variable
from analysis.exploring.cards import HUES, coder_options
from analysis.exploring.choices import Control, Option, name_options, settle
from analysis.exploring.comparison.showing import (
    ALL_REPORTS,
    FIRST_VALUES,
    SAME_CALLS,
    STANDARDISED,
    GroupChoices,
    compare,
    draw_groups,
    list_reports,
    measure,
    read_groups,
)
from analysis.exploring.comparison.still import still_groups
from analysis.exploring.shell import Explorer, View
from analysis.measuring.agreement import find_alphas
from analysis.measuring.comparison.grouping import GROUPINGS, group_reports
from analysis.measuring.comparison.shared_calls import list_shared_calls
from analysis.measuring.reliability import reliability_of
from analysis.measuring.reports import NOT_KNOWN, detail_reports
from analysis.measuring.variables import given_variables
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus

MODES = {ALL_REPORTS: "all reports", SAME_CALLS: "same calls only", STANDARDISED: "standardised"}
OVER = {"quarter": "quarters", "call": "calls"}


def explore_groups(corpus: Corpus, **chosen: Any) -> "GroupExplorer":
    """Explore how groups of reports differ: outlets, languages, originals and translations, times.

    Parameters
    ----------
    corpus
        Reports to explore.
    **chosen
        First choices, as in `GroupChoices`: mode ("all", "same", "standardised"), by
        ("outlet_kind"), variable ("theme"), groups, values, unit, coder, pair, over, poor, marks.

    Returns
    -------
    GroupExplorer
        A widget. Its buttons and chips choose what is compared; the title and the sentences under
        the chart say what can be told from chance; a click on a dot, or Enter, lists the reports
        behind it beside the chart. `.selected()` gives them as a frame, `.table` is the table
        drawn, `.chart` the chart, `.choices` what is chosen.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_groups(analysis.read_corpus(), groups=["newspaper", "tabloid"])
    >>> explorer.table["group"].unique().tolist(), len(explorer.selected())
    (['newspaper', 'tabloid'], 170)
    """
    corpus = corpus.in_numbers
    corpus.tables["wording"]  # read now, so that the first choice of it is as quick as the others
    return GroupExplorer(corpus, **chosen)


class GroupExplorer(Explorer):
    """Choices around `draw_groups` and `read_groups`."""

    call = "analysis.explore_groups(corpus)"
    choices: GroupChoices

    def __init__(self, corpus: Corpus, **chosen: Any) -> None:
        # A study that is not coded yet opens with what it has.
        known = given_variables(corpus)
        leading = corpus.codebook.leading
        variable = leading if leading in known else known[0]
        super().__init__(corpus, GroupChoices(variable=variable), chosen)

    @property
    def table(self) -> pd.DataFrame:
        """The table that is drawn (see `compare_groups`)."""
        return compare(self.corpus, self.choices)

    @property
    def chart(self) -> Any:
        """An Altair chart of the choices, to show alone or to save."""
        from analysis.charting.estimates import chart_estimates

        return chart_estimates(self.table, poor=self.choices.poor)

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        found = list_reports(self.corpus, self.choices, self.table)
        return detail_reports(self.corpus, found)

    def draw(self, choices: GroupChoices) -> View:
        """How much each group has of the values, and what can be said of it."""
        return draw_groups(self.corpus, choices)

    def read(self, choices: GroupChoices) -> View:
        """The reports behind the marks."""
        return {"list": read_groups(self.corpus, choices)}

    def still(self) -> dict[str, Any]:
        """The view as a chart for where no kernel is: one value at a time."""
        return still_groups(self.corpus, self.choices, self.view)

    def settle(self, choices: GroupChoices, controls: list[Control]) -> GroupChoices:
        """As far as they are offered, marks too; where no value is left, the first six."""
        kept = settle(choices, controls)
        values = next(each for each in controls if each.name == "values").values()
        groups = {option.value for option in group_options(self.corpus, kept.by)}
        marks = [
            (group, value)
            for group, value in kept.marks
            if value in values and (group is None or group in groups)
        ]
        return kept.change({"values": kept.values or values[:FIRST_VALUES], "marks": marks})

    def offer(self, choices: GroupChoices) -> list[Control]:
        """The controls: groups follow the grouping, values the variable, the rest the mode."""
        corpus, mode = self.corpus, choices.mode
        known = given_variables(corpus)
        variable = choices.variable if choices.variable in known else known[0]
        by = choices.by if choices.by in GROUPINGS else "outlet_kind"
        coded = variable in corpus.codebook.variables
        coders = coder_views(corpus)
        coder = choices.coder if choices.coder in coders else next(iter(coders), "")
        amounts = measure(corpus, variable, coder)
        values = enumerate(zip(amounts.values, amounts.titles, strict=True))
        named = map(say_variable, known)
        pairs = pair_options(corpus, by) if mode == SAME_CALLS else ()
        offered = [
            Control(
                "values", "Values", "chips",
                tuple(Option(*each, hue=place % HUES) for place, each in values),
            ),
            Control("variable", "what", "pick", tuple(map(Option, known, named))),
            Control("by", "by", "pick", name_options(GROUPINGS)),
            Control("mode", "compare", "segments", name_options(MODES, self.noun)),
            Control("groups", "groups", "menu", group_options(corpus, by)),
            Control("pair", "pair", "pick", pairs, nothing="none"),
            Control("over", "like", "segments", name_options(OVER, self.noun)),
            Control("unit", "count", "segments", name_options(UNIT_NAMES, self.noun)),
            Control("coder", "codes", "pick", coder_options(corpus)),
            Control("poor", "values with poor agreement", "switch"),
        ]  # fmt: skip
        hidden = {
            "groups": mode == SAME_CALLS, "pair": mode != SAME_CALLS, "over": mode != STANDARDISED,
            "unit": mode != ALL_REPORTS, "coder": not coded,
            "poor": not (choices.poor or has_poor(corpus, variable)),
        }  # fmt: skip
        return [control for control in offered if not hidden.get(control.name)]


@lru_cache(maxsize=32)
def group_options(corpus: Corpus, by: str) -> tuple[Option, ...]:
    """The groups, the largest first, with the number of their reports; unknown ones last."""
    members = group_reports(corpus, by)
    known = members["group"].cat
    held = np.bincount(known.codes, members["weight"], len(known.categories))
    counts = pd.Series(held, known.categories)[held > 0]
    counts = counts.sort_values(ascending=False, kind="stable")
    named = [Option(group, say_group(group), round(count)) for group, count in counts.items()]
    return tuple(sorted(named, key=lambda option: option.value == NOT_KNOWN))


@lru_cache(maxsize=32)
def pair_options(corpus: Corpus, by: str) -> tuple[Option, ...]:
    """The pairs of groups that told the same calls, most calls first."""
    shared = list_shared_calls(corpus, by)
    return tuple(
        Option(
            (row.group, row.other), f"{say_group(row.group)} and {say_group(row.other)}", row.calls
        )
        for row in shared.itertuples()
    )


@lru_cache(maxsize=32)
def has_poor(corpus: Corpus, variable: str) -> bool:
    """Whether coders hardly agree on a value, so that it is shown on demand only."""
    if variable not in corpus.codebook.variables:
        return False
    alphas = find_alphas(corpus.origin or corpus, variable)
    return "poor" in {reliability_of(alpha) for alpha in alphas.dropna()}
