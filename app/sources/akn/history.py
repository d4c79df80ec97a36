"""The history and subjects of a document: steps, sponsors, keywords."""

import re

from lxml import etree

from app.domain.organs import Names
from app.domain.resolution import Keyword, Problem, Scheme, Sponsor, Step, StepKind
from app.sources.akn.inline import plain_text
from app.sources.akn.lettered_parts import LetteredPart
from app.sources.dates import iso_date
from app.sources.sponsors import SPONSORS, printed_sponsors, unknown_sponsor

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
_ON_BEHALF = re.compile(r"\(\s*on behalf of[^)]*\)?|\bon behalf of .*", re.IGNORECASE)
_NO_STATE = re.compile(r"^\s*(?:submitted|introduced|on the basis|draft)\b", re.IGNORECASE)
_SCHEMES: dict[str, Scheme] = {
    "SDGO": "sdg",
    "UNBIS": "unbis",
    "UNBIS Thesaurus": "unbis",
    "DHLAUTH": "authority",
}


def read_steps(part: LetteredPart) -> tuple[Step, ...]:
    """The steps that have a date, a document, a name or a detail."""
    steps = [_step(element) for element in part.all("{*}meta/{*}workflow/{*}step")]
    return tuple(step for step in steps if step.symbol or step.by or step.detail or step.on)


def _step(element: etree._Element) -> Step:
    told = element.get("as", "").strip()
    is_document = bool(re.match(r"[A-Z]+/", told))
    by = element.get("by", "").strip()
    return Step(
        kind=_STEPS.get(element.get("outcome", ""), "other"),
        symbol=told if is_document else None,
        on=iso_date(element.get(f"{_NAMESPACE}start")) or iso_date(element.get("date")),
        by=by or (None if is_document else told or None),
        detail=element.get("refersTo", "").strip() or None,
        until=iso_date(element.get(f"{_NAMESPACE}end")),
    )


def read_sponsors(
    part: LetteredPart, steps: tuple[Step, ...], names: Names
) -> tuple[tuple[Sponsor, ...], list[Problem]]:
    """The sponsors: from the first page, in Chinese, if it is included, else from the steps."""
    line = plain_text(part.first("{*}preface//{*}docTitle[@refersTo='sponsors']"))
    if printed := SPONSORS.search(line):
        listed = tuple(printed_sponsors(printed["names"], names))
        return listed, [unknown_sponsor(sponsor.name) for sponsor in listed if sponsor.state is None]
    sponsors, problems = [], []
    for step in steps:
        if step.kind not in ("draft", "additional_sponsors") or not step.by or _NO_STATE.match(step.by):
            continue
        states, rest = names.states_named_in_english(_ON_BEHALF.sub("", step.by))
        is_additional = step.kind == "additional_sponsors"
        sponsors += [Sponsor(state.code, state.name, is_additional=is_additional) for state in states]
        left = re.sub(r"\b(?:and|the|of|representatives?)\b|[\s,;:.()*]", " ", rest).split()
        problems += [unknown_sponsor(" ".join(left))] if left else []
    return tuple(dict.fromkeys(sponsors)), problems


def read_keywords(part: LetteredPart) -> tuple[Keyword, ...]:
    """Goals and subjects without repetitions. EuroVoc repeats the same subjects and is left out."""
    keywords = []
    for element in part.all("{*}meta/{*}classification/{*}keyword"):
        refers, dictionary = element.get("refersTo", ""), element.get("dictionary", "")
        value = (element.get("showAs") or element.get("value") or "").strip()
        if refers == "agenda":
            keywords.append(Keyword("agenda", value))
        elif refers == "title":
            keywords.append(Keyword("title", value))
        elif scheme := _SCHEMES.get(dictionary):
            value = (element.get("value") or "").strip() if scheme == "sdg" else value
            if scheme == "unbis":
                value = value.replace("_", " ").upper()
            keywords.append(Keyword(scheme, value, element.get("href") or None))
    by_value = {(keyword.scheme, keyword.value): keyword for keyword in reversed(keywords) if keyword.value}
    return tuple(reversed(by_value.values()))
