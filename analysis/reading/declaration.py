"""What a corpus says of itself, from `corpus.yml` in its folder."""

from pathlib import Path
from typing import NamedTuple

from analysis.reading.frontmatter import key_problems, read_yaml, text_of
from analysis.reading.problems import Problem

NAME = "corpus.yml"
KEYS = ("title", "half_filled")


class Declaration(NamedTuple):
    """What `corpus.yml` says; without one, a corpus is a finished one.

    Attributes
    ----------
    title
        What to call it.
    half_filled
        Whether a report may still lack its outlet, its kind, its calls and its digest, as in a
        study that somebody is at work on.
    """

    title: str | None = None
    half_filled: bool = False


def read_declaration(folder: Path) -> tuple[Declaration, list[Problem]]:
    """What a corpus says of itself, and what is wrong with how it says so."""
    if not (folder / NAME).exists():
        return Declaration(), []
    head = read_yaml(folder / NAME, NAME)
    if isinstance(head, Problem):
        return Declaration(), [head]
    problems = [*key_problems(head, NAME, (), KEYS)]
    half_filled = text_of(head, "half_filled") or "false"
    if half_filled not in ("true", "false"):
        line = head.key_lines["half_filled"]
        problems.append(
            Problem(NAME, line, f"half_filled is {half_filled!r:.40}", "write true or false")
        )
    return Declaration(text_of(head, "title"), half_filled == "true"), problems
