"""Files that are damaged, hostile, locked or no Word files are refused, each with its true reason."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.docx import layout_of, read
from app.sources.formats import format_of
from tests.conftest import only
from tests.rendering.docx.markup import W, w
from tests.sources.docx.building import in_list, laid_out, mark, note, p, texts, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
TEXT = (
    p("联合国"),
    p("A/RES/77/999"),
    p("大会"),
    p("77/999. 养护山地牧场"),
    p("大会，"),
    p("回顾其各项决议", mark("footnote", 1), "，"),
    p("决定继续审议这一问题。", list=in_list(1)),
    p("2022年12月15日"),
    p("第54次全体会议"),
)
PARTS = {
    "footnotes": w("footnotes", note("footnote", 1, p("第76/1号决议。"))),
    "numbering": w(
        "numbering",
        w(
            "abstractNum",
            w("lvl", w("numFmt", val="decimal"), w("lvlText", val="%1."), ilvl=0),
            abstractNumId=1,
        ),
        w("num", w("abstractNumId", val=1), numId=1),
    ),
}
FILE = word_file(*TEXT, **PARTS)


def changed(member: str, data: bytes | None, source: bytes = FILE) -> bytes:
    """The file with a member that has other bytes, or none."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != member:
                new.writestr(info.filename, old.read(info))
        if data is not None:
            new.writestr(member, data)
    return out.getvalue()


def document(inside: str) -> bytes:
    return f'<w:document xmlns:w="{W}"><w:body>{inside}</w:body></w:document>'.encode()


def flagged_as_encrypted(data: bytes) -> bytes:
    """The file with the bit of encryption set for every member."""
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(sign)
        while start >= 0:
            data = data[: start + at] + bytes([data[start + at] | 1]) + data[start + at + 1 :]
            start = data.find(sign, start + 4)
    return data


def test_a_resolution_is_read(names: Names) -> None:
    resolution = only(read(FILE, "text", names)).resolution
    assert resolution.head.symbol == "A/RES/77/999"
    assert [(one.anchor, one.text) for one in resolution.paragraphs] == [
        ("pp/1", "回顾其各项决议，"),
        ("op/1", "决定继续审议这一问题。"),
    ]
    assert [(one.anchor, one.text) for one in resolution.footnotes] == [("fn/1", "第76/1号决议。")]
    assert resolution.head.meeting == "第54次全体会议"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b"no archive", "不是 ZIP"),
        (FILE[: len(FILE) // 2], "不完整或已损坏"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (OLE, "旧版办公文件"),
        (flagged_as_encrypted(FILE), "密码"),
        (changed("word/document.xml", None), "没有 Word 文档"),
        (changed("_rels/.rels", None), "没有 Word 文档"),
        (changed("word/document.xml", b""), "空文件"),
        (changed("word/document.xml", b"<w:document"), "不是格式良好的 XML"),
        (changed("word/document.xml", document("")[: -len("</w:body></w:document>")]), "XML 不完整"),
        (changed("word/document.xml", f'<w:document xmlns:w="{W}"/>'.encode()), "没有正文"),
        (changed("word/document.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + document("")), "DOCTYPE"),
        (changed("word/document.xml", document("<w:p>" * 300 + "</w:p>" * 300)), "嵌套过深"),
        (changed("word/document.xml", document("<w:p/>" * 2_000_001)), "标签超过"),
        (changed("word/document.xml", document(" " * 64_000_001)), "超过 64 MB"),
        (
            changed(
                "[Content_Types].xml",
                b'<Types><Override PartName="/word/document.xml" ContentType="spreadsheetml.sheet.main"/></Types>',
            ),
            "别的办公文件",
        ),
    ],
)
def test_reasons_of_refusal(names: Names, data: bytes, reason: str) -> None:
    problem = read(data, "text", names)
    assert isinstance(problem, Problem)
    assert reason in problem.message


def test_an_archive_of_very_many_files_is_refused(names: Names) -> None:
    out = io.BytesIO(FILE)
    with zipfile.ZipFile(out, "a") as archive:
        for index in range(10_001):
            archive.writestr(f"x{index}", b"")
    problem = read(out.getvalue(), "text", names)
    assert isinstance(problem, Problem)
    assert "最多 10000 个" in problem.message


def test_files_with_macros_and_templates_are_read_as_documents() -> None:
    for kind in (b"ms-word.document.macroEnabled.main", b"wordprocessingml.template.main"):
        types = (
            b'<Types xmlns="t"><Override PartName="/word/document.xml" ContentType="%s+xml"/></Types>' % kind
        )
        assert len(layout_of(changed("[Content_Types].xml", types)).paragraphs) == len(TEXT)


@pytest.mark.parametrize("ending", [".docx", ".docm", ".dotx", ".dotm", ".DOCX"])
def test_endings_of_word_files(ending: str) -> None:
    assert format_of(ending, FILE).read is read


def test_the_strict_form_is_read() -> None:
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        data = archive.read("word/document.xml").replace(W.encode(), strict)
    assert len(layout_of(changed("word/document.xml", data)).paragraphs) == len(TEXT)


def test_a_file_of_pictures_is_a_scan(names: Names) -> None:
    problem = read(word_file(p(w("r", w("drawing")))), "text", names)
    assert isinstance(problem, Problem)
    assert "扫描件" in problem.message


def test_relationships_that_lead_nowhere_are_left_alone() -> None:
    assert texts(laid_out(p(w("hyperlink", p("x")), w("footnoteReference"), "字"))) == ["字"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_never_raises(names: Names, data: st.DataObject) -> None:
    """Bytes of the archive, or of the main part inside a sound one, are changed, cut out or doubled."""
    inside = data.draw(st.booleans())
    with zipfile.ZipFile(io.BytesIO(FILE)) as archive:
        whole = archive.read("word/document.xml") if inside else FILE
    start = data.draw(st.integers(0, len(whole) - 1))
    end = min(len(whole), start + data.draw(st.integers(0, 40)))
    middle = data.draw(st.one_of(st.binary(max_size=20), st.just(whole[start:end] * 2)))
    damaged = whole[:start] + middle + whole[end:]
    found = read(changed("word/document.xml", damaged) if inside else damaged, "text", names)
    assert isinstance(found, Problem) or found[0].resolution.paragraphs
