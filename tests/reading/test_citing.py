"""Reports as references: what each form holds, and that no text of others breaks its form."""

import csv
import io
import json

import pandas as pd
import pytest

import analysis

MERKUR = "2023-10-29-merkur-ivanivka"


@pytest.fixture(scope="module")
def reports() -> pd.DataFrame:
    return analysis.read_corpus().reports


def one(reports: pd.DataFrame, **changed: object) -> pd.DataFrame:
    return reports[reports["report_id"] == MERKUR].assign(**changed)


def fields(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.splitlines() if line]


def test_a_known_day_is_given_whole(reports):
    said = dict(fields(analysis.cite_reports(one(reports))))
    assert (said["PY"], said["DA"]) == ("2023", "2023/10/29/")
    assert said["PB"] == "pledgetimes.com"
    [item] = json.loads(analysis.cite_reports(one(reports), "csl"))
    assert item["issued"] == {"date-parts": [[2023, 10, 29]]}
    assert item["type"] == "article-newspaper"


def test_of_an_unsure_day_only_what_both_ends_have_in_common_is_given(reports):
    days = {
        "published_from": pd.Timestamp("2023-10-20"),
        "published_to": pd.Timestamp("2023-11-03"),
    }
    text = analysis.cite_reports(one(reports, **days))
    said = dict(fields(text))
    assert (said["PY"], said["DA"]) == ("2023", "2023///")
    assert said["N1"] == "Published between 2023-10-20 and 2023-11-03"
    [item] = json.loads(analysis.cite_reports(one(reports, **days), "csl"))
    assert item["issued"] == {"date-parts": [[2023], [2023]][:1]}


def test_an_undated_report_has_no_year(reports):
    undated = one(reports, published_from=pd.NaT, published_to=pd.NaT)
    assert not {"PY", "DA", "N1"} & dict(fields(analysis.cite_reports(undated))).keys()
    assert "issued" not in json.loads(analysis.cite_reports(undated, "csl"))[0]


def test_text_of_others_stays_in_its_field(reports):
    hostile = one(reports, byline="A\r\nER  - \r\nTY  - BOOK", digest='="x",\n<b>"')
    tags = [tag for tag, _ in fields(analysis.cite_reports(hostile))]
    assert tags.count("TY") == tags.count("ER") == 1
    [row] = csv.DictReader(io.StringIO(analysis.cite_reports(hostile, "csv")))
    assert row["digest"] == '="x",\n<b>"'


def test_an_archived_copy_is_given_where_one_is_known(reports):
    copy = "https://archive.example/1"
    assert "AV" not in dict(fields(analysis.cite_reports(one(reports))))
    archived = one(reports, archived_url=copy)
    assert dict(fields(analysis.cite_reports(archived)))["AV"] == copy
    assert json.loads(analysis.cite_reports(archived, "csl"))[0]["archive_location"] == copy


def test_all_reports_are_there_in_order(reports):
    ids = reports["report_id"].tolist()
    assert [said for tag, said in fields(analysis.cite_reports(reports)) if tag == "ID"] == ids
    assert [item["id"] for item in json.loads(analysis.cite_reports(reports, "csl"))] == ids


def test_an_unknown_form_is_refused(reports):
    with pytest.raises(ValueError, match="'bib', expected one of: ris, csl, csv"):
        analysis.cite_reports(reports, "bib")


def test_an_address_of_a_copy_is_no_part_of_older_fingerprints():
    assert analysis.read_corpus(edition=1).fingerprint == "36db15b9ee4d6bbe"
