"""Codes as a coder gives them: a person, one change at a time, or a program that reads all texts.

What a person gives is in `codings.csv` at once.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.collecting.sheets import codebook_of, place_codebook, require_coder
from analysis.collecting.store import require_own, write_rows
from analysis.parsing.wordlists import any_of
from analysis.reading.codes import choose_coders
from analysis.reading.corpus import Corpus
from analysis.reading.csvtables import read_csv_rows
from analysis.reading.judgements import list_judges, list_unasked
from analysis.reading.problems import CorpusError
from analysis.reading.rows import Row
from analysis.reading.rules import code_problems
from analysis.tables import CSV_SCHEMAS
from analysis.tables.columns import DTYPES

CODINGS = CSV_SCHEMAS["codings"]
AGREED = "given by all who coded it"
PLACE = ["report_id", "variable"]


class Code(NamedTuple):
    """A value that a coder gave, why, and whether with hesitation.

    An empty value says that the coder judged the variable and found none of its values.
    """

    value: str
    evidence: str = ""
    unsure: bool = False


Codes = dict[str, list[Code]]
"""Variable -> what a coder gave of it in one report; one that is not judged yet is not in it."""

Cells = dict[str, str]


def read_codes(corpus: Corpus, coder: str) -> dict[str, Codes]:
    """What a coder gave in each report, as the corpus's `codings.csv` has it now.

    Raises
    ------
    CorpusError
        The file cannot be read; it names each line.
    """
    read, problems = read_csv_rows(corpus.folder, CODINGS)
    if problems:
        raise CorpusError(corpus.folder, problems)
    given: dict[str, list[Cells]] = defaultdict(list)
    for row in read:
        if row.values["coder"] == coder:
            given[row.values["report_id"] or ""].append(
                {name: value or "" for name, value in row.values.items()}
            )
    return {report_id: _codes(rows) for report_id, rows in given.items()}


def save_codes(
    corpus: Corpus,
    report_id: str,
    coder: str,
    variable: str,
    change: Callable[[list[Code]], list[Code]],
) -> tuple[list[Code], Codes]:
    """Write what comes of a coder's codes of one variable in one report.

    What the coder gave before is read under the lock in which the new is written, so that nothing
    is lost, whoever else writes. All other rows stay as they are, and so does one that is given
    again; what is new has the version of the codebook.

    Parameters
    ----------
    corpus
        As read; by its codebook (without one, by the kit's) what is new is checked.
    report_id, coder, variable
        Whose codes of what.
    change
        Codes that are there -> codes that shall be. Of a variable coded `present` a single empty
        one says that none of its values was found; no code at all, that it is not judged yet.

    Returns
    -------
    tuple
        The codes of the variable as they were, and all of the coder's in that report as they are.

    Raises
    ------
    ValueError
        The report, the coder's name, the variable or a value cannot be, a second value stands
        where one is allowed, or the corpus is that of an installed kit. Nothing is written then.
    CorpusError
        The `codings.csv` that is there cannot be read; it names each line.
    OSError
        The disk refuses; what was there stays.

    Examples
    --------
    >>> import analysis
    >>> corpus = analysis.collecting.start_study().corpus
    >>> report_id = corpus.reports["report_id"][0]
    >>> save_codes(corpus, report_id, "ann", "certainty", lambda _: [Code("distanced")])[1]
    {'certainty': [Code(value='distanced', evidence='', unsure=False)]}
    """
    require_own(corpus)
    require_coder(coder)
    if report_id not in set((corpus.origin or corpus).tables["reports"]["report_id"]):
        raise ValueError(f"no such report: {report_id!r:.80}")
    place = {"report_id": report_id, "coder": coder, "variable": variable}
    version = codebook_of(corpus).version
    answer: list[tuple[list[Code], Codes]] = []

    def choose(there: list[Cells]) -> list[Cells]:
        same = [all(row[name] == word for name, word in place.items()) for row in there]
        before = {_code(row): row for row, one in zip(there, same, strict=True) if one}
        # A code that stays keeps the version of the codebook that it was given by.
        after = [before.get(code, place | _cells(code, version)) for code in change(list(before))]
        _require(corpus, after)
        place_codebook(corpus.folder)
        start = same.index(True) if before else len(there)
        others = [row for row, one in zip(there, same, strict=True) if not one]
        now = [*others[:start], *after, *others[start:]]
        answer.append((list(before), _codes(
            row for row in now if (row["report_id"], row["coder"]) == (report_id, coder)
        )))  # fmt: skip
        return now

    write_rows(corpus.folder, "codings", choose)
    return answer[-1]


def _codes(rows: Iterable[Cells]) -> Codes:
    codes: Codes = defaultdict(list)
    for row in rows:
        codes[row["variable"]].append(_code(row))
    return dict(codes)


def _code(row: Cells) -> Code:
    return Code(row["value"], row["evidence"], row["unsure"] == "true")


def _cells(code: Code, version: str) -> Cells:
    # A lone line break in a cell is taken for that of a row by other programs.
    evidence = " ".join(code.evidence.split())
    return {
        "value": code.value, "evidence": evidence, "unsure": str(code.unsure).lower(),
        "codebook": version,
    }  # fmt: skip


def _require(corpus: Corpus, given: list[Cells]) -> None:
    """ValueError for codes that `check` would find fault with."""
    rows = [Row("codings.csv", number, dict(row)) for number, row in enumerate(given, 1)]
    if problems := code_problems(rows, codebook_of(corpus)):
        raise ValueError("; ".join(f"{each.problem}: {each.mend}" for each in problems))


def list_disputes(
    corpus: Corpus, variable: str | None = None, *, coders: Iterable[str] | None = None
) -> pd.DataFrame:
    """What some coders gave a report and others, who judged it too, did not: the dearest first.

    Parameters
    ----------
    corpus
        Its codings are compared.
    variable
        Only this variable of the codebook; by default all.
    coders
        Whose, two or more; by default all who worked independently. "adjudicated" can be named.

    Returns
    -------
    DataFrame
        One row a report, variable and value: report_id, variable, value, gave (who), judged (how
        many judged it), cost: by how much Krippendorff's alpha of this value would rise if they
        gave it alike. The costs of a value add up to one minus its alpha. What costs most teaches
        most: a value on which coders can seldom agree by chance, since few reports have it.

    Raises
    ------
    KeyError, ValueError
        No such variable; one of the coders coded nothing, or only one is named.

    Examples
    --------
    >>> import analysis
    >>> disputes = list_disputes(analysis.read_corpus(), "certainty")
    >>> disputes["report_id"].nunique()
    71
    >>> (1 - disputes.groupby("value")["cost"].sum()).round(3).to_dict()  # alpha of each
    {'asserted': 0.736, 'attributed': 0.794, 'distanced': 0.925}
    """
    table = _compare(corpus, choose_coders(corpus, coders))
    if variable is not None:
        corpus.codebook.values(variable)
        table = table[table["variable"] == variable]
    judged, gave = table["judged"], table["count"]
    value = table.groupby(["variable", "value"])
    all_judged, all_gave = (value[each].transform("sum") for each in ("judged", "count"))
    # Krippendorff (2011): a report of m judgements adds its unlike pairs, each 1 / (m - 1).
    cost = gave * (judged - gave) / (judged - 1) * (all_judged - 1)
    table = table.assign(cost=cost / (all_gave * (all_judged - all_gave)))
    table = table[cost > 0].sort_values("cost", ascending=False, kind="stable", ignore_index=True)
    return table.drop(columns="count")


def list_agreed(corpus: Corpus, names: Collection[str]) -> pd.DataFrame:
    """What all these coders who judged it gave alike: a row a report and variable judged twice."""
    table = _compare(corpus, names)
    alike = (table["count"] == 0) | (table["count"] == table["judged"])
    agreed = table.assign(alike=alike).groupby(PLACE)["alike"].all()
    return agreed.index[agreed].to_frame(index=False)


def _compare(corpus: Corpus, names: Collection[str]) -> pd.DataFrame:
    """Who of those that were asked for a value gave it: a row a report and value asked of two."""
    judges, late, codings = (
        each[each["coder"].isin(names)]
        for each in (list_judges(corpus), list_unasked(corpus), corpus.codings)
    )
    asked = judges.merge(codebook_of(corpus).definitions[["variable", "value"]], on="variable")
    code = list(asked)
    asked = asked[~pd.MultiIndex.from_frame(asked).isin(pd.MultiIndex.from_frame(late[code]))]
    given = codings.dropna(subset="value").sort_values("coder").groupby([*PLACE, "value"])["coder"]
    table = asked.groupby([*PLACE, "value"]).size().rename("judged").to_frame()
    table = table[table["judged"] > 1].join(given.agg(gave=", ".join, count="size"))
    return table.fillna({"count": 0}).reset_index()[[*PLACE, "value", "gave", "judged", "count"]]


def settle_agreed(
    corpus: Corpus, coder: str | None = None, *, between: Iterable[str] | None = None
) -> int:
    """Write as settled what all gave alike and nobody settled yet; how many codes were written.

    Without them the settled codes would be those of disputes alone, and every share of theirs one
    of the hard cases.

    Parameters
    ----------
    corpus
        As read.
    coder
        As whose codes they are written; by default whose the codebook says are settled.
    between
        The coders who gave them alike; by default all who worked independently.

    Raises
    ------
    CorpusError, OSError, ValueError
        As `save_codes`.

    Examples
    --------
    >>> import analysis
    >>> settle_agreed(analysis.collecting.start_study().corpus)  # nobody coded it yet
    0
    """
    require_own(corpus)
    names, codings = choose_coders(corpus, between), corpus.codings
    coder = coder or codebook_of(corpus).settled
    values = codings.loc[codings["coder"].isin(names), [*PLACE, "value"]].drop_duplicates()
    rows = list_agreed(corpus, names).merge(values, on=PLACE, how="left")
    version = codebook_of(corpus).version
    new = [
        {"report_id": row.report_id, "coder": coder, "variable": row.variable}
        | _cells(Code("" if pd.isna(row.value) else row.value, AGREED), version)
        for row in rows.itertuples()
    ]
    added: list[Cells] = []

    def choose(there: list[Cells]) -> list[Cells]:
        settled = {(row["report_id"], row["variable"]) for row in there if row["coder"] == coder}
        added.extend(row for row in new if (row["report_id"], row["variable"]) not in settled)
        _require(corpus, added)
        return there + added

    write_rows(corpus.folder, "codings", choose)
    return len(added)


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
