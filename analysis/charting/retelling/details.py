"""What the tellings of one call keep and what they change, detail by detail."""

import math
import textwrap
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PURPLE,
    YELLOW,
    finish,
    records,
)
from analysis.charting.wording import CHANGES, say_number

COLOURS = (GREEN, GREEN, BLUE, ORANGE, YELLOW, PURPLE, PALE, PALE)
"""Of the `CHANGES`, in their order."""

CELLS_WIDTH, NARROW, WIDE = 640, 118, 210
LETTER, LINE, ROOM = 6.1, 14, 12
"""Pixels: width of a letter, height of a line, and what a cell has around its text."""
MOST_LINES = 3
NAME_WIDTH, NAME_LENGTH = 190, 32


def chart_tellings(table: pd.DataFrame) -> alt.TopLevelMixin:
    """Chart the details of a trace: details across, tellings down, readings as words.

    Parameters
    ----------
    table
        The `details` of what `trace_call` gives.

    Returns
    -------
    Chart
        A cell a detail and telling: its reading, cut where it is long, with a sign and a colour
        for what the telling did with the detail. Many details stand in several blocks.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus()
    >>> trace = analysis.trace_call(corpus, "commander-shot-leg-2022-05")
    >>> chart = analysis.chart_tellings(trace.details)
    >>> chart.to_dict()["title"]["text"][:3]
    '10 '
    """
    details = table[["aspect", "detail"]].drop_duplicates()
    reports = table.drop_duplicates("report_id")
    most = max(1, CELLS_WIDTH // NARROW)
    blocks = max(1, math.ceil(len(details) / most))
    columns = max(1, math.ceil(len(details) / blocks))
    panels = [
        _panel(table, details.iloc[first : first + columns], columns)
        for first in range(0, blocks * columns, columns)
    ]
    chart = finish(
        alt.vconcat(*panels, spacing=24),
        title=f"{say_number(len(reports), 'telling')}, {say_number(len(details), 'detail')} that "
        "differ",
        subtitle=[
            "Kept or changed: against the report named as source, where it is known; else against "
            "the first that is known.",
            "The first that is known is the first that was found, not the measure of the others. "
            "Long readings are cut.",
        ],
        description=describe_tellings(table),
    )
    chart.title.frame = "bounds"
    return chart


def _panel(table: pd.DataFrame, details: pd.DataFrame, columns: int) -> Any:
    """Some details side by side, a row a telling."""
    width = max(NARROW, min(WIDE, CELLS_WIDTH // columns))
    cells = _cells(table, details, width)
    height = float(cells["bottom"].max()) if len(cells) else LINE
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[0, height], reverse=True, nice=False))
    x = alt.X("column:Q", axis=None, scale=alt.Scale(domain=[0, columns], nice=False))
    base = alt.Chart(alt.Data(values=records(cells))).encode(x=x, y=y, tooltip=TOOLTIP)
    return alt.layer(
        *_cell_layers(base),
        _name_layer(cells).encode(x=alt.value(0), y=y),
        _head_layer(details, width).encode(x=x, y=alt.value(0)),
    ).properties(width=width * columns, height=height)


def _cell_layers(base: alt.Chart) -> list[alt.Chart]:
    """The colour of what became of a detail, its sign, and the reading."""
    fill = alt.Color(
        "words:N", title=None,
        scale=alt.Scale(domain=list(CHANGES.values()), range=list(COLOURS)),
        legend=alt.Legend(columns=4, symbolType="square", symbolOpacity=1),
    )  # fmt: skip
    rects = base.mark_rect(opacity=0.3, stroke="white", strokeWidth=2)
    text = base.mark_text(
        align="left", baseline="top", dx=18, dy=6, fontSize=11, lineBreak="\n", lineHeight=LINE,
        color=INK,
    )  # fmt: skip
    signs = base.mark_text(align="left", baseline="top", dx=6, dy=6, fontSize=12, fontWeight=700)
    return [
        rects.encode(x2="right:Q", y2="bottom:Q", fill=fill),
        text.encode(text="cut:N"),
        signs.encode(text="sign:N", color=alt.value(INK)),
    ]


def _name_layer(cells: pd.DataFrame) -> alt.Chart:
    """Who tells, left of each row."""
    names = cells.drop_duplicates("report_id")[["name", "top"]]
    cut = [textwrap.shorten(each, NAME_LENGTH, placeholder="…") for each in names["name"]]
    labels = alt.Chart(alt.Data(values=records(names.assign(label=cut))))
    return labels.mark_text(
        align="right", baseline="top", dx=-8, dy=6, fontSize=12, limit=NAME_WIDTH, color=INK
    ).encode(text="label:N")


def _head_layer(details: pd.DataFrame, width: int) -> alt.Chart:
    """What the details are, above the columns."""
    words = [_wrap(f"{each.aspect}: {each.detail}", width) for each in details.itertuples()]
    lines = max((each.count("\n") for each in words), default=0) + 1
    heads = pd.DataFrame({"column": range(len(words)), "words": words})
    return (
        alt.Chart(alt.Data(values=records(heads)))
        .mark_text(
            align="left", baseline="top", dx=6, dy=-LINE * lines - 4, fontSize=11, color=GREY,
            lineBreak="\n", lineHeight=LINE, fontWeight=600,
        )
        .encode(text="words:N")
    )  # fmt: skip


TOOLTIP = [
    alt.Tooltip("name:N", title="telling"), alt.Tooltip("aspect:N"), alt.Tooltip("detail:N"),
    alt.Tooltip("reading:N"), alt.Tooltip("earliest_reading:N", title="earliest telling"),
    alt.Tooltip("source_reading:N", title="its source"), alt.Tooltip("words:N", title="so it is"),
]  # fmt: skip


def _cells(table: pd.DataFrame, details: pd.DataFrame, width: int) -> pd.DataFrame:
    """One row a cell: its words, its column, and its top and bottom in pixels."""
    places = details.assign(column=range(len(details)))
    cells = table.merge(places, on=["aspect", "detail"])
    words = [CHANGES[change] for change in cells["change"]]
    cells["words"] = pd.Series(words, index=cells.index, dtype="str")
    cells["sign"] = cells["words"].str[0]
    cut = [_wrap(reading, width - LETTER * 3) for reading in cells["reading"]]
    cells["cut"] = pd.Series(cut, index=cells.index, dtype="str")
    lines = cells["cut"].str.count("\n").groupby(cells["report_id"]).max() + 1
    told = table["report_id"].drop_duplicates()
    # Of no details, what is mapped are texts.
    height = pd.to_numeric(told.map(lines)).fillna(1) * LINE + ROOM
    ends = pd.Series(height.cumsum().to_numpy(), index=told)
    cells["bottom"], high = (pd.to_numeric(cells["report_id"].map(each)) for each in (ends, lines))
    cells["top"] = cells["bottom"] - high * LINE - ROOM
    cells["right"] = cells["column"] + 1
    return cells.drop(columns=["published_from", "published_to"])


def _wrap(words: object, width: float) -> str:
    """Words in lines that fit a cell; what does not fit is cut."""
    if pd.isna(words):
        return ""
    letters = max(8, int((width - ROOM) / LETTER))
    return "\n".join(textwrap.wrap(str(words), letters, max_lines=MOST_LINES, placeholder="…"))


def describe_tellings(table: pd.DataFrame) -> str:
    """The matrix in words: for each detail the readings, and who has which."""
    sentences = [
        f"Matrix of {table['report_id'].nunique()} tellings and "
        f"{len(table[['aspect', 'detail']].drop_duplicates())} details."
    ]
    for (aspect, detail), rows in table.groupby(["aspect", "detail"], sort=False):
        counts = rows["change"].value_counts()
        said = ", ".join(f"{counts[each]} {each}" for each in CHANGES if each in counts)
        earliest = rows["earliest_reading"].dropna()
        first = f"; earliest known reading: {earliest.iloc[0]}" if len(earliest) else ""
        sentences.append(f"{aspect}, {detail}: {said}{first}.")
    return " ".join(sentences)
