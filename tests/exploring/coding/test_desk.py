"""Each command of the desk: what is saved, and what is shown of it."""

import html
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis.collecting.coding import Code, read_codes, save_codes
from tests.conftest import SmallCorpus

ONE = {"certainty": "asserted", "verification": "silent", "release_motive": "false",
       "emotive": "none", "victim": "soldiers"}  # fmt: skip


def open_desk(folder: SmallCorpus, coder: str = "ann", **options):
    return analysis.explore_coding(
        analysis.read_corpus(folder), coder, **{"order": "listed"} | options
    )


@pytest.fixture
def desk(small_corpus):
    return open_desk(small_corpus)


def send(desk, action, **details):
    """A command as the page sends it, numbered."""
    seq = desk.view["seq"] + 1
    desk._handle_custom_msg({"do": action, "seq": seq, **details}, [])
    assert desk.view["seq"] == seq


def codes(desk) -> list[str]:
    """What is saved of the report on the desk."""
    saved = read_codes(desk.corpus, desk.coder).get(desk.report_id, {})
    found = [
        f"{variable}={code.value}{'?' * code.unsure}{' ' * bool(code.evidence)}{code.evidence}"
        for variable, some in saved.items()
        for code in some
    ]
    shown = [code["value"] for some in desk.view["codes"].values() for code in some]
    assert shown == [code.value for some in saved.values() for code in some]
    return found


def finish(desk):
    for variable in ("theme", "frame"):
        send(desk, "code", variable=variable, value="")
    for variable, value in ONE.items():
        send(desk, "code", variable=variable, value=value)


def test_values_that_can_stand_together_do_and_a_second_press_takes_one_back(desk):
    for value in ("losses", "doubt", "losses"):
        send(desk, "code", variable="theme", value=value)
    assert codes(desk) == ["theme=doubt"]
    send(desk, "code", variable="theme", value="")
    assert codes(desk) == ["theme="]
    send(desk, "code", variable="theme", value="supply")
    assert codes(desk) == ["theme=supply"]


def test_the_only_value_of_a_variable_is_put_in_the_place_of_another(desk):
    for value in ("asserted", "distanced"):
        send(desk, "code", variable="certainty", value=value)
    assert codes(desk) == ["certainty=distanced"]


def test_hesitation_and_reasons_belong_to_a_code_that_is_given(desk):
    send(desk, "code", variable="theme", value="losses")
    send(desk, "unsure", variable="theme", value="losses")
    send(desk, "note", variable="theme", value="losses", words="two of them")
    assert codes(desk) == ["theme=losses? two of them"]
    send(desk, "unsure", variable="theme", value="losses")
    assert codes(desk) == ["theme=losses two of them"]
    send(desk, "unsure", variable="theme", value="doubt")
    assert desk.view["error"] == "theme=doubt is not given; give it first"


def test_evidence_is_a_place_of_the_text_and_its_first_words(small_corpus, desk):
    send(desk, "code", variable="theme", value="losses")
    digest = desk.report["paragraphs"][0]["parts"][0]["text"]
    start = digest.index(" ", 20) + 1
    where = {"variable": "theme", "value": "losses", "start": start, "end": len(digest)}
    send(desk, "evidence", **where, words=digest[start:])
    said = " ".join(digest[start:].split()[:12])
    assert codes(desk) == [f"theme=losses digest[{start}:{len(digest)}]: {said} ..."]
    send(desk, "evidence", **where, words="something else")
    assert desk.view["error"] == "these words are not found in the text; select them once more"
    assert codes(desk) == [f"theme=losses digest[{start}:{len(digest)}]: {said} ..."]


def test_reports_are_turned_and_the_ends_hold(desk):
    places = []
    for action, details in [
        ("previous", {}), ("next", {}), ("next", {}), ("go", {"to": 6}), ("next", {}),
        ("go", {"to": -5}),
    ]:  # fmt: skip
        send(desk, action, **details)
        places.append(desk.view["place"])
    assert places == [1, 2, 3, 6, 6, 1]
    assert desk.report["id"] == desk.report_id == desk.ids[0]


def test_undo_goes_back_over_reports_to_where_the_change_was(desk):
    first = desk.report_id
    send(desk, "code", variable="theme", value="losses")
    send(desk, "code", variable="certainty", value="asserted")
    send(desk, "next")
    send(desk, "code", variable="theme", value="doubt")
    send(desk, "undo")
    assert codes(desk) == []
    send(desk, "undo")
    assert (desk.report_id, codes(desk)) == (first, ["theme=losses"])
    send(desk, "undo")
    send(desk, "undo")
    assert codes(desk) == []
    assert desk.view["undo"] == 0


def test_it_opens_again_where_it_stopped_though_the_corpus_was_read_before(small_corpus):
    corpus = analysis.read_corpus(small_corpus)
    desk = analysis.explore_coding(corpus, "ann")
    order = desk.ids
    for _ in range(2):
        finish(desk)
        send(desk, "next")
    send(desk, "code", variable="theme", value="doubt")
    assert (desk.view["done"], desk.view["total"]) == (2, 6)
    again = analysis.explore_coding(corpus, "ann")
    assert again.ids == order
    assert (again.report_id, again.view["place"], again.view["done"]) == (order[2], 3, 2)
    assert codes(again) == ["theme=doubt"]
    other = analysis.explore_coding(corpus, "ann", seed=5)
    assert set(other.ids[:2]) == set(order[:2])


def test_a_report_is_finished_when_every_variable_is_judged(desk):
    finish(desk)
    assert desk.view["done"] == 1
    send(desk, "code", variable="frame", value="")
    assert desk.view["done"] == 0


def test_one_variable_can_be_asked_alone(small_corpus):
    desk = open_desk(small_corpus, variable="theme")
    send(desk, "code", variable="theme", value="losses")
    assert (desk.view["asked"], desk.view["done"]) == (["theme"], 1)
    with pytest.raises(KeyError, match="no variable 'mood'"):
        open_desk(small_corpus, variable="mood")


def test_nobody_elses_codes_are_on_the_page(desk):
    page = json.dumps([desk.view, desk.report])
    assert desk.view["codes"] == {}
    assert "said to be, named" not in page
    assert "given" not in desk.report


def test_what_the_disk_refuses_is_kept_said_and_saved_when_it_can_be(
    small_corpus, desk, monkeypatch
):
    def full(*_: object) -> None:
        raise OSError("no space left on the disk")

    with monkeypatch.context() as broken:
        broken.setattr("analysis.collecting.coding.write_rows", full)
        send(desk, "code", variable="theme", value="losses")
        send(desk, "unsure", variable="theme", value="losses")
        said = "2 changes kept here and not saved yet: no space left on the disk"
        assert (desk.view["error"], desk.view["waiting"]) == (said, 2)
        assert codes(desk) == []
    send(desk, "again")
    assert codes(desk) == ["theme=losses?"]
    assert (desk.view["error"], desk.view["waiting"]) == ("", 0)


def test_a_file_that_was_broken_meanwhile_is_named_with_its_line(small_corpus, desk):
    whole = small_corpus.read("codings.csv")
    small_corpus.add("codings.csv", "one,two")
    send(desk, "code", variable="theme", value="losses")
    assert "codings.csv:38" in desk.view["error"]
    small_corpus.write("codings.csv", whole)
    send(desk, "code", variable="certainty", value="asserted")
    assert codes(desk) == ["theme=losses", "certainty=asserted"]


@pytest.mark.parametrize(
    ("action", "details", "said"),
    [
        ("fly", {}, "no action 'fly'; there are: code, settle, unsure"),
        ("code", {"variable": "theme", "value": "weather"}, "theme=weather is not in the codebook"),
        ("code", {"variable": "theme"}, "missing 1 required positional argument: 'value'"),
        ("code", {"variable": "theme", "value": "losses", "report": "x"}, "another report came"),
    ],
)
def test_what_cannot_be_done_is_said_and_stops_nothing(desk, action, details, said):
    send(desk, action, **details)
    assert said in desk.view["error"]
    assert codes(desk) == []
    send(desk, "code", variable="theme", value="losses")
    assert (codes(desk), desk.view["error"]) == (["theme=losses"], "")


def test_in_a_cell_what_cannot_be_done_is_an_error(desk):
    with pytest.raises(ValueError, match="theme=weather is not in the codebook"):
        desk.do("code", variable="theme", value="weather")
    desk.do("code", variable="theme", value="losses")
    assert desk.selected()[["variable", "value", "unsure"]].to_numpy().tolist() == [
        ["theme", "losses", False]
    ]


def test_commands_that_overtake_each_other_are_done_by_their_numbers(desk):
    of = {"variable": "theme", "value": "losses"}
    for seq, action, details in [
        (3, "note", of | {"words": "two"}), (2, "unsure", of), (1, "code", of), (4, "next", {}),
    ]:  # fmt: skip
        desk._handle_custom_msg({"do": action, "seq": seq, **details}, [])
    assert desk.view["seq"] == 4
    assert desk.view["error"] == ""
    send(desk, "previous")
    assert codes(desk) == ["theme=losses? two"]


def test_commands_that_come_on_several_threads_are_done_one_at_a_time(desk):
    commands = [
        {"do": "code", "variable": "theme", "value": value, "seq": seq}
        for seq, value in enumerate(["losses", "doubt", "supply", "losses"], 1)
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda each: desk._handle_custom_msg(each, []), commands))
    assert codes(desk) == ["theme=doubt", "theme=supply"]


def test_what_others_save_meanwhile_stays(small_corpus, desk):
    send(desk, "code", variable="theme", value="losses")
    save_codes(desk.corpus, desk.report_id, "ann", "theme", lambda each: [*each, Code("doubt")])
    save_codes(desk.corpus, desk.report_id, "ben", "theme", lambda _: [Code("belief")])
    send(desk, "code", variable="theme", value="supply")
    assert codes(desk) == ["theme=losses", "theme=doubt", "theme=supply"]
    assert read_codes(desk.corpus, "ben")[desk.report_id] == {"theme": [Code("belief")]}


def test_settling_shows_only_disputes_the_hardest_first_and_who_gave_what(small_corpus):
    with pytest.raises(ValueError, match="no two coders differ on any of the 6 reports"):
        open_desk(small_corpus, "adjudicated")
    harbour, leave = "2022-05-10-harbour-post-late-mail", "2023-01-20-harbour-post-long-leave"
    lines = small_corpus.read("codings.csv").splitlines(keepends=True)
    kept = "".join(line for line in lines if ",adjudicated," not in line)
    small_corpus.write("codings.csv", kept)
    small_corpus.add("codings.csv", f"{harbour},b,theme,doubt,,false")
    small_corpus.change("codings.csv", f"{leave},b,theme,rotation", f"{leave},b,theme,losses")
    desk = open_desk(small_corpus, "adjudicated")
    assert desk.ids == [leave, harbour]
    assert desk.view["asked"] == ["theme"]
    given = desk.report["given"]["theme"]
    assert {coder: [each["value"] for each in codes] for coder, codes in given.items()} == {
        "a": ["rotation"],
        "b": ["losses"],
    }
    assert desk.view["agreed"] == 10
    send(desk, "agreed")
    assert desk.view["agreed"] == 0
    send(desk, "code", variable="theme", value="losses")
    send(desk, "note", variable="theme", value="losses", words="two are named")
    assert desk.view["done"] == 1
    settled = analysis.read_corpus(small_corpus).codings.query("coder == 'adjudicated'")
    assert len(settled) == 11
    assert settled.set_index("value").at["losses", "evidence"] == "two are named"


@pytest.fixture
def settling(small_corpus):
    """Two who differ on one report: ann found two themes, ben none."""
    for coder, values in (("ann", ["losses", "doubt"]), ("ben", [""])):
        desk = open_desk(small_corpus, coder)
        for value in values:
            send(desk, "code", variable="theme", value=value)
        send(desk, "code", variable="certainty", value="asserted")
    send(desk, "note", variable="theme", value="", words="only the background")
    return open_desk(small_corpus, "people", between=["ann", "ben"])


def test_people_settle_between_themselves_and_what_each_gave_stands_side_by_side(settling):
    assert (settling.view["total"], settling.view["asked"]) == (1, ["theme"])
    given = settling.report["given"]
    assert set(given) == {"certainty", "theme"}
    assert {
        coder: [each["value"] for each in given["theme"][coder]] for coder in given["theme"]
    } == {
        "ann": ["losses", "doubt"],
        "ben": [],
    }


def test_one_key_settles_as_one_coder_has_it_and_undo_takes_all_of_it_back(settling):
    send(settling, "settle", variable="theme", coder="ann")
    assert codes(settling) == ["theme=losses as ann", "theme=doubt as ann"]
    send(settling, "note", variable="theme", value="doubt", words="as ann: he blames them")
    send(settling, "settle", variable="theme", coder="ben")
    assert codes(settling) == ["theme= as ben"]
    send(settling, "undo")
    assert codes(settling) == ["theme=losses as ann", "theme=doubt as ann: he blames them"]
    send(settling, "undo")
    send(settling, "undo")
    assert codes(settling) == []
    send(settling, "settle", variable="theme", coder="cleo")
    assert settling.view["error"] == "cleo did not judge theme here; who did: ann, ben"


def test_who_differs_cannot_settle_and_who_settles_is_not_taken_for_one_who_differs(small_corpus):
    with pytest.raises(ValueError, match="a is one of those who differ; give the settled codes"):
        open_desk(small_corpus, "a", between=["a", "b"])
    with pytest.raises(ValueError, match="name two or more of those who coded"):
        open_desk(small_corpus, "people", between=["a", "zoe"])


def page_of(desk) -> str:
    bundle = desk._repr_mimebundle_()
    return (bundle[0] if isinstance(bundle, tuple) else bundle)["text/html"]


def test_without_a_kernel_the_digest_and_who_gave_what_are_read_and_no_full_text(
    small_corpus, settling
):
    send(settling, "settle", variable="theme", coder="ann")
    [table] = pd.read_html(io.StringIO(page_of(settling)), keep_default_na=False)
    shown = table.set_index("theme")
    assert list(shown.columns[1:]) == ["ann", "ben", "people"]
    assert shown.loc["Losses", ["ann", "ben", "people"]].tolist() == ["✓", "", "✓ as ann"]
    digest = settling.report["paragraphs"][0]["parts"][0]["text"]
    assert html.escape(digest) in page_of(settling)
    small_corpus.write(
        f"texts/{settling.report_id}.txt", "Harbour Post\n\nSomebody else's words.\n"
    )
    assert "Somebody" not in page_of(open_desk(small_corpus))


def test_without_a_kernel_it_says_how_far_the_coding_is_and_shows_no_code(desk):
    finish(desk)
    bundle = desk._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == (
        "1 of 6 reports coded by ann. The desk opens when the cell is run, and goes on from there."
    )
    assert "1 of 6 reports coded by ann." in data["text/html"]


def test_what_stands_in_a_corpus_stays_text(small_corpus):
    small_corpus.change("codebook.yml", "Deaths, wounded", "<img src=x>\\u202eDeaths, wounded")
    desk = open_desk(small_corpus)
    [losses] = [each for each in desk.book["variables"][0]["values"] if each["value"] == "losses"]
    assert losses["when"].startswith("<img src=x>\\u202eDeaths")


def test_the_corpus_of_an_installed_kit_is_refused(small_corpus, tmp_path: Path):
    small_corpus.path.rename(tmp_path / "_corpus")
    with pytest.raises(ValueError, match="would be lost with the installed kit"):
        analysis.explore_coding(analysis.read_corpus(tmp_path / "_corpus"), "ann")
