"""Codebooks to and from programs for qualitative analysis."""

import pytest
from lxml import etree

from analysis.collecting.exchanging import NAMESPACE, export_codebook, import_codebook
from analysis.reading.codebook import read_codebook
from analysis.reading.problems import CorpusError

OTHERS = """\
<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="Another program">
  <Codes>
    <Code guid="A1" name="How it sounds" isCodable="false"><Description>What tone?</Description>
      <Code guid="A2" name="Calm &amp; dry" isCodable="true">
        <Description>No feeling.</Description></Code>
      <Code guid="A3" name="Loud" isCodable="true">
        <Description>Alarm. Not when: only the headline.</Description>
        <Code guid="A4" name="calm  &amp; dry" isCodable="true"/>
      </Code>
    </Code>
    <Code guid="B1" name="Water" isCodable="true"><Description>Any water.</Description></Code>
    <Code guid="B2" name="true" isCodable="true"><Description>Said to be so.</Description></Code>
  </Codes>
  <Sets/>
</CodeBook>
"""


def test_a_codebook_goes_out_and_comes_back_with_every_definition(corpus, tmp_path, small_corpus):
    small_corpus.change(
        "codebook.yml",
        "        title: Supply\n",
        "        title: Supply\n        examples: [no boots came]\n"
        "        words: [boot*, no food]\n        since: '1.1'\n",
    )
    for number, book in enumerate([corpus.codebook, read_codebook(small_corpus.path)[0]]):
        path = export_codebook(book, tmp_path / f"{number}.qdc")
        assert import_codebook(path, tmp_path / f"{number}").empty
        back, problems = read_codebook(tmp_path / f"{number}")
        assert problems == []
        assert back.definitions.equals(book.definitions)
        assert (back.questions, back.present_only) == (book.questions, book.present_only)


def test_a_file_is_of_the_standard_and_the_same_each_time(corpus, tmp_path):
    data = export_codebook(corpus.codebook, tmp_path / "codes.qdc").read_bytes()
    root = etree.fromstring(data)
    assert root.tag == f"{{{NAMESPACE}}}CodeBook"
    theme = root[0][0]
    assert (theme.get("name"), theme.get("isCodable")) == ("theme", "false")
    assert len(theme) == 1 + len(corpus.codebook.values("theme"))
    ids = [each.get("guid") for each in root.iter(f"{{{NAMESPACE}}}Code")]
    assert len(ids) == len(set(ids)) == 44
    assert export_codebook(corpus.codebook, tmp_path / "codes.qdc").read_bytes() == data
    with pytest.raises(FileExistsError):
        export_codebook(corpus.codebook.at(["1.0"]), __file__)


def test_a_codebook_of_another_program_is_drafted_and_what_it_lacks_is_said(tmp_path):
    (tmp_path / "others.qdc").write_text(OTHERS, encoding="utf-8")
    lacks = import_codebook(tmp_path / "others.qdc", tmp_path)
    assert lacks["problem"].tolist() == ["`present_when` is missing", "`question` is missing"]
    text = (tmp_path / "codebook.yml").read_text(encoding="utf-8")
    text = text.replace("question: null", "question: What of?")
    text = text.replace("title: calm  & dry", "title: calm\n        present_when: So.")
    (tmp_path / "codebook.yml").write_text(text, encoding="utf-8")
    book, problems = read_codebook(tmp_path)
    assert problems == []
    assert book.titles("how_it_sounds") == {
        "calm_&_dry": "Calm & dry", "loud": "Loud", "calm_&_dry_2": "calm",
    }  # fmt: skip
    assert book.values("code") == ["water", "true"]
    assert book.definitions["not_when"].dropna().tolist() == ["only the headline."]
    assert book.questions["how_it_sounds"] == "What tone?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its markup"),
        ("<html/>", "is no codebook, but 'html'"),
        ("<CodeBook><Codes><Code", "its XML is broken on line 1"),
        (
            '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><CodeBook>&e;',
            "its XML is broken",
        ),
    ],
)
def test_what_is_no_codebook_is_refused_by_its_name(tmp_path, text, said):
    (tmp_path / "x.qdc").write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"x\.qdc") as error:
        import_codebook(tmp_path / "x.qdc", tmp_path / "to")
    assert said in str(error.value)
    assert not (tmp_path / "to" / "codebook.yml").exists()


def test_no_entity_is_looked_up(tmp_path):
    (tmp_path / "secret").write_text("hidden")
    entity = f'<!DOCTYPE CodeBook [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'
    text = OTHERS.replace("<CodeBook", entity + "<CodeBook", 1).replace("Any water.", "&e;")
    (tmp_path / "x.qdc").write_text(text.partition("?>")[2], encoding="utf-8")
    with pytest.raises(CorpusError, match="its XML is broken") as error:
        import_codebook(tmp_path / "x.qdc", tmp_path)
    assert "hidden" not in str(error.value)
    assert not (tmp_path / "codebook.yml").exists()


def test_no_codebook_is_written_over(corpus, tmp_path, small_corpus):
    path = export_codebook(corpus.codebook, tmp_path / "codes.qdc")
    before = small_corpus.read("codebook.yml")
    with pytest.raises(FileExistsError):
        import_codebook(path, small_corpus.path)
    assert small_corpus.read("codebook.yml") == before
