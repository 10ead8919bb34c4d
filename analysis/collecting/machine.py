"""Coders that are programs: whatever gives the codes of a text is measured like any coder."""

import re
from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from analysis.collecting.sheets import codebook_of, require_coder
from analysis.parsing.wordlists import any_of
from analysis.reading.corpus import Corpus
from analysis.reading.problems import CorpusError
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.tables import CSV_SCHEMAS
from analysis.tables.columns import DTYPES

Coder = Callable[[str], str | Iterable[str] | Mapping[str, str]]
"""A text -> a value, values, or values with the words that speak for each."""

NOTE = "a program; it read this corpus's digests, neutral and in its own words, not the reports"
NOTE_TEXTS = "a program; it read the texts that it was given, not the digests"


def code_reports(
    corpus: Corpus,
    code: Coder,
    *,
    coder: str,
    variable: str | None = None,
    texts: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Let a program code reports.

    Parameters
    ----------
    corpus
        Its reports are coded, by its codebook; without one, by the kit's.
    code
        Text -> a value, any number of values, or a mapping of values to the words that speak for
        them, which are kept as evidence.
    coder
        What to call the program: a short name in small letters.
    variable
        What it codes; by default the codebook's default variable.
    texts
        Texts to read, with their reports: report_id, text (as `read_stored_texts` gives them). By
        default the digests: neutral English ones in the kit's corpus, so that figures of theirs
        say nothing of how the program would read the articles.

    Returns
    -------
    DataFrame
        One row a code, as in `codings`: report_id, coder, variable, value (missing: none of the
        variable's), evidence, unsure, codebook. `Corpus.with_codings` measures them beside the
        others, `add_codings` keeps them. `.attrs["coder_notes"]` says what was read, beside every
        figure.

    Raises
    ------
    KeyError, ValueError
        No such variable; the coder's name cannot be one; the program fails on a report, or gives
        what the codebook has not: the message names the reports.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.read_corpus(edition=1)
    >>> words = {"supply": ["ammunition", "no food"], "losses": ["dead", "killed", "wound*"]}
    >>> codes = code_reports(corpus, match_words(words), coder="words")
    >>> with_words = corpus.with_codings(codes)
    >>> table = analysis.count_codes(with_words, "theme", words, every=None, coder="words")
    >>> table[["value", "count", "total"]]
        value  count  total
    0  supply    7.0  261.0
    1  losses   73.0  261.0
    """
    require_coder(coder)
    codebook = codebook_of(corpus)
    variable = codebook.leading if variable is None else variable
    codebook.values(variable)
    read = corpus.reports.rename(columns={"digest": "text"}) if texts is None else texts
    read = read.dropna(subset="text")
    head = {"coder": coder, "variable": variable, "unsure": "false", "codebook": codebook.version}
    rows = [
        {"report_id": each.report_id, **head, "value": value, "evidence": evidence}
        for each in read.itertuples()
        for value, evidence in _given(code, each.text, each.report_id).items() or [("", "")]
    ]
    problems = code_problems([Row(row["report_id"], 0, {**row}) for row in rows], codebook)
    if problems:
        raise CorpusError(coder, problems)
    columns = CSV_SCHEMAS["codings"].columns
    table = pd.DataFrame(rows, columns=list(columns)).replace("", None)
    table = table.assign(unsure=False)
    table = table.astype({name: DTYPES[each.metadata["kind"]] for name, each in columns.items()})
    table.attrs = {"coder_notes": {coder: NOTE if texts is None else NOTE_TEXTS}}
    return table


def _given(code: Coder, text: str, report_id: str) -> dict[str, str]:
    """Value -> the words that speak for it."""
    try:
        given = code(text)
        if isinstance(given, Mapping):
            return {str(value): " ".join(str(words).split()) for value, words in given.items()}
        return {str(value): "" for value in ([given] if isinstance(given, str) else given)}
    except Exception as error:
        raise ValueError(f"the program fails on {report_id}: {error!r:.200}") from error


def match_words(words: Mapping[str, Iterable[str]]) -> Coder:
    """A coder that gives a value wherever one of its words stands, with the first that does.

    An example of such a program, and a weak one: words neither know who says them nor of what.

    Parameters
    ----------
    words
        Value -> its words, capital or not; `wound*` is any word that begins so, "no food" both of
        them, one after the other. Those of a codebook: `Codebook.words`.

    Returns
    -------
    callable
        Text -> value -> the words found. One automaton of all the words reads a text once.

    Examples
    --------
    >>> coder = match_words({"losses": ["wound*"], "supply": ["no food"]})
    >>> coder("Wounded men and no  food, said the wounded.")
    {'losses': 'Wounded', 'supply': 'no  food'}
    """
    each = [
        f"(?:(?=({any_of(word[:-1] for word in some if word.endswith('*'))}\\w*"
        f"|{any_of(word for word in some if not word.endswith('*'))}(?!\\w)))|)"
        for some in map(list, words.values())
    ]
    # A group in a look ahead for each value: words of several can begin at the same place.
    found = re.compile(rf"(?<!\w)(?=\w){''.join(each)}".replace("\\ ", r"\s+"), re.IGNORECASE)

    def code(text: str) -> dict[str, str]:
        given: dict[str, str] = {}
        for place in found.finditer(text):
            for value, hit in zip(words, place.groups(), strict=True):
                if hit:
                    given.setdefault(value, hit)
        return {value: given[value] for value in words if value in given}

    return code
