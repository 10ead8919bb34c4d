"""The cue of a quotation and its subject, from the sentence that the quotation stands in."""

import re
from collections.abc import Sequence

from analysis.parsing.sentences import SHORTENED
from analysis.parsing.spans import Paragraph, Quote
from analysis.parsing.speech.cues import Cue
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.subjects import REACH, Attribution, Scene

MARKS = "“”„\"«»‘'’‚‹›「」『』〝〟〞`´*_"
BLANKS = " \t\u00a0\u202f\u2009"
STOP = re.compile(rf"[.!?…;:\n\r](?:(?<=[\n\r])|{SHORTENED}(?=[\s)\]]|$))")
FAR = 14
"""So many words after a quotation its own cue still comes; farther away it is another clause."""

WINDOW = 1200
"""No clause is longer; without a bound, a text of one endless line would cost hours."""

NEIGHBOURS = 40
TOLD = 3
"""Words between a cue and the comma before a quotation: the wife asked him, “…”."""

SIDE_CLAUSE = re.compile(r"(?:as|after|amid|while) (?!he |she |they |it )", re.I)
"""Behind a fragment it tells what else went on: fed twice a day as his wife asks for answers."""

OWN_WORDS = re.compile(
    r"(?:in (?:(?P<m>his)|(?P<f>her)) (?:own )?words"
    r"|nach (?:(?P<seinen>seinen)|(?P<ihren>ihren)) (?:eigenen )?Worten(?: \w+){0,3})"
    r",?[^\w.!?:;]*$",
    re.I,
)
SENT_FROM = re.compile(r"\s*(?:From|Von)\s(?:our|the|unsere[mr])\s")
IMPERSONAL = re.compile(r"(?:heißt|hieß) es|it (?:said|says)", re.I)
VERB_BEFORE = re.compile(
    r"\s*(?P<verb>[a-zäöüß]{3,}(?:t|te|s|ed))\s(?:(?:der|die|das|ein|eine|the|an?|his|her|seine?|ihre?)\s)?(?:[\w-]+e[rsn]?\s)?"
)
VERB_AFTER = re.compile(r"\s(?P<verb>[a-z]{3,}(?:s|ed))(?=[\s.,:;]|$)")
NOUN_PHRASE = re.compile(r"\s*(?:the|an?|his|her)\s(?:[\w-]+\s){0,2}", re.I)
CHAINS = {"have", "as", "having"}
LINKS = CHAINS | {"to", "be", "been", "haben"}


class Attributions:
    """Finds what a text itself says about who says a quotation."""

    def __init__(
        self,
        text: str,
        scene: Scene,
        paragraphs: Sequence[Paragraph],
        quotes: Sequence[Quote],
    ) -> None:
        self.scene, self.paragraphs, self.quotes = scene, paragraphs, quotes
        self.last = [text[quote.end - 1] for quote in quotes]

    def bounds(self, number: int) -> tuple[int, int]:
        """From the end of the quotation before to the start of the next one in the paragraph."""
        quote = self.quotes[number]
        paragraph = self.paragraphs[quote.paragraph or 0]
        start, end = paragraph.start, paragraph.end
        for other in reversed(self.quotes[max(0, number - NEIGHBOURS) : number]):
            if other.paragraph != quote.paragraph:
                break
            if other.end <= quote.start and other.kind in ("speech", "headline_quote"):
                start = max(start, other.end)
                break
        for other in self.quotes[number + 1 : number + NEIGHBOURS]:
            if other.paragraph != quote.paragraph:
                break
            if other.start >= quote.end and other.kind in ("speech", "headline_quote"):
                end = other.start
                break
        return max(start, quote.start - WINDOW), min(end, quote.end + WINDOW)

    def find(self, number: int) -> Attribution | None:
        """The cue of one quotation and its subject; missing where it has none of its own."""
        quote = self.quotes[number]
        start, end = self.bounds(number)
        if own := OWN_WORDS.search(self.scene.text, max(start, quote.start - REACH), quote.start):
            gender = "m" if own["m"] or own["seinen"] else "f"
            return Attribution(None, Person(*own.span(), "pronoun", gender, False))
        before = self._before(quote, start)
        lead = self.scene.text[start : quote.start].rstrip(MARKS + BLANKS)
        after = self.scene.text[quote.end : end].lstrip(MARKS + BLANKS)
        goes_on = after[:1] in (",", "–", "—") or after[:1].islower()
        if before and lead.endswith(":") and (before.cue or not goes_on):
            return before
        found = self._after(number, quote, end)
        if found and before and not (found.person or found.name) and before.person:
            return before
        if found and found.cue and not (found.person or found.name or found.other):
            gap = self.scene.text[quote.end : found.cue.start].strip(MARKS + BLANKS)
            if IMPERSONAL.match(self.scene.text, found.cue.start) or not gap:
                found = Attribution(found.cue, self._subject_before(quote, start))
        told = before and before.cue and before.person and lead.endswith(",")
        if told and before and before.cue and len(lead[before.cue.end - start :].split()) <= TOLD:
            return before
        partial = after[:1] not in (",", "–", "—") and self.last[number] not in ",!?…"
        if before and before.cue and before.person and partial:
            return before
        return found or before

    def _after(self, number: int, quote: Quote, end: int) -> Attribution | None:
        """A cue that belongs to the quotation before it: “…,” said the soldier."""
        text = self.scene.text
        at = _skip(text, quote.end, end, MARKS + BLANKS)
        comma = text[at : at + 1]
        at = _skip(text, at, end, MARKS + BLANKS + ",–—-:")
        if at >= end or not _is_attached(self.last[number], comma, text[at]):
            return None
        if comma not in (*",–—-:",) and SIDE_CLAUSE.match(text, at, end):
            return None
        stop = STOP.search(text, at, end)
        until = stop.start() if stop else end
        cues = self.scene.cues(at, until)
        if not cues or len(text[at : cues[0].start].split()) > FAR:
            if comma == ":":
                return self._colon_subject(at, until)
            return (
                self._by_position(at, until) if comma == "," or self.last[number] in "!?," else None
            )
        if cues[0].start <= at + 1 and text[until : until + 1] == ":" and until < end:
            return None  # “…”, adding: “…”: the cue of the next one
        verbs = [cue for cue in cues if cue.shape == "verb"]
        first = verbs[0] if verbs and cues[0].shape != "behind" else cues[0]
        found = self.scene.subject(_chained(text, first, verbs), at, until)
        return found if found.person or found.name or comma != ":" else None

    def _by_position(self, start: int, end: int) -> Attribution | None:
        """`“…,” croons he`: behind a quotation any verb beside its subject is one of saying."""
        people = [p for p in self.scene.people_in(start, end) if not self.scene.is_object(p)]
        if not people:
            return None
        person = people[0]
        verb = VERB_BEFORE.fullmatch(self.scene.text, start, person.start)
        verb = verb or (
            VERB_AFTER.match(self.scene.text, person.end, end)
            if not self.scene.text[start : person.start].strip()
            or NOUN_PHRASE.fullmatch(self.scene.text, start, person.start)
            else None
        )
        return Attribution(Cue(*verb.span("verb"), "verb"), person) if verb else None

    def _colon_subject(self, start: int, end: int) -> Attribution | None:
        """“…”: Soldat klagt – a headline names the speaker behind the colon."""
        people = [p for p in self.scene.people_in(start, end) if not p.possessive]
        return Attribution(None, people[0]) if people else None

    def _before(self, quote: Quote, start: int) -> Attribution | None:
        """A cue in the sentence that runs into the quotation, or in the one before it."""
        text = self.scene.text
        until = start + len(text[start : quote.start].rstrip(MARKS + BLANKS))
        stops = [s.end() for s in STOP.finditer(text, start, until) if s.group() != ":"]
        if stops and stops[-1] >= until:
            return None
        sentence = max([start, *stops])
        if not text[sentence:until].strip(MARKS + BLANKS + ",–—-"):
            return None
        found = self._last_cue(sentence, until)
        if found:
            return found
        people = [p for p in self.scene.people_in(sentence, until) if not self.scene.is_object(p)]
        if text[until - 1] == ":":
            people = people or self._owners(sentence, until)
            if people:
                return Attribution(None, people[0])
        earlier = stops[-2] if len(stops) > 1 else start
        if (stops and earlier == self.paragraphs[quote.paragraph or 0].start) or len(stops) > 1:
            return self._last_cue(earlier, stops[-1])
        return None

    def _owners(self, start: int, end: int) -> list[Person]:
        """`The driver's answer is a question:` and `From our reporter in the city:` name one."""
        named = self.scene.people_in(start, end)
        owners = [p for p in named if p.possessive]
        return owners[:1] or (named[:1] if SENT_FROM.match(self.scene.text, start, end) else [])

    def _subject_before(self, quote: Quote, start: int) -> Person | None:
        """Of `Er schlafe „auf Säcken“, heißt es` the subject of the sentence."""
        stops = [start, *(s.end() for s in STOP.finditer(self.scene.text, start, quote.start))]
        for sentence in stops[:-3:-1]:
            people = self.scene.people_in(sentence, quote.start)
            subjects = [person for person in people if not self.scene.is_object(person)]
            if subjects:
                return subjects[0]
        return None

    def _last_cue(self, start: int, end: int) -> Attribution | None:
        cues = self.scene.cues(start, end)
        if not cues:
            return None
        verbs = [cue for cue in cues if cue.shape == "verb"] or cues
        return self.scene.subject(verbs[-1], start, end)


def _skip(text: str, at: int, end: int, signs: str) -> int:
    return max(at, end - len(text[at:end].lstrip(signs)))


def _is_attached(last: str, comma: str, first: str) -> bool:
    """Whether what follows goes on with the quotation's sentence: a stop ends it."""
    if comma in (",", "–", "—", ":") or first.islower():
        return True
    return last not in ".;" and first.isalnum()


def _chained(text: str, first: Cue, verbs: list[Cue]) -> Cue:
    """The last part of a cue of several: is said to have told, can be heard saying."""
    cue = first
    for later in verbs:
        if later.start <= cue.end:
            continue
        between = text[cue.end : later.start].split()
        if not between or (set(between) & CHAINS and set(between) <= LINKS):
            cue = later
        else:
            break
    return cue
