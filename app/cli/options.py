"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[
    Path | None, typer.Option("--archive", metavar="DIR", help="归档所在的文件夹（默认 var/archive）。")
]

JsonOption = Annotated[bool, typer.Option("--json", help="在标准输出上给出一个 JSON 文档。")]

QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="只输出要紧的。")]
