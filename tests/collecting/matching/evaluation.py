"""How well calls are found again when the links are hidden.

    python -m tests.collecting.matching.evaluation              the figures
    python -m tests.collecting.matching.evaluation --weights    the weights that are shipped

Each report is a text: its digest alone, or with the gists and facts of its calls. It is held
against what the other reports tell of each call; what was concluded from all reports (`calls`,
`variants`) is used nowhere, nor are dates that rest on other reports. Weights and thresholds are
those of the other nine of ten folds; a fold holds whole clusters of reports that share calls.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import analysis
from analysis.collecting.matching import features, reports
from analysis.collecting.matching.candidates import rank_targets
from analysis.collecting.matching.features import Weights, read_weights
from analysis.collecting.matching.reports import Reports, slug_words
from analysis.collecting.matching.seen import Facts, Seen
from analysis.collecting.matching.targets import Targets, read_tellings, tell
from analysis.measuring.resampling import cluster_reports
from analysis.parsing.article import parse_article
from analysis.parsing.spans import Span
from analysis.reading.texts import Document, Fact, read_texts
from analysis.tables.days import Days

FOLDS = 10
KINDS = ("words", "concepts", "facts")
FEATURES = {kind: list(read_weights("calls", kind).points) for kind in KINDS}
"""What a text is scored by: in English, in a language of the glossary, and in another."""

OF_REPORTS = {kind: list(read_weights("reports", kind).points) for kind in KINDS}

PRECISION = {"calls": 0.9, "texts": 0.95, "reports": 0.95}
"""The least score with this precision among the pairs of the training folds is the threshold."""

ORIGINALS = Path(analysis.__file__).parents[2] / "shared" / "originals"
OF_ORIGINALS = {
    "000": "2023-10-29-merkur-ivanivka",
    "001": "2023-12-14-pledgetimes-march-toward-russia",
    "002": "2022-05-14-wartranslated-commander-shot-leg",
    "003": "2022-12-daily-express-swamp-five-days-francispointbb",
    "004": "2023-kyiv-post-dima-video",
}
"""Whole articles, where they are beside the kit, and the report that each is."""

COUNTED = 100
"""How often a pair of a whole article counts in a fit: they are real, and five."""

UNDERSTOOD = {"calls": 0.6, "texts": 0.36}
"""Share of a digest's concepts that its retelling in another language is found to have, or two."""

DATA = Path(__file__).parents[2] / "data" / "matching"
BASELINES = {
    "TF-IDF words": {"sublinear_tf": True},
    "TF-IDF letters": {"sublinear_tf": True, "analyzer": "char_wb", "ngram_range": (3, 5)},
}


@dataclass(frozen=True)
class Retold(Seen):
    """A digest as if it were retold in another language: part of its concepts are not found."""

    known: Facts | None = None
    understood: float = UNDERSTOOD["calls"]

    @property
    def facts(self) -> Facts:
        """What the corpus has of the report, where that is given."""
        return self.known or super().facts

    @cached_property
    def body(self) -> list[Span]:
        """All lines: what the corpus has of a call, a line each, looks like furniture."""
        ends = list(accumulate(len(line) + 1 for line in self.text.split("\n")))
        return [Span(start, end - 1) for start, end in zip([0, *ends], ends, strict=False)]

    def terms(self, place: Span, space: str) -> frozenset[str]:
        found = super().terms(place, space)
        if space == "words":
            return found
        return frozenset(
            each
            for each in found
            if random.Random(f"{self.document.file} {each}").random() < self.understood  # noqa: S311
        )


class Setting(NamedTuple):
    """The corpus with its reports as texts, and what they are held against."""

    corpus: analysis.Corpus
    targets: Targets
    texts: dict[str, str]
    seen: dict[str, Retold]
    links: set[tuple[str, str]]


def set_up(corpus: analysis.Corpus, *, facts: bool) -> Setting:
    """Each report as a text: its digest and, with `facts`, what the corpus has of its calls."""
    tellings = read_tellings(corpus)
    lines = {row.report_id: [row.digest] for row in corpus.reports.itertuples()}
    columns = [("tellings", "gist"), ("places", "place"), ("formations", "formation")]
    for table, column in columns if facts else []:
        for row in corpus.tables[table].dropna(subset=[column]).itertuples():
            lines[row.report_id].append(getattr(row, column))
    for row in corpus.figures.itertuples() if facts else []:
        lines[row.report_id].append(f"{row.amount:g} {row.what}")
    texts = {report_id: "\n".join(some) for report_id, some in lines.items()}
    known = {report_id: _facts(tellings, report_id) for report_id in texts}
    seen = {
        report_id: Retold(Document(text, report_id), parse_article(text), known[report_id])
        for report_id, text in texts.items()
    }
    told = [each for each in tellings if each.call_id]
    links = {(row.report_id, row.call_id) for row in corpus.tellings.itertuples()}
    return Setting(corpus, Targets(told, lambda each: each.call_id), texts, seen, links)


def among_texts(setting: Setting) -> Setting:
    """The same reports as texts of a user that are held against each other."""
    own = [tell(report_id, seen) for report_id, seen in setting.seen.items()]
    both = pd.DataFrame(sorted(setting.links), columns=["report_id", "call_id"])
    pairs = both.merge(both, on="call_id")[["report_id_x", "report_id_y"]]
    links = set(map(tuple, pairs.to_numpy()))
    seen = {
        report_id: replace(each, understood=UNDERSTOOD["texts"])
        for report_id, each in setting.seen.items()
    }
    targets = Targets(own, lambda each: each.call_id)
    return setting._replace(targets=targets, seen=seen, links=links)


@dataclass(frozen=True)
class Guise(Retold):
    """A digest of another report, with what a page of the report would show of itself."""

    row: Any = None
    length: int | None = None

    @property
    def language(self) -> str:
        return self.row.language

    @property
    def words(self) -> int:
        return self.length or super().words


def among_reports(setting: Setting) -> Setting:
    """Texts that stand for whole articles, as these are not ours: each has the words of one report
    and what another report of the same calls shows of itself, as far as a page shows it.

    The report whose words they are is left out of what they are held against.
    """
    corpus = setting.corpus
    drawn = random.Random(1)  # noqa: S311
    told = corpus.tellings.groupby("report_id")["call_id"].agg(frozenset)
    words = corpus.wording.drop_duplicates("report_id").set_index("report_id")["words"]
    rows = {row.report_id: row for row in corpus.reports.itertuples()}
    seen, links = {}, set()
    for report_id, calls in told.items():
        alike = sorted(each for each, some in told.items() if some & calls and each not in seen)
        if alike in ([], [report_id]):
            continue
        alike = [each for each in alike if each != report_id]
        other = drawn.choice(alike)
        seen[other] = _disguise(rows[report_id], rows[other], words.get(report_id), drawn)
        links.add((other, report_id))
    return setting._replace(
        targets=Reports(corpus), seen=seen | read_originals(), links=links | {*OF_ORIGINALS.items()}
    )


def read_originals() -> dict[str, Seen]:
    """The whole articles by the number of their file."""
    found = {}
    for number in OF_ORIGINALS:
        [path] = ORIGINALS.glob(f"{number}_*.txt")
        [document] = read_texts(path)
        assert isinstance(document, Document)
        found[number] = Seen(document)
    return found


def _disguise(row: Any, other: Any, words: int | None, drawn: random.Random) -> Guise:
    """A page shows each thing every second time; some are dated anew, some have adverts."""
    shown = {"url": row.url, "outlet": row.outlet, "author": row.byline,
             "title": slug_words(row.url) if isinstance(row.url, str) else None}  # fmt: skip
    facts = {
        name: Fact(value, "html head")
        for name, value in shown.items()
        if isinstance(value, str) and value and drawn.random() < 0.5
    }
    if facts.get("url") and drawn.random() < 0.7:  # most texts are saved without an address
        del facts["url"]
    text = other.digest
    if isinstance(other.outlet, str) and other.outlet != row.outlet and drawn.random() < 0.5:
        text = f"{text} {other.outlet} reported it first."
    stated = Days.of(row.published_from, row.published_to)
    if stated and (stated.first != stated.last or drawn.random() < 0.3):
        stated = None
    elif stated and drawn.random() < 0.1:
        stated = Days(*(day + timedelta(days=drawn.choice([1, 2, 5])) for day in stated))
    length = round(words * drawn.choice([1, 1, 1.01, 1.3])) if words and words == words else None
    parsed = parse_article(text, stated=stated)
    return Guise(Document(text, other.report_id, facts=facts), parsed, row=row, length=length)


def _facts(tellings: list, report_id: str) -> Facts:
    own = [each.facts for each in tellings if each.report_id == report_id]
    released_by = {each.released_by for each in own} - {None}
    return Facts(
        published=next((each.published for each in own), None),
        released=next((each.released for each in own if each.released), None),
        released_by=released_by.pop() if len(released_by) == 1 else None,
    )


def pair_up(setting: Setting, kind: str = "words") -> pd.DataFrame:
    """One row a report and target that another report tells: what is weighed, what is right."""
    parts = []
    for report_id, seen in setting.seen.items():
        others = setting.targets.without(report_id)
        if not seen.passages or not others.alive.any():
            continue
        values = {"report_id": report_id, "call_id": others.ids}
        looked = (reports if isinstance(others, Reports) else features).FEATURES[kind]
        for feature in looked:
            values |= feature(seen, others).values
        parts.append(pd.DataFrame(values)[others.alive])
    pairs = pd.concat(parts, ignore_index=True).fillna(0.0)
    pairs["right"] = [pair in setting.links for pair in zip(pairs.report_id, pairs.call_id)]  # noqa: B905
    pairs["batch"] = _in_batch(setting, pairs)
    pairs["fold"] = pairs["report_id"].map(folds(setting.corpus)).fillna(0)
    return pairs


def _in_batch(setting: Setting, pairs: pd.DataFrame) -> list[bool]:
    """Whether the call, or another one of its batch, is told by the report."""
    calls = setting.corpus.calls
    batch = dict(zip(calls["call_id"], calls["part_of"].fillna(calls["call_id"]), strict=True))
    told = {(report_id, batch.get(call_id)) for report_id, call_id in setting.links}
    return [(row.report_id, batch.get(row.call_id)) in told for row in pairs.itertuples()]


def folds(corpus: analysis.Corpus) -> dict[str, int]:
    """The fold of each report: those of one cluster are in one."""
    clusters = cluster_reports(corpus)
    found = {}
    for number, (_, test) in enumerate(GroupKFold(FOLDS).split(clusters, groups=clusters)):
        found |= dict.fromkeys(clusters.index[test], number)
    return found


def fit(pairs: pd.DataFrame, names: list[str], precision: float = PRECISION["calls"]) -> Weights:
    """Weights in the units of the evidence, and the threshold on the same pairs."""
    values = pairs[names].to_numpy()
    spread = values.std(axis=0)
    real = pairs["report_id"].isin(OF_ORIGINALS)
    counted = np.where(real, COUNTED, 1)
    model = LogisticRegression(C=1.0, max_iter=5000)
    model.fit(values / spread, pairs["right"], sample_weight=counted)
    points = dict(zip(names, (model.coef_[0] / spread).tolist(), strict=True))
    weights = Weights(points, float(model.intercept_[0]), 0.0)
    scores = score(pairs[~real], weights)
    return weights._replace(threshold=least(scores, pairs.loc[~real, "right"], precision))


def score(pairs: pd.DataFrame, weights: Weights) -> pd.Series:
    """The score of each pair."""
    logit = weights.start + sum(pairs[name] * points for name, points in weights.points.items())
    return 1 / (1 + np.exp(-logit))


def least(scores: pd.Series, right: pd.Series, wanted: float = PRECISION["calls"]) -> float:
    """The least score above which the share of right pairs is as wanted."""
    ordered = pd.DataFrame({"score": scores, "right": right}).sort_values("score", ascending=False)
    precision = ordered["right"].expanding().mean()
    return float(ordered.loc[precision >= wanted, "score"].min())


def cross_validate(
    pairs: pd.DataFrame, names: list[str], precision: float = PRECISION["calls"]
) -> pd.DataFrame:
    """The pairs with `score`, and `found` by the threshold, of weights fitted on other folds."""
    parts = []
    for fold in range(FOLDS):
        weights = fit(pairs[pairs["fold"] != fold], names, precision)
        part = pairs[pairs["fold"] == fold]
        scores = score(part, weights)
        parts.append(part.assign(score=scores, found=scores >= weights.threshold))
    return pd.concat(parts)


def calibrate(scored: pd.DataFrame) -> pd.DataFrame:
    """Pairs by score: how many, what share the scores promise, and what share was right."""
    bins = pd.cut(scored["score"], [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1])
    return scored.groupby(bins, observed=True).agg(
        pairs=("right", "size"), promised=("score", "mean"), right=("right", "mean")
    )


def baseline(setting: Setting, pairs: pd.DataFrame, options: dict) -> pd.DataFrame:
    """Cosine with the sum of the other reports' TF-IDF vectors; thresholds as for ours."""
    place = {report_id: number for number, report_id in enumerate(setting.texts)}
    vectors = TfidfVectorizer(**options).fit_transform(setting.texts.values())
    alike = (vectors @ vectors.T).toarray()
    told: dict[str, list[int]] = {}
    for report_id, call_id in sorted(setting.links):
        told.setdefault(call_id, []).append(place[report_id])

    def cosine(row) -> float:
        own = place[row.report_id]
        others = [each for each in told[row.call_id] if each != own]
        return float(alike[own, others].sum() / np.sqrt(alike[np.ix_(others, others)].sum()))

    scored = pairs.assign(score=[cosine(row) for row in pairs.itertuples()])
    parts = []
    for fold in range(FOLDS):
        rest, part = scored[scored["fold"] != fold], scored[scored["fold"] == fold]
        parts.append(part.assign(found=part["score"] >= least(rest["score"], rest["right"])))
    return pd.concat(parts)


def summarise(scored: pd.DataFrame) -> dict[str, float]:
    """Of reports whose call another one tells, and of those whose call nobody else tells."""
    ranked = scored.sort_values(["report_id", "score", "call_id"], ascending=[True, False, True])
    ranked["rank"] = ranked.groupby("report_id").cumcount() + 1
    again = ranked.groupby("report_id")["right"].transform("any")
    some, none = ranked[again], ranked[~again]
    by_report = some[some["rank"] <= 5].groupby("report_id")["right"].any()
    return {
        "reports": len(by_report),
        "first right": some.loc[some["rank"] == 1, "right"].mean(),
        "right in five": by_report.mean(),
        "links": int(some["right"].sum()),
        "links in five": some.loc[some["rank"] <= 5, "right"].sum() / some["right"].sum(),
        "precision": ranked.loc[ranked["found"], "right"].mean(),
        "right batch": ranked.loc[ranked["found"], "batch"].mean(),
        "recall": some.loc[some["found"], "right"].sum() / some["right"].sum(),
        "alone": none["report_id"].nunique(),
        "false alarms": none.groupby("report_id")["found"].any().sum(),
    }


def languages(setting: Setting, scored: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Reports whose call another one tells in their language, and those told in others only."""
    spoken = setting.corpus.reports.set_index("report_id")["language"]
    links = pd.DataFrame(sorted(setting.links), columns=["report_id", "call_id"])
    both = links.merge(links, on="call_id").query("report_id_x != report_id_y")
    same = both["report_id_x"].map(spoken) == both["report_id_y"].map(spoken)
    own = set(both.loc[same, "report_id_x"])
    other = set(both["report_id_x"]) - own
    return {
        "told again in its language": scored[scored["report_id"].isin(own)],
        "told again in others only": scored[scored["report_id"].isin(other)],
    }


def rank_foreign(setting: Setting) -> list[int]:
    """The rank of the call that each translated digest tells, by the weights that are shipped."""
    dates = setting.corpus.reports.set_index("report_id")[["published_from", "published_to"]]
    ranks = []
    for each in yaml.safe_load((DATA / "foreign.yml").read_text(encoding="utf-8")):
        report_id, text = each["report_id"], each["text"]
        stated = Days.of(*dates.loc[report_id])
        seen = Seen(Document(text, report_id), parse_article(text, stated=stated))
        found = rank_targets(seen, setting.targets.without(report_id), "calls")
        right = [(report_id, match.target_id) in setting.links for match in found]
        ranks.append(right.index(True) + 1)
    return ranks


def read_retellings(*parts: str) -> pd.DataFrame:
    """The retellings of some parts: language, calls (a list), about, text_id, text."""
    rows = yaml.safe_load((DATA / "retellings.yml").read_text(encoding="utf-8"))
    table = pd.DataFrame([row for row in rows if row["part"] in parts])
    return table.assign(text_id=[f"text-{number}" for number in range(len(table))])


def find_retellings(corpus: analysis.Corpus, *parts: str) -> pd.DataFrame:
    """By language: of texts that tell a call, whether it is first and likely; else false alarms."""
    texts = read_retellings(*parts)
    found = analysis.matching.find_candidates(corpus, texts[["text_id", "text"]])
    found = found.merge(texts[["text_id", "calls", "language"]], on="text_id")
    pairs = zip(found["call_id"], found["calls"], strict=True)
    found["right"] = [call_id in calls for call_id, calls in pairs]
    found["told"] = found["calls"].str.len() > 0
    found["hit"] = found["right"] & found["likely"]
    found["alarm"] = found["likely"] & ~found["told"]
    found["first"] = found["right"] & (found["rank"] == 1)

    def figures(some: pd.DataFrame) -> pd.Series:
        by_text = some.groupby("text_id")[["told", "first", "hit", "alarm"]].any()
        told = by_text[by_text["told"]]
        return pd.Series(
            {
                "texts": len(told), "first": told["first"].mean(), "recall": told["hit"].mean(),
                "precision": some.loc[some["likely"], "right"].mean(),
                "others": (~by_text["told"]).sum(), "false alarms": by_text["alarm"].sum(),
            }
        )  # fmt: skip

    groups = {"uk": "uk, ru", "ru": "uk, ru"}
    table = found.groupby(found["language"].replace(groups)).apply(figures, include_groups=False)
    return pd.concat([table, figures(found).to_frame("all").T])


def evaluate(corpus: analysis.Corpus, *, facts: bool) -> pd.DataFrame:
    """One row a method and kind of report: shares of `summarise`."""
    setting = set_up(corpus, facts=facts)
    pairs = pair_up(setting)
    scored = {
        name: baseline(setting, pairs, options) for name, options in BASELINES.items()
    }  # fmt: skip
    for kind, names in FEATURES.items():
        scored[kind] = cross_validate(pair_up(setting, kind), names)
    rows = {}
    for name, each in scored.items():
        rows[name, "all"] = summarise(each)
        rows |= {(name, kind): summarise(part) for kind, part in languages(setting, each).items()}
    return pd.DataFrame(rows).T


def fit_all(corpus: analysis.Corpus) -> dict[str, dict[str, dict]]:
    """The weights of calls, texts and, beside whole articles, reports, for each way to compare."""
    calls = set_up(corpus, facts=True)
    found = {}
    for what, change in SETTINGS.items():
        if what != "reports" or ORIGINALS.is_dir():
            setting = change(calls)
            pairs = {kind: pair_up(setting, kind) for kind in KINDS}
            found[what] = {
                kind: _rounded(fit(some, names_of(what, kind), PRECISION[what]))
                for kind, some in pairs.items()
            }
    return found


SETTINGS: dict[str, Callable[[Setting], Setting]] = {
    "calls": lambda setting: setting, "texts": among_texts, "reports": among_reports,
}  # fmt: skip
"""What texts are held against."""


def names_of(what: str, kind: str) -> list[str]:
    """What is weighed of the evidence on calls, texts or reports."""
    return OF_REPORTS[kind] if what == "reports" else FEATURES[kind]


def main(arguments: list[str]) -> None:
    corpus = analysis.read_corpus()
    if "--weights" in arguments:
        sys.stdout.write(yaml.safe_dump(fit_all(corpus), sort_keys=False, width=120))
        return
    for facts in (False, True):
        sys.stdout.write(f"\ndigests{' and facts' if facts else ''}\n")
        sys.stdout.write(evaluate(corpus, facts=facts).round(3).to_string() + "\n")
    setting = set_up(corpus, facts=True)
    sys.stdout.write("\ndigests and facts, by words: what a score promises\n")
    scored = cross_validate(pair_up(setting), FEATURES["words"])
    sys.stdout.write(calibrate(scored).round(3).to_string() + "\n")
    texts = pair_up(among_texts(setting))
    sys.stdout.write("\ntexts among each other\n")
    scored = cross_validate(texts, FEATURES["words"], PRECISION["texts"])
    sys.stdout.write(pd.Series(summarise(scored)).round(3).to_string() + "\n")
    sys.stdout.write(f"\ntranslated digests: {rank_foreign(setting)}\n")
    sys.stdout.write("\nretellings\n")
    sys.stdout.write(find_retellings(corpus, "open", "kept").round(2).to_string() + "\n")


def _rounded(weights: Weights) -> dict:
    points = {name: round(each, 2) for name, each in weights.points.items()}
    return {
        "points": points, "start": round(weights.start, 2),
        "threshold": round(weights.threshold, 2),
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
