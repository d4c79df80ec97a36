"""Where the large collection is, for tests that set its texts anew."""

import os
from pathlib import Path

from app.settings import ROOT

FOLDER = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))

WHY_ABSENT = f"the large collection is not at {FOLDER}; JUEYI_CORPUS may say where it is"
