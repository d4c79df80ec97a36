"""A page's own route refuses and answers as all others do."""

from fastapi.testclient import TestClient


def test_a_page_is_answered_to_get_and_head_alone(client: TestClient) -> None:
    refused = client.post("/search")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    shown, headed = client.get("/search?q=真诚对话"), client.head("/search?q=真诚对话")
    assert (headed.status_code, headed.content) == (200, b"")
    assert headed.headers["etag"] == shown.headers["etag"]
