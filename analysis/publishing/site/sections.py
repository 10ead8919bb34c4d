"""What each section of a site says: its title, its finding, and what its template names."""

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from babel import Locale

from analysis.charting.packing import finite
from analysis.charting.style import FORMATS
from analysis.charting.wording import (
    noun_of_values,
    say_compared,
    say_estimate,
    say_group,
    say_range,
    say_short,
    say_variable,
)
from analysis.exploring.cards import JUDGEMENT, TERMS, explain, explain_agreement
from analysis.exploring.comparison.explorer import GroupExplorer
from analysis.exploring.retelling.showing import trace_of
from analysis.exploring.shell import Explorer
from analysis.measuring.comparison.robustness import FAILS, HOLDS, UNTESTED, replicate
from analysis.measuring.counting import count_codes
from analysis.measuring.reports import find_reports
from analysis.publishing.rendering import clean_markdown, fill
from analysis.publishing.site.tabling import CALLS, Table
from analysis.reading.citing import FORMS, cite_reports, list_references
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import view_codes


def in_order(corpus: Corpus) -> pd.DataFrame:
    """The reports in the order of the list."""
    ids = find_reports(corpus)["report_id"]
    return corpus.reports.set_index("report_id").loc[ids].reset_index()


def reading_facts(corpus: Corpus, reports: pd.DataFrame) -> dict[str, Any]:
    """What the template of the list names: the reports, their themes, and menus to narrow them."""
    themes, views = {}, coder_views(corpus)
    leading = corpus.codebook.leading
    titles = corpus.codebook.titles(leading)
    of_values = noun_of_values(leading)
    if views and titles:
        codes = view_codes(corpus, coder=next(iter(views)), variable=leading)
        themes = codes.groupby("report_id")["value"].agg(list).to_dict()
    countries = Locale("en").territories
    menus = [
        _menu("theme", of_values.one.capitalize(), pd.Series(themes).explode(), titles.get),
        _menu("kind", "Kind of outlet", reports["outlet_kind"], say_group),
        _menu("language", "Language", reports["language"], say_group),
        _menu("country", "Country of outlet", reports["outlet_country"],
              lambda code: countries.get(code, code)),
    ]  # fmt: skip
    return {"reports": reports, "themes": themes, "titles": titles, "menus": menus}


def _menu(name: str, label: str, column: pd.Series, words: Any) -> dict[str, Any]:
    counts = column.dropna().value_counts()
    options = [(value, words(value), count) for value, count in counts.items()]
    return {"name": name, "label": label, "options": options}


def write_references(reports: pd.DataFrame) -> list[dict[str, str]]:
    """Each report as a reference in each form, so that a page can write those that it shows."""
    forms = {form: list_references(reports, form) for form in FORMS}
    rows = zip(*forms.values(), strict=True)
    return [dict(zip(forms, map(keep_lines, row), strict=True)) for row in rows]


def keep_lines(text: str) -> str:
    """Lines with the one sign at their end that plain text keeps; the page puts both back."""
    return text.replace("\r\n", "\n")


SHARE = {"measure": "share"}


def say_coders(corpus: Corpus) -> str:
    """Who gave the codes that are shown first, in the words of the codebook; "" without codes."""
    views = coder_views(corpus)
    coders = corpus.codebook.coders
    return f"Codes: {coders.get(views[0], f'coder {views[0]}')}." if views else ""


@dataclass
class Section:
    """One section of a site.

    Attributes
    ----------
    name, title, finding
        Its name in links, its title, and a sentence of what it finds.
    template, facts
        A template of `templates/site`, and what that names.
    table
        What its explorer looks its views up in.
    files
        Those that its links lead to.
    picture
        The one of them that stands for it on the first page.
    """

    name: str
    title: str
    finding: str
    template: str
    facts: dict[str, Any]
    table: Table | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    picture: str = ""


def start_section(corpus: Corpus) -> Section:
    """What this is, before each section with its picture and what it finds."""
    reports = corpus.tables["reports"]
    days = say_short(reports["published_from"].min(), reports["published_to"].max())
    facts = {"reports": reports, "calls": len(corpus.tables["calls"]), "days": days}
    return Section("start", "What is here", "", "start.html", facts)


def themes_section(corpus: Corpus, explorer: Explorer, data: Table) -> Section:
    """Themes over time: a row a theme, a column a quarter."""
    counts = count_codes(corpus, corpus.codebook.leading, every="quarter").dropna(subset="period")
    counts = counts.sort_values("period", kind="stable").rename(columns={"share": "estimate"})
    heads = {
        period: f"{period:%b} to {period + pd.offsets.QuarterEnd(0):%b %Y}"
        for period in counts["period"].unique()
    }
    leading = corpus.codebook.leading
    (one, several), say = noun_of_values(leading), corpus.declared.noun.say
    facts = {
        "caption": f"Share of reports with each {one} by quarter, with 95 % intervals",
        "heads": [one.capitalize(), *heads.values()],
        "rows": _rows(counts, "period", list(heads), SHARE),
        "lead": f"{say('What the calls were reported to be about')}, quarter by quarter. Choose "
        f"{several} and what is counted; a click on a dot, or Enter, lists the reports behind it.",
    }
    return _explored("themes", f"{say_variable(leading)} over time", explorer, data, facts)


def groups_section(
    name: str, title: str, explorer: GroupExplorer, data: Table, lead: str
) -> Section | None:
    """Groups compared: a row a value, a column a group; none where no two are large enough."""
    shown = explorer.table
    if shown.empty:
        return None
    options, groups = shown.attrs, list(dict.fromkeys(shown["group"]))
    facts = {
        "caption": f"{say_compared(options)}, with 95 % intervals",
        "heads": [say_variable(options["variable"]), *map(say_group, groups)],
        "rows": _rows(shown, "group", groups, options),
        "lead": explorer.noun.say(lead),
    }
    return _explored(name, title, explorer, data, facts)


def _rows(table: pd.DataFrame, across: str, columns: list[Any], options: Any) -> list[list[Any]]:
    """A row a title; after it, for each column, the estimate and its interval, in words."""
    return [
        [title, *(
            (say_estimate(row.estimate, options), say_range(row.low, row.high, options))
            for row in of.set_index(across).reindex(columns).itertuples()
        )]
        for title, of in table.groupby("title", sort=False)
    ]  # fmt: skip


def calls_section(corpus: Corpus, explorer: Explorer, calls: pd.DataFrame, data: Table) -> Section:
    """The most told calls, each with the table of its tellings."""
    told = [
        {
            "title": call.title,
            "tellings": list(trace_of(corpus, call.call_id).tellings.itertuples()),
        }
        for call in calls.head(CALLS).itertuples()
    ]
    lead = (
        "How one call was told on: by whom, on whose word, and what changed. The "
        f"{len(told)} calls told most often are here. Choose a call; the pointer or the focus on "
        "a card lights its way."
    )
    facts = {"calls": told, "lead": explorer.noun.say(lead)}
    return _explored("calls", explorer.noun.say("A call's story"), explorer, data, facts)


def _explored(
    name: str, title: str, explorer: Explorer, data: Table, facts: dict[str, Any]
) -> Section:
    """A section around an explorer, with the picture and the numbers that it begins with."""
    view, picture = explorer.view, FORMATS[".svg"](finite(explorer.chart.to_dict()))
    files = {f"{name}.svg": picture, f"{name}.csv": view["csv"].encode()}
    facts = {"view": view, "rows": [], "calls": [], **facts}
    return Section(name, title, view["title"], "explored.html", facts, data, files, f"{name}.svg")


COLOURS = {HOLDS: "#009E73", FAILS: "#D55E00", UNTESTED: "#c3c9d2"}


def replication_section(corpus: Corpus) -> Section | None:
    """What the first edition found, tested on what came after; none without predictions."""
    if not (corpus.folder / "predictions.yml").is_file():
        return None
    try:
        tested = replicate(corpus)
    except ValueError:  # a selection, say, that lacks the groups that a finding is about
        return None
    counts = tested["answer"].value_counts().reindex(COLOURS, fill_value=0)
    finding = (
        f"Of {len(tested)} tests of the first edition's findings {counts[HOLDS]} hold, "
        f"{counts[FAILS]} fail{'s' if counts[FAILS] == 1 else ''}, {counts[UNTESTED]} cannot be "
        "made"
    )
    order = tested["answer"].map({answer: place for place, answer in enumerate(COLOURS)})
    ordered = tested.loc[order.sort_values(kind="stable").index]
    picture = fill(
        "site/replication.svg", squares=ordered["answer"], counts=counts, colours=COLOURS
    )
    files = {
        "replication.csv": tested.to_csv(index=False, float_format="%.4f").encode(),
        "replication.svg": picture.encode(),
    }
    facts = {"tested": list(ordered.itertuples())}
    return Section(
        "replication", "The replication", finding, "replication.html", facts, None, files,
        "replication.svg",
    )  # fmt: skip


def reading_section(corpus: Corpus) -> Section:
    """All reports, with a form that narrows them where scripts run."""
    reports = in_order(corpus)
    files = {"reading-list.csv": cite_reports(reports, "csv").encode()}
    finding = f"All {len(reports)} reports to search"
    facts = reading_facts(corpus, reports)
    return Section("reading", "Reading list", finding, "reading.html", facts, files=files)


def methods_section(corpus: Corpus) -> Section:
    """The terms explained, the codebook, and what the corpus says of itself."""
    readme = corpus.folder / "README.md"
    words = clean_markdown(readme.read_text(encoding="utf-8")) if readme.is_file() else ""
    # They stand below a heading of the page.
    words = re.sub("(</?h)([1-4])", lambda head: f"{head[1]}{int(head[2]) + 2}", words)
    coded = corpus.codebook.variables
    terms = explain(corpus.declared, *TERMS)
    if coders := say_coders(corpus):
        terms = [{"term": JUDGEMENT, "text": coders}, explain_agreement(corpus), *terms]
    facts = {
        "terms": terms,
        "readme": words,
        "codebook": corpus.codebook._repr_html_() if coded else "",
    }
    finding = "What the numbers are, and how far they go"
    return Section("methods", "Methods in plain words", finding, "methods.html", facts)
