"""The details of one call side by side: who keeps, changes, drops and adds."""

import pandas as pd

from analysis.measuring.retelling.changing import NOT_SEEN, judge_changes
from analysis.measuring.retelling.readings import list_readings
from analysis.measuring.retelling.tracing import trace_call
from analysis.reading.corpus import Corpus

COMPARED = [
    "aspect", "detail", "report_id", "name", "published_from", "published_to", "read", "reading",
    "earliest_reading", "earliest_sure", "source_reading", "against", "change",
]  # fmt: skip


def compare_tellings(corpus: Corpus, call_id: str) -> pd.DataFrame:
    """Compare how the reports of a call have each of its details.

    Nothing here says which reading is right: the earliest known is the earliest known.

    Parameters
    ----------
    corpus
        Its variants, figures and citations are read.
    call_id
        A call or a batch.

    Returns
    -------
    DataFrame
        One row a detail and report that tells the call, reports in the order of `trace_call`:
        `aspect` (as in the variants; "figure" for a figure claimed that at least two tellings count
        in the same words), detail, report_id, name, published_from, published_to, read; `reading`
        (missing where none is recorded; "absent" and its like are lacking in the part read);
        `earliest_reading`, `earliest_sure`, `source_reading`, `against` and `change`: see
        `judge_changes`. Where no reading is recorded the change is "not seen". Empty for a call
        whose tellings differ in nothing that was recorded.

    Raises
    ------
    KeyError
        There is no such call.

    Notes
    -----
    Variants are recorded where tellings differ, so that what all tell alike is not listed. Who
    lacks a detail "dropped" it only where the whole report was read.

    Examples
    --------
    >>> import analysis
    >>> details = analysis.compare_tellings(analysis.read_corpus(), "ivanivka-forest-2023-10")
    >>> word = details[details["detail"] == "word for the killing"]
    >>> word[["name", "reading", "change"]]
                               name            reading          change
    5       Frankfurter Neue Presse  Gemetzel (German)         changed
    6  Business Insider Deutschland  Gemetzel (German)  possibly first
    7                 zLive Network           massacre         changed
    8                      Newsweek          slaughter  possibly first
    9                        Merkur            carnage         changed
    """
    told = trace_call(corpus, call_id).tellings
    readings = list_readings(corpus, figures=True)
    readings = readings[readings["call_id"] == call_id].reset_index(drop=True)
    judged = judge_changes(corpus, readings)
    details = judged[["aspect", "detail", "earliest_reading", "earliest_sure"]]
    cells = details.drop_duplicates(["aspect", "detail"]).merge(
        told[["report_id", "name", "published_from", "published_to", "read"]], how="cross"
    )
    own = judged[
        ["aspect", "detail", "report_id", "reading", "source_reading", "against", "change"]
    ]
    cells = cells.merge(own, on=["aspect", "detail", "report_id"], how="left")
    cells["change"] = cells["change"].fillna(NOT_SEEN)
    return cells[COMPARED]
