"""Pages from templates: whatever is put into one stays text, unless it is HTML of ours already."""

from functools import cache
from typing import Any

import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined

from analysis.charting.wording import say_group, say_short
from analysis.exploring.cards import web_address
from analysis.untrusted import plain_text

NOT_KNOWN = "–"


def fill(template: str, **facts: Any) -> str:
    """A template of this folder with what it names.

    Examples
    --------
    >>> term = {"term": "Dates", "text": "<b> & more"}
    >>> html = fill("site/methods.html", terms=[term], codebook="", readme="")
    >>> "<dt>Dates</dt><dd>&lt;b&gt; &amp; more</dd>" in html
    True
    """
    return _templates().get_template(template).render(facts)


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("analysis.publishing"), autoescape=True, undefined=StrictUndefined,
        finalize=_plain,
    )  # fmt: skip
    templates.filters |= {
        "web_address": web_address,
        "group": lambda value: say_group(value) if pd.notna(value) else NOT_KNOWN,
        "days": lambda row: say_short(row.published_from, row.published_to),
        "number": _number,
    }
    templates.tests["known"] = pd.notna
    return templates


def _plain(value: Any) -> Any:
    """What is written for a value: a dash where it is missing."""
    if hasattr(value, "__html__"):
        return value
    return NOT_KNOWN if pd.isna(value) else plain_text(str(value))


def _number(value: float) -> str:
    return NOT_KNOWN if pd.isna(value) else f"{value:.2f}".replace("-", "−")
