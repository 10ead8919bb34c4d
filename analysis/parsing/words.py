"""The linguistic knowledge of the parser, kept as data beside the code."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "data"


@cache
def read_words(name: str) -> dict[str, Any]:
    """A file of `analysis/parsing/data`: word lists by what they are for."""
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 `no` stays text
    return loaded
