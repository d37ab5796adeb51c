"""Where the place of a remark is in a later book: by identity, else by the names of then."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import record as record_of
from budgetdesk.book.return_remarks import ref_of_place
from budgetdesk.dictionary.declaration import RowList
from budgetdesk.dictionary.standing import has_form, is_project
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.indicator_tree import bare
from budgetdesk.domain.moved_years import moved
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.return_lessons import ReturnLesson
from budgetdesk.domain.return_remarks import RemarkPlace
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.returned_before.likeness import NEAR, closeness
from budgetdesk.forms.standing import rows_of


class LaterBook:
    """A book in which places of earlier remarks are looked up."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._year = book.info.fiscal_year

    def place_of(self, lesson: ReturnLesson) -> FieldRef | None:
        """The field of a remark; None where its form or row is not there."""
        place = self._known(lesson)
        ref = ref_of_place(self.book, place)
        if ref is None or not (place.row or place.indicator):
            return ref
        return self._in_row(lesson, ref)

    def is_moved(self, lesson: ReturnLesson, ref: FieldRef) -> bool:
        """Whether a remark's row was filed elsewhere since."""
        place = lesson.remark.place
        band = self.book.dictionary.kinds[ref.record].list_at(ref.path)
        if band is None or not band.slotted or not ref.row_id or not place.level2:
            return False
        record = record_of(self.book, ref.record, ref.record_id)
        rows = (it for it in rows_of(record, band.path) if it.id == ref.row_id)
        return any(bare(it.level2) != bare(place.level2) for it in rows)

    def _known(self, lesson: ReturnLesson) -> RemarkPlace:
        """The place with the record that goes by the form's name now."""
        place = lesson.remark.place
        if not is_project(place.kind) or place.record in self._uuids:
            return place
        unit = fold_name(place.unit)
        names = (fold_name(it) for it in self._names(place.form, lesson.year))
        found = {it for name in names for it in self._named.get((unit, name), ())}
        return replace(place, record=found.pop()) if len(found) == 1 else place

    def _names(self, name: str, year: int) -> Iterator[str]:
        yield name
        for by in range(1, self._year - year + 1):
            yield moved(name, year, by).text

    @cached_property
    def _uuids(self) -> frozenset[str]:
        return frozenset(uuid for uuids in self._named.values() for uuid in uuids)

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The uuids of projects by unit and name."""
        sql = "SELECT u.name, p.name, p.uuid FROM project AS p JOIN unit AS u ON u.id = p.unit_id"
        found = defaultdict(list)
        for unit, name, uuid in self.book.rows(sql):
            found[fold_name(unit), fold_name(name)].append(uuid)
        return found

    def _in_row(self, lesson: ReturnLesson, ref: FieldRef) -> FieldRef | None:
        """The field in its own row, else in that of the same or nearest name.

        None where no name is near, or several are as near (the unit may have renamed one of two),
        or a row filed elsewhere is nearer.
        """
        band = self.book.dictionary.kinds[ref.record].list_at(ref.path)
        if band is None or not has_form(ref.record):
            return ref if ref.row_id else None
        record = record_of(self.book, ref.record, ref.record_id)
        if any(it.uuid == lesson.remark.place.row for it in rows_of(record, band.path)):
            return ref
        rows = _rows(record, band, lesson.remark.place)
        scored = [(self._nearness(lesson, band, it.name), it) for it in rows]
        nearest = max((near for near, it in scored if it.beside), default=0.0)
        found = [it.id for near, it in scored if it.beside and near == nearest]
        elsewhere = max((near for near, it in scored if not it.beside), default=0.0)
        if nearest < NEAR or len(found) > 1 or elsewhere > nearest:
            return None
        return replace(ref, row_id=found[0], level1="", level2="", index=0)

    def _nearness(self, lesson: ReturnLesson, band: RowList, name: str) -> float:
        place = lesson.remark.place
        names = {place.indicator}
        if place.path.rpartition(".")[2] == band.known_by:
            names |= {lesson.remark.stood, lesson.became}  # the name itself was returned
        years = (lesson.year, self._year)
        return max((closeness(name, it, *years) for it in names if it), default=0.0)


class _Row(NamedTuple):
    """A row of a list; `beside` where it is of the level 2 that was asked for."""

    name: str
    id: int
    beside: bool


def _rows(record: FormRecord, band: RowList, place: RemarkPlace) -> Iterator[_Row]:
    last = next(it.last for it in band.fields if it.column == band.known_by)
    anywhere = not place.level2 or not band.slotted
    for row in rows_of(record, band.path):
        beside = anywhere or bare(row.level2) == bare(place.level2)
        yield _Row(str(value_of(row, last) or ""), row.id, beside)
