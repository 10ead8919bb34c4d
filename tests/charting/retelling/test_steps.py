"""A trace by steps: columns, lines, paths and groups, worked out by hand."""

import pytest

import analysis
from analysis.charting.retelling.steps import Line, lay_steps

FIVE = """
report  dates       outlet  carried_by  language  calls
r1      2022-05-02  Alpha   -           en        k1
r2      2022-05-03  Beta    mirror      de        k1
r3      2022-05-04  Gamma   -           en        k1
r4      2022-05-05  Delta   -           fr        k1
r5      -           -       -           en        k1
"""
ALSO = {
    "citations": """
report_id  source   source_report_id  evidence
r1         HUR      -                 named
r2         Alpha    r1                named
r3         Beta     r2                copied
r3         HUR      -                 named
r4         Daily_X  -                 inferred
""",
    "calls": """
call_id  kind  title       released_by  released_from  released_to
k1       call  Some_words  HUR          2022-05-01     2022-05-02
""",
}


@pytest.fixture(scope="module")
def trace(make_corpus):
    return analysis.trace_call(make_corpus(FIVE, also=ALSO), "k1")


@pytest.fixture(scope="module")
def steps(trace):
    return lay_steps(trace)


def keys(steps, column):
    return [node.key for node in steps.nodes if node.column == column]


def test_a_column_holds_what_is_as_many_hands_from_the_release(steps):
    assert [keys(steps, column) for column in range(5)] == [
        ["release"], ["outside Daily X", "r1"], ["r4", "r2"], ["r3"], ["r5"],
    ]  # fmt: skip
    assert steps.heads == ["Released", "First retellings", "Second", "Third", "Step not known"]


def test_lines_lead_from_each_source_and_long_ones_past_a_nearer_source(steps):
    assert set(steps.lines) == {
        Line("release", "r1", "named"),
        Line("r1", "r2", "named"),
        Line("r2", "r3", "copied"),
        Line("release", "r3", "named", long=True),
        Line("outside Daily X", "r4", "inferred"),
        Line("release", "outside Daily X", "assumed"),
    }


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("release", []),
        ("r3", [("release", "r1"), ("r1", "r2"), ("r2", "r3")]),
        ("r4", [("release", "outside Daily X"), ("outside Daily X", "r4")]),
        ("r5", []),
    ],
)
def test_the_path_to_a_telling_is_its_longest_way_from_the_release(steps, key, path):
    found = [steps.lines[place] for place in steps.path_to(key)]
    assert {(line.source, line.target) for line in found} == set(path)


def test_a_line_against_the_dates_says_so(make_corpus):
    later = ALSO | {"citations": ALSO["citations"] + "r1 Gamma r3 named\n"}
    lines = lay_steps(analysis.trace_call(make_corpus(FIVE, also=later), "k1")).lines
    assert [(line.source, line.target) for line in lines if line.against] == [("r3", "r1")]


def test_where_nobody_knows_who_released_a_call_nothing_is_assumed(make_corpus):
    sources = "report_id source source_report_id evidence\nr1 Daily_X - named\n"
    calls = ALSO["calls"].replace("HUR", "unknown")
    also = {"citations": sources, "calls": calls}
    steps = lay_steps(analysis.trace_call(make_corpus(FIVE, also=also), "k1"))
    assert steps.lines == [Line("outside Daily X", "r1", "named")]
    assert steps.heads[-1] == "Step not known"
    assert len(keys(steps, 2)) == 5


@pytest.fixture(scope="module")
def star(make_corpus):
    """Twenty tellings on the word of the service, in ten languages; one that uses the first."""
    many = {"en": 5, "de": 4, "fr": 3, "it": 2, "es": 2, "pt": 1, "nl": 1, "sv": 1, "cs": 1}
    codes = [code for code, number in many.items() for _ in range(number)]
    rows = [f"r{n:02} 2022-05-02 O{n} - {code} k1" for n, code in enumerate(codes)]
    head, named = "report dates outlet carried_by language calls\n", "HUR - named"
    sources = "\n".join(f"r{n:02} {named}" for n in range(20))
    citations = f"report_id source source_report_id evidence\n{sources}\nr20 O0 r00 copied\n"
    text = head + "\n".join([*rows, "r20 2022-05-03 Last - en k1"])
    return analysis.trace_call(make_corpus(text, also=ALSO | {"citations": citations}), "k1")


def test_many_tellings_fold_by_language_the_most_frequent_first_and_the_rest_together(star):
    found = [node for node in lay_steps(star, fold="language").nodes if node.column == 1]
    assert [(node.key, len(node.reports)) for node in found] == [
        ("1 en", 5), ("1 de", 4), ("1 fr", 3), ("1 it", 2), ("1 es", 2), ("r16", 1),
        ("1 others", 3),
    ]  # fmt: skip


def test_lines_of_a_group_stand_for_those_of_its_tellings(star):
    lines = lay_steps(star, fold="language").lines
    assert Line("1 en", "r20", "copied") in lines
    assert len([line for line in lines if line.source == "release"]) == 7


def test_a_group_unfolds_and_so_does_the_group_of_others(star):
    shown = lay_steps(star, fold="language", unfolded=["1 de", "1 others"]).nodes
    known = {node.key for node in shown}
    assert {"r05", "r06", "r07", "r08", "r17", "r18", "r19", "1 en"} <= known
    assert not known & {"1 de", "1 others"}


def test_folded_or_not_every_telling_is_there_once(star):
    for fold in (None, "language", "outlet", "outlet_kind"):
        nodes = lay_steps(star, fold=fold).nodes
        reports = [report for node in nodes for report in node.reports]
        assert sorted(reports) == sorted(star.tellings["report_id"]), fold


def test_a_few_tellings_do_not_fold(trace, steps):
    folded = lay_steps(trace, fold="language")
    assert (folded.nodes, set(folded.lines)) == (steps.nodes, set(steps.lines))


def test_what_nothing_folds_by_is_refused(trace):
    with pytest.raises(ValueError, match="folds by 'country'; there are: language, outlet_kind"):
        lay_steps(trace, fold="country")
