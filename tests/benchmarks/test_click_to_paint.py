"""How long a reader waits from a click in an explorer to the new picture, in a real JupyterLab.

`make bench` prints it, the median and the 95th percentile beside the mean; no test asserts a number
of milliseconds.
"""

import itertools

import numpy as np
import pytest

from tests.browser.conftest import (  # noqa: F401 - fixtures
    CHROMIUM,
    abroad,
    complaints,
    lab,
    new_page,
    open_notebook,
)

pytestmark = [
    pytest.mark.nightly,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium"),
]

OPEN = "import analysis\nanalysis.{}(analysis.read_corpus(){})"

CLICKS = {
    "explore_themes": [
        "button:text-is('calls')", "button:text-is('month')", ".mark >> nth=9", ".chip >> nth=8",
        "button:text-is('reports')", ".name >> nth=1", "button:text-is('quarter')",
    ],
    "explore_groups": [
        "button:text-is('calls')", ".space >> nth=4", ".chip >> nth=8", ".name >> nth=1",
        "button:text-is('same calls only')", ".space >> nth=1", "button:text-is('standardised')",
        "button:text-is('all reports')", "button:text-is('reports')",
    ],
    "explore_call": [
        ".card[role=button] >> nth=1", "button:text-is('time line')", ".timerow >> nth=4",
        "button:text-is('details')", "button:text-is('later ▸')", "button:text-is('story')",
        "button:text-is('+') >> nth=0", "button:text-is('fold again')",
    ],
    "explore_words": [
        ".line >> nth=2", "button:text-is('words after')", ".line >> nth=3",
        "button:text-is('date of the report')",
    ],
}  # fmt: skip
ROUNDS = 5
"""So many times each click; the first time round things are computed that are then kept."""

WAIT = """node => new Promise(done => {
    const root = document.querySelector(".overheard"), start = performance.now();
    const finish = () => setTimeout(() => done(performance.now() - start));
    const painted = () => requestAnimationFrame(finish);
    const seen = new MutationObserver(() => {
        if (root.hasAttribute("aria-busy")) return;
        seen.disconnect();
        painted();
    });
    node.dispatchEvent(new MouseEvent("click", {bubbles: true}));
    if (!root.hasAttribute("aria-busy")) return painted();
    seen.observe(root, {attributes: true, attributeFilter: ["aria-busy"]});
})"""


@pytest.mark.parametrize("explorer", CLICKS)
def test_from_click_to_paint(benchmark, open_notebook, explorer):  # noqa: F811
    more = ", words='winter*'" if explorer == "explore_words" else ""
    page = open_notebook(OPEN.format(explorer, more))
    page.locator(".overheard h3").wait_for()
    page.wait_for_timeout(1_000)
    targets, took = itertools.cycle(CLICKS[explorer]), []

    def click() -> None:
        took.append(page.locator(f".overheard {next(targets)}").first.evaluate(WAIT))

    benchmark.pedantic(click, rounds=ROUNDS * len(CLICKS[explorer]))
    median, p95 = np.quantile(took, [0.5, 0.95])  # of one click, too, where nothing is measured
    benchmark.extra_info["median ms"] = round(median)
    benchmark.extra_info["p95 ms"] = round(p95)
    benchmark.extra_info["all ms"] = [round(each) for each in took]
