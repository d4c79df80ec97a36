"""What is known of a document beside its words: subjects, history, vote, remarks, names."""

from itertools import groupby

from lxml import etree

from app.domain.resolution import Keyword, Resolution, Step
from app.writers.akn.elements import AKN4UN, COUNTED, add, as_address, as_reference
from app.writers.akn.identification import EDITOR
from app.writers.akn.vocabulary import (
    CHOICES,
    COMMITTEES,
    NO_DATE,
    ORGANS,
    STEPS,
    TERMS,
    Wording,
    voting_outcome,
)

_MACHINE = "http://metadata.un.org/sdg"
"""The source of goals and the subjects that come with each."""
_SOURCES = {"sdg": _MACHINE, "sdg_subject": _MACHINE}
_DICTIONARIES = {"sdg": "SDGO", "sdg_subject": "UNBIS", "unbis": "UNBISThesaurus", "authority": "DHLAUTH"}


def write_metadata(meta: etree._Element, text: Resolution, wording: Wording) -> None:
    """Write all blocks behind the identification, in the order of the schema."""
    _keywords(meta, text.keywords)
    if text.steps:
        workflow = add(meta, "workflow", source="#un")
        for step in text.steps:
            _step(workflow, step, text)
    _voting(meta, text, wording)
    _references(meta, text, wording)
    if text.head.remarks:
        notes = add(meta, "notes", source=f"#{EDITOR}")
        for remark in text.head.remarks:
            add(add(notes, "note"), "p", remark)


def _keywords(meta: etree._Element, keywords: tuple[Keyword, ...]) -> None:
    for source, group in groupby(keywords, key=lambda keyword: _SOURCES.get(keyword.scheme, "#DHLAUTH")):
        classification = add(meta, "classification", source=source)
        for keyword in group:
            is_goal, is_refers = keyword.scheme == "sdg", keyword.scheme in ("agenda", "title")
            add(
                classification,
                "keyword",
                value=keyword.value,
                href=as_address(keyword.uri) if keyword.uri else None,
                showAs=f"sdg_{keyword.value}" if is_goal else keyword.value,
                refersTo=keyword.scheme if is_refers else None,
                dictionary=_DICTIONARIES.get(keyword.scheme, "un"),
            )


def _step(workflow: etree._Element, step: Step, text: Resolution) -> None:
    kind = "Decision" if text.head.kind == "decision" else "Resolution"
    outcome = STEPS[step.kind]
    if outcome == "draft":
        outcome += kind + ("AdditionalSponsors" if step.kind == "additional_sponsors" else "")
    elif outcome == "adopted" and text.head.outcome == "not_adopted":
        outcome = "notAdopted"
    element = add(
        workflow,
        "step",
        date=str(step.on or NO_DATE),
        outcome=outcome,
        as_=as_reference(step.symbol) if step.symbol else None,
        by=as_reference(step.by or ""),
        refersTo=as_reference(step.detail) if step.detail else None,
    )
    if step.until:
        element.set(f"{{{AKN4UN}}}end", str(step.until))


def _voting(meta: etree._Element, text: Resolution, wording: Wording) -> None:
    adoption = text.adoption
    outcome = voting_outcome(text.head, adoption)
    counted = {
        "in_favour": adoption.in_favour,
        "against": adoption.against,
        "abstaining": adoption.abstaining,
    }
    if not outcome and not adoption.votes and not any(number is not None for number in counted.values()):
        return
    voting = add(add(add(meta, "analysis", source="#un"), "parliamentary"), "voting", outcome=outcome)
    listed = {group.vote: group.votes for group in adoption.roll_call}
    for choice, name in CHOICES.items():
        number, votes = counted.get(choice), listed.get(choice, ())
        if number is None and not votes:
            continue
        count = add(voting, "count", value=str(len(votes) if number is None else number), refersTo=f"#{name}")
        if number is None:
            count.set(COUNTED, "true")
        if votes:
            voters = etree.SubElement(count, f"{{{AKN4UN}}}voters")
            for vote in votes:
                refers = f"#{vote.state}" if vote.state else "#memberState"
                add(voters, "organization", wording.state(vote.state, vote.name), refersTo=refers)
    if not len(voting):
        add(voting, "quorum", value="")


def _references(meta: etree._Element, text: Resolution, wording: Wording) -> None:
    head = text.head
    block = add(meta, "references", source=f"#{EDITOR}")
    add(block, "TLCOrganization", eId=EDITOR, href="/akn/ontology/organization/jueyi", showAs="决议 Juéyì")
    add(block, "TLCOrganization", eId="un", href="/akn/ontology/organization/un", showAs=wording.publisher())
    organ = ORGANS.get(head.body, head.body)
    add(
        block,
        "TLCOrganization",
        eId=head.body.lower(),
        href=f"/akn/ontology/organization/un/{organ}",
        showAs=wording.organ(head.body),
    )
    if head.committee in COMMITTEES:
        eid, english = COMMITTEES[head.committee]
        shown = head.committee if wording.is_chinese else english
        add(block, "TLCTerm", eId=eid, href=f"/akn/ontology/organization/un/{eid}", showAs=shown)
    for element, eid, href, shown in TERMS:
        add(block, element, eId=eid, href=f"/akn/ontology/{href}", showAs=shown)
    for code, name in _states(text, wording).items():
        add(
            block,
            "TLCOrganization",
            eId=code,
            href=f"/akn/ontology/organization/un/memberState/{code}",
            showAs=name,
        )


def _states(text: Resolution, wording: Wording) -> dict[str, str]:
    """The states that voted or sponsored, by their codes."""
    named = [(vote.state, vote.name) for vote in text.adoption.votes]
    named += [(sponsor.state, sponsor.name) for sponsor in text.sponsors]
    return {code: wording.state(code, name) for code, name in named if code}
