"""The list of all reports: what a reader narrows it by, and each as a reference."""

from typing import Any

import pandas as pd
from babel import Locale

from analysis.charting.wording import noun_of_values, say_group
from analysis.measuring.reports import find_reports
from analysis.reading.citing import FORMS, list_references
from analysis.reading.codes import coder_views, view_codes
from analysis.reading.corpus import Corpus


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
