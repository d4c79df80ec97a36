"""Headers as bytes are set and read as Starlette does."""

from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Message

from app.web.http.raw_headers import header, put, raw

HEADERS = st.lists(st.tuples(st.sampled_from((b"a", b"b", b"etag")), st.sampled_from((b"", b"1", b"\xe9"))))


@given(HEADERS, st.dictionaries(st.sampled_from(("A", "b", "ETag", "x-y")), st.sampled_from(("2", "\xe9"))))
def test_what_is_set_takes_the_place_of_what_was(
    given_: list[tuple[bytes, bytes]], own: dict[str, str]
) -> None:
    message: Message = {"type": "http.response.start", "headers": [*given_]}
    expected = MutableHeaders(raw=[*given_])
    expected.update(own)
    put(message, raw(own))
    assert message["headers"] == expected.raw


@given(HEADERS)
def test_the_first_value_is_read(given_: list[tuple[bytes, bytes]]) -> None:
    assert header({"headers": given_}, b"etag") == Headers(raw=given_).get("etag", "")
