"""What somebody mentioned is in their clause: subject, object, owner or part of a phrase."""

import re

from analysis.parsing.speech.cues import is_cue_word
from analysis.parsing.speech.nouns import Person
from analysis.parsing.speech.people import people_between
from analysis.parsing.wordlists import read_words

_GRAMMAR = {key: frozenset(words.split()) for key, words in read_words("grammar").items()}
PREPOSITIONS, ARTICLES = _GRAMMAR["prepositions"], _GRAMMAR["articles"]
OBJECT_ARTICLES = _GRAMMAR["object_articles"]
FEMININE_OBJECT = ("der",)
"""German `der Mutter` is an object, `der Soldat` a subject: the noun's gender tells."""

NOMINATIVE = ("der", "die", "das", "ein", "eine")

BREAK = re.compile(r"[.!?:;,]|\s{3}")
"""What parts a verb from the last one mentioned; blanks stand for a quotation."""

CLAUSE = re.compile(
    r"[.!?:;,]|\b(?:and|but|while|when|as|that|if|because|und|aber|während|als|dass|weil|doch)\b",
    re.I,
)
"""What a new clause begins with: behind it, his wife is a subject again."""

POSSESSIVES = ("his", "her", "their", "seine", "ihre")

SUBORDINATE = re.compile(
    r"\s*(?:when|while|after|before|because|although|als|wenn|während|nachdem|bevor|weil|obwohl)\b",
    re.I,
)

ADJECTIVES = 3

REACH = 100


class Clauses:
    """A text without its quotations and who it mentions."""

    def __init__(self, masked: str, people: list[Person]) -> None:
        self.text = masked
        self.people = people

    def people_in(self, start: int, end: int) -> list[Person]:
        """Whoever is mentioned within these offsets, outside quotations."""
        return people_between(self.people, start, end)

    def is_object(self, person: Person) -> bool:
        """Whether somebody is owner, addressee or part of a phrase: of the man, seiner Mutter."""
        if person.possessive:
            return True
        if person.role == "pronoun":  # he, er, она: the object has another form
            return False
        before = self.text[max(0, person.start - 60) : person.start]
        words = before[before.rfind("\n") + 1 :].split(" ")
        words = [word.strip().lower() for word in words if word.strip()][-1 - ADJECTIVES :]
        for word in reversed(words):
            if word[-1:] in ",.:;!?–—)":
                return False
            if word == "de" and self._follows_cue(person):
                return False
            if word in PREPOSITIONS or word in OBJECT_ARTICLES:
                return True
            if word in FEMININE_OBJECT and person.gender == "f":
                return True
            if word in ARTICLES:
                return self._is_addressee(person, word)
        return False

    def is_subordinate(self, person: Person) -> bool:
        """Whether a clause with `when` or `als` holds somebody: a pronoun behind it is another."""
        before = self.text[max(0, person.start - REACH) : person.start]
        clause = re.split(r"[.!?:;,\n]", before)[-1]
        return bool(SUBORDINATE.match(clause))

    def _is_nominative(self, person: Person) -> bool:
        words = self.text[max(0, person.start - 40) : person.start].split()
        return bool(words) and words[-1].lower() in NOMINATIVE

    def _follows_cue(self, person: Person) -> bool:
        """Dutch `zegt de soldaat`; elsewhere `de` is a preposition."""
        words = self.text[max(0, person.start - 40) : person.start].split()
        return len(words) > 1 and is_cue_word(words[-2])

    def _is_addressee(self, person: Person, article: str) -> bool:
        """Whether a preposition, or a verb that has its subject, stands before the article."""
        window = self.text[max(0, person.start - 80) : person.start].lower()
        window = window[window.rfind("\n") + 1 :]
        words = window[: max(0, window.rfind(f"{article} "))].split()
        if not words:
            return False
        if words[-1] in PREPOSITIONS:
            return True
        if article in POSSESSIVES:
            verb = person.start - len(window) + window.rfind(f"{article} ")
            subject = self.people_in(verb - REACH, verb)[-1:]
            if subject and not CLAUSE.search(self.text, subject[0].end, verb):
                return True
        if article in NOMINATIVE or not is_cue_word(words[-1]):
            return False
        verb = person.start - len(window) + window.rfind(words[-1])
        subject = self.people_in(verb - REACH, verb)[-1:]
        return bool(subject) and not BREAK.search(self.text, subject[0].end, verb)
