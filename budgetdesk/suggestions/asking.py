"""What a clerk asks: suggestions for the places of one project of a book."""

from collections.abc import Iterable, Mapping

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.domain.persons.finder import Persons
from budgetdesk.domain.records import Project
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.suggestions.library import Library
from budgetdesk.suggestions.objecting import Objecting
from budgetdesk.suggestions.past import PastForm, function_codes, past_form, past_forms, place_of
from budgetdesk.suggestions.proposing import Proposals, Suggestion


class Asking:
    """Answers for one book, from its own forms and those of other years and books."""

    def __init__(
        self,
        year: int,
        own: Iterable[PastForm],
        others: Iterable[PastForm],
        objecting: Objecting | None = None,
    ) -> None:
        self._year, self._objecting = year, objecting
        forms = {(form.uuid, form.year): form for form in (*others, *own)}
        self._library = Library(forms.values())

    @classmethod
    def of(cls, book: Book, others: Iterable[PastForm] = ()) -> "Asking":
        """The answers for a book as it is now."""
        year = book.info.fiscal_year
        return cls(year, past_forms(book), others, Objecting(load_forms_of(book), year))

    def about(self, project: Project, function_code: str) -> Proposals:
        """What may stand in the rows of a project, as its form is now."""
        persons = Persons.of_projects([project])
        form = past_form(project, self._year, function_code, persons)
        return Proposals(project, form, self._library, self._objecting)


def suggestions_for(
    book: Book, project_id: int, others: Iterable[PastForm] = ()
) -> Mapping[tuple[str, str], tuple[Suggestion, ...]]:
    """The suggestions of a project for each place of its set's tree, in the form's order.

    Raises:
        RowMissing: the book has no such project.
    """
    with book.snapshot():
        project = read.project(book, project_id)
        code = function_codes(book).get(project_id, "")
        proposals = Asking.of(book, others).about(project, code)
    slots = load_forms_of(book).tree.slots()
    return {
        (slot.level1, slot.level2): proposals.suggestions(place_of(slot.level1, slot.level2))
        for slot in slots
    }
