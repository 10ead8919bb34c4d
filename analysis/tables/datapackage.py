"""The tables' schemas as a Frictionless data package: what other programs read them by."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandera.pandas as pa

from analysis.tables.columns import DAY, FLAG, NUMBER, TEXT, WHOLE
from analysis.tables.declaring import Declaration
from analysis.tables.schemas import BESIDE, LICENCES, REFERENCES, SCHEMAS

EXPORT_NOTE = (
    "The tables of a corpus, each as a CSV file in UTF-8; an empty cell is unknown. Values are "
    "written as they are: a spreadsheet may take one that begins with = + - or @ for a formula, so "
    "let it import every column as text."
)

Descriptor = dict[str, Any]

TYPES = {TEXT: "string", DAY: "date", WHOLE: "integer", NUMBER: "number", FLAG: "boolean"}

FOREIGN_KEYS = [
    (["report_id", "position"], "tellings", ["report_id", "position"]),
    *(([column], table, SCHEMAS[table].unique) for column, table in REFERENCES.items()),
]
"""Columns, the table that they refer to, and its columns, wherever they stand together."""

REPORTS_NOTE = (
    "Each published report is a Markdown file in reports/, named by its id: YAML front matter with "
    "the facts and its calls, then a digest in our own words. They are no resource of this package "
    "since they are no table; `overheard export FOLDER` writes them, and every other table, as CSV."
)


def describe_export(declared: Declaration) -> Descriptor:
    """The data package of an export: every table of a corpus, with their references.

    Parameters
    ----------
    declared
        What the corpus says of itself.

    Returns
    -------
    dict
        A data package (v1): one resource a table, each a CSV file named after it.

    Examples
    --------
    >>> described = describe_export(Declaration(title="Floods"))
    >>> described["title"], [resource["path"] for resource in described["resources"]][:3]
    ('Floods', ['reports.csv', 'calls.csv', 'tellings.csv'])
    """
    told: Descriptor = {"description": EXPORT_NOTE, "resources": _tables(declared.schemas)}
    return _head(declared) | told


def _head(declared: Declaration) -> Descriptor:
    """Title and licence of a corpus, and a name: what stands before the first stop in its title."""
    short = re.split("[,.:;]", declared.title or "")[0]
    head = {"profile": "data-package", "name": re.sub(r"[^a-z0-9]+", "-", short.lower()).strip("-")}
    head["name"] = head["name"] or "corpus"
    told: Descriptor = {"title": declared.title} if declared.title else {}
    return head | told | ({"licenses": [describe_licence(declared)]} if declared.licence else {})


def describe_licence(declared: Declaration) -> dict[str, str]:
    """The licence of a corpus: its name, and title and address where they are known.

    Examples
    --------
    >>> describe_licence(Declaration(licence="CC-BY-4.0"))["path"]
    'https://creativecommons.org/licenses/by/4.0/'
    """
    name = declared.licence or "no licence is named"
    return {"name": name, **LICENCES.get(name, {})}


def describe_corpus_files(declared: Declaration) -> Descriptor:
    """The data package of a corpus folder as it lies on disk: its CSV files and what is beside.

    References to reports are not declared here, for the reports of the folder are no table.

    Parameters
    ----------
    declared
        What the corpus says of itself.

    Returns
    -------
    dict
        A data package (v1); the resources without a schema are files that are no tables.

    Examples
    --------
    >>> [resource["name"] for resource in describe_corpus_files(Declaration())["resources"]][-3:]
    ['markers', 'predictions', 'readme']
    """
    beside = [{"profile": "data-resource", "name": name, **facts} for name, facts in BESIDE.items()]
    return _head(declared) | {
        "description": REPORTS_NOTE,
        "resources": [*_tables(declared.csv_schemas), *beside],
    }


def _tables(schemas: Mapping[str, pa.DataFrameSchema]) -> list[Descriptor]:
    return [
        {
            "profile": "tabular-data-resource",
            "name": name,
            "path": f"{name}.csv",
            "title": name,
            "description": f"One row: {schema.description}.",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": _table_schema(name, schema, schemas),
        }
        for name, schema in schemas.items()
    ]


def _table_schema(name: str, schema: pa.DataFrameSchema, tables: Iterable[str]) -> Descriptor:
    described: Descriptor = {
        "fields": [_field(*item) for item in schema.columns.items()],
        "missingValues": [""],
    }
    key = list(schema.unique or [])
    # A primary key may hold no empty cell; a table whose key may is described without one.
    if key and not any(schema.columns[column].nullable for column in key):
        described["primaryKey"] = key
    references = [
        # "" is the table itself.
        {"fields": own, "reference": {"resource": "" if name == table else table, "fields": its}}
        for own, table, its in FOREIGN_KEYS
        if set(own) <= set(schema.columns) and table in tables and (name, own) != (table, its)
    ]
    return described | ({"foreignKeys": references} if references else {})


def _field(name: str, column: pa.Column) -> Descriptor:
    facts = column.metadata or {}
    meaning = str(column.description)
    if facts["unit"]:
        meaning += f" (unit: {facts['unit']})"
    if facts["missing"]:
        meaning += f"; empty: {facts['missing']}"
    constraints: Descriptor = {} if column.nullable else {"required": True}
    for check in column.checks:
        constraints |= _constraint(check)
    field = {"name": name, "type": TYPES[facts["kind"]], "description": meaning}
    return field | ({"constraints": constraints} if constraints else {})


def _constraint(check: pa.Check) -> Descriptor:
    values = check.statistics or {}
    if check.name == "isin":
        return {"enum": list(values["allowed_values"])}
    if check.name == "str_matches":
        pattern = values["pattern"]
        return {"pattern": getattr(pattern, "pattern", pattern)}
    if check.name == "in_range":
        return {
            "minimum": f"{values['min_value']:%Y-%m-%d}",
            "maximum": f"{values['max_value']:%Y-%m-%d}",
        }
    if check.name == "plain_text":  # no pattern says it to every program
        return {}
    if check.name == "greater_than_or_equal_to":
        return {"minimum": values["min_value"]}
    raise NotImplementedError(f"no constraint of a data package says {check.name}")


def package_text(descriptor: Descriptor) -> str:
    """A descriptor as the text of a `datapackage.json`."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
