"""Quotations -> the same with who is said to say them, by which words, and in what role.

A sieve of passes after Muzny, Fang, Chang and Jurafsky (A two-stage sieve approach for quote
attribution, EACL 2017): the surest come first, and each gives a voice to quotations that those
before it have left without.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

from analysis.parsing.prose import Prose
from analysis.parsing.spans import CALLERS, Quote, Reported, Source
from analysis.parsing.speech.alternating import by_alternation
from analysis.parsing.speech.attributions import attribution_of
from analysis.parsing.speech.coreference import cast_of
from analysis.parsing.speech.mentions import Voices, by_mention, open_quotes
from analysis.parsing.speech.naming import people_words, sex_of
from analysis.parsing.speech.roles import (
    FEW,
    UNKNOWN,
    WOMEN,
    Voice,
    by_address,
    of_mention,
    place_of,
    voice_of,
)
from analysis.parsing.speech.scene import BACK, Scene
from analysis.parsing.speech.subjects import Attribution
from analysis.parsing.speech.turn_taking import by_turn_taking
from analysis.parsing.wordlists import is_listed, phrase

ALIKE = 0.5
"""A headline's quotation repeats one of the text if half of its words stand there."""

VERY_WORDS = 0.9
"""The same where the headline names somebody, who may be the one who published the call."""

REPEATED = 200
"""So many spoken quotations are compared; more is no newspaper article."""

STEM = 3
"""Letters by which two forms of one noun are the same."""

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
        pronoun, or of a man or woman of a call, what it stands for); missing and "unknown" where
        the text does not tell.

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
    return with_sources(scene, said, sources)


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
        turn = scene.turn_at(quote.start)
        if turn and quote.end <= turn.end and scene.inside[number] is None:
            found = attribution_of(scene, number)
            own = quote.kind not in ("term", "title") and (not found or found.nobody)
            if quote.kind == "scare" or own:
                settled[number] = Voice(turn.speaker, turn.role)
    return settled


def by_cue(scene: Scene, voices: Voices) -> list[Voice | None]:
    """A cue of its own says who speaks, unless the words themselves tell that it is another."""
    settled = list(voices)
    for number in open_quotes(scene, voices):
        quote, found = scene.quotes[number], attribution_of(scene, number)
        if not found or not found.person or _is_open(scene, found):
            continue
        own = found.cue and found.cue.start > quote.end
        if quote.continued_from is None or own:
            voice = voice_of(scene, found, quote.start)
            sure = voice.role in CALLERS and found.person and found.person.role != "pronoun"
            settled[number] = voice if sure else by_address(scene, voice, quote)
    return settled


def _is_open(scene: Scene, found: Attribution) -> bool:
    """Whether a noun tells no role where others speak of whom more is known: the plumber."""
    person = found.person
    if not person or not scene.parties or person.role != "unknown" or person.name:
        return False
    return not scene.written(person)[0].isupper()


def by_party(scene: Scene, voices: Voices) -> list[Voice | None]:
    """In a call a man is the soldier: by name where one of that role has one, else by his noun."""
    if not any(voices) or not scene.is_call or phrase("several_calls").search(scene.told):
        return [*voices]
    names: dict[str, set[str]] = {}
    for mention, who in cast_of(scene).mentions:
        if who and who.named and " " not in who.name:
            names.setdefault(of_mention(scene, mention).role, set()).add(who.name)
    spoken = [voice if scene.inside[n] is None else None for n, voice in enumerate(voices)]
    nouns = {role: scene.written(named[0]) for role, named in scene.mentions.items() if named}
    for voice in filter(None, spoken):  # as a subject the same noun may have another ending
        first, called = nouns.get(voice.role, ""), voice.speaker or ""
        if first[:STEM] == called[:STEM] and _noun_of(voice) == voice.role:
            nouns[voice.role] = called
    return [
        _as_party(voice, nouns.get(voice.role), names.get(voice.role, set()))
        if voice and spoken[number] and not scene.turn_at(scene.quotes[number].start)
        else voice
        for number, voice in enumerate(voices)
    ]


def _noun_of(voice: Voice) -> str | None:
    """The role of the noun that somebody is called by; missing for a name and for one of them."""
    called = voice.speaker or ""
    noun = next(people_words().find(called), None)
    whole = noun and noun.end - noun.start == len(called) and not sex_of(called)
    if not noun or not whole or is_listed("voices", called):
        return None
    return None if is_listed("one_of", called) else noun[2].split()[0]


def _as_party(voice: Voice, noun: str | None, names: set[str]) -> Voice:
    own = _noun_of(voice)
    if voice.role not in CALLERS or not noun or not own:
        return voice
    above = voice.cue and is_listed("superiors", voice.speaker or "")
    if len(names) == 1 and not (above and not is_listed("superiors", noun)):
        return voice._replace(speaker=next(iter(names)))
    plain = own in FEW or voice.role in WOMEN
    return voice._replace(speaker=noun) if plain else voice


def by_headline(scene: Scene, voices: Voices) -> list[Voice | None]:
    """A headline without a word of saying is of whoever says in the text what it repeats.

    One that the headline itself gives a speaker takes another only from its very words.
    """
    said = [
        (voice, scene.words(quote))
        for quote, voice in zip(scene.quotes, voices, strict=True)
        if quote.kind == "speech" and voice and voice.speaker and voice.role != "journalist"
    ]
    turns = [(Voice(each.speaker, each.role), scene.words(each)) for each in scene.turns]
    spoken = [(voice, _words(words)) for voice, words in [*said, *turns][:REPEATED]]
    settled = list(voices)
    for number, quote in enumerate(scene.quotes):
        voice = voices[number] or UNKNOWN
        own = scene.paragraph(quote).furniture is None and not voice.cue
        if own and quote.kind == "headline_quote" and spoken:
            words = _words(scene.words(quote))
            best, repeated = max(spoken, key=lambda each: len(words & each[1]))
            told = voice.speaker or voice.role != "unknown"
            sure = not told or (best.role != "unknown" and voice.role == "unknown")
            least = ALIKE if sure else VERY_WORDS
            if words and len(words & repeated) >= least * len(words):
                settled[number] = best._replace(cue=None)
    return settled


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


PASSES = (
    by_turn, by_cue, by_mention, by_alternation, by_turn_taking, by_party, by_headline,
)  # fmt: skip
"""From the surest to the least sure."""

Said = TypeVar("Said", Quote, Reported)


def with_sources(scene: Scene, said: Sequence[Said], sources: Sequence[Source]) -> list[Said]:
    """What is said with who vouches for it: the source named nearest to it in its paragraph."""
    found = []
    for each in said:
        paragraph = scene.paragraphs[scene.number_at(each.start)]
        low = bisect_left(sources, (paragraph.start,))
        high = bisect_left(sources, (paragraph.end,))
        near = [s for s in sources[low:high] if s.end <= each.start or s.start >= each.end]
        nearest = min(near, key=lambda s: max(s.start - each.end, each.start - s.end), default=None)
        found.append(each._replace(source=nearest.name if nearest else None))
    return found
