"""Database exports with several articles in one file, as lines of text."""

from analysis.reading.texts.documents import Part
from analysis.reading.texts.factiva import factiva_parts
from analysis.reading.texts.nexis import nexis_parts


def split_export(lines: list[str]) -> list[Part] | None:
    """The articles of an export of LexisNexis or Factiva, or None when the lines are not one."""
    return nexis_parts(lines) or factiva_parts(lines)
