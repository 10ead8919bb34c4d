"""The eleven tables: what one row is, what identifies it, and what each column means."""

from typing import Any

import pandera.pandas as pa

from analysis.tables.columns import (
    FLAG,
    NUMBER,
    SLUG,
    WHOLE,
    column,
    count,
    day,
    in_order,
    table,
    text,
)

VOCABULARIES = {
    "roles": [
        "soldier", "soldiers", "officer", "wife", "mother", "father", "girlfriend", "brother",
        "friend", "comrade", "relative", "several", "other", "unknown",
    ],
    "issuers": ["HUR", "SBU", "media", "other", "unknown"],
    "channels": ["Telegram", "Twitter", "Facebook", "YouTube", "website", "media"],
    "outlet_kinds": [
        "agency", "aggregator", "broadcaster", "defence_press", "government", "magazine",
        "news_site", "newspaper", "tabloid", "think_tank", "transcript_site",
    ],
    "aspects": [
        "body part", "callee", "caller", "channel", "claim added", "claim dropped", "number",
        "place", "quote wording", "rank", "release date", "released by", "unit",
    ],
}  # fmt: skip
"""The words of the columns whose words a corpus can declare; these, where it does not."""

ALWAYS = {"issuers": ["media", "other", "unknown"], "roles": ["unknown"]}
"""Those that a vocabulary has in every corpus: what is said where none of its own fits."""


def _word(vocabulary: str, meaning: str, **options: Any) -> pa.Column:
    allowed = VOCABULARIES[vocabulary]
    return text(meaning, allowed=allowed, vocabulary=vocabulary, **options)


def _report_id(meaning: str = "the report; its file in `reports/` has this name") -> pa.Column:
    return text(meaning, like=SLUG)


def _call_id(meaning: str = "the call", **options: Any) -> pa.Column:
    return text(meaning, like=SLUG, **options)


def _position() -> pa.Column:
    return count("place of the call in the report, from 1", "rank")


def _edition(meaning: str, **options: Any) -> pa.Column:
    return column(WHOLE, meaning, unit="edition", **options)


REPORTS = table(
    "reports",
    "one published report",
    ["report_id"],
    {
        "report_id": _report_id(),
        "outlet": text("who wrote it", missing="not shown"),
        "outlet_inferred": column(FLAG, "the outlet is concluded from the text, not shown"),
        "outlet_kind": _word("outlet_kinds", "what sort of outlet", at_last=True),
        "outlet_country": text(
            "country of the outlet, ISO 3166-1 alpha-2", like="[A-Z]{2}", missing="not known"
        ),
        "carried_by": text("site that carries it, when it is another than the outlet's own",
                            missing="the outlet's own site"),
        "url": text("address of the page", like=r"https?://\S+", missing="no address"),
        "archived_url": text("address of a copy of the page in a public archive",
                              like=r"https?://\S+", missing="no copy known"),
        "byline": text("author as printed", missing="none shown"),
        "published_from": day("first day on which it can have been published", missing="undated"),
        "published_to": day("last day on which it can have been published", missing="undated"),
        "date_basis": text(
            "how the date is known: stated on the page; from its url; from its text; from the "
            "context only (other reports, events); unknown (no date at all)",
            allowed=["stated", "url", "text", "context", "unknown"],
        ),
        "date_note": text("why these bounds", missing="nothing to add"),
        "language": text("language as carried, ISO 639", like="[a-z]{2,3}"),
        "translated_from": text("language it was translated from, ISO 639", like="[a-z]{2,3}",
                                 missing="no sign of a translation"),
        "title_voice": text("voice of the headline: a quotation, a claim, a neutral statement",
                             allowed=["quote", "claim", "neutral"], missing="headline not seen"),
        "read": text("how much was read and coded: the opening (about 2,000 characters) or the "
                      "whole", allowed=["opening", "whole"]),
        "edition": _edition("edition of the corpus in which it was first published",
                            missing="not yet in an edition"),
        "digest": text("what it reports, in our own words; not the outlet's wording",
                        at_last=True),
    },
    [
        in_order("published_from", "published_to"),
        pa.Check(
            lambda t: (t["date_basis"] == "unknown") == t["published_from"].isna(),
            error="date_basis unknown exactly when there is no date",
        ),
    ],
)  # fmt: skip

CALLS = table(
    "calls",
    "one call as reported, or a batch of calls published together",
    ["call_id"],
    {
        "call_id": _call_id(),
        "kind": text("one call, or a batch of calls", allowed=["call", "batch"]),
        "part_of": _call_id("the batch that this call was told out of", missing="no batch"),
        "title": text("a name for the call, in our own words"),
        "gist": text("what is said to be said, in our own words", at_last=True),
        "caller_role": _word("roles", "who is reported to speak"),
        "caller_note": text("more about the caller", missing="nothing to add"),
        "callee_role": _word("roles", "who is reported to be spoken to"),
        "callee_note": text("more about the callee", missing="nothing to add"),
        "released_by": _word("issuers", "who released it"),
        "released_from": day("first day on which it can have been released", missing="undated"),
        "released_to": day("last day on which it can have been released", missing="undated"),
        "release_note": text("why these bounds", missing="nothing to add"),
    },
    [in_order("released_from", "released_to")],
)

_LINK = {
    "report_id": _report_id(),
    "position": _position(),
    "call_id": _call_id("the call told"),
    "confidence": text("how sure the link to the call is", allowed=["sure", "likely", "possible"]),
    "reason": text("why the link is less than sure", missing="nothing to add"),
}

LINKS = table(
    "tellings",
    "one call that one report tells, linked to the list of calls",
    ["report_id", "position"],
    _LINK,
)

TELLINGS = table(
    "tellings",
    "one report telling one call",
    ["report_id", "position"],
    {
        **_LINK,
        "call_id": _call_id("the call told", missing="not linked to a call"),
        "confidence": text("how sure the link to the call is",
                           allowed=["sure", "likely", "possible"],
                           missing="not linked to a call"),
        "gist": text("what this report says was said, in our own words", at_last=True),
        "caller_role": _word("roles", "caller according to this report"),
        "callee_role": _word("roles", "callee according to this report"),
        "released_by": _word("issuers", "who released it according to this report"),
        "released_from": day("first day of release according to this report",
                             missing="not said"),
        "released_to": day("last day of release according to this report", missing="not said"),
        "channel": _word("channels", "where it was released according to this report",
                        missing="not said"),
    },
    [in_order("released_from", "released_to")],
)  # fmt: skip

FIGURES = table(
    "figures",
    "one figure claimed in a call as one report tells it",
    ["report_id", "position", "figure"],
    {
        "report_id": _report_id(),
        "position": _position(),
        "figure": count("place of the figure in that telling, from 1", "rank"),
        "what": text("what is counted, with its unit, in our own words"),
        "amount": column(
            NUMBER, "the figure as reported; nobody here vouches for it", unit="as `what` says"
        ),
    },
)

PLACES = table(
    "places",
    "one place named in a call as one report tells it",
    ["report_id", "position", "place"],
    {
        "report_id": _report_id(),
        "position": _position(),
        "place": text("the place, spelt as in the report"),
    },
)

FORMATIONS = table(
    "formations",
    "one military formation named in a call as one report tells it",
    ["report_id", "position", "formation"],
    {
        "report_id": _report_id(),
        "position": _position(),
        "formation": text("regiment, brigade or other formation, as in the report"),
    },
)

CITATIONS = table(
    "citations",
    "one source that one report names, or evidently uses, for a call",
    ["report_id", "source", "source_report_id"],
    {
        "report_id": _report_id("the report that uses the source"),
        "source": text("who released it, an outlet or a channel, by one canonical name"),
        "source_report_id": text("the very report used, where it is in the corpus", like=SLUG,
                                  missing="not in the corpus, or not known which"),
        "evidence": text("how the use is known: named in the text, copied wording, or inferred",
                          allowed=["named", "copied", "inferred"]),
    },
)  # fmt: skip

VARIANTS = table(
    "variants",
    "one detail of a call as one report tells it (only details that differ between tellings)",
    ["call_id", "aspect", "detail", "report_id"],
    {
        "call_id": _call_id(),
        "aspect": _word("aspects", "what kind of detail"),
        "detail": text("which detail"),
        "report_id": _report_id(),
        "reading": text("how this report has it; `absent`: not in the part that was read"),
        "edition": _edition("edition of the corpus that first has the row",
                            missing="that of the report", later=True),
    },
)  # fmt: skip

CODINGS = table(
    "codings",
    "one value that one coder gave one report (where several can be present: only those that are)",
    ["report_id", "coder", "variable", "value"],
    {
        "report_id": _report_id(),
        "coder": text("who coded; `adjudicated` is the settled version of all coders",
                       like="[a-z][a-z0-9_]*"),
        "variable": text("variable of the codebook"),
        "value": text("value of that variable",
                      missing="none of the variable's values: judged, and none was found"),
        "evidence": text("the coder's reason, in the coder's own words", missing="none given"),
        "unsure": column(FLAG, "the coder hesitated"),
        "codebook": text("version of the codebook that was coded by", missing="not known",
                         later=True),
    },
)  # fmt: skip

WORDING = table(
    "wording",
    "one report's wording, counted in the part that was read (English and German only)",
    ["report_id"],
    {
        "report_id": _report_id(),
        "words": count("all words", "words"),
        "own_words": count("words outside quotation marks", "words"),
        "quoted_words": count("words inside quotation marks", "words"),
        "allegation": count("markers such as alleged, purported", "matches"),
        "hearsay": count("markers such as reportedly, is said to", "matches"),
        "appearance": count("markers such as apparently, seems to", "matches"),
        "possibility": count("markers such as possibly, may have", "matches"),
        "verification": count("markers such as could not be verified", "matches"),
    },
)

CORRECTIONS = table(
    "corrections",
    "one value of a call or telling that a later edition of the corpus corrected",
    ["table", "call_id", "report_id", "position", "field", "edition"],
    {
        "table": text("where the value stands", allowed=["calls", "tellings"]),
        "call_id": _call_id("the call corrected", missing="a telling was corrected"),
        "report_id": text("the report whose telling was corrected", like=SLUG,
                           missing="a call was corrected"),
        "position": column(WHOLE, "place of the telling in the report, from 1", unit="rank",
                            missing="a call was corrected"),
        "field": text("which column of that table"),
        "before": text("what stood there in the editions before", missing="nothing stood there"),
        "edition": _edition("the first edition that has it as it is now"),
        "reason": text("how it is known"),
    },
)  # fmt: skip

SCHEMAS: dict[str, pa.DataFrameSchema] = {
    str(schema.name): schema
    for schema in (
        REPORTS, CALLS, TELLINGS, CITATIONS, VARIANTS, FIGURES, PLACES, FORMATIONS, CODINGS,
        WORDING, CORRECTIONS,
    )
}  # fmt: skip
"""The tables of a corpus, by name."""

CSV_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "calls": CALLS,
    "tellings": LINKS,
    "citations": CITATIONS,
    "variants": VARIANTS,
    "codings": CODINGS,
    "wording": WORDING,
    "corrections": CORRECTIONS,
}
"""The CSV files of a corpus folder, by name; the other tables stand in the reports' files."""

REFERENCES = {
    "report_id": "reports",
    "source_report_id": "reports",
    "call_id": "calls",
    "part_of": "calls",
}
"""Column -> the table whose first column it names a value of, in every table but that itself."""
