"""Two groups of full texts as counts of words by text, checked to be what keyness can be had of."""

from itertools import chain, compress
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from analysis.collecting.streaming import ParsedFolder
from analysis.measuring.comparison.grouping import group_reports
from analysis.measuring.resampling import cluster_reports
from analysis.measuring.wording.tokens import PARTS, Part, whose_words
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts
from analysis.parsing.tokens import ANYTHING, count_tokens
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import Noun

FEW_TEXTS, FEW_WORDS = 5, 5_000
"""A group with fewer texts (or independent calls), or fewer words, says little about wording."""

REFUSAL = (
    "digests are the kit's own words: what is key in them says how the digests were written, "
    "nothing about the wording of outlets. Keyness needs full texts"
)
ADVICE = "add them with `overheard add FOLDER` and read them with `read_stored_texts`"


class Sample(NamedTuple):
    """The texts of two groups in numbers.

    Attributes
    ----------
    groups
        Names of the two.
    words
        The vocabulary, in the order of the columns of `counts`.
    counts
        Occurrences, one row a text, one column a word; every text has some.
    second
        Whether each text is of the second group.
    clusters
        The call of each text, numbered from 0, where reports that share calls count as one;
        without a corpus each text is a cluster.
    """

    groups: tuple[str, str]
    words: pd.Index
    counts: sparse.csr_array
    second: np.ndarray
    clusters: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        """Words of each text."""
        return np.asarray(self.counts.sum(axis=1))

    def sides(self) -> list[np.ndarray]:
        """For each group, whether each text is of it."""
        return [~self.second, self.second]


def sample_words(
    texts: ParsedTexts | ParsedFolder,
    facts: pd.DataFrame,
    labels: pd.Series,
    groups: tuple[str, str],
    *,
    corpus: Corpus | None,
    part: Part,
) -> Sample:
    """Count the words of the texts of two groups; `facts` are those of `list_facts`.

    Raises
    ------
    ValueError
        The texts are in several languages, or those of a group have no words of that part.
    """
    of_groups = labels.isin(groups).to_numpy()
    ids, labels = facts[of_groups].iloc[:, 0], labels[of_groups]
    _require_one_language(_languages(texts, facts)[of_groups])
    words, counts = count_words(texts, ids, part)
    has_words = np.diff(counts.indptr) > 0
    counted, counts = ids[has_words], counts[has_words]
    second = labels[has_words].eq(groups[1]).to_numpy(dtype=bool)
    for group, empty in zip(groups, [second.all(), not second.any()], strict=True):
        if empty:
            raise ValueError(f"the texts of {group!r} have nothing to count: {PARTS[part]}")
    return Sample(groups, words, counts, second, _clusters(counted, corpus))


def list_facts(texts: ParsedTexts | ParsedFolder) -> pd.DataFrame:
    """One row a text: its key, and what is known of it."""
    return texts.list_texts() if isinstance(texts, ParsedFolder) else texts.frame


def count_words(
    texts: ParsedTexts | ParsedFolder, ids: pd.Series, part: Part
) -> tuple[pd.Index, sparse.csr_array]:
    """The words of the texts of these keys, sorted, and how often each text has each of them.

    Raises
    ------
    ValueError
        There is no such part, or a folder of parsed texts did not count it.
    """
    wanted = whose_words(part)
    if isinstance(texts, ParsedFolder):
        if ANYTHING in wanted:
            raise ValueError(f"a parsed folder has no count of {PARTS[part]}; it has of part='all'")
        found = texts.count_words(ids, wanted)
        columns, words = pd.factorize(found["word"], sort=True)
        place = (pd.Index(ids).get_indexer(found["text_id"]), columns)
        return words, sparse.coo_array(
            (found["times"].to_numpy(dtype="float64"), place), shape=(len(ids), len(words))
        ).tocsr()
    kept = compress(texts.articles, texts.ids.isin(ids))
    counts = [article.once(count_tokens, wanted) for article in kept]
    known = sorted(set().union(*counts))
    number = dict(zip(known, range(len(known)), strict=True))
    columns = np.fromiter(map(number.__getitem__, chain.from_iterable(counts)), dtype="int64")
    times = np.fromiter(chain.from_iterable(each.values() for each in counts), dtype="float64")
    ends = np.cumsum([0, *map(len, counts)])
    shape = (len(counts), len(known))
    return pd.Index(known, dtype="str"), sparse.csr_array((times, columns, ends), shape=shape)


def _languages(texts: ParsedTexts | ParsedFolder, facts: pd.DataFrame) -> pd.Series:
    if isinstance(texts, ParsedFolder):
        return facts["language"]
    return pd.Series([article.language for article in texts.articles], dtype="str")


def require_full_texts(
    texts: Texts | ParsedFolder, corpus: Corpus | None
) -> ParsedTexts | ParsedFolder:
    """Full texts, parsed; what is no table of them is refused, with the reason and what to do.

    Raises
    ------
    ValueError
        The texts are digests, there are none, or a text has two rows.
    """
    if isinstance(texts, ParsedFolder):
        return texts
    frame = texts.frame if isinstance(texts, ParsedTexts) else texts
    if "text" not in frame:
        if "digest" in frame:
            raise ValueError(f"{REFUSAL}: {ADVICE}")
        raise ValueError(f"the texts have no column 'text'; there are: {', '.join(frame)}")
    if frame.empty:
        raise ValueError(f"there are no full texts: {ADVICE}")
    if corpus is not None and frame["text"].isin(corpus.tables["reports"]["digest"]).any():
        raise ValueError(f"{REFUSAL}: {ADVICE}")
    key = frame.iloc[:, 0]
    if key.duplicated().any():
        raise ValueError(f"two texts are called {key[key.duplicated()].iloc[0]!r}")
    return parse_texts(texts)


def label_texts(texts: pd.DataFrame, by: str, corpus: Corpus | None) -> pd.Series:
    """The group of each text; missing for a report that several periods share.

    Raises
    ------
    KeyError, ValueError
        There is no such column or grouping; a text is of no report of the corpus.
    """
    if by in texts:
        return texts[by].astype("str")
    if corpus is None:
        raise KeyError(f"the texts have no column {by!r}; there are: {', '.join(texts)}")
    grouped = group_reports(corpus.select(texts[texts.columns[0]]), by)
    whole = grouped[grouped["weight"] >= 1].set_index("report_id")["group"]
    return texts[texts.columns[0]].map(whole)


def require_pair(labels: pd.Series, groups: tuple[str, str] | None) -> tuple[str, str]:
    """The two groups to compare.

    Raises
    ------
    ValueError
        There are not two, or they are the same.
    KeyError
        No text is of a group that is asked for.
    """
    counts = labels.value_counts()
    known = ", ".join(f"{name} ({count})" for name, count in counts.items())
    wanted = tuple(sorted(counts.index)) if groups is None else tuple(map(str, groups))
    if len(set(wanted)) != 2 or len(wanted) != 2:
        raise ValueError(f"keyness compares two groups, name them; there are (texts): {known}")
    for group in wanted:
        if group not in counts:
            raise KeyError(f"no text is of {group!r}; there are (texts): {known}")
    return wanted[0], wanted[1]


def say_smallness(sample: Sample, *, noun: Noun | None) -> list[str]:
    """A sentence for each group that is too small to say much about its wording.

    The noun is of what the texts retell, where that is known.
    """
    warnings = []
    for group, side in zip(sample.groups, sample.sides(), strict=True):
        words = int(sample.sizes[side].sum())
        texts, clusters = int(side.sum()), len(np.unique(sample.clusters[side]))
        if clusters < FEW_TEXTS or words < FEW_WORDS:
            of = "1 text" if texts == 1 else f"{texts} texts"
            of += f" (independent {noun.several}: {clusters})" if noun else ""
            least = f"{FEW_WORDS:,} words in {FEW_TEXTS} {noun.several if noun else 'texts'}"
            said = f"{words:,} words in {of} say little about its wording"
            warnings.append(f"{group}: {said}; at least {least} should.")
    return warnings


def _require_one_language(languages: pd.Series) -> None:
    counts = languages[languages != "und"].value_counts()
    if len(counts) > 1:
        known = ", ".join(f"{name} ({count})" for name, count in counts.items())
        raise ValueError(
            f"words can be compared within one language; the texts are in: {known}. "
            "Choose those of one first: `count_speech(texts)` names the language of each."
        )


def _clusters(report_ids: pd.Series, corpus: Corpus | None) -> np.ndarray:
    if corpus is None:
        return np.arange(len(report_ids))
    return cluster_reports(corpus.select(report_ids)).loc[report_ids].to_numpy()
