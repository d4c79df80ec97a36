"""What answers of the JSON interface share: Pydantic models and fields, as OpenAPI describes them.

Dates are ISO 8601 (`2022-07-07`). Offsets count Unicode code points. `url` is relative to the archive,
`absolute_url` whole.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Symbol = Annotated[str | None, Field(description="Canonical UN symbol; null where the text prints none.")]
Identity = Annotated[
    str, Field(description="The symbol as addresses have it, or a provisional identity `x/…`.")
]
Url = Annotated[str, Field(description="Address in the archive, beginning with `/`.")]
AbsoluteUrl = Annotated[str, Field(description="The same address with scheme and host.")]
Anchor = Annotated[str, Field(description="Place in the document, such as `op/5/a`, `pp/3`, `fn/6`.")]
AddedAt = Annotated[datetime, Field(description="Since when the archive holds the document, in UTC.")]
ChangedAt = Annotated[
    datetime,
    Field(
        description="When its text or head last changed, in any language, in UTC. What merely follows from others does not count."
    ),
]
AdoptedOn = Annotated[date | None, Field(description="Date of adoption.")]


class Schema(BaseModel):
    """Answers are frozen, and have no fields but those described."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentReference(Schema):
    """A document, as lists of something else name it."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    title: str | None
    adopted_on: AdoptedOn


class ProblemDetails(Schema):
    """An error (RFC 9457). Further members may stand beside these."""

    model_config = ConfigDict(
        frozen=True,
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "本库未收录 A/RES/99/9",
                    "instance": "/api/v1/documents/A/RES/99/9",
                    "request_id": "2a76371b954cb969",
                }
            ]
        },
    )

    type: str = Field(description="Kind of problem; `about:blank`: the status says it all.")
    title: str = Field(description="The status in words, in English.")
    status: int = Field(description="HTTP status.", ge=400, le=599)
    detail: str = Field(description="What is wrong, in Chinese.")
    instance: str = Field(description="Path of the request, cut at 80 characters.")
    request_id: str = Field(
        description="Identifier of the request, as in the header `X-Request-Id` and in the log."
    )


class Paged(Schema):
    """Which part of a list this is, and the ways to its neighbours (also as `Link` headers, RFC 8288)."""

    page: int = Field(description="From 1.", examples=[1])
    size: int = Field(description="Entries on a page.", examples=[20])
    next: str | None = Field(description="Absolute address of the next page; null on the last.")
    prev: str | None = Field(description="Absolute address of the page before; null on the first.")
