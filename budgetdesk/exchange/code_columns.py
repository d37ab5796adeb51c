"""Which column of a list of 科目 is what, by the heading; above it may stand titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from budgetdesk.domain.text import fold

_TOP = 15  # rows in which a heading may stand
_OTHER = re.compile(r"上级|父|单位|项目(编码|代码|名称)|部门(编码|代码|名称)|区划|备注|说明")
_CODE = re.compile(r".*(编码|代码|编号|code)|科目", re.IGNORECASE)
_NAME = re.compile(r".*(名称|name)|科目名", re.IGNORECASE)
_LEVELS = ("类", "款", "项")
_STATE = re.compile(r"(是否)?(启用|有效|停用)(状态|标志)?|状态")
_YEAR = re.compile(r"(预算|业务|适用)?(年度|年份)")
_AMOUNT = re.compile(r".*(金额|合计|总计|预算数|决算数|支出数|执行数)|.*\((万)?元\)")


@dataclass(frozen=True, slots=True)
class CodeColumns:
    """The columns by number from 0; `below` is the first row of content.

    `levels` are 类, 款 and 项 where each has a column of digits, `level_names` where each has one
    for its name.
    """

    below: int
    codes: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    levels: tuple[int, ...] = ()
    level_names: tuple[int, ...] = ()
    state: int | None = None
    year: int | None = None
    has_amounts: bool = False


def find_columns(rows: Sequence[Sequence[str]]) -> CodeColumns | None:
    """The columns that the heading of a sheet names; None where it has no heading."""
    for number, row in enumerate(rows[:_TOP]):
        cells = [fold(cell) for cell in row]
        above = [fold(cell) for cell in rows[number - 1]] if number else []
        if levels := _levels(cells):
            return _columns(number + 1, _over(above, cells), levels)
        codes, names = _places(_CODE, cells), _places(_NAME, cells)
        if codes and (names or cells[codes[0]] != "科目"):
            below = [fold(cell) for cell in rows[number + 1]] if number + 1 < len(rows) else []
            if levels := _levels(below):  # 科目编码 over 类, 款 and 项
                return _columns(number + 2, cells, levels)
            return _columns(number + 1, cells, ())
    return None


def _columns(below: int, cells: Sequence[str], levels: tuple[int, ...]) -> CodeColumns:
    names = _places(_NAME, cells)
    by_level = [place for level in _LEVELS for place in names if cells[place].startswith(level)]
    state, year = _places(_STATE, cells), _places(_YEAR, cells)
    codes = tuple(it for it in _places(_CODE, cells) if it not in names)
    return CodeColumns(
        below,
        codes,
        names,
        levels,
        tuple(by_level) if len(by_level) == len(names) > 1 and len(codes) == 1 else (),
        state[0] if state else None,
        year[0] if year else None,
        bool(_places(_AMOUNT, cells)),
    )


def _levels(cells: Sequence[str]) -> tuple[int, ...]:
    places = [cells.index(level) for level in _LEVELS if level in cells]
    return tuple(places) if len(places) >= 2 else ()


def _over(above: Sequence[str], cells: Sequence[str]) -> list[str]:
    """A heading of two rows: what the lower one leaves blank is said by the upper one."""
    width = max(len(above), len(cells))
    upper = [*above, *[""] * (width - len(above))]
    lower = [*cells, *[""] * (width - len(cells))]
    return [low or up for up, low in zip(upper, lower, strict=True)]


def _places(pattern: re.Pattern[str], cells: Sequence[str]) -> tuple[int, ...]:
    return tuple(
        place
        for place, cell in enumerate(cells)
        if pattern.fullmatch(cell) and not _OTHER.search(cell)
    )
