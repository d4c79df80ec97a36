"""What a reader chose in an address, and the addresses that choose more or less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import quote_plus

from starlette.datastructures import QueryParams

MAX_VALUES = 20
"""How many values of one facet an address may choose; each link of a page repeats them."""

MAX_LENGTH = 300
"""How long a value may be; nothing in an archive is called by more."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that is chosen, and the address without it."""

    value: str
    url: str


@dataclass(frozen=True, slots=True)
class SelectedFacet:
    """The values of a facet that are chosen: any of them."""

    facet: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """The values that are chosen of each facet, in the order of addresses.

    `kept` are the parameters that every address repeats: a query, an order.
    """

    path: str
    values: Mapping[str, tuple[str, ...]]
    is_cut: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)

    def url(self, path: str = "") -> str:
        """The address of what is chosen, at another path on request."""
        query = "&".join(
            f"{key}={_quoted(value)}"
            for key, values in self.params().items()
            for value in ((values,) if isinstance(values, str) else values)
            if value
        )
        return f"{path or self.path}?{query}" if query else path or self.path

    def params(self) -> dict[str, str | tuple[str, ...]]:
        """The parameters of its address, the empty ones too."""
        return {**self.kept, **self.values}

    def keeping(self, **kept: str) -> "Selection":
        """The same with these parameters beside or instead of those that are kept."""
        return replace(self, kept={**self.kept, **kept})

    def only(self, facet: str, *values: str) -> "Selection":
        """These values of a facet instead of those that are chosen."""
        return replace(self, values={**self.values, facet: values})

    def without(self, facet: str, value: str) -> "Selection":
        """All but this value."""
        return self.only(facet, *(other for other in self.values[facet] if other != value))

    def facets(self) -> tuple[SelectedFacet, ...]:
        """What is chosen, with the addresses that take it back."""
        return tuple(
            SelectedFacet(facet, tuple(Chip(value, self.without(facet, value).url()) for value in values))
            for facet, values in self.values.items()
            if values
        )

    def years(self) -> tuple[int, ...]:
        """The years that are chosen; what is no year chooses nothing that there is."""
        return tuple(
            int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
            for year in self.values["year"]
        )


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value as an address has it; a page repeats the same ones in all its links."""
    return quote_plus(value)


def read_selection(path: str, params: QueryParams, facets: Sequence[str]) -> Selection:
    """What the parameters of an address choose; too much of it is cut."""
    given = {
        facet: tuple(dict.fromkeys(_cut(value.strip()) for value in params.getlist(facet) if value.strip()))
        for facet in facets
    }
    return Selection(
        path,
        {facet: values[:MAX_VALUES] for facet, values in given.items()},
        any(len(values) > MAX_VALUES for values in given.values()),
    )


def _cut(value: str) -> str:
    # One character more than anything in an archive has, so that what was cut is never found.
    return value if len(value) <= MAX_LENGTH else value[:MAX_LENGTH] + "…"
