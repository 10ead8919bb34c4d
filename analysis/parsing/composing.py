"""Texts whose letters stand apart from their accents, as some systems and PDF write them: й as и
and a breve. They are parsed with letters composed; offsets count what the text has.
"""

import re
import unicodedata
from typing import Any, NamedTuple

MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u1161-\u11ff\u3099\u309a"
"""What a letter can be composed with: accents, Arabic and Japanese marks, Korean vowels."""

_LETTER = re.compile(rf".[{MARKS}]*", re.DOTALL)


class Composed(NamedTuple):
    """A text with its letters composed (NFC), and where each, and its end, stands as it is."""

    text: str
    places: list[int]

    def place_back(self, value: Any) -> Any:
        """Records with offsets in the composed text -> the same with offsets in the text as it is.

        Examples
        --------
        >>> from analysis.parsing.spans import Span
        >>> compose_letters("cafe\\u0301 open").place_back([Span(5, 9)])
        [Span(start=6, end=10)]
        """
        if isinstance(value, list):
            return [self.place_back(each) for each in value]
        if not isinstance(value, tuple):
            return value
        if not hasattr(value, "_fields"):
            return tuple(map(self.place_back, value))
        fields = zip(value._fields, value, strict=True)
        return type(value)(
            *(
                self.places[each] if name in ("start", "end") else self.place_back(each)
                for name, each in fields
            )
        )


def compose_letters(text: str) -> Composed:
    """A text with each letter and its marks as one character, where there is one."""
    pieces, places = [], list[int]()
    for letter in _LETTER.finditer(text):
        piece = unicodedata.normalize("NFC", letter[0])
        pieces.append(piece)
        places.append(letter.start())
        places += range(letter.end() - len(piece) + 1, letter.end())
    return Composed("".join(pieces), [*places, len(text)])
