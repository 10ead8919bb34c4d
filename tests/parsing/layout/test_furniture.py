"""What the page put between the paragraphs of a text: one text a rule, written for it."""

import pytest

from analysis.parsing.layout.furniture import parse_furniture
from analysis.parsing.layout.paragraphs import parse_paragraphs
from tests.parsing.layout.test_paragraphs import BODY, furniture, kinds

BRIDGE = "Mayor opens bridge after six years of building"


@pytest.mark.parametrize(("line", "sort"), [
    ("Advertisement", "advertisement"), ("- Advertisement -", "advertisement"),
    ("Anzeige", "advertisement"), ("WERBUNG", "advertisement"), ("Реклама", "advertisement"),
    ("Home > World > Isles", "navigation"), ("Startseite Politik", "navigation"),
    ("Home  News  World", "navigation"), ("1/6", "navigation"), ("Zum Hauptinhalt", "navigation"),
    ("We use cookies to remember you.", "consent_notice"),
    ("Um diesen Inhalt anzuzeigen, brauchen wir Ihre Zustimmung.", "consent_notice"),
    ("Sign up for our morning letter", "newsletter"), ("Jetzt abonnieren", "newsletter"),
    ("Share this article", "share_prompt"), ("Facebook Twitter WhatsApp", "share_prompt"),
    ("Teilen | Drucken | Kommentare", "share_prompt"),
    ("Follow us on any network", "follow_prompt"),
    ("Folgen Sie uns auf allen Kanälen", "follow_prompt"),
    ("The post Wet boots appeared first on Daily Lamp.", "syndication_note"),
    ("Download our app for the harbour", "app_prompt"),
    ("Comments (12)", "comment_prompt"), ("Kommentare (3)", "comment_prompt"),
    ("Support us or become our patron!", "support_prompt"),
    ("If you notice an error, tell us.", "correction_note"),
    ("You can also highlight the line", "footer_note"),
    ("Reporting by Ann Bell; editing by A. Roth", "footer_note"),
    ("© 2023 The Daily Lamp", "copyright"), ("© Daily Lamp 2023", "copyright"),
    ("Source: Read Full Article", "source_link"), ("https://lamp.example/call", "link"),
    ("This article was originally published by the Lamp.", "republication_note"),
    ("Last updated: 3 August 2022", "timestamp"), ("3 min read", "read_time"),
    ("Lesezeit: 4 Minuten", "read_time"), ("Scroll down for video", "video_player"),
    ("0:00 / 1:24", "video_player"), ("Tags: harbour, boots", "tags"), ("#harbour #boots", "tags"),
    ("— Ann Bell (@annbell) August 3, 2022", "social_embed"), ("|", "separator"),
    ("Business | Food & drink", "navigation"), ("The Lamp | Login", "navigation"),
    ("[ Werbung ]", "advertisement"), ("Bild vergrößern", "navigation"),
    ("42m ago  Power cut by the harbour", "navigation"), ("3 of 12", "navigation"),
    ("Zur NORDKURIER-Startseite", "navigation"), ("Updated 3 hours ago", "timestamp"),
    ("Podcast zum Artikel: 18 Min.", "read_time"), ("Täglich um 7 Uhr: das Neueste", "newsletter"),
    ("Follow BayCourts on Facebook", "follow_prompt"), ("Artikel kommentieren", "comment_prompt"),
    ("Reporting by Ann Bell, writing by Bo Carl", "footer_note"),
    ("We've noticed you're using an ad blocker.", "consent_notice"),
])  # fmt: skip
def test_phrases_and_shapes_of_page_templates(line: str, sort: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] == sort


@pytest.mark.parametrize("line", [
    "JUST IN: Mayor opens bridge", "READ MORE: Mayor opens bridge", "READ MORE Mayor opens bridge",
    "Lesen Sie auch: Brücke eröffnet", "Related: Mayor opens bridge", "DON'T MISS: the bridge",
    "Siehe auch: Brücke eröffnet", "WATCH: the bridge opens",
])  # fmt: skip
def test_label_with_a_link_behind_it(line: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] in ("just_in_link", "related_link")


def test_words_of_a_label_may_begin_a_sentence() -> None:
    lines = [
        "Read more slowly, his sister told him.",
        "Watch duty lasts six hours.",
        "More rain fell.",
    ]
    assert furniture(*BODY, *lines) == [None] * 6


def test_quotation_is_no_furniture_by_its_words() -> None:
    lines = [
        "“Sign up for nothing,” she said.",
        "“Follow us on the map,” he said.",
        "“Share this bread!”",
    ]
    assert furniture(*BODY, *lines) == [None] * 6


@pytest.mark.parametrize("line", [
    "The post reached him late, and the parcel was wet.", "Back to the harbour he would not go.",
    "The tape first appeared on the channel of the harbour office.", "It rained all week. (AFP)",
    "Reporting by the Lamp shows that the parcels were late.", "MORE THAN a week of rain fell.",
    "Weitere Informationen zum Absender gab es nicht.", "Sie wollen mehr Socken und weniger Regen.",
    "The tape was made without the consent of a third party.", "Screenshots of the tape were kept.",
    "Bread was delivered daily to the harbour.", "Share prices of the ferry line fell.",
    "By signal lamp they sent for help.", "Related to nobody there, he called his sister.",
    "Support for the ferry line fell.", "Following the call she bought socks.",
    "Never again will he row, he wrote.", "Hören die Nachbarn mit, schweigt er.",
    "Three hours ago the ferry left.", "Two of twelve boats were late.", "Plus the oars were wet.",
    "Vor zwei Stunden fuhr die Fähre.", "Sehen die Nachbarn hin, winkt er.",
    "Jetzt für den Winter fehlt Holz.", "Our boats were late, and the team that rowed them left.",
])  # fmt: skip
def test_sentence_of_the_text_is_no_furniture(line: str) -> None:
    assert furniture(*BODY, line, BODY[0])[3] is None


def test_two_words_about_data_make_a_consent_notice() -> None:
    line = "Adverts pay for this page. You can unsubscribe whenever you like."
    assert furniture(*BODY, line)[3] == "consent_notice"


def test_long_paragraph_is_no_furniture_by_a_phrase_in_it() -> None:
    line = "The newsletter of the harbour office printed it. " + " ".join(BODY)
    assert furniture(line + " You may subscribe to our harbour, they said.")[0] is None


@pytest.mark.parametrize("line", [
    "Boots dry at the harbour. © Ann Bell", "Boots at the harbour (Symbolbild)", "Foto: Ann Bell",
    "Boots dry at the harbour. Photo: Ann Bell", "Boots at the harbour. (Rosa Bell/The Agency)",
    "Boots dry at the harbour. ANN BELL/AFP via Getty", "Pictured: boots at the harbour",
    "Boots dry at the harbour. (Symbolic image) IMAGO/ Ann Bell",
])  # fmt: skip
def test_credit_or_stand_in_makes_a_caption(line: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] == "image_caption"


@pytest.mark.parametrize("line", [
    "He was tired of it all, the carpenter said. (abc/dpa)", "It rained all week. (AFP/dpa)",
    "He sent her a photo: the boots were wet.", "The sister had read the credit: it was his.",
])  # fmt: skip
def test_agency_under_a_text_and_photo_in_a_sentence_are_no_caption(line: str) -> None:
    assert furniture(*BODY, line)[3] is None


def test_line_with_a_label_in_brackets_is_a_link() -> None:
    for label in ("[PICTURES]", "(VIDEO)"):
        assert (
            furniture(*BODY[:2], f"Mayor opens bridge at last {label}", BODY[2])[2] == "link_list"
        )


def test_headline_that_brings_words_of_its_own_belongs_to_another_article() -> None:
    assert furniture(*BODY[:2], BRIDGE, BODY[2])[2] == "inserted_headline"


def test_headline_between_the_headline_and_the_text_can_belong_to_an_embed() -> None:
    notice = "We use your sign-up to send adverts. You can unsubscribe at any time."
    found = furniture("Wet boots at the harbour", "Sister tells of a lost sock", notice, *BODY)
    assert found[:3] == [None, "inserted_headline", "consent_notice"]
    assert furniture("Wet boots at the harbour", BRIDGE, *BODY)[1] == "inserted_headline"


def test_headline_at_the_end_heads_nothing() -> None:
    assert furniture(*BODY, BRIDGE)[3] == "inserted_headline"


def test_line_that_stands_twice_is_a_link_in_any_language() -> None:
    body = [
        "Тесляр подзвонив сестрі з гавані.",
        "Він говорив про мокрі чоботи.",
        "Сестра обіцяла шкарпетки.",
    ]
    link = "Мер відкрив новий міст через річку"
    assert furniture(body[0], link, body[1], link, body[2])[1::2] == ["teaser_headline"] * 2


def test_headline_repeated_below_is_furniture_and_stays_the_headline_above() -> None:
    title = "Wet boots at the harbour"
    assert kinds(title, *BODY, title)[0] == "headline"
    assert furniture(title, *BODY, title)[4] == "teaser_headline"


def test_headlines_below_a_label_are_links_and_a_summary_follows() -> None:
    summary = "Traffic crosses the river again since noon."
    found = furniture(*BODY[:2], "Other Topics of Interest", BRIDGE, summary, BODY[2])
    assert found == [None, None, "teaser_label", "teaser_headline", "teaser_summary", None]


def test_text_below_a_label_that_goes_on_with_the_story_stays() -> None:
    found = furniture(*BODY[:2], "READ MORE", BRIDGE, BODY[2], BODY[0])
    assert found[4:] == [None, None]


def test_last_line_below_a_label_can_be_the_next_heading() -> None:
    found = kinds(*BODY[:2], "Mehr zum Thema", BRIDGE, "Sister promises to send dry socks", BODY[2])
    assert found[3:] == ["furniture", "subheading", "body"]


def test_headline_below_a_label_at_the_top_is_the_articles_own() -> None:
    assert kinds("Don't miss", "Wet boots at the harbour again", *BODY)[1] == "headline"


def test_note_on_the_author_at_the_end() -> None:
    line = "Ann Bell is a reporter who covers harbours for the Lamp."
    assert furniture(*BODY, line)[3] == "author_bio"
    assert furniture(line, *BODY, *BODY)[0] is None


def test_last_update_above_the_text_dates_it_and_below_is_furniture() -> None:
    line = "Last updated: 3 August 2022 at 09:14"
    assert kinds("Wet boots at the harbour", line, *BODY)[1] == "date"
    assert furniture("Wet boots at the harbour", *BODY, line)[4] == "timestamp"


def test_rubric_behind_a_date_is_furniture_within_the_line() -> None:
    text = "date 2023-03-01 Home page politics\n\n" + "\n\n".join(BODY)
    ((span, sort),) = parse_furniture(text, parse_paragraphs(text))
    assert (text[span.start : span.end], sort) == ("Home page politics", "navigation")


@pytest.mark.parametrize(("line", "sort"), [
    ("38 shares", "comment_prompt"),
    ("Hören Merken Drucken Teilen", "share_prompt"), ("112", "navigation"),
    ("Most read in World News", "teaser_label"), ("Read more on the harbour", "teaser_label"),
    ("- Check out the freshest news of the day.", "follow_prompt"),
    ("Share or comment on this article:", "share_prompt"), ("Twittern", "share_prompt"),
    ("You have 2 free articles left", "newsletter"), ("Externer Inhalt", "consent_notice"),
    ("Image caption, A tent in the snow", "video_player"),
    ("While citing and using any materials, links are mandatory.", "footer_note"),
    ("Ann Bell contributed to this report.", "footer_note"),
])  # fmt: skip
def test_more_phrases_and_shapes_of_page_templates(line: str, sort: str) -> None:
    assert furniture(*BODY[:2], line, BODY[2])[2] == sort


def test_bulleted_headlines_below_a_label_are_links() -> None:
    text = (*BODY[:2], "Lesen Sie auch", "► Herbstmarkt in Celle lockt Tausende an", BODY[2])
    assert furniture(*text)[3] == "teaser_headline"


def test_bullets_in_a_row_are_a_list_of_the_text() -> None:
    text = (*BODY[:2], "• The stove was sold in the town", "• The bread was eaten", BODY[2])
    assert furniture(*text)[2:4] == [None, None]


def test_summary_of_a_link_that_the_page_gives_twice() -> None:
    text = (
        *BODY[:2], BRIDGE, "Other Topics of Interest", BRIDGE,
        "The council expects two coins from every car.", BODY[2],
    )  # fmt: skip
    assert furniture(*text)[5] == "teaser_summary"


def test_short_headline_between_links_is_one() -> None:
    links = ["Read also", "GULL TROUBLE", "Seaside town at war with birds that open vans"]
    assert furniture(*BODY, *links)[3:] == ["teaser_label", "teaser_headline", "teaser_headline"]


def test_last_paragraph_that_breaks_off_is_text() -> None:
    cut = "On Wednesday the council will meet behind closed doors on the future of its old lighthou"
    assert furniture(*BODY, cut)[3] is None


def test_last_link_of_a_page_and_its_summary() -> None:
    text = (*BODY, BODY[0], BRIDGE, "The mayor said that the bridge had cost a fortune.")
    assert furniture(*text)[-2:] == ["teaser_headline", "teaser_summary"]


def test_names_among_the_furniture_below_the_text() -> None:
    text = (*BODY, " ".join(BODY), "Share this article", "The Daily Lamp", "Ann Bell")
    assert furniture(*text)[-2:] == ["footer_note", "footer_note"]


def test_heading_that_quotes_the_text_is_its_own() -> None:
    text = ("“Nothing but boots”: Caller paints a bleak picture of winter", *BODY)
    lines = (*BODY[:1], "They said “nothing but boots” to us.", text[0], *BODY[1:])
    assert furniture(*lines)[2] is None


def test_line_that_begins_with_its_place_is_no_headline() -> None:
    text = (BRIDGE, "Kiew – Er ist hungrig, er ist wütend und er redet!", *BODY)
    assert furniture(*text)[1] is None


def test_labelled_line_is_part_of_the_text() -> None:
    text = (*BODY[:2], "Source: Press service of the northern command", BODY[2])
    assert furniture(*text)[2] is None


def test_caption_between_a_counter_and_a_credit() -> None:
    text = (*BODY[:2], "1/6", "Recruits train for the winter.", "Photo: Ann Bell", BODY[2])
    assert furniture(*text)[3] == "image_caption"


def test_caption_of_two_sentences_without_the_last_stop() -> None:
    caption = "A boat on the river last week. Crews have been raiding islands in the delta"
    text = (*BODY, caption, *BODY[:2])
    assert furniture(*text)[3] == "image_caption"


def test_unstopped_sentences_are_text_where_the_page_sets_no_stops() -> None:
    caption = "A boat on the river last week. Crews have been raiding islands in the delta"
    text = (BODY[0].rstrip("."), caption, BODY[1].rstrip("."), caption, BODY[2])
    assert "image_caption" not in furniture(*text)


def test_standfirst_is_no_inserted_headline() -> None:
    standfirst = (
        "The ministry has given our paper some of the tapes it says were made by crews in the delta"
    )
    assert (
        furniture("Two men talk about boots in winter", standfirst, "By Ann Bell", *BODY)[1] is None
    )
