"""What every explorer is: choices in, a view out, drawn by one small front end.

The front end (`front/`) is plain ES modules and a style sheet: in a notebook anywidget loads it, a
page of its own can load it as well. It needs no build, no network and no library. ipywidgets with
Vega charts were tried first: a click took up to half a second, the controls could not follow the
width or the dark theme, and each chart needed its form twice.

An explorer is two pure functions of choices: what is drawn of them, whatever is marked in it
(`Explorer.draw`), and what is read of what is marked (`Explorer.read`). The widget only carries
choices and views to and fro. A picture is made once and kept, and only what is new is sent: a click
on a mark costs a list. Each view says by a number which choices it answers, so that the page draws
none that is older than what the reader chose last.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets

from analysis.exploring.choices import (
    Choices,
    Control,
    require,
    require_offered,
    say_python,
    settle,
)
from analysis.reading.corpus import Corpus
from analysis.tables.declaring import Declaration, Noun
from analysis.untrusted import plain_data

MODULES = ("marks.js", "story.js", "reader.js", "explorer.js")
STYLES = ("explorer.css", "story.css")
View = dict[str, Any]


@cache
def front_end(names: tuple[str, ...] = MODULES) -> str:
    """The modules of the front end as one, which a notebook and a page from a file can load."""
    texts = [re.sub(r"^import [^;]*;\n", "", _shipped(name), flags=re.MULTILINE) for name in names]
    *first, last = texts
    return "\n".join([*(re.sub(r"^export ", "", text, flags=re.MULTILINE) for text in first), last])


@cache
def style_sheet(names: tuple[str, ...] = STYLES) -> str:
    """The style of explorers, light and dark."""
    return "\n".join(map(_shipped, names))


def _shipped(name: str) -> str:
    return (files("analysis.exploring") / "front" / name).read_text(encoding="utf-8")


def put_beside(bundle: Any, others: dict[str, Any]) -> Any:
    """A widget's representations with others that need no kernel; metadata stay as they are."""
    data, *metadata = bundle if isinstance(bundle, tuple) else (bundle,)
    data = (data or {}) | others
    return (data, *metadata) if metadata else data


def _rest(view: View, explorer: "Explorer") -> View:
    """What is sent of a view: the picture goes by itself, and only when it is another."""
    return {name: part for name, part in view.items() if name not in explorer.picture}


class Explorer(anywidget.AnyWidget):
    """Choices and the view of them; a subclass says what is offered, drawn and listed.

    Attributes
    ----------
    corpus
        The reports explored.
    choices
        What the reader chose.
    view
        What is drawn of it: title, subtitle, chart, list of reports, as plain data.
    picture
        The part of the view that does not depend on what is marked.
    noun
        What the reports retell.
    """

    _esm = front_end()
    _css = style_sheet()
    state: Any = traitlets.Dict().tag(sync=True)
    picture: Any = traitlets.Dict().tag(sync=True)
    view: Any = traitlets.Dict().tag(sync=True, to_json=_rest)

    call: ClassVar[str]
    """How a cell opens it."""

    corpus: Any
    choices: Any

    def __init__(self, corpus: Corpus | None, usual: Choices, chosen: dict[str, Any]) -> None:
        self.corpus = corpus
        self.noun: Noun = (corpus.declared if corpus else Declaration()).noun
        self._source = "Overheard" + (f", corpus {corpus.fingerprint}" if corpus else "")
        self._usual = self.settle(usual, self.offer(usual))
        choices = require(self._usual, chosen)
        controls = self.offer(choices)
        self._first = self.choices = self.settle(
            require_offered(choices, chosen, controls), controls
        )
        self._picture = lru_cache(maxsize=32)(self._draw)
        picture, view = self._answer(0)
        state = {"seq": 0, **self.choices.as_data()}
        super().__init__(state=state, picture=picture, view=view)
        self.observe(self._follow, "state")

    def offer(self, choices: Any) -> list[Control]:
        """The controls that go with the choices."""
        raise NotImplementedError

    def settle(self, choices: Any, controls: list[Control]) -> Any:
        """The choices as far as they are offered."""
        return settle(choices, controls)

    def draw(self, choices: Any) -> View:
        """What is drawn of the choices, whatever is marked."""
        raise NotImplementedError

    def read(self, choices: Any) -> View:
        """What is read of what is marked: the list, and what else goes with it."""
        raise NotImplementedError

    def selected(self) -> pd.DataFrame:
        """The reports chosen, one row a report (see `find_reports`)."""
        raise NotImplementedError

    def choose(self, **chosen: Any) -> None:
        """Choose in a cell what could be chosen on the page; ValueError names what there is."""
        choices = require(self.choices, chosen)
        choices = require_offered(choices, chosen, self.offer(choices))
        self.state = {"seq": self.view["seq"] + 1, **choices.as_data()}

    def _follow(self, change: dict[str, Any]) -> None:
        changed = self.choices.change(change["new"])
        self.choices = self.settle(changed, self.offer(changed))
        picture, view = self._answer(change["new"].get("seq", 0))
        with self.hold_sync():
            self.picture, self.view = picture, view

    def _draw(self, choices: Any) -> View:
        controls = [control.as_data() for control in self.offer(choices)]
        # What others wrote is set as text; here it loses what would steer that, too.
        words = {"journey": self.noun.say("the call's journey")} if self.corpus else {}
        picture: View = plain_data({"controls": controls, **words, **self.draw(choices)})
        return picture

    def _answer(self, seq: int) -> tuple[View, View]:
        choices = self.choices
        picture = self._picture(choices.unmarked())
        view = {
            "python": say_python(self.call, choices, self._usual),
            "source": self._source,
            **self.read(choices),
        }
        answers = {"seq": seq, "state": choices.as_data(), "first": self._first.as_data()}
        return picture, picture | plain_data(view) | answers

    def still(self) -> dict[str, Any]:
        """What is shown where no kernel is, by kind of content (see `draw_still`)."""
        raise NotImplementedError

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The widget, and what stands for it on pages without a kernel."""
        return put_beside(super()._repr_mimebundle_(**options), plain_data(self.still()))
