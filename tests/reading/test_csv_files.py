"""What can be wrong in the tables beside the reports, each with its line and mend."""

import gc
from collections import Counter

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.reading import loading, rows
from analysis.tables.columns import TEXT

HARBOUR = "2022-05-10-harbour-post-late-mail"
FJORD = "2022-07-03-fjordposten-wet-boots"
LEAVE = "2023-01-20-harbour-post-long-leave"

# A row added at the end of a file: the file, the row, the problem, the mend.
ADDED = {
    "a coding of an unknown report": (
        "codings.csv", "nobodys-report,a,theme,losses,,false", "'nobodys-report' is not in", "id",
    ),
    "a coding without a coder": (
        "codings.csv", f"{LEAVE},,theme,losses,,false", "coder is missing", "fill in coder",
    ),
    "a value that is not in the codebook": (
        "codings.csv", f"{LEAVE},a,theme,weather,,false", "theme=weather", "atrocity, belief",
    ),
    "a variable that is not in the codebook": (
        "codings.csv", f"{LEAVE},a,mood,good,,false", "mood=good", "theme, frame, certainty",
    ),
    "a second value of what has one": (
        "codings.csv", f"{LEAVE},a,certainty,asserted,,false", "a second certainty of coder a",
        "the other is in line 27",
    ),
    "no value of what has exactly one": (
        "codings.csv", f"{LEAVE},ann,certainty,,,false", "certainty= is not in", "asserted",
    ),
    "none of the values beside one of them": (
        "codings.csv", f"{LEAVE},a,theme,,,false", "a second theme of coder a",
        "the other is in line 26",
    ),
    "a coding twice": (
        "codings.csv", f"{LEAVE},a,theme,rotation,again,true", "twice", "keep one of them",
    ),
    "a flag that is none": (
        "codings.csv", f"{LEAVE},a,theme,losses,,perhaps", "'perhaps'", "true or false",
    ),
    "a telling of a call that the report does not tell": (
        "tellings.csv", f"{HARBOUR},2,late-mail,sure,", "tells no call number 2", "position",
    ),
    "a telling twice": (
        "tellings.csv", f"{HARBOUR},1,wet-boots,sure,", "twice", "keep one of them",
    ),
    "a position that is no number": (
        "tellings.csv", f"{HARBOUR},first,late-mail,sure,", "'first'", "a whole number",
    ),
    "a confidence that is not allowed": (
        "tellings.csv", f"{HARBOUR},2,late-mail,hopeful,", "'hopeful'", "sure, likely, possible",
    ),
    "a citation by an unknown report": (
        "citations.csv", "nobodys-report,SBU,,named", "'nobodys-report' is not in", "id",
    ),
    "a citation of an unknown report": (
        "citations.csv", f"{LEAVE},Gazette,gazette-1,named", "'gazette-1' is not in", "id",
    ),
    "a citation twice, no report named": (
        "citations.csv", f"{HARBOUR},HUR,,inferred", "twice", "keep one of them",
    ),
    "a variant of an unknown call": (
        "variants.csv", f"lost-call,number,letters,{HARBOUR},ten", "'lost-call' is not in", "id",
    ),
    "an aspect that is not allowed": (
        "variants.csv", f"late-mail,smell,letters,{HARBOUR},ten", "'smell'", "one of: body part",
    ),
    "a call of an unknown batch": (
        "calls.csv", "c,call,no-batch,T,G,soldier,,wife,,HUR,,,", "'no-batch' is not in", "id",
    ),
    "a call released on a day that does not exist": (
        "calls.csv", "c,call,,T,G,soldier,,wife,,HUR,2022-02-29,2022-03-01,", "2022-02-29",
        "YYYY-MM-DD",
    ),
    "a call released the wrong way round": (
        "calls.csv", "c,call,,T,G,soldier,,wife,,HUR,2022-03-02,2022-03-01,", "not after", "mend",
    ),
    "a call twice": (
        "calls.csv", "late-mail,call,,T,G,soldier,,wife,,HUR,,,", "twice", "keep one of them",
    ),
    "a batch that is part of itself": (
        "calls.csv", "c,batch,c,T,G,soldier,,wife,,HUR,,,", "(c -> c)", "leave part_of empty",
    ),
    "a control character in a value": (
        "calls.csv", "c,call,,T,G\0G,soldier,,wife,,HUR,,,", "'G\\x00G'", "without control",
    ),
    "a count below zero": (
        "wording.csv", f"{FJORD},9,9,0,0,-1,0,0,0", "hearsay is '-1'",
        "zero or more",
    ),
    "a count that is no number": (
        "wording.csv", f"{FJORD},9,9,0,0,some,0,0,0", "'some'",
        "a whole number",
    ),
    "a count that is no whole number": (
        "wording.csv", f"{FJORD},9,9,0,0,1.5,0,0,0", "'1.5'",
        "a whole number",
    ),
    "a row with too many cells": (
        "variants.csv", f"late-mail,number,letters,{LEAVE},ten, or eleven", "6 values for 5",
        "quote a value",
    ),
    "a row with too few cells": ("variants.csv", "late-mail,number", "2 values for 5", "quote"),
    "a quotation mark that is not closed": (
        "variants.csv", f'late-mail,number,letters,{LEAVE},"ten', "broken CSV", "close",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDED.values(), ids=ADDED)
def test_a_wrong_row_is_named_with_its_line_and_left_out_alone(small_corpus, expect, case):
    name, row, problem, mend = case
    line = small_corpus.add(name, row)
    expect((name, line, problem, mend))


def test_all_that_is_wrong_with_a_row_comes_at_once(small_corpus, expect):
    line = small_corpus.add("wording.csv", f"{FJORD},many,-1,0,0,,0,0,0")
    expect(
        ("wording.csv", line, "hearsay is missing", "fill in"),
        ("wording.csv", line, "own_words is '-1'", "zero or more"),
        ("wording.csv", line, "words is 'many'", "a whole number"),
    )


def test_a_telling_of_an_unknown_call_leaves_the_telling_without_a_call(small_corpus):
    small_corpus.change("tellings.csv", f"{FJORD},1,wet-boots", f"{FJORD},1,lost-call")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    [row] = left.problems.itertuples(index=False)
    assert (row.file, row.line) == ("tellings.csv", 5)
    assert row.problem == "call_id 'lost-call' is not in the corpus's calls"
    [telling] = left.tellings.query("report_id == @FJORD").itertuples(index=False)
    assert telling.gist == "Boots stay wet, the caller says."
    assert pd.isna(telling.call_id)
    assert pd.isna(telling.confidence)
    assert len(left.tellings) == 7


HEADERS = {
    "missing": ("report_id,words,", "report_id,", "column 'words' is missing"),
    "unknown": ("report_id,words", "report_id,moods,words", "'moods' is unknown"),
    "twice": ("report_id,words", "report_id,words,words", "'words' is unknown or"),
}


@pytest.mark.parametrize(("old", "new", "problem"), HEADERS.values(), ids=HEADERS)
def test_a_column_missing_unknown_or_twice_leaves_out_the_table(
    small_corpus, intact, old, new, problem
):
    small_corpus.change("wording.csv", old, new)
    left = analysis.read_corpus(small_corpus, on_error="skip")
    [row] = left.problems.itertuples(index=False)
    assert (row.file, row.line) == ("wording.csv", 1)
    assert problem in row.problem
    assert "expected: report_id,words,own_words" in row.mend
    assert left.wording.empty
    assert_frame_equal(left.codings, intact.codings)


def test_an_empty_file_lacks_its_columns(small_corpus):
    small_corpus.write("tellings.csv", "")
    found = analysis.check_corpus(small_corpus)
    assert found["problem"].tolist() == [
        f"column '{name}' is missing"
        for name in ("call_id", "confidence", "position", "reason", "report_id")
    ]


def test_quoted_newlines_keep_the_lines_of_later_rows_right(small_corpus, expect):
    quoted = 'long-leave,place,where,2023-01-20-harbour-post-long-leave,"three\r\nlines\n\ndown"'
    small_corpus.add("variants.csv", "")
    small_corpus.write("variants.csv", small_corpus.read("variants.csv") + quoted + "\n")
    # Lines: 1 header, 2 to 4 rows, 5 blank, 6 to 9 the quoted row, 10 the bad one.
    small_corpus.write("variants.csv", small_corpus.read("variants.csv") + "late-mail,number\n")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    [row] = left.problems.itertuples(index=False)
    assert (row.file, row.line) == ("variants.csv", 10)
    assert left.variants.reading.tolist()[3] == "three\r\nlines\n\ndown"


def test_rows_before_an_open_quotation_mark_are_read(small_corpus, intact):
    first, second, rest = small_corpus.read("wording.csv").split("\n", 2)
    broken = rest.replace("2022-06", '"2022-06', 1)
    small_corpus.write("wording.csv", "\n".join([first, second, broken]))
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems[["file", "line"]].values.tolist() == [["wording.csv", 3]]
    assert_frame_equal(left.wording, intact.wording.head(1))


def test_a_mark_that_is_not_closed_is_named_where_it_is_opened(small_corpus):
    row = 'late-mail,"two\nlines",letters,' + f'"{LEAVE},ten\nlate-mail,number,letters,x,nine'
    line = small_corpus.add("variants.csv", row)
    [told] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert (told.file, told.line) == ("variants.csv", line + 1)
    assert told.problem.startswith("broken CSV")


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("between", [0, 1, 7])
def test_rows_between_two_stray_marks_are_not_taken_for_a_value(small_corpus, place, between):
    cells = ["late-mail", "number", "letters", LEAVE, "ten"]
    opened = [*cells[:place], f'"{cells[place]}', *cells[place + 1 :]]
    closed = [*cells[:place], f'{cells[place]}"', *cells[place + 1 :]]
    rows = [opened, *[cells] * between, closed]
    line = small_corpus.add("variants.csv", "\n".join(",".join(row) for row in rows))
    [told] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert (told.file, told.line) == ("variants.csv", line)
    assert told.problem == "the quotation mark opened here takes in the rows that follow"


def test_a_value_of_several_lines_with_commas_is_a_value(small_corpus):
    reading = "ten, or eleven, or twelve, says one, and so on\nanother, he said, had a, b, c and d"
    small_corpus.add("variants.csv", f'late-mail,number,letters,{LEAVE},"{reading}"')
    assert reading in analysis.read_corpus(small_corpus).variants["reading"].tolist()


def test_a_value_of_two_hundred_thousand_characters_is_read(small_corpus):
    small_corpus.add("codings.csv", f"{LEAVE},a,theme,losses,{'x' * 200_000},false")
    assert analysis.read_corpus(small_corpus).codings["evidence"].str.len().max() == 200_000


@pytest.mark.parametrize(("sign", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_delimiter_is_the_one_problem(small_corpus, sign, name):
    small_corpus.write("wording.csv", small_corpus.read("wording.csv").replace(",", sign))
    [told] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert told[:3] == ("wording.csv", 1, f"its values stand between {name}, not commas")
    assert told.mend == "save it as CSV with commas"


def test_what_is_wrong_with_header_and_rows_comes_at_once(small_corpus):
    small_corpus.write("calls.csv", "call_id,kind,caller_role\nA call,chat,soldier\n")
    found = analysis.check_corpus(small_corpus).query("file == 'calls.csv'")
    assert len(found.query("line == 1 and problem.str.contains('is missing')")) == 10
    told = found.query("line == 2")["problem"].tolist()
    assert told == ["call_id is 'A call'", "kind is 'chat'"]


@pytest.mark.parametrize("size", [2, 3, 50])
def test_a_circle_of_batches_is_one_problem_and_takes_along_what_hangs_on_it(small_corpus, size):
    rows = [f"c{each},batch,c{(each + 1) % size},T,G,several,,wife,,HUR,,," for each in range(size)]
    line = small_corpus.add("calls.csv", rows[0])
    for row in [*rows[1:], "inside,call,c1,T,G,soldier,,wife,,HUR,,,"]:
        small_corpus.add("calls.csv", row)
    left = analysis.read_corpus(small_corpus, on_error="skip")
    [told] = left.problems.itertuples(index=False)
    assert (told.file, told.line) == ("calls.csv", line)
    assert told.problem.startswith("part_of leads back to the call itself (c0 -> c1 -> ")
    assert left.calls.call_id.tolist() == ["evening-calls", "late-mail", "wet-boots", "long-leave"]


def test_a_value_is_parsed_once_in_its_column(small_corpus, monkeypatch):
    parse, expected = rows.PARSERS[TEXT]
    parsed = Counter()

    def counted(text):
        parsed[text] += 1
        return parse(text)

    monkeypatch.setitem(rows.PARSERS, TEXT, (counted, expected))
    codings = analysis.read_corpus(small_corpus).codings
    assert (codings["variable"] == "theme").sum() > 1
    assert parsed["theme"] == 1


def test_rows_of_a_table_are_let_go_before_the_next_is_read(small_corpus, monkeypatch):
    held = {}
    read_rows = loading.read_csv_rows

    def watched(folder, schema):
        gc.collect()
        held[schema.name] = sum(isinstance(each, rows.Row) for each in gc.get_objects())
        return read_rows(folder, schema)

    monkeypatch.setattr(loading, "read_csv_rows", watched)
    analysis.read_corpus(small_corpus)
    assert set(held.values()) == {0}
    assert list(held)[-2:] == ["wording", "corrections"]
