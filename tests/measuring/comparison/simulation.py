"""How often the intervals of comparisons hold the truth: a table, and a chart of it.

`python -m tests.measuring.comparison.simulation` writes the table to the screen and the chart to
notebooks/pictures/coverage.png; with a number, so many replications of each setting.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import altair as alt
import pandas as pd

import analysis
from analysis.charting.style import BLUE, GREY, INK, ORANGE, draw_png, finish
from tests.measuring.comparison.covering import (
    Design,
    cover,
    groups_design,
    pairs_design,
    rates_design,
    standard_design,
)

PICTURE = Path(__file__).parents[3] / "notebooks" / "pictures" / "coverage.png"

ALIKE = {"not at all": 0.0, "somewhat": 0.3, "much": 0.8, "almost copies": 0.95}
"""How much reports of one call resemble each other."""

TRUTHS = [(0.05, 0.05), (0.15, 0.15), (0.4, 0.4), (0.1, 0.25), (0.5, 0.3)]
"""True shares of the two sides."""

OURS, NAIVE = "calls taken together", "reports taken for independent"


def designs(corpus: analysis.Corpus) -> Iterator[Design]:
    """Comparisons that the corpus invites, the largest group and the smallest among them."""
    for kind in ("news_site", "newspaper", "tabloid", "broadcaster", "transcript_site"):
        yield groups_design(corpus, "outlet_kind", kind)
    yield groups_design(corpus, "outlet", "Kyiv Post")
    for by, group in (("language", "de"), ("origin", "translation"), ("carriage", "carrier")):
        yield groups_design(corpus, by, group)
    for by, group in (("language", "de"), ("origin", "translation"), ("carriage", "carrier")):
        yield rates_design(corpus, by, group)
    yield pairs_design(corpus, "language", ("en", "de"))
    yield pairs_design(corpus, "origin", ("original", "translation"))
    yield pairs_design(corpus, "carriage", ("author", "carrier"))
    yield pairs_design(corpus, "outlet_kind", ("newspaper", "news_site"))
    yield pairs_design(corpus, "outlet_kind", ("newspaper", "aggregator"))
    yield standard_design(corpus, "origin", "translation", "quarter")
    yield standard_design(corpus, "origin", "translation", "call")
    yield standard_design(corpus, "carriage", "carrier", "quarter")


def simulate(corpus: analysis.Corpus, *, size: int, seed: int = 1) -> pd.DataFrame:
    """One row a design, resemblance and pair of true shares: what each interval covers."""
    rows = [
        [design.comparison, design.name, words, f"{truth[0]:g}, {truth[1]:g}",
         *cover(design, truth, alike, size=size, seed=seed)]
        for design in designs(corpus)
        for words, alike in ALIKE.items()
        for truth in TRUTHS
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["comparison", "design", "alike", "truth", OURS, NAIVE])


def chart_coverage(table: pd.DataFrame, *, size: int) -> alt.TopLevelMixin:
    """Dots of coverage by setting, one column a resemblance, one row a design."""
    table = table.assign(row=table["comparison"] + ": " + table["design"])
    long = table.melt(["row", "alike", "truth"], [OURS, NAIVE], "interval", "coverage")
    base = alt.Chart(long)
    across = {
        "scale": alt.Scale(domain=[0.4, 1], zero=False, nice=False),
        "axis": alt.Axis(format="%", values=[0.4, 0.6, 0.8, 1]),
        "title": "intervals that hold the truth",
    }
    y = alt.Y(
        "row:N",
        title=None,
        sort=table["row"].unique().tolist(),
        axis=alt.Axis(labelLimit=320, grid=True),
    )
    colours = alt.Scale(domain=[OURS, NAIVE], range=[BLUE, ORANGE])
    shapes = alt.Scale(domain=[OURS, NAIVE], range=["circle", "triangle-up"])
    dots = base.mark_point(filled=True, size=34, opacity=0.75).encode(
        x=alt.X("coverage:Q", **across),
        y=y,
        color=alt.Color("interval:N", title=None, scale=colours),
        shape=alt.Shape("interval:N", title=None, scale=shapes),
    )
    nominal, least = (
        base.mark_rule(**style).encode(x=alt.X(datum=at, type="quantitative", **across))
        for at, style in (
            (0.95, {"color": INK, "strokeWidth": 1}),
            (0.93, {"color": GREY, "strokeWidth": 1, "strokeDash": [4, 3]}),
        )
    )
    panels = alt.layer(nominal, least, dots).properties(width=175, height=alt.Step(19))
    header = alt.Header(labelFontSize=12, titleFontSize=12, titleColor=GREY)
    columns = alt.Column(
        "alike:N", sort=list(ALIKE), title="reports of one call are alike", header=header
    )
    lowest = {name: f"{table[name].min():.1%}".replace("%", " %") for name in (OURS, NAIVE)}
    return finish(
        panels.facet(columns, spacing=14),
        title="How often a 95 % interval of a difference holds the truth",
        subtitle=[
            f"{size:,} simulated corpora a dot, with the corpus's own reports, groups, calls and "
            "clusters; five dots a row: different true shares.",
            f"Lines: nominal 95 %, and 93 % (dashed). Lowest: {lowest[OURS]} with {OURS}, "
            f"{lowest[NAIVE]} with {NAIVE}.",
        ],
        description=f"Dots of coverage in {len(table)} settings. With {OURS} the lowest is "
        f"{lowest[OURS]}; with {NAIVE} it is {lowest[NAIVE]}, and falls as reports of one call "
        "get more alike.",
    )  # fmt: skip


def main(size: int) -> None:
    """Simulate, print, draw."""
    table = simulate(analysis.read_corpus(), size=size)
    with pd.option_context("display.max_rows", None, "display.width", 160):
        print(table.round(3).to_string())  # noqa: T201
        print(table.groupby("comparison")[[OURS, NAIVE]].agg(["min", "mean"]).round(3))  # noqa: T201
        print((table[[OURS, NAIVE]] < 0.93).groupby(table["alike"]).mean().round(3))  # noqa: T201
    PICTURE.write_bytes(draw_png(chart_coverage(table, size=size).to_dict()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
