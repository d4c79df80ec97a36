"""What the words of a document cite, and what its source links: pairs to be compared."""

import time
from dataclasses import dataclass

from app.domain.citations import CitingContext, cite
from app.domain.citations.link_evidence import is_half, linked_target
from app.domain.citations.surface_form import surface_form
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.organs import Names
from app.domain.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Pairs:
    """The symbols that a document links and those that its words cite, without its own.

    `beside` are those cited in paragraphs and footnotes that have a link; of the `spoken` references at which
    a link stands, `agreeing` mean what it means. `seconds` is the processor time that finding took.
    """

    document: str
    linked: frozenset[str]
    found: frozenset[str]
    beside: frozenset[str]
    spoken: int
    agreeing: int
    references: int
    seconds: float


def pairs_of(source: Resolution, read: Resolution, names: Names) -> Pairs:
    """Compare the links of a source with the references in the same text as it was read, perhaps without them."""
    context = CitingContext.of(read.head, names)
    assert context is not None
    started = time.process_time()
    cited = cite(read, context)
    seconds = time.process_time() - started
    own = source.head.symbol
    linked = {
        target
        for unit in source.units
        for link in unit.links
        if (target := linked_target(surface_form(unit.text), link)) and target != own
    }
    found = {
        citation.target
        for unit in cited.units
        for citation in unit.citations
        if _counts(citation.target, own)
    }
    beside = {
        citation.target
        for unit in cited.units
        if unit.links
        for citation in unit.citations
        if _counts(citation.target, own)
    }
    spoken, agreeing = _agreement(cited)
    references = sum(len(unit.citations) for unit in cited.units)
    linked = {next((target for target in found if target and is_half(target, one)), one) for one in linked}
    return Pairs(
        source.id,
        frozenset(linked),
        frozenset(target for target in found if target),
        frozenset(target for target in beside if target),
        spoken,
        agreeing,
        references,
        seconds,
    )


def _counts(target: str | None, own: str | None) -> bool:
    """Only documents count; the sources link no instruments, and a document's own symbol says nothing."""
    return target is not None and target != own and not target.startswith(INSTRUMENT_PREFIX)


def _agreement(cited: Resolution) -> tuple[int, int]:
    """At how many references a link stands, and at how many of these it means the same."""
    spoken = agreeing = 0
    for unit in cited.units:
        links = [(link, linked_target(surface_form(unit.text), link)) for link in unit.links]
        for citation in unit.citations:
            here = [
                target
                for link, target in links
                if target and link.start < citation.end and citation.start < link.end
            ]
            if here and citation.target and not citation.target.startswith(INSTRUMENT_PREFIX):
                spoken += 1
                agreeing += any(
                    target == citation.target or is_half(citation.target, target) for target in here
                )
    return spoken, agreeing
