"""Reported speech without marks, where an attribution shows it: the soldier said that it rains."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from analysis.parsing.prose import Prose
from analysis.parsing.spans import Paragraph, Reported, Source
from analysis.parsing.speech.attributions import attribution_of
from analysis.parsing.speech.clauses import kind_of_word
from analysis.parsing.speech.cues import Cue, is_asking, subjunctive
from analysis.parsing.speech.roles import Voice, meant, place_of, voice_of
from analysis.parsing.speech.scene import Scene
from analysis.parsing.speech.speakers import with_sources
from analysis.parsing.speech.subjects import Attribution, subject_of, subject_of_sentence
from analysis.parsing.wordlists import entries, is_listed, phrase

KINDS = ("body", "subheading")
LEAST = 3
"""Words of a clause; fewer are the rest of a sentence that a quotation is part of."""

WHOLE = 3
"""The same of a clause that runs into a quotation."""

STOP = re.compile(
    r"[.!?…:](?<![\s(]\d.)(?<![\s(]\d\d.)(?<!\b[A-Z].)[)\]”\"»]*(?:\[\d+\])?\s+(?=[“„«»\"‘(\[]|[^\W\d_a-zß-ÿ])"
)
"""Where a sentence ends whose quotations are blanked: a mark may begin the next one."""

SAID = re.compile(r"[.…][”“»«\"’‘]\s+(?=[^\W\d_a-zß-ÿ])")
"""The same behind a quotation that ends a sentence."""

NOTE = re.compile(r"(?:\.?\[\d+\])+\s*$")
EDGES = " \t\u00a0,;:–—-.…!?)"

MARKS = re.compile(r"[“”„\"«»‘‚‹›]")
COMMA = re.compile(r",\s")
TAIL = 6
"""Words of an attribution behind its clause: `, the tired soldier told his mother.`"""

LONGEST = 1000
"""Signs of a sentence that can still be one; each of its cues looks through the whole of it."""

LATER = 8
"""Words at most between the comma and the verb of an attribution behind a clause."""

BESIDE = 3
"""Words between a verb and whoever stands right behind it."""

OPENING = 7
"""Words of a sentence among which its verb stands, mostly the second part of it."""

LOOKBACK = 12
"""Signs before a verb in which a word stands that makes it a passive."""

BARE_START = re.compile(r"\s([^\W\d_][\w’'-]*)\s")
TO = r"(?P<to>(?:\s[^\s,.;:!?]+){0,5}?),?\s(?P<word><>)\s"
"""Whom somebody tells or asks, up to the word that the clause begins with."""


def parse_reported(prose: Prose, *, sources: Sequence[Source] = ()) -> list[Reported]:
    """The clauses of a text that are attributed to somebody without quotation marks.

    English and German: clauses behind `that` and `dass`, bare ones behind a verb of saying, ones
    before `, he said` and `, according to`, questions behind a verb of asking, and German indirect
    speech by its subjunctive, which goes on until a sentence is told in the indicative. What is
    found can be relied on rather than complete: a clause needs a verb of saying with a subject.
    The kinds are those of Leech and Short (Style in Fiction, 1981): indirect speech, and for the
    German sentences without a verb of saying free indirect speech.

    Parameters
    ----------
    prose
        A text, its paragraphs and its quotations.
    sources
        Mentions of who vouches.

    Returns
    -------
    list of Reported
        In text order, outside quotations, furniture and transcripts; none overlaps another.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> text = "A soldier called home. He said that the coats never came."
    >>> [(text[each.start : each.end], each.role)
    ...  for each in parse_reported(Prose(text, parse_paragraphs(text)))]
    [('the coats never came', 'soldier')]
    """
    scene = prose.scene
    spoken = [turn.start for turn in scene.turns]
    found: list[Reported] = []
    for paragraph in scene.paragraphs:
        told = paragraph.furniture is None and paragraph.kind in KINDS
        turns = bisect_left(spoken, paragraph.end) - bisect_left(spoken, paragraph.start)
        found += _in_paragraph(scene, paragraph) if told and not turns else []
    return with_sources(scene, found, sources)


def _in_paragraph(scene: Scene, paragraph: Paragraph) -> Iterator[Reported]:
    last: Voice | None = None
    stops = STOP.finditer(scene.told, *paragraph[:2]), SAID.finditer(scene.text, *paragraph[:2])
    ends = sorted({stop.end() for stop in chain(*stops)})
    for start, end in pairwise([paragraph.start, *ends, paragraph.end]):
        clause = _find_clause(scene, start, end)
        voice = _voice(scene, clause.found) if clause else None
        if clause and voice:
            last = voice
            yield from _row(scene, (clause.start, clause.end), voice, clause.found)
        elif not clause and _goes_on(scene, start, end):
            last = last or _speaker_before(scene, paragraph.start, start)
            if last:
                yield from _row(scene, (start, end), last._replace(cue=None))
        elif scene.told[start:end].strip(EDGES) and not MARKS.search(scene.told, start, end):
            last = None


def _speaker_before(scene: Scene, start: int, end: int) -> Voice | None:
    """Who speaks before a sentence of its paragraph, or whom the sentence before it is about."""
    for number in range(bisect_left(scene.quotes, (end,)) - 1, -1, -1):
        if scene.quotes[number].start < start:
            break
        found = attribution_of(scene, number)
        if found and (voice := _voice(scene, found)):
            return voice
    starts = scene.starts(max(start, end - LONGEST), end)
    subjects = (subject_of_sentence(scene, *pair) for pair in pairwise(starts))
    person = next((each for each in reversed([*subjects]) if each), None)
    return _voice(scene, Attribution(None, person)) if person else None


def _voice(scene: Scene, found: Attribution) -> Voice | None:
    voice = voice_of(scene, found, 0)
    unresolved = found.person and meant(scene, found.person).role == "pronoun"
    return voice if voice.speaker and not unresolved else None


def _row(
    scene: Scene, within: tuple[int, int], voice: Voice, found: Attribution | None = None
) -> Iterator[Reported]:
    start, end = within
    mark = MARKS.search(scene.told, start, end)
    words = NOTE.sub("", scene.told[start : mark.start() if mark else end])
    start += len(words) - len(words.lstrip(EDGES))
    words = words.strip(EDGES)
    if len(words.split()) >= (WHOLE if mark else LEAST) and "    " not in words:
        named = place_of(scene, found, voice.speaker)
        end = start + len(words)
        yield Reported(start, end, voice.speaker, voice.role, voice.cue, named=named)


class Clause(NamedTuple):
    """A reported clause and its attribution."""

    start: int
    end: int
    found: Attribution


def _find_clause(scene: Scene, start: int, end: int) -> Clause | None:
    """The reported clause of one sentence, by the surest rule that applies."""
    if end - start > LONGEST:
        return None
    # What somebody `speaks of` or `calls` is no clause, and a recording `suggests` its own.
    no_clause = phrase("no_clause", "<>")
    cues = [c for c in scene.cues(start, end) if not no_clause.match(scene.told, c.start, c.end)]
    for rule in RULES:
        for cue in cues:
            found = rule(scene, cue, start, end)
            if found and found.found.person:
                return found
    return None


def _that(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`She told him that …`."""
    match = phrase("that", TO).match(scene.told, cue.end, end)
    return _behind_word(scene, cue, start, end, match) if match else None


def _question(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`The mother asks whether …`: the word belongs to the clause."""
    if cue.start <= start + 1 or not is_asking(scene.told[cue.start : cue.end]):
        return None
    match = phrase("asked", TO).match(scene.told, cue.end, end)
    if match and not match["to"] and _is_asked(scene, cue):
        return None
    found = _behind_word(scene, cue, start, end, match) if match else None
    return found._replace(start=match.start("word")) if match and found else None


def _is_asked(scene: Scene, cue: Cue) -> bool:
    """Whether somebody else asks: when asked why, the clerk, asked whether, he was asked."""
    before = scene.told, max(0, cue.start - LOOKBACK), cue.start
    forms = (phrase(name, r"(?:,|['’]s|(?<!\w)<>)\s$") for name in ("passive", "subordinate"))
    return any(form.search(*before) for form in forms)


def _infinitive(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`She tells him to sleep`: the word belongs to the clause."""
    match = phrase("infinitive", TO).match(scene.told, cue.end, end)
    found = _behind_word(scene, cue, start, end, match) if match and match["to"] else None
    return found._replace(start=match.start("word")) if match and found else None


def _behind_word(
    scene: Scene, cue: Cue, start: int, end: int, match: re.Match[str]
) -> Clause | None:
    """A clause behind a word, if only who is spoken to stands between this and the verb."""
    word = match.start("word")
    if cue.shape != "verb" or not _is_addressee(scene, cue.end, match.end("to")):
        return None
    found = subject_of(scene, cue, start, word)
    if found.other or (found.person and found.person.start >= word):
        return None
    behind = found.person and found.person.start > cue.start
    if behind and found.person and not _is_near(scene, cue.end, found.person.end):
        return None
    return Clause(match.end(), _until(scene, match.end(), end), found)


def _is_addressee(scene: Scene, start: int, end: int) -> bool:
    words = {word.casefold() for word in scene.told[start:end].split()}
    return words <= entries("between") or bool(scene.people_in(start, end))


def _until(scene: Scene, start: int, end: int) -> int:
    """Where a clause ends: before `, she added`, or at the end of its sentence."""
    for cue in scene.cues(start, end):
        comma = scene.told.rfind(",", start, cue.start)
        if comma > start and len(scene.told[comma : cue.start].split()) <= LATER:
            return comma
    return end


def _before_tail(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`The coats never came, the soldier said.`, `Es fehle an Salz, sagt er.`"""
    told = scene.told
    comma = told.rfind(",", start, cue.start)
    if comma < 0 or cue.shape != "verb" or MARKS.search(told, start, end):
        return None
    before, after = told[comma + 1 : cue.start], told[cue.end : end]
    short = len(before.split()) <= LATER // 2 and len(after.split()) <= TAIL
    if not short or "," in after or after.rstrip()[-1:] not in (".", "!", "?", "]"):
        return None
    found = subject_of(scene, cue, comma + 1, end)
    english = not before.isspace() or _is_bare_verb(scene, cue)
    adverbial = phrase("adverbial", r"\s*(?:<>|\w+(?:ing|ed))(?!\w)").match(told, start)
    whole = english and _has_verb(scene, start, comma) and not adverbial
    far = found.other or (found.person and found.person.start <= comma)
    said = whole or subjunctive().search(told, start, comma)
    return Clause(start, comma, found) if said and not far else None


def _as(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`Wie die Bahn mitteilte, fällt er aus.`, `Er fällt aus, wie die Bahn mitteilte.`"""
    told, comma = scene.told, scene.told.rfind(",", start, cue.start)
    begin = max(start, comma + 1)
    if not phrase("as_reported", r"\s*<>\s").match(told, begin, cue.start):
        return None
    found = subject_of(scene, cue, begin, cue.end)
    if comma >= 0:
        late = len(told[cue.end : end].split()) <= TAIL and not MARKS.search(told, start, end)
        return Clause(start, comma, found) if late else None
    behind = COMMA.match(told, cue.end, end)
    return Clause(behind.end(), end, found) if behind else None


def _is_bare_verb(scene: Scene, cue: Cue) -> bool:
    return scene.told[cue.start : cue.end].casefold() in entries("bare_verbs")


def _according(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`According to the soldier, …`, `…, so der Soldat.`, `Dem Soldaten zufolge …`."""
    told = scene.told
    if cue.shape not in ("according", "behind") or MARKS.search(told, start, end):
        return None
    found = subject_of(scene, cue, start, end)
    before = told[start : cue.start].rstrip()
    if cue.shape == "behind":
        early = len(before.split()) <= TAIL and found.person
        return Clause(cue.end, end, found) if early else None
    if before.endswith(","):
        late = len(told[cue.end : end].split()) <= TAIL
        return Clause(start, start + len(before) - 1, found) if late else None
    if before or not found.person:
        return None
    comma = COMMA.search(told, found.person.end, end)
    english = told[cue.start : cue.end].casefold().startswith(("according", "in the"))
    begin = comma.end() if english and comma else found.person.end
    return Clause(begin, end, found) if comma or not english else None


def _bare(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`The soldier said the coats never came.`, `The soldier told his mother the coats …`."""
    if not _is_bare_verb(scene, cue):
        return None
    found = subject_of(scene, cue, start, end)
    subject_end = found.person.end if found.person else end
    if subject_end > cue.start:
        return None
    people = scene.people_in(cue.end, end)
    told = people[0].end if people and _is_near(scene, cue.end, people[0].end) else cue.end
    needs_addressee = phrase("told").match(scene.told, cue.start)  # not: `told a story`
    for begin in (cue.end, told):
        first = BARE_START.match(scene.told, begin, end)
        aside = first and is_listed("subordinate", first[1])
        starts = first and not aside and kind_of_word(first[1]) != "preposition"
        if starts and (begin > cue.end or not needs_addressee):
            until = _until(scene, begin, end)
            they = entries("pronoun_m") | entries("pronoun_f")  # says she dreams of it
            sure = (first and first[1] in they) or _has_verb(scene, begin, until)
            return Clause(begin, until, found) if sure else None
    return None


def _is_near(scene: Scene, start: int, end: int) -> bool:
    return len(scene.told[start:end].split()) <= BESIDE and "," not in scene.told[start:end]


def _has_verb(scene: Scene, start: int, end: int) -> bool:
    """A clause and not an object: `said the same to his wife` has no verb of its own."""
    return bool(phrase("finite").search(scene.told, start, end))


def _dependent(scene: Scene, cue: Cue, start: int, end: int) -> Clause | None:
    """`Der Soldat sagte, er habe …`."""
    comma = COMMA.search(scene.told, cue.end, end) if cue.shape == "verb" else None
    if not comma or not _is_near(scene, cue.end, comma.start()):
        return None
    if not subjunctive().search(scene.told, comma.end(), end):
        return None
    return Clause(comma.end(), end, subject_of(scene, cue, start, comma.start()))


RULES = (_that, _question, _as, _before_tail, _according, _bare, _dependent, _infinitive)
"""The surest first."""


def _goes_on(scene: Scene, start: int, end: int) -> bool:
    """A German sentence whose first verb is in the subjunctive goes on with what was said."""
    first = " ".join(scene.told[start:end].split()[:OPENING])
    return bool(subjunctive().search(first)) and not MARKS.search(scene.told, start, end)
