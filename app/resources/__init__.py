"""Where the files lie that ship beside the code: tables, templates, styles, scripts, migrations.

In a checkout they are folders at the top; a wheel carries them in this package (`force-include` in `pyproject.toml`).
"""

from pathlib import Path

_HERE = Path(__file__).parent

ROOT = _HERE if (_HERE / "templates").is_dir() else _HERE.parents[1]
"""The folder that has `data/`, `templates/`, `static/` and `migrations/`: the checkout, or this package where it is installed."""
