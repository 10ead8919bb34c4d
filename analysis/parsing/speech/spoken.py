"""What has been said in a text so far, and by whom: who asks, who answers, who spoke before."""

from collections.abc import Sequence

from analysis.parsing.spans import Quote
from analysis.parsing.speech.quoted_words import asks
from analysis.parsing.speech.roles import Dialogue, Voice

BACK = 40
"""Quotations looked back over; each can hold others within it."""

MARKS = "“”„\"«»‘'’‚‹›「」*_"


class Spoken:
    """The quotations of a text, with the voices of those that have been looked at."""

    def __init__(self, text: str, dialogue: Dialogue, quotes: Sequence[Quote]) -> None:
        self.text, self.dialogue, self.quotes = text, dialogue, quotes
        self.voices: list[Voice | None] = []

    def words(self, quote: Quote) -> str:
        return self.text[quote.start : quote.end]

    def asks(self, quote: Quote) -> bool:
        """Whether a quotation ends with a question."""
        return asks(self.words(quote))

    def is_closed(self, quote: Quote) -> bool:
        """Whether a quotation has its closing mark: without it, the next paragraph goes on."""
        return self.text[quote.end : quote.end + 1] in (*MARKS,)

    def earlier(self, number: int) -> list[int]:
        """The quotations before one of which it is known who says them."""
        return [at for at in range(max(0, number - BACK), number) if self.voices[at]]

    def before_in_paragraph(self, number: int) -> int | None:
        """The speech before a quotation in its paragraph."""
        for at in reversed(range(max(0, number - BACK + 1), number)):
            if self.quotes[at].paragraph != self.quotes[number].paragraph:
                return None
            said = self.voices[at] and self.quotes[at].kind == "speech"
            if said and self.quotes[at].end <= self.quotes[number].start:
                return at
        return None

    def is_exchange(self, number: int, quote: Quote) -> bool:
        """A paragraph in which two talk already: behind a question comes its answer."""
        before, last = self.quotes[number], self.voices[number]
        if not self.asks(before) or self.asks(quote) or not last:
            return False
        same = [at for at in self.earlier(number) if self.quotes[at].paragraph == before.paragraph]
        return any((voice := self.voices[at]) and differ(voice, last) for at in same)

    def asker(self, number: int, quote: Quote) -> Voice | None:
        """Of two who talk, the one who alone has asked before asks again."""
        if not self.asks(quote):
            return None
        known = [
            (self.quotes[at], voice) for at in self.earlier(number) if (voice := self.voices[at])
        ]
        asked = [voice for earlier, voice in known if self.asks(earlier)]
        if len({who(voice) for _, voice in known}) < 2 or len({who(voice) for voice in asked}) != 1:
            return None
        last = next(voice for _, voice in reversed(known) if who(voice) == who(asked[0]))
        return last._replace(cue=None)

    def other(self, before: int) -> Voice | None:
        """Two quotations side by side are of two speakers: the one who spoke before, if any."""
        last = self.voices[before]
        if last is None:
            return None
        earlier = reversed(self.voices[max(0, before - BACK) : before])
        recent = next((voice for voice in earlier if voice and differ(voice, last)), None)
        opposite = self.dialogue.opposite(last, self.quotes[before].start)
        return opposite or (recent._replace(cue=None) if recent else None)


def who(voice: Voice) -> str:
    """Who speaks: a role, however it is called, or a name of whom none is known."""
    return voice.role if voice.role != "unknown" else voice.speaker or ""


def differ(one: Voice, other: Voice) -> bool:
    """Whether two voices are of two people, as far as the text tells."""
    return who(one) != who(other)
