"""Who is whose: whom a woman talks to, and what a soldier is to his uncle."""

import re
from functools import lru_cache

KIN_OF_WOMAN = {
    "mother": re.compile(
        r"\b(?:her|ihr(?:e[mnr])?|su|son) (?:\w+ )?(?:sons?|Sohn|boys?|Jungen?|hijo|fils)\b", re.I
    ),
    "wife": re.compile(
        r"\b(?:her|ihr(?:e[mnr])?|su|son) (?:\w+ )?(?:husband|Mann|Ehemann|marido|mari)\b"
        r"|\bseine[rn]? (?:\w+ )?Frau\b",
        re.I,
    ),
}
"""Whom a woman talks to says who she is."""

COUNTERPARTS = {
    "nephew": "uncle|aunt", "grandson": "grandmother|grandma|grandfather", "godson": "god\\w+",
    "boyfriend": "girlfriend", "stepson": "stepfather|stepmother", "brother": "sisters?",
    "son-in-law": "(?:mother|father)-in-law", "neffe": "onkel|tante", "enkel": "oma|opa|groß\\w+",
    "bruder": "schwester", "freund": "freundin", "schwiegersohn": "schwieger\\w+",
}  # fmt: skip
"""Where a soldier speaks with the one, he is the other: his uncle and the nephew."""


def kin_of_woman(text: str, start: int = 0, end: int | None = None) -> str | None:
    """Mother or wife, if a text says that a woman talks to her son or husband."""
    last = len(text) if end is None else end
    for role, pattern in KIN_OF_WOMAN.items():
        if pattern.search(text, start, last):
            return role
    return None


@lru_cache(maxsize=64)
def is_counterpart(text: str, noun: str) -> bool:
    """Whether the nephew is the soldier: he talks with his uncle, and has no nephew."""
    other = COUNTERPARTS.get(noun.lower().removesuffix("s"))
    if not other:
        return False
    his = r"\b(?:his|seine[mnr]?) (?:\w+ )?"
    spoken = re.search(rf"{his}(?:{other})\b", text, re.I)
    return bool(spoken) and not re.search(rf"{his}{noun}\b", text, re.I)
