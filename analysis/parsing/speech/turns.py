"""Transcripts -> turns: what one speaker says before the next one does."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise

from analysis.parsing.spans import CALLERS, KNOWN_ROLES, Paragraph, Turn
from analysis.parsing.speech.dashes import DASH, dashed_speech
from analysis.parsing.speech.naming import find_names
from analysis.parsing.speech.people import addressed, find_people, kin_of_woman
from analysis.parsing.wordlists import LARGE, is_listed, phrase, read_words

SEXES = {"man": "soldier", "woman": "unknown"}
CODE = re.compile(
    r"[(\[]?(?<!\w)(?P<code>[^\W\d_a-zà-ÿа-яіїєґ]{1,3}\d?|\d)[)\]]?\s?(?:=|[–—:-](?=\s))\s?"
)
NEAR = 1500
"""Signs before a transcript in which its parties are told."""

MARKS = "“”„\"«»‘’‚'‹›「」"

BULLET = r"(?:[•·▪‣◦●*+-]\s+|\d{1,3}[.)]\s+|\[?\(?\d{1,2}:\d\d(?::\d\d)?\)?\]?\s*)?"
LABEL = re.compile(
    BULLET
    + r"(?P<emphasis>\*{1,2}|_{1,2})?(?P<open>[(\[<])?"
    + r"(?P<label>[^\W_][^:()\[\]<>*\n“”„\"«»=]{0,38}?)"
    + r"(?:[)\]>](?:\*{1,2}|_{1,2})?\s?[:.–—-]?"
    + r"|(?:\s\([^()\n]{1,40}\))?\s?(?:[:：](?:\*{1,2}|_{1,2})?|(?:\*{1,2}|_{1,2})\s?[:：–—-]))"
    + r"[ \t\u00a0\u202f]*"
)
CAST = re.compile(
    r"(?P<label>(?:[A-ZÄÖÜ][A-ZÄÖÜ.'’-]+ ){0,3}[A-ZÄÖÜ][A-ZÄÖÜ.'’-]+(?:, [A-ZÄÖÜ][A-ZÄÖÜ ]+)?)"
    r"(?: \([^()\n]{1,40}\))?:[ \t\u00a0\u202f]*"
)
"""A broadcaster's transcript names voices in capitals: ADA MOORE, HOST:"""

NEXT_LINE = re.compile(rf"(?<=[.!?…])\s[–—―]\s?(?=[¿¡]?[{LARGE}])")
LEAST_CAST = 3
ANSWERS = 4
"""Paragraphs of an interview to each of its questions at most."""

LEAST = 2
"""One line with a label is a sentence with a colon; two are a transcript."""

LEAST_DASHES = 3
"""Dashes also begin the items of a list, which has no two in a row ending like speech."""

CALLED = {"mother": "mother", "father": "relative", "soldier": "soldier"}
"""The role of whoever is called so."""

BLANKS = " \t\u00a0\u202f\u2009\u200b\ufeff"
SPOKEN_ENDS = '.!?…»”"“)’*'


def parse_turns(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """The turns of the transcripts in a text, in text order.

    Parameters
    ----------
    text
        The untouched text.
    paragraphs
        What `parse_paragraphs` returns for it.

    Returns
    -------
    list of Turn
        The span is the words spoken, without label, bullet and enclosing marks. `speaker` is what
        the legend gives for the label, or the label. A text without a transcript has none.

    Examples
    --------
    >>> from analysis.parsing.layout.paragraphs import parse_paragraphs
    >>> call = "(S)=soldier (M)=mother\\n(S): It rains.\\n(M): Still?"
    >>> [(turn.speaker, call[turn.start : turn.end])
    ...  for turn in parse_turns(call, parse_paragraphs(call))]
    [('soldier', 'It rains.'), ('mother', 'Still?')]
    """
    turns = _cast(text, paragraphs) or _labelled(text, paragraphs)
    if turns:
        return _name_voices(text, turns)
    return _dashed(text, paragraphs) or _asked(text, paragraphs)


def _turn(text: str, start: int, end: int, label: str = "") -> Turn:
    """A turn of the words without blanks, emphasis and marks that enclose all of them."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip(BLANKS))
    end -= len(inner) - len(inner.rstrip(BLANKS))
    enclosed = end - start > 2 and text[start] in MARKS and text[end - 1] in MARKS
    if enclosed and not any(sign in MARKS[:7] for sign in text[start + 1 : end - 1]):
        start, end = start + 1, end - 1
    return Turn(start, end, label, role_of_label(label) if label else "unknown")


def _labelled(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """Lines that begin with a label which is known, or comes back."""
    legend: dict[str, str] = {}
    matched = []
    for paragraph in paragraphs:
        explained = legend_of(text, paragraph)
        legend |= explained
        match = LABEL.match(text, paragraph.start, paragraph.end)
        if match and match.end() < paragraph.end and not explained:
            matched.append((paragraph, match))
    matched = [(each, match) for each, match in matched if each.kind != "furniture"]
    counts = Counter(match["label"].casefold() for _, match in matched)
    turns = []
    for paragraph, match in matched:
        label, count = match["label"].strip(), counts[match["label"].casefold()]
        speaker = legend.get(label.casefold(), label)
        coded = bool(match["open"] or match["emphasis"]) and count > 1
        named = len(counts) > 1 and _is_label(label, count)
        known = label.casefold() in legend or paragraph.kind == "transcript_turn"
        if known or coded or named:
            turns.append(_turn(text, match.end(), paragraph.end, speaker))
    return turns if len(turns) >= LEAST else []


@lru_cache(maxsize=8192)
def _is_label(label: str, count: int) -> bool:
    """Whether words before a colon name a speaker rather than introduce a sentence."""
    words = len(label.split())
    if words > 3:
        return False
    people = find_people(label)
    named = people and people[-1].end == len(label) and people[-1].role != "pronoun"
    return bool(named) or (count > 1 and label[:1].isupper() and words <= 2)


def _cast(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """The turns of a transcript whose labels are capitals, on a line of their own or not."""
    found: list[Turn] = []
    waiting = ""
    for paragraph in paragraphs:
        match = CAST.match(text, paragraph.start, paragraph.end)
        label = match["label"] if match else waiting
        if match and match.end() == paragraph.end:
            waiting = label
        elif match or (waiting and paragraph.kind != "furniture"):
            start = match.end() if match else paragraph.start
            found.append(_turn(text, start, paragraph.end, label))
            waiting = ""
    labels = {turn.speaker for turn in found}
    known = len(found) >= LEAST_CAST and len(labels) > 1 and any(map(_is_staff, labels))
    return found if known else []


def _dashed(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """The longest run of paragraphs that begin with a dash and end like speech."""
    lines = [_lines(text, each) for each in paragraphs if each.kind not in ("furniture", "caption")]
    runs = [list(chain(*run)) for spoken, run in groupby(lines, bool) if spoken]
    longest = max(runs, key=len, default=[])
    lively = any(text[turn.start : turn.end].rstrip(MARKS)[-1:] in "?!" for turn in longest)
    return _in_turn(text, longest) if lively and len(longest) >= LEAST_DASHES else []


def _lines(text: str, paragraph: Paragraph) -> list[Turn]:
    """The turns of a paragraph that is nothing but dialogue, mostly one: — Where? — In a cellar."""
    dash = DASH.match(text, paragraph.start, paragraph.end)
    ended = paragraph.kind != "subheading" and text[paragraph.end - 1] in SPOKEN_ENDS
    if not dash or not ended or dashed_speech(text, paragraph):
        return []
    breaks = list(NEXT_LINE.finditer(text, dash.end(), paragraph.end))
    starts = [dash.end(), *(each.end() for each in breaks)]
    ends = [*(each.start() for each in breaks), paragraph.end]
    return [_turn(text, *span) for span in zip(starts, ends, strict=True)]


def _asked(text: str, paragraphs: Sequence[Paragraph]) -> list[Turn]:
    """An interview without labels: questions that are paragraphs, with answers behind each."""
    told = [
        each
        for each in paragraphs
        if each.kind in ("body", "subheading") or each.furniture == "inserted_headline"
    ]
    asks = [text[p.end - 1] == "?" and text[p.start] not in MARKS for p in told]
    first = asks.index(True) if True in asks else 0
    answered = [n for n, pair in enumerate(pairwise(asks)) if pair == (True, False)]
    if len(answered) < LEAST_CAST or ANSWERS * sum(asks) < len(told) - first:
        return []
    asking = [each for each in paragraphs if each.kind == "byline"]
    names = [
        each
        for each in find_names(text[: told[first].start])
        if not any(by.start <= each.start < by.end for by in asking)
    ]
    turns = [_turn(text, each.start, each.end) for each in told[first:]]
    people = [each.name for each in sorted(names, key=lambda name: not name.human)]
    answering = next((name for name in people if " " in name), next(iter(people), ""))
    return [
        turn._replace(role="journalist") if asking else turn._replace(speaker=answering)
        for turn, asking in zip(turns, asks[first:], strict=True)
    ]


def _in_turn(text: str, turns: list[Turn]) -> list[Turn]:
    """Dashes name nobody: two known parties take turns, the soldier first unless addressed."""
    before = text[: turns[0].start]
    asking = [_asks(text, turn) for turn in turns]
    if all(asking[::2]) and not any(asking[1::2]) and _is_interview(text, turns[0].start):
        return [turn._replace(role="journalist") if _asks(text, turn) else turn for turn in turns]
    roles = Counter(each.role for each in find_people(before) if each.role in CALLERS)
    common = [role for role, _ in roles.most_common(2)]
    if len(common) < 2:
        return turns
    parties = _in_order(text, turns, common)
    return [
        turn._replace(speaker=parties[number % 2], role=parties[number % 2])
        for number, turn in enumerate(turns)
    ]


def _in_order(text: str, turns: list[Turn], parties: list[str]) -> list[str]:
    """Whoever says mum is not the mother: the parties with the first speaker first."""
    for number, turn in enumerate(turns):
        called = CALLED.get(addressed(text[turn.start : turn.end]) or "")
        if called in parties:
            speaker = next(role for role in parties if role != called)
            return [speaker, called] if number % 2 == 0 else [called, speaker]
    return sorted(parties, key=lambda role: role != "soldier")


def legend_of(text: str, paragraph: Paragraph) -> dict[str, str]:
    """What a line says that the codes of a transcript stand for: (R)=Russian soldier (M)=Mother."""
    head = phrase("legend_heads", r"<>\s?:\s*").match(text, paragraph.start, paragraph.end)
    if not head and paragraph.kind != "legend":
        return {}
    codes = list(CODE.finditer(text, head.end() if head else paragraph.start, paragraph.end))
    ends = [*(code.start() for code in codes), paragraph.end][1:]
    meanings = (
        text[code.end() : end].split(";")[0].strip(" \u00a0,.")
        for code, end in zip(codes, ends, strict=True)
    )
    return {code["code"].casefold(): who for code, who in zip(codes, meanings, strict=True)}


@lru_cache(maxsize=8192)
def role_of_label(label: str) -> str:
    """The role that a label names; unknown for a name or a number.

    What brackets add tells more than a man or a woman before them.
    """
    head, bracket, more = label.partition("(")
    if bracket and (within := role_of_label(more.rstrip(")"))) != "unknown":
        return within
    for person in find_people(head):
        role = SEXES.get(person.role, person.role)
        if role in KNOWN_ROLES and not person.possessive:
            return role
    patterns = _label_patterns().items()
    return next((role for role, known in patterns if known.fullmatch(head.strip())), "unknown")


@cache
def _label_patterns() -> dict[str, re.Pattern[str]]:
    """Labels that stand for a speaker beyond the nouns for people, by role."""
    lists = read_words("transcripts")
    return {role: re.compile("|".join(forms), re.IGNORECASE) for role, forms in lists.items()}


def _is_staff(label: str) -> bool:
    """Whether a label says that somebody works for the broadcaster: ADA MOORE, HOST."""
    return bool(phrase("staff", r"(?:^|[,(\s])<>\)?$").search(label))


def _is_interview(text: str, end: int) -> bool:
    """Whether a text tells, before a transcript, that a paper asks."""
    return bool(phrase("interview").search(text, 0, end))


def _name_voices(text: str, turns: list[Turn]) -> list[Turn]:
    """The turns with roles for reporters and for the man and the woman of a call."""
    roles = {turn.speaker: turn.role for turn in turns}
    roles |= _staff(text, turns, roles)
    near = max(0, turns[0].start - NEAR)
    men = [
        label for label, role in roles.items() if role == "unknown" and is_listed("a_man", label)
    ]
    told = find_people(text[near : turns[-1].end]) if men else []
    if any(person.role == "soldier" for person in told):
        roles |= dict.fromkeys(men, "soldier")
    women = [label for label in roles if _is_woman(label)]
    woman = _woman(text, turns, women)
    if woman and woman not in roles.values():
        roles |= {label: woman for label in women if roles[label] == "unknown"}
    return [turn._replace(role=roles[turn.speaker]) for turn in turns]


def _staff(text: str, turns: list[Turn], roles: dict[str, str]) -> dict[str, str]:
    """Whoever is labelled as host, under the surname, too; of an interview the one who asks."""
    staff = set()
    for label in filter(_is_staff, roles):
        name = label.split(",")[0].casefold()
        staff |= {label.casefold(), name, name.split()[-1]}
    labels = [label for label in roles if label.casefold() in staff]
    unknown = all(role == "unknown" for role in roles.values())
    if len(roles) == 2 and unknown and _is_interview(text, turns[0].start):
        asking = {turn.speaker for turn in turns} - {
            turn.speaker for turn in turns if not _asks(text, turn)
        }
        labels += asking if len(asking) == 1 else []
    return dict.fromkeys(labels, "journalist")


def _asks(text: str, turn: Turn) -> bool:
    """Whether a turn ends with a question."""
    return text[turn.start : turn.end].rstrip(MARKS).endswith("?")


def _woman(text: str, turns: list[Turn], women: Sequence[str]) -> str | None:
    """Who the woman of a call is, as the text before it says."""
    first = next((turn.start for turn in turns if turn.speaker in women), 0)
    before = text[max(0, first - NEAR) : first]
    named = {person.role for person in find_people(before)} & {"mother", "wife"}
    return named.pop() if len(named) == 1 else kin_of_woman(before)


def _is_woman(label: str) -> bool:
    named = any(person.role == "woman" for person in find_people(label))
    return named or is_listed("a_woman", label)
