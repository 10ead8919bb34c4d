import re

from analysis import explore_text
from analysis.collecting import read_samples
from analysis.exploring.texts.reader import text_html
from analysis.parsing.article import parse_article


def html(text: str) -> str:
    return text_html(parse_article(text))


def test_the_text_is_shown_whole_and_as_it_is() -> None:
    for text in read_samples()["text"]:
        shown = re.sub(r"<[^>]+>", "", html(text).split("</p>", 1)[1])
        for word in ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"):
            shown = shown.replace(*word)
        assert re.sub(r"\s", "", shown) == re.sub(r"\s|\ufeff", "", text)


def test_what_a_text_holds_is_not_executed() -> None:
    shown = html("<script>alert(1)</script> “<img src=x onerror=y>,” said the <b>soldier</b>.")
    assert "<script" not in shown
    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;script&gt;" in shown


def test_a_quotation_is_marked_with_its_role_and_offsets() -> None:
    shown = html("“It rains,” the soldier said.")
    assert '<span class="quote soldier" title="1 to 10: quote soldier">It rains,</span>' in shown


def test_furniture_is_greyed_and_not_deleted() -> None:
    shown = html("“It rains,” the soldier said.\n\nAdvertisement\n\nHe has no boots left.")
    assert re.search(r'<p class="furniture"><span[^>]*>Advertisement</span></p>', shown)


def test_the_tables_are_beside_the_text() -> None:
    reader = explore_text("“It rains,” the soldier said.")
    assert reader.tables["quotes"]["text"].tolist() == ["It rains,"]
    assert reader.children[1].titles[1] == "1 quotes"


def test_without_a_kernel_the_text_is_there() -> None:
    bundle = explore_text("“It rains,” the soldier said.")._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "It rains," in data["text/html"]
    assert data["text/plain"].startswith("Text with 1 paragraphs, 1 quotes, 0 turns, 0 reported,")
