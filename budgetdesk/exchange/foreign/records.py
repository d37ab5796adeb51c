"""What was read of a form of another kind as an exchange file has such a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from budgetdesk.book.provenance import Provenance
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.text import fold, one_line
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.claims import COMPUTED_KEY
from budgetdesk.exchange.foreign.content import chosen, coded, told
from budgetdesk.exchange.foreign.grid import SourceCell
from budgetdesk.exchange.foreign.reading import ProjectReading, RowReading, Unread
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.exchange.placement.words import find_slot
from budgetdesk.forms.definition import FormSet

_NO_SLOT = "本账套的表没有这个二级指标"
_OTHER_SLOT = "二级指标按相近的对应"
_ABSENT = "本账套的表没有这一栏"


@dataclass(frozen=True)
class RecordOf:
    """Whose a form is, as it says: a project's with its office, or a department's."""

    project: str = ""
    unit: str = ""
    department: str = ""
    code: str = ""


@dataclass(frozen=True)
class ReadRecord:
    """A form of another kind, as content of an exchange file; `lists` are its rows by their paths.

    `fields` are by path, of rows by the last part of it, what is computed apart (`COMPUTED_KEY`).
    """

    kind: str
    of: RecordOf
    fields: Mapping[str, object]
    source: Provenance
    lists: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)

    @property
    def whose(self) -> str:
        """The name of the project or the department."""
        return self.of.project or self.of.department


def provenance_of(reading: ProjectReading, file: str, kind: KindDeclaration) -> Provenance:
    """Where in a file the fields and the rows of a form stood."""
    places = {path: it.cell.place for path, it in reading.fields.items()}
    slotted = [band for band in kind.lists.values() if band.slotted]
    rows = {
        (_band_of(slotted, row).path, fold(row.name)): row.cell.place
        for row in (reading.rows if slotted else ())
    }
    return Provenance(file, places, rows)


def _band_of(bands: list[RowList], row: RowReading) -> RowList:
    """The list of a row's time span; of a kind without such the only one."""
    return next((it for it in bands if it.horizon == row.horizon), bands[0])


class RecordContents:
    """Makes content of readings of one kind; what has no place becomes unread."""

    def __init__(self, form_set: FormSet, record: str) -> None:
        self._kind: KindDeclaration = form_set.dictionary.kinds[record]
        self._slots: list[Slot] = list(form_set.tree_of(record).slots())

    def content(self, reading: ProjectReading, file: str) -> ReadRecord:
        """A record as an exchange file has it; `file` is the name of the one it was read of."""
        fields: dict[str, object] = {}
        computed: dict[str, object] = {}
        for path, found in list(reading.fields.items()):
            declared = self._kind.fields[path]
            if _is_office(path) or declared.carried:
                continue
            value = self._value(declared, found.text, found.cell, reading)
            if value is None:
                del reading.fields[path]
            elif declared.formula:
                computed[path] = value
            else:
                fields[path] = value
        said = {**fields, **({COMPUTED_KEY: computed} if computed else {})}
        lists = self._lists(reading)
        source = provenance_of(reading, file, self._kind)
        return ReadRecord(self._kind.kind, _whose(reading), said, source, lists)

    def _value(
        self, declared: Field, text: str, cell: SourceCell, reading: ProjectReading
    ) -> object:
        """A value as exchange files hold it; None for a blank, and for what can't be read."""
        try:
            plain = chosen(text) if declared.kind is Kind.CHOICE else text
            value = told(declared, plain)
        except TypedError as error:
            reading.unread.append(Unread(replace(cell, text=text), str(error)))
            return None
        return None if value in (None, "") else value

    # Lists

    def _lists(self, reading: ProjectReading) -> dict[str, tuple[Mapping[str, object], ...]]:
        lists: dict[str, list[Mapping[str, object]]] = {}
        slotted = next((band for band in self._kind.lists.values() if band.slotted), None)
        for row in list(reading.rows) if slotted else ():
            placed = self._placed(row, reading)
            if placed is not None and slotted is not None:
                row_said = self._row(slotted, placed.texts, placed.cell, reading)
                levels = {"level1": placed.level1, "level2": placed.level2}
                lists.setdefault(slotted.path, []).append(levels | row_said)
        for it in reading.listed:
            band = self._kind.lists[it.band]
            lists.setdefault(it.band, []).append(self._row(band, it.texts, it.cell, reading))
        return {path: tuple(rows) for path, rows in lists.items()}

    def _placed(self, row: RowReading, reading: ProjectReading) -> RowReading | None:
        """A row in the book's own slot, its texts where they stood; None where there is none."""
        slot = find_slot(row.level1, row.level2, self._slots)
        if slot is None and not row.level2:
            slot = find_slot("", row.level1, self._slots)
        if slot is None:
            reading.unread.append(Unread(row.cell, f"{_NO_SLOT}「{row.level1} / {row.level2}」"))
            reading.rows.remove(row)
            return None
        place, exact = slot
        if exact:
            return replace(row, level1=place.level1, level2=place.level2)
        why = row.why or f"{_OTHER_SLOT}：{row.level1} {row.level2} → {place.level2}"
        told_so = replace(row, certainty=Certainty.GUESSED, why=why)
        reading.rows[reading.rows.index(row)] = told_so
        return replace(told_so, level1=place.level1, level2=place.level2)

    def _row(
        self, band: RowList, texts: Mapping[str, str], cell: SourceCell, reading: ProjectReading
    ) -> dict[str, object]:
        fields = self._kind.fields
        own = {it.last: it for path, it in fields.items() if path.startswith(f"{band.path}.")}
        said: dict[str, Any] = {}
        computed: dict[str, object] = {}
        for last, text in texts.items():
            if not text:
                continue
            if last not in own:
                reading.unread.append(Unread(replace(cell, text=text), _ABSENT))
                continue
            value = self._value(own[last], text, cell, reading)
            if value is not None and own[last].formula:
                computed[last] = value
            elif value is not None:
                said[last] = one_line(str(value)) if last == "name" else value
        return {**said, **({COMPUTED_KEY: computed} if computed else {})}


def _is_office(path: str) -> bool:
    return path.startswith(("project.", "overall.department.", "department."))


def _whose(reading: ProjectReading) -> RecordOf:
    """The project or department that a form says it is of."""

    def text(*paths: str) -> str:
        found = (reading.fields[path].text for path in paths if path in reading.fields)
        return one_line(next(found, ""))

    office = ("project.unit.department.", "overall.department.", "department.")
    code, name = coded(text(*(f"{it}name" for it in office)))
    code = text(*(f"{it}code" for it in office)) or code
    _, unit = coded(text("project.unit.name"))
    return RecordOf(text("project.name"), unit, name, code)
