"""Where a paragraph comes from and what became of it: through its series, and outside of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.db.models import Document
from app.db.queries import series
from app.db.queries.series import Form
from app.domain.redline import Change, changes, unclosed_form
from app.domain.text import fold
from app.search.wording import find_wording
from app.web.agreed import Place, places
from app.web.deps import Shelf, Site

_OUTSIDE = 5
"""How many places outside of the series are listed."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A wording in the texts that have it, one after another; `changes` are those from the wording before it."""

    places: tuple[Place, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Genealogy:
    """The wordings of a paragraph, the first one first; and where else it stands in the same or like words.

    `outside` are some of the places in other texts than those of the series, the likest first, with their
    likeness (0 to 1); there are `others` in all.
    """

    stages: tuple[Stage, ...]
    outside: tuple[tuple[Place, float], ...]
    others: int


def genealogy(shelf: Shelf, site: Site, document: Document, anchor: str, text: str) -> Genealogy:
    """The genealogy of a paragraph of a document."""
    forms = series.genealogy(shelf.session, document, anchor)
    kin = {*series.addresses(shelf.session, document), document.address}
    found = find_wording(shelf.search, [fold(text)], {})
    columns = shelf.search.columns
    owners = columns.unit_document[found.units].tolist()
    outside = [number for number, owner in enumerate(owners) if columns.addresses[owner] not in kin]
    shown = outside[:_OUTSIDE]
    listed = [place for place, _ in places(shelf, found, shown)] if shown else []
    ratios = found.ratios[shown].tolist()
    return Genealogy(tuple(_stages(site, forms)), tuple(zip(listed, ratios, strict=True)), len(outside))


def _stages(site: Site, forms: tuple[Form, ...]) -> Iterator[Stage]:
    """Forms in the same words together."""
    before: Form | None = None
    together: list[Form] = []
    for form in forms:
        if together and unclosed_form(form.text) != unclosed_form(together[-1].text):
            yield _stage(site, before, together)
            before, together = together[-1], []
        together.append(form)
    if together:
        yield _stage(site, before, together)


def _stage(site: Site, before: Form | None, forms: list[Form]) -> Stage:
    old = before.text if before else forms[0].text
    return Stage(
        tuple(Place(form.document, form.anchor) for form in forms), changes(old, forms[0].text, site.words)
    )
