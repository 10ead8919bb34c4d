"""The eleven tables, as `schemas.yml` says what a row is, what identifies it, what columns mean.

It also says what lies beside them in a corpus.
"""

from pathlib import Path
from typing import Any

import pandera.pandas as pa
import yaml

from analysis.tables.columns import DAY, SLUG, TEXT, column, in_order, table

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TEXT = Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")
_SAID = yaml.load(_TEXT, Loader=_LOADER)  # noqa: S506 `yes` stays text

VOCABULARIES: dict[str, list[str]] = {
    name: [*words] for name, words in _SAID["vocabularies"].items()
}
"""The words of the columns whose words a corpus can declare; these, where it does not."""

KINDS: dict[str, str] = _SAID["vocabularies"]["aspects"]
"""Aspect of a variant -> kind of detail; aspects that a corpus declares are kinds themselves."""

ALWAYS: dict[str, list[str]] = _SAID["always"]
"""Those that a vocabulary has in every corpus: what is said where none of its own fits."""

REFERENCES: dict[str, str] = _SAID["references"]
"""Column -> the table whose first column it names a value of, in every table but that itself."""

BESIDE: dict[str, dict[str, str]] = _SAID["beside"]
"""What lies in the corpus beside the CSV files and the reports: name -> path, type, meaning."""

LICENCES: dict[str, dict[str, str]] = _SAID["licences"]
"""SPDX name of a licence -> its title and address."""

CHECKS = {
    "reports": [
        pa.Check(
            lambda t: (t["date_basis"] == "unknown") == t["published_from"].isna(),
            error="date_basis unknown exactly when there is no date",
        ),
    ],
}
"""What the columns of a table must be together, besides days in order."""


def _column(said: dict[str, Any]) -> pa.Column:
    kind, like, words = said.get("kind", TEXT), said.get("like"), said.get("vocabulary")
    return column(
        kind,
        said["means"],
        unit="calendar day" if kind == DAY else said.get("unit"),
        allowed=VOCABULARIES[words] if words else said.get("allowed"),
        vocabulary=words,
        like=SLUG if like == "slug" else like,
        missing=said.get("missing"),
        later="later" in said,
        at_last="at_last" in said,
    )


def _table(name: str, said: dict[str, Any]) -> pa.DataFrameSchema:
    days = [in_order(*said["in_order"])] if "in_order" in said else []
    columns = {column: _column(facts) for column, facts in said["columns"].items()}
    return table(name, said["row"], said["key"], columns, [*days, *CHECKS.get(name, ())])


SCHEMAS: dict[str, pa.DataFrameSchema] = {
    name: _table(name, said) for name, said in _SAID["tables"].items()
}
"""The tables of a corpus, by name."""

CSV_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    name: _table(name, _SAID["files"][name]) if name in _SAID["files"] else SCHEMAS[name]
    for name in _SAID["csv"]
}
"""The CSV files of a corpus folder, by name; the other tables stand in the reports' files."""
