"""What the columns of a pasted list of indicators hold: by heading, by place, or by content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.text import fold
from budgetdesk.exchange.clipboard.block import Block, BlockCell
from budgetdesk.exchange.heading_units import unit_of_heading, with_unit
from budgetdesk.exchange.placement.form_map import AbreastBand
from budgetdesk.exchange.placement.words import (
    ColumnRole,
    heading,
    heads_all,
    is_sign,
    joined_target,
    may_be_measure,
    names_level1,
    names_level2,
)


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """One half of the block: its column of level 2, of each field, and of a target's parts.

    `offset` is how far right of the block's columns the form's own are, where they are those.
    """

    level2: int | None
    fields: tuple[int | None, ...]  # in the order of the list's fields
    sign: int | None = None
    measure: int | None = None
    target: int = 1  # which of the fields these two belong to
    unit: str = ""  # what its heading says the target is counted in
    offset: int | None = None

    def field(self, number: int) -> int | None:
        """The column of a field of the list; None where the block lacks it."""
        return self.fields[number] if number < len(self.fields) else None

    @property
    def columns(self) -> set[int]:
        """All columns that it reads."""
        one = (self.level2, *self.fields, self.sign, self.measure)
        return {column for column in one if column is not None}


@dataclass(frozen=True, slots=True)
class BlockColumns:
    """The columns of a list in a block; `exact` where they are those of the form's own sheet."""

    level1: int | None
    groups: tuple[ColumnGroup, ...]
    exact: bool = False

    @property
    def named(self) -> bool:
        """Whether a column says which slot a row belongs to."""
        return self.level1 is not None or any(one.level2 is not None for one in self.groups)

    @property
    def read(self) -> set[int]:
        """Every column that is read."""
        own = set() if self.level1 is None else {self.level1}
        return own.union(*(group.columns for group in self.groups))


def text_of(
    block: Block, row: int, group: ColumnGroup, number: int
) -> tuple[BlockCell, str] | None:
    """The text for a field of a list in a row and the cell it comes from; None where none is.

    Within a merged cell that begins further above there is none.
    """
    column = group.field(number)
    cell = block.at(row, column) if column is not None else None
    if cell is None:
        return None
    if number != group.target:
        return cell, cell.text
    if group.sign is None and group.measure is None:
        return cell, with_unit(cell.text, group.unit)
    parts = [block.at(row, at) if at is not None else None for at in (group.sign, group.measure)]
    sign, measure = (part.text if part is not None else "" for part in parts)
    return cell, joined_target(sign, cell.text, measure.strip() or group.unit)


def in_units(block: Block, heading_row: int | None, columns: BlockColumns) -> BlockColumns:
    """Columns with the units that a row of headings tells of their targets: 指标值（%）."""
    heads = {} if heading_row is None else {it.column: it for it in block.line(heading_row)}
    groups = []
    for group in columns.groups:
        head = heads.get(-1 if (at := group.field(group.target)) is None else at)
        groups.append(replace(group, unit=unit_of_heading(head.text)) if head else group)
    return replace(columns, groups=tuple(groups))


def by_heading(block: Block, row: int) -> BlockColumns | None:
    """The columns that a row of headings names; None where it is no such row."""
    kinds = [
        (cell.column, kind) for cell in block.line(row) if (kind := heading(cell.text)) is not None
    ]
    said = [cell for cell in block.line(row) if cell.text.strip() and not heads_all(cell.text)]
    known = {kind for _, kind in kinds}
    if not known & {ColumnRole.NAME, ColumnRole.VALUE, ColumnRole.LEVEL2, ColumnRole.LEVEL1}:
        return None
    if len(known) < 2 and len(kinds) < len(said):
        return None
    level1 = next((column for column, kind in kinds if kind is ColumnRole.LEVEL1), None)
    groups: list[dict[ColumnRole, int]] = []
    for column, kind in kinds:
        if kind is ColumnRole.LEVEL1:
            continue
        if not groups or kind in groups[-1] or (kind is ColumnRole.LEVEL2 and groups[-1]):
            groups.append({})
        groups[-1][kind] = column
    return BlockColumns(level1, tuple(map(_group, _with_values(groups))))


def _with_values(groups: list[dict[ColumnRole, int]]) -> list[dict[ColumnRole, int]]:
    """The halves that have values of their own: 指标内容 beside 三级指标 is no second name."""
    if not any(ColumnRole.VALUE in one for one in groups):
        return groups
    found = groups[:1]
    for one in groups[1:]:
        if ColumnRole.VALUE in found[-1] and ColumnRole.VALUE in one:
            found.append(one)
        else:
            found[-1] = one | found[-1]
    return found


def by_place(
    block: Block, rows: Sequence[int], band: AbreastBand, offset: int
) -> BlockColumns | None:
    """The form's own columns, `offset` to the right of the block's.

    None where they are not: a text stands where the form has no column.
    """
    begins = band.column_set()
    for row in rows:
        for cell in block.line(row):
            if cell.text.strip() and cell.column + offset not in begins:
                return None
    groups = []
    for half in band.halves:
        fields = tuple(_within(block, column - offset) for column in half.columns)
        level2 = None if half.level2 is None else _within(block, half.level2 - offset)
        sign, measure = (
            None if column is None else _within(block, column - offset)
            for column in (half.sign, half.measure)
        )
        groups.append(ColumnGroup(level2, fields, sign, measure, half.target, offset=offset))
    level1 = None if band.level1 is None else _within(block, band.level1 - offset)
    return BlockColumns(level1, tuple(groups), exact=True)


def by_content(block: Block, rows: Sequence[int], slots: list[Slot]) -> BlockColumns:
    """The columns of a block without headings.

    Levels are known by their names, signs and units by their looks; names and targets are left.
    Without `slots` no column is of levels.
    """
    texts = {column: _column(block, rows, column) for column in range(block.columns)}
    shown = [column for column in texts if _is_real(block, texts[column])]
    if len(shown) > 2 and _counts(texts[shown[0]]):
        shown = shown[1:]
    level1 = _level1_among(shown, texts, slots) if slots else None
    after = -1 if level1 is None else level1
    level2s: list[int] = []
    for column in shown:
        apart = bool(slots) and (not level2s or column - level2s[-1] > 1)
        if column > after and apart and _all(texts[column], lambda it: names_level2(it, slots)):
            level2s.append(column)
    rest = [column for column in shown if column not in (level1, *level2s)]
    return BlockColumns(level1, tuple(_split(rest, level2s, texts)))


def _counts(texts: list[str]) -> bool:
    """Whether a column only numbers the rows: 1, 2, 3."""
    said = [fold(text) for text in texts if text.strip()]
    return len(said) > 1 and said == [str(number) for number in range(1, len(said) + 1)]


def _within(block: Block, column: int) -> int | None:
    return column if 0 <= column < block.columns else None


def _column(block: Block, rows: Sequence[int], column: int) -> list[str]:
    cells = (block.at(row, column) for row in rows)
    return [cell.text for cell in cells if cell is not None]


def _is_real(block: Block, texts: list[str]) -> bool:
    """Whether a column is one, and not only what a merged cell reaches over."""
    if any(text.strip() for text in texts):
        return True
    if block.spanned:
        return bool(texts)
    # Of a text without a word about merged cells only a block that is narrow as a list is.
    return block.columns in (1, 2, 4)


def _level1_among(shown: list[int], texts: dict[int, list[str]], slots: list[Slot]) -> int | None:
    for column in shown[:2]:
        said = [text for text in texts[column] if text.strip()]
        if said and all(map(names_level1, said)):
            own = all(names_level2(text, slots) for text in said)
            following = [one for one in shown if one > column][:1]
            # 成本指标 and 满意度指标 are names of either level.
            if not own or any(
                _all(texts[one], lambda it: names_level2(it, slots)) for one in following
            ):
                return column
    return None


def _all(texts: list[str], test: Callable[[str], bool]) -> bool:
    said = [text for text in texts if text.strip()]
    return bool(said) and all(map(test, said))


def _split(rest: list[int], level2s: list[int], texts: dict[int, list[str]]) -> list[ColumnGroup]:
    """The columns of names and targets as one half, or as two."""
    if len(level2s) == 2:
        before = [one for one in rest if one < level2s[1]]
        after = [one for one in rest if one > level2s[1]]
        return [_by_looks(level2s[0], before, texts), _by_looks(level2s[1], after, texts)]
    own = level2s[0] if level2s else None
    if own is not None and any(one < own for one in rest):  # the level between the halves
        halves = [[one for one in rest if one < own], [one for one in rest if one > own]]
        return [_by_looks(None, halves[0], texts), _by_looks(own, halves[1], texts)]
    if len(rest) in (4, 6, 8):
        middle = len(rest) // 2
        first, second = rest[:middle], rest[middle:]
        if middle == 2 and _parts_follow(rest, texts):
            return [_by_looks(own, rest, texts)]
        return [_by_looks(own, first, texts), _by_looks(None, second, texts)]
    return [_by_looks(own, rest, texts)]


def _parts_follow(rest: list[int], texts: dict[int, list[str]]) -> bool:
    """Whether a name is followed by sign, value and unit."""
    return _all(texts[rest[1]], is_sign)


def _by_looks(level2: int | None, columns: list[int], texts: dict[int, list[str]]) -> ColumnGroup:
    if len(columns) < 2:
        return ColumnGroup(level2, (columns[0] if columns else None, None))
    name, *others = columns
    sign = others[0] if len(others) > 1 and _all(texts[others[0]], is_sign) else None
    value = others[1] if sign is not None else others[0]
    after = [one for one in others if one > value][:1]
    measure = after[0] if after and _measures(texts[after[0]], texts[value]) else None
    return ColumnGroup(level2, (name, value), sign, measure)


def _measures(texts: list[str], values: list[str]) -> bool:
    """Whether a column says what values are measured in: only those that end with their number."""
    said = [text for text in texts if text.strip()]
    bare = [value for value in values if fold(value)[-1:].isdecimal()]
    return _all(texts, may_be_measure) and len(said) <= len(bare)


def _group(found: dict[ColumnRole, int]) -> ColumnGroup:
    fields = (found.get(ColumnRole.NAME), found.get(ColumnRole.VALUE))
    return ColumnGroup(
        found.get(ColumnRole.LEVEL2),
        fields,
        found.get(ColumnRole.SIGN),
        found.get(ColumnRole.MEASURE),
    )
