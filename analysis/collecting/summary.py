"""What became of each text, for a terminal."""

import pandas as pd

from analysis.untrusted import plain_line

STATUSES = ("recognised", "new", "duplicate", "near-duplicate", "ambiguous", "failed")
"""What can become of a text, the good first."""


def summarise(added: pd.DataFrame) -> str:
    """The table of what became of each text as lines for a terminal, and how many of each."""
    lines = []
    for row in added.astype("object").fillna("").itertuples(index=False):
        part = f", part {row.part}" if row.part not in ("", 1) else ""
        told = [f"{row.status:<14} {row.file}{part}"]
        if row.report_id and row.status in ("recognised", "new"):
            told.append(f"-> {row.report_id}")
        if row.note:
            told.append(f"({row.note})")
        lines.append(plain_line(" ".join(told)))
    counts = added["status"].value_counts()
    told = [f"{counts[status]} {status}" for status in STATUSES if status in counts]
    return "\n".join([*lines, f"{len(added)} texts: {', '.join(told) or 'none'}"])
