"""Security headers of every response, and `security.txt`."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.main import create_app
from app.settings import Settings

PATHS = ("/", "/A/HRC/RES/50/4", "/nothing", "/api/v1/documents", "/api/v1/documents/A/RES/1/1", "/healthz")


@pytest.mark.parametrize("path", PATHS)
def test_browsers_are_told_what_no_page_needs(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"
    own = "cross-origin" if path.startswith("/api/") else "same-origin"
    assert headers["cross-origin-resource-policy"] == own
    assert "strict-transport-security" not in headers


def test_a_browser_that_came_by_tls_keeps_to_it(archive: Path) -> None:
    with TestClient(create_app(Settings(archive=archive)), base_url="https://juey.test") as client:
        assert client.get("/").headers["strict-transport-security"] == "max-age=31536000"


def test_a_fault_has_all_headers_too(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("app.web.browse.home.listing.newest", fail)
    app = create_app(Settings(archive=archive))
    with TestClient(app, base_url="https://juey.test", raise_server_exceptions=False) as client:
        broken, whole = client.get("/"), client.get("/browse")
    assert broken.status_code == 500
    given = {"permissions-policy", "cross-origin-opener-policy", "strict-transport-security"}
    assert given <= set(broken.headers) & set(whole.headers)


def test_no_contact_is_given_while_none_is_set(client: TestClient) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404


def test_the_contact_is_valid_for_less_than_a_year(tmp_path: Path) -> None:
    settings = Settings(archive=tmp_path, security_contact="mailto:security@juey.test")
    with TestClient(create_app(settings), base_url="https://juey.test") as client:
        answer = client.get("/.well-known/security.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:security@juey.test"
    assert fields["Canonical"] == "https://juey.test/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert 0 < left.days < 365


@pytest.mark.parametrize(
    "contact", ["security@juey.test", "mailto:a@b.test\nPolicy: none", "javascript:alert(1)"]
)
def test_a_contact_is_one_uri(contact: str) -> None:
    with pytest.raises(ValidationError, match="mailto"):
        Settings(security_contact=contact)
