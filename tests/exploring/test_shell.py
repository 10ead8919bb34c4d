"""What every explorer is: one front end without a build, and nothing loaded without need."""

import re
import subprocess
import sys
from pathlib import Path

import analysis
from analysis.exploring.shell import front_end, style_sheet

ROOT = Path(analysis.__file__).parents[1]


def test_the_modules_are_one_without_imports_that_exports_what_a_notebook_loads():
    script = front_end()
    assert not re.search(r"^import ", script, re.MULTILINE)
    assert len(re.findall(r"^export ", script, re.MULTILINE)) == 1
    named = re.findall(r"^(?:async )?(?:function|const|class) (\w+)", script, re.MULTILINE)
    assert len(named) == len(set(named))


def test_the_front_end_names_no_address_and_sets_no_html():
    for text in (front_end(), style_sheet()):
        assert set(re.findall(r"https?://[\w./]+", text)) <= {"http://www.w3.org/2000/svg"}
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", text)
        assert not re.search(r"@import|url\(|fetch\(|XMLHttpRequest", text)


def test_an_explorer_opens_and_is_saved_without_loading_altair():
    code = (
        "import analysis, sys; explorer = analysis.explore_themes(analysis.read_corpus());"
        "explorer._repr_mimebundle_(); print('altair' in sys.modules, 'vl_convert' in sys.modules);"
        "import altair; print('rfc3987_syntax' in sys.modules)"  # it would take two seconds
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False", "False"]
