"""What decides the meaning of a reference beside its own words."""

import re
from dataclasses import dataclass

from app.domain.organs import Names, Organ


@dataclass(frozen=True, slots=True)
class Context:
    """The organ that adopted the citing text, all known names, the text's own symbol and session."""

    organ: Organ
    names: Names
    symbol: str | None = None
    session: str | None = None

    def may_have(self, organ: Organ, number: str) -> bool:
        """Whether the organ can have adopted a text of that number, as far as its shape tells.

        The adopting organ cannot have, in a later session than its own.
        """
        if re.search(r"[(（]\d{4}[)）]", number):
            return organ.numbering == "serial"
        if re.search(r"[(（]", number):
            return organ.code in ("GA", "ECOSOC")
        if organ.numbering != ("year" if re.match(r"(?:19|20)\d\d/", number) else "session"):
            return False
        session = number.partition("/")[0]
        is_later = bool(self.session and self.session.isdigit() and session.isdigit()) and int(session) > int(
            self.session or 0
        )
        return not (organ == self.organ and is_later)
