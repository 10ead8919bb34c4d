"""Who speaks in texts: the share of what is said that each role says."""

from functools import partial

import altair as alt
import pandas as pd

from analysis.charting.forest import whiskers, write_beside
from analysis.charting.style import BLUE, GREY, INK, finish, records
from analysis.charting.wording import say_number, say_share

ROLES = {"unknown": "nobody named", "several": "several together"}
"""Roles that need other words in a chart."""


def chart_speakers(speakers: pd.DataFrame) -> alt.LayerChart:
    """Draw whose words are quoted or spoken, a row a role.

    Parameters
    ----------
    speakers
        From `count_speakers`.

    Returns
    -------
    LayerChart
        Shares of all words said with their 95 % intervals, the largest first; beside each the
        words and quotations. Hollow where fewer than five texts are counted.

    Examples
    --------
    >>> import analysis
    >>> texts = analysis.collecting.read_samples()
    >>> chart = chart_speakers(analysis.count_speakers(texts))
    >>> chart.to_dict()["title"]["text"]
    'Soldiers say 69 % of what is quoted or spoken'
    """
    data = speakers.assign(
        who=[ROLES.get(role, role.replace("_", " ")) for role in speakers["role"]],
        counted=[
            f"{words:,} words, {say_number(texts, 'text')}"
            for words, texts in zip(speakers["words"], speakers["texts"], strict=True)
        ],
        shaky=False,
    )
    base = alt.Chart(alt.Data(values=records(data))).encode(
        y=alt.Y("who:N", sort=None, title=None, axis=alt.Axis(labelColor=INK, ticks=False)),
        tooltip=["who:N", alt.Tooltip("share:Q", format=".0%"), "counted:N"],
    )
    along = partial(
        alt.X, title="share of the words quoted or spoken", axis=alt.Axis(format=".0%"),
        scale=alt.Scale(domain=[0, 1]),
    )  # fmt: skip
    dots = whiskers(base, along, ink=("datum.few", GREY, BLUE), fields=("share", "low", "high"))
    texts = speakers.attrs.get("texts", 0)
    return finish(
        alt.layer(*dots, write_beside(base, "counted")).properties(width=380, height=alt.Step(24)),
        title=_title(data),
        subtitle=[
            f"n: {speakers['words'].sum():,} words in {say_number(texts, 'text')} with speech. "
            "Who speaks is as the text names it.",
            "Bars: 95 % intervals, texts drawn anew. Hollow: fewer than five texts.",
        ],
        description=f"{_title(data)}. Shares of {len(data)} roles with intervals.",
    )


def _title(data: pd.DataFrame) -> str:
    if data.empty:
        return "Nobody is quoted or speaks"
    first = data.iloc[0]
    who = (
        "Nobody who is named says" if first["role"] == "unknown" else f"{_plural(first['who'])} say"
    )
    return f"{who} {say_share(first['share'])} of what is quoted or spoken"


def _plural(who: str) -> str:
    word = who.capitalize()
    return word if word.endswith("s") else "Wives" if word == "Wife" else f"{word}s"
