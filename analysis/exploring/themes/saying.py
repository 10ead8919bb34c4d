"""What the theme explorer says: a title that is no stronger than its intervals, and its grounds."""

from typing import Any

import pandas as pd

from analysis.charting.wording import (
    UNIT_NAMES,
    noun_of_values,
    say_number,
    say_period,
    say_share,
)
from analysis.exploring.cards import TERMS, Explained, explain, explain_codes
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import Noun, noun_of

Weighed = dict[str, Any]


def say_title(counts: pd.DataFrame, whole: pd.DataFrame, *, few: bool) -> tuple[str, str]:
    """Title and subtitle: what the intervals allow to say, and on how much it rests.

    `counts` are those by period, `whole` those of all time.
    """
    options, say = counts.attrs, noun_of(counts.attrs).say
    values, every = noun_of_values(options["variable"]), options["every"]
    reports = say_number(options["reports"], "report")
    number = say(f"{reports}, {options['calls']} independent calls")
    if few:
        return (
            f"{reports}: too few for shares or a trend",
            f"{number}. Each bar is a report, as long as its date is unsure; filled: coded.",
        )
    if whole.empty:
        return f"No {values.one} is chosen", f"{number}."
    said = _say_found(weigh_themes(counts, whole), every, values)
    undated = counts.loc[counts["period"].isna(), "total"].max()
    left = "" if pd.isna(undated) else f", {undated:g} undated"
    return (
        said[:1].upper() + said[1:],
        say(
            f"Share of {UNIT_NAMES[options['unit']]} with each {{}}, smoothed; bands hold 95 %, "
            f"reports of one call taken together. {number}{left}. Dots: {every}s, larger with "
            "more calls, hollow under five."
        ).format(values.one),
    )


def weigh_themes(counts: pd.DataFrame, whole: pd.DataFrame) -> list[Weighed]:
    """What a title can say of each theme: its share over all time, and its widest clear change."""
    units = noun_of(counts.attrs).say(UNIT_NAMES[counts.attrs["unit"]])
    changes = {title: _change(rows, counts.attrs["every"]) for title, rows in _solid(counts)}
    weighed = []
    for row in whole.sort_values("share", ascending=False).dropna(subset="share").itertuples():
        share = f"{row.title}{{}} in {say_share(row.share)} of {units}"
        gap, change = changes.get(row.title, (0.0, ""))
        weighed.append({
            "value": row.value, "title": row.title, "share": row.share, "low": row.low,
            "high": row.high, "gap": gap, "change": change,
            "alone": f"{share.format(' reported')} ({say_ends(row.low, row.high)})",
            "most": f"most often reported: {share.format(',')}",
        })  # fmt: skip
    return weighed


def _say_found(weighed: list[Weighed], every: str, values: Noun) -> str:
    """The theme reported most, if its interval lies above the next one's; the widest change."""
    if not weighed:
        lead = "no report is coded"
    elif len(weighed) == 1:
        lead = weighed[0]["alone"]
    elif weighed[0]["low"] > weighed[1]["high"]:
        lead = weighed[0]["most"]
    else:
        near = [each["title"] for each in weighed if each["high"] >= weighed[0]["low"]]
        named = ", ".join(near) if len(near) < 4 else f"{len(near)} {values.several}"
        lead = f"most often reported: {named} (intervals overlap)"
    widest = max(weighed, key=lambda each: each["gap"], default={"change": ""})
    return f"{lead}; {widest['change'] or f'no {every} differs clearly from another'}"


def _solid(counts: pd.DataFrame) -> Any:
    rows = counts[counts["period"].notna() & ~counts["few"] & (counts["total"] > 0)]
    return rows.groupby("title", sort=False)


def _change(rows: pd.DataFrame, every: str) -> tuple[float, str]:
    """The widest change of a theme between two periods whose intervals do not meet, and its gap."""
    high, low = rows.loc[rows["low"].idxmax()], rows.loc[rows["high"].idxmin()]
    gap = float(high["low"] - low["high"])
    if gap <= 0:
        return 0.0, ""
    one, other = sorted((low, high), key=lambda row: row["period"])
    ends = [say_period(each["period"], every) for each in (one, other)]
    shares = [say_share(each["share"]) for each in (one, other)]
    return gap, f"{rows['title'].iloc[0]} from {shares[0]} in {ends[0]} to {shares[1]} in {ends[1]}"


def say_ends(low: float, high: float) -> str:
    """An interval of shares: "38 to 62 %"."""
    return f"{say_share(low).removesuffix(' %')} to {say_share(high)}"


def say_dot(row: Any, options: dict[str, Any]) -> str:
    """One sentence for a dot: what share, how sure, of how much."""
    units = UNIT_NAMES[options["unit"]]
    rests = noun_of(options).say(f"{row.total:.3g} {units}, from {row.calls:.2g} independent calls")
    few = "; too few for a trend" if row.few else ""
    return (
        f"{row.title}, {say_period(row.period, options['every'])}: {say_share(row.share)} "
        f"({say_ends(row.low, row.high)}), that is {row.count:.3g} of {rests}{few}"
    )


def say_about(corpus: Corpus, counts: pd.DataFrame) -> Explained:
    """What the numbers are and how far they go, a term and its explanation each."""
    return [
        *explain_codes(corpus, counts.attrs["coder"], counts),
        *explain(corpus.declared, *TERMS),
    ]
