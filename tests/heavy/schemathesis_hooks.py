"""What the fuzzer of the JSON interface leaves out: cases that only it can tell from valid ones."""

from typing import Any

import schemathesis


@schemathesis.hook
def filter_query(context: Any, query: dict[str, Any] | None) -> bool:  # noqa: ANN401  it has no public type
    """Not `body=true` as a boolean, nor `year=0.0` as a number, in the place of a list: in an address these are the list
    of the one string `true`, and of the one number 0."""
    parameters = context.operation.definition.raw.get("parameters", [])
    items = {one["name"]: one["schema"].get("items", {}).get("type") for one in parameters}
    return not any(_is_list_of_one(value, items.get(name)) for name, value in (query or {}).items())


def _is_list_of_one(value: object, item: str | None) -> bool:
    """Whether a value without a list is written as the list of it alone would be."""
    if not isinstance(value, bool | int | float | str):
        return False
    return item == "string" or (item == "integer" and _is_whole(str(value)))


def _is_whole(written: str) -> bool:
    try:
        return float(written).is_integer()
    except ValueError:
        return False
