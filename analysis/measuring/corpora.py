"""What is not the same in two corpora, or two editions of one: rows, codes, published numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.measuring.agreement import compare_coders
from analysis.measuring.counting import UNITS, count_codes
from analysis.measuring.resampling import cluster_reports
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus
from analysis.tables import SCHEMAS

CAME, WENT, CHANGED = "came", "went", "changed"
COLUMNS = ["table", "change", "row", "field", "before", "after"]
NUMBER = ["measure", "variable", "value"]
COUNT = "number of"
SAME = 5e-4
"""Shares and agreement are published with three digits; what moves less has not moved."""


@dataclass(frozen=True)
class Changes:
    """What changed from one corpus to another; printed, it is a page to read.

    Attributes
    ----------
    rows
        One row a row of a table that came or went, or a value that changed: table, `change` (came,
        went, changed), `row` (its key), field, before, after. What came or went with its report is
        not listed again.
    numbers
        One row a number that moved: measure, variable, value, before, after.
    """

    rows: pd.DataFrame
    numbers: pd.DataFrame

    def __str__(self) -> str:
        return "\n".join([*self._lines(), *self._numbers()])

    def _lines(self) -> Iterator[str]:
        for (table, change), some in self.rows.groupby(["table", "change"], sort=False):
            yield f"{table}: {some['row'].nunique()} {change}"
            for row in some.itertuples(index=False):
                told = f", {row.field}: {row.before or '-'} -> {row.after or '-'}"
                yield f"  {row.row}{told if change == CHANGED else ''}"
        if self.rows.empty:
            yield "every row is the same"

    def _numbers(self) -> Iterator[str]:
        yield f"{len(self.numbers) or 'no'} published numbers moved"
        for measure, some in self.numbers.groupby("measure", sort=False):
            yield f"{measure}:"
            for row in some.itertuples(index=False):
                name = " ".join(filter(None, [row.variable, row.value]))
                form = ",.0f" if measure == COUNT else ".3f"
                numbers = ("-" if pd.isna(each) else f"{each:{form}}" for each in row[-2:])
                yield f"  {name}: {' -> '.join(numbers)}"


def compare_corpora(old: Corpus, new: Corpus) -> Changes:
    """Say which rows, codes and published numbers are not the same in two corpora.

    Parameters
    ----------
    old, new
        Two corpora, or two editions of one (`read_corpus(edition=1)`).

    Returns
    -------
    Changes
        `rows` and `numbers` (counts; shares of the settled codes by report, call and outlet; the
        coders' agreement); printed, a page to read.

    Notes
    -----
    Rows are the same by their keys (`describe`); a code of a variable with one value a report is
    the same by report, coder and variable, so that another value is a change and not two moves.

    Examples
    --------
    >>> import analysis
    >>> first, now = analysis.read_corpus(edition=1), analysis.read_corpus()
    >>> changes = analysis.compare_corpora(first, now)
    >>> changes.rows.query("table == 'reports'")["change"].value_counts().to_dict()
    {'came': 390}
    """
    tables = [
        _compare(name, key, before, after)
        for name in SCHEMAS
        for key, before, after in _parts(name, old, new)
    ]
    return Changes(pd.concat(tables, ignore_index=True), _moved_numbers(old, new))


def _parts(
    name: str, old: Corpus, new: Corpus
) -> Iterator[tuple[list[str], pd.DataFrame, pd.DataFrame]]:
    """A table of both as text with its key; codings in two parts, that differ in their key."""
    key = list(SCHEMAS[name].unique or [])
    before, after = (_as_text(each.tables[name]) for each in (old, new))
    if name != "reports" and "report_id" in before:
        one, other = (set(each.tables["reports"]["report_id"]) for each in (old, new))
        moved = one ^ other
        before, after = (each[~each["report_id"].isin(moved)] for each in (before, after))
    if name != "codings":
        yield key, before, after
        return
    several = old.codebook.present_only | new.codebook.present_only
    for own, present in ((key, True), ([part for part in key if part != "value"], False)):
        both = (each[each["variable"].isin(several) == present] for each in (before, after))
        yield own, *both


def _as_text(table: pd.DataFrame) -> pd.DataFrame:
    days = table.select_dtypes("datetime").columns
    written = table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in days})
    return written.astype("str").where(table.notna(), "")


def _compare(name: str, key: list[str], before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    old, new = (
        each.drop(columns=key).set_axis(each[key].agg(" ".join, axis=1) if len(each) else [])
        for each in (before, after)
    )
    came, went = new.index.difference(old.index), old.index.difference(new.index)
    both = old.index.intersection(new.index)
    old, new = (each.loc[both].rename_axis("row").reset_index() for each in (old, new))
    # A table can have a column `before` of its own.
    told, tells = (each.melt("row", var_name="field", value_name=" ") for each in (old, new))
    pairs = told.rename(columns={" ": "before"}).assign(after=tells[" "])
    pairs = pairs[pairs["before"] != pairs["after"]].sort_values(["row", "field"])
    moves = pd.DataFrame({"row": [*came, *went], "change": [CAME] * len(came) + [WENT] * len(went)})
    rows = pd.concat([moves, pairs.assign(change=CHANGED)]).assign(table=name)
    return rows.reindex(columns=COLUMNS).fillna("").astype("str")


def _moved_numbers(old: Corpus, new: Corpus) -> pd.DataFrame:
    before, after = (
        pd.Series(dict(_published(each)), dtype="float64").rename_axis(NUMBER)
        for each in (old, new)
    )
    order = [*after.index, *before.index.difference(after.index)]
    both = pd.DataFrame({"before": before, "after": after}).reindex(order)
    gap = (both["before"] - both["after"]).abs()
    one_missing = both["before"].isna() != both["after"].isna()
    return both[(gap >= SAME) | one_missing].rename_axis(NUMBER).reset_index()


def _published(corpus: Corpus) -> Iterator[tuple[tuple[str, str, str], float]]:
    """Each number that is published of a corpus, by measure, variable and value."""
    reports = corpus.tables["reports"]
    for name, table in corpus.tables.items():
        yield (COUNT, name, ""), len(table)
    groups = corpus.declared.noun.say("groups that share no call")
    yield (COUNT, groups, ""), cluster_reports(corpus).nunique()
    for column in ("outlet", "language"):
        yield (COUNT, f"{column}s", ""), reports[column].nunique()
    views = coder_views(corpus)
    for variable in corpus.codebook.variables if views else ():
        for unit in UNITS:
            shares = count_codes(corpus, variable, every=None, unit=unit, coder=views[0])
            for row in shares.itertuples():
                measure = corpus.declared.noun.say(f"share of {unit}s")
                yield (measure, variable, row.value), row.share
    for row in compare_coders(corpus).itertuples():
        value = "" if pd.isna(row.value) else row.value
        yield ("alpha", row.variable, value), row.alpha
        yield ("AC1", row.variable, value), row.ac1
