"""What the forms of two books show, held against each other."""

from collections.abc import Iterator

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import RecordsBelow
from budgetdesk.book.read import overalls, projects
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.money import parse_wan, wan_text
from budgetdesk.domain.records import Held, RecordKind
from budgetdesk.forms.definition import FormSet


def differences(
    one: Book, other: Book, form_set: FormSet, *, printed: bool = False
) -> list[tuple[str, str, object, object]]:
    """Where the forms of two books show other things: the form, the field, both values.

    What no form of the set prints counts for nothing; the overall form is `printed` in 万元 to
    two digits.
    """
    wanted = shown(one, form_set, printed=printed)
    found = shown(other, form_set, printed=printed)
    return [
        (title, path, said.get(path), found.get(title, {}).get(path))
        for title, said in wanted.items()
        for path in said.keys() | found.get(title, {}).keys()
        if said.get(path) != found.get(title, {}).get(path)
    ]


def shown(book: Book, form_set: FormSet, *, printed: bool) -> dict[str, dict[str, object]]:
    """All that forms of other kinds than the projects' show, by their titles."""
    above: list[Held] = [*projects(book), *overalls(book)]
    records: list[Held] = [*RecordsBelow(book).below(above), *above]
    return {
        f"{one.kind} {one.title_on('')}": dict(
            _shown(book, one, form_set, printed=printed and one.kind == RecordKind.OVERALL)
        )
        for one in records
    }


def _shown(
    book: Book, one: Held, form_set: FormSet, *, printed: bool
) -> Iterator[tuple[str, object]]:
    kind = book.dictionary.kinds[one.kind]
    on_forms = form_set.shown(one.kind)
    reckoned = Reckoned(one, kind.fields, kind.formulas)
    for path, field in kind.fields.items():
        if path in on_forms and not field.listed and not field.carried:
            value = reckoned.shown(field)
            if printed and isinstance(value, int) and field.kind.is_money:
                value = parse_wan(wan_text(value))
            yield from _said(path, value)
    for band in kind.lists.values():
        rows = value_of(one, band.path)
        for number, row in enumerate(rows if isinstance(rows, tuple) else ()):
            for it in (it for it in band.fields if it.path in on_forms):
                yield from _said(f"{band.path}.{number}.{it.last}", reckoned.shown(it, row))


def _said(path: str, value: object) -> Iterator[tuple[str, object]]:
    """A value that says something; of texts the blanks and breaks are the paper's."""
    if value not in (None, ""):
        yield path, "".join(value.split()) if isinstance(value, str) else value
