"""A study from a folder of articles: charts at once, a next step always, nothing written over."""

from pathlib import Path

import pytest

import analysis
from analysis.collecting import fill_reports, start_study

BOOTS = """\
Harbour Courier
Soldier asks mother for boots, service says
3 July 2022

“It rains, mum, and the boots have holes,” the soldier told his mother.
The SBU published the call on Telegram. He asked for boots again,
size forty-four, and for three pairs of socks.
"""
FLOOD = """\
River Radio
Flood closes bridge
13 September 2022

The bridge over the Alder was closed on Monday. “We had no choice,” the mayor, Ruth Keller, said.
"""


def write_files(home: Path) -> Path:
    folder = home / "articles"
    folder.mkdir()
    (folder / "boots.txt").write_text(BOOTS)
    (folder / "flood.txt").write_text(FLOOD)
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return write_files(tmp_path)


@pytest.fixture
def study(files: Path, corpus: analysis.Corpus):
    return start_study(files, corpus=corpus)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, corpus: analysis.Corpus):
    """The same, for tests that only look."""
    return start_study(write_files(tmp_path_factory.mktemp("begun")), corpus=corpus)


def test_each_article_is_a_report_at_once(begun) -> None:
    reports = begun.corpus.reports
    assert reports["outlet"].tolist() == ["Harbour Courier", "River Radio"]
    assert reports["published_from"].dt.strftime("%Y-%m-%d").tolist() == [
        "2022-07-03", "2022-09-13"
    ]  # fmt: skip
    assert begun.folder.name == "articles-study"
    assert analysis.check_corpus(begun.folder).empty


def test_the_call_it_tells_is_proposed(begun) -> None:
    [told] = begun.corpus.tellings.to_dict("records")
    assert told["report_id"].endswith("soldier-asks-mother-for")
    assert (told["caller_role"], told["callee_role"]) == ("soldier", "mother")
    assert (told["released_by"], told["channel"]) == ("SBU", "Telegram")


def test_it_says_what_is_missing_and_the_next_step(begun) -> None:
    assert begun.missing["missing"].tolist() == ["outlet_kind", "outlet_kind, calls"]
    assert "next: fill in outlet kind (2), calls (1): analysis.explore_study(study)" in str(begun)


def test_started_again_it_takes_what_is_new_and_keeps_what_was_written(study, files, corpus):
    report_id = study.corpus.reports["report_id"][0]
    path = study.folder / "reports" / f"{report_id}.md"
    path.write_text(path.read_text().replace("Harbour Courier", "Harbour Post"))
    (files / "snow.txt").write_text(FLOOD.replace("Flood", "Snow").replace("13", "14"))
    again = start_study(files, corpus=corpus)
    assert len(again.corpus.reports) == 3 or "near-duplicate" in set(again.added["status"])
    assert "Harbour Post" in set(again.corpus.reports["outlet"])


def test_facts_filled_in_a_table_are_written_and_named(study) -> None:
    facts = study.facts
    facts["outlet_kind"] = "newspaper"
    facts.loc[1, "call"] = "-"
    changed = fill_reports(study, facts)
    assert changed["fact"].tolist() == ["outlet_kind", "outlet_kind", "call"]
    assert study.missing["missing"].tolist() == ["", ""]
    assert fill_reports(study, study.facts).empty


def test_reports_of_one_title_tell_one_call(study) -> None:
    fill_reports(study, study.facts.assign(call="Boots with holes"))
    own = study.corpus
    assert own.calls["call_id"].tolist() == ["boots-with-holes"]
    assert own.tellings["call_id"].tolist() == ["boots-with-holes"] * 2
    assert own.tellings["confidence"].tolist() == ["sure", "sure"]
    assert own.calls["released_by"][0] == "SBU"
    fill_reports(study, study.facts.assign(call=["Boots", "Boots with holes"]))
    assert study.corpus.tellings["call_id"].tolist() == ["boots", "boots-with-holes"]


SAME = """\
Abendblatt am See
Geliehene Stiefel: Soldat klagt seiner Mutter
4. Juli 2022

„Es regnet, Mama, und die Stiefel haben Löcher“, sagt der Soldat seiner Mutter in einem Telefonat,
das der SBU auf Telegram veröffentlicht hat. Er bittet um Stiefel, Größe 44, und drei Paar Socken.
"""


def test_articles_that_seem_to_tell_one_call_are_linked_and_say_so(files, corpus) -> None:
    (files / "stiefel.txt").write_text(SAME, encoding="utf-8")
    own = start_study(files, corpus=corpus).corpus
    told = own.tellings.dropna(subset="call_id")
    assert len(told) == 2
    assert told["call_id"].nunique() == len(own.calls) == 1
    assert told["confidence"].tolist() == ["possible"] * 2
    assert told["reason"].str.match(r"proposed: .* not checked$").all()


def test_a_proposed_call_that_nobody_tells_any_more_goes(files, corpus) -> None:
    (files / "stiefel.txt").write_text(SAME, encoding="utf-8")
    study = start_study(files, corpus=corpus)
    fill_reports(study, study.facts.query("headline != 'Flood closes bridge'").assign(call="Boots"))
    assert study.corpus.calls["title"].tolist() == ["Boots"]
    again = start_study(files, corpus=corpus)
    assert again.corpus.calls["title"].tolist() == ["Boots"]
    assert set(again.corpus.tellings["confidence"].dropna()) == {"sure"}


def test_an_unknown_report_or_column_is_named(begun) -> None:
    with pytest.raises(KeyError, match="no such report: nobody"):
        fill_reports(begun, begun.facts.assign(report_id="nobody").iloc[:1])
    with pytest.raises(KeyError, match="no such column: colour"):
        fill_reports(begun, begun.facts.assign(colour="red"))


def test_a_text_of_a_report_that_is_known_brings_the_report(
    tmp_path: Path, corpus: analysis.Corpus
) -> None:
    report = corpus.reports.dropna(subset="url").iloc[0]
    page = f"URL: {report['url']}\n\n{BOOTS}"
    (tmp_path / "page.txt").write_text(page)
    own = start_study(tmp_path / "page.txt", corpus=corpus).corpus
    assert own.reports["report_id"].tolist() == [report["report_id"]]
    assert own.reports["digest"][0] == report["digest"]


@pytest.mark.parametrize("name", ["nothing", "empty"])
def test_a_folder_without_texts_is_named(tmp_path: Path, name: str, corpus) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ValueError, match=f"{name} (does not exist|holds no text)"):
        start_study(tmp_path / name, corpus=corpus)


def test_a_finished_corpus_is_no_study(files: Path, tmp_path: Path, corpus) -> None:
    (tmp_path / "mine" / "reports").mkdir(parents=True)
    with pytest.raises(ValueError, match="is no study"):
        start_study(files, tmp_path / "mine", corpus=corpus)
    assert not (tmp_path / "mine" / "texts").exists()


def test_every_chart_and_measure_works_on_a_half_filled_study(study, corpus) -> None:
    own = study.corpus
    for by in ("month", "outlet_kind", "outlet", "language"):
        analysis.chart_reports(analysis.count_reports(own, by)).to_dict()
    analysis.chart_speakers(analysis.count_speakers(study.parts)).to_dict()
    with pytest.raises(ValueError, match="no report is coded yet"):
        analysis.count_codes(own, "theme", every=None)
    assert len(analysis.find_reports(own)) == 2
    assert analysis.summarise_travel(own) is not None
    assert len(analysis.count_speech(study.parts)) == 2
    assert analysis.find_words(own.reports, "boots").empty
    analysis.collecting.draft_codings(own, "ann")
