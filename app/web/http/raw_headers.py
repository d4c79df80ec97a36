"""Headers as ASGI has them: names in lower case and values, as bytes. Each request passes through here many times."""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Scope


def header(sent: Scope | Message, name: bytes) -> str:
    """The first value of a header, empty if there is none; `name` is in lower case."""
    for given, value in sent["headers"]:
        if given == name:
            found: str = value.decode("latin-1")
            return found
    return ""


def raw(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    """Headers as `put` takes them."""
    return {name.lower().encode("latin-1"): value.encode("latin-1") for name, value in headers.items()}


def put(message: Message, headers: Mapping[bytes, bytes]) -> None:
    """Set headers of a response; one that it has already is replaced."""
    given: list[tuple[bytes, bytes]] = message["headers"]
    if headers.keys().isdisjoint([name for name, _ in given]):
        given.extend(headers.items())
        return
    all_of_it = MutableHeaders(raw=given)
    for name, value in headers.items():
        all_of_it[name.decode("latin-1")] = value.decode("latin-1")
