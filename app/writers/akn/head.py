"""Cover, number and title, sponsors, and the lines that close a text."""

import re
from itertools import groupby

from lxml import etree

from app.domain.resolution import NoteMark, Resolution, Sponsor
from app.writers.akn.elements import add, append_text
from app.writers.akn.inline import InlineWriter, Words, WriteNote
from app.writers.akn.note_writer import NoteWriter
from app.writers.akn.notes import SPONSOR, TITLE
from app.writers.akn.vocabulary import CHOICES, COMMITTEES, NO_DATE, Wording, voting_outcome

_DAY = re.compile(r"(?:(?P<year>[0-9]{4})年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日")
_OF_SPONSORS = ("draft", "additional_sponsors")


def write_cover(document: etree._Element, text: Resolution, wording: Wording) -> None:
    """Write the cover: what the archive keeps of it, each line as the United Nations' files mark it."""
    cover = add(document, "coverPage", eId="coverPage_1")
    _issue(cover, text, wording)
    _meeting_of_organ(cover, text, wording)
    head = text.head
    if _is_serial(text, wording) and head.number:
        number = head.number.replace(" (", "(")
        words = f"第{number}号决议" if wording.is_chinese else f"Resolution {head.number}"
        add(add(cover, "p"), "docTitle", words, refersTo="#resolutionNumber", title=head.number)
    if head.committee or head.originating:
        _proponent(add(cover, "p"), text, wording)


def _issue(cover: etree._Element, text: Resolution, wording: Wording) -> None:
    """Who issued the document, its symbol, when and in which language."""
    head = text.head
    add(add(cover, "p"), "docAuthority", wording.publisher(), refersTo="#publisher")
    if head.symbol:
        add(add(cover, "p"), "docNumber", head.symbol, refersTo="#symbol")
    add(add(cover, "p"), "docAuthority", wording.organ(head.body), refersTo="#issuingBody")
    if head.distribution:
        add(add(cover, "p"), "docStatus", f"Distr.: {head.distribution}", refersTo="#generalDistribution")
    if head.published_on:
        words = wording.day(head.published_on)
        add(add(cover, "p"), "docDate", words, date=str(head.published_on), refersTo="#dateOfIssuance")
    if head.language:
        add(add(cover, "p"), "inline", head.language, name="languageOfExpression")
    if head.original_language:
        add(add(cover, "p"), "inline", f"Original: {head.original_language}", name="originalLanguage")


def _meeting_of_organ(cover: etree._Element, text: Resolution, wording: Wording) -> None:
    """Session and agenda item. The title of the item is known in Chinese only."""
    head = text.head
    if head.session:
        words, refers = wording.session(head.session), f"#{head.body.lower()}"
        add(add(cover, "p"), "session", words, refersTo=refers, value=head.session)
    if head.session_dates:
        _session_dates(add(add(cover, "p"), "event", refersTo="#session"), head.session_dates)
    if head.agenda_item:
        words = wording.agenda_item(head.agenda_item)
        add(add(cover, "p"), "inline", words, title=head.agenda_item, name="agenda item")
    if head.agenda_item_title and wording.is_chinese:
        add(add(cover, "p"), "inline", head.agenda_item_title, name="agenda item name")


def _is_serial(text: Resolution, wording: Wording) -> bool:
    organ = wording.names.organ_by_code(text.head.body)
    return organ is not None and organ.numbering == "serial" and text.head.kind == "resolution"


def _session_dates(event: etree._Element, printed: str) -> None:
    done, year = 0, ""
    ends = iter(("#startDate", "#endDate"))
    for found in _DAY.finditer(printed):
        append_text(event, printed[done : found.start()])
        year = found["year"] or year
        refers = next(ends, None)
        if year and refers:
            day = f"{year}-{int(found['month']):02}-{int(found['day']):02}"
            add(event, "date", found[0], date=day, refersTo=refers)
        else:
            append_text(event, found[0])
        done = found.end()
    append_text(event, printed[done:])


def _proponent(line: etree._Element, text: Resolution, wording: Wording) -> None:
    head = text.head
    refers = COMMITTEES.get(head.committee or "", ("committee",))[0]
    element = add(
        line, "docProponent", wording.committee(head) if head.committee else "", refersTo=f"#{refers}"
    )
    if head.originating:
        append_text(element, " (")
        add(element, "inline", head.originating, name="originating document")
        append_text(element, ")")


def write_preface(
    document: etree._Element, text: Resolution, wording: Wording, inline: InlineWriter, notes: NoteWriter
) -> None:
    """Write number and title, and the sponsors of a draft."""
    head = text.head
    has_number = bool(head.number) and head.kind != "draft" and not _is_serial(text, wording)
    sponsors = printed_sponsors(text)
    if not (has_number or head.title or sponsors):
        return
    preface = add(document, "preface")
    if has_number or head.title:
        line = add(preface, "p")
        if has_number:
            add(line, "docNumber", f"{head.number}.", title=head.number).tail = " " if head.title else None
        if head.title:
            title = add(line, "docTitle", refersTo="#resolutionTitle")
            inline.write(title, Words(head.title, head.title_notes), notes.at_marks(TITLE))
    note = notes.at_marks(SPONSOR)
    for is_additional, listed in groupby(sponsors, key=lambda sponsor: sponsor.is_additional):
        title = add(
            add(preface, "p"), "docTitle", refersTo=f"{'additionalS' if is_additional else 's'}ponsors"
        )
        _sponsors(title, tuple(listed), wording, note)


def printed_sponsors(text: Resolution) -> tuple[Sponsor, ...]:
    """The sponsors that are printed at the text, additional ones last: of an adopted text, the steps of its history tell
    them."""
    told = any(step.kind in _OF_SPONSORS and step.by for step in text.steps)
    if told and text.head.kind != "draft":
        return ()
    return tuple(sorted(text.sponsors, key=lambda sponsor: sponsor.is_additional))


def _sponsors(
    title: etree._Element, sponsors: tuple[Sponsor, ...], wording: Wording, note: WriteNote
) -> None:
    for index, sponsor in enumerate(sponsors):
        if index:
            append_text(title, "、" if wording.is_chinese else ", ")
        add(
            title,
            "organization",
            wording.state(sponsor.state, sponsor.name),
            refersTo=f"#{sponsor.state}" if sponsor.state else "#memberState",
            title=sponsor.on_behalf_of,
        )
        if sponsor.mark:
            note(title, NoteMark(sponsor.mark, 0))
    append_text(title, "：决议草案" if wording.is_chinese else ": draft resolution")


def write_conclusions(document: etree._Element, text: Resolution, wording: Wording) -> None:
    """Write meeting, date and vote."""
    head, adoption = text.head, text.adoption
    meetings = head.meeting.split("、") if head.meeting else []
    printed = head.adopted_as_printed or (wording.day(head.adopted_on) if head.adopted_on else "")
    if not (meetings or printed or adoption.text):
        return
    conclusions = add(document, "conclusions", eId="conclusions")
    if meetings or printed:
        line = add(conclusions, "p")
        for meeting in meetings:
            add(line, "inline", wording.meeting(meeting), name="adoptionMeeting")
            add(line, "eol")
        if printed:
            day = str(head.adopted_on) if head.adopted_on and not head.adopted_as_printed else NO_DATE
            add(line, "docDate", printed, date=day, refersTo="#adoptionDate")
    if adoption.text:
        write_vote(add(conclusions, "p"), text, wording)


def write_vote(line: etree._Element, text: Resolution, wording: Wording) -> None:
    """Write the sentence on the adoption, and the lists of those who voted."""
    adoption = text.adoption
    method = voting_outcome(text.head, adoption)
    colon, comma = ("：", "、") if wording.is_chinese else (": ", ", ")
    vote = add(line, "vote", by=f"#{text.head.body.lower()}", as_="#author")
    outcome = add(vote, "outcome", f"[{adoption.text or ''}", refersTo=f"#{method}" if method else None)
    # Lists begin with those in favour; where none were, the sentence alone is printed.
    lists = adoption.roll_call if any(group.vote == "in_favour" for group in adoption.roll_call) else ()
    for group in lists:
        add(outcome, "eol")
        listed = add(outcome, "outcome", f"{wording.choice(group.vote)}{colon}", refersTo=CHOICES[group.vote])
        add(listed, "eol")
        for index, one in enumerate(group.votes):
            if index:
                append_text(listed, comma)
            refers = f"#{one.state}" if one.state else "#memberState"
            add(listed, "organization", wording.state(one.state, one.name), refersTo=refers)
    append_text(outcome, "]")
