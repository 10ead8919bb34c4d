"""What a page names as its own day: one test a rule."""

import lxml.html
import pytest

from analysis.reading.texts.pagedates import PageDates

BODY = (
    "<p>The ferry between the two quays was late again, passengers said in the rain.</p>"
    "<p>Nobody in the harbour office would say when the next boat was to leave that morning.</p>"
)


def read(head: str = "", above: str = "", below: str = "") -> PageDates:
    html = (
        f"<html><head><title>Ferry late</title>{head}</head><body><article><h1>Ferry late</h1>"
        f"{above}{BODY}</article>{below}</body></html>"
    )
    return PageDates(lxml.html.fromstring(html), html)


def facts(dates: PageDates) -> dict[str, str]:
    """The first fact of each name, as the reader of pages takes them."""
    return {name: value for name, value, _ in reversed(dates.facts)}


def linked(data: str) -> str:
    """Linked data, in which DATED stands for a date of publishing."""
    dated = data.replace("DATED", '"datePublished": "2022-07-03"')
    return f'<script type="application/ld+json">{dated}</script>'


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2022-07-03">',
        '<meta name="DC.date.issued" content="2022-07-03">',
        '<meta name="parsely-page" content=\'{"pub_date": "2022-07-03"}\'>',
        '<meta name="date" content="2022-07-03">',
        linked('{"@type": "NewsArticle", DATED}'),
        linked('{"@graph": [{"@type": "WebSite"}, {"@type": "Article", DATED}]}'),
        linked('[{"@type": ["BlogPosting"], DATED}]'),
        linked('{"@type": "WebPage", "mainEntity": {"@type": "Report", DATED}}'),
        linked('{"@type": "WebPage", DATED}'),
    ],
)  # fmt: skip
def test_head_names_the_day_of_publishing(head: str) -> None:
    assert facts(read(head)) == {"date": "2022-07-03"}


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="expires" content="2022-07-03">',
        '<meta property="book:release_date" content="2022-07-03">',
        '<meta name="copyright" content="2022">',
        '<meta property="og:image" content="https://a.example/2022/07/03/a.jpg">',
        '<script>var page = {\"datePublished\": \"2022-07-03\"}</script>',
        linked('{"@type": "Event", "startDate": "2022-07-03"}'),
        linked('{"@type": "Article", "comment": {"@type": "Comment", DATED}}'),
        linked('{"@type": "ItemList", "itemListElement": [{"@type": "Article", DATED}]}'),
        linked('{"@type": "WebSite", DATED}'),
        linked('{"@type": "Article", DATED,'),
    ],
)  # fmt: skip
def test_other_days_of_a_head_are_none_of_publishing(head: str) -> None:
    assert read(head).facts == []


def test_of_several_linked_articles_the_one_that_the_page_is_titled_by_counts() -> None:
    data = (
        '[{"@type": "Article", "headline": "Fog", "datePublished": "2021-01-01"},'
        ' {"@type": "Article", "headline": "Ferry late", DATED}]'
    )
    assert facts(read(linked(data))) == {"date": "2022-07-03"}
    assert read(linked(data.replace("Ferry late", "Quay closed"))).facts == []


def test_day_of_a_change_is_one_of_a_change() -> None:
    head = '<meta property="og:updated_time" content="2022-07-05">'
    assert facts(read(head)) == {"changed": "2022-07-05"}
    assert facts(read(linked('{"@type": "Article", "dateModified": "2022-07-05"}'))) == {
        "changed": "2022-07-05"
    }


def test_what_only_may_be_the_day_of_publishing_gives_way_to_a_shown_line() -> None:
    head = '<meta name="date" content="2023-09-01">'
    page = read(head, "<p>Published 3 July 2022</p>")
    assert (page.facts, page.above) == ([], ["Published 3 July 2022"])


@pytest.mark.parametrize(
    "above",
    [
        '<meta itemprop="datePublished" content="2022-07-03">',
        '<span property="datePublished" content="2022-07-03">Sunday</span>',
        '<time pubdate datetime="2022-07-03">Sunday</time>',
        '<time class="entry-date published" datetime="2022-07-03">Sunday</time>',
        '<p>By Ann <time datetime="2022-07-03">Sunday</time></p>',
    ],
)
def test_markup_in_the_article_names_its_day(above: str) -> None:
    assert facts(read("", above)) == {"date": "2022-07-03"}


@pytest.mark.parametrize(
    "element",
    [
        '<div itemscope><time itemprop="datePublished" datetime="2021-02-03">3 Feb</time></div>',
        '<aside><time itemprop="datePublished" datetime="2021-02-03">3 Feb</time></aside>',
        '<div class="comments"><time pubdate datetime="2021-02-03">3 February 2021</time></div>',
        "<article><h4>Fog</h4><time datetime='2021-02-03'>3 February 2021</time></article>",
        "<footer>© 2021</footer>",
    ],
)
def test_dates_of_something_beside_the_article_are_left_out(element: str) -> None:
    page = read("", "", element)
    assert (page.facts, page.above, page.below) == ([], [], [])


@pytest.mark.parametrize(
    "element",
    [
        '<figure><img src="a.jpg"><figcaption>The quay on 9 May 2019</figcaption></figure>',
        '<div class="related"><a href="/a">Fog</a> <span>3 March 2020</span></div>',
        "<blockquote>Late again. <a>March 1, 2021</a></blockquote>",
    ],
)
def test_line_of_something_else_above_the_text_is_told_apart(element: str) -> None:
    page = read("", element)
    assert page.above == []
    assert page.others


def test_label_stands_before_what_it_labels() -> None:
    page = read(
        "", "<dl><dt>Published</dt><dd>5 Mar 2022</dd><dt>Updated</dt><dd>9 Mar 2022</dd></dl>"
    )
    assert page.above == ["Published 5 Mar 2022", "Updated 9 Mar 2022"]


def test_line_above_the_headline_counts_within_the_article_only() -> None:
    inside = "<article><p>5 March 2022</p><h1>Ferry late</h1>{}</article>"
    outside = "<header>5 March 2022</header><article><h1>Ferry late</h1>{}</article>"
    for html, shown in ((inside, ["5 March 2022"]), (outside, [])):
        whole = f"<html><body>{html.format(BODY)}</body></html>"
        assert PageDates(lxml.html.fromstring(whole), whole).above == shown


def test_line_at_the_foot_counts_up_to_the_next_heading() -> None:
    html = (
        f"<html><body><main><h1>Ferry late</h1>{BODY}<p>First published on 5 March 2022</p>"
        "<h2>More</h2><p>6 March 2022</p></main></body></html>"
    )
    assert PageDates(lxml.html.fromstring(html), html).below == ["First published on 5 March 2022"]


@pytest.mark.parametrize("tag", ["header", "footer"])
def test_line_of_the_whole_page_is_none_of_its_text(tag: str) -> None:
    line = f"<{tag}>Page updated on 6 March 2022</{tag}>"
    html = f"<html><body><h1>Ferry late</h1>{BODY}{line}</body></html>"
    assert PageDates(lxml.html.fromstring(html), html).below == []


def test_page_that_lists_articles_has_no_day() -> None:
    post = f"<div class='post'><h2>Fog</h2><p>12 March 2021</p>{BODY}</div>"
    html = f"<html><body><main><h1>Archive</h1>{post}{post}</main></body></html>"
    page = PageDates(lxml.html.fromstring(html), html)
    assert (page.above, page.others) == ([], {"12 March 2021"})


def test_archive_says_when_it_saved_the_page() -> None:
    page = read("", "", "<!-- FILE ARCHIVED ON 10:11:12 Jun 07, 2022 AND RETRIEVED FROM -->")
    assert facts(page) == {"saved": "Jun 07, 2022"}


def test_page_without_any_text_has_no_day() -> None:
    html = "<html><body></body></html>"
    page = PageDates(lxml.html.fromstring(html), html)
    assert (page.facts, page.above, page.below) == ([], [], [])
