"""Keyword in context: every place of a word in a table of texts, with what stands around it."""

import re

import pandas as pd

from analysis.measuring.wording.tokens import Part, find_tokens


def find_words(
    texts: pd.DataFrame,
    words: str,
    *,
    column: str = "digest",
    width: int = 50,
    part: Part | None = None,
) -> pd.DataFrame:
    """Find every place of a word or phrase, with its context.

    Parameters
    ----------
    texts
        One row a text; its first column is the key.
    words
        A word or phrase, found whatever its case and only as whole words. A `*` at the end of a
        word stands for any ending; between words any white space may stand.
    column
        Column that holds the text.
    width
        Characters of context on either side.
    part
        Only places in this part of full texts, the one that `compare_words` counts: "own",
        "quoted" or "all"; by default anywhere, page furniture too.

    Returns
    -------
    DataFrame
        One row a place, in order: the key, `start` and `end` (offsets into the untouched text),
        `left`, `match`, `right`. Line breaks in the context are shown as spaces.

    Raises
    ------
    KeyError
        The texts have no such column.
    ValueError
        There is no word to look for; there is no such part.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = pd.DataFrame({"report_id": ["one"], "digest": ["He said: no boots, no stove."]})
    >>> find_words(texts, "no boot*")[["start", "end", "match"]]
       start  end     match
    0      9   17  no boots
    """
    pattern = _pattern(words)
    if column not in texts:
        raise KeyError(f"texts have no column {column!r}; there are: {', '.join(texts)}")
    key = texts.columns[0]
    rows = [
        {
            key: name,
            "start": found.start(),
            "end": found.end(),
            "left": _one_line(text[max(0, found.start() - width) : found.start()]),
            "match": found.group(),
            "right": _one_line(text[found.end() : found.end() + width]),
        }
        for name, text in zip(texts[key], texts[column].fillna(""), strict=True)
        for found in pattern.finditer(text)
    ]
    found = pd.DataFrame(rows, columns=[key, "start", "end", "left", "match", "right"])
    if part is None:
        return found
    tokens = find_tokens(texts.assign(text=texts[column]), part=part)
    places = pd.MultiIndex.from_frame(tokens[[key, "start"]])
    inside = pd.MultiIndex.from_frame(found[[key, "start"]]).isin(places)
    return found[inside].reset_index(drop=True)


def _pattern(words: str) -> re.Pattern[str]:
    parts = words.split()
    if not any(part.strip("*") for part in parts):
        raise ValueError(f"{words!r} has no word to look for")
    escaped = (re.escape(part).replace(r"\*", r"\w*") for part in parts)
    return re.compile(r"(?<!\w)" + r"\s+".join(escaped) + r"(?!\w)", re.IGNORECASE)


def _one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
