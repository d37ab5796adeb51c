"""Corrections of what was understood of a template, cell by cell.

Each gives another form and leaves the one before as it was, so that every step can be taken back.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.domain.kind import Kind
from budgetdesk.exchange.drawing.drawn import DrawnBand, DrawnCell, DrawnForm, NewField
from budgetdesk.exchange.drawing.fields import FieldFinder, is_carried, key_for, kind_word
from budgetdesk.exchange.drawing.listing import ListFinder
from budgetdesk.exchange.drawing.regions import HeadedColumn, ListPart
from budgetdesk.exchange.drawing.template import Box
from budgetdesk.exchange.drawing.vocabulary import record_keys, vocabulary
from budgetdesk.exchange.drawing.words import YES_NO, GuessedKind, core_of, is_number, unit_in

_NAMED = re.compile("「(.+?)」")  # the fields that a formula reads


class CorrectionError(ValueError):
    """A correction that cannot be made; one sentence."""


def cell_at(form: DrawnForm, box: Box) -> DrawnCell | None:
    """What a box of the template is drawn as; None for no field."""
    return next((cell for cell in form.cells if cell.box == box), None)


def is_new(form: DrawnForm, cell: DrawnCell) -> bool:
    """Whether a cell's field is one that the set declares."""
    return declared_of(form, cell) is not None


def choices_of(form: DrawnForm, cell: DrawnCell) -> tuple[str, ...]:
    """What may be chosen in a cell of a new field."""
    declared = declared_of(form, cell)
    return () if declared is None else tuple(declared.says.get("choices", ()))


def fields_for(form: DrawnForm, cell: DrawnCell | None) -> list[tuple[str, str]]:
    """The fields of the dictionary that a cell may be given: path and name."""
    kind = vocabulary(form.record).kind
    if cell is not None and cell.list_path:
        known = kind.lists.get(cell.list_path)
        return [(it.path, it.label) for it in known.fields] if known else []
    return [(path, it.label) for path, it in kind.fields.items() if not it.listed]


def without_field(form: DrawnForm, box: Box) -> DrawnForm:
    """The form in which a box is no cell to be filled in; with a row of a list its whole column."""
    cell = required_cell(form, box)
    copy = copied(form)
    gone = _column_of(form, cell)
    copy.cells[:] = [it for it in copy.cells if it not in gone]
    copy.bands[:] = [_without_column(band, cell) for band in copy.bands]
    return pruned(copy)


def with_field(form: DrawnForm, box: Box, path: str) -> DrawnForm:
    """The form in which a box has a field of the dictionary.

    Raises:
        CorrectionError: another cell has that field.
    """
    cell = cell_at(form, box)
    kind = vocabulary(form.record).kind
    other = next((it for it in form.cells if it.path == path and it.box != box), None)
    in_list = cell is not None and bool(cell.list_path)
    if other is not None and not in_list and not is_carried(kind.fields[path]):
        raise CorrectionError(f"「{other.label}」已在 {other.box.place}，请先改那一格。")
    if cell is not None and in_list:
        return _column_with(form, cell, path)
    copy = copied(form)
    copy.cells[:] = [it for it in copy.cells if it.box != box]
    field = kind.fields[path]
    _finder(copy).known(box, path, field.label, field.label)
    return _told(pruned(copy), box)


def with_new_field(
    form: DrawnForm, box: Box, name: str, kind: str, choices: Sequence[str] = ()
) -> DrawnForm:
    """The form in which a box has a field of its own, of a kind as the dictionary writes it."""
    if not core_of(name):
        raise CorrectionError("请写字段的名称。")
    cell = cell_at(form, box)
    if cell is not None and cell.list_path:
        return _column_new(form, cell, name, kind, choices)
    copy = copied(form)
    copy.cells[:] = [it for it in copy.cells if it.box != box]
    _finder(copy).declare(replace(box, choices=()), name, name, name, GuessedKind(kind, sure=True))
    copy.cells[-1] = replace(copy.cells[-1], box=box)
    copy.fields[-1] = replace(copy.fields[-1], says=_says(copy, name, kind, choices))
    return _told(pruned(copy), box)


def with_kind(form: DrawnForm, box: Box, kind: str, choices: Sequence[str] = ()) -> DrawnForm:
    """The form in which the new field of a box is of another kind.

    Raises:
        CorrectionError: the field is one of the dictionary, whose kind is fixed.
    """
    cell = required_cell(form, box)
    declared = declared_of(form, cell)
    if declared is None:
        raise CorrectionError(f"「{cell.label}」是已有的字段，类型不能改；请先改作新的字段。")
    copy = copied(form)
    name = str(declared.says["name"])
    at = copy.fields.index(declared)
    copy.fields[at] = replace(declared, says=_says(copy, name, kind, choices))
    copy.cells[:] = [
        replace(it, kind=kind, computed=False) if it.path == cell.path else it for it in copy.cells
    ]
    return _reckoned(copy)


def moved(form: DrawnForm, source: Box, target: Box) -> DrawnForm:
    """The form in which a box has the field of another, which has none then.

    Columns of a list move as a whole within it, and change places with the one that is there.

    Raises:
        CorrectionError: one stands in a list and the other does not, or a text is printed there.
    """
    cell, other = required_cell(form, source), cell_at(form, target)
    if source == target:
        raise CorrectionError("这一格已是这个字段。")
    if form.page.body.is_label(target):
        raise CorrectionError(f"{target.place} 印着文字，不能填写。")
    if cell.list_path:
        return _column_moved(form, cell, target)
    if other is not None and other.list_path:
        raise CorrectionError(f"{target.place} 在重复的行里，请在右边改这一列的字段。")
    declared = declared_of(form, cell)
    copy = without_field(form, source)
    if declared is None:
        return with_field(copy, target, cell.path)
    offered = declared.says.get("choices", ())
    name, kind = str(declared.says["name"]), str(declared.says["kind"])
    return with_new_field(copy, target, name, kind, tuple(offered))


def _column_moved(form: DrawnForm, cell: DrawnCell, target: Box) -> DrawnForm:
    """A column of a list in another place of its rows."""
    at, to = cell.box.column, target.column
    number, band = next(it for it in enumerate(form.bands) if _is_of(it[1], cell))
    other = cell_at(form, target)
    within = band.part.first <= target.row < band.part.last
    if not within or at == to or (other is not None and other.list_path != cell.list_path):
        raise CorrectionError("重复的行里的列只能拖到同一列表的另一列。")
    ways = {at: to, to: at}
    copy = copied(form)
    for place, it in enumerate(copy.cells):
        if _is_of(band, it) and it.box.column in ways:
            box = form.page.template.at(it.box.row, ways[it.box.column])
            if box is None or box.column != ways[it.box.column] or form.page.body.is_label(box):
                raise CorrectionError(f"第 {it.box.row + 1} 行的格子与这一列不一样，不能拖过去。")
            copy.cells[place] = replace(it, box=box)
    widths = {at: cell.box.columns, to: target.columns}
    cells = {column: said for column, said in band.cells.items() if column not in ways}
    for column, (_, says) in band.cells.items():
        if column in ways:
            cells[ways[column]] = widths[ways[column]], says
    copy.bands[number] = replace(band, cells=cells)
    return _told(pruned(copy), target)


def as_list(form: DrawnForm, first: int, last: int) -> DrawnForm:
    """The form in which template rows from `first` on, before `last`, are the rows of a list.

    Raises:
        CorrectionError: they are not alike, or stand in a list already.
    """
    body = form.page.body
    boxes = [it for it in body.starting(first) if body.is_open(it)]
    if not boxes or first <= body.first:
        raise CorrectionError("选中的行里没有空格，或者上面没有表头。")
    if any(band.part.first < last and first < band.part.last for band in form.bands):
        raise CorrectionError("选中的行里已有重复的行，请先把那里改为不填写。")
    for row in range(first, last):
        labels = (it.place for it in body.starting(row) if body.is_label(it) and it.rows == 1)
        if label := next(labels, ""):
            raise CorrectionError(f"{label} 印着文字，它这一行不能作为重复的行。")
        if not all(_is_alike(form, row, box) for box in boxes):
            raise CorrectionError(f"第 {row + 1} 行的格子与第 {first + 1} 行不一样。")
    copy = copied(form)
    copy.cells[:] = [it for it in copy.cells if not first <= it.box.row < last]
    columns = tuple(_headed(form, box, number) for number, box in enumerate(boxes, 1))
    name = body.label_beside(first, last, boxes[0].column) or "明细"
    numbers = (it.column for it in body.starting(first) if is_number(it.text))
    part = ListPart(name, columns, first, last, next(numbers, None))
    ListFinder(copy, vocabulary(copy.record), _taken(copy)).listed(part)
    return pruned(copy)


# Inside


def copied(form: DrawnForm) -> DrawnForm:
    """The same form, to be changed."""
    return replace(
        form,
        cells=[*form.cells],
        bands=[*form.bands],
        fields=[*form.fields],
        lists=[*form.lists],
        renamed={**form.renamed},
        hints={**form.hints},
        choices={**form.choices},
        unknown=[*form.unknown],
        rules=[*form.rules],
    )


def required_cell(form: DrawnForm, box: Box) -> DrawnCell:
    """What a box is drawn as.

    Raises:
        CorrectionError: it is no cell to be filled in.
    """
    cell = cell_at(form, box)
    if cell is None:
        raise CorrectionError(f"{box.place} 不是填写的格子。")
    return cell


def declared_of(form: DrawnForm, cell: DrawnCell) -> NewField | None:
    """The field that the set declares for a cell; None for one of the dictionary."""
    base = cell.list_path.partition(".")[0]
    key = cell.path.rpartition(".")[2] if base else cell.path
    return next((it for it in form.fields if (it.key, it.list_path) == (key, base)), None)


def _column_of(form: DrawnForm, cell: DrawnCell) -> list[DrawnCell]:
    """A cell with those below the same heading of its list; alone outside lists."""
    if not cell.list_path:
        return [cell]
    same = (cell.list_path, cell.box.column)
    return [it for it in form.cells if (it.list_path, it.box.column) == same]


def _without_column(band: DrawnBand, cell: DrawnCell) -> DrawnBand:
    if not _is_of(band, cell):
        return band
    kept = {at: said for at, said in band.cells.items() if at != cell.box.column}
    return replace(band, cells=kept)


def _is_of(band: DrawnBand, cell: DrawnCell) -> bool:
    return cell.list_path in band.list_paths and band.part.first <= cell.box.row < band.part.last


def _column_with(form: DrawnForm, cell: DrawnCell, path: str) -> DrawnForm:
    """A column of a list with another field of the dictionary."""
    field = vocabulary(form.record).kind.fields[path]
    other = next((it for it in form.cells if it.path == path), None)
    if other is not None and other.box.column != cell.box.column:
        raise CorrectionError(f"「{field.label}」已在 {other.box.place} 这一列，请先改那一列。")
    kind, carried = kind_word(field), bool(field.carried)
    computed = field.computed and not carried
    return _column_put(form, cell, path, field.label, (kind, carried, computed))


def _column_new(
    form: DrawnForm, cell: DrawnCell, name: str, kind: str, choices: Sequence[str]
) -> DrawnForm:
    copy = copied(form)
    base = cell.list_path.partition(".")[0]
    says = _says(copy, name, kind, choices)
    new = NewField(copy.record, base, key_for(name, _taken(copy)), says)
    copy.fields.append(new)
    return _column_put(copy, cell, f"{cell.list_path}.{new.key}", name, (kind, False, False))


def _column_put(
    form: DrawnForm, cell: DrawnCell, path: str, name: str, how: tuple[str, bool, bool]
) -> DrawnForm:
    copy, column = copied(form), _column_of(form, cell)
    kind, carried, computed = how
    copy.cells[:] = [
        replace(
            it,
            path=path,
            label=f"{it.label.partition('/')[0]}/{name}",
            kind=kind,
            carried=carried,
            computed=computed,
            says={"field": path},
        )
        if it in column
        else it
        for it in copy.cells
    ]
    for at, band in enumerate(copy.bands):
        if _is_of(band, cell):
            width = band.cells[cell.box.column][0]
            cells = {**band.cells, cell.box.column: (width, {"field": path})}
            copy.bands[at] = replace(band, cells=cells)
    return pruned(copy)


def _finder(form: DrawnForm) -> FieldFinder:
    finder = FieldFinder(form, vocabulary(form.record), _taken(form))
    finder.take_placed(cell.path for cell in form.cells)
    return finder


def _taken(form: DrawnForm) -> set[str]:
    return {*record_keys(), *(it.key for it in form.fields), *(it.key for it in form.lists)}


def _says(form: DrawnForm, name: str, kind: str, choices: Sequence[str]) -> dict[str, object]:
    says: dict[str, object] = {"name": name, "kind": kind}
    if kind == Kind.CHOICE.value:
        says["choices"] = list(choices or YES_NO)
    if kind == "money":
        says["unit"] = unit_in(name) or form.unit
    return says


def pruned(form: DrawnForm) -> DrawnForm:
    """The form without declared fields and lists that no cell has."""
    used = {id(declared_of(form, cell)) for cell in form.cells}
    paths = {cell.list_path for cell in form.cells}
    form.fields[:] = [it for it in form.fields if id(it) in used]
    form.lists[:] = [it for it in form.lists if it.key in paths]
    form.bands[:] = [band for band in form.bands if paths & {*band.list_paths}]
    return _reckoned(form)


def _reckoned(form: DrawnForm) -> DrawnForm:
    """The form in which what can no longer be worked out is typed."""
    amounts = {it.says["name"] for it in form.fields if it.says["kind"] == "money"}
    for at, field in enumerate(form.fields):
        read = _NAMED.findall(str(field.says.get("computed", "")))
        if not field.by_hand and not amounts.issuperset(read):
            says = {key: value for key, value in field.says.items() if key != "computed"}
            form.fields[at] = replace(field, says=says)
            form.cells[:] = [
                replace(it, computed=False) if it.path == field.key else it for it in form.cells
            ]
    return form


def _told(form: DrawnForm, box: Box) -> DrawnForm:
    form.unknown[:] = [it for it in form.unknown if it[0] != box.place]
    return form


def _is_alike(form: DrawnForm, row: int, box: Box) -> bool:
    there = form.page.template.at(row, box.column)
    return there is not None and (there.row, there.rows, there.columns) == (row, 1, box.columns)


def _headed(form: DrawnForm, box: Box, number: int) -> HeadedColumn:
    above = form.page.template.at(box.row - 1, box.column)
    head = above.text if above is not None and above.text else f"第{number}列"
    return HeadedColumn(head, "", box.column, box.columns)
