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
        """Whether the organ numbers its texts in this way, as far as the shape of the number tells."""
        if re.search(r"[(（][0-9]{4}[)）]", number):
            return organ.numbering == "serial"
        if re.search(r"[(（]", number):
            return organ.had_roman_sessions
        return organ.numbering == ("year" if re.match(r"(?:19|20)[0-9]{2}/", number) else "session")

    def may_be_own(self, organ: Organ, number: str) -> bool:
        """The same for an organ that the text does not name: the adopting organ had no later session yet."""
        session = number.partition("/")[0]
        own = self.session or ""
        is_later = own.isdigit() and session.isdigit() and int(session) > int(own)
        return self.may_have(organ, number) and not (organ == self.organ and is_later)
