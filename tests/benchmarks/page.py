"""The tables of `docs/speed.md`: each is written by the benchmark that measures it."""

import platform
import re
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "speed.md"
PLACE = r"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)"


def write_table(name: str, head: list[str], rows: list[list[str]]) -> None:
    """Put a table into its place on the page, with the machine that it was measured on."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
    said = f"{platform.system()}, {platform.machine()}, Python {platform.python_version()}."
    text = PAGE.read_text(encoding="utf-8")
    place = re.compile(PLACE.format(name=re.escape(name)), re.S)
    if not place.search(text):
        sys.exit(f"{PAGE.name} has no place for the table {name}")
    new = place.sub(lambda found: f"{found[1]}\n{table}\n\n{said}\n\n{found[2]}", text)
    PAGE.write_text(new, encoding="utf-8")
