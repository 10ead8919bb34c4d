"""The blocks of a page of the documentation, run as a reader would run them, one after the other.

```python    runs; the blocks of a page share their names. A last line that is an expression shows
             its value, as in a notebook.
```console   `$ overheard ...` runs; what stands below it is what it prints.
```text      what the block before it shows. `...` stands for anything.
```sh        is typed, and not run: only what it names is looked up (`make` and its target).
```yaml PATH and ```markdown PATH are files that the reader writes.
```

`python -m tests.docs.blocks` writes into the pages what their blocks show now.

A block of Python whose first line begins with NOT_RUN needs what a test has not: it is compiled.
"""

import ast
import contextlib
import doctest
import io
import re
import shlex
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.__main__ import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
NOT_RUN = "# Not run by our tests"
WIDE = ("display.width", 200, "display.max_columns", 20)
"""Tables as wide as a notebook shows them."""

ALIKE = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FENCE = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<path>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block: its body, where that begins, and where it stands for a reader of errors."""

    kind: str
    path: str | None
    body: str
    start: int
    line: int
    place: str


class Shown(NamedTuple):
    """What a page says that a block shows, from where on, and what it did show."""

    said: str
    start: int
    got: str
    place: str

    @property
    def right(self) -> bool:
        return doctest.OutputChecker().check_output(self.said, self.got, ALIKE)


def read_blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    blocks = []
    for found in FENCE.finditer(text):
        start = found.start("body")
        line = text[:start].count("\n")
        where = f"{page.relative_to(ROOT)}:{line}"
        blocks.append(Block(found["kind"], found["path"], found["body"], start, line, where))
    return blocks


def run_page(page: Path) -> tuple[list[Shown], str]:
    """Run what a page tells its reader to, here: what it says that is shown, and all that was."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown, got = [], [""]
    for block in read_blocks(page):
        if block.kind == "python":
            got.append(run_python(block, names))
        elif block.kind == "console":
            command, _, said = block.body.partition("\n")
            got.append(run_command(command, block.place))
            if said:
                start = block.start + len(command) + 1
                shown.append(Shown(said, start, got[-1], block.place))
        elif block.kind == "text":
            shown.append(Shown(block.body, block.start, got[-1], block.place))
        elif block.path:
            Path(block.path).parent.mkdir(parents=True, exist_ok=True)
            Path(block.path).write_text(block.body, encoding="utf-8")
    return shown, "\n".join(got)


def run_python(block: Block, names: dict[str, Any]) -> str:
    tree = ast.parse("\n" * block.line + block.body, block.place)
    if block.body.startswith(NOT_RUN):
        return ""
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(tree, block.place, "exec"), names)  # noqa: S102 - our own pages
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), block.place, "eval"), names)  # noqa: S307
            if value is not None:
                said.write(f"{value}\n")
    return said.getvalue()


def run_command(command: str, place: str) -> str:
    prompt, name, *arguments = shlex.split(command)
    assert (prompt, name) == ("$", "overheard"), f"{place}: {command} is not ours: write it as sh"
    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    return said.getvalue()


def refresh(page: Path) -> int:
    """Write into a page what its blocks show now; how many showed something else."""
    wrong = [each for each in run_page(page)[0] if not each.right]
    text = page.read_text(encoding="utf-8")
    for each in reversed(wrong):
        lines = (line.rstrip() for line in each.got.rstrip("\n").split("\n"))
        now = "\n".join(lines) + "\n"
        text = f"{text[: each.start]}{now}{text[each.start + len(each.said) :]}"
    page.write_text(text, encoding="utf-8")
    return len(wrong)


if __name__ == "__main__":  # what the pages show, anew: read the changes before you commit
    for each in PAGES:
        with (
            tempfile.TemporaryDirectory() as folder,
            contextlib.chdir(folder),
            pd.option_context(*WIDE),
        ):
            sys.stdout.write(f"{each.relative_to(ROOT)}: {refresh(each)} changed\n")
