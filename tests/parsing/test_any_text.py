"""Whatever a text holds, parsing ends, changes nothing, and every place it names is there.

The number of examples is that of the hypothesis profile: a few by default, thousands with
`--hypothesis-profile=nightly` (see `tests/conftest.py`).
"""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis.measuring.wording.speech import count_speech
from analysis.parsing.article import parse_article
from analysis.parsing.spans import Quote
from analysis.parsing.tabling import HALF, TABLES, article_data, article_tables
from analysis.reading.files import decode
from tests.parsing.evaluation import read_samples

SAMPLES = [gold.text for gold in read_samples().values()]
SCRAPS = [
    *"“”„‘’‚«»‹›'\"()[]{}<>:;,.?!…—–-•*|/\\©", "\n", "\r\n", "\r", "\t", " ", "\xa0", "\u2028",
    "\x85",
    "\x0b", "\x1c", "\ufeff", "\u200b", "\u200f", "\u0301", "\x00", "İ", "ß", "ﬁ", "😀", "٣", "²",
    "Ⅷ",
    " said ", " sagte ", " he told her: ", "according to the ", " laut dem ", "(R)=", "(R): ",
    "Speaker 1: ", "**Anna:** ", "on Monday (October 23) ", "32.13.2022", "31 February 2023 ",
    "0000-00-00", "2022-06-31", "June 2022", "3. Mai ", "last summer", "seit der Mobilmachung ",
    "READ MORE: ", "By ", "Last updated: ", "the SBU ", "200 ", "1,000,000,000,000 ", "9" * 30,
    "\n\n",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=8), max_size=50).map("".join)
REPEATED = st.builds(
    lambda unit, times: unit * times,
    st.lists(st.sampled_from(SCRAPS) | st.text(min_size=1, max_size=5), max_size=4).map("".join),
    st.integers(2, 60),
)


@st.composite
def broken_articles(draw: st.DrawFn) -> str:
    """A stretch of a sample text with something put in and something cut out."""
    text = draw(st.sampled_from(SAMPLES))
    start = draw(st.integers(0, len(text)))
    text = text[start : start + draw(st.integers(0, 700))]
    for _ in range(draw(st.integers(1, 4))):
        at, cut = draw(st.integers(0, len(text))), draw(st.integers(0, 12))
        text = text[:at] + draw(st.sampled_from(SCRAPS) | st.text(max_size=3)) + text[at + cut :]
    return text


def check(text: str) -> None:
    article = parse_article(text)
    assert article.text == text
    for name, table in article_tables(article).items():
        starts = [each.start for each in getattr(article, name)]
        assert starts == sorted(starts), name
        for row in table.itertuples():
            assert 0 <= row.start < row.end <= len(text)
            assert HALF.sub("\ufffd", text[row.start : row.end]) == row.text
    assert not list(_crossing(article.quotes))
    data = article_data(article)
    assert json.loads(json.dumps(data)) == data
    for start, end in _places(data):
        assert 0 <= start < end <= len(text)
    assert set(TABLES) < set(data)


def _crossing(quotes: list[Quote]) -> Iterator[Quote]:
    """Quotations that begin within one and end behind it."""
    around: list[Quote] = []
    for quote in sorted(quotes, key=lambda each: (each.start, -each.end)):
        while around and around[-1].end <= quote.start:
            around.pop()
        if around and quote.end > around[-1].end:
            yield quote
        around.append(quote)


def _places(data: Any) -> Iterator[tuple[int, int]]:
    """Every pair of offsets, however deep."""
    if isinstance(data, dict):
        if "start" in data:
            yield data["start"], data["end"]
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from _places(each)


@given(st.text(max_size=300))
def test_any_unicode(text: str) -> None:
    check(text)


@given(st.text(st.characters() | st.characters(categories=["Cs"]), max_size=120))
def test_half_characters(text: str) -> None:
    check(text)


@given(st.binary(max_size=400))
def test_any_bytes_that_decode(data: bytes) -> None:
    check(data.decode("latin-1"))
    found = decode(data)
    if found:
        check(found.text)


@given(MIXED)
def test_marks_words_and_dates_in_any_order(text: str) -> None:
    check(text)


@given(REPEATED)
def test_anything_repeated(text: str) -> None:
    check(text)


@given(broken_articles())
def test_broken_articles(text: str) -> None:
    check(text)


@given(MIXED | broken_articles())
def test_words_of_speech_are_never_more_than_all(text: str) -> None:
    (counted,) = count_speech(pd.DataFrame({"text_id": ["one"], "text": [text]})).to_dict("records")
    assert min(counted["words"], counted["quoted"], counted["spoken"]) >= 0
    assert counted["own"] >= 0
    assert counted["quoted"] + counted["spoken"] + counted["own"] == counted["words"]


@given(MIXED)
def test_paragraphs_hold_every_visible_letter_once(text: str) -> None:
    paragraphs = parse_article(text).paragraphs
    inside = [place for each in paragraphs for place in range(each.start, each.end)]
    assert len(inside) == len(set(inside))
    ink = {place for place, letter in enumerate(text) if letter.strip() and letter.isprintable()}
    assert ink <= set(inside)
