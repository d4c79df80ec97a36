"""The package of a Word file: a ZIP archive with XML parts and their relationships (ECMA-376, part 2)."""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from app.sources.safe_xml import parse_xml

MOST_MEMBERS = 10_000
"""Maximum number of files in a package."""

LARGEST_PART = 64_000_000
"""Maximum unpacked size of a part that is read, in bytes."""

LARGEST_PACKAGE = 128_000_000
"""The same of all parts that are read, together."""

MOST_TAGS = 2_000_000
"""Maximum number of tags in a part. Word sets few characters in each element; a text of 300 pages has 400,000."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRICT = "http://purl.oclc.org/ooxml/"
_COMMON = "http://schemas.openxmlformats.org/"
_STRICT_NAMES = re.compile(rb"http://purl\.oclc\.org/ooxml/(officeDocument|wordprocessingml|drawingml)/")
_MAIN_KINDS = re.compile(
    r"wordprocessingml\.(?:document|template)\.main|ms-word\.(?:document|template)\.macroEnabled"
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: the kind by its last word (`footnotes`), the target, and whether it is outside."""

    kind: str
    target: str
    is_outside: bool


class Package:
    """The parts of a package, read when they are asked for."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}
        self._left = LARGEST_PACKAGE
        self._relations: dict[str, dict[str, Relation]] = {}
        self.main = self._main()

    def part(self, name: str) -> etree._Element | None:
        """The root element of a part, or None if there is none; raises ValueError as `opened` does."""
        info = self._names.get(name.lower())
        return parse_xml(_common_namespaces(self._bytes(info))) if info else None

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part, by identifier."""
        if name not in self._relations:
            self._relations[name] = self._relations_of(name)
        return self._relations[name]

    def _relations_of(self, name: str) -> dict[str, Relation]:
        folder, file = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relation] = {}
        for one in root if root is not None else ():
            if not isinstance(one.tag, str):
                continue
            target, is_outside = one.get("Target", ""), one.get("TargetMode") == "External"
            if not is_outside:
                target = _resolved(folder, target)
            kind = one.get("Type", "").rpartition("/")[2]
            found[one.get("Id", "")] = Relation(kind, target, is_outside)
        return found

    def related(self, name: str, kind: str) -> str | None:
        """The name of the part of a kind that a part refers to, or None."""
        targets = (
            one.target for one in self.relations(name).values() if one.kind == kind and not one.is_outside
        )
        return next(targets, None)

    def _main(self) -> str:
        main = self.related("", "officeDocument")
        if main is None or main.lower() not in self._names:
            raise ValueError("ZIP 文件里没有 Word 文档，看来不是 .docx")
        types = self.part("[content_types].xml")
        kinds = {
            one.get("PartName", "").lstrip("/").lower(): one.get("ContentType", "")
            for one in (types if types is not None else ())
            if isinstance(one.tag, str)
        }
        kind = kinds.get(main.lower(), "")
        if kind and not _MAIN_KINDS.search(kind):
            raise ValueError(f"是别的办公文件，不是 Word 文档：{kind[-60:]}")
        return main

    def _bytes(self, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise ValueError("文件设有密码，请先用 Word 去掉密码再试")
        most = min(LARGEST_PART, self._left)
        try:
            with self._archive.open(info) as file:
                data = file.read(most + 1)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error) as error:
            raise ValueError(f"文件已损坏，解不开其中的 {info.filename[:80]}") from error
        if len(data) > most:
            raise ValueError(f"解压后的 {info.filename[:80]} 超过 {most // 1_000_000} MB，不予读取")
        if data.count(b"<") > MOST_TAGS:
            raise ValueError(f"{info.filename[:80]} 的标签超过 {MOST_TAGS} 个，不予读取")
        self._left -= len(data)
        return data


def opened(data: bytes) -> Package:
    """The package in a file.

    Raises ValueError, with a reason in Chinese, if it is none, is damaged, encrypted, too large in any dimension, or
    holds something other than a Word document.
    """
    if data.startswith(_OLE):
        raise ValueError(_reason_of_ole(data))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValueError(_reason_of_no_zip(data)) from error
    if len(archive.infolist()) > MOST_MEMBERS:
        raise ValueError(f"ZIP 里有 {len(archive.infolist())} 个文件，最多 {MOST_MEMBERS} 个")
    return Package(archive)


def _reason_of_ole(data: bytes) -> str:
    """Office keeps encrypted files, and those of the versions up to 2003, in compound files."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有密码，请先用 Word 去掉密码再试"
    if "WordDocument".encode("utf-16-le") in data:
        return "是旧版 Word 文件（.doc），请用 Word 或 LibreOffice 另存为 .docx 再试"
    return "是旧版办公文件，不是 .docx"


def _reason_of_no_zip(data: bytes) -> str:
    if not data:
        return "是空文件"
    if data.startswith(b"PK"):
        return "文件不完整或已损坏：ZIP 目录读不出来"
    return "不是 .docx：不是 ZIP 文件"


def _resolved(folder: str, target: str) -> str:
    """The name of a part that is named relative to a folder."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _common_namespaces(data: bytes) -> bytes:
    """The data with the namespaces of the strict form as the common ones, which differ in nothing else here."""
    return _STRICT_NAMES.sub(_common_name, data) if _STRICT.encode() in data else data


def _common_name(found: re.Match[bytes]) -> bytes:
    return f"{_COMMON}{found[1].decode()}/2006/".encode()
