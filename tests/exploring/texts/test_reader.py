"""The reader: who speaks, what is shown, and what is left where there is no kernel."""

import re

import pytest

from analysis import explore_text
from analysis.collecting import read_samples
from analysis.exploring.texts.speaking import text_html
from analysis.parsing.article import parse_article

TEXT = (
    "“It rains,” the soldier said, according to the SBU. “Come home,” his wife replied. The "
    "soldier allegedly said that he has no boots. “Mud,” the soldier said."
)


def html(text: str) -> str:
    return text_html(parse_article(text))


@pytest.fixture
def reader():
    return explore_text(TEXT)


def parts(reader):
    return [part for each in reader.view["chart"]["paragraphs"] for part in each["parts"]]


def speech(reader):
    return {each["name"]: each["rows"] for each in reader.view["list"]["speech"]}


def test_what_is_said_is_marked_with_role_and_place(reader):
    rains = next(part for part in parts(reader) if part["text"] == "It rains,")
    assert (rains["start"], rains["names"], rains["says"]) == (1, ["quote", "soldier"], 0)


def test_the_parts_are_the_text_whole_and_as_it_is():
    for text in read_samples()["text"]:
        shown = "".join(part["text"] for part in parts(explore_text(text)))
        assert re.sub(r"\s", "", shown) == re.sub(r"\s|\ufeff", "", text)


def test_beside_it_stands_who_speaks_with_numbers_and_places(reader):
    rows = speech(reader)
    assert [row["text"] for row in rows["wife"]] == ["Come home,"]
    start = TEXT.index("Come home")
    assert rows["wife"][0]["at"] == f"{start}–{start + 10}"
    assert rows["wife"][0]["mark"] == [start, start + 10]
    assert next(iter(rows)) == "soldier"
    assert [row["text"] for row in rows["words of distance"]] == ["allegedly"]


def test_each_row_and_its_quotation_are_linked(reader):
    rows = {row["says"]: row["mark"][0] for each in speech(reader).values() for row in each}
    for part in parts(reader):
        if part["says"] is not None:
            assert rows[part["says"]] <= part["start"]


def test_the_legend_has_only_what_is_there_with_its_number(reader):
    [control] = reader.view["controls"]
    offered = {each["value"]: each["number"] for each in control["options"]}
    assert list(offered) == ["soldier", "wife", "marker", "source"]
    assert offered["wife"] == 1
    assert offered["marker"] == 1


def test_a_legend_entry_shows_only_that(reader):
    reader.choose(only=["wife"])
    named = {name for part in parts(reader) for name in part["names"]}
    assert named == {"quote", "wife"}
    assert list(speech(reader)) == ["wife"]
    assert reader.selected()["role"].tolist() == ["wife"]


def test_what_is_chosen_is_a_frame(reader):
    assert set(reader.selected()["role"]) == {"soldier", "wife"}
    assert reader.selected()["start"].is_monotonic_increasing
    reader.choose(marks=[[1, 10]])
    row = reader.selected().iloc[0]
    assert (row["sort"], row["start"], row["end"], row["text"], row["role"]) == (
        "quotation", 1, 10, "It rains,", "soldier",
    )  # fmt: skip
    assert TEXT[row["start"] : row["end"]] == row["text"]


def test_the_title_says_how_much_is_said_and_by_whom(reader):
    said = reader.selected()["role"].value_counts()
    assert reader.view["title"] == (
        f"Speech {len(reader.selected())} times: soldier {said['soldier']}, wife 1"
    )
    assert explore_text("It rains.").view["title"] == "Nothing is said in this text"


def test_a_stretch_can_be_marked():
    reader = explore_text(TEXT, mark=(4, 9))
    assert [part["text"] for part in parts(reader) if "hit" in part["names"]] == ["rains"]


def test_a_first_choice_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="only 'mother' is none of: soldier, wife"):
        explore_text(TEXT, only=["mother"])


def test_the_tables_hold_all_that_was_found(reader):
    assert reader.tables["quotes"]["text"].tolist()[:2] == ["It rains,", "Come home,"]


def test_without_a_kernel_the_text_is_whole_and_as_it_is():
    for text in read_samples()["text"]:
        body = html(text).split("</p>", 1)[1].split("<details>")[0]
        shown = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", body)
        for word in ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&"):
            shown = shown.replace(*word)
        assert re.sub(r"\s", "", shown) == re.sub(r"\s|\ufeff", "", text)


def test_what_a_text_holds_is_not_executed():
    shown = html("<script>alert(1)</script> “<img src=x onerror=y>,” said the <b>soldier</b>.")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;" in shown


def test_without_a_style_sheet_roles_have_colours_numbers_and_words():
    shown = html(TEXT)
    assert "<style" not in shown
    assert "class=" not in shown
    tint = 'style="background-color:#cfe5f4;color:#1f2430" title="1 to 10: quote soldier"'
    assert f"<span {tint}>It rains,</span><sup>1</sup>" in shown
    assert re.search(r"<td>1</td>.*?soldier.*?<td [^>]*>It rains,</td><td>1–10</td>", shown)
    assert re.sub(r"<[^>]+>", "", shown).startswith("soldier 3 · wife 1 · words of distance 1")


def test_furniture_is_greyed_and_not_deleted():
    shown = html("“It rains,” the soldier said.\n\nAdvertisement\n\nHe has no boots left.")
    assert re.search(r'<p style="color:#767b84[^"]*"><span[^>]*>Advertisement</span></p>', shown)


def test_the_bundle_has_the_text_and_words():
    bundle = explore_text("“It rains,” the soldier said.")._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "It rains," in data["text/html"]
    assert data["text/plain"] == "Speech 1 time: soldier 1"
