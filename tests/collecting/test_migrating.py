"""Codes that a codebook calls otherwise now."""

import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting.corpora import migrate_codes
from analysis.reading.problems import CorpusError

LEAVE = "2023-01-20-harbour-post-long-leave"


@pytest.fixture
def renamed(small_corpus):
    """The theme `supply` is called `shortage` now, and certainty sureness."""
    small_corpus.change("codebook.yml", "      supply:\n", "      shortage:\n")
    small_corpus.change("codebook.yml", "\n  certainty:\n", "\n  sureness:\n")
    text = small_corpus.read("codebook.yml")
    renamed = "renamed:\n  theme=goods: supply\n  theme=supply: shortage\n  certainty: sureness\n"
    small_corpus.write("codebook.yml", renamed + text)
    return small_corpus


def test_codes_get_the_names_that_they_have_now_and_nothing_else_changes(renamed, capsys):
    before = renamed.read("codings.csv")
    renamed.write("codings.csv", before.replace("b,theme,supply", "b,theme,goods"))
    [first, *_] = analysis.check_corpus(renamed).itertuples()
    assert first.problem == "theme=supply is not in the codebook"
    assert first.mend == "it is theme=shortage now: `overheard migrate` renames all"
    assert main(["migrate", renamed.path.as_posix()]) == 0
    assert capsys.readouterr().out.splitlines()[:4] == [
        "theme=supply -> theme=shortage: 2 codes",
        "certainty=attributed -> sureness=attributed: 12 codes",
        "theme=goods -> theme=shortage: 1 code",
        "certainty=distanced -> sureness=distanced: 3 codes",
    ]
    now = before.replace("supply", "shortage").replace("certainty", "sureness")
    rows = [line.removesuffix(",") for line in renamed.read("codings.csv").splitlines()]
    assert rows == [now.splitlines()[0] + ",codebook", *now.splitlines()[1:]]
    assert analysis.check_corpus(renamed).empty
    assert main(["migrate", renamed.path.as_posix()]) == 0
    assert "no code is called otherwise" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{LEAVE},a,theme,weather,,false", "codings.csv:38: theme=weather is not in the codebook"),
        ("2022-05-10-harbour-post-late-mail,a,theme,shortage,why,false", "theme, shortage: "),
    ],
    ids=["a name that is none", "both names of one"],
)
def test_what_is_not_sure_is_refused_whole(renamed, row, said):
    renamed.add("codings.csv", row)
    before = renamed.read("codings.csv")
    with pytest.raises(CorpusError, match=said):
        migrate_codes(analysis.read_corpus(renamed, on_error="skip"))
    assert renamed.read("codings.csv") == before


@pytest.mark.parametrize(
    ("renamed", "said"),
    [
        ("theme=losses: doubt", "'theme=losses' is renamed, and still there; keep one of them"),
        ("theme=loss: harm", "'theme=loss' is renamed to 'theme=harm', which the codebook has not"),
        ("theme=a: b\n  theme=b: a", "'theme=a' is renamed to 'theme=a', which the codebook"),
        ("mood: tone", "'mood' is renamed to 'tone', which the codebook has not"),
    ],
)
def test_a_former_name_leads_to_one_that_there_is(small_corpus, renamed, said):
    text = small_corpus.read("codebook.yml")
    small_corpus.write("codebook.yml", f"renamed:\n  {renamed}\n{text}")
    row = next(analysis.check_corpus(small_corpus).itertuples())
    assert (row.file, row.line) == ("codebook.yml", 2)
    assert f"{row.problem}; {row.mend}".startswith(said)


def test_a_name_with_a_blank_is_refused_with_its_line_and_a_mend(small_corpus):
    small_corpus.change("codebook.yml", "      own_fire:\n", "      own fire:\n")
    [row] = analysis.check_corpus(small_corpus).itertuples()
    assert small_corpus.read("codebook.yml").splitlines()[row.line - 2] == "      own fire:"
    assert row.problem == "the name 'own fire' holds a blank"
    assert row.mend == "write own_fire; `renamed:` takes given codes along"


def test_a_code_with_blanks_around_is_refused_with_how_it_is_spelt(small_corpus):
    line = small_corpus.add("codings.csv", f"{LEAVE},a,theme, Losses,,false")
    [row] = analysis.check_corpus(small_corpus).itertuples()
    assert (row.file, row.line, row.mend) == ("codings.csv", line, "use one of: losses")
