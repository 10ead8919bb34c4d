"""Who says a quotation without a word of saying: whoever its sentence or paragraph is about."""

from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.attributions import bounds_of
from analysis.parsing.speech.people import Person
from analysis.parsing.speech.roles import Voice, antecedent, of_person
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.subjects import is_object, subject_of, subjects_in
from analysis.parsing.wordlists import phrase

WINDOW = 1500
"""So far back a quotation can have been introduced; a bound for texts without paragraphs."""

PARAGRAPHS_BACK = 6
EARLY = 4
"""Words before the subject of a sentence; whoever stands farther behind is an object."""

SKIPPED = ("furniture", "caption", "subheading", "headline", "byline", "date", "dateline")
MEANT = (*CALLERS, "man", "woman", "other", "unknown")


def in_sentence(scene: Scene, number: int) -> Voice | None:
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
        if person and person.role in MEANT:
            return of_person(scene, person)
    return None


def subject_in(scene: Scene, start: int, end: int) -> Person | None:
    """The subject of the last word of saying of a sentence, or of the sentence."""
    cues = [cue for cue in scene.cues(start, end) if cue.shape in ("verb", "according")]
    saying = subject_of(scene, cues[-1], start, end).person if cues else None
    if saying and (saying.role != "pronoun" or not is_object(scene, saying)):
        return saying
    return next(iter(subjects_in(scene, start, end)), None)
