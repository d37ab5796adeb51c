"""Large tables: their size is told first, they are read in one go, and reading can be stopped."""

import time

import pytest

from budgetdesk.domain.progress import Cancelled
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.clipboard.reading import read_clipboard, rough_size


def _page(rows: int, *, hidden: bool = False) -> str:
    """A table with merged cells, and after each row one that only gives widths."""
    widths = "<tr style='display:none'><td></td><td></td></tr>" if hidden else ""
    lines = "".join(
        f"<tr>{'<td rowspan=4>类</td>' if row % 4 == 0 else ''}<td>名称{row}</td></tr>{widths}"
        for row in range(rows)
    )
    return f"<table>{lines}</table>"


def _seconds(rows: int, *, hidden: bool) -> float:
    page, begun = _page(rows, hidden=hidden), time.process_time()
    read_clipboard("", page).block.without_idle_rows()
    return time.process_time() - begun


@pytest.mark.parametrize("hidden", [False, True])
def test_twice_the_rows_take_about_twice_the_time(hidden: bool) -> None:
    _seconds(100, hidden=hidden)
    short = min(_seconds(500, hidden=hidden) for _ in range(3))
    long = min(_seconds(4_000, hidden=hidden) for _ in range(3))
    assert long < 8 * short * 2.5


def test_rows_within_merged_cells_are_left_out_of_a_tall_table_at_once() -> None:
    tall = Block(
        60_000, 1, tuple(BlockCell(row * 3, 0, str(row), 3) for row in range(20_000)), spanned=True
    )
    taken = []
    for _ in range(3):  # the machine may be busy
        begun = time.process_time()
        narrow = tall.without_idle_rows()
        taken.append(time.process_time() - begun)
    assert min(taken) < 3
    assert (narrow.rows, narrow.cells[-1]) == (20_000, BlockCell(19_999, 0, "19999"))


def test_a_page_read_in_pieces_is_the_page() -> None:
    cells = read_clipboard("", _page(20_000)).block.cells
    assert len(cells) == 25_000
    assert [cell.text for cell in cells if cell.column == 1] == [f"名称{n}" for n in range(20_000)]
    assert {cell.rows for cell in cells if cell.column == 0} == {4}


@pytest.mark.parametrize(
    ("text", "html", "size"),
    [
        ("甲\t1\r\n乙\t2\r\n", "", (3, 5)),
        ("甲\r乙\r丙", "", (3, 3)),
        ('"甲\n\n\n乙"\t1\n', "<table><tr><td>甲</td><td>1</td></tr></table>", (1, 2)),
        ("", "<tr><td>甲</td></tr><tr><td>乙</td></tr>", (2, 2)),
        ("甲", "<b>甲</b>", (1, 1)),
    ],
)
def test_the_size_is_known_before_anything_is_read(
    text: str, html: str, size: tuple[int, int]
) -> None:
    assert rough_size(text, html) == size


@pytest.mark.parametrize(
    ("text", "html"), [("甲\t1\r\n" * 5_000, ""), ("", _page(5_000))], ids=["text", "html"]
)
def test_reading_tells_how_far_it_is_and_can_be_stopped(text: str, html: str) -> None:
    told: list[tuple[int, int]] = []
    read_clipboard(text, html, lambda done, total: told.append((done, total)))
    assert len(told) > 1
    assert all(0 < done <= total for done, total in told)
    assert told == sorted(told)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_clipboard(text, html, stop)
