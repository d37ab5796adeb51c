"""The units of a book, found by what a package says of whose it is."""

from collections.abc import Iterator
from dataclasses import replace

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.exchange.sealed.belonging import unit_key_of
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.registers import alias_of


class KnownUnits:
    """Units by uuid, and by code and name within their department; the first of several counts.

    Codes match whatever their width and blanks, as names do.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_uuid: dict[str, Unit] = {}
        self._departments: dict[int, tuple[Department, str]] = {}
        self._coded: dict[tuple[int, str], Unit] = {}
        self._named: dict[tuple[int, str], Unit] = {}
        self._supposed: dict[str, str] = {}  # what `alias_of` would say
        for unit in units(book):
            self._put(unit)

    def _put(self, unit: Unit) -> None:
        owner = unit.department
        self._by_uuid[unit.uuid] = unit
        self._departments[owner.id] = (owner, fold_name(owner.name))
        self._named.setdefault((owner.id, fold_name(unit.name)), unit)
        if unit.code:
            self._coded.setdefault((owner.id, fold(unit.code)), unit)

    def of(self, header: Header) -> Unit | None:
        """The unit that a header names: remembered, else by code, else by name."""
        remembered = self.remembered(header)
        if remembered is not None:
            return remembered
        own = [it.id for it in self._departments_of(header)]
        name, code = fold_name(header.unit.name), fold(header.unit.code)
        coded = (self._coded.get((it, code)) for it in own)
        named = (self._named.get((it, name)) for it in own)
        return next((it for it in (*coded, *named) if it is not None), None)

    def remembered(self, header: Header) -> Unit | None:
        """The unit of which something came under just this name and code before."""
        key = unit_key_of(header)
        return self._by_uuid.get(self._supposed.get(key) or alias_of(self._book, key))

    def placed(self, header: Header) -> Unit:
        """The unit that a header names, or one that is not there yet, in its department."""
        known = self.of(header)
        if known is not None:
            return known
        told = Department(header.department.code, header.department.name)
        department = next(self._departments_of(header), told)
        return Unit(header.unit.name, department, header.unit.code or None)

    def name_of(self, uuid: str) -> str:
        """The name of a unit; "" for none that is known."""
        return self._by_uuid[uuid].name if uuid in self._by_uuid else ""

    def _departments_of(self, header: Header) -> Iterator[Department]:
        folded = fold_name(header.department.name)
        return (it for it, name in self._departments.values() if _is(it, name, header, folded))

    def suppose(self, header: Header, uuid: str) -> None:
        """Go on as if a package of the unit of that uuid had come, and its codes were learnt."""
        unit = replace(self.placed(header), uuid=uuid)
        owner = unit.department
        number = owner.id or -len(self._departments) - 1  # no row's
        owner = replace(owner, id=number, code=owner.code or header.department.code)
        self._put(replace(unit, department=owner, code=unit.code or header.unit.code or None))
        self._supposed[unit_key_of(header)] = uuid

    def renewed(self, before: Unit | None, now: Unit) -> "KnownUnits":
        """The units once a package of one was received, which may be new."""
        owner = self._departments.get(now.department.id)
        if before == now:
            return self
        known = owner is None or owner[0] == now.department
        if before is None and known and self._lacks_just_one():
            self._put(now)
            return self
        return KnownUnits(self._book)

    def _lacks_just_one(self) -> bool:
        return bool(self._book.rows("SELECT count(*) FROM unit")[0][0] == len(self._by_uuid) + 1)


def _is(ours: Department, name: str, header: Header, folded: str) -> bool:
    """Whether a department is that of a package; the folded names of both are given."""
    own, told = fold(ours.code), fold(header.department.code)
    if name != folded:
        return bool(own) and own == told
    return not own or not told or own == told
