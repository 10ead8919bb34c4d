"""Who talks in the calls that a text tells: the roles of the parties."""

import re
from collections import Counter
from collections.abc import Iterable

from analysis.parsing.speech.antecedents import CALLERS
from analysis.parsing.speech.kinship import kin_of_woman
from analysis.parsing.speech.nouns import Person

WAR = re.compile(
    r"\b(?:front|army|military|brigades?|battalions?|regiments?|intercept\w*|occup\w+|call|Armee|Truppen?"
    r"|Telefonat\w*|abgehört\w*|Gespräch\w*|фронт\w*|армия|перехв\w+|перехоп\w+)\b",
    re.IGNORECASE,
)
"""Where these stand, a man who speaks and is not called anything else is the soldier."""

TWO_SOLDIERS = re.compile(
    r"\b(?:two|both|zwei|beiden?) (?:\w+ ){0,3}"
    r"(?:soldiers|servicemen|occupiers|fighters|recruits|Soldaten)\b"
    r"|\b(?:fellow|another|other) (?:\w+ )?(?:soldier|serviceman|occupier|fighter)\b",
    re.IGNORECASE,
)


def find_parties(text: str, people: Iterable[Person]) -> list[str]:
    """The roles of those who may talk, the one mentioned most first."""
    counts = Counter(person.role for person in people if person.role in CALLERS)
    parties = [role for role, _ in counts.most_common()]
    woman = kin_of_woman(text) if parties == ["soldier"] else None
    return [*parties, woman] if woman else parties


def is_at_war(text: str) -> bool:
    """Whether a text is about a war, so that a man of whom no more is said is a soldier."""
    return bool(WAR.search(text))


def are_two_soldiers(text: str) -> bool:
    """Whether a text tells of two soldiers who talk with each other."""
    return bool(TWO_SOLDIERS.search(text))
