"""Files made to take long: each is read in steps that grow as it does, or refused with a mend."""

import cProfile
import json
import pstats
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.reading.problems import Problem
from analysis.reading.texts import read_texts
from analysis.reading.texts.archives import DEPTH
from analysis.reading.texts.htmlpages import ATTRIBUTES, page_part
from analysis.reading.texts.reading import is_page
from analysis.reading.texts.rowfiles import json_rows, text_columns
from tests.reading.texts.builders import CELL, RAIN, table_file, word_xml


def read(folder: Path, name: str, data: bytes) -> list:
    (folder / name).write_bytes(data)
    return list(read_texts(folder / name))


def refused(folder: Path, name: str, data: bytes) -> Problem:
    [problem] = read(folder, name, data)
    assert isinstance(problem, Problem)
    assert problem.mend
    return problem


def steps(do: Callable[[], object]) -> int:
    profile = cProfile.Profile()
    profile.runcall(do)
    return pstats.Stats(profile).total_calls


@pytest.mark.parametrize("unit", ["<!-- a -->", "<?xml a?>", " <!--\n-->\n", "<!---->"])
def test_a_page_may_begin_with_any_number_of_comments(unit: str) -> None:
    assert is_page(unit * 400 + "<html>", "a.txt")
    assert not is_page(unit * 400 + "rain <html>", "a.txt")


def test_linked_data_within_linked_data_is_looked_at_once() -> None:
    data = "<script type='application/ld+json'>" * 3000 + "</script>"
    page = f"<html><head></head><body>{data}<p>{RAIN}</p></body></html>"
    assert page_part(page).text == RAIN


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("<html lang=de>", "de"),
        ("<HTML class='a' LANG = 'uk-UA'>", "uk"),
        ("<html xml:lang='ru'>", None),
        ("<html lang=" * 50, None),
    ],
)
def test_language_of_a_page_is_that_of_its_root(page: str, code: str | None) -> None:
    fact = page_part(f"{page}<body><p>{RAIN}</p></body></html>" if page[-1] == ">" else
                     f"{page}><body><p>{RAIN}</p></body></html>").facts.get("language")  # fmt: skip
    assert (fact.value if fact else None) == code


ATTRIBUTE_FORMS = ["a{}=1 ", "a{} ", "a{}='1'", 'a{}="<p>"/']


@pytest.mark.parametrize("form", ATTRIBUTE_FORMS)
@pytest.mark.parametrize("before", ["", "<!-- <script> -->", "<script>if (a <b) c</script>"])
def test_tag_of_too_many_attributes_is_refused(tmp_path: Path, form: str, before: str) -> None:
    many = "".join(map(form.format, range(ATTRIBUTES + 1)))
    problem = refused(tmp_path, "a.html", f"<html>{before}<p {many}>{RAIN}".encode())
    assert "attributes" in problem.problem


@pytest.mark.parametrize("raw", ["script", "style"])
def test_what_a_script_compares_is_no_attribute(tmp_path: Path, raw: str) -> None:
    data = f"<html><{raw}>{'i <n a b c ' * ATTRIBUTES}</{raw}><p>{RAIN}".encode()
    [document] = read(tmp_path, "a.html", data)
    assert document.text == RAIN


@pytest.mark.parametrize("kind", ["multipart/mixed", "(a) multipart/mixed", "message/rfc822"])
def test_parts_within_parts_are_followed_to_a_depth(tmp_path: Path, kind: str) -> None:
    def archive(depth: int) -> bytes:
        head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        levels = "".join(
            f"Content-Type: {kind}; boundary=b{n}\r\n\r\n"
            + (f"--b{n}\r\n" if "multi" in kind else "")
            for n in range(depth)
        )
        return f"{head}{levels}Content-Type: text/html\r\n\r\n<html><p>{RAIN}".encode()

    if "(" not in kind:
        [document] = read(tmp_path, "a.mhtml", archive(DEPTH - 1))
        assert document.text == RAIN
    refused(tmp_path, "b.mhtml", archive(3000))


def test_cell_over_many_columns_is_read_once(tmp_path: Path) -> None:
    data = table_file("<w:gridSpan w:val='100000000'/>", 2)
    [document] = read(tmp_path, "a.docx", data)
    assert document.text == "rain\nrain"


def test_cell_over_many_rows_is_read_once(tmp_path: Path) -> None:
    first, other = (
        f"<w:tr>{CELL.format(merge)}</w:tr>"
        for merge in ("<w:vMerge w:val='restart'/>", "<w:vMerge/>")
    )
    data = {rows: word_xml(f"<w:tbl>{first}{other * rows}</w:tbl>") for rows in (50, 200)}
    short, long = (steps(lambda rows=rows: read(tmp_path, "a.docx", data[rows])) for rows in data)
    assert long < 5 * short


def test_equal_cells_of_a_row_are_all_kept(tmp_path: Path) -> None:
    data = word_xml(f"<w:tbl><w:tr>{CELL.format('') * 2}</w:tr></w:tbl>")
    [document] = read(tmp_path, "a.docx", data)
    assert document.text == "rain\train"


def test_rows_that_each_name_a_column_of_their_own_take_steps_as_they_grow() -> None:
    def rows(count: int) -> list:
        return json_rows(json.dumps([{"x": RAIN * 3, f"k{n}": "a"} for n in range(count)]))

    short, long = (steps(lambda n=n: text_columns(rows(n))) for n in (100, 400))
    assert text_columns(rows(9)) == ["x"]
    assert long < 5 * short


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('1,rain\n2,"rain\n3,rain\n4,rain\n', 3),
        ('1,rain\n2,"rain\n3,"rain"\n', 3),
        ('1,"rain\n\nrain"\n2,"rain\n', 5),
    ],
)
def test_open_quotation_mark_of_a_table_is_a_problem_on_its_line(tmp_path, rows, line) -> None:
    problem = refused(tmp_path, "a.csv", f"id,text\n{rows}4,rain\n".encode())
    assert (problem.line, "quotation mark" in problem.problem) == (line, True)


def test_slip_with_marks_within_a_line_costs_nothing(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", b'id,text\n1,"wet" boots\n2,"a ""b""\nc"\n3,dry\n')
    assert [each.text for each in found] == ["wet boots", 'a "b"\nc', "dry"]


def test_cell_may_be_as_long_as_its_file(tmp_path: Path) -> None:
    [document] = read(tmp_path, "a.csv", b"id,text\n1," + b"rain " * 60_000)
    assert len(document.text) == 300_000
