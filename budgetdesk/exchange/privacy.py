"""What a published copy must not carry: looked for, or masked, in everything that is written."""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.dictionary.declaration import Dictionary
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.domain.fields import value_of, with_value
from budgetdesk.domain.file_kinds import TABLE, kind_of
from budgetdesk.domain.held_values import is_record
from budgetdesk.domain.persons import CellLabels, Persons
from budgetdesk.domain.records import Held
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.forms.own_words import name_of
from budgetdesk.forms.sheet import Cell, Role, Sheet

_MOST_TOLD = 5
_T = TypeVar("_T")
AnyRecord = TypeVar("AnyRecord", bound=Held)


@dataclass(frozen=True, slots=True)
class Leak:
    """Personal data in what is to be published: in which file, where there, what, and the text."""

    form: str
    what: str
    text: str
    place: str = ""

    def __str__(self) -> str:
        place = f"的{self.place}" if self.place else ""
        return f"「{self.form}」{place}中有{self.what}（{shorten(self.text)}）"


class PersonsFound(ExportFault):
    """Persons stand in what is to be published; `leaks` says where, nothing was written."""

    def __init__(self, leaks: Sequence[Leak]) -> None:
        self.leaks = tuple(leaks)
        super().__init__(self.advised("删去，或选择遮盖"))

    def advised(self, cure: str) -> str:
        """The sentence with what may be done about it."""
        places = "；".join(map(str, self.leaks[:_MOST_TOLD]))
        more = f"等 {len(self.leaks)} 处" if len(self.leaks) > _MOST_TOLD else ""
        return f"公开版本不能带个人信息，没有导出：{places}{more}。请{cure}后再导出。"


def without_persons(record: AnyRecord, dictionary: Dictionary) -> AnyRecord:
    """A form without what its fields say of persons: 负责人 and others."""
    kind = dictionary.kinds[record.kind]
    personal = [field for field in kind.fields.values() if field.personal]
    hidden = {field.path for field in personal}
    typed: dict[str, Any] = {it.path: "" for it in personal if not (it.own or it.listed)}
    declared = {
        path: _impersonal(value, path, hidden, dictionary)
        for path, value in record.declared.items()
    }
    without = replace(record, **typed, declared=declared)
    for path in (band.path for band in kind.lists.values() if not band.own):
        rows = _impersonal(value_of(without, path), path, hidden, dictionary)
        without = with_value(without, path, rows)
    return without


def _impersonal(value: Any, path: str, hidden: Collection[str], dictionary: Dictionary) -> Any:
    """A value without what is personal in it: a text, the rows of a list, the record above."""
    if path in hidden:
        return ""
    if is_record(value):
        return without_persons(value, dictionary)
    if not isinstance(value, tuple):
        return value
    rows: list[Any] = []
    for row in value:
        if is_record(row):
            rows.append(without_persons(row, dictionary))
            continue
        own = {name: "" for name in row.declared if f"{path}.{name}" in hidden}
        rows.append(replace(row, declared={**row.declared, **own}) if own else row)
    return tuple(rows)


def leaks(sheets: Iterable[Sheet], names: Iterable[str]) -> Iterator[Leak]:
    """What is personal in any text of the sheets; `names` are those of known persons."""
    publication = Publication(Persons.of(names, ()), mask=False)
    for sheet in sheets:
        publication.sheet(sheet, sheet.name)
    yield from publication.leaks


class Publication:
    """One public copy: each text that goes into it passes here.

    With `mask` texts come back with ×× for what is personal; without it they come back as they
    are, and `require_none` refuses the copy. `own` puts the name of a place into the forms' words.
    """

    def __init__(
        self, persons: Persons, *, mask: bool, own: Callable[[str], str] = lambda said: said
    ) -> None:
        self._persons = persons
        self._mask = mask
        self._own = own
        self.leaks: list[Leak] = []

    def require_none(self) -> None:
        """Raises PersonsFound where anything personal goes into the copy."""
        if self.leaks:
            raise PersonsFound(self.leaks)

    def text(self, text: str, file: str, place: str, label: str = "", above: str = "") -> str:
        """One text; `label` stands before it where it is published, `above` heads its column."""
        found = self._persons.find(text, label, above)
        if not found:
            return text
        if self._mask:
            return self._persons.masked(text, label, above)
        said = self._own(place)
        self.leaks += [Leak(file, what, text, said) for what in dict.fromkeys(map(str, found))]
        return text

    def sheet(self, sheet: Sheet, file: str) -> Sheet:
        """A form or table with all its texts."""
        labels = CellLabels()
        cells = [self._cell(cell, sheet, file, labels) for cell in sheet.cells]
        return replace(
            sheet,
            name=self.text(sheet.name, file, "表名"),
            group=self.text(sheet.group, file, "单位"),
            cells=tuple(cells),
        )

    def _cell(self, cell: Cell, sheet: Sheet, file: str, labels: CellLabels) -> Cell:
        label, above = labels.of(cell.row, cell.column, cell.text, cell.rows)
        if cell.number is not None:
            return cell
        name = name_of(sheet, cell) or f"第 {cell.row + 1} 行"
        place = f"「{shorten(sheet.name)}」{name}"
        above = "" if cell.role in (Role.TITLE, Role.LABEL) else above
        text = self.text(cell.text, file, place, label, above)
        choices = tuple(self.text(it, file, f"{place}的选项") for it in cell.choices)
        if text is cell.text and choices == cell.choices:
            return cell
        return replace(cell, text=text, choices=choices)

    def exchanged(self, text: str, name: str) -> str:
        """An exchange file's whole text, as JSON or CSV by its name."""
        if kind_of(name) is TABLE:
            return self._csv(text, name)
        end = "\n" if text.endswith("\n") else ""
        content = self._json(json.loads(text), name, "", "")
        return json.dumps(content, ensure_ascii=False, indent=1) + end

    def _csv(self, text: str, file: str) -> str:
        header, *rows = csv.reader(io.StringIO(text))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(header)
        for number, row in enumerate(rows, start=2):
            writer.writerow(
                cell
                if column in _AMOUNTS
                else self.text(cell, file, f"第 {number} 行 {column}", column)
                for column, cell in zip(header, row, strict=True)
            )
        return out.getvalue()

    def _json(self, content: object, file: str, place: str, label: str) -> object:
        if isinstance(content, str):
            return self.text(content, file, place, label)
        if isinstance(content, list):
            before = ["", *(it if isinstance(it, str) else "" for it in content)]
            return [
                self._json(it, file, place, label)
                for it, label in zip(content, before, strict=False)
            ]
        if not isinstance(content, dict):
            return content
        own = content.get("name")
        where = f"「{shorten(own)}」" if isinstance(own, str) else place.partition("」")[0] + "」"
        where = where if where.startswith("「") else ""
        return {
            key: it
            if key in _AMOUNTS
            else self._json(it, file, f"{where}{_LABELS.get(key, key)}", _label_of(key, content))
            for key, it in content.items()
        }

    def whole(self, thing: _T, file: str, place: str = "正文") -> _T:
        """Any plain data with all texts in it: a document, its parts, its sheets."""
        return cast(_T, self._whole(thing, file, place))

    def _whole(self, thing: Any, file: str, place: str) -> Any:
        if isinstance(thing, str) and not isinstance(thing, Enum):
            return self.text(thing, file, place)
        if isinstance(thing, tuple):
            return tuple(self._whole(it, file, place) for it in thing)
        if isinstance(thing, Sheet):
            return self.sheet(thing, file)
        if not is_dataclass(thing) or isinstance(thing, type):
            return thing
        return _changed(thing, lambda value: self._whole(value, file, place))


def _changed(thing: Any, change: Callable[[Any], Any]) -> Any:
    before = {it.name: getattr(thing, it.name) for it in fields(thing) if it.init}
    after = {name: change(value) for name, value in before.items()}
    same = all(after[name] is value for name, value in before.items())
    return thing if same else replace(thing, **after)


# Columns and keys that hold amounts and counts alone: long numbers there are no telephones.
_AMOUNTS = frozenset(
    {
        "funding", "amount", "amount_yuan", "total_printed", "total_computed",
        *(entry.key for entry in ENTRIES.values() if entry.kind.is_number),
    }
)  # fmt: skip
_LABELS: Mapping[str, str] = {field.last: field.label for field in base_dictionary().fields()}


def _label_of(key: str, content: dict[str, object]) -> str:
    """What stands before a text where it is read: of a target its indicator, else its field."""
    name = content.get("name", content.get("level3")) if key in ("target", "value") else None
    return name if isinstance(name, str) else _LABELS.get(key, key)
