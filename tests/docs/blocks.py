"""The blocks of a page of the documentation, run as a reader would run them, one after the other.

```python    runs; the blocks of a page share their names. A last line that is an expression shows
             its value, as in a notebook.
```console   each `$ overheard ...` runs; what stands below it is what it prints.
```text      what the block before it shows. `...` stands for anything.
```sh        is typed, and not run: only what it names is looked up (`make` and its target).
```yaml PATH and ```markdown PATH are files that the reader writes.
```

A block of Python whose first line begins with NOT_RUN needs what a test has not: it is compiled.
"""

import ast
import contextlib
import doctest
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analysis.__main__ import main

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
NOT_RUN = "# Not run by our tests"
ALIKE = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
FENCE = re.compile(r"^```(?P<kind>[a-z]+)(?: (?P<path>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block and the line on which its body begins."""

    kind: str
    path: str | None
    body: str
    line: int


def read_blocks(text: str) -> list[Block]:
    return [
        Block(found["kind"], found["path"], found["body"], text[: found.start("body")].count("\n"))
        for found in FENCE.finditer(text)
    ]


def run_page(page: Path) -> list[str]:
    """Run what a page tells its reader to, here; what each block showed comes back."""
    names: dict[str, Any] = {"__name__": "__main__"}
    shown = [""]
    for block in read_blocks(page.read_text(encoding="utf-8")):
        place = f"{page.relative_to(ROOT)}:{block.line}"
        if block.kind == "python":
            shown.append(_run_python(block, place, names))
        elif block.kind == "console":
            shown += [_run_command(*each, place) for each in _commands(block.body)]
        elif block.kind == "text":
            require(block.body, shown[-1], place)
        elif block.path:
            Path(block.path).parent.mkdir(parents=True, exist_ok=True)
            Path(block.path).write_text(block.body, encoding="utf-8")
    return shown


def require(wanted: str, got: str, place: str) -> None:
    assert doctest.OutputChecker().check_output(wanted, got, ALIKE), (
        f"{place} shows\n{wanted}\nand it is\n{got}"
    )


def _run_python(block: Block, place: str, names: dict[str, Any]) -> str:
    tree = ast.parse("\n" * block.line + block.body, place)
    if block.body.startswith(NOT_RUN):
        return ""
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as said:
        exec(compile(tree, place, "exec"), names)  # noqa: S102 - our own pages
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), place, "eval"), names)  # noqa: S307
            if value is not None:
                said.write(f"{value}\n")
    return said.getvalue()


def _commands(body: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        command, _, wanted = part.partition("\n")
        yield command, wanted


def _run_command(command: str, wanted: str, place: str) -> str:
    name, *arguments = shlex.split(command)
    assert name == "overheard", f"{place}: {command} is no command of the kit; write it as sh"
    with (
        contextlib.redirect_stdout(io.StringIO()) as said,
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        main(arguments)
    if wanted.strip():
        require(wanted, said.getvalue(), place)
    return said.getvalue()
