"""What a reader does in an explorer, as the browser tells it to the kernel."""

import pandas as pd
from altair.utils.selection import IntervalSelection, PointSelection


def choose(explorer, **chosen):
    """Set controls, as a reader does."""
    for name, value in chosen.items():
        explorer._controls.widgets[name].value = value


def click(explorer, *points, name="mark"):
    """What the browser sends when marks are clicked; no point: all are let go."""
    _send(explorer, name, PointSelection(name=name, value=list(points), store=[]))


def drag(explorer, first=None, last=None, field="period"):
    """What the browser sends when a span of time is brushed; without days: it is let go."""
    value = {field: [milliseconds(first), milliseconds(last)]} if first else {}
    _send(explorer, "span", IntervalSelection(name="span", value=value, store=[]))


def _send(explorer, name, selection):
    explorer._canvas.selections._set_value(name, selection)


def milliseconds(day):
    return pd.Timestamp(day, tz="UTC").timestamp() * 1_000


def ids(explorer):
    return explorer.selected()["report_id"].tolist()


def listed(explorer):
    return explorer._list.value
