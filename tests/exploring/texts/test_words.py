"""The word explorer: what is typed is found, and a line leads to its text."""

import pandas as pd
import pytest

import analysis
from analysis.exploring.texts.linelist import NONE
from analysis.exploring.texts.lines import WordView, find_lines, lines_html, say_lines

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
    assert len(find_lines(three, texts, WordView("boots", place))) == number


def test_offsets_are_those_of_the_untouched_text(explorer, texts):
    found = explorer.selected().query("source == 'full text' and report_id == 'r1'")
    assert [TEXT[line.start : line.end] for line in found.itertuples()] == ["boots"] * 3


def test_lines_are_sorted_by_the_words_beside(three, texts):
    after = find_lines(three, texts, WordView("boots", "texts", "after"))
    assert [right.split()[0] for right in after["right"]] == [",", "are", "came.", "for"]
    before = find_lines(three, texts, WordView("boots", "texts", "before"))
    ends = [left.split()[-1].casefold() for left in before["left"]]
    assert ends == ["advertisement:", "new", "no", "“my"]


def test_typing_finds_anew(explorer):
    explorer._controls.widgets["words"].value = "sock*"
    assert explorer.view == WordView("sock*", "both", "date")
    assert explorer.selected()["match"].tolist() == ["socks"] * 3
    assert "3 lines in 3 texts (3 in digests (our own words), 0 in full texts)" in (
        explorer._heading.value
    )


@pytest.mark.parametrize("words", ["", "  ", "*", " * * "])
def test_no_word_finds_nothing_and_says_what_to_do(three, texts, words):
    explorer = analysis.explore_words(three, texts, words=words)
    assert explorer.selected().empty
    assert "Type a word" in explorer._heading.value


def test_a_word_that_is_not_there_finds_no_line(three, texts):
    explorer = analysis.explore_words(three, texts, words="stove")
    assert "0 lines" in explorer._heading.value
    assert explorer._lines.lines == []


def test_a_line_of_a_text_opens_the_reader_at_its_place(explorer):
    explorer._lines.opened = 4
    assert explorer.reader.article.text == TEXT
    assert explorer.reader.still.count('class="hit"') == 1
    start = TEXT.index("boots,")
    assert f'<span class="hit" title="{start} to {start + 5}: hit">boots</span>' in (
        explorer.reader.still
    )
    facts, reader = explorer._opened.children
    assert "2022-05-03" in facts.value
    assert reader is explorer.reader


def test_a_line_of_a_digest_opens_the_digest_with_its_facts(explorer):
    explorer._lines.opened = 0
    (facts,) = explorer._opened.children
    assert "between 2022-04-20 and 2022-06-08" in facts.value
    assert "asks for <mark>boots</mark> &amp; socks." in facts.value
    assert explorer.reader is None


def test_a_line_of_a_digest_opens_its_full_text_too(explorer):
    explorer._lines.opened = 1
    assert explorer.reader.article.text == TEXT
    assert "hit" not in explorer.reader.still.split("</style>")[1]


def test_a_text_of_no_report_opens_without_facts(explorer):
    explorer._lines.opened = 6
    assert explorer._opened.children == (explorer.reader,)


def test_a_new_search_closes_what_was_open(explorer):
    explorer._lines.opened = 4
    explorer._controls.widgets["words"].value = "guard"
    assert explorer._lines.opened == NONE
    assert explorer._opened.children == ()
    assert explorer.reader is None


def test_without_texts_digests_are_what_there_is(three):
    explorer = analysis.explore_words(three, pd.DataFrame(columns=["report_id", "text"]))
    assert explorer.view.place == "digests"


def test_stored_texts_are_the_default(corpus):
    explorer = analysis.explore_words(corpus, words="winter*")
    stored = analysis.collecting.read_stored_texts(corpus)
    pd.testing.assert_frame_equal(explorer.texts.frame, stored)


@pytest.mark.parametrize("chosen", [{"place": "elsewhere"}, {"colour": "red"}])
def test_a_choice_that_there_is_not_is_named(three, texts, chosen):
    with pytest.raises(ValueError, match=r"there are|none of"):
        analysis.explore_words(three, texts, **chosen)


def test_what_others_wrote_stays_text(make_corpus):
    evil = "<script>alert(1)</script> boots <img src=x onerror=alert(1)>"
    corpus = make_corpus(REPORTS, digest=evil)
    texts = pd.DataFrame({"report_id": ["<b>r9</b>"], "text": [evil]})
    explorer = analysis.explore_words(corpus, texts, words="boots")
    shown = [lines_html(explorer.selected())]
    for number in range(len(explorer.selected())):
        explorer._lines.opened = number
        shown += [getattr(each, "value", None) or each.still for each in explorer._opened.children]
    explorer._controls.widgets["words"].value = "<script>"
    shown.append(explorer._heading.value)
    for html in shown:
        assert not any(tag in html for tag in ("<script", "<img", "<b>"))


def test_of_very_many_lines_the_first_are_shown_and_all_are_selected(three):
    texts = pd.DataFrame({"text_id": ["long"], "text": ["boots " * 400]})
    explorer = analysis.explore_words(three, texts, words="boots", place="texts")
    assert len(explorer._lines.lines) == 300
    assert len(explorer.selected()) == 400
    assert "the first 300 shown" in say_lines(explorer.selected(), explorer.view)


def test_what_is_selected_is_a_copy(explorer):
    taken = explorer.selected()
    taken["match"] = ""
    assert set(explorer.selected()["match"]) == {"boots"}


def test_without_a_kernel_the_first_lines_are_there(explorer):
    bundle = explorer._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/html"].count('class="line"') == 7
    assert "<button" not in data["text/html"]
    assert data["text/plain"].startswith("“boots”: 7 lines in 4 texts")
