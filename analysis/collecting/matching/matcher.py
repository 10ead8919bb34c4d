"""Texts held against a corpus: every call with its evidence, ranked by the weights."""

import numpy as np

from analysis.collecting.matching.comparing import Comparison, compare
from analysis.collecting.matching.likeness import Embed, by_meaning, by_words
from analysis.collecting.matching.normalising import LETTERS, STEM, fold
from analysis.collecting.matching.profiles import Profiles
from analysis.collecting.matching.told import DIGESTS, Told
from analysis.collecting.matching.weighing import Weights, read_weights
from analysis.reading.corpus import Corpus


class Matcher:
    """A corpus with what is needed to hold texts against it."""

    def __init__(self, corpus: Corpus, embed: Embed | None = None) -> None:
        self.profiles = Profiles(corpus)
        self.calls = corpus.calls.set_index("call_id")[["title", "part_of"]].to_dict("index")
        self.embed = embed
        words = [each.own_words for each in self.profiles.tellings]
        self.embedded = None if embed is None else np.asarray(embed(words))

    def choose(self, told: Told) -> str:
        """By what a text is compared: by words where it is, or may be, in our language."""
        if told.language in (DIGESTS, "und"):
            return "words"
        return "facts" if self.embed is None else "meaning"

    def compare(self, told: Told, *, report_id: str | None = None) -> list[Comparison]:
        """The text and each call, in the order of the corpus."""
        others = self.profiles.others(report_id)
        if not others or not told.passages:
            return []
        likeness = {"words": by_words(told, self.profiles, others)}
        if self.embed and self.embedded is not None and self.choose(told) == "meaning":
            likeness["meaning"] = by_meaning(told, self.embedded, others, self.embed)
        return list(compare(told, self.profiles, others, likeness))

    def weights(self, told: Told) -> Weights:
        """What evidence is worth in a text of this language."""
        return read_weights()[self.choose(told)]

    def rank(self, told: Told, *, report_id: str | None = None) -> list[tuple[Comparison, float]]:
        """Each call with its score, the highest first."""
        score = self.weights(told).score
        found = [(each, score(each.values)) for each in self.compare(told, report_id=report_id)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0].call_id))

    def words(self, told: Told, found: Comparison) -> list[str]:
        """Our words on the nearest telling that the passage has, too, the rarest first."""
        telling = self.profiles.tellings[found.nearest]
        [passage] = [each for each in told.passages if each[:2] == found.passage]
        spelled = {fold(word)[:STEM]: word for word in LETTERS.findall(telling.own_words)}
        shared = passage.stems & telling.stems & spelled.keys()
        return [spelled[stem] for stem in sorted(shared, key=self.profiles.commonness)]
