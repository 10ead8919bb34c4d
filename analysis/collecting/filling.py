"""Values that a person gives a report, written into its file; all else in it stays as it is."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from analysis.collecting.store import Changed, update
from analysis.reading.declaration import read_declaration
from analysis.reading.frontmatter import FENCE
from analysis.reading.problems import CorpusError
from analysis.reading.reports import OPTIONAL, REPORT_TABLES, REQUIRED, parse_report
from analysis.reading.rows import check_rows

KEYS = (*REQUIRED, *OPTIONAL)
DIGEST = "digest"


def fill_report(folder: str | Path, report_id: str, values: Mapping[str, object]) -> Path:
    """Write values into the file of a report; each counts as checked by a person.

    Parameters
    ----------
    folder
        The folder of the corpus; the report stands in its `reports/`.
    report_id
        The report.
    values
        Key of the file's front matter -> value, None for what the page does not show; "digest" ->
        the text below. A key that is there is replaced with its remark, any other line is kept.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    KeyError
        A key is none of a report.
    CorpusError
        A value cannot be; it names the line and the mend. Nothing was written.
    OSError
        The file is not there, or was changed meanwhile; it stays as it is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "reports" / "wet-boots.md"
    ...     path.parent.mkdir()
    ...     _ = (Path(folder) / "corpus.yml").write_text("half_filled: true")
    ...     _ = path.write_text("---\\nlanguage: en  # check: guessed\\n---\\n")
    ...     print(fill_report(folder, "wet-boots", {"outlet": "Quay Post"}).read_text())
    ---
    language: en  # check: guessed
    outlet: Quay Post
    ---
    <BLANKLINE>
    """
    unknown = values.keys() - {*KEYS, DIGEST}
    if unknown:
        raise KeyError(f"no key of a report: {', '.join(sorted(unknown))}")
    folder = Path(folder)
    path = folder / "reports" / f"{report_id}.md"

    def change(before: bytes | None) -> bytes:
        if before is None:
            raise Changed(f"{path} is not there any more")
        text = _filled(before.decode("utf-8-sig"), values)
        _require_good(folder, path, text)
        return text.encode()

    update(path, change)
    return path


def _filled(text: str, values: Mapping[str, object]) -> str:
    lines = text.split("\n")
    end = next(n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    head, body = lines[1:end], "\n".join(lines[end + 1 :])
    for key, value in values.items():
        if key == DIGEST:
            body = f"\n{str(value or '').strip()}\n"
        else:
            head = _replaced(head, key, value)
    return "\n".join([lines[0], *head, FENCE, body])


def _replaced(head: list[str], key: str, value: object) -> list[str]:
    """The lines of front matter with a value in the place of one, or of the remark that asks."""
    start = re.compile(rf"(?:{key}:|# check: {key} is missing)")
    first = next((n for n, line in enumerate(head) if start.match(line)), len(head))
    last = first + 1
    # What stands below a key, indented or as a list, is its value.
    while first < len(head) and last < len(head) and head[last].startswith((" ", "- ")):
        last += 1
    return [*head[:first], *entry(key, value).split("\n"), *head[last:]]


def entry(key: str, value: object) -> str:
    """Front matter of one key; a day stays bare, as in the corpus's files."""
    if isinstance(value, str) and re.fullmatch(r"\d[\d/-]*", value):
        return f"{key}: {value}"
    words = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000)
    return words.rstrip("\n")


def _require_good(folder: Path, path: Path, text: str) -> None:
    declared, _ = read_declaration(folder)
    name = path.relative_to(folder).as_posix()
    rows, problems = parse_report(text, name, declared)
    for table in REPORT_TABLES:
        problems += check_rows(declared.schemas[table], rows.get(table, [])).problems
    if problems:
        raise CorpusError(path, problems)
