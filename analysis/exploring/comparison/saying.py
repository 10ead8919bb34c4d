"""What the explorer of groups says: what differs clearly, sentences on all, and its grounds."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.charting.wording import (
    is_coded,
    say_compared,
    say_estimate,
    say_group,
    say_measure,
    say_number,
    say_range,
    say_share,
)
from analysis.exploring.cards import Explained, explain, explain_codes
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import noun_of


def say_title(table: pd.DataFrame) -> tuple[str, str]:
    """Title and subtitle: the clearest differences if there are any, and on what they rest."""
    options, say = table.attrs, noun_of(table.attrs).say
    rests = say(f"{_say_how(table)} {_say_basis(options)}")
    return _say_finding(table), f"{_say_what(options)} {rests}"


def _say_finding(table: pd.DataFrame) -> str:
    options = table.attrs
    if table.empty:
        return f"Nothing to compare: by {options['by_words']}, no two groups are large enough"
    clear = table[table["q"].le(options["alpha_level"])].sort_values(["q", "p"], kind="stable")
    if clear["group"].nunique() and table["group"].nunique() == 2:
        clear = clear.drop_duplicates("value")
    if clear.empty:
        tested = say_number(int(_tested(table)["q"].notna().sum()), "difference")
        return f"By {options['by_words']}, none of {tested} is clearly more than chance"
    first = "; ".join(_say_clear(row, table) for row in clear.head(2).itertuples())
    more = len(clear) - 2
    return first + (f"; {more} more clear differences" if more > 1 else "")


def _tested(table: pd.DataFrame) -> pd.DataFrame:
    """Of two groups, each is the others of the other: one test a value, not two."""
    return table.drop_duplicates("value") if table["group"].nunique() == 2 else table


def _say_clear(row: Any, table: pd.DataFrame) -> str:
    options = table.attrs
    estimate = getattr(row, "standardised", row.estimate)
    gap = getattr(row, "standardised_difference", row.difference)
    rival = getattr(row, "other", None)
    if rival is None and table["group"].nunique() == 2:
        rival = next(group for group in table["group"].unique() if group != row.group)
    others = say_group(rival) if rival else "the others"
    return (
        f"{row.title}: {say_estimate(estimate, options)} ({say_group(row.group)}) against "
        f"{say_estimate(estimate - gap, options)} ({others})"
    )


def _say_what(options: dict[str, Any]) -> str:
    return f"{say_compared(options)}: {say_measure(options)}, with 95 % intervals."


def _say_how(table: pd.DataFrame) -> str:
    """What the mode does, in plain words."""
    options = table.attrs
    if "other_estimate" in table:
        return (
            f"Only the {say_number(options['calls'], 'call')} that both told, each counted once; "
            f"the difference is taken within calls."
        )
    if "standardised" in table:
        return (
            f"Standardised: as if each group had covered the {options['over']}s as all reports did "
            f"({options['common']} of {options['strata']} {options['over']}s that all groups "
            "cover); hollow: as it is."
        )
    if table["group"].nunique() == 2:
        return "At the right the difference, in bold where it is more than chance."
    return (
        "Blue: clearly above all others together; orange: clearly below; grey: no clear "
        "difference. Line: all together."
    )


def _say_basis(options: dict[str, Any]) -> str:
    calls = options.get("clusters", options["calls"])
    left = f"; {options['left_out']:g} of other groups left out" if options.get("left_out") else ""
    return f"{say_number(options['reports'], 'report')}, {calls:g} independent calls{left}."


def say_row(row: Any, options: dict[str, Any]) -> str:
    """One sentence for a dot: how much, how sure, of how many reports, and the verdict."""
    ends = say_range(row.low, row.high, options)
    number = say_estimate(row.estimate, options)
    said = f"{say_group(row.group)}, {row.title}: {number}" + (f" ({ends})" if ends else "")
    if hasattr(row, "standardised"):
        said += f", standardised {say_estimate(row.standardised, options)}"
    rests = noun_of(options).say(f"{row.reports:.0f} reports of {row.calls:.0f} calls")
    return f"{said}; {rests}: {say_group(row.verdict)}"


def say_verdicts(table: pd.DataFrame) -> dict[str, Any]:
    """What can be said of each difference, the surest first."""
    options = table.attrs
    rows = _tested(table).sort_values(["q", "p"], kind="stable")
    differ = int(rows["q"].le(options["alpha_level"]).sum()) if len(rows) else 0
    few = int(rows["q"].isna().sum())
    left = noun_of(options).say(f"; {few} rest on too few calls to tell") if few else ""
    tested = say_number(int(rows["q"].notna().sum()), "difference")
    return {
        "heading": f"{differ or 'None'} of {tested} can be told from chance{left}",
        "sentences": [_sentence(row, options) for row in rows.itertuples()],
    }


def _sentence(row: Any, options: dict[str, Any]) -> str:
    said = f"{say_group(row.group)} {say_estimate(row.estimate, options)}"
    if hasattr(row, "other_estimate"):
        said += f", {say_group(row.other)} {say_estimate(row.other_estimate, options)}"
        calls = noun_of(options).say(f"{row.more} calls")
        said += f" (more in {calls}, less in {row.fewer}, alike in {row.same})"
    elif hasattr(row, "standardised"):
        said += f", standardised {say_estimate(row.standardised, options)}"
    else:
        said += f" ({say_range(row.low, row.high, options)})"
    return f"{row.title}: {said}: {say_group(row.verdict)}."


def say_selection(marks: Sequence[Sequence[Any]], table: pd.DataFrame, found: pd.DataFrame) -> str:
    """What the list holds: "12 reports: tabloid, Living conditions"."""
    titles = dict(zip(table["value"], table["title"], strict=True))
    said = "; ".join(
        f"{say_group(group)}, {titles.get(value, value)}" if group else titles.get(value, value)
        for group, value in marks
    )
    return f"{say_number(len(found), 'report')}{': ' if said else ' compared'}{said}"


def say_about(corpus: Corpus, coder: str, table: pd.DataFrame) -> Explained:
    """What the numbers are and how far they go, a term and its explanation each."""
    options = table.attrs
    codes = explain_codes(corpus, coder, table) if is_coded(table) else [
        {"term": "What is measured", "text": f"{options['base']}."}
    ]  # fmt: skip
    rate = say_share(options.get("alpha_level", 0.05))
    return [
        *codes,
        *explain(
            corpus.declared, "Independent calls", "Bands and brackets", "What this does not show",
            More_than_chance=f"So many differences are looked at ({options.get('family', 0)}) that "
            f"some look large by chance alone. Those called clear are chosen so that about {rate} "
            "of them are false (the false-discovery rate).",
            Same_calls="The cleanest comparison: two groups on the calls that both told, so that "
            "what the calls were about cannot make the difference.",
            Standardised="Each group weighted as if it had covered the quarters, or the calls, as "
            "all reports together did.",
        ),
    ]  # fmt: skip
