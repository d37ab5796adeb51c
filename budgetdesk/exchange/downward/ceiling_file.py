"""控制数 from a table: a line for each unit, a column for each source, in 元 or as told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.ceilings import Ceilings
from budgetdesk.domain.code_text import code_beside_name, name_without_code
from budgetdesk.domain.ledger_columns import SOURCES
from budgetdesk.domain.ledger_words import source_of
from budgetdesk.domain.money import Measure, MoneyError, parse_amount
from budgetdesk.domain.records import Source, Unit
from budgetdesk.domain.text import fold, fold_name, shorten
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.exchange.json_file import read_bytes
from budgetdesk.exchange.line_tables.heading_words import FOOT
from budgetdesk.exchange.measures import noted_measure, split_heading
from budgetdesk.exchange.sheet_notes import UNRECKONED, has_unreckoned
from budgetdesk.exchange.spreadsheet import Cells, number_text, read_sheets

_CODE = re.compile("(?:预算|基层)?单位(?:编码|代码)|编码|代码")
_NAME = re.compile("(?:实施|预算|基层)?单位(?:名称)?")
_WORD = re.compile("(?:控制数|限额|指标|额度|金额|数)$")
_MONEY = re.compile("预算|资金|基金|拨款|收入|专户")
_SUM = re.compile(".*(?:合计|总计|小计)")
_SEARCHED = 10  # rows for the heading
_ABOVE = 2  # rows of a heading above that of the sources


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: of each source its column and measure."""

    row: int
    code: int | None
    name: int | None
    sources: Mapping[Source, tuple[int, Measure]]


def read_ceilings(path: Path, units: Sequence[Unit]) -> dict[str, Ceilings]:
    """The 控制数 of units by their uuids, of all sheets that have some; a blank cell is no limit.

    Raises:
        ImportFault: the file can't be read, has no such columns, one that may be of a source and
            isn't known, or two of one; an amount is none, or was never reckoned; a line is of a
            unit that is not among `units`, or of one that came before.
    """
    if has_unreckoned(read_bytes(path)):
        raise ImportFault(path, f"表中{UNRECKONED}。")
    tables = [(rows, it) for _, rows in read_sheets(path) if (it := _columns(path, rows))]
    if not tables:
        wanted = "、".join(SOURCES.values())
        raise ImportFault(path, f"没有找到表头：要有「单位」一列和资金来源的列（{wanted}）。")
    found: dict[str, Ceilings] = {}
    for rows, columns in tables:
        _take_lines(path, rows, columns, units, found)
    return found


def _columns(path: Path, rows: Cells) -> _Columns | None:
    for number, row in enumerate(rows[:_SEARCHED]):
        heads = [split_heading(fold(str(cell))) for cell in row]
        named = {at: it for at, (head, _) in enumerate(heads) if (it := _source(head))}
        upper = rows[max(number - _ABOVE, 0) : number + 1]
        code, name = _place(upper, _CODE), _place(upper, _NAME)
        if not named or (code is None and name is None):
            continue
        told = _noted(rows[: number + 1]) or Measure.YUAN
        sources = {it: (at, heads[at][1] or told) for at, it in named.items()}
        _require_known(path, rows, number, {*named, code, name})
        if len(sources) < len(named):
            twice = next(it for it in named.values() if [*named.values()].count(it) > 1)
            raise ImportFault(path, f"「{SOURCES[twice]}」有两列，请只留一列。")
        return _Columns(number, code, name, sources)
    return None


def _noted(rows: Cells) -> Measure | None:
    """What a title, a note or a heading above the sources says amounts are in."""
    texts = [[str(cell) for cell in row] for row in rows]
    above = (split_heading(fold(cell))[1] for row in texts[:-1] for cell in row)
    return noted_measure(texts) or next(filter(None, above), None)


def _place(rows: Cells, wanted: re.Pattern[str]) -> int | None:
    places = (
        column
        for row in reversed(rows)
        for column, cell in enumerate(row)
        if wanted.fullmatch(fold(str(cell)))
    )
    return next(places, None)


def _source(head: str) -> Source | None:
    try:
        return source_of(_WORD.sub("", head)) if head else None
    except TypedError:
        return None


def _require_known(path: Path, rows: Cells, number: int, known: set[int | None]) -> None:
    """Refuse amounts below a heading that may be a source's and is not known."""
    for column, cell in enumerate(rows[number]):
        head = fold(str(cell))
        if column in known or not _MONEY.search(head) or _SUM.fullmatch(head):
            continue
        if any(_text(row, column)[:1].isdigit() for row in rows[number + 1 :]):
            reason = (
                f"「{shorten(str(cell))}」这一列没有认出是哪种资金来源，请改列标题或删去这一列。"
            )
            raise ImportFault(path, reason)


def _take_lines(
    path: Path,
    rows: Cells,
    columns: _Columns,
    units: Sequence[Unit],
    found: dict[str, Ceilings],
) -> None:
    for number, row in _lines(rows, columns.row + 1):
        code, name = _text(row, columns.code), _text(row, columns.name)
        if not (code or name) or _SUM.fullmatch(fold(name or code)):
            continue
        unit = _unit(path, number, units, code or code_beside_name(name), name)
        if unit.uuid in found:
            raise ImportFault(path, "这个单位有两行，请只留一行。", record=f"第 {number} 行")
        found[unit.uuid] = _amounts(path, number, row, columns)


def _lines(rows: Cells, first: int) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows with their numbers, but for what only remarks on them."""
    for number, row in enumerate(rows[first:], start=first + 1):
        said = next((it for cell in row if (it := fold(str(cell)))), "")
        if said and not FOOT.fullmatch(said):
            yield number, row


def _unit(path: Path, number: int, units: Sequence[Unit], code: str, name: str) -> Unit:
    coded = [it for it in units if code and it.code == code]
    names = {fold_name(name), fold_name(name_without_code(name))}
    named = [it for it in units if name and fold_name(it.name) in names]
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
    return number_text(value) if isinstance(value, float) else str(value).strip()
