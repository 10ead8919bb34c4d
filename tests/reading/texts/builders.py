"""Files in the layouts that the kit reads, made of texts written for the purpose."""

import io
import textwrap
import zipfile
from collections.abc import Iterable
from functools import cache

import docx

RAIN = "It rains on the quay, a soldier tells his aunt in a call that a service says it recorded."
TENTS = "The tents came on Tuesday, he says, and by Friday the wind had taken three of the four."
BODY = [RAIN, TENTS, "“Nobody counts the blankets,” he adds, and laughs at his own list."]

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0034)https://harbour.example/wet-boots -->
<html lang="en"><head><meta charset="{charset}"><title>Wet boots - Harbour Post</title>
<meta property="og:title" content="Wet boots"><meta name="author" content="Ann Reed">
<meta property="article:published_time" content="2022-07-03T10:00:00Z">
<meta property="og:site_name" content="Harbour Post"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Wet boots</h1>{paragraphs}</article>
<footer>All rights reserved. Cookie settings</footer></body></html>"""


def page(body: Iterable[str] = BODY, charset: str = "utf-8") -> bytes:
    paragraphs = "\n".join(f"<p>{each}</p>" for each in body)
    return PAGE.format(charset=charset, paragraphs=paragraphs).encode(charset)


def word_file(lines: Iterable[str]) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


WORD_XML = (
    "<?xml version='1.0'?><w:document xmlns:w="
    "'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{}</w:body></w:document>"
)


@cache
def _empty_word_file() -> dict[str, bytes]:
    return unpacked(word_file([]))


def word_xml(inner: str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word file with this XML as its body."""
    document = {"word/document.xml": WORD_XML.format(inner).encode("utf-8", "replace")}
    return packed(_empty_word_file() | document, method)


CELL = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>rain</w:t></w:r></w:p></w:tc>"


def table_file(facts: str = "<w:gridSpan w:val='2'/><w:vMerge/>", rows: int = 3) -> bytes:
    """A Word file with a table of one column, whose cells are of these properties."""
    return word_xml(f"<w:tbl>{f'<w:tr>{CELL.format(facts)}</w:tr>' * rows}</w:tbl>")


def rtf(lines: Iterable[str], page: int = 1252) -> bytes:
    """RTF as word processors write it: other than ASCII as the bytes of the code page, in hex."""

    def coded(line: str) -> str:
        out = ""
        for each in line.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}"):
            if each < "\x80":
                out += each
                continue
            try:
                out += "".join(rf"\'{byte:02x}" for byte in each.encode(f"cp{page}"))
            except UnicodeEncodeError:
                out += rf"\u{ord(each)}?"
        return out

    head = rf"{{\rtf1\ansi\ansicpg{page}\deff0{{\fonttbl{{\f0 Times New Roman;}}}}\f0 "
    return (head + "\\par\n".join(map(coded, lines)) + "\\par\n}").encode("ascii")


def nexis(*articles: tuple[str, str, str, str, list[str]]) -> list[str]:
    """Lines of a Nexis Uni export: cover page, then title, outlet, date, byline, body of each."""
    lines = ["User Name: = reader", "Date and Time: Sunday, July 3, 2022", "Job Number: 1"]
    lines += [f"Documents ({len(articles)})"]
    for number, (title, *_) in enumerate(articles, 1):
        lines += [f"{number}. {title}", "Client/Matter: -None-", "Search Terms: quay"]
    for title, outlet, issued, byline, body in articles:
        lines += [title, outlet, issued, f"Copyright 2022 {outlet} All Rights Reserved"]
        lines += ["Section: NEWS; Pg. 3", "Length: 120 words", f"Byline: {byline}", "Body", *body]
        lines += ["Classification", "Language: ENGLISH", "Publication-Type: Newspaper"]
        lines += ["Subject: WEATHER (90%)", "Load-Date: July 4, 2022", "End of Document", ""]
    return lines


TWO = (
    ("Wet boots", "Harbour Post", "July 3, 2022 Sunday", "Ann Reed", BODY),
    ("Dry socks", "Island Courier", "July 5, 2022 Tuesday", "Bo Lund", [TENTS, RAIN]),
)

FACTIVA = (
    [("HD", "Wet boots"), ("BY", "By Ann Reed"), ("WC", "120 words"), ("PD", "3 July 2022"),
     ("SN", "Harbour Post"), ("SC", "HPOST"), ("LA", "English"), ("LP", RAIN), ("TD", TENTS),
     ("PUB", "Harbour Press"), ("AN", "Document HPOST00020220703ei730001x")],
    [("HD", "Dry socks"), ("PD", "5 July 2022"), ("SN", "Island Courier"), ("LA", "German"),
     ("LP", TENTS), ("TD", "IN the end nobody came.\nNS was the name of the boat."),
     ("AN", "Document ICOUR00020220705ei750002y")],
)  # fmt: skip


def factiva_lines() -> list[str]:
    lines = []
    for fields in FACTIVA:
        for code, value in fields:
            if code in ("LP", "TD"):
                lines += [code, *value.split("\n")]
            else:
                lines.append(value if code == "AN" else f"{code}\t{value}")
        lines.append("")
    return lines


def factiva_html() -> bytes:
    articles = []
    for fields in FACTIVA:
        rows = "".join(
            f"<tr><td><b>{code}</b>&nbsp;</td><td>"
            + "".join(f"<p>{each}</p>" for each in value.split("\n"))
            + "</td></tr>"
            for code, value in fields
        )
        articles.append(f'<div class="article enArticle"><table>{rows}</table></div>')
    return (
        f"<html><head><title>Factiva</title></head><body>{''.join(articles)}</body></html>".encode()
    )


OLDER = f"""
                               1 of 2 DOCUMENTS


                             Harbour Post (Quayside)

                             July 3, 2022 Sunday
                                Final Edition

Wet boots

BYLINE: Ann Reed

SECTION: NEWS; Pg. 3

LENGTH: 120 words

 It rains on the quay, a soldier tells his aunt
in a call that a service says it recorded.

 {TENTS}

GRAPHIC: Tents, photographed on a
Friday

LOAD-DATE: July 4, 2022

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                    Copyright 2022 Harbour Press
                            All Rights Reserved


                               2 of 2 DOCUMENTS


                               Abendblatt am See

                            5. Juli 2022 Dienstag

Trockene Socken

AUTOR: Bo Lund

RUBRIK: Welt

LÄNGE: 90 Wörter

{RAIN}
UPDATE: 6. Juli 2022

SPRACHE: GERMAN; DEUTSCH
"""


def factiva_uncoded() -> list[str]:
    """Lines of a Factiva export without codes: one in English, one in German, without a time."""
    return [
        "Wet boots", "By Ann Reed", "1,120 words", "3 July 2022", "09:14", "Harbour Post", "HPOST",
        "3", "English", "Copyright 2022 Harbour Press", "", RAIN, "", TENTS, "",
        "Document HPOST00020220703ei730001x", "", "Trockene Socken", "Von Bo Lund", "90 Wörter",
        "5 Juli 2022", "Abendblatt am See", "ABSEE", "Deutsch", "© 2022 Abendblatt", "", TENTS,
        RAIN, "", "Dokument ABSEE00020220705ei750002y",
    ]  # fmt: skip


def factiva_uncoded_html() -> bytes:
    head = [
        "120 words",
        "3 July 2022",
        "Harbour Post",
        "HPOST",
        "English",
        "Copyright 2022 Harbour",
    ]
    divisions = "".join(f"<div>{each}</div>" for each in head)
    body = "".join(f'<p class="articleParagraph enarticleParagraph">{each}</p>' for each in BODY)
    return (
        "<html><head><title>Factiva</title></head><body>"
        '<div class="article enArticle"><div id="hd"><b class="enHeadline">Wet boots</b></div>'
        f'<div class="author">By Ann Reed</div>{divisions}{body}'
        "<p>Document HPOST00020220703ei730001x</p></div></body></html>"
    ).encode()


def mhtml() -> bytes:
    inner = page().decode()
    return (
        "From: <Saved by Blink>\r\n"
        "Snapshot-Content-Location: https://harbour.example/wet-boots\r\n"
        "Subject: Wet boots\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="xyz"\r\n\r\n'
        "--xyz\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://harbour.example/wet-boots\r\n\r\n{inner}\r\n--xyz--\r\n"
    ).encode()


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


PDF_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf_objects(objects: dict[int, bytes], info: bytes = b"") -> bytes:
    """A PDF of numbered objects, of which the first is its catalogue."""
    out, places = b"%PDF-1.4\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % places.get(n, 0) for n in range(1, size))
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    trailer = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + table + trailer % (size, info, len(out))


def pdf_stream(content: bytes, facts: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), facts, content)


def pdf(*pages: Iterable[tuple[str, float, float]], info: dict[str, str] | None = None) -> bytes:
    """A PDF of pages of lines, each with its height and its size in points."""
    objects, kids = {}, []
    for number, lines in enumerate(pages):
        drawn = []
        for text, y, size in lines:
            shown = text.encode("cp1252").replace(b"\\", rb"\\")
            shown = shown.replace(b"(", rb"\(").replace(b")", rb"\)")
            drawn.append(b"/F1 %g Tf 1 0 0 1 50 %g Tm (%s) Tj " % (size, y, shown))
        kids.append(b"%d 0 R" % (10 + 2 * number))
        objects[10 + 2 * number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (11 + 2 * number)
        )
        objects[11 + 2 * number] = pdf_stream(b"BT %s ET" % b"".join(drawn))
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects[3] = PDF_FONT
    if info:
        said = b" ".join(b"/%s (%s)" % (k.encode(), v.encode("cp1252")) for k, v in info.items())
        objects[4] = b"<< %s >>" % said
    return pdf_objects(objects, b"/Info 4 0 R" if info else b"")


def set_lines(paragraphs: Iterable[str], top: float = 760, width: int = 70) -> list:
    """Paragraphs as lines of a page, twelve points apart, with half a line between paragraphs."""
    lines, y = [], top
    for each in paragraphs:
        for line in textwrap.wrap(each, width, break_on_hyphens=False):
            lines.append((line, y, 10))
            y -= 12
        y -= 8
    return lines


ODF_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "drawing")
)


def odt(inner: str) -> bytes:
    """An OpenDocument text with this XML as its text."""
    content = (
        f"<office:document-content {ODF_SPACES}><office:body><office:text>{inner}</office:text>"
        "</office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.text"
    return packed({"mimetype": kind, "content.xml": content.encode()})


def mail(body: str, subject: str = "Wet boots", day: int = 4, kind: str = "text/plain") -> str:
    return (
        f"From: Harbour Courier <news@courier.example>\nSubject: {subject}\n"
        f"Date: Mon, {day} Jul 2022 08:00:00 +0300\nMessage-ID: <{day}@courier.example>\n"
        f"MIME-Version: 1.0\nContent-Type: {kind}; charset=utf-8\n\n{body}\n"
    )


def mailbox(*mails: str) -> bytes:
    return "".join(
        f"From a@b.example Mon Jul  4 08:00:00 2022\n{each}\n" for each in mails
    ).encode()


FEED = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'>"
    "<channel><title>Harbour Courier</title><language>en</language>{}</channel></rss>"
)


def feed(*items: tuple[str, str]) -> bytes:
    """A feed of titles and texts, the texts as escaped markup."""
    return FEED.format(
        "".join(
            f"<item><title>{title}</title><link>https://courier.example/{n}</link>"
            f"<pubDate>Sun, 0{n} Jul 2022 10:00:00 GMT</pubDate><description>short</description>"
            f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
            for n, (title, text) in enumerate(items, 1)
        )
    ).encode()


EUROPRESSE = """<article><header><div class="rdp__DocPublicationName">
<span class="DocPublicationName">{}, no. 43018</span></div>
<span class="DocHeader">{} 839 mots, p. 11</span>
<div class="titreArticle"><p class="sm-margin-TopNews titreArticleVisu">{}</p></div></header>
<section><div class="DocText clearfix"><div class="docOcurrContainer">{}</div></div></section>
<footer>Tous droits réservés</footer></article>"""


def europresse(*articles: tuple[str, str, str, list[str]]) -> bytes:
    """An export of Europresse as a page: outlet, its line of section and date, title, text."""
    made = "".join(
        EUROPRESSE.format(outlet, dated, title, "".join(f"<p>{each}</p>" for each in body))
        for outlet, dated, title, body in articles
    )
    return f"<html><head><title>Europresse</title></head><body>{made}</body></html>".encode()
