"""How charts treat values on which the coders agree too little."""

import pandas as pd

UNSURE = ("unreliable", "poor")
"""Grades under .667, the limit below which Krippendorff (2004) draws no conclusion."""

UNRELIABLE = "unreliable"


def drop_poor(table: pd.DataFrame, *, poor: bool) -> tuple[pd.DataFrame, str]:
    """The rows to draw, and a sentence on the values left out ("" where none is).

    Parameters
    ----------
    table
        Rows with title, alpha and reliability.
    poor
        Keep the values whose reliability is "poor" (alpha under .4), too.
    """
    bad = table["reliability"] == "poor"
    if poor or not bad.any():
        return table, ""
    named = table[bad].drop_duplicates("title")
    words = ", ".join(
        f"{title} ({say_alpha(alpha)})"
        for title, alpha in zip(named["title"], named["alpha"], strict=True)
    )
    kept = table[~bad]
    kept.attrs = table.attrs
    return kept, f"Left out, since the coders hardly agree: {words}. poor=True draws them."


def say_alpha(alpha: float) -> str:
    """Krippendorff's alpha as charts write it."""
    return f"α {'not known' if pd.isna(alpha) else format(alpha, '.2f')}"


def label_values(table: pd.DataFrame, separator: str, *, coded: bool) -> pd.Series:
    """The title of each row's value with its alpha and, where that is low, a warning."""
    if not coded:
        return table["title"]
    warning = table["reliability"].isin(UNSURE).map({True: f", {UNRELIABLE}", False: ""})
    close = ")" if separator.endswith("(") else ""
    return table["title"] + separator + table["alpha"].map(say_alpha) + warning + close
