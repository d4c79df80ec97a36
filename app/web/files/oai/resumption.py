"""Where a harvest goes on: behind the last entry that was given, by the order of changes.

An entry that changes meanwhile comes again later; all others stay where they are, so none is missed, whatever is
published between two requests.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain.controls import without_forbidden

_LONGEST = 2000
"""Characters of a token."""
_ARGUMENTS = frozenset({"metadataPrefix", "from", "until", "set"})


@dataclass(frozen=True, slots=True)
class Resumption:
    """The arguments of the first request, how many entries were given, and the last of these: the instant of its change
    (RFC 3339), the key of its document, or its address where that was given up."""

    arguments: Mapping[str, str]
    given: int = 0
    changed_at: str = ""
    key: int | None = None
    address: str = ""

    @classmethod
    def read(cls, token: str) -> "Resumption":
        """Read a token. Raises ValueError if it is none of ours."""
        if len(token) > _LONGEST:
            raise ValueError(token[:80])
        try:
            arguments, given, changed_at, key, address = json.loads(base64.urlsafe_b64decode(token.encode()))
        except (binascii.Error, TypeError, UnicodeError, RecursionError) as fault:
            raise ValueError(token[:80]) from fault
        found = cls(arguments, given, changed_at, key, address)
        if not found._is_sound():
            raise ValueError(token[:80])
        return found

    def token(self) -> str:
        """The token, in letters that need no encoding in an address."""
        values = [dict(self.arguments), self.given, self.changed_at, self.key, self.address]
        return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode()

    def behind(self, given: int, **last: Any) -> "Resumption":  # noqa: ANN401  fields of this class
        """The same harvest, after so many more entries, the last of which is this."""
        return replace(self, given=self.given + given, **last)

    def _is_sound(self) -> bool:
        return (
            isinstance(self.arguments, dict)
            and set(self.arguments) <= _ARGUMENTS
            and all(_is_text(value) for value in self.arguments.values())
            and isinstance(self.given, int)
            and self.given >= 0
            and _is_text(self.changed_at)
            and isinstance(self.key, int | None)
            and _is_text(self.address)
        )


def _is_text(value: object) -> bool:
    """Whether a value is a text that XML can hold, as all texts of ours are."""
    return isinstance(value, str) and without_forbidden(value) == value
