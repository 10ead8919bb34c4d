"""The documentation: every block runs, every page is reached, every link and number is right."""

import pydoc
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import analysis
from tests.docs.blocks import DOCS, PAGES, ROOT, WIDE, read_blocks, run_page

LINK = re.compile(r"\]\((?!\w+:|#)([^)#]+)(?:#([^)]+))?\)")
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])")
CITED = re.compile(r"([A-Z][\w-]+)(?:'s)? (?:et al\. )?\(?((?:18|19|20)\d\d)\b(?!-)")


def name_of(page: Path) -> str:
    return page.relative_to(DOCS).with_suffix("").as_posix()


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, one_corpus) -> Iterator[None]:
    """A folder of the reader's own, and tables as a notebook shows them."""
    monkeypatch.chdir(tmp_path)
    with pd.option_context(*WIDE):
        yield


SLOW = {"machine_coders", "many_texts", "own_texts"}
"""Pages that take seconds, of what is tested every day elsewhere."""


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=[pytest.mark.nightly] if name_of(page) in SLOW else [])
        for page in PAGES
    ],
    ids=name_of,
)
def test_blocks_run_and_show_what_the_page_says(page: Path) -> None:
    before = changes_of_the_clone()
    shown, got = run_page(page)
    assert changes_of_the_clone() == before
    for each in shown:
        assert each.right, f"{each.place} shows\n{each.said}\nand it is\n{each.got}"
    told = prose_of_results(page)
    known = numbers_in(got)
    unknown = [each for each in NUMBER.findall(told) if each not in known]
    assert not unknown, f"{name_of(page)} tells numbers that no block shows: {unknown}"


def prose_of_results(page: Path) -> str:
    """Where a page tells numbers: all its prose, or that of the answers of a lesson."""
    text = page.read_text(encoding="utf-8")
    if name_of(page) != "tutorial":
        text = "\n".join(re.findall(r"^## Answers$(.*?)(?=^## |\Z)", text, re.M | re.S))
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S)
    return re.sub(r"`[^`]*`|^#.*$|^\d+\. |\[[^\]]*\]\([^)]*\)|95 % interval", "", prose, flags=re.M)


def numbers_in(shown: str) -> set[str]:
    """Every number that is shown, and each share in per cent and points, too."""
    numbers = set(NUMBER.findall(shown.replace("-", " ")))
    parts = [float(each) for each in numbers if "." in each]
    return numbers | {f"{size * part:.0f}" for part in parts for size in (1, 100)}


def changes_of_the_clone() -> str:
    told = subprocess.run(
        ["git", "status", "--porcelain", "corpus", "docs", "notebooks"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout


def test_every_page_is_reached_from_the_first() -> None:
    reached, waiting = set(), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        trees = re.findall(
            r"^```\{toctree\}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S
        )
        names = [line for tree in trees for line in tree.split("\n") if line and line[0] != ":"]
        waiting += [page.parent / f"{name}.md" for name in names]
    assert reached == set(PAGES)


@pytest.mark.parametrize("page", [ROOT / "README.md", *PAGES], ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for place, section in LINK.findall(page.read_text(encoding="utf-8")):
        target = page.parent / place
        assert target.exists(), f"{page.name}: {place}"
        if section and target.suffix == ".md":
            heads = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
            slugs = [re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads]
            assert section in slugs, f"{page.name}: {place}#{section}"


def test_what_is_typed_at_a_shell_and_not_run_names_what_there_is() -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for page in PAGES:
        for block in read_blocks(page):
            if block.kind == "sh":
                for target in re.findall(r"\bmake (?:\w+=\S+ )*(\w+)", block.body):
                    assert target in targets, f"{page.name}: make {target}"


def test_a_lesson_has_45_minutes_and_three_answers() -> None:
    lessons = sorted((DOCS / "teaching").glob("lesson_*.md"))
    assert len(lessons) == 6
    for lesson in lessons:
        text = lesson.read_text(encoding="utf-8")
        assert sum(map(int, re.findall(r"^\| (\d+) \|", text, re.M))) == 45, lesson.name
        _, exercises, answers = re.split(r"^## (?:Exercises|Answers)$", text, flags=re.M)
        for part in (exercises, answers):
            assert re.findall(r"^(\d)\. ", part, re.M) == ["1", "2", "3"], lesson.name


def test_public_functions_are_listed_by_what_they_are_for() -> None:
    text = (DOCS / "functions.md").read_text(encoding="utf-8")
    listed = re.findall(r"^   ((?:collecting\.|matching\.)?\w+)$", text, re.M)
    shelves = {"": analysis, "collecting.": analysis.collecting, "matching.": analysis.matching}
    public = [f"{name}{each}" for name, shelf in shelves.items() for each in shelf.__all__]
    assert sorted(listed) == sorted(set(public) - {"collecting", "matching"})


def test_papers_that_the_code_cites_are_among_the_sources() -> None:
    text = (DOCS / "methods.md").read_text(encoding="utf-8")
    _, _, sources = text.partition("## Sources")
    rooms = [ROOT / "analysis" / "measuring", ROOT / "analysis" / "collecting" / "matching"]
    cited = {
        found
        for room in rooms
        for path in room.rglob("*.py")
        for found in CITED.findall(path.read_text(encoding="utf-8"))
    }
    missing = [each for each in cited if not re.search(r"{}.*\({}\)".format(*each), sources)]
    assert cited
    assert not missing


def test_what_a_reference_shows_is_there() -> None:
    for page in (DOCS / "reference").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        for name in re.findall(r"^\.\. auto(?:function|module):: (\S+)$", text, re.M):
            assert pydoc.locate(name), f"{page.name}: {name}"


@pytest.mark.nightly
def test_pages_are_built_without_a_warning_and_ask_for_nothing_abroad(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "sphinx", "-W", "-n", "-q", str(DOCS), str(tmp_path / "pages")]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loads = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"(?:https?:)?//[^\"]+\"")
    for page in (tmp_path / "pages").rglob("*.html"):
        assert not loads.search(page.read_text(encoding="utf-8")), page
    tables = (tmp_path / "pages" / "tables.html").read_text(encoding="utf-8")
    assert "last day on which it can have been published" in tables
    functions = (tmp_path / "pages" / "reference" / "analysis.html").read_text(encoding="utf-8")
    assert "count_codes" in functions
