"""Names of languages as exports and headers write them -> ISO 639 codes."""

import re

NAMES = {
    "en": "english englisch anglais inglés inglese engels",
    "de": "german deutsch allemand alemán tedesco",
    "fr": "french französisch français francés francese",
    "it": "italian italienisch italien italiano",
    "es": "spanish spanisch espagnol español spagnolo", "uk": "ukrainian ukrainisch ukrainien",
    "ru": "russian russisch russe ruso russo", "pl": "polish polnisch polonais polaco",
    "cs": "czech tschechisch tchèque", "nl": "dutch niederländisch néerlandais nederlands",
    "pt": "portuguese portugiesisch portugais portugués", "ro": "romanian rumänisch roumain",
    "el": "greek griechisch grec", "fi": "finnish finnisch", "no": "norwegian norwegisch",
    "sv": "swedish schwedisch", "da": "danish dänisch", "tr": "turkish türkisch",
    "sk": "slovak slowakisch", "sl": "slovene slovenian", "ar": "arabic arabisch",
    "ja": "japanese japanisch", "ko": "korean koreanisch", "zh": "chinese chinesisch",
    "hu": "hungarian ungarisch", "hr": "croatian kroatisch", "et": "estonian estnisch",
    "lt": "lithuanian litauisch", "lv": "latvian lettisch", "bg": "bulgarian bulgarisch",
}  # fmt: skip
CODES = {name: code for code, names in NAMES.items() for name in names.split()}


def language_code(name: str | None) -> str | None:
    """The code of a language by its name in English, German or French; None for any other words.

    Examples
    --------
    >>> language_code("ENGLISH; ANGLAIS"), language_code("Deutsch"), language_code("Page 3")
    ('en', 'de', None)
    """
    words = re.findall(r"[^\W\d_]+", name or "")
    return CODES.get(words[0].lower()) if words else None
