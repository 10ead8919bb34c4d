"""What the project says about itself in several places, held equal; and the order of its steps."""

import ast
import inspect
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import analysis

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")

EXTRAS = PROJECT["project"]["optional-dependencies"]
REQUIRED = [
    Requirement(line)
    for line in (*PROJECT["project"]["dependencies"], *EXTRAS["test"], *EXTRAS["docs"])
]
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "lazy-loader": "lazy_loader",
    "lxml-html-clean": "lxml_html_clean",
    "playwright": "playwright-python",
}
NOT_ON_CONDA = {"axe-playwright-python", "krippendorff", "rensa"}

STEPS = [
    "untrusted", "tables", "reading", "parsing", "collecting", "measuring", "charting",
    "exploring", "publishing", "matching", "__main__",
]  # fmt: skip
FOLDERS = {"analysis", "notebooks", "corpus", "tests", ".ci", ".github", "docs"}


def locked() -> dict[str, list[str]]:
    """Name -> its pins, each with its hashes."""
    pins: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=[a-z0-9])", LOCK.strip()):
        pins.setdefault(entry.split("==")[0], []).append(entry)
    return pins


def test_conda_environment_lists_the_same_packages_as_pyproject() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    listed = environment["dependencies"]
    from_pip = next(entry["pip"] for entry in listed if isinstance(entry, dict))
    from_conda = {entry for entry in listed if isinstance(entry, str)} - {"pip"}
    python = PROJECT["project"]["requires-python"]
    wanted = {
        f"{CONDA_NAMES.get(each.name, each.name)}{each.specifier}"
        for each in REQUIRED
        if each.name not in NOT_ON_CONDA
    }
    assert from_conda == wanted | {f"python{python}"}
    assert from_pip == [str(each) for each in REQUIRED if each.name in NOT_ON_CONDA]
    assert environment["channels"][0] == "conda-forge"


@pytest.mark.parametrize("requirement", REQUIRED, ids=str)
def test_lock_satisfies_each_requirement(requirement: Requirement) -> None:
    for pin in locked()[requirement.name]:
        version = re.match(r"[\w.-]+==([^\s;]+)", pin)
        assert version
        assert Version(version[1]) in requirement.specifier


def test_lock_holds_hashes_and_builds_the_editable_install() -> None:
    for pins in locked().values():
        for pin in pins:
            assert re.match(r"[a-z0-9.-]+==[^\s;]+", pin), pin
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), pin
    for line in PROJECT["build-system"]["requires"]:
        assert Requirement(line).name in locked()


def test_lock_names_no_address_and_no_machine() -> None:
    assert "://" not in LOCK
    assert not re.search(r"index|find-links| @ |file:|(^|\s)/", LOCK)


def test_version_is_the_same_everywhere() -> None:
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert str(citation["version"]) == version
    released = re.findall(r"^## \[([^\]]+)\]", changes, flags=re.MULTILINE)
    assert released[0] == version


def test_citation_names_what_to_cite() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors", "type"} <= set(citation)


def test_top_level_folders_are_the_known_ones() -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if tracked.returncode != 0:
        pytest.skip("not a git checkout: no list of the project's files")
    folders = {line.split("/")[0] for line in tracked.stdout.splitlines() if "/" in line}
    assert folders <= FOLDERS


def imported(path: Path) -> set[str]:
    """Full names of the modules that a file imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import; write it in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


MODULES = sorted((ROOT / "analysis").rglob("*.py"))


def step_of(path: Path) -> str:
    return path.relative_to(ROOT / "analysis").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_import_only_from_their_own_and_earlier_steps(path: Path) -> None:
    step = step_of(path)
    names = imported(path)
    if step == "__init__":
        assert not any(name.startswith("analysis.__main__") for name in names)
        return
    later = STEPS[STEPS.index(step) + 1 :]
    for name in names:
        first, _, rest = name.partition(".")
        if first == "analysis":
            assert rest.split(".")[0] in STEPS, f"{name}: import from the step, not the package"
            assert rest.split(".")[0] not in later, f"{path} imports {name}, a later step"
        if first == "ipywidgets":
            assert step == "exploring", f"{path} imports ipywidgets"


NAMES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in MODULES
}
TOP = ("analysis", "analysis.matching", "analysis.__main__")
"""What stands above all rooms: the public names and the command line."""

DOORS = {
    "charting.retelling": {"details", "steps", "traces"},
    "exploring.comparison": {"explorer", "showing"},
    "exploring.retelling": {"explorer", "saying", "showing"},
    "exploring.themes": {"explorer", "saying", "showing"},
    "measuring.comparison": {
        "comparing",
        "grouping",
        "robustness",
        "shared_calls",
        "standardising",
    },
    "measuring.retelling": {"changes", "links", "tracing"},
    "measuring.wording": {"tokens"},
    "parsing.dates": {"calendar_words", "stated"},
    "parsing.sources": {"naming"},
    "parsing.speech": {"naming"},
    "reading.texts": {"archives", "documents", "markup", "reading"},
}
"""Sub-room -> its modules that other rooms may import from; a sub-room not named has none."""

BETWEEN = "analysis.parsing"
"""The room whose own files stand on both sides of its sub-rooms: an article is parsed by what is
in them, and they by its lists and spans."""


def arrows() -> set[tuple[str, str]]:
    """Module and module of the kit that it imports, of all that stand in rooms."""
    found = set()
    for name in NAMES.keys() - set(TOP):
        for full in imported(NAMES[name]):
            if full.startswith("analysis."):
                found.add((name, full if full in NAMES else full.rpartition(".")[0]))
    return found


def room_of(name: str) -> str:
    return name if NAMES[name].name == "__init__.py" else name.rpartition(".")[0]


def require_no_circle(pairs: set[tuple[str, str]]) -> None:
    """`CycleError` names the members of the first circle."""
    graph: dict[str, set[str]] = {}
    for start, end in pairs:
        graph.setdefault(start, set()).add(end)
    TopologicalSorter(graph).prepare()


def test_modules_import_each_other_in_no_circle() -> None:
    require_no_circle({(start, end) for start, end in arrows() if start != end})


def test_rooms_import_each_other_in_no_circle() -> None:
    rooms = {(room_of(start), room_of(end)) for start, end in arrows()}
    require_no_circle({pair for pair in rooms if len(set(pair)) == 2 and BETWEEN not in pair})


def test_modules_import_no_inner_name_of_another() -> None:
    for name in NAMES.keys() - {"analysis.__main__"}:
        inner = [
            full
            for full in imported(NAMES[name])
            if full.startswith("analysis.") and re.search(r"\._[a-z]", full, re.IGNORECASE)
        ]
        assert not inner, f"{name} imports {inner}: give it a name without _, or leave it inside"


def test_rooms_import_from_sub_rooms_of_others_by_their_doors() -> None:
    for start, end in sorted(arrows()):
        room, sub_room, *inside = [*end.split(".")[1:], ""]
        place = ROOT / "analysis" / room / sub_room
        if start.split(".")[1] != room and sub_room and place.is_dir():
            doors = DOORS.get(f"{room}.{sub_room}", set())
            assert inside[0] in doors, f"{start} imports {end}, which is no door of its room"


SHELVES = (analysis, analysis.collecting, analysis.matching)
PUBLIC = [
    (shelf, name)
    for shelf in SHELVES
    for name in shelf.__all__
    if name not in {"Corpus", "collecting", "matching"}
]


def test_a_name_stands_on_one_shelf() -> None:
    names = [name for shelf in SHELVES for name in shelf.__all__]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("shelf", "name"), PUBLIC, ids=[name for _, name in PUBLIC])
def test_public_functions_say_what_they_take_give_and_show(shelf: ModuleType, name: str) -> None:
    function = getattr(shelf, name)
    said = inspect.getdoc(function) or ""
    assert said.partition("\n\n")[0][-1] in ".?"
    parameters, _, rest = said.partition("Returns\n-------\n")
    for parameter in inspect.signature(function).parameters:
        assert re.search(rf"^[\w*, ]*\b{parameter}\b[\w*, ]*$", parameters, re.MULTILINE), parameter
    assert rest
    assert ">>> " in rest


def test_importing_the_kit_loads_no_widgets() -> None:
    code = (
        "import sys, analysis; print([m for m in ('ipywidgets', 'jupyterlab') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_wheel_carries_the_corpus_and_no_full_texts(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("analysis", "corpus", "tests/data/articles"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, project / name)
    (project / "corpus" / "texts").mkdir(exist_ok=True)
    (project / "corpus" / "texts" / "somebody-elses.md").write_text("not ours", encoding="utf-8")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    reports = {path.name for path in (ROOT / "corpus" / "reports").rglob("*.md")}
    inside = {Path(name).name for name in names if name.startswith("analysis/_corpus/reports/")}
    assert inside == reports
    for path in (ROOT / "corpus").glob("*.*"):
        assert f"analysis/_corpus/{path.name}" in names
    samples = ROOT / "tests" / "data" / "articles"
    for path in samples.rglob("*.*"):
        assert f"analysis/_samples/{path.relative_to(samples).as_posix()}" in names
    for path in (ROOT / "analysis").rglob("*.*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if "_corpus/texts" in name or "somebody" in name]
    version = PROJECT["project"]["version"]
    assert {name.split("/")[0] for name in names} == {
        "analysis",
        f"overheard-{version}.dist-info",
    }


def test_money_in_tables_is_no_formula_unless_somebody_wants_formulas() -> None:
    code = (
        "import analysis, sys; print('pandas' in sys.modules); analysis.find_words;"
        "import pandas as pd; option = 'display.html.use_mathjax'; print(pd.get_option(option));"
        "pd.set_option(option, True); analysis.read_corpus; print(pd.get_option(option))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False", "True"]
