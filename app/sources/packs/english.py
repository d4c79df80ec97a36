"""English, as the United Nations sets it.

Numbers of meetings and agenda items, and names of states, are given as the archive words them, in Chinese; titles and
paragraphs as printed.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.adoption import Choice, Vote
from app.domain.english_verbs import find_english_verb
from app.domain.numerals import from_roman
from app.domain.organs import Names
from app.domain.resolution import DatedBy, Sponsor
from app.sources.dates import GivenDate, english_date
from app.sources.labels import Label, leading_label, standalone_label
from app.sources.packs.pack import Closing, Cover, Headings, Labels, LanguagePack, Paragraphs

_ROMAN = "[IVX]{1,5}"
_DATE = re.compile(
    r"[0-9]{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+[0-9]{4}"
)
_MEETING = re.compile(
    r"(?P<number>[0-9]+)\s*(?:st|nd|rd|th)\s+(?P<resumed>\(?resumed\)?\s+)?(?P<plenary>plenary\s+)?meeting"
)
_LONE_ROMAN = re.compile(rf"\s*(?P<label>{_ROMAN})\.?\s*")
_HEADED = re.compile(rf"(?P<label>{_ROMAN}|[A-Z])(?:\s*\.\s*|\s*\t\s*)(?=[^\s(])")
_SPONSORS = re.compile(r"(?P<names>.+?)\s*:\s*(?:revised\s+)?draft\s+(?:resolution|decision)", re.IGNORECASE)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _first_date(text: str) -> date | None:
    found = _DATE.search(text)
    return english_date(_one_line(found[0])) if found else None


def _given_dates(by: DatedBy, texts: Iterable[str]) -> tuple[GivenDate, ...]:
    shown = (_one_line(found[0]) for text in texts if (found := _DATE.search(text)))
    return tuple(GivenDate(by, text, english_date(text)) for text in shown)


def _meeting(text: str) -> str | None:
    found = _MEETING.search(text)
    if not found:
        return None
    plenary, resumed = "全体" if found["plenary"] else "", "(续会)" if found["resumed"] else ""
    return f"第{found['number']}次{plenary}会议{resumed}"


def _agenda_item(printed: str) -> str:
    numbers = re.sub(r"^.*?Agenda items?", "", printed)
    return re.sub(r"\s+", "", re.sub(r"\s+and\s+", "和", numbers))


def _standalone_label(text: str) -> Label | None:
    # Roman numerals head sections, as Chinese ones do.
    if found := _LONE_ROMAN.fullmatch(text):
        return Label("capital", found["label"], found.end())
    return standalone_label(text)


def _heading_label(text: str) -> Label | None:
    found = _HEADED.match(text)
    return Label("capital", found["label"], found.end()) if found else None


def _ordinal(printed: str) -> str:
    return printed if printed.isdecimal() else str(from_roman(printed))


def _vote(names: Names, printed: str, choice: Choice) -> Vote:
    state = names.state_in_english(printed)
    return Vote(state.code if state else None, state.name if state else printed, choice)


def _sponsors(line: str, names: Names) -> tuple[Sponsor, ...]:
    found = _SPONSORS.search(line)
    return tuple(_sponsor(name, names) for name in _listed(found["names"], names)) if found else ()


def _listed(text: str, names: Names) -> Iterator[str]:
    """The names in a list: `Bosnia and Herzegovina` is one, `Cuba and Egypt` are two."""
    for item in re.split(r"\s*,\s*(?:and\s+)?", text):
        first, _, last = item.rpartition(" and ")
        is_one = not first or names.state_in_english(item.rstrip("* "))
        yield from [item] if is_one else [first.strip(), last.strip()]


def _sponsor(printed: str, names: Names) -> Sponsor:
    name = printed.rstrip("* ")
    state = names.state_in_english(name)
    return Sponsor(
        state.code if state else None, state.name if state else name, printed[len(name) :].strip() or None
    )


ENGLISH = LanguagePack(
    language="en",
    unspaced=None,
    headings=Headings(
        longest=200,
        unfinished=";.:,",
        annex=re.compile(rf"(?:\S+ )?Annex(?:\s+(?:{_ROMAN}|[A-Z]|[0-9]{{1,2}}))?(?=\s*$|\s*\n)"),
        article=re.compile(
            rf"(?:Part|Chapter|Section|Article)\s+(?:{_ROMAN}|[0-9]{{1,3}})(?=\s|$)|{_ROMAN}|[A-Z]"
        ),
        section=re.compile(
            rf"(?P<unit>Part|Chapter|Section|Article)\s+(?P<ordinal>{_ROMAN}|[0-9]{{1,3}})(?![A-Za-z])"
            rf"|(?P<han>{_ROMAN})(?![A-Za-z])|(?P<capital>[A-Z])(?![A-Za-z])"
        ),
        ordinal=_ordinal,
        theme=re.compile(
            r"(?:Action|(?:(?:Overall|General|Specific|Strategic) )?(?:Goal|Target|Objective)|Commitment|Pillar"
            r"|Priority(?: (?:area|action))?|Theme|Thematic area|Principle|Recommendation|Measure|Task)"
            rf"\s(?:[0-9]{{1,3}}|{_ROMAN})\s?[.:]\s*(?P<words>\S.*)"
        ),
        longest_theme=400,
        full_stop=". ",
        before_bare=(".", ";", ",", ":"),
    ),
    labels=Labels(_standalone_label, leading_label, _heading_label),
    paragraphs=Paragraphs(
        set_off="italic",
        find_verb=find_english_verb,
        longest_adverb=8,
        ends=";.:",
        preamble_ends=";.:,",
        introduces=":",
    ),
    closing=Closing(
        lines=re.compile(rf"(?:\s*(?:{_MEETING.pattern}|{_DATE.pattern})){{1,2}}"),
        first_date=_first_date,
        given_dates=_given_dates,
        meeting=_meeting,
        methods={},
        lists=re.compile(r"(?:\.?\s*The voting was as follows)?\s*:?\s*In favour\s*:"),
        names=re.compile(","),
        nobody="None",
        vote=_vote,
    ),
    cover=Cover(
        agenda_item=_agenda_item,
        committee=re.compile(
            r"on the (?:report|recommendation) of the (?P<committee>[^(\]]+?)\s*(?:[(\]]|$)"
        ),
        sponsors=_sponsors,
    ),
)
