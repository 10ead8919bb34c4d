"""The desk: reports are coded one at a time, by keys, and each change is saved at once."""

import datetime
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import anywidget
import pandas as pd
import traitlets

from analysis.charting.wording import say_number
from analysis.collecting.coding import (
    Code,
    list_agreed,
    list_disputes,
    read_codes,
    save_codes,
    settle_agreed,
)
from analysis.collecting.sheets import Order, codebook_of, order_reports, require_coder
from analysis.collecting.store import require_own
from analysis.exploring.coding.showing import (
    draw_still,
    show_book,
    show_given,
    show_report,
    text_of,
)
from analysis.exploring.shell import front_end, put_beside, style_sheet
from analysis.reading.codes import coders
from analysis.reading.corpus import Corpus
from analysis.reading.problems import CorpusError
from analysis.untrusted import plain_data, plain_html

WORDS = 12
"""Words of a text that are kept as evidence; its place says where the rest stands."""

Change = Callable[[list[Code]], list[Code]]


def explore_coding(
    corpus: Corpus,
    coder: str,
    *,
    variable: str | None = None,
    between: Iterable[str] | None = None,
    order: Order = "seeded",
    seed: int = 0,
) -> "Desk":
    """Code reports one at a time, by the codebook and the keyboard; each change is saved at once.

    Parameters
    ----------
    corpus
        Its reports are coded, by its codebook (without one, by the kit's); codes go into its
        `codings.csv`. Select some of them first with `corpus.select(ids)`.
    coder
        A short name in small letters; nobody else's codes are shown, unless this one settles.
    variable
        Only this variable of the codebook is asked; by default all.
    between
        Coders between whom this one settles: only what they differ on comes, with what each gave
        and why; first the reports whose differences cost most alpha (see `list_disputes`). What
        they agree on is taken over by a button. The coder whose codes the codebook calls settled,
        mostly "adjudicated", settles between all.
    order
        "seeded" (mixed), "balanced" (mixed, each month and outlet in turn) or "listed".
    seed
        Of the mixing.

    Returns
    -------
    Desk
        A widget: the report, beside it the variables with their values and keys. It opens at the
        first report that this coder has not finished. `.selected()` gives the coder's codes,
        `.do(...)` does in a cell what a key does.

    Raises
    ------
    ValueError
        The name cannot be a coder's, the order is unknown, coders differ on nothing that could be
        settled, one of them has coded nothing, or the corpus is that of an installed kit.
    CorpusError, KeyError
        The `codings.csv` that is there cannot be read; it names each line. Or no such variable.

    Examples
    --------
    >>> import analysis
    >>> desk = explore_coding(analysis.collecting.start_study().corpus, "ann")
    >>> desk.do("code", variable="certainty", value="distanced")
    >>> desk.do("code", variable="theme", value="")  # none of the themes
    >>> desk.selected()[["variable", "value"]].values.tolist()
    [['certainty', 'distanced'], ['theme', '']]
    """
    book, ids = codebook_of(corpus), order_reports(corpus.reports, order, seed)
    if between is None and coder == book.settled:
        between = coders(corpus)
    if variable is not None:
        book.values(variable)
    asked = dict.fromkeys(ids, book.variables if variable is None else [variable])
    return Desk(corpus, coder, asked, between)


class Desk(anywidget.AnyWidget):
    """One report at a time and its codes; commands come from the page, or from `do`.

    Attributes
    ----------
    book, report
        The codebook and the report, as the page shows them.
    view
        The codes of the report and how far the coder is; its `seq` is the number of the command
        that it answers.
    """

    _esm = front_end(("marks.js", "reader.js", "coding.js"))
    _css = style_sheet(("explorer.css", "coding.css"))
    book: Any = traitlets.Dict().tag(sync=True)
    report: Any = traitlets.Dict().tag(sync=True)
    view: Any = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        corpus: Corpus,
        coder: str,
        asked: dict[str, list[str]],
        between: Iterable[str] | None,
    ) -> None:
        require_own(corpus)
        require_coder(coder)
        self.corpus, self.coder = corpus, coder
        self.settling, self.between = between is not None, tuple(between or ())
        self.codebook = codebook_of(corpus)
        self._codes = read_codes(corpus, coder)
        self._past: list[tuple[str, str, list[Code]]] = []
        self._waiting: list[Callable[[], None]] = []
        self._said = self._error = ""
        self._turn = threading.RLock()
        self._heard: dict[int, dict[str, Any]] = {}
        self._asked = self._disputed(asked) if self.settling else asked
        # Finished ones lie behind, in the order in which they would come.
        self.ids = sorted(self._asked, key=self._is_finished, reverse=True)
        done = sum(map(self._is_finished, self.ids))
        self.place = min(done, len(self.ids) - 1)
        super().__init__(book=show_book(self.codebook))
        self._answer(0)
        self.on_msg(self._hear)

    def _disputed(self, asked: dict[str, list[str]]) -> dict[str, list[str]]:
        """Report -> what is asked of it and disputed; those first that cost most alpha."""
        if self.coder in self.between:
            found = f"{self.coder} is one of those who differ"
            raise ValueError(f"{found}; give the settled codes a name of their own")
        disputes = list_disputes(self.corpus, coders=self.between)
        disputes = disputes[disputes["variable"].isin(next(iter(asked.values()), []))]
        if disputes.empty:
            found = f"no two coders differ on any of the {len(asked)} reports"
            raise ValueError(f"{found}; two code them apart from each other first")
        self._agreed = list_agreed(self.corpus, self.between)
        cost = disputes.groupby("report_id")["cost"].sum()
        names = disputes.groupby("report_id")["variable"].agg(set)
        wanted = sorted((each for each in asked if each in cost), key=lambda each: -cost[each])
        return {each: [name for name in asked[each] if name in names[each]] for each in wanted}

    @property
    def report_id(self) -> str:
        """The report on the desk."""
        return self.ids[self.place]

    def selected(self) -> pd.DataFrame:
        """The coder's codes of these reports as they are saved.

        Returns
        -------
        DataFrame
            One row a code: report_id, variable, value (empty: none of the variable's), evidence,
            unsure.
        """
        rows = [
            (report_id, variable, *code)
            for report_id in self.ids
            for variable, codes in self._codes.get(report_id, {}).items()
            for code in codes
        ]
        return pd.DataFrame(rows, columns=["report_id", "variable", *Code._fields])

    def do(self, action: str, **details: Any) -> None:
        """Do what a key does on the page.

        Parameters
        ----------
        action
            "code" gives a value, or takes it back; "settle" gives what one `coder` gave of a
            `variable`, and why; "unsure" turns the hesitation of a given one;
            "note" says why, "evidence" takes words of the text for it; "next", "previous", "go";
            "undo"; "again" tries to save what could not be; "agreed" takes over what all agree on.
        **details
            `variable` and `value` (empty: none of them) of a code; `words` of a note;
            `start` and `end` of evidence, in the text or digest; `to` (from 1) for "go".

        Raises
        ------
        ValueError
            It cannot be done; nothing was changed. What the disk refuses is kept, and said on the
            page.
        """
        with self._turn:
            try:
                self._act(action, details)
            finally:
                self._answer(self.view["seq"])

    def _hear(self, _: object, command: dict[str, Any], __: object) -> None:
        """Do commands of the page in the order of their numbers.

        JupyterLab sends the first ones to the kernel's main thread and later ones to another, and
        so they can come at once or overtake each other.
        """
        with self._turn:
            self._heard[int(command.pop("seq", 0))] = command
            while next_one := [each for each in self._heard if each <= self.view["seq"] + 1]:
                self._obey(min(next_one), self._heard.pop(min(next_one)))

    def _obey(self, seq: int, command: dict[str, Any]) -> None:
        """Do one command of the page; what is wrong with it is said there."""
        action = str(command.pop("do", ""))
        try:
            if command.pop("report", self.report_id) != self.report_id:
                raise ValueError("another report came meanwhile, and this was not done; try again")
            self._act(action, command)
        except (ValueError, TypeError) as error:
            self._error = _line(error)
        self._answer(max(seq, self.view["seq"]))

    def _act(self, action: str, details: dict[str, Any]) -> None:
        acts: dict[str, Callable[..., None]] = {
            "code": self._code, "settle": self._settle, "unsure": self._unsure, "note": self._note,
            "evidence": self._evidence, "go": self._go, "undo": self._undo,
            "next": lambda: self._go(self.place + 2), "previous": lambda: self._go(self.place),
            "again": lambda: None, "agreed": self._take_agreed,
        }  # fmt: skip
        if action not in acts:
            raise ValueError(f"no action {action!r}; there are: {', '.join(acts)}")
        self._error = ""
        acts[action](**details)
        self._write()

    def _save(self, variable: str, change: Change, *, undone: bool = True) -> None:
        """Save a change in the report on the desk, and keep for undoing what was there."""
        report_id = self.report_id

        def save() -> None:
            before, now = save_codes(self.corpus, report_id, self.coder, variable, change)
            self._codes[report_id] = now
            if undone:
                self._past.append((report_id, variable, before))

        self._waiting.append(save)

    def _write(self) -> None:
        """Save what waits, in order; what the disk refuses stays, to be tried again."""
        while self._waiting:
            try:
                self._waiting[0]()
            except (OSError, CorpusError) as error:
                changes = say_number(len(self._waiting), "change")
                self._error = f"{changes} kept here and not saved yet: {_line(error)}"
                return
            except ValueError:
                self._waiting.pop(0)
                raise
            self._waiting.pop(0)
            self._said = f"Saved at {datetime.datetime.now():%H:%M:%S}"

    def _code(self, variable: str, value: str) -> None:
        one = variable not in self.codebook.present_only

        def change(codes: list[Code]) -> list[Code]:
            if any(each.value == value for each in codes):
                return [each for each in codes if each.value != value]
            # One of several values stands beside the others, the only one and "none" alone.
            kept = [] if one or not value else [each for each in codes if each.value]
            return [*kept, Code(value)]

        self._save(variable, change)

    def _settle(self, variable: str, coder: str) -> None:
        """As a coder has it; what that one said of it stands before the reason that follows."""
        given = self.report.get("given", {}).get(variable, {})
        if coder not in given:
            there = ", ".join(given) or "nobody"
            raise ValueError(f"{coder} did not judge {variable} here; who did: {there}")
        codes = [
            Code(each["value"], ": ".join(filter(None, [f"as {coder}", each["evidence"]])))
            for each in given[coder] or [{"value": "", "evidence": ""}]
        ]
        self._save(variable, lambda _: codes)

    def _change(self, variable: str, value: str, **what: Any) -> None:
        given = self._codes.get(self.report_id, {}).get(variable, [])
        if not self._waiting and value not in [each.value for each in given]:
            raise ValueError(f"{variable}={value} is not given; give it first")
        self._save(
            variable,
            lambda codes: [
                each._replace(**what) if each.value == value else each for each in codes
            ],
        )

    def _unsure(self, variable: str, value: str) -> None:
        given = self._codes.get(self.report_id, {}).get(variable, [])
        now = any(each.unsure for each in given if each.value == value)
        self._change(variable, value, unsure=not now)

    def _note(self, variable: str, value: str, words: str) -> None:
        self._change(variable, value, evidence=words)

    def _evidence(
        self, variable: str, value: str, start: int, end: int, words: str | None = None
    ) -> None:
        """Words of the text as evidence: its place, and the first of them."""
        sort, text, _ = text_of(self.corpus, self.report_id)
        taken = text[start:end].split()
        if not taken or (words is not None and "".join(taken) != "".join(words.split())):
            raise ValueError("these words are not found in the text; select them once more")
        said = " ".join(taken[:WORDS]) + (" ..." if len(taken) > WORDS else "")
        self._change(variable, value, evidence=f"{sort}[{start}:{end}]: {said}")

    def _go(self, to: int) -> None:
        self.place = min(max(int(to), 1), len(self.ids)) - 1

    def _undo(self) -> None:
        if self._past:
            report_id, variable, before = self._past.pop()
            self.place = self.ids.index(report_id)
            self._save(variable, lambda _: before, undone=False)

    def _take_agreed(self) -> None:
        def settle() -> None:
            settle_agreed(self.corpus, self.coder, between=self.between)
            self._codes = read_codes(self.corpus, self.coder)

        self._waiting.append(settle)

    def _is_finished(self, report_id: str) -> bool:
        codes = self._codes.get(report_id, {})
        return all(variable in codes for variable in self._asked[report_id])

    def _open_agreed(self) -> int:
        """On how many variables of reports all agree that are not settled yet."""
        if not self.settling:
            return 0
        rows = self._agreed.itertuples(index=False)
        return sum(row.variable not in self._codes.get(row.report_id, {}) for row in rows)

    def _answer(self, seq: int) -> None:
        codes = self._codes.get(self.report_id, {})
        report = self.report
        if report.get("id") != self.report_id:
            report = show_report(self.corpus, self.report_id)
            if self.settling:
                report["given"] = show_given(self.corpus, self.report_id, self.between)
        view = {
            "seq": seq, "coder": self.coder, "settling": self.settling,
            "codes": {name: [each._asdict() for each in some] for name, some in codes.items()},
            "asked": self._asked[self.report_id],
            "place": self.place + 1, "total": len(self.ids),
            "done": sum(map(self._is_finished, self.ids)),
            "said": self._said, "error": self._error, "waiting": len(self._waiting),
            "undo": len(self._past), "agreed": self._open_agreed(),
        }  # fmt: skip
        with self.hold_sync():
            self.report, self.view = report, plain_data(view)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """The desk, and for pages without a kernel how far the coding is, and its report."""
        done, total = self.view["done"], self.view["total"]
        sort = "disputed reports settled" if self.settling else "reports coded"
        said = f"{done} of {total} {sort} by {self.coder}."
        how = "The desk opens when the cell is run, and goes on from there."
        still = draw_still(self.book, self.report, self.view)
        html = plain_html(f"<p><strong>{escape(said)}</strong> {how}</p>{still}")
        return put_beside(
            super()._repr_mimebundle_(**options),
            {"text/html": html, "text/plain": f"{said} {how}"},
        )


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
