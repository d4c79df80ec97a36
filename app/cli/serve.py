"""`jueyi serve`."""

import os
from typing import Annotated

import typer

from app.cli.archive import archive_of, engine_of, published, read_settings, require_engine
from app.cli.options import ArchiveOption
from app.cli.output import WRONG_CALL, stop
from app.logs import configure_logs


def serve_command(
    host: Annotated[str, typer.Option(metavar="HOST", help="监听的地址（默认 127.0.0.1）。")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="N", help="监听的端口（默认 8000）。", min=0, max=65535)
    ] = 8000,
    workers: Annotated[
        int, typer.Option(metavar="N", help="进程数，1 到 64，宜与处理器核数相同（默认 1）。", min=1, max=64)
    ] = 1,
    archive: ArchiveOption = None,
) -> None:
    """提供网页和 JSON 接口。收录新文本后无须重启。

    每次请求在标准错误上记一行日志，不记来者和所问；格式由 JUEYI_LOG_FORMAT 设定。
    """
    from app.server.metrics_exporter import MetricsAddressError  # noqa: PLC0415
    from app.server.run import run  # noqa: PLC0415  the web is loaded only where it is served

    settings = read_settings()
    folder = archive_of(settings, archive)
    require_engine(published(folder), engine_of(settings))
    configure_logs(settings.log_format)
    # Other processes than this one serve too, and read their settings anew.
    os.environ["JUEYI_ARCHIVE"] = str(folder)
    try:
        run(host, port, workers)
    except MetricsAddressError as error:
        stop(f"JUEYI_METRICS={settings.metrics} 不能监听：{error}", WRONG_CALL)
