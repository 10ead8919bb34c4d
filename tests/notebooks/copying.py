"""A copy of the corpus in which something is changed."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]

Row = dict[str, str]


class Copy:
    """A copy of the corpus to change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "corpus", folder, ignore=shutil.ignore_patterns("texts"))

    def report(self, report_id: str) -> Path:
        return self.folder / "reports" / f"{report_id}.md"

    def front_matter(self, report_id: str, old: str, new: str) -> None:
        path = self.report(report_id)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {report_id}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def read(self, table: str) -> list[Row]:
        """The rows of a table as they are written."""
        with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(self, table: str, change: Callable[[Row], Row | None]) -> None:
        """Replace each row by what `change` makes of it; None drops it."""
        before = self.read(table)
        after = [row for each in before if (row := change(dict(each))) is not None]
        assert after != before, "nothing changed"
        self.write(table, after)

    def write(self, table: str, rows: list[Row]) -> None:
        (self.folder / f"{table}.csv").write_text(as_csv(rows), encoding="utf-8", newline="")

    def code(self, report_id: str, coder: str, old: str, new: str | None) -> None:
        """Change or (None) drop one code."""

        def change(row: Row) -> Row | None:
            if (row["report_id"], row["coder"], row["value"]) != (report_id, coder, old):
                return row
            return None if new is None else row | {"value": new}

        self.rows("codings", change)

    def reword(self, table: str, report_id: str, column: str, old: str, new: str) -> None:
        """Change a column of the rows of a report that hold a word there."""
        self.rows(
            table,
            lambda row: (
                row | {column: row[column].replace(old, new)}
                if row["report_id"] == report_id
                else row
            ),
        )

    def drop(self, report_id: str) -> None:
        self.report(report_id).unlink()
        for path in self.folder.glob("*.csv"):
            with path.open(encoding="utf-8") as file:
                named = report_id in file.read()
            if named and path.stem != "calls":
                self.rows(path.stem, lambda row: None if report_id in row.values() else row)


def as_csv(rows: list[Row]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
