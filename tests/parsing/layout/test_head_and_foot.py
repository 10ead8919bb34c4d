"""The head and the foot of a page, its boxes and rows of buttons: one text a rule."""

import pytest

from tests.parsing.layout.test_paragraphs import BODY, furniture, kinds

TITLE = "Wet boots worry carpenter at the harbour"
LONG = tuple(f"{line} It was the third such call of the week, and nobody at the quay knew how "
             "many more of them the office had on its shelves." for line in BODY)  # fmt: skip


@pytest.mark.parametrize(("line", "sort"), [
    ("• Download", "navigation"), ('• <iframe src="" width="100%">', "video_player"),
    ("Stand:", "timestamp"), ("A A+ A++", "navigation"), ("UKR | ENG", "navigation"),
    ("Download the PDF", "navigation"),
    ("Loading embedded content", "navigation"), ("Home / Isles / Wet boots worry a carpenter at "
     "the harbour, who says that his stove does not burn", "navigation"),
    ("About · Archive · Help", "navigation"), ("Login | Subscribe", "navigation"),
    ("6 responses to “On stoves”", "comment_prompt"),
    ("Tell us your opinion (4)", "comment_prompt"),
    ("Audio: A. Bell, Harbour | 3:40 Min.", "video_player"), ("3-Minute Listen", "video_player"),
    ("Become a Harbour sponsor", "support_prompt"), ("Text under CC BY 4.0", "copyright"),
    ("ACCEPT  MANAGE", "consent_notice"), ("Unser Hafen-Newsletter am Morgen", "newsletter"),
    ("Posted in: Boots, Stoves", "tags"),
    ("Ann Bell dries boots. (Pool: Rosa Bell)", "image_caption"),
    ("abc-Foto: Stiefel am Hafen", "image_caption"), ("Ann Bell for HNN", "image_caption"),
])  # fmt: skip
def test_buttons_and_notices_of_page_templates(line: str, sort: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] == sort


@pytest.mark.parametrize("line", [
    "Auf Twitter schrieb der Minister von Stiefeln.", "The video will be examined, they said.",
    "«12 Uhr war es», sagte er.", "→ 3 parcels were late, the office said.",
    "Audio of the call was kept, and it lasted 3:40 minutes, she said.",
    "Login to the harbour office was refused, he said.", "The newsletter of the office printed it.",
    "It rained all week at the quay. (Reporting by Ann Bell; editing by A. Roth)",
    "by Ann Bell | Jan. 14, 2023, 11:20 am | Comments (0)", "[laughter, noise on the line]",
    "We and our stoves will be cold, he told her. (Note: his words)",
])  # fmt: skip
def test_line_of_the_report_is_no_button(line: str) -> None:
    assert furniture(*BODY, line, BODY[0])[3] is None


@pytest.mark.parametrize("line", [
    "By Isles correspondent Ann Bell and wires", "Reportage / Ann Bell aus Charkiw",
    "by Ann Bell | Jan. 14, 2023, 11:20 am | Comments (0)", "Ann Bell, Bo Carl and Cy Dorn",
    "Ann Bell (now) and Bo Carl (earlier)",
])  # fmt: skip
def test_byline_may_have_a_role_or_a_date_or_names_alone(line: str) -> None:
    assert kinds(TITLE, line, *BODY)[1] == "byline"


@pytest.mark.parametrize("line", [
    "08.05.2022  /  Calls  /  No. 47", "Tuesday March 21 2023, 5.45pm GMT, The Harbour Post",
])  # fmt: skip
def test_date_line_may_have_a_place_on_the_page_behind_it(line: str) -> None:
    assert kinds(TITLE, line, *BODY)[1] == "date"


def test_short_lines_above_a_menu_are_the_sites() -> None:
    found = furniture("Isle Enquiries", "Support us", "Log in", TITLE, "By Ann Bell", *BODY)
    assert found[0] == "navigation"
    assert found[3] is None


def test_headline_above_a_menu_stays_when_it_is_of_the_text() -> None:
    assert furniture(TITLE, "Log in", "More boots in the rain", *BODY)[0] is None


def test_short_headline_that_quotes_or_has_a_counter_below_it_stays() -> None:
    below = ("More boots in the rain", "By Ann Bell", *BODY)
    assert furniture("“Wet boots”", "Log in", *below)[0] is None
    assert furniture("Wet boots again", "1/6", *below)[0] is None


def test_two_rubrics_are_a_menu_and_one_is_a_kicker() -> None:
    assert furniture("Politics", "World", TITLE, *BODY)[:3] == ["navigation", "navigation", None]
    assert furniture("World", TITLE, *BODY)[:2] == [None, None]


def test_one_word_above_the_headline_is_its_kicker() -> None:
    assert furniture("Commentary", TITLE, *BODY)[0] is None


def test_fields_about_a_recording_are_not_other_headlines() -> None:
    fields = ("Added: 2022-06-27", "Released by: the northern valley service", "Length: 3:51")
    assert furniture(TITLE, *fields, *BODY)[1:4] == [None] * 3


def test_exclamation_below_the_byline_leads_in() -> None:
    line = "On telephones even giants weep!"
    assert furniture(TITLE, "By Ann Bell", line, *BODY)[2] is None


def test_headline_in_capitals_with_a_dash_has_no_place_before_it() -> None:
    line = "Thinking Out Loud – Where Mayors Stand, What Bridges Cost"
    assert furniture(*BODY[:2], line, BODY[2])[2] == "inserted_headline"


def test_hour_of_a_live_blog_heads_an_entry() -> None:
    line = "+++ 18:52 Trains towards Lviv resume service +++"
    assert furniture(*BODY[:2], line, BODY[2])[2] is None


def test_headlines_behind_hours_in_a_row_are_links() -> None:
    hours = ("17.48 Evening summary", "15.22 Bridge opens")
    assert furniture(*BODY, *hours, *BODY)[3:5] == ["link_list"] * 2
    assert furniture(*BODY, hours[0], *BODY)[3] is None


def test_label_between_two_buttons_is_a_button() -> None:
    rows = (TITLE, *BODY, "LISTEN · 4:12", "Offline", "Embed", BODY[0])
    assert furniture(*rows)[5] == "navigation"


def test_dated_line_below_a_link_is_a_link() -> None:
    lines = (*LONG, "Mehr zum Thema", "Advent im Schutzraum 25.12.2022", LONG[0])
    assert furniture(*lines)[4] == "teaser_headline"


def test_line_above_a_gallery_button_is_its_title() -> None:
    lines = (*BODY[:2], "Harbour boots", "Fotostrecke ansehen", BODY[2])
    assert furniture(*lines)[2] == "inserted_headline"


def test_box_of_a_newsletter_has_a_name_and_a_praise() -> None:
    box = ("Newsletter", "Der Morgen", "Perfekter Start mit Geschichten aus aller Welt.", "Login")
    assert furniture(*LONG, *box, LONG[0])[3:7] == ["newsletter"] * 3 + ["navigation"]
    own = furniture(*LONG, "Newsletter", BODY[0], "Login", LONG[0])
    assert own[4] is None


def test_long_line_below_a_link_sums_it_up_and_the_next_is_the_texts() -> None:
    summary = "A janitor, two mayors and a key: how a village in the hills lost its school"
    own = "We called the carpenter in June. He hung up twice. The third time he said more of boots."
    lines = (*BODY[:2], "Read more", "The school that became a barracks", summary, own, BODY[2])
    assert furniture(*lines)[3:6] == ["teaser_headline", "teaser_headline", None]


def test_note_that_begins_with_the_writers_name_is_the_authors() -> None:
    note = "Ann Bell writes about stoves. Before, she worked for a radio station in the hills."
    assert furniture(TITLE, "By Ann Bell", *BODY, note)[-1] == "author_bio"
    assert furniture(TITLE, "By Bo Carl", *BODY, note)[-1] is None


def test_dates_and_names_below_the_text_are_other_articles() -> None:
    foot = ("Related articles", "Mayor opens bridge after six years", "March 19 2023", "By Cy Dorn")
    found = furniture(TITLE, "By Ann Bell", "March 21 2023", *LONG, *foot)
    assert found[2] is None
    assert found[-2:] == ["teaser_head", "teaser_head"]


def test_day_said_again_below_the_text_still_dates_it() -> None:
    assert kinds(TITLE, "March 21 2023", *LONG, "Posted 21 March 2023")[-1] == "date"


def test_comments_reach_to_the_end() -> None:
    lines = (*LONG, *LONG, "2 responses to “Boots”", "hollis says: He sold the boots.", LONG[0])
    assert furniture(*lines)[-2:] == ["comment", "comment"]


def test_sentence_with_words_of_its_own_below_a_copyright_is_a_footer() -> None:
    lines = (*LONG, "© 2023 The Daily Lamp", "Registered in England under company rules.")
    assert furniture(*lines)[-1] == "footer_note"


def test_short_last_sentence_below_a_share_button_is_the_texts() -> None:
    assert furniture(*LONG, "Share this article", "Moscow has not commented.")[-1] is None


def test_updated_line_below_a_standfirst_dates_the_text() -> None:
    head = ("A carpenter is heard talking of boots.", "Updated: 3 August 2022 at 8.31 a.m.")
    assert kinds(TITLE, *head, *BODY)[2] == "date"


@pytest.mark.parametrize(("line", "sort"), [
    ("KommentareDrucken", "share_prompt"), ("HomePanorama", "navigation"),
    ("Facebook icon A letter in a circle", "share_prompt"), ("Hafen+", "newsletter"),
    ("Support the Harbour Lamp", "support_prompt"), ("02:11 - Source: HNN", "video_player"),
    ("Related coverage", "teaser_label"), ("Weitere Lokalnachrichten", "teaser_label"),
    ("Listen to more on the Harbour app.", "app_prompt"),
    ("Item 1 of 3 Boots dry at the quay", "navigation"), ("See BOOTS, Page 8", "navigation"),
    ("If you like boots, become a member: your journalism needs you.", "consent_notice"),
    ("Jahrgang 1981, ist freie Autorin in Celle.", "footer_note"),
    ("Comparte esta noticia", "share_prompt"), ("Temps de lecture : 2 min", "read_time"),
    ("Condividi su Facebook", "share_prompt"), ("Підписуйтесь на наш канал", "newsletter"),
    ("Komentarze (3)", "comment_prompt"), ("Te puede interesar", "teaser_label"),
])  # fmt: skip
def test_buttons_and_labels_of_more_templates(line: str, sort: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] == sort


@pytest.mark.parametrize("line", [
    "McDonald was at the quay as well.", "He sent her the sign in a password of three words.",
    "Support the boots with a stick, he told her.", "See the harbour on page one, he said.",
])  # fmt: skip
def test_line_with_such_words_is_the_reports(line: str) -> None:
    assert furniture(*BODY, line, BODY[0])[3] is None


def test_rubric_above_a_headline_is_the_pages_and_the_subject_a_kicker() -> None:
    assert furniture("Panorama", TITLE, *BODY)[:2] == ["navigation", None]
    assert furniture("Ukrainekrieg", TITLE, *BODY)[:2] == [None, None]


def test_labels_in_a_long_row_are_a_menu_and_a_short_row_is_none() -> None:
    row = ("Sport", "Isles", "Video", "Gardens", "Money", "Reprints", "Help Center", "Orchards")
    assert (
        furniture(*row, TITLE, *BODY)[:8]
        == ["navigation", "navigation", "video_player"] + ["navigation"] * 5
    )
    assert furniture(TITLE, *LONG, "Gardens", "Orchards", LONG[0])[4:6] == [None, None]


def test_line_below_the_headline_and_above_the_byline_is_the_texts() -> None:
    line = "Volunteers of the valley count hedgehogs by night"
    assert furniture(TITLE, line, "By Ann Bell", *BODY)[1] is None
    assert furniture(TITLE, line, *BODY)[1] == "inserted_headline"


def test_question_between_paragraphs_is_asked_by_the_text() -> None:
    line = "Will gardeners sell another lighthouse?"
    assert furniture(*BODY[:2], line, BODY[2])[2] is None
    rows = (*LONG, "Advertisement", line, "Share", *LONG)
    assert furniture(*rows)[4] == "inserted_headline"


def test_lines_below_a_colon_are_what_it_leads_to() -> None:
    rows = (
        "Here is what happened overnight:",
        "A warehouse burned in Celle",
        "Two trams collided there",
    )
    assert furniture(*BODY, *rows)[3:] == [None] * 3


def test_headline_of_a_list_that_heads_a_paragraph_below_is_the_texts() -> None:
    line, told = (
        "Trams collide near the market",
        "Two trams collided near the market of Celle at noon.",
    )
    assert furniture(*BODY, line, BODY[0], line, told, BODY[1])[3:7] == [
        "teaser_headline",
        None,
        None,
        None,
    ]


def test_badge_between_the_links_of_a_list_ends_it_not() -> None:
    links = (
        "Lesen Sie auch",
        "Wann die Brücke in Celle öffnet",
        "Plus",
        "Der Wirt am Markt hört auf",
    )
    assert furniture(*BODY, *links, BODY[0])[4:7] == [
        "teaser_headline",
        "newsletter",
        "teaser_headline",
    ]


def test_paragraph_below_a_long_list_sums_up_no_link() -> None:
    links = (
        "Related",
        "Geese delay a flight again",
        "Town finds three dentists",
        "Governor signs an ice bill",
    )
    assert furniture(*BODY, *links, "Teenagers fill rinks with hoses.", BODY[0])[7] is None


def test_line_above_the_clock_of_a_player_is_its_title() -> None:
    rows = (*LONG, "Lawyer reacts to harbour boots", "01:22", LONG[0])
    assert furniture(*rows)[3] == "inserted_headline"
    assert furniture(TITLE, "01:22", *LONG)[0] is None


def test_what_a_company_says_of_itself_below_its_release() -> None:
    rows = (*LONG, "About Halden Foods", "Halden Foods makes mustard at three sites.")
    assert furniture(*rows)[3:] == ["author_bio"] * 2


def test_sentence_below_an_appeal_in_the_text_stays() -> None:
    appeal = "Support our journalism with a coin."
    assert furniture(*LONG, appeal, "The board met again in May.", *LONG)[4] is None


def test_sentence_with_words_of_the_text_between_newsletters_is_the_texts() -> None:
    rows = (
        *LONG,
        "Sign up for our newsletter",
        "A sister of the carpenter has shelves.",
        "Sign up",
    )
    assert furniture(*rows, LONG[0])[4] is None
    assert furniture(*LONG, "Sign up for our newsletter", "Gossip with gravy", "Sign up")[4]


def test_numbered_heading_is_the_texts() -> None:
    assert furniture(*LONG, "2. Trams collide near every market", LONG[0])[3] is None
    assert furniture(*LONG, "Trams collide near every market", LONG[0])[3] == "inserted_headline"


def test_rubric_and_one_brief_step_are_the_way_to_a_page() -> None:
    assert furniture("News | Fisheries", TITLE, *BODY)[0] == "navigation"
    assert furniture("News | Harbour boots dry at last", *BODY)[0] is None
