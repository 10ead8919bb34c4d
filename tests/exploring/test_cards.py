"""Reports as cards: what somebody else wrote stays text, and no strange address becomes a link."""

import pandas as pd
import pytest

import analysis
from analysis.exploring.cards import list_cards, say_short, web_address


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("http://a.example", "http://a.example"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,<b>", ""),
        ("https://[", ""),
        ("//a.example", ""),
        (None, ""),
        ("", ""),
    ],
)
def test_only_an_address_on_the_web_becomes_a_link(url, link):
    assert web_address(url) == link


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-10-03", "2023-10-09", "3–9 Oct 2023"),
        ("2022-12-01", "2023-01-31", "Dec 2022–Jan 2023"),
        ("2022-12-20", "2023-01-02", "20 Dec 2022–2 Jan 2023"),
        ("2023-02-01", "2023-02-28", "Feb 2023"),
        ("2023-10-31", "2023-10-31", "31 Oct 2023"),
    ],
)
def test_days_are_said_as_sure_as_they_are(first, last, said):
    assert say_short(pd.Timestamp(first), pd.Timestamp(last)) == said


def test_a_card_tells_who_when_what_and_of_which_call(first):
    found = analysis.find_reports(first)
    found = found[found["report_id"] == "2023-10-29-merkur-ivanivka"]
    [card] = list_cards(first, found, coder="adjudicated", shown=5)
    assert (card["name"], card["call"]) == ("Merkur", "ivanivka-forest-2023-10")
    assert card["facts"] == "on pledgetimes.com · 29 Oct 2023 · English · 1 call"
    assert "Losses" in [theme["title"] for theme in card["themes"]]


def test_what_is_not_known_is_said_or_left_out(five):
    cards = list_cards(five, analysis.find_reports(five), coder=None, shown=9)
    by_id = {card["id"]: card for card in cards}
    assert by_id["r4"]["name"] == "outlet not shown"
    assert by_id["r4"]["url"] == ""
    assert by_id["r5"]["facts"] == "undated · English · 1 call"
    assert by_id["r1"]["themes"] == []
