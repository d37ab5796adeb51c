"""Records on their official forms, each with the forms of declared kinds below it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import records
from budgetdesk.book.stages import stage_forms
from budgetdesk.domain.records import DeclaredRecord, Held, OverallForm, Project
from budgetdesk.exchange.privacy import without_persons
from budgetdesk.exchange.selection import EVERY_STAGE
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.layout import lay_out, lay_out_all
from budgetdesk.forms.sheet import Sheet


class FormDrawing:
    """Lays out the records of a book for paper and files."""

    def __init__(self, book: Book, *, public: bool = False, record: int = 0):
        """See `exporting.sheets_of`."""
        self._book = book
        self._public = public
        self._record = record
        self._form_set = load_forms_of(book)
        self._year = book.info.fiscal_year

    def sheets(
        self, kind: str, roots: Sequence[Project | OverallForm], stage: str
    ) -> Iterator[Sheet]:
        """The forms of projects or of overall forms; those for many of them together first.

        Of all stages (""), or of one alone.
        """
        every = stage in ("", EVERY_STAGE)
        shown = [self._shown(root) for root in roots]
        own = self._form_set.forms_of(kind) if every or stage == kind else ()
        for form in own:
            if form.together is not None:
                yield from lay_out_all(form, shown, self._year)
        below = self._below(kind, [root.id for root in roots], "" if every else stage)
        yield from self._together(kind, [one for found in below.values() for one in found])
        alone = [form for form in own if form.together is None]
        for root, record in zip(roots, shown, strict=True):
            for form in alone:
                yield lay_out(form, record, self._year)
            for one in below.get(root.id, ()):
                for form in self._form_set.forms_of(one.kind):
                    if form.together is None:
                        yield lay_out(form, self._shown(one), self._year)

    def _together(self, root: str, below: Sequence[DeclaredRecord]) -> Iterator[Sheet]:
        """The tables of many records of the kinds below, kind by kind."""
        for kind in self._form_set.dictionary.stages(root)[1:]:
            shown = [self._shown(one) for one in below if one.kind == kind.kind]
            for form in self._form_set.forms_of(kind.kind) if shown else ():
                if form.together is not None:
                    yield from lay_out_all(form, shown, self._year)

    def _below(self, root: str, ids: Sequence[int], stage: str) -> dict[int, list[DeclaredRecord]]:
        """The records of the kinds wanted, by the records that they are of."""
        found: dict[int, list[DeclaredRecord]] = defaultdict(list)
        for kind in self._form_set.dictionary.stages(root)[1:]:
            if stage not in ("", kind.kind) or not self._form_set.has_form(kind.kind):
                continue
            forms = stage_forms(self._book, root, kind, ids)
            read = {it.id: it for it in records(self._book, kind.kind, [it.id for it in forms])}
            for form in forms:
                if self._record in (0, form.id):
                    found[form.root].append(read[form.id])
        return {root: found[root] for root in ids if root in found}

    def _shown(self, record: Held) -> Held:
        return without_persons(record, self._form_set.dictionary) if self._public else record
