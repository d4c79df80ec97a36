"""A reading as text that a person can hold against the source: one line for each fact and each unit."""

from collections.abc import Iterator

from app.domain.resolution import Resolution
from app.sources.reading import Reading


def golden_text(reading: Reading) -> str:
    """The whole of a resolution, paragraph by paragraph, with marks and verbs; then what was left out of it as
    page furniture."""
    furniture = (
        f"{claim.role} {claim.line.text}" for claim in reading.claims if claim.role.startswith("furniture")
    )
    return "\n".join([*_lines(reading.resolution), "", *furniture]) + "\n"


OF_A_DOUBTED_DATE = ("adopted_as_printed", "dated_by", "dated_from", "dated_to")


def _lines(resolution: Resolution) -> Iterator[str]:
    yield f"id: {resolution.id}"
    for name in resolution.head.__dataclass_fields__:
        value = getattr(resolution.head, name)
        if value is not None or name not in OF_A_DOUBTED_DATE:
            yield f"{name}: {value}"
    for sponsor in resolution.sponsors:
        yield f"sponsor: {sponsor.name} {sponsor.state} {sponsor.mark or ''}".rstrip()
    adoption = resolution.adoption
    yield f"adoption: {adoption.method} {adoption.in_favour}-{adoption.against}-{adoption.abstaining} {adoption.text}"
    for vote in adoption.votes:
        yield f"vote: {vote.vote} {vote.name} {vote.state}"
    for problem in resolution.problems:
        yield f"problem: {problem.anchor} {problem.code} {problem.message}"
    for unit in resolution.paragraphs:
        yield ""
        yield f"{unit.anchor} {unit.kind} number={unit.number} depth={unit.depth} verb={unit.verb}"
        yield f"    {_marked(unit.text, {mark.offset: mark.number for mark in unit.notes}, (unit.verb_start, unit.verb_end))}"
    for note in resolution.footnotes:
        yield ""
        yield f"{note.anchor} number={note.number}"
        yield f"    {note.text}"


def _marked(text: str, marks: dict[int, str], verb: tuple[int, int]) -> str:
    """The text with `[n]` at footnote marks and `|` around the printed verb, or behind it where it comes first."""
    marked = ""
    for offset in range(len(text) + 1):
        marked += "|" if offset in verb and offset else ""
        marked += f"[{marks[offset]}]" if offset in marks else ""
        marked += text[offset : offset + 1]
    return marked


def citation_rows(resolution: Resolution) -> Iterator[str]:
    """Each reference of a document on a line: where it stands, its words, what it means, which part of it."""
    for unit in resolution.units:
        for found in unit.citations:
            meant = found.target or "|".join(found.candidates)
            said = (found.organ_by or "", str(found.dated or ""), found.titled or "")
            places = " ".join(found.places)
            yield "\t".join(
                (resolution.id, unit.anchor, found.text, meant, found.pinpoint or "", places, *said)
            )
