"""How a group of states votes: by the members of each day, where it splits, and who breaks ranks.

- The majority of a group in a roll call is the vote of its largest camp; where two camps are equal, there is none.
- A member breaks ranks where it casts another vote than the majority.
- A group splits in a roll call where its members do not all cast the same vote.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.domain.state_groups import StateGroup
from app.domain.vote_measures import ABSTAINING, AGAINST, IN_FAVOUR, UNLISTED, Votes, is_cast

Days = NDArray[np.datetime64]
Mask = NDArray[np.bool_]
_CAST = np.array([IN_FAVOUR, ABSTAINING, AGAINST], dtype=np.int8)


def member_votes(
    votes: Votes, days: Days, states: Sequence[str], group: StateGroup
) -> tuple[tuple[str, ...], Votes]:
    """The members of a group that any roll call lists, and their votes as members: none before and after that. An
    undated roll call (NaT) has no members."""
    places = {state: place for place, state in enumerate(states)}
    members = tuple(sorted({one.state for one in group.memberships if one.state in places}))
    found = np.full((len(votes), len(members)), UNLISTED, dtype=np.int8)
    for one in group.memberships:
        if one.state not in places:
            continue
        held = ~np.isnat(days)
        if one.since:
            held &= days >= np.datetime64(one.since)
        if one.until:
            held &= days <= np.datetime64(one.until)
        found[held, members.index(one.state)] = votes[held, places[one.state]]
    return members, found


def majority(votes: Votes) -> Votes:
    """The vote of the largest camp in each roll call; 0 where none was cast, or two camps are equal."""
    camps = np.stack([(votes == vote).sum(axis=1) for vote in _CAST])
    most = camps.max(axis=0)
    is_sole = (camps == most).sum(axis=0) == 1
    found: Votes = np.where(is_sole & (most > 0), _CAST[camps.argmax(axis=0)], UNLISTED).astype(np.int8)
    return found


def breaking(votes: Votes) -> Mask:
    """Where a member cast another vote than the majority of its group."""
    most = majority(votes)[:, np.newaxis]
    found: Mask = is_cast(votes) & (most != UNLISTED) & (votes != most)
    return found


def splits(votes: Votes) -> Mask:
    """In which roll calls not all cast the same vote."""
    found: Mask = np.stack([(votes == vote).any(axis=1) for vote in _CAST]).sum(axis=0) > 1
    return found
