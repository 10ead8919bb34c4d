"""How long a reader waits: `make bench` prints it; no test asserts a number of seconds."""

import itertools
import subprocess
import sys

import pytest

import analysis
from analysis.measuring import agreement
from analysis.parsing.article import parse_article
from tests.benchmarks import growth


def test_reading_the_corpus(benchmark, corpus):
    read = benchmark.pedantic(analysis.read_corpus, args=[corpus.folder], rounds=3)
    assert len(read.reports) == 651


def test_the_first_explorer_of_a_process(benchmark, corpus):
    """From the start of Python to a widget that can be shown, the corpus read on the way."""
    code = (
        "import analysis, sys; corpus = analysis.read_corpus(sys.argv[1]);"
        "analysis.explore_themes(corpus)._repr_mimebundle_()"
    )
    command = [sys.executable, "-c", code, str(corpus.folder)]
    benchmark.pedantic(subprocess.run, args=(command,), kwargs={"check": True}, rounds=3)


def test_counting_every_theme_by_month(benchmark, corpus):
    table = benchmark(analysis.count_codes, corpus, every="month")
    assert table["value"].nunique() == 15


@pytest.mark.parametrize("themes", [6, 15])
def test_answering_a_choice_in_the_explorer_of_themes(benchmark, corpus, themes):
    explorer = analysis.explore_themes(corpus, themes=corpus.codebook.values("theme")[:themes])
    units = itertools.cycle(["call", "outlet", "report"])
    benchmark(lambda: explorer.choose(unit=next(units)))
    assert len(explorer.view["chart"]["panels"]) == themes


def test_comparing_six_kinds_of_outlet_on_every_theme(benchmark, corpus):
    kinds = ["news_site", "newspaper", "aggregator", "tabloid", "broadcaster", "agency"]
    table = benchmark(analysis.compare_groups, corpus, "outlet_kind", groups=kinds)
    assert len(table) == 6 * 15


@pytest.mark.parametrize("mode", ["all", "same", "standardised"])
def test_redrawing_the_explorer_of_groups(benchmark, corpus, mode):
    explorer = analysis.explore_groups(corpus, mode=mode)
    benchmark(explorer.draw, explorer.choices)
    assert len(explorer.table)


def test_comparing_the_coders_for_the_first_time(benchmark, corpus):
    table = benchmark.pedantic(
        analysis.compare_coders, args=[corpus], rounds=3, setup=agreement._agreement.cache_clear
    )
    assert len(table) == 42


def test_parsing_one_article(benchmark) -> None:
    text = analysis.collecting.read_samples().set_index("text_id").loc["harbour-courier", "text"]
    assert benchmark(lambda: len(parse_article(text).quotes)) == 10


def test_parsing_articles_of_a_common_length(benchmark) -> None:
    texts = growth.common_articles()
    benchmark(lambda: [growth.parse(text) for text in texts])
    benchmark.extra_info["articles"] = len(texts)
    benchmark.extra_info["characters"] = sum(map(len, texts))


def test_parsing_one_megabyte_of_articles(benchmark) -> None:
    texts = "\n\n".join(analysis.collecting.read_samples()["text"])
    megabyte = (texts * (1_000_000 // len(texts) + 1))[:1_000_000]
    benchmark.pedantic(parse_article, args=(megabyte,), rounds=1)
