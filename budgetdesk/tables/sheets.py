"""Computed tables as Sheets for screen, Excel and paper."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from budgetdesk.domain.fields import FieldRef, figure_ref
from budgetdesk.forms.sheet import Align, Cell, Role, Row, Sheet, Style, VAlign
from budgetdesk.tables.as_json import figure_text
from budgetdesk.tables.definition import Column
from budgetdesk.tables.numerals import chinese_number
from budgetdesk.tables.table import Figure, RowKind, Table, TableRow

_NUMBER = Style("table-number", size=9, align=Align.LEFT, border=False)
_TITLE = Style("table-title", size=16, bold=True, border=False)
_ABOUT = Style("table-about", size=10, align=Align.LEFT, valign=VAlign.MIDDLE, border=False)
_UNIT = Style("table-unit", size=10, align=Align.RIGHT, border=False)
_HEAD = Style("table-head", size=10)
_TEXT = Style("table-text", size=10, align=Align.LEFT)
_CODE = Style("table-code", size=10, align=Align.LEFT)
_AMOUNT = Style("table-amount", size=10, align=Align.RIGHT, numeric=True)
_GROUP_TEXT = Style("table-group", size=10, bold=True, align=Align.LEFT)
_TOTAL_TEXT = Style("table-total", size=10, bold=True)
_BOLD_AMOUNT = Style("table-bold-amount", size=10, bold=True, align=Align.RIGHT, numeric=True)
_NOTE = Style("table-note", size=10, align=Align.LEFT, border=False)

_REASON = "由预算明细汇总，不用填写；双击可看这个数的明细。"
_TOP_ROWS = 3
_NUMBER_HEIGHT, _TITLE_HEIGHT, _LINE_HEIGHT = 16.0, 30.0, 17.0  # points


def table_sheet(table: Table) -> Sheet:
    """A table as a Sheet: number, title, 部门名称 and unit, heads, rows, note; a zero is blank."""
    rows = [
        Row(_NUMBER_HEIGHT, repeat=True),
        Row(_TITLE_HEIGHT, repeat=True),
        Row(_LINE_HEIGHT, repeat=True),
    ]
    cells = list(_top(table))
    heads = max(len(column.heads) for column in table.columns)
    cells += _heads(table, len(rows), heads)
    rows += [Row(_LINE_HEIGHT, repeat=True)] * heads
    if table.numbered:
        cells += _column_numbers(table, len(rows))
        rows.append(Row(_LINE_HEIGHT, repeat=True))
    for place, row in enumerate(table.rows, start=1):
        cells += _row(table, row, len(rows))
        is_above = row.kind is RowKind.GROUP and place < len(table.rows)
        rows.append(Row(_LINE_HEIGHT, leads=is_above))
    if table.note:
        cells.append(_across(table, table.note, _NOTE, len(rows)))
        rows.append(Row(_LINE_HEIGHT))
    return Sheet(
        name=table_name(table),
        group=table.department.name,
        form_id=table.form_id,
        columns=tuple(column.width for column in table.columns),
        rows=tuple(rows),
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        landscape=table.landscape,
    )


def place_on(table: Table, cell: Cell) -> tuple[TableRow, str] | None:
    """The row and the column's key that a cell of the table's Sheet shows; None outside them."""
    row = cell.row - _body_start(table)
    if 0 <= row < len(table.rows):
        return table.rows[row], table.columns[cell.column].key
    return None


def _body_start(table: Table) -> int:
    heads = max(len(column.heads) for column in table.columns)
    return _TOP_ROWS + heads + table.numbered


def table_name(table: Table) -> str:
    """What bookmarks, worksheets and tabs call the table: 表五 2024年…预算表."""
    digits = "".join(character for character in table.number if character.isdecimal())
    number = f"表{chinese_number(int(digits))} " if digits else ""
    return number + table.title


def _across(table: Table, text: str, style: Style, row: int, role: Role = Role.LABEL) -> Cell:
    return Cell(row, 0, text, style, role, columns=len(table.columns))


def _top(table: Table) -> Iterator[Cell]:
    yield _across(table, table.number, _NUMBER, 0)
    yield _across(table, table.title, _TITLE, 1, Role.TITLE)
    width = len(table.columns)
    unit = _columns_for_unit(table)
    yield Cell(2, 0, f"部门名称：{table.department.name}", _ABOUT, Role.LABEL, columns=width - unit)
    yield Cell(2, width - unit, f"单位：{table.unit}", _UNIT, Role.LABEL, columns=unit)


def _columns_for_unit(table: Table) -> int:
    """How many columns at the right the unit takes: one, or two where they are narrow."""
    return 1 if len(table.columns) < 4 else 2


def _heads(table: Table, first: int, depth: int) -> Iterator[Cell]:
    """The heads: equal ones side by side are one cell, the last of a column goes down."""
    for level in range(depth):
        columns = enumerate(table.columns)
        for path, run in groupby(columns, key=lambda item: _path(item[1].heads, level)):
            places = [place for place, _ in run]
            if path is None:
                continue
            is_last = len(table.columns[places[0]].heads) == level + 1
            groups = [[place] for place in places] if is_last else [places]
            for group in groups:
                rows = depth - level if is_last else 1
                yield Cell(
                    first + level,
                    group[0],
                    path[-1],
                    _HEAD,
                    Role.LABEL,
                    rows=rows,
                    columns=len(group),
                )


def _path(heads: Sequence[str], level: int) -> tuple[str, ...] | None:
    """The heads down to a level; None below a column's last."""
    return tuple(heads[: level + 1]) if level < len(heads) else None


def _column_numbers(table: Table, row: int) -> Iterator[Cell]:
    for place in range(len(table.columns)):
        yield Cell(row, place, str(place + 1), _HEAD, Role.LABEL)


def _row(table: Table, row: TableRow, place: int) -> Iterator[Cell]:
    start = 0
    if _is_merged_total(table, row):
        text = figure_text(row.cells[1])
        yield Cell(place, 0, text, _TOTAL_TEXT, Role.LABEL, columns=2)
        start = 2
    for number in range(start, len(row.cells)):
        column, cell = table.columns[number], row.cells[number]
        if isinstance(cell, Figure):
            ref = figure_ref(table.department.id, table.id, column.key, place - _body_start(table))
            yield _amount_cell(cell, ref, place, number, bold=_is_bold(table, row))
        else:
            yield Cell(place, number, cell, _text_style(table, row, column), Role.LABEL)


def _is_bold(table: Table, row: TableRow) -> bool:
    """Totals and units; where codes show what belongs to what, only the totals."""
    by_code = any(column.text == "code" for column in table.columns)
    return row.kind is RowKind.TOTAL or (row.kind is RowKind.GROUP and not by_code)


def _text_style(table: Table, row: TableRow, column: Column) -> Style:
    if row.kind is RowKind.TOTAL:
        return _TOTAL_TEXT
    if column.text == "code":
        return _CODE
    return _GROUP_TEXT if _is_bold(table, row) else _TEXT


def _is_merged_total(table: Table, row: TableRow) -> bool:
    """合计 stands in the code's and the name's cell together."""
    is_code = table.columns[0].text == "code" and table.columns[1].text == "name"
    return is_code and row.kind is RowKind.TOTAL and not row.cells[0]


def _amount_cell(figure: Figure, ref: FieldRef, row: int, column: int, *, bold: bool) -> Cell:
    return Cell(
        row,
        column,
        figure_text(figure),
        _BOLD_AMOUNT if bold else _AMOUNT,
        Role.COMPUTED,
        field=ref,
        number=figure.amount or None,
        reason=_REASON,
    )
