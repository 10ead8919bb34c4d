"""What the theme explorer says: a title that is no stronger than its intervals, and its grounds."""

from typing import Any, Protocol

import pandas as pd

from analysis.charting.wording import UNIT_NAMES, say_number, say_period, say_share
from analysis.exploring.terms import Explained, explain, explain_codes
from analysis.reading.corpus import Corpus


class Chosen(Protocol):
    """The choices that the words depend on."""

    @property
    def themes(self) -> tuple[str, ...]: ...
    @property
    def every(self) -> str: ...
    @property
    def unit(self) -> Any: ...
    @property
    def coder(self) -> str: ...


def say_title(
    choices: Chosen, counts: pd.DataFrame, whole: pd.DataFrame, *, few: bool
) -> tuple[str, str]:
    """Title and subtitle: what the intervals allow to say, and on how much it rests.

    `counts` are those by period, `whole` those of all time.
    """
    options, units = counts.attrs, UNIT_NAMES[choices.unit]
    number = f"{say_number(options['reports'], 'report')}, {options['calls']} independent calls"
    if few:
        return (
            f"{say_number(options['reports'], 'report')}: too few for shares or a trend",
            f"{number}. Each bar is a report, as long as its date is unsure; filled: coded.",
        )
    if not choices.themes:
        return "No theme is chosen", f"{number}."
    found = [_lead(whole, choices), _change(counts, choices)]
    said = "; ".join(each for each in found if each)
    undated = counts.loc[counts["period"].isna(), "total"].max()
    left = "" if pd.isna(undated) else f", {undated:g} undated"
    return (
        said[:1].upper() + said[1:],
        f"Share of {units} with each theme, smoothed; bands hold 95 %, reports of one call taken "
        f"together. {number}{left}. Dots: {choices.every}s, larger with more calls, hollow under "
        "five.",
    )


def _lead(whole: pd.DataFrame, choices: Chosen) -> str:
    """Which theme is reported most over all time, if its interval lies above the next one's."""
    whole = whole.sort_values("share", ascending=False)
    if whole["share"].isna().all():
        return "no report is coded"
    first, units = whole.iloc[0], UNIT_NAMES[choices.unit]
    share = f"in {say_share(first['share'])} of {units}"
    if len(whole) == 1:
        ends = say_ends(first["low"], first["high"])
        return f"{first['title']} reported {share} ({ends})"
    second = whole.iloc[1]
    if first["low"] > second["high"]:
        return f"most often reported: {first['title']}, {share}"
    near = whole.loc[whole["high"] >= first["low"], "title"].tolist()
    named = ", ".join(near) if len(near) < 4 else f"{len(near)} themes"
    return f"most often reported: {named} (intervals overlap)"


def _change(counts: pd.DataFrame, choices: Chosen) -> str:
    """The widest change between two periods whose intervals do not meet."""
    solid = counts[counts["period"].notna() & ~counts["few"] & (counts["total"] > 0)]
    best: tuple[float, str] = (0.0, "")
    for title, rows in solid.groupby("title", sort=False):
        high, low = rows.loc[rows["low"].idxmax()], rows.loc[rows["high"].idxmin()]
        gap = float(high["low"] - low["high"])
        if gap > best[0]:
            one, other = sorted((low, high), key=lambda row: row["period"])
            ends = [say_period(each["period"], choices.every) for each in (one, other)]
            shares = [say_share(each["share"]) for each in (one, other)]
            best = gap, f"{title} from {shares[0]} in {ends[0]} to {shares[1]} in {ends[1]}"
    return best[1] or f"no {choices.every} differs clearly from another"


def say_ends(low: float, high: float) -> str:
    """An interval of shares: "38 to 62 %"."""
    return f"{say_share(low).removesuffix(' %')} to {say_share(high)}"


def say_dot(row: Any, choices: Chosen) -> str:
    """One sentence for a dot: what share, how sure, of how much."""
    units = UNIT_NAMES[choices.unit]
    few = "; too few for a trend" if row.few else ""
    return (
        f"{row.title}, {say_period(row.period, choices.every)}: {say_share(row.share)} "
        f"({say_ends(row.low, row.high)}), "
        f"that is {row.count:.3g} of {row.total:.3g} {units}, from {row.calls:.2g} independent "
        f"calls{few}"
    )


def say_about(corpus: Corpus, choices: Chosen, counts: pd.DataFrame) -> Explained:
    """What the numbers are and how far they go, a term and its explanation each."""
    return [
        *explain_codes(corpus, choices.coder, counts),
        *explain("Independent calls", "Bands and brackets", "Dates", "What this does not show"),
    ]
