"""What stands in each section of a site before any script runs: words, pictures, tables."""

from html import escape
from typing import Any

import pandas as pd

from analysis.charting.packing import finite
from analysis.charting.saving import FORMATS
from analysis.charting.wording import (
    VARIABLES,
    say_estimate,
    say_group,
    say_range,
    say_short,
)
from analysis.exploring.comparison.explorer import GroupExplorer
from analysis.exploring.retelling.explorer import CallExplorer
from analysis.exploring.retelling.showing import trace_of
from analysis.exploring.terms import TERMS
from analysis.exploring.themes.explorer import ThemeExplorer
from analysis.measuring.comparison.replication import FAILS, HOLDS, UNTESTED, replicate
from analysis.measuring.counting import count_codes
from analysis.publishing.rendering import clean_markdown
from analysis.publishing.site.markup import CODED, Section, link, table, text
from analysis.publishing.site.tabling import CALLS, Table
from analysis.reading.corpus import Corpus
from analysis.untrusted import plain_text

WAKE = "With scripts switched on, this becomes an explorer with its reading list."


def explored(
    name: str, explorer: Any, table_html: str, data: Table, *, lead: str, coded: bool = True
) -> Section:
    """A section around an explorer: until it wakes, and where it cannot, its picture and table."""
    view = explorer.view
    picture = FORMATS[".svg"](finite(explorer.chart.to_dict()))
    files = {f"{name}.svg": picture, f"{name}.csv": view["csv"].encode()}
    cite = f"{view['source']}: {view['title']}. {view['subtitle']}"
    html = (
        f'<p class="lead">{lead}</p>\n<div data-explorer="{name}" hidden></div>\n'
        f'<div class="still"><figure><img class="chart" src="file:{name}.svg" '
        f'alt="{text(view["title"])}. {text(view["subtitle"])}"><figcaption>{text(view["title"])}'
        f"</figcaption></figure>\n"
        f'<p class="take"><a href="file:{name}.csv" download="{name}.csv">Numbers (CSV)</a> '
        f'<a href="file:{name}.svg" download="{name}.svg">Picture (SVG)</a></p>\n'
        f"{table_html}\n"
        f'<p class="note">To cite: {text(cite)}</p><p class="note">{WAKE}</p></div>\n'
    )
    if coded:
        html += f'<p class="note">{CODED}</p>\n'
    return Section(name, TITLES[name], view["title"], html, data, files, f"{name}.svg")


TITLES = {
    "themes": "Themes over time",
    "groups": "Outlets compared",
    "calls": "A call's story",
    "vouching": "Who vouches",
    "replication": "The replication",
    "reading": "Reading list",
    "methods": "Methods in plain words",
}


def themes_section(corpus: Corpus, explorer: ThemeExplorer, data: Table) -> Section:
    """Themes over time: a row a theme, a column a quarter."""
    counts = count_codes(corpus, "theme", every="quarter").dropna(subset="period")
    periods = sorted(counts["period"].unique())
    rows = [
        [
            text(title),
            *(
                _estimate(row.share, row.low, row.high, SHARE)
                for row in of.sort_values("period").itertuples()
            ),
        ]
        for title, of in counts.groupby("title", sort=False)
    ]
    heads = [
        "Theme",
        *(f"{period:%b} to {period + pd.offsets.QuarterEnd(0):%b %Y}" for period in periods),
    ]
    shown = table("Share of reports with each theme by quarter, with 95 % intervals", heads, rows)
    lead = (
        "What the calls were reported to be about, quarter by quarter. Choose themes and what is "
        "counted; a click on a dot, or Enter, lists the reports behind it."
    )
    return explored("themes", explorer, shown, data, lead=lead)


SHARE = {"measure": "share"}


def _estimate(number: float, low: float, high: float, options: dict[str, Any]) -> str:
    """A number with its interval; a dash where there is none."""
    if pd.isna(number):
        return "–"
    ends = say_range(low, high, options)
    return say_estimate(number, options) + (f" <small>({ends})</small>" if ends else "")


def groups_section(name: str, explorer: GroupExplorer, data: Table, lead: str) -> Section:
    """Groups compared: a row a value, a column a group."""
    shown = explorer.table
    groups = list(dict.fromkeys(shown["group"]))
    rows = [
        [text(title), *(
            _estimate(row.estimate, row.low, row.high, shown.attrs)
            for row in of.set_index("group").loc[groups].itertuples()
        )]
        for title, of in shown.groupby("title", sort=False)
    ]  # fmt: skip
    options = shown.attrs
    what = VARIABLES.get(options["variable"], options["variable"])
    caption = f"{what} by {options['by_words']}, with 95 % intervals"
    heads = ["", *(text(say_group(group)) for group in groups)]
    return explored(name, explorer, table(caption, heads, rows), data, lead=lead)


def calls_section(
    corpus: Corpus, explorer: CallExplorer, calls: pd.DataFrame, data: Table
) -> Section:
    """The most told calls, each with the table of its tellings."""
    parts = []
    for call in calls.head(CALLS).itertuples():
        told = trace_of(corpus, call.call_id).tellings
        rows = [
            [text(row.name), text(say_short(row.published_from, row.published_to)),
             text(row.language), text(row.step), text(row.certainty), link(row.url, "article")]
            for row in told.itertuples(index=False)
        ]  # fmt: skip
        heads = [
            "Outlet",
            "Published",
            "Language",
            "Steps from the release, at least",
            "Coded as",
            "Page",
        ]
        inside = table(f"Tellings of: {plain_text(call.title)}", heads, rows)
        parts.append(
            f"<details><summary>{text(call.title)} <small>{call.tellings} tellings</small>"
            f"</summary>{inside}</details>"
        )
    lead = (
        "How one call was told on: by whom, on whose word, and what changed. The "
        f"{len(parts)} calls told most often are here. Choose a call; the pointer or the focus on "
        "a card lights its way."
    )
    return explored("calls", explorer, "\n".join(parts), data, lead=lead)


TESTED = "Findings of the first edition, tested on reports that came after"


def replication_section(corpus: Corpus) -> Section | None:
    """What the first edition found, tested on what came after; none without predictions."""
    if not (corpus.folder / "predictions.yml").is_file():
        return None
    try:
        tested = replicate(corpus)
    except ValueError:  # a selection, say, that lacks the groups that a finding is about
        return None
    counts = tested["answer"].value_counts()
    number = {answer: int(counts.get(answer, 0)) for answer in (HOLDS, FAILS, UNTESTED)}
    finding = (
        f"Of {len(tested)} tests of the first edition's findings {number[HOLDS]} hold, "
        f"{number[FAILS]} fail{'s' if number[FAILS] == 1 else ''}, {number[UNTESTED]} cannot be "
        "made"
    )
    order = {HOLDS: 0, FAILS: 1, UNTESTED: 2}
    rows = [
        [text(row.finding), _interval(row), text(row.predicted), _number(row.first),
         f"{_number(row.new)} <small>({_number(row.new_low)} to {_number(row.new_high)})</small>",
         text(row.on), f"{row.calls:.3g}",
         f'<strong class="answer">{text(row.answer)}</strong> <small>{text(row.why, "")}</small>']
        for row in tested.sort_values("answer", key=lambda each: each.map(order), kind="stable")
        .itertuples()
    ]  # fmt: skip
    heads = [
        "Finding", "First edition (ring) and new reports (dot, with interval)", "Predicted",
        "First edition", "New reports (95 %)", "Tested on", "Independent calls", "Answer",
    ]  # fmt: skip
    source = f"Overheard, corpus {corpus.fingerprint}"
    html = (
        f'<p class="lead">{text(finding)}.</p>\n<p>What would count as holding was written down '
        "before the new reports were measured. A finding holds where the interval of the new "
        "reports lies on the predicted side, and fails where it lies on the other. One that cannot "
        "be tested is neither right nor wrong: it has been seen once.</p>\n"
        '<p class="take"><a href="file:replication.csv" download="replication.csv">'
        f"Numbers (CSV)</a></p>\n{table(TESTED, heads, rows)}\n"
        f'<p class="note">To cite: {text(source)}: {text(finding)}.</p>\n'
        f'<p class="note">{CODED}</p>'
    )
    files = {
        "replication.csv": tested.to_csv(index=False, float_format="%.4f").encode(),
        "replication.svg": _overview(number).encode(),
    }
    return Section(
        "replication", TITLES["replication"], finding, html, None, files, "replication.svg"
    )


def _number(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}".replace("-", "−")


def _interval(row: Any) -> str:
    """The interval of a row on a scale from -1 to 1, as far as the numbers lie there."""
    numbers = [row.first, row.new, row.new_low, row.new_high]
    known = [each for each in numbers if pd.notna(each)]
    if pd.isna(row.new) or max(map(abs, known)) > 1:
        return ""
    first, new, low, high = (None if pd.isna(each) else f"{70 + 66 * each:.1f}" for each in numbers)
    ring = f'<circle class="before" cx="{first}" cy="9" r="4"/>' if first else ""
    line = f'<line class="interval" x1="{low}" x2="{high}" y1="9" y2="9"/>' if low and high else ""
    return (
        '<svg class="between" width="140" height="18" viewBox="0 0 140 18" aria-hidden="true">'
        f'<line class="zero" x1="70" x2="70" y1="0" y2="18"/>{line}{ring}'
        f'<circle class="now" cx="{new}" cy="9" r="4"/></svg>'
    )


def _overview(number: dict[str, int]) -> str:
    """A square a test, by its answer: a picture for the first page."""
    colours = {HOLDS: "#009E73", FAILS: "#D55E00", UNTESTED: "#c3c9d2"}
    squares = [answer for answer, count in number.items() for _ in range(count)]
    marks = "".join(
        f'<rect x="{20 + place % 12 * 30}" y="{20 + place // 12 * 30}" width="24" height="24" '
        f'rx="3" fill="{colours[answer]}"/>'
        for place, answer in enumerate(squares)
    )
    words = "".join(
        f'<rect x="20" y="{132 + line * 22}" width="12" height="12" fill="{colours[answer]}"/>'
        f'<text x="40" y="{143 + line * 22}">{escape(answer)}: {count}</text>'
        for line, (answer, count) in enumerate(number.items())
    )
    height = max(210, 40 + 30 * -(-len(squares) // 12))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{height}" '
        f'viewBox="0 0 400 {height}" font-family="sans-serif" font-size="14">'
        f'<rect width="400" height="{height}" fill="#fff"/>{marks}{words}</svg>'
    )


def methods_section(corpus: Corpus) -> Section:
    """The terms explained, and what the corpus says of itself."""
    terms = "".join(f"<dt>{text(term)}</dt><dd>{text(said)}</dd>" for term, said in TERMS.items())
    readme = corpus.folder / "README.md"
    words = clean_markdown(readme.read_text(encoding="utf-8")) if readme.is_file() else ""
    for level in (4, 3, 2, 1):
        for side in ("<", "</"):
            words = words.replace(f"{side}h{level}", f"{side}h{level + 2}")
    html = (
        '<p class="lead">What the numbers are, and how far they go.</p>\n'
        f'<dl class="terms">{terms}</dl>\n<h3>The corpus in its own words</h3>\n'
        f'<div class="readme">{words}</div>'
    )
    return Section("methods", TITLES["methods"], "What the numbers are, and how far they go", html)
