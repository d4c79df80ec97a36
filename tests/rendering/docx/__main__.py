"""Sets the texts of a folder as Word files, also through LibreOffice, reads them back and says what did not come
back."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.rendering.__main__ import report
from tests.rendering.collection import sample
from tests.rendering.docx.trial import try_files
from tests.rendering.libreoffice import PROGRAM, WHY_ABSENT


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.rendering.docx")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--only", choices=("own", "libreoffice"))
    args = parser.parse_args()
    paths = sample(args.folder, args.n, args.seed)
    for way in (args.only,) if args.only else ("own", "libreoffice"):
        sys.stdout.write(f"\nWord, {way}\n")
        if way == "libreoffice" and not PROGRAM:
            sys.exit(WHY_ABSENT)
        with TemporaryDirectory() as folder:
            tried = try_files(paths, args.seed, Path(folder), through_libreoffice=way == "libreoffice")
            report([one for some in tried for one in some], args.show)


if __name__ == "__main__":
    main()
