"""The story of a call where no kernel is: cards by step, one language or all, and their reports."""

from typing import Any

from analysis.charting.retelling.traces import ON_CARD, describe_trace, draw_steps
from analysis.charting.wording import say_group
from analysis.exploring.retelling.showing import CallChoices, lay_out, trace_of
from analysis.exploring.still import MARK, Spec, draw_still, report_rows
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
