"""What a text tells of who speaks: everything found once, for all who ask."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from analysis.parsing.sentences import SENTENCE
from analysis.parsing.spans import CALLERS, Paragraph, Quote, Turn
from analysis.parsing.speech.clauses import Phrase, phrases
from analysis.parsing.speech.cues import Cue, find_cues, is_asking
from analysis.parsing.speech.naming import Name, find_names
from analysis.parsing.speech.people import (
    Person,
    find_people,
    is_counterpart,
    kin_of_woman,
)
from analysis.parsing.speech.turns import parse_turns
from analysis.parsing.wordlists import is_listed, phrase

MARKS = "“”„\"«»‘'’‚‹›「」『』〝〟〞`´*_"
REACH = 40
INVERTED = re.compile(r"[^\w,.](?:,|[^\w,.]) ?$")
"""What stands before a word of saying whose subject comes behind it."""

CASED = r"(?<!\w)(?-i:<>)(?!\w)"
"""Whole phrases as they are written: letters of one case are compared several times as fast."""

BACK = 40
"""Quotations looked back over; each can hold others within it."""

SECTION = re.compile(r"\+\+\+|\d{1,2}[.:]\d\d(?: (?:Uhr|GMT|BST|CET|EST|EDT|ET|Kyiv time))?\s*$")
"""Paragraphs that begin another report of a ticker."""


def _apart_from_calls(person: Person) -> Person:
    """Somebody whose noun is that of a party of a call, by sex alone."""
    sexes = {"m": "man", "f": "woman"}
    return (
        person._replace(role=sexes.get(person.gender, "other"))
        if person.role in CALLERS
        else person
    )


class Scene:
    """A text, its paragraphs and quotations, and who and what is mentioned outside these.

    Parameters
    ----------
    text
        The untouched text.
    told
        The same with its quotations blotted out by blanks.
    paragraphs, quotes
        What the text consists of.
    turns
        What is said in its transcripts, and by whom, where that is known already.
    of_war
        Whether soldiers, their families and other men and women are told apart, as in a report of
        a call; else each is a man, a woman, or somebody of either sex.
    """

    def __init__(
        self,
        text: str,
        told: str,
        paragraphs: Sequence[Paragraph],
        quotes: Sequence[Quote] = (),
        *,
        turns: list[Turn] | None = None,
        of_war: bool = True,
    ) -> None:
        self.of_war = of_war
        self.turns = parse_turns(text, paragraphs) if turns is None else turns
        self.text, self.told, self.paragraphs, self.quotes = text, told, paragraphs, quotes
        self.attributions: dict[int, Any] = {}
        self.cast: Any = None
        self._counterparts: dict[str, bool] = {}
        self._phrases: dict[tuple[int, int], list[Phrase]] = {}

    @cached_property
    def people(self) -> list[Person]:
        """Whoever is mentioned."""
        found = find_people(self.told, self.names)
        return found if self.of_war else [_apart_from_calls(each) for each in found]

    @cached_property
    def names(self) -> list[Name]:
        """Where somebody is named."""
        return find_names(self.told)

    @cached_property
    def mentions(self) -> dict[str, list[Person]]:
        """Those of the report by their role; a teaser tells another one."""
        found = defaultdict(list)
        for person in list(filter(self.is_told, self.people)) or self.people:
            found[person.role].append(person)
        return found

    @cached_property
    def parties(self) -> list[str]:
        """The roles of those who may talk in a call, the one mentioned most first."""
        if not self.is_call:
            return []
        counts = {role: len(self.mentions[role]) for role in CALLERS if self.mentions[role]}
        firsts = {role: self.mentions[role][0].start for role in counts}
        parties = sorted(counts, key=lambda role: (-counts[role], firsts[role]))
        woman = kin_of_woman(self.told) if parties == ["soldier"] else None
        return [*parties, woman] if woman else parties

    @cached_property
    def is_call(self) -> bool:
        """Whether a call is told: it says so, or most who are mentioned are parties of one."""
        if phrase("calls").search(self.text):
            return True
        known = [each for each in self.people if each.role != "pronoun" and self.is_told(each)]
        # Callers have a first name at most.
        full = {word for each in known if each.name for word in each.name.split()}
        roles = (*CALLERS, "man", "woman", "other")
        callers = [each for each in known if each.role in roles and self.written(each) not in full]
        party = any(each.role in CALLERS for each in callers) or not known
        return party and 2 * sum(not each.name for each in callers) >= len(known) + bool(full)

    @cached_property
    def at_war(self) -> bool:
        """Whether a man of whom no more is said is a soldier."""
        return self.of_war and bool(phrase("at_war").search(self.told))

    @cached_property
    def is_of_soldiers(self) -> bool:
        """Whether a text is of soldiers or of tapped calls; in any other a captain is of a team."""
        if not self.of_war:
            return False
        if self.is_call and not phrase("civil_life", CASED).search(self.told):
            return True
        told = self.is_call and phrase("calls").search(self.text)
        return bool(told or phrase("soldiery", CASED).search(self.told))

    @cached_property
    def are_two_soldiers(self) -> bool:
        """Whether two soldiers talk with each other."""
        two, fellow = phrase("two_soldiers"), phrase("fellow_soldier")
        found = two.search(self.told) or fellow.search(self.told)
        return self.of_war and bool(found)

    @cached_property
    def kin(self) -> dict[int, str | None]:
        """For the number of each paragraph, who a woman in it is by whom she talks to."""
        told = self.of_war and kin_of_woman(self.told)
        return {
            number: kin_of_woman(self.told, each.start, each.end) if told else None
            for number, each in enumerate(self.paragraphs)
        }

    def is_counterpart(self, noun: str) -> bool:
        """Whether a noun for a relative means the soldier."""
        if noun not in self._counterparts:
            self._counterparts[noun] = self.of_war and is_counterpart(self.told, noun)
        return self._counterparts[noun]

    @cached_property
    def _cues(self) -> tuple[list[Cue], list[int]]:
        cues = find_cues(self.told)
        return cues, [cue.start for cue in cues]

    def cues(self, start: int, end: int) -> list[Cue]:
        """The cues within these offsets."""
        cues, starts = self._cues
        begun = cues[bisect_left(starts, start) : bisect_left(starts, end)]
        return [cue for cue in begun if cue.end <= end]

    def speaks(self, start: int, end: int) -> bool:
        """Whether a word of saying stands behind these offsets, or before and behind a mark."""
        cues, starts = self._cues
        at = bisect_left(starts, end + 1)
        if starts[at : at + 1] == [end + 1] and cues[at].end <= min(len(self.told), end + REACH):
            return True
        before = self.cues(max(0, start - REACH), start)
        said = bool(before) and before[-1].end == start - 1
        return said and bool(
            INVERTED.search(self.told, max(0, before[-1].start - 3), before[-1].start)
        )

    def phrases(self, start: int, end: int) -> list[Phrase]:
        """The noun phrases within these offsets."""
        if (start, end) not in self._phrases:
            self._phrases[start, end] = phrases(self.told, start, end)
        return self._phrases[start, end]

    def people_in(self, start: int, end: int) -> list[Person]:
        """Whoever is mentioned within these offsets."""
        low, high = bisect_left(self.people, (start,)), bisect_left(self.people, (end,))
        return self.people[low:high]

    def people_at(self, start: int, end: int) -> list[Person]:
        """Whoever is mentioned by words that reach into these offsets, the last one first."""
        low, high = bisect_left(self.people, (start,)), bisect_left(self.people, (end,))
        return [each for each in reversed(self.people[max(0, low - 1) : high]) if each.end > start]

    def written(self, person: Person) -> str:
        """The words by which somebody is mentioned."""
        return self.told[person.start : person.end]

    def is_voice(self, person: Person) -> bool:
        """Whether somebody is only heard: a voice, a caller."""
        return is_listed("voices", self.written(person))

    def is_asking(self, start: int, end: int) -> bool:
        """Whether the last cue within these offsets asks for an answer."""
        cues = self.cues(start, end)
        return bool(cues) and is_asking(self.told[cues[-1].start : cues[-1].end])

    def starts(self, start: int, end: int) -> list[int]:
        """Where the sentences begin within these offsets, the first at their start."""
        return [start, *(stop.end() for stop in SENTENCE.finditer(self.told, start, end))]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.start for paragraph in self.paragraphs]

    def number_at(self, place: int) -> int:
        """The number of the paragraph that holds a place."""
        return max(0, bisect_right(self._paragraph_starts, place) - 1)

    def paragraph(self, quote: Quote) -> Paragraph:
        """The paragraph of a quotation."""
        return self.paragraphs[quote.paragraph or 0]

    def turn_at(self, place: int) -> Turn | None:
        """The turn that holds a place."""
        at = bisect_right(self.turns, (place, float("inf"))) - 1
        return self.turns[at] if at >= 0 and place <= self.turns[at].end else None

    @cached_property
    def inside(self) -> list[int | None]:
        """For each quotation the number of the one that it stands within."""
        found: list[int | None] = []
        outer: list[int] = []
        for number, quote in enumerate(self.quotes):
            while outer and self.quotes[outer[-1]].end <= quote.start:
                outer.pop()
            found.append(outer[-1] if outer else None)
            outer.append(number)
        return found

    def before_in_paragraph(self, number: int) -> int | None:
        """The speech before a quotation in its paragraph."""
        for at in reversed(range(max(0, number - BACK), number)):
            before = self.quotes[at]
            if before.paragraph != self.quotes[number].paragraph:
                return None
            speech = before.kind == "speech" and self.inside[at] is None
            if speech and before.end <= self.quotes[number].start:
                return at
        return None

    def words(self, quote: Quote | Turn) -> str:
        """What somebody says."""
        return self.text[quote.start : quote.end]

    def asks(self, quote: Quote) -> bool:
        """Whether a quotation ends with a question."""
        return self.words(quote).rstrip(MARKS + " ").endswith("?")

    def is_closed(self, quote: Quote) -> bool:
        """Whether a quotation has its closing mark: without it, the next paragraph goes on."""
        return self.text[quote.end : quote.end + 1] in (*MARKS,)

    def is_told(self, person: Person) -> bool:
        """Whether somebody belongs to the report and no teaser or caption."""
        kind = self.paragraphs[self.number_at(person.start)].kind
        if person.name and kind == "subheading":
            return False
        return kind not in ("furniture", "caption", "byline")

    @cached_property
    def _sections(self) -> list[int]:
        return [
            each.start for each in self.paragraphs if SECTION.match(self.text, each.start, each.end)
        ]

    def section_start(self, place: int) -> int:
        """Where the report of a ticker begins that holds an offset; else where the text does."""
        at = bisect_right(self._sections, place) - 1
        return self._sections[at] if at >= 0 else 0
