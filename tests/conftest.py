"""Fixtures for all tests: the embedded corpus, and a small one that a test can break."""

import shutil
from pathlib import Path

import pytest

import analysis

CODEBOOK = Path(analysis.__file__).parents[1] / "corpus" / "codebook.yml"

HARBOUR = "2022-05-10-harbour-post-late-mail"
ABENDBLICK = "2022-06-abendblick-late-mail"
FJORD = "2022-07-03-fjordposten-wet-boots"
NAMELESS = "2022-08-nameless-wet-boots"
LEAVE = "2023-01-20-harbour-post-long-leave"
UNDATED = "undated-river-radio-long-leave"

REPORTS = {
    HARBOUR: """\
---
outlet: Harbour Post
outlet_kind: newspaper
outlet_country: GB
url: https://harbour-post.example/late-mail
published: 2022-05-10
date_basis: stated
language: en
read: whole
calls:
- gist: A soldier tells his mother that the post comes late.
  caller_role: soldier
  callee_role: mother
  released_by: HUR
  released_on: 2022-05-09
  channel: Telegram
  places: [Lowmarsh]
  formations: [9th Ferry Company]
  figures:
  - {what: letters that came late, value: 12}
---

The paper retells a short call that a service put on its channel. A man who is said to serve near \
Lowmarsh tells his mother that twelve letters reached him late and that the field post has moved \
twice. She is said to ask about parcels. The paper names the service and says that it heard the \
recording once.
""",
    ABENDBLICK: """\
---
outlet: Abendblick
outlet_kind: news_site
outlet_country: DE
url: https://abendblick.example/spaete-post
published: 2022-06
date_basis: text
date_note: It speaks of last month's release.
language: de
translated_from: en
read: opening
calls:
- gist: A soldier complains that letters are late.
  caller_role: soldier
  callee_role: mother
  released_by: HUR
- gist: A man says that his boots never dry.
  caller_role: soldier
  callee_role: wife
  released_by: SBU
  places: [Lowmarsh, Highmoor]
---

The site joins two calls in one item. In the first, taken from a paper abroad, letters arrive late \
and a mother is uneasy about it. In the second a man is said to tell his wife that boots do not dry \
in the trench at Highmoor. The site adds a line on the weather and nothing on checking.
""",
    FJORD: """\
---
outlet: Fjordposten
outlet_kind: newspaper
outlet_country: NO
url: https://fjordposten.example/stovler
published: 2022-07-03
date_basis: url
language: no
read: opening
title_voice: quote
calls:
- gist: Boots stay wet, the caller says.
  caller_role: soldier
  callee_role: wife
  released_by: SBU
  released_on: 2022-06/2022-07-01
---

A Norwegian paper quotes one sentence of a call in its headline and tells the rest in reported \
speech. The caller says that boots stay wet for weeks and that he dries socks on a stove. His wife \
is said to offer to send a new pair. The paper says that it could not check who speaks.
""",
    NAMELESS: """\
---
outlet:
outlet_kind: aggregator
published: 2022-07-28/2022-08-04
date_basis: context
language: en
read: opening
calls:
- gist: A man talks of wet boots.
  caller_role: unknown
  callee_role: unknown
  released_by: unknown
---

A copy without a masthead, found on a site that gathers texts of others. It gives the talk of wet \
boots in four lines, leaves out who published the recording and adds that readers may judge for \
themselves. No author is shown, no place is named, and the page ends with a list of other items.
""",
    LEAVE: """\
---
outlet: Harbour Post
outlet_kind: newspaper
outlet_country: GB
url: https://harbour-post.example/long-leave
byline: A. Penrose
published: 2023-01-20
date_basis: stated
language: en
read: whole
title_voice: neutral
calls:
- gist: A soldier asks his brother how others got leave.
  caller_role: soldier
  callee_role: brother
  released_by: HUR
---

The paper reports a call in which a man asks his brother how a neighbour came home on leave. The \
brother is said to name a form and an office. The paper gives the length of the recording, says \
that voices were not identified, and sets the call beside two earlier ones about leave and pay.
""",
    UNDATED: """\
---
outlet: River Radio
outlet_inferred: true
outlet_kind: broadcaster
outlet_country: GB
published:
date_basis: unknown
language: en
read: opening
calls:
- gist: Two brothers speak of leave.
  caller_role: soldier
  callee_role: brother
  released_by: HUR
---

A station's page without any date. It tells in three sentences that one brother asks another how \
leave is granted, says that the recording came from a service, and offers it to be played. Nothing \
is said about where the men are, who they are, or whether anybody at the station looked into it.
""",
}

CSV = {
    "calls.csv": f"""\
call_id,kind,part_of,title,gist,caller_role,caller_note,callee_role,callee_note,released_by,\
released_from,released_to,release_note
evening-calls,batch,,Evening calls,Several calls released at once.,several,,several,,HUR,\
2022-05-09,2022-05-09,
late-mail,call,evening-calls,Late post,Letters come late.,soldier,,mother,,HUR,2022-05-09,\
2022-05-09,
wet-boots,call,,Wet boots,Boots do not dry.,soldier,,wife,,SBU,2022-06-01,2022-07-01,
long-leave,call,,Leave,How leave is got.,soldier,,brother,,HUR,,,no date in any report
""",
    "tellings.csv": f"""\
report_id,position,call_id,confidence,reason
{HARBOUR},1,late-mail,sure,
{ABENDBLICK},1,late-mail,sure,
{ABENDBLICK},2,wet-boots,likely,the wife is named
{FJORD},1,wet-boots,sure,
{NAMELESS},1,wet-boots,possible,"short, and nobody is named"
{LEAVE},1,long-leave,sure,
{UNDATED},1,long-leave,sure,
""",
    "citations.csv": f"""\
report_id,source,source_report_id,evidence
{HARBOUR},HUR,,named
{ABENDBLICK},Harbour Post,{HARBOUR},copied
{UNDATED},Harbour Post,{LEAVE},inferred
{UNDATED},HUR,,named
""",
    "variants.csv": f"""\
call_id,aspect,detail,report_id,reading
late-mail,number,letters,{HARBOUR},twelve
late-mail,number,letters,{ABENDBLICK},absent
evening-calls,channel,where,{HARBOUR},Telegram
""",
    "wording.csv": f"""\
report_id,words,own_words,quoted_words,allegation,hearsay,appearance,possibility,verification
{HARBOUR},62,60,2,0,2,0,0,0
{ABENDBLICK},65,65,0,0,1,0,0,0
{LEAVE},58,58,0,0,1,0,0,1
""",
    "codings.csv": "report_id,coder,variable,value,evidence,unsure\n"
    + "".join(
        f"{report_id},{coder},theme,{theme},,false\n"
        f'{report_id},{coder},certainty,{certainty},"said to be, named",true\n'
        for report_id, theme, certainty in [
            (HARBOUR, "supply", "attributed"),
            (ABENDBLICK, "conditions", "distanced"),
            (FJORD, "conditions", "attributed"),
            (NAMELESS, "conditions", "asserted"),
            (LEAVE, "rotation", "attributed"),
            (UNDATED, "rotation", "attributed"),
        ]
        for coder in ("a", "b", "adjudicated")
    ),
}


class SmallCorpus:
    """A corpus folder of six reports; a test changes one thing in it and reads it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "reports").mkdir(parents=True)
        for report_id, text in REPORTS.items():
            self.write(f"reports/{report_id}.md", text)
        for name, text in CSV.items():
            self.write(name, text)
        shutil.copy(CODEBOOK, path / "codebook.yml")

    def __fspath__(self) -> str:
        return str(self.path)

    def read(self, name: str) -> str:
        return (self.path / name).read_bytes().decode("utf-8")

    def write(self, name: str, text: str | bytes) -> None:
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        (self.path / name).parent.mkdir(exist_ok=True)
        (self.path / name).write_bytes(data)

    def change(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, row: str) -> int:
        """Add a row to a CSV file; the line on which it stands comes back."""
        self.write(name, self.read(name) + row + "\n")
        return self.read(name).count("\n") - row.count("\n")


@pytest.fixture(scope="session")
def corpus() -> analysis.Corpus:
    """The corpus that comes with the kit."""
    return analysis.read_corpus(CODEBOOK.parent)


@pytest.fixture
def small_corpus(tmp_path: Path) -> SmallCorpus:
    """A valid corpus folder to break."""
    return SmallCorpus(tmp_path / "corpus")


@pytest.fixture(scope="session")
def intact(tmp_path_factory: pytest.TempPathFactory) -> analysis.Corpus:
    """The small corpus as it reads when nothing is broken."""
    return analysis.read_corpus(SmallCorpus(tmp_path_factory.mktemp("intact") / "corpus"))
