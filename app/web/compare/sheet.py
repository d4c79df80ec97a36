"""What fits on one printed sheet: of several lists, how many items of each."""

from collections.abc import Sequence


def fitting(
    lists: Sequence[Sequence[float]], room: float, heading: float = 0, more: float = 0
) -> tuple[int, ...]:
    """How many items of each list fit into a room, from the first on, given the height of each item.

    Heights and room have one unit, such as lines of text. Each list with items has a heading, and one that is cut off
    a line that says how many more there are. The lists take turns, so that a long one leaves room for the others.
    """
    filled = [place for place, heights in enumerate(lists) if heights]
    if sum(map(sum, lists)) + heading * len(filled) <= room:
        return tuple(map(len, lists))
    counts = [0] * len(lists)
    left = room - (heading + more) * len(filled)
    waiting = filled
    while waiting:
        for place in tuple(waiting):
            heights = lists[place]
            is_last = counts[place] + 1 == len(heights)
            height = heights[counts[place]] - (more if is_last else 0)
            fits = height <= left
            if fits:
                counts[place] += 1
                left -= height
            if is_last or not fits:
                waiting.remove(place)
    return tuple(counts)


def shared(needs: Sequence[int], room: float) -> tuple[int, ...]:
    """The lines that each of some texts gets of a room, given the lines that it needs in full; at least one each.

    Those that lack least come first, so that as many as can be are whole; the others take turns.
    """
    lines = [1] * len(needs)
    left = room - len(needs)
    waiting = sorted(range(len(needs)), key=needs.__getitem__)
    while waiting and needs[waiting[0]] - 1 <= left:
        place = waiting.pop(0)
        left -= needs[place] - 1
        lines[place] = needs[place]
    while waiting and left >= 1:
        for place in waiting[: int(left)]:
            lines[place] += 1
            left -= 1
    return tuple(lines)
