"""A PostgreSQL server for tests, with a folder and a port of its own, from whatever the machine has installed."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import sleep

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

_INSTALL = "apt-get install -y postgresql（见 .ci/run）"
_USER = "postgres"
"""The user that the package makes: the server refuses to run as root."""
_WAIT_SECONDS = 60
_numbers = count(1)


def programs() -> Path | None:
    """The folder of the server's programs, the newest version that is installed; None where there is none."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].split(".")[0])
    )
    if found:
        return found[-1].parent
    asked = shutil.which("pg_config")
    folder = (
        subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True).stdout
        if asked
        else ""
    )
    return Path(folder.strip()) if folder and (Path(folder.strip()) / "initdb").is_file() else None


def _user() -> str | None:
    """Whom the server runs as, None for who asks."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam(_USER).pw_name
    except KeyError:
        pytest.skip(f"no user {_USER} to run PostgreSQL as: {_INSTALL}")


@dataclass
class Postgres:
    """A server that can be killed and started again; `folder` is its own."""

    folder: Path
    programs: Path
    port: int
    locale: str = "C"
    _process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command: list[str | Path] = [
            self.programs / "postgres",
            "-D",
            self.folder / "data",
            "-k",
            self.folder,
            "-p",
            str(self.port),
        ]
        for setting in (
            "listen_addresses=127.0.0.1",
            "fsync=off",
            "max_connections=200",
            "shared_buffers=256MB",
        ):
            command += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, user=_user(), extra_groups=[], cwd=self.folder
            )
        ready: list[str | Path] = [
            self.programs / "pg_isready",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        for _ in range(_WAIT_SECONDS * 10):
            if subprocess.run(ready, check=False).returncode == 0:
                return
            if self._process.poll() is not None:
                break
            sleep(0.1)
        raise AssertionError((self.folder / "log").read_text("utf-8"))

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: fast by default, and as in a crash by `SIGQUIT`."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(_WAIT_SECONDS)
            self._process = None

    def database(self, *, encoding: str = "UTF8") -> str:
        """The address of a new database."""
        name = f"jueyi{next(_numbers)}"
        with self._connected() as engine, engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0"))
        return f"postgresql+psycopg://postgres:secret@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def _connected(self) -> Iterator[Engine]:
        url = make_url(f"postgresql+psycopg://postgres:secret@127.0.0.1:{self.port}/postgres")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        try:
            yield engine
        finally:
            engine.dispose()


@contextmanager
def running(locale: str = "C") -> Iterator[Postgres]:
    """A server, while it is needed; a test is skipped where none is installed."""
    folder = programs()
    if folder is None:
        pytest.skip(f"no PostgreSQL server: {_INSTALL}")
    own = Path(mkdtemp(prefix="jueyi-postgres-"))
    try:
        user = _user()
        if user:
            shutil.chown(own, user)
        password = own / "password"
        password.write_text("secret")
        password.chmod(0o644)
        made: list[str | Path] = [
            folder / "initdb",
            "-D",
            own / "data",
            "-U",
            _USER,
            "--pwfile",
            password,
            "-A",
            "scram-sha-256",
        ]
        subprocess.run(
            [*made, "-E", "UTF8", f"--locale={locale}", "-N"],
            check=True, capture_output=True, user=user, extra_groups=[], cwd=own,
        )  # fmt: skip
        server = Postgres(own, folder, _free_port(), locale)
        server.start()
        try:
            yield server
        finally:
            server.stop(signal.SIGQUIT)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
