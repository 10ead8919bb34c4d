"""Exports of press databases in the layouts that people have, each split into its articles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import (
    BODY,
    OLDER,
    RAIN,
    TENTS,
    TWO,
    factiva_uncoded,
    factiva_uncoded_html,
    nexis,
    packed,
    rtf,
    word_file,
)  # fmt: skip


def read(tmp_path: Path, data: bytes) -> list[Document]:
    (tmp_path / "export").write_bytes(data)
    found = list(read_texts(tmp_path / "export"))
    assert all(isinstance(each, Document) for each in found), found
    return found


def facts(document: Document) -> dict[str, str]:
    return {name: fact.value for name, fact in document.facts.items()}


@pytest.mark.parametrize(
    "make",
    [lambda lines: "\n".join(lines).encode(), lambda lines: "\r\n".join(lines).encode("cp1252"),
     rtf, word_file],
    ids=["utf-8", "windows", "rtf", "docx"],
)  # fmt: skip
def test_older_layout_of_lexisnexis(tmp_path: Path, make) -> None:
    first, second = read(tmp_path, make(OLDER.split("\n")))
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert facts(first) == {
        "title": "Wet boots", "outlet": "Harbour Post (Quayside)", "date": "July 3, 2022 Sunday",
        "author": "Ann Reed", "language": "en", "saved": "July 4, 2022",
    }  # fmt: skip
    assert second.text == "\n\n".join(["Trockene Socken", RAIN])
    assert facts(second) == {
        "title": "Trockene Socken", "outlet": "Abendblatt am See", "date": "5. Juli 2022 Dienstag",
        "author": "Bo Lund", "language": "de", "saved": "6. Juli 2022",
    }  # fmt: skip


def test_lines_that_the_export_broke_are_one_paragraph(tmp_path: Path) -> None:
    words = "It rained on and on, and the boots stood in a row beside the stove all night. "
    body = f"{words}\n{words}\n\n{words * 3}\n{words * 3}"
    text = OLDER.replace(f" {TENTS}", body)
    (first, _) = read(tmp_path, text.encode())
    long = (words * 3).strip()
    assert first.text.split("\n\n")[2:] == [(words * 2).strip(), long, long]


def test_headline_field_of_the_older_layout(tmp_path: Path) -> None:
    text = OLDER.replace("\nWet boots\n", "").replace("BYLINE:", "HEADLINE: Wet boots\n\nBYLINE:")
    assert facts(read(tmp_path, text.encode())[0])["title"] == "Wet boots"


def test_copyright_above_the_outlet(tmp_path: Path) -> None:
    above = "Copyright 2022 Harbour Press\nAll Rights Reserved\n\n"
    text = OLDER.replace("                             Harbour Post", f"{above}Harbour Post")
    assert facts(read(tmp_path, text.encode())[0])["outlet"] == "Harbour Post (Quayside)"


def test_count_of_documents_without_a_length_is_no_export(tmp_path: Path) -> None:
    text = f"1 of 2 DOCUMENTS\n\n{RAIN}\n"
    assert read(tmp_path, text.encode())[0].text == text


@pytest.mark.parametrize("title", ["Update: Soldier counts boots", "Person: unknown", "Notes"])
def test_title_like_a_label_stays_a_title(tmp_path: Path, title: str) -> None:
    article = (title, "Harbour Post", "July 3, 2022 Sunday", "Ann Reed", BODY)
    (document,) = read(tmp_path, word_file(nexis(article)[7:]))
    assert facts(document)["title"] == title
    assert document.text == "\n\n".join([title, *BODY])


def test_links_of_the_page_are_no_lines_of_the_article(tmp_path: Path) -> None:
    lines = nexis(*TWO)
    at = lines.index("Body")
    lines[at + 2 : at + 2] = ["Link zum PDF-Dokument", "Link to Image"]
    first, _ = read(tmp_path, word_file(["Link zum PDF-Dokument", *lines]))
    assert first.text == "\n\n".join(["Wet boots", *BODY])
    assert facts(first)["outlet"] == "Harbour Post"


@pytest.mark.parametrize("make", [rtf, word_file, lambda lines: "\n".join(lines).encode()])
def test_factiva_without_codes(tmp_path: Path, make) -> None:
    first, second = read(tmp_path, make(factiva_uncoded()))
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert facts(first) == {
        "title": "Wet boots", "author": "By Ann Reed", "date": "3 July 2022",
        "outlet": "Harbour Post", "language": "en",
    }  # fmt: skip
    assert second.text == "\n\n".join(["Trockene Socken", TENTS, RAIN])
    assert facts(second) == {
        "title": "Trockene Socken", "author": "Von Bo Lund", "date": "5 Juli 2022",
        "outlet": "Abendblatt am See", "language": "de",
    }  # fmt: skip


def test_factiva_without_codes_and_language(tmp_path: Path) -> None:
    lines = [line for line in factiva_uncoded() if line not in ("English", "Deutsch", "3")]
    first, _ = read(tmp_path, "\n".join(lines).encode())
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert "language" not in facts(first)


def test_factiva_html_without_codes(tmp_path: Path) -> None:
    (document,) = read(tmp_path, factiva_uncoded_html())
    assert document.text == "\n\n".join(["Wet boots", *BODY])
    assert facts(document) == {
        "title": "Wet boots", "author": "By Ann Reed", "date": "3 July 2022",
        "outlet": "Harbour Post", "language": "en",
    }  # fmt: skip


def test_text_that_ends_in_the_name_of_a_document_is_no_export(tmp_path: Path) -> None:
    text = f"{RAIN}\n\nDocument ABCDEFGHIJKLMNOP\n"
    assert read(tmp_path, text.encode())[0].text == text


UNI = {
    language: words.split("|")
    for language, words in {
        "de": "3. Juli 2022 Sonntag|Rubrik|Länge: 83 Wörter|Autor|Haupttext|Klassifizierung"
        "|Sprache: GERMAN; DEUTSCH|Update: 4. Juli 2022|Ende des Dokuments",
        "fr": "dimanche 3 juillet 2022|Rubrique|Longueur: 83 mots|Auteur|Corps|Classification"
        "|Langue: FRENCH; FRANÇAIS|Date de chargement: 4 juillet 2022|Fin du document",
        "es": "3 julio 2022 domingo|Sección|Longitud: 83 palabras|Autor|Cuerpo|Clasificación"
        "|Idioma: SPANISH; ESPAÑOL|Fecha de carga: 4 julio 2022|Fin del documento",
        "it": "3 luglio 2022 domenica|Sezione|Lunghezza: 83 parole|Autore|Corpo|Classificazione"
        "|Lingua: ITALIAN; ITALIANO|Data di caricamento: 4 luglio 2022|Fine del documento",
        "pt": "3 de julho de 2022|Seção|Extensão: 83 palavras|Autor|Corpo|Classificação"
        "|Idioma: PORTUGUESE; PORTUGUÊS|Data de carregamento: 4 julho 2022|Fim do documento",
        "nl": "3 juli 2022 zondag|Sectie|Lengte: 83 woorden|Auteur|Hoofdtekst|Classificatie"
        "|Taal: DUTCH; NEDERLANDS|Laaddatum: 4 juli 2022|Einde van document",
        "pl": "3 lipca 2022 niedziela|Sekcja|Długość: 83 słowa|Autor|Treść|Klasyfikacja"
        "|Język: POLISH; POLSKI|Data załadowania: 4 lipca 2022|Koniec dokumentu",
    }.items()
}
"""By language: a date, the names and values of fields, the headings of the parts, the end."""


@pytest.mark.parametrize("language", UNI)
def test_nexis_uni_in_the_languages_of_its_pages(tmp_path: Path, language: str) -> None:
    issued, section, length, author, body, classified, spoken, loaded, end = UNI[language]
    article = ["Wet boots", "Harbour Post", issued, "", "© 2022 Harbour Post", f"{section}: A; 3"]
    article += [length, f"{author}: Ann Reed", body, "", *BODY, "", classified, "", spoken]
    article += ["Subject: RAIN (90%)", loaded, "", end, ""]
    found = read(tmp_path, "\n".join(article * 2).encode())
    assert [each.text for each in found] == ["\n\n".join(["Wet boots", *BODY])] * 2
    assert facts(found[0]) == {
        "title": "Wet boots", "author": "Ann Reed", "date": issued, "outlet": "Harbour Post",
        "language": language, "saved": loaded.partition(": ")[2],
    }  # fmt: skip


def uni(*head: str, body: list[str] = BODY) -> list[str]:
    return [*head, "Copyright 2022 Harbour Post", "Length: 83 words", "Body", *body,
            "Load-Date: July 4, 2022", "End of Document"]  # fmt: skip


HEADS = {
    "edition with a year": (
        ["Wet boots", "Harbour Post", "July 3, 2022 Sunday", "Weekend Edition 2022/27"],
        {"title": "Wet boots", "outlet": "Harbour Post", "date": "July 3, 2022 Sunday"}),
    "blog and its name": (
        ["Wet boots", "Harbour Post Blogs", "(Tide)", "July 3, 2022 Sunday"],
        {"title": "Wet boots", "outlet": "Harbour Post Blogs", "date": "July 3, 2022 Sunday"}),
    "title of two lines": (
        ["WORLD;", "Wet boots", "Harbour Post", "July 3, 2022 Sunday"],
        {"title": "WORLD; Wet boots", "outlet": "Harbour Post", "date": "July 3, 2022 Sunday"}),
    "correction and no date": (
        ["Wet boots - Correction Appended", "Harbour Post", " Correction Appended"],
        {"title": "Wet boots - Correction Appended", "outlet": "Harbour Post"}),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADS)
def test_head_of_nexis_uni(tmp_path: Path, name: str) -> None:
    head, expected = HEADS[name]
    [document] = read(tmp_path, "\n".join(uni(*head)).encode())
    assert facts(document) == expected | {"saved": "July 4, 2022"}


@pytest.mark.parametrize("word", ["Notes", "Graphic", "Body", "Correction", "Classification"])
def test_paragraph_like_a_heading_ends_no_text(tmp_path: Path, word: str) -> None:
    body = [RAIN, word, TENTS, *[RAIN] * 70, word, TENTS]
    head = ("Wet boots", "Harbour Post", "July 3, 2022 Sunday")
    lines = uni(*head, body=body)
    lines[-2:-2] = ["Classification", "Language: ENGLISH"]
    [document] = read(tmp_path, "\n".join(lines).encode())
    assert document.text == "\n\n".join(["Wet boots", *body])


def test_older_layout_without_a_length(tmp_path: Path) -> None:
    text = OLDER.replace("LENGTH: 120 words\n", "")
    first, second = read(tmp_path, text.encode())
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    bare = "\n".join(
        line for line in text.split("\n") if not line.startswith(("BYLINE", "SECTION"))
    )
    assert read(tmp_path, bare.encode())[0].text == first.text
    assert facts(second)["outlet"] == "Abendblatt am See"


def test_fields_of_the_academic_layout(tmp_path: Path) -> None:
    text = f"""1 of 1 DOCUMENTS

        Copyright 2022 Harbour Media, LLC d/b/a
                   Harbour Digital
                 All Rights Reserved

                  Harbour Post

              July 3, 2022 Sunday
                 Met 2 Edition

SECTION: A-SECTION; Pg. A01

LENGTH: 83 words

HEADLINE: Wet boots

BYLINE: Ann Reed

HIGHLIGHT: It rains.

BODY:

{RAIN}

GRAPHIC: PHOTO; boots

LOAD-DATE: July 4, 2022
"""
    [document] = read(tmp_path, text.encode())
    assert document.text == f"Wet boots\n\nIt rains.\n\n{RAIN}"
    assert facts(document) == {
        "title": "Wet boots", "author": "Ann Reed", "date": "July 3, 2022 Sunday",
        "outlet": "Harbour Post", "saved": "July 4, 2022",
    }  # fmt: skip


def test_older_layout_as_a_page(tmp_path: Path) -> None:
    blocks = "\n".join(line.strip() for line in OLDER.split("\n")).split("\n\n")
    page = "".join(
        f"<BR><DIV CLASS='c0'><P><SPAN>{'<BR>'.join(block.strip().split(chr(10)))}</SPAN></P></DIV>"
        for block in blocks
        if block.strip()
    )
    first, second = read(tmp_path, f"<HTML><BODY>{page}</BODY></HTML>".encode())
    assert first.text == "\n\n".join(["Wet boots", RAIN, TENTS])
    assert (facts(first)["outlet"], facts(second)["title"]) == (
        "Harbour Post (Quayside)", "Trockene Socken",
    )  # fmt: skip


def test_turns_of_a_call_that_the_export_did_not_break_stay_apart(tmp_path: Path) -> None:
    turns = "MOTHER: And the boots?\nSOLDIER: There are none."
    first, _ = read(tmp_path, OLDER.replace(f" {TENTS}", turns).encode())
    assert first.text.split("\n\n")[2:] == turns.split("\n")


COUNTED = {
    "fr": ("Par Ann Reed", "1 120 mots", "3 juillet 2022", "Français", "Document"),
    "es": ("Por Ann Reed", "120 palabras", "3 julio 2022", "Español", "Documento"),
    "ru": ("Автор Ann Reed", "120 слов", "3 июля 2022", "Русский", "Документ"),
    "zh": (None, "120 字", "2022 年 7 月 3 日", "中文", "文件"),
}


@pytest.mark.parametrize("language", COUNTED)
def test_factiva_in_other_languages(tmp_path: Path, language: str) -> None:
    author, counted, issued, spoken, word = COUNTED[language]
    article = ["World", "Wet boots", *([author] if author else []), counted, issued]
    article += ["Harbour Post", "HPOST", "3", spoken, "© 2022 Harbour Press", "", RAIN, TENTS, ""]
    article += [f"{word} HPOST00020220703ei730001x"]
    found = read(tmp_path, "\n".join(article * 3).encode())
    assert [each.text for each in found] == ["\n\n".join(["Wet boots", RAIN, TENTS])] * 3
    assert facts(found[0])["outlet"] == "Harbour Post"
    assert facts(found[0])["language"] == language
    assert facts(found[0])["date"] == ("2022-07-03" if language == "zh" else issued)
    assert facts(found[0]).get("author") == author


def test_factiva_page_marks_title_and_author(tmp_path: Path) -> None:
    data = factiva_uncoded_html().decode().replace("By Ann Reed", "Ann Reed")
    inner = '<div class="article enArticle">'
    data = data.replace(inner, f'<div id="x" class="article">{inner}<div>News</div>')
    [document] = read(tmp_path, data.encode())
    assert document.text == "\n\n".join(["Wet boots", *BODY])
    assert (facts(document)["title"], facts(document)["author"]) == ("Wet boots", "Ann Reed")


NAMED = {"title": "Wet boots", "outlet": "Harbour Post"}
FIELDS = f"Title: Wet boots\nSource: Harbour Post\nPages: 3\nDate: 3 July 2022\n\n{RAIN}"
OTHERS = {
    "MAXQDA": (
        f"#TEXT Wet_boots\n#CODE rain\n{RAIN}\n#ENDCODE\n#ENDTEXT\n#TEXT Dry_socks\n{TENTS}\n",
        {"title": "Wet boots"}, RAIN),
    "Iramuteq": (
        f"**** *source_Harbour_Post *date_2022-07-03\n{RAIN}\n\n**** *source_Gazette\n{TENTS}\n",
        {"outlet": "Harbour Post", "date": "2022-07-03"}, RAIN),
    "Integrum": (
        f"1. Wet boots\nHarbour Post; 03.07.2022; 6\n{RAIN}\n\n2. Сухие\nПричал; 09.08.2022; 2\n"
        f"{TENTS}\n", NAMED | {"date": "03.07.2022"}, f"Wet boots\n\n{RAIN}"),
    "RIS": (
        "TY  - NEWS\nTI  - Wet boots\nAU  - Reed, Ann\nT2  - Harbour Post\nDA  - 2022/07/03/\n"
        f"AB  - {RAIN}\nER  - \n\nTY  - NEWS\nT1  - Dry socks\nJO  - Post\nN2  - {TENTS}\nER  - \n",
        NAMED | {"author": "Reed, Ann", "date": "2022-07-03"}, f"Wet boots\n\n{RAIN}"),
    "EndNote": (
        f"%0 Newspaper Article\n%T Wet boots\n%J Harbour Post\n%8 July 3, 2022\n%X {RAIN}\n\n"
        f"%0 Newspaper Article\n%T Dry socks\n%J Gazette\n%X {TENTS}\n",
        NAMED | {"date": "July 3, 2022"}, f"Wet boots\n\n{RAIN}"),
    "ProQuest": (
        f"{'_' * 60}\n\nDocument 1 of 2\n\nWet boots\n\nAuthor: Reed, Ann\n\nAbstract: None\n\n"
        f"Full text: {RAIN}\n{TENTS}\n\nSubject: Rain\n\nTitle: Wet boots\n\nPublication title: "
        "Harbour Post\n\nPages: 5\n\nPublication date: Jul 3, 2022\n\n"
        f"{'_' * 60}\n\nDocument 2 of 2\n\nDry socks\n\nFull text: {TENTS}\n\nTitle: Dry socks\n\n"
        "Publication title: Gazette\n\nPublication date: Jul 5, 2022\n",
        NAMED | {"author": "Reed, Ann", "date": "Jul 3, 2022"},
        f"Wet boots\n\n{RAIN}\n\n{TENTS}"),
    "names before a colon": (
        f"{FIELDS}\n\nTitle: Dry socks\nSource: Gazette\nDate: 5 July 2022\n\n{TENTS}\n",
        NAMED | {"date": "3 July 2022"}, FIELDS),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_other_lists_of_articles(tmp_path: Path, name: str) -> None:
    data, said, text = OTHERS[name]
    first, second = read(tmp_path, data.encode())
    assert (first.text, facts(first)) == (text, said)
    assert TENTS in second.text


def test_reference_without_a_text_is_named(tmp_path: Path) -> None:
    one = "TY  - NEWS\nTI  - {}\nJO  - Post\n{}ER  - \n\n"
    data = one.format("Wet boots", "") + one.format("Dry", f"AB  - {RAIN}\n")
    (tmp_path / "a.ris").write_text(data)
    problem, document = read_texts(tmp_path / "a.ris")
    assert problem[2:] == (
        "text 1 (Wet boots) has a title and no text",
        "export it with its full text",
    )
    assert document.fact("title") == "Dry"


REFUSED = {
    "x.warc": (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "crawl's archive of web pages (WARC)"),
    "x.bib": (b"@article{a,\n  title = {Wet boots},\n}\n", "list of references (BibTeX)"),
    "x.xlsx": (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "Excel workbook"),
    "x.epub": (packed({"mimetype": b"application/epub+zip"}), "e-book"),
    "x.wacz": (packed({"datapackage.json": b"", "archive/a.warc.gz": b""}), "(WACZ)"),
    "x.pages": (packed({"Index/Document.iwa": b""}), "Pages or Numbers"),
    "x.pst": (b"!BDN" + b"\0" * 40, "Outlook (PST)"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    data, what = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    [problem] = read_texts(tmp_path / name)
    assert what in problem[2]
    assert problem[3]


WORD = st.text("abcä", min_size=1, max_size=8)
ARTICLE = st.tuples(
    st.lists(st.text("XYZ", min_size=1, max_size=8), min_size=1, max_size=5).map(" ".join),
    st.lists(st.lists(WORD, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=4),
)


@given(st.lists(ARTICLE, min_size=1, max_size=5))
def test_as_many_articles_come_out_as_went_in(tmp_path_factory, articles) -> None:
    folder = tmp_path_factory.mktemp("exports")
    wanted = [[*title.split(), *" ".join(body).split()] for title, body in articles]
    new = [(title, "Post", "July 3, 2022 Sunday", "Ann Reed", body) for title, body in articles]
    old = "".join(
        f"{n} of {len(articles)} DOCUMENTS\n\nPost\n\nJuly 3, 2022\n\n{title}\n\nLENGTH: 9\n\n"
        + "\n\n".join(body) + "\n\nLOAD-DATE: July 4, 2022\n\n"
        for n, (title, body) in enumerate(articles, 1)
    )  # fmt: skip
    counted = "".join(
        f"{title}\n9 words\n3 July 2022\nPost\nPOST\nEnglish\n© 2022\n" + "\n".join(body)
        + "\nDocument POST000020220703ei730001x\n"
        for title, body in articles
    )  # fmt: skip
    for text in ("\n".join(nexis(*new)), old, counted):
        assert [each.text.split() for each in read(folder, text.encode())] == wanted


def test_article_that_its_reader_does_not_know_is_kept_as_it_stands(tmp_path: Path) -> None:
    lines = factiva_uncoded()
    end = lines.index("Document HPOST00020220703ei730001x") + 1
    odd = [RAIN, "", TENTS, "Document HPOST00020220703ei730001x", ""]
    first, second, third = read(tmp_path, "\n".join(lines[:end] + odd + lines[end:]).encode())
    assert (facts(first)["title"], facts(third)["title"]) == ("Wet boots", "Trockene Socken")
    assert second.text == f"{RAIN}\n\n{TENTS}"


def test_prose_above_the_first_article_is_kept(tmp_path: Path) -> None:
    long = f"{RAIN} {TENTS}"
    first, second = read(tmp_path, f"{long}\n#TEXT Dry_socks\n{TENTS}\n".encode())
    assert (first.text, second.text) == (long, TENTS)


def test_words_with_a_colon_stay_in_the_text_of_nexis_uni(tmp_path: Path) -> None:
    body = [
        RAIN,
        "Text: two lines of it.",
        "Summary: rain.",
        "Person: there are none.",
        "Update: none.",
    ]
    article = ("Wet boots", "Harbour Post", "July 3, 2022 Sunday", "Ann Reed", body)
    [document] = read(tmp_path, "\n".join(nexis(article)[7:]).encode())
    assert document.text == "\n\n".join(["Wet boots", *body])


def test_turns_of_a_call_are_no_fields(tmp_path: Path) -> None:
    turns = "MOTHER: And the boots?\nSOLDIER: None."
    one = f"Title: Wet boots\nDate: 3 July 2022\n\n{turns}"
    found = read(tmp_path, f"{one}\n\n{one}\n".encode())
    assert [each.text for each in found] == [one, one]


@pytest.mark.parametrize("marks", [["1 of 2", "2 of 2"], ["From: Bo\nDate: 3 July 2022"] * 2])
def test_pictures_and_comments_of_a_page_are_no_articles(tmp_path: Path, marks: list[str]) -> None:
    inner = "".join(f"<p>{mark}</p><p>{RAIN}</p>".replace("\n", "<br>") for mark in marks)
    page = f"<html><body><article><h1>Wet boots</h1><p>{TENTS}</p>{inner}</article></body></html>"
    assert len(read(tmp_path, page.encode())) == 1


def test_stars_between_the_parts_of_a_text_split_none(tmp_path: Path) -> None:
    text = f"{RAIN}\n\n****\n\n{TENTS}\n\n****\n\n{RAIN}\n"
    [document] = read(tmp_path, text.encode())
    assert document.text == text
