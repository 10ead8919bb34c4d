"""What a reader chose to see of a call, and the plain functions that put it into words."""

from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.retelling.details import CHANGES
from analysis.charting.retelling.lanes import Lanes, say_release
from analysis.charting.wording import say_number
from analysis.exploring.listing import link
from analysis.exploring.styles import dress
from analysis.measuring.retelling.links import list_tellings
from analysis.measuring.retelling.tracing import Trace
from analysis.reading.codes import ADJUDICATED
from analysis.reading.corpus import Corpus
from analysis.tables.days import say_days

CSS = """
.overheard-travel {max-width: 880px; font-size: 13px; line-height: 1.45}
.overheard-travel .cards {display: grid; gap: 8px; max-height: 600px; overflow-y: auto;
  grid-template-columns: repeat(auto-fill, minmax(250px, 1fr))}
.overheard-travel .cards > div {padding: 8px 10px; border: 1px solid #d5dae1; border-radius: 4px}
.overheard-travel .cards > .chosen {border: 2px solid #0072B2}
.overheard-travel .facts {color: var(--jp-ui-font-color2, #4b5563)}
.overheard-travel p {margin: 3px 0 0}
.overheard-travel .matrix {overflow-x: auto; margin: 6px 0}
.overheard-travel table {border-collapse: collapse; font-size: 12px}
.overheard-travel th, .overheard-travel td {padding: 3px 7px; text-align: left;
  vertical-align: top; border: 1px solid #d5dae1; max-width: 190px; white-space: normal}
.overheard-travel td b, .overheard-travel .signs {font-family: Helvetica, Arial, sans-serif}
.overheard-travel tr.chosen > * {background: #F0E44266}
"""


@dataclass(frozen=True)
class CallView:
    """What the reader has chosen.

    Attributes
    ----------
    call_id
        The call.
    lanes
        As for `chart_trace`.
    telling
        Id of the report that is read now; missing means all tellings.
    """

    call_id: str
    lanes: Lanes = "outlet"
    telling: str | None = None


def list_calls(corpus: Corpus) -> pd.DataFrame:
    """List the calls that are told, the most told first.

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
    calls["words"] = calls["title"].fillna("").str.cat(others, sep=" ").str.casefold()
    calls = calls.sort_values(["tellings", "title", "call_id"], ascending=[False, True, True])
    return calls[["call_id", "title", "kind", "tellings", "words"]].reset_index(drop=True)


def find_calls(calls: pd.DataFrame, words: str) -> pd.DataFrame:
    """The calls of `list_calls` that have every one of the words."""
    keep = pd.Series(True, index=calls.index)
    for word in words.casefold().split():
        keep &= calls["words"].str.contains(word, regex=False)
    return calls[keep]


def list_chosen(trace: Trace, view: CallView) -> pd.DataFrame:
    """The telling that is read now, or all."""
    tellings = trace.tellings
    chosen = tellings[tellings["report_id"] == view.telling] if view.telling else tellings
    return chosen.reset_index(drop=True)


def say_ordinal(number: int) -> str:
    """A place in words: "1st", "12th", "23rd"."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def say_order(telling: Any, number: int) -> str:
    """Where a telling stands in the order of time, and how sure that is."""
    first, last = telling.earliest, telling.latest
    if first == last:
        return f"By dates and sources it stands {say_ordinal(first)} of {number}"
    return (
        f"By dates and sources it could stand anywhere from {say_ordinal(first)} to "
        f"{say_ordinal(last)} of {number}"
    )


def say_sources(trace: Trace, report_id: str) -> str:
    """Which sources a telling names or uses, and how that is known."""
    edges = trace.edges[trace.edges["report_id"] == report_id]
    if edges.empty:
        return "It names no source and none is known"
    used = "; ".join(
        f"{edge.source} ({edge.evidence}"
        f"{', against the dates' if edge.timing == 'against the dates' else ''})"
        for edge in edges.itertuples()
    )
    return f"Sources: {used}"


def heading_of(trace: Trace, view: CallView) -> str:
    """What the cards under the chart hold, in words."""
    call, number = trace.call, len(trace.tellings)
    if view.telling is None:
        release = say_days(call["released_from"], call["released_to"])
        return f"{say_number(number, 'telling')}; {say_release(call)}, {release}"
    place = int((trace.tellings["report_id"] == view.telling).to_numpy().argmax()) + 1
    telling = list_chosen(trace, view).iloc[0]
    return f"Telling {place} of {number} as listed: {telling['name']}"


def cards_html(trace: Trace, view: CallView, *, coder_note: str = "") -> str:
    """Digests side by side: all tellings, or the one that is read beside its sources."""
    shown, number = list_chosen(trace, view), len(trace.tellings)
    told = "".join(
        _card(row, "This telling" if view.telling else "", _say_more(trace, row, number))
        for row in shown.itertuples(index=False)
    )
    sources = ""
    if view.telling:
        used = trace.edges.loc[trace.edges["report_id"] == view.telling, "source_report_id"]
        rows = trace.tellings[trace.tellings["report_id"].isin(used.dropna())]
        sources = "".join(
            _card(row, "A source of it", _say_more(trace, row, number))
            for row in rows.itertuples(index=False)
        )
    note = f" ({escape(coder_note)})" if coder_note else ""
    return dress(
        CSS,
        '<section class="overheard-travel" aria-live="polite" aria-label="Tellings">'
        f"<p><strong>{escape(heading_of(trace, view))}</strong></p>"
        f'<div class="cards" tabindex="0" role="group" aria-label="Digests">{told}{sources}</div>'
        f'<p class="facts">Digests are in our words. Certainty: {ADJUDICATED} codes{note}.</p>'
        "</section>",
    )


def _say_more(trace: Trace, telling: Any, number: int) -> str:
    step = ""
    if pd.notna(telling.step) and telling.step > 0:
        step = f" Steps from the release: {telling.step} at least."
    certainty = "" if pd.isna(telling.certainty) else f" Coded as {telling.certainty}."
    sources = say_sources(trace, telling.report_id)
    return f"{say_order(telling, number)}. {sources}.{step}{certainty}"


def _card(row: Any, what: str, more: str) -> str:
    chosen = ' class="chosen"' if what == "This telling" else ""
    language = row.language if pd.isna(row.translated_from) else (
        f"{row.language} from {row.translated_from}"
    )  # fmt: skip
    site = "" if pd.isna(row.carried_by) else f" on {row.carried_by}"
    facts = (
        f"{say_days(row.published_from, row.published_to)} (date: {row.date_basis}) · {language}"
    )
    head = f'<span class="facts">{what}: </span>' if what else ""
    return (
        f"<div{chosen}>{head}<strong>{escape(f'{row.name}{site}')}</strong>"
        f'<p class="facts">{escape(facts)} · {link(row.url)}</p>'
        f'<p>{escape(str(row.digest))}</p><p class="facts">{escape(more)}</p></div>'
    )


def matrix_html(table: pd.DataFrame, telling: str | None) -> str:
    """The details of a trace as a table to read; empty where nothing differs."""
    if table.empty:
        return dress(
            CSS,
            '<section class="overheard-travel"><p class="facts">No detail is known to differ '
            "between these tellings.</p></section>",
        )
    details = table[["aspect", "detail"]].drop_duplicates()
    heads = "".join(
        f'<th scope="col">{escape(f"{each.aspect}: {each.detail}")}</th>'
        for each in details.itertuples()
    )
    cells = table.set_index(["report_id", "aspect", "detail"])
    rows = []
    for report in table.drop_duplicates("report_id").itertuples():
        chosen = ' class="chosen" aria-current="true"' if report.report_id == telling else ""
        found = [cells.loc[(report.report_id, *each)] for each in details.itertuples(index=False)]
        rows.append(
            f'<tr{chosen}><th scope="row">{escape(report.name)}</th>'
            f"{''.join(map(_cell, found))}</tr>"
        )
    legend = "; ".join(words for words, _ in CHANGES.values())
    return dress(
        CSS,
        '<section class="overheard-travel"><div class="matrix" tabindex="0" role="region" '
        f'aria-label="Details that differ"><table><thead><tr><th scope="col">details that differ'
        f"</th>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        f'<p class="facts signs">{escape(legend)}</p></section>',
    )


def _cell(cell: pd.Series) -> str:
    words, _ = CHANGES[cell["change"]]
    reading = "" if pd.isna(cell["reading"]) else str(cell["reading"])
    return (
        f'<td title="{escape(words[2:], quote=True)}"><b>{escape(words[0])}</b> '
        f"{escape(reading)}</td>"
    )
