import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sources.decoding import decode

TEXT = "人权理事会，\n\n1. 重申；\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_that_texts_come_in(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


TRADITIONAL = "人權理事會，\n\n1. 重申《聯合國憲章》的宗旨和原則；\n"


def test_big5_is_told_from_gb18030_by_the_characters_that_it_yields() -> None:
    assert decode(TRADITIONAL.encode("big5")) == TRADITIONAL
    assert decode(TRADITIONAL.encode("gb18030")) == TRADITIONAL


@pytest.mark.parametrize("damage", [b"\xff", b"\xe5"])
def test_a_few_damaged_bytes_do_not_turn_a_text_into_another_encoding(damage: bytes) -> None:
    data = TRADITIONAL.encode()
    cut = data.index("宗旨".encode())
    assert decode(data[:cut] + damage + data[cut:]) == TRADITIONAL.replace("宗", "\ufffd宗")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b" \n\n ", "空文件"),
        (b"\xef\xbb\xbf", "空文件"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01", "二进制|不是 UTF-8"),
        (b"\xff\xfe\x00", "不是 UTF-8"),
        (b"\xff" * 7, "不是 UTF-8"),
        (b"%PDF-1.7\x01\x02", "二进制"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert decode(data).strip()
    except ValueError as error:
        assert str(error)  # noqa: PT017  either outcome is right
