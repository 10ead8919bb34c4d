"""Published facts of the embedded corpus, counted here from the files without the reader."""

import csv
from collections import Counter, defaultdict

import pytest
import yaml

import analysis
from analysis.measuring.dates import spread_dates

COUNTS = {
    "reports": 651, "calls": 214, "tellings": 922, "citations": 896, "variants": 2723,
    "figures": 402, "codings": 18342, "wording": 194, "corrections": 37,
}  # fmt: skip
MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)][4:]


@pytest.fixture(scope="module")
def files(corpus):
    """Front matter and digest of each report file, by its name, parsed by nothing but yaml."""
    parsed = {}
    for path in (corpus.folder / "reports").glob("*.md"):
        head, digest = path.read_text(encoding="utf-8").split("\n---\n", 1)
        parsed[path.stem] = (yaml.load(head.removeprefix("---\n"), Loader=yaml.BaseLoader), digest)  # noqa: S506
    return parsed


@pytest.fixture(scope="module")
def rows(corpus):
    def read(table):
        with (corpus.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


def test_the_files_keep_every_rule(corpus):
    assert analysis.check_corpus(corpus.folder).empty


def test_the_files_hold_as_many_as_is_published(files, rows):
    calls = [call for head, _ in files.values() for call in head["calls"]]
    figures = [figure for call in calls for figure in call.get("figures", [])]
    counted = {"reports": len(files), "tellings": len(calls), "figures": len(figures)}
    tables = ("calls", "citations", "variants", "codings", "wording", "corrections")
    assert counted | {table: len(rows(table)) for table in tables} == COUNTS
    assert len(rows("tellings")) == COUNTS["tellings"]


def test_the_tables_hold_as_many_as_the_files(corpus):
    assert {name: len(corpus.tables[name]) for name in COUNTS} == COUNTS


def test_there_are_31_languages(files, corpus):
    languages = {head["language"] for head, _ in files.values()}
    assert len(languages) == 31
    assert set(corpus.reports.language) == languages


def test_facts_are_read_as_they_are_written(files, corpus):
    keys = ["outlet", "outlet_kind", "outlet_country", "carried_by", "url", "byline", "language"]
    keys += ["date_basis", "date_note", "translated_from", "title_voice", "read"]
    table = corpus.reports.set_index("report_id")
    for report_id, (head, digest) in files.items():
        read = table.loc[report_id].fillna("")
        written = {key: head.get(key, "").replace("null", "") for key in keys}
        assert {key: read[key] for key in keys} == written
        assert read["digest"] == digest.strip()


def test_no_digest_is_longer_than_130_words_or_shorter_than_40(files):
    words = [len(digest.split()) for _, digest in files.values()]
    assert min(words) >= 40
    assert max(words) <= 130


def test_236_reports_have_an_exact_day_and_one_month_has_none_of_them(files, corpus):
    exact = Counter(
        head["published"][:7] for head, _ in files.values() if len(head["published"]) == 10
    )
    assert sum(exact.values()) == 236
    assert [month for month in MONTHS if month not in exact] == ["2023-05"]
    table = corpus.reports.query("published_from == published_to")
    assert Counter(table.published_from.dt.strftime("%Y-%m")) == exact


def test_months_reconcile(files, corpus):
    """Reports that lie in one month, in one of several, and in none add up to all."""
    within, across = Counter(), 0
    for head, _ in files.values():
        first, _, last = head["published"].partition("/")
        if (last or first)[:7] == first[:7]:
            within[first[:7]] += 1
        else:
            across += 1
    assert sum(within.values()) + across == 651
    months = corpus.reports[["published_from", "published_to"]].apply(
        lambda days: days.dt.strftime("%Y-%m")
    )
    one = months.query("published_from == published_to").published_from
    assert Counter(one) == within
    assert months.notna().to_numpy().all()
    spread = spread_dates(corpus.reports)
    assert spread.weight.sum() == pytest.approx(651)
    assert set(spread.period.dt.strftime("%Y-%m")) <= set(MONTHS)


def test_every_report_has_codes_of_both_coders_and_of_the_adjudication(files, rows):
    coders = defaultdict(set)
    for row in rows("codings"):
        coders[row["report_id"]].add(row["coder"])
    assert set(coders) == set(files)
    assert {frozenset(found) for found in coders.values()} == {frozenset("ab") | {"adjudicated"}}


def test_the_adjudication_gives_what_both_gave_and_twice_a_value_that_neither_did(rows):
    given = defaultdict(set)
    for row in rows("codings"):
        given[row["coder"]].add((row["report_id"], row["variable"], row["value"]))
    assert len(given["adjudicated"] - (given["a"] | given["b"])) == 2
    assert given["a"] & given["b"] <= given["adjudicated"]


def test_every_coder_gives_one_value_where_the_codebook_asks_for_one(corpus, files, rows):
    codebook = yaml.safe_load((corpus.folder / "codebook.yml").read_text(encoding="utf-8"))
    asked = [name for name, each in codebook["variables"].items() if each["coded"] == "one"]
    given = Counter(
        (row["report_id"], row["coder"], row["variable"])
        for row in rows("codings")
        if row["variable"] in asked
    )
    assert set(given.values()) == {1}
    assert len(given) == len(files) * 3 * len(asked)


def test_every_telling_is_linked_to_a_call(corpus):
    assert corpus.tellings.call_id.notna().all()
    assert set(corpus.tellings.call_id) <= set(corpus.calls.call_id)


def test_words_in_and_outside_quotation_marks_are_all_words(rows):
    for row in rows("wording"):
        assert int(row["own_words"]) + int(row["quoted_words"]) == int(row["words"])


def test_the_first_edition_is_the_one_that_was_published(first):
    assert first.fingerprint == "36db15b9ee4d6bbe"
    sizes = {name: len(table) for name, table in first.tables.items()}
    assert sizes == {
        "reports": 261, "calls": 134, "tellings": 386, "citations": 334, "variants": 672,
        "figures": 178, "places": 212, "formations": 46, "codings": 7578, "wording": 194,
        "corrections": 0,
    }  # fmt: skip
    assert first.codebook.version == "1.0"
    assert len(first.codebook.rulings) == 12


def test_codes_name_the_codebook_of_their_edition(corpus):
    named = corpus.codings.merge(corpus.reports[["report_id", "edition"]])
    pairs = named.groupby(["edition", "codebook"]).size()
    assert pairs.to_dict() == {(1, "1.0"): 7578, (2, "1.1"): 10764}
    assert corpus.codebook.version == "1.1"
    assert len(corpus.codebook.added["1.1"]) == 14
