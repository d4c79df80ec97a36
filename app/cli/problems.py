"""`jueyi problems`."""

from itertools import groupby
from typing import Annotated

import typer
from sqlalchemy.exc import DatabaseError

from app.cli.archive import archive_of, published, read_settings
from app.cli.failures import failure
from app.cli.options import ArchiveOption, JsonOption, QuietOption
from app.cli.output import print_json, results, stop
from app.db.queries.reported_problems import problems as reported_problems
from app.db.session import read_session

_EXAMPLES = 3
"""How many problems of a kind are listed where all kinds are."""


def problems_command(
    *,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="CODE", help="只列这一类，并列出每一处。")
    ] = None,
    archive: ArchiveOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """列出读取时报告的存疑之处，按种类计数。

    --json 的文档：total（总数）、kinds（每一类的 code、count 和 problems，其中每一处有 address、anchor、message）。--quiet 只输出各类的数目。
    """
    release = published(archive_of(read_settings(), archive))
    try:
        with read_session(release.database) as session:
            found = reported_problems(session, kind)
    except DatabaseError as error:
        stop(*failure(error))
    kinds = [(code, list(listed)) for code, listed in groupby(found, key=lambda problem: problem.code)]
    if as_json:
        keys = ("address", "anchor", "message")
        listing = [
            {
                "code": code,
                "count": len(listed),
                "problems": [{key: getattr(problem, key) for key in keys} for problem in listed],
            }
            for code, listed in kinds
        ]
        print_json({"total": len(found), "kinds": listing})
        return
    console = results()
    for code, listed in kinds:
        console.print(f"{code}  {len(listed)}")
        shown = [] if quiet else listed if kind else listed[:_EXAMPLES]
        for problem in shown:
            place = f"/{problem.anchor}" if problem.anchor else ""
            console.print(f"  {problem.address}{place}  {problem.message}")
    if not quiet:
        console.print(f"存疑 {len(found)} 处。")
