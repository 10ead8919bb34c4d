"""Who says a quotation whose own attribution does not tell: whose turn it is."""

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS, Quote
from analysis.parsing.speech.attributions import STOP, attribution_of
from analysis.parsing.speech.clauses import kind_of_word, subject_before
from analysis.parsing.speech.coreference import cast_of
from analysis.parsing.speech.cues import find_cues, is_asking, subjunctive
from analysis.parsing.speech.mentions import (
    PARAGRAPHS_BACK,
    SKIPPED,
    WINDOW,
    Voices,
    is_beside,
    mentioned,
    open_quotes,
    subject_in,
)
from analysis.parsing.speech.roles import (
    UNKNOWN,
    Voice,
    by_address,
    meant,
    of_mention,
    of_person,
    opposite,
    voice_of,
)
from analysis.parsing.speech.scene import BACK, MARKS, Scene
from analysis.parsing.speech.subjects import subject_of
from analysis.parsing.wordlists import entries, is_listed, phrase

QUOTED_BY = 40
QUOTED = MARKS + " \u00a0"
NEAR = 40


def by_turn_taking(scene: Scene, voices: Voices) -> list[Voice | None]:
    """What is left, in the order of the text: of the last speaker, the other one or nobody.

    Speech within speech is the speaker's own, or of somebody whom he quotes: unknown.
    """
    settled = list(voices)
    told = set(open_quotes(scene, voices))
    for number, quote in enumerate(scene.quotes):
        inside = scene.inside[number]
        if number in told:
            settled[number] = _voice(scene, settled, number)
        elif inside is not None and quote.kind == "speech":
            start, near = scene.quotes[inside].start, quote.start - QUOTED_BY
            if near > start:  # no part of a word, which may be another word
                start = max(near, scene.text.find(" ", near, quote.start))
            settled[number] = _quoted(scene, settled[inside], start, quote.start)
    return settled


def _quoted(scene: Scene, outer: Voice | None, start: int, end: int) -> Voice | None:
    """Whom a speaker quotes: himself, or somebody by more than a pronoun."""
    cues = [cue for cue in find_cues(scene.text[start:end]) if cue.shape == "verb"]
    if not cues:
        return outer and outer._replace(cue=None)
    found = subject_before(scene.text, start, start + cues[-1].start)
    words = scene.text[found.start : found.end] if found else ""
    if words.casefold() in entries("first_person"):
        return outer and outer._replace(cue=None)
    if words and kind_of_word(words) == "pronoun":
        sex = next((s for s in "mf" if is_listed(f"pronoun_{s}", words)), None)
        return _somebody_else(scene, outer, sex, start) if sex else None
    return Voice(words, "unknown") if words else None


def _somebody_else(scene: Scene, outer: Voice | None, sex: str, at: int) -> Voice | None:
    """He or she whom a speaker quotes: whoever was mentioned last, but for the speaker."""
    for mention, who in reversed(cast_of(scene).before(at)):
        if who and who.gender == sex and mention.kind != "pronoun" and who.human == 1:
            voice = of_mention(scene, mention)
            if not outer or voice.speaker != outer.speaker:
                return voice
    return None


def _voice(scene: Scene, voices: Voices, number: int) -> Voice | None:
    quote, found = scene.quotes[number], attribution_of(scene, number)
    if not found:
        inherited = _inherited(scene, voices, number)
        return by_address(scene, inherited or UNKNOWN, quote)
    if last := _shared(scene, voices, number):
        return last
    if found.other:
        return _reply(scene, voices, number)
    return by_address(scene, _left_over(scene, voices, number), quote)


def _shared(scene: Scene, voices: Voices, number: int) -> Voice | None:
    """A cue that names nobody goes on with the speaker before it: “…”, adding: “…”."""
    before, found = scene.before_in_paragraph(number), attribution_of(scene, number)
    if before is None or not found or not found.cue or found.other or found.person:
        return None
    voice = voices[before]
    gap = scene.told[scene.quotes[before].end : found.cue.start]
    stop = STOP.search(gap)
    joined = stop and phrase("joined", r"\s*<>\s").match(gap, stop.end())
    if not voice or (stop and not joined and found.cue.start < scene.quotes[number].end):
        return None
    return voice._replace(cue=found.place)


def _reply(scene: Scene, voices: Voices, number: int) -> Voice | None:
    """`The answer:` is of the one who was asked, or did not speak last."""
    before, found = scene.before_in_paragraph(number), attribution_of(scene, number)
    place = found.place if found else None
    if before is not None:
        answer = _answer(scene, scene.quotes[before].end, scene.quotes[number])
        if answer:
            return answer._replace(cue=place)
    earlier = _earlier(voices, number)
    other = _other(scene, voices, earlier[-1]) if earlier else None
    return other._replace(cue=place) if other else None


def _left_over(scene: Scene, voices: Voices, number: int) -> Voice:
    """Whoever answers a party of the call by a noun that says no role is the other one."""
    quote, found = scene.quotes[number], attribution_of(scene, number)
    voice = voice_of(scene, found, quote.start) if found else UNKNOWN
    earlier = _earlier(voices, number)
    last = voices[earlier[-1]] if earlier else None
    if voice.role != "unknown" or not last or last.role not in CALLERS:
        return voice
    other = opposite(scene, last, quote.start)
    # What parts one of two from the other tells of them: the older man, der Alte.
    noun = phrase("one_of_two").search(scene.told, quote.end, quote.end + NEAR)
    start = max(scene.paragraph(quote).start, quote.start - WINDOW)
    if noun and phrase("two_soldiers").search(scene.told, start, quote.start):
        return voice._replace(role="soldier")
    if not other or (other.role != "soldier" and not noun):
        return voice
    return other._replace(speaker=voice.speaker, cue=voice.cue)


def _inherited(scene: Scene, voices: Voices, number: int) -> Voice | None:
    """The voice of a quotation without any cue, from what stands before it."""
    quote, before = scene.quotes[number], scene.before_in_paragraph(number)
    if before is not None:
        if is_beside(scene, before, quote):
            return _other(scene, voices, before)
        return _after_gap(scene, voices, before, quote)
    return None if quote.kind == "headline_quote" else _from_paragraphs(scene, voices, number)


def _after_gap(scene: Scene, voices: Voices, before: int, quote: Quote) -> Voice | None:
    """Who goes on behind an earlier quotation of the paragraph, and words between."""
    last, voice = scene.quotes[before], voices[before]
    if voice is None:
        return None
    start = max(last.end, quote.start - WINDOW)
    answer = None if scene.asks(quote) else _answer(scene, start, quote)
    if answer:
        return answer
    stops = list(SENTENCE.finditer(scene.told, start, quote.start))
    if len(stops) > 1:
        between = stops[-2].end(), stops[-1].start()
        own = not scene.cues(*between) and subjunctive().search(scene.told, *between)
        said = None if own else subject_in(scene, *between)
        if said and (said.role != "pronoun" or {said.gender, voice.gender} == {"m", "f"}):
            return of_person(scene, meant(scene, said))
        return _asker(scene, voices, before + 1, quote) or voice._replace(cue=None)
    if _is_exchange(scene, voices, before, quote):
        return _other(scene, voices, before)
    kept = voice.cue and voice.cue.start >= last.end and len(stops) == 1
    return voice if kept else voice._replace(cue=None)


def _answer(scene: Scene, start: int, quote: Quote) -> Voice | None:
    """Behind `she wants to know when he comes.` stands what the other one says to that."""
    starts = scene.starts(start, quote.start)
    if len(starts) < 2:
        return None
    cues = scene.cues(starts[-2], starts[-1])
    if not cues or not is_asking(scene.told[cues[0].start : cues[0].end]):
        return None
    if not scene.told[starts[-2] : cues[0].start].strip(QUOTED + ",–—-"):
        return None  # “…?”, she asks. “…”: the same speaker goes on
    found = subject_of(scene, cues[0], starts[-2], starts[-1])
    asking = voice_of(scene, found, quote.start) if found.person else None
    return opposite(scene, asking, quote.start) if asking else None


def _from_paragraphs(scene: Scene, voices: Voices, number: int) -> Voice | None:
    """Who speaks in a paragraph that begins with a quotation, by the paragraphs before it."""
    quote = scene.quotes[number]
    section, here = scene.section_start(quote.start), quote.paragraph or 0
    spoken = [
        at
        for at in _earlier(voices, number)
        if scene.quotes[at].kind == "speech" and scene.quotes[at].start >= section
    ]
    last = spoken[-1] if spoken else None
    for back in range(here - 1, max(-1, here - PARAGRAPHS_BACK), -1):
        paragraph = scene.paragraphs[back]
        if paragraph.kind in SKIPPED:
            continue
        if last is not None and scene.quotes[last].paragraph == back:
            behind = _behind(scene, last, paragraph.end)
            return behind or _next_turn(scene, voices, last, quote)
        voice = mentioned(scene, paragraph.start, paragraph.end)
        if voice:
            asks = scene.is_asking(paragraph.start, paragraph.end) and not scene.asks(quote)
            return (opposite(scene, voice, paragraph.end) if asks else None) or voice
        break
    return _next_turn(scene, voices, last, quote) if last is not None else None


def _behind(scene: Scene, number: int, end: int) -> Voice | None:
    """Who the paragraph goes on to behind its last quotation: “…”, she asks. He laughs."""
    quote = scene.quotes[number]
    stop = SENTENCE.search(scene.told, quote.end, min(end, quote.end + WINDOW))
    voice = mentioned(scene, stop.end(), end) if stop else None
    if not stop or not voice:
        return None
    return opposite(scene, voice, end) if scene.is_asking(stop.end(), end) else voice


def _next_turn(scene: Scene, voices: Voices, before: int, quote: Quote) -> Voice | None:
    """The same speaker goes on, unless a question was asked, or is asked in turn."""
    last, earlier = voices[before], scene.quotes[before]
    if not last:
        return None
    same, asked = last._replace(cue=None), scene.asks(earlier)
    if not asked and scene.asks(quote) and scene.is_closed(earlier):
        return opposite(scene, last, quote.start) or same
    return (_other(scene, voices, before) if asked else None) or same


def _earlier(voices: Voices, number: int) -> list[int]:
    """The quotations before one of which it is known who says them."""
    return [at for at in range(max(0, number - BACK), number) if voices[at]]


def _is_exchange(scene: Scene, voices: Voices, number: int, quote: Quote) -> bool:
    """A paragraph in which two talk already: behind a question comes its answer."""
    before, last = scene.quotes[number], voices[number]
    if not scene.asks(before) or scene.asks(quote) or not last:
        return False
    same = [at for at in _earlier(voices, number) if scene.quotes[at].paragraph == before.paragraph]
    return any((voice := voices[at]) and voice.who != last.who for at in same)


def _asker(scene: Scene, voices: Voices, number: int, quote: Quote) -> Voice | None:
    """Of two who talk, the one who alone has asked before asks again."""
    if not scene.asks(quote):
        return None
    known = [(scene.quotes[at], voice) for at in _earlier(voices, number) if (voice := voices[at])]
    asked = [voice for earlier, voice in known if scene.asks(earlier)]
    if len({voice.who for _, voice in known}) < 2 or len({voice.who for voice in asked}) != 1:
        return None
    last = next(voice for _, voice in reversed(known) if voice.who == asked[0].who)
    return last._replace(cue=None)


def _other(scene: Scene, voices: Voices, before: int) -> Voice | None:
    """Two quotations side by side are of two speakers: the one who spoke before, if any."""
    last = voices[before]
    if last is None:
        return None
    earlier = reversed(voices[max(0, before - BACK) : before])
    recent = next((voice for voice in earlier if voice and voice.who != last.who), None)
    if recent:
        return recent._replace(cue=None)
    return opposite(scene, last, scene.quotes[before].start)
