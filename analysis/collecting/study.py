"""A study of one's own: from a folder of articles to reports that can be counted at once."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import yaml

from analysis.collecting.adding import add_texts
from analysis.collecting.drafting import fill_report, read_drafts
from analysis.collecting.links import NONE, Link, link_reports, propose_calls_told
from analysis.collecting.sheets import place_codebook, read_sheet, write_sheet
from analysis.collecting.store import new, update
from analysis.collecting.storing import TEXTS, read_stored_texts
from analysis.parsing.tabling import ParsedTexts, parse_texts
from analysis.reading.corpus import Corpus, read_corpus
from analysis.reading.declaration import NAME
from analysis.tables.days import Days

STUDY, FACTS = "study", "facts.csv"
HEADLINE = r"(?m)^# headline as shown \([^)]*\): (.*)$"
HEADING = """\
# What this corpus says of itself. Half-filled: a report may still lack its outlet, its kind, its
# calls and its digest. Write false when all are there; then `overheard check` asks for them.
"""


@dataclass(frozen=True, repr=False)
class Study:
    """Somebody's own study, as it lies on disk.

    Attributes
    ----------
    files
        The articles as they came; they are only read.
    folder
        The study's corpus: `reports/`, the texts, and the CSV files beside them.
    added
        What became of each text of the files at the last start (see `add_texts`).
    """

    files: Path
    folder: Path
    added: pd.DataFrame

    @property
    def corpus(self) -> Corpus:
        """The reports as they are filled in now, for every function that takes a corpus."""
        return read_corpus(self.folder, on_error="skip")

    @cached_property
    def parts(self) -> ParsedTexts:
        """The texts with who speaks in them, on whose word, and when."""
        return parse_texts(read_stored_texts(self.folder / TEXTS), packs=self.corpus.declared.packs)

    @property
    def missing(self) -> pd.DataFrame:
        """One row a report: what it lacks, and how many proposals nobody has checked."""
        drafts = read_drafts(self.folder / TEXTS)
        return drafts[["report_id", "missing", "unchecked"]]

    @property
    def facts(self) -> pd.DataFrame:
        """One row a report: its headline and what is filled in now, to be corrected and completed.

        Columns: report_id, headline, outlet (`-` where the page shows none), outlet_kind, published
        (a day or an interval), language, call (title of the call it tells, `-` where it tells
        none), digest. `fill_reports` takes it back.
        """
        corpus = self.corpus
        reports, calls = corpus.reports, corpus.calls.set_index("call_id")["title"]
        told = corpus.tellings.drop_duplicates("report_id").set_index("report_id")["call_id"]
        drafts = read_drafts(self.folder / TEXTS).set_index("report_id")
        headlines = drafts["draft"].str.extract(HEADLINE, expand=False)
        lacks = reports["report_id"].map(drafts["missing"]).str
        none = ~reports["report_id"].isin(told.index) & ~lacks.contains("calls")
        unshown = reports["outlet"].isna() & ~lacks.contains(r"\boutlet\b")
        spans = zip(reports["published_from"], reports["published_to"], strict=True)
        return pd.DataFrame(
            {
                "report_id": reports["report_id"],
                "headline": reports["report_id"].map(headlines),
                "outlet": reports["outlet"].mask(unshown, NONE),
                "outlet_kind": reports["outlet_kind"],
                "published": [str(Days.of(*span) or "") or None for span in spans],
                "language": reports["language"],
                "call": reports["report_id"].map(told).map(calls).mask(none, NONE),
                "digest": reports["digest"],
            }
        ).astype("str")

    def __repr__(self) -> str:
        return "\n".join(_lines(self))


def start_study(
    files: str | Path | None = None,
    folder: str | Path | None = None,
    *,
    corpus: Corpus | None = None,
) -> Study:
    """Make a study of a folder of articles, or go on with one.

    Each article becomes a report with what its text shows: outlet, day, language, the calls it
    tells, each as a proposal with where it stands; articles that seem to tell one call are linked
    to it. What nothing shows is left open, and every chart works from the first minute. `facts.csv`
    has it all as a table to be completed. Nothing is written over: started again, a study takes
    what is new among the files, and keeps the rest.

    Parameters
    ----------
    files
        The articles as you have them, a file or a folder; without them, the kit's sample, which
        is invented, in folders that are gone when Python ends. In it, `facts.csv` and a coding
        sheet are filled in already.
    folder
        Where the study lies, or shall; by default beside the files, `<files>-study`.
    corpus
        The catalogue in which known reports and calls are looked for; by default the kit's.

    Returns
    -------
    Study
        Its `corpus` and `parts` go into every chart; printed, it says what is there, what is
        missing and what to do next.

    Raises
    ------
    ValueError
        There are no such files, none holds a text, or the folder holds a corpus that is no study.

    Examples
    --------
    >>> study = start_study()
    >>> len(study.corpus.reports), len(study.parts.articles)
    (13, 13)
    """
    if files is None:
        files, folder = _copy_sample()
    files = Path(files)
    if not files.exists():
        raise ValueError(f"{files} does not exist; name the folder of your articles")
    folder = files.with_name(f"{files.stem}-{STUDY}") if folder is None else Path(folder)
    _declare(folder, files)
    corpus = read_corpus(on_error="skip") if corpus is None else corpus
    study = Study(files, folder, add_texts(files, corpus=corpus, to=folder / TEXTS))
    if not any((folder / TEXTS).glob("*.txt")):
        notes = "; ".join(f"{row.file}: {row.note}" for row in study.added.itertuples())
        raise ValueError(f"{files} holds no text that can be read. {notes}".strip())
    place_codebook(folder)
    propose_calls_told(folder, study.parts, corpus)
    if not (folder / FACTS).exists():
        write_sheet(folder / FACTS, study.facts.fillna(""))
    return study


def _declare(folder: Path, files: Path) -> None:
    """Say in `corpus.yml` that the corpus is half-filled, where nothing says anything yet."""
    if (folder / NAME).exists():
        return
    if (folder / "reports").exists():
        mend = f"name another folder, or write `half_filled: true` into its {NAME}"
        raise ValueError(f"{folder} holds a corpus that is no study; {mend}")
    said = yaml.safe_dump({"title": files.stem, "half_filled": True}, allow_unicode=True)
    update(folder / NAME, new(folder / NAME, f"{HEADING}{said}".encode()))


def fill_reports(study: Study, facts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Write what a table of facts has other than the reports of a study.

    Parameters
    ----------
    study
        From `start_study`.
    facts
        `study.facts`, corrected and completed, or some of its rows and columns; by default what
        stands in `facts.csv` of the study's folder, as a spreadsheet saved it. What is empty there
        stays as it is. A `call` is the title of a call of the study or of a new one.

    Returns
    -------
    DataFrame
        One row a value that was written: report_id, fact, before, now.

    Raises
    ------
    KeyError
        A report or a column is not in the study.
    CorpusError
        A value cannot be; it names the file, the line and the mend. Rows before it are written.

    Examples
    --------
    >>> study = start_study()
    >>> facts = study.facts.iloc[[0]].assign(outlet_kind="newspaper")
    >>> fill_reports(study, facts)[["fact", "now"]].values.tolist()
    [['outlet_kind', 'newspaper']]
    """
    before = study.facts.set_index("report_id")
    facts = read_sheet(study.folder / FACTS) if facts is None else facts
    after = facts.set_index("report_id")
    for kind, wrong in (
        ("report", after.index.difference(before.index)),
        ("column", after.columns.difference(before.columns)),
    ):
        if len(wrong):
            raise KeyError(f"no such {kind}: {', '.join(map(str, wrong[:5]))}")
    rows, given = [], {}
    for report_id, row in after.drop(columns="headline", errors="ignore").iterrows():
        changed = {
            key: str(value)
            for key, value in row.items()
            if pd.notna(value) and value not in ("", before.at[report_id, key])
        }
        rows += [[report_id, key, before.at[report_id, key], now] for key, now in changed.items()]
        given[str(report_id)] = changed
    fill_facts(study.folder, given)
    return pd.DataFrame(rows, columns=["report_id", "fact", "before", "now"]).astype("str")


def fill_facts(folder: Path, facts: Mapping[str, Mapping[str, str]]) -> None:
    """Write facts of reports, by their ids: their files' keys, and the calls that they tell."""
    for report_id, given in facts.items():
        values = {key: None if value == NONE else value for key, value in given.items()}
        values.pop("call", None)
        if values.get("published"):
            values["date_basis"] = "stated"
        if values:
            fill_report(folder, report_id, values)
    links = [
        Link(report_id, given["call"]) for report_id, given in facts.items() if "call" in given
    ]
    link_reports(folder, links)


def _lines(study: Study) -> Iterator[str]:
    """What is there, what is missing, and the next step."""
    added, missing, corpus = study.added, study.missing, study.corpus
    reports, told = corpus.reports, corpus.tellings
    yield f"{_say(len(added), 'text')} in {study.files.name}"
    yield f"{_say(len(reports), 'report')} in {study.folder.name}"
    for row in added[added["status"].isin(["failed", "ambiguous", "near-duplicate"])].itertuples():
        yield f"  not taken: {row.file}: {row.note}"
    same = (added["status"] == "duplicate").sum()
    if same:
        yield f"  {_say(same, 'text')} there already, to the letter"
    for problem in corpus.problems.itertuples():
        yield f"  to mend: {problem.file}:{problem.line}: {problem.problem}; {problem.mend}"
    days = (reports["published_from"] == reports["published_to"]).sum()
    undated = reports["published_from"].isna().sum()
    yield f"  days: {days} known, {len(reports) - days - undated} within bounds, {undated} open"
    named = reports["outlet"].notna().sum()
    yield f"  outlets: {named} found, {len(reports) - named} open"
    linked = told.dropna(subset="call_id")
    yield corpus.declared.noun.say(
        f"  calls: told in {_say(told['report_id'].nunique(), 'report')}; "
        f"{len(linked)} linked to {_say(linked['call_id'].nunique(), 'call')}"
    )
    yield from _next(study, missing)


def _say(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _next(study: Study, missing: pd.DataFrame) -> Iterator[str]:
    lacking = missing["missing"].str.split(", ").explode()
    counts = lacking[lacking != ""].value_counts()
    where = f"analysis.explore_study(study), {FACTS}, or the files in {study.folder.name}/reports"
    if len(counts):
        wanted = ", ".join(f"{key.replace('_', ' ')} ({count})" for key, count in counts.items())
        yield f"next: fill in {wanted}: {where}"
    elif unchecked := (missing["unchecked"] > 0).sum():
        yield f"next: check the proposals in {_say(unchecked, 'report')}: {where}"
    else:
        yield 'next: code them: analysis.collecting.draft_codings(study.corpus, "your_name")'
    yield "charts work already: analysis.chart_reports(analysis.count_reports(study.corpus)),"
    yield "  analysis.chart_speakers(analysis.count_speakers(study.parts))"


def _copy_sample() -> tuple[Path, Path]:
    """The sample's files, and a folder for the study of them; both go when Python ends."""
    home = Path(tempfile.mkdtemp(prefix="overheard-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    shutil.copytree(_folder() / STUDY, home / STUDY, ignore=shutil.ignore_patterns("files"))
    shutil.copytree(_folder() / STUDY / "files", home / "files")
    return home / "files", home / STUDY


def read_samples() -> pd.DataFrame:
    """The kit's own sample texts, to try things on.

    They are invented: no such outlet, call or person exists. They have what saved pages have:
    navigation, teasers of other articles, adverts, transcripts, marks that were lost.

    Returns
    -------
    DataFrame
        One row a text: text_id, text (as saved, furniture and all).

    Examples
    --------
    >>> read_samples()["text_id"].tolist()
    ['abendblatt-am-see', 'call-archive', 'harbour-courier', 'morning-ferry']
    """
    paths = sorted(_folder().glob("*.txt"))
    rows = [(path.stem, path.read_bytes().decode("utf-8")) for path in paths]
    return pd.DataFrame(rows, columns=["text_id", "text"]).astype("str")


def _folder() -> Path:
    package = Path(__file__).parents[1]
    inside = package / "_samples"
    return inside if inside.is_dir() else package.parent / "tests" / "data" / "articles"
