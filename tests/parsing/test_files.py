"""The command `overheard parse`: offsets are those of the file, or of the text that it gives."""

import json
from pathlib import Path

import pytest

from analysis.__main__ import main
from analysis.parsing.article import parse_article
from analysis.parsing.files import read_imprint
from analysis.parsing.tabling import article_data
from analysis.reading.texts.documents import Fact
from tests.reading.texts.builders import BODY, RAIN, TENTS, page, rtf, word_file

SAID = "Posted on 3 May 2022\r\n\r\n“It rains,” the soldier said – on café chairs.\r\n"


def parsed(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict:
    assert main(["parse", str(path), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_offsets_are_those_of_the_file_read_by_its_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SAID.encode(encoding))
    data = parsed(capsys, path)
    with path.open(encoding=data["encoding"], newline="") as file:
        text = file.read()
    (quote,) = data["quotes"]
    assert text[quote["start"] : quote["end"]] == "It rains,"
    assert [text[each["start"] : each["end"]] for each in data["paragraphs"]] == SAID.split("\r\n")[
        0:4:2
    ]
    assert data["published"]["from"] == "2022-05-03"
    assert "text" not in data


def test_byte_order_mark_shifts_offsets_and_changes_nothing_else() -> None:
    plain, marked = (article_data(parse_article(text)) for text in (SAID, f"\ufeff{SAID}"))
    assert shifted(plain, 1) == marked


def shifted(data: object, by: int) -> object:
    if isinstance(data, dict):
        return {
            key: value + by
            if key.endswith(("start", "end")) and value is not None
            else shifted(value, by)
            for key, value in data.items()
        }
    return [shifted(each, by) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.html", page()), ("a.docx", word_file(BODY)), ("a.rtf", rtf(BODY)),
     ("a.jsonl", json.dumps({"text": "\n".join(BODY), "date": "2022-07-03"}).encode())],
)  # fmt: skip
def test_other_formats_give_the_text_that_offsets_refer_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes
) -> None:
    (tmp_path / name).write_bytes(data)
    found = parsed(capsys, tmp_path / name)
    assert found["encoding"] is None
    spans = [found["text"][each["start"] : each["end"]] for each in found["paragraphs"]]
    assert spans[-3:] == BODY
    (quote,) = (each for each in found["quotes"] if each["kind"] == "speech")
    assert found["text"][quote["start"] : quote["end"]] == "Nobody counts the blankets,"


def test_the_header_of_a_page_dates_its_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_bytes(page())
    found = parsed(capsys, tmp_path / "a.html")
    assert found["header"]["date"] == {"value": "2022-07-03T10:00:00Z", "basis": "html head"}
    published = found["published"]
    assert [published[key] for key in ("from", "to", "basis")] == [
        "2022-07-03", "2022-07-03", "stated"
    ]  # fmt: skip


def test_a_date_that_stands_in_the_text_is_shown_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.rtf").write_bytes(rtf(["Date: 3 July 2022", *BODY]))
    found = parsed(capsys, tmp_path / "a.rtf")
    (evidence,) = found["published"]["evidence"]
    assert found["text"][evidence["start"] : evidence["end"]] == "3 July 2022"


def test_a_header_of_two_days_dates_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"text": RAIN, "date": "2022-07-03 or 2022-07-05"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    assert parsed(capsys, tmp_path / "a.jsonl")["published"]["from"] is None


def test_a_day_that_nothing_bounds_from_above_is_open_whenever_the_file_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("The village was taken on 3 May 2022, they say.")
    published = parsed(capsys, tmp_path / "a.txt")["published"]
    assert [published[key] for key in ("from", "to")] == ["2022-05-03", None]
    assert main(["parse", str(tmp_path / "a.txt")]) == 0
    assert "published: 2022-05-03 to ?" in capsys.readouterr().out


def test_a_part_of_a_file_of_several_texts_is_parsed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text(f'text\n"{RAIN}"\n"{TENTS}"\n')
    assert parsed(capsys, tmp_path / "a.csv", "--part", "2")["text"] == TENTS
    assert main(["parse", str(tmp_path / "a.csv")]) == 1
    assert "a.csv: holds 2 texts; name one with --part, 1 to 2" in capsys.readouterr().err


def test_a_file_that_is_no_text_is_refused_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    assert main(["parse", str(tmp_path / "a.pdf"), "--json"]) == 1
    assert (
        "is a PDF that cannot be read (PdfStreamError); save its text as TXT or DOCX"
        in capsys.readouterr().err
    )


def test_help_says_what_offsets_count(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["parse", "--help"])
    assert "byte order mark" in capsys.readouterr().out.replace("\n", " ")


def test_several_files_are_a_line_of_json_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / name for name in ("a.txt", "missing.txt", "b.txt")]
    paths[0].write_text("“It rains,” the soldier said.", encoding="utf-8")
    paths[2].write_text("“Still?” his mother asked.", encoding="utf-8")
    assert main(["parse", "--json", *map(str, paths)]) == 1
    out, err = capsys.readouterr()
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == [str(paths[0]), str(paths[2])]
    assert [line["quotes"][0]["role"] for line in lines] == ["soldier", "mother"]
    assert err.count("overheard: ") == 1
    assert "missing.txt" in err


def test_several_files_to_read_are_headed_by_their_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    for path in paths:
        path.write_text("“It rains,” the soldier said.", encoding="utf-8")
    assert main(["parse", *map(str, paths)]) == 0
    out = capsys.readouterr().out
    assert [out.count(str(path)) for path in paths] == [1, 1]
    assert out.count("quotes: 1") == 2


def imprint(**values: str) -> tuple[str, str]:
    found = read_imprint({name: Fact(value, "html head") for name, value in values.items()})
    return f"{found.stated}", f"{found.latest}"


@pytest.mark.parametrize(
    ("values", "stated", "latest"),
    [
        ({"date": "2022-07-03T22:30:00Z"}, "2022-07-03/2022-07-04", "None"),
        ({"date": "2022-07-03T02:30:00Z"}, "2022-07-02/2022-07-03", "None"),
        ({"date": "2022-07-03T23:30:00+03:00"}, "2022-07-03", "None"),
        ({"date": "2022-07-03T00:00:00Z"}, "2022-07-03", "None"),
        ({"date": "1970-01-01T00:00:00Z", "changed": "2022-07-05"}, "None", "2022-07-05"),
        ({"date": "03/04/2022"}, "2022-03-04/2022-04-03", "None"),
        ({"date": "03/04/2022", "changed": "2022-03-07"}, "2022-03-04", "2022-03-07"),
        ({"date": "2022-07-10", "changed": "2022-07-03"}, "2022-07-10", "None"),
        ({"date": "2022-07-10", "saved": "2022-07-03"}, "None", "2022-07-03"),
        ({"date": "March 2022"}, "2022-03-01/2022-03-31", "None"),
        ({"date": "5 March"}, "None", "None"),
    ],
)
def test_what_a_header_says_of_the_day(values: dict[str, str], stated: str, latest: str) -> None:
    assert imprint(**values) == (stated, latest)


def test_days_that_files_are_of_are_named_on_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Wet boots\n\n5 March, 18:30\n\n{RAIN} {RAIN}\n")
    assert parsed(capsys, path)["published"]["from"] is None
    assert parsed(capsys, path, "--window", "2019")["published"]["from"] == "2019-03-05"
    with pytest.raises(SystemExit):
        main(["parse", str(path), "--window", "soon"])
    assert "soon: write it as 2022-02/2023-12" in capsys.readouterr().err
