"""The units of a book, found by what a package says of whose it is."""

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.domain.records import Department, Unit
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.sealed.belonging import unit_key_of
from budgetdesk.exchange.sealed.envelope import Header
from budgetdesk.exchange.sealed.registers import alias_of


class KnownUnits:
    """Units by uuid, and by code and name within their department; the first of several counts."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._by_uuid: dict[str, Unit] = {}
        self._departments: dict[int, tuple[Department, str]] = {}
        self._coded: dict[tuple[int, str], Unit] = {}
        self._named: dict[tuple[int, str], Unit] = {}
        for unit in units(book):
            self._put(unit)

    def _put(self, unit: Unit) -> None:
        owner = unit.department
        self._by_uuid[unit.uuid] = unit
        self._departments[owner.id] = (owner, fold_name(owner.name))
        self._named.setdefault((owner.id, fold_name(unit.name)), unit)
        if unit.code:
            self._coded.setdefault((owner.id, unit.code), unit)

    def of(self, header: Header) -> Unit | None:
        """The unit that a header names: remembered, else by code, else by name."""
        alias = alias_of(self._book, unit_key_of(header))
        if alias in self._by_uuid:
            return self._by_uuid[alias]
        folded = fold_name(header.department.name)
        own = [it for it, told in self._departments.items() if _is(told, header, folded)]
        name = fold_name(header.unit.name)
        coded = (self._coded.get((it, header.unit.code)) for it in own)
        named = (self._named.get((it, name)) for it in own)
        return next((it for it in (*coded, *named) if it is not None), None)

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


def _is(told: tuple[Department, str], header: Header, folded: str) -> bool:
    """Whether a department is that of a package, whose folded name is given."""
    (ours, name), theirs = told, header.department
    if name != folded:
        return bool(ours.code) and ours.code == theirs.code
    return not ours.code or not theirs.code or ours.code == theirs.code
