"""From the repeated rows of a form to lists: indicators by level, other lists, new ones."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from budgetdesk.dictionary.declaration import RowList
from budgetdesk.domain.kind import Kind
from budgetdesk.exchange.drawing.drawn import DrawnBand, DrawnCell, DrawnForm, NewField, NewList
from budgetdesk.exchange.drawing.fields import key_for, kind_word
from budgetdesk.exchange.drawing.indicator_region import tree_of
from budgetdesk.exchange.drawing.regions import HeadedColumn, IndicatorPart, LevelRow, ListPart
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.vocabulary import Vocabulary, bare_name
from budgetdesk.exchange.drawing.words import (
    YES_NO,
    GuessedKind,
    boxes_in,
    core_of,
    guess_kind,
    outright,
    printed_core,
    unit_in,
    without_brackets,
)

Says = dict[str, Any]


class _InColumn(NamedTuple):
    """What a column holds: its cell in the form's file, and its kind and where it comes from."""

    says: Says
    kind: str
    carried: bool = False
    computed: bool = False

    def cell(self, box: Box, label: str, path: str, number: int) -> DrawnCell:
        """Its cell in a row of a list, `number` within its slot or the list."""
        field, rest = self.says["field"], (self.carried, self.computed, path, number, self.says)
        return DrawnCell(box, field, label, self.kind, *rest)


_PARTS = {"sign": "sign", "unit": "unit"}  # columns of a target beside its value
_NAME = "name"
_AS_PRINTED = ("so_far", "forecast")  # named with the months that the form prints


class ListFinder:
    """Finds or declares the lists of a form and the fields of their rows."""

    def __init__(self, form: DrawnForm, words: Vocabulary, taken: set[str]) -> None:
        """`taken` are the keys of fields and lists that the set has."""
        self.form, self.words, self.taken = form, words, taken
        self._used: set[str] = set()

    # Indicators

    def indicators(self, part: IndicatorPart) -> None:
        """Give a block of indicators its list in each half."""
        paths = self._paths(len(part.halves))
        if len(paths) < len(part.halves):
            told = "这一段指标没有读：本类表放不下这么多组指标。"
            place = self.form.page.template.at(part.head, part.halves[0][0].column)
            self.form.unknown.append((place.place if place else "", told))
            return
        cells: dict[int, tuple[int, Mapping[str, Any]]] = {}
        rows = _levelled(part)
        if part.free:
            self._free_levels(part, paths, rows)
        if part.level1 is not None:
            cells[part.level1.column] = part.level1.columns, self._level(part, 1, paths[-1])
        for number, (half, path) in enumerate(zip(part.halves, paths, strict=False)):
            if (level2 := _at(part.level2, number)) is not None:
                level = 1 if part.level1 is None else 2
                cells[level2.column] = level2.columns, self._level(part, level, path)
            cells |= self._half(half, path, rows, free=part.free)
        tree = () if part.free else tuple(map(tuple, tree_of(rows)))
        self.form.bands.append(DrawnBand(part, tuple(paths), cells, tree))

    def _free_levels(
        self, part: IndicatorPart, paths: list[str], rows: tuple[LevelRow, ...]
    ) -> None:
        """The cells in which the levels of a row are typed as well."""
        levels = [(part.level1, f"{paths[-1]}.level1")]
        levels += [(it, f"{path}.level2") for it, path in zip(part.level2, paths, strict=False)]
        for column, path in levels:
            if column is not None:
                held = _InColumn({"field": path}, "choice")
                self._add_cells(column, held, paths[-1], rows, free=True)

    def _level(self, part: IndicatorPart, level: int, path: str) -> Says:
        if part.free:
            return {"field": f"{path}.level{level}"}
        has_weight = "weight" in self._known(path) or any(
            it.key == "weight" for it in self.form.fields
        )
        if level == 1 and part.points and has_weight:
            return {"level": 1, "text": "{level}（{weight}分）"}
        return {"level": level}

    def _paths(self, halves: int) -> list[str]:
        """The lists of indicators that this block is: two halves, or the year alone."""
        slotted = [it for it in self.words.kind.lists.values() if it.slotted]
        free = [it.path for it in slotted if it.path not in self._used]
        paths = free if halves > 1 else [it for it in free if "implementation" not in it][:1]
        self._used |= set(paths)
        return paths[:halves]

    def _half(
        self, half: tuple[HeadedColumn, ...], path: str, rows: tuple[LevelRow, ...], *, free: bool
    ) -> dict[int, tuple[int, Says]]:
        """The columns of one half, and the cells of its rows in the template."""
        cells: dict[int, tuple[int, Says]] = {}
        roles = self._roles(half)
        met: set[tuple[str, Any]] = set()
        for column, role in zip(half, roles, strict=True):
            held = self._column(column, role, path, roles)
            key = (held.says["field"], held.says.get("choice", held.says.get("part")))
            if key in met:
                held = self._new(column, path)
            met.add(key)
            cells[column.column] = column.columns, held.says
            self._add_cells(column, held, path, rows, free=free)
        return cells

    def _roles(self, half: tuple[HeadedColumn, ...]) -> list[str]:
        """What each column holds: the first that names a field has it."""
        roles: list[str] = []
        for column in half:
            said = outright(column.head)
            role = self.words.column(said or column.head)
            roles.append(role if role not in roles else "")
        return roles

    def _column(self, column: HeadedColumn, role: str, path: str, roles: list[str]) -> _InColumn:
        """The cell of a column in the form's file, its kind, and how its field comes about."""
        known = self._known(path)
        if ticked := self._ticked(column, path):
            return _InColumn(ticked, "choice")
        if role in _PARTS and "target" in roles and "target" in known:
            says = {"field": f"{path}.target", "part": _PARTS[role]}
            worded = {"qualitative": True} if role == "sign" else {}
            return _InColumn(says | worded, "target", bool(known["target"].carried))
        if role in ("level1", "level2"):
            return _InColumn({"field": f"{path}.{role}"}, "choice")
        field = known.get(role)
        if field is None:
            return self._new(column, path, role)
        says = {"field": field.path}
        if role == _NAME:
            says["style"] = "indicator"
        parted = role == "target" and any(it in _PARTS for it in roles)
        if parted:
            says["part"] = "value"
        kind = "line" if role == _NAME else kind_word(field)
        return _InColumn(says, kind, bool(field.carried), field.computed)

    def _ticked(self, column: HeadedColumn, path: str) -> Says:
        """The column of one choice of a field, where the heading above names the field."""
        role = self.words.column(column.above) if column.above else ""
        field = self._known(path).get(role)
        if field is None or field.kind is not Kind.CHOICE:
            return {}
        wanted = core_of(column.head)
        choice = next((it for it in field.choices if core_of(it) == wanted), "")
        return {"field": field.path, "choice": choice} if choice else {}

    def _new(self, column: HeadedColumn, path: str, role: str = "") -> _InColumn:
        """A column whose field the dictionary does not have."""
        name, base = printed_core(column.head), path.partition(".")[0]
        before = [it for it in self.form.fields if it.list_path == base]
        same = next((it for it in before if it.says["name"] == name), None)
        if same is None:
            key = role if role and role.isascii() and role not in self.taken else ""
            key = key or key_for(name, self.taken)
            self.taken.add(key)
            same = NewField(self.words.kind.kind, base, key, self._says(column, name))
            self.form.fields.append(same)
        return _InColumn({"field": f"{path}.{same.key}"}, same.says["kind"])

    def _says(self, column: HeadedColumn, name: str) -> Says:
        page = self.form.page
        wide = sum(page.template.widths[column.column : column.column + column.columns])
        guess = guess_kind(column.head, wide=wide > sum(page.template.widths) / 3)
        if column.above and not guess.sure and guess.kind == "line":
            guess = self._guess_above(column.above) or guess
        says: Says = {"name": name, "kind": guess.kind}
        if guess.kind == "choice":
            says["choices"] = list(YES_NO)
        if guess.kind == "money" and (unit := unit_in(column.head) or self.form.unit):
            says["unit"] = unit
        return says

    def _guess_above(self, head: str) -> GuessedKind | None:
        """What the heading above several columns lets expect: 完成情况 of quarters."""
        role = self.words.column(head)
        for field in self.words.kind.fields.values():
            if role and field.listed and field.last == role:
                return GuessedKind(kind_word(field), sure=True)
        guess = guess_kind(head, wide=False)
        return guess if guess.sure and guess.kind != "paragraph" else None

    def _known(self, path: str) -> dict[str, Any]:
        known = {it.last: it for it in self.words.kind.lists[path].fields}
        fields = self.words.kind.fields.values()
        return known | {it.last: it for it in fields if it.path.rpartition(".")[0] == path}

    def _add_cells(
        self,
        column: HeadedColumn,
        held: _InColumn,
        path: str,
        rows: tuple[LevelRow, ...],
        *,
        free: bool,
    ) -> None:
        """The cells of a column, each labelled with its slot and numbered within that."""
        parted = "part" in held.says
        name = printed_core(column.head) if parted else self._name(column, held.says["field"])
        count: Counter[tuple[str, str]] = Counter()
        for at in rows:
            slot = "绩效指标" if free else at.level2 or at.level1
            number = count[slot, at.level1]
            count[slot, at.level1] += 1
            box = self.form.page.template.at(at.row, column.column)
            if box is None or (not self.form.page.body.is_open(box) and not box.text):
                continue
            self.form.cells.append(held.cell(box, f"{slot}/{name}", path, number))

    def _name(self, column: HeadedColumn, path: str) -> str:
        field = self.words.kind.fields.get(path)
        core = without_brackets(core_of(column.head))
        same = field is None or core in (core_of(field.label), core_of(bare_name(field)))
        ticked = field is not None and field.kind is Kind.CHOICE and column.above
        if same or ticked or field is None or field.last in _AS_PRINTED:
            return printed_core(column.head)
        return bare_name(field)

    # Other lists

    def listed(self, part: ListPart) -> None:
        """Give the rows of another list their list."""
        known = self._list_like(part)
        path = known.path if known else key_for(part.name or "明细", self.taken)
        name = known.name if known else printed_core(part.name) or "明细"
        if known is None:
            self.form.lists.append(NewList(self.words.kind.kind, path, name))
        self._used.add(path)
        cells: dict[int, tuple[int, Mapping[str, Any]]] = {}
        keys: set[str] = set()
        for column in part.columns:
            held = self._list_column(column, path, known, part, keys)
            cells[column.column] = column.columns, held.says
            label = f"{name}/{printed_core(column.head)}"
            self._add_rows(part, column, held, label, path)
        if part.numbered is not None:
            box = self.form.page.template.at(part.first, part.numbered)
            cells[part.numbered] = (box.columns if box else 1), {"text": "{row}"}
        self.form.bands.append(DrawnBand(part, (path,), cells))

    def _list_column(
        self, column: HeadedColumn, path: str, known: RowList | None, part: ListPart, keys: set[str]
    ) -> _InColumn:
        role = self.words.listed.get(core_of(column.head), "")
        for field in known.fields if known else ():
            same = field.last == role or core_of(field.label) == core_of(column.head)
            if same and field.path not in keys:
                keys.add(field.path)
                return _InColumn(
                    {"field": field.path}, kind_word(field), bool(field.carried), field.computed
                )
        name = printed_core(column.head)
        key = key_for(name, keys)
        says = self._says(column, name)
        boxes = (
            self.form.page.template.at(row, column.column) for row in range(part.first, part.last)
        )
        offered = next((it.choices or boxes_in(it.text) for it in boxes if it is not None), ())
        if offered:
            says |= {"kind": "choice", "choices": list(offered)}
        self.form.fields.append(NewField(self.words.kind.kind, path, key, says))
        return _InColumn({"field": f"{path}.{key}"}, says["kind"])

    def _list_like(self, part: ListPart) -> RowList | None:
        """The list of the dictionary whose fields the headings name; None for none."""
        named = self.words.kind.lists.get(self.words.lists.get(core_of(part.name), ""))
        if named is not None and named.path not in self._used:
            return named
        heads = {core_of(it.head) for it in part.columns}
        for band in self.words.kind.lists.values():
            names = {core_of(it.label) for it in band.fields}
            if not band.slotted and band.path not in self._used and len(names & heads) > 1:
                return band
        return None

    def _add_rows(
        self, part: ListPart, column: HeadedColumn, held: _InColumn, label: str, path: str
    ) -> None:
        for number, row in enumerate(range(part.first, part.last)):
            box = self.form.page.template.at(row, column.column)
            if box is not None:
                self.form.cells.append(held.cell(box, label, path, number))


def _levelled(part: IndicatorPart) -> tuple[LevelRow, ...]:
    """The rows with their levels; where level 2 stands alone it is the only level."""
    if part.level1 is None and not part.free:
        return tuple(LevelRow(it.row, it.level2, "") for it in part.rows)
    return part.rows


def _at(columns: tuple[HeadedColumn | None, ...], number: int) -> HeadedColumn | None:
    return columns[number] if number < len(columns) else None
