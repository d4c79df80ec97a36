"""What a source's English notes on the way to adoption say, in Chinese: who sponsored and proposed, which meeting."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.domain.organs import Names
from app.domain.resolution import Resolution, Sponsor, Step

_ON_BEHALF = re.compile(
    r"\(\s*(?:on|of) behalf(?: of)? (?P<inner>[^)]*)\)?|,? on behalf of (?P<outer>.*)", re.IGNORECASE
)
_CAPACITY = re.compile(r"\(in its capacity as [^)]*\)", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"(?:^|[.\s]-\s)\s*(?P<before>[^.]*?) (?:was|were) removed from the list of sponsors[^.]*"
    r"|-\s*removes (?P<between>[^.]*?) from the list of sponsors[^.]*",
    re.IGNORECASE,
)
_NO_STATE = re.compile(
    r"^\s*(?:(?:was\s+)?(?:submitted|introduced)|on the basis|draft)\b|\bsubmitted by\b", re.IGNORECASE
)
_OUTSIDE = {
    "不结盟国家运动": ("CHN", "FRA", "GBR", "RUS", "USA"),
    "77国集团和中国": ("FRA", "GBR", "RUS", "USA"),
}
"""States outside of a group: where a source names one of them last before the group, the one before it is meant
(`Cuba and Russian Federation (on behalf of … the Movement of Non-Aligned Countries)`)."""

_OFFICES = {
    "vice-chair": "副主席",
    "chair": "主席",
    "rapporteur": "报告员",
    "vice-president": "副主席",
    "president": "主席",
}
_PANELS = {
    "committee": "委员会",
    "commission": "委员会",
    "council": "理事会",
    "general assembly": "大会",
    "commission on the status of women": "妇女地位委员会",
}
_OFFICER = re.compile(
    rf"(?P<office>{'|'.join(_OFFICES)})(?: of the (?P<panel>{'|'.join(sorted(_PANELS, key=len, reverse=True))}))?"
    r"(?:(?:,| and) [^()]+\((?P<state>[^()]+)\),?)?",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"(?:was )?(?P<act>submitted|introduced in the Committee) by (?:the )?(?P<who>.+?)"
    r"(?: on behalf of (?P<whose>[^()]+)| \(on behalf of (?P<group>[^()]+)\))?"
    r"(?P<how>(?:,? and)? (?:on the basis of|following)(?: informal consultations)?(?: on draft resolution.*)?"
    r"| on the recommendation of the Economic and Social Council.*)?",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"on the basis of the report of (?P<whose>[^(]+?)(?: \((?P<symbol>[^()]+)\))?", re.IGNORECASE
)
_MEETING = re.compile(
    r"^(?:Adopted\b.*?,\s*|Adopted\b.*?;\s*)?(?P<number>[0-9]+)\s?(?:st|nd|rd|th|ª|-е)?\s*(?:(?P<plenary>plenary )?meeting)?$"
)
_PLAIN_MEETING = re.compile(r"第(?P<number>[0-9]+)次(?:会议)?")
_METHOD = re.compile(r"^Adopted\b(?:(?! meeting).)*$|^economicAndSocialCouncil$")
_VETOED = re.compile(r"not adopted due to the negative vote of .*?\((?P<states>[^()]+)\)", re.IGNORECASE)
_TOO_FEW = re.compile(r"not adopted having failed to obtain the required number of votes", re.IGNORECASE)
_CHAPTER = re.compile(r"Chapter (?P<roman>VIII|VII|VI)")
_CHAPTERS = {"VI": "六", "VII": "七", "VIII": "八"}


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step as a page tells it: in Chinese, or with `is_english` in the words of the source."""

    step: Step
    text: str
    is_english: bool


@dataclass(frozen=True, slots=True)
class History:
    """The way of a text to adoption: its sponsors, the names of those that left, why their list may lack some (sentences),
    the steps, and the members elected, by organ."""

    original: tuple[Sponsor, ...]
    additional: tuple[Sponsor, ...]
    withdrawn: tuple[str, ...]
    brief: str
    gaps: tuple[str, ...]
    steps: tuple[ToldStep, ...]
    elected: tuple[tuple[str, tuple[Step, ...]], ...]


def history_of(text: Resolution, names: Names) -> History:
    """Tell the history of a text."""
    return History(
        tuple(one for one in text.sponsors if not one.is_additional),
        tuple(one for one in text.sponsors if one.is_additional),
        withdrawn(text.steps, names),
        sponsors_in_brief(text.sponsors),
        tuple(_gaps(text, names)) if text.sponsors else (),
        told_steps(text.steps, names),
        tuple(elected(text.steps, names).items()),
    )


def named_sponsors(step: Step, names: Names) -> tuple[list[Sponsor], str]:
    """The states that a step names in English as sponsors, and what was not understood (lower case).

    One that sponsors on behalf of a group has its name.
    """
    if step.kind not in ("draft", "additional_sponsors") or not step.by or _is_no_state(step.by, names):
        return [], ""
    told = _WITHDRAWN.sub("", _CAPACITY.sub("", step.by))
    is_additional, sponsors, left, end = step.kind == "additional_sponsors", [], [], 0
    for found in (*_ON_BEHALF.finditer(told), None):
        states, rest = names.states_named_in_english(told[end : found.start() if found else None])
        sponsors += [Sponsor(state.code, state.name, is_additional=is_additional) for state in states]
        left.append(rest)
        if found:
            group = _group(found["inner"] or found["outer"], names)
            speaks = max((at for at, one in enumerate(sponsors) if _can_speak(one, group)), default=None)
            if speaks is not None:
                sponsors[speaks] = replace(sponsors[speaks], on_behalf_of=group)
        end = found.end() if found else end
    words = re.sub(r"\b(?:and|the|of|representatives?)\b|[\s,;:.()*]", " ", " ".join(left)).split()
    return list(dict.fromkeys(sponsors)), " ".join(words)


def withdrawn(steps: Iterable[Step], names: Names) -> tuple[str, ...]:
    """The states that left the list of sponsors, by their Chinese names."""
    told = (found for step in steps for found in _WITHDRAWN.finditer(step.by or ""))
    states = (names.states_named_in_english(found["before"] or found["between"])[0] for found in told)
    return tuple(dict.fromkeys(state.name for listed in states for state in listed))


def _is_no_state(note: str, names: Names) -> bool:
    return _NO_STATE.search(note) is not None or names.group_in_english(note) is not None


def _can_speak(one: Sponsor, group: str) -> bool:
    return not one.on_behalf_of and one.state not in _OUTSIDE.get(group, ())


def _group(told: str, names: Names) -> str:
    return names.group_in_english(told) or re.sub(r"\s+", " ", told).strip()


def sponsors_in_brief(sponsors: Iterable[Sponsor]) -> str:
    """`古巴(代表不结盟国家运动)及2国`, or `12国` where none speaks for a group; states that joined later included."""
    listed = list(sponsors)
    speakers = [f"{one.name}(代表{one.on_behalf_of})" for one in listed if one.on_behalf_of]
    others = len(
        {one.name for one in listed if not one.on_behalf_of}
        - {one.name for one in listed if one.on_behalf_of}
    )
    return "及".join([*(["、".join(speakers)] if speakers else []), *([f"{others}国"] if others else [])])


def _gaps(text: Resolution, names: Names) -> Iterator[str]:
    if any(one.on_behalf_of for one in text.sponsors):
        yield "所代表的集团的成员没有逐一列出。"
    if any(named_sponsors(step, names)[1] for step in text.steps):
        yield "来源所写的名称没有全部辨认出来。"
    if not any(step.kind == "additional_sponsors" for step in text.steps):
        yield "草案印发后新增的提案国没有载明。"


def told_steps(steps: Iterable[Step], names: Names) -> tuple[ToldStep, ...]:
    """The steps that have something to tell, each once. Who proposed a draft as a sponsor is left to the sponsors."""
    told = (_told(step, names) for step in steps if step.kind != "composition")
    shown = (one for one in told if one.step.symbol or (one.text and one.step.kind in ("veto", "other")))
    return tuple(dict.fromkeys(shown))


def elected(steps: Iterable[Step], names: Names) -> dict[str, tuple[Step, ...]]:
    """Members elected, by organ; what the source repeats in other languages is left out."""
    found: dict[str, list[Step]] = {}
    for step in steps:
        if step.kind == "composition":
            told = names.group_in_english(step.by or "") or step.by or ""
            known = names.organ(told)
            organ = known.name if known else told
            found.setdefault(organ, []).append(replace(step, by=organ))
    return {organ: tuple(dict.fromkeys(members)) for organ, members in found.items()}


def _told(step: Step, names: Names) -> ToldStep:
    parts = [part for part in (_by(step, names), _detail(step)) if part]
    text = " ".join(parts)
    return ToldStep(step, text, bool(text) and not re.search(r"[\u4e00-\u9fff]", text))


def _by(step: Step, names: Names) -> str:
    note = re.sub(r"[\s\u200b]+", " ", step.by or "").strip().rstrip(".")
    if not note or re.search(r"[\u4e00-\u9fff]", note):
        plain = _PLAIN_MEETING.fullmatch(note)
        return f"第{plain['number']}次会议" if plain else note
    sponsors, _ = named_sponsors(step, names)
    if sponsors and not _CAPACITY.search(note):
        return ""
    if step.kind in ("meeting", "veto", "other"):
        return _of_meeting(note, names)
    return names.group_in_english(note) or _proposed(note, names) or note


def _detail(step: Step) -> str:
    if not step.detail:
        return ""
    if step.kind == "report" and step.detail.isdigit():
        return f"第{step.detail}段"
    chapter = _CHAPTER.fullmatch(step.detail)
    return f"《联合国宪章》第{_CHAPTERS[chapter['roman']]}章" if chapter else step.detail


def _of_meeting(note: str, names: Names) -> str:
    """Which meeting; by which vote and method is said elsewhere."""
    if found := _VETOED.search(note):
        states, _ = names.states_named_in_english(found["states"])
        return (
            f"因常任理事国{'、'.join(state.name for state in states)}投反对票而未获通过" if states else note
        )
    if _TOO_FEW.search(note):
        return "未获得所需票数，未获通过"
    if found := _MEETING.match(note):
        return f"第{found['number']}次{'全体' if found['plenary'] else ''}会议"
    return "" if _METHOD.match(note) else note


def _proposed(note: str, names: Names) -> str | None:
    """`委员会副主席(埃及)根据非正式协商提交`, or None where the note says something else."""
    if reported := _REPORTED.fullmatch(note):
        body = names.group_in_english(reported["whose"])
        return body and f"根据{body}的报告"
    found = _PROPOSED.fullmatch(note)
    who = found and _proposer(found["who"], names)
    if found is None or who is None:
        return None
    whose = found["whose"] or found["group"]
    group = names.group_in_english(whose) if whose else ""
    if group is None:
        return None
    speaks = f"代表{group}" if group else ""
    is_submitted = found["act"].lower() == "submitted"
    return f"{who}{speaks}{_how(found['how'] or '')}{'提交' if is_submitted else '在委员会介绍'}"


def _how(told: str) -> str:
    if "recommendation" in told:
        return "根据经济及社会理事会的建议"
    return "在非正式协商后" if "following" in told else "根据非正式协商" if told else ""


def _proposer(told: str, names: Names) -> str | None:
    if officer := _OFFICER.fullmatch(told):
        state = names.state_in_english(officer["state"].strip()) if officer["state"] else None
        panel = _PANELS[officer["panel"].lower()] if officer["panel"] else ""
        return f"{panel}{_OFFICES[officer['office'].lower()]}{f'({state.name})' if state else ''}"
    if told.startswith("representative of "):
        state = names.state_in_english(told.removeprefix("representative of "))
        return f"{state.name}代表" if state else None
    return names.group_in_english(told)
