"""One record on its way onto its form: what each cell shows and which field it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field, FieldRef, Kind, value_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.money import exact_wan_text, wan_text, yuan_text
from budgetdesk.domain.records import DeclaredRow, FormRecord, ListRow
from budgetdesk.domain.typed import Value, show_value
from budgetdesk.forms.definition import Entry, Form, FormPlace, Label
from budgetdesk.forms.figures import shown_figure, summed
from budgetdesk.forms.parts import BOX_LINES, BOXES, boxes_text, part_text
from budgetdesk.forms.sheet import Cell, Role

NO_SLOT = Slot("", "")
_REQUIRED = "必填"
_GONE = "（目标已删除）"
_FIXED_ROWS = "各行由目标表带入，在目标表中增减。"
_PROPOSED = "程序带出的，直接填写就以填写的为准，清空又带出。"
_SUGGESTED = "程序建议的，还没有选；选定才打印、导出。"
_OFF_LEDGER = "由预算明细算出，不用填写；双击可看明细。"


@dataclass(frozen=True, slots=True)
class Filling:
    """A record with what is reckoned of it, its form and the budget year.

    With `every_slot` there is a place to type in every slot and list, printed or not, and what is
    only suggested is shown. `number` is the record's own in a table of many, from 1.
    """

    form: Form
    record: FormRecord
    year: str
    every_slot: bool
    reckoned: Reckoned
    number: int = 1

    def cell(self, place: FormPlace[Label | Entry], row: int, rows: int) -> Cell:
        """The cell of a label or of a field of the record itself."""
        content = place.content
        if isinstance(content, Label):
            return _label_cell(place, content, self._words(content), row, rows)
        ref = FieldRef(
            self.form.kind,
            self.record.id,
            content.path,
            declared=content.declared,
            part=content.part,
        )
        value = self._value(content)
        return self._field_cell(place, content, ref, value, row, rows, self._hint(content))

    def level_cell(
        self, place: FormPlace[Label], name: str, rows: Sequence[ListRow], row: int, height: int
    ) -> Cell:
        """The cell that names a level, with the sums over its rows that the form prints there."""
        label = place.content
        text = label.text.replace("{level}", name) if label.text else name
        for word, field in label.sums.items():
            figure = self._sum(field, rows)
            # Without a figure the words around it would say nothing.
            text = text.replace(word, figure) if figure else name
        return _label_cell(place, label, text, row, height)

    def item_cell(
        self, place: FormPlace[Label | Entry], item: ListRow, slot: Slot, index: int, row: int
    ) -> Cell:
        """The cell of a field of one item in a list."""
        entry = place.content
        if isinstance(entry, Label):
            return self._numbered(place, entry, index, row)
        value = self._value(entry, item)
        ref = self._item_ref(entry, item.id, slot, index)
        hint = self._hint(entry, item)
        cell = self._field_cell(place, entry, ref, value, row, 1, hint, item)
        return _as_followed(entry, cell, item)

    def blank_cell(
        self,
        place: FormPlace[Label | Entry],
        slot: Slot,
        index: int,
        row: int,
        *,
        hinted: bool,
    ) -> Cell:
        """The blank cell in which a new item of a list can be typed."""
        entry = place.content
        if isinstance(entry, Label):
            return self._numbered(place, entry, index, row)
        ref = self._item_ref(entry, 0, slot, index)
        hint = entry.hint if hinted else ""
        cell = self._field_cell(place, entry, ref, None, row, 1, hint)
        # Boxes without a row that they are of would stand in every unused slot.
        return _as_followed(entry, replace(cell, text="") if cell.text else cell, None)

    def _numbered(
        self, place: FormPlace[Label | Entry], label: Label, index: int, row: int
    ) -> Cell:
        text = self._words(label).replace("{row}", str(index + 1))
        return _label_cell(place, label, text, row, 1)

    def _words(self, label: Label) -> str:
        """A printed text with its words and formulas filled in."""
        text = label.text
        if "{" not in text:
            return text
        text = text.replace("{year}", self.year).replace("{number}", str(self.number))
        for word, formula in label.formulas.items():
            value = formula.value(self.reckoned)
            text = text.replace(word, shown_figure(value, formula.kind, self.form))
        return text

    def _sum(self, field: Field, rows: Sequence[ListRow]) -> str:
        return summed(field.kind, (self._told(field, field.last, row) for row in rows), self.form)

    def _value(self, entry: Entry, item: ListRow | None = None) -> object:
        """What a field holds, or what its formula gives."""
        path = entry.path if item is None else entry.attribute
        return self._told(entry.declared, path, item)

    def _told(self, declared: Field | None, path: str, item: ListRow | None) -> object:
        if declared is not None and declared.formula:
            return self.reckoned.shown(declared, item)
        held = value_of(self.record if item is None else item, path)
        if declared is None or (declared.only_suggested and not self.every_slot):
            return held
        if held in (None, "") and declared.proposed:
            return self.reckoned.shown(declared, item)
        return held

    def _hint(self, entry: Entry, item: ListRow | None = None) -> str:
        """The pale words of a blank cell; a field that must be filled in has some at least."""
        declared = entry.declared
        if entry.hint or declared is None or entry.role is not Role.INPUT:
            return entry.hint
        row = None if item is None else self.reckoned.row(entry.list_path, item)
        asked = self.reckoned.requires(declared, self.form.conditions, row)
        return _REQUIRED if asked else ""

    def _item_ref(self, entry: Entry, row_id: int, slot: Slot, index: int) -> FieldRef:
        kind, record_id = self.form.kind, self.record.id
        if row_id:
            return FieldRef(
                kind, record_id, entry.path, row_id, declared=entry.declared, part=entry.part
            )
        return FieldRef(
            kind,
            record_id,
            entry.path,
            0,
            slot.level1,
            slot.level2,
            index,
            entry.declared,
            entry.part,
        )

    def _field_cell(
        self,
        place: FormPlace[Label | Entry],
        entry: Entry,
        ref: FieldRef,
        value: object,
        row: int,
        rows: int,
        hint: str,
        item: ListRow | None = None,
    ) -> Cell:
        computed = entry.of_ledger and self.record.funding_computed
        proposed = self._is_proposed(entry, item, value)
        plain = entry.style.numeric and not entry.suffix
        return Cell(
            row=row,
            column=place.column,
            text=self._text(entry, value),
            style=entry.style,
            role=Role.COMPUTED if computed else entry.role,
            rows=rows,
            columns=place.columns,
            field=ref,
            number=value if plain and isinstance(value, int) else None,
            hint="" if computed else hint,
            reason=_OFF_LEDGER if computed else _why(entry) if proposed else entry.reason,
            choices=entry.choices,
            proposed=proposed,
            suffix=entry.suffix,
        )

    def _is_proposed(self, entry: Entry, item: ListRow | None, value: object) -> bool:
        """Whether a field shows what its formula proposes, since nobody typed anything."""
        if entry.declared is None or not entry.declared.proposed or value in (None, ""):
            return False
        held = value_of(item or self.record, entry.attribute if item else entry.path)
        return held in (None, "")

    def _text(self, entry: Entry, value: object) -> str:
        if entry.part in (BOXES, BOX_LINES):
            return boxes_text(entry.part, entry.choices, str(value or ""))
        if value is None or value == "":
            return ""
        return f"{self._plain_text(entry, value)}{entry.suffix}"

    def _plain_text(self, entry: Entry, value: object) -> str:
        if entry.kind is Kind.MONEY:
            return yuan_text(cast(int, value), thousands=self.form.thousands)
        if entry.kind is Kind.MONEY_WAN:
            # What a set asks for has no fixed number of decimals: a sum is shown as it is held.
            return (exact_wan_text if entry.declared else wan_text)(cast(int, value))
        if entry.code and (code := value_of(self.record, entry.code)):
            return f"{code}-{value}"
        text = show_value(entry.kind, cast(Value, value))
        return part_text(entry.part, text) if entry.part else text


def _why(entry: Entry) -> str:
    """Where a value comes from that nobody typed."""
    suggested = entry.declared is not None and entry.declared.only_suggested
    return _SUGGESTED if suggested else _PROPOSED


def _as_followed(entry: Entry, cell: Cell, item: ListRow | None) -> Cell:
    """A cell of a list whose rows follow another's: locked or open as its row is."""
    if entry.following is None or entry.declared is None:
        return cell
    row = item or DeclaredRow()
    if row.gone and entry.declared.column == entry.following.known_by:
        cell = replace(cell, text=f"{cell.text}{_GONE}")
    is_open = entry.is_open(follows=bool(row.follows))
    if is_open is (cell.role is Role.INPUT):
        return cell
    if is_open:
        return replace(cell, role=Role.INPUT, reason="")
    return replace(cell, role=Role.LOCKED, hint="", reason=_FIXED_ROWS)


def _label_cell(
    place: FormPlace[Label | Entry] | FormPlace[Label], label: Label, text: str, row: int, rows: int
) -> Cell:
    return Cell(row, place.column, text, label.style, label.role, rows, place.columns)
