"""Releases on a server: published as a whole or not at all, followed by other machines, rolled back, packed up."""

import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from app.cli import cli
from app.db.migrate import migration_config, upgrade
from app.db.release import NoServerError, current_release, published_releases
from app.db.server import Schema, WrongServerError, keep_rows_on, server_of
from app.db.session import read_session, write_engine
from app.ingest.backup import back_up, restore
from app.ingest.publication import ArchiveBusyError, locked
from app.ingest.releases import roll_back
from tests.conftest import TEXTS, run_ingest
from tests.ingest.dying import Moment, exit_status
from tests.ingest.test_crash import make_texts
from tests.postgres import Postgres
from tests.postgresql.test_rows import assert_same, rows


def url_of(archive: Path) -> str:
    server = server_of(archive)
    assert server is not None
    return server.url


def schemas(archive: Path) -> list[str]:
    engine = create_engine(url_of(archive))
    with engine.connect() as connection:
        found = text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'r\\_%' ORDER BY nspname")
        names = list(connection.execute(found).scalars())
    engine.dispose()
    return names


def test_models_and_migrations_agree(on_server: Path) -> None:
    url = url_of(on_server)
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA r_1"))
    engine.dispose()
    engine = write_engine(Schema(url, "r_1"))
    upgrade(engine)
    command.check(migration_config(engine))
    with engine.connect() as connection:
        other_order = text(
            "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'r_1' "
            "AND table_name <> 'alembic_version' AND data_type LIKE 'char%' AND collation_name IS DISTINCT FROM 'C'"
        )
        assert connection.execute(other_order).scalar_one() == 0
    engine.dispose()


def test_a_copied_schema_is_as_the_one_that_it_was_copied_from(on_server: Path) -> None:
    """Tables, columns, keys and indexes: a release that was grown must be as quick as a new one."""
    run_ingest(on_server, TEXTS[0], engine="tantivy")
    run_ingest(on_server, TEXTS[1], engine="tantivy")
    defined = """
        SELECT 'index', replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = :schema
        UNION ALL SELECT 'column', concat_ws(' ', table_name, column_name, replace(column_default, :schema || '.', ''),
          is_nullable, data_type, collation_name) FROM information_schema.columns WHERE table_schema = :schema
        UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
          WHERE connamespace = CAST(:schema AS regnamespace) ORDER BY 1, 2
    """
    engine = create_engine(url_of(on_server))
    with engine.connect() as connection:
        made, copied = (
            [
                (kind.replace(f"{name}.", ""), told.replace(f"{name}.", ""))
                for kind, told in connection.execute(text(defined), {"schema": name})
            ]
            for name in schemas(on_server)
        )
    engine.dispose()
    assert copied == made
    assert len(made) > 200


def test_other_machines_follow_and_old_releases_go(on_server: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-machine"
    keep_rows_on(other, url_of(on_server))
    assert current_release(other) is None
    for path in TEXTS[:3]:
        run_ingest(on_server, path, engine="tantivy")
        mine, followed = current_release(on_server), current_release(other)
        assert mine is not None
        assert followed is not None
        assert followed.name == mine.name
        assert followed.manifest() == mine.manifest()
        assert rows(other) == rows(on_server)
    assert len(schemas(on_server)) == 2
    assert len(published_releases(other)) == len(list((other / "releases").iterdir())) == 2
    back = roll_back(on_server, None)
    followed = current_release(other)
    assert back is not None
    assert followed is not None
    assert followed.name == back.name
    assert "secret" not in "".join(path.read_text("utf-8") for path in other.rglob("*.json"))


def test_two_writers_exclude_each_other_whatever_folders_they_have(on_server: Path, tmp_path: Path) -> None:
    other = tmp_path / "other-machine"
    keep_rows_on(other, url_of(on_server))
    with locked(on_server), pytest.raises(ArchiveBusyError):
        run_ingest(other, TEXTS[0], engine="tantivy")
    assert run_ingest(other, TEXTS[0], engine="tantivy").release


def test_a_backup_is_restored_on_either_kind(
    on_server: Path, tmp_path: Path, server: Postgres, still: Callable[[], None]
) -> None:
    still()
    run_ingest(on_server, *TEXTS, engine="tantivy")
    back_up(on_server, tmp_path / "backup.tar")
    restore(tmp_path / "backup.tar", tmp_path / "files", 2)
    assert_same(tmp_path / "files", on_server)
    back_up(tmp_path / "files", tmp_path / "again.tar")
    moved = tmp_path / "moved"
    keep_rows_on(moved, server.database())
    restore(tmp_path / "again.tar", moved, 2)
    assert_same(tmp_path / "files", moved)
    # Keys that the database gives go on behind those that came.
    shutil.copy(TEXTS[0], tmp_path / "changed.txt")
    changed = TEXTS[0].read_text("utf-8").replace("各国", "每个国家")
    (tmp_path / "changed.txt").write_text(changed, "utf-8")
    for archive in (tmp_path / "files", moved):
        assert run_ingest(archive, tmp_path / "changed.txt", engine="tantivy").release
    assert_same(tmp_path / "files", moved)


def test_a_database_in_another_encoding_is_refused(server: Postgres, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    keep_rows_on(archive, server.database(encoding="SQL_ASCII"))
    with pytest.raises(WrongServerError, match="UTF8"):
        run_ingest(archive, TEXTS[0], engine="tantivy")


def test_a_folder_alone_says_where_its_rows_are(on_server: Path) -> None:
    run_ingest(on_server, TEXTS[0], engine="tantivy")
    keep_rows_on(on_server, "")
    release = current_release(on_server)
    assert release is not None
    with pytest.raises(NoServerError):
        _ = release.database


def test_commands_say_in_chinese_what_is_wrong_and_never_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUEYI_DATABASE_URL", "postgresql+psycopg://jueyi:geheim@127.0.0.1:1/archive")
    for args in (
        ["ingest", str(TEXTS[0])],
        ["check"],
        ["problems"],
        ["releases"],
        ["backup", str(tmp_path / "b")],
    ):
        result = CliRunner().invoke(cli, [*args, "--archive", str(tmp_path / "archive")])
        assert result.exit_code == 1, result.output
        assert "数据库服务器连不上" in result.output
        assert "127.0.0.1" in result.output
        assert "geheim" not in result.output
    monkeypatch.setenv("JUEYI_DATABASE_URL", "mysql://jueyi:geheim@127.0.0.1:1/archive")
    result = CliRunner().invoke(cli, ["check"])
    assert result.exit_code == 2
    assert "postgresql+psycopg://" in result.output
    assert "geheim" not in result.output


MOMENTS = (
    Moment("behind", "app.ingest.publication._stage"),
    Moment("behind", "app.ingest.run.Intake.add_file", 2),
    Moment("before", "sqlmodel.Session.commit", 2),
    Moment("behind", "app.ingest.run.link_series"),
    Moment("behind", "app.ingest.run.write_manifest"),
    Moment("before", "app.ingest.run.publish"),
    Moment("behind", "app.ingest.publication.seal"),
    Moment("before", "app.ingest.publication.point_to"),
    Moment("before", "app.ingest.publication.link_to"),
    Moment("before", "app.ingest.publication.remove_old"),
)


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_kill_leaves_one_whole_release_and_the_next_run_cleans_up(
    on_server: Path, tmp_path: Path, moment: Moment
) -> None:
    run_ingest(on_server, make_texts(tmp_path / "held", 2, first=100))
    before = rows(on_server)
    texts = make_texts(tmp_path / "texts", 3)
    status = exit_status(on_server, texts, moment)
    assert status == -signal.SIGKILL
    documents = len(rows(on_server)["document"])
    assert documents in (2, 5)
    if documents == 2:
        assert rows(on_server) == before
    run_ingest(on_server, texts)
    assert len(rows(on_server)["document"]) == 5
    assert len(schemas(on_server)) == len(published_releases(on_server))
    release = current_release(on_server)
    assert release is not None
    with read_session(release.database):
        assert release.is_whole()
