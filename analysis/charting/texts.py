"""What texts say: who speaks in them, and the words that two groups use more than each other."""

from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.forest import rule_at, whiskers, write_beside
from analysis.charting.style import BLUE, GREY, INK, ORANGE, finish, records
from analysis.charting.wording import say_number, say_share
from analysis.tables.declaring import noun_of

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


MOST = 12
SOUND, ONE = "several texts and calls", "one text or one call only"


def draw_words(words: pd.DataFrame, *, most: int = MOST) -> alt.LayerChart:
    """Draw the words of `compare_words` with the largest z of either group, at their log-odds."""
    one, other = words.attrs["groups"]
    noun = noun_of(words.attrs)
    data = _shown(words, most)
    data["rests on"] = data["rests on"].map(noun.say)
    order = data["word"].tolist()
    y = alt.Y("word:N", sort=order, title=None, axis=alt.Axis(labelColor=INK, labelLimit=200))
    ink = alt.Color(
        "group:N", title="more often in", scale=alt.Scale(domain=[one, other], range=[BLUE, ORANGE])
    )
    base = alt.Chart(alt.Data(values=records(data))).encode(
        y=y,
        tooltip=[
            "word:N", "group:N", "occurrences:N", "texts:N",
            alt.Tooltip("calls:N", title=noun.several),
            alt.Tooltip("log_odds:Q", format=".2f"), alt.Tooltip("low:Q", format=".2f"),
            alt.Tooltip("high:Q", format=".2f"), alt.Tooltip("z:Q", format=".2f"),
            alt.Tooltip("dispersion:Q", format=".2f"), "rests on:N",
        ],
    )  # fmt: skip
    title = f"log-odds with a prior (below 0: {other}; above 0: {one})"
    along = partial(alt.X, title=title, scale=alt.Scale(nice=True, zero=True))
    dots = whiskers(base, along, ink=ink, fields=("log_odds", "low", "high"))
    return finish(
        alt.layer(rule_at(0), *dots, write_beside(base, "occurrences")).properties(
            width=430, height=alt.Step(19)
        ),
        title=f"Words that {one} and {other} use more than each other",
        subtitle=_subtitle(words.attrs, len(words)),
        description=_describe(data, words.attrs),
    )


def _shown(words: pd.DataFrame, most: int) -> pd.DataFrame:
    """The words with the largest z on either side, the first group's first."""
    order = words.sort_values(["z", "word"], ascending=[False, True])
    above, below = order[order["z"] > 0].head(most), order[order["z"] < 0].tail(most)
    data = pd.concat([above, below], ignore_index=True)
    first = data["z"] > 0
    for name in ("dispersion", "texts", "calls"):
        data[name] = data[name].where(first, data[f"other_{name}"])
    occurrences = data["count"].astype("str") + " / " + data["other_count"].astype("str")
    data["occurrences"] = occurrences
    data["rests on"] = data["only_in"].isna().map({True: SOUND, False: ONE})
    data["few"] = data["rests on"] == ONE
    data["group"] = data["group"].fillna("neither")
    return data[
        [
            "word", "group", "occurrences", "texts", "calls", "log_odds", "low", "high", "z",
            "dispersion", "rests on", "few",
        ]
    ].round(4)  # fmt: skip


def _subtitle(attrs: dict[str, Any], listed: int) -> list[str]:
    several = noun_of(attrs).several
    sizes = "; ".join(
        f"{group}: {attrs['words'][group]:,} words in {say_number(attrs['texts'][group], 'text')}"
        + (f" (independent {several}: {attrs['calls'][group]})" if "calls" in attrs else "")
        for group in attrs["groups"]
    )
    return [
        f"n: {sizes}. Counted: {attrs['part_words']}.",
        f"{listed} words are used {attrs['least']} times or more. Right: occurrences in either.",
        f"Prior: {attrs['prior_from']}, {attrs['prior']:,.0f} words. "
        f"Bars: 95 % intervals that resample {attrs['resampled']}.",
        noun_of(attrs).say(f"Hollow: {ONE}."),
        *attrs["warnings"],
    ]


def _describe(data: pd.DataFrame, attrs: dict[str, Any]) -> str:
    words = {
        group: ", ".join(data.loc[side, "word"].head(5)) or "none"
        for group, side in zip(attrs["groups"], [data["z"] > 0, data["z"] < 0], strict=True)
    }
    said = "; ".join(f"{group}: {listed}" for group, listed in words.items())
    hollow = noun_of(attrs).say(f"{data['few'].sum()} of them rest on one text or one call.")
    return f"Log-odds of {len(data)} words with intervals. Most typical: {said}. {hollow}"
