"""Units that only one of the texts has: which of them are told."""

from app.domain.editions.facing import is_label
from app.domain.editions.model import Divergence
from app.domain.resolution import Footnote, Paragraph

MISSING = Divergence("missing", "", "")
"""A unit that the other text lacks."""


def is_told_alone(unit: Paragraph | Footnote) -> bool:
    """Whether a unit that the other text lacks says something: not a heading that is only a number."""
    return isinstance(unit, Footnote) or not is_label(unit)
