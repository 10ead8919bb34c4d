"""Who says a quotation without a word of saying: whoever its sentence or paragraph is about."""

import re
from collections.abc import Sequence

from analysis.parsing.spans import CALLERS, Quote, Span
from analysis.parsing.speech.attributions import attribution_of, bounds_of
from analysis.parsing.speech.people import Person
from analysis.parsing.speech.roles import Voice, antecedent, by_address, of_person
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.subjects import (
    is_object,
    is_subordinate,
    subject_of,
    subject_of_sentence,
    subjects_in,
)
from analysis.parsing.wordlists import phrase

WINDOW = 1500
"""So far back a quotation can have been introduced; a bound for texts without paragraphs."""

PARAGRAPHS_BACK = 6
EARLY = 4
"""Words before the subject of a sentence; whoever stands farther behind is an object."""

SKIPPED = ("furniture", "caption", "subheading", "headline", "byline", "date", "dateline")
MEANT = (*CALLERS, "man", "woman", "other", "unknown")
BESIDE_SIGNS = " \t\u00a0“”„\"«»‘'’‚‹›「」*_–—―-"
BESIDE = re.compile(rf"[\s{BESIDE_SIGNS}]*")
"""Marks and dashes are all that stands between two quotations side by side."""

Voices = Sequence[Voice | None]


def open_quotes(scene: Scene, voices: Voices) -> list[int]:
    """Speech and headlines that nobody is known to say, no parts of other quotations."""
    return [
        number
        for number, quote in enumerate(scene.quotes)
        if voices[number] is None
        and quote.kind in ("speech", "headline_quote")
        and scene.inside[number] is None
    ]


def is_beside(scene: Scene, before: int, quote: Quote) -> bool:
    """Whether marks and dashes are all that stands between two quotations."""
    return bool(BESIDE.fullmatch(scene.text, scene.quotes[before].end, quote.start))


def by_mention(scene: Scene, voices: Voices) -> list[Voice | None]:
    """Without a cue it is whoever the sentence is about, or the words that lead to it."""
    settled = list(voices)
    for number in open_quotes(scene, voices):
        quote = scene.quotes[number]
        if quote.continued_from is None and not attribution_of(scene, number):
            voice = _mentioned(scene, number)
            settled[number] = by_address(scene, voice, quote) if voice else None
    return settled


def _mentioned(scene: Scene, number: int) -> Voice | None:
    quote, before = scene.quotes[number], scene.before_in_paragraph(number)
    if quote.kind == "speech":
        voice = _in_sentence(scene, number)
        if voice or before is not None:
            return voice
        if beat := _beat(scene, number):
            return mentioned(scene, *beat)
        return mentioned(scene, bounds_of(scene, number)[0], quote.start)
    told = before is None and scene.paragraph(quote).furniture is None
    voice = _in_sentence(scene, number) if told else None
    return voice if voice and voice.role in CALLERS else None


def _beat(scene: Scene, number: int) -> Span | None:
    """What somebody does between two parts of what he or she says: “No.” He rose. “Never.”"""
    quote = scene.quotes[number]
    behind = range(number + 1, min(len(scene.quotes), number + 2))
    following = [scene.quotes[at] for at in behind if not attribution_of(scene, at)]
    begins = not scene.text[scene.paragraph(quote).start : quote.start].strip(BESIDE_SIGNS)
    if not begins or not following or following[0].paragraph != quote.paragraph:
        return None
    gap = Span(quote.end, following[0].start)
    told = scene.told[slice(*gap)].strip(BESIDE_SIGNS)
    return gap if told[:1].isupper() and told[-1:] in (".", "!") else None


def _in_sentence(scene: Scene, number: int) -> Voice | None:
    """Of a fragment the subject of the sentence that it is part of, whoever that is."""
    quote, start = scene.quotes[number], bounds_of(scene, number)[0]
    first = scene.starts(start, quote.start)[-1]
    if first == start > scene.paragraph(quote).start:
        return None
    named = [each for each in scene.people_in(first, quote.start) if each.role != "pronoun"]
    subjects = [person for person in named if not is_object(scene, person)]
    if named and not subjects:
        for_whom = phrase("for_whom", r"\s*<> ").fullmatch(scene.told, first, named[0].start)
        return of_person(scene, named[0]) if for_whom else None
    early = subjects and len(scene.told[first : subjects[0].start].split()) <= EARLY
    return of_person(scene, subjects[0]) if early else None


def mentioned(scene: Scene, start: int, end: int) -> Voice | None:
    """The subject of the last sentence with a caller in it."""
    start = max(start, end - WINDOW, scene.section_start(end))
    starts = scene.starts(start, end)
    for low, high in zip(reversed(starts), [end, *reversed(starts)], strict=False):
        person = subject_in(scene, low, high)
        if person and person.role == "pronoun":
            person = antecedent(scene, person)
        if person and (person.role in MEANT or not scene.is_call):
            return of_person(scene, person)
    return None


def subject_in(scene: Scene, start: int, end: int) -> Person | None:
    """The subject of the last word of saying of a sentence, if it is known, or of the sentence."""
    cues = [cue for cue in scene.cues(start, end) if cue.shape in ("verb", "according")]
    cues = [cue for cue in cues if cue.start > start]  # Asked about it, she ...
    saying = subject_of(scene, cues[-1], start, end).person if cues else None
    known = saying and saying in scene.people_in(saying.start, saying.end)
    if saying and known and (saying.role != "pronoun" or not is_object(scene, saying)):
        return saying
    subjects = subjects_in(scene, start, end)
    main = (person for person in subjects if not is_subordinate(scene, person.start))
    known_subject = next(main, None) or next(iter(subjects), None)
    return known_subject or subject_of_sentence(scene, start, end)
