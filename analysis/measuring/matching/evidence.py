"""Why a text may tell a call: each piece of evidence, its place, its counterpart, its points."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.measuring.matching.candidates import read_row
from analysis.measuring.matching.comparing import Comparison, Shared
from analysis.measuring.matching.likeness import Embed
from analysis.measuring.matching.matcher import Matcher
from analysis.measuring.matching.told import Told
from analysis.reading.corpus import Corpus
from analysis.tables.texts import require_texts

COLUMNS = ["kind", "start", "end", "text", "theirs", "their_report_id", "points"]


def find_evidence(
    corpus: Corpus, texts: pd.DataFrame, text_id: str, call_id: str, *, embed: Embed | None = None
) -> pd.DataFrame:
    """List what speaks for, or against, a text telling a call, side by side.

    Parameters
    ----------
    corpus, texts, embed
        As for `find_candidates`.
    text_id
        Which text: a value of the key column.
    call_id
        Which call.

    Returns
    -------
    DataFrame
        One row a piece of evidence: `kind` (start, words or meaning, name, number, days, releaser),
        `start` and `end` (offsets into the text; missing for what has no one place), `text` (what
        the text has), `theirs` (what the reports have), `their_report_id` (of the telling shown),
        `points`. All points together are the logarithm of the odds behind the score; "start" is
        where a call begins that has nothing in common with the text.

    Raises
    ------
    KeyError
        There is no such text or call, or no other report tells the call.
    ValueError
        The text has no words.

    Examples
    --------
    >>> import analysis
    >>> texts = pd.DataFrame({"text_id": ["mine"], "text": ["Leave? File for marriage, he said."]})
    >>> found = find_evidence(analysis.read_corpus(), texts, "mine", "sham-marriage-2022-06")
    >>> found["kind"].tolist()
    ['start', 'words']
    """
    key = require_texts(texts)
    rows = texts[texts[key] == text_id].to_dict("records")
    if not rows:
        raise KeyError(f"no such text: {text_id}")
    matcher = Matcher(corpus, embed)
    told = read_row(rows[0])
    if not told.passages:
        raise ValueError(f"{text_id} has no words to compare")
    found = {each.call_id: each for each in matcher.compare(told, report_id=text_id)}
    if call_id not in found:
        raise KeyError(f"no other report tells a call {call_id}")
    table = pd.DataFrame(_pieces(matcher, told, found[call_id]), columns=COLUMNS)
    kinds = dict.fromkeys(COLUMNS, "str") | {"start": "Int64", "end": "Int64", "points": "float64"}
    return table.astype(kinds)


def _pieces(matcher: Matcher, told: Told, found: Comparison) -> Iterator[dict[str, Any]]:
    weights = matcher.weights(told)
    points = weights.parts(found.values)
    telling = matcher.profiles.tellings[found.nearest]
    yield {"kind": "start", "points": weights.start}
    for kind in ("words", "meaning"):
        if kind in points:
            start, end = found.passage
            yield {
                "kind": kind, "start": start, "end": end, "text": told.text[start:end],
                "theirs": telling.gist, "their_report_id": telling.report_id,
                "points": points[kind] + points.get(f"{kind}_lead", 0.0),
            }  # fmt: skip
    yield from _shared(told, "name", found.names, points["names"])
    yield from _shared(told, "number", found.numbers, points["numbers"])
    if found.days:
        own, theirs = found.days
        both = points["dated"] + points["days_apart"]
        yield {"kind": "days", "text": own.told(), "theirs": theirs.told(), "points": both}
    if said := points["same_releaser"] + points["other_releaser"]:
        named = ", ".join(sorted(found.releasers))
        yield {
            "kind": "releaser", "text": told.facts.released_by, "theirs": named, "points": said
        }  # fmt: skip


def _shared(told: Told, kind: str, shared: list[Shared], points: float) -> Iterator[dict[str, Any]]:
    """The points of all names or numbers, parted by how rare each is."""
    whole = sum(each.rarity for each in shared)
    for each in shared:
        start, end = each.place
        yield {
            "kind": kind, "start": start, "end": end, "text": told.text[start:end],
            "theirs": each.theirs, "points": points * each.rarity / whole if whole else 0.0,
        }  # fmt: skip
