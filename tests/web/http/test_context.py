"""What a request holds of the archive, and for how long."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import QueuePool
from starlette.types import Message, Receive, Scope, Send

from app.main import create_app
from app.settings import Settings
from app.web.http.context import Site


@pytest.mark.parametrize("path", ["/A/HRC/RES/50/4", "/api/v1/documents", "/search.atom?q=人权", "/nothing"])
def test_a_client_that_reads_slowly_holds_no_connection(archive: Path, path: str) -> None:
    app = create_app(Settings(archive=archive))
    held: list[int] = []

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            site: Site = app.state.site
            pool = site.releases.current().database.pool
            assert isinstance(pool, QueuePool)
            held.append(pool.checkedout())
            await send(message)

        await app(scope, receive, counted if scope["type"] == "http" else send)

    with TestClient(watched) as client:
        client.get(path)
    assert held
    assert set(held) == {0}
