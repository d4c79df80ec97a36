"""What the United Nations' files call things, and what is printed of them in each language."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.adoption import Adoption, Choice, Method
from app.domain.citation_styles import chinese_date, item_name, session_name
from app.domain.organs import Names
from app.domain.resolution import Head, Language, StepKind

NO_DATE = "0001-01-01"
"""The date in the United Nations' files where none is known."""
CHOICES: dict[Choice, str] = {
    "in_favour": "inFavour",
    "against": "against",
    "abstaining": "abstaining",
    "not_voting": "notVoting",
}
OUTCOMES: dict[Method, str] = {
    "recorded_vote": "adoptedRecordedVote",
    "without_vote": "adoptedWithoutVote",
    "silence_procedure": "adoptedSilenceProcedure",
    "written_vote": "adoptedWrittenVote",
}
BODIES = {"GA": "unga", "HRC": "unga-hrc", "SC": "unsc", "ECOSOC": "unecosoc"}
"""In addresses, by the code of the organ; others have their code in lower case."""
ORGANS = {
    "GA": "generalAssembly",
    "HRC": "generalAssembly/humanRightsCouncil",
    "SC": "securityCouncil",
    "ECOSOC": "economicAndSocialCouncil",
}
COMMITTEES = {
    "第一委员会": ("firstCommittee", "First Committee"),
    "第二委员会": ("secondCommittee", "Second Committee"),
    "第三委员会": ("thirdCommittee", "Third Committee"),
    "特别政治和非殖民化委员会(第四委员会)": (
        "fourthCommittee",
        "Special Political and Decolonization Committee (Fourth Committee)",
    ),
    "第五委员会": ("fifthCommittee", "Fifth Committee"),
    "第六委员会": ("sixthCommittee", "Sixth Committee"),
    "未经发交主要委员会而通过": ("noMainCommittee", "Without reference to a Main Committee"),
    "全体会议": ("plenaryMeeting", "Plenary meeting"),
}
STEPS: dict[StepKind, str] = {
    "draft": "draft",
    "additional_sponsors": "draft",
    "report": "recommendedForAdoption",
    "meeting": "adopted",
    "veto": "veto",
    "composition": "composition",
    "other": "other",
}
TERMS = (
    ("TLCConcept", "dateOfIssuance", "concept/un/dateOfIssuance", "Date of issuance"),
    ("TLCConcept", "adoptionDate", "concept/un/dateOfAdoption", "Date of adoption"),
    ("TLCConcept", "symbol", "reference/un/symbol", "Symbol"),
    ("TLCConcept", "agenda", "concept/un/agenda", "Agenda"),
    ("TLCRole", "publisher", "role/un/publisher", "Publisher"),
    ("TLCRole", "issuingBody", "role/un/issuingBody", "Issuing body"),
    ("TLCRole", "author", "role/un/author", "Author"),
    ("TLCRole", "editor", "role/un/editor", "Editor"),
    ("TLCRole", "sponsors", "role/un/sponsor", "Sponsors"),
    ("TLCTerm", "resolutionTitle", "reference/un/resolutionTitle", "Title"),
    ("TLCTerm", "memberState", "organization/un/memberState", "Member State"),
    ("TLCTerm", "inFavour", "concept/un/voting/inFavour", "In favour"),
    ("TLCTerm", "against", "concept/un/voting/against", "Against"),
    ("TLCTerm", "abstaining", "concept/un/voting/abstaining", "Abstaining"),
    ("TLCTerm", "notVoting", "concept/un/voting/notVoting", "Not voting"),
)
"""What attributes of every file refer to."""

_MEETING = re.compile(r"第(?P<number>[0-9]+)次(?P<plenary>全体)?会议(?P<resumed>[(（]续会[)）])?")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH_CHOICES: dict[Choice, str] = {
    "in_favour": "In favour",
    "against": "Against",
    "abstaining": "Abstaining",
    "not_voting": "Not voting",
}
_CHINESE_CHOICES: dict[Choice, str] = {
    "in_favour": "赞成",
    "against": "反对",
    "abstaining": "弃权",
    "not_voting": "未参加表决",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language for what the archive keeps as facts."""

    language: Language
    names: Names

    @property
    def code(self) -> str:
        """The language in addresses of the United Nations' files: `zho`, `eng`."""
        return "zho" if self.is_chinese else "eng"

    @property
    def is_chinese(self) -> bool:
        """Whether it is Chinese."""
        return self.language == "zh"

    @property
    def set_off(self) -> str:
        """The type of verbs."""
        return "bold" if self.is_chinese else "italic"

    def publisher(self) -> str:
        """The United Nations."""
        return "联合国" if self.is_chinese else "United Nations"

    def organ(self, code: str) -> str:
        """The name of an organ."""
        found = self.names.organ_by_code(code)
        if found is None:
            return code
        return found.name if self.is_chinese else (*found.english, found.name)[0]

    def day(self, day: date) -> str:
        """A date: 2022年12月15日, 15 December 2022."""
        return chinese_date(day) if self.is_chinese else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def session(self, session: str) -> str:
        """第77届会议, Session 77."""
        return session_name(session) if self.is_chinese else f"Session {session}"

    def meeting(self, meeting: str) -> str:
        """第54次全体会议, 54th plenary meeting; one of another form as it is."""
        found = _MEETING.fullmatch(meeting)
        if self.is_chinese or not found:
            return meeting
        resumed, plenary = "(resumed) " if found["resumed"] else "", "plenary " if found["plenary"] else ""
        return f"{_ordinal(int(found['number']))} {resumed}{plenary}meeting"

    def agenda_item(self, item: str) -> str:
        """议程项目68(b), Agenda item 68(b)."""
        if self.is_chinese:
            return item_name(item)
        return f"Agenda item{'s' if '和' in item else ''} {item.replace('和', ' and ')}"

    def committee(self, head: Head) -> str:
        """Which committee reported: [根据第三委员会的报告]."""
        name = head.committee or ""
        refers, english = COMMITTEES.get(name, ("committee", name))
        if refers in ("noMainCommittee", "plenaryMeeting"):
            return name if self.is_chinese else english
        return f"根据{name}的报告" if self.is_chinese else f"on the report of the {english}"

    def state(self, code: str | None, name: str) -> str:
        """The name of a state: in Chinese as it stands in the text."""
        found = None if self.is_chinese or not code else self.names.state_by_code(code)
        return found.en if found else name

    def choice(self, choice: Choice) -> str:
        """赞成, In favour."""
        return (_CHINESE_CHOICES if self.is_chinese else _ENGLISH_CHOICES)[choice]


def voting_outcome(head: Head, adoption: Adoption) -> str | None:
    """The method of adoption, in the words of the United Nations' files where these have any; None if unknown."""
    if head.outcome == "pending":
        return "pending"
    if head.outcome == "not_adopted" and adoption.method == "recorded_vote":
        return "notAdopted"
    return OUTCOMES.get(adoption.method)


def _ordinal(number: int) -> str:
    teen = 10 <= number % 100 <= 20
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
