"""The sheet of a template."""

from collections.abc import Iterator
from pathlib import Path

from budgetdesk.exchange.drawing.template import Box, Template


class Counted(tuple[Box, ...]):
    """Boxes that count how often they are gone through."""

    __slots__ = ()
    times = 0

    def __iter__(self) -> Iterator[Box]:
        Counted.times += 1
        return super().__iter__()


def test_whether_it_is_ruled_is_found_out_once() -> None:
    """Every cell of a form that is drawn asks."""
    boxes = Counted(Box(f"A{row + 1}", row, 0) for row in range(3))
    template = Template(Path("表.xlsx"), "表", boxes, (8.0,), (12.0,) * 3)
    before = Counted.times
    assert not any(template.ruled for _ in range(5))
    assert Counted.times == before + 1
