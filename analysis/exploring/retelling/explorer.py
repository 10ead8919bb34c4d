"""The explorer of one call: its story by steps, its time line, details, and tellings to read.

Where no kernel is, it leaves the cards by step, of one language or all, and their reports.
"""

from typing import Any

import pandas as pd

from analysis.charting.retelling.traces import ON_CARD, chart_trace, describe_trace, draw_steps
from analysis.charting.wording import say_group
from analysis.exploring.choices import Control, Option
from analysis.exploring.retelling.showing import (
    AUTO,
    NOTHING,
    STORY,
    VIEWS,
    CallChoices,
    draw_call,
    fold_of,
    folds,
    lay_out,
    list_chosen,
    list_found,
    list_offered,
    read_call,
    say_menu,
    seek_calls,
    trace_of,
)
from analysis.exploring.shell import Explorer, View
from analysis.exploring.still import MARK, Spec, draw_still, report_rows
from analysis.measuring.retelling.tracing import Trace
from analysis.reading.corpus import Corpus

WIDTH = 860
ALL = "all"
FADED = {
    "opacity": {
        "condition": {"test": "!datum.v || indexof(datum.v, '|' + pick + '|') >= 0", "value": 1},
        "value": 0.25,
    }
}


def still_call(corpus: Corpus, choices: CallChoices, view: dict[str, Any]) -> dict[str, Any]:
    """The still of a view: its steps, of which a menu chooses a language, and a list of reports."""
    trace, steps = trace_of(corpus, choices.call_id), lay_out(corpus, choices)
    told = trace.tellings
    chart = draw_steps(steps, trace, width=WIDTH)
    *back, cards = (_fade(layer) for layer in chart["layer"])
    languages = told["language"].value_counts()
    picks = [(ALL, f"all ({len(told)})")]
    picks += [(str(each), f"{say_group(each)} ({number})") for each, number in languages.items()]
    groups = [
        (report, number) for number, node in enumerate(steps.nodes) for report in node.reports
    ]
    values = {row.report_id: [ALL, row.language] for row in told.itertuples()}
    return draw_still(
        view | {"more": [describe_trace(trace)]},
        ("Language", picks),
        chart | {"layer": [*back, cards | {"params": [ON_CARD, MARK]}]},
        chart.pop("datasets") | {"reports": report_rows(told, values, groups)},
    )


def _fade(layer: Spec) -> Spec:
    """A layer whose cards are pale where none of the language chosen is in them."""
    faded = {} if "strokeDash" in layer["encoding"] else FADED
    return layer | {"encoding": layer["encoding"] | faded}


FOLDINGS = (
    Option(AUTO, "language if many"),
    Option(NOTHING, "nothing"),
    Option("language", "language"),
    Option("outlet_kind", "kind of outlet"),
    Option("outlet", "outlet"),
)


def explore_call(
    corpus: Corpus, call_id: str | None = None, *, find: str = "", **chosen: Any
) -> "CallExplorer":
    """Explore how a call travelled: who told it, when, on whose word, and what changed.

    Parameters
    ----------
    corpus
        Reports to explore.
    call_id
        The call shown first; without it, the one that is told most.
    find
        Words of a call or an outlet: the most told call that has them is shown first. Of more than
        300 calls the menu lists only the most told, or the most told of those that have the words,
        which are typed beside it then.
    **chosen
        First choices, as in `CallChoices`: view ("story"), fold_by, unfolded, marks.

    Returns
    -------
    CallExplorer
        A widget. A menu finds a call by its words; the pointer or the focus on a card lights the
        way to it; a click, or Enter, lists its report with those of its sources. `.selected()`
        gives the tellings that are listed as a frame; `.trace` is the call (see `trace_call`),
        `.chart` its chart, `.choices` what is chosen.

    Raises
    ------
    KeyError
        There is no such call; the message names those most like it.
    ValueError
        Another first choice is none of those that there are, or the corpus tells no call.

    Examples
    --------
    >>> import analysis
    >>> explorer = analysis.explore_call(analysis.read_corpus(), "ivanivka-forest-2023-10")
    >>> explorer.selected()["name"].tolist()[-1], len(explorer.trace.edges)
    ('watson', 16)
    """
    if not seek_calls(corpus).number:
        found = "no report of this corpus tells a call that is on its list of calls"
        raise ValueError(corpus.declared.noun.say(found))
    if call_id is None:
        call_id = list_found(corpus, find)["call_id"].iloc[0]
    words = {"find": find} if say_menu(corpus, find) else {}
    return CallExplorer(corpus, chosen | words | {"call_id": call_id})


class CallExplorer(Explorer):
    """Choices around `draw_call` and `read_call`."""

    call = "analysis.explore_call(corpus)"
    choices: CallChoices

    def __init__(self, corpus: Corpus, chosen: dict[str, Any]) -> None:
        trace_of(corpus, chosen["call_id"])
        first = seek_calls(corpus).calls["call_id"].iloc[0]
        super().__init__(corpus, CallChoices(call_id=first), chosen)

    @property
    def trace(self) -> Trace:
        """The call shown, its tellings, its edges and its details (see `trace_call`)."""
        return trace_of(self.corpus, self.choices.call_id)

    @property
    def table(self) -> pd.DataFrame:
        """The details that its tellings have differently (see `trace_call`)."""
        return self.trace.details

    @property
    def chart(self) -> Any:
        """An Altair chart of the call by steps, to show alone or to save."""
        return chart_trace(self.trace, fold=fold_of(self.corpus, self.choices))

    def selected(self) -> pd.DataFrame:
        """The tellings that are listed: one row a report, with the columns of the trace."""
        return list_chosen(self.corpus, self.choices).copy()

    def draw(self, choices: CallChoices) -> View:
        """The call by steps, in time, or by its details."""
        return draw_call(self.corpus, choices)

    def read(self, choices: CallChoices) -> View:
        """The tellings that are marked, each with its sources."""
        return {"list": read_call(self.corpus, choices)}

    def still(self) -> dict[str, Any]:
        """The story as a chart for where no kernel is."""
        return still_call(self.corpus, self.choices, self.view)

    def _follow(self, change: dict[str, Any]) -> None:
        new, now = change["new"], self.choices
        if new.get("find", "") not in ("", now.find) and new.get("call_id") == now.call_id:
            found = seek_calls(self.corpus, new["find"]).calls["call_id"]
            new = new | {"call_id": next(iter(found), now.call_id)}
        # What was chosen of one call is nothing of another.
        if new.get("call_id") != now.call_id:
            new = new | {"marks": [], "unfolded": []}
        super()._follow(change | {"new": new})

    def offer(self, choices: CallChoices) -> list[Control]:
        """The controls; what folds is asked only where something does."""
        calls = tuple(
            Option(
                row.call_id, f"{row.title}{' (batch)' if row.kind == 'batch' else ''}",
                int(row.tellings), words=row.words,
            )
            for row in list_offered(self.corpus, choices.find, choices.call_id).itertuples()
        )  # fmt: skip
        controls = [Control("call_id", self.noun.say("Call"), "pick", calls)]
        if listed := self.noun.say(say_menu(self.corpus, choices.find)):
            controls.append(Control("find", listed, "search", nothing="an id or words"))
        views = tuple(Option(each, each) for each in VIEWS)
        controls.append(Control("view", "as", "segments", views))
        if choices.view == STORY and folds(trace_of(self.corpus, choices.call_id)):
            controls.append(Control("fold_by", "fold by", "pick", FOLDINGS))
        return controls
