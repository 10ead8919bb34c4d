"""Who says a quotation whose own attribution does not tell: told from what stands before it."""

import re

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS, Paragraph, Quote
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.quoted_words import is_asking, touch
from analysis.parsing.speech.roles import Voice
from analysis.parsing.speech.spoken import BACK, MARKS, Spoken, differ
from analysis.parsing.speech.subjects import Attribution

WINDOW = 1500
"""So far back a quotation can have been introduced; a bound for texts without paragraphs."""

PARAGRAPHS_BACK = 6
EARLY = 4
"""Words before the subject of a sentence; whoever stands farther behind is an object."""

FOR_WHOM = re.compile(r"\s*(?:Für (?:den|die|das)|For (?:the)?) ")
ANOTHER = re.compile(r"[”\"“»«’›]\s?(?:[–—-]\s?)?[“\"„«»‘‹]")
"""What parts two quotations that stand side by side."""

ADDING = re.compile(
    r"(?:add|continu|go(?:es|ing) on|went on|elaborat|conclud|füg|ergänz|fuhr fort|fährt fort)",
    re.I,
)

ADJECTIVE_NOUN = re.compile(
    r"\w+ (?:der|die) (?-i:[A-ZÄÖÜ]\w+e)\b"
    r"|the (?:old(?:er)?|young(?:er)?|elder|other|healthy|wounded) (?:man|woman|one)\b",
    re.I,
)
TWO_OF_A_KIND = re.compile(
    r"(?:two|zwei|beiden?) (?:\w+ ){0,2}(?:soldiers|servicemen|comrades|Soldaten|Kameraden)\b", re.I
)
NEAR = 40
QUOTED = MARKS + " \u00a0"

SKIPPED = ("furniture", "caption", "subheading", "headline", "byline", "date", "dateline")
MEANT = (*CALLERS, "man", "woman", "other", "unknown")


class TurnTaking:
    """Gives quotations the voice of another one, or of who was mentioned last."""

    def __init__(self, spoken: Spoken) -> None:
        self.spoken, self.text, self.quotes = spoken, spoken.text, spoken.quotes
        self.dialogue, self.scene = spoken.dialogue, spoken.dialogue.scene
        self.paragraphs = spoken.dialogue.paragraphs

    def goes_on(self, found: Attribution) -> Voice | None:
        """`She adds` is said of the one who spoke last, if it can be she."""
        if not found.cue or not found.person or found.person.role != "pronoun":
            return None
        recent = reversed(self.spoken.voices[-BACK:])
        last = next((voice for voice in recent if voice and voice.speaker), None)
        if not last or last.gender not in ("n", found.person.gender):
            return None
        until = found.person.start
        here = max(self.text.rfind("\n", max(0, until - WINDOW), until) + 1, until - WINDOW)
        if any(person.role != "pronoun" for person in self.scene.people_in(here, until)):
            return None
        adding = ADDING.match(self.scene.text, found.cue.start, found.cue.end)
        return last._replace(cue=found.place) if adding else None

    def left_over(self, number: int, voice: Voice) -> Voice:
        """Whoever answers a party of the call by a noun that says no role is the other one."""
        quote, earlier = self.quotes[number], self.spoken.earlier(number)
        last = self.spoken.voices[earlier[-1]] if earlier else None
        apart = earlier and self.quotes[earlier[-1]].paragraph != quote.paragraph
        if not last or not apart or last.role not in CALLERS:
            return voice
        other = self.dialogue.opposite(last, quote.start)
        # What parts one of two from the other tells of them: the older man, der Alte.
        noun = ADJECTIVE_NOUN.search(self.scene.text, quote.end, quote.end + NEAR)
        if noun and self._are_alike(quote):
            return voice._replace(role="soldier")
        if other and other.role != "soldier" and not noun:
            return voice
        return other._replace(speaker=voice.speaker, cue=voice.cue) if other else voice

    def _are_alike(self, quote: Quote) -> bool:
        start = max(self._paragraph(quote).start, quote.start - WINDOW)
        return bool(TWO_OF_A_KIND.search(self.scene.text, start, quote.start))

    def _paragraph(self, quote: Quote) -> Paragraph:
        return self.paragraphs[quote.paragraph or 0]

    def reply(self, number: int, found: Attribution) -> Voice | None:
        """`The answer:` is of the one who was asked, or did not speak last."""
        before = self.spoken.before_in_paragraph(number)
        if before is not None:
            answer = self._answer(self.quotes[before].end, self.quotes[number])
            if answer and found.cue:
                return answer._replace(cue=found.place)
        earlier = self.spoken.earlier(number)
        other = self.spoken.other(earlier[-1]) if earlier else None
        return other._replace(cue=found.place) if other else None

    def _answer(self, start: int, quote: Quote) -> Voice | None:
        """Behind `she wants to know when he comes.` stands what the other one says to that."""
        starts = self.scene.starts(start, quote.start)
        if len(starts) < 2 or self.scene.text[starts[-1] : quote.start].strip(QUOTED):
            return None
        cues = self.scene.cues(starts[-2], starts[-1])
        if not cues or not is_asking(self.scene.text[cues[0].start : cues[0].end]):
            return None
        if not self.scene.text[starts[-2] : cues[0].start].strip(QUOTED + ",–—-"):
            return None  # “…?”, she asks. “…”: the same speaker goes on
        found = self.scene.subject(cues[0], starts[-2], starts[-1])
        if not found.person:
            return None
        return self.dialogue.opposite(self.dialogue.voice(found, quote), quote.start)

    def inherit(self, number: int, start: int) -> Voice | None:
        """The voice of a quotation without any cue, from what stands before it."""
        quote, before = self.quotes[number], self.spoken.before_in_paragraph(number)
        if before is not None and touch(self.text[self.quotes[before].end : quote.start]):
            return self.spoken.other(before)
        if quote.kind == "speech" and (own := self._in_sentence(start, quote)):
            return own
        if before is not None and (voice := self._after_gap(before, quote)):
            return voice
        if quote.kind == "headline_quote":
            voice = self._in_sentence(start, quote)
            told = self._paragraph(quote).furniture is None
            return voice if voice and told and voice.role in CALLERS else None
        return self._last_subject(start, quote.start) or self._from_paragraphs(number)

    def _in_sentence(self, start: int, quote: Quote) -> Voice | None:
        """Of a fragment the subject of the sentence that it is part of, whoever that is."""
        first = self.scene.starts(start, quote.start)[-1]
        if first == start > self._paragraph(quote).start:
            return None
        named = [p for p in self.scene.people_in(first, quote.start) if p.role != "pronoun"]
        subjects = [p for p in named if not self.scene.is_object(p)]
        if named and not subjects and FOR_WHOM.fullmatch(self.scene.text, first, named[0].start):
            return self.dialogue.of_person(named[0], None)
        early = subjects and len(self.scene.text[first : subjects[0].start].split()) <= EARLY
        return self.dialogue.of_person(subjects[0], None) if early else None

    def _after_gap(self, number: int, quote: Quote) -> Voice | None:
        before, voice = self.quotes[number], self.spoken.voices[number]
        if voice is None:
            return None
        start = max(before.end, quote.start - WINDOW)
        answer = None if self.spoken.asks(quote) else self._answer(start, quote)
        if answer:
            return answer
        stops = list(SENTENCE.finditer(self.scene.text, start, quote.start))
        if len(stops) > 1:
            said = self._subject_in(stops[-2].end(), stops[-1].start())
            if said and said.role != "pronoun":
                return self.dialogue.of_person(said, None)
            return self.spoken.asker(number + 1, quote) or voice._replace(cue=None)
        if self.spoken.is_exchange(number, quote):
            return self.spoken.other(number)
        kept = bool(voice.cue and voice.cue.start >= before.end) and len(stops) == 1
        return voice if kept else voice._replace(cue=None)

    def _subject_in(self, start: int, end: int) -> Person | None:
        cues = [cue for cue in self.scene.cues(start, end) if cue.shape in ("verb", "according")]
        saying = self.scene.subject(cues[-1], start, end).person if cues else None
        if saying and (saying.role != "pronoun" or not self.scene.is_object(saying)):
            return saying
        people = [p for p in self.scene.people_in(start, end) if not self.scene.is_object(p)]
        return people[0] if people else None

    def _last_subject(self, start: int, end: int) -> Voice | None:
        """The subject of the last sentence with a caller in it."""
        start = max(start, end - WINDOW, self.dialogue.coreference.section_start(end))
        starts = self.scene.starts(start, end)
        for low, high in zip(reversed(starts), [end, *reversed(starts)], strict=False):
            person = self._subject_in(low, high)
            if person and person.role == "pronoun":
                person = self.dialogue.coreference.antecedent(person)
            if person and person.role in MEANT:
                return self.dialogue.of_person(person, None)
        return None

    def _from_paragraphs(self, number: int) -> Voice | None:
        quote = self.quotes[number]
        here, section = quote.paragraph or 0, self.dialogue.coreference.section_start(quote.start)
        spoken = [
            at
            for at in self.spoken.earlier(number)
            if self.quotes[at].kind == "speech" and self.quotes[at].start >= section
        ]
        asking = self.spoken.asker(number, quote)
        if asking and spoken and not self._is_bare(quote):
            return asking
        last = spoken[-1] if spoken else None
        for back in range(here - 1, max(-1, here - PARAGRAPHS_BACK), -1):
            paragraph = self.paragraphs[back]
            if paragraph.kind in SKIPPED:
                continue
            if last is not None and self.quotes[last].paragraph == back:
                return self._behind(last, paragraph.end) or self._taking_turns(spoken, number)
            voice = self._last_subject(paragraph.start, paragraph.end)
            if voice:
                return self._asked(voice, paragraph, quote)
            break
        return self._taking_turns(spoken, number) if spoken else None

    def _asked(self, voice: Voice, paragraph: Paragraph, quote: Quote) -> Voice:
        """Behind a paragraph that ends with what somebody asks stands the other one's answer."""
        asking = self.scene.is_asking(paragraph.start, paragraph.end)
        if not asking or self.spoken.asks(quote) or voice.role not in CALLERS:
            return voice
        return self.dialogue.opposite(voice, paragraph.end) or voice

    def _behind(self, number: int, end: int) -> Voice | None:
        """Who the paragraph goes on to behind its last quotation: “…”, she asks. He laughs."""
        last, quote = self.spoken.voices[number], self.quotes[number]
        stop = SENTENCE.search(self.scene.text, quote.end, min(end, quote.end + WINDOW))
        voice = self._last_subject(stop.end(), end) if stop else None
        if not stop or not voice or not last or not differ(voice, last):
            return None
        asking = self.scene.is_asking(stop.end(), end)
        return self.dialogue.opposite(voice, end) if asking else voice

    def _taking_turns(self, spoken: list[int], number: int) -> Voice | None:
        """The same speaker goes on, unless two have been taking turns or a question was asked."""
        quote, voices = self.quotes[number], self.spoken.voices
        before, last = self.quotes[spoken[-1]], voices[spoken[-1]]
        if not last:
            return None
        same = last._replace(cue=None)
        if not self._is_bare(quote):
            return same
        others = [v for at in reversed(spoken[:-1]) if (v := voices[at]) and differ(v, last)]
        asked = self.spoken.words(before).endswith("?")
        apart = len(spoken) > 1 and self.quotes[spoken[-2]].paragraph != before.paragraph
        if others and (asked or (apart and others[0] == voices[spoken[-2]])):
            return others[0]._replace(cue=None)
        if not asked and self.spoken.asks(quote) and self.spoken.is_closed(before):
            return self.dialogue.opposite(last, quote.start) or same
        parties = self.dialogue.parties[:2]
        if asked and len(parties) > 1 and last.role in parties:
            other = next(role for role in parties if role != last.role)
            return Voice(other, other)
        return same

    def _is_bare(self, quote: Quote) -> bool:
        """Whether a quotation is all that its paragraph says."""
        paragraph = self._paragraph(quote)
        alone = paragraph.end - quote.end <= 2 or bool(ANOTHER.match(self.text, quote.end))
        return quote.start - paragraph.start <= 3 and alone
