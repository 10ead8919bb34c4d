"""Which calls of the corpus the texts of a user may tell: candidates with their evidence."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.collecting.matching.comparing import Comparison, Shared
from analysis.collecting.matching.matcher import Matcher
from analysis.collecting.matching.told import Told, read_told
from analysis.parsing.tabling import Texts, parse_texts
from analysis.reading.corpus import Corpus

COLUMNS = {
    "rank": "int64", "call_id": "str", "title": "str", "part_of": "str", "score": "float64",
    "likely": "bool", "compared_by": "str", "reports": "int64", "words": "str", "names": "str",
    "numbers": "str", "days_apart": "Int64", "dates": "str", "their_dates": "str",
    "released_by": "str", "their_released_by": "str", "start": "int64", "end": "int64",
    "passage": "str", "their_report_id": "str", "gist": "str",
}  # fmt: skip
PIECES = ["kind", "start", "end", "text", "theirs", "their_report_id", "points"]
SHOWN = 6
"""Shared words that are listed, the rarest first."""


def find_candidates(corpus: Corpus, texts: Texts, *, most: int = 5) -> pd.DataFrame:
    """Rank the calls of the corpus that each text may tell, with the evidence side by side.

    Nothing is linked: these are candidates to be read and confirmed (`add_links`). Texts are
    compared with what reports tell of each call, in our words: by words where the text is in
    English, by names in any spelling, numbers, days and the releasing service in any language.

    Parameters
    ----------
    corpus
        The reports to compare with. A text whose key is a report of the corpus is compared with
        the other reports only.
    texts
        One row a text; its first column is the key, `text` the text as it was saved; or texts
        that `parse_texts` has parsed.
    most
        Candidates of each text.

    Returns
    -------
    DataFrame
        One row a text and candidate call, the texts in order and the most probable call first:
        the key, `rank`, `call_id`, `title`, `part_of` (its batch, whose other calls are hard to
        tell from it), `score` (0 to 1: the share of such pairs that were one call, in the corpus),
        `likely` (whether it reaches the threshold), `compared_by` (words or facts),
        `reports` (that tell the call). What both have: `words`, `names`, `numbers`; `days_apart`
        with `dates` and `their_dates`, the nearest of release and publication; `released_by` and
        `their_released_by`. Side by side: `start`, `end` and `passage` of the text that is most
        like `gist`, our words on the telling of `their_report_id`.

    Raises
    ------
    KeyError
        The texts have no column `text`.
    ValueError
        `most` is no number of candidates.

    Examples
    --------
    >>> import analysis
    >>> text = "He asked an old friend to file for marriage, so that he would be given leave."
    >>> texts = pd.DataFrame({"text_id": ["mine"], "text": [text]})
    >>> found = find_candidates(analysis.read_corpus(), texts, most=1)
    >>> found[["text_id", "call_id", "likely"]]
      text_id                call_id  likely
    0    mine  sham-marriage-2022-06    True
    """
    if most < 1:
        raise ValueError(f"most is {most}, expected 1 or more")
    parsed, rows = parse_texts(texts), []
    key = parsed.ids.name
    matcher = Matcher(corpus)
    for text_id, article in zip(parsed.ids, parsed.articles, strict=True):
        told = read_told(article)
        ranked = matcher.rank(told, report_id=text_id)[:most]
        rows += [
            {key: text_id, "rank": rank, **_describe(matcher, told, *found)}
            for rank, found in enumerate(ranked, 1)
        ]
    table = pd.DataFrame(rows, columns=[key, *COLUMNS])
    return table.astype(COLUMNS | {key: parsed.ids.dtype})


def find_evidence(corpus: Corpus, texts: Texts, text_id: str, call_id: str) -> pd.DataFrame:
    """List what speaks for, or against, a text telling a call, side by side.

    Parameters
    ----------
    corpus, texts
        As for `find_candidates`.
    text_id
        Which text: a value of the key column.
    call_id
        Which call.

    Returns
    -------
    DataFrame
        One row a piece of evidence: `kind` (start, words, name, number, days, releaser),
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
    parsed = parse_texts(texts)
    one = parsed.keep((parsed.ids == text_id).to_numpy())
    if not one.articles:
        raise KeyError(f"no such text: {text_id}")
    matcher = Matcher(corpus)
    told = read_told(one.articles[0])
    if not told.passages:
        raise ValueError(f"{text_id} has no words to compare")
    found = {each.call_id: each for each in matcher.compare(told, report_id=text_id)}
    if call_id not in found:
        raise KeyError(f"no other report tells a call {call_id}")
    table = pd.DataFrame(_pieces(matcher, told, found[call_id]), columns=PIECES)
    kinds = dict.fromkeys(PIECES, "str") | {"start": "Int64", "end": "Int64", "points": "float64"}
    return table.astype(kinds)


def _describe(matcher: Matcher, told: Told, found: Comparison, score: float) -> dict[str, Any]:
    """What a row says of a candidate."""
    profiles = matcher.profiles
    telling = profiles.tellings[found.nearest]
    own, theirs = found.days or (None, None)
    return {
        "call_id": found.call_id,
        **matcher.calls[found.call_id],
        "score": score,
        "likely": score >= matcher.weights(told).threshold,
        "compared_by": matcher.choose(told),
        "reports": len({profiles.tellings[each].report_id for each in found.tellings}),
        "words": ", ".join(matcher.words(told, found)[:SHOWN]) or None,
        "names": _listed(found.names),
        "numbers": _listed(found.numbers),
        "days_apart": own.apart(theirs) if own and theirs else None,
        "dates": own and f"{own}",
        "their_dates": theirs and f"{theirs}",
        "released_by": told.facts.released_by,
        "their_released_by": ", ".join(sorted(found.releasers)) or None,
        "start": found.passage.start,
        "end": found.passage.end,
        "passage": told.text[found.passage.start : found.passage.end],
        "their_report_id": telling.report_id,
        "gist": telling.gist,
    }


def _listed(shared: list[Shared]) -> str | None:
    return ", ".join(each.theirs for each in shared) or None


def _pieces(matcher: Matcher, told: Told, found: Comparison) -> Iterator[dict[str, Any]]:
    weights = matcher.weights(told)
    points = weights.parts(found.values)
    telling = matcher.profiles.tellings[found.nearest]
    yield {"kind": "start", "points": weights.start}
    if "words" in points:
        start, end = found.passage
        yield {
            "kind": "words", "start": start, "end": end, "text": told.text[start:end],
            "theirs": telling.gist, "their_report_id": telling.report_id,
            "points": points["words"] + points["words_lead"],
        }  # fmt: skip
    yield from _shared(told, "name", found.names, points["names"])
    yield from _shared(told, "number", found.numbers, points["numbers"])
    if found.days:
        own, theirs = found.days
        both = points["dated"] + points["days_apart"]
        yield {"kind": "days", "text": f"{own}", "theirs": f"{theirs}", "points": both}
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
