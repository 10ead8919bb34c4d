"""How those who talk take turns: answers, questions, and who goes on."""

import re
from collections.abc import Sequence

from analysis.parsing.spans import CALLERS, Quote, Span
from analysis.parsing.speech.attributions import SHORTENED
from analysis.parsing.speech.quoted_words import asks, is_asking
from analysis.parsing.speech.roles import Dialogue, Voice
from analysis.parsing.speech.subjects import Attribution

BACK = 40
"""Quotations looked back over; each can hold others within it."""

SENTENCE = re.compile(rf"(?:{SHORTENED}\.|[!?…])(?=\s|$)")

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

QUOTED = "“”„\"«»‘'’‚‹›「」*_ \u00a0"

HERE = 1500
"""Signs before a pronoun in which its own paragraph is looked at."""


class Exchanges:
    """Who speaks next, told from who has spoken."""

    def __init__(self, text: str, dialogue: Dialogue, quotes: Sequence[Quote]) -> None:
        self.text, self.dialogue, self.quotes = text, dialogue, quotes
        self.scene, self.paragraphs = dialogue.scene, dialogue.paragraphs

    def before_in_paragraph(self, voices: Sequence[Voice | None], number: int) -> int | None:
        for at in range(number - 1, max(-1, number - BACK), -1):
            if self.quotes[at].paragraph != self.quotes[number].paragraph:
                return None
            if (
                voices[at]
                and self.quotes[at].kind == "speech"
                and self.quotes[at].end <= self.quotes[number].start
            ):
                return at
        return None

    def _words(self, quote: Quote) -> str:
        return self.text[quote.start : quote.end]

    def _is_exchange(self, voices: Sequence[Voice | None], number: int, quote: Quote) -> bool:
        """A paragraph in which two talk already: behind a question comes its answer."""
        before = self.quotes[number]
        if not asks(self._words(before)) or asks(self._words(quote)):
            return False
        same = [
            at
            for at in range(max(0, number - BACK), number)
            if self.quotes[at].paragraph == before.paragraph
        ]
        last = voices[number]
        return any((v := voices[at]) and last and differ(v, last) for at in same)

    def _asker(self, voices: Sequence[Voice | None], number: int, quote: Quote) -> Voice | None:
        """Of two who talk, the one who alone has asked before asks again."""
        if not asks(self._words(quote)):
            return None
        earlier = [at for at in range(max(0, number - BACK), number) if voices[at]]
        said = {who(voice) for at in earlier if (voice := voices[at])}
        asked = {
            who(voice)
            for at in earlier
            if (voice := voices[at]) and asks(self._words(self.quotes[at]))
        }
        if len(said) < 2 or len(asked) != 1:
            return None
        last = next(at for at in reversed(earlier) if (v := voices[at]) and who(v) in asked)
        voice = voices[last]
        return voice._replace(cue=None) if voice else None

    def goes_on(self, voices: Sequence[Voice | None], found: Attribution) -> Voice | None:
        """`She adds` is said of the one who spoke last, if it can be she."""
        if not found.cue or not found.person or found.person.role != "pronoun":
            return None
        said = self.scene.text[found.cue.start : found.cue.end]
        recent = voices[-BACK:]
        last = next((voice for voice in reversed(recent) if voice and voice.speaker), None)
        same = last and last.gender in ("n", found.person.gender)
        here = self.text.rfind("\n", max(0, found.person.start - HERE), found.person.start) + 1
        here = max(here, found.person.start - HERE)
        if any(p.role != "pronoun" for p in self.scene.people_in(here, found.person.start)):
            return None
        if not last or not same or not ADDING.match(said):
            return None
        return last._replace(cue=Span(found.cue.start, found.cue.end))

    def left_over(self, voices: Sequence[Voice | None], number: int, voice: Voice) -> Voice:
        """Whoever answers a party of the call by a noun that says no role is the other one."""
        spoken = [at for at in range(max(0, number - BACK), number) if voices[at]]
        last = voices[spoken[-1]] if spoken else None
        apart = spoken and self.quotes[spoken[-1]].paragraph != self.quotes[number].paragraph
        if not last or not apart or last.role not in CALLERS:
            return voice
        other = self.dialogue.opposite(last, self.quotes[number].start)
        noun = self._adjective_noun(number)
        if noun and self._two_of_a_kind(self.quotes[number]):
            return voice._replace(role="soldier")
        if other and other.role != "soldier" and not noun:
            return voice
        return other._replace(speaker=voice.speaker, cue=voice.cue) if other else voice

    def _adjective_noun(self, number: int) -> bool:
        """Whether a quotation is told of one of two by what parts them: the older man, der Alte."""
        end = self.quotes[number].end
        return bool(ADJECTIVE_NOUN.search(self.scene.text, end, end + NEAR))

    def _two_of_a_kind(self, quote: Quote) -> bool:
        paragraph = self.paragraphs[quote.paragraph or 0]
        start = max(paragraph.start, quote.start - HERE)
        return bool(TWO_OF_A_KIND.search(self.scene.text, start, quote.start))

    def reply(
        self, voices: Sequence[Voice | None], number: int, found: Attribution
    ) -> Voice | None:
        """`The answer:` is of the one who was asked, or did not speak last."""
        before = self.before_in_paragraph(voices, number)
        if before is not None:
            answer = self._answer(self.quotes[before].end, self.quotes[number])
            if answer and found.cue:
                return answer._replace(cue=Span(found.cue.start, found.cue.end))
        spoken = [at for at in range(max(0, number - BACK), number) if voices[at]]
        other = self._other_voice(voices, spoken[-1]) if spoken else None
        cue = Span(found.cue.start, found.cue.end) if found.cue else None
        return other._replace(cue=cue) if other else None

    def _answer(self, start: int, quote: Quote) -> Voice | None:
        """Behind `she wants to know when he comes.` stands what the other one says to that."""
        stops = [
            start,
            *(stop.end() for stop in SENTENCE.finditer(self.scene.text, start, quote.start)),
        ]
        if len(stops) < 2 or self.scene.text[stops[-1] : quote.start].strip(QUOTED):
            return None
        cues = self.scene.cues(stops[-2], stops[-1])
        if not cues or not is_asking(self.scene.text[cues[0].start : cues[0].end]):
            return None
        if not self.scene.text[stops[-2] : cues[0].start].strip(QUOTED + ",–—-"):
            return None  # “…?”, she asks. “…”: the same speaker goes on
        found = self.scene.subject(cues[0], stops[-2], stops[-1])
        if not found.person:
            return None
        asking = self.dialogue.voice(found, quote)
        return self.dialogue.opposite(asking, quote.start)

    def _other_voice(self, voices: Sequence[Voice | None], before: int) -> Voice | None:
        """Two quotations side by side are of two speakers: the one who spoke before, if any."""
        last = voices[before]
        if last is None:
            return None
        earlier = voices[max(0, before - BACK) : before]
        others = (v for v in reversed(earlier) if v and differ(v, last))
        recent = next(iter(others), None)
        return self.dialogue.opposite(last, self.quotes[before].start) or (
            recent._replace(cue=None) if recent else None
        )


def who(voice: Voice) -> str:
    """Who speaks: a role, however it is called, or a name of whom none is known."""
    return voice.role if voice.role != "unknown" else voice.speaker or ""


def differ(one: Voice, other: Voice) -> bool:
    """Whether two voices are of two people, as far as the text tells."""
    return who(one) != who(other)
