"""Hostile requests: heads and bodies that no honest client sends, from a seed, and what the server answers to them.

None leaves the server waiting for more: that is tried in `test_connections`.
"""

import random
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

_STARTS = (
    *(
        "/",
        "/A/RES/77/213",
        "/A/HRC/RES/50/4/op/5",
        "/search",
        "/search/kwic",
        "/search/timeline",
        "/search.atom",
    ),
    *(
        "/suggest",
        "/browse",
        "/browse/subjects",
        "/states/CHN",
        "/instruments/charter",
        "/compare",
        "/wording",
    ),
    *(
        "/A/HRC/RES/50/4/cited-by",
        "/A/HRC/RES/50/4/vote",
        "/api/v1/search",
        "/api/v1/documents",
        "/api/v1/compare",
    ),
    *(
        "/api/v1/documents/A/RES/77/213",
        "/static/x/style.css",
        "/problems",
        "/S/RES/1325",
        "/x/a",
        "/v/1",
        "/a/res/77/213",
        "/A/RES/77/213。",
    ),
    *(
        "/oai",
        "/unapi",
        "/A/RES/77/213.xml",
        "/A/RES/77/213/op/1-3.json",
        "/A/HRC/RES/50/4.csl.json",
        "/A/HRC/RES/50/4/series.bib",
        "/search.ris",
        "/search.txt",
        "/browse.atom",
        "/states/CHN.atom",
        "/sitemap-1.xml",
        "/bulk/documents.csv",
    ),
)
_NAMES = (
    "q",
    "a",
    "b",
    "at",
    "body",
    "year",
    "session",
    "part",
    "page",
    "size",
    "sort",
    "view",
    "verb",
    "annex",
    "all",
    "id",
    "format",
    "since",
    "after",
    "metadataPrefix",
    "identifier",
    "resumptionToken",
    "set",
    "from",
    "until",
)
_WORDS = (
    *(
        "真诚对话",
        "人权",
        "国",
        "70/1",
        "A/RES/70/1",
        "第77/214号决议第6段",
        "OR",
        "|",
        "-",
        '"',
        "“",
        "（",
        "(",
        ")",
        "*",
    ),
    *(
        "~10",
        "机构:",
        "年:2015..",
        "引用：",
        "\x00",
        "\u202e",
        "\ud7ff",
        "😀",
        "%",
        "%%2f",
        "../..",
        "'",
        "<script>",
        "${7*7}",
    ),
    *("9" * 30, "-1", "1e309", "NaN", "০১", "\r\n", "\u0301" * 40, "ﷺ", "𠀀", "{{7*7}}", "%00", "a" * 300),
)
_HEADS = (
    b"Host: evil.example",
    b"Host: a b",
    b"Range: bytes=0-,1-,2-",
    b'If-None-Match: *, "a", W/"b"',
    b"If-Modified-Since: never",
    b"Accept-Encoding: gzip;q=-1, \xff",
    b"X-Forwarded-For: " + b"1.2.3.4, " * 50,
    b"X-Forwarded-Host: evil.example",
    b"X-Request-Id: \x01\x02",
    b"Cookie: " + b"a=b; " * 400,
    b"Content-Length: -1",
    b"Upgrade: websocket\r\nConnection: Upgrade",
    b" folded: header",
    b"No-Colon",
)
_METHODS = (b"GET",) * 12 + (b"HEAD", b"POST", b"PUT", b"OPTIONS", b"TRACE", b"get", b"\xff", b"G" * 60)
_BODIES = (
    b"",
    b'{"text": "' + "国".encode() * 400 + b'"}',
    b'{"text": ' + b"[" * 5000,
    b'{"text": "\\ud800", "limit": 1e400}',
    b"\xff\xfe\x00",
    b'{"text": null, "limit": -5}',
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The status (0 where the connection was closed without one), seconds, and whether it says when to come again."""

    status: int
    seconds: float
    has_retry_after: bool


def hostile_requests(number: int, seed: int) -> Iterator[bytes]:
    """So many requests, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  no secret
    for _ in range(number):
        yield _request(chance)


def _request(chance: random.Random) -> bytes:
    path = _path(chance)
    heads = [b"Host: 127.0.0.1", *chance.sample(_HEADS, chance.choice((0, 0, 0, 1, 2)))]
    method = chance.choice(_METHODS)
    body = chance.choice(_BODIES) if method == b"POST" or chance.random() < 0.05 else b""
    if body:
        path = path if chance.random() < 0.5 else b"/api/v1/wording"
        heads += [b"Content-Type: application/json", b"Content-Length: %d" % len(body)]
    return b"\r\n".join([b"%s %s HTTP/1.1" % (method, path), *heads, b"Connection: close", b"", body])


def _path(chance: random.Random) -> bytes:
    path = quote(chance.choice(_STARTS)).encode()
    if chance.random() < 0.3:
        path += b"/" + _word(chance)
    parameters = [
        chance.choice(_NAMES).encode() + b"=" + b"+".join(_word(chance) for _ in range(chance.randint(1, 6)))
        for _ in range(chance.choice((0, 1, 1, 2, 8)))
    ]
    return path + (b"?" + b"&".join(parameters) if parameters else b"")


def _word(chance: random.Random) -> bytes:
    word = chance.choice(_WORDS) * chance.choice((1, 1, 1, 2, 40))
    ways: tuple[Callable[[str], bytes], ...] = (
        lambda text: quote(text, safe="").encode(),
        lambda text: quote(text, safe="%/").encode(),
        lambda text: quote(text.encode("utf-16-be")).encode(),
        lambda text: text.encode("utf-8").replace(b" ", b"").replace(b"\r\n", b"").replace(b"\x00", b""),
        lambda text: quote(text[:9], safe="").replace("%", "%25").encode(),
        lambda _: bytes(chance.randrange(0x80, 0x100) for _ in range(4)),
    )
    return chance.choices(ways, (8, 3, 1, 1, 1, 1))[0](word)


def ask(port: int, request: bytes, source: str = "127.0.0.1", patience: float = 30) -> Answer:
    """Send a request on a connection of its own, and read the answer whole."""
    began = time.monotonic()
    said = b""
    try:
        with socket.create_connection(("127.0.0.1", port), patience, (source, 0)) as client:
            client.sendall(request)
            client.settimeout(patience)
            while block := client.recv(65_536):
                said += block
    except ConnectionError:
        pass
    head = said.partition(b"\r\n\r\n")[0]
    words = head.split(b" ", 2)
    status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    return Answer(status, time.monotonic() - began, b"retry-after" in head.lower())
