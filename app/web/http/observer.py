"""What monitoring is told of each request."""

from app.web.http.cost import Cost


class Observer:
    """Is told, and forgets."""

    def answered(self, route: str | None, method: str, status: int, seconds: float) -> None:
        """A request was answered by a route, None if there is none for its path."""

    def waiting(self, cost: Cost, number: int) -> None:
        """So many requests of a cost wait for their turn now."""
