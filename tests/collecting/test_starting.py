"""`overheard new`: a small corpus to start from."""

import pytest

import analysis
from analysis.__main__ import main
from analysis.collecting import start_corpus


def test_a_new_corpus_keeps_every_rule_and_is_about_something_else(tmp_path, capsys) -> None:
    assert main(["new", str(tmp_path / "floods")]) == 0
    assert "corpus.yml" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "floods")]) == 0
    corpus = analysis.read_corpus(tmp_path / "floods")
    assert corpus.declared.noun == ("event", "events")
    assert corpus.reports["warned"].tolist() == ["no", "yes"]
    shares = analysis.count_codes(corpus, "theme").set_index("value")["share"]
    assert shares.to_dict() == {"damage": 1.0, "level": 0.5, "help": 0.5, "blame": 0.0}


def test_nothing_is_written_over(tmp_path) -> None:
    start_corpus(tmp_path)
    start_corpus(tmp_path)  # the very same again is no error
    (tmp_path / "corpus.yml").write_text("title: mine\n")
    (tmp_path / "calls.csv").unlink()
    with pytest.raises(FileExistsError, match=r"corpus\.yml"):
        start_corpus(tmp_path)
    assert (tmp_path / "corpus.yml").read_text() == "title: mine\n"
    assert not (tmp_path / "calls.csv").exists()
