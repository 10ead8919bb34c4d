"""Front matter that is no front matter, or asks for more than facts."""

import pytest
import yaml

from analysis.reading import frontmatter
from analysis.reading.frontmatter import Mapping, Scalar, Sequence, parse_yaml, split_front_matter

HARBOUR = "2022-05-10-harbour-post-late-mail"
FILE = f"reports/{HARBOUR}.md"

BOMB = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in ["ab", "bc"])

# Each is put before line 2 of the file, `outlet: Harbour Post`.
CASES = {
    "YAML that is broken": ("outlet_kind: [newspaper\n", 3, "broken YAML", "check indentation"),
    "a value with a colon": ("byline: Stop: now\n", 2, "broken YAML", "quote a value"),
    "a tab before a key": ("byline: A\n\tcarried_by: B\n", 3, "broken YAML", "indentation"),
    "a control character": ("byline: A\ncarried_by: \x07\n", 3, "'\\x07'", "check"),
    "an anchor": ("byline: &name A. Penrose\n", 2, "anchor", "write the value out"),
    "an alias that is not defined": ("byline: *name\n", 2, "anchor", "write the value out"),
    "a bomb of aliases": (BOMB, 2, "anchor", "write the value out"),
    "a tag": ("byline: !!str A\n", 2, "uses a tag", "leave the tag out"),
    "a python object": (
        "byline: !!python/object/apply:os.getcwd []\n", 2, "uses a tag", "leave the tag out",
    ),
    "a tag on a key": ("!!str byline: A\n", 2, "uses a tag", "leave the tag out"),
    "a key that is a list": ("[a, b]: c\n", 2, "a key is not a word", "key: value"),
    "a key that is empty": ("~: c\n", 2, "a key is not a word", "key: value"),
    "eleven levels": ("byline: " + "[" * 11 + "]" * 11 + "\n", 2, "nested", "at most 10"),
    "a hundred thousand levels": ("byline: " + "[" * 100_000 + "\n", 2, "nested", "at most 10"),
    "a hundred thousand dashes": ("byline:\n" + "- " * 100_000 + "x\n", 3, "nested", "at most 10"),
    "a second document": ("byline: A\n--- b\n", 3, "second document", "keep one"),
}  # fmt: skip


@pytest.mark.parametrize("loader", [yaml.BaseLoader, frontmatter.LOADER])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_front_matter_that_is_refused(loader, case, monkeypatch):
    head, line, problem, mend = case
    monkeypatch.setattr(frontmatter, "LOADER", loader)
    found = split_front_matter(f"---\n{head}outlet: Harbour Post\n---\n\nText.", "reports/x.md")
    assert (found.file, found.line) == ("reports/x.md", line)
    assert problem in found.problem
    assert mend in found.mend


@pytest.mark.parametrize(
    "case",
    [
        CASES["YAML that is broken"],
        CASES["a bomb of aliases"],
        CASES["a python object"],
        CASES["a hundred thousand levels"],
    ],
)
def test_a_file_with_such_front_matter_is_left_out_alone(small_corpus, expect, case):
    head, line, problem, mend = case
    small_corpus.change(FILE, "outlet: Harbour Post", f"{head}outlet: Harbour Post")
    expect((FILE, line, problem, mend), reports={HARBOUR})


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("", 1, "does not begin with front matter"),
        ("A text and nothing else.\n", 1, "does not begin with front matter"),
        ("\n---\noutlet: A\n---\n", 1, "does not begin with front matter"),
        ("---\noutlet: A\nlanguage: en\n", 1, "front matter is not closed"),
        ("---\n- outlet\n---\n", 2, "is not a list of `key: value`"),
        ("---\nonly words\n---\n", 2, "is not a list of `key: value`"),
    ],
)
def test_a_file_without_whole_front_matter_is_left_out_alone(
    small_corpus, expect, text, line, problem
):
    small_corpus.write(FILE, text)
    expect((FILE, line, problem, ""), reports={HARBOUR})


def test_empty_front_matter_lacks_every_key_that_is_needed(small_corpus, expect):
    small_corpus.write(FILE, f"---\n---\n\n{'word ' * 50}\n")
    keys = ["calls", "date_basis", "language", "outlet_kind", "outlet", "published", "read"]
    missing = [(FILE, 2, f"key `{key}` is missing", "add") for key in keys]
    expect(*missing, reports={HARBOUR})


@pytest.mark.parametrize("loader", [yaml.BaseLoader, frontmatter.LOADER])
def test_values_stay_as_they_are_written(loader, monkeypatch):
    monkeypatch.setattr(frontmatter, "LOADER", loader)
    tree = parse_yaml("a: no\nb: 012\nc: 2023-02-30\nd: 'null'\ne: null\nf: ~\ng:\nh: ''", "x")
    texts = {key: node.text for key, node in tree.entries.items()}
    assert texts == {
        "a": "no", "b": "012", "c": "2023-02-30", "d": "null", "e": None, "f": None, "g": None,
        "h": "",
    }  # fmt: skip


def test_nested_values_know_their_lines():
    tree = parse_yaml("a:\n- b: >-\n    two\n    lines\n  c:\n  - d\n", "x")
    assert tree == Mapping(
        {
            "a": Sequence(
                (
                    Mapping(
                        {"b": Scalar("two lines", 2), "c": Sequence((Scalar("d", 6),), 6)},
                        {"b": 2, "c": 5},
                        2,
                    ),
                ),
                2,
            )
        },
        {"a": 1},
        1,
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_newline_ends_a_line(newline):
    head, body = split_front_matter(newline.join(["---", "a: b", "---", "", "one", "two"]), "x")
    assert head.entries == {"a": Scalar("b", 2)}
    assert body == "one\ntwo"


@pytest.mark.parametrize("separator", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_no_other_character_ends_a_line_of_the_body(separator):
    text = f"---\na: b\n---\none{separator}two"
    assert split_front_matter(text, "x")[1] == f"one{separator}two"
