"""Which calls of the corpus the texts of a user may tell, and which of the texts tell one call."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.collecting.matching.features import FEATURES, Match, Piece, rank, read_weights
from analysis.collecting.matching.normalising import LETTERS, STEM, fold
from analysis.collecting.matching.seen import Seen
from analysis.collecting.matching.targets import Targets, read_tellings, tell
from analysis.parsing.tabling import ParsedTexts, Texts, parse_texts
from analysis.reading.corpus import Corpus
from analysis.reading.texts.documents import Document
from analysis.tables.days import Days

COLUMNS = {
    "rank": "int64", "call_id": "str", "title": "str", "part_of": "str", "score": "float64",
    "likely": "bool", "verdict": "str", "compared_by": "str", "reports": "int64", "words": "str",
    "names": "str", "numbers": "str", "days_apart": "Int64", "dates": "str", "their_dates": "str",
    "released_by": "str", "their_released_by": "str", "start": "int64", "end": "int64",
    "passage": "str", "their_report_id": "str", "gist": "str",
}  # fmt: skip
PIECES = ["kind", "start", "end", "text", "theirs", "their_report_id", "points"]
GROUPS = {"call": "str", "known": "bool", "texts": "int64", "score": "Float64"}
SHOWN = 6
"""Shared words that are listed, the rarest first."""

LIKELY, UNLIKELY = "likely", "no likely call"


def find_candidates(corpus: Corpus, texts: Texts, *, most: int = 5) -> pd.DataFrame:
    """Rank the calls of the corpus that each text may tell, with the evidence side by side.

    Nothing is linked: these are candidates to be read and confirmed (`add_links`). Texts are
    compared with what reports tell of each call, in our words: by words where the text is in
    English, by what the words mean where it is in a language of the glossary (German, Polish,
    Ukrainian, Russian), and in any language by names in any spelling, numbers, days and the
    releasing service.

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
        `likely` (whether it reaches the threshold), `verdict` on the text ("likely", or "no likely
        call": then its candidates are only the nearest), `compared_by` (words, concepts or facts),
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
    >>> found[["text_id", "call_id", "verdict"]]
      text_id                call_id verdict
    0    mine  sham-marriage-2022-06  likely
    """
    if most < 1:
        raise ValueError(f"most is {most}, expected 1 or more")
    parsed, rows = parse_texts(texts, packs=corpus.declared.packs), []
    key = parsed.ids.name
    calls, titles = _calls(corpus), corpus.calls.set_index("call_id")[["title", "part_of"]]
    about, unlikely = titles.to_dict("index"), corpus.declared.noun.say(UNLIKELY)
    for text_id, seen in _see(parsed):
        others = calls.without(text_id)
        matches = rank_targets(seen, others, "calls", most=most)
        verdict = LIKELY if any(match.likely for match in matches) else unlikely
        rows += [
            {
                key: text_id, "rank": number, "call_id": match.target_id,
                **about[match.target_id], "verdict": verdict, "compared_by": seen.compared_by,
                **_describe(others, seen, match),
            }
            for number, match in enumerate(matches, 1)
        ]  # fmt: skip
    table = pd.DataFrame(rows, columns=[key, *COLUMNS])
    return table.astype(COLUMNS | {key: parsed.ids.dtype})


def _calls(corpus: Corpus) -> Targets:
    told = [each for each in read_tellings(corpus) if each.call_id]
    return Targets(told, lambda telling: telling.call_id)


def _see(parsed: ParsedTexts) -> Iterator[tuple[Any, Seen]]:
    for text_id, article in zip(parsed.ids, parsed.articles, strict=True):
        yield text_id, Seen(Document(article.text, f"{text_id}"), article)


def rank_targets(
    seen: Seen, targets: Targets, what: str, *, by: str | None = None, **options: Any
) -> list[Match]:
    """Each of the "calls" or "texts" with its evidence, the most probable first.

    None for a text without words; words are compared as the text's language asks for, or `by`.
    """
    if not seen.passages or not targets.alive.any():
        return []
    compared_by = by or seen.compared_by
    return rank(seen, targets, FEATURES[compared_by], read_weights(what, compared_by), **options)


def group_texts(corpus: Corpus, texts: Texts) -> pd.DataFrame:
    """Say which of your texts seem to tell one call: a call of the corpus, or one that it has not.

    A text that is likely to tell a call of the corpus is of that call; the others are compared with
    each other, in whatever languages they are. Precision comes first: texts are put together when
    at least half of the pairs between them are likely by themselves. Each text is in one group, by
    the call that it most probably tells. Nothing is linked: read before you do (`add_links`).

    Parameters
    ----------
    corpus, texts
        As for `find_candidates`.

    Returns
    -------
    DataFrame
        One row a text, in order: the key, `call` (the `call_id` of the corpus, or, of a call that
        it has not, the key of the first text that tells it), `known` (whether the corpus has the
        call), `texts` (how many of yours seem to tell it), `score` (0 to 1: of the likeliest link
        to the call or to another of these texts; missing for a text that stands alone).

    Examples
    --------
    >>> import analysis
    >>> told = ["Mum, a hedgehog ate the last 40 cucumbers, a sailor told her on the phone.",
    ...         "A sailor's mother hears on the phone that a hedgehog ate 40 cucumbers, the last."]
    >>> texts = pd.DataFrame({"text_id": ["a", "b"], "text": told})
    >>> group_texts(analysis.read_corpus(), texts)[["text_id", "call", "known", "texts"]]
      text_id call  known  texts
    0       a    a  False      2
    1       b    a  False      2
    """
    parsed = parse_texts(texts, packs=corpus.declared.packs)
    seen = [each for _, each in _see(parsed)]
    calls = _calls(corpus)
    first = [
        next(iter(rank_targets(each, calls.without(text_id), "calls", most=1, likely=True)), None)
        for text_id, each in zip(parsed.ids, seen, strict=True)
    ]
    links = _link(seen, calls, [number for number, match in enumerate(first) if match is None])
    group = _join([match.target_id if match else None for match in first], links)
    scores = [match.score if match else None for match in first]
    for (one, other), score in links.items():
        for number in (one, other) if group[one] == group[other] else ():
            scores[number] = max(scores[number] or 0.0, score)
    known = {match.target_id for match in first if match}
    table = pd.DataFrame({parsed.ids.name: parsed.ids.array, "label": group})
    named = table.groupby("label")[parsed.ids.name].transform("first").astype("str")
    table["known"] = table["label"].isin(known)
    table["call"] = table["label"].where(table["known"], named)
    table["texts"] = table.groupby("label")["label"].transform("size")
    table["score"] = pd.array(scores, dtype="Float64")
    table.attrs["noun"] = corpus.declared.noun
    return table[[parsed.ids.name, *GROUPS]].astype(GROUPS)


def _link(
    seen: Sequence[Seen], calls: Targets, some: Sequence[int]
) -> dict[tuple[int, int], float]:
    """The likely pairs among some texts, with their scores; English ones are compared by words."""
    told = {f"{number}": seen[number] for number in some if seen[number].passages}
    links: dict[tuple[int, int], float] = {}
    for kind in ("words", "concepts", "facts"):
        own = [tell(each, text) for each, text in told.items() if text.compared_by == kind]
        # The corpus's tellings are no targets here: they say how rare a word is.
        background = [each._replace(call_id=None) for each in calls.tellings]
        targets = Targets([*background, *own], lambda telling: telling.call_id)
        for each, text in told.items():
            by = next(by for by in ("facts", "concepts", "words") if by in (kind, text.compared_by))
            for match in rank_targets(text, targets.without(each), "texts", by=by, likely=True):
                pair = _pair(int(each), int(match.target_id))
                links[pair] = max(links.get(pair, 0.0), match.score)
    return links


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _join(labels: list[str | None], links: dict[tuple[int, int], float]) -> list[str]:
    """A label for each text: the given one, or one for all that are put together."""
    groups = [{number} for number in range(len(labels))]
    for (one, other), _ in sorted(links.items(), key=lambda each: (-each[1], each[0])):
        mine, theirs = groups[one], groups[other]
        pairs = [_pair(left, right) for left in mine for right in theirs]
        if mine is not theirs and 2 * sum(pair in links for pair in pairs) >= len(pairs):
            mine |= theirs
            for number in theirs:
                groups[number] = mine
    return [label or f"\0{min(groups[number])}" for number, label in enumerate(labels)]


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
    parsed = parse_texts(texts, packs=corpus.declared.packs)
    seen = dict(_see(parsed.keep((parsed.ids == text_id).to_numpy()))).get(text_id)
    if seen is None:
        raise KeyError(f"no such text: {text_id}")
    if not seen.passages:
        raise ValueError(f"{text_id} has no words to compare")
    calls = _calls(corpus).without(text_id)
    found = {each.target_id: each for each in rank_targets(seen, calls, "calls")}
    if call_id not in found:
        raise KeyError(f"{corpus.declared.noun.say('no other report tells a call')} {call_id}")
    weights, pieces = found[call_id].weights, found[call_id].pieces
    rows = [["start", None, None, None, None, None, weights.start]]
    for each in filter(weights.counts, pieces):
        shown = None if each.telling is None else calls.tellings[each.telling].report_id
        place = each.place or (None, None)
        rows.append([each.what, *place, each.own, each.theirs, shown, weights.weigh(each)])
    kinds = dict.fromkeys(PIECES, "str") | {"start": "Int64", "end": "Int64", "points": "float64"}
    return pd.DataFrame(rows, columns=PIECES).astype(kinds)


def _describe(calls: Targets, seen: Seen, match: Match) -> dict[str, Any]:
    """What a row says of the evidence on a candidate."""
    [words] = match.of("words")
    [days] = match.of("days") or [Piece("days", {})]
    [released] = match.of("releaser") or [Piece("releaser", {})]
    start, end = words.place or (0, 0)
    number = calls.number[match.target_id]
    reports = {calls.tellings[each].report_id for each in calls.tellings_of(number)}
    return {
        "score": match.score,
        "likely": match.likely,
        "reports": len(reports),
        "words": ", ".join(_shared_words(calls, seen, words)[:SHOWN]) or None,
        "names": _listed(match.of("name")),
        "numbers": _listed(match.of("number")),
        "days_apart": days.own and Days.parse(days.own).apart(Days.parse(days.theirs or "")),
        "dates": days.own,
        "their_dates": days.theirs,
        "released_by": seen.facts.released_by,
        "their_released_by": released.theirs,
        "start": start,
        "end": end,
        "passage": words.own,
        "their_report_id": calls.tellings[words.telling or 0].report_id,
        "gist": words.theirs,
    }


def _shared_words(calls: Targets, seen: Seen, shown: Piece) -> list[str]:
    """Our words on the telling shown that the passage says, too, the rarest first."""
    if seen.compared_by == "facts" or shown.place is None:
        return []
    space, _ = calls.space(seen.compared_by)
    telling = calls.tellings[shown.telling or 0]
    shared = seen.terms(shown.place, seen.compared_by) & telling.terms(seen.compared_by)
    if seen.compared_by == "words":
        spelled = {fold(word)[:STEM]: word for word in LETTERS.findall(telling.words)}
        shared &= spelled.keys()
    else:
        spelled = {concept: concept for concept in shared}
    rarest = sorted(shared, key=lambda each: (-space.rarities[each], each))
    return [spelled[each] for each in rarest]


def _listed(shared: list[Piece]) -> str | None:
    return ", ".join(f"{each.theirs}" for each in shared) or None
