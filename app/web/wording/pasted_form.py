"""What the form for a pasted text asks: its fields, the paragraphs of the text, and what of it is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import HTTPException, Request
from starlette.datastructures import QueryParams

from app.domain.passages import MAX_PASSAGE_LENGTH, MAX_PASTED_LENGTH, Passage, clauses
from app.web.html.pager import page_number

_MOST_FIELDS = 50
_PART = re.compile(r"(([0-9]{1,5})(?:\.([0-9]{1,2}))?)(?:/([0-9]{1,7}))?", re.ASCII)
"""A paragraph of a draft by its number, and a clause of it: `7`, `7.2`; with the page of its wordings: `7/3`."""


@dataclass(frozen=True, slots=True)
class PasteForm:
    """The form for a pasted text: what stands in it, what it can be narrowed to, and what is chosen."""

    pasted: str
    max_length: int
    bodies: tuple[str, ...]
    committees: tuple[str, ...]
    body: str
    committee: str


async def posted(request: Request) -> bytes:
    """The body of a form. Raises HTTPException for one of another kind."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise HTTPException(415, "请用本页的表格提交。")
    return await request.body()


def fields_of(body: bytes) -> QueryParams:
    """The fields of a form. Raises HTTPException for too many."""
    try:
        text = body.decode("utf-8", "replace")
        return QueryParams(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        raise HTTPException(422, "表格的项目太多。") from None


def cut_notices(given: str) -> list[str]:
    """That the end of a text is not looked for."""
    if len(given) <= MAX_PASTED_LENGTH:
        return []
    rest = len(given) - MAX_PASTED_LENGTH
    kept = given[MAX_PASTED_LENGTH - 15 : MAX_PASTED_LENGTH]
    return [
        f"全文{len(given)}字，最多查{MAX_PASTED_LENGTH}字：只查到“……{kept}”为止，其后{rest}字没有查，请另行粘贴。"
    ]


def notices_of(given: str, draft: Sequence[Passage]) -> tuple[str, ...]:
    """What of a text is answered otherwise than it was pasted."""
    notices = cut_notices(given)
    if given and not draft:
        notices.append("请粘贴一段文字。")
    if any(one.is_joined for one in draft):
        notices.append("行末没有标点而又写满的行，与下一行并作一段。要分开，请在两行之间空一行。")
    if any(len(one.text) == MAX_PASSAGE_LENGTH for one in draft):
        notices.append(f"超过{MAX_PASSAGE_LENGTH}字的段落，每{MAX_PASSAGE_LENGTH}字作一段。")
    return tuple(notices)


def part_asked(draft: Sequence[Passage], asked: str) -> tuple[str, str, int]:
    """A paragraph or clause of a draft: its number, its words, and the page asked for; none, empty and 1 if there is
    no such part."""
    found = _PART.fullmatch(asked)
    number = int(found[2]) if found else 0
    if not found or not 1 <= number <= len(draft):
        return "", "", 1
    text = draft[number - 1].text
    parts = clauses(text) if found[3] else (text,)
    place = int(found[3] or 1)
    return (
        (found[1], parts[place - 1], page_number(found[4] or "")) if 1 <= place <= len(parts) else ("", "", 1)
    )
