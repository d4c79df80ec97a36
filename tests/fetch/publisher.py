"""A host of repositories on this machine that sends neither lengths nor ranges, and behaves as it is told."""

import hashlib
import io
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.sources.akn.text import document, paragraph, statement

Answer = Callable[["Handler"], None]


class Publisher:
    """What is published at each path: answers in order, the last one again and again."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.pattern = f"{self.base}/{{repository}}/{{branch}}.zip"
        self.asked: list[str] = []
        self._answers: dict[str, list[Answer]] = {}

    def publish(self, repository: str, *answers: Answer, branch: str = "main") -> None:
        """Answer so for the archive of a repository."""
        self.answer(f"/{repository}/{branch}.zip", *answers)

    def answer(self, path: str, *answers: Answer) -> None:
        """Answer so at a path."""
        self._answers[path] = list(answers)

    def answer_to(self, path: str) -> Answer:
        """The next answer."""
        self.asked.append(path)
        answers = self._answers.get(path, [status(404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Handler(BaseHTTPRequestHandler):
    """Hands a request to the publisher. HTTP/1.0: the end of an answer is the end of its connection."""

    publisher: Publisher

    def do_GET(self) -> None:
        self.publisher.answer_to(self.path)(self)

    def begin(self, code: int, **headers: str) -> None:
        """Write the head of an answer."""
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, *_arguments: Any) -> None:  # noqa: ANN401  as its parent has it
        """Nothing."""


@contextmanager
def published() -> Iterator[Publisher]:
    """A publisher that answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Own", (Handler,), {}))
    publisher = Publisher(server.server_address[1])
    server.RequestHandlerClass.publisher = publisher  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield publisher
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def archive(data: bytes) -> Answer:
    """An archive with its validator; 304 for who has it."""
    etag = f'W/"{hashlib.sha256(data).hexdigest()}"'

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.begin(304, ETag=etag)
            return
        handler.begin(200, ETag=etag)
        handler.wfile.write(data)

    return answer


def unmarked(data: bytes) -> Answer:
    """An archive without a validator."""

    def answer(handler: Handler) -> None:
        handler.begin(200)
        handler.wfile.write(data)

    return answer


def cut(data: bytes) -> Answer:
    """Half an archive; nothing tells that it is not all."""

    def answer(handler: Handler) -> None:
        handler.begin(200, ETag='"half"')
        handler.wfile.write(data[: len(data) // 2])

    return answer


def cut_of_length(data: bytes) -> Answer:
    """Half an archive of a length that was told."""

    def answer(handler: Handler) -> None:
        handler.begin(200, Content_Length=str(len(data)))
        handler.wfile.write(data[: len(data) // 2])

    return answer


def cut_in_chunks(data: bytes) -> Answer:
    """Half an archive in chunks, without the last one."""

    def answer(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.begin(200, Transfer_Encoding="chunked")
        half = data[: len(data) // 2]
        handler.wfile.write(b"%x\r\n%s\r\n" % (len(half), half))
        handler.close_connection = True

    return answer


def hung_up(handler: Handler) -> None:
    """No answer at all."""
    handler.close_connection = True


def status(code: int, **headers: str) -> Answer:
    """An answer without an archive."""
    return lambda handler: handler.begin(code, **headers)


def packed(files: Mapping[str, bytes | str], top: str = "") -> bytes:
    """Files as a zip, below a folder."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as target:
        for path, content in files.items():
            target.writestr(f"{top}{path}", content)
    return held.getvalue()


def text(number: str, words: str = "请各国合作。") -> bytes:
    """A resolution of the Assembly."""
    return document(
        statement(paragraph("1.", words), number=number, cover=f"A/RES/{number}", title=f"第{number}号的题目")
    )


def stating(language: str) -> str:
    """A file that says which language it is in, and nothing else."""
    return f'<akomaNtoso><FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></akomaNtoso>'
