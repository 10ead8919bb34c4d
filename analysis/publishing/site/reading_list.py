"""The section of all reports: to search, to narrow, to take away as references."""

from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_group, say_short
from analysis.measuring.reports import find_reports
from analysis.publishing.site.markup import CODED, Section, link, text
from analysis.reading.citing import cite_reports
from analysis.reading.codes import coder_views, view_codes
from analysis.reading.corpus import Corpus


def reading_section(corpus: Corpus) -> Section:
    """All reports, with a form that narrows them where scripts run."""
    found = find_reports(corpus)
    facts = corpus.reports.set_index("report_id")
    given = _themes_of(corpus)
    items = [
        _item(row, facts.loc[row.report_id], given.get(row.report_id, []))
        for row in found.itertuples(index=False)
    ]
    titles = corpus.codebook.titles("theme") if "theme" in corpus.codebook.variables else {}
    menus = [
        _menu("theme", "Theme", list(titles.items())),
        _menu("kind", "Kind of outlet", _options(facts["outlet_kind"], words=say_group)),
        _menu("language", "Language", _options(facts["language"])),
        _menu("country", "Country of outlet", _options(facts["outlet_country"])),
    ]
    html = (
        f'<p class="lead">All {len(items)} reports: who, when, in which language, what in our own '
        "words, and where to read it. Some tell of torture and killing.</p>\n"
        '<form class="search" role="search" aria-label="Reading list"><label>Words '
        f'<input type="search" name="words" autocomplete="off"></label>{"".join(menus)}'
        '<label>From <input type="date" name="from"></label>'
        '<label>To <input type="date" name="to"></label>'
        '<button type="reset">Reset</button></form>\n'
        '<p class="take"><strong data-count role="status"></strong> '
        '<span class="live"><button type="button" data-link>Copy link</button> '
        '<button type="button" data-form="csv">These as CSV</button> '
        '<button type="button" data-form="ris">These as RIS</button> '
        '<button type="button" data-form="csl">These as CSL-JSON</button></span>'
        '<a class="still" href="file:reading-list.csv" download="reading-list.csv">All as CSV</a>'
        "</p>\n"
        f'<p class="note">{CODED}</p>\n'
        f'<ol class="reading">{"".join(items)}</ol>'
    )
    files = {"reading-list.csv": cite_reports(in_order(corpus), "csv").encode()}
    finding = f"All {len(items)} reports to search"
    return Section("reading", "Reading list", finding, html, files=files)


def in_order(corpus: Corpus) -> pd.DataFrame:
    """The reports in the order of the list."""
    ids = find_reports(corpus)["report_id"]
    return corpus.reports.set_index("report_id").loc[ids].reset_index()


def _themes_of(corpus: Corpus) -> dict[str, list[str]]:
    views = coder_views(corpus)
    if not views or "theme" not in corpus.codebook.variables:
        return {}
    codes = view_codes(corpus, coder=next(iter(views)), variable="theme")
    return codes.groupby("report_id")["value"].agg(list).to_dict()


def _item(row: Any, facts: pd.Series, themes: list[str]) -> str:
    name = row.outlet if pd.notna(row.outlet) else row.carried_by
    site = (
        f"on {text(row.carried_by)} · " if pd.notna(row.outlet) and pd.notna(row.carried_by) else ""
    )
    ends = "" if pd.isna(row.published_from) else (
        f' data-first="{row.published_from:%Y-%m-%d}" data-last="{row.published_to:%Y-%m-%d}"'
    )  # fmt: skip
    data = {
        "theme": " ".join(themes), "kind": row.outlet_kind, "language": row.language,
        "country": facts["outlet_country"],
    }  # fmt: skip
    attributes = "".join(
        f' data-{key}="{escape(str(value), quote=True)}"' for key, value in data.items()
        if pd.notna(value) and value
    )  # fmt: skip
    pages = [link(row.url, "article"), link(facts["archived_url"], "archived copy")]
    days = say_short(row.published_from, row.published_to)
    return (
        f"<li{ends}{attributes}><h3>{text(name, 'outlet not shown')}</h3>"
        f'<p class="facts">{site}{text(days)} · {text(row.language)} · '
        f"{text(say_group(row.outlet_kind))}</p><p>{text(row.digest, '')}</p>"
        f'<p class="facts">{" ".join(page for page in pages if page)} <code>{text(row.report_id)}'
        "</code></p></li>\n"
    )


def _options(column: pd.Series, words: Any = str) -> list[tuple[str, str]]:
    counts = column.dropna().value_counts()
    return [(value, f"{words(value)} ({count})") for value, count in counts.items()]


def _menu(name: str, label: str, options: list[tuple[str, str]]) -> str:
    if len(options) < 2:
        return ""
    inside = "".join(
        f'<option value="{escape(value, quote=True)}">{text(words)}</option>'
        for value, words in options
    )
    first = '<option value="">all</option>'
    return f'<label>{label} <select name="{name}">{first}{inside}</select></label>'
