"""A file has one date, whichever way its text is taken."""

from pathlib import Path

import pytest

from analysis.collecting.adding import add_texts
from analysis.collecting.drafting import read_drafts
from analysis.collecting.printing import table_files
from analysis.collecting.storing import read_stored_texts
from analysis.parsing.article import Article
from analysis.parsing.files import parse_file
from analysis.parsing.tabling import parse_texts
from analysis.reading.frontmatter import Mapping, Scalar, split_front_matter
from tests.parsing.dates.evaluation import Page, read_pages

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
FILES = sorted(
    each
    for each in (*ARTICLES.glob("*.txt"), *(ARTICLES / "study" / "files").iterdir())
    if each.suffix not in (".pdf", ".zip")
)


def dated(article: Article) -> tuple[str | None, str | None]:
    """What a report file would say: the interval and its basis, if its ends are known."""
    days = article.published.days
    return (f"{days}", article.published.basis) if days else (None, None)


def drafted(draft: str) -> tuple[str | None, ...]:
    head, _ = split_front_matter(draft, "draft")
    assert isinstance(head, Mapping)
    cells = [head.entries.get(key) for key in ("published", "date_basis")]
    return tuple(cell.text if isinstance(cell, Scalar) else None for cell in cells)


@pytest.mark.parametrize("page", read_pages(kept=False)[::5], ids=lambda page: page.name)
def test_every_way_gives_the_same_date_for_a_page_of_any_kind(
    page: Page, tmp_path: Path, intact
) -> None:
    path = page.write(tmp_path)
    [article] = table_files([path])[0].articles
    assert dated(parse_file(path).article) == dated(article)
    [report_id] = add_texts(path, corpus=intact, to=tmp_path / "to", report_id="new")["report_id"]
    [stored] = parse_texts(read_stored_texts(tmp_path / "to")).articles
    assert stored.published[:3] == article.published[:3]
    draft = read_drafts(tmp_path / "to").set_index("report_id")["draft"][report_id]
    assert drafted(draft) == dated(article)


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_every_way_gives_the_same_date_for_the_same_file(
    path: Path, tmp_path: Path, intact
) -> None:
    matched, _ = table_files([path])
    dates = [dated(article) for article in matched.articles]
    parts = range(1, len(dates) + 1)
    assert [dated(parse_file(path, part=part).article) for part in parts] == dates
    added = add_texts(path, corpus=intact, to=tmp_path, report_id="new")
    ids = added["report_id"].where(added["status"] == "new")
    stored = parse_texts(read_stored_texts(tmp_path))
    by_id = dict(zip(stored.ids, map(dated, stored.articles), strict=True))
    drafts = read_drafts(tmp_path).set_index("report_id")["draft"]
    assert len(by_id) == ids.notna().sum() > 0
    for report_id, date in zip(ids, dates, strict=True):
        if report_id in by_id:
            assert by_id[report_id] == drafted(drafts[report_id]) == date
