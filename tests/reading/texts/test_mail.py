"""E-mails and mailboxes: each message with its subject, sender and day, and the files it brings."""

import base64
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.texts import Document, read_texts
from tests.reading.texts.builders import RAIN, TENTS, mail, mailbox, word_file


def read(folder: Path, data: bytes | str, name: str = "a.eml") -> list[Document]:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_texts(folder / name))


def facts(document: Document) -> dict[str, str]:
    return {name: fact.value for name, fact in document.facts.items()}


def test_message_gives_its_text_below_its_subject(tmp_path: Path) -> None:
    [document] = read(tmp_path, mail(RAIN, "=?utf-8?q?Wet_b=C3=B6ots?="))
    assert document.text == f"Wet bööts\n\n{RAIN}".replace("öö", "öo")
    assert facts(document) == {
        "title": "Wet böots", "author": "Harbour Courier", "outlet": "Harbour Courier",
        "date": "Mon, 4 Jul 2022 08:00:00 +0300",
    }  # fmt: skip


def parts(*some: tuple[str, str], kind: str = "alternative") -> str:
    head = mail("", kind=f'multipart/{kind}; boundary="b"').replace("; charset=utf-8", "", 1)
    made = "".join(f"--b\nContent-Type: {kind}\n\n{body}\n" for kind, body in some)
    return f"{head}{made}--b--\n"


PLAIN, PAGE = "text/plain; charset=utf-8", "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("plain", "page", "text"),
    [
        (f"{RAIN}\n\n{TENTS}", f"<p>{RAIN}</p>", f"{RAIN}\n\n{TENTS}"),
        ("See it online.", f"<h1>Wet boots</h1><p>{RAIN}</p><p>{TENTS}</p>", f"{RAIN}\n\n{TENTS}"),
    ],
)
def test_of_text_and_page_the_longer_counts(tmp_path: Path, plain, page, text) -> None:
    [document] = read(tmp_path, parts((PLAIN, plain), (PAGE, page)))
    assert document.text == f"Wet boots\n\n{text}"


def test_text_that_is_coded_for_the_way_is_decoded(tmp_path: Path) -> None:
    coded = base64.encodebytes(RAIN.encode()).decode()
    data = mail(coded).replace("MIME-Version", "Content-Transfer-Encoding: base64\nMIME-Version")
    [document] = read(tmp_path, data)
    assert document.text == f"Wet boots\n\n{RAIN}"


def test_files_that_a_message_brings_are_read_and_its_pictures_not(tmp_path: Path) -> None:
    def attached(name: str, kind: str, data: bytes) -> tuple[str, str]:
        coded = base64.encodebytes(data).decode()
        return f"{kind}; name={name}\nContent-Disposition: attachment; filename={name}\n" \
               "Content-Transfer-Encoding: base64", coded  # fmt: skip

    message = parts(
        (PLAIN, TENTS),
        attached("boots.docx", "application/octet-stream", word_file([RAIN])),
        attached("logo.png", "image/png", b"\x89PNG"),
        kind="mixed",
    )
    first, second = read(tmp_path, message)
    assert (first.file, first.text) == ("a.eml", f"Wet boots\n\n{TENTS}")
    assert (second.file, second.text) == ("a.eml/boots.docx", RAIN)


def test_every_text_of_a_message_is_kept(tmp_path: Path) -> None:
    [document] = read(tmp_path, parts((PLAIN, RAIN), (PLAIN, TENTS), kind="mixed"))
    assert document.text == f"Wet boots\n\n{RAIN}\n\n{TENTS}"


def test_message_in_a_message_is_one_of_its_own(tmp_path: Path) -> None:
    data = parts((PLAIN, RAIN), ("message/rfc822", mail(TENTS, "Dry socks", 5)), kind="mixed")
    first, second = read(tmp_path, data)
    assert (first.text, second.text) == (f"Wet boots\n\n{RAIN}", f"Dry socks\n\n{TENTS}")
    assert second.fact("date") == "Mon, 5 Jul 2022 08:00:00 +0300"


@pytest.mark.parametrize("code", ["utf-8", "cp1252"])
def test_header_that_a_program_wrote_as_it_is(tmp_path: Path, code: str) -> None:
    [document] = read(tmp_path, mail(RAIN, "Nasse Stiefel für alle").encode(code))
    assert document.fact("title") == "Nasse Stiefel für alle"


def test_mailbox_gives_each_message(tmp_path: Path) -> None:
    data = mailbox(mail(f">From the quay: {RAIN}"), mail(TENTS, "Dry socks", 5))
    first, second = read(tmp_path, data, "a.mbox")
    assert first.text == f"Wet boots\n\nFrom the quay: {RAIN}"
    assert (second.fact("title"), second.part) == ("Dry socks", 2)


def test_letter_that_begins_like_a_message_is_a_text(tmp_path: Path) -> None:
    text = f"From: the quay\nSubject: boots\n\n{RAIN}\n"
    [document] = read(tmp_path, text, "a.txt")
    assert document.text == text


@given(st.lists(st.text("ab \n>From", max_size=60), min_size=1, max_size=5))
def test_as_many_messages_come_out_as_went_in(tmp_path_factory, bodies: list[str]) -> None:
    # Who writes a mailbox marks lines that would begin a message (RFC 4155).
    marked = [re.sub("(?m)^(>*From )", r">\1", f"It rains.\n{each}") for each in bodies]
    found = read(tmp_path_factory.mktemp("mail"), mailbox(*map(mail, marked)), "a.mbox")
    assert [document.text.split() for document in found] == [
        f"Wet boots It rains. {each}".split() for each in bodies
    ]
