"""The rules that hold between rows and between tables: references, codes, addresses, digests."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from analysis.reading.codebook import Codebook
from analysis.reading.problems import Problem
from analysis.reading.rows import Row

DIGEST_WORDS = (40, 130)
"""A digest shorter than this says too little to stand for its report; longer, it is a copy."""

Rows = dict[str, list[Row]]


def report_rules(rows: Rows) -> Iterator[tuple[Row, Problem]]:
    """Rules for the rows of report files: digest length, one address and one id for each."""
    low, high = DIGEST_WORDS
    for row in rows["reports"]:
        words = len((row.values["digest"] or "").split())
        if not low <= words <= high:
            mend = f"write {low} to {high} words in your own words"
            yield row, row.problem("digest", f"the digest has {words} words", mend)
    yield from _twice(rows["reports"], "report_id", str.casefold, "rename one of the files")
    yield from _twice(rows["reports"], "url", str, "keep one report for an address")


def _twice(
    rows: Iterable[Row], column: str, fold: Callable[[str], str], mend: str
) -> Iterator[tuple[Row, Problem]]:
    first: dict[str, Row] = {}
    for row in rows:
        value = row.values.get(column)
        if value and fold(value) in first:
            other = first[fold(value)].file
            yield row, row.problem(column, f"{column} {value} is also that of {other}", mend)
        elif value:
            first[fold(value)] = row


REFERENCES = [
    ("calls", "part_of", "calls"),
    ("tellings", "report_id", "reports"),
    ("tellings", "call_id", "calls"),
    ("citations", "report_id", "reports"),
    ("citations", "source_report_id", "reports"),
    ("variants", "report_id", "reports"),
    ("variants", "call_id", "calls"),
    ("codings", "report_id", "reports"),
    ("wording", "report_id", "reports"),
]
"""Table, column, and the table that has what it refers to."""


def reference_rules(
    rows: Rows, known: dict[str, set[str]], failed: dict[str, set[str]]
) -> Iterator[tuple[Row, Problem | None]]:
    """Each row that names a report or a call that is not there, with its problem.

    A row that names what is there but failed has no problem of its own: it leaves with it, and
    what mends the one mends the other.
    """
    for table, column, target in REFERENCES:
        for row in rows[table]:
            value = row.values.get(column)
            if not value or value in known[target]:
                continue
            if value in failed[target]:
                yield row, None
            else:
                found = f"{column} {value!r:.80} is not in the corpus's {target}"
                yield row, row.problem(column, found, f"correct the id, or add to the {target}")


def position_rules(rows: list[Row], told: set[tuple], known: set[str]) -> Iterator[tuple[Row, Problem]]:
    """Links to a call that the report itself does not tell."""
    for row in rows:
        report_id, position = row.values["report_id"], row.values["position"]
        if report_id in known and (report_id, position) not in told:
            found = f"{report_id} tells no call number {position}"
            yield row, row.problem("position", found, "correct the position")


def coding_rules(rows: list[Row], codebook: Codebook) -> Iterator[tuple[Row, Problem]]:
    """Codes that the codebook does not have, and second values where it allows one."""
    allowed: dict[str, set[str]] = defaultdict(set)
    for entry in codebook.definitions.itertuples(index=False):
        allowed[entry.variable].add(entry.value)
    given: dict[tuple, Row] = {}
    for row in rows:
        variable, value = row.values["variable"] or "", row.values["value"] or ""
        if value not in allowed[variable]:
            known = ", ".join(sorted(allowed[variable])) or ", ".join(codebook.variables) or "none"
            found = f"{variable}={value} is not in the codebook"
            yield row, row.problem("value", found, f"use one of: {known}")
            continue
        if variable in codebook.present_only:
            continue
        who = (row.values["report_id"], row.values["coder"], variable)
        if who in given:
            found = f"a second {variable} of coder {who[1]} for {who[0]}"
            yield row, row.problem("value", found, f"keep one (the other is in line {given[who].line})")
        else:
            given[who] = row
