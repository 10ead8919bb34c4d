"""The reader: one text with what is said in it, and beside it who speaks."""

from typing import Any

import pandas as pd

from analysis.exploring.choices import Control, Option
from analysis.exploring.shell import Explorer, View
from analysis.exploring.texts.speaking import (
    HUES,
    ReaderChoices,
    count_roles,
    draw_text,
    list_chosen,
    say_role,
    say_title,
    text_html,
)
from analysis.parsing.article import Article, parse_article
from analysis.parsing.tabling import article_tables
from analysis.untrusted import plain_html


def explore_text(
    text: str | Article, *, mark: tuple[int, int] | None = None, **chosen: Any
) -> "TextReader":
    """Read one text with its quotations, distance, sources and furniture marked.

    Parameters
    ----------
    text
        A text as it was saved, or one that is already parsed.
    mark
        Start and end of a stretch to mark, such as a line of `find_words`.
    **chosen
        First choices, as in `ReaderChoices`: only (roles), marks.

    Returns
    -------
    TextReader
        A widget: the text, and beside it who speaks, with offsets; the pointer or the focus on a
        quotation lights its row and back. `.selected()` gives what is listed as a frame, `.tables`
        all that was found, `.article` what was parsed.

    Raises
    ------
    ValueError
        A first choice is none of those that there are.

    Examples
    --------
    >>> reader = explore_text("“It rains,” the soldier said.")
    >>> reader.selected()[["start", "end", "text", "role"]]
       start  end       text     role
    0      1   10  It rains,  soldier
    """
    article = text if isinstance(text, Article) else parse_article(text)
    return TextReader(article, mark=mark, chosen=chosen)


class TextReader(Explorer):
    """Choices around `draw_text` and `list_chosen`."""

    call = "analysis.explore_text(text)"
    choices: ReaderChoices

    def __init__(
        self, article: Article, *, mark: tuple[int, int] | None, chosen: dict[str, Any]
    ) -> None:
        self.article = article
        self.tables = article_tables(article)
        self._mark = mark
        super().__init__(None, ReaderChoices(), chosen)

    def selected(self) -> pd.DataFrame:
        """What is said, one row each, of the roles and places chosen (see `list_chosen`)."""
        return list_chosen(self.article, self.choices)

    def draw(self, choices: ReaderChoices) -> View:
        """The text, and beside it who speaks."""
        return draw_text(self.article, choices, mark=self._mark)

    def read(self, choices: ReaderChoices) -> View:
        """What is chosen of the speech, to take away."""
        return {"csv": list_chosen(self.article, choices).to_csv(index=False)}

    def offer(self, choices: ReaderChoices) -> list[Control]:
        """What is in the text, each with its number: pressed, only that is shown."""
        found = tuple(
            Option(name, say_role(name), number, hue=HUES.get(name, 7))
            for name, number in count_roles(self.article).items()
        )
        return [Control("only", "Show only", "chips", found)]

    def still(self) -> dict[str, Any]:
        """The text in inline styles, and who speaks as a table below it."""
        html = plain_html(text_html(self.article, mark=self._mark))
        return {"text/html": html, "text/plain": say_title(self.article)}
