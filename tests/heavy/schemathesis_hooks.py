"""What the fuzzer of the JSON interface leaves out: cases that only it can tell from valid ones."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(context: Any, query: dict[str, Any] | None) -> bool:  # noqa: ANN401  it has no public type
    """Not `body=true` as a boolean in the place of a list: in an address that is the list of the one string `true`."""
    parameters = context.operation.definition.raw.get("parameters", [])
    lists = {one["name"] for one in parameters if one["schema"].get("items") == {"type": "string"}}
    return not any(isinstance((query or {}).get(name), bool | int | float | str) for name in lists)


@schemathesis.hook
def filter_body(context: Any, body: Any) -> bool:  # noqa: ANN401, ARG001  it has no public type
    """No halves of characters: two of them count as two here, and are one character where they arrive."""
    texts = body.values() if isinstance(body, dict) else ()
    return not any("\ud800" <= sign <= "\udfff" for text in texts if isinstance(text, str) for sign in text)
