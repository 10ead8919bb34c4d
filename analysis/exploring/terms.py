"""Terms explained where they stand: what is behind "About these numbers" of every explorer."""

import pandas as pd

from analysis.reading.corpus import Corpus

Explained = list[dict[str, str]]

AGREEMENT = "How far the two passes agree"

TERMS = {
    "Whose judgement": "Codes come from two independent passes of a language model over each "
    "report, by one codebook; their disagreements were settled one by one.",
    AGREEMENT: "Krippendorff's alpha: 1 if always, 0 if as by chance; under .667 no conclusion is "
    "drawn.",
    "Independent calls": "Reports that retell the same call repeat each other. They count as one "
    "where it is asked how sure a number is.",
    "Bands and brackets": "95 % intervals that take the reports of a call together. Where two "
    "overlap widely, the difference may be chance.",
    "Dates": "A report whose day is not known counts in each period by the share of its days. So a "
    "count can be 25.2, while the list holds each report that may lie there.",
    "What this does not show": "What these reports say, not what was said on the phone, and not "
    "what all reporting said: they are those that could be found.",
}


def explain(*terms: str, **more: str) -> Explained:
    """These terms with their explanations, and further ones by name."""
    return [{"term": term, "text": TERMS[term]} for term in terms] + [
        {"term": term.replace("_", " "), "text": text} for term, text in more.items()
    ]


def explain_codes(corpus: Corpus, coder: str, values: pd.DataFrame) -> Explained:
    """Whose codes are shown, how far the passes agree, and what the values mean.

    `values` has the title and alpha of each, and in `.attrs` their variable.
    """
    who = corpus.codebook.who(coder) or coder
    titles = values["title"].unique()
    agreed = "; ".join(
        f"{row.title} {'not known' if pd.isna(row.alpha) else format(row.alpha, '.2f')}"
        for row in values.drop_duplicates("title").itertuples()
    )
    said = TERMS["Whose judgement"]
    meant = corpus.codebook.definitions
    meant = meant[(meant["variable"] == values.attrs["variable"]) & meant["title"].isin(titles)]
    return [
        {"term": "Whose judgement", "text": f"{said} Shown now: {who}."},
        {"term": AGREEMENT, "text": f"{TERMS[AGREEMENT]} {agreed}."},
        *(
            {"term": row.title, "text": f"coded when: {row.present_when}"}
            for row in meant.itertuples()
        ),
    ]
