"""A saved set as drawn forms again: what its files say, to be corrected and saved once more."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.text import fold
from budgetdesk.exchange.drawing.drawn import (
    AGAIN,
    DrawnBand,
    DrawnCell,
    DrawnForm,
    DrawnRule,
    KeptForm,
    KeptSet,
    NewField,
    NewList,
)
from budgetdesk.exchange.drawing.fields import is_carried, kind_word
from budgetdesk.exchange.drawing.reading import ReadPage
from budgetdesk.exchange.drawing.regions import Body, ListPart
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.side_reading import is_drawn_rule
from budgetdesk.exchange.drawing.sorting import Sort, heading_of
from budgetdesk.exchange.drawing.template import Box, Template
from budgetdesk.exchange.drawing.template_writing import TemplateCell, row_heights, template_cells
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.forms.definition import Entry, FixedRow, Form, FormSet, IndicatorBand, Label
from budgetdesk.forms.loader import BASE_SET, read_form_set, texts_in

Says = dict[str, Any]
_SPANS = ("columns", "rows")
_SHOWN = re.compile(r"\{=\s*(?P<path>[a-z_.]+)\s*\}")
_WIDTH, _LYING = 96 / 482, 140 / 730  # characters a point, of an upright page and of a lying one


def reopened(home: Path) -> list[DrawnForm]:
    """The forms of a set of one's own as they were when it was saved.

    Raises:
        FormSetError: the set cannot be read.
        ImportFault: its files say what can't be held in drawn forms, and would be lost.
    """
    form_set, texts = read_form_set(home.parent, home.name), texts_in(home)
    tables = {name: tomllib.loads(text) for name, text in texts.items()}
    if tables["set.toml"].get("extend") != BASE_SET:
        told = "这套表是接着别的套表写的，不能在这里修改，请在它的文件中改。"
        raise ImportFault(home, told)
    own = [it for it in form_set.forms if f"{_file_of(it)}.toml" in tables]
    kept = _kept_set(tables, texts, own)
    forms = [_Reopened(it, tables[f"{_file_of(it)}.toml"], form_set, kept).form() for it in own]
    if not forms:
        raise ImportFault(home, "这套表没有自己的表，不能在这里修改。")
    _declare(forms, tables)
    _require_whole(home, forms, tables, form_set.name)
    return forms


def _file_of(form: Form) -> str:
    return form.id.rpartition("/")[2]


def _require_whole(
    home: Path, forms: Sequence[DrawnForm], tables: Mapping[str, Any], name: str
) -> None:
    """Refuse a set that would not be saved as it is: what a person wrote there is not lost."""
    again = {file: tomllib.loads(text) for file, text in set_files(forms, name=name).items()}
    before = {file: dict(table) for file, table in tables.items()}
    before["set.toml"].pop("version", None)
    for file in sorted({*before, *again}):
        if again.get(file) != before.get(file):
            told = f"{file} 中有手写的内容，在这里改会丢失，请在这个文件中改。"
            raise ImportFault(home, told)


# What stands beside the drawn forms


def _kept_set(tables: Mapping[str, Any], texts: Mapping[str, str], own: Sequence[Form]) -> KeptSet:
    """What the files say beside the forms: most of set.toml, rules of other shapes, other files."""
    head = {k: v for k, v in tables["set.toml"].items() if k not in ("name", "forms", "version")}
    paths = frozenset(path for form in own for path in form.paths)
    for name in ("choices", "hints"):
        head[name] = {k: v for k, v in head.get(name, {}).items() if k not in paths}
    forms = {f"{_file_of(form)}.toml" for form in own}
    plain = {"set.toml", "dictionary.toml", "rules.toml", *forms}
    rules = {code: it for code, it in tables.get("rules.toml", {}).items() if not is_drawn_rule(it)}
    files = {name: text for name, text in texts.items() if name not in plain}
    return KeptSet(head, files, rules)


def _declare(forms: Sequence[DrawnForm], tables: Mapping[str, Any]) -> None:
    """Give the forms what the set declares: fields, lists, names of payers, choices, rules."""
    choices = tables["set.toml"].get("choices", {})
    hints = tables["set.toml"].get("hints", {})
    for path in {*choices, *hints}:
        form = next((it for it in forms if any(cell.path == path for cell in it.cells)), None)
        if form is not None and path in choices:
            form.choices[path] = tuple(choices[path])
        if form is not None and path in hints:
            form.hints[path] = hints[path]
    for record, table in tables.get("dictionary.toml", {}).items():
        for declared in _declared(record, table):
            _form_of(forms, record, declared).append(declared)
        names = table.get("by_horizon", {}).get("parts", {}).get("funding", {}).get("fields", {})
        first = next((it for it in forms if it.record == record), forms[0])
        first.renamed.update({key: it.get("name", "") for key, it in names.items()})
    for code, rule in tables.get("rules.toml", {}).items():
        if is_drawn_rule(rule):
            first = next((it for it in forms if it.record == rule["kind"]), forms[0])
            said = {"rows": ""} | {key: it for key, it in rule.items() if key != "kind"}
            first.rules.append(DrawnRule(code=code, **said))


def _declared(record: str, table: Mapping[str, Any]) -> Iterator[NewField | NewList]:
    lists = table.get("lists", {}) | table.get("by_horizon", {}).get("lists", {})
    for key, says in table.get("fields", {}).items():
        yield NewField(record, "", key, says, by_hand="computed" in says)
    for list_path, listed in lists.items():
        if "name" in listed:
            yield NewList(record, list_path, listed["name"])
        for key, says in listed.get("fields", {}).items():
            yield NewField(record, list_path, key, says, by_hand="computed" in says)


def _form_of(forms: Sequence[DrawnForm], record: str, declared: NewField | NewList) -> list[Any]:
    """Where what is declared belongs: to the first form that has a cell of it."""
    of_kind = [it for it in forms if it.record == record]
    shown = next((it for it in of_kind if _shows(it, declared)), None)
    form = shown or next(iter(of_kind), forms[0])
    return form.fields if isinstance(declared, NewField) else form.lists


def _shows(form: DrawnForm, declared: NewField | NewList) -> bool:
    if isinstance(declared, NewList):
        return any(cell.list_path == declared.key for cell in form.cells)
    base, key = declared.list_path, declared.key
    return any(
        (cell.list_path.partition(".")[0], cell.path.rpartition(".")[2] if base else cell.path)
        == (base, key)
        for cell in form.cells
    )


# One form


@dataclass
class _Reopened:
    """One form on its way back: its boxes, what its file says of each."""

    read: Form
    table: Mapping[str, Any]
    form_set: FormSet
    kept: KeptSet

    def form(self) -> DrawnForm:
        """The drawn form."""
        self._labels: dict[Box, Says] = {}
        self._sorts: dict[Box, Sort] = {}
        self._cells: list[DrawnCell] = []
        self._bands: list[DrawnBand] = []
        self._heights = row_heights(self.read)
        self._starts = list(accumulate(self._heights, initial=0))
        order = self.table["order"]
        rows = [row for part in order for row in self.table["rows"][part]]
        for number, row in enumerate(rows):
            self._row(number, row)
        boxes = sorted(self._sorts, key=lambda it: (it.row, it.column))
        template = Template(Path(self.read.id), self.read.name, tuple(boxes), *self._sizes())
        titled = len(self.table["rows"]["title"]) if order[0] == "title" else 0
        first = titled or heading_of(template).first
        sorts = {box: sort for box, sort in self._sorts.items() if box.row >= first}
        page = ReadPage(template, self.read.name, Body(template, sorts, first), ())
        head = {key: it for key, it in self.table.items() if key not in ("rows", "order")}
        kept = KeptForm(_file_of(self.read), head, self._labels, self.kept)
        unit = self.table.get("unit", "元")
        return DrawnForm(page, self.read.kind, unit, True, self._cells, self._bands, kept=kept)

    def _sizes(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The columns in characters, the rows in points."""
        scale = _LYING if self.read.landscape else _WIDTH
        heights = [
            row.row.min_height
            for row, height in zip(self.read.rows, self._heights, strict=True)
            for _ in range(height)
        ]
        return tuple(it * scale for it in self.read.columns), tuple(heights)

    def _row(self, number: int, says: Mapping[str, Any]) -> None:
        row, start = self.read.rows[number], self._starts[number]
        last = self._starts[number + 1]
        cells = [it for it in self._template_cells() if start <= it.row < last]
        said = _by_column(says["cells"], sorted(it.column for it in cells if it.row == start))
        band: dict[int, tuple[int, Says]] = {}
        for cell in cells:
            box, plain = self._box(cell), _plain(said[cell.column])
            is_beside = not isinstance(row, FixedRow) and self._is_beside(row.beside, cell)
            listed = not isinstance(row, FixedRow) and not is_beside
            self._take(box, cell, plain, row_number=cell.row - start if listed else None)
            if listed or (is_beside and isinstance(cell.content, Label)):
                band.setdefault(cell.column, (cell.columns, plain))
        if not isinstance(row, FixedRow):
            halves = row.halves if isinstance(row, IndicatorBand) else (row,)
            part = ListPart("", (), start, last, None)
            self._bands.append(DrawnBand(part, tuple(it.list_path for it in halves), band))

    @staticmethod
    def _is_beside(beside: Sequence[Any], cell: TemplateCell) -> bool:
        return any(place.column == cell.column for place in beside)

    def _template_cells(self) -> tuple[TemplateCell, ...]:
        return template_cells(self.read)

    def _box(self, cell: TemplateCell) -> Box:
        content, style = cell.content, cell.content.style
        text = "" if isinstance(content, Entry) else self._shown(cell, content)
        return Box(
            cell.place, cell.row, cell.column, cell.rows, cell.columns, text,
            ruled=style.border, align=style.align.value, size=style.size, bold=style.bold,
        )  # fmt: skip

    def _shown(self, cell: TemplateCell, label: Label) -> str:
        """What a printed text looks like in the window."""
        if cell.level:
            return cell.slot.level1 if cell.level == 1 else cell.slot.level2
        text = label.text.replace("{row}", str(cell.number + 1))
        return text.replace("{year}", str(self.form_set.fiscal_year))

    def _take(self, box: Box, cell: TemplateCell, says: Says, *, row_number: int | None) -> None:
        """A box as a cell to be filled in, or as what is printed there."""
        kind = self.form_set.dictionary.kinds[self.read.kind]
        again = _SHOWN.fullmatch(str(says.get("text", "")))
        if isinstance(cell.content, Entry):
            self._sorts[box] = Sort.OPEN
            more = {key: it for key, it in says.items() if key not in ("field", "down")}
            self._cells.append(_cell(box, kind, cell.content.path, more, row_number))
        elif again is not None and again["path"] in kind.fields and len(says) == 1:
            self._sorts[box] = Sort.OPEN
            self._cells.append(_cell(box, kind, again["path"], {AGAIN: True}, None))
        else:
            self._sorts[box] = Sort.LABEL if fold(box.text) else Sort.OPEN
            self._labels[box] = says


def _cell(box: Box, kind: KindDeclaration, path: str, says: Says, row: int | None) -> DrawnCell:
    field = kind.fields.get(path) or kind.level_fields[path]
    carried = is_carried(field)
    computed = (field.computed and not carried) or says.get("role") == "computed"
    above = path.rpartition(".")[0]
    list_path = above if above in kind.lists else ""
    return DrawnCell(
        box, path, field.label, kind_word(field), carried, computed, list_path, row, says
    )


def _by_column(cells: Sequence[Mapping[str, Any]], columns: Sequence[int]) -> dict[int, Says]:
    """What the file says of the cells of a row, by their columns."""
    return {column: dict(it) for column, it in zip(columns, cells, strict=True)}


def _plain(says: Mapping[str, Any]) -> Says:
    return {key: it for key, it in says.items() if key not in _SPANS}
