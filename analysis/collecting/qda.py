"""Codebooks as programs for qualitative analysis exchange them: REFI-QDA, `.qdc`.

The standard (qdasoftware.org, version 1.0) knows codes in codes, with a name and a description. A
variable is a code that holds its values; what else a codebook says of a value stands in its
description behind a word and a colon, where it is read back from.
"""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # only written with; what others wrote is read by lxml

import pandas as pd
import yaml
from lxml import etree

from analysis.collecting.store import new, update
from analysis.reading.codebook import NO_NAME, Codebook, define, read_codebook
from analysis.reading.files import REPORT_BYTES, read_bytes
from analysis.reading.problems import CorpusError, Problem, problems_table
from analysis.reading.texts.markup import local_name, parse_xml

NAMESPACE = "urn:QDA-XML:codebook:1.0"
OF_CODES = uuid.UUID("5b1f4a3e-6f0c-4d8e-9a57-0d6f2f0a7c11")
"""Codes of one name get one id, so that a codebook sent again meets the codes of before."""

LABELS = {"Title": "title", "Not when": "not_when", "Examples": "examples", "Words": "words",
          "Since version": "since", "Coded": "coded"}  # fmt: skip
LABEL = re.compile(rf"\s*\b({'|'.join(LABELS)}): ")
LISTS = ("examples", "words")
LOOSE = "code"
"""The variable of codes that are in none."""


def export_codebook(codebook: Codebook, to: str | Path) -> Path:
    """Write a codebook as a REFI-QDA file, for MAXQDA, NVivo, ATLAS.ti, QualCoder, Taguette ...

    Parameters
    ----------
    codebook
        As `Corpus.codebook`.
    to
        A file, its name ending in `.qdc`; where one of the same content is, nothing is done.

    Returns
    -------
    Path
        The file: a code a variable, in it one a value. Rulings, coders and former names have no
        place in the format.

    Raises
    ------
    FileExistsError
        Something else is there.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export_codebook(analysis.read_corpus().codebook, f"{folder}/codes.qdc")
    ...     path.read_text(encoding="utf-8").count("<Code ")
    44
    """
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(f"{{{NAMESPACE}}}CodeBook", origin="Overheard")
    codes = ElementTree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    for variable, rows in codebook.definitions.groupby("variable", sort=False):
        coded = "present" if variable in codebook.present_only else "one"
        said = f"{codebook.questions[str(variable)]} Coded: {coded}"
        above = _add(codes, str(variable), str(variable), said, codable=False)
        for row in rows.itertuples(index=False):
            said = define(row._replace(present_when=f"{row.present_when} Title: {row.title}"))
            _add(above, f"{variable}={row.value}", row.value, said, codable=True)
    ElementTree.indent(root)
    data = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    update(Path(to), new(Path(to), data))
    return Path(to)


def _add(above: Any, whole: str, name: str, said: str, *, codable: bool) -> Any:
    guid = str(uuid.uuid5(OF_CODES, whole)).upper()
    more = {"guid": guid, "name": name, "isCodable": str(codable).lower()}
    code = ElementTree.SubElement(above, f"{{{NAMESPACE}}}Code", more)
    ElementTree.SubElement(code, f"{{{NAMESPACE}}}Description").text = said
    return code


def import_codebook(path: str | Path, folder: str | Path) -> pd.DataFrame:
    """Draft the `codebook.yml` of a corpus folder from a REFI-QDA file.

    Parameters
    ----------
    path
        A codebook that a program exported (`.qdc`).
    folder
        Where the draft goes; there must be no other codebook.

    Returns
    -------
    DataFrame
        One row a thing that the draft lacks: file, line, problem, mend, as `check` names it. Most
        programs know no question of a variable, and many codes have no description.

    Raises
    ------
    CorpusError
        The file is no such codebook, or cannot be read.
    FileExistsError
        The folder has a codebook.

    Notes
    -----
    A code that holds others is a variable, those in it are its values, however deep; codes that
    are in none are values of a variable `code`. Blanks in names become `_`, the name the title.

    Examples
    --------
    >>> import analysis, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export_codebook(analysis.read_corpus().codebook, f"{folder}/codes.qdc")
    ...     len(import_codebook(path, folder))
    0
    """
    path, folder = Path(path), Path(folder)
    variables: dict[str, dict[str, Any]] = {}
    for code in _codes(path):
        below = [each for each in code if local_name(each) == "Code"]
        name = _key(code.get("name", ""), variables) if below else LOOSE
        said = _said(code) if below else {}
        variable = variables.setdefault(name, {
            "question": said.get("present_when"), "coded": said.get("coded", "present"),
            "values": {},
        })  # fmt: skip
        for value in _values(code) if below else [code]:
            key = _key(value.get("name", ""), variable["values"])
            told = {"title": value.get("name", key).strip()} | _said(value)
            variable["values"][key] = told
    draft = {"version": "1.0", "variables": variables}
    text = yaml.safe_dump(draft, sort_keys=False, allow_unicode=True, width=100)
    folder.mkdir(parents=True, exist_ok=True)
    update(folder / "codebook.yml", new(folder / "codebook.yml", text.encode()))
    return problems_table(read_codebook(folder)[1])


def _codes(path: Path) -> list[etree._Element]:
    """The outermost codes of a file."""
    data = read_bytes(path, path.name, limit=REPORT_BYTES, mend="export the codebook alone")
    if isinstance(data, Problem):
        raise CorpusError(path, [data])
    try:
        root, broken = parse_xml(data)
    except ValueError as error:
        broken = str(error)
    if broken is None and local_name(root) != "CodeBook":
        broken = f"is no codebook, but {local_name(root)!r:.40}"
    if broken is not None:
        mend = "export the codebook as REFI-QDA (.qdc)"
        raise CorpusError(path, [Problem(path.name, 0, broken, mend)])
    return [each for codes in root if local_name(codes) == "Codes" for each in codes]


def _values(code: etree._Element) -> Iterator[etree._Element]:
    """The codes inside a code that texts can be coded with."""
    for each in code.iter():
        if local_name(each) == "Code" and each.get("isCodable", "true") in ("true", "1"):
            yield each


def _said(code: etree._Element) -> dict[str, Any]:
    """What the description of a code says, by the keys of a codebook."""
    told = [each.text or "" for each in code if local_name(each) == "Description"]
    first, *rest = LABEL.split("".join(told))
    parts = dict(zip((LABELS[label] for label in rest[::2]), rest[1::2], strict=True))
    said = {"present_when": first, **parts}
    words = {key: " ".join(text.split()) for key, text in said.items()}
    return {key: text.split("; ") if key in LISTS else text for key, text in words.items() if text}


def _key(name: str, taken: dict[str, Any]) -> str:
    """A name that can stand in a cell, and that no other has."""
    key = re.sub(r"_+", "_", NO_NAME.sub("_", name.strip().lower())).strip("_") or LOOSE
    number = 2
    while (free := key if number == 2 else f"{key}_{number - 1}") in taken:
        number += 1
    return free
