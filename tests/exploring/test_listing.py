"""The list of reports: what somebody else wrote stays text."""

import pytest

import analysis
from analysis.exploring.listing import link, list_html

EVIL = {
    "outlet": '<script>alert("o")</script>',
    "carried_by": "<img/src=x/onerror=alert(1)>",
    "digest": "</p><iframe src='https://evil.example'></iframe> & \"so on\"",
}


def test_names_and_digests_of_a_corpus_stay_text(make_corpus):
    corpus = make_corpus("report dates calls a\nr1 2022-05-01 k1 losses", **EVIL)
    shown = list_html(analysis.find_reports(corpus), "all")
    assert "&lt;script&gt;alert(&quot;o&quot;)&lt;/script&gt;" in shown
    assert "&lt;img/src=x/onerror=alert(1)&gt;" in shown
    assert "&lt;iframe src=&#x27;https://evil.example&#x27;&gt;" in shown
    assert not any(tag in shown for tag in ("<script", "<img", "<iframe"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/x", '<a href="https://a.example/x" target="_blank" '
         'rel="noopener noreferrer">a.example</a>'),
        ('https://a.example/"onclick="alert(1)', '<a href="https://a.example/&quot;onclick=&quot;'
         'alert(1)" target="_blank" rel="noopener noreferrer">a.example</a>'),
        ("javascript:alert(1)", "javascript:alert(1)"),
        (" javascript:alert(1)", " javascript:alert(1)"),
        ("data:text/html,<b>", "data:text/html,&lt;b&gt;"),
        ("https://[", "https://["),
        ("https://℀.example", "https://℀.example"),
        (None, "no address"),
        ("", "no address"),
    ],
)  # fmt: skip
def test_only_an_address_on_the_web_becomes_a_link(url, shown):
    assert link(url) == shown


def test_a_long_list_says_how_many_more_there_are(corpus):
    shown = list_html(analysis.find_reports(corpus), "all <of> them")
    assert shown.count("<li>") == 30
    assert "... and 231 more" in shown
    assert "all &lt;of&gt; them" in shown
