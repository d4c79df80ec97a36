"""Everything in bulk, as those read it who download it: Frictionless, Datasette, a CSV reader, a client that resumes."""

import csv
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import frictionless
import pytest
from datasette.app import Datasette
from fastapi.testclient import TestClient

from app.bulk.folder import LISTING, Package
from app.bulk.make import make_package
from app.bulk.tables import TABLES
from app.db.release import current_release
from app.main import create_app
from app.settings import Settings
from app.writers.tables import unguarded
from tests.conftest import run_ingest
from tests.running import run_apart
from tests.sources.akn import english
from tests.sources.akn.text import document, paragraph, statement

FORMULA = "=HYPERLINK(1)是公式；"
NAMES = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def folder(archive_of_both: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the five texts, of English ones, and of one that looks like a formula."""
    folder = tmp_path_factory.mktemp("bulk") / "archive"
    shutil.copytree(archive_of_both, folder, symlinks=True)
    texts = tmp_path_factory.mktemp("texts")
    text = document(statement(paragraph("1.", FORMULA), number="78/1", cover="A/RES/78/1", day="2023-12-15"))
    (texts / "78_1_C.xml").write_bytes(text)
    same = english.statement(english.paragraph("1", "Urges", "all States to cooperate;"), number="78/1")
    (texts / "78_1_E.xml").write_bytes(document(same))
    run_ingest(folder, texts)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> Package:
    release = current_release(folder)
    assert release
    return make_package(folder, release)


@pytest.fixture(scope="module")
def client(folder: Path, package: Package) -> Iterator[TestClient]:
    assert package.files()
    with TestClient(create_app(Settings(archive=folder)), base_url="http://juey.test") as client:
        yield client


def described(package: Package) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((package.path / "datapackage.json").read_text("utf-8"))
    return held


def csv_rows(package: Package, name: str) -> list[dict[str, str]]:
    text = gzip.decompress((package.path / f"{name}.csv.gz").read_bytes()).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def json_rows(package: Package, name: str) -> list[dict[str, Any]]:
    text = gzip.decompress((package.path / f"{name}.jsonl.gz").read_bytes()).decode("utf-8")
    return [json.loads(line) for line in text.split("\n")[:-1]]


@pytest.mark.filterwarnings("ignore")  # its own, and those of what it stands on
def test_frictionless_finds_the_package_valid(package: Package) -> None:
    report = frictionless.validate(str(package.path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert [task.name for task in report.tasks] == NAMES
    assert {task.name: task.stats["rows"] for task in report.tasks} == {
        name: len(json_rows(package, name)) for name in NAMES
    }


READ: dict[str, Callable[[str], Any]] = {
    "string": unguarded,
    "date": str,
    "datetime": str,
    "integer": int,
    "number": float,
    "array": json.loads,
    "boolean": {"true": True, "false": False}.__getitem__,
}


@pytest.mark.parametrize("name", NAMES)
def test_csv_and_json_lines_say_the_same(package: Package, name: str) -> None:
    (resource,) = (one for one in described(package)["resources"] if one["name"] == name)
    types = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    rows = json_rows(package, name)
    read = [
        {column: READ[types[column]](cell) if cell else None for column, cell in row.items()}
        for row in csv_rows(package, name)
    ]
    assert read == rows
    assert len(rows) == resource["rows"] > 0


def test_no_cell_is_a_formula_and_none_is_changed(package: Package) -> None:
    cells = [cell for name in NAMES for row in csv_rows(package, name) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "＝", "＋", "＠"))] == []
    assert f"'{FORMULA}" in cells
    assert FORMULA in {row["text"] for row in json_rows(package, "paragraphs")}


def test_rows_are_what_the_json_interface_says(package: Package, client: TestClient) -> None:
    documents = json_rows(package, "documents")
    assert len(documents) == client.get("/api/v1/documents").json()["total"]
    paragraphs, votes = json_rows(package, "paragraphs"), json_rows(package, "votes")
    citations = json_rows(package, "citations")
    for one in documents:
        found = client.get(f"/api/v1/documents/{one['id']}").json()
        same = (
            "id",
            "symbol",
            "url",
            "kind",
            "outcome",
            "body",
            "number",
            "title",
            "session",
            "adopted_on",
            "meeting",
            "added_at",
            "changed_at",
        )
        assert {name: one[name] for name in same} == {name: found[name] for name in same}
        own = [
            row
            for row in paragraphs
            if (row["document"], row["language"]) == (one["id"], "zh") and row["kind"]
        ]
        for name in ("anchor", "kind", "annex", "number", "depth", "text", "verb", "eid"):
            assert [row[name] for row in own] == [row[name] for row in found["paragraphs"]], name
        assert [
            {key: row[key] for key in ("state", "name", "vote")}
            for row in votes
            if row["document"] == one["id"]
        ] == (found["adoption"]["votes"])
        cited = [
            (unit["anchor"], each["text"], each["start"], each["target"], each["pinpoint"])
            for unit in (*found["paragraphs"],)
            for each in unit["citations"]
        ]
        told = [
            tuple(row[key] for key in ("anchor", "text", "start", "target", "pinpoint"))
            for row in citations
            if row["document"] == one["id"] and not row["anchor"].startswith("fn/")
        ]
        assert told == cited


def test_references_to_documents_that_are_held_lead_to_them(package: Package) -> None:
    ids = {row["id"] for row in json_rows(package, "documents")}
    series = json_rows(package, "series")
    assert {"A/HRC/RES/32/6"} == {row["earlier"] for row in series if row["document"] == "A/HRC/RES/50/4"}
    targets = {row["target_document"] for row in json_rows(package, "citations")} - {None}
    assert targets
    assert targets <= ids


def test_both_languages_stand_beside_each_other(package: Package) -> None:
    pairs = json_rows(package, "alignments")
    keys = {(row["document"], row["language"], row["anchor"]) for row in json_rows(package, "paragraphs")}
    assert any(row["anchor"] and row["anchor_en"] for row in pairs)
    for row in pairs:
        assert row["anchor"] is None or (row["document"], "zh", row["anchor"]) in keys
        assert row["anchor_en"] is None or (row["document"], "en", row["anchor_en"]) in keys


@pytest.mark.filterwarnings("ignore")  # its own, and those of what it stands on
def test_datasette_opens_the_sqlite_file(package: Package) -> None:
    async def asked() -> dict[str, Any]:
        datasette = Datasette([], immutables=[str(package.path / "jueyi.sqlite")])
        await datasette.invoke_startup()
        paths = ("/jueyi", *(f"/jueyi/{name}" for name in (*NAMES, "texts", "both_languages", "about")))
        for path in paths:
            assert (await datasette.client.get(path)).status_code == 200, path
        table = await datasette.client.get("/jueyi/votes.json?document=A/HRC/RES/50/4&_shape=array&_size=max")
        both = "/jueyi/both_languages.json?document=A/RES/78/1&anchor=op/1&_shape=array"
        linked = (await datasette.client.get("/jueyi/votes?_size=1")).text
        return {"votes": table.json(), "both": (await datasette.client.get(both)).json(), "linked": linked}

    found = run_apart(asked())
    assert len(found["votes"]) == 47
    assert "/jueyi/documents/" in found["linked"]
    (row,) = found["both"]
    assert (row["text"], row["text_en"]) == (FORMULA, "Urges all States to cooperate;")


def test_each_text_has_the_address_of_its_place(package: Package, client: TestClient) -> None:
    with closing(sqlite3.connect(package.path / "jueyi.sqlite")) as database:
        chosen = "SELECT url FROM texts WHERE document IN ('A/RES/78/1', 'A/RES/77/213')"
        urls = [str(url) for (url,) in database.execute(chosen)]
    assert "/A/RES/78/1/en#op-1" in urls
    pages = {
        path: client.get(path, follow_redirects=False) for path in {url.partition("#")[0] for url in urls}
    }
    assert [path for path, answer in pages.items() if answer.status_code != 200] == []
    for url in urls:
        path, _, fragment = url.partition("#")
        assert not fragment or f'id="{fragment}"' in pages[path].text, url


def test_checksums_are_those_of_the_files(package: Package) -> None:
    lines = (package.path / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    there = {path.name for path in package.path.iterdir()} - {"SHA256SUMS", LISTING}
    assert set(listed) == there
    for name, digest in listed.items():
        assert hashlib.sha256((package.path / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", ["paragraphs.csv.gz", "jueyi.sqlite", "README.md"])
def test_a_download_that_was_cut_is_resumed(package: Package, client: TestClient, name: str) -> None:
    content = (package.path / name).read_bytes()
    half = len(content) // 2
    asking = {"Accept-Encoding": "gzip"}
    with client.stream("GET", f"/bulk/{name}", headers=asking) as first:
        assert (first.status_code, first.headers["Content-Length"]) == (200, str(len(content)))
        assert "Content-Encoding" not in first.headers
        etag = first.headers["ETag"]
        begun = b"".join(first.iter_raw())[:half]
    rest = client.get(f"/bulk/{name}", headers={**asking, "Range": f"bytes={half}-", "If-Range": etag})
    assert (rest.status_code, rest.headers["ETag"]) == (206, etag)
    assert rest.headers["Content-Range"] == f"bytes {half}-{len(content) - 1}/{len(content)}"
    assert (
        hashlib.sha256(begun + rest.content).hexdigest()
        == hashlib.sha256(content).hexdigest()
        == etag.strip('"')
    )


def test_a_range_of_a_file_that_changed_is_all_of_it(package: Package, client: TestClient) -> None:
    content = (package.path / "votes.csv.gz").read_bytes()
    changed = client.get("/bulk/votes.csv.gz", headers={"Range": "bytes=10-", "If-Range": '"other"'})
    assert (changed.status_code, changed.content) == (200, content)
    beyond = client.get("/bulk/votes.csv.gz", headers={"Range": f"bytes={len(content)}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    last = client.get("/bulk/votes.csv.gz", headers={"Range": "bytes=-5"})
    assert (last.status_code, last.content) == (206, content[-5:])


def test_who_has_a_file_is_told_so(client: TestClient) -> None:
    whole = client.get("/bulk/README.md")
    again = client.get("/bulk/README.md", headers={"If-None-Match": f'"x", {whole.headers["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head("/bulk/README.md")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", whole.headers["ETag"])


def test_the_page_lists_each_file_with_its_hash(package: Package, client: TestClient) -> None:
    page = client.get("/bulk")
    text = page.text.replace("<wbr>", "")
    assert page.status_code == 200
    for file in package.files():
        assert f'href="/bulk/{file.name}"' in text
        assert file.sha256 in text
        assert client.get(f"/bulk/{file.name}").status_code == 200
    assert "使用者须注明来源是联合国" in text


@pytest.mark.parametrize("name", [LISTING, "%2e%2e%2farchive.db", "none.csv.gz", "README.md%00", ""])
def test_nothing_else_is_handed_out(client: TestClient, name: str) -> None:
    assert client.get(f"/bulk/{name}", follow_redirects=False).status_code in (404, 307, 308)


def test_the_readme_tells_terms_tables_and_columns(package: Package) -> None:
    text = (package.path / "README.md").read_text("utf-8")
    assert "非正式文本" in text
    assert "without warranty" in text
    for table in TABLES:
        assert f"### {table.name}：" in text
        assert all(f"| `{field.name}` |" in text for field in table.fields)


def test_nothing_tells_where_the_files_of_the_owner_lie(package: Package, folder: Path) -> None:
    for path in package.path.iterdir():
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        assert str(folder.parent).encode() not in content
        assert not zipfile.is_zipfile(path)
