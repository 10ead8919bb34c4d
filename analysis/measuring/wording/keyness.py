"""Keyness: the words that one group of texts uses more than another, and how sure that is."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from analysis.measuring.wording.sampling import (
    Sample,
    label_texts,
    require_full_texts,
    require_pair,
    sample_words,
    say_smallness,
)
from analysis.measuring.wording.scoring import score_words, weigh_prior
from analysis.measuring.wording.tokens import PARTS, Part
from analysis.reading.corpus import Corpus

BY_SIDE = ("z", "log_odds", "log_ratio")
BY_SIZE = ("g2", "count")
LEAST = 3


def compare_words(
    texts: pd.DataFrame,
    by: str,
    *,
    groups: tuple[str, str] | None = None,
    corpus: Corpus | None = None,
    part: Part = "own",
    least: int = LEAST,
    stop: Collection[str] = (),
    prior: float | None = None,
    background: pd.DataFrame | None = None,
    sort: str = "z",
) -> pd.DataFrame:
    """Compare how often two groups of full texts use each word.

    Parameters
    ----------
    texts
        One row a text of one language (`read_stored_texts`, `read_samples`); its first column is
        the key, `text` the text as it was saved. Copies of one article would count its words
        again: `keep_articles` leaves one of each.
    by
        A column of `texts` or, with a corpus, a grouping of its reports: "outlet",
        "outlet_kind", "outlet_country", "origin", "carriage", "year" ...
    groups
        The two groups; by default the two that there are.
    corpus
        The corpus whose reports the texts are, by their key: it knows the groups, and which
        reports tell the same call.
    part
        Whose words: "own" (the outlets'), "quoted" or "all" (`find_tokens`).
    least
        Words that both groups together use less often are not listed.
    stop
        Words that are not listed. They still count as words of the texts.
    prior
        Weight of the prior of the log-odds, in words; by default that of one average text.
    background
        Texts on whose words the prior rests besides those of the two groups.
    sort
        "z", "log_odds" or "log_ratio": words of the first group first, those of the other last;
        "g2" or "count": the largest first.

    Returns
    -------
    DataFrame
        One row a word: word; `group` (which uses it more often; missing for neither); `count`
        and `other_count` (occurrences in the first group and in the other); `rate` and
        `other_rate` (per 1,000 words); `log_odds` (difference of log-odds, above 0 for words of
        the first group) with `low` and `high` (95 % interval, calls resampled; texts, where
        there is no corpus; missing where a group has but one of them) and `z`; `log_ratio`
        (powers of two); `g2` with `p` and `q` (Benjamini-Hochberg over the words listed);
        `dispersion` and `other_dispersion` (0 even to 1 all in one text; missing where a group
        has one text); `texts`, `other_texts`, `calls`, `other_calls` (how many use it; calls are
        missing without a corpus); `only_in` ("one text" or "one call" that has all occurrences
        in `group`; else missing). `.attrs` holds the options, the sizes of the groups, the prior
        and `warnings`: sentences that belong beside these numbers.

    Raises
    ------
    ValueError
        There are no full texts (digests are none), no two groups, no words, or several
        languages; an option has no such value.
    KeyError
        No such column, group or report.

    Notes
    -----
    Log-odds and z are those of Monroe, Colaresi & Quinn (2008), G2 that of Dunning (1993), log
    ratio that of Hardie (2014), dispersion that of Gries (2008) as normalised by Lijffijt & Gries
    (2012). z, p and q take every word for an observation of its own, but words of one text are
    not (Lijffijt et al. 2016): use them to rank words, and the interval to believe in one.

    Examples
    --------
    >>> texts = pd.DataFrame({
    ...     "text_id": ["a", "b", "c", "d"],
    ...     "outlet": ["Post", "Post", "Courier", "Courier"],
    ...     "text": ["Grim news about boots.", "A grim call.", "News about boots.", "A call."]})
    >>> table = compare_words(texts, "outlet", groups=("Post", "Courier"), least=2)
    >>> table[["word", "group", "count", "other_count", "texts"]].head(1)
       word group  count  other_count  texts
    0  grim  Post      2            0      2
    """
    require_full_texts(texts, corpus)
    if sort not in BY_SIDE + BY_SIZE:
        raise ValueError(f"sort is {sort!r}, expected one of: {', '.join(BY_SIDE + BY_SIZE)}")
    texts = texts.reset_index(drop=True)
    labels = label_texts(texts, by, corpus)
    sample = sample_words(texts, labels, require_pair(labels, groups), corpus=corpus, part=part)
    weighed = weigh_prior(sample, background, part=part, weight=prior)
    listed = (sample.counts.sum(axis=0) >= least) & ~sample.words.isin([*stop])
    table = score_words(sample, weighed, np.flatnonzero(listed))
    if corpus is None:
        nobody_knows = pd.Series(pd.NA, index=table.index, dtype="Int64")
        table = table.assign(calls=nobody_knows, other_calls=nobody_knows)
    table = table.sort_values(
        [sort, "word"], ascending=[False, True], kind="stable", ignore_index=True
    )
    table.attrs = {
        "by": by, "groups": sample.groups, "part": part, "part_words": PARTS[part],
        "least": least, "family": len(table), "left_out": len(texts) - len(sample.second),
        "prior": round(weighed.weight, 3), "prior_from": weighed.rests_on,
        "resampled": "texts" if corpus is None else "calls",
        "warnings": say_smallness(sample, calls=corpus is not None),
    } | _sizes(sample, known=corpus is not None)  # fmt: skip
    return table


def _sizes(sample: Sample, *, known: bool) -> dict[str, dict[str, int]]:
    """Words, texts and, where they are known, calls of each group."""
    sides = dict(zip(sample.groups, sample.sides(), strict=True))
    sizes = {
        "words": {name: int(sample.sizes[side].sum()) for name, side in sides.items()},
        "texts": {name: int(side.sum()) for name, side in sides.items()},
    }
    calls = {name: len(np.unique(sample.clusters[side])) for name, side in sides.items()}
    return sizes | ({"calls": calls} if known else {})
