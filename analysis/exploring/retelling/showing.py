"""Choices of the explorer of a call -> what is drawn of them; plain functions without a widget."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from analysis.charting.retelling.steps import FEW, FOLDS, Fold, Node, Steps, lay_steps
from analysis.exploring.cards import list_cards
from analysis.exploring.choices import Choices
from analysis.exploring.retelling.picturing import draw_details, draw_story, draw_time_line
from analysis.exploring.retelling.saying import (
    say_about,
    say_listed,
    say_notes,
    say_selection,
    say_subtitle,
    say_telling,
    say_title,
)
from analysis.measuring.retelling.links import list_tellings
from analysis.measuring.retelling.tracing import Trace, corpus_about, trace_call
from analysis.reading.codes import settled_coder
from analysis.reading.corpus import Corpus

STORY, TIMELINE, DETAILS = VIEWS = ("story", "time line", "details")
AUTO, NOTHING = "auto", "none"
MANY = 14
"""So many tellings and more fold by language unless the reader says otherwise."""


@dataclass(frozen=True)
class CallChoices(Choices):
    """What the reader of a call's story chose.

    Attributes
    ----------
    call_id
        The call.
    view
        "story", "time line" or "details".
    fold_by
        As for `lay_steps`; "none", or "auto": by language where there are many tellings.
    unfolded
        Groups that are shown one by one.
    find
        Words of the calls that the menu lists, where there are too many to list them all.
    marks
        Cards whose reports are listed: ids of reports, groups, "release", sources.
    """

    call_id: str = ""
    view: str = STORY
    fold_by: str = AUTO
    unfolded: tuple[str, ...] = ()
    find: str = ""


@lru_cache(maxsize=32)
def trace_of(corpus: Corpus, call_id: str) -> Trace:
    """The call traced; kept, since each redrawing asks."""
    return trace_call(corpus, call_id)


def fold_of(corpus: Corpus, choices: CallChoices) -> Fold | None:
    """By what the tellings of the story are folded."""
    many = len(trace_of(corpus, choices.call_id).tellings) >= MANY
    chosen = "language" if choices.fold_by == AUTO and many else choices.fold_by
    return next((fold for fold in FOLDS if fold == chosen), None)


def lay_out(corpus: Corpus, choices: CallChoices) -> Steps:
    """The call by steps, folded as it was chosen; only a story folds."""
    fold = fold_of(corpus, choices) if choices.view == STORY else None
    return _steps_of(corpus, choices.call_id, fold, choices.unfolded)


@lru_cache(maxsize=32)
def _steps_of(
    corpus: Corpus, call_id: str, fold: Fold | None, unfolded: tuple[str, ...] = ()
) -> Steps:
    return lay_steps(trace_of(corpus, call_id), fold=fold, unfolded=unfolded)


def folds(trace: Trace) -> bool:
    """Whether any step has so many tellings that they can be folded."""
    return bool((trace.tellings["step"].value_counts(dropna=False) > FEW).any())


@lru_cache(maxsize=4)
def list_calls(corpus: Corpus) -> pd.DataFrame:
    """List the calls that are told, the most told first; kept, so not to be changed.

    Returns
    -------
    DataFrame
        One row a call or batch: call_id, title, kind, `tellings`, and `words` to search in: title,
        gist, who released it, and who told it.
    """
    told = list_tellings(corpus).merge(corpus.tables["reports"], on="report_id")
    told["who"] = told["outlet"].fillna("") + " " + told["carried_by"].fillna("")
    grouped = told.groupby("call_id")
    counts = pd.DataFrame(
        {"tellings": grouped["report_id"].nunique(), "who": grouped["who"].agg(" ".join)}
    )
    calls = corpus.tables["calls"].merge(counts, on="call_id")
    others = [calls[each].fillna("") for each in ("call_id", "gist", "released_by", "who")]
    words = calls["title"].fillna("").str.cat(others, sep=" ").str.casefold().str.split()
    calls["words"] = [" ".join(dict.fromkeys(each)) for each in words]
    calls = calls.sort_values(["tellings", "title", "call_id"], ascending=[False, True, True])
    return calls[["call_id", "title", "kind", "tellings", "words"]].reset_index(drop=True)


def find_calls(calls: pd.DataFrame, words: str) -> pd.DataFrame:
    """The calls of `list_calls` that have every one of the words."""
    keep = pd.Series(True, index=calls.index)
    for word in words.casefold().split():
        keep &= calls["words"].str.contains(word, regex=False)
    return calls[keep]


MOST = 300
"""So many calls are listed at most: a page lists them at once, and nobody reads more."""


class Found(NamedTuple):
    """The most told calls that have some words, as `list_calls` has them, and how many have."""

    calls: pd.DataFrame
    number: int


@lru_cache(maxsize=32)
def seek_calls(corpus: Corpus, words: str = "") -> Found:
    """The calls that have every one of the words; without words, all that are told."""
    if corpus.tables.count("calls") > MOST:
        stored = corpus.tables.seek_calls(words.lower().split(), MOST)
        if stored is not None:
            return Found(*stored)
    calls = find_calls(list_calls(corpus), words)
    return Found(calls.head(MOST), len(calls))


def list_found(corpus: Corpus, words: str) -> pd.DataFrame:
    """The most told calls that have the words; all that are told where none has them."""
    found = seek_calls(corpus, words).calls
    return seek_calls(corpus).calls if found.empty else found


@lru_cache(maxsize=32)
def list_offered(corpus: Corpus, words: str, call_id: str) -> pd.DataFrame:
    """The calls that a menu lists: all, or of many those found, before them that which is shown."""
    if not say_menu(corpus, words):
        return seek_calls(corpus).calls
    listed = list_found(corpus, words)
    if listed["call_id"].eq(call_id).any():
        return listed
    shown = list_calls(corpus_about(corpus, call_id))
    return pd.concat([shown[shown["call_id"] == call_id], listed], ignore_index=True)


def say_menu(corpus: Corpus, words: str) -> str:
    """What the menu lists; nothing where it lists all calls."""
    every = seek_calls(corpus).number
    return say_listed(seek_calls(corpus, words).number, every, MOST) if every > MOST else ""


def find_nodes(corpus: Corpus, choices: CallChoices) -> dict[str, Node]:
    """What can be marked, however it is folded now: a selection outlives another view."""
    call_id = choices.call_id
    layouts = [_steps_of(corpus, call_id, fold) for fold in (None, *FOLDS)]
    shown = [node for steps in layouts for node in steps.nodes]
    inside = [member for node in shown for member in node.members]
    return {node.key: node for node in (*inside, *shown)}


def list_chosen(corpus: Corpus, choices: CallChoices) -> pd.DataFrame:
    """The tellings behind the marks, or all; of the release and of sources, who names them."""
    told = trace_of(corpus, choices.call_id).tellings
    if not choices.marks:
        return told
    nodes = find_nodes(corpus, choices)
    marked = [nodes[key] for (key,) in choices.marks if key in nodes]
    sources = {each.key for node in marked for each in (node, *node.members) if not each.reports}
    lines = _steps_of(corpus, choices.call_id, None).lines
    wanted = {report for node in marked for report in node.reports}
    wanted |= {line.target for line in lines if line.source in sources}
    return told[told["report_id"].isin(wanted)].reset_index(drop=True)


def draw_call(corpus: Corpus, choices: CallChoices) -> dict[str, Any]:
    """The picture of the choices: what is known of the call's way, and one of its three views."""
    trace, steps = trace_of(corpus, choices.call_id), lay_out(corpus, choices)
    drawn = {STORY: draw_story, TIMELINE: draw_time_line, DETAILS: draw_details}[choices.view]
    told = trace.tellings.drop(columns=["digest", "url"])
    return {
        "title": say_title(trace),
        "subtitle": say_subtitle(trace, steps, choices.view),
        "notes": say_notes(trace, steps, choices.view),
        "chart": drawn(trace, steps) | {"order": trace.tellings["report_id"].tolist()},
        "about": say_about(corpus),
        "csv": told.to_csv(index=False),
    }


def read_call(corpus: Corpus, choices: CallChoices) -> dict[str, Any]:
    """The tellings of the choices to read, under a heading that says what they are."""
    trace, found = trace_of(corpus, choices.call_id), list_chosen(corpus, choices)
    nodes = find_nodes(corpus, choices) if choices.marks else {}
    return {
        "heading": say_selection(trace, nodes, choices.marks, found),
        "total": len(found),
        "cards": _cards(corpus, trace, choices, found),
    }


def say_tellings(trace: Trace, choices: CallChoices, found: pd.DataFrame) -> list[tuple[str, str]]:
    """The tellings to read, each with its sources and its place; of a single one, its sources."""
    ids = found["report_id"].tolist()
    before = [""] * len(ids)
    if choices.marks and len(ids) == 1:
        edges = trace.edges[trace.edges["report_id"] == ids[0]]
        used = trace.tellings["report_id"].isin(edges["source_report_id"])
        sources = trace.tellings.loc[used, "report_id"].tolist()
        ids, before = ids + sources, before + ["A source of it. "] * len(sources)
    rows = trace.tellings[trace.tellings["report_id"].isin(ids)]
    told = {row.report_id: row for row in rows.itertuples(index=False)}
    return [
        (each, first + say_telling(trace, told[each]))
        for each, first in zip(ids, before, strict=True)
    ]


def _cards(
    corpus: Corpus, trace: Trace, choices: CallChoices, found: pd.DataFrame
) -> list[dict[str, Any]]:
    said = say_tellings(trace, choices, found.head(choices.shown))
    rows = trace.tellings.set_index("report_id", drop=False).loc[[each for each, _ in said]]
    about = corpus_about(corpus, choices.call_id)
    cards = list_cards(about, rows.assign(part=1.0), coder=settled_coder(about), shown=len(rows))
    return [
        card | {"call": None, "said": words} for card, (_, words) in zip(cards, said, strict=True)
    ]
