"""Reports as a list to read: escaped HTML, since a corpus is somebody else's text."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from analysis.charting.wording import say_share
from analysis.exploring.styles import LIST, dress
from analysis.tables.days import say_days

SHOWN = 30


def list_html(reports: pd.DataFrame, heading: str, *, mark: tuple[int, int] | None = None) -> str:
    """A heading and the reports of `find_reports`, with digest, outlet, dates and link.

    `mark` marks a stretch of each digest, where the list is of one report.
    """
    items = "".join(_item(row, mark) for row in reports.head(SHOWN).itertuples(index=False))
    more = len(reports) - SHOWN
    rest = f"<p>... and {more} more: <code>.selected()</code> has them all.</p>" if more > 0 else ""
    return dress(
        LIST,
        '<section class="overheard-list" aria-live="polite" aria-label="Reports chosen">'
        f"<p><strong>{escape(heading)}</strong></p>"
        f'<ol tabindex="0">{items}</ol>{rest}</section>',
    )


def _item(row: Any, mark: tuple[int, int] | None) -> str:
    outlet = _text(row.outlet) or "outlet not shown"
    site = f" (carried by {_text(row.carried_by)})" if _text(row.carried_by) else ""
    part = f", {say_share(row.part)} of its interval here" if row.part < 0.995 else ""
    dates = say_days(row.published_from, row.published_to)
    facts = f"{dates}{part} · {row.outlet_kind} · {row.language}"
    return (
        f"<li><strong>{escape(outlet + site)}</strong> "
        f'<span class="facts">{escape(facts.replace("_", " "))} · {link(row.url)}</span>'
        f"<p>{_marked(_text(row.digest), mark)}</p></li>"
    )


def _marked(text: str, mark: tuple[int, int] | None) -> str:
    if mark is None:
        return escape(text)
    before, inside, after = text[: mark[0]], text[slice(*mark)], text[mark[1] :]
    return f"{escape(before)}<mark>{escape(inside)}</mark>{escape(after)}"


def link(url: object) -> str:
    """A link that opens beside the notebook; only http and https become links."""
    address = _text(url)
    try:
        parts = urlsplit(address)
    except ValueError:  # "https://[" is none that could be opened
        return escape(address)
    if parts.scheme not in ("http", "https"):
        return escape(address) or "no address"
    return (
        f'<a href="{escape(address, quote=True)}" target="_blank" rel="noopener noreferrer">'
        f"{escape(parts.hostname or address)}</a>"
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
