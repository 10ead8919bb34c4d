"""Links: what somebody else wrote stays text."""

import pytest

from analysis.exploring.listing import link


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
