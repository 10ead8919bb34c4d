"""The report files that were drafted for texts of the user's, and what each still lacks."""

from pathlib import Path

import pandas as pd

from analysis.collecting.drafting import MISSING
from analysis.collecting.storedtexts import text_folder
from analysis.collecting.storing import DRAFTS
from analysis.reading.corpus import Corpus
from analysis.reading.files import list_folder, read_text
from analysis.reading.frontmatter import split_front_matter
from analysis.reading.problems import CorpusError, Problem


def read_drafts(place: Corpus | str | Path | None = None) -> pd.DataFrame:
    """The drafts of report files beside stored texts, to be checked before they count.

    A draft that is checked, completed and moved to `reports/` is a report of the corpus.

    Parameters
    ----------
    place
        A corpus, whose `texts/` is looked into, or a folder of texts; by default the kit's corpus.

    Returns
    -------
    DataFrame
        One row a draft, by report_id: report_id; `found` (keys that could be read, each to be
        checked); `missing` (keys that a report needs and that are to be written); draft (the file
        as it stands, the basis of each value beside it).

    Raises
    ------
    CorpusError
        A draft cannot be read; it names each.

    Examples
    --------
    >>> import tempfile
    >>> from analysis.collecting.adding import add_texts
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = Path(folder) / "boots.txt"
    ...     _ = page.write_text("Wet boots, 3 July 2022\\n\\nIt rains on the quay and on us all.")
    ...     _ = add_texts(page, to=Path(folder) / "texts")
    ...     read_drafts(Path(folder) / "texts")[["found", "missing"]].values.tolist()
    [['published, date_basis, language, read', 'outlet, outlet_kind, calls']]
    """
    folder = text_folder(place) / DRAFTS
    rows, problems = [], []
    listed = list_folder(folder, ".md")
    if isinstance(listed, Problem):
        raise CorpusError(folder, [listed])
    for path in listed:
        name = f"{DRAFTS}/{path.name}"
        text = read_text(path, name)
        parts = text if isinstance(text, Problem) else split_front_matter(text, name)
        if isinstance(parts, Problem):
            problems.append(parts)
            continue
        known = list(parts[0].entries)
        missing = [key for key in MISSING if key not in known]
        rows.append([path.stem, ", ".join(known), ", ".join(missing), text])
    if problems:
        raise CorpusError(folder, problems)
    return pd.DataFrame(rows, columns=["report_id", "found", "missing", "draft"]).astype("str")
