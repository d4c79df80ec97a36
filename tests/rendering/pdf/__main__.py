"""Sets the texts of a folder as PDF files, reads them back and says what did not come back."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.rendering.__main__ import report
from tests.rendering.collection import sample
from tests.rendering.pdf.trial import Program, try_files

_WAYS: dict[str, tuple[Program, int]] = {
    "weasyprint": ("weasyprint", 1),
    "chromium": ("chromium", 1),
    "libreoffice": ("libreoffice", 1),
    "weasyprint2": ("weasyprint", 2),
    "chromium2": ("chromium", 2),
    "libreoffice2": ("libreoffice", 2),
}
"""Name of a way -> program and number of columns."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.rendering.pdf")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--only", choices=_WAYS)
    parser.add_argument("--keep", type=Path, help="folder that keeps the files")
    args = parser.parse_args()
    paths = sample(args.folder, args.n, args.seed)
    for name in (args.only,) if args.only else _WAYS:
        program, columns = _WAYS[name]
        sys.stdout.write(f"\nPDF, {program}, {columns} column(s)\n")
        with TemporaryDirectory() as folder:
            kept = args.keep / name if args.keep else Path(folder)
            kept.mkdir(parents=True, exist_ok=True)
            tried = try_files(paths, args.seed, kept, program, columns=columns)
            report([one for some in tried for one in some], args.show)


if __name__ == "__main__":
    main()
