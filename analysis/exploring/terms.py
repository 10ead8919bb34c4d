"""Terms explained where they stand: what is behind "About these numbers" of every explorer."""

import pandas as pd

from analysis.reading.codes import coders
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import Declaration

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
