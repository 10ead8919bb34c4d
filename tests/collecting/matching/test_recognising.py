"""Which report a text is: each kind of evidence, and when the kit refuses to choose."""

import pytest

import analysis
from analysis.collecting.matching.features import read_weights
from analysis.collecting.matching.reports import (
    MARGIN,
    POSSIBLE,
    Reports,
    same_address,
    slug_words,
)
from analysis.collecting.matching.seen import Seen
from analysis.reading.texts import Document, Fact
from tests.collecting.matching.evaluation import OF_ORIGINALS, ORIGINALS, read_originals

THRESHOLD = read_weights("reports", "words").least
needs_originals = pytest.mark.skipif(not ORIGINALS.is_dir(), reason="no full texts beside the kit")


@pytest.fixture(scope="module")
def known(intact: analysis.Corpus):
    return Reports(intact)


@pytest.fixture(scope="module")
def real(corpus: analysis.Corpus):
    return Reports(corpus)


def seen(text: str, **facts: str) -> Seen:
    given = {name: Fact(value, "html head") for name, value in facts.items()}
    return Seen(Document(text, "a.txt", facts=given))


def original(number: str) -> Seen:
    return read_originals()[number]


@needs_originals
@pytest.mark.parametrize("number", OF_ORIGINALS)
def test_original_is_recognised_with_room_to_spare(number: str, real) -> None:
    found = real.recognise(original(number))
    assert found.verdict == "recognised"
    assert found.matches[0].target_id == OF_ORIGINALS[number]
    assert found.matches[0].points >= THRESHOLD + 1
    assert found.matches[0].points - found.matches[1].points >= MARGIN + 1


@needs_originals
@pytest.mark.parametrize("number", OF_ORIGINALS)
def test_original_is_taken_for_no_other_report_of_its_call(number: str, real) -> None:
    others = real.number.keys() - {OF_ORIGINALS[number]}
    assert real.recognise(original(number), among=others).verdict != "recognised"


@needs_originals
@pytest.mark.parametrize("number", OF_ORIGINALS)
@pytest.mark.parametrize("cut", ["head", "tail", "adverts"])
def test_part_of_an_original_is_taken_for_no_other_report(number: str, cut: str, real) -> None:
    text = original(number).document.text
    half = len(text) // 2
    advert = "Read more: ten ways to save on heating\nFollow us for offers\n" * 10
    changed = {"head": text[:half], "tail": text[half:], "adverts": f"Home\n{text}\n{advert}"}[cut]
    found = real.recognise(seen(changed))
    assert found.verdict != "recognised" or found.matches[0].target_id == OF_ORIGINALS[number]


def test_no_digest_is_taken_for_another_report(corpus: analysis.Corpus, real) -> None:
    """A digest stands for a text on the same calls: the nearest thing to one that is not there."""
    wrong = []
    for row in corpus.reports.iloc[::6].itertuples():
        others = real.number.keys() - {row.report_id}
        if real.recognise(seen(row.digest), among=others).verdict == "recognised":
            wrong.append(row.report_id)
    assert wrong == []


@pytest.mark.parametrize(
    "written",
    ["https://harbour-post.example/late-mail", "http://www.harbour-post.example/late-mail/",
     "https://m.harbour-post.example/late-mail/amp?utm_source=x#top"],
)  # fmt: skip
def test_same_address_decides_whatever_the_text(written: str, known) -> None:
    found = known.recognise(seen("Nothing to see.", url=written))
    assert found.verdict == "recognised"
    assert found.matches[0].target_id == "2022-05-10-harbour-post-late-mail"


def test_another_address_and_another_language_speak_against(known, intact: analysis.Corpus) -> None:
    reports = intact.reports[intact.reports["url"].notna()]
    report_id = reports.loc[reports["language"] == "en", "report_id"].iloc[0]
    text = "Der Soldat sagt, dass er nicht nach Hause kann und dass es auf dem Kai nur regnet."
    [match] = known.rank(seen(text, url="https://elsewhere.example/a"), among={report_id})
    against = [piece.what for piece in match.pieces if match.weights.weigh(piece) < 0]
    assert "in de, not en" in against
    assert any(what.startswith("another address, on elsewhere.example") for what in against)


def test_two_reports_that_fit_equally_are_both_named(real, corpus: analysis.Corpus) -> None:
    """A text of the headline that two copies share, and of words that both tell."""
    twins = {
        "2022-12-09-daily-express-swamp-five-days",
        "2022-12-daily-express-swamp-five-days-francispointbb",
    }
    rows = corpus.reports[corpus.reports["report_id"].isin(twins)]
    title = slug_words(rows["url"].iloc[0])
    told = (
        "Men are quitting the front, a soldier tells his mother: five sleepless days in rain and "
        "mud, in a swamp. She warns that this is desertion."
    )
    found = real.recognise(seen(f"{title}\n\n{told}"), among=twins)
    assert found.verdict == "ambiguous"
    assert {match.target_id for match in found.matches} == twins
    assert found.matches[0].points >= POSSIBLE


def test_a_text_that_speaks_of_an_outlet_is_not_its_own(real) -> None:
    report_id = "2023-12-14-kyiv-post-march-toward-russia"
    told = "It rains. The Kyiv Post quoted a man.", "It rains. A man told Kyiv Post so."
    [cited], [own] = (real.rank(seen(text), among={report_id}) for text in told)
    assert any("as another outlet" in piece.what for piece in cited.pieces)
    assert not any("as another outlet" in piece.what for piece in own.pieces)


def test_equal_points_are_in_the_order_of_ids(known) -> None:
    ranked = known.rank(seen("x"))
    assert ranked == sorted(ranked, key=lambda each: (-each.points, each.target_id))
    assert len(ranked) == len(known.ids)


def test_words_are_counted_as_the_corpus_counts_them() -> None:
    assert seen("He didn’t count 12 so-called “gifts”.").words == 5


def test_slug_gives_the_headline_without_the_number_of_the_page() -> None:
    url = "https://harbour.example/world/late-mail-for-us-92643804.html"
    assert slug_words(url) == "late mail for us"
    assert same_address(url) != same_address(url.replace("mail", "male"))
