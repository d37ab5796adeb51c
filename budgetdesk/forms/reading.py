"""From the tables of a definition to a `Form`: cells placed on the grid, every fault refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from budgetdesk.dictionary.base import is_base
from budgetdesk.dictionary.declaration import Dictionary, FieldGroup, KindDeclaration
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import IndicatorTree, Slot
from budgetdesk.forms.definition import (
    Entry,
    FixedRow,
    Form,
    FormPlace,
    FormRow,
    Half,
    IndicatorBand,
    Label,
    ListBand,
)
from budgetdesk.forms.sheet import Role, Row, Style
from budgetdesk.forms.styles import LABEL, STYLE_OF_KIND, TITLE

Content = TypeVar("Content", bound=Label | Entry)

_ROLES = {role.value: role for role in (Role.INPUT, Role.COMPUTED, Role.LOCKED)}
_IN_BRACES = re.compile(r"\{(?P<word>[^{}]*)\}|[{}]")
_CELL_KEYS = ("text", "field", "level", "columns", "rows", "style", "role", "code", "suffix")
_CARRIED = "由别处带入，不用填写。"
_HALF_WIDTH = str.maketrans("（）：", "():")


@dataclass(frozen=True)
class Wording:
    """What a form set decides for every cell: texts, styles, hints, reasons and choices by path."""

    words: Mapping[str, str]
    half_width: bool
    styles: Mapping[str, Style]
    hints: Mapping[str, str]
    reasons: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]

    def print(self, text: str, more: Mapping[str, str]) -> str:
        """A definition's text with its words put in and the set's brackets.

        Raises:
            KeyError: the text holds a word in braces that nothing gives, or a lone brace.
        """
        words = {**self.words, **more, "year": "{year}"}
        printed = _IN_BRACES.sub(lambda found: words[found["word"]], text)
        return half_width(printed) if self.half_width else printed


def half_width(text: str) -> str:
    """A printed text with brackets and colons in half width."""
    return text.translate(_HALF_WIDTH)


@dataclass(frozen=True)
class SetRules:
    """What a form takes over from its set."""

    wording: Wording
    dictionary: Dictionary
    tree: IndicatorTree
    unused_slots: bool
    required_slots: tuple[Slot, ...]
    thousands: bool


def read_form(table: TomlTable, form_id: str, digest: str, rules: SetRules) -> Form:
    """The form that a definition's table describes.

    Raises:
        FormSetError: a key is missing, unknown or wrong, or the cells do not fill the grid.
    """
    kind = table.one_of("kind", rules.dictionary.kinds)
    columns = table.numbers("columns")
    reader = _FormReader(kind, len(columns), rules.wording, _own_words(table, rules.wording))
    rows = reader.read(table)
    form = Form(
        id=form_id,
        kind=kind.kind,
        name=reader.words["name"],
        version=table.text("version"),
        digest=digest,
        columns=columns,
        rows=rows,
        tree=rules.tree,
        unused_slots=rules.unused_slots,
        required_slots=rules.required_slots,
        thousands=rules.thousands,
        landscape=table.flag("landscape", default=False),
        fields=kind.fields,
        formulas=kind.formulas,
        conditions=kind.conditions,
    )
    table.finish()
    return form


def _own_words(table: TomlTable, wording: Wording) -> dict[str, str]:
    name = table.text("name")
    return {"name": name, "title": _print(table, "title", wording, {"name": name})}


def _print(table: TomlTable, key: str, wording: Wording, more: Mapping[str, str]) -> str:
    try:
        return wording.print(table.text(key), more)
    except KeyError:
        known = "、".join(f"{{{word}}}" for word in ("year", *wording.words, *more))
        table.fail(key, f"花括号里的词不认识或括号不成对，可用的有：{known}。")


@dataclass
class _FormReader:
    """Reads the rows of one form; remembers which fields already have a cell."""

    kind: KindDeclaration
    width: int
    wording: Wording
    words: dict[str, str]
    placed: set[str] = field(default_factory=set)

    def read(self, table: TomlTable) -> tuple[FormRow, ...]:
        parts = table.table("rows")
        order = table.texts("order")
        rows: list[FormRow] = []
        for name in order:
            if name not in parts:
                table.fail("order", f"没有 [[rows.{name}]] 这一段，请补上或从 order 中删去。")
            rows += self._read_part(parts, name)
        for name in parts.written:
            parts.tables(name)  # a part that `order` leaves out is known all the same
        parts.finish()
        return tuple(rows)

    def _read_part(self, parts: TomlTable, name: str) -> list[FormRow]:
        tables = parts.tables(name)
        grid = _Grid(self.width, len(tables))
        return [self._read_row(table, number, grid) for number, table in enumerate(tables)]

    def _read_row(self, table: TomlTable, number: int, grid: "_Grid") -> FormRow:
        band = table.text("band", "")
        row = Row(table.number("height", 20.0), repeat=table.flag("repeat", default=False))
        cells = table.tables("cells")
        table.finish()
        for cell in cells:
            cell.refuse_all_but(_CELL_KEYS)  # before a misspelt `columns` looks like a hole
        spans = grid.place(table, number, cells)
        if band and any(span.rows > 1 for span in spans):
            table.fail("cells", "写有 band 的行里不能有 rows，请删去 rows。")
        if self._is_slotted(band):
            return self._indicators(table, row, spans, band)
        if band:
            return ListBand(row, band, tuple(self._entry_place(span, band) for span in spans))
        return FixedRow(row, tuple(self._place(span) for span in spans))

    def _is_slotted(self, band: str) -> bool:
        """Whether a band's list, or its two halves, stand below the levels of the tree."""
        lists = self.kind.lists.values()
        return any(it.slotted for it in lists if band in (it.path, it.path.partition(".")[0]))

    def _indicators(
        self, table: TomlTable, row: Row, spans: "list[_Span]", band: str
    ) -> IndicatorBand:
        levels = [span.cell.whole("level", 0) for span in spans]
        halves = [index for index, level in enumerate(levels) if level == 2]
        if levels[:2] != [1, 2] or not set(levels[1:]) <= {0, 2}:
            table.fail("cells", "应先是 { level = 1 }，再是 { level = 2 } 和它的 field。")
        ends = [*halves[1:], len(levels)]
        return IndicatorBand(
            row,
            self._level_place(spans[0]),
            tuple(
                self._half(table, spans[start], spans[start + 1 : end], band)
                for start, end in zip(halves, ends, strict=True)
            ),
        )

    def _half(self, table: TomlTable, level2: "_Span", spans: "list[_Span]", band: str) -> Half:
        places = tuple(self._entry_place(span, band) for span in spans)
        lists = {place.content.list_path for place in places}
        if len(lists) != 1:
            table.fail("cells", "每个 { level = 2 } 后面应有同一半边的 field，请核对路径。")
        return Half(lists.pop(), self._level_place(level2), places)

    def _level_place(self, span: "_Span") -> FormPlace[Label]:
        label = Label("", self._style(span.cell, LABEL))
        span.cell.finish()
        return span.holding(label)

    def _entry_place(self, span: "_Span", list_path: str) -> FormPlace[Entry]:
        entry = self._entry(span.cell)
        if not entry.path.startswith(f"{list_path}."):
            span.cell.fail("field", f"{entry.path} 不在 {list_path} 之下，请换成它的字段。")
        span.cell.finish()
        return span.holding(entry)

    def _place(self, span: "_Span") -> FormPlace[Label | Entry]:
        content = self._label(span.cell) if "text" in span.cell else self._single(span.cell)
        span.cell.finish()
        return span.holding(content)

    def _label(self, cell: TomlTable) -> Label:
        style = self._style(cell, LABEL)
        role = Role.TITLE if style.name == TITLE else Role.LABEL
        return Label(_print(cell, "text", self.wording, self.words), style, role)

    def _single(self, cell: TomlTable) -> Entry:
        entry = self._entry(cell)
        if entry.list_path in self.kind.lists:
            cell.fail("field", f"{entry.path} 是成行的字段，请放进写有 band 的行。")
        return entry

    def _entry(self, cell: TomlTable) -> Entry:
        known = self.kind.fields
        found = cell.one_of("field", known)
        code = cell.one_of("code", known).path if "code" in cell else ""
        self._place_once(cell, "field", found.path)
        self._place_once(cell, "code", code)
        role = cell.one_of("role", _ROLES, _role_of(found).value)
        return Entry(
            path=found.path,
            kind=found.kind,
            style=self._style(cell, STYLE_OF_KIND[found.kind]),
            role=role,
            code=code,
            suffix=cell.text("suffix", ""),
            hint=self.wording.hints.get(found.path, found.hint),
            reason=self._reason(cell, found, role),
            choices=self.wording.choices.get(found.path, found.choices),
            of_ledger=self._is_of_ledger(found),
            declared=None if is_base(self.kind.kind, found) else found,
        )

    def _is_of_ledger(self, found: Field) -> bool:
        group = self.kind.group_of(found.path)
        return isinstance(group, FieldGroup) and group.of_ledger

    def _place_once(self, cell: TomlTable, key: str, path: str) -> None:
        if path and path in self.placed:
            cell.fail(key, f"{path} 在这张表里已有一格，请删去其中一处。")
        self.placed.add(path)

    def _reason(self, cell: TomlTable, found: Field, role: Role) -> str:
        if role is Role.INPUT:
            return ""
        if found.formula:
            return f"由算式算出，不用填写：{found.formula}"
        reason = self.wording.reasons.get(found.path, _CARRIED if found.own else "")
        if not reason:
            cell.fail("role", f"请在 [reasons] 中写明 {found.path} 为什么不用填写。")
        return reason

    def _style(self, cell: TomlTable, default: str) -> Style:
        return cell.one_of("style", self.wording.styles, default)


@dataclass(frozen=True)
class _Span:
    """A cell's table with its place on the grid."""

    cell: TomlTable
    column: int
    columns: int
    rows: int

    def holding(self, content: Content) -> FormPlace[Content]:
        return FormPlace(self.column, self.columns, self.rows, content)


class _Grid:
    """The grid of one part: cells go left to right into what is free; nothing may be left over."""

    def __init__(self, width: int, height: int) -> None:
        self._taken = [[False] * width for _ in range(height)]

    def place(self, table: TomlTable, row: int, cells: tuple[TomlTable, ...]) -> list[_Span]:
        """The cells of a row with their places.

        Raises:
            FormSetError: a cell overlaps another or leaves the grid, or the row has a hole.
        """
        spans = [self._take(self._next_span(cell, row), row) for cell in cells]
        if not all(self._taken[row]):
            free = self._taken[row].index(False) + 1
            table.fail("cells", f"第 {free} 列起没有格子，请加格子或加大 columns。")
        return spans

    def _next_span(self, cell: TomlTable, row: int) -> _Span:
        columns, rows = cell.count("columns", 1), cell.count("rows", 1)
        if all(self._taken[row]):
            cell.fail("columns", f"这一行 {len(self._taken[row])} 列已满，请删去多余的格子。")
        return _Span(cell, self._taken[row].index(False), columns, rows)

    def _take(self, span: _Span, row: int) -> _Span:
        lines = self._taken[row : row + span.rows]
        if len(lines) < span.rows:
            span.cell.fail("rows", f"超出本段的 {len(self._taken)} 行，请减小 rows。")
        end = span.column + span.columns
        for line in lines:
            if end > len(line):
                span.cell.fail("columns", f"超出表的 {len(line)} 列，请减小 columns。")
            if any(line[span.column : end]):
                span.cell.fail("columns", "与上面合并下来的格子重叠，请减小 columns 或 rows。")
            line[span.column : end] = [True] * span.columns
        return span


def _role_of(found: Field) -> Role:
    """The role of a cell that says none: what a set carries from elsewhere is shown, locked."""
    if found.formula:
        return Role.COMPUTED
    return Role.LOCKED if found.own and found.carried else Role.INPUT
