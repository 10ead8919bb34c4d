"""Corpora on another subject run through everything, and nothing there speaks of calls.

The floods are invented reports in three languages with a codebook of their own, which has neither
themes nor certainty. The coder `first` read all 36 reports, `second` 24 of them, and was not asked
about the response.
"""

import base64
import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import analysis
from analysis import collecting, matching
from analysis.__main__ import main
from analysis.exploring.shell import Explorer
from analysis.measuring.counting import DRAWN
from analysis.measuring.retelling.chains import chain_steps
from analysis.publishing import notebooks
from analysis.publishing.site import building
from analysis.reading.codes import coder_views
from analysis.reading.corpus import Corpus
from analysis.reading.problems import CorpusError
from analysis.tables.datapackage import describe_export
from analysis.tables.declaring import Declaration
from tests.conftest import few_views

FLOODS = Path(__file__).parent / "data" / "floods"
MELNAFELD = "melnafeld-dyke-2021-05"

FOREIGN = re.compile(
    r"\b(calls?|phone[ds]?|intercept\w*|recordings?|soldiers?|wife|wives|wars?|wartime|services?"
    r"|HUR|SBU|Telegram|Russians?|Russia|Ukrain\w*|losses|torture|pass(es)?|language model)\b",
    re.IGNORECASE,
)
"""Words of the kit's own corpus."""


@pytest.fixture(scope="module")
def floods() -> Corpus:
    return analysis.read_corpus(FLOODS)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """What `overheard new` writes: two reports of one event."""
    folder = tmp_path_factory.mktemp("new")
    collecting.start_corpus(folder)
    return analysis.read_corpus(folder)


# What a reader sees.

NAMED = {"kind", "of", "unit", "without", "on", "field", "value", "python", "csv", "state", "first"}
"""Columns and keys that hold names of the interface, such as the unit "call", or code."""


def seen(found: Any) -> Iterator[str]:
    """Every text that somebody sees of a table, a chart or an explorer, names of columns apart."""
    found = _plain(found)
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        for each in found:
            yield from seen(each)
    elif isinstance(found, dict):
        for key, each in found.items():
            if key not in NAMED:
                yield from _tooltips(each) if key == "tooltip" else seen(each)


def _plain(found: Any) -> Any:
    if isinstance(found, pd.DataFrame):
        told = {key: each for key, each in found.attrs.items() if key != "choices"}
        return [found.to_dict("list"), told]
    if isinstance(found, Explorer):
        return found.view
    if isinstance(found, tuple):
        return list(found)
    return found.to_dict() if hasattr(found, "to_dict") else found


def _tooltips(said: Any) -> Iterator[str]:
    """The heads of a tooltip's lines: a line without a title has the name of its column."""
    for each in said if isinstance(said, list) else [said]:
        yield each.get("title") or each.get("field") or ""


def foreign(found: Any) -> list[str]:
    """The texts with a word of the kit's own corpus."""
    return sorted({each for each in seen(found) if FOREIGN.search(each)})


def test_what_a_reader_sees_is_found() -> None:
    table = pd.DataFrame({"kind": ["call"], "verdict": ["too few calls"]})
    table.attrs["warnings"] = ["few calls"]
    assert foreign(table) == ["few calls", "too few calls"]
    feeds = pd.DataFrame({"source": ["A"], "outlet": ["B"], "calls": [2]})
    assert "width and number: calls." in " ".join(foreign(analysis.chart_network(feeds)))
    assert "calls" in foreign(analysis.chart_network(feeds))


def test_no_such_word_is_in_these_corpora(floods: Corpus, template: Corpus) -> None:
    assert foreign([*floods.tables.values(), *template.tables.values()]) == []


# Every public function.


def first_value(corpus: Corpus) -> tuple[str, str]:
    variable = corpus.codebook.variables[0]
    return variable, corpus.codebook.values(variable)[0]


def texts_of(corpus: Corpus) -> pd.DataFrame:
    """Texts that are no digests: the digests with some words more; half of them of group B."""
    texts = corpus.reports[["report_id", "digest"]].set_axis(["report_id", "text"], axis=1)
    texts["text"] += " So it is told here, and the water stood in the street."
    return texts.assign(group=["AB"[place % 2] for place in range(len(texts))])


def in_one_language(texts: pd.DataFrame) -> pd.DataFrame:
    speech = analysis.count_speech(texts)
    return texts[speech["language"].eq("en").to_numpy()]


def share(corpus: Corpus, **options: Any) -> pd.DataFrame:
    variable, value = first_value(corpus)
    return analysis.count_codes(corpus, variable, [value], every=None, **options)


CHOICES = {
    "unit": ["report", "call"],
    "without": ["no call", "the largest call"],
    "coder": ["first"],
}
RUN: dict[str, Callable[[Corpus], Any]] = {
    "cite_reports": lambda c: [analysis.cite_reports(c.reports, form) for form in ("ris", "csl")],
    "cite_reports that were found": lambda c: analysis.cite_reports(analysis.find_reports(c)),
    "compare_coders": analysis.compare_coders,
    "compare_corpora": lambda c: analysis.compare_corpora(c, c.select(c.reports["report_id"][:1]))
    .numbers["measure"].loc[lambda names: names != "number of"].tolist(),
    "compare_groups": lambda c: analysis.compare_groups(
        c, "language", first_value(c)[0], coder="first"
    ),
    "compare_words": lambda c: analysis.compare_words(
        in_one_language(texts_of(c)), "group", groups=("A", "B"), corpus=c
    ),
    "count_changes": analysis.count_changes,
    "count_confusions": lambda c: analysis.count_confusions(c, first_value(c)[0]),
    "count_codes": lambda c: analysis.count_codes(c, first_value(c)[0]),
    "count_feeds": analysis.count_feeds,
    "count_lead": lambda c: analysis.count_lead(c, *first_value(c)),
    "count_reports": lambda c: analysis.count_reports(c, "outlet_kind"),
    "count_speech": lambda c: analysis.count_speech(texts_of(c)),
    "find_reports": lambda c: analysis.find_reports(
        c, variable=first_value(c)[0], value=first_value(c)[1], coder="first"
    ),
    "find_words": lambda c: analysis.find_words(c.reports, "water*"),
    "list_disputes": analysis.list_disputes,
    "list_shared_calls": lambda c: analysis.list_shared_calls(c, "language"),
    "parse_texts": lambda c: len(analysis.parse_texts(texts_of(c)).articles),
    "plan_coding": lambda _: analysis.plan_coding(0.2, 0.8, reports=[50]),
    "read_events": lambda c: list(analysis.read_events(c.folder)),
    "replicate": analysis.replicate,
    "select_new": lambda c: analysis.select_new(c).reports,
    "smooth_codes": lambda c: analysis.smooth_codes(c, first_value(c)[0], bandwidth=120),
    "summarise_travel": analysis.summarise_travel,
    "trace_call": lambda c: list(analysis.trace_call(c, c.calls["call_id"].iloc[0])),
    "vary_choices": lambda c: analysis.vary_choices(c, share, **CHOICES),
    "view_codes": lambda c: analysis.view_codes(c, coder="first"),
    "matching.find_candidates": lambda c: matching.find_candidates(c, texts_of(c)[:3]),
    "matching.find_copies": lambda c: matching.find_copies(texts_of(c)),
    "matching.find_evidence": lambda c: matching.find_evidence(
        c, texts_of(c), c.reports["report_id"].iloc[0], c.calls["call_id"].iloc[0]
    ),
    "matching.group_texts": lambda c: matching.group_texts(c, texts_of(c)[:3]),
    "matching.keep_articles": lambda c: matching.keep_articles(texts_of(c)),
    "collecting.read_drafts": lambda c: collecting.read_drafts(c),
    "collecting.read_stored_texts": lambda c: collecting.read_stored_texts(c),
}  # fmt: skip
CHARTS: dict[str, Callable[[Corpus], Any]] = {
    "chart_choices": lambda c: analysis.chart_choices(RUN["vary_choices"](c), title="It", null=0.5),
    "chart_codes": lambda c: analysis.chart_codes(RUN["count_codes"](c)),
    "chart_estimates": lambda c: analysis.chart_estimates(RUN["compare_coders"](c)),
    "chart_estimates of a course": lambda c: analysis.chart_estimates(
        analysis.compare_coders(c, first_value(c)[0], every=5)
    ),
    "chart_estimates of a plan": lambda c: analysis.chart_estimates(RUN["plan_coding"](c)),
    "chart_estimates of changes": lambda c: analysis.chart_estimates(analysis.count_changes(c)),
    "chart_estimates of groups": lambda c: analysis.chart_estimates(RUN["compare_groups"](c)),
    "chart_estimates of two groups": lambda c: analysis.chart_estimates(
        analysis.compare_groups(c, "language", first_value(c)[0], groups=["en", "de"]), poor=True
    ),
    "chart_estimates on the same": lambda c: analysis.chart_estimates(
        analysis.compare_groups(
            c, "language", first_value(c)[0], groups=["en", "de"], on="same calls"
        ),
        poor=True,
    ),
    "chart_estimates on the like": lambda c: analysis.chart_estimates(
        analysis.compare_groups(c, "language", first_value(c)[0], on="like calls"), poor=True
    ),
    "chart_estimates of travel": lambda c: analysis.chart_estimates(analysis.summarise_travel(c)),
    "chart_estimates of words": lambda c: analysis.chart_estimates(RUN["compare_words"](c)),
    "chart_network": lambda c: analysis.chart_network(analysis.count_feeds(c), least=1),
    "chart_reports": lambda c: analysis.chart_reports(RUN["count_reports"](c)),
    "chart_reports by month": lambda c: analysis.chart_reports(analysis.count_reports(c, "month")),
    "chart_smooth": lambda c: analysis.chart_smooth(RUN["smooth_codes"](c)),
    "chart_tellings": lambda c: analysis.chart_tellings(_most_told(c).details),
    "chart_trace": lambda c: analysis.chart_trace(_most_told(c)),
    "chart_trace in groups": lambda c: analysis.chart_trace(_most_told(c), fold="language"),
}


def _most_told(corpus: Corpus) -> Any:
    return analysis.trace_call(corpus, corpus.tellings["call_id"].mode().iloc[0])


SPOKEN = ("count_speakers", "chart_speakers")
"""Who speaks in full texts is the parser's: it has roles of its own."""
EXPLORERS: dict[str, Callable[..., Any]] = {
    "explore_call": analysis.explore_call,
    "explore_groups": lambda c, **chosen: analysis.explore_groups(
        c, **{"variable": first_value(c)[0]} | chosen
    ),
    "explore_text": lambda c: analysis.explore_text(c.reports["digest"].iloc[0]),
    "explore_themes": analysis.explore_themes,
    "explore_words": lambda c, **chosen: analysis.explore_words(c, **{"words": "water*"} | chosen),
}
STATES: list[tuple[str, dict[str, Any]]] = [
    ("explore_call", {"marks": [["release"]]}),
    ("explore_call", {"view": "time line"}),
    ("explore_call", {"view": "details"}),
    ("explore_groups", {"unit": "call", "coder": "both"}),
    ("explore_groups", {"mode": "same", "by": "language"}),
    ("explore_groups", {"mode": "standardised", "over": "call", "by": "language"}),
    ("explore_groups", {"by": "year"}),
    ("explore_themes", {"unit": "call", "every": "month", "coder": "second"}),
    ("explore_themes", {"languages": ["fr"]}),
    ("explore_themes", {"themes": []}),
    ("explore_themes", {"marks": [["homes", None]]}),
    ("explore_words", {"words": ""}),
]
TESTED_APART = {
    "Corpus", "check_corpus", "read_corpus", "describe", "save_chart", "explore_study",
    "collecting", "matching", "explore_coding", *SPOKEN,
}  # fmt: skip


def test_every_public_name_is_run() -> None:
    run = {name.split(" ")[0] for name in [*RUN, *CHARTS, *EXPLORERS] if "." not in name}
    assert run | TESTED_APART == set(analysis.__all__)
    assert {f"matching.{name}" for name in matching.__all__} <= set(RUN)


@pytest.mark.parametrize("name", [*RUN, *CHARTS])
@pytest.mark.filterwarnings("error")
def test_tables_and_charts_speak_the_words_of_the_corpus(floods: Corpus, name: str) -> None:
    assert foreign((RUN.get(name) or CHARTS[name])(floods)) == []


NEEDS_MORE = {
    "replicate": "the template has no editions",
    "matching.find_candidates": "the parser takes a board for a service, whatever the corpus is",
}


@pytest.mark.parametrize("name", [each for each in [*RUN, *CHARTS] if each not in NEEDS_MORE])
@pytest.mark.filterwarnings("error")
def test_two_reports_are_enough_to_begin_with(template: Corpus, name: str) -> None:
    assert foreign((RUN.get(name) or CHARTS[name])(template)) == []


@pytest.mark.parametrize("name", EXPLORERS)
def test_explorers_speak_the_words_of_the_corpus(
    floods: Corpus, template: Corpus, name: str
) -> None:
    for corpus in (floods, template):
        explorer = EXPLORERS[name](corpus)
        assert foreign([explorer, explorer.still(), getattr(explorer, "chart", None)]) == []


@pytest.mark.parametrize(("name", "chosen"), STATES)
def test_explorers_do_so_whatever_is_chosen(
    floods: Corpus, name: str, chosen: dict[str, Any]
) -> None:
    explorer = EXPLORERS[name](floods, **chosen)
    assert foreign([explorer, explorer.still()]) == []


def test_explorers_name_the_variable_that_they_show(floods: Corpus) -> None:
    explorer = analysis.explore_themes(floods, themes=[], coder="both")
    assert explorer.view["title"] == "No value of impact is chosen"
    by_name = {control["name"]: control for control in explorer.view["controls"]}
    assert by_name["themes"]["label"] == "Impact"
    coders = {each["value"]: each["label"] for each in by_name["coder"]["options"]}
    assert coders == {
        "adjudicated": "settled", "first": "first", "second": "second",
        "both": "both coders agree", "either": "either coder",
    }  # fmt: skip


def test_the_form_of_a_study_speaks_the_words_of_the_study(tmp_path: Path) -> None:
    article = tmp_path / "gauge.txt"
    article.write_text("Gauge at the mill\n\nThe water rose by a metre, the Water Board said.\n")
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "corpus.yml").write_text("noun: [event, events]\nhalf_filled: true\n")
    study = collecting.start_study(article, tmp_path / "study")
    form = analysis.explore_study(study)
    words = [form.heading.value]
    for field in form.fields.values():
        words += [field.description, getattr(field, "placeholder", "")]
    words += [form.fields["call"].options[0], *form.fields["outlet_kind"].options]
    assert "Event told" in words
    assert [each for each in words if FOREIGN.search(str(each))] == []


@pytest.mark.parametrize(
    "name", ["explore_call", "explore_groups", "explore_themes", "explore_words"]
)
def test_explorers_open(floods: Corpus, template: Corpus, name: str) -> None:
    for corpus in (floods, template):
        assert EXPLORERS[name](corpus).view["controls"]


@pytest.fixture(scope="module")
def site(floods: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with few_views():
        return building.publish_site(floods, tmp_path_factory.mktemp("floods") / "site").parent


def test_a_site_is_written_of_it(floods: Corpus, site: Path) -> None:
    page = (site / "reading.html").read_text()
    assert floods.reports["report_id"].iloc[0] in page
    assert f"<h1>{floods.declared.title}</h1>" in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert "retell 11 events. These pages" in (site / "index.html").read_text()


def test_its_pages_speak_the_words_of_the_corpus(floods: Corpus, site: Path) -> None:
    for path in site.glob("*.html"):
        page = path.read_text()
        said = re.findall(r'(?:aria-label|alt|title|placeholder)="([^"]*)"', page)
        said += re.split(r"<[^>]*>", page)
        assert [each for each in said if FOREIGN.search(each)] == [], path.name
    for path in site.glob("*.svg"):
        assert [
            each for each in re.split(r"<[^>]*>", path.read_text()) if FOREIGN.search(each)
        ] == []
    assert foreign(notebooks.first_page(floods.declared, [])) == []


@pytest.mark.parametrize("name", ["themes", "groups", "calls", "reports"])
def test_what_its_explorers_look_up_does_so_too(site: Path, name: str) -> None:
    packed = (site / f"{name}.js").read_text().split('"')[3]
    told = json.loads(gzip.decompress(base64.b64decode(packed)))
    assert foreign([told.get("parts"), told.get("cards"), told.get("titles")]) == []


# What describes its tables.

NAMES_OF_TABLES = re.compile(r"^# .*|^\| \w+ \||\((call, batch|calls, tellings)\)", re.MULTILINE)


def test_its_tables_are_described_in_the_words_of_the_corpus(floods: Corpus) -> None:
    for table in (None, *floods.tables):
        page = NAMES_OF_TABLES.sub("", analysis.describe(table, corpus=floods))
        assert [line for line in page.splitlines() if FOREIGN.search(line)] == []
    fields = describe_export(floods.declared)["resources"][1]["schema"]["fields"]
    assert {each["name"]: each["description"] for each in fields}["call_id"] == "the event"


def test_an_export_claims_what_its_corpus_declares_and_nothing_else() -> None:
    assert set(describe_export(Declaration())) == {"profile", "name", "description", "resources"}
    whole = describe_export(analysis.read_corpus().declared)
    assert whole["name"] == "overheard"
    assert whole["title"] == "Overheard: published reports of intercepted phone calls"
    assert whole["licenses"][0]["title"] == "Creative Commons Attribution 4.0"


# Numbers worked out by hand.


def test_alpha_is_of_the_reports_that_both_coded(floods: Corpus) -> None:
    """Roads: of 24 reports both found them in 6, the first alone in 1, neither in 17.

    Krippendorff (nominal): 1 - (48 - 1) * 2 / (13 * 35 * 2) = 1 - 47 / 455.
    """
    table = analysis.compare_coders(floods, "impact").set_index("value")
    assert table["reports"].unique().tolist() == [24]
    assert table.loc["roads", "alpha"] == pytest.approx(1 - 47 / 455)
    assert table.loc["roads", "agreement"] == pytest.approx(23 / 24)


def test_who_was_not_asked_found_nothing_absent(floods: Corpus) -> None:
    table = analysis.compare_coders(floods, "response")
    assert table[["reports", "pairs"]].sum().sum() == 0
    assert table["alpha"].isna().all()
    for coder in ("second", "both", DRAWN):
        counts = analysis.count_codes(floods, "response", every=None, coder=coder)
        assert counts["total"].tolist() == [0, 0, 0]
        assert counts["share"].isna().all()
        assert counts.attrs["uncoded"] == 36
    either = analysis.count_codes(floods, "response", every=None, coder="either")
    assert either["total"].tolist() == [36, 36, 36]


def test_shares_are_of_the_reports_that_were_coded(floods: Corpus) -> None:
    assert coder_views(floods) == ["adjudicated", "first", "second", "both", "either"]
    settled = analysis.count_codes(floods, "response", every=None).set_index("value")
    assert settled.loc["rescue", ["count", "total", "share"]].tolist() == [8, 24, 8 / 24]
    assert settled.attrs["uncoded"] == 12
    first = analysis.count_codes(floods, "response", ["rescue"], every=None, coder="first")
    assert first[["count", "total"]].iloc[0].tolist() == [12, 36]


def test_a_chain_starts_with_an_issuer_and_has_three_steps(floods: Corpus) -> None:
    told = analysis.trace_call(floods, MELNAFELD).tellings.set_index("name")["step"]
    assert told[["Water Board", "Meridian Wire", "Nordlicht Dienst"]].tolist() == [0, 1, 1]
    assert told[["Kornauer Bote", "Talblatt", "Courrier de Lys", "La Vigie"]].tolist() == [
        2, 2, 3, 4
    ]  # fmt: skip
    steps = chain_steps(floods).set_index("report_id")["step"]
    assert pd.isna(steps["2021-11-20-melnafunk-brenn-road"])


def test_aspects_that_a_corpus_declares_are_the_kinds_of_its_details(floods: Corpus) -> None:
    changes = analysis.count_changes(floods).set_index("kind")
    assert changes["differing"].to_dict() == {
        "number": 7, "cause": 2, "place": 2, "quote wording": 1
    }  # fmt: skip


def test_verdicts_and_errors_name_what_is_retold(floods: Corpus) -> None:
    table = analysis.compare_groups(floods, "outlet", "impact", groups=["La Vigie", "Talblatt"])
    assert table["verdict"].tolist() == ["too few to tell (2 independent events)"] * 8
    with pytest.raises(KeyError, match="no event 'melnafeld' among 11"):
        analysis.trace_call(floods, "melnafeld")


# Corpora that lack something.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the floods to take something from."""
    return Path(shutil.copytree(FLOODS, tmp_path / "floods"))


def _keep_codings(folder: Path, wanted: Callable[[str], bool]) -> None:
    head, *rows = (folder / "codings.csv").read_text().splitlines()
    (folder / "codings.csv").write_text("\n".join([head, *filter(wanted, rows), ""]))


def _one_coder(folder: Path) -> None:
    _keep_codings(folder, lambda row: ",first," in row)


def _no_codes(folder: Path) -> None:
    (folder / "codings.csv").unlink()


def _no_events(folder: Path) -> None:
    for name in ("tellings.csv", "variants.csv", "citations.csv"):
        (folder / name).unlink()


def _one_outlet(folder: Path) -> None:
    for path in (folder / "reports").iterdir():
        path.write_text(re.sub(r"^outlet: .*", "outlet: Quay Post", path.read_text(), flags=re.M))


def _no_dates(folder: Path) -> None:
    for path in (folder / "reports").iterdir():
        text = re.sub(r"^published: .*", "published:", path.read_text(), flags=re.M)
        path.write_text(re.sub(r"^date_basis: .*", "date_basis: unknown", text, flags=re.M))
    (folder / "calls.csv").write_text(
        re.sub(r",2021-\d\d-\d\d(?=,)", ",", (folder / "calls.csv").read_text())
    )


LACKS = {
    "one coder": _one_coder,
    "no codes": _no_codes,
    "no events": _no_events,
    "one outlet": _one_outlet,
    "no dates": _no_dates,
}
MEASURED = [
    name for name in [*RUN, *CHARTS] if not name.startswith(("matching", "collecting", "parse"))
]
REFUSED = {
    "no codes": ("no report is coded yet", "no coder view 'first'; there are: none"),
    "no events": ("single positional indexer is out-of-bounds",),
}
"""What is said where there is nothing to measure; of events the test itself looks for the first."""


DAILY = ("no codes", "no dates")
"""The others take as long again, and run in `make nightly`."""


@pytest.mark.parametrize(
    "lack",
    [pytest.param(each, marks=() if each in DAILY else pytest.mark.nightly) for each in LACKS],
)
@pytest.mark.filterwarnings("error")
def test_what_a_corpus_lacks_breaks_nothing(folder: Path, lack: str) -> None:
    LACKS[lack](folder)
    corpus = analysis.read_corpus(folder)
    wrong = {}
    for name in MEASURED:
        try:
            assert foreign((RUN.get(name) or CHARTS[name])(corpus)) == [], name
        except (ValueError, IndexError, TypeError) as error:
            if not str(error).startswith(REFUSED.get(lack, ("nothing",))):
                wrong[name] = error
    assert wrong == {}


def test_the_codes_of_an_only_coder_are_settled(folder: Path) -> None:
    _one_coder(folder)
    corpus = analysis.read_corpus(folder)
    counts = analysis.count_codes(corpus, "impact", ["homes"], every=None)
    assert counts[["count", "total"]].iloc[0].tolist() == [18, 36]
    assert analysis.compare_coders(corpus)["alpha"].isna().all()


# Commands.


def test_commands_speak_its_words(floods: Corpus, tmp_path: Path, capsys) -> None:
    assert main(["check", str(FLOODS)]) == 0
    assert main(["export", str(tmp_path / "out"), "--corpus", str(FLOODS)]) == 0
    assert "warned" in (tmp_path / "out" / "reports.csv").read_text().splitlines()[0]
    capsys.readouterr()
    assert main(["describe", "reports", "--corpus", str(FLOODS)]) == 0
    assert "agency, authority, broadcaster" in capsys.readouterr().out


def test_a_sheet_to_code_it_asks_by_its_codebook(floods: Corpus, tmp_path: Path) -> None:
    sheet = collecting.draft_codings(floods, "third", to=tmp_path / "sheet.csv")
    assert sheet.columns.tolist()[-3:] == ["impact", "response", "tone"]
    assert len(sheet) == 36


def test_a_role_of_another_corpus_is_refused(folder: Path) -> None:
    path = next((folder / "reports").glob("*hollin-school*"))
    path.write_text(path.read_text().replace("caller_role: firefighter", "caller_role: soldier"))
    with pytest.raises(CorpusError, match="caller_role is 'soldier'"):
        analysis.read_corpus(folder)
