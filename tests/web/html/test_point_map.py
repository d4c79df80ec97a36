"""Names of points have room or are left out."""

from hypothesis import given
from hypothesis import strategies as some

from app.web.html.point_map import WIDTH, Label, NamedPoint, point_map


def extent(label: Label, name: str) -> tuple[float, float, float, float]:
    width = 12 * len(name)
    left = {"start": label.x, "end": label.x - width, "middle": label.x - width / 2}[label.anchor]
    return left, label.y - 10, left + width, label.y + 2


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


POINTS = some.lists(
    some.tuples(some.floats(-1, 1), some.floats(-1, 1), some.integers(0, 3)), min_size=1, max_size=40
)


@given(POINTS)
def test_names_cover_neither_each_other_nor_points(places: list[tuple[float, float, int]]) -> None:
    drawn = point_map(
        [NamedPoint(str(n), "国" * (n % 9 + 1), x, y, shape, n) for n, (x, y, shape) in enumerate(places)]
    )
    assert drawn
    assert len(drawn.points) == len(places)
    assert drawn.unnamed == sum(point.label is None for point in drawn.points)
    extents = [extent(point.label, point.name) for point in drawn.points if point.label]
    for number, one in enumerate(extents):
        assert one[0] >= 0
        assert one[2] <= WIDTH
        assert not any(meet(one, other) for other in extents[number + 1 :])
    for point in drawn.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.y <= drawn.height


def test_one_unit_is_as_long_in_both_directions_and_up_is_up() -> None:
    drawn = point_map(
        [
            NamedPoint("a", "甲", 0, 0, 0, 0),
            NamedPoint("b", "乙", 1, 0, 0, 0),
            NamedPoint("c", "丙", 0, 1, 0, 0),
        ]
    )
    assert drawn
    at = {point.key: (point.x, point.y) for point in drawn.points}
    assert round(at["b"][0] - at["a"][0], 1) == round(at["a"][1] - at["c"][1], 1) > 0


def test_a_name_that_has_to_be_there_covers_points_but_no_name() -> None:
    crowd = [NamedPoint(str(n), "国", n % 40 / 40, n // 40 / 40, 0, 1) for n in range(1600)]
    at = (20.1 / 40, 20.1 / 40)

    def label(*, is_named: bool) -> Label | None:
        drawn = point_map([*crowd, NamedPoint("x", "中间之国", *at, 1, 0, is_named)])
        assert drawn
        assert drawn.points[-1].key == "x"  # covered by no other
        return drawn.points[-1].label

    assert label(is_named=False) is None
    assert label(is_named=True) is not None


def test_points_in_one_place_and_no_points() -> None:
    drawn = point_map([NamedPoint(str(n), "甲", 0.5, 0.5, 0, n) for n in range(3)])
    assert drawn
    assert len({(point.x, point.y) for point in drawn.points}) == 1
    assert point_map([]) is None
