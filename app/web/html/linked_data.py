"""Values inside of pages, for programs."""

import json

from markupsafe import Markup


def as_script(value: object) -> Markup:
    """A value as JSON that ends no element of HTML."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(written.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&"}))  # noqa: S704  escaped here
