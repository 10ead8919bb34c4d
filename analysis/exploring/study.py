"""A study's reports one by one: what was found, what is missing, and a form to fill in."""

import re
from collections import Counter
from html import escape
from typing import Any

import ipywidgets as widgets
import pandas as pd

from analysis.charting.wording import say_group
from analysis.collecting.links import NONE
from analysis.collecting.study import Study, fill_facts
from analysis.exploring.shell import put_beside, style_sheet
from analysis.tables.declaring import Declaration, Noun
from analysis.untrusted import plain_html

FACTS = {
    "outlet": "Outlet", "outlet_kind": "Kind of outlet", "published": "Published",
    "language": "Language", "call": "Call told", "digest": "Digest",
}  # fmt: skip
"""The facts that a form asks for, with their labels."""

KEYS = {
    "outlet": "outlet", "outlet_kind": "kind of outlet", "published": "day",
    "date_basis": "basis of the day", "language": "language", "calls": "whether it tells a call",
}  # fmt: skip
"""What a report can lack (see `read_drafts`), in words."""

NOT_YET = "not said yet"
DAY = "2022-07-03, 2022-07, or from/to: 2022-07-03/2022-07-05"
SHOWN = 1500
"""Characters of a text that are shown beside its form."""


def explore_study(study: Study) -> "StudyForm":
    """Go through the reports of a study: see what was found, fill in what is missing.

    Parameters
    ----------
    study
        From `start_study`.

    Returns
    -------
    StudyForm
        A widget: a list of the reports, what each lacks; for the one chosen its text and a form.
        "Save and next" writes what was changed into the report's file and goes on to the next
        that lacks something. `.selected()` gives the facts of all as they are now.

    Examples
    --------
    >>> import analysis
    >>> form = explore_study(analysis.collecting.start_study())
    >>> form.heading.value
    '<b>13 reports, 13 lack something.</b> kind of outlet: 13; outlet: 1'
    """
    return StudyForm(study)


class StudyForm(widgets.VBox):
    """The list of reports, and the form and text of the one that is chosen."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.noun = study.corpus.declared.noun
        self.tells_none = self.noun.say("it tells no call")
        self.heading, self.text, self.note = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.reports = widgets.Select(rows=16, layout=widgets.Layout(width="38%"))
        self.fields = _fields(study.corpus.declared)
        self.save = widgets.Button(description="Save and next", button_style="primary")
        self.save.on_click(self._save)
        self.reports.observe(self._show, "value")
        self.fields["digest"].observe(self._count, "value")
        form = widgets.VBox([*self.fields.values(), self.save, self.note])
        form.layout.width = "60%"
        super().__init__(
            [widgets.HTML(f"<style>{style_sheet(('study.css',))}</style>"), self.heading,
             widgets.HBox([self.reports, form]), self.text]
        )  # fmt: skip
        self.add_class("overheard-study")
        self._list(None)

    def selected(self) -> pd.DataFrame:
        """The facts of all reports as they are filled in now (`Study.facts`)."""
        return self.study.facts

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The form, and for pages without a kernel what it says and how to open it."""
        said = re.sub(r"</?b>", "", self.heading.value)
        words = {"text/plain": f"{said} The form opens when the cell is run."}
        return put_beside(super()._repr_mimebundle_(**options), words)

    def _list(self, after: str | None) -> None:
        """Read the facts anew; choose the first report behind another that lacks something."""
        self.facts = self.study.facts.set_index("report_id")
        missing = self.study.missing.set_index("report_id")["missing"]
        self.missing = {
            each: missing[each].split(", ") if missing[each] else [] for each in missing.index
        }
        self.heading.value = _heading(self.missing, self.noun)
        ids = list(self.facts.index)
        start = ids.index(after) + 1 if after in ids else 0
        turned = ids[start:] + ids[:start]
        chosen = next((each for each in turned if self.missing[each]), turned[0] if ids else None)
        self.reports.options = [
            (_label(row, self.missing[row.Index]), row.Index) for row in self.facts.itertuples()
        ]
        self.reports.value = chosen
        self._show()

    def _show(self, _: object = None) -> None:
        report_id = self.reports.value
        if report_id is None:
            return
        facts = self.facts.loc[report_id]
        self.fields["outlet"].options = sorted(self.facts["outlet"].dropna().unique())
        told = sorted({*self.facts["call"].dropna()} - {NONE})
        self.fields["call"].options = [self.tells_none, *told]
        for name, field in self.fields.items():
            empty = NOT_YET if name == "outlet_kind" else ""
            value = empty if pd.isna(facts[name]) else str(facts[name])
            field.value = self.tells_none if (name, value) == ("call", NONE) else value
        self.note.value = ""
        self.text.value = _excerpt(self.study, report_id)

    def _count(self, change: dict[str, Any]) -> None:
        words = len(str(change["new"]).split())
        self.fields["digest"].description = f"Digest ({words} words)" if words else FACTS["digest"]

    def _save(self, _: object) -> None:
        report_id = self.reports.value
        facts = self.facts.loc[report_id]
        given = {name: str(field.value).strip() for name, field in self.fields.items()}
        if given["call"] == self.tells_none:
            given["call"] = NONE
        changed = {
            name: value
            for name, value in given.items()
            if value not in ("", NOT_YET) and value != facts[name]
        }
        try:
            fill_facts(self.study.folder, {report_id: changed})
        except (ValueError, OSError) as error:
            self.note.value = f"<p class='note'>Not saved: {plain_html(escape(str(error)))}</p>"
            return
        self._list(report_id)
        labels = (self.noun.say(FACTS[name]).lower() for name in changed)
        said = ", ".join(labels) or "nothing new"
        self.note.value = f"<p class='note'>Saved: {said} ({escape(report_id)}).</p>"


def _fields(declared: Declaration) -> dict[str, Any]:
    style = {"description_width": "120px"}
    layout = widgets.Layout(width="98%")
    kinds = [(NOT_YET, NOT_YET)]
    kinds += [(say_group(kind), kind) for kind in declared.words("outlet_kinds")]
    made = {
        "outlet": widgets.Combobox(
            placeholder="who published it; - where the page does not show it"
        ),
        "outlet_kind": widgets.Dropdown(options=kinds),
        "published": widgets.Text(placeholder=DAY),
        "language": widgets.Text(placeholder="ISO 639: en, de, pl ..."),
        "call": widgets.Combobox(
            placeholder=declared.noun.say("a name for the call, the same for each report of it")
        ),
        "digest": widgets.Textarea(rows=3, placeholder="optional: what it reports, in your words"),
    }
    for name, field in made.items():
        field.description = declared.noun.say(FACTS[name])
        field.style, field.layout = style, layout
    return made


def _heading(missing: dict[str, list[str]], noun: Noun) -> str:
    lacking = sum(map(bool, missing.values()))
    counts = Counter(KEYS[each] for some in missing.values() for each in some).most_common()
    told = noun.say("; ".join(f"{name}: {count}" for name, count in counts))
    return f"<b>{len(missing)} reports, {lacking or 'none'} lack something.</b> {told}".strip()


def _label(row: Any, lacks: list[str]) -> str:
    name = row.Index if pd.isna(row.headline) else row.headline
    return f"{'○' if lacks else '●'} {name[:60]}"


def _excerpt(study: Study, report_id: str) -> str:
    frame = study.parts.frame
    [text] = frame.loc[frame["report_id"] == report_id, "text"]
    return f"<div class='text'>{plain_html(escape(text[:SHOWN]))}</div>"
