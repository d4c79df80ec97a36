"""The history and subjects of a document: steps, sponsors, keywords."""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml import etree

from app.domain.organs import Names
from app.domain.resolution import Keyword, Problem, Scheme, Sponsor, Step, StepKind
from app.domain.step_notes import named_sponsors, withdrawn
from app.sources.akn.adoption import state_code
from app.sources.akn.inline import plain_text
from app.sources.akn.lettered_parts import LetteredPart
from app.sources.akn.parsing import name as name_of
from app.sources.dates import iso_date
from app.sources.sponsors import unknown_sponsor

_NAMESPACE = "{http://un.org/akn4un}"
_STEPS: dict[str, StepKind] = {
    "draftResolution": "draft",
    "draftDecision": "draft",
    "draftResolutionAdditionalSponsors": "additional_sponsors",
    "draftDecisionAdditionalSponsors": "additional_sponsors",
    "recommendedForAdoption": "report",
    "adopted": "meeting",
    "notAdopted": "meeting",
    "veto": "veto",
    "composition": "composition",
    "appointment": "composition",
    "election": "composition",
}
_SCHEMES: dict[str, Scheme] = {
    "SDGO": "sdg",
    "UNBIS": "unbis",
    "UNBIS Thesaurus": "unbis",
    "UNBISThesaurus": "unbis",
    "DHLAUTH": "authority",
}

_GUESSED = re.compile(r"metadata\.un\.org/sdg")
"""The source of a classification that a machine made: goals, each with the same few subjects."""


def read_steps(part: LetteredPart) -> tuple[Step, ...]:
    """The steps that have a date, a document, a name or a detail."""
    steps = [_step(element, is_ours=part.is_ours) for element in part.all("{*}meta/{*}workflow/{*}step")]
    return tuple(step for step in steps if step.symbol or step.by or step.detail or step.on)


def _step(element: etree._Element, *, is_ours: bool) -> Step:
    # In our files what no address may hold is escaped, since the schema takes these attributes for addresses.
    given = {key: element.get(key, "") for key in ("as", "by", "refersTo")}
    if is_ours:
        given = {key: unquote(value) for key, value in given.items()}
    told = given.get("as", "").strip()
    is_document = bool(re.match(r"[A-Z]+/", told))
    by = given.get("by", "").strip()
    return Step(
        kind=_STEPS.get(element.get("outcome", ""), "other"),
        symbol=told if is_document else None,
        on=iso_date(element.get(f"{_NAMESPACE}start")) or iso_date(element.get("date")),
        by=by or (None if is_document else told or None),
        detail=given.get("refersTo", "").strip() or None,
        until=iso_date(element.get(f"{_NAMESPACE}end")),
    )


def read_sponsors(
    part: LetteredPart, steps: tuple[Step, ...], names: Names
) -> tuple[tuple[Sponsor, ...], list[Problem]]:
    """The sponsors: from the first page if it is included, else from the steps."""
    if part.is_ours and (stated := _stated_sponsors(part, names)):
        return stated, []
    line = plain_text(part.first("{*}preface//{*}docTitle[@refersTo='sponsors']"), part.pack)
    if listed := part.pack.cover.sponsors(line, names):
        return listed, [unknown_sponsor(sponsor.name) for sponsor in listed if sponsor.state is None]
    sponsors, problems = [], []
    for step in steps:
        named, left = named_sponsors(step, names)
        sponsors += named
        problems += [unknown_sponsor(left)] if left else []
    gone = withdrawn(steps, names)
    return tuple(dict.fromkeys(one for one in sponsors if one.name not in gone)), problems


def _stated_sponsors(part: LetteredPart, names: Names) -> tuple[Sponsor, ...]:
    """The sponsors that a file of our own names, with code, mark and group."""
    sponsors = []
    for line in part.all("{*}preface/{*}p/{*}docTitle"):
        for listed in line.findall("{*}organization"):
            behind = listed.getnext()
            has_mark = (
                behind is not None and name_of(behind) in ("authorialNote", "noteRef") and not listed.tail
            )
            code, name = state_code(listed), plain_text(listed, part.pack)
            state = names.state_by_code(code) if code and part.pack.language != "zh" else None
            sponsors.append(
                Sponsor(
                    code,
                    state.name if state else name,
                    behind.get("marker") if has_mark and behind is not None else None,
                    is_additional=line.get("refersTo") == "additionalSponsors",
                    on_behalf_of=listed.get("title"),
                )
            )
    return tuple(sponsors)


def read_keywords(part: LetteredPart) -> tuple[Keyword, ...]:
    """Goals and subjects without repetitions. EuroVoc repeats the same subjects and is left out."""
    keywords = []
    for classification in part.all("{*}meta/{*}classification"):
        is_guessed = _GUESSED.search(classification.get("source", "")) is not None
        keywords += [_of_machine(keyword) if is_guessed else keyword for keyword in _keywords(classification)]
    by_value = {(keyword.scheme, keyword.value): keyword for keyword in reversed(keywords) if keyword.value}
    return tuple(reversed(by_value.values()))


def _of_machine(keyword: Keyword) -> Keyword:
    return replace(keyword, scheme="sdg_subject") if keyword.scheme == "unbis" else keyword


def _keywords(classification: etree._Element) -> Iterator[Keyword]:
    for element in classification.findall("{*}keyword"):
        refers, dictionary = element.get("refersTo", ""), element.get("dictionary", "")
        value = (element.get("showAs") or element.get("value") or "").strip()
        if refers.lstrip("#") == "agenda":
            yield Keyword("agenda", value)
        elif refers == "title":
            yield Keyword("title", value)
        elif scheme := _SCHEMES.get(dictionary):
            value = (element.get("value") or "").strip() if scheme == "sdg" else value
            if scheme == "unbis":
                value = value.replace("_", " ").upper()
            yield Keyword(scheme, value, element.get("href") or None)
