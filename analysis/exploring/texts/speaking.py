"""A text to read and who speaks in it -> what is drawn of it; plain functions without a widget."""

from collections import Counter
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analysis.charting.wording import say_number
from analysis.exploring.cards import explain
from analysis.exploring.choices import Choices
from analysis.exploring.texts.passages import (
    MARKER,
    SOURCE,
    Passage,
    Speech,
    list_passages,
    list_speech,
)
from analysis.parsing.article import Article
from analysis.parsing.spans import ROLES, Quote, Turn
from analysis.tables.declaring import Declaration

HUES = {
    "soldier": 0, "mother": 5, "wife": 1, "relative": 3, "comrade": 2, "official": 4,
    "politician": 8, "journalist": 6, "unknown": 7,
}  # fmt: skip
TINTS = {
    "soldier": "#cfe5f4", "mother": "#fbe3b5", "wife": "#ffd3bd", "relative": "#f3d9e6",
    "comrade": "#cdeee2", "official": "#dccdec", "politician": "#f6efa0", "journalist": "#d8effb",
    "unknown": "#e4e7eb",
}  # fmt: skip
"""Role -> its colour on the page by number, and its tint where there are only inline styles."""
LOOKS = {
    MARKER: "text-decoration:underline wavy #D55E00", SOURCE: "border-bottom:2px solid #009E73",
    "hit": "background-color:#F0E442;color:#1f2430",
    "furniture": "color:#767b84;font-style:italic", "headline": "font-weight:bold",
    "subheading": "font-weight:bold",
}  # fmt: skip
OTHERS = {MARKER: "words of distance", SOURCE: "sources"}
COLUMNS = ["sort", "start", "end", "text", "speaker", "role"]
CUT = 100
"""Letters of what is said in a row of the side panel."""


@dataclass(frozen=True)
class ReaderChoices(Choices):
    """What the reader of a text chose.

    Attributes
    ----------
    only
        Roles, "marker" or "source": only these are coloured and listed; empty means all.
    marks
        Start and end of what is chosen of the speech.
    """

    only: tuple[str, ...] = ()

    def show(self, name: str) -> bool:
        """Whether a role or another kind of mark is shown."""
        return not self.only or name in self.only


def count_roles(article: Article) -> dict[str, int]:
    """How often each role speaks that does, and how many other marks there are."""
    found = Counter(str(each.role) for each in list_speech(article))
    counts = {role: found[role] for role in ROLES} | {
        MARKER: len(article.markers), SOURCE: len(article.sources),
    }  # fmt: skip
    return {name: number for name, number in counts.items() if number}


def say_role(name: str) -> str:
    """A role as people say it."""
    return "nobody named" if name == "unknown" else OTHERS.get(name, name)


def list_chosen(article: Article, choices: ReaderChoices) -> pd.DataFrame:
    """What is said, one row each, of the roles and places chosen.

    Returns
    -------
    DataFrame
        `sort` ("turn", "quotation", "reported"), `start`, `end`, `text`, `speaker`, `role`.
    """
    rows = [
        (_sort_of(each), each.start, each.end, article.text[each.start : each.end], each.speaker,
         str(each.role))
        for each in list_speech(article)
        if choices.show(str(each.role))
        and (not choices.marks or (each.start, each.end) in choices.marks)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def _sort_of(said: Speech) -> str:
    return (
        "turn" if isinstance(said, Turn) else "quotation" if isinstance(said, Quote) else "reported"
    )


def draw_text(
    article: Article, choices: ReaderChoices, *, mark: tuple[int, int] | None = None
) -> dict[str, Any]:
    """The picture of the choices: the text, and beside it what is said by role."""
    passages = [_narrow(each, choices) for each in list_passages(article, mark=mark)]
    return {
        "title": say_title(article),
        "subtitle": "Coloured: what is said, by whom the text names. Wavy: a word by which the "
        "outlet keeps its distance. Underlined: on whose word.",
        "chart": {"kind": "text", "paragraphs": passages},
        "list": {
            "heading": "Who speaks", "total": 0, "cards": [],
            "speech": [*_roles(article, choices), *_others(article, choices)],
        },
        "about": explain(
            Declaration(),
            Places="Numbers are places in the untouched text: text[start:end] is what is said.",
            Who_speaks="Whom the text names as the speaker, not who really spoke. Nobody named: a "
            "headline, scare quotes, or a speaker who cannot be told.",
        ),
    }  # fmt: skip


def say_title(article: Article) -> str:
    """How much is said, and by whom most."""
    counts = {role: n for role, n in count_roles(article).items() if role in HUES}
    if not counts:
        return "Nothing is said in this text"
    said = sorted(counts.items(), key=lambda each: -each[1])
    number = say_number(sum(counts.values()), "time")
    return f"Speech {number}: " + ", ".join(f"{say_role(role)} {n}" for role, n in said)


def _narrow(passage: Passage, choices: ReaderChoices) -> Passage:
    """A passage with only what was chosen to be shown marked."""
    parts = []
    for part in passage["parts"]:
        hidden = {
            name for name in part["names"] if name in {*HUES, *OTHERS} and not choices.show(name)
        }
        if hidden & set(HUES):
            hidden |= {"quote", "reported"}
        names = [name for name in part["names"] if name not in hidden]
        says = part["says"] if set(names) & set(HUES) else None
        parts.append(part | {"names": names, "says": says})
    return passage | {"parts": parts}


def _roles(article: Article, choices: ReaderChoices) -> list[dict[str, Any]]:
    """What each role says, the most frequent first."""
    said = list(enumerate(list_speech(article)))
    groups = [
        {
            "name": say_role(role), "hue": HUES[role],
            "rows": [
                _row(article, each, place, each.speaker)
                for place, each in said
                if each.role == role
            ],
        }
        for role in ROLES
        if choices.show(role)
    ]  # fmt: skip
    return sorted((each for each in groups if each["rows"]), key=lambda each: -len(each["rows"]))


def _others(article: Article, choices: ReaderChoices) -> list[dict[str, Any]]:
    """Words of distance and sources; they are no speech, so nothing is linked to them."""
    groups = {
        MARKER: [_row(article, each, None, each.kind) for each in article.markers],
        SOURCE: [_row(article, each, None, each.name) for each in article.sources],
    }
    return [
        {"name": OTHERS[name], "hue": 7, "rows": rows}
        for name, rows in groups.items()
        if rows and choices.show(name)
    ]


def _row(article: Article, found: Any, place: int | None, who: str | None) -> dict[str, Any]:
    text = " ".join(article.text[found.start : found.end].split())
    return {
        "says": place, "mark": [found.start, found.end], "who": who or "",
        "text": text if len(text) <= CUT else f"{text[:CUT].rstrip()}…",
        "at": f"{found.start}–{found.end}",
    }  # fmt: skip


def text_html(article: Article, *, mark: tuple[int, int] | None = None) -> str:
    """The text where there is no kernel: inline styles alone, speech numbered as in the table.

    An untrusted notebook keeps inline styles and drops style sheets and scripts.
    """
    body = "".join(_paragraph(passage) for passage in list_passages(article, mark=mark))
    counts = count_roles(article)
    legend = " · ".join(
        f'<span style="{_look([name])}">{escape(say_role(name))}</span> {number}'
        for name, number in counts.items()
    )
    rows = "".join(
        f'<tr><td>{place}</td><td style="text-align:left"><span style="{_look([str(each.role)])}">'
        f"{escape(say_role(str(each.role)))}</span></td>"
        f'<td style="text-align:left">{escape(row["text"])}</td><td>{row["at"]}</td></tr>'
        for place, each in enumerate(list_speech(article), 1)
        for row in [_row(article, each, place, None)]
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("", "who", "says", "place"))
    table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
    return (
        f'<div style="max-width:640px;line-height:1.6"><p>{legend}</p>{body}</div>'
        f"<details><summary>Who speaks</summary>{table}</details>"
    )


def _paragraph(passage: Passage) -> str:
    """A paragraph as escaped HTML; after what is said stands its number."""
    html = []
    parts = passage["parts"]
    for part, after in zip(parts, [*parts[1:], None], strict=True):
        names, end = part["names"], part["start"] + len(part["text"])
        title = f"{part['start']} to {end}" + (f": {' '.join(names)}" if names else "")
        html.append(
            f'<span style="{_look(names)}" title="{escape(title)}">{escape(part["text"])}</span>'
        )
        if part["says"] is not None and (after is None or after["says"] != part["says"]):
            html.append(f"<sup>{part['says'] + 1}</sup>")
    return f'<p style="{LOOKS.get(passage["kind"], "")}">{"".join(html)}</p>'


def _look(names: list[str]) -> str:
    """Inline styles of what holds at a place; only words of the kit stand in them."""
    tints = [f"background-color:{TINTS[name]};color:#1f2430" for name in names if name in TINTS]
    return ";".join([*tints[-1:], *(LOOKS[name] for name in names if name in LOOKS)])
