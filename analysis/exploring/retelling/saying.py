"""What the explorer of a call says: a title no stronger than what is known, and its grounds."""

from typing import Any

import pandas as pd

from analysis.charting.retelling.steps import OUTSIDE, RELEASE, Node, Steps
from analysis.charting.wording import (
    is_doubtful,
    say_number,
    say_ordinal,
    say_release,
    say_short,
    say_times,
)
from analysis.exploring.cards import Explained, explain
from analysis.measuring.retelling.changes import CHANGED, NOT_SEEN, SOURCE
from analysis.measuring.retelling.links import AGAINST
from analysis.measuring.retelling.tracing import Trace
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import noun_of

LOWER = "steps are lower bounds, since a source that is used and not named leaves no trace"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def say_title(trace: Trace) -> str:
    """What is known of the way of a call: how often told, how far at least, what changed."""
    told, steps = trace.tellings, trace.tellings["step"]
    parts = [say_times(len(told)).lower().replace(f"{len(told)}", say_small(len(told)))]
    languages = told["language"].nunique()
    if languages > 1:
        parts[0] += f" in {say_small(languages)} languages"
    most = int(steps.max()) if steps.notna().any() else 0
    if most > 1:
        names = told.loc[steps == most, "name"].unique()
        ends = f" to {names[0]}" if len(names) == 1 else ""
        parts.append(f"at least {say_small(most)} steps from its release{ends}")
    changed = count_changed(trace)
    if changed:
        parts.append(f"{say_small(changed)} {'detail' if changed == 1 else 'details'} changed")
    return f"{trace.call['title']}: {', '.join(parts)}"


def count_changed(trace: Trace) -> int:
    """How many details a telling has otherwise than the source that it names or uses."""
    details = trace.details
    changed = details[(details["change"] == CHANGED) & (details["against"] == SOURCE)]
    return len(changed[["aspect", "detail"]].drop_duplicates())


def say_small(number: int) -> str:
    """A number under ten as a word."""
    return NUMBERS[number] if number < len(NUMBERS) else f"{number}"


def say_listed(found: int, every: int, most: int) -> str:
    """What a menu lists of all the calls, before a box for words that calls are found by.

    Examples
    --------
    >>> say_listed(212_000, 212_000, 300)
    'the 300 most retold of 212,000 calls; find another'
    >>> say_listed(4_608, 212_000, 300), say_listed(2, 212_000, 300)
    ('the 300 most retold of 4,608 found by', '2 of 212,000 calls found by')
    """
    if found == every:
        return f"the {most} most retold of {every:,} calls; find another"
    if found > most:
        return f"the {most} most retold of {found:,} found by"
    return f"{found or 'none'} of {every:,} calls found by"


def say_subtitle(trace: Trace, steps: Steps, view: str) -> str:
    """On how much it rests, and how the picture is to be read."""
    told, call = trace.tellings, trace.call
    release = f"{say_release(call)}, {say_short(call['released_from'], call['released_to'])}"
    head = f"{release[:1].upper()}{release[1:]}. {say_number(len(told), 'telling')} found"
    outside = [node for node in steps.nodes if node.kind == OUTSIDE and node.column]
    others = sum(len(node.members) or 1 for node in outside)
    if others:
        head += f", {say_number(others, 'more outlet')} named as source"
    if view == "time line":
        return (
            f"{head}. A dot is a known day, a bar the days on which it can have appeared; at the "
            "right, the place in the order of time, from the first possible to the last."
        )
    if view == "details":
        return (
            f"{head}. Each column is a detail that tellings have differently; struck out: as its "
            "source has it. The first that is known is not the measure of the others."
        )
    return f"{head}. A column is a step; {LOWER}."


def say_notes(trace: Trace, steps: Steps, view: str) -> list[str]:
    """What is not drawn, doubtful, or against the dates."""
    told, details = trace.tellings, trace.details
    wrong = int((trace.edges["timing"] == AGAINST).sum())
    doubt = sum(map(is_doubtful, told["confidence"]))
    lost = int(told["step"].isna().sum())
    long = sum(line.long for line in steps.lines)
    silent = len(told) - details.loc[details["change"] != NOT_SEEN, "report_id"].nunique()
    said = {
        "story": {
            "Lines that lead past a nearer source show under the pointer.": long,
            f"{say_number(lost, 'telling')} of a step that is not known.": lost,
            f"Red: {wrong} against the dates as they are known.": wrong,
        },
        "details": {
            "No detail is known to differ between these tellings.": details.empty,
            f"{silent} of {len(told)} tellings have none of these details in what was read.":
                silent and len(details),
        },
    }.get(view, {})  # fmt: skip
    say = noun_of(trace.call.attrs).say
    said[say(f"Of {doubt} it is less than sure that they tell this call.")] = doubt
    found = " ".join(words for words, is_so in said.items() if is_so)
    return [found] if found else []


def say_selection(
    trace: Trace, nodes: dict[str, Node], marks: tuple[tuple[Any, ...], ...], found: pd.DataFrame
) -> str:
    """What the list holds."""
    number = say_number(len(found), "telling")
    if not marks:
        return number
    told = trace.tellings["report_id"].tolist()
    if len(marks) == 1 and marks[0][0] in told:
        [name] = found["name"]
        return f"{name}: telling {told.index(marks[0][0]) + 1} of {len(told)} as listed"
    marked = [nodes[key] for (key,) in marks if key in nodes]
    labels = dict.fromkeys(
        f"on the word of {node.label}" if node.kind in (RELEASE, OUTSIDE) else node.label
        for node in marked
    )
    return f"{number}: {'; '.join(labels)}" if labels else number


def say_telling(trace: Trace, telling: Any) -> str:
    """Where a telling stands in time, its sources, its step, how sure it is."""
    number = len(trace.tellings)
    sentences = [say_order(telling, number), say_sources(trace, telling.report_id)]
    if pd.notna(telling.step) and telling.step > 0:
        sentences.append(f"Steps from the release: {telling.step} at least")
    if pd.notna(telling.certainty):
        sentences.append(f"Coded as {telling.certainty}")
    if is_doubtful(telling.confidence):
        say = noun_of(trace.call.attrs).say
        sentences.append(say(f"That it tells this call is {telling.confidence}"))
    return f"{'. '.join(sentences)}."


def say_order(telling: Any, number: int) -> str:
    """Where a telling stands in the order of time, and how sure that is."""
    first, last = telling.earliest, telling.latest
    if first == last:
        return f"By dates and sources {say_ordinal(first)} of {number}"
    return f"By dates and sources from {say_ordinal(first)} to {say_ordinal(last)} of {number}"


def say_sources(trace: Trace, report_id: str) -> str:
    """Which sources a telling names or uses, and how that is known."""
    edges = trace.edges[trace.edges["report_id"] == report_id]
    if edges.empty:
        return "It names no source and none is known"
    used = "; ".join(
        f"{edge.source} ({edge.evidence}{', against the dates' if edge.timing == AGAINST else ''})"
        for edge in edges.itertuples()
    )
    return f"Sources: {used}"


def say_about(corpus: Corpus) -> Explained:
    """The terms behind the story of a call."""
    return explain(
        corpus.declared,
        "Dates",
        "What this does not show",
        Steps="Through how many hands at least a telling has its account: who names only the "
        f"{corpus.declared.issuer.one} is one step from the release, who used an outlet two or "
        f"more. All {LOWER}.",
        Named_copied_inferred="A source is named in the text; or its words are copied; or its use "
        "is inferred, say from a shared mistake. Assumed: an outlet that released nothing has its "
        "account from somebody.",
        What_changed="Readings are of details that tellings have differently; struck out is what "
        "the report has that the telling names or uses. Only part of most reports was read, so "
        "what is absent there may come later.",
        Tellings="Reports of the call that were found, not all that there were: the first known is "
        "not the first.",
    )
