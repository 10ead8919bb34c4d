"""What others wrote stays text wherever it is shown: on a terminal, in HTML, in a picture."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

JOINERS = "\u200c\u200d"
"""Not to be seen, yet part of how words are spelt, as in Persian and Hindi."""


def plain_text(text: str) -> str:
    r"""Text that cannot steer a terminal: what would not be seen is shown as an escape.

    Escapes are those of Python. They stand for controls, among them those of a terminal and of the
    direction of writing, and for whatever else has no shape; lines stay lines.

    Examples
    --------
    >>> print(plain_text("two\nlines, \x1b[31mred and \u202eturned round"))
    two
    lines, \x1b[31mred and \u202eturned round
    """
    if text.replace("\n", "").isprintable():  # nearly all are
        return text
    return "".join(each if _is_seen(each) else _escape(each) for each in text)


def plain_line(text: str) -> str:
    r"""The same for what must stay on its line, such as the name of a file.

    Examples
    --------
    >>> print(plain_line("boots\n2 texts: 2 new"))
    boots\n2 texts: 2 new
    """
    return plain_text(text).replace("\n", r"\n")


def plain_json(text: str) -> str:
    r"""JSON that cannot steer a terminal, and means what it meant.

    Examples
    --------
    >>> print(plain_json('{"name": "\u202eturned"}'))
    {"name": "\u202eturned"}
    """
    return "".join(each if _is_seen(each) else json.dumps(each)[1:-1] for each in text)


def plain_data(data: Any) -> Any:
    r"""Lists and mappings of such texts, whatever they hold.

    Examples
    --------
    >>> print(plain_data({"names": ["\x08back", 3]})["names"])
    ['\\x08back', 3]
    """
    if isinstance(data, str):
        return plain_text(data)
    if isinstance(data, list | tuple):
        return [plain_data(each) for each in data]
    # Most are numbers, for which to ask whether they are mappings takes longest: asked last.
    if data is None or isinstance(data, int | float) or not isinstance(data, Mapping):
        return data
    return {plain_data(key): plain_data(value) for key, value in data.items()}


def plain_html(html: str) -> str:
    """HTML in which `$5 and then $6` is money: MathJax, old or new, makes no formula of it."""
    return f'<div class="tex2jax_ignore mathjax_ignore">{html}</div>'


def _is_seen(each: str) -> bool:
    blank = each == "\n" or unicodedata.category(each) == "Zs"
    return each.isprintable() or blank or each in JOINERS


def _escape(each: str) -> str:
    return each.encode("unicode_escape").decode()
