"""What explorers show beside a picture: reports as cards to read, and its terms explained.

All is plain data, which the page sets as text and never as HTML. The terms are what is behind
"About these numbers" of every explorer.
"""

from itertools import compress
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from analysis.charting.wording import say_group, say_number, say_share, say_short
from analysis.exploring.choices import Option
from analysis.measuring.reports import detail_reports
from analysis.reading.codes import coder_views, coders
from analysis.reading.corpus import Corpus
from analysis.reading.judgements import indicate_view
from analysis.tables.declaring import Declaration
from analysis.untrusted import plain_text

Card = dict[str, Any]

HUES = 8
"""Colours of the page; a value has the same one in every explorer."""


def coder_options(corpus: Corpus) -> tuple[Option, ...]:
    """The views of the codes as options."""
    one, several = corpus.declared.coder
    words = {
        "adjudicated": "settled", "a": f"first {one}", "b": f"second {one}",
        "both": f"both {several} agree", "either": f"either {one}",
    }  # fmt: skip
    return tuple(Option(view, words.get(view, view)) for view in coder_views(corpus))


def hues(corpus: Corpus, variable: str) -> dict[str, int]:
    """The colour of each value of a variable of the codebook, by its place there."""
    return {value: place % HUES for place, value in enumerate(corpus.codebook.titles(variable))}


def list_cards(
    corpus: Corpus, reports: pd.DataFrame, *, coder: str | None, shown: int
) -> list[Card]:
    """The first reports of `locate_reports` as cards: who, when, in which language, what, where.

    `coder` says whose themes stand on them; None, that none do.
    """
    ids = pd.Index(reports["report_id"].head(shown))
    reports = detail_reports(corpus, reports.head(shown))
    themes = dict(zip(reports["report_id"], _themes(corpus, ids, coder), strict=True))
    told = (corpus.origin or corpus).tables.rows_of("tellings", ids).dropna(subset="call_id")
    calls = told.groupby("report_id")["call_id"].agg(["size", "first"]).to_dict("index")
    say = corpus.declared.noun.say
    return [
        {
            "id": row.report_id,
            "name": _text(row.outlet) or _text(row.carried_by) or "outlet not shown",
            "facts": _facts(row, say(say_number(calls.get(row.report_id, NONE)["size"], "call"))),
            "digest": _text(row.digest),
            "themes": themes[row.report_id],
            "url": web_address(row.url),
            "call": calls.get(row.report_id, NONE)["first"],
        }
        for row in reports.itertuples(index=False)
    ]


NONE: dict[str, Any] = {"size": 0, "first": None}
"""The calls of a report that tells none."""


def _themes(corpus: Corpus, ids: pd.Index, coder: str | None) -> list[list[dict[str, Any]]]:
    """The themes of each of these reports, with their colours."""
    if coder not in coder_views(corpus) or not corpus.codebook.leading:
        return [[] for _ in ids]
    leading = corpus.codebook.leading
    titles, colours = corpus.codebook.titles(leading), hues(corpus, leading)
    kinds, has = indicate_view(corpus, leading, list(titles), coder=coder, ids=ids)
    return [
        [
            {"title": plain_text(titles[each]), "hue": colours[each]}
            for each in compress(titles, row)
        ]
        for row in has[kinds] > 0
    ]


def _facts(row: Any, calls: str) -> str:
    site = f"on {_text(row.carried_by)}" if _text(row.outlet) and _text(row.carried_by) else ""
    part = f"{say_share(row.part)} of its days here" if row.part < 0.995 else ""
    parts = [
        site, say_short(row.published_from, row.published_to), part, say_group(row.language), calls,
    ]  # fmt: skip
    return " · ".join(each for each in parts if each)


def web_address(url: object) -> str:
    """An address that may become a link: only one on the web; else nothing.

    Examples
    --------
    >>> web_address("https://a.example/x"), web_address("javascript:alert(1)")
    ('https://a.example/x', '')
    """
    address = _text(url)
    try:
        parts = urlsplit(address)
    except ValueError:  # "https://[" is none that could be opened
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname else ""


def _text(value: object) -> str:
    return "" if pd.isna(value) else plain_text(str(value))


Explained = list[dict[str, str]]

JUDGEMENT = "Whose judgement"
JUDGED = "Codes are what coders found in each report, by one codebook."

TERMS = {
    "Independent calls": "Reports that retell the same call repeat each other. They count as one "
    "where it is asked how sure a number is.",
    "Bands and brackets": "95 % intervals that take the reports of a call together. Where two "
    "overlap widely, the difference may be chance.",
    "Dates": "A report whose day is not known counts in each period by the share of its days. So a "
    "count can be 25.2, while the list holds each report that may lie there.",
    "What this does not show": "What these reports say, not what happened, and not what all "
    "reporting said: they are those that could be found.",
}


def explain(declared: Declaration, *terms: str, **more: str) -> Explained:
    """These terms with their explanations, and further ones by name, in the words of a corpus."""
    say = declared.noun.say
    asked = {term: TERMS[term] for term in terms}
    asked |= {term.replace("_", " "): text for term, text in more.items()}
    return [
        {"term": say(term), "text": declared.terms.get(say(term)) or say(text)}
        for term, text in asked.items()
    ]


def explain_agreement(corpus: Corpus) -> dict[str, str]:
    """What is said of how far those who coded agree, before their numbers."""
    two = "two " if len(coders(corpus)) == 2 else ""
    return {
        "term": f"How far the {two}{corpus.declared.coder.several} agree",
        "text": "Krippendorff's alpha: 1 if always, 0 if as by chance; under .667 no conclusion is "
        "drawn.",
    }


def explain_codes(corpus: Corpus, coder: str, values: pd.DataFrame) -> Explained:
    """Whose codes are shown, how far those who coded agree, and what the values mean.

    `values` has the title and alpha of each, and in `.attrs` their variable.
    """
    who = corpus.codebook.who(coder) or coder
    titles = values["title"].unique()
    agreed = "; ".join(
        f"{row.title} {'not known' if pd.isna(row.alpha) else format(row.alpha, '.2f')}"
        for row in values.drop_duplicates("title").itertuples()
    )
    judged, agreement = corpus.declared.terms.get(JUDGEMENT, JUDGED), explain_agreement(corpus)
    meant = corpus.codebook.definitions
    meant = meant[(meant["variable"] == values.attrs["variable"]) & meant["title"].isin(titles)]
    return [
        {"term": JUDGEMENT, "text": f"{judged} Shown now: {who}."},
        agreement | {"text": f"{agreement['text']} {agreed}."},
        *(
            {"term": row.title, "text": f"coded when: {row.present_when}"}
            for row in meant.itertuples()
        ),
    ]
