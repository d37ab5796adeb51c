"""查找和替换: words in the texts of forms, found everywhere, replaced as one step."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from budgetdesk.book.book import Book
from budgetdesk.book.declared_records import forms_of
from budgetdesk.book.disclosure import departments_told, disclosure_notes
from budgetdesk.book.edit import write_field
from budgetdesk.book.read import departments
from budgetdesk.domain.disclosure import DisclosureNotes
from budgetdesk.domain.fields import Field, FieldRef, paragraph_ref, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.records import DisclosureForm, FormRecord, ListRow, RecordKind
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.refused import in_words_of
from budgetdesk.forms.standing import rows_of

_BEFORE, _BEHIND = 6, 14  # characters shown beside what was found
_NAME = "name"

FormOwner = tuple[str, int]
"""One form: its record kind, and the record's id (of what is told for a disclosure, the
department's)."""


@dataclass(frozen=True, slots=True)
class TextHit:
    """A text of a form in which the words stand, with all it says; `times` is how often."""

    ref: FieldRef
    form: str  # whose form it is: the project's or department's name
    label: str
    kind: Kind
    text: str
    times: int

    def around(self, words: str, instead: str | None = None) -> str:
        """The words where they first stand, with some of what is beside them, on one line.

        With `instead` that stands in their place.
        """
        start = self.text.index(words)
        end = start + len(words)
        before, after = self.text[max(0, start - _BEFORE) : start], self.text[end : end + _BEHIND]
        middle = words if instead is None else instead
        left, right = start > _BEFORE, end + _BEHIND < len(self.text)
        return f"{'…' * left}{before}{middle}{after}{'…' * right}"


def find_texts(
    book: Book, words: str, only: FormOwner | None = None, progress: Progress = ignore_progress
) -> tuple[TextHit, ...]:
    """The texts of all forms, or of one, in which the words stand just so, in the forms' order.

    Only what a form shows is looked through, and of it what may be written: neither what comes
    from the tree, nor choices, amounts and dates.
    """
    form_set = load_forms_of(book)
    with book.snapshot():
        sources = [
            *_forms(book, form_set, only),
            *_told(book, form_set, only),
        ]
    progress(0, len(sources))
    hits: list[TextHit] = []
    for number, texts in enumerate(sources, start=1):
        hits += (_hit(text, words) for text in texts if words in text[-1])
        progress(number, len(sources))
    return tuple(hits)


_Text = tuple[FieldRef, str, str, Kind, str]


def _hit(found: _Text, words: str) -> TextHit:
    return TextHit(*found, times=found[-1].count(words))


def _forms(book: Book, form_set: FormSet, only: FormOwner | None) -> Iterator[Iterable[_Text]]:
    """The forms that the set has, of each its texts."""
    for kind in form_set.dictionary.kinds.values():
        if form_set.has_form(kind.kind) and (only is None or only[0] == kind.kind):
            for one in forms_of(book, kind.kind, only and only[1:]):
                if only is None or one.id == only[1]:
                    name = one.title_on(kind.stage if kind.own else "") or one.office
                    yield _texts(form_set, kind.kind, one, name)


def _told(book: Book, form_set: FormSet, only: FormOwner | None) -> Iterator[Iterable[_Text]]:
    """What departments told for their disclosure, and their rewritten paragraphs."""
    told = departments_told(book)
    for department in departments(book):
        owner = (RecordKind.DEPARTMENT, department.id)
        if department.id in told and only in (None, owner):
            yield _disclosed(form_set, disclosure_notes(book, department.id))


def _texts(form_set: FormSet, kind: str, record: FormRecord, name: str) -> Iterator[_Text]:
    shown = form_set.shown(kind)
    for field in _searched(form_set, kind):
        if field.path not in shown:
            continue
        own = field if field.own else None
        if not field.listed:
            ref = FieldRef(kind, record.id, field.path, declared=own)
            yield _text(form_set, ref, field, name, record, field.path)
            continue
        for row in rows_of(record, field.path.rpartition(".")[0]):
            ref = FieldRef(kind, record.id, field.path, row.id, declared=own)
            yield _text(form_set, ref, field, name, row, field.last)


def _text(
    form_set: FormSet,
    ref: FieldRef,
    field: Field,
    name: str,
    holder: FormRecord | ListRow,
    path: str,
) -> _Text:
    value = value_of(holder, path)
    return (
        ref,
        name,
        form_set.in_own_words(field.label),
        field.kind,
        value if isinstance(value, str) else "",
    )


def _disclosed(form_set: FormSet, notes: DisclosureNotes) -> Iterator[_Text]:
    department = notes.department
    form = DisclosureForm(department, notes.entries)
    for field in _searched(form_set, RecordKind.DEPARTMENT):
        ref = FieldRef(RecordKind.DEPARTMENT, department.id, field.path)
        if field.path.startswith("entries."):
            yield _text(form_set, ref, field, department.name, form, field.path)
    for key, paragraph in notes.paragraphs.items():
        ref = paragraph_ref(department.id, key)
        yield ref, department.name, f"段落「{key}」", Kind.PARAGRAPH, paragraph.text


def _searched(form_set: FormSet, kind: str) -> Iterator[Field]:
    for field in form_set.dictionary.kinds[kind].fields.values():
        if field.kind.is_text and not field.carried and not field.computed:
            yield field


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text as it is to be; `refused` says why it cannot be, "" where it can."""

    hit: TextHit
    text: str
    refused: str = ""


def changes_of(hits: Iterable[TextHit], words: str, instead: str) -> tuple[TextChange, ...]:
    """What the texts become when the words are replaced wherever they stand in them."""
    return tuple(_change(hit, hit.text.replace(words, instead)) for hit in hits)


def _change(hit: TextHit, text: str) -> TextChange:
    if hit.ref.path == _NAME and not text.strip():
        return TextChange(hit, text, "名称不能为空")
    try:
        parse_typed(hit.kind, text)
    except TypedError as error:
        return TextChange(hit, text, str(error))
    return TextChange(hit, text)


def replace_texts(book: Book, changes: Sequence[TextChange], words: str, instead: str) -> int:
    """Write the changed texts as one step; how many times the words were replaced.

    Raises:
        BookError: a record is gone, or the book can't be written; nothing was changed.
    """
    name = f"替换「{shorten(words, 12)}」为「{shorten(instead, 12)}」"
    with in_words_of(book), book.step(name) as step:
        for change in changes:
            write_field(step, change.hit.ref, parse_typed(change.hit.kind, change.text))
    return sum(change.hit.times for change in changes)
