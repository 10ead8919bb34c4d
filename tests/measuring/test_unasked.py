"""A value that the codebook got later was not asked for before: that is no "absent".

Four reports were coded by version 1.0, four by 1.1, which added the theme `enemy`; b coded the
last but by 1.0. Worked out by hand.
"""

from dataclasses import replace

import pytest

import analysis

CODES = """
report_id coder       variable value  codebook
r1        a           theme    losses 1.0
r1        b           theme    losses 1.0
r1        adjudicated theme    losses 1.0
r2        a           theme    -      1.0
r2        b           theme    losses 1.0
r2        adjudicated theme    -      1.0
r3        a           theme    -      1.0
r3        b           theme    -      1.0
r3        adjudicated theme    -      1.0
r4        a           theme    losses 1.1
r4        a           theme    enemy  1.1
r4        b           theme    enemy  1.1
r4        adjudicated theme    enemy  1.1
r5        a           theme    enemy  1.1
r5        b           theme    losses 1.1
r5        adjudicated theme    enemy  1.1
r6        a           theme    -      1.1
r6        b           theme    -      1.1
r6        adjudicated theme    -      1.1
r7        a           theme    -      1.1
r7        b           theme    -      1.1
r7        adjudicated theme    -      1.1
r8        a           theme    enemy  1.1
r8        b           theme    losses 1.0
r8        adjudicated theme    losses 1.1
"""
REPORTS = "report dates calls\n" + "\n".join(
    f"r{number} 2022-0{5 if number < 4 else 6}-01 k{number}" for number in range(1, 9)
)


@pytest.fixture(scope="module")
def later(make_corpus):
    made = make_corpus(REPORTS, also={"codings": CODES})
    meant = made.codebook.definitions
    since = meant["since"].where(meant["value"] != "enemy", "1.1")
    return replace(made, codebook=replace(made.codebook, definitions=meant.assign(since=since)))


def counted(corpus, **options):
    table = analysis.count_codes(corpus, "theme", ["losses", "enemy"], **options)
    return table[["value", "count", "total"]].values.tolist()


@pytest.mark.parametrize(
    ("coder", "losses", "enemy"),
    [
        ("adjudicated", [2, 8], [2, 5]),
        ("a", [2, 8], [3, 5]),
        ("b", [4, 8], [1, 4]),
        ("both", [1, 8], [1, 4]),
        ("either", [5, 8], [3, 5]),
        ("drawn", [3, 8], [1.5, 4]),
    ],
)
def test_a_later_value_is_counted_of_the_reports_it_was_asked_of(later, coder, losses, enemy):
    assert counted(later, every=None, coder=coder) == [["losses", *losses], ["enemy", *enemy]]


def test_periods_before_a_value_have_no_share_of_it_and_stand_in_their_order(later):
    table = analysis.count_codes(later, "theme", ["enemy", "losses"])
    assert table["value"].tolist() == ["enemy", "losses"] * 2
    assert table["period"].dt.month.tolist() == [5, 5, 6, 6]
    assert table["total"].tolist() == [0, 3, 5, 5]
    assert table["share"].isna().tolist() == [True, False, False, False]


def test_agreement_on_a_later_value_is_that_of_the_reports_both_were_asked_it_of(later):
    row = analysis.compare_coders(later, "theme").set_index("value").loc["enemy"]
    # r4 to r7: a gives 1, 1, 0, 0 and b 1, 0, 0, 0: three ones and five zeros, one pair unequal.
    assert row["alpha"] == pytest.approx(1 - 7 * 2 / (2 * 3 * 5))
    assert (row["reports"], row["agreement"], row["prevalence"]) == (4, 0.75, 3 / 8)


def test_agreement_on_the_first_values_is_that_of_all_reports(later):
    row = analysis.compare_coders(later, "theme").set_index("value").loc["losses"]
    assert row["reports"] == 8


def test_groups_are_compared_on_the_reports_that_all_their_values_were_asked_of(later):
    lead = analysis.count_lead(later, "theme", "enemy")
    assert lead["reports"].tolist() == [5]
    assert later.select(["r1", "r2"]).codebook.since("theme") == {"enemy": "1.1"}


def test_a_code_of_a_version_before_its_value_is_refused(small_corpus):
    small_corpus.change(
        "codebook.yml", "        title: Supply\n", "        title: Supply\n        since: '1.10'\n"
    )
    name = "2022-05-10-harbour-post-late-mail"
    lines = [f"{line},1.9" for line in small_corpus.read("codings.csv").splitlines()[1:]]
    head = "report_id,coder,variable,value,evidence,unsure,codebook"
    small_corpus.write("codings.csv", "\n".join([head, *lines, ""]))
    rows = analysis.check_corpus(small_corpus)
    assert rows["line"].tolist() == [2, 4, 6]
    assert rows["problem"][0] == "theme=supply came with version 1.10, and the code is of 1.9"
    assert lines[0].startswith(name)


def test_the_codebook_of_before_has_no_later_value(later):
    assert "enemy" not in later.codebook.at(["1.0"]).values("theme")
    assert later.codebook.at(["1.0", "1.1"]).values("theme") == later.codebook.values("theme")
    assert later.codebook.at(["1.0"]).version == "1.0"


def test_nobody_differs_on_a_value_that_one_was_not_asked_for(later):
    disputes = analysis.list_disputes(later, "theme")
    assert sorted(disputes[["report_id", "value"]].itertuples(index=False, name=None)) == [
        ("r2", "losses"), ("r4", "losses"), ("r5", "enemy"), ("r5", "losses"), ("r8", "losses"),
    ]  # fmt: skip
    alphas = analysis.compare_coders(later, "theme").set_index("value")["alpha"]
    costs = disputes.groupby("value")["cost"].sum()
    assert (1 - costs).to_dict() == pytest.approx(alphas[costs.index].to_dict())
