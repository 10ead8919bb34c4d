"""The page of speed: its tables come from the benchmarks, each into its own place."""

import importlib
import re

from tests.benchmarks import page, scale


def test_a_table_is_written_into_its_place_and_again(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(page, "PAGE", tmp_path / "speed.md")
    places = "".join(f"<!-- {each}: how -->\n<!-- end of {each} -->\n" for each in ("one", "other"))
    page.PAGE.write_text(f"Before.\n{places}Behind.\n")
    for seconds in ("1.5", "2.5"):
        page.write_table("other", ["function", "s"], [["count", seconds]])
    text = page.PAGE.read_text()
    assert text.startswith("Before.\n<!-- one: how -->\n<!-- end of one -->\n<!-- other: how -->\n")
    assert re.findall(r"^\| .*", text, re.M) == [
        "| function | s |",
        "| --- | ---: |",
        "| count | 2.5 |",
    ]
    assert text.endswith("<!-- end of other -->\nBehind.\n")


def test_each_table_of_the_page_names_what_writes_it_and_holds_only_what_that_measures() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    places = re.findall(
        r"<!-- (\w+): python -m (\S+) --write -->\n(.*?)<!-- end of \1 -->", text, re.S
    )
    assert [name for name, _, _ in places] == ["scale", "stored", "stream", "classroom"]
    for _, module, _ in places:
        assert importlib.import_module(module).main
    rows = re.findall(r"^\| ([a-z_]\w+.*?) \|", places[0][2], re.M)
    assert set(rows) <= {"function", "read_corpus", *scale.FUNCTIONS}
