"""Which calls of the corpus the texts of a user may tell: candidates with their evidence."""

from typing import Any

import pandas as pd

from analysis.collecting.matching.calls import Calls
from analysis.collecting.matching.ranking import Match, Piece, compared_by
from analysis.collecting.matching.told import Told, read_told
from analysis.parsing.tabling import Texts, parse_texts
from analysis.reading.corpus import Corpus
from analysis.tables.days import Days

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
    calls, titles = Calls(corpus), corpus.calls.set_index("call_id")[["title", "part_of"]]
    about = titles.to_dict("index")
    for text_id, article in zip(parsed.ids, parsed.articles, strict=True):
        told = read_told(article)
        for rank, match in enumerate(calls.rank(told, report_id=text_id)[:most], 1):
            rows.append(
                {
                    key: text_id, "rank": rank, "call_id": match.target_id,
                    **about[match.target_id], "compared_by": compared_by(told.language),
                    "reports": calls.reports(match.target_id, but=text_id),
                    **_describe(calls, told, match),
                }
            )  # fmt: skip
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
    calls, told = Calls(corpus), read_told(one.articles[0])
    if not told.passages:
        raise ValueError(f"{text_id} has no words to compare")
    found = {each.target_id: each for each in calls.rank(told, report_id=text_id)}
    if call_id not in found:
        raise KeyError(f"no other report tells a call {call_id}")
    weights, pieces = found[call_id].weights, found[call_id].pieces
    rows = [["start", None, None, None, None, None, weights.start]]
    for each in filter(weights.counts, pieces):
        shown = (
            calls.profiles.tellings[each.telling].report_id if each.telling is not None else None
        )
        place = each.place or (None, None)
        rows.append([each.what, *place, each.own, each.theirs, shown, weights.weigh(each)])
    kinds = dict.fromkeys(PIECES, "str") | {"start": "Int64", "end": "Int64", "points": "float64"}
    return pd.DataFrame(rows, columns=PIECES).astype(kinds)


def _describe(calls: Calls, told: Told, match: Match) -> dict[str, Any]:
    """What a row says of the evidence on a candidate."""
    [words] = match.of("words")
    [days] = match.of("days") or [Piece("days", {})]
    [released] = match.of("releaser") or [Piece("releaser", {})]
    start, end = words.place or (0, 0)
    return {
        "score": match.score,
        "likely": match.score >= match.weights.threshold,
        "words": ", ".join(calls.words(told, words)[:SHOWN]) or None,
        "names": _listed(match.of("name")),
        "numbers": _listed(match.of("number")),
        "days_apart": days.own and Days.parse(days.own).apart(Days.parse(days.theirs or "")),
        "dates": days.own,
        "their_dates": days.theirs,
        "released_by": told.facts.released_by,
        "their_released_by": released.theirs,
        "start": start,
        "end": end,
        "passage": words.own,
        "their_report_id": calls.shown(words),
        "gist": words.theirs,
    }


def _listed(shared: list[Piece]) -> str | None:
    return ", ".join(f"{each.theirs}" for each in shared) or None
