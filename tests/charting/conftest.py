"""What every chart must be, and how to read its specification."""

import json
import re

import altair as alt
import pandas as pd
import pytest

import analysis
from analysis.charting import style

PALETTE = {
    str(value).lower()
    for name, value in vars(style).items()
    if name.isupper() and str(value).startswith("#")
} | {"#eef0f3", "#b5d5ea", "white"}


class Drawn:
    """A chart's specification, valid, with the questions that tests ask of it."""

    def __init__(self, spec: dict) -> None:
        alt.Chart.from_dict(spec)  # validates against the schema of Vega-Lite
        self.spec = spec
        self.text = json.dumps(spec)
        self.title = spec["title"]["text"]
        self.subtitle = " ".join(spec["title"]["subtitle"])
        self.description = spec["description"]

    def data(self, column: str) -> pd.DataFrame:
        """The rows that hold this column."""
        first, *others = [each for each in self._tables(self.spec) if each and column in each[0]]
        assert all(each == first for each in others)
        return pd.DataFrame(first)

    def _tables(self, node: object) -> list[list[dict]]:
        if isinstance(node, list):
            return [rows for each in node for rows in self._tables(each)]
        if not isinstance(node, dict):
            return []
        found = list(node.get("datasets", {}).values())
        if "values" in node.get("data", {}):
            found.append(node["data"]["values"])
        return found + [
            rows for key, each in node.items() if key != "datasets" for rows in self._tables(each)
        ]

    def marks(self) -> list[str]:
        return re.findall(r'"mark": \{"type": "(\w+)"', self.text)


@pytest.fixture(scope="session")
def drawn():
    """Check what holds for every chart, and hand back its specification to look at."""

    def check(chart) -> Drawn:
        found = Drawn(chart if isinstance(chart, dict) else chart.to_dict())
        assert found.title
        assert re.search(r"\d", found.description), "the description says on how many it rests"
        colours = {each.lower() for each in re.findall(r'"(#[0-9a-fA-F]{3,8}|white)"', found.text)}
        assert colours <= PALETTE
        assert '"url"' not in found.text
        assert "http" not in found.text.replace(found.spec.get("$schema", ""), "")
        return found

    return check


@pytest.fixture(scope="session")
def corpus(first) -> analysis.Corpus:
    """The first edition, whose numbers were worked out apart from the kit; `whole` is all."""
    return first
