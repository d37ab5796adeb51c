"""Drawing a template whose cells name their fields: nothing is guessed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.exchange.drawing.drawn import DrawnBand, DrawnCell, DrawnForm, NewField, NewList
from budgetdesk.exchange.drawing.fields import is_carried, kind_word
from budgetdesk.exchange.drawing.indicator_region import level_name
from budgetdesk.exchange.drawing.marks import FieldMark, field_named, mark_in
from budgetdesk.exchange.drawing.reading import ReadPage
from budgetdesk.exchange.drawing.regions import Body, ListPart
from budgetdesk.exchange.drawing.sorting import Sort, heading_of
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.vocabulary import base_form_set, records
from budgetdesk.exchange.drawing.words import record_in

Says = dict[str, Any]
_LEAST = 3  # marks that make a template a marked one


def is_marked(template: Template) -> bool:
    """Whether the cells of a template name their fields."""
    return sum(mark_in(box.text) is not None for box in template.boxes) >= _LEAST


def draw_marked(template: Template) -> DrawnForm:
    """One form; see `drawing.draw_page`."""
    heading = heading_of(template)
    marks = {box: mark for box in template.boxes if (mark := mark_in(box.text)) is not None}
    sorts = {box: Sort.OPEN if box in marks else Sort.LABEL for box in template.boxes}
    body = Body(template, sorts, heading.first)
    page = ReadPage(template, heading.title or template.sheet, body, ())
    record = _record(page.title, marks)
    form = DrawnForm(page, record, "元", marked=True)
    _MarkedForm(form, marks, base_form_set().dictionary.kinds[record]).draw()
    return form


def _record(title: str, marks: Mapping[Box, FieldMark]) -> str:
    """The record kind that knows most of the marks; the title decides between equals."""
    kinds = base_form_set().dictionary.kinds
    votes = {
        record: sum(bool(field_named(kinds[record], mark.name)) for mark in marks.values())
        for record in records()
    }
    most = max(votes.values())
    best = [record for record, count in votes.items() if count == most]
    return record_in(title) if record_in(title) in best else best[0]


class _MarkedForm:
    """Works out the cells and bands of one form."""

    def __init__(
        self, form: DrawnForm, marks: Mapping[Box, FieldMark], kind: KindDeclaration
    ) -> None:
        self.form, self.marks, self.kind = form, marks, kind
        self._template = form.page.template
        self._paths = {box: self._path(mark) for box, mark in marks.items()}

    def draw(self) -> None:
        """Fill the form."""
        row = 0
        while row < len(self._template.heights):
            last = self._band_end(row)
            if last > row:
                self._band(row, last)
                row = last
                continue
            row += 1
        listed = {cell.box for cell in self.form.cells}
        for box in self.marks:
            if box not in listed:
                self.form.cells.append(self._cell(box))

    def _path(self, mark: FieldMark) -> str:
        """The path of a mark's field; a new one is declared."""
        if path := field_named(self.kind, mark.name):
            return path
        list_path, _, key = mark.name.rpartition(".")
        base = list_path.partition(".")[0]
        says: Says = {"name": mark.label or mark.name, "kind": mark.kind or "line"}
        says |= {"computed": mark.formula} if mark.formula else {}
        says |= {"choices": list(mark.choices)} if mark.choices else {}
        says |= {"unit": mark.unit} if mark.unit else {}
        if mark.list_name and base not in self._own_lists():
            self.form.lists.append(NewList(self.kind.kind, base, mark.list_name))
        new = NewField(self.kind.kind, base, key, says, by_hand=bool(mark.formula))
        if new not in self.form.fields:
            self.form.fields.append(new)
        return mark.name

    def _listed(self, row: int) -> tuple[str, ...]:
        """The paths of the marks in a row that belong to a list."""
        boxes = [box for box in self._template.starting(row) if box in self.marks]
        paths = [self._paths[box] for box in boxes]
        return tuple(path for path in paths if self._list_of(path))

    def _list_of(self, path: str) -> str:
        above = path.rpartition(".")[0]
        return above if above in self.kind.lists or above in self._own_lists() else ""

    def _own_lists(self) -> set[str]:
        """The keys of the lists that the set declares."""
        return {it.key for it in self.form.lists}

    def _band_end(self, row: int) -> int:
        """The row below those that repeat; the same row where it does not repeat."""
        paths, last = self._listed(row), row
        while paths and last < len(self._template.heights) and self._listed(last) == paths:
            last += 1
        return last

    def _band(self, first: int, last: int) -> None:
        paths = list(dict.fromkeys(map(self._list_of, self._listed(first))))
        levels = self._levels(first, last, paths)
        cells: dict[int, tuple[int, Mapping[str, Any]]] = {}
        for box in self._template.starting(first):
            if box in self.marks and self._list_of(self._paths[box]):
                cells[box.column] = box.columns, self._says(box)
            elif box.column in levels:
                cells[box.column] = box.columns, self._level(box, levels[box.column])
            elif box.text == "{row}" or "{row}" in box.text:
                cells[box.column] = box.columns, {"text": box.text}
        for row in range(first, last):
            for box in self._template.starting(row):
                if box in self.marks and self._list_of(self._paths[box]):
                    in_row = replace(self._cell(box), row=row - first)
                    self.form.cells.append(in_row)
        tree = self._tree(first, last, levels) if levels else ()
        part = ListPart("", (), first, last, None)
        self.form.bands.append(DrawnBand(part, tuple(paths), cells, tree))

    def _levels(self, first: int, last: int, paths: list[str]) -> dict[int, int]:
        """The columns that name levels, with the level."""
        known = (it for path in paths if (it := self.kind.lists.get(path)) is not None)
        if not any(it.slotted for it in known):
            return {}
        found: dict[int, int] = {}
        for box in self._template.starting(first):
            plain = box not in self.marks and box.text and "{row}" not in box.text
            whole = box.rows == last - first and last - first > 1
            if plain and not (whole and not found and self._has_level_behind(box)):
                found[box.column] = 1 if not found else 2
        return found

    def _has_level_behind(self, box: Box) -> bool:
        """Whether a label as high as the block stands beside it, and names no level itself."""
        behind = self._template.at(box.row, box.end)
        return behind is not None and behind not in self.marks and bool(behind.text)

    @staticmethod
    def _level(box: Box, level: int) -> Says:
        name = level_name(box.text)
        if "{" in box.text:
            return {"level": level, "text": "{level}" + box.text.removeprefix(_named(box.text))}
        return {"level": level} if name else {"text": ""}

    def _tree(
        self, first: int, last: int, levels: Mapping[int, int]
    ) -> tuple[tuple[str, ...], ...]:
        tree: dict[str, list[str]] = {}
        one = next(iter(levels))
        two = next((column for column, level in levels.items() if level > 1), None)
        for row in range(first, last):
            above = self._template.at(row, one)
            name = level_name(_named(above.text)) if above else ""
            under = self._template.at(row, two) if two is not None else above
            below = tree.setdefault(name, [])
            second = level_name(_named(under.text)) if under else name
            if second not in below:
                below.append(second)
        return tuple((name, *below) for name, below in tree.items())

    def _says(self, box: Box) -> Says:
        return {"field": self._paths[box], **self.marks[box].says}

    def _cell(self, box: Box) -> DrawnCell:
        path, mark = self._paths[box], self.marks[box]
        field = self.kind.fields.get(path) or self.kind.level_fields.get(path)
        says = dict(mark.says)
        if field is None:
            computed = bool(mark.formula)
            label = mark.label or mark.name
            above, kind = self._list_of(path), mark.kind or "line"
            return DrawnCell(box, path, label, kind, computed=computed, list_path=above, says=says)
        carried, list_path = is_carried(field), self._list_of(path)
        computed = field.computed and not carried
        computed = computed or says.get("role") == "computed"
        kind = kind_word(field)
        return DrawnCell(box, path, field.label, kind, carried, computed, list_path, None, says)


def _named(text: str) -> str:
    """The name of a level in its cell, before the sums that the form prints behind it."""
    return re.split(r"[（(][^（(]*\{", text, maxsplit=1)[0]
