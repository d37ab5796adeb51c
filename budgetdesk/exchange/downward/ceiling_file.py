"""控制数 from a table: a line for each unit, a column for each source, in 元 or 万元 as told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.ceilings import Ceilings
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.money import Measure, MoneyError, parse_amount
from budgetdesk.domain.records import Source, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.spreadsheet import Cells, read_sheets

_CODES = ("单位编码", "单位代码", "编码", "代码")
_NAMES = ("单位名称", "单位", "实施单位", "预算单位")
_BEHIND = re.compile(r"[（(](.*?)[)）]\s*$")
_TOTALS = ("合计", "总计", "小计")
_SEARCHED = 10  # rows for the heading


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: of each source its column and measure."""

    row: int
    code: int | None
    name: int | None
    sources: Mapping[Source, tuple[int, Measure]]


def read_ceilings(path: Path, units: Sequence[Unit]) -> dict[str, Ceilings]:
    """The 控制数 of units by their uuids; a blank cell is no limit.

    Raises:
        ImportFault: the file can't be read, has no such columns, an amount is none, or a line is
            of a unit that is not among `units`, or of one that came before.
    """
    for _, rows in read_sheets(path):
        columns = _columns(rows)
        if columns is not None:
            return _lines(path, rows, columns, units)
    wanted = "、".join(SOURCES.values())
    raise ImportFault(path, f"没有找到表头：要有「单位」一列和资金来源的列（{wanted}）。")


def _columns(rows: Cells) -> _Columns | None:
    for number, row in enumerate(rows[:_SEARCHED]):
        heads = [fold_name(str(cell)) for cell in row]
        code, name = _place(heads, _CODES), _place(heads, _NAMES)
        sources = dict(filter(None, map(_source, range(len(heads)), heads)))
        if sources and (code is not None or name is not None):
            return _Columns(number, code, name, sources)
    return None


def _place(heads: Sequence[str], names: Sequence[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _source(column: int, head: str) -> tuple[Source, tuple[int, Measure]] | None:
    behind = _BEHIND.search(head)
    bare = head[: behind.start()] if behind else head
    measure = Measure.WAN if behind and behind[1] == Measure.WAN.value else Measure.YUAN
    known = {fold_name(label): source for source, label in SOURCES.items()}
    source = known.get(bare)
    return (source, (column, measure)) if source else None


def _lines(
    path: Path, rows: Cells, columns: _Columns, units: Sequence[Unit]
) -> dict[str, Ceilings]:
    found: dict[str, Ceilings] = {}
    for number, row in enumerate(rows[columns.row + 1 :], start=columns.row + 2):
        code, name = _text(row, columns.code), _text(row, columns.name)
        if not (code or name) or fold_name(name or code) in _TOTALS:
            continue
        unit = _unit(path, number, units, code, name)
        if unit.uuid in found:
            raise ImportFault(path, "这个单位有两行，请只留一行。", record=f"第 {number} 行")
        found[unit.uuid] = _amounts(path, number, row, columns)
    return found


def _unit(path: Path, number: int, units: Sequence[Unit], code: str, name: str) -> Unit:
    coded = [it for it in units if code and it.code == code]
    named = [it for it in units if name and fold_name(it.name) == fold_name(name)]
    one = coded or named
    if len(one) != 1:
        which = "有几个" if one else "没有"
        reason = f"账套中{which}单位「{name or code}」，请改正单位编码或名称。"
        raise ImportFault(path, reason, record=f"第 {number} 行")
    return one[0]


def _amounts(path: Path, number: int, row: Sequence[object], columns: _Columns) -> Ceilings:
    found: dict[Source, int] = {}
    for source, (column, measure) in columns.sources.items():
        text = _text(row, column)
        try:
            fen = parse_amount(text, measure)
        except MoneyError as error:
            where = f"第 {number} 行 {SOURCES[source]}"
            raise ImportFault(path, f"「{text}」不是金额。", record=where) from error
        if fen is not None and fen < 0:
            where = f"第 {number} 行 {SOURCES[source]}"
            raise ImportFault(path, "控制数不能是负数。", record=where)
        if fen is not None:
            found[source] = fen
    return found


def _text(row: Sequence[object], column: int | None) -> str:
    if column is None or column >= len(row):
        return ""
    value = row[column]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
