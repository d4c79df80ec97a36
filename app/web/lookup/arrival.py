"""What a page says of the query that led to it, by the parameters that `lookup.named` adds to its address."""

from typing import Annotated

from fastapi import Depends

_MOST = 80
"""How much of what was typed is repeated, in characters."""


async def arrival_notices(unread: str = "", draft: str = "", guess: str = "") -> tuple[str, ...]:
    """What was not understood behind a document's name; the draft or report whose adopted text this is."""
    told = []
    if unread:
        told.append(f"没有读懂“{unread[:_MOST]}”，这里只到它前面所指的地方。")
    if draft:
        doubt = "这是按报告中决议草案的次序推定的，请核对。" if guess else ""
        told.append(f"所查的 {draft[:_MOST]} 未收录，这里是由它通过的文本。{doubt}")
    return tuple(told)


ArrivalDep = Annotated[tuple[str, ...], Depends(arrival_notices)]
