"""Paragraphs that are nothing but speech: two who talk take turns in them."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS
from analysis.parsing.speech.quoted_words import addressed
from analysis.parsing.speech.roles import Voice
from analysis.parsing.speech.spoken import Spoken
from analysis.parsing.speech.subjects import Attribution
from analysis.parsing.speech.turn_taking import SKIPPED

EDGE = 3
"""Marks and blanks between the end of a paragraph and its speech."""

LEAST = 2


class _Line(NamedTuple):
    """A paragraph that begins with speech: its quotations, and whether that is all there is."""

    quotes: list[int]
    bare: bool
    first: int


class Alternating:
    """Corrects the voices of quotations that stand in a paragraph of their own."""

    def __init__(self, spoken: Spoken, found: Sequence[Attribution | None]) -> None:
        self.spoken, self.found = spoken, found
        self.dialogue, self.quotes, self.voices = spoken.dialogue, spoken.quotes, spoken.voices
        self.text, self.paragraphs = spoken.text, spoken.dialogue.paragraphs

    def settle(self) -> list[Voice | None]:
        """The voices with those of each run of bare paragraphs set by what is sure within it."""
        settled = list(self.voices)
        for run in self._runs():
            roles = self._parties(run)
            for place, line in enumerate(run):
                role = roles.get(place % 2)
                for number in line.quotes if role else []:
                    if role and self._is_open(number, self.voices[number], role):
                        settled[number] = self._voiced(number, self.voices[number], role)
        return settled

    def _runs(self) -> list[list[_Line]]:
        """Consecutive paragraphs that begin with speech, from one with a cue to the last bare."""
        by_paragraph: dict[int, list[int]] = {}
        for number, quote in enumerate(self.quotes):
            if quote.kind == "speech" and quote.paragraph is not None:
                by_paragraph.setdefault(quote.paragraph, []).append(number)
        runs: list[list[_Line]] = [[]]
        for at, paragraph in enumerate(self.paragraphs):
            if paragraph.kind in SKIPPED:
                continue
            line = self._line(at, by_paragraph.get(at, []))
            if line is None or self.quotes[line.first].continued_from is not None:
                line = self._closing(at, by_paragraph.get(at, []))
                runs.append([])
            if line:
                runs[-1] += self._split(line)
                if self._asks_behind(line):
                    runs[-1].append(_Line([], False, line.first))
        return [run for run in runs if len(run) >= LEAST and any(line.bare for line in run)]

    def _closing(self, at: int, numbers: list[int]) -> _Line | None:
        """The quotation with which a paragraph ends: the next paragraph may answer it."""
        if not numbers:
            return None
        end = self.paragraphs[at].end
        last = max(numbers, key=lambda number: self.quotes[number].end)
        ends = end - self.quotes[last].end <= EDGE
        return (
            _Line([last], False, last)
            if ends and self.spoken.is_closed(self.quotes[last])
            else None
        )

    def _split(self, line: _Line) -> list[_Line]:
        """A paragraph in which both speak is a line of each."""
        parts: list[list[int]] = []
        last = None
        for number in line.quotes:
            voice = self.voices[number]
            role = voice.role if voice and voice.role in CALLERS else last
            if parts and role == last:
                parts[-1].append(number)
            else:
                parts.append([number])
            last = role
        return [_Line(part, line.bare, part[0]) for part in parts]

    def _asks_behind(self, line: _Line) -> bool:
        """Whether the paragraph goes on to what the other one wants to know."""
        last = self.quotes[line.quotes[-1]]
        end = self.paragraphs[last.paragraph or 0].end
        stop = SENTENCE.search(self.dialogue.scene.text, last.end, end)
        return stop is not None and self.dialogue.scene.is_asking(stop.end(), end)

    def _line(self, at: int, numbers: list[int]) -> _Line | None:
        paragraph = self.paragraphs[at]
        if not numbers or self.quotes[numbers[0]].start - paragraph.start > EDGE:
            return None
        first = self.quotes[numbers[0]]
        outer = [n for n in numbers if n == numbers[0] or self.quotes[n].start >= first.end]
        bare = len(outer) == 1 and paragraph.end - first.end <= EDGE
        return _Line(outer, bare, numbers[0]) if self.spoken.is_closed(first) else None

    def _parties(self, run: list[_Line]) -> dict[int, str]:
        """Who speaks in the even and who in the odd paragraphs, where all that is sure agrees."""
        lively = len(run) > LEAST or any(
            "?" in self.spoken.words(self.quotes[line.first]) for line in run
        )
        told: dict[int, set[str]] = {0: set(), 1: set()}
        for place, line in enumerate(run):
            for number in line.quotes:
                role, other = self._sure(number, self.voices[number])
                if role:
                    told[place % 2].add(role)
                if other:
                    told[1 - place % 2].add(other)
        first = self.voices[run[0].first]
        if not any(told.values()) and first and first.role in CALLERS:
            told[0] = {first.role}
        if not lively or any(len(roles) > 1 for roles in told.values()) or told[0] == told[1]:
            return {}
        known = {place: next(iter(roles)) for place, roles in told.items() if roles}
        if len(known) == 1:
            place, role = next(iter(known.items()))
            partner = self.dialogue.opposite(Voice(role, role), self.quotes[run[0].first].start)
            if partner and partner.role in CALLERS and partner.role != role:
                known[1 - place] = partner.role
        return known

    def _sure(self, number: int, voice: Voice | None) -> tuple[str | None, str | None]:
        """The role that the text gives a quotation, and that of whom it calls by a word."""
        called = addressed(self.spoken.words(self.quotes[number]))
        if called == "mother":
            return "soldier" if "soldier" in self.dialogue.parties else None, "mother"
        if called == "father":
            return "soldier" if "soldier" in self.dialogue.parties else None, "relative"
        found = self.found[number]
        if called == "soldier":
            return None, "soldier"
        person = found.person if found and found.cue else None
        named = person and person.role != "pronoun"
        apart = person and self._tells_apart(person.gender)
        if voice and voice.role in CALLERS and (named or apart):
            return voice.role, None
        return None, None

    def _tells_apart(self, gender: str) -> bool:
        """Whether he and she are two people here."""
        named = [self.dialogue.mentions[role][:1] for role in self.dialogue.parties[:2]]
        genders = {person.gender for some in named for person in some}
        return gender in genders and genders == {"m", "f"}

    def _is_open(self, number: int, voice: Voice | None, role: str) -> bool:
        found = self.found[number]
        if voice is None or voice.role == role:
            return False
        if not found or not found.cue:
            return True
        return found.other or bool(found.person and found.person.role == "pronoun")

    def _voiced(self, number: int, voice: Voice | None, role: str) -> Voice:
        party = self.dialogue.party(role, self.quotes[number].start)
        return party._replace(cue=voice.cue if voice else None)
