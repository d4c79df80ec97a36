"""One module a page: a frozen dataclass, and the route that fills it."""
