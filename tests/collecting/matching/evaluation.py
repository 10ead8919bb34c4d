"""How well calls are found again when the links are hidden.

    python -m tests.collecting.matching.evaluation              the figures
    python -m tests.collecting.matching.evaluation --weights    the weights that are shipped

Each report is a text: its digest alone, or with the gists and facts of its calls. It is held
against what the other reports tell of each call; what was concluded from all reports (`calls`,
`variants`) is used nowhere, nor are dates that rest on other reports. Weights and thresholds are
those of the other nine of ten folds; a fold holds whole clusters of reports that share calls.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

import analysis
from analysis.collecting.matching.calls import Calls
from analysis.collecting.matching.ranking import Weights, read_weights
from analysis.collecting.matching.told import Facts, Told, read_told, tell
from analysis.measuring.resampling import cluster_reports
from analysis.parsing.article import parse_article
from analysis.parsing.spans import Span
from analysis.tables.days import Days

FOLDS = 10
FEATURES = {
    "words": list(read_weights("calls", "en").points),
    "facts": list(read_weights("calls", "de").points),
}
"""What a text is scored by: in the language of the digests, and in another."""

PRECISION = 0.9
"""The least score with this precision among the pairs of the training folds is the threshold."""

FOREIGN = Path(__file__).parents[2] / "data" / "matching" / "foreign.yml"
BASELINES = {
    "TF-IDF words": {"sublinear_tf": True},
    "TF-IDF letters": {"sublinear_tf": True, "analyzer": "char_wb", "ngram_range": (3, 5)},
}


class Setting(NamedTuple):
    """The corpus with its reports as texts."""

    corpus: analysis.Corpus
    calls: Calls
    texts: dict[str, str]
    told: dict[str, Told]
    links: set[tuple[str, str]]


def set_up(corpus: analysis.Corpus, *, facts: bool) -> Setting:
    """Each report as a text: its digest and, with `facts`, what the corpus has of its calls."""
    calls = Calls(corpus)
    lines = {row.report_id: [row.digest] for row in corpus.reports.itertuples()}
    columns = [("tellings", "gist"), ("places", "place"), ("formations", "formation")]
    for table, column in columns if facts else []:
        for row in corpus.tables[table].dropna(subset=[column]).itertuples():
            lines[row.report_id].append(getattr(row, column))
    for row in corpus.figures.itertuples() if facts else []:
        lines[row.report_id].append(f"{row.amount:g} {row.what}")
    texts = {report_id: "\n".join(some) for report_id, some in lines.items()}
    told = {each: _told(text, each, calls) for each, text in texts.items()}
    links = {(row.report_id, row.call_id) for row in corpus.tellings.itertuples()}
    return Setting(corpus, calls, texts, told, links)


def _told(text: str, report_id: str, calls: Calls) -> Told:
    own = [each.facts for each in calls.profiles.tellings if each.report_id == report_id]
    released_by = {each.released_by for each in own} - {None}
    facts = Facts(
        published=next((each.published for each in own), None),
        released=next((each.released for each in own if each.released), None),
        released_by=released_by.pop() if len(released_by) == 1 else None,
    )
    return tell(text, list(_lines(text)), language="en", facts=facts)


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def pair_up(setting: Setting) -> pd.DataFrame:
    """One row a report and call that another report tells: what is weighed, and what is right."""
    rows = []
    for report_id, told in setting.told.items():
        for call_id, pieces in setting.calls.compare(told, report_id=report_id):
            values: Counter[str] = Counter()
            for piece in pieces:
                values.update(piece.values)
            rows.append({"report_id": report_id, "call_id": call_id, **values})
    pairs = pd.DataFrame(rows, columns=["report_id", "call_id", *FEATURES["words"]]).fillna(0.0)
    pairs["right"] = [pair in setting.links for pair in zip(pairs.report_id, pairs.call_id)]  # noqa: B905
    pairs["batch"] = _in_batch(setting, pairs)
    pairs["fold"] = pairs["report_id"].map(folds(setting.corpus))
    return pairs


def _in_batch(setting: Setting, pairs: pd.DataFrame) -> list[bool]:
    """Whether the call, or another one of its batch, is told by the report."""
    calls = setting.corpus.calls
    batch = dict(zip(calls["call_id"], calls["part_of"].fillna(calls["call_id"]), strict=True))
    told = {(report_id, batch[call_id]) for report_id, call_id in setting.links}
    return [(row.report_id, batch[row.call_id]) in told for row in pairs.itertuples()]


def folds(corpus: analysis.Corpus) -> dict[str, int]:
    """The fold of each report: those of one cluster are in one."""
    clusters = cluster_reports(corpus)
    found = {}
    for number, (_, test) in enumerate(GroupKFold(FOLDS).split(clusters, groups=clusters)):
        found |= dict.fromkeys(clusters.index[test], number)
    return found


def fit(pairs: pd.DataFrame, features: list[str]) -> Weights:
    """Weights in the units of the evidence, and the threshold on the same pairs."""
    values = pairs[features].to_numpy()
    spread = values.std(axis=0)
    model = LogisticRegression(C=1.0, max_iter=5000).fit(values / spread, pairs["right"])
    points = dict(zip(features, (model.coef_[0] / spread).tolist(), strict=True))
    weights = Weights(points, float(model.intercept_[0]), 0.0)
    return weights._replace(threshold=least(score(pairs, weights), pairs["right"]))


def score(pairs: pd.DataFrame, weights: Weights) -> pd.Series:
    """The score of each pair."""
    logit = weights.start + sum(pairs[name] * points for name, points in weights.points.items())
    return 1 / (1 + np.exp(-logit))


def least(scores: pd.Series, right: pd.Series) -> float:
    """The least score above which the share of right pairs is `PRECISION`."""
    ordered = pd.DataFrame({"score": scores, "right": right}).sort_values("score", ascending=False)
    precision = ordered["right"].expanding().mean()
    return float(ordered.loc[precision >= PRECISION, "score"].min())


def cross_validate(pairs: pd.DataFrame, features: list[str]) -> pd.DataFrame:
    """The pairs with `score`, and `found` by the threshold, of weights fitted on other folds."""
    parts = []
    for fold in range(FOLDS):
        weights = fit(pairs[pairs["fold"] != fold], features)
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


def rank_foreign(setting: Setting, pairs: pd.DataFrame, kind: str) -> list[int]:
    """The rank of the call that each translated digest tells, by weights of other folds."""
    dates = setting.corpus.reports.set_index("report_id")[["published_from", "published_to"]]
    fold_of = folds(setting.corpus)
    fitted: dict[int, Weights] = {}
    ranks = []
    for each in yaml.safe_load(FOREIGN.read_text(encoding="utf-8")):
        report_id = each["report_id"]
        fold = fold_of[report_id]
        if fold not in fitted:
            fitted[fold] = fit(pairs[pairs["fold"] != fold], FEATURES[kind])
        stated = Days.of(*dates.loc[report_id])
        told = read_told(parse_article(each["text"], stated=stated))
        part = pair_up(setting._replace(told={report_id: told}))
        part["score"] = score(part, fitted[fold])
        part = part.sort_values(["score", "call_id"], ascending=[False, True], ignore_index=True)
        ranks.append(int(part.index[part["right"]].min()) + 1)
    return ranks


def evaluate(corpus: analysis.Corpus, *, facts: bool) -> pd.DataFrame:
    """One row a method and kind of report: shares of `summarise`."""
    setting = set_up(corpus, facts=facts)
    pairs = pair_up(setting)
    scored = {
        name: baseline(setting, pairs, options) for name, options in BASELINES.items()
    }  # fmt: skip
    for kind in FEATURES:
        scored[kind] = cross_validate(pairs, FEATURES[kind])
    rows = {}
    for name, each in scored.items():
        rows[name, "all"] = summarise(each)
        rows |= {(name, kind): summarise(part) for kind, part in languages(setting, each).items()}
    return pd.DataFrame(rows).T


def main(arguments: list[str]) -> None:
    corpus = analysis.read_corpus()
    if "--weights" in arguments:
        pairs = pair_up(set_up(corpus, facts=True))
        weights = {kind: _rounded(fit(pairs, features)) for kind, features in FEATURES.items()}
        sys.stdout.write(yaml.safe_dump({"calls": weights}, sort_keys=False))
        return
    for facts in (False, True):
        sys.stdout.write(f"\ndigests{' and facts' if facts else ''}\n")
        sys.stdout.write(evaluate(corpus, facts=facts).round(3).to_string() + "\n")
    setting = set_up(corpus, facts=True)
    pairs = pair_up(setting)
    sys.stdout.write("\ndigests and facts, by words: what a score promises\n")
    scored = cross_validate(pairs, FEATURES["words"])
    sys.stdout.write(calibrate(scored).round(3).to_string() + "\n")
    foreign = rank_foreign(setting, pairs, "facts")
    sys.stdout.write(f"\ntranslated digests, facts: {foreign}\n")


def _rounded(weights: Weights) -> dict:
    points = {name: round(each, 2) for name, each in weights.points.items()}
    return {
        "points": points, "start": round(weights.start, 2),
        "threshold": round(weights.threshold, 2),
    }  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
