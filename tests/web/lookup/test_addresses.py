"""Each document has one canonical address; all other spellings redirect to it."""

from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest


@pytest.mark.parametrize(
    ("spelling", "address"),
    [
        ("/a/hrc/res/50/4", "/A/HRC/RES/50/4"),
        ("/A/HRC/RES/50/4/", "/A/HRC/RES/50/4"),
        ("/Ａ／ＨＲＣ／ＲＥＳ／５０／４", "/A/HRC/RES/50/4"),
        ("/A /HRC/RES/50/4", "/A/HRC/RES/50/4"),
        ("/a/res/77/213/OP/5", "/A/RES/77/213/op/5"),
        ("/A/RES/77/213/zh", "/A/RES/77/213"),
        ("/A/RES/77/213/op/5.", "/A/RES/77/213/op/5"),
        ("/A/RES/77/213。", "/A/RES/77/213"),
        ("/a/res/70/1", "/A/RES/70/1"),
        ("/A/RES/70/1/en", "/A/RES/70/1"),
        ("/A/RES/70/1/OP/3", "/A/RES/70/1/op/3"),
        ("/S/RES/2722 (2024)", "/S/RES/2722(2024)"),
        ("/X/Draft-ga75-C3-item72b-international-cooperation-human-rights/pp/1",
         "/x/draft-GA75-C3-item72b-international-cooperation-human-rights/pp/1"),
    ],
)  # fmt: skip
def test_other_spellings_redirect(client: TestClient, spelling: str, address: str) -> None:
    response = client.get(quote(spelling) + "?q=1")
    assert (response.status_code, response.headers["location"]) == (308, f"{address}?q=1")


@pytest.mark.parametrize(
    "path", ["/A/HRC/RES/50/4", "/A/RES/77/213/op/5", "/A/HRC/RES/32/6", "/A/CONF.157/24(PartI)/Corr.1"]
)
def test_the_right_spelling_does_not(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


def test_a_council_resolution_is_found_without_its_year(tmp_path: Path) -> None:
    text = "第2722(2024)号决议\n\n安全理事会，\n\n回顾其第1325(2000)号决议，\n\n1. 决定继续积极处理此案。\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "text.txt")
    app = create_app(Settings(archive=tmp_path / "archive"))
    with TestClient(app, follow_redirects=False) as client:
        assert client.get("/S/RES/2722").headers["location"] == "/S/RES/2722(2024)"
        assert client.get("/S/RES/1325").headers["location"] == "/S/RES/1325(2000)"
        assert client.get("/S/RES/2722(2024)/op/1").status_code == 200
        assert client.get("/api/v1/documents/S/RES/2722").json()["symbol"] == "S/RES/2722 (2024)"
        assert client.get("/api/v1/documents/S/RES/1325/cited-by").json()["total"] == 1


def test_a_former_text_stays_readable_and_a_given_up_address_leads_on(tmp_path: Path) -> None:
    path, archive = tmp_path / "draft.txt", tmp_path / "archive"
    path.write_text("中国：决议草案\n\n题目\n\n大会，\n\n1. 重申此事；\n\n2. 请各国合作。\n", "utf-8")
    run_ingest(archive, path)
    path.with_suffix(".toml").write_text('symbol = "A/C.3/75/L.1"\n', "utf-8")
    path.write_text("中国：决议草案\n\n题目\n\n大会，\n\n1. 强调另一件事；\n\n2. 敦促会员国。\n", "utf-8")
    run_ingest(archive, path)
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        moved = client.get("/x/draft/op/1")
        assert (moved.status_code, moved.headers["location"]) == (308, "/A/C.3/75/L.1/op/1")
        assert "/A/C.3/75/L.1/v/1" in client.get("/A/C.3/75/L.1").text
        former = client.get("/A/C.3/75/L.1/v/1")
        assert former.status_code == 200
        assert "请</b>各国合作" in former.text
        assert "看现行文本" in former.text
        assert client.get("/A/C.3/75/L.1/v/2").status_code == 404
        assert client.get("/api/v1/documents/x/draft").json()["symbol"] == "A/C.3/75/L.1"
