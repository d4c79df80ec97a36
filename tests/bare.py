"""What a page is measured against: a FastAPI route that returns bytes, and nothing else."""

import os
from pathlib import Path

from fastapi import FastAPI, Response

from app.server.config import server_config
from app.server.run import serve


def create_app() -> FastAPI:
    """One route, `/`, with the bytes of the file that `BARE_BODY` names, compressed already."""
    app = FastAPI()
    body = Path(os.environ["BARE_BODY"]).read_bytes()

    @app.get("/")
    async def page() -> Response:
        return Response(body, media_type="text/html", headers={"Content-Encoding": "gzip"})

    return app


def run(port: int, workers: int) -> None:
    """Serve as the archive is served."""
    serve(server_config("tests.bare:create_app", host="127.0.0.1", port=port, workers=workers))
