"""The words that two groups of texts use more than each other."""

from functools import partial
from typing import Any

import altair as alt
import pandas as pd

from analysis.charting.forest import rule_at, whiskers, write_beside
from analysis.charting.style import BLUE, INK, ORANGE, finish, records
from analysis.charting.wording import say_number
from analysis.tables.declaring import noun_of

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
