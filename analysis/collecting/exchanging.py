"""Spans of texts and codebooks as other programs exchange them, out and in.

Spans are W3C Web Annotations (JSON-LD). A span is given twice (Web Annotation Data Model, 4.2): by
its place, and by its words with those around them, which find it again where the text has another
length before it.

Codebooks are REFI-QDA, `.qdc` (qdasoftware.org, version 1.0): codes in codes, with a name and a
description. A variable is a code that holds its values; what else a codebook says of a value stands
in its description behind a word and a colon, where it is read back from.
"""

import json
import re
import uuid
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree  # only written with; what others wrote is read by lxml

import pandas as pd
import yaml
from lxml import etree

from analysis.collecting.store import new, update
from analysis.reading.codebook import NO_NAME, Codebook, define, read_codebook
from analysis.reading.corpus import Corpus
from analysis.reading.files import REPORT_BYTES, TABLE_BYTES, read_bytes, read_text
from analysis.reading.problems import CorpusError, Problem, problems_table
from analysis.reading.texts.markup import local_name, parse_xml
from analysis.untrusted import plain_json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Code points before and behind a span that are given with it."""

PLACE = re.compile(r"(text|digest)\[(\d+):(\d+)\]: (.*)", re.DOTALL)
"""Evidence that was taken from a text at the coding desk."""

SPAN = ["report_id", "start", "end"]
UNSURE = "unsure"
NO_TAGS = (*SPAN, "text", "coder", "evidence", UNSURE)
CODES = ["exact", "coder", "variable", "value", "evidence"]


def list_evidence(corpus: Corpus, texts: pd.DataFrame | None = None) -> pd.DataFrame:
    """Where the evidence of codes stands in the texts.

    Parameters
    ----------
    corpus
        Its codings are looked through.
    texts
        report_id, text: full texts (`read_stored_texts`). By default the digests.

    Returns
    -------
    DataFrame
        One row a code with evidence, of a report that has a text: report_id, start, end (code
        points; missing where the evidence is no place in the text, and its words do not stand in it
        just once), coder, variable, value, evidence, unsure.

    Examples
    --------
    >>> import analysis
    >>> evidence = list_evidence(analysis.read_corpus())
    >>> len(evidence), int(evidence["start"].notna().sum())  # most are reasons, no words of it
    (8790, 166)
    """
    sort, read = ("text", texts) if texts is not None else ("digest", corpus.reports)
    words = dict(zip(read["report_id"], read[sort].fillna(""), strict=True))
    codes = corpus.codings.dropna(subset="evidence")
    codes = codes[codes["report_id"].isin(words)].reset_index(drop=True)
    places = [
        _place(words[row.report_id], row.evidence, sort) for row in codes.itertuples(index=False)
    ]
    spans = pd.DataFrame(places, columns=SPAN[1:], dtype="Int64")
    columns = ["coder", "variable", "value", "evidence", "unsure"]
    return pd.concat([codes[["report_id"]], spans, codes[columns]], axis=1)


def _place(text: str, evidence: str, sort: str) -> tuple[int | None, int | None]:
    taken = PLACE.fullmatch(evidence)
    if taken:
        start, end = int(taken[2]), int(taken[3])
        first = taken[4].removesuffix(" ...").split()
        same = taken[1] == sort and text[start:end].split()[: len(first)] == first
        return (start, end) if same else (None, None)
    return _once(text, evidence)


def _once(text: str, words: str) -> tuple[int | None, int | None]:
    """Where words stand as whole ones, if only once."""
    found = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    places = [place.span() for place in islice(found, 2)] if words else []
    return places[0] if len(places) == 1 else (None, None)


def export_annotations(spans: pd.DataFrame, texts: pd.DataFrame, to: str | Path) -> Path:
    """Write spans as Web Annotations.

    Parameters
    ----------
    spans
        report_id, start, end (both missing: the whole text is meant), and whatever is said of the
        span: `coder` is its creator, variable and value its tag, `evidence` its comment, and each
        other column a tag of its own, such as `speaker=...` of quotations (`parse_texts`).
    texts
        report_id and the texts that the spans are of, as `text` or `digest`.
    to
        The file to write (`.jsonld`); one of the same content may be there.

    Returns
    -------
    Path
        The file: an AnnotationPage with an annotation a span, in which the source of a span is
        `texts/<report_id>.txt`, or `reports/<report_id>.md#digest`. Offsets are code points.

    Raises
    ------
    KeyError
        A span of a text that is not among the texts.
    ValueError
        A span beyond the end of its text.
    FileExistsError
        Something else is there.

    Examples
    --------
    >>> import tempfile
    >>> texts = pd.DataFrame({"report_id": ["mine"], "text": ["The boots leak, he said."]})
    >>> spans = pd.DataFrame({"report_id": ["mine"], "start": [4], "end": [9], "speaker": ["he"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = export_annotations(spans, texts, f"{folder}/spans.jsonld")
    ...     back = import_annotations(path, texts)
    >>> back[["report_id", "start", "end", "exact", "variable", "value"]].values.tolist()
    [['mine', 4, 9, 'boots', 'speaker', 'he']]
    """
    column = "text" if "text" in texts else "digest"
    source = "texts/{}.txt" if column == "text" else "reports/{}.md#digest"
    words = dict(zip(texts["report_id"], texts[column].fillna(""), strict=True))
    rows = spans.astype("object").where(spans.notna(), None).to_dict("records")
    items = [_annotation(row, words[row["report_id"]], source) for row in rows]
    page = {"@context": CONTEXT, "type": "AnnotationPage", "id": Path(to).name, "items": items}
    data = plain_json(json.dumps(page, ensure_ascii=False, indent=1)).encode()
    update(Path(to), new(Path(to), data))
    return Path(to)


def _annotation(row: dict[str, Any], text: str, source: str) -> dict[str, Any]:
    target: dict[str, Any] = {"source": source.format(row["report_id"])}
    if row["start"] is not None:
        start, end = int(row["start"]), int(row["end"])
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"{row['report_id']} has {len(text)} signs and no span {start}:{end}")
        quote = {"type": "TextQuoteSelector", "exact": text[start:end],
                 "prefix": text[max(start - AROUND, 0) : start],
                 "suffix": text[end : end + AROUND]}  # fmt: skip
        target["selector"] = [quote, {"type": "TextPositionSelector", "start": start, "end": end}]
    said = {key: value for key, value in row.items() if key not in NO_TAGS}
    if "variable" in said:
        said[said.pop("variable")] = said.pop("value")
    tags = [f"{key}={value}" for key, value in said.items() if value is not None]
    tags += [UNSURE] if row.get("unsure") else []
    body = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    if row.get("evidence"):
        comment = {"type": "TextualBody", "purpose": "commenting", "value": row["evidence"]}
        body.append(comment)
    whole = {"type": "Annotation", "motivation": "classifying", "body": body, "target": target}
    if row.get("coder"):
        whole["creator"] = {"nickname": row["coder"]}
    name = json.dumps([row["report_id"], whole], sort_keys=True, default=str)
    return {"id": uuid.uuid5(uuid.NAMESPACE_URL, name).urn} | whole


def import_annotations(path: str | Path, texts: pd.DataFrame) -> pd.DataFrame:
    """Read spans that were annotated elsewhere, each found again in its text.

    Parameters
    ----------
    path
        Web Annotations (JSON-LD): one, a list, a page or a collection of them.
    texts
        report_id, and `text` or `digest`; and if there is one, `url`, by which a source is known.

    Returns
    -------
    DataFrame
        One row a tag, or an annotation without any: report_id (missing: the source is none of
        these texts), start, end (missing: not found, or the whole text is meant), exact (the words
        as they were annotated), coder (nickname or name of its creator), variable and value (of a
        tag `variable=value`; another tag has its words in value), evidence (the comment; without
        one, place and words of the span), unsure. With variables and values of the codebook these
        are codes, which `add_codings` takes.

    Raises
    ------
    CorpusError
        The file cannot be read, or holds no annotation.

    Examples
    --------
    >>> import tempfile
    >>> texts = pd.DataFrame({"report_id": ["mine"], "text": ["The boots leak, he said."]})
    >>> said = {"target": {"source": "texts/mine.txt", "selector":
    ...         {"type": "TextQuoteSelector", "exact": "leak"}}, "body": "Wet."}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "one.json").write_text(json.dumps(said))
    ...     found = import_annotations(f"{folder}/one.json", texts)
    >>> found[["report_id", "start", "end", "evidence"]].values.tolist()
    [['mine', 10, 14, 'Wet.']]
    """
    path = Path(path)
    text = read_text(path, path.name, limit=TABLE_BYTES)
    found = text if isinstance(text, Problem) else None
    rows: list[dict[str, Any]] = []
    if isinstance(text, str):
        try:
            rows = [row for item in _items(json.loads(text)) for row in _rows(item, texts)]
        except (ValueError, RecursionError, AttributeError, TypeError) as error:
            found = Problem(path.name, 0, f"is no annotation ({error!s:.80})", "export JSON-LD")
        if not rows and found is None:
            found = Problem(path.name, 0, "holds no annotation", "export JSON-LD")
    if found:
        raise CorpusError(path, [found])
    kinds = dict.fromkeys([*SPAN, *CODES], "str") | dict.fromkeys(SPAN[1:], "Int64")
    kinds |= {UNSURE: "bool"}
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _items(data: Any) -> Iterator[dict[str, Any]]:
    """The annotations in a page, a collection of pages, or a list."""
    for each in _several(data):
        if "target" in each:
            yield each
        for key in ("items", "first", "rows"):
            yield from _items(each.get(key))


def _rows(item: dict[str, Any], texts: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """A row a tag of an annotation, of each of its targets."""
    bodies = [
        {"value": each} if isinstance(each, str) else each for each in _several(item.get("body"))
    ]
    said: dict[bool, list[str]] = {True: [], False: []}
    for body in bodies:
        said[body.get("purpose") == "tagging"].append(str(body.get("value", "")))
    tags = [tag for tag in said[True] if tag != UNSURE] or [""]
    who = (_several(item.get("creator")) or [{}])[0]
    coder = who if isinstance(who, str) else who.get("nickname") or who.get("name")
    for target in _several(item["target"]):
        span = _find({"source": target} if isinstance(target, str) else target, texts)
        more = {"coder": coder, "evidence": "; ".join(filter(None, said[False])) or span["words"],
                UNSURE: UNSURE in said[True]}  # fmt: skip
        for tag in tags:
            variable, _, value = tag.rpartition("=")
            yield span | more | {"variable": variable or None, "value": value or None}


def _find(target: dict[str, Any], texts: pd.DataFrame) -> dict[str, Any]:
    """Which text a target is of, and where in it: by its place, else by its words."""
    source = target.get("source")
    source = str(source.get("id") if isinstance(source, dict) else source)
    name = re.sub(r"\.(txt|md)(#.*)?$", "", source).rpartition("/")[2]
    known = texts["report_id"].eq(name) | (texts["url"].eq(source) if "url" in texts else False)
    selectors = {each.get("type"): each for each in _several(target.get("selector"))}
    quote, place = (selectors.get(f"Text{sort}Selector", {}) for sort in ("Quote", "Position"))
    exact = quote.get("exact")
    row = {"report_id": None, "start": None, "end": None, "exact": exact, "words": exact}
    if known.sum() != 1:
        return row
    column = "text" if "text" in texts else "digest"
    report_id, text = texts.loc[known, ["report_id", column]].iloc[0]
    start, end = place.get("start"), place.get("end")
    if exact is not None and (start is None or text[start:end] != exact):
        start, end = _search(text, quote)
    if start is not None:
        row["words"] = f"{column}[{start}:{end}]: {' '.join(text[start:end].split())}"
    return row | {"report_id": report_id, "start": start, "end": end}


def _search(text: str, quote: dict[str, str]) -> tuple[int | None, int | None]:
    """Where words stand, if only once; else once with what is around them."""
    before, exact, behind = (quote.get(key, "") for key in ("prefix", "exact", "suffix"))
    for lead, words in (("", exact), (before, before + exact + behind)):
        if exact and text.count(words) == 1:
            start = text.index(words) + len(lead)
            return start, start + len(exact)
    return None, None


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
