"""One view of what several coders gave."""

import pytest

import analysis
from analysis.reading.codes import coder_views, coders, settled_coder
from analysis.reading.judgements import coded_reports

THREE = """
report  dates       calls  a             b               c             adjudicated
r1      2022-05-01  k1     losses        losses,doubt    losses,doubt  losses
r2      2022-05-02  k2     doubt         doubt           .             doubt
r3      2022-05-03  k3     .             supply          -             supply
r4      2022-05-04  k4     supply        -               -             -
r5      2022-05-05  k5     -             -               -             -
"""


@pytest.fixture(scope="module")
def three(make_corpus):
    return make_corpus(THREE)


def themes(corpus, coder):
    codes = analysis.view_codes(corpus, coder=coder, variable="theme")
    return sorted(f"{row.report_id} {row.value}" for row in codes.itertuples())


@pytest.mark.parametrize(
    ("coder", "expected"),
    [
        ("a", ["r1 losses", "r2 doubt", "r4 supply"]),
        ("b", ["r1 doubt", "r1 losses", "r2 doubt", "r3 supply"]),
        ("c", ["r1 doubt", "r1 losses"]),
        ("adjudicated", ["r1 losses", "r2 doubt", "r3 supply"]),
        ("both", ["r1 losses"]),
        ("either", ["r1 doubt", "r1 losses", "r2 doubt", "r3 supply", "r4 supply"]),
    ],
)
def test_a_view_holds_what_its_coders_gave(three, coder, expected):
    assert themes(three, coder) == expected


@pytest.mark.parametrize(
    ("coder", "expected"),
    [
        ("a", ["r1", "r2", "r3", "r4"]),
        ("c", ["r1", "r2"]),
        ("adjudicated", ["r1", "r2", "r3"]),
        ("both", ["r1", "r2", "r3"]),
        ("either", ["r1", "r2", "r3", "r4"]),
    ],
)
def test_a_report_without_a_theme_is_coded_and_one_that_was_not_seen_is_not(three, coder, expected):
    assert coded_reports(three, coder=coder).tolist() == expected


def test_a_coder_who_saw_some_reports_takes_nothing_from_what_the_others_agree_on(three):
    some = three.select(["r3", "r4"])
    assert themes(some, "both") == []
    assert coded_reports(some, coder="both").tolist() == ["r3"]
    assert themes(some, "c") == []
    assert themes(some, "either") == ["r3 supply", "r4 supply"]
    assert coder_views(some) == coder_views(three)


def test_that_no_value_was_found_is_a_judgement_and_no_code(make_corpus):
    judged = {"codings": "report_id coder variable value\nr3 c theme -\nr5 c theme -"}
    made = make_corpus(THREE, also=judged)
    assert themes(made, "c") == ["r1 doubt", "r1 losses"]
    assert themes(made, "either") == themes(make_corpus(THREE), "either")
    assert coded_reports(made, coder="c").tolist() == ["r1", "r2", "r3", "r5"]


def test_without_a_variable_every_code_is_there(three):
    codes = analysis.view_codes(three, coder="b")
    assert codes.columns.tolist() == ["report_id", "variable", "value"]
    assert codes["variable"].value_counts().to_dict() == {"theme": 4, "certainty": 3}


def test_the_coders_are_those_who_worked_independently(three):
    assert coders(three) == ["a", "b", "c"]
    assert coder_views(three) == ["adjudicated", "a", "b", "c", "both", "either"]


def test_one_coder_has_no_view_together_with_others(make_corpus):
    alone = make_corpus("report dates calls a\nr1 2022-05-01 k1 losses")
    assert coder_views(alone) == ["a"]
    with pytest.raises(ValueError, match=r"no coder view 'both'; there are: a$"):
        analysis.view_codes(alone, coder="both")


def test_a_corpus_without_codes_has_no_view(make_corpus):
    nobody = make_corpus("report dates calls\nr1 2022-05-01 k1")
    assert coder_views(nobody) == []
    with pytest.raises(ValueError, match="no report is coded yet"):
        coded_reports(nobody)


def test_a_view_or_variable_that_there_is_not_is_refused_with_those_that_there_are(three):
    with pytest.raises(ValueError, match="'d'; there are: adjudicated, a, b, c, both, either"):
        analysis.view_codes(three, coder="d")
    with pytest.raises(KeyError, match="no variable 'mood' in the codebook; there are: theme"):
        analysis.view_codes(three, variable="mood")


@pytest.mark.parametrize("variable", ["theme", "frame", "certainty"])
def test_what_both_gave_each_gave_and_what_one_gave_either_gave(corpus, variable):
    def given(coder):
        codes = analysis.view_codes(corpus, coder=coder, variable=variable)
        assert not codes.duplicated().any()
        return set(codes.itertuples(index=False, name=None))

    assert given("both") == given("a") & given("b")
    assert given("either") == given("a") | given("b")
    assert given("both") < given("a") < given("either")


def test_the_codebook_says_whose_codes_are_settled_and_which_variable_is_meant(small_corpus):
    small_corpus.write(
        "codebook.yml",
        "settled: panel\ndefault: certainty\n" + small_corpus.read("codebook.yml"),
    )
    small_corpus.change("codebook.yml", "\n  adjudicated:", "\n  panel: three of us\n  old:")
    plain = small_corpus.read("codings.csv")
    small_corpus.write("codings.csv", plain.replace("adjudicated", "panel"))
    named = analysis.read_corpus(small_corpus)
    assert coders(named) == ["a", "b"]
    assert coder_views(named) == ["panel", "a", "b", "both", "either"]
    assert settled_coder(named) == "panel"
    assert analysis.view_codes(named).equals(analysis.view_codes(named, coder="panel"))
    assert len(coded_reports(named)) == 6
    assert named.codebook.leading == "certainty"
    counts = analysis.count_codes(named)
    assert counts.attrs["coder_note"] == "three of us"
    assert counts.attrs["variable"] == "certainty"
    assert "## Settled by\n\n- panel" in str(named.codebook)
    small_corpus.write("codings.csv", plain)
    assert settled_coder(analysis.read_corpus(small_corpus)) is None


def test_a_default_variable_is_one_that_there_is(small_corpus):
    small_corpus.write("codebook.yml", "default: mood\n" + small_corpus.read("codebook.yml"))
    [row] = analysis.check_corpus(small_corpus).itertuples()
    assert (row.line, row.problem) == (1, "no variable 'mood'")


def test_examples_of_a_value_are_shown_with_its_definition(small_corpus):
    small_corpus.change(
        "codebook.yml",
        "        title: Supply\n",
        "        title: Supply\n        examples: [no boots came, '<b>old</b> shells']\n",
    )
    book = analysis.read_corpus(small_corpus).codebook
    assert "Examples: no boots came; <b>old</b> shells" in str(book)
    assert "&lt;b&gt;old&lt;/b&gt; shells" in book._repr_html_()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: '1.1'\n", "version: '1.1'\nsetled: b\n", "key `setled` is unknown; use one of"),
        ("        title: Supply\n", "        title: Supply\n        when: x\n", "key `when` is"),
        (
            "        title: Supply\n", "        title: Supply\n        examples: no boots\n",
            "`examples` holds no list of words; write a list",
        ),
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_named_with_its_line(small_corpus, old, new, said):
    small_corpus.change("codebook.yml", old, new)
    line = small_corpus.read("codebook.yml").partition(new)[0].count("\n") + 2
    [row] = analysis.check_corpus(small_corpus).itertuples()
    assert (row.file, row.line) == ("codebook.yml", line)
    assert f"{row.problem}; {row.mend}".startswith(said)
