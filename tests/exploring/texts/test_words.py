"""The word explorer: what is typed is found, and a line leads to its text."""

import pandas as pd
import pytest

import analysis
from analysis.exploring.texts.lines import WordChoices, find_lines, lines_html, mark_of

REPORTS = """
report  dates                  outlet  carried_by  url                calls  a       adjudicated
r1      2022-05-03             A       -           https://a.example  k1     losses  losses
r2      2022-04-20/2022-06-08  -       b.example   https://b.example  k2     losses  losses
r3      -                      C       -           https://c.example  k3     losses  losses
"""
TEXT = """Advertisement: boots for winter

The guard has no boots, the report said. “My boots are gone,” the soldier said.
"""


@pytest.fixture
def three(make_corpus):
    return make_corpus(REPORTS, digest="A soldier asks for boots & socks.")


@pytest.fixture
def texts():
    rows = [("r1", TEXT), ("elsewhere", "New boots came.")]
    return pd.DataFrame(rows, columns=["report_id", "text"])


@pytest.fixture
def explorer(three, texts):
    return analysis.explore_words(three, texts, words="boots")


def rows(lines):
    return lines[["source", "report_id", "name"]].to_numpy().tolist()


def test_digests_and_texts_are_found_and_told_apart(explorer):
    assert rows(explorer.selected()) == [
        ["digest", "r2", "b.example"],
        ["digest", "r1", "A"],
        ["digest", "r3", "C"],
        *[["full text", "r1", "A"]] * 3,
        ["full text", "elsewhere", "elsewhere"],
    ]


@pytest.mark.parametrize(
    ("place", "number"), [("both", 7), ("digests", 3), ("texts", 4), ("own", 2), ("quoted", 1)]
)
def test_it_is_looked_where_it_is_asked_for(three, texts, place, number):
    assert len(find_lines(three, texts, WordChoices(words="boots", place=place))) == number


def test_offsets_are_those_of_the_untouched_text(explorer, texts):
    found = explorer.selected().query("source == 'full text' and report_id == 'r1'")
    assert [TEXT[line.start : line.end] for line in found.itertuples()] == ["boots"] * 3


def test_lines_are_sorted_by_the_words_beside(three, texts):
    after = find_lines(three, texts, WordChoices(words="boots", place="texts", order="after"))
    assert [right.split()[0] for right in after["right"]] == [",", "are", "came.", "for"]
    before = find_lines(three, texts, WordChoices(words="boots", place="texts", order="before"))
    ends = [left.split()[-1].casefold() for left in before["left"]]
    assert ends == ["advertisement:", "new", "no", "“my"]


def test_typing_finds_anew(explorer):
    explorer.choose(words="sock*")
    assert explorer.choices == WordChoices(words="sock*")
    assert explorer.selected()["match"].tolist() == ["socks"] * 3
    assert explorer.view["title"] == "“sock*”: 3 lines in 3 texts"
    assert explorer.view["subtitle"].startswith("3 in digests (our own words), 0 in full texts")


@pytest.mark.parametrize("words", ["", "  ", "*", " * * "])
def test_no_word_finds_nothing_and_says_what_to_do(three, texts, words):
    explorer = analysis.explore_words(three, texts, words=words)
    assert explorer.selected().empty
    assert explorer.view["title"] == "Type a word or a phrase"


def test_a_word_that_is_not_there_finds_no_line(three, texts):
    explorer = analysis.explore_words(three, texts, words="stove")
    assert "0 lines" in explorer.view["title"]
    assert explorer.view["chart"]["lines"] == []


def open_line(explorer, number):
    lines = list(explorer.selected().itertuples())
    explorer.choose(marks=[mark_of(lines[number])])
    return explorer.view["list"]


def hits(opened):
    passages = opened["text"] or []
    return [part for each in passages for part in each["parts"] if "hit" in part["names"]]


def test_a_line_of_a_text_opens_it_at_its_place(explorer):
    opened = open_line(explorer, 4)
    [hit] = hits(opened)
    assert (hit["text"], hit["start"]) == ("boots", TEXT.index("boots,"))
    assert opened["cards"][0]["facts"] == "3 May 2022 · English · 1 call"
    assert explorer.reader.article.text == TEXT


def test_a_text_is_whole_but_for_the_blanks_between_paragraphs(explorer):
    parts = [part["text"] for each in open_line(explorer, 4)["text"] for part in each["parts"]]
    assert "".join(parts) == TEXT.replace("\n", "")


def test_a_line_of_a_digest_opens_the_digest_with_its_facts(explorer):
    opened = open_line(explorer, 0)
    [card] = opened["cards"]
    assert card["facts"] == "20 Apr–8 Jun 2022 · English · 1 call"
    assert card["digest"][slice(*card["hit"])] == "boots"
    assert opened["text"] is None
    assert explorer.reader is None


def test_a_line_of_a_digest_opens_its_full_text_too(explorer):
    opened = open_line(explorer, 1)
    assert opened["text"]
    assert hits(opened) == []


def test_a_text_of_no_report_opens_without_facts(explorer):
    opened = open_line(explorer, 6)
    assert (opened["heading"], opened["cards"]) == ("elsewhere", [])


def test_a_line_stays_open_when_lines_are_sorted_otherwise_and_not_when_it_is_gone(explorer):
    opened = open_line(explorer, 4)
    explorer.choose(order="after")
    assert explorer.view["list"] == opened
    explorer.choose(words="guard")
    assert explorer.view["list"]["heading"] == "Choose a line to read what it is from"
    assert explorer.reader is None


def test_without_texts_digests_are_what_there_is(three):
    explorer = analysis.explore_words(three, pd.DataFrame(columns=["report_id", "text"]))
    assert explorer.choices.place == "digests"


def test_stored_texts_are_the_default(corpus):
    explorer = analysis.explore_words(corpus, words="winter*")
    stored = analysis.collecting.read_stored_texts(corpus)
    pd.testing.assert_frame_equal(explorer.texts.frame, stored)


@pytest.mark.parametrize("chosen", [{"place": "elsewhere"}, {"colour": "red"}])
def test_a_choice_that_there_is_not_is_named(three, texts, chosen):
    with pytest.raises(ValueError, match=r"there are|none of"):
        analysis.explore_words(three, texts, **chosen)


def test_what_others_wrote_stays_text_in_what_is_left_without_a_kernel(make_corpus):
    evil = "<script>alert(1)</script> boots <img src=x onerror=alert(1)>"
    corpus = make_corpus(REPORTS, digest=evil)
    texts = pd.DataFrame({"report_id": ["<b>r9</b>"], "text": [evil]})
    explorer = analysis.explore_words(corpus, texts, words="boots")
    for html in (lines_html(explorer.selected()), explorer.still()["text/html"]):
        assert "&lt;script&gt;" in html
        assert not any(tag in html for tag in ("<script", "<img", "<b>"))


def test_of_very_many_lines_the_first_are_shown_and_all_are_selected(three):
    texts = pd.DataFrame({"text_id": ["long"], "text": ["boots " * 400]})
    explorer = analysis.explore_words(three, texts, words="boots", place="texts")
    assert len(explorer.view["chart"]["lines"]) == 300
    assert len(explorer.selected()) == 400
    assert "The first 300 are shown" in explorer.view["subtitle"]


def test_what_is_selected_is_a_copy(explorer):
    taken = explorer.selected()
    taken["match"] = ""
    assert set(explorer.selected()["match"]) == {"boots"}


def test_without_a_kernel_the_first_lines_are_there(explorer):
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/html"].count("<tr>") == 1 + 7
    assert data["text/plain"].startswith("“boots”: 7 lines in 4 texts")
