"""One record on its way onto its form: what each cell shows and which field it stands for."""

from dataclasses import dataclass
from typing import cast

from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import FieldRef, Kind, value_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.money import exact_wan_text, wan_text, yuan_text
from budgetdesk.domain.records import FormRecord, ListRow
from budgetdesk.domain.typed import Value, show_value
from budgetdesk.forms.definition import Entry, Form, FormPlace, Label
from budgetdesk.forms.sheet import Cell, Role

NO_SLOT = Slot("", "")
_REQUIRED = "必填"
_OFF_LEDGER = "由预算明细算出，不用填写；双击可看明细。"


@dataclass(frozen=True, slots=True)
class Filling:
    """A record with what is reckoned of it, its form and the budget year.

    With `every_slot` there is a place to type in every slot and list, printed or not.
    """

    form: Form
    record: FormRecord
    year: str
    every_slot: bool
    reckoned: Reckoned

    def cell(self, place: FormPlace[Label | Entry], row: int, rows: int) -> Cell:
        """The cell of a label or of a field of the record itself."""
        content = place.content
        if isinstance(content, Label):
            text = content.text.replace("{year}", self.year)
            return _label_cell(place, content, text, row, rows)
        ref = FieldRef(self.form.kind, self.record.id, content.path, declared=content.declared)
        value = self._value(content)
        return self._field_cell(place, content, ref, value, row, rows, self._hint(content))

    def item_cell(
        self, place: FormPlace[Entry], item: ListRow, slot: Slot, index: int, row: int
    ) -> Cell:
        """The cell of a field of one item in a list."""
        entry = place.content
        value = self._value(entry, item)
        ref = self._item_ref(entry, item.id, slot, index)
        return self._field_cell(place, entry, ref, value, row, 1, self._hint(entry, item), item)

    def blank_cell(
        self, place: FormPlace[Entry], slot: Slot, index: int, row: int, *, hinted: bool
    ) -> Cell:
        """The blank cell in which a new item of a list can be typed."""
        entry = place.content
        ref = self._item_ref(entry, 0, slot, index)
        hint = entry.hint if hinted else ""
        return self._field_cell(place, entry, ref, None, row, 1, hint)

    def _value(self, entry: Entry, item: ListRow | None = None) -> object:
        """What a field holds, or what its formula gives."""
        declared = entry.declared
        if declared is not None and declared.formula:
            return self.reckoned.shown(declared, item)
        held = (
            value_of(self.record, entry.path) if item is None else value_of(item, entry.attribute)
        )
        if held in (None, "") and declared is not None and declared.proposed:
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
            return FieldRef(kind, record_id, entry.path, row_id, declared=entry.declared)
        return FieldRef(
            kind, record_id, entry.path, 0, slot.level1, slot.level2, index, entry.declared
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
        return Cell(
            row=row,
            column=place.column,
            text=self._text(entry, value),
            style=entry.style,
            role=Role.COMPUTED if computed else entry.role,
            rows=rows,
            columns=place.columns,
            field=ref,
            number=value if entry.style.numeric and isinstance(value, int) else None,
            hint="" if computed else hint,
            reason=_OFF_LEDGER if computed else entry.reason,
            choices=entry.choices,
            proposed=self._is_proposed(entry, item, value),
        )

    def _is_proposed(self, entry: Entry, item: ListRow | None, value: object) -> bool:
        """Whether a field shows what its formula proposes, since nobody typed anything."""
        if entry.declared is None or not entry.declared.proposed or value in (None, ""):
            return False
        held = value_of(item or self.record, entry.attribute if item else entry.path)
        return held in (None, "")

    def _text(self, entry: Entry, value: object) -> str:
        if value is None or value == "":
            return ""
        if entry.kind is Kind.MONEY:
            return yuan_text(cast(int, value), thousands=self.form.thousands)
        if entry.kind is Kind.MONEY_WAN:
            # What a set asks for has no fixed number of decimals: a sum is shown as it is held.
            return (exact_wan_text if entry.declared else wan_text)(cast(int, value))
        if entry.code and (code := value_of(self.record, entry.code)):
            return f"{code}-{value}"
        return f"{show_value(entry.kind, cast(Value, value))}{entry.suffix}"


def label_cell(place: FormPlace[Label], text: str, row: int, rows: int) -> Cell:
    """A printed text in the style and role of its place."""
    return _label_cell(place, place.content, text, row, rows)


def _label_cell(
    place: FormPlace[Label | Entry], label: Label, text: str, row: int, rows: int
) -> Cell:
    return Cell(row, place.column, text, label.style, label.role, rows, place.columns)
