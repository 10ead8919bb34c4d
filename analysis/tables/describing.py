"""A table's schema as a page to read or print."""

from typing import Protocol

import pandera.pandas as pa

from analysis.tables.columns import DAY, FIRST_DAY, LAST_DAY
from analysis.tables.declaring import Declaration


class Description(str):
    """A page of plain text that a notebook shows as Markdown."""

    def _repr_markdown_(self) -> str:
        # Its title is no title of the notebook.
        return str(self).replace("# ", "### ", 1)


class Declared(Protocol):
    """A corpus, as far as its tables are described."""

    @property
    def declared(self) -> Declaration: ...


def describe(table: str | None = None, *, corpus: Declared | None = None) -> Description:
    """Describe one table, or list them all.

    Parameters
    ----------
    table
        Name of a table; without it, a page that lists every table with its grain.
    corpus
        One that declares vocabularies or columns of its own; by default those of the kit.

    Returns
    -------
    Description
        Markdown text: the grain, the key, and for each column its type, unit, meaning, allowed
        values and what an empty cell means.

    Raises
    ------
    KeyError
        There is no such table; the message names those that there are.

    Examples
    --------
    >>> print(describe("places").splitlines()[2])
    One row: one place named in a call as one report tells it.
    """
    schemas = (corpus.declared if corpus else Declaration()).schemas
    if table is None:
        rows = [f"| {name} | {schema.description} |" for name, schema in schemas.items()]
        head = ["# The tables", "", "| table | one row is |", "|---|---|"]
        return Description("\n".join([*head, *rows]))
    if table not in schemas:
        raise KeyError(f"no table {table!r}; the tables are: {', '.join(schemas)}")
    schema = schemas[table]
    head = [
        f"# {table}",
        "",
        f"One row: {schema.description}.",
        f"Key: {', '.join(schema.unique or [])}.",
        "",
        "| column | type | meaning | empty means |",
        "|---|---|---|---|",
    ]
    return Description("\n".join([*head, *(_line(*item) for item in schema.columns.items())]))


def _line(name: str, column: pa.Column) -> str:
    facts = column.metadata or {}
    meaning = str(column.description)
    if facts["allowed"]:
        meaning += f" ({', '.join(facts['allowed'])})"
    kind = facts["kind"] + (f", {facts['unit']}" if facts["unit"] else "")
    if facts["kind"] == DAY:
        kind += f", {FIRST_DAY} to {LAST_DAY}"
    never = "never empty" + (" in a finished corpus" if facts["at_last"] else "")
    return f"| {name} | {kind} | {meaning} | {facts['missing'] or never} |"
