"""A corpus of Parquet files: the same tables and numbers, and most of it never read."""

from dataclasses import replace

import pytest
from pandas.testing import assert_frame_equal, assert_series_equal

import analysis
from analysis.exploring.retelling.showing import find_calls, list_calls
from analysis.measuring import resampling
from analysis.reading.judgements import judge_reports
from analysis.reading.stored import StoredTables
from tests.benchmarks.scale import repeat_corpus
from tests.measuring.test_unasked import later  # noqa: F401


@pytest.fixture(scope="module")
def folder(corpus, tmp_path_factory):
    place = tmp_path_factory.mktemp("stored") / "corpus"
    analysis.collecting.export_corpus(corpus, place, parquet=True)
    return place


@pytest.fixture(scope="module")
def stored(folder):
    return analysis.read_corpus(folder)


COUNTS = {
    "codes": lambda corpus: analysis.count_codes(corpus, every="week"),
    "codes of calls": lambda corpus: analysis.count_codes(corpus, unit="call", coder="both"),
    "codes of outlets": lambda corpus: analysis.count_codes(corpus, unit="outlet", coder="drawn"),
    "course": lambda corpus: analysis.smooth_codes(corpus, "frame", coder="either"),
    "lead": lambda corpus: analysis.count_lead(corpus, "theme", "losses"),
    "coders": lambda corpus: analysis.compare_coders(corpus, "certainty"),
    "groups": lambda corpus: analysis.compare_groups(corpus, "outlet_kind", "theme"),
    "steps": lambda corpus: analysis.compare_groups(corpus, "step", "certainty"),
    "quarters": lambda corpus: analysis.compare_groups(corpus, "language", on="like quarters"),
    "words": lambda corpus: analysis.compare_groups(corpus, "language", "distance"),
    "headlines": lambda corpus: analysis.compare_groups(corpus, "origin", "title_voice"),
    "shared calls": lambda corpus: analysis.compare_groups(
        corpus, "origin", "frame", on="same calls", groups=("original", "translation")
    ),
    "reports": lambda corpus: analysis.count_reports(corpus, "outlet_kind"),
    "months": lambda corpus: analysis.count_reports(corpus, "month"),
    "feeds": analysis.count_feeds,
    "list": lambda corpus: analysis.find_reports(corpus, start="2023-06-01", value="losses"),
}


@pytest.mark.parametrize("count", COUNTS.values(), ids=list(COUNTS))
def test_numbers_are_those_of_the_corpus_in_memory(corpus, stored, count):
    assert_frame_equal(count(stored), count(corpus), rtol=1e-9)


def test_numbers_of_a_part_are_those_of_the_part_in_memory(corpus, stored):
    ids = corpus.reports.query("language in ('de', 'pl')")["report_id"]
    for count in (COUNTS["codes"], COUNTS["groups"], COUNTS["list"]):
        assert_frame_equal(count(stored.select(ids)), count(corpus.select(ids)), rtol=1e-9)


def test_tables_and_what_a_corpus_says_of_itself_are_those_that_were_written(corpus, stored):
    for name, table in corpus.tables.items():
        assert_frame_equal(stored.tables[name], table)
    assert repr(stored).split(": ")[1] == repr(corpus).split(": ")[1]


@pytest.mark.parametrize("coder", ["adjudicated", "b", "both", "either", "drawn"])
def test_a_value_that_came_later_is_counted_alike(later, tmp_path, coder):  # noqa: F811
    analysis.collecting.export_corpus(later, tmp_path / "later", parquet=True)
    stored = replace(analysis.read_corpus(tmp_path / "later"), codebook=later.codebook)
    asked = {"variable": "theme", "values": ["losses", "enemy"], "coder": coder}
    assert_frame_equal(analysis.count_codes(stored, **asked), analysis.count_codes(later, **asked))


def test_counting_reads_no_codes_as_a_table_and_no_digest(folder, monkeypatch):
    read, stored = [], analysis.read_corpus(folder)
    before = StoredTables._read
    monkeypatch.setattr(
        StoredTables,
        "_read",
        lambda tables, name, of: read.append((name, tables.numbered)) or before(tables, name, of),
    )
    for count in (COUNTS["codes"], COUNTS["groups"], COUNTS["list"]):
        count(stored)
        count(stored.select(stored.tables.ids()[::2]))
    assert {name for name, _ in read} == {"reports", "tellings", "calls"}
    assert all(numbered for _, numbered in read)
    assert "digest" not in stored.in_numbers.reports


@pytest.mark.parametrize(
    ("explore", "marks"),
    [
        (analysis.explore_themes, [["losses", "2022-07-01"]]),
        (analysis.explore_groups, [["newspaper", "losses"]]),
        (analysis.explore_call, [["1 it"], ["release"]]),
    ],
)
def test_explorers_show_what_they_show_of_the_corpus_in_memory(corpus, stored, explore, marks):
    views = []
    for each in (corpus, stored):
        explorer = explore(each)
        explorer.choose(marks=marks)
        views.append({**explorer.view, "source": None, "still": set(explorer.still())})
        assert set(explorer.selected()["report_id"]) < set(corpus.reports["report_id"])
    assert views[0] == views[1]


def test_reports_that_are_coded_alike_are_asked_once(corpus, tmp_path):
    three = repeat_corpus(corpus, 3)
    analysis.collecting.export_corpus(three, tmp_path / "three", parquet=True)
    stored = analysis.read_corpus(tmp_path / "three")
    for count in ("codes of calls", "codes of outlets", "coders", "groups", "quarters"):
        assert_frame_equal(COUNTS[count](stored), COUNTS[count](three), rtol=1e-9)
    found = judge_reports(stored.in_numbers, "certainty")
    assert found.kinds.shape == (3 * 651,)
    assert found.given.shape[1] < 100


def test_a_file_without_a_column_is_named(folder, tmp_path):
    import duckdb

    some = duckdb.read_parquet(str(folder / "reports.parquet"))
    some.project("* EXCLUDE language").write_parquet(str(tmp_path / "reports.parquet"))
    with pytest.raises(ValueError, match=r"(?s)reports in .*describe\('reports'\).*language"):
        analysis.read_corpus(tmp_path)


def test_bunches_of_calls_tell_what_the_calls_do(corpus, monkeypatch):
    """Of 138 clusters 100 bunches: intervals of differences move by less than two points."""
    one = analysis.compare_groups(corpus, "language", "theme", groups=["en", "de", "uk"])
    monkeypatch.setattr(resampling, "BUNCHES", 100)
    other = analysis.compare_groups(corpus, "language", "theme", groups=["en", "de", "uk"])
    same = [each for each in one if each not in ("difference_low", "difference_high", "p", "q")]
    assert_frame_equal(one[same[:-1]], other[same[:-1]])
    ends = ["difference_low", "difference_high"]
    moved = (one[ends] - other[ends]).abs().to_numpy().max()
    assert 0 < moved < 0.02


@pytest.fixture
def read_only_by_rows(monkeypatch):
    def refuse(tables, name, of):
        raise AssertionError(f"the whole table {name} was read")

    monkeypatch.setattr(StoredTables, "_read", refuse)


def assert_traced_alike(corpus, stored, call_ids):
    for call_id in call_ids:
        one, other = (analysis.trace_call(each, call_id) for each in (corpus, stored))
        assert_series_equal(one.call, other.call, check_names=False)  # its row in the table
        for name in ("tellings", "edges", "details"):
            assert_frame_equal(getattr(one, name), getattr(other, name))


def test_a_call_is_traced_by_its_own_rows_alone(corpus, folder, read_only_by_rows):
    some = corpus.calls["call_id"].sample(15, random_state=2022)
    assert_traced_alike(corpus, analysis.read_corpus(folder), some)


def test_calls_of_batches_are_traced_with_what_their_batches_tell(
    make_corpus, tmp_path, read_only_by_rows
):
    """r5 tells the batch as a whole, k3 is out of a batch that is part of it; k9 is another's."""
    corpus = make_corpus(
        """
report  dates       outlet  calls
r1      2022-05-02  Alpha   k1
r2      2022-05-03  Beta    k1,k9
r3      2022-05-04  Gamma   k2
r4      2022-05-05  Alpha   k3
r5      2022-05-06  Delta   b1
r6      2022-05-07  Eta     k9
""",
        batches={"k1": "b1", "k2": "b1", "b2": "b1", "k3": "b2"},
        also={
            "citations": """
report_id  source  source_report_id  evidence
r2         Alpha   r1                named
r2         Eta     r6                named
r3         Beta    r2                copied
r5         Alpha   r4                named
r6         Beta    r2                inferred
""",
            "calls": """
call_id  kind   title  released_by
k1       call   One    media
k2       call   Two    media
k3       call   Three  media
k9       call   Nine   SBU
b1       batch  All    media
b2       batch  Part   media
""",
        },
    )
    analysis.collecting.export_corpus(corpus, tmp_path / "batches", parquet=True)
    stored = analysis.read_corpus(tmp_path / "batches")
    assert_traced_alike(corpus, stored, ["k1", "k2", "k3", "k9", "b1", "b2"])


def test_a_call_that_there_is_not_is_refused_with_those_most_like_it(stored):
    with pytest.raises(KeyError, match=r"'ivanivka-forest' among 214.* ivanivka-forest-2023-10,"):
        analysis.trace_call(stored, "ivanivka-forest")


@pytest.mark.parametrize(
    "words", ["", "dam", "TANK sbu", "ivanivka-forest-2023-10", "newsweek", "("]
)
def test_words_find_the_calls_that_they_find_in_memory(corpus, stored, words):
    columns = ["call_id", "title", "kind", "tellings"]
    known = find_calls(list_calls(corpus), words)
    found, number = stored.tables.seek_calls(words.lower().split(), 20)
    assert number == len(known)
    assert_frame_equal(found[columns], known.head(20).reset_index()[columns], check_dtype=False)
