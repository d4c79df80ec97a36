"""The addresses of a document by FRBR, as the United Nations makes them."""

import re
from dataclasses import dataclass

from lxml import etree

from app.domain.resolution import Resolution
from app.domain.symbols import Symbol
from app.writers.akn.elements import add
from app.writers.akn.vocabulary import BODIES, NO_DATE, Wording

EDITOR = "jueyi"
"""Who made the markup; the reader of XML knows our files by it."""


@dataclass(frozen=True, slots=True)
class FrbrAddress:
    """The addresses of a text as work, expression and manifestation, without the component at their ends."""

    work: str
    expression: str
    manifestation: str


def frbr_address(text: Resolution, wording: Wording) -> FrbrAddress:
    """The addresses of a text: `/akn/un/statement/deliberation/unga/2022-12-15/77-213/`.

    The United Nations makes them of organ, date of adoption and number, so they are those of its files, wherever it has
    these right.
    """
    head = text.head
    dated = head.published_on if head.kind == "draft" else head.adopted_on
    body = BODIES.get(head.body, head.body.lower().replace(" ", "-"))
    work = f"/akn/un/statement/deliberation/{body}/{dated or NO_DATE}/{_number(text, wording)}/"
    expression = f"{work}{wording.code}@/"
    return FrbrAddress(work, expression, f"{expression.rstrip('/')}.xml")


def _number(text: Resolution, wording: Wording) -> str:
    """`77-213`, `77-256B`, `2722-2024`; of a draft, its symbol behind that of the organ."""
    head = text.head
    if head.number and head.kind != "draft":
        return re.sub(r"[^0-9A-Za-z.]+", "-", re.sub(r"\s+(?=[A-Z]$)", "", head.number)).strip("-")
    if head.symbol is None:
        return re.sub(r"[^0-9A-Za-z.]+", "-", text.id.rpartition("/")[2]).strip("-") or "nn"
    organ = wording.names.organ_by_code(head.body)
    shown = Symbol(head.symbol).url.removeprefix(f"{organ.root}/" if organ else "")
    return re.sub(r"[^0-9A-Za-z.]+", "-", shown).strip("-")


def write_identification(
    meta: etree._Element,
    text: Resolution,
    wording: Wording,
    *,
    marked_on: str = NO_DATE,
    component: str = "",
) -> None:
    """Write the block that identifies a text, or with `component` (`/annex`) a part of it."""
    head, address = text.head, frbr_address(text, wording)
    author = f"#{head.body.lower()}"
    adopted, printed = str(head.adopted_on or NO_DATE), str(head.published_on or NO_DATE)
    block = add(meta, "identification", source=f"#{EDITOR}")
    work = add(block, "FRBRWork")
    add(work, "FRBRthis", value=f"{address.work}!main{component}" if component else f"{address.work}!main/")
    add(work, "FRBRuri", value=address.work)
    if head.kind == "draft":
        add(work, "FRBRdate", date=printed, name="voting" if head.outcome == "not_adopted" else "draft")
    else:
        add(work, "FRBRdate", date=adopted, name="adoption")
    add(work, "FRBRauthor", href=author, as_="#author")
    add(work, "FRBRcountry", value="un")
    if head.symbol:
        add(work, "FRBRname", value=head.symbol)
    expression = add(block, "FRBRExpression")
    this = address.expression.removesuffix("/")
    add(expression, "FRBRthis", value=f"{this}!main{component}" if component else f"{this}!main/")
    add(expression, "FRBRuri", value=address.expression)
    add(expression, "FRBRdate", date=printed, name="publication")
    add(expression, "FRBRauthor", href=author, as_="#issuer")
    add(expression, "FRBRlanguage", language=wording.code)
    manifestation = add(block, "FRBRManifestation")
    add(manifestation, "FRBRthis", value=f"{address.expression}!main{component}.xml")
    add(manifestation, "FRBRuri", value=address.manifestation)
    add(manifestation, "FRBRdate", date=marked_on, name="markup")
    add(manifestation, "FRBRauthor", href=f"#{EDITOR}", as_="#editor")
