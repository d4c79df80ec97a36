"""The facet values chosen in an address, and the addresses that choose more or fewer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from urllib.parse import quote_plus

from starlette.datastructures import QueryParams

MAX_VALUES = 20
"""Maximum number of values per facet in an address, since every link of a page repeats them."""

MAX_LENGTH = 300
"""Maximum length of a value, in characters; no value in an archive is longer."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value, and the address without it."""

    value: str
    url: str


@dataclass(frozen=True, slots=True)
class SelectedFacet:
    """The chosen values of a facet; a document matches if it has any of them."""

    facet: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class Selection:
    """The chosen values of each facet, in address order.

    `is_cut` is true if values in excess of `MAX_VALUES` were dropped. `kept` are the other parameters that every
    address repeats, such as a query or an order.
    """

    path: str
    values: Mapping[str, tuple[str, ...]]
    is_cut: bool = False
    kept: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _written(self) -> Mapping[str, str]:
        """Each parameter as it stands in an address: written once for all links of a page."""
        # Most are empty: they stay in their places.
        return {name: _written(name, values) if values else "" for name, values in self.params().items()}

    def url(self, path: str = "") -> str:
        """The address of this selection, optionally at another path."""
        return _address(path or self.path, self._written)

    def url_with(self, name: str, *values: str) -> str:
        """The address of this selection with other values of a facet, or of another parameter."""
        return _address(self.path, {**self._written, name: _written(name, values)})

    def urls_with(self, name: str) -> Callable[[str], str]:
        """A function that gives the address of this selection with one value of a facet."""
        names = [*self._written]
        place = names.index(name)
        before, after = (
            "".join(f"{written}&" for other in others if (written := self._written[other]))
            for others in (names[:place], names[place + 1 :])
        )
        beginning, end = f"{self.path}?{before}{name}=", f"&{after}"[:-1]
        return lambda value: f"{beginning}{_quoted(value)}{end}"

    def params(self) -> dict[str, str | tuple[str, ...]]:
        """The parameters of its address, including empty ones."""
        return {**self.kept, **self.values}

    def keeping(self, **kept: str) -> "Selection":
        """A copy with these kept parameters added or replaced."""
        return replace(self, kept={**self.kept, **kept})

    def only(self, facet: str, *values: str) -> "Selection":
        """A copy with exactly these values of a facet."""
        return replace(self, values={**self.values, facet: values})

    def _url_without(self, facet: str, value: str) -> str:
        return self.url_with(facet, *(other for other in self.values[facet] if other != value))

    def facets(self) -> tuple[SelectedFacet, ...]:
        """The chosen values by facet, with the addresses that remove them."""
        return tuple(
            SelectedFacet(facet, tuple(Chip(value, self._url_without(facet, value)) for value in values))
            for facet, values in self.values.items()
            if values
        )

    def years(self) -> tuple[int, ...]:
        """The chosen years; an invalid year becomes 0, which matches nothing."""
        return tuple(
            int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
            for year in self.values["year"]
        )


def _address(path: str, written: Mapping[str, str]) -> str:
    query = "&".join(filter(None, written.values()))
    return f"{path}?{query}" if query else path


def _written(name: str, values: str | Sequence[str]) -> str:
    """A parameter as it stands in an address; nothing for one that is empty."""
    several = (values,) if isinstance(values, str) else values
    return "&".join([f"{name}={_quoted(value)}" for value in several if value])


@lru_cache(maxsize=4096)
def _quoted(value: str) -> str:
    """A value quoted for an address. Cached because a page repeats the same values in all its links."""
    return quote_plus(value)


def read_selection(path: str, params: QueryParams, facets: Sequence[str]) -> Selection:
    """Read the selection from an address's parameters, dropping excess values and truncating long ones."""
    given = {
        facet: tuple(dict.fromkeys(_cut(value.strip()) for value in params.getlist(facet) if value.strip()))
        if facet in params
        else ()
        for facet in facets
    }
    return Selection(
        path,
        {facet: values[:MAX_VALUES] for facet, values in given.items()},
        any(len(values) > MAX_VALUES for values in given.values()),
    )


def _cut(value: str) -> str:
    # One character longer than any value in an archive, so that a truncated value matches nothing.
    return value if len(value) <= MAX_LENGTH else value[:MAX_LENGTH] + "…"
