"""Which kinds of detail differ, and which change with a step."""

import pandas as pd
import pytest

import analysis
from analysis.measuring.retelling.changes import list_readings


def test_changes_of_one_call_are_counted_by_kind(six):
    found = analysis.count_changes(six).set_index("kind")
    # The number: r2 kept it, r3 and r6 changed it, r4 dropped it, r1 is first.
    assert found.loc["numbers", ["tellings", "kept", "changed", "dropped", "added"]].tolist() == [
        4, 1, 2, 1, 0,
    ]  # fmt: skip
    assert found.loc["numbers", "share"] == 3 / 4
    assert found.loc["persons", ["tellings", "kept", "added", "uncertain"]].tolist() == [2, 1, 1, 1]
    # Of the two calls one is told again, and in it all three details differ.
    assert found["told_again"].tolist() == [1, 1, 1]
    assert found["differing_share"].tolist() == [1.0, 1.0, 1.0]
    assert found.loc["places", "tellings"] == 0
    assert pd.isna(found.loc["places", "share"])


def test_detail_that_all_have_alike_does_not_differ(make_six):
    text = "call_id aspect detail report_id reading\nk1 number dead r1 3\nk1 number dead r2 3"
    found = analysis.count_changes(make_six(variants=text)).loc[0]
    assert found[["details", "differing", "kept"]].tolist() == [0, 0, 1]


def test_corpus_without_variants_gives_an_empty_table(make_six):
    found = analysis.count_changes(make_six(variants="call_id aspect detail report_id reading"))
    assert found.empty
    assert "share" in found


def test_persons_and_wording_differ_in_most_calls_of_the_corpus(corpus):
    found = analysis.count_changes(corpus)
    assert found["kind"].head(3).tolist() == ["persons", "wording", "claims told or left out"]
    assert found["told_again"].eq(76).all()
    assert found["differing"].head(4).tolist() == [35, 33, 30, 12]
    counted = found[["kept", "changed", "dropped", "added"]].sum(axis=1)
    assert counted.tolist() == found["tellings"].tolist()
    assert (found["low"] <= found["share"]).all() and (found["share"] <= found["high"]).all()


def test_order_of_rows_changes_nothing(six, make_six):
    pd.testing.assert_frame_equal(
        analysis.count_changes(six), analysis.count_changes(make_six(backwards=True))
    )


@pytest.mark.parametrize("kind", ["numbers", "persons"])
def test_interval_of_one_call_is_wide(six, kind):
    found = analysis.count_changes(six).set_index("kind").loc[kind]
    assert found["calls"] == 1
    assert found["high"] - found["low"] > 0.7


HEAD = "call_id aspect detail report_id reading\n"


def changes(corpus, detail, column="change", call_id="k1"):
    found = analysis.trace_call(corpus, call_id).details
    found = found[found["detail"] == detail].set_index("report_id")[column]
    return found.astype("object").where(found.notna(), None).to_dict()


def test_source_is_compared_where_it_has_the_detail(six):
    # r2 follows r1, r3 follows r2, r4, read whole, follows r3; r6 names nobody, and is later.
    assert changes(six, "dead") == {
        "r5": "not seen", "r1": "first", "r2": "kept", "r3": "changed", "r6": "changed",
        "r4": "dropped",
    }  # fmt: skip
    assert changes(six, "dead", "source_reading") == {
        "r5": None, "r1": None, "r2": "3", "r3": "3", "r6": None, "r4": "30",
    }  # fmt: skip
    assert changes(six, "dead", "against")["r6"] == "earliest"
    assert set(changes(six, "dead", "earliest_reading").values()) == {"3"}


def test_what_the_source_lacks_is_added_where_the_source_was_read_whole(six):
    # r1, whole, lacks it; r3 has r2's in capitals, which make no other reading.
    assert changes(six, "who") == {
        "r5": "not seen", "r1": "not certain", "r2": "added", "r3": "kept", "r6": "not seen",
        "r4": "not seen",
    }  # fmt: skip


def test_what_the_opening_of_the_source_lacks_is_not_certain(make_corpus):
    cited = "report_id source source_report_id evidence\nr3 Alpha r2 named"
    text = HEAD + "k1 caller who r2 absent\nk1 caller who r3 cook"
    opening = ORDER.replace("r2      2022-05-04             whole", "r2 2022-05-04 opening")
    found = [
        changes(make_corpus(each, also={"variants": text, "citations": cited}), "who")["r3"]
        for each in (ORDER, opening)
    ]
    assert found == ["added", "not certain"]


def test_lacking_in_an_opening_is_not_seen(six):
    # r3, an opening, does not give it; r5 can be the first to have it.
    assert changes(six, "where")["r3"] == "not seen"
    assert changes(six, "where")["r5"] == "first"


ORDER = """
report  dates                  read     calls
r1      2022-05-01/2022-05-05  whole    k1
r2      2022-05-04             whole    k1
r3      2022-05-05             whole    k1
r4      2022-05-09             whole    k1
"""


def judged(make_corpus, *readings):
    rows = (f"k1 number dead r{number} {each}" for number, each in enumerate(readings, 1) if each)
    return changes(make_corpus(ORDER, also={"variants": HEAD + "\n".join(rows)}), "dead")


def test_where_dates_overlap_several_are_possibly_first(make_corpus):
    found = judged(make_corpus, "3", "4", "3", "3")
    assert found == {
        "r1": "possibly first", "r2": "possibly first", "r3": "not certain", "r4": "not certain",
    }  # fmt: skip


def test_what_all_that_can_be_first_agree_on_is_kept_or_changed(make_corpus):
    found = judged(make_corpus, "3", "3", "3", "4")
    assert found == {
        "r1": "possibly first", "r2": "possibly first", "r3": "kept", "r4": "changed",
    }  # fmt: skip


def test_another_reading_than_any_that_can_be_first_is_changed(make_corpus):
    assert judged(make_corpus, "3", "4", "5", "")["r3"] == "changed"


def test_dropped_needs_a_telling_that_is_earlier_for_certain(make_corpus):
    assert judged(make_corpus, "absent", "3", "", "absent") == {
        "r1": "not certain", "r2": "first", "r3": "not seen", "r4": "dropped",
    }  # fmt: skip


def test_what_nobody_has_was_dropped_by_nobody(make_corpus):
    assert set(judged(make_corpus, "absent", "none", "", "").values()) == {"not seen"}


def test_source_against_the_dates_is_not_compared(make_corpus):
    cited = "report_id source source_report_id evidence\nr2 Alpha r4 named"
    text = HEAD + "k1 number dead r2 3\nk1 number dead r4 4"
    corpus = make_corpus(ORDER, also={"variants": text, "citations": cited})
    assert changes(corpus, "dead") == {
        "r1": "not seen", "r2": "first", "r3": "not seen", "r4": "changed",
    }  # fmt: skip


FIGURED = """
report_id  position  figure  what        amount
r1         1         1       Men_lost    1000
r2         1         1       men_lost    900
r3         1         1       losses      900
r1         1         2       tanks_left  3
r2         1         2       tanks_left  3
r3         1         2       tanks_left  3
r3         1         3       tanks_left  4
r1         1         3       dead        7
r2         1         2       dead        8
"""


def test_figures_are_compared_where_two_tellings_count_in_the_same_words(make_corpus):
    # "tanks left" is given twice in r3, "dead" is a variant already.
    text = HEAD + "k1 number dead r1 7\nk1 number dead r2 8"
    corpus = make_corpus(ORDER, also={"variants": text, "figures": FIGURED})
    found = analysis.trace_call(corpus, "k1").details.query("aspect == 'figure'")
    told = found.dropna(subset="reading")[["detail", "report_id", "reading"]]
    assert list(told.itertuples(index=False, name=None)) == [
        ("men lost", "r1", "1,000"), ("men lost", "r2", "900"),
        ("tanks left", "r1", "3"), ("tanks left", "r2", "3"),
    ]  # fmt: skip
    assert not list_readings(corpus)["aspect"].eq("figure").any()


def test_variant_of_a_report_that_does_not_tell_the_call_is_left_out(make_six):
    stray = make_six(variants=HEAD + "k2 number dead r1 3\nk2 number dead r4 4")
    found = analysis.trace_call(stray, "k2").details
    assert found["report_id"].tolist() == ["r4"]


def test_call_without_variants_gives_no_row_and_an_unknown_call_an_error(six):
    assert analysis.trace_call(six, "k2").details.empty
    with pytest.raises(KeyError, match="no call 'k9'"):
        analysis.trace_call(six, "k9")


def test_order_of_rows_changes_nothing_but_the_order_of_details(six, make_six):
    key = ["aspect", "detail", "report_id"]
    one, other = (
        analysis.trace_call(each, "k1").details.sort_values(key, ignore_index=True)
        for each in (six, make_six(backwards=True))
    )
    pd.testing.assert_frame_equal(one, other)


def test_word_for_putin_through_seventeen_tellings(corpus):
    found = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09").details
    word = found[found["detail"] == "word used for Putin"]
    assert word["change"].value_counts().to_dict() == {
        "changed": 8, "kept": 7, "first": 1, "not seen": 1,
    }  # fmt: skip
    assert word["earliest_sure"].all()
    assert word["earliest_reading"].unique().tolist() == ["fool"]
    original = analysis.trace_call(corpus, "nyt-aleksandr-putin-fool-2022-09").tellings
    english = original.query("language == 'en' and translated_from.isna()")["report_id"]
    kept = word[word["report_id"].isin(english) & word["reading"].notna()]
    assert kept["reading"].tolist() == ["fool"] * 4


def test_word_for_the_killing_changes_along_the_chain(corpus):
    found = analysis.trace_call(corpus, "ivanivka-forest-2023-10").details
    word = found[found["detail"] == "word for the killing"].set_index("name")
    assert word.loc[["Newsweek", "Merkur", "zLive Network"], "reading"].tolist() == [
        "slaughter", "carnage", "massacre",
    ]  # fmt: skip
    assert word.loc["zLive Network", ["source_reading", "against", "change"]].tolist() == [
        "carnage", "source", "changed",
    ]  # fmt: skip
    assert not word["earliest_sure"].any()
    assert word["earliest_reading"].iloc[0] == "slaughter / Gemetzel (German)"
