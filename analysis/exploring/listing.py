"""Reports as a list to read: escaped HTML, since a corpus is somebody else's text."""

from html import escape
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from analysis.charting.style import say_share

SHOWN = 30

STYLE = """<style>
.overheard-controls .widget-select-multiple > .widget-label {text-align: left; width: 100%}
.overheard-list {max-width: 880px; font-size: 13px; line-height: 1.45}
.overheard-list ol {margin: 0; padding: 0; list-style: none; max-height: 420px; overflow-y: auto}
.overheard-list li {padding: 8px 2px; border-top: 1px solid var(--jp-border-color2, #d5dae1)}
.overheard-list .facts {color: var(--jp-ui-font-color2, #4b5563)}
.overheard-list p {margin: 3px 0 0}
</style>"""


def list_html(reports: pd.DataFrame, heading: str) -> str:
    """A heading and the reports of `find_reports`, with digest, outlet, dates and link."""
    items = "".join(_item(row) for row in reports.head(SHOWN).itertuples(index=False))
    more = len(reports) - SHOWN
    rest = f"<p>... and {more} more: <code>.selected()</code> has them all.</p>" if more > 0 else ""
    return (
        f'{STYLE}<section class="overheard-list" aria-live="polite" aria-label="Reports chosen">'
        f"<p><strong>{escape(heading)}</strong></p>"
        f'<ol tabindex="0">{items}</ol>{rest}</section>'
    )


def _item(row: Any) -> str:
    outlet = _text(row.outlet) or "outlet not shown"
    site = f" (carried by {_text(row.carried_by)})" if _text(row.carried_by) else ""
    part = f", {say_share(row.part)} of its interval here" if row.part < 0.995 else ""
    dates = say_dates(row.published_from, row.published_to)
    facts = f"{dates}{part} · {row.outlet_kind} · {row.language}"
    return (
        f"<li><strong>{escape(outlet + site)}</strong> "
        f'<span class="facts">{escape(facts.replace("_", " "))} · {link(row.url)}</span>'
        f"<p>{escape(_text(row.digest))}</p></li>"
    )


def say_dates(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """A date interval in words."""
    if pd.isna(first):
        return "undated"
    if first == last:
        return f"{first:%Y-%m-%d}"
    return f"between {first:%Y-%m-%d} and {last:%Y-%m-%d}"


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
