"""What a file is, whatever its name says."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sources.formats import FORMATS, NotReadableError, format_of
from app.sources.magic import kind_of


def package(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in parts:
            archive.writestr(part, "大会，")
    return file.getvalue()


def old_office(*streams: str) -> bytes:
    names = b"".join(stream.encode("utf-16-le").ljust(64, b"\0") for stream in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n", "pdf"),
        (package("[Content_Types].xml", "word/document.xml"), "docx"),
        (old_office("Root Entry", "WordDocument"), "doc"),
        (b"{\\rtf1\\ansi", "doc"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "html"),
        (b"<!-- saved from url -->\n<HTML>", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "html"),
        ("<p>大会，</p>".encode(), "html"),
        (b'<?xml version="1.0"?><akomaNtoso>', "akn"),
        (b"<akomaNtoso>", "akn"),
        ("大会，\n\n1. 请各国合作。".encode(), None),
        ("BM 与 GIF8 是图片的开头".encode(), None),
        ("第77/1号决议 <附件>".encode(), None),
        (b"", None),
    ],
)
def test_a_kind_is_known_by_its_bytes(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "图片"),
        (b"MM\x00*\0\0", "图片"),
        (b"\x1f\x8b\x08", "压缩包"),
        (package("a.txt"), "压缩包"),
        (package("xl/workbook.xml"), "Excel"),
        (old_office("Root Entry", "Workbook"), "Excel"),
        (old_office("Root Entry", "EncryptionInfo", "EncryptedPackage"), "密码"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.text", "OpenDocument"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "Word 2003"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", "MHTML"),
    ],
)
def test_what_is_never_read_is_called_by_its_name(data: bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        kind_of(data)


@pytest.mark.parametrize("suffix", FORMATS)
@given(st.binary(max_size=200))
def test_any_bytes_have_a_format_or_a_reason(suffix: str, data: bytes) -> None:
    with suppress(NotReadableError):
        assert format_of(suffix, data) in FORMATS.values()


def test_xml_called_txt_is_read_as_xml() -> None:
    assert format_of(".txt", b'<?xml version="1.0"?><akomaNtoso/>') is FORMATS[".xml"]
