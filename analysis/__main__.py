"""The command line: `overheard`, or `python -m analysis`."""

import argparse
import inspect
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, TextIO

from analysis.untrusted import plain_json, plain_line, plain_text

PARSE = """Parse texts. Offsets are Unicode code points, from 0, the end not included: for plain
text, of the file's bytes decoded by the "encoding" that --json names, newlines as they are and a
byte order mark of UTF-8 counted as the first of them; for any other format, of the "text" that
--json gives."""

# What a command needs is imported when it runs: `overheard check` waits for no chart library.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Parameters
    ----------
    arguments
        What stands after the command's name; by default those of the process.

    Returns
    -------
    int
        0: done; 1: something is wrong with the corpus, a notebook or a file; 130: interrupted;
        141: nobody reads the output any more. A command that is not understood leaves with 2.

    Examples
    --------
    >>> main(["check"])
    651 reports, no problems
    0
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # who read the output has seen enough, as `head` does
        # What is left in the buffer would fail once more when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except (ValueError, OSError) as error:
        return _fail(str(error))
    return code


class _Parser(argparse.ArgumentParser):
    """A parser whose refusals cannot steer a terminal: arguments can be names of others' files."""

    def error(self, message: str) -> NoReturn:
        super().error(plain_line(message))


def _argument(*names: str, **options: Any) -> Any:
    return names, options


_CORPUS = _argument("--corpus", metavar="FOLDER", help="by default the kit's corpus")
_FOLDER = _argument("folder", nargs="?", metavar="FOLDER", help="by default the kit's corpus")
_PATHS = _argument("paths", nargs="+", metavar="PATH", type=Path, help="files, ZIPs, folders")
_TO = _argument("to", metavar="FOLDER", type=Path, help="where to write")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="overheard", description="How news retold intercepted phone calls: the corpus's tools."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(run: Any, *arguments: Any, **more: Any) -> argparse.ArgumentParser:
        """A command, called as its function, which says what it is for."""
        said = f"{inspect.getdoc(run)}"
        said = said[0].lower() + said[1:].removesuffix(".")
        command = commands.add_parser(run.__name__[1:], help=said, **more)
        command.set_defaults(run=run)
        for names, options in arguments:
            command.add_argument(*names, **options)
        return command

    add(_check, _FOLDER)
    add(_migrate, _FOLDER)
    add(
        _describe,
        _argument("table", nargs="?", metavar="TABLE", help="by default a list of them"),
        _argument("--corpus", metavar="FOLDER", help="one that declares words of its own"),
    )
    add(
        _export, _TO, _CORPUS,
        _argument("--force", action="store_true", help="replace files that are there"),
        _argument("--parquet", action="store_true", help="write a corpus of Parquet files"),
    )  # fmt: skip
    add(
        _diff,
        *(
            _argument(side, metavar=side.upper(), help="a folder, or the number of an edition")
            for side in ("old", "new")
        ),
        _argument("--corpus", metavar="FOLDER", help="whose editions; by default the kit's"),
        _argument("--json", action="store_true", help="every row and number"),
    )
    parse = add(
        _parse,
        _argument("files", metavar="FILE", nargs="+", type=Path,
                  help="plain text, HTML, DOCX, RTF ..."),
        _argument("--json", action="store_true",
                  help="everything, with offsets; of several, a line for each"),
        _argument("--pack", choices=["war", "none"], default="war",
                  help="words of a subject; by default war"),
        _argument("--part", metavar="N", type=int, help="of a file that holds several texts"),
        _argument("--out", metavar="DIR", type=Path,
                  help="write tables there (Parquet), of any number of texts"),
        description=PARSE,
    )  # fmt: skip
    where = parse.add_mutually_exclusive_group()
    where.add_argument("--workers", metavar="N", type=int, help="processes; by default one a core")
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster")
    add(
        _report,
        _argument("--notebooks", metavar="FOLDER", type=Path, default=Path("notebooks")),
        _argument("--to", metavar="FOLDER", type=Path, default=Path("build/report")),
    )
    single = _argument("--single", action="store_true", help="one page that holds everything")
    add(_site, _TO, _CORPUS, single)
    form = _argument("form", choices=("ris", "csl", "csv"), help="csl: CSL-JSON")
    add(_cite, form, _CORPUS)
    add(_refresh, _argument("notebooks", nargs="+", metavar="NOTEBOOK", type=Path))
    texts = _argument("--to", metavar="FOLDER", type=Path, help="by default the corpus's texts/")
    known = _argument("--as", dest="report_id", metavar="ID", help="the report it is, or new")
    store = add(_add, _PATHS, texts, _CORPUS, known)
    add(_new, _TO)
    add(
        _study,
        _argument("files", metavar="FILES", type=Path, help="a file, a ZIP or a folder"),
        _argument("--to", metavar="FOLDER", type=Path, help="by default FILES-study"),
        _argument("--corpus", metavar="FOLDER", help="the catalogue; by default the kit's"),
    )
    most = _argument("--most", metavar="N", type=int, default=3, help="candidates of each text")
    match = add(_match, _PATHS, _CORPUS, most)
    for command in (parse, store, match):
        command.add_argument(
            "--window", metavar="DAYS", type=_days, help="what they are of, as 2022-02/2023-12"
        )
    return parser


def _days(written: str) -> Any:
    from analysis.tables.days import Days

    try:
        return Days.parse(written)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written}: write it as 2022-02/2023-12") from None


def _read(folder: str | None, **how: Any) -> Any:
    """The corpus in a folder."""
    from analysis.reading.corpus import read_corpus

    return read_corpus(folder, **how)


def _check(options: argparse.Namespace) -> int:
    """Check every rule of a corpus folder."""
    from analysis.reading.problems import CorpusError

    try:
        corpus = _read(options.folder, on_error="skip")
    except CorpusError as error:  # nothing could be read at all
        problems = error.problems
    else:
        problems = corpus.problems
        if problems.empty:
            return _check_privacy(corpus)
    for row in problems.itertuples(index=False):
        _say(plain_line(f"{row.file}:{row.line}: {row.problem}; {row.mend}"))
    _say(f"{len(problems)} problem{'s' if len(problems) != 1 else ''}")
    return 1


def _migrate(options: argparse.Namespace) -> int:
    """Call codes as the codebook calls them now."""
    from analysis.collecting.corpora import migrate_codes

    changes = migrate_codes(_read(options.folder, on_error="skip"))
    for row in changes.itertuples():
        codes = "code" if row.codes == 1 else "codes"
        _say(plain_line(f"{row.before} -> {row.now}: {row.codes} {codes}"))
    if changes.empty:
        _say("no code is called otherwise in the codebook")
    return 0


def _check_privacy(corpus: Any) -> int:
    """What would name or lead to a private person is left out, or declared."""
    from analysis.collecting.privacy import find_private

    found = find_private(corpus)
    for row in found.itertuples(index=False):
        mend = "leave it out" + (", or list it under may_be_named" * (row.kind == "name"))
        where = f"{row.table} {row.row}: {row.column}"
        _say(plain_line(f"{where} holds a {row.kind} ({row.found}); {mend}"))
    said = f"{len(found)} to look at" if len(found) else "no problems"
    _say(f"{len(corpus.reports)} reports, {said}")
    return int(len(found) > 0)


def _describe(options: argparse.Namespace) -> int:
    """Say what a table and its columns mean."""
    from analysis.tables import describe

    try:
        corpus = _read(options.corpus) if options.corpus else None
        _say(describe(options.table, corpus=corpus))
    except KeyError as error:
        return _fail(str(error.args[0]))
    return 0


def _export(options: argparse.Namespace) -> int:
    """Write every table as CSV, with datapackage.json."""
    from analysis.collecting.corpora import export_corpus

    how = {"force": options.force, "parquet": options.parquet}
    files = export_corpus(_read(options.corpus), options.to, **how)
    _say(f"{len(files)} files in {options.to}, values as they are")
    if not options.parquet:
        _say("(a spreadsheet is to import every column as text: some begin like formulas)")
    return 0


def _diff(options: argparse.Namespace) -> int:
    """Say what moved between two corpora or editions."""
    from analysis.measuring.corpora import compare_corpora

    try:
        old, new = (
            _read(options.corpus, edition=int(side)) if side.isdecimal() else _read(side)
            for side in (options.old, options.new)
        )
    except ValueError as error:
        return _fail(str(error))
    changes = compare_corpora(old, new)
    if not options.json:
        _say(changes)
        return 0
    tables = ", ".join(
        f'"{name}": {table.to_json(orient="records", force_ascii=False)}'
        for name, table in (("rows", changes.rows), ("numbers", changes.numbers))
    )
    print(plain_json(f'{{"old": "{old.fingerprint}", "new": "{new.fingerprint}", {tables}}}'))
    return 0


def _add(options: argparse.Namespace) -> int:
    """Store full texts of yours with the reports they are."""
    from analysis.collecting.adding import Stopped, add_texts
    from analysis.collecting.printing import summarise

    corpus = _read(options.corpus, on_error="skip")
    if corpus.left_out:
        left = f"what is wrong with {corpus.folder} is left out"
        _fail(f"{left}; `overheard check` names it ({len(corpus.problems)} problems)")
    try:
        added = add_texts(
            options.paths,
            corpus=corpus,
            to=options.to,
            report_id=options.report_id,
            window=options.window,
        )
    except Stopped as stopped:
        _say(summarise(stopped.added))
        _say(f"overheard: {stopped}", to=sys.stderr)
        return 130
    except KeyError as error:
        return _fail(str(error.args[0]))
    if added.empty:
        return _fail("there is no text to add")
    _say(summarise(added))
    return 1 if (added["status"] == "failed").any() else 0


def _new(options: argparse.Namespace) -> int:
    """Write a small corpus to start from, on any subject."""
    from analysis.collecting.corpora import start_corpus

    folder = start_corpus(options.to)
    _say(f"a corpus of two invented reports in {folder}; what it says of itself: corpus.yml")
    _say(f"replace them by yours, and check: overheard check {folder}")
    return 0


def _study(options: argparse.Namespace) -> int:
    """Make reports of a folder of articles, and say what they lack."""
    from analysis.collecting.study import start_study

    study = start_study(options.files, options.to, corpus=_read(options.corpus, on_error="skip"))
    _say(study)
    return 1 if (study.added["status"] == "failed").any() else 0


def _match(options: argparse.Namespace) -> int:
    """Say which calls of the corpus texts may tell."""
    from analysis.collecting.matching.candidates import find_candidates, group_texts
    from analysis.collecting.printing import list_candidates, list_groups, table_files

    corpus = _read(options.corpus)
    packs = corpus.declared.packs
    texts, problems = table_files(options.paths, window=options.window, packs=packs)
    found = find_candidates(corpus, texts, most=options.most)
    for problem in problems:
        _say(plain_line(f"{problem.file}: {problem.problem}; {problem.mend}"), to=sys.stderr)
    if not texts.articles:
        return _fail("there is no text to match")
    _say(list_candidates(found))
    if together := list_groups(group_texts(corpus, texts)):
        _say(f"\n{together}")
    return 1 if problems else 0


def _parse(options: argparse.Namespace) -> int:
    """Say who speaks in a text, on whose word, and when."""
    import json

    if options.out:
        return _parse_into(options)
    if options.workers or options.scheduler:
        return _fail("--workers and --scheduler are for --out DIR")

    from analysis.parsing.files import file_data, list_parts, parse_file

    several = len(options.files) > 1
    failed = 0
    for path in options.files:
        try:
            parsed = parse_file(path, part=options.part, **_how(options))
        except ValueError as error:
            failed |= _fail(str(error))
            continue
        if options.json:
            data = {"file": str(path), **file_data(parsed)} if several else file_data(parsed)
            indent = None if several else 1
            print(plain_json(json.dumps(data, ensure_ascii=False, indent=indent)))
        else:
            _say(f"{path}\n{list_parts(parsed)}\n" if several else list_parts(parsed))
    return failed


def _how(options: argparse.Namespace) -> dict[str, Any]:
    """How texts are to be parsed."""
    packs = [] if options.pack == "none" else [options.pack]
    return {"window": options.window, "packs": packs}


def _parse_into(options: argparse.Namespace) -> int:
    """The texts of any number of files as datasets in a folder."""
    from analysis.collecting.streaming import parse_files
    from analysis.reading.processes import open_executor

    with open_executor(workers=options.workers, scheduler=options.scheduler) as executor:
        parsed = parse_files(options.files, options.out, executor=executor, **_how(options))
    _say(parsed)
    return 1 if parsed.counts["failures"].any() else 0


def _report(options: argparse.Namespace) -> int:
    """Run the notebooks, write them as pages to read."""
    from analysis.publishing import publish_report

    index = publish_report(options.notebooks, options.to)
    _say(f"{index} is written; open it in a browser")
    return 0


def _site(options: argparse.Namespace) -> int:
    """Write a corpus as pages to explore without Python."""
    from analysis.publishing.site.building import publish_site

    index = publish_site(_read(options.corpus), options.to, single=options.single)
    _say(f"{index} is written; open it in a browser")
    return 0


def _cite(options: argparse.Namespace) -> int:
    """Print the reports as a reading list."""
    from analysis.reading.citing import cite_reports

    said = cite_reports(_read(options.corpus).reports, options.form)
    print(plain_json(said) if options.form == "csl" else plain_text(said), end="")
    return 0


def _refresh(options: argparse.Namespace) -> int:
    """Run notebooks and save them with their outputs."""
    from analysis.publishing import refresh_notebook

    for path in options.notebooks:
        changed = refresh_notebook(path)
        _say(f"{path}: {'changed' if changed else 'as it was'}")
    return 0


def _say(told: object, *, to: TextIO | None = None) -> None:
    """Print what can hold words of others; all but JSON leaves through here."""
    print(plain_text(str(told)), file=to)


def _fail(message: str) -> int:
    _say(f"overheard: {message}", to=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
