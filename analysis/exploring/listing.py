"""A link in escaped HTML: only http and https become links."""

from html import escape
from urllib.parse import urlsplit

import pandas as pd


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
