"""A corpus whose every field holds what would run, load or steer, and all that shows it."""

import csv
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import altair as alt
import ipywidgets as widgets
import pandas as pd
import yaml
from IPython.core.formatters import DisplayFormatter
from IPython.display import Markdown, display
from nbformat import NotebookNode, v4

import analysis
from analysis.exploring.retelling.showing import VIEWS
from analysis.reading.codebook import NO_NAME
from analysis.reading.codes import ADJUDICATED
from analysis.tables.columns import NO_TEXT

PAYLOADS = Path(__file__).parents[1] / "data" / "payloads.yml"
TOGETHER = 27
"""Reports that tell one call."""

FEW, FIRST = "g-0", 9
"""A call with few tellings, to be drawn, and how many."""

THEMES = 4

FORMULA = Markdown("The only formula: $x^2$")
"""Drawn when all that stands before it is."""

DIGEST = "The field post has moved twice, it is said, and letters come late to the quay. " * 3


def read_payloads() -> list[str]:
    """The payloads, each with its number, controls unescaped."""
    groups = yaml.safe_load(PAYLOADS.read_text(encoding="utf-8"))
    lines = [(group, line) for group, text in groups.items() for line in text.splitlines()]
    return [
        (_unescaped(line) if group == "controls" else line).replace("@", str(number))
        for number, (group, line) in enumerate(lines)
    ]


def _unescaped(line: str) -> str:
    return re.sub(
        r"\\(?:x(..)|u(....)|U(.{8}))", lambda found: chr(int(found[found.lastindex], 16)), line
    )


def write_corpus(folder: Path) -> None:
    """A corpus folder with a report, a call, a theme ... for each payload, in every free field.

    A corpus may hold no control characters: payloads that have some are in reports that are left
    out, with a problem that shows them.
    """
    payloads = [each for each in read_payloads() if not NO_TEXT.search(each)]
    (folder / "reports").mkdir(parents=True)
    for number, payload in enumerate(payloads):
        head = yaml.safe_dump(_head(number, payload), allow_unicode=True, sort_keys=False)
        digest = f"{payload} {DIGEST}"
        path = folder / "reports" / f"r-{number}.md"
        path.write_text(f"---\n{head}---\n\n{digest}\n", encoding="utf-8")
    for number, payload in enumerate(each for each in read_payloads() if NO_TEXT.search(each)):
        bad = folder / "reports" / f"bad-{number}.md"
        bad.write_text(f"---\noutlet: '{payload}'\n---\n\n{payload}\n", encoding="utf-8")
    for name, rows in _tables(payloads).items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    codebook = yaml.safe_dump(_codebook(payloads), allow_unicode=True, sort_keys=False)
    (folder / "codebook.yml").write_text(codebook, encoding="utf-8")


def _head(number: int, payload: str) -> dict[str, Any]:
    day = f"2022-{6 + number % 6:02}-{1 + number % 28:02}"
    calls = [
        {
            "gist": payload, "caller_role": "soldier", "callee_role": "mother",
            "released_by": "HUR", "places": [payload], "formations": [payload],
            "figures": [{"what": payload, "amount": number}],
        }
        for _ in range(2)
    ]  # fmt: skip
    return {
        "outlet": payload, "outlet_kind": "newspaper", "outlet_country": "GB",
        "carried_by": payload, "url": f"https://evil.invalid/{quote(payload, safe='<>=:/&;()')}",
        "byline": payload, "published": day, "date_basis": "text", "date_note": payload,
        "language": "en", "read": "whole", "calls": calls,
    }  # fmt: skip


def _tables(payloads: list[str]) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("calls", "tellings", "citations", "variants", "codings")
    }
    for number, payload in enumerate(payloads):
        report, call, group = f"r-{number}", f"c-{number}", _group(number)
        begins = number == 0 or group != _group(number - 1)
        for each in [call] + [group] * begins:
            rows["calls"].append({
                "call_id": each, "kind": "call", "part_of": "", "title": payload, "gist": payload,
                "caller_role": "soldier", "caller_note": payload, "callee_role": "mother",
                "callee_note": payload, "released_by": "HUR", "released_from": "2022-05-09",
                "released_to": "2022-05-09", "release_note": payload,
            })  # fmt: skip
        # Left out, with a problem that shows the payload.
        rows["calls"].append(rows["calls"][-1] | {"call_id": f"bad-{number}", "kind": payload})
        for position, each in enumerate((call, group), 1):
            rows["tellings"].append({
                "report_id": report, "position": position, "call_id": each,
                "confidence": "likely", "reason": payload,
            })  # fmt: skip
        source = "" if begins else f"r-{number - 1}"
        rows["citations"].append({
            "report_id": report, "source": payload, "source_report_id": source,
            "evidence": "named",
        })  # fmt: skip
        for reader in {report, source} - {""}:
            rows["variants"].append({
                "call_id": group, "aspect": "place", "detail": payload, "report_id": reader,
                "reading": payload if reader == report else "absent",
            })  # fmt: skip
        for coder in ("a", "b", "adjudicated"):
            for variable, value in (("frame", payload), ("theme", payloads[number % THEMES])):
                rows["codings"].append({
                    "report_id": report, "coder": coder, "variable": variable, "value": name(value),
                    "evidence": payload, "unsure": "false",
                })  # fmt: skip
    return rows


def _group(number: int) -> str:
    return f"g-{(number + TOGETHER - FIRST) // TOGETHER}"


def name(payload: str) -> str:
    """A payload as the name of a code, which has neither blanks nor what parts one from another."""
    return NO_NAME.sub("_", payload)


def _codebook(payloads: list[str]) -> dict[str, Any]:
    together = " ".join(payloads)
    values = {
        name(each): {"title": each, "present_when": each, "not_when": each} for each in payloads
    }
    themes = {name(each): dict(values[name(each)]) for each in payloads[:THEMES]}
    others = {f"c{number}": each for number, each in enumerate(payloads)}
    return {
        "version": together,
        "variables": {
            "theme": {"question": together, "coded": "present", "values": themes},
            "frame": {"question": together, "coded": "one", "values": values},
        },
        "rulings": payloads,
        "coders": {"a": payloads[0], "b": payloads[1], ADJUDICATED: payloads[2]} | others,
    }


def show(folder: str | Path) -> None:
    """Show everything; for a cell of a notebook."""
    for each in everything(folder):
        display(each)


def save(folder: str | Path) -> NotebookNode:
    """Everything as the outputs of a notebook that was run."""
    formatter = DisplayFormatter()
    bundles = [formatter.format(each)[0] for each in (*everything(folder), FORMULA)]
    outputs = [
        v4.new_output("display_data", data={kind: _packed(data) for kind, data in bundle.items()})
        for bundle in bundles
    ]
    return v4.new_notebook(cells=[v4.new_code_cell("show()", outputs=outputs, execution_count=1)])


def _packed(data: Any) -> Any:
    return b64encode(data).decode() if isinstance(data, bytes) else data


def everything(folder: str | Path) -> Iterator[Any]:
    """The corpus in every way in which it can be shown."""
    corpus = analysis.read_corpus(folder, on_error="skip")
    with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
        yield from (*corpus.tables.values(), corpus.problems, corpus.codebook, corpus)
    yield from (*charts(corpus), *explorers(corpus))


def charts(corpus: analysis.Corpus) -> Iterator[alt.TopLevelMixin]:
    """A chart of each kind that shows words of the corpus."""
    themes, outlets = [name(each) for each in read_payloads()[:2]], read_payloads()[3:5]
    few = corpus.tellings.query("call_id == @FEW")["report_id"]
    yield analysis.chart_reports(analysis.count_reports(corpus, "outlet"), most=120)
    yield analysis.chart_codes(analysis.count_codes(corpus, "theme", themes, every="quarter"))
    yield analysis.chart_estimates(analysis.compare_coders(corpus, "theme"))
    yield analysis.chart_estimates(
        analysis.compare_groups(corpus, "outlet", "theme", themes, groups=outlets)
    )
    yield analysis.chart_estimates(analysis.compare_words(_full_texts(outlets), "outlet", least=1))
    yield analysis.chart_reports(analysis.count_reports(corpus, "month"))
    yield analysis.chart_estimates(analysis.summarise_travel(corpus.select(few)))
    yield analysis.chart_network(analysis.count_feeds(corpus))
    yield analysis.chart_trace(analysis.trace_call(corpus, FEW))
    yield analysis.chart_tellings(analysis.trace_call(corpus, FEW).details)


def _full_texts(outlets: list[str]) -> pd.DataFrame:
    """A text of each of two outlets, with every payload in the words of one."""
    words = [" ".join([DIGEST, *read_payloads()]), DIGEST]
    return pd.DataFrame({"text_id": ["one", "two"], "outlet": outlets, "text": words})


def explorers(corpus: analysis.Corpus) -> Iterator[widgets.Widget]:
    payloads = read_payloads()
    texts = pd.DataFrame({"text_id": ["all"], "text": ["\n\n".join([*payloads, DIGEST])]})
    two = [name(each) for each in payloads[:2]]
    themes = analysis.explore_themes(corpus, themes=two, marks=[[two[0], None]])
    themes.state = themes.state | {"seq": 1, "shown": len(corpus.reports)}
    yield themes
    yield analysis.explore_groups(corpus, values=two)
    yield from (analysis.explore_call(corpus, FEW, view=view) for view in VIEWS)
    calls = corpus.calls["call_id"]
    yield from (analysis.explore_call(corpus, each) for each in calls[calls.str.startswith("g-")])
    yield analysis.explore_words(corpus, texts, words="field post")
    yield analysis.explore_text(texts.text[0])
