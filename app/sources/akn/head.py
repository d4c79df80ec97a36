"""The head of a document, from cover, preface, identification block and closing lines."""

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from app.domain.resolution import DocumentKind, Head, NoteMark, Outcome, Problem
from app.sources.akn.identity import Identity
from app.sources.akn.inline import RawText, note_of, plain_text, raw_of
from app.sources.akn.lettered_parts import LetteredPart
from app.sources.blocks import Note
from app.sources.dates import GivenDate, english_date, first_day, iso_date
from app.sources.document_identity import session_of_number
from app.sources.packs import LanguagePack

_COMMITTEES = {
    "firstCommittee": "第一委员会",
    "secondCommittee": "第二委员会",
    "thirdCommittee": "第三委员会",
    "fourthCommittee": "特别政治和非殖民化委员会(第四委员会)",
    "fifthCommittee": "第五委员会",
    "sixthCommittee": "第六委员会",
    "noMainCommittee": "未经发交主要委员会而通过",
    "plenaryMeeting": "全体会议",
}
"""By the name of a proponent in the markup, since its name on the cover varies."""

SPONSORS = ("sponsors", "additionalSponsors")
"""What a line of sponsors refers to; the second only in our files."""

_KNOWN_ON_COVER = frozenset(
    {"docNumber", "docAuthority", "docStatus", "docDate", "session", "inline", "docTitle", "docProponent"}
    | {"docType", "event", "span", "img"}
)


@dataclass(frozen=True, slots=True)
class ReadHead:
    """The head, the footnotes at the title, the inconsistencies found, and all dates of adoption that are given."""

    head: Head
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]
    dates: tuple[GivenDate, ...]


def read_head(part: LetteredPart, identity: Identity, stem: str, closing: str) -> ReadHead:
    """Read the head.

    `stem` is the file name without extension, which may mark a reissue; `closing` are closing lines found
    among the paragraphs.
    """
    number = _stated_number(part) if part.is_ours else identity.symbol.number if identity.symbol else None
    session = (None if part.is_ours else session_of_number(identity.organ, number)) or _session(part)
    dates = _Dates.of(part, closing)
    remarks, cover_problems = _remarks(part, stem)
    title, title_notes, notes = _title(part)
    formula = plain_text(part.statement.find("{*}preamble/{*}formula/{*}p"), part.pack) or None
    problems = [*dates.problems(), *cover_problems, *_session_problems(part, session)]
    if formula and formula[-1] not in "，,":
        problems.append(Problem("formula_without_comma", "开头语后没有逗号"))
    head = Head(
        symbol=identity.symbol.canonical if identity.symbol else None,
        kind=identity.kind,
        outcome=_outcome(part, identity.kind),
        body=identity.organ.code,
        number=number,
        title=title,
        session=session,
        session_dates=_session_dates(part),
        agenda_item=_agenda_item(part),
        agenda_item_title=_agenda_title(part),
        committee=_committee(part),
        adopted_on=None if identity.kind == "draft" else dates.adopted_on,
        published_on=dates.published_on,
        meeting=_meeting(part, closing),
        distribution=_cover(part, "docStatus").removeprefix("Distr.:").strip() or None,
        language=_cover(part, "inline[@name='languageOfExpression']") or None,
        original_language=_cover(part, "inline[@name='originalLanguage']").removeprefix("Original:").strip()
        or None,
        formula=formula,
        originating=_cover(part, "inline[@name='originating document']") or None,
        remarks=remarks,
        title_notes=title_notes,
    )
    return ReadHead(head, notes, tuple(problems), dates.given)


def _stated_number(part: LetteredPart) -> str | None:
    """The number as a file of our own gives it, which may be in an old form."""
    places = ("{*}preface/{*}p/{*}docNumber", "{*}coverPage/{*}p/{*}docTitle[@refersTo='#resolutionNumber']")
    return next((element.get("title") for place in places for element in part.all(place)), None)


def _outcome(part: LetteredPart, kind: DocumentKind) -> Outcome:
    """The United Nations publishes drafts that were rejected; others come from files of our own."""
    if kind != "draft":
        return "adopted"
    voting = part.first("{*}meta/{*}analysis/{*}parliamentary/{*}voting[@outcome='pending']")
    return "not_adopted" if voting is None else "pending"


def _cover(part: LetteredPart, path: str) -> str:
    """The text of an element of the cover, empty if there is none."""
    return plain_text(part.first(f"{{*}}coverPage//{{*}}{path}"), part.pack)


def _title(part: LetteredPart) -> tuple[str | None, tuple[NoteMark, ...], tuple[Note, ...]]:
    """The title, the footnote marks at or after it, and their footnotes.

    A lettered part without a title has the title of the whole.
    """
    lines = [_title_line(line, part.pack) for line in part.everywhere("{*}preface/{*}p")]
    title = next((raw.cleaned() for raw in reversed(lines) if raw.text.strip()), None)
    text = title.text if title else ""
    own = [note_of(note, part.pack) for note in part.statement.findall("{*}preface//{*}authorialNote")]
    placed = title.marks if title else ()
    of_sponsors = {
        note.get("eId")
        for note in part.statement.findall("{*}preface//{*}docTitle[@refersTo='sponsors']//{*}authorialNote")
    }
    placed_numbers = {mark.number for mark in placed}
    behind = [note for note in own if note.number not in placed_numbers and note.eid not in of_sponsors]
    marks = (*placed, *(NoteMark(note.number, len(text)) for note in behind))
    return text or None, marks, tuple(own)


def _title_line(line: etree._Element, pack: LanguagePack) -> RawText:
    """The title in a line, joined if it is split into several elements."""
    whole = RawText(pack)
    for element in line.findall("{*}docTitle"):
        raw = raw_of(element, pack)
        if element.get("refersTo") not in SPONSORS and raw.text.strip():
            shift = len(whole.text)
            whole.text += raw.text
            whole.marks += [(at + shift, number) for at, number in raw.marks]
    return whole


def _session(part: LetteredPart) -> str | None:
    session = part.first("{*}coverPage//{*}session")
    return (session.get("value") if session is not None else None) or None


def _session_problems(part: LetteredPart, session: str | None) -> list[Problem]:
    problems = []
    printed, dates = _session(part), _cover(part, "event")
    if printed and session and printed not in (session, re.sub(r"\D", "", session)):
        problems.append(Problem("session_differs", f"编号属于第{session}届，封面标作第{printed}届"))
    if dates and part.pack.closing.first_date(dates) is None:
        problems.append(Problem("session_dates_garbled", f"会期印作“{dates}”，所示日期取自标记"))
    return problems


def _session_dates(part: LetteredPart) -> str | None:
    if part.is_ours:
        return _cover(part, "event") or None
    days = [iso_date(element.get("date")) for element in part.all("{*}coverPage//{*}event/{*}date")]
    known = [f"{day.year}年{day.month}月{day.day}日" for day in days if day]
    return "至".join(known) or None


def _agenda_item(part: LetteredPart) -> str | None:
    if part.is_ours:
        item = part.first("{*}coverPage//{*}inline[@name='agenda item']")
        return item.get("title") if item is not None else None
    printed = _cover(part, "inline[@name='agenda item']")
    return part.pack.cover.agenda_item(printed) or None


def _agenda_title(part: LetteredPart) -> str | None:
    """As printed on the cover; for the Security Council, known in English only."""
    if printed := _cover(part, "inline[@name='agenda item name']"):
        return printed
    keywords = part.all("{*}meta/{*}classification/{*}keyword[@refersTo='agenda']")
    english = [keyword.get("showAs", "") for keyword in keywords if keyword.get("dictionary") == "S/"]
    names = (re.sub(r"\s+", " ", text).strip().rstrip(".") for text in english)
    return "; ".join(dict.fromkeys(names)) or None


def _committee(part: LetteredPart) -> str | None:
    proponent = part.first("{*}coverPage//{*}docProponent")
    if proponent is None:
        return None
    if known := _COMMITTEES.get(proponent.get("refersTo", "").lstrip("#")):
        return known
    found = part.pack.cover.committee.search(plain_text(proponent, part.pack))
    return found["committee"] if found else None


def _meeting(part: LetteredPart, closing: str) -> str | None:
    """`第54次全体会议`, from the closing lines or the line under the number; all meetings if there are
    several."""
    places = (
        "{*}conclusions//{*}inline[@name='adoptionMeeting']",
        "{*}conclusions//{*}location",
        "{*}coverPage//{*}inline[@name='adoptionMeeting']",
    )
    printed = [plain_text(element, part.pack) for place in places for element in part.all(place)]
    if part.is_ours and part.pack.language == "zh":
        return "、".join(printed) or None
    found = map(part.pack.closing.meeting, (*printed, closing))
    return "、".join(dict.fromkeys(meeting for meeting in found if meeting)) or None


def _remarks(part: LetteredPart, stem: str) -> tuple[tuple[str, ...], list[Problem]]:
    """Remarks on the printing; unknown lines of the cover are kept and reported."""
    notes = [plain_text(note, part.pack).lstrip("* ") for note in part.all("{*}meta/{*}notes/{*}note/{*}p")]
    reissued = ["来源文件名标明为重新印发(reissue)"] if "reissue" in stem.lower() else []
    strange = [
        plain_text(line, part.pack)
        for line in part.all("{*}coverPage/{*}p")
        if not any(etree.QName(child).localname in _KNOWN_ON_COVER for child in line)
    ]
    problems = [Problem("unclaimed_line", f"封面上有一行不知其义：{text[:40]}") for text in strange if text]
    return (*notes, *reissued, *(text for text in strange if text)), problems


@dataclass(frozen=True, slots=True)
class _Dates:
    """The date of adoption by source, in order of priority."""

    closing: tuple[date, ...]
    cover: date | None
    block: date | None
    block_text: str
    published_on: date | None
    given: tuple[GivenDate, ...]

    @classmethod
    def of(cls, part: LetteredPart, lines: str) -> "_Dates":
        pack = part.pack
        closing = [_given(element, pack) for element in part.all("{*}conclusions//{*}docDate")]
        closing = closing or [*pack.closing.given_dates("closing", [lines])]
        titles = (plain_text(title, pack) for title in part.all("{*}coverPage//{*}docTitle"))
        under = pack.closing.given_dates("cover", titles)
        stamps = part.all("{*}meta/{*}identification/{*}FRBRWork/{*}FRBRdate")
        text = next((stamp.get("date", "") for stamp in stamps), "")
        issued = part.first("{*}coverPage//{*}docDate[@refersTo='#dateOfIssuance']")
        printed = part.all("{*}meta/{*}identification/{*}FRBRExpression/{*}FRBRdate")
        block = iso_date(text)
        return cls(
            tuple(given.day for given in closing if given.day),
            first_day(under),
            block,
            text,
            (_day(issued, pack) if issued is not None else None)
            or next((day for stamp in printed if (day := iso_date(stamp.get("date")))), None),
            (*closing, *under, *([GivenDate("metadata", text, block)] if block else [])),
        )

    @property
    def adopted_on(self) -> date | None:
        return next(iter(self.closing), None) or self.cover or self.block

    def problems(self) -> list[Problem]:
        printed = {*self.closing, *([self.cover] if self.cover else [])}
        problems = []
        if self.closing and self.cover and self.cover not in self.closing:
            problems.append(Problem("date_differs", f"文末的日期是{self.closing[0]}，封面是{self.cover}"))
        if self.block and printed and self.block not in printed:
            problems.append(Problem("date_differs", f"印出的日期是{self.adopted_on}，标识块是{self.block}"))
        if self.block is None:
            problems.append(Problem("date_missing", f"标识块没有通过日期（{self.block_text or '空'}）"))
        return problems


def _given(element: etree._Element, pack: LanguagePack) -> GivenDate:
    text = plain_text(element, pack)
    return next(
        iter(pack.closing.given_dates("closing", [text])), GivenDate("closing", text, _day(element, pack))
    )


def _day(element: etree._Element, pack: LanguagePack) -> date | None:
    text = plain_text(element, pack)
    return pack.closing.first_date(text) or english_date(text) or iso_date(element.get("date"))
