"""A book's form set has another version here: what it changes in the book, and taking it over."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.assets import forms_folder
from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.book.setting import put_setting
from budgetdesk.book.step import Step
from budgetdesk.exchange.set_versions.changes import (
    SetChange,
    SetChangeKind,
    changes_between,
    fields_between,
)
from budgetdesk.exchange.set_versions.held import holders, stored, unreadable
from budgetdesk.forms.carried import SETTING, SetFiles, as_setting, files_in, files_of, install
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.inside import load_forms_of
from budgetdesk.forms.loader import is_known, load_form_set
from budgetdesk.forms.set_version import SetVersion

_MOST_NAMED = 5


class UnreadableValues(BookError):  # noqa: N818 - as the faults it stands beside
    """A field is of another kind in a newer set, and a book holds what is no value of it."""

    def __init__(self, change: SetChange, names: tuple[str, ...]) -> None:
        told = "、".join(f"「{name}」" for name in names[:_MOST_NAMED])
        more = f"等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
        super().__init__(
            f"新版套表的「{change.name}」由{change.old}改为{change.new}，"
            f"{told}{more}填的内容读不成{change.new}，没有换用；请先把这一栏改好。"
        )


@dataclass(frozen=True)
class SetOffer:
    """A set as it is here beside that within a book.

    `files` are those that the book would bring from then on. `is_older`: the book's is the newer.
    """

    old: SetVersion
    new: SetVersion
    form_set: FormSet
    files: SetFiles
    changes: tuple[SetChange, ...]

    @property
    def is_older(self) -> bool:
        """Whether the book has the newer version of the two."""
        return self.new.number < self.old.number

    @property
    def step_name(self) -> str:
        """What the step is called that takes it over."""
        return f"换用套表{self.new}" if self.new.number else "换用改过的套表"


def offer_for(book: Book) -> SetOffer | None:
    """The set of the book's name that is here, where it says something else than the book's own.

    Raises:
        FormSetError: one of the two cannot be used.
    """
    set_id, brought = book.info.form_set, files_in(book)
    if not is_known(set_id):
        return None
    form_set = load_form_set(set_id)
    if not brought and form_set.dictionary.extension == book.dictionary.extension:
        return None
    return offer_of(book, form_set, files_of(forms_folder(), set_id), brought)


def offer_of(book: Book, form_set: FormSet, files: SetFiles, brought: SetFiles) -> SetOffer | None:
    """The offer of some set with its files to a book that brings others; None where none differs.

    Raises:
        FormSetError: the book's set cannot be used.
    """
    same_fields = form_set.dictionary.extension == book.dictionary.extension
    if same_fields and (files == brought or not brought):
        return None
    if not brought:  # a set that ships: which one the book was made with, only its fields tell
        changes = fields_between(book.dictionary, form_set.dictionary)
        return SetOffer(SetVersion(), form_set.version, form_set, files, changes)
    own = load_forms_of(book)
    changes = changes_between(own, form_set) or (_WORDING,)
    return SetOffer(own.version, form_set.version, form_set, files, changes)


_WORDING = SetChange(SetChangeKind.OTHER, "", "浅色提示等文字")


def take_offer(book: Book, offer: SetOffer) -> bool:
    """Let the book have the set, as one step; whether that was anything else than it has.

    What stands in fields that go stays in the book; in those whose label was reworded it goes on.

    Raises:
        UnreadableValues: the book holds what is no value of a field's new kind; nothing is changed.
        DeclaredOtherwise, ReadOnlyBook, FileFault: as `Book.adopt`.
    """
    for change in offer.changes:
        if change.kind is SetChangeKind.FIELD_RETYPED:
            _require_readable(book, offer.form_set, change)
    # "" where it ships by now
    files = as_setting(offer.files) or ({SETTING: ""} if files_in(book) else {})
    held = dict(_moves(book, offer))

    def also(step: Step) -> None:
        for (table, row_id), values in held.items():
            step.update(table, row_id, values)
        for key, value in files.items():
            put_setting(step, key, value)

    return book.adopt(offer.form_set.dictionary, offer.step_name, also)


def _moves(
    book: Book, offer: SetOffer
) -> Iterator[tuple[tuple[str, int], dict[str, str | int | None]]]:
    """What goes on under another name, by the row of its table: the values and their columns."""
    found: dict[tuple[str, int], dict[str, str | int | None]] = defaultdict(dict)
    for change in (it for it in offer.changes if it.into):
        column = offer.form_set.dictionary.kinds[change.record].fields[change.into].column
        for table, row_id, value in stored(book, change.record, change.path):
            found[table, row_id][column] = value
    yield from found.items()


def _require_readable(book: Book, form_set: FormSet, change: SetChange) -> None:
    field = form_set.dictionary.kinds[change.record].fields[change.path]
    former = book.dictionary.kinds[change.record].fields[change.path]
    if former.kind.is_number != field.kind.is_number:
        return  # no mending would help: the book itself refuses it and says what would
    held = holders(book, change.record, change.path)
    names = tuple(name for name, texts in held.items() if unreadable(texts, field.kind))
    if names:
        raise UnreadableValues(change, names)


def keep_here(book: Book) -> None:
    """Put the sets that a book brings into the user's folder, over older ones.

    Raises:
        FormSetError: they are no sets, or the folder can't be written.
    """
    install(files_in(book))


def held_by_changes(
    book: Book, changes: tuple[SetChange, ...]
) -> Mapping[SetChange, Mapping[str, tuple[str, ...]]]:
    """What the book holds in fields that go or become of another kind, by the records' names."""
    wanted = (SetChangeKind.FIELD_GONE, SetChangeKind.FIELD_RETYPED)
    found = {it: holders(book, it.record, it.path) for it in changes if it.kind in wanted}
    return {change: held for change, held in found.items() if held}
