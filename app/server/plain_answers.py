"""Answers that the server gives by itself, before or instead of the application: plain text, then it closes."""

from http import HTTPStatus

from app.web.http.request_log import REQUEST_ID

RETRY_SECONDS = 5

_TEXTS = {
    HTTPStatus.BAD_REQUEST: "请求不合 HTTP 格式。",
    HTTPStatus.REQUEST_TIMEOUT: "请求没有在限定的时间内送达，请重试。",
    HTTPStatus.REQUEST_URI_TOO_LONG: "网址太长。",
    HTTPStatus.SERVICE_UNAVAILABLE: f"连接太多，请过 {RETRY_SECONDS} 秒再试。",
}


def plain_answer(status: HTTPStatus, name: str | None = None) -> bytes:
    """The bytes of an answer, with the identifier of a request."""
    body = _TEXTS[status].encode()
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Connection: close",
    ]
    if name:
        head.append(f"{REQUEST_ID}: {name}")
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        head.append(f"Retry-After: {RETRY_SECONDS}")
    return "\r\n".join([*head, "", ""]).encode("ascii") + body
