"""Codes given one at a time: saved at once, by the codebook, and never over somebody else's."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import analysis
from analysis.collecting.coding import Code, read_codes, save_codes, settle_agreed
from analysis.reading.judgements import list_judges
from analysis.reading.problems import CorpusError
from tests.conftest import SmallCorpus

ROOT = Path(__file__).parents[2]
LATE = "2022-05-10-harbour-post-late-mail"
needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


def give(folder: SmallCorpus, variable: str, *codes: Code, report_id: str = LATE, coder="ann"):
    corpus = analysis.read_corpus(folder)
    return save_codes(corpus, report_id, coder, variable, lambda _: list(codes))


def test_a_first_code_is_added_behind_all_that_is_there(small_corpus):
    before = small_corpus.read("codings.csv")
    give(small_corpus, "theme", Code("supply", "boots, letters", unsure=True))
    added = f'{LATE},ann,theme,supply,"boots, letters",true\n'
    assert small_corpus.read("codings.csv") == before + added


def test_a_change_stands_where_the_code_stood_and_all_else_stays_to_the_byte(small_corpus):
    give(small_corpus, "theme", Code("supply"))
    give(small_corpus, "certainty", Code("asserted"))
    give(small_corpus, "theme", Code("losses"), Code("supply", "boots"))
    lines = small_corpus.read("codings.csv").splitlines()
    # A file of before has got the column for the version of the codebook.
    assert lines[0].endswith(",unsure,codebook")
    assert [line.split(",", 2)[2] for line in lines if ",ann," in line] == [
        "theme,losses,,false,1.1", "theme,supply,boots,false,1.1", "certainty,asserted,,false,",
    ]  # fmt: skip
    before = small_corpus.read("codings.csv")
    give(small_corpus, "theme", Code("doubt"))
    after = small_corpus.read("codings.csv")
    assert [line for line in before.splitlines() if ",ann,theme" not in line] == [
        line for line in after.splitlines() if ",ann,theme" not in line
    ]
    assert give(small_corpus, "theme", Code("losses"), Code("supply", "boots"))[0] == [
        Code("doubt")
    ]
    assert small_corpus.read("codings.csv") == before


def test_a_code_that_stays_keeps_the_version_it_was_given_by(small_corpus):
    head, *lines = small_corpus.read("codings.csv").splitlines()
    dated = [f"{head},codebook", *(f"{line},1.0" for line in lines), ""]
    small_corpus.write("codings.csv", "\n".join(dated))
    give(small_corpus, "theme", Code("supply"))
    give(small_corpus, "theme", Code("supply"), Code("doubt"))
    give(small_corpus, "frame", Code("conflict"))
    small_corpus.change("codebook.yml", "version: '1.1'", "version: '1.2'")
    give(small_corpus, "theme", Code("doubt"), Code("losses"))
    codings = analysis.read_corpus(small_corpus).codings.query("coder == 'ann'")
    versions = codings.set_index("value")["codebook"].to_dict()
    assert versions == {"doubt": "1.1", "losses": "1.2", "conflict": "1.1"}


def test_none_of_the_values_is_a_code_and_no_code_is_none(small_corpus):
    assert give(small_corpus, "theme", Code(""))[1] == {"theme": [Code("")]}
    corpus = analysis.read_corpus(small_corpus)
    assert analysis.view_codes(corpus, coder="ann").empty
    assert read_codes(corpus, "ann") == {LATE: {"theme": [Code("")]}}
    assert give(small_corpus, "theme") == ([Code("")], {})
    assert read_codes(corpus, "ann") == {}


@pytest.mark.parametrize(
    ("variable", "codes", "said"),
    [
        ("theme", [Code("weather")], "theme=weather is not in the codebook"),
        ("mood", [Code("good")], "mood=good is not in the codebook"),
        ("certainty", [Code("asserted"), Code("distanced")], "a second certainty of coder ann"),
        ("certainty", [Code("")], "certainty= is not in the codebook"),
        ("theme", [Code(""), Code("losses")], "a second theme of coder ann"),
        ("theme", [Code("losses", "a\x1bb")], "without control characters"),
    ],
)
def test_what_check_would_refuse_is_refused_before_it_is_written(
    small_corpus, variable, codes, said
):
    before = small_corpus.read("codings.csv")
    with pytest.raises(ValueError, match=said):
        give(small_corpus, variable, *codes)
    assert small_corpus.read("codings.csv") == before


def test_an_unknown_report_and_what_is_no_coder_are_refused(small_corpus):
    with pytest.raises(ValueError, match="no such report: 'nowhere'"):
        give(small_corpus, "theme", Code("losses"), report_id="nowhere")
    for coder in ("Ann", "both", ""):
        with pytest.raises(ValueError, match="is no coder's name"):
            give(small_corpus, "theme", Code("losses"), coder=coder)


def test_a_broken_file_stays_and_names_its_line(small_corpus):
    corpus = analysis.read_corpus(small_corpus)
    small_corpus.add("codings.csv", "one,two")
    with pytest.raises(CorpusError, match=r"codings\.csv:38"):
        save_codes(corpus, LATE, "ann", "theme", lambda _: [Code("losses")])
    with pytest.raises(CorpusError, match=r"codings\.csv:38"):
        read_codes(corpus, "ann")


def test_lines_of_a_reason_become_one(small_corpus):
    give(small_corpus, "theme", Code("losses", " first\r\nsecond\tthird "))
    assert read_codes(analysis.read_corpus(small_corpus), "ann")[LATE]["theme"] == [
        Code("losses", "first second third")
    ]


def test_a_corpus_without_a_codebook_gets_that_of_the_kit(small_corpus):
    (small_corpus.path / "codings.csv").unlink()
    (small_corpus.path / "codebook.yml").unlink()
    give(small_corpus, "theme", Code("losses"))
    corpus = analysis.read_corpus(small_corpus)
    assert corpus.codings["value"].tolist() == ["losses"]
    assert corpus.codebook.coders == {}


CODER = """
import sys, time
import analysis
from analysis.collecting.coding import Code, save_codes
folder, coder, start, values = sys.argv[1:]
corpus = analysis.read_corpus(folder)
while time.time() < float(start): pass
for report_id in corpus.reports["report_id"]:
    for value in values.split(","):
        save_codes(corpus, report_id, coder, "theme", lambda codes: [*codes, Code(value)])
        print(report_id, value, flush=True)
"""


def code_apart(folder: SmallCorpus, coder: str, values: str, start: float):
    command = [sys.executable, "-c", CODER, str(folder.path), coder, str(start), values]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_two_kernels_on_one_folder_lose_nothing_even_for_the_same_coder(small_corpus):
    before = len(analysis.read_corpus(small_corpus).codings)
    start = time.time() + 4
    kernels = [
        code_apart(small_corpus, coder, values, start)
        for coder, values in (("ann", "losses,doubt"), ("ann", "supply"), ("ben", "losses,belief"))
    ]
    for each in kernels:
        each.communicate()
        assert each.returncode == 0
    corpus = analysis.read_corpus(small_corpus)
    assert len(corpus.codings) == before + 6 * 5
    assert corpus.codings.query("coder == 'ann'").groupby("report_id").size().tolist() == [3] * 6


def kill_once(folder: SmallCorpus, values: str, delay: float) -> tuple[list[str], list[str]]:
    """What a coder who was killed after a while was told to be saved, and what is there."""
    with code_apart(folder, "ann", values, time.time() + 2) as kernel:
        told = [kernel.stdout.readline()]
        time.sleep(delay)
        os.kill(kernel.pid, signal.SIGKILL)
        told += kernel.stdout.readlines()
    there = read_codes(analysis.read_corpus(folder), "ann")
    found = [f"{one} {code.value}\n" for one in sorted(there) for code in there[one]["theme"]]
    return told, found


@needs_kill
@pytest.mark.parametrize(
    "times", [2, pytest.param(50, marks=pytest.mark.nightly)], ids=lambda times: f"{times} kills"
)
def test_a_killed_kernel_loses_at_most_the_key_in_flight(tmp_path, times):
    values = "losses,doubt,supply,belief,conditions,rotation,relatives,enemy,command,refusal"
    for number in range(times):
        folder = SmallCorpus(tmp_path / f"corpus{number}")
        told, found = kill_once(folder, values, 0.3 * number / times)
        assert found[: len(told)] == told
        assert len(found) - len(told) in (0, 1)
        give(folder, "frame", Code("conflict"))
        assert not list(folder.path.glob(".overheard-*"))


DISPUTED = """
report  dates       calls  a             b               c
r1      2022-05-01  k1     losses        losses,doubt    losses,doubt
r2      2022-05-02  k2     doubt         doubt           -
r3      2022-05-03  k3     .             supply          -
r4      2022-05-04  k4     supply        -               -
"""


def test_disputes_cost_what_alpha_would_rise_by_and_the_dearest_stand_first(make_corpus):
    corpus = make_corpus(DISPUTED)
    table = analysis.list_disputes(corpus)
    rows = table.drop(columns="cost").to_numpy().tolist()
    assert rows == [
        ["r3", "theme", "supply", "b", 2],
        ["r1", "theme", "doubt", "b, c", 3],
    ]
    # 7 judgements of themes of r1 to r3: supply in 1, doubt in 4; a pair unlike of one, and of two.
    assert table["cost"].tolist() == pytest.approx([6 / (1 * 6), 2 / 2 * 6 / (4 * 3)])
    alphas = analysis.compare_coders(corpus, "theme").set_index("value")["alpha"]
    assert (1 - alphas[["supply", "doubt"]]).tolist() == pytest.approx(table["cost"].tolist())
    some = analysis.list_disputes(corpus, "theme", coders=["a", "c"])
    assert some[["report_id", "gave"]].to_numpy().tolist() == [["r1", "c"]]
    assert analysis.list_disputes(corpus, "certainty").empty
    with pytest.raises(KeyError, match="no variable 'mood'"):
        analysis.list_disputes(corpus, "mood")


def test_a_coder_who_says_none_judged_only_what_is_written(make_corpus):
    said = {"codings": "report_id coder variable value\nr2 c theme -"}
    seen = DISPUTED.replace("doubt           -", "doubt           .")
    corpus = make_corpus(seen.replace("supply          -", "supply          ."), also=said)
    judges = list_judges(corpus).query("coder == 'c'")
    # Of r3 only the certainty is written; that c found no theme in r2 is.
    assert sorted(judges.query("variable == 'theme'")["report_id"]) == ["r1", "r2"]
    assert sorted(judges.query("variable == 'certainty'")["report_id"]) == ["r1", "r2", "r3"]
    disputes = analysis.list_disputes(corpus, "theme", coders=["b", "c"])
    assert disputes[["report_id", "value"]].to_numpy().tolist() == [["r2", "doubt"]]


def test_coders_settle_between_some_under_a_name_of_their_own(small_corpus):
    for coder, value in (("ann", "losses"), ("ben", "losses")):
        give(small_corpus, "theme", Code(value), coder=coder)
    corpus = analysis.read_corpus(small_corpus)
    assert settle_agreed(corpus, "people", between=["ann", "ben"]) == 1
    assert read_codes(corpus, "people")[LATE]["theme"] == [
        Code("losses", "given by all who coded it")
    ]


def test_what_all_agree_on_is_settled_once_and_what_is_settled_stays(small_corpus):
    lines = small_corpus.read("codings.csv").splitlines(keepends=True)
    kept = [line for line in lines if ",adjudicated," not in line or f"{LATE},adj" in line]
    small_corpus.write("codings.csv", "".join(kept))
    small_corpus.change("codings.csv", f"{LATE},b,theme,supply", f"{LATE},b,theme,losses")
    small_corpus.change("codings.csv", f"{LATE},adjudicated,theme,supply,,false\n", "")
    corpus = analysis.read_corpus(small_corpus)
    assert settle_agreed(corpus) == 10  # theme and certainty of five reports
    assert settle_agreed(corpus) == 0
    settled = analysis.view_codes(analysis.read_corpus(small_corpus))
    assert settled.query("report_id == @LATE")["variable"].tolist() == ["certainty"]
    assert settled["variable"].value_counts().to_dict() == {"certainty": 6, "theme": 5}
