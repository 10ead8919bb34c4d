"""Whatever stands in a file, reading ends with tables and problems; what was written is read."""

import calendar
import datetime
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import analysis
from analysis.reading.frontmatter import Mapping, Scalar, Sequence, split_front_matter
from analysis.tables.days import Days

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MANY = settings(max_examples=200, deadline=None)

KEYS = ["outlet", "published", "date_basis", "language", "calls", "gist", "figures", "value", "x"]
SCRAPS = [
    "---\n",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!!",
    "'",
    '"',
    "|",
    "\n",
    "  ",
    "#",
]
SCRAPS += [f"{key}: " for key in KEYS]
text_like = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=5))).map("".join)


@pytest.fixture(scope="module")
def folder(intact, tmp_path_factory):
    path = tmp_path_factory.mktemp("properties") / "corpus"
    shutil.copytree(intact.folder, path)
    return path


def check_reading(folder: Path, file: Path, data: bytes) -> None:
    before = file.read_bytes() if file.exists() else None
    file.write_bytes(data)
    try:
        left = analysis.read_corpus(folder, on_error="skip")
    finally:
        file.unlink() if before is None else file.write_bytes(before)
    assert len(left.reports) >= 6
    name = file.relative_to(folder).as_posix()
    for row in left.problems.itertuples(index=False):
        assert row.file == name
        assert row.line >= 0
        assert row.problem
        assert row.mend


@FEW
@given(data=st.one_of(st.binary(), text_like.map(lambda text: f"---\n{text}\n---\n".encode())))
def test_no_report_file_stops_the_reading(folder, data):
    check_reading(folder, folder / "reports" / "any.md", data)


@FEW
@given(data=st.one_of(st.binary(), text_like.map(str.encode)))
def test_no_wording_file_stops_the_reading(folder, data):
    header = b"report_id,words,own_words,quoted_words,allegation,hearsay,appearance,possibility,"
    check_reading(folder, folder / "wording.csv", header + b"verification\n" + data)


@FEW
@given(cells=st.lists(st.text(max_size=8), min_size=9, max_size=9))
def test_no_row_of_counts_stops_the_reading(folder, cells):
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    header = "report_id,words,own_words,quoted_words,allegation,hearsay,appearance,possibility,"
    check_reading(folder, folder / "wording.csv", f"{header}verification\n{quoted}\n".encode())


@MANY
@given(text=st.one_of(text_like, st.text()))
def test_front_matter_is_a_mapping_or_one_problem_with_a_line_of_it(text):
    found = split_front_matter(f"---\n{text}\n---\nbody", "x.md")
    if not isinstance(found, tuple):
        assert 1 <= found.line <= 3 + text.count("\n") + text.count("\r")
        assert found.problem
        assert found.mend


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\ufeff"))
facts = st.recursive(
    st.one_of(st.none(), words),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(words, inner, min_size=1, max_size=3),
    ),
    max_leaves=8,
)


@MANY
@given(head=st.dictionaries(words, facts, min_size=1, max_size=4))
def test_front_matter_that_is_written_is_read_back_equal(head):
    written = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=60)
    tree, body = split_front_matter(f"---\n{written}---\n\nThe digest.\n", "x.md")
    assert plain(tree) == head
    assert body == "The digest."


def plain(node):
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.text


days = st.dates()


@MANY
@given(first=days, last=days)
def test_an_interval_of_days_is_read_back(first, last):
    assert Days.parse(first.isoformat()) == (first, first)
    assert Days.parse(f"{first}/{last}") == (first, last)


@MANY
@given(year=st.integers(1, 9999), month=st.integers(1, 12))
def test_a_month_and_a_year_are_their_first_and_last_days(year, month):
    last = calendar.monthrange(year, month)[1]
    whole = (datetime.date(year, month, 1), datetime.date(year, month, last))
    assert Days.parse(f"{year:04}-{month:02}") == whole
    ends = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    assert Days.parse(f"{year:04}") == ends
    assert Days.parse(f"{year:04}/{year:04}-{month:02}") == (ends[0], whole[1])


@MANY
@given(text=st.one_of(st.text(), st.from_regex(r"[0-9/-]{0,22}", fullmatch=True)))
def test_an_interval_is_two_days_or_a_value_error(text):
    try:
        first, last = Days.parse(text)
    except ValueError:
        return
    assert isinstance(first, datetime.date)
    assert isinstance(last, datetime.date)


@pytest.mark.parametrize(
    "text",
    ["", "/", "2022-05/", "/2022-05", "2022-5", "2022-02-29", "0000", "2022-00", "10000",
     "2022/2023/2024", "2022-W12", "20220510", "2022-05-10T00:00", "٢٠٢٢", "2022-05-10\n"],
)  # fmt: skip
def test_anything_else_is_no_interval(text):
    with pytest.raises(ValueError):
        Days.parse(text)
