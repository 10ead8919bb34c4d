"""What can be wrong in the facts of one report file, each with its line and mend."""

import pytest

import analysis

HARBOUR = "2022-05-10-harbour-post-late-mail"
FILE = f"reports/{HARBOUR}.md"

# Lines of the file: 2 outlet, 3 outlet_kind, 4 outlet_country, 5 url, 6 published, 7 date_basis,
# 8 language, 9 read, 10 calls, 11 to 18 the call, 19 figures, 20 its only figure, 23 digest.
CASES = {
    "a key that is missing": ("language: en\n", "", 2, "key `language` is missing", "add"),
    "a key of a call that is missing": (
        "  callee_role: mother\n", "", 11, "key `callee_role` is missing", "add",
    ),
    "a key that is unknown": (
        "read: whole", "read: whole\ncolour: blue", 10, "key `colour` is unknown", "use one of",
    ),
    "a key of a call that is unknown": (
        "  channel:", "  chanel:", 16, "key `chanel` is unknown", "channel",
    ),
    "a key twice": ("read: whole", "read: whole\nread: opening", 10, "`read` twice", "keep one"),
    "a value that is missing": ("language: en", "language:", 8, "language is missing", "fill in"),
    "a value that is no single one": (
        "language: en", "language: [en, de]", 8, "`language` is not a single value", "one value",
    ),
    "a value that is not allowed": (
        "outlet_kind: newspaper", "outlet_kind: papyrus", 3, "'papyrus'", "one of: agency",
    ),
    "a language code that is none": ("language: en", "language: English", 8, "English", "like"),
    "a code with a line break after it": ("language: en", 'language: "en\\n"', 8, "en", "like"),
    "a country code that is none": ("outlet_country: GB", "outlet_country: UKR", 4, "UKR", "like"),
    "an address that is none": ("https://harbour-post.example", "javascript:", 5, "url", "like"),
    "a flag that is neither true nor false": (
        "read: whole", "read: whole\noutlet_inferred: yes", 10, "'yes'", "true or false",
    ),
    "a day that does not exist": (
        "published: 2022-05-10", "published: 2023-02-30", 6, "2023-02-30", "YYYY-MM-DD",
    ),
    "a month that does not exist": (
        "published: 2022-05-10", "published: 2023-13", 6, "2023-13", "YYYY-MM",
    ),
    "a day in another notation": (
        "published: 2022-05-10", "published: 10.05.2022", 6, "10.05.2022", "YYYY-MM-DD",
    ),
    "an interval with no end": (
        "published: 2022-05-10", "published: 2022-05-10/", 6, "2022-05-10/", "interval",
    ),
    "an interval the wrong way round": (
        "published: 2022-05-10", "published: 2022-05-10/2022-05-09", 6, "not after", "mend",
    ),
    "a release the wrong way round": (
        "released_on: 2022-05-09", "released_on: 2022-05/2022-04", 15, "not after", "mend",
    ),
    "a release on a day that does not exist": (
        "released_on: 2022-05-09", "released_on: 2022-04-31", 15, "2022-04-31", "YYYY-MM-DD",
    ),
    "a date whose basis is unknown": (
        "date_basis: stated", "date_basis: unknown", 7, "unknown exactly when", "mend",
    ),
    "no date, but a basis": (
        "published: 2022-05-10", "published:", 7, "unknown exactly when", "mend",
    ),
    "an outlet's country as a list of lists": (
        "outlet_country: GB", "outlet_country: [[GB]]", 4, "not a single value", "one value",
    ),
    "a role that is not allowed": (
        "caller_role: soldier", "caller_role: admiral", 12, "'admiral'", "one of: soldier",
    ),
    "calls that are no list": ("calls:\n- gist", "calls:\n  gist", 11, "not a list", "dash"),
    "a call that is one word": (
        "calls:\n", "calls:\n- a word\n", 11, "a call is not", "- gist",
    ),
    "places that are no list": ("places: [Lowmarsh]", "places: Lowmarsh", 17, "list", "dash"),
    "a place that is empty": ("places: [Lowmarsh]", "places: [~]", 17, "place is missing", "fill"),
    "a place twice in a call": (
        "places: [Lowmarsh]", "places:\n  - Lowmarsh\n  - Lowmarsh", 19, "twice", "keep one",
    ),
    "a figure without a value": (
        "late, amount: 12}", "late}", 20, "key `amount` is missing", "add",
    ),
    "a figure whose value is empty": (
        "late, amount: 12}", "late, amount: }", 20, "amount is missing", "fill in",
    ),
    "a figure that is no number": ("amount: 12", "amount: a dozen", 20, "'a dozen'", "a number"),
    "a figure that only Python reads": ("amount: 12", "amount: 1_2", 20, "'1_2'", "a number"),
    "a figure that is not finite": ("amount: 12", "amount: .inf", 20, "'.inf'", "a number"),
    "a figure that is one word": (
        "- {what: letters that came late, amount: 12}", "- twelve", 20, "a figure is not", "both",
    ),
    "a line of a value further down": (
        "{what: letters that came late, amount: 12}",
        "what: letters that\n      came late\n    amount: dozens", 22, "'dozens'", "a number",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_wrong_fact_is_named_with_its_line_and_leaves_out_its_report(small_corpus, expect, case):
    old, new, line, problem, mend = case
    small_corpus.change(FILE, old, new)
    expect((FILE, line, problem, mend), reports={HARBOUR})


@pytest.mark.parametrize(("words", "counted"), [(39, 39), (131, 131)])
def test_a_digest_of_too_few_or_too_many_words_is_a_problem(small_corpus, expect, words, counted):
    head, _, _ = small_corpus.read(FILE).rpartition("---\n")
    small_corpus.write(FILE, f"{head}---\n\n{'word ' * words}\n")
    expect((FILE, 23, f"the digest has {counted} words", "40 to 130"), reports={HARBOUR})


def test_a_digest_that_is_not_there_is_missed_behind_the_front_matter(small_corpus, expect):
    head, _, _ = small_corpus.read(FILE).rpartition("---\n")
    small_corpus.write(FILE, f"{head}---\n")
    expect(
        (FILE, 22, "digest is missing", "fill in"), (FILE, 22, "has 0 words", "40 to 130"),
        reports={HARBOUR},
    )  # fmt: skip


def test_a_digest_shows_the_control_character_in_it(small_corpus, expect):
    words = "word " * 50
    head, _, _ = small_corpus.read(FILE).rpartition("---\n")
    small_corpus.write(FILE, f"{head}---\n\n{words}bell \x07 {words}\n")
    expect((FILE, 23, "bell \\x07 word", "without control characters"), reports={HARBOUR})


@pytest.mark.parametrize("words", [40, 130])
def test_a_digest_of_just_enough_words_is_none(small_corpus, words):
    head, _, _ = small_corpus.read(FILE).rpartition("---\n")
    small_corpus.write(FILE, f"{head}---\n\n{'word ' * words}\n")
    assert analysis.check_corpus(small_corpus).empty


def test_a_report_of_the_same_address_is_left_out_and_the_first_stays(small_corpus, expect):
    url = "url: https://harbour-post.example/"
    leave = "2023-01-20-harbour-post-long-leave"
    small_corpus.change(f"reports/{leave}.md", f"{url}long-leave", f"{url}late-mail")
    expect((f"reports/{leave}.md", 5, f"also that of {FILE}", "keep one"), reports={leave})


def test_a_second_file_of_a_name_is_left_out_and_the_first_stays(small_corpus, expect):
    text = small_corpus.read(FILE).replace("/late-mail", "/twin")
    small_corpus.write(f"reports/later/{HARBOUR}.md", text)
    expect((f"reports/later/{HARBOUR}.md", 0, f"has the id of {FILE}", "rename one"))


@pytest.mark.parametrize("name", [HARBOUR.upper(), "Another", "a_b", "a--b", "späte-post", "a\n"])
def test_a_file_whose_name_is_no_id_is_left_out(small_corpus, expect, name):
    text = small_corpus.read(FILE).replace("/late-mail", "/another")
    small_corpus.write(f"reports/{name}.md", text)
    expect((f"reports/{name}.md", 0, "its name cannot be an id", "name it in lower case"))


def test_all_problems_of_a_file_come_at_once(small_corpus, expect):
    small_corpus.change(FILE, "outlet_kind: newspaper", "outlet_kind: papyrus")
    small_corpus.change(FILE, "published: 2022-05-10", "published: 2023-02-30")
    small_corpus.change(FILE, "language: en", "language:")
    small_corpus.change(FILE, "caller_role: soldier", "caller_role: admiral")
    small_corpus.change(FILE, "amount: 12", "amount: many")
    expect(
        (FILE, 3, "papyrus", "one of"),
        (FILE, 6, "2023-02-30", "YYYY-MM-DD"),
        (FILE, 8, "language is missing", "fill in"),
        (FILE, 12, "admiral", "one of"),
        (FILE, 20, "many", "a number"),
        reports={HARBOUR},
    )


def test_norwegian_stays_norwegian(intact):
    report = intact.reports.set_index("report_id").loc["2022-07-03-fjordposten-wet-boots"]
    assert report.language == "no"
    assert report.outlet_country == "NO"


def test_a_report_without_an_outlet_has_a_missing_one(intact):
    outlets = intact.reports.set_index("report_id").outlet
    assert outlets.isna().sum() == 1
    assert outlets.isna()["2022-08-nameless-wet-boots"]


def test_dates_become_first_and_last_day(intact):
    days = intact.reports.set_index("report_id")[["published_from", "published_to"]]
    written = days.astype("str").apply(tuple, axis=1)
    assert written[HARBOUR] == ("2022-05-10", "2022-05-10")
    assert written["2022-06-abendblick-late-mail"] == ("2022-06-01", "2022-06-30")
    assert written["2022-08-nameless-wet-boots"] == ("2022-07-28", "2022-08-04")
    assert days.loc["undated-river-radio-long-leave"].isna().all()
