"""The states of a year by the likeness of their votes, as they were laid out when the release was made."""

from dataclasses import dataclass

from sqlmodel import Session, col

from app.db.packed_rows import Packed, columns
from app.db.vote_pictures import SCALE, VotePictureRow, VotePositionRow


@dataclass(frozen=True, slots=True)
class Placed:
    """A state with its position, the votes it cast, and who voted most like it, with their weighted agreement."""

    state: str
    x: float
    y: float
    votes: int
    nearest: str
    likeness: float


@dataclass(frozen=True, slots=True)
class VoteMap:
    """The picture of a year; `explained` is how much of the distances its two axes tell, 0 to 1."""

    year: int
    calls: int
    explained: float
    left_out: int
    states: tuple[Placed, ...]


def vote_maps(session: Session) -> tuple[VoteMap, ...]:
    """The pictures of all years, newest first, states from left to right. Takes one statement."""
    pictures, positions = _MAPS.read(session)
    by_year: dict[int, list[Placed]] = {picture[0]: [] for picture in pictures}
    for year, state, x, y, votes, nearest, likeness in positions:
        by_year[year].append(Placed(state, x / SCALE, y / SCALE, votes, nearest, likeness / SCALE))
    return tuple(
        VoteMap(year, calls, explained / SCALE, left_out, tuple(by_year[year]))
        for year, calls, explained, left_out in pictures
    )


_ROW, _AT = VotePictureRow, VotePositionRow
_MAPS = Packed(
    columns(_ROW.year, _ROW.calls, _ROW.explained, _ROW.left_out).order_by(col(_ROW.year).desc()),
    columns(_AT.year, _AT.state, _AT.x, _AT.y, _AT.votes, _AT.nearest, _AT.likeness).order_by(
        col(_AT.x), col(_AT.state)
    ),
)
