"""What stands in the strip: the forms of one record as the book has them; made and deleted."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from budgetdesk.book.change import Value
from budgetdesk.book.declared_records import add_numbered, delete_record
from budgetdesk.book.stages import (
    StageForm,
    latest_numbers,
    project_fullness,
    proposed_number,
    stage_forms,
    told_shortly,
    typed_fullness,
)
from budgetdesk.book.step import Step
from budgetdesk.desktop import ask
from budgetdesk.desktop.page import FormKey
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.window.tabs.strip import StripEntry
from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.records import FormRecord
from budgetdesk.domain.text import shorten

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.source import RecordSource


class StripForms:
    """The forms of one project or overall form."""

    def __init__(self, session: Session, root: "RecordSource") -> None:
        self._session, self._root = session, root

    @cached_property
    def kinds(self) -> tuple[KindDeclaration, ...]:
        """The declared kinds below the record that have a form; none where it stands alone."""
        book, form_set = self._session.book, self._session.form_set
        below = book.dictionary.stages(self._root.kind)[1:]
        return tuple(kind for kind in below if form_set.has_form(kind.kind))

    def entries(self) -> tuple[StripEntry, ...]:
        """What there is now; RowMissing where the record itself is gone."""
        book = self._session.book
        with book.snapshot():
            own = book.dictionary.kinds[self._root.kind]
            fullness = self._fullness()
            key = (self._root.kind, self._root.record_id)
            forms = [it for kind in self.kinds for it in self._forms(kind)]
        return (StripEntry(key, own.stage, own.name, fullness), *map(self._entry, forms))

    def _fullness(self) -> Fullness:
        book = self._session.book
        if is_project(self._root.kind):
            return project_fullness(book, self._root.record_id)
        root = self._root.read().root
        if root is None:
            raise TypeError(self._root.kind)  # nothing else has a tab of its own
        return typed_fullness(book, root)

    def source_of(self, key: FormKey) -> "RecordSource":
        """Where a form below comes from."""
        from budgetdesk.desktop.editor.source import RecordSource

        return RecordSource(self._session, *key)

    def add(self, kind: KindDeclaration, front: FormKey, parent: QWidget) -> int | None:
        """Make one more form of a kind, asked for its number; None where the user declines.

        Raises:
            BookError: the book refuses it.
        """
        number: Value = None
        if kind.told_apart_by:
            number = self._ask_number(kind, parent)
            if number is None:
                return None
        told = told_shortly(kind, number, self._year)
        with self._session.book.step(f"新建 {kind.name} {told}".strip()) as step:
            return add_numbered(step, kind, self._above(step, kind, front), number)

    def delete(self, key: FormKey, parent: QWidget) -> None:
        """Delete a form below after a question that says what goes.

        Raises:
            BookError: the book refuses it.
        """
        entry = next((it for it in self.entries() if it.key == key), None)
        if entry is None:
            return
        stage = self._session.book.dictionary.kinds[key[0]].stage
        whose = shorten(self._session.record(*key).title_on(stage), 40)
        telling = ask.Telling(
            "删除表", f"删除「{whose}」？", f"{self._told_below(key)}删除后可以撤销。"
        )
        word = f"删除{entry.text}"
        if ask.tell(parent, telling, (word, "不删除")) == word:
            with self._session.book.step(f"删除 {entry.text}") as step:
                delete_record(step, *key)

    @property
    def _year(self) -> int:
        return self._session.book.info.fiscal_year

    def _forms(self, kind: KindDeclaration) -> tuple[StageForm, ...]:
        root_id = self._root.record_id
        return stage_forms(self._session.book, self._root.kind, kind, (root_id,)) if root_id else ()

    def _entry(self, form: StageForm) -> StripEntry:
        kind = self._session.book.dictionary.kinds[form.kind]
        told = told_shortly(kind, form.number, self._year)
        text, name = (f"{word} {told}".strip() for word in (kind.stage, kind.name))
        return StripEntry((form.kind, form.id), text, name, form.fullness)

    def _ask_number(self, kind: KindDeclaration, parent: QWidget) -> Value:
        from budgetdesk.desktop.dialogs.number import NumberDialog

        field = kind.fields[kind.told_apart_by]
        taken = [form.number for form in self._forms(kind)]
        latest = () if any(taken) else latest_numbers(self._session.book, kind)
        proposed = next(iter(latest), proposed_number(field, taken))
        return NumberDialog.ask(parent, f"新建{kind.stage}", field, proposed, taken)

    def _above(self, step: Step, kind: KindDeclaration, front: FormKey) -> int:
        """The record that a new one stands below, made first where nobody has filled it in."""
        if kind.below == self._root.kind:
            root = FieldRef(self._root.kind, self._root.record_id, "")
            return self._root.settle(step, root).record_id
        if kind.below == front[0]:
            return front[1]
        return self._forms(self._session.book.dictionary.kinds[kind.below])[-1].id

    def _told_below(self, key: FormKey) -> str:
        """What goes with a form, in words; "" where nothing was filled in."""
        kind = self._session.book.dictionary.kinds[key[0]]
        record = self._session.record(*key)
        values = (value_of(record, field.path) for field in kind.single)
        said = sum(1 for value in values if value not in (None, "")) - bool(kind.told_apart_by)
        rows = [(it.name, _filled_rows(it, record)) for it in kind.lists.values()]
        counts = [f"已填的 {said} 项"] if said > 0 else []
        counts += [f"{name} {count} 行" for name, count in rows if count]
        return f"其中{'、'.join(counts)}一起删去。" if counts else ""


def _filled_rows(rows: RowList, record: FormRecord) -> int:
    """How many rows of a list hold anything beside what they carry of those they follow."""
    found = value_of(record, rows.path)
    typed = [field.last for field in rows.fields if not field.followed]
    return sum(
        any(value_of(row, name) not in (None, "") for name in typed)
        for row in (found if isinstance(found, tuple) else ())
    )
