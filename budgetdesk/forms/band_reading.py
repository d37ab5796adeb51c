"""From a row with `band` to the rows of a list: in groups by level, or one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.forms.cell_grid import CellSpan
from budgetdesk.forms.cell_reading import CellReader
from budgetdesk.forms.definition import (
    Entry,
    FormPlace,
    Half,
    IndicatorBand,
    Label,
    ListBand,
)
from budgetdesk.forms.sheet import Row

ROW_WORD = {"row": "{row}"}
Places = list[FormPlace[Label | Entry]]


@dataclass
class _HalfSoFar:
    """What is read of one half: its level 2, its list and its cells."""

    level2: CellSpan | None = None
    list_path: str = ""
    places: Places = field(default_factory=list)


class BandReader:
    """Reads the cells of one row with `band`."""

    def __init__(
        self, cells: CellReader, kind: KindDeclaration, table: TomlTable, more: dict[str, str]
    ) -> None:
        """`more` are the words in braces that are known in the row's part."""
        self._cells, self._table, self._more = cells, table, more
        self._known, self._band = kind.lists, table.text("band")
        self._lists = {
            path: it
            for path, it in kind.lists.items()
            if self._band in (path, path.partition(".")[0])
        }
        self._level1: CellSpan | None = None
        self._halves: list[_HalfSoFar] = []
        self._loose: Places = []  # cells of each row before the first half
        self._beside: Places = []

    def read(self, row: Row, spans: Sequence[CellSpan]) -> ListBand | IndicatorBand:
        """The band that the row describes."""
        if not self._lists and spans:
            known = "、".join(self._known) or "无"
            cure = f"可用的有：{known}，请改 band"
            spans[0].cell.fail("field", f"band 写的列表「{self._band}」没有，{cure}。")
        for span in spans:
            self._take(span)
        if not self._halves or not all(half.list_path for half in self._halves):
            self._table.fail("cells", "这一行没有列表的字段，请写上 { field = … }。")
        self._halves[0].places[:0] = self._loose
        if self._level1 is None and all(half.level2 is None for half in self._halves):
            return self._listed(row)
        self._require_slotted()
        return IndicatorBand(
            row,
            self._level(self._level1, self._halves[-1].list_path),
            tuple(
                Half(it.list_path, self._level(it.level2, it.list_path), tuple(it.places))
                for it in self._halves
            ),
            tuple(self._beside),
        )

    def _listed(self, row: Row) -> ListBand:
        if len(self._halves) > 1:
            paths = "、".join(half.list_path for half in self._halves)
            self._table.fail("cells", f"{paths} 并排时，每半边前要写 {{ level = 2 }}。")
        half = self._halves[0]
        return ListBand(row, half.list_path, tuple(half.places), tuple(self._beside))

    def _take(self, span: CellSpan) -> None:
        cell = span.cell
        if "level" in cell:
            self._take_level(span)
        elif "text" in cell:
            label = self._cells.label(cell, self._more | ROW_WORD)
            each = self._halves[-1].places if self._halves else self._loose
            (each if "{row}" in label.text else self._beside).append(span.holding(label))
        else:
            entry = self._cells.entry(cell)
            if entry.list_path in self._lists:
                self._half_of(entry.list_path).places.append(span.holding(entry))
            else:
                self._require_down(cell, entry)
                self._beside.append(span.holding(entry))

    def _take_level(self, span: CellSpan) -> None:
        level = span.cell.whole("level")
        if level == 1 and self._level1 is None and not self._halves:
            self._level1 = span
        elif level == 2:
            self._halves.append(_HalfSoFar(span))
        else:
            span.cell.fail("level", "先写一个 { level = 1 }，再写 { level = 2 } 和它的 field。")

    def _half_of(self, list_path: str) -> _HalfSoFar:
        """The half that a cell of a list belongs to."""
        if not self._halves or self._halves[-1].list_path not in ("", list_path):
            if self._halves and self._halves[-1].level2 is not None:
                cure = "每个 { level = 2 } 后面应有同一半边的 field"
                self._table.fail("cells", f"{cure}，请核对路径。")
            self._halves.append(_HalfSoFar())
        half = self._halves[-1]
        half.list_path = list_path
        return half

    def _require_down(self, cell: TomlTable, entry: Entry) -> None:
        """A field of the record beside the rows says so, or a slip of the pen would be one."""
        known = self._cells.kind.fields.get(entry.path)
        if "down" not in cell or known is None or known.listed:
            cure = "请换成它的字段；整个列表旁边只印一格的，加上 down = true"
            cell.fail("field", f"{entry.path} 不在 {self._band} 之下，{cure}。")

    def _require_slotted(self) -> None:
        if self._level1 is None:
            self._table.fail("cells", "应先是 { level = 1 }，再是 { level = 2 } 和它的 field。")
        for half in self._halves:
            if not self._lists[half.list_path].slotted:
                cure = "请在字典里写 slotted = true，或删去 level。"
                self._table.fail("cells", f"{half.list_path} 不分一级、二级指标，{cure}")

    def _level(self, span: CellSpan | None, list_path: str) -> FormPlace[Label] | None:
        return None if span is None else span.holding(self._cells.level(span.cell, list_path))
