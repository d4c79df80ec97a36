"""Downloads a file over HTTPS: from the start again where it was cut, so many times, and waiting as the server asks."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import requests

from app.fetch.addresses import is_allowed

Told = Callable[[str], None]
"""Receives what happens meanwhile, in Chinese."""

_REDIRECTS = 5
_PART = 1 << 16
_TOLD_EVERY = 25_000_000
"""After so many bytes it is told how far a download is: nobody knows how long it will be."""
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which another try may do."""
_REDIRECTED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried and how long is waited, in seconds; how large it may be, in bytes."""

    tries: int = 5
    first_wait: float = 2.0
    """Each further wait is twice as long, unless the server says how long."""
    longest_wait: float = 300.0
    connect: float = 20.0
    silent: float = 60.0
    """How long the server may send nothing."""
    whole: float = 3600.0
    """How long one try may take."""
    most_bytes: int = 2_000_000_000


class DownloadError(Exception):
    """It could not be had; the argument is the reason, in Chinese."""


class _TryAgainError(Exception):
    """A try failed in a way that another one may not: the reason, and how long the server asks to wait."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Download:
    """The validator of what was downloaded, None if the server gave none."""

    etag: str | None


def download(
    address: str,
    into: Path,
    etag: str | None,
    is_whole: Callable[[Path], bool],
    patience: Patience,
    told: Told,
) -> Download | None:
    """Write what lies at an address to a file; None if it is still what has this validator.

    Raises DownloadError where it cannot be had.
    """
    with _client() as client:
        for number in range(1, patience.tries + 1):
            try:
                return _tried(client, address, into, etag, is_whole, patience, told)
            except _TryAgainError as error:
                _wait(error, number, patience, told)
    raise AssertionError("the last wait raises")


def _wait(error: _TryAgainError, number: int, patience: Patience, told: Told) -> None:
    if number == patience.tries:
        raise DownloadError(f"{error}（试了 {number} 次）") from error
    wait = patience.first_wait * 2 ** (number - 1) if error.wait is None else error.wait
    if error.wait is not None and wait > patience.longest_wait:
        raise DownloadError(f"{error}，服务器要求等候 {wait:.0f} 秒，请以后再试") from error
    wait = min(wait, patience.longest_wait)
    told(f"{error}；{wait:.0f} 秒后从头再来（第 {number + 1} 次，至多 {patience.tries} 次）")
    time.sleep(wait)


class _Client(requests.Session):
    """Leaves redirects to the caller: else it would read all that is sent with one."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Nowhere."""


def _client() -> requests.Session:
    client = _Client()
    client.headers.update({"User-Agent": "jueyi", "Accept-Encoding": "identity"})
    client.auth = _nobody  # else a password that lies in ~/.netrc for the host would be sent
    return client


def _nobody(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _tried(
    client: requests.Session,
    address: str,
    into: Path,
    etag: str | None,
    is_whole: Callable[[Path], bool],
    patience: Patience,
    told: Told,
) -> Download | None:
    until = time.monotonic() + patience.whole
    try:
        with _answer(client, address, {"If-None-Match": etag} if etag else {}, patience) as answer:
            if answer.status_code == requests.codes.not_modified and etag:
                return None
            if answer.status_code != requests.codes.ok:
                raise _refusal(answer)
            _write(answer, into, until, patience.most_bytes, told)
            found = Download(answer.headers.get("ETag"))
    except requests.exceptions.SSLError as error:
        raise DownloadError("服务器的证书不能信任") from error
    except requests.Timeout as error:
        raise _TryAgainError("服务器没有回应") from error
    except requests.exceptions.ChunkedEncodingError as error:
        raise _TryAgainError("下载中断") from error
    except requests.ConnectionError as error:
        raise _TryAgainError("连接不上，或连接中断") from error
    except requests.RequestException as error:
        raise DownloadError(f"不能下载：{type(error).__name__}") from error
    if not is_whole(into):
        raise _TryAgainError("下载的文件不完整，或不是压缩包")
    return found


@contextmanager
def _answer(
    client: requests.Session, address: str, headers: dict[str, str], patience: Patience
) -> Iterator[requests.Response]:
    """The answer at the end of all redirects."""
    is_insecure = not address.startswith("https:")
    for _ in range(_REDIRECTS + 1):
        if not is_allowed(address, insecure=is_insecure):
            raise DownloadError("被引向不是 HTTPS 的网址")
        times = patience.connect, patience.silent
        with client.get(
            address, headers=headers, stream=True, allow_redirects=False, timeout=times
        ) as response:
            target = response.headers.get("Location")
            if response.status_code not in _REDIRECTED or not target:
                yield response
                return
            address = _led(address, target)
    raise DownloadError(f"重定向超过 {_REDIRECTS} 次")


def _led(address: str, target: str) -> str:
    try:
        return urljoin(address, target)
    except ValueError:
        return ""


def _write(answer: requests.Response, into: Path, until: float, most: int, told: Told) -> None:
    size, next_told = 0, _TOLD_EVERY
    with into.open("wb") as file:
        for part in answer.iter_content(_PART):
            size += len(part)
            if size > most:
                raise DownloadError(f"超过 {most / 1_000_000:.0f} MB")
            if time.monotonic() > until:
                raise _TryAgainError("下载太慢")
            file.write(part)
            if size >= next_told:
                told(f"已下载 {size // 1_000_000} MB")
                next_told += _TOLD_EVERY


def _refusal(answer: requests.Response) -> Exception:
    told = f"服务器回答 {answer.status_code}"
    if answer.status_code in _LATER:
        return _TryAgainError(told, _asked(answer.headers.get("Retry-After")))
    return DownloadError(f"{told}（网址或分支是否改了？）" if answer.status_code in (404, 410) else told)


def _asked(header: str | None) -> float | None:
    """How long a server asks to wait, in seconds or until a day and time; None where it does not."""
    if header is None:
        return None
    if header.strip().isascii() and header.strip().isdigit():
        return float(header.strip()[:9])
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
