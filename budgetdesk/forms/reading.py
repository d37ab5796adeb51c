"""From the tables of a definition to a `Form`: cells placed on the grid, every fault refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration
from budgetdesk.dictionary.toml_table import TomlTable
from budgetdesk.domain.indicator_tree import NEW_TREE, OLD_TREE, IndicatorTree, Slot, bare
from budgetdesk.forms.band_reading import BandReader
from budgetdesk.forms.cell_grid import CellGrid, CellSpan
from budgetdesk.forms.cell_reading import MONEY_UNITS, CellReader, refuse_unknown_keys
from budgetdesk.forms.definition import (
    Entry,
    FixedRow,
    Form,
    FormPlace,
    FormRow,
    Label,
    OneTable,
)
from budgetdesk.forms.sheet import Row
from budgetdesk.forms.wording import Wording, print_text

_TREES = {"old": OLD_TREE, "new": NEW_TREE}
_BY_UNIT = {"department": False, "unit": True}
_NUMBER_WORD = {"number": "{number}"}


@dataclass(frozen=True)
class SetRules:
    """What a form takes over from its set."""

    wording: Wording
    dictionary: Dictionary
    tree: IndicatorTree
    unused_slots: bool
    required_slots: tuple[Slot, ...]
    thousands: bool
    words: tuple[tuple[str, str], ...]


def read_form(table: TomlTable, form_id: str, digest: str, rules: SetRules) -> Form:
    """The form that a definition's table describes.

    Raises:
        FormSetError: a key is missing, unknown or wrong, or the cells do not fill the grid.
    """
    kind = table.one_of("kind", rules.dictionary.kinds)
    columns = table.numbers("columns")
    words = _own_words(table, rules.wording)
    money = table.one_of("unit", MONEY_UNITS) if "unit" in table else None
    tree = read_tree(table) if "tree" in table else rules.tree
    cells = CellReader(kind, rules.wording, words, tree, money)
    reader = _FormReader(kind, len(columns), cells, table)
    form = Form(
        id=form_id,
        kind=kind.kind,
        name=words["name"],
        version=table.text("version"),
        digest=digest,
        columns=columns,
        rows=reader.read(),
        tree=tree,
        unused_slots=table.flag("unused_slots", default=rules.unused_slots),
        required_slots=rules.required_slots,
        thousands=table.flag("thousands", default=rules.thousands),
        words=rules.words,
        landscape=table.flag("landscape", default=False),
        fields=kind.fields,
        formulas=kind.formulas,
        conditions=kind.conditions,
        together=reader.together(),
    )
    table.finish()
    return form


def _own_words(table: TomlTable, wording: Wording) -> dict[str, str]:
    name = table.text("name")
    return {"name": name, "title": print_text(table, "title", wording, {"name": name})}


def read_tree(table: TomlTable) -> IndicatorTree:
    """`tree = "old"`, `"new"`, or an array of arrays: level 1, then its level 2 names."""
    if table.holds("tree", str):
        return table.one_of("tree", _TREES)
    branches = table.text_lists("tree")
    if not all(len(names) > 1 for names in branches):
        table.fail("tree", "每一行先写一级指标，再写它的二级指标，至少一个。")
    tree = IndicatorTree(tuple((names[0], tuple(names[1:])) for names in branches))
    slots = [(bare(slot.level1), bare(slot.level2)) for slot in tree.slots()]
    if len(set(slots)) < len(slots):
        table.fail("tree", "同一个二级指标写了两次，请删去一处。")
    return tree


def _repeats(row: FormRow) -> bool:
    return row.row.repeat


def _with_heads(part: Sequence[FormRow], *, leading: bool) -> Iterator[FormRow]:
    """The rows of a part; those that are repeated say how many of the rows below they head.

    What a form begins with heads all of it; further down a row heads the list below it or, where
    there is none, the rest of its part.
    """
    for number, row in enumerate(part):
        leading = leading and row.row.repeat
        if leading or not row.row.repeat:
            yield row
            continue
        below = [] if _is_band(row) else part[number + 1 :]
        bands = (at for at, it in enumerate(below, 1) if _is_band(it))
        yield replace(row, row=replace(row.row, heads=next(bands, len(below))))


def _is_band(row: FormRow) -> bool:
    return not isinstance(row, FixedRow)


class _FormReader:
    """Reads the rows of one form."""

    def __init__(
        self, kind: KindDeclaration, width: int, cells: CellReader, table: TomlTable
    ) -> None:
        self._kind, self._width, self._cells, self._table = kind, width, cells, table
        self._order = table.texts("order")
        self._each = self._repeated()
        self._ends: dict[str, tuple[int, int]] = {}  # of each part, among all rows

    def read(self) -> tuple[FormRow, ...]:
        """The rows of all parts, in the order of print."""
        parts = self._table.table("rows")
        rows: list[FormRow] = []
        for name in self._order:
            if name not in parts:
                cure = "请补上或从 order 中删去"
                self._table.fail("order", f"没有 [[rows.{name}]] 这一段，{cure}。")
            first = len(rows)
            rows += _with_heads(self._read_part(parts, name), leading=all(map(_repeats, rows)))
            self._ends[name] = first, len(rows)
        for name in parts.written:
            parts.tables(name)  # a part that `order` leaves out is known all the same
        parts.finish()
        return tuple(rows)

    def together(self) -> OneTable | None:
        """Which rows a list form repeats for each record; None for a form of one record."""
        by_unit = self._table.one_of("by", _BY_UNIT, "department")
        if not self._each:
            return None
        return OneTable(self._ends[self._each[0]][0], self._ends[self._each[-1]][1], by_unit)

    def _repeated(self) -> tuple[str, ...]:
        """The parts that a list form repeats for each record."""
        if "each" not in self._table:
            return ()
        names = self._table.texts("each")
        places = [self._order.index(name) for name in names if name in self._order]
        if not names or places != list(range(places[0], places[0] + len(names)) if places else ()):
            self._table.fail("each", "应写 order 中相邻的一段或几段，顺序相同。")
        return names

    def _read_part(self, parts: TomlTable, name: str) -> list[FormRow]:
        tables = parts.tables(name)
        grid = CellGrid(self._width, len(tables))
        more = _NUMBER_WORD if name in self._each else {}
        return [self._read_row(table, number, grid, more) for number, table in enumerate(tables)]

    def _read_row(
        self, table: TomlTable, number: int, grid: CellGrid, more: Mapping[str, str]
    ) -> FormRow:
        row = Row(table.number("height", 20.0), repeat=table.flag("repeat", default=False))
        cells = table.tables("cells")
        table.text("band", "")
        table.finish()
        for cell in cells:
            refuse_unknown_keys(cell)  # before a misspelt `columns` looks like a hole
        spans = grid.place(table, number, cells)
        if "band" not in table:
            return FixedRow(row, tuple(self._place(span, more) for span in spans))
        if any(span.rows > 1 for span in spans):
            table.fail("cells", "写有 band 的行里不能有 rows，请删去 rows。")
        return BandReader(self._cells, self._kind, table, dict(more)).read(row, spans)

    def _place(self, span: CellSpan, more: Mapping[str, str]) -> FormPlace[Label | Entry]:
        cell = span.cell
        for key in ("level", "down"):
            if key in cell:
                cell.fail(key, "只用于写有 band 的行，请删去。")
        if "text" in cell:
            return span.holding(self._cells.label(cell, more))
        entry = self._cells.entry(cell)
        if entry.list_path in self._kind.lists:
            cell.fail("field", f"{entry.path} 是成行的字段，请放进写有 band 的行。")
        return span.holding(entry)
