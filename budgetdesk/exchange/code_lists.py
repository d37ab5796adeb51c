"""An office's own list of 科目, recognised in the cells of a spreadsheet, a text file or a paste.

Known are code and name in one column or two, 类, 款 and 项 in a column each, names indented or in
a column a level, codes as numbers or text; titles above, several sheets, and several kinds
beside or below one another: a code says itself which kind it is of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from budgetdesk.domain.catalogue import CatalogueKind
from budgetdesk.domain.code_changes import CodeList
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.text import fold, fold_name, half_width, one_line, shorten
from budgetdesk.exchange.code_columns import CodeColumns, find_columns
from budgetdesk.exchange.spreadsheet import Cells

_KINDS = {
    re.compile(r"1(?:0[1-9]|10)"): CatalogueKind.REVENUE,
    re.compile(r"2[0-9]{2}"): CatalogueKind.FUNCTION,
    re.compile(r"3[0-9]{2}"): CatalogueKind.DEPARTMENT_ECONOMIC,
    re.compile(r"5[0-9]{2}"): CatalogueKind.GOVERNMENT_ECONOMIC,
}
_DIGITS = r"[0-9]{3}(?:[ .\-]?[0-9]{2})*"
_CODE = re.compile(rf"{_DIGITS}[类款项]?")
# 201 教育, [201]教育, 教育(201): of one cell.
_WITH_NAME = re.compile(
    rf"[(\[【]?(?P<code>{_DIGITS})(?![0-9.])[)\]】]?[\s\-—_:：、.]*(?P<name>\D.*)"
)
_BEHIND_NAME = re.compile(rf"(?P<name>[^0-9]+)[(\[【](?P<code>{_DIGITS})[)\]】]")
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]|[0-9]{1,2}[.、．])\s*"
)
_NOTE = re.compile(
    r"[(\[【（](?P<note>(?:新增|停用|取消|删除|废止|原|曾用|改|更名|调整|修订|注|见|反映|不含|自|20\d\d)"
    r"[^()（）【】\[\]]*)[)\]】）]\s*$"
)
_ENDED = re.compile(r"停用|取消|删除|废止")
_BEFORE = " \t\u3000.·-—－├└│─|+"  # what systems put before the name of a lower level
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"(20[0-9]{2})\s*年")
_OFF = {"否", "停用", "禁用", "无效", "0", "n", "no", "false", "已停用", "未启用"}
_LEAST = 3  # codes; without a heading fewer may be anything


class CodeListError(ValueError):
    """A list contradicts itself; the message names sheet and row."""


@dataclass
class _Found:
    """What is gathered of the lists while rows are read."""

    names: dict[CatalogueKind, dict[str, str]] = field(default_factory=dict)
    with_heading: bool = False
    is_table: bool = False  # of amounts: no list of codes
    repeated: int = 0
    year: int | None = None  # the newest that a column of years says
    left_out: int = 0  # rows of other years

    def take(self, place: str, code: str, name: str) -> None:
        kind = kind_of(code)
        if kind is None:
            return
        known = self.names.setdefault(kind, {}).setdefault(code, name)
        self.repeated += known is not name
        if fold_name(known) != fold_name(name):
            names = f"「{shorten(known)}」和「{shorten(name)}」"
            raise CodeListError(f"{place}：科目 {code} 在清单中有两个名称：{names}。")


def kind_of(code: str) -> CatalogueKind | None:
    """The kind of a code by its first digits and its length; None for none."""
    kind = next((kind for class_, kind in _KINDS.items() if class_.match(code)), None)
    return kind if kind and len(code) in CODE_KINDS[kind].lengths else None


def code_lists(sheets: Sequence[tuple[str, Cells]], title: str = "") -> tuple[CodeList, ...]:
    """The lists in the sheets of a file, by kind; () where it holds none.

    Args:
        sheets: names and cells.
        title: the file's name, which may say the year.

    Raises:
        CodeListError: a code has two names.
    """
    texts = [(name, [[_text(cell) for cell in row] for row in cells]) for name, cells in sheets]
    found = _Found(year=max(filter(None, map(_newest, (rows for _, rows in texts))), default=None))
    for name, rows in texts:
        _read_sheet(found, name, rows)
    count = sum(map(len, found.names.values()))
    is_list = count >= (1 if found.with_heading else _LEAST) and found.repeated <= count
    if found.is_table or not is_list:
        return ()
    year = _year(found, sheets, title)
    return tuple(CodeList(kind, names, year, found.left_out) for kind, names in found.names.items())


def _year(found: _Found, sheets: Sequence[tuple[str, Cells]], title: str) -> int | None:
    tops = (str(cell) for _, cells in sheets for row in cells[:3] for cell in row)
    told = (_YEAR.search(half_width(text)) for text in (*tops, title, *(it for it, _ in sheets)))
    return found.year or max((int(hit[1]) for hit in told if hit), default=None)


def _newest(rows: Sequence[Sequence[str]]) -> int | None:
    """The newest year in a sheet's column of years."""
    columns = find_columns(rows)
    if columns is None:
        return None
    years = (_year_of(row, columns) for row in rows[columns.below :])
    return max(filter(None, years), default=None)


def _year_of(row: Sequence[str], columns: CodeColumns) -> int | None:
    text = _cell(row, columns.year)[:4] if columns.year is not None else ""
    return int(text) if re.fullmatch(r"20[0-9]{2}", text) else None


def _read_sheet(found: _Found, sheet: str, texts: Sequence[Sequence[str]]) -> None:
    columns = find_columns(texts)
    found.with_heading |= columns is not None
    found.is_table |= columns is not None and columns.has_amounts
    above = ""
    for number, row in enumerate(texts[columns.below if columns else 0 :], start=1):
        if columns and _is_off(row, columns, found):
            continue
        place = f"{sheet}第 {number + (columns.below if columns else 0)} 行"
        for code, name in _pairs(row, columns, above):
            above = code
            kept = _name(name)
            if kept:
                found.take(place, code, kept)


def _is_off(row: Sequence[str], columns: CodeColumns, found: _Found) -> bool:
    """Whether a row says that its code is not in use, or is of an older list."""
    if (_year_of(row, columns) or found.year) != found.year:
        found.left_out += 1
        return True
    return columns.state is not None and fold(_cell(row, columns.state)).lower() in _OFF


def _pairs(
    row: Sequence[str], columns: CodeColumns | None, above: str
) -> Iterator[tuple[str, str]]:
    """Codes with their names in a row."""
    if columns and columns.levels:
        code = _of_levels([_cell(row, place) for place in columns.levels], above)
        names = [_cell(row, place) for place in columns.names]
        own = names[(len(code) - 3) // 2] if code and len(names) == len(columns.levels) else ""
        name = own or next(filter(None, names), "")
        if code and name:
            yield code, name
            return
    places = columns.codes if columns and columns.codes else range(len(row))
    for place in places:
        cell = _cell(row, place)
        if code := _code(cell):
            if name := _name_beside(row, place, code, columns):
                yield code, name
        elif both := _both(cell):
            yield both


def _both(cell: str) -> tuple[str, str] | None:
    """Code and name of one cell; None where it has none."""
    text = half_width(cell).strip("' ")
    found = _WITH_NAME.fullmatch(text) or _BEHIND_NAME.fullmatch(text)
    return (_code(found["code"]), found["name"]) if found and _code(found["code"]) else None


def _name_beside(row: Sequence[str], place: int, code: str, columns: CodeColumns | None) -> str:
    """The name to the right of a code: the column of its level, else the next that says one."""
    if columns and len(columns.level_names) > (level := (len(code) - 3) // 2):
        return _cell(row, columns.level_names[level])
    codes = columns.codes if columns else ()
    before = min((it for it in codes if it > place), default=len(row))
    beside = [it for it in range(place + 1, before) if _cell(row, it)]
    named = [it for it in beside if columns and it in columns.names] or beside
    name = _cell(row, named[0] if named else _left_of(row, place, columns))
    both = _both(name)
    return "" if _code(name) else both[1] if both and both[0] == code else name


def _left_of(row: Sequence[str], place: int, columns: CodeColumns | None) -> int:
    """The place of a name that stands before its code: by the heading, or alone with it."""
    filled = [it for it in range(len(row)) if _cell(row, it)]
    named = [it for it in filled if columns and it in columns.names] or filled
    is_pair = len(named) == 1 if columns else len(filled) == 2
    is_only = not any(_code(_cell(row, it)) for it in filled if it < place)
    return named[0] if is_pair and is_only and named[0] < place else place


def _of_levels(cells: Sequence[str], above: str) -> str:
    """The code of a row with 类, 款 and 项 in a column each, full or each with its own digits."""
    code = ""
    for level, cell in enumerate(cells):
        digits = _digits(cell)
        if not digits:
            # What a row leaves out it has from the row above, as merged cells do.
            length = 3 + 2 * level
            deeper = any(_digits(other) for other in cells[level + 1 :])
            code = above[:length] if deeper and len(above) >= length else code
        elif len(digits) >= 3:
            code = digits
        else:
            code += digits.zfill(2)
    return _code(code)


def _digits(cell: str) -> str:
    text = half_width(cell).strip("' ")
    return text if text.isascii() and text.isdigit() else ""


def _code(cell: str) -> str:
    """The code that a cell holds, "" for none; zeros for lower levels (2010000) are left out."""
    text = half_width(cell).strip("' ")
    if not _CODE.fullmatch(text):
        return ""
    code = re.sub(r"\D", "", text)
    while len(code) > 3 and code.endswith("00"):
        code = code[:-2]
    return code if kind_of(code) else ""


def _name(text: str) -> str:
    """A name without indentation and notes; "" for what is none, or has ended."""
    name = _NUMBERED.sub("", one_line(text).strip(_BEFORE), count=1)
    while note := _NOTE.search(name):
        if _ENDED.search(note["note"]):
            return ""
        name = name[: note.start()].strip()
    return name if _CHINESE.search(name) else ""


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell)
    return text[:-2] if re.fullmatch(r"\s*[0-9]+\.0", text) else text


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
