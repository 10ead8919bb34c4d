"""Quotations -> the same with who is said to say them, by which words, and in what role.

A sieve of passes after Muzny, Fang, Chang and Jurafsky (A two-stage sieve approach for quote
attribution, EACL 2017): the surest come first, and each gives a voice to quotations that those
before it have left without.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from analysis.parsing.prose import Prose
from analysis.parsing.spans import CALLERS, Paragraph, Quote, Reported, Source, Turn
from analysis.parsing.speech.alternating import by_alternation
from analysis.parsing.speech.attributions import attribution_of, bounds_of, is_adding
from analysis.parsing.speech.mentions import in_sentence, mentioned
from analysis.parsing.speech.roles import Voice, by_address, place_of, voice_of
from analysis.parsing.speech.scene import BACK, Scene
from analysis.parsing.speech.turn_taking import BESIDE, Voices, by_turn_taking

ALIKE = 0.5
"""A headline's quotation repeats one of the text if half of its words stand there."""

VERY_WORDS = 0.9
"""The same where the headline names somebody, who may be the one who published the call."""

REPEATED = 200
"""So many spoken quotations are compared; more is no newspaper article."""

_WORD = re.compile(r"\w+")


def attribute_quotes(prose: Prose, *, sources: Sequence[Source] = ()) -> list[Quote]:
    """The quotations with speaker, role, cue and source.

    Parameters
    ----------
    prose
        A text, its paragraphs and its quotations.
    sources
        Mentions of who vouches, from which a quotation takes the nearest one of its paragraph.

    Returns
    -------
    list of Quote
        As many as the text has, in the same order. `speaker` is as written in the text (of a
        pronoun what it stands for); missing and "unknown" where the text does not tell.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> from analysis.parsing.speech.quotations import parse_quotes
    >>> said = "A soldier told his mother: “It rains.” “Still?” she asked."
    >>> paragraphs = parse_paragraphs(said)
    >>> prose = Prose(said, paragraphs, parse_quotes(said, paragraphs))
    >>> [each.role for each in attribute_quotes(prose)]
    ['soldier', 'mother']
    """
    scene = prose.scene
    voices: Voices = [None] * len(scene.quotes)
    for add in PASSES:
        voices = add(scene, voices)
    said = [_with_voice(scene, number, voice) for number, voice in enumerate(voices)]
    said = match_headlines(scene, said)
    return [_with_source(quote, scene.paragraphs, sources) for quote in said]


def _with_voice(scene: Scene, number: int, voice: Voice | None) -> Quote:
    quote = scene.quotes[number]
    if not voice:
        return quote
    found = attribution_of(scene, number)
    if voice.cue:  # that of a quotation beside it, where one cue is of both
        beside = (attribution_of(scene, at) for at in range(max(0, number - BACK), number + 1))
        found = next((each for each in beside if each and each.place == voice.cue), found)
    named = place_of(scene, found, voice.speaker)
    return quote._replace(speaker=voice.speaker, role=voice.role, cue=voice.cue, named=named)


def by_turn(scene: Scene, voices: Voices) -> list[Voice | None]:
    """A quotation within a transcript's turn is in the mouth of whoever has the turn."""
    settled = list(voices)
    for number, quote in enumerate(scene.quotes):
        at = bisect_right(scene.turns, (quote.start, float("inf"))) - 1
        turn = scene.turns[at] if at >= 0 else None
        if turn and quote.end <= turn.end and scene.inside[number] is None:
            own = quote.kind not in ("term", "title") and not attribution_of(scene, number)
            if quote.kind == "scare" or own:
                settled[number] = Voice(turn.speaker, turn.role)
    return settled


def _open(scene: Scene, voices: Voices) -> list[int]:
    """Speech and headlines that nobody is known to say, no parts of other quotations."""
    return [
        number
        for number, quote in enumerate(scene.quotes)
        if voices[number] is None
        and quote.kind in ("speech", "headline_quote")
        and scene.inside[number] is None
    ]


def by_cue(scene: Scene, voices: Voices) -> list[Voice | None]:
    """A cue of its own says who speaks, unless the words themselves tell that it is another."""
    settled = list(voices)
    for number in _open(scene, voices):
        quote, found = scene.quotes[number], attribution_of(scene, number)
        if not found or not (found.person or found.name) or is_adding(scene, found):
            continue
        own = found.cue and found.cue.start > quote.end
        if quote.continued_from is None or own:
            voice = voice_of(scene, found, quote.start)
            sure = voice.role in CALLERS and found.person and found.person.role != "pronoun"
            settled[number] = voice if sure else by_address(scene, voice, quote)
    return settled


def by_mention(scene: Scene, voices: Voices) -> list[Voice | None]:
    """Without a cue it is whoever the sentence is about, or the words that lead to it."""
    settled = list(voices)
    for number in _open(scene, voices):
        quote = scene.quotes[number]
        if quote.continued_from is None and not attribution_of(scene, number):
            voice = _mentioned(scene, number)
            settled[number] = by_address(scene, voice, quote) if voice else None
    return settled


def _mentioned(scene: Scene, number: int) -> Voice | None:
    quote, before = scene.quotes[number], scene.before_in_paragraph(number)
    end = None if before is None else scene.quotes[before].end
    if end is not None and BESIDE.fullmatch(scene.text, end, quote.start):
        return None
    if quote.kind == "speech":
        voice = in_sentence(scene, number)
        if voice or before is not None:
            return voice
        return mentioned(scene, bounds_of(scene, number)[0], quote.start)
    told = before is None and scene.paragraph(quote).furniture is None
    voice = in_sentence(scene, number) if told else None
    return voice if voice and voice.role in CALLERS else None


PASSES = (by_turn, by_cue, by_mention, by_alternation, by_turn_taking)
"""From the surest to the least sure; the last looks again at those that take turns."""


def match_headlines(scene: Scene, quotes: Sequence[Quote]) -> list[Quote]:
    """Headline quotations without a word of saying take the speaker of what they repeat.

    One that the headline itself gives a speaker takes another only from its very words.
    """
    said = (q for q in quotes if q.kind == "speech" and q.role not in ("unknown", "journalist"))
    known: list[Quote | Turn] = [*said, *scene.turns]
    spoken = [(each, _words(scene.text[each.start : each.end])) for each in known[:REPEATED]]
    found = []
    for quote in quotes:
        own = scene.paragraph(quote).furniture is None
        open_to = own and quote.kind == "headline_quote" and not quote.cue
        found.append(_as_repeated(scene.text, quote, spoken) if open_to else quote)
    return found


def _as_repeated(text: str, quote: Quote, spoken: list[tuple[Quote | Turn, set[str]]]) -> Quote:
    words = _words(text[quote.start : quote.end])
    best = max(spoken, key=lambda item: len(words & item[1]), default=None)
    if not best or not words:
        return quote
    least = ALIKE if quote.role == "unknown" else VERY_WORDS
    if len(words & best[1]) / len(words) < least:
        return quote
    return quote._replace(speaker=best[0].speaker, role=best[0].role, named=None)


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _with_source(quote: Quote, paragraphs: Sequence[Paragraph], sources: Sequence[Source]) -> Quote:
    if quote.paragraph is None:
        return quote
    return quote._replace(source=nearest_source(quote, paragraphs[quote.paragraph], sources))


def nearest_source(
    said: Quote | Reported, paragraph: Paragraph, sources: Sequence[Source]
) -> str | None:
    """Who vouches for what is said: the source named nearest to it in its paragraph."""
    low = bisect_left(sources, (paragraph.start,))
    high = bisect_left(sources, (paragraph.end,))
    near = [s for s in sources[low:high] if s.end <= said.start or s.start >= said.end]
    if not near:
        return None
    return min(near, key=lambda s: max(s.start - said.end, said.start - s.end)).name
