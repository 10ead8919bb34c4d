"""Who says a quotation that no cue stands beside: told from what stands before it."""

import re
from collections.abc import Sequence

from analysis.parsing.spans import CALLERS, Quote
from analysis.parsing.speech.exchanges import BACK, QUOTED, SENTENCE, Exchanges, differ
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.quoted_words import asks, is_asking, touch
from analysis.parsing.speech.roles import Voice

WINDOW = 1500
"""So far back a quotation can have been introduced; a bound for texts without paragraphs."""

PARAGRAPHS_BACK = 6
EARLY = 4
"""Words before the subject of a sentence; whoever stands farther behind is an object."""

FOR_WHOM = re.compile(r"\s*(?:Für (?:den|die|das)|For (?:the)?) ")
ANOTHER = re.compile(r"[”\"“»«’›]\s?(?:[–—-]\s?)?[“\"„«»‘‹]")
"""What parts two quotations that stand side by side."""

SKIPPED = ("furniture", "caption", "subheading", "headline", "byline", "date", "dateline")
MEANT = (*CALLERS, "man", "woman", "other", "unknown")


class Inheriting(Exchanges):
    """Gives quotations without a cue the voice of another one, or of who was mentioned last."""

    def inherit(self, voices: Sequence[Voice | None], number: int, start: int) -> Voice | None:
        """The voice of a quotation without any cue, from what stands before it."""
        quote = self.quotes[number]
        before = self.before_in_paragraph(voices, number)
        if before is not None and touch(self.text[self.quotes[before].end : quote.start]):
            return self._other_voice(voices, before)
        if quote.kind == "speech" and (own := self._in_sentence(start, quote)):
            return own
        if before is not None:
            voice = self._after_gap(before, quote, voices)
            if voice:
                return voice
        if quote.kind == "headline_quote":
            voice = self._in_sentence(start, quote)
            told = self.paragraphs[quote.paragraph or 0].furniture is None
            return voice if voice and told and voice.role in CALLERS else None
        introduced = self._last_subject(start, quote.start)
        if introduced:
            return introduced
        return self._from_paragraphs(voices, number)

    def _in_sentence(self, start: int, quote: Quote) -> Voice | None:
        """Of a fragment the subject of the sentence that it is part of, whoever that is."""
        stops = [stop.end() for stop in SENTENCE.finditer(self.scene.text, start, quote.start)]
        if not stops and start > self.paragraphs[quote.paragraph or 0].start:
            return None
        first = max([start, *stops])
        named = [p for p in self.scene.people_in(first, quote.start) if p.role != "pronoun"]
        subjects = [p for p in named if not self.scene.is_object(p)]
        if named and not subjects and FOR_WHOM.fullmatch(self.scene.text, first, named[0].start):
            return self.dialogue.of_person(named[0], None)
        early = subjects and len(self.scene.text[first : subjects[0].start].split()) <= EARLY
        return self.dialogue.of_person(subjects[0], None) if early else None

    def _after_gap(self, number: int, quote: Quote, voices: Sequence[Voice | None]) -> Voice | None:
        before, voice = self.quotes[number], voices[number]
        if voice is None:
            return None
        start = max(before.end, quote.start - WINDOW)
        stops = list(SENTENCE.finditer(self.scene.text, start, quote.start))
        answer = None if asks(self._words(quote)) else self._answer(start, quote)
        if answer:
            return answer
        if len(stops) > 1:
            said = self._subject_in(stops[-2].end(), stops[-1].start())
            if said and said.role != "pronoun":
                return self.dialogue.of_person(said, None)
            return self._asker(voices, number + 1, quote) or voice._replace(cue=None)
        if self._is_exchange(voices, number, quote):
            return self._other_voice(voices, number)
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
        start = max(start, end - WINDOW, self.dialogue.section_start(end))
        stops = [start, *(stop.end() for stop in SENTENCE.finditer(self.scene.text, start, end))]
        for low, high in zip(reversed(stops), [end, *reversed(stops)], strict=False):
            person = self._subject_in(low, high)
            if person and person.role == "pronoun":
                person = self.dialogue.antecedent(person)
            if person and person.role in MEANT:
                return self.dialogue.of_person(person, None)
        return None

    def _from_paragraphs(self, voices: Sequence[Voice | None], number: int) -> Voice | None:
        quote = self.quotes[number]
        here = quote.paragraph or 0
        spoken = [
            at
            for at in range(max(0, number - BACK), number)
            if self.quotes[at].kind == "speech"
            and voices[at]
            and self.quotes[at].start >= self.dialogue.section_start(quote.start)
        ]
        asking = self._asker(voices, number, quote)
        if asking and spoken and not self._is_bare(quote):
            return asking
        last = spoken[-1] if spoken else None
        for back in range(here - 1, max(-1, here - PARAGRAPHS_BACK), -1):
            paragraph = self.paragraphs[back]
            if paragraph.kind in SKIPPED:
                continue
            if last is not None and self.quotes[last].paragraph == back:
                behind = self._behind(voices[last], self.quotes[last], paragraph.end)
                return behind or self._taking_turns(voices, spoken, number)
            voice = self._last_subject(paragraph.start, paragraph.end)
            if voice:
                return self._asked(voice, paragraph.start, paragraph.end, quote)
            break
        return self._taking_turns(voices, spoken, number) if spoken else None

    def _asked(self, voice: Voice, start: int, end: int, quote: Quote) -> Voice:
        """Behind a paragraph that ends with what somebody asks stands the other one's answer."""
        cues = self.scene.cues(start, end)
        asking = cues and is_asking(self.scene.text[cues[-1].start : cues[-1].end])
        if not asking or asks(self._words(quote)) or voice.role not in CALLERS:
            return voice
        return self.dialogue.opposite(voice, end) or voice

    def _behind(self, last: Voice | None, quote: Quote, end: int) -> Voice | None:
        """Who the paragraph goes on to behind its last quotation: “…”, she asks. He laughs."""
        stop = SENTENCE.search(self.scene.text, quote.end, min(end, quote.end + WINDOW))
        voice = self._last_subject(stop.end(), end) if stop else None
        if not stop or not voice or not last or not differ(voice, last):
            return None
        cues = self.scene.cues(stop.end(), end)
        asking = cues and is_asking(self.scene.text[cues[-1].start : cues[-1].end])
        return self.dialogue.opposite(voice, end) if asking else voice

    def _taking_turns(
        self,
        voices: Sequence[Voice | None],
        spoken: list[int],
        number: int,
    ) -> Voice | None:
        """The same speaker goes on, unless two have been taking turns or a question was asked."""
        last = voices[spoken[-1]]
        bare = self._is_bare(self.quotes[number])
        if not last or not bare:
            return last._replace(cue=None) if last else None
        others = [v for at in reversed(spoken[:-1]) if (v := voices[at]) and differ(v, last)]
        asked = self.text[self.quotes[spoken[-1]].start : self.quotes[spoken[-1]].end].endswith("?")
        taking = (
            len(spoken) > 1
            and others
            and self.quotes[spoken[-2]].paragraph != self.quotes[spoken[-1]].paragraph
        )
        if taking and others and others[0] == voices[spoken[-2]]:
            return others[0]._replace(cue=None)
        if asked and others:
            return others[0]._replace(cue=None)
        if not asked and asks(self._words(self.quotes[number])) and self._is_closed(spoken[-1]):
            return self.dialogue.opposite(last, self.quotes[number].start) or last._replace(
                cue=None
            )
        if asked and len(self.dialogue.parties) > 1 and last.role in self.dialogue.parties[:2]:
            other = next(role for role in self.dialogue.parties[:2] if role != last.role)
            return Voice(other, other)
        return last._replace(cue=None)

    def _is_closed(self, number: int) -> bool:
        """Whether a quotation has its closing mark: without it, the next paragraph goes on."""
        quote = self.quotes[number]
        return self.text[quote.end : quote.end + 1] in (*QUOTED[:-2],)

    def _is_bare(self, quote: Quote) -> bool:
        paragraph = self.paragraphs[quote.paragraph or 0]
        alone = paragraph.end - quote.end <= 2 or bool(ANOTHER.match(self.text, quote.end))
        return quote.start - paragraph.start <= 3 and alone
