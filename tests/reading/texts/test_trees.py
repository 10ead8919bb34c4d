"""Feeds, formats of news and exports that are trees of elements: each article with its facts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import BODY, RAIN, TENTS, europresse, feed

TEXT = f"<p>{RAIN}</p><p>{TENTS}</p>"


def read(folder: Path, data: bytes | str, name: str = "a.xml") -> list[Document]:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_texts(folder / name))


def facts(document: Document) -> dict[str, str]:
    return {name: fact.value for name, fact in document.facts.items()}


BOOTS = {"title": "Wet boots", "author": "Ann Reed", "outlet": "Harbour Courier"}
ONE = {
    "factiva": (
        "<PPSResponse><ppsArticleResponse xmlns='http://global.factiva.com/pps/2.0'><article>"
        "<headline><paragraph>Wet boots</paragraph></headline><byline>Ann Reed</byline>"
        "<publicationDate><date>2022-07-03</date></publicationDate><sourceName>Harbour Courier"
        f"</sourceName><leadParagraph><paragraph>{RAIN}</paragraph></leadParagraph><tailParagraphs>"
        f"<paragraph>{TENTS}</paragraph></tailParagraphs></article></ppsArticleResponse>"
        "</PPSResponse>",
        {"date": "2022-07-03"},
    ),
    "nitf": (
        "<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf><head><pubdata "
        "name='Harbour Courier' date.publication='20220703T100000Z'/></head><body><body.head>"
        "<hedline><hl1>Wet boots</hl1></hedline><byline>Ann Reed</byline></body.head>"
        f"<body.content>{TEXT}</body.content></body></nitf>",
        {"date": "2022-07-03"},
    ),
    "newsml g2": (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta>"
        "<provider literal='Harbour Courier'/>"
        "<versionCreated>2022-07-04T08:00:00Z</versionCreated></itemMeta><contentMeta>"
        "<contentCreated>2022-07-03</contentCreated><headline>Wet boots</headline><by>Ann Reed</by>"
        "</contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head>"
        f"<title>x</title></head><body>{TEXT}</body></html></inlineXML></contentSet></newsItem>",
        {"date": "2022-07-03", "changed": "2022-07-04T08:00:00Z"},
    ),
    "atom": (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Harbour Courier</title>"
        "<entry><title type='html'>Wet &lt;b&gt;boots&lt;/b&gt;</title><author><name>Ann Reed"
        "</name></author><link href='https://courier.example/a'/><published>2022-07-03"
        "</published><updated>2022-07-05</updated><content type='xhtml'>"
        f"<div>{TEXT}</div></content></entry></feed>",
        {"date": "2022-07-03", "changed": "2022-07-05", "url": "https://courier.example/a",
         "language": "en"},
    ),
    "tei": (
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt><title>Wet boots"
        "</title><author>Ann Reed</author></titleStmt><publicationStmt><publisher>Harbour Courier"
        "</publisher><date when='2022-07-03'/></publicationStmt></fileDesc></teiHeader><text><body>"
        f"{TEXT}</body></text></TEI>",
        {"date": "2022-07-03"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_format_of_news_gives_its_article(tmp_path: Path, name: str) -> None:
    data, more = ONE[name]
    [document] = read(tmp_path, data)
    assert document.text == f"Wet boots\n\n{RAIN}\n\n{TENTS}"
    assert facts(document) == BOOTS | more
    assert document.notes == ()


def test_feed_gives_each_entry_with_its_whole_text(tmp_path: Path) -> None:
    first, second = read(tmp_path, feed(("Wet boots", RAIN), ("Dry socks", TENTS)))
    assert first.text == f"Wet boots\n\n{RAIN}"
    assert facts(second) == {
        "title": "Dry socks", "date": "Sun, 02 Jul 2022 10:00:00 GMT", "outlet": "Harbour Courier",
        "url": "https://courier.example/2", "language": "en",
    }  # fmt: skip


def test_signs_that_feeds_leave_bare_are_kept(tmp_path: Path) -> None:
    data = feed(("Wet & cold&nbsp;boots", RAIN)).decode()
    [document] = read(tmp_path, data)
    assert document.fact("title") == "Wet & cold boots"
    assert document.notes == ()


def test_broken_feed_says_so(tmp_path: Path) -> None:
    [document] = read(tmp_path, feed(("Wet boots", RAIN)).decode().removesuffix("</channel></rss>"))
    assert document.text == f"Wet boots\n\n{RAIN}"
    assert document.notes == ("its XML is broken on line 1, text may be missing",)


def test_unknown_xml_is_refused_by_its_name(tmp_path: Path) -> None:
    [problem] = read(tmp_path, f"<?xml version='1.0'?><shelf><book>{RAIN}</book></shelf>")
    assert problem[:3] == ("a.xml", 0, "is XML of a kind that is not known (<shelf>)")


def test_entities_that_burst_do_no_harm(tmp_path: Path) -> None:
    levels = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    data = f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a0 'rain '>{levels}]><rss>&a11;</rss>"
    assert len(read(tmp_path, data)) == 1


def test_paragraph_of_many_elements_takes_time_as_it_grows(tmp_path: Path) -> None:
    words = "<b>a</b> " * 200_000
    [document] = read(tmp_path, feed(("Wet boots", words)))
    assert document.text.count("a") == 200_000


PRESS = [
    ("Le Quai", "Monde, dimanche 3 juillet 2022", "Bottes mouillées", BODY),
    ("La Rive", "Mardi 9 août 2022", "Bottes sèches", [TENTS]),
]


def test_europresse_page_gives_each_article(tmp_path: Path) -> None:
    first, second = read(tmp_path, europresse(*PRESS), "e.html")
    assert first.text == "\n\n".join(["Bottes mouillées", *BODY])
    assert (first.fact("outlet"), second.fact("outlet")) == ("Le Quai", "La Rive")
    assert first.fact("date").startswith("Monde, dimanche 3 juillet 2022")


def test_messenger_page_gives_each_post(tmp_path: Path) -> None:
    post = (
        "<div class='message default clearfix{}'><div class='body'><div class='pull_right date "
        "details' title='0{}.07.2022 10:00:00 UTC+03:00'>10:00</div>{}<div class='text'>{}</div>"
        "</div></div>"
    )
    name = "<div class='from_name'> Harbour Channel </div>"
    data = (
        "<html><body><div class='page_header'><div class='text bold'>Harbour Channel</div></div>"
        "<div class='message service'><div class='body details'>3 July 2022</div></div>"
        f"{post.format('', 3, name, RAIN)}{post.format(' joined', 4, '', TENTS)}</body></html>"
    )
    first, second = read(tmp_path, data, "messages.html")
    assert [first.text, second.text] == [RAIN, TENTS]
    assert facts(second) == {"date": "04.07.2022 10:00:00 UTC+03:00", "outlet": "Harbour Channel"}


WORD = st.text("abc ä", min_size=1, max_size=9).filter(str.strip)
WORDS = st.lists(WORD, min_size=1, max_size=4)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_as_many_articles_come_out_as_went_in(tmp_path_factory, bodies: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("trees")
    articles = [("Le Quai", "3 juillet 2022", f"T{n}", body) for n, body in enumerate(bodies)]
    found = read(folder, europresse(*articles), "e.html")
    assert [document.text.split() for document in found] == [
        [f"T{n}", *" ".join(body).split()] for n, body in enumerate(bodies)
    ]
    items = [(f"T{n}", " ".join(body)) for n, body in enumerate(bodies)]
    assert [document.text.split() for document in read(folder, feed(*items))] == [
        [title, *text.split()] for title, text in items
    ]
