"""The records of declared kinds below the one on an open form: made and opened from its menu."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from budgetdesk.book.declared_records import add_record, records_below
from budgetdesk.book.errors import BookError
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.declaration import KindDeclaration

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor

OpenForm = Callable[[str, int], object]


def offer_records(editor: "FormEditor", session: Session, open_form: OpenForm) -> None:
    """Put commands for every kind that stands below an editor's record into its menu."""
    for kind in session.book.dictionary.own_kinds:
        if kind.below == editor.kind and session.form_set.has_form(kind.kind):
            works = _Records(editor, session, kind, open_form)
            editor.commands.offer(f"新建{kind.name}", "", works.add, works.may_add)
            editor.commands.offer(f"打开{kind.name}", "", works.open, works.has_any)


class _Records:
    """Those of one kind below the record that an editor shows."""

    def __init__(
        self, editor: "FormEditor", session: Session, kind: KindDeclaration, open_form: OpenForm
    ) -> None:
        self._editor = editor
        self._session = session
        self._kind = kind
        self._open_form = open_form

    def _ids(self) -> list[int]:
        editor = self._editor
        below = records_below(self._session.book, editor.kind, (self._kind,))
        return [one.id for one in below.get(editor.record_id, ())]

    def has_any(self) -> bool:
        """Whether there is one to open."""
        return bool(self._ids())

    def may_add(self) -> bool:
        """Whether one more can be made."""
        return not self._session.book.read_only and (self._kind.many or not self._ids())

    def add(self) -> None:
        """Make one and open it."""
        try:
            with self._session.book.step(f"新建 {self._kind.name}") as step:
                made = add_record(step, self._kind.kind, self._editor.record_id)
        except BookError as error:
            self._editor.message.emit(str(error))
            return
        self._open_form(self._kind.kind, made)

    def open(self) -> None:
        """Open all there are, the last one in front."""
        for record_id in self._ids():
            self._open_form(self._kind.kind, record_id)
