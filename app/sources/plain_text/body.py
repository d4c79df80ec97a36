"""Stage 3: which block is a paragraph, a point or a heading, and its label."""

from collections.abc import Iterator

from app.domain.resolution import NoteMark
from app.sources.blocks import Block, RichText
from app.sources.labels import typed
from app.sources.structure import Body, structure

_LONGEST_HEADING = 40
"""In characters."""


def read_body(texts: list[RichText]) -> Body:
    """Read the blocks between the opening formula and the closing lines.

    A sole operative paragraph without a number, the last block, ending in a full stop, is `op/1`.
    """
    return structure(list(_blocks([_without_stars(text) for text in texts])))


def _blocks(texts: list[RichText]) -> Iterator[Block]:
    labels = [typed(content.text) for content in texts]
    first = next((index for index, label in enumerate(labels) if label and label.kind == "number"), None)
    for index, (content, label) in enumerate(zip(texts, labels, strict=True)):
        is_operative = first is not None and index > first
        is_last = index == len(texts) - 1
        if label and label.kind == "number":
            yield Block("numbered", content.from_(label.end), label.text)
        elif label and label.kind in ("point", "bullet") and index:
            yield Block("point", content.from_(label.end), label.text)
        elif is_operative and _is_heading(content.text):
            yield Block("heading", content)
        elif is_operative:
            yield Block("text", content)
        elif first is None and is_last and content.text.endswith("。"):
            yield Block("sole", content)
        else:
            yield Block("preambular", content)


def _without_stars(content: RichText) -> RichText:
    """The text without the `**` that set words in bold, and where these words are."""
    parts = content.text.split("**")
    marks = tuple(
        NoteMark(mark.number, mark.offset - 2 * content.text[: mark.offset].count("**"))
        for mark in content.marks
    )
    edges = [sum(map(len, parts[: index + 1])) for index in range(len(parts))]
    bold = tuple(zip(edges[0:-1:2], edges[1:-1:2], strict=False))
    return RichText("".join(parts), marks, bold=bold)


def _is_heading(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "，；。：、"
