"""What a file is by its own bytes, whatever its name says.

Sources of the signatures: ISO 32000-2 (PDF), ECMA-376 and ISO 26300 (packages), [MS-CFB] and [MS-OFFCRYPTO] (old and
encrypted Office files), WHATWG MIME Sniffing (web pages, pictures, archives).
"""

import codecs
import re
from typing import Literal

Kind = Literal["pdf", "docx", "doc", "html", "akn"]
"""What can be read, by the names of the formats; `doc` is also Rich Text Format, which is converted like it."""

_BEGINNING = 4096
"""How much of a file tells what markup it is, in bytes."""
_PDF_WITHIN = 1024
"""Within how many bytes the header of a PDF begins; what stands before it is junk of a transfer."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {"WordDocument": "doc", "Workbook": "Excel 表格", "PowerPoint Document": "PowerPoint 幻灯片"}
_PARTS = {b"word/document": "docx", b"xl/workbook": "Excel 表格", b"ppt/presentation": "PowerPoint 幻灯片"}
_CONTENT_TYPES = b"[Content_Types].xml"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument."
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")
_NO_MARKUP = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|div|table|p|h[1-6]|meta|title|center|font|span|br)\b", re.I
)
_TAG = re.compile(r"</?(?:p|br|div|td|tr|h[1-6]|font|span|sup|li|b|i)\b[^<>]{0,200}>", re.I)
_MANY, _SOME = 0.2, 3
"""Least share of lines with a tag, and least number of them, in a page that does not begin with one."""
_WORD_OF_2003 = re.compile(r'<\?mso-application progid="Word|<pkg:package|<w:wordDocument')
_WEB_ARCHIVE = re.compile(r"(?:[\w-]+:.*\r?\n)*MIME-Version:", re.I)


def kind_of(data: bytes) -> Kind | None:
    """What a file is; None for plain text and what cannot be told.

    Raises ValueError, with a reason in Chinese, if it is something that is never read.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _of_package(data)
    if data.startswith(_OLD_OFFICE):
        return _of_old_office(data)
    if data.startswith(b"{\\rtf"):
        return "doc"
    if data.startswith(_PICTURES) and _is_binary(data):
        raise ValueError("是图片，没有文字；请先做文字识别（OCR），存为带文字层的 PDF 或纯文本")
    if data.startswith(_ARCHIVES):
        raise ValueError("是压缩包，请先解压")
    return _of_markup(_decoded(data[:_BEGINNING]))


def _is_binary(data: bytes) -> bool:
    return any(byte < 9 for byte in data[:_BEGINNING])


def _of_package(data: bytes) -> Kind:
    found = next((kind for part, kind in _PARTS.items() if part in data), None)
    if found == "docx" or (found is None and _CONTENT_TYPES in data):
        return "docx"
    if found:
        raise ValueError(f"是 {found}，不是文本")
    if _OPEN_DOCUMENT in data[:200]:
        raise ValueError("是 OpenDocument 文件，请在 LibreOffice 中另存为 .docx")
    raise ValueError("是压缩包，请先解压")


def _of_old_office(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ValueError("有密码，请去掉密码再收录")
    found = next((kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data), None)
    if found == "doc":
        return "doc"
    raise ValueError(f"是 {found}，不是文本" if found else "是旧式 Office 文件，里面没有 Word 文本")


def _decoded(data: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data.decode(encoding, "replace").lstrip("\ufeff")
    return data.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _of_markup(beginning: str) -> Kind | None:
    if _WORD_OF_2003.search(beginning):
        raise ValueError("是 Word 2003 的 XML，请在 Word 或 LibreOffice 中另存为 .docx")
    if _WEB_ARCHIVE.match(beginning) and "multipart/related" in beginning:
        raise ValueError("是网页归档（MHTML），请在浏览器中另存为 .html")
    start = _NO_MARKUP.match(beginning)
    at = start.end() if start else 0
    if _PAGE.match(beginning, at):
        return "html"
    if beginning.lstrip().startswith("<?xml") or beginning.startswith("<akomaNtoso", at):
        return "akn"
    return "html" if _is_tagged(beginning) else None


def _is_tagged(beginning: str) -> bool:
    """Whether a text that does not begin as a page is a part of one."""
    lines = [line for line in beginning.splitlines() if line.strip()]
    tagged = sum(bool(_TAG.search(line)) for line in lines)
    return tagged >= max(_SOME, _MANY * len(lines))
