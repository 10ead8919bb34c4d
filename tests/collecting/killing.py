"""Every writer of what is a user's, killed between any two steps on the file system.

    python -m tests.collecting.killing POINTS

runs each writer once whole, then up to POINTS times until it is killed before a step, each time on
a fresh copy of what was there. It prints a line for each kill that left neither the old state nor
the new one, or after which the same writing did not come to the same end with nothing beside it.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import altair as alt
import nbformat
import pandas as pd

import analysis
from analysis.charting import style
from analysis.collecting.coding import Code, save_codes
from analysis.collecting.corpora import export_corpus
from analysis.publishing import notebooks
from tests.conftest import SmallCorpus

STEPS = {"open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
"""What a process can be killed before, as the interpreter reports it (PEP 578)."""

ARTICLES = {
    "a.txt": "Wet boots, 3 July 2022\n\nIt rains on the quay and on us all, a soldier said.",
    "b.txt": "Late mail, 9 July 2022\n\nLetters take a month, his mother wrote to the paper.",
}
Tree = dict[str, bytes]


def corpus(home: Path) -> analysis.Corpus:
    return analysis.read_corpus(home / "corpus")


def small(home: Path) -> None:
    SmallCorpus(home / "corpus")


def with_sheet(home: Path) -> None:
    small(home)
    sheet = analysis.collecting.draft_codings(corpus(home), "zed", to=home / "sheet.csv")
    values = {"theme": "supply", "certainty": "attributed", "verification": "silent",
              "release_motive": "false", "emotive": "none", "victim": "soldiers"}  # fmt: skip
    sheet.assign(**values).to_csv(home / "sheet.csv", index=False)


def code(home: Path, value: str) -> None:
    late = "2022-05-10-harbour-post-late-mail"
    save_codes(corpus(home), late, "ann", "theme", lambda _: [Code(value)])


def with_code(home: Path) -> None:
    small(home)
    code(home, "losses")


def with_articles(home: Path) -> None:
    small(home)
    (home / "files").mkdir()
    for name, text in ARTICLES.items():
        (home / "files" / name).write_text(text)


def with_export(home: Path) -> None:
    small(home)
    export_corpus(corpus(home).select(["2022-05-10-harbour-post-late-mail"]), home / "out")


def with_notebook(home: Path) -> None:
    (home / "notebooks").mkdir(parents=True)
    cells = [nbformat.v4.new_markdown_cell("# A question\n\nAn answer.")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), home / "notebooks" / "00_a.ipynb")


def with_report(home: Path) -> None:
    with_notebook(home)
    (home / "report").mkdir()
    for name in ("00_a.html", "style.css", "draw.js", "vega.js", "index.html"):
        (home / "report" / name).write_text("an earlier report")


def in_no_kernel() -> None:
    """Notebooks that are run in no kernel: a run adds a cell that says so."""

    def run_notebook(path: Path) -> nbformat.NotebookNode:
        notebook = nbformat.read(path, as_version=4)
        if len(notebook.cells) < 2:
            notebook.cells.append(nbformat.v4.new_markdown_cell("It has run.", id="run"))
        return notebook

    notebooks.run_notebook = run_notebook
    # Its megabytes are made anew each time, and are not what is looked at.
    notebooks.vl_convert = SimpleNamespace(javascript_bundle=lambda _: "a bundle")


def publish(home: Path) -> None:
    in_no_kernel()
    notebooks.publish_report(home / "notebooks", home / "report")


def refresh(home: Path) -> None:
    in_no_kernel()
    notebooks.refresh_notebook(home / "notebooks" / "00_a.ipynb")


def chosen() -> pd.DataFrame:
    rows = [("one", "late-mail"), ("two", "late-mail"), ("two", "wet-boots")]
    return pd.DataFrame(rows, columns=["text_id", "call_id"])


def with_links(home: Path) -> None:
    small(home)
    first = pd.DataFrame({"text_id": ["zero"], "call_id": ["wet-boots"]})
    analysis.collecting.add_links(corpus(home), first)


def with_chart(home: Path) -> None:
    home.mkdir(exist_ok=True)
    (home / "chart.html").write_text("an earlier chart")


def save(home: Path) -> None:
    style.FORMATS[".html"] = lambda spec: json.dumps(spec).encode()
    chart = alt.Chart(pd.DataFrame({"a": [1]})).mark_point().encode(x="a:Q")
    analysis.save_chart(chart, home / "chart.html", overwrite=True)


WRITERS: dict[str, tuple[Callable[[Path], None], Callable[[Path], object]]] = {
    "add_texts": (with_articles, lambda home: analysis.collecting.add_texts(
        home / "files", corpus=corpus(home))),
    "add_codings": (with_sheet, lambda home: analysis.collecting.add_codings(
        corpus(home), home / "sheet.csv")),
    "add_links": (with_links, lambda home: analysis.collecting.add_links(corpus(home), chosen())),
    "draft_codings": (small, lambda home: analysis.collecting.draft_codings(corpus(home), "zed")),
    "export_corpus": (small, lambda home: export_corpus(corpus(home), home / "out")),
    "export_corpus, force": (with_export, lambda home: export_corpus(
        corpus(home), home / "out", force=True)),
    "publish_report": (with_report, publish),
    "refresh_notebook": (with_notebook, refresh),
    "save_chart": (with_chart, save),
    "save_codes": (with_code, lambda home: code(home, "doubt")),
}  # fmt: skip
"""Name -> what makes the state before, and the writing."""


def whole_texts(old: Tree, new: Tree, now: Tree) -> bool:
    """Of several texts some are there: each file is an old or a new one, each text has its own."""
    after = {**old, **new}
    if any(after.get(name) != data for name, data in now.items()):
        return False
    texts = [Path(name) for name in now if name.endswith(".txt") and "/texts/" in name]
    return old.keys() <= now.keys() and all(
        str(each.with_suffix(".yml")) in now
        and str(each.parent / "drafts" / f"{each.stem}.md") in now
        for each in texts
    )


def tree(home: Path, *, hidden: bool) -> Tree:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and (hidden or ".overheard-" not in path.as_posix())
    }


def forked(work: Callable[[], object]) -> int:
    """Work in a process of its own; how it ended."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def count_steps(home: Path, deadly: int = 0) -> list[str]:
    """The steps that are taken in the home from now on, as they are taken; death at one of them."""
    steps: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event not in STEPS or not str(arguments[0]).startswith(str(home)):
            return
        if event == "open" and arguments[1] in ("r", "rb"):
            return
        steps.append(event)
        if len(steps) == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return steps


def whole(name: str, home: Path) -> int:
    """Run a writer to its end; the number of its steps."""

    def work() -> None:
        steps = count_steps(home)
        WRITERS[name][1](home)
        home.with_suffix(".steps").write_text(str(len(steps)))

    assert forked(work) == 0, f"{name} failed"
    return int(home.with_suffix(".steps").read_text())


def kill(name: str, step: int, old: Tree, new: Tree, home: Path) -> list[str]:
    """What is wrong after a writer was killed at a step."""

    def work() -> None:
        count_steps(home, deadly=step)
        WRITERS[name][1](home)

    code = forked(work)
    if code != -signal.SIGKILL:
        return [f"{name}, step {step}: ended with {code}"]
    now = tree(home, hidden=False)
    fine = whole_texts(old, new, now) if name == "add_texts" else now in (old, new)
    wrong = [] if fine else [f"{name}, step {step}: neither old nor new"]
    whole(name, home)
    if tree(home, hidden=True) != new:
        wrong.append(f"{name}, step {step}: the repeat did not come to the same end")
    return wrong


def kills(name: str, points: int) -> list[str]:
    """What is wrong after kills at so many steps, or at all there are, spread evenly."""
    with tempfile.TemporaryDirectory() as folder:
        start, home = Path(folder) / "start", Path(folder) / "home"
        WRITERS[name][0](start)
        old = tree(start, hidden=True)
        shutil.copytree(start, home)
        steps = whole(name, home)
        new = tree(home, hidden=True)
        assert old != new, f"{name} wrote nothing"
        chosen = range(1, steps + 1)[:: max(1, steps // points)][:points]
        wrong = []
        for step in chosen:
            shutil.rmtree(home)
            shutil.copytree(start, home)
            wrong += kill(name, step, old, new, home)
        print(f"{name}: {len(chosen)} kills at {steps} steps")  # noqa: T201
        return wrong


if __name__ == "__main__":
    found = [each for name in WRITERS for each in kills(name, int(sys.argv[1]))]
    print(*found, sep="\n")  # noqa: T201
    sys.exit(1 if found else 0)
