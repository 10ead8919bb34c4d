"""What reports of a corpus, or texts of a user, tell: what a text is held against."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from analysis.collecting.matching.normalising import (
    DIGESTS,
    LEAST_AMOUNT,
    LETTERS,
    find_numbers,
    name_keys,
    telling_stems,
    terms_of,
)
from analysis.collecting.matching.seen import SERVICES, Facts, Seen
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]{2,}")
"""A capital within a sentence of our English words: a name."""


class Telling(NamedTuple):
    """What one report tells of a call, or of none that is linked; or what a user's text tells.

    `said` is all that is compared, in a language; `names` are as they are spelled, by key; `named`
    are the stems of all names, of the digest too; `words` all that we say in sentences.
    """

    report_id: str
    call_id: str | None
    gist: str
    words: str
    said: str
    language: str
    names: Mapping[str, str]
    numbers: frozenset[str]
    facts: Facts
    named: frozenset[str] = frozenset()

    def terms(self, space: str) -> frozenset[str]:
        """What it says, as "words" or as "concepts"."""
        return terms_of(self.said, self.language, space)


def read_tellings(corpus: Corpus) -> list[Telling]:
    """Every telling, in the order of the table, and one of each report that has none.

    What the corpus says of a call after all its reports were compared (`calls`, `variants`) is not
    used: a text shall be matched by what reports tell, not by what was concluded from them.
    """
    reports = {row.report_id: row for row in _rows(corpus.reports)}
    several = corpus.tellings["report_id"].value_counts()
    bare = corpus.reports.loc[~corpus.reports["report_id"].isin(several.index), ["report_id"]]
    tables = [("places", "place"), ("formations", "formation"), ("figures", "what")]
    told = {column: _by_telling(corpus.tables[table], column) for table, column in tables}
    amounts = _by_telling(corpus.figures, "amount")
    return [
        _telling(
            row,
            reports[row.report_id],
            {column: some[row.report_id, row.position] for column, some in told.items()},
            [f"{each:g}" for each in amounts[row.report_id, row.position] if each >= LEAST_AMOUNT],
            alone=several.get(row.report_id, 1) == 1,
        )
        for row in _rows(pd.concat([corpus.tellings, bare], ignore_index=True))
    ]


def _rows(table: pd.DataFrame) -> Any:
    plain = table.astype("object")
    return plain.where(plain.notna(), None).itertuples(index=False)


def _by_telling(table: pd.DataFrame, column: str) -> dict[tuple[str, int], list[Any]]:
    found: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for key, some in table.groupby(["report_id", "position"])[column]:
        found[key] = some.tolist()
    return found


def _telling(
    row: Any, report: Any, facts: dict[str, list[str]], amounts: list[str], *, alone: bool
) -> Telling:
    """A row with what stands beside it; the digest's names are a call's own if it is alone."""
    told = " . ".join([row.gist or "", *(word for some in facts.values() for word in some)])
    both = f"{told} . {report.digest or ''}"
    own = both if alone else told
    written = LETTERS.findall(" ".join(facts["place"] + facts["formation"]))
    words = [*NAME.findall(own), *written]
    # A date that may rest on other reports of the call says nothing of this one.
    known = report.date_basis != "context"
    return Telling(
        report_id=row.report_id,
        call_id=row.call_id,
        gist=row.gist or "",
        words=f"{row.gist or ''} {report.digest or ''}",
        said=both,
        language=DIGESTS,
        names={key: word for word in words if telling_stems(word) for key in name_keys(word)},
        numbers=frozenset([*amounts, *(number for number, _ in find_numbers(own))]),
        facts=Facts(
            Days.of(report.published_from, report.published_to) if known else None,
            Days.of(row.released_from, row.released_to),
            row.released_by if row.released_by in SERVICES else None,
        ),
        named=telling_stems(" ".join([*NAME.findall(both), *written])),
    )


def tell(text_id: str, seen: Seen) -> Telling:
    """A text of the user's as a telling of a call of its own."""
    whole = seen.passages[0]
    shown = {place: seen.text[slice(*place)] for place in seen.names}
    return Telling(
        report_id=text_id,
        call_id=text_id,
        gist=seen.text[slice(*whole)],
        words=seen.text[slice(*whole)],
        said=seen.told(whole),
        language=seen.language,
        names={key: shown[place] for place, keys in seen.names.items() for key in keys},
        numbers=frozenset().union(*seen.numbers.values()),
        facts=seen.facts,
    )
