"""Settings from the environment, and the tables that ship. Only the entrances read them: `cli`, `main` and `server`."""

import re
import tomllib
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app import resources
from app.domain.editions.lexicon import Lexicon
from app.domain.organs import Names
from app.domain.segmentation import Segmenter
from app.domain.state_groups import StateGroup, state_groups, united
from app.fetch.addresses import is_allowed
from app.logs import LogFormat
from app.search.opensearch import valid_settings as cluster
from app.search.opensearch.settings import ClusterSettings

ROOT = resources.ROOT
"""The folder that `data/`, `templates/`, `static/` and `migrations/` lie in."""


_BASE_URL = re.compile(r"https?://[A-Za-z0-9._:\[\]-]+(?:/[A-Za-z0-9._~-]+)*")
_HOST = re.compile(r"(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\]")
_BRANCH = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._/-]{0,200}")
_DATABASE_URL = re.compile(r"postgresql\+psycopg://[^/\s]*/[^/?\s]+(?:\?\S*)?")
_MOST_BYTES = 1_000_000
"""How large a table of groups may be."""
_CONTACT = re.compile(r"(?:https://|mailto:|tel:)[!-~]+")


def _wrong(told: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{told}", {"told": told})


def _split(given: object) -> object:
    return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given


def _base_url(given: str) -> str:
    url = given.strip().rstrip("/")
    if url and not _BASE_URL.fullmatch(url):
        raise _wrong("应是网站的地址，如 https://example.org 或 https://example.org/jueyi")
    return url


def _host(given: str) -> str:
    name = given.lower()
    if not _HOST.fullmatch(name):
        raise _wrong("应是主机名，不带协议和端口，如 example.org 或 *.example.org，多个以逗号分开")
    return name


def _network(given: str) -> str:
    try:
        ip_network(given)
    except ValueError:
        raise _wrong("应是 IP 地址或网段，如 127.0.0.1 或 10.0.0.0/8，多个以逗号分开") from None
    return given


def _contact(given: str) -> str:
    if given and not _CONTACT.fullmatch(given):
        raise _wrong("应是 mailto:、https:// 或 tel: 开头的地址")
    return given


_Hosts = Annotated[tuple[Annotated[str, AfterValidator(_host)], ...], NoDecode, BeforeValidator(_split)]
_Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], NoDecode, BeforeValidator(_split)]


def _endpoint(given: str) -> str:
    try:
        parts = urlsplit(f"//{given}")
        is_endpoint = bool(parts.hostname and parts.port and parts.netloc == given and "@" not in given)
    except ValueError:
        is_endpoint = False
    if given and not is_endpoint:
        raise _wrong("应是监听的地址和端口，如 127.0.0.1:9464")
    return given


def _groups_file(given: Path | None) -> Path | None:
    """A table of groups of states that can be read: whoever starts a server is told if it cannot."""
    if given is not None:
        try:
            _groups_of(given)
        except OSError as fault:
            raise _wrong(f"读不到国家组的文件：{fault.strerror}") from None
        except UnicodeDecodeError:
            raise _wrong("国家组的文件不是 UTF-8 的 TOML") from None
        except tomllib.TOMLDecodeError as fault:
            raise _wrong(f"国家组的文件不是 TOML：{fault}") from None
        except ValueError as fault:
            raise _wrong(str(fault)) from None
    return given


def _groups_of(path: Path) -> tuple[StateGroup, ...]:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError(f"国家组的文件超过 {_MOST_BYTES // 1000} KB")
    known = {state.code for state in shipped_names().states}
    return state_groups(tomllib.loads(content.decode("utf-8")), known)


def _path(given: object) -> object:
    return given or None


def _archive_address(given: str) -> str:
    example = given.replace("{repository}", "name").replace("{branch}", "name")
    if "{repository}" not in given or not is_allowed(example) or re.search(r"[\s{}]", example):
        raise _wrong("应是 https:// 开头的网址，其中有 {repository}，可有 {branch}")
    return given


def _branch(given: str) -> str:
    if not _BRANCH.fullmatch(given) or ".." in given:
        raise _wrong("应是分支的名称，如 main")
    return given


def _database_url(given: SecretStr) -> SecretStr:
    url = given.get_secret_value()
    if url and not _DATABASE_URL.fullmatch(url):
        raise _wrong("应是 PostgreSQL 数据库的地址，如 postgresql+psycopg://user:password@host/database")
    return given


class Settings(BaseSettings):
    """Each field is an environment variable with the prefix `JUEYI_`."""

    # What is refused may be a secret.
    model_config = SettingsConfigDict(env_prefix="JUEYI_", hide_input_in_errors=True)

    archive: Path = Path("var/archive")
    """The folder of the archive's releases."""

    database_url: Annotated[SecretStr, AfterValidator(_database_url)] = SecretStr("")
    """The PostgreSQL database that holds the rows of releases; empty: an SQLite file in each."""

    texts: Path = Path("var/texts")
    """The folder that `jueyi update` brings texts into and takes them in from."""

    fetch_address: Annotated[str, AfterValidator(_archive_address)] = (
        "https://github.com/UNxml/{repository}/archive/refs/heads/{branch}.zip"
    )
    """The address of the archive of each repository of the United Nations' XML."""

    fetch_branch: Annotated[str, AfterValidator(_branch)] = "main"
    """The branch of those repositories."""

    search_engine: Literal["whoosh", "tantivy", "opensearch"] = "whoosh"
    """The engine that releases are indexed and searched with."""

    opensearch_url: Annotated[
        cluster.Nodes, NoDecode, BeforeValidator(_split), Field(validate_default=True)
    ] = ()
    """The nodes of the cluster that `opensearch` searches in, or some of them."""

    opensearch_user: str = ""
    """The name that the cluster knows us by; empty: it asks for none."""

    opensearch_password: SecretStr = SecretStr("")
    """The password of that name."""

    opensearch_ca: Annotated[cluster.CaFile, BeforeValidator(_path)] = None
    """A file with the certificates that the cluster's are signed by; not set: those that the system trusts."""

    opensearch_prefix: cluster.Prefix = "jueyi"
    """What the names of our indices in the cluster begin with."""

    opensearch_shards: int = Field(1, ge=1, le=1024)
    """How many shards an index that is made has."""

    opensearch_replicas: int = Field(1, ge=0, le=20)
    """How many replicas each shard has beside itself."""

    keep_releases: int = Field(2, ge=2, le=1000)
    """How many releases an ingest leaves: the new one, the one before it for readers that have begun, and older ones."""

    base_url: Annotated[str, AfterValidator(_base_url)] = ""
    """Scheme, host and path prefix of every absolute link; empty: those of the request."""

    allowed_hosts: _Hosts = ()
    """Host names that are answered for, `*.example.org` for those below one; empty: any well-formed one."""

    trusted_proxies: _Networks = ()
    """Addresses and networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed."""

    security_contact: Annotated[str, AfterValidator(_contact)] = ""
    """Where faults of security are reported to, as a URI, for `security.txt`; empty: there is no such file."""

    groups: Annotated[Path | None, BeforeValidator(_path), AfterValidator(_groups_file)] = None
    """A table of groups of states in the form of `data/groups.toml`, beside those that ship or in their place."""

    metrics: Annotated[str, AfterValidator(_endpoint)] = ""
    """Host and port where Prometheus reads `/metrics`; empty: nothing is counted."""

    log_format: LogFormat = "console"
    """How an event is written: for people, or as a JSON object a line."""

    log_paths: bool = False
    """Whether the log of requests has their paths, and with them what was read; never what was asked for."""


def cluster_of(settings: Settings) -> ClusterSettings | None:
    """Where the index of the engine that is set lies, None if in the folder of a release."""
    if settings.search_engine != "opensearch":
        return None
    return ClusterSettings(
        settings.opensearch_url,
        settings.opensearch_user,
        settings.opensearch_password.get_secret_value(),
        settings.opensearch_ca,
        settings.opensearch_prefix,
        settings.opensearch_shards,
        settings.opensearch_replicas,
    )


@cache
def shipped_names() -> Names:
    """The organs, states, bodies, instruments, known numbers, groups and subjects of the tables in `data/`."""
    tables = ("organs", "states", "bodies", "instruments", "numbers", "group_names", "subjects")
    return Names.from_tables(*map(_table, tables))


@cache
def shipped_lexicon() -> Lexicon:
    """Words that mean the same in Chinese and English, with how often they stand for each other."""
    return Lexicon.of((ROOT / "data/bilingual.tsv").read_text("utf-8").splitlines())


@cache
def shipped_segmenter() -> Segmenter:
    """Words as the texts are cut into, with the terms that ship; one object, so jieba loads its dictionary once."""
    return Segmenter(_list("terms"))


def shipped_phrases() -> tuple[str, ...]:
    """Phrases that resolutions use often, to complete what is typed."""
    return _list("phrases")


def _list(name: str) -> tuple[str, ...]:
    return tuple((ROOT / "data" / f"{name}.list").read_text(encoding="utf-8").split())


def shipped_goals() -> dict[str, str]:
    """The Sustainable Development Goals: their Chinese names by number."""
    return _table("goals")


def shipped_agenda() -> dict[str, str]:
    """The agenda items of the Security Council: by their English names, the Chinese ones that texts print."""
    return {english: item["chinese"] for english, item in _table("agenda").items()}


def shipped_groups() -> tuple[StateGroup, ...]:
    """The groups of states of `data/groups.toml`."""
    return state_groups(_table("groups"))


def groups_of(settings: Settings) -> tuple[StateGroup, ...]:
    """The groups that ship and those of the table that is set, which replace the former by their codes."""
    return united(shipped_groups(), _groups_of(settings.groups) if settings.groups else ())


def shipped_series() -> dict[str, dict[str, str]]:
    """Which texts continue which, where it was found by hand."""
    return _table("series")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / "data" / f"{name}.toml").read_text(encoding="utf-8"))
