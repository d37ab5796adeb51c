"""Blocks over a table of lines: every text goes to a cell or is left over with its reason."""

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.placement.on_lines import LineCell, PasteTarget, place_on_lines

_Edits = dict[tuple[int, str], str]


def _target(
    lines: list[int], columns: str, all_lines: list[int], all_columns: str
) -> PasteTarget[str]:
    return PasteTarget(lines, list(columns), all_lines, list(all_columns))


def _edits(block: Block, target: PasteTarget[str]) -> _Edits:
    return {
        (edit.ref.line, edit.ref.column): edit.text for edit in place_on_lines(block, target).edits
    }


def test_a_block_goes_on_from_the_first_chosen_cell() -> None:
    block = Block.of_texts([["1", "2"], ["3", "4"]])
    target = _target([7], "b", [7, 9, 8], "bcd")
    assert _edits(block, target) == {(7, "b"): "1", (7, "c"): "2", (9, "b"): "3", (9, "c"): "4"}


def test_a_block_fills_chosen_cells_again_and_again() -> None:
    target = _target([7, 9, 8, 5], "bc", [7, 9, 8, 5, 4], "bcd")
    assert _edits(Block.of_texts([["1"], ["2"]]), target) == {
        (line, column): text
        for line, text in ((7, "1"), (9, "2"), (8, "1"), (5, "2"))
        for column in "bc"
    }


def test_lines_parted_by_a_heading_take_the_whole_block() -> None:
    """Chosen: four rows, one of them a heading, so three lines."""
    target = _target([1, 2, 3], "a", [1, 2, 3, 4], "ab")
    four = Block.of_texts([["1"], ["2"], ["3"], ["4"]])
    assert _edits(four, target) == {(1, "a"): "1", (2, "a"): "2", (3, "a"): "3", (4, "a"): "4"}


def test_what_reaches_beyond_is_left_over_unless_it_is_blank() -> None:
    block = Block.of_texts([["1", "2", ""], ["3", "4", "五"], ["", "", ""]])
    plan = place_on_lines(block, _target([1], "y", [1], "yz"))
    assert [(edit.ref, edit.text) for edit in plan.edits] == [
        (LineCell(1, "y"), "1"),
        (LineCell(1, "z"), "2"),
    ]
    assert [(one.source.text, one.why) for one in plan.left_over] == [
        ("3", "下面没有更多的行"),
        ("4", "下面没有更多的行"),
        ("五", "下面没有更多的行"),
    ]
    [beside] = place_on_lines(block, _target([1], "y", [1, 2, 3], "yz")).left_over
    assert (beside.source.row, beside.source.column, beside.why) == (1, 2, "右边没有更多的列")


def test_a_place_of_a_merged_cell_is_no_content() -> None:
    block = Block(2, 2, (BlockCell(0, 0, "甲", rows=2), BlockCell(0, 1, "1"), BlockCell(1, 1, "")),
                  spanned=True)  # fmt: skip
    assert _edits(block, _target([1, 2], "ab", [1, 2], "ab")) == {
        (1, "a"): "甲", (1, "b"): "1", (2, "b"): "",
    }  # fmt: skip


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 6), st.integers(1, 6), st.data())
def test_every_text_goes_somewhere_or_is_told(
    high: int, wide: int, lines: int, columns: int, data: st.DataObject
) -> None:
    chosen = data.draw(st.integers(0, lines)), data.draw(st.integers(1, columns))
    names = "abcdef"[:columns]
    target = _target(
        list(range(chosen[0])), names[: chosen[1]], list(range(lines)), names
    )  # fmt: skip
    block = Block.of_texts([[f"{row},{column}" for column in range(wide)] for row in range(high)])
    plan = place_on_lines(block, target)
    placed = {edit.source for edit in plan.edits}
    left = {one.source for one in plan.left_over}
    assert len(placed) + len(left) == high * wide
    assert not placed & left
    assert len({edit.ref for edit in plan.edits}) == len(plan.edits)
