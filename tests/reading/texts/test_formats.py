"""Each format: the text as it will be stored, and the facts that its header gives, with basis."""

import hashlib
import json
import unicodedata
from pathlib import Path

import pytest

from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import (
    BODY,
    FACTIVA,
    RAIN,
    TENTS,
    TWO,
    factiva_html,
    factiva_lines,
    mhtml,
    nexis,
    page,
    rtf,
    word_file,
)  # fmt: skip


def read(tmp_path: Path, name: str, data: bytes) -> list[Document]:
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_texts(path))
    assert all(isinstance(each, Document) for each in found), found
    return found


def facts(document: Document) -> dict[str, str]:
    return {name: fact.value for name, fact in document.facts.items()}


def test_plain_text_is_kept_to_the_byte(tmp_path: Path) -> None:
    data = b"Title: Wet boots\r\n\r\n  It rains.\r\n\tAnd rains.\n\n\n"
    [document] = read(tmp_path, "a.txt", data)
    assert document.text.encode() == data
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.file, document.part, document.encoding) == ("a.txt", 1, "utf-8")
    assert document.facts["title"] == ("Wet boots", "line 1 of the text")


def test_header_ends_where_prose_begins(tmp_path: Path) -> None:
    text = (
        f"Von: Ann Reed\nhttps://harbour.example/wet-boots\n\n{RAIN} {TENTS}\n\nSource: elsewhere\n"
    )
    [document] = read(tmp_path, "a.txt", text.encode())
    assert facts(document) == {"author": "Ann Reed", "url": "https://harbour.example/wet-boots"}


def test_page_gives_main_text_with_headline_and_the_facts_of_its_head(tmp_path: Path) -> None:
    [document] = read(tmp_path, "page.html", page())
    assert document.text.splitlines() == ["Wet boots", *BODY]
    assert facts(document) == {
        "title": "Wet boots", "author": "Ann Reed", "date": "2022-07-03T10:00:00Z",
        "language": "en", "url": "https://harbour.example/wet-boots", "outlet": "Harbour Post",
    }  # fmt: skip
    assert document.facts["date"].basis == "html head"
    assert document.facts["url"].basis == "the browser's saved-from comment"


def test_page_is_known_by_its_content_and_read_as_it_declares(tmp_path: Path) -> None:
    body = ["Es regnet über der Brücke, sagt ein Soldat.", *BODY[:2], "„Schön“ ist es nicht."]
    [document] = read(tmp_path, "page.txt", page(body, "windows-1252"))
    assert document.text.splitlines()[1:] == body
    assert document.encoding == "cp1252"


def test_web_archive_gives_its_page_and_address(tmp_path: Path) -> None:
    [document] = read(tmp_path, "page.mhtml", mhtml())
    assert document.text.splitlines() == ["Wet boots", *BODY]
    assert document.facts["url"] == ("https://harbour.example/wet-boots", "mhtml header")
    dated = mhtml().replace(
        b"MIME-Version", b"Date: Wed, 5 Nov 2025 10:00:00 -0000\r\nMIME-Version", 1
    )
    [document] = read(tmp_path, "dated.mhtml", dated)
    assert document.facts["saved"] == ("Wed, 5 Nov 2025 10:00:00 -0000", "mhtml header")


def test_page_without_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>let a</script></body></html>")
    [problem] = read_texts(tmp_path / "a.html")
    assert problem[0] == "a.html"
    assert "no text" in problem.problem


def test_word_file_gives_paragraphs_and_header_lines(tmp_path: Path) -> None:
    [document] = read(tmp_path, "a.docx", word_file(["By: Ann Reed", *BODY]))
    assert document.text == "\n".join(["By: Ann Reed", *BODY])
    assert facts(document) == {"author": "Ann Reed"}


@pytest.mark.parametrize("code_page", [1252, 1251, 1250])
def test_rtf_is_read_by_its_code_page(tmp_path: Path, code_page: int) -> None:
    lines = {1252: "Über „Öl“ – é", 1251: "Солдат каже: їжі немає", 1250: "Žołnierz śpi w błocie"}
    [document] = read(tmp_path, "a.rtf", rtf([lines[code_page], "Ende ☂ 😀"], code_page))
    assert document.text.splitlines()[0] == lines[code_page]


def test_rtf_link_is_its_visible_words(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi It {\field{\*\fldinst{HYPERLINK \"https://harbour.example/\" }}"
        rb"{\fldrslt{rains}}} a lot.\par}"
    )
    [document] = read(tmp_path, "a.rtf", data)
    assert "https" not in document.text
    assert "rains" in document.text


@pytest.mark.parametrize("make", [word_file, rtf], ids=["docx", "rtf"])
def test_nexis_export_is_split_into_its_articles(tmp_path: Path, make) -> None:
    documents = read(tmp_path, "export.bin", make(nexis(*TWO)))
    assert [document.part for document in documents] == [1, 2]
    first, second = documents
    assert first.text == "\n\n".join(["Wet boots", *BODY])
    assert second.text == "\n\n".join(["Dry socks", TENTS, RAIN])
    assert facts(first) == {
        "title": "Wet boots", "outlet": "Harbour Post", "date": "July 3, 2022 Sunday",
        "author": "Ann Reed", "language": "en", "saved": "July 4, 2022",
    }  # fmt: skip
    assert facts(second)["outlet"] == "Island Courier"
    assert first.facts["date"].basis == "nexis header"


def test_article_that_begins_a_line_like_a_footer_is_not_cut(tmp_path: Path) -> None:
    body = [RAIN, "Notes", *[TENTS] * 70]
    article = ("Wet boots", "Harbour Post", "July 3, 2022 Sunday", "Ann Reed", body)
    [document] = read(tmp_path, "export.docx", word_file(nexis(article)))
    assert document.text == "\n\n".join(["Wet boots", *body])


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.rtf", rtf(factiva_lines())), ("a.html", factiva_html()),
     ("a.txt", "\n".join(factiva_lines()).encode())],
)  # fmt: skip
def test_factiva_export_is_split_into_its_articles(tmp_path: Path, name: str, data: bytes) -> None:
    first, second = read(tmp_path, name, data)
    assert first.text == f"Wet boots\n\n{RAIN}\n\n{TENTS}"
    assert facts(first) == {
        "title": "Wet boots", "author": "By Ann Reed", "date": "3 July 2022",
        "outlet": "Harbour Post", "language": "en",
    }  # fmt: skip
    lines = dict(FACTIVA[1])["TD"].split("\n")
    assert second.text == "\n\n".join(["Dry socks", TENTS, *lines])
    assert second.facts["language"] == ("de", "factiva LA")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_gives_a_text_a_row_and_its_other_columns_as_facts(tmp_path, delimiter: str) -> None:
    rows = [
        ["headline", "date", "url", "text"],
        ["Wet boots", "2022-07-03", "", f'"{RAIN}\n{TENTS}"'],
    ]
    data = "\r\n".join(delimiter.join(row) for row in rows).encode()
    [document] = read(tmp_path, "a.csv", data)
    assert document.text == f"Wet boots\n\n{RAIN}\n{TENTS}"
    assert document.facts["date"] == ("2022-07-03", "column `date`")


def test_csv_without_a_known_column_gives_the_longest(tmp_path: Path) -> None:
    data = f"number;remark\n1;{RAIN}\n2;{TENTS} {RAIN}\n".replace(",", "").encode()
    first, second = read(tmp_path, "a.csv", data)
    assert first.text == RAIN.replace(",", "")
    assert second.part == 2


def test_row_with_more_cells_than_the_header_is_a_problem_and_costs_no_other(tmp_path) -> None:
    data = f'id,text\n1,It rains, he said, and rains\n2,"{RAIN}",,\n'.encode()
    (tmp_path / "a.csv").write_bytes(data)
    problem, document = read_texts(tmp_path / "a.csv")
    assert isinstance(document, Document)
    assert (document.text, document.part) == (RAIN, 2)
    assert problem[:3] == ("a.csv", 2, "4 values for 2 columns")
    assert problem.mend.startswith("quote a value that holds commas")


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;\r"])
def test_line_of_excel_above_the_header_is_passed_over(tmp_path: Path, line: str) -> None:
    [document] = read(tmp_path, "a.csv", f"{line}\nid;text\n1;{RAIN}\n".encode())
    assert document.text == RAIN


@pytest.mark.parametrize("head", ["Mud, rain, and text", "Mud, text, rain"])
def test_text_with_commas_is_no_csv(tmp_path: Path, head: str) -> None:
    data = f"{head}\n{RAIN}\n".encode()
    [document] = read(tmp_path, "a.txt", data)
    assert document.text.encode() == data


@pytest.mark.parametrize("lined", [True, False])
def test_json_gives_a_text_an_object(tmp_path: Path, lined: bool) -> None:
    items = [{"title": "Wet boots", "body": RAIN, "id": 4}, {"body": TENTS, "lang": "en"}]
    data = "\n".join(map(json.dumps, items)) if lined else json.dumps(items)
    first, second = read(tmp_path, "a.jsonl", data.encode())
    assert first.text == f"Wet boots\n\n{RAIN}"
    assert second.facts["language"] == ("en", "column `lang`")


def test_half_characters_of_json_are_replaced(tmp_path: Path) -> None:
    [document] = read(tmp_path, "a.json", b'{"text": "rain \\ud800 rain"}')
    assert document.text == "rain \ufffd rain"


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"%PDF-1.7 ...", "PDF"), (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Office"), (b"", "no text"),
     (b" \n\n ", "no text"),
     (b"\xff\xfe\xff\xfe", "no text"), (b"\x00\x01\x02\x03" * 90, "no text in any common encoding"),
     (b"PK\x03\x04 not a zip", "broken archive"), (b"{\\rtf1", "no text")],
)  # fmt: skip
def test_what_holds_no_text_is_one_problem_with_a_mend(tmp_path, data: bytes, what: str) -> None:
    (tmp_path / "a").write_bytes(data)
    [problem] = read_texts(tmp_path / "a")
    assert not isinstance(problem, Document)
    assert (problem.file, problem.line) == ("a", 0)
    assert what in problem.problem
    assert problem.mend


NAMES = {
    "publishedAt": "date", "publish_date": "date", "pubDate": "date", "created_at": "date",
    "Publication Date": "date", "Erscheinungsdatum": "date", "Publication Name": "outlet",
    "media_name": "outlet", "source": "outlet", "hostname": "outlet", "Headline": "title",
    "updated_at": "changed", "Дата публикации": "date", "source.name": "outlet", "id": None,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_known_by_their_usual_names(tmp_path: Path, name: str) -> None:
    [document] = read(tmp_path, "a.csv", f"{name},Full Text\n2022-07-03,{CELL}\n".encode())
    assert facts(document) == ({NAMES[name]: "2022-07-03"} if NAMES[name] else {})


def test_columns_that_are_not_used_are_named_once(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a.csv", f"kop,dag,tekst\na,b,{CELL}\nc,d,{CELL}\n".encode())
    note = "no column gives the title or the outlet or the date; not used: `kop`, `dag`"
    assert (first.notes, second.notes) == ((note,), ())


CELL = RAIN.replace(",", "")
DAYS = {
    "13-Jul-22": "13 Jul 2022", "2022-07-13T10:00:00Z": "2022-07-13T10:00:00Z", "7/3/22": "7/3/22",
    "20220713": "2022-07-13", "1657706400": "2022-07-13 10:00", "2022年7月13日": "2022-07-13",
}  # fmt: skip


@pytest.mark.parametrize("written", DAYS)
def test_days_as_programs_write_them(tmp_path: Path, written: str) -> None:
    [document] = read(tmp_path, "a.csv", f"date,text\n{written},{CELL}\n".encode())
    assert document.fact("date") == DAYS[written]


def test_address_in_the_place_of_an_outlet_is_an_address(tmp_path: Path) -> None:
    item = {"hostname": "harbour.example", "source": "https://harbour.example/a", "text": RAIN}
    [document] = read(tmp_path, "a.json", json.dumps(item).encode())
    assert facts(document) == {"outlet": "harbour.example", "url": "https://harbour.example/a"}


def test_rows_whose_texts_have_other_names_are_all_read(tmp_path: Path) -> None:
    rows = [{"text": RAIN}, {"full_text": TENTS}, {"text": "", "content": RAIN}]
    found = read(tmp_path, "a.jsonl", "\n".join(map(json.dumps, rows)).encode())
    assert [each.text for each in found] == [RAIN, TENTS, RAIN]


def test_row_whose_text_has_a_name_that_is_not_known_is_a_problem(tmp_path: Path) -> None:
    rows = [{"text": RAIN}, {"notitie": TENTS * 3}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    document, problem = read_texts(tmp_path / "a.jsonl")
    assert document.text == RAIN
    assert problem[2:] == (
        "text 2 stands in a column of its own, `notitie`",
        "name the columns of texts alike, as `text`",
    )


SERVICES = {
    "list in an object": {"status": "ok", "articles": [
        {"source": {"id": None, "name": "Post"}, "title": "Wet boots", "content": RAIN}]},
    "list in objects": {"response": {"results": [
        {"webTitle": "Wet boots", "publication": "Post", "fields": {"bodyText": RAIN}}]}},
    "markup": [{"title": {"rendered": "Wet <b>boots</b>"}, "site": "Post",
                "content": {"rendered": f"<p>{RAIN}</p>"}}],
    "pieces": {"messages": [{"title": "Wet boots", "channel": "Post", "text": [
        RAIN[:9], {"type": "link", "text": RAIN[9:]}]}]},
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_json_as_services_give_it(tmp_path: Path, name: str) -> None:
    [document] = read(tmp_path, "a.json", json.dumps(SERVICES[name]).encode())
    assert document.text == f"Wet boots\n\n{RAIN}"
    assert facts(document) == {"title": "Wet boots", "outlet": "Post"}


def test_markup_in_a_cell_becomes_no_text(tmp_path: Path) -> None:
    [document] = read(tmp_path, "a.csv", b'id,text\n1,"<p>Mud &amp; rain.</p><p>Still.</p>"\n')
    assert document.text == "Mud & rain.\n\nStill."


def test_letters_of_other_formats_are_composed_and_of_plain_text_kept(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "Їжа й café, sagt er.")
    whole = unicodedata.normalize("NFC", apart)
    assert read(tmp_path, "a.docx", word_file([apart]))[0].text == whole
    assert read(tmp_path, "a.csv", f'id,text\n1,"{apart}"\n'.encode())[0].text == whole
    assert read(tmp_path, "a.txt", apart.encode())[0].text == apart
