"""The indicators of one project of the book, held against those of a list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.dictionary.declaration import RowList
from budgetdesk.domain.fields import HORIZON_LABELS, Field, FieldRef, value_of
from budgetdesk.domain.identity import RowFace, match_rows
from budgetdesk.domain.indicator_tree import Slot, bare
from budgetdesk.domain.records import Horizon, Indicator, Project
from budgetdesk.domain.text import one_line, shorten
from budgetdesk.domain.typed import TypedError, parse_typed, show_value
from budgetdesk.exchange.foreign.reading import ProjectReading, RowReading
from budgetdesk.exchange.placement.words import find_slot
from budgetdesk.exchange.portal.agreeing import texts_agree
from budgetdesk.exchange.portal.differences import Edits, PortalDifference, PortalKind

_SHORT = 16
_NO_SLOT = "账套的表没有这个二级指标，请在一体化中改"
_ODD = "一体化中的内容这一栏填不进，请在一体化中改"


@dataclass(frozen=True, slots=True)
class ListedRow:
    """An indicator of a list with the slot of the book's form that it stands in, None for none."""

    row: RowReading
    slot: Slot | None

    @property
    def levels(self) -> str:
        """Its levels as the list has them."""
        return " ".join(filter(None, (self.row.level1, self.row.level2)))


class RowContrast:
    """Compares the indicators of one pair in one time span.

    `lasts` are the last parts of the paths of the fields that the list has columns for.
    """

    def __init__(
        self, band: RowList, slots: list[Slot], lasts: frozenset[str], horizon: Horizon
    ) -> None:
        self._band, self._slots, self._horizon = band, slots, horizon
        self._fields = [
            it for it in band.fields if it.last in lasts and not it.computed and not it.carried
        ]
        self._names = {slot.level1: bare(slot.level1) for slot in slots}

    def differences(self, own: Project, listed: ProjectReading) -> Iterator[PortalDifference]:
        """Indicators that differ, in the order of the list; then those that it lacks."""
        self._project, self._listed = own, listed
        rows = [row for row in own.indicators.of(self._horizon) or () if not row.is_blank]
        told = [ListedRow(it, self._slot(it)) for it in listed.rows if it.horizon is self._horizon]
        levelled = any(it.row.level2 or it.row.level1 for it in told)
        faces = [
            _face(it.name, it.target, Slot(it.level1, it.level2), known=levelled) for it in rows
        ]
        theirs = [_face(it.row.name, it.row.target, it.slot, known=levelled) for it in told]
        matches = {it.new: it.old for it in match_rows(faces, theirs)}
        for number, it in enumerate(told):
            if number in matches:
                yield from self._in_row(rows[matches[number]], it)
            else:
                yield self._added(it, number)
        for number, row in enumerate(rows):
            if number not in matches.values():
                yield self._missing(row)

    def _slot(self, row: RowReading) -> Slot | None:
        """The form's slot that a list means; None where its levels contradict one another."""
        found = find_slot(row.level1, row.level2, self._slots)
        if found is None and not row.level2:
            found = find_slot("", row.level1, self._slots)
        if found is None:
            return None
        level1 = bare(row.level1)
        is_other = level1 in self._names.values() and level1 != bare(found[0].level1)
        return None if is_other and bare(row.level2) == bare(found[0].level2) else found[0]

    def _in_row(self, row: Indicator, it: ListedRow) -> Iterator[PortalDifference]:
        slot = Slot(row.level1, row.level2)
        label = self._label(row.level2, row.name)
        if it.levels and it.slot != slot:
            edits = (*self._blanked(row), *self._filled(it, len(self._slots))) if it.slot else ()
            held = f"{row.level1} {row.level2}"
            cure = "" if edits else _NO_SLOT
            yield self._told(PortalKind.CHANGED, f"{label}所属", held, it.levels, it, edits, cure)
        for field in self._fields:
            value = value_of(row, field.last) if not field.own else row.declared.get(field.last)
            ours = value if isinstance(value, str | int) else None
            theirs = self._text(it, field)
            if texts_agree(field.kind, ours, theirs):
                continue
            edits = self._edit(row.id, slot, field, theirs)
            shown = show_value(field.kind, ours)
            name = f"{label}{field.label.removeprefix(HORIZON_LABELS[self._horizon])}"
            cure = "" if edits else _ODD
            yield self._told(PortalKind.CHANGED, name, shown, theirs, it, edits, cure)

    def _text(self, it: ListedRow, field: Field) -> str:
        text = it.row.texts.get(field.last, "").strip()
        return one_line(text) if field.last == "name" else text

    def _added(self, it: ListedRow, number: int) -> PortalDifference:
        theirs = "　".join(filter(None, (it.levels, one_line(it.row.name), it.row.target)))
        edits = self._filled(it, number) if it.slot else ()
        cure = "" if edits else _NO_SLOT
        label = f"{HORIZON_LABELS[self._horizon]}指标"
        return self._told(PortalKind.ADDED, label, "", theirs, it, edits, cure)

    def _missing(self, row: Indicator) -> PortalDifference:
        ours = "　".join(filter(None, (row.level1, row.level2, row.name, row.target)))
        label = f"{HORIZON_LABELS[self._horizon]}指标"
        return self._told(PortalKind.MISSING, label, ours, "", None, tuple(self._blanked(row)), "")

    # Edits

    def _blanked(self, row: Indicator) -> Iterator[tuple[FieldRef, str]]:
        """What removes a row: all its texts blank."""
        slot = Slot(row.level1, row.level2)
        for field in self._band.fields:
            if not field.computed and not field.carried:
                yield self._ref(field, row.id, slot, 0), ""

    def _filled(self, it: ListedRow, number: int) -> Edits:
        """What makes a row of the list one of the book; `number` tells new rows apart."""
        slot = it.slot
        if slot is None:
            return ()
        texts = ((field, self._text(it, field)) for field in self._fields)
        return tuple(
            (self._ref(field, 0, slot, number), text)
            for field, text in texts
            if text and _fits(field, text)
        )

    def _edit(self, row_id: int, slot: Slot, field: Field, text: str) -> Edits:
        return ((self._ref(field, row_id, slot, 0), text),) if _fits(field, text) else ()

    def _ref(self, field: Field, row_id: int, slot: Slot, index: int) -> FieldRef:
        declared = field if field.own else None
        return FieldRef(
            self._project.kind, self._project.id, field.path, row_id, slot.level1, slot.level2,
            index, declared=declared,
        )  # fmt: skip

    # Words

    def _label(self, level2: str, name: str) -> str:
        return f"{HORIZON_LABELS[self._horizon]}{level2}「{shorten(name, _SHORT)}」"

    def _told(
        self, kind: PortalKind, label: str, ours: str, theirs: str, it: ListedRow | None,
        edits: Sequence[tuple[FieldRef, str]], cure: str,
    ) -> PortalDifference:  # fmt: skip
        cell = it.row.cell if it else self._listed.fields["name"].cell
        own = self._project
        return PortalDifference(
            kind, own.unit.name, own.name, label, ours, theirs, cell.place, tuple(edits), cure
        )


def _fits(field: Field, text: str) -> bool:
    try:
        parse_typed(field.kind, text)
    except TypedError:
        return False
    return True


def _face(name: str, target: str, slot: Slot | None, *, known: bool) -> RowFace:
    """What a row is known by; its slot counts where the list tells one."""
    levels = (bare(slot.level1), bare(slot.level2)) if slot else ("?",)
    return RowFace(one_line(name), target, levels if known else ())
