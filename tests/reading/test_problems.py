"""All problems at once, one for each cause, and none for what merely hangs on it."""

from pandas.testing import assert_frame_equal

import analysis
from analysis.reading.problems import CorpusError, Problem

HARBOUR = "2022-05-10-harbour-post-late-mail"
ABENDBLICK = "2022-06-abendblick-late-mail"
FJORD = "2022-07-03-fjordposten-wet-boots"


def test_five_things_broken_are_five_problems(small_corpus, expect):
    small_corpus.change(f"reports/{HARBOUR}.md", "published: 2022-05-10", "published: 2023-02-30")
    small_corpus.change(f"reports/{ABENDBLICK}.md", "outlet_kind:", "outlet_sort:")
    small_corpus.write(f"reports/{FJORD}.md", "no front matter")
    codings = small_corpus.add("codings.csv", "nobodys-report,a,theme,losses,,false")
    wording = small_corpus.add("wording.csv", "2022-08-nameless-wet-boots,9,9,0,0,0,0,0,-1")
    expect(
        ("codings.csv", codings, "nobodys-report", "id"),
        (f"reports/{HARBOUR}.md", 6, "2023-02-30", "YYYY-MM-DD"),
        (f"reports/{ABENDBLICK}.md", 2, "key `outlet_kind` is missing", "add"),
        (f"reports/{ABENDBLICK}.md", 3, "key `outlet_sort` is unknown", "use one of"),
        (f"reports/{FJORD}.md", 1, "front matter", "---"),
        ("wording.csv", wording, "verification is '-1'", "zero or more"),
        reports={HARBOUR, ABENDBLICK, FJORD},
    )


def test_rows_that_name_a_report_left_out_leave_without_a_problem(small_corpus, expect):
    small_corpus.write(f"reports/{HARBOUR}.md", "no front matter")
    left = expect((f"reports/{HARBOUR}.md", 1, "front matter", "---"), reports={HARBOUR})
    for table in left.tables.values():
        assert not table.isin([HARBOUR]).to_numpy().any()


def test_a_call_left_out_takes_its_variants_along_and_its_tellings_are_unlinked(small_corpus):
    small_corpus.change("calls.csv", "late-mail,call,", "late-mail,chat,")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems[["file", "line"]].values.tolist() == [["calls.csv", 3]]
    assert left.calls.call_id.tolist() == ["evening-calls", "wet-boots", "long-leave"]
    assert left.variants.call_id.tolist() == ["evening-calls"]
    assert len(left.tellings) == 7
    assert set(left.tellings.call_id.dropna()) == {"wet-boots", "long-leave"}


def test_a_batch_left_out_takes_its_calls_along_and_these_theirs(small_corpus):
    small_corpus.change("calls.csv", "evening-calls,batch,", "evening-calls,heap,")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems[["file", "line"]].values.tolist() == [["calls.csv", 2]]
    assert left.calls.call_id.tolist() == ["wet-boots", "long-leave"]
    assert left.variants.empty
    assert set(left.tellings.call_id.dropna()) == {"wet-boots", "long-leave"}


def test_calls_that_cannot_be_read_are_one_problem(small_corpus):
    small_corpus.change("calls.csv", "call_id,kind", "call,kind")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems["file"].unique().tolist() == ["calls.csv"]
    assert (len(left.calls), len(left.tellings), len(left.variants)) == (0, 7, 0)


def test_all_that_a_codebook_lacks_is_named_and_its_codes_are_no_problem(small_corpus, intact):
    small_corpus.write("codebook.yml", "variables:\n  theme:\n    coded: present\n")
    left = analysis.read_corpus(small_corpus, on_error="skip")
    assert left.problems[["file", "line", "problem"]].values.tolist() == [
        ["codebook.yml", 1, "`version` is missing"],
        ["codebook.yml", 3, "`question` is missing"],
        ["codebook.yml", 3, "`values` is missing"],
    ]
    assert left.codings.empty
    assert_frame_equal(left.tellings, intact.tellings)


def test_a_codebook_that_is_not_there_is_one_problem(small_corpus):
    (small_corpus.path / "codebook.yml").unlink()
    [row] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert row == ("codebook.yml", 0, "is missing, and codings.csv needs it", "put it there")


def test_a_variable_is_coded_one_or_present(small_corpus):
    text = small_corpus.read("codebook.yml").replace("    coded: present", "    coded: often", 1)
    small_corpus.write("codebook.yml", text)
    [row] = analysis.check_corpus(small_corpus).itertuples(index=False)
    assert row.problem == "`coded` is 'often'"
    assert "one or present" in row.mend


def test_checking_and_skipping_and_raising_tell_the_same(small_corpus):
    small_corpus.write(f"reports/{HARBOUR}.md", "no front matter")
    small_corpus.add("wording.csv", "nobodys-report,1,1,0,0,0,0,0,0")
    checked = analysis.check_corpus(small_corpus)
    assert len(checked) == 2
    assert_frame_equal(checked, analysis.read_corpus(small_corpus, on_error="skip").problems)


def test_checking_repairs_nothing(small_corpus):
    small_corpus.change(f"reports/{HARBOUR}.md", "outlet_kind: newspaper", "outlet_kind: papyrus")
    small_corpus.add("wording.csv", "nobodys-report,1,1,0,0,0,0,0,0")
    files = [path for path in sorted(small_corpus.path.rglob("*")) if path.is_file()]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    assert len(analysis.check_corpus(small_corpus)) == 2
    after = [path for path in sorted(small_corpus.path.rglob("*")) if path.is_file()]
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in after} == before


def test_an_error_shows_twenty_problems_and_counts_the_others():
    error = CorpusError("folder", [Problem("a.csv", line, "wrong", "mend") for line in range(23)])
    assert str(error).startswith("folder: 23 problems\na.csv:0: wrong; mend\n")
    assert str(error).endswith("a.csv:19: wrong; mend\n... and 3 more: see the `problems` table "
                               "of this error")  # fmt: skip
    assert len(error.problems) == 23
