"""What may be set of a cluster: types of settings, with what is told, in Chinese, of a wrong one."""

import re
import ssl
from pathlib import Path
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, ValidationInfo
from pydantic_core import PydanticCustomError

_PREFIX = re.compile(r"[a-z](?:[a-z0-9._-]{0,38}[a-z0-9])?")


def _wrong(told: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{told}", {"told": told})


def _node(given: str) -> str:
    try:
        parts = urlsplit(given)
        _port = parts.port
    except ValueError:
        parts = urlsplit("")
    if "@" in given:
        raise _wrong("网址里不可有用户名和密码，请设 JUEYI_OPENSEARCH_USER 和 JUEYI_OPENSEARCH_PASSWORD")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise _wrong("应是 OpenSearch 节点的网址，如 https://search.example.org:9200，多个以逗号分开")
    return given.rstrip("/")


def _nodes(given: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if info.data.get("search_engine") == "opensearch" and not given:
        raise _wrong(
            "JUEYI_SEARCH_ENGINE=opensearch 要有 OpenSearch 节点的网址，如 https://search.example.org:9200"
        )
    return given


def _ca_file(given: Path | None) -> Path | None:
    """A file of certificates that can be read."""
    if given is not None:
        try:
            ssl.create_default_context(cafile=given)
        except FileNotFoundError:
            raise _wrong("没有这个证书文件") from None
        except (OSError, ValueError):
            raise _wrong("应是 PEM 格式的证书文件") from None
    return given


def _prefix(given: str) -> str:
    if not _PREFIX.fullmatch(given):
        raise _wrong("应是小写字母、数字、点、下划线和连字符，以字母开头，至多 40 个，如 jueyi")
    return given


Nodes: TypeAlias = Annotated[tuple[Annotated[str, AfterValidator(_node)], ...], AfterValidator(_nodes)]
"""Addresses of nodes; one at least, if the engine that was set (`search_engine`) is this."""
CaFile: TypeAlias = Annotated[Path | None, AfterValidator(_ca_file)]
Prefix: TypeAlias = Annotated[str, AfterValidator(_prefix)]
