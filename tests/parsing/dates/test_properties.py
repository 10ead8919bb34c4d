"""No text breaks the readers of dates and calls, and what they find lies within it."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.parsing.calls.telling import parse_calls
from analysis.parsing.dates.pages import parse_address_date
from analysis.parsing.dates.published import parse_published
from analysis.parsing.dates.stated import find_dates
from analysis.parsing.prose import Prose
from analysis.parsing.spans import DateInterval, Paragraph, Quote

PIECES = st.sampled_from(
    [
        "Monday",
        "23",
        ".",
        "Oktober",
        "October",
        "(October",
        "23)",
        "2023",
        "2023-",
        "-10-29",
        "/",
        "29/10/",
        "\n",
        "on",
        "am",
        "Published:",
        "Last",
        "updated:",
        "more",
        "than",
        "100",
        "days",
        "of",
        "war",
        "call",
        "published",
        "almost",
        "two",
        "soldiers",
        "1.000",
        "%",
        "",
        "200s",
        "3rd",
        "brigade",
        "Lyman",
        "٢٣",
        "২",
        "²",
        "İ",
        "ß",
        "99999999",
        "in",
        "0000",
        "第",
        "年",
        "月",
        "日",
        "mai",
        "“",
        "”",
        "this",
        "winter",
        "Kyiv",
        "–",
        "https://a.b/2023/10/",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=25).map(" ".join))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_dates_lie_within_the_text_in_order_without_overlap(text: str) -> None:
    found = find_dates(text)
    ends = [each.end for each in found]
    assert all(each.start < each.end <= len(text) for each in found)
    assert all(end <= each.start for end, each in zip(ends, found[1:], strict=False))
    assert all(each.first <= each.last for each in found if each.first and each.last)


@given(TEXTS, st.sampled_from(["body", "date", "byline", "dateline", "headline", "furniture"]))
@settings(max_examples=150, deadline=None)
def test_publication_is_an_interval_with_evidence_in_the_text(text: str, kind: str) -> None:
    paragraphs = [Paragraph(0, len(text), kind)]
    found = parse_published(Prose(text, paragraphs))
    assert found.first is None or found.last is None or found.first <= found.last
    assert (found.first is None) == (found.basis == "unknown")
    assert all(0 <= each.start < each.end <= len(text) for each in found.evidence)
    parse_published(Prose(text, paragraphs), latest=date(2023, 12, 31), address=text)


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=150, deadline=None)
def test_calls_lie_within_the_text(text: str, start: int, end: int) -> None:
    first, last = sorted((min(start, len(text)), min(end, len(text))))
    quotes = [Quote(first, last, "speech")] if first < last else []
    paragraphs = [Paragraph(0, len(text), "body")] if text else []
    day = DateInterval(date(2023, 10, 29), date(2023, 10, 29), "stated")
    for call in parse_calls(Prose(text, paragraphs, quotes), day):
        for each in (call, *call.places, *call.formations, *call.figures):
            assert 0 <= each.start < each.end <= len(text)


@given(TEXTS)
def test_any_address_is_read_or_refused(address: str) -> None:
    days = parse_address_date(address)
    assert days is None or days[0] <= days[1]


def test_long_runs_of_one_sign_are_read_in_linear_time() -> None:
    for sign in ("1", " ", "a ", "1.", "May ", ". ", "\n", "(", "2023-", "more than "):
        text = sign * (40_000 // len(sign))
        paragraphs = [Paragraph(0, len(text), "body")]
        find_dates(text)
        parse_published(Prose(text, paragraphs))
        parse_calls(Prose(text, paragraphs), DateInterval(None, None, "unknown"))
