"""The records of declared kinds as the rules see them, kept up with the changes of a book."""

# ruff: noqa: S608 - names are this package's own; values are always bound

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from budgetdesk.book import declared_records
from budgetdesk.book.book import Book
from budgetdesk.checks.office import Office
from budgetdesk.checks.record_case import DeclaredCase
from budgetdesk.checks.rule import OWN_FIELDS
from budgetdesk.checks.touched import Touched
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import DeclaredRecord

Key = tuple[str, int]


class DeclaredRecords:
    """A case for each record of the kinds that have a form, those above before those below."""

    def __init__(self, book: Book, office: Office) -> None:
        """Read everything within the caller's snapshot."""
        self._book = book
        form_set = office.form_set
        known = book.dictionary.kinds
        own = (kind for kind in form_set.dictionary.own_kinds if kind.kind in known)
        self._kinds = tuple(kind for kind in own if form_set.has_form(kind.kind))
        self.cases: dict[str, dict[int, DeclaredCase]] = {}
        for kind in self._kinds:
            read = declared_records.records(book, kind.kind)
            self.cases[kind.kind] = {one.id: DeclaredCase(one, office) for one in read}

    def use(self, book: Book) -> None:
        """Read from another connection to the same book from now on."""
        self._book = book

    def refresh(self, touched: Touched, office: Office) -> None:
        """Read again what a change touched, and what stands below or beside that.

        Those are touched as well, in what they carry or read from it.
        """
        owners: dict[str, set[Key]] = {}
        for kind in self._kinds:
            stale = self._stale(kind, touched)
            before = self._owners(kind, stale)
            self._read(kind, stale, office)
            owners[kind.kind] = before | self._owners(kind, stale)
        for kind in self._kinds:
            self._read(kind, self._beside(kind, owners, touched), office)

    def _read(self, kind: KindDeclaration, stale: Collection[int], office: Office) -> None:
        if not stale:
            return
        cases = self.cases[kind.kind]
        for one in stale:
            cases.pop(one, None)
        read = declared_records.records(self._book, kind.kind, stale)
        cases.update((one.id, DeclaredCase(one, office)) for one in read)
        # What was read anew stands behind the others.
        self._arrange(kind)

    def _owners(self, kind: KindDeclaration, ids: Collection[int]) -> set[Key]:
        cases = (self.cases[kind.kind].get(one) for one in ids)
        return {(kind.below, case.stored.above.id) for case in cases if case}

    def _beside(
        self, kind: KindDeclaration, owners: Mapping[str, set[Key]], touched: Touched
    ) -> tuple[int, ...]:
        """The records that read others beside them which were touched."""
        own = touched.of(kind.kind)
        found = []
        for other in kind.around.beside:
            below = {owner for name, owner in owners.get(other, ()) if name == kind.below}
            for one, case in self.cases[kind.kind].items() if below else ():
                if case.stored.above.id in below:
                    own[one].add(other)
                    found.append(one)
        return tuple(found)

    def use_office(self, office: Office) -> None:
        """Stand in another office from now on."""
        for cases in self.cases.values():
            for case in cases.values():
                case.office = office

    def touch_marked(self, uuids: Collection[str], touched: Touched) -> None:
        """Hear the forms of some uuids, whose mark came or went, as by a field."""
        for kind in self._kinds:
            for one, case in self.cases[kind.kind].items():
                if case.stored.uuid in uuids:
                    touched.of(kind.kind)[one].add(OWN_FIELDS)

    def below(self) -> Mapping[Key, Sequence[DeclaredCase]]:
        """The cases by the record that they stand right below, in order."""
        found: dict[Key, list[DeclaredCase]] = defaultdict(list)
        for kind in self._kinds:
            for case in self.cases[kind.kind].values():
                found[kind.below, case.stored.above.id].append(case)
        return found

    def all(self) -> Iterator[DeclaredCase]:
        """Every case."""
        for cases in self.cases.values():
            yield from cases.values()

    def _stale(self, kind: KindDeclaration, touched: Touched) -> tuple[int, ...]:
        own = touched.of(kind.kind)
        if touched.tree:
            for one in self.cases[kind.kind]:
                own[one] |= {kind.below}
        elif above := touched.of(kind.below) if kind.below not in _OFFICES else {}:
            for one, case in self.cases[kind.kind].items():
                if paths := above.get(case.stored.above.id):
                    own[one] |= {f"{kind.below}.{path}" for path in paths}
        return tuple(own)

    def _arrange(self, kind: KindDeclaration) -> None:
        """Put the cases in the order of the book."""
        cases = self.cases[kind.kind]
        sql = f"SELECT id FROM {kind.table} ORDER BY {kind.below}_id, position, id"
        order = [one for (one,) in self._book.rows(sql) if one in cases]
        self.cases[kind.kind] = {one: cases[one] for one in order}


_OFFICES = ("department", "unit")


def form_above(record: DeclaredRecord) -> Key | None:
    """Kind and id of the base form that a record stands below; None below an office."""
    root = record.root
    return (root.kind, root.id) if root is not None else None
