"""The cue of a quotation and its subject, from the sentence that the quotation stands in."""

import re

from analysis.parsing.sentences import SENTENCE, SHORTENED
from analysis.parsing.spans import Quote
from analysis.parsing.speech.clauses import subject_behind
from analysis.parsing.speech.cues import Cue
from analysis.parsing.speech.people import Person, signature_of
from analysis.parsing.speech.scene import MARKS, Scene
from analysis.parsing.speech.subjects import (
    REACH,
    Attribution,
    own_pronoun,
    somebody,
    subject_of,
    subject_of_sentence,
    subjects_in,
)
from analysis.parsing.wordlists import entries, phrase

BLANKS = " \t\u00a0\u202f"
GOES_ON = (",", "–", "—")
STOP = re.compile(rf"[.!?…;:\n\r](?:(?<=[\n\r])|{SHORTENED}(?=\s|$))")
FAR = 14
"""So many words after a quotation its own cue still comes; farther away it is another clause."""

WINDOW = 1200
"""No clause is longer; without a bound, a text of one endless line would cost hours."""

NEIGHBOURS = 40
OWN_WORDS = r"<>,?[^\w.!?:;]*$"
CHAINS = {"have", "as", "having"}
LINKS = CHAINS | {"to", "be", "been", "haben"}


def bounds_of(scene: Scene, number: int) -> tuple[int, int]:
    """From the end of the quotation before to the start of the next one in the paragraph."""
    quote = scene.quotes[number]
    paragraph = scene.paragraph(quote)
    beside = [
        other
        for other in scene.quotes[max(0, number - NEIGHBOURS) : number + NEIGHBOURS]
        if other.paragraph == quote.paragraph and other.kind in ("speech", "headline_quote")
    ]
    starts = [other.end for other in beside if other.end <= quote.start]
    ends = [other.start for other in beside if other.start >= quote.end]
    start, end = max([paragraph.start, *starts[-1:]]), min([paragraph.end, *ends[:1]])
    return max(start, quote.start - WINDOW), min(end, quote.end + WINDOW)


def attribution_of(scene: Scene, number: int) -> Attribution | None:
    """The cue of one quotation and its subject; missing where it has none of its own."""
    if number not in scene.attributions:
        nested = scene.inside[number] is not None
        scene.attributions[number] = None if nested else _find(scene, number)
    return scene.attributions[number]


def _find(scene: Scene, number: int) -> Attribution | None:
    quote, (start, end) = scene.quotes[number], bounds_of(scene, number)
    signed = signature_of(scene.told, quote.end, end)
    if signed:
        return Attribution(None, signed)
    words = scene.told, max(start, quote.start - REACH), quote.start
    own = own_pronoun(*(phrase(f"own_words_{sex}", OWN_WORDS).search(*words) for sex in "mf"))
    if own:
        return Attribution(None, own)
    before, after = _before(scene, quote, start), _after(scene, quote, start, end)
    told_as = phrase("as_told", rf"[{MARKS}{BLANKS},]*<>\s").match(scene.told, quote.end, end)
    if told_as and after and after.person:
        return after
    if before and (not after or _is_of_before(scene, quote, before, after)):
        return before
    if (
        after
        and after.cue
        and not after.other
        and phrase("impersonal").match(scene.told, after.cue.start)
    ):
        subject = _subject_before(scene, quote, start, 1 if after.person else 2)
        after = after._replace(person=subject or after.person)
    return after or before


def _is_of_before(scene: Scene, quote: Quote, before: Attribution, after: Attribution) -> bool:
    """Whether a quotation is of what leads to it, and not of what stands behind it."""
    cue = before.cue
    earlier = cue and SENTENCE.search(scene.told, cue.end, quote.start)
    if earlier and after.cue and after.person:
        return False
    return bool(cue or (before.person and not after.person))


def _after(scene: Scene, quote: Quote, start: int, end: int) -> Attribution | None:
    """A cue that belongs to the quotation before it: “…,” said the soldier."""
    told, last = scene.told, scene.text[quote.end - 1]
    at = _skip(told, quote.end, end, MARKS + BLANKS)
    comma = told[at : at + 1]
    at = _skip(told, at, end, MARKS + BLANKS + ",–—-:")
    if at >= end or not _is_attached(last, comma, told[at]):
        return None
    if phrase("joined", r"<>\s").match(told, at, end):
        return None
    if phrase("of_what_is_said", r"<>\s").match(told, at, end):
        return None
    # Behind a fragment it tells what else went on: fed twice a day as his wife asks for answers.
    side_clause = phrase("side_clauses", r"<> (?!he |she |they |it )").match(told, at, end)
    if side_clause and comma not in (*GOES_ON, "-", ":"):
        return None
    stop = STOP.search(told, at, end)
    until = stop.start() if stop else end
    cues = scene.cues(at, until)
    if not cues or len(told[at : cues[0].start].split()) > FAR:
        return _by_position(scene, at, until) if comma == "," or last in "!?," else None
    verbs = [cue for cue in cues if cue.shape == "verb"]
    first = verbs[0] if verbs and cues[0].shape != "behind" else cues[0]
    cue = _chained(told, first, verbs)
    begins = last in "?!" and comma not in (*GOES_ON, ":", "-") and told[at].isupper()
    if begins and phrase("finite").search(told, at, first.start - 1):
        return None  # “Who pays?” The beds will be bought, the report says.
    found = subject_of(scene, cue, at, until)
    if not found.person and not (comma in (*GOES_ON, ":", "-") or last in ",!?…"):
        # A fragment is part of a sentence that begins before it: er hat von „…“ gesprochen.
        found = subject_of(scene, cue, scene.starts(start, quote.start)[-1], until)
    return found if found.person or comma != ":" else None


def _by_position(scene: Scene, start: int, end: int) -> Attribution | None:
    """`“…,” croons he`: behind a quotation any verb beside its subject is one of saying."""
    told = scene.told
    verb = phrase("verb_before", r"\s*(?-i:(?P<verb><>))(?=\s)").match(told, start, end)
    behind = verb and subject_behind(told, verb.end(), end)
    between = told[verb.end() : behind.start].split() if verb and behind else []
    if verb and behind and behind.sure and {*between} <= entries("object_pronouns"):
        return Attribution(Cue(*verb.span("verb"), "verb"), somebody(scene, behind, end))
    people = subjects_in(scene, start, end)
    if not people:
        return None
    person = people[0]
    noun_phrase = phrase("articles", r"\s*(?:<>\s(?:[\w-]+\s){0,2})?")
    verb = phrase("verb_after", r"\s(?-i:(?P<verb><>))(?=[\s.,:;]|$)").match(told, person.end, end)
    if verb and noun_phrase.fullmatch(told, start, person.start):
        return Attribution(Cue(*verb.span("verb"), "verb"), person)
    return None


def _before(scene: Scene, quote: Quote, start: int) -> Attribution | None:
    """A cue in the sentence that runs into the quotation, or in the one before it."""
    told = scene.told
    until = start + len(told[start : quote.start].rstrip(MARKS + BLANKS))
    stops = [stop.end() for stop in STOP.finditer(told, start, until) if stop.group() != ":"]
    if stops and stops[-1] >= until:
        return None
    sentence = max([start, *stops])
    if not told[sentence:until].strip(MARKS + BLANKS + ",–—-"):
        return None
    found = _last_cue(scene, sentence, until)
    if found:
        return found
    if told[until - 1] == ":":
        people = subjects_in(scene, sentence, until) or _owners(scene, sentence, until)
        person = people[0] if people else subject_of_sentence(scene, sentence, until)
        if person:
            return Attribution(None, person)
    earlier = stops[-2] if len(stops) > 1 else start
    if len(stops) > 1 or (stops and earlier == scene.paragraph(quote).start):
        return _last_cue(scene, earlier, stops[-1])
    return None


def _owners(scene: Scene, start: int, end: int) -> list[Person]:
    """`The driver's answer is a question:` and `From our reporter in the city:` name one."""
    named = scene.people_in(start, end)
    owners = [person for person in named if person.possessive]
    sent = phrase("sent_from", r"\s*<>\s").match(scene.told, start, end)
    return owners[:1] or (named[:1] if sent else [])


def _subject_before(scene: Scene, quote: Quote, start: int, back: int) -> Person | None:
    """Of `Er schlafe „auf Säcken“, heißt es` the subject of the sentence, or of one before it."""
    stops = [start, *(stop.end() for stop in STOP.finditer(scene.told, start, quote.start))]
    for sentence in stops[: -back - 1 : -1]:
        subjects = subjects_in(scene, sentence, quote.start)
        if subjects:
            return subjects[0]
    return None


def _last_cue(scene: Scene, start: int, end: int) -> Attribution | None:
    cues = scene.cues(start, end)
    verbs = [cue for cue in cues if cue.shape == "verb"] or cues
    # Of `teilte mit, man bedauere` the second is what is said.
    saying = [cue for cue in verbs if not cue.is_told(scene.told)]
    last: Attribution | None = None
    for cue in reversed(saying):
        found = subject_of(scene, cue, start, end)
        # The union said it had written “…”: who it is, the first verb says.
        if found.nobody or (found.person and not _is_it(found.person)):
            return found
        last = last or found
    return last


def _is_it(person: Person) -> bool:
    return person.role == "pronoun" and person.gender == "n"


def _skip(text: str, at: int, end: int, signs: str) -> int:
    return max(at, end - len(text[at:end].lstrip(signs)))


def _is_attached(last: str, comma: str, first: str) -> bool:
    """Whether what follows goes on with the quotation's sentence: a stop ends it."""
    if comma in (*GOES_ON, ":") or first.islower():
        return True
    return last not in ".;" and first.isalnum()


def _chained(text: str, first: Cue, verbs: list[Cue]) -> Cue:
    """The last part of a cue of several: is said to have told, can be heard saying."""
    cue = first
    for later in verbs:
        between = text[cue.end : later.start].split()
        if not between or (set(between) & CHAINS and set(between) <= LINKS):
            cue = later
        else:
            break
    return cue
