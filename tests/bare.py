"""What a page is measured against: FastAPI routes that return what they hold, and do nothing else."""

import os
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import HTMLResponse

from app.server.config import server_config
from app.server.run import serve


def create_app() -> FastAPI:
    """Two routes: `/` with the bytes of the file that `BARE_BODY` names, compressed already, by a coroutine; `/text`
    with 24 KB of text by a function, as most write a route."""
    app = FastAPI()
    body = Path(os.environ["BARE_BODY"]).read_bytes()

    @app.get("/")
    async def page() -> Response:
        return Response(body, media_type="text/html", headers={"Content-Encoding": "gzip"})

    @app.get("/text", response_class=HTMLResponse)
    def text() -> str:
        return "决议" * (4 * 1024)

    return app


def run(port: int, workers: int) -> None:
    """Serve as the archive is served."""
    serve(server_config("tests.bare:create_app", host="127.0.0.1", port=port, workers=workers))
