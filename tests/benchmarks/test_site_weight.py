"""How heavy the site of the whole corpus is, and how long a reader waits for its first chart.

`make bench` prints it. To draw every view takes minutes, so this is no test of every day.
"""

import statistics

import pytest

import analysis
from analysis.publishing.site import building, tabling
from tests.browser.conftest import (  # noqa: F401 - fixtures
    CHROMIUM,
    abroad,
    complaints,
    new_page,
)

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium"),
]

MOST = {"folder": 5_000_000, "single": 8_000_000}
ROUNDS = 5


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    corpus = analysis.read_corpus()
    sections = building.build_sections(corpus, tabling.Shelf(corpus))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "build_sections", lambda *_: sections)
        to = tmp_path_factory.mktemp("site")
        return {
            kind: building.publish_site(corpus, to / kind, single=kind == "single") for kind in MOST
        }


@pytest.mark.parametrize("kind", MOST)
def test_weight_and_time_to_first_chart(benchmark, sites, new_page, kind):  # noqa: F811
    index = sites[kind]
    weight = sum(path.stat().st_size for path in index.parent.iterdir())
    page = new_page()
    address = f"{index.as_uri()}#themes" if kind == "single" else (
        index.with_name("themes.html").as_uri()
    )  # fmt: skip

    def first_chart() -> float:
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_selector("#themes .overheard figure svg")
        return page.evaluate("performance.now()")

    times = [first_chart() for _ in range(ROUNDS)]
    benchmark.extra_info.update(bytes=weight, median=statistics.median(times), most=max(times))
    benchmark.pedantic(first_chart, rounds=1)
    assert weight < MOST[kind]
