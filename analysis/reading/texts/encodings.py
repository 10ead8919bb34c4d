"""Bytes -> text, and by which encoding."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
"""Byte order marks; the longer before those they begin with."""

SIGNS = "“”„‘’‚«»‹›–—…€©®°§·•№\xa0"
WESTERN = SIGNS + "äöüßéèêëàâáãåæíîïìóôòõøœúûùçñÿýðþ¡¿"
CENTRAL = SIGNS + "ąćęłńóśźżáčďéěíňřšťúůýžľĺŕôäöüßőűăâîşţș"
BALTIC = SIGNS + "āčēģīķļņšūžąęėįųäöüõ"
TURKISH = SIGNS + "ğışçöüâîi̇"
GREEK = SIGNS + "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώςϊϋ"
CYRILLIC = SIGNS + "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"
JAPANESE = "".join(map(chr, range(0x3041, 0x3097))) + "、。"
ALPHABETS = [
    ("cp1252", WESTERN), ("iso8859_2", CENTRAL), ("cp1250", CENTRAL), ("cp1251", CYRILLIC),
    ("koi8_u", CYRILLIC), ("koi8_r", CYRILLIC), ("cp866", CYRILLIC), ("iso8859_5", CYRILLIC),
    ("mac_cyrillic", CYRILLIC), ("cp1253", GREEK), ("iso8859_7", GREEK), ("cp1254", TURKISH),
    ("cp1257", BALTIC),
]  # fmt: skip
"""Code pages of one byte a character and what prose in them is made of; of equals the first counts.

ISO 8859-2 comes before 1250: text in 1250 that is read as ISO 8859-2 shows control characters, not
the other way round.
"""

COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуіь")
"""Four fifths of the letters of Russian and Ukrainian prose; a wrong Cyrillic code page turns
them into rare letters and capitals."""

LIBRARY = ["gb18030", "big5", "shift_jis", "euc_jp", "cp949", "cp1255", "cp1256"]
"""Tried by charset-normalizer when no alphabet fits."""

MIXED = re.compile("[a-zA-Z][Ͱ-ӿ]|[Ͱ-ӿ][a-zA-Z]")
META_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]{2,40})""")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE = 100_000
GOOD_FIT = 0.85


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(data: bytes, *, html: bool = False) -> Decoded | None:
    """The text of bytes in any common encoding, or None for what is no text.

    Line ends are left as they are. A byte order mark counts first, then UTF-8 that decodes
    strictly, then what an HTML head declares, then UTF-16 without a mark; what remains is one
    of the national code pages and told apart by how the letters fall.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    declared = _declared(data) if html else None
    for encoding in ["utf-8", *([declared] if declared else []), *_wide(data)]:
        found = _decoded(data, encoding)
        if found:
            return found
    return _guessed(data)


def _decoded(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    controls = len(CONTROL.findall(text[:SAMPLE]))
    return None if controls > len(text[:SAMPLE]) / 500 else Decoded(text, encoding)


def _declared(data: bytes) -> str | None:
    found = XML_CHARSET.search(data[:200]) or META_CHARSET.search(data[:4096])
    if not found:
        return None
    name = found[1].decode("ascii").lower()
    try:
        codec = codecs.lookup(name)
    except LookupError:
        return None
    # Pages that say Latin-1 mean its extension by Microsoft (WHATWG Encoding Standard).
    plain = codec.name in ("iso8859-1", "ascii")
    return "cp1252" if plain else codec.name if codec._is_text_encoding else None


def _wide(data: bytes) -> list[str]:
    """UTF-16 without a mark: in most scripts every second byte is nearly always the same."""
    sample = data[:4000]
    if len(sample) < 4 or len(data) % 2:
        return []
    even, odd = sample[::2], sample[1::2]
    if max(odd.count(0), odd.count(4)) > 0.6 * len(odd) and even.count(0) < 0.1 * len(even):
        return ["utf-16-le"]
    if max(even.count(0), even.count(4)) > 0.6 * len(even) and odd.count(0) < 0.1 * len(odd):
        return ["utf-16-be"]
    return []


def _guessed(data: bytes) -> Decoded | None:
    sample = data[:SAMPLE]
    if b"\x00" in sample:
        return None
    for encoding in ("shift_jis", "euc_jp"):
        kana = _decoded(sample, encoding)
        if kana and sum(each in JAPANESE for each in kana.text) > 0.2 * len(kana.text):
            return _decoded(data, encoding)
    fits = [
        (_fit(found.text, alphabet), -number, encoding)
        for number, (encoding, alphabet) in enumerate(ALPHABETS)
        if (found := _decoded(sample, encoding))
    ]
    fit, _, best = max(fits, default=(0.0, 0, ""))
    if fit > GOOD_FIT:
        return _decoded(data, best)
    guess = from_bytes(sample, cp_isolation=LIBRARY).best()
    return _decoded(data, guess.encoding) if guess else None


def _fit(text: str, alphabet: str) -> float:
    """How much of what is not ASCII belongs to the alphabet and stands as prose has it, 0 to 1."""
    foreign = [each for each in text if each > "\x7f"]
    fitting = sum(each in alphabet or each.lower() in alphabet for each in foreign)
    mixed = len(MIXED.findall(text))
    if not foreign or mixed > 0.1 * len(foreign):
        return 0.0
    fit = fitting / len(foreign)
    if alphabet is CYRILLIC:
        letters = [each for each in foreign if each.isalpha()]
        common = sum(each in COMMON_CYRILLIC for each in letters)
        fit *= min(1.0, common / (0.65 * max(len(letters), 1)))
    return fit
