"""The data package that stands in the corpus, and that of an export."""

from pathlib import Path

import frictionless
import pytest

import analysis
from analysis.collecting.corpora import export_corpus
from analysis.tables import CSV_SCHEMAS, SCHEMAS
from analysis.tables.datapackage import describe_corpus_files, describe_export, package_text
from analysis.tables.declaring import Declaration

CORPUS = Path(__file__).parents[1] / "corpus"


def resource(descriptor: dict, name: str) -> dict:
    return next(each for each in descriptor["resources"] if each["name"] == name)


def problems(path: Path) -> list[str]:
    with frictionless.system.use_context(trusted=False):
        report = frictionless.validate(str(path))
    return [str(row) for row in report.flatten(["name", "rowNumber", "fieldName", "message"])]


def test_descriptor_in_the_corpus_is_what_the_schemas_say() -> None:
    stored = (CORPUS / "datapackage.json").read_text(encoding="utf-8")
    mend = "python -m analysis.collecting.corpora > corpus/datapackage.json"
    declared = analysis.read_corpus().declared
    assert stored == package_text(describe_corpus_files(declared)), f"write it anew: {mend}"


def test_corpus_files_keep_their_descriptor() -> None:
    assert problems(CORPUS / "datapackage.json") == []


def test_every_file_of_the_corpus_is_described() -> None:
    paths = {each["path"] for each in describe_corpus_files(Declaration())["resources"]}
    there = {path.name for path in CORPUS.iterdir() if path.is_file()}
    assert there - {"datapackage.json", "LICENSE"} == paths
    assert {f"{name}.csv" for name in CSV_SCHEMAS} <= paths


def test_export_keeps_its_descriptor(tmp_path: Path) -> None:
    export_corpus(analysis.read_corpus(), tmp_path)
    assert problems(tmp_path / "datapackage.json") == []
    rows = (tmp_path / "reports.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("report_id,outlet,outlet_inferred,")


def test_validation_of_an_export_sees_a_reference_to_no_report(tmp_path: Path) -> None:
    export_corpus(analysis.read_corpus(), tmp_path)
    with (tmp_path / "wording.csv").open("a", encoding="utf-8") as file:
        file.write("no-such-report,1,1,0,0,0,0,0,0\n")
    assert "no-such-report" in "".join(problems(tmp_path / "datapackage.json"))


def test_a_key_that_may_be_empty_is_no_primary_key() -> None:
    export = describe_export(Declaration())
    assert "primaryKey" not in resource(export, "citations")["schema"]
    assert resource(export, "tellings")["schema"]["primaryKey"] == ["report_id", "position"]


def test_columns_carry_meaning_unit_and_what_empty_means() -> None:
    fields = resource(describe_export(Declaration()), "reports")["schema"]["fields"]
    first = next(field for field in fields if field["name"] == "published_from")
    assert first == {
        "name": "published_from",
        "type": "date",
        "description": "first day on which it can have been published (unit: calendar day); "
        "empty: undated",
        "constraints": {"minimum": "1900-01-01", "maximum": "2100-12-31"},
    }
    basis = next(field for field in fields if field["name"] == "date_basis")
    assert basis["constraints"]["enum"] == ["stated", "url", "text", "context", "unknown"]


def test_references_lead_to_columns_that_are_there() -> None:
    for each in describe_export(Declaration())["resources"]:
        for key in each["schema"].get("foreignKeys", []):
            target = key["reference"]["resource"] or each["name"]
            assert set(key["fields"]) <= set(SCHEMAS[each["name"]].columns)
            assert set(key["reference"]["fields"]) <= set(SCHEMAS[target].columns)
    figures = resource(describe_export(Declaration()), "figures")["schema"]["foreignKeys"]
    assert figures[0] == {
        "fields": ["report_id", "position"],
        "reference": {"resource": "tellings", "fields": ["report_id", "position"]},
    }


@pytest.mark.parametrize("table", ["reports", "calls", "codings"])
def test_export_writes_every_row_and_unknown_as_empty(tmp_path: Path, table: str) -> None:
    corpus = analysis.read_corpus()
    export_corpus(corpus, tmp_path)
    with frictionless.system.use_context(trusted=False):
        rows = (
            frictionless.Package(str(tmp_path / "datapackage.json")).get_resource(table).read_rows()
        )
    expected = corpus.tables[table]
    assert len(rows) == len(expected)
    for column in expected:
        empty = [row[column] is None for row in rows]
        assert empty == expected[column].isna().tolist(), column
