"""The one placing: a block and where it begins on a form become a plan of edits by field."""

from collections.abc import Callable, Mapping

from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.records import FormRecord
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.clipboard.reading import Clipping
from budgetdesk.exchange.clipboard.text_reader import without_mark
from budgetdesk.exchange.placement.amounts import HEADING, headed_amounts, with_amounts
from budgetdesk.exchange.placement.by_columns import place_by_columns
from budgetdesk.exchange.placement.drafting import Drafting
from budgetdesk.exchange.placement.form_map import FormMap
from budgetdesk.exchange.placement.labelled import Labelled
from budgetdesk.exchange.placement.on_grid import lies_on_grid
from budgetdesk.exchange.placement.origins import TextOrigin, same_fields
from budgetdesk.exchange.placement.plan import Plan
from budgetdesk.exchange.placement.unlabelled import Unlabelled
from budgetdesk.forms.sheet import Cell, Sheet
from budgetdesk.forms.standing import in_list

MOST_CELLS = 4_000
"""More cells than any form has: what holds more belongs to no form."""

Origins = Mapping[tuple[int, int], TextOrigin]


def place(
    clipping: Clipping,
    sheet: Sheet,
    record: FormRecord,
    start: Cell,
    print_out: Callable[[], Sheet],
    origins: Origins | None = None,
) -> Plan[FieldRef]:
    """Where what the clipboard holds goes on a record's sheet.

    Args:
        clipping: what was read from the clipboard.
        sheet: the record laid out, with a place to type in every slot.
        record: the record.
        start: the cell that the block's upper left one was pasted at.
        print_out: lays the record out as its worksheet has it; asked only where that tells more.
        origins: which field each cell of the block came from, where the program copied it.

    Returns:
        The plan. What was copied from the same place of another form goes into the same fields;
        else labels, headings and names of levels say where it goes; else it stays in the list or
        region it was pasted in.
    """
    form = FormMap(sheet, record)
    drafting = Drafting(form)
    whole = clipping.block.without_idle_rows() if clipping.block.spanned else clipping.block
    if not form.has_fields:
        return _nowhere(whole, drafting)
    block = _without_heading(whole, start, drafting)
    _leave_outside(block, drafting)
    if len(block.cells) > 1 and not block.outside:
        if lies_on_grid(block, form, start, drafting):
            return drafting.plan()
        printed = print_out()
        begun = _printed_start(sheet, printed, start)
        on_paper = FormMap(printed, record)
        if begun is not None and lies_on_grid(block, on_paper, begun, drafting, printed=True):
            return drafting.plan()
        form = FormMap(sheet, record, printed)
    if clipping.is_prose and _is_lone_paragraph(start):
        drafting.put(start, BlockCell(0, 0, clipping.paragraphs))
    elif block.alone is not None or not block.cells:
        _put_alone(block, start, drafting)
    elif not (origins and same_fields(block, origins, form, start, drafting)):
        _place_block(block, form, drafting, start)
    plan = drafting.plan()
    return plan if whole.alone is not None else with_amounts(plan, whole)


def _without_heading(block: Block, start: Cell, drafting: Drafting) -> Block:
    """A block without the heading of amounts that takes none of their cells."""
    below, heading = headed_amounts(block, start)
    if heading is not None:
        drafting.leave(heading, HEADING)
    return below


def _nowhere(block: Block, drafting: Drafting) -> Plan[FieldRef]:
    for cell in block.cells:
        drafting.leave(cell, "这张表没有可填写的格", refused=True)
    return drafting.plan()


def _leave_outside(block: Block, drafting: Drafting) -> None:
    for line in block.outside:
        drafting.leave(BlockCell(block.rows, 0, line), "表格以外的文字")


def _printed_start(sheet: Sheet, printed: Sheet, start: Cell) -> Cell | None:
    """The cell of the printed sheet that a cell of the screen's is; None where it has none."""
    if start.field is not None:
        return next((cell for cell in printed.cells if cell.field == start.field), None)
    screen, paper = (
        [cell for cell in one.cells if cell.field is None and _alike(cell, start)]
        for one in (sheet, printed)
    )
    return paper[screen.index(start)] if len(screen) == len(paper) else None


def _alike(cell: Cell, other: Cell) -> bool:
    return (cell.text, cell.column) == (other.text, other.column)


def _items(block: Block, drafting: Drafting) -> Block:
    """A list's items as rows: the form numbers nothing within a slot."""
    texts = [without_mark(cell.text) for cell in block.cells]
    if texts != [cell.text for cell in block.cells]:
        drafting.assume("每条一行，去掉了前面的编号")
        return Block.of_texts([[text] for text in texts])
    return block


def _put_alone(block: Block, start: Cell, drafting: Drafting) -> None:
    for cell in block.cells:
        drafting.put(start, cell)


def _place_block(block: Block, form: FormMap, drafting: Drafting, start: Cell) -> None:
    if block.columns == 1 and start.field is not None and in_list(start.field):
        block = _items(block, drafting)
    if place_by_columns(block, form, drafting, start):
        return
    if not Labelled(block, form, drafting, start).read():
        Unlabelled(block, form, drafting, start).place()


def _is_lone_paragraph(cell: Cell) -> bool:
    ref = cell.field
    return ref is not None and not in_list(ref) and field_of(ref).kind is Kind.PARAGRAPH
