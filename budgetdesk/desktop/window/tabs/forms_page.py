"""A tab: one project or overall form, with the strip that changes between all of its forms."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.book.errors import BookError, RowMissing
from budgetdesk.desktop.cells.keyboard import key_action, write_keys
from budgetdesk.desktop.menu import gathered
from budgetdesk.desktop.page import FormKey
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.window.tabs.strip import FormStrip
from budgetdesk.desktop.window.tabs.strip_entries import StripForms
from budgetdesk.desktop.window.tabs.tab_titles import title_of
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.records import FormRecord

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor
    from budgetdesk.desktop.editor.source import RecordSource, SheetSource

MakeEditor = Callable[["SheetSource"], "FormEditor"]


class FormsPage(QWidget):
    """The forms of one record: its own, and those of declared kinds below it.

    Each has an editor once it was shown; one is in front. Where the form set declares nothing
    below the record, there is no strip.
    """

    turned = Signal()  # another form is in front
    gone = Signal()  # the record is no longer in the book
    message = Signal(str)  # one quiet sentence

    def __init__(
        self,
        session: Session,
        root: "RecordSource",
        make: MakeEditor,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._root, self._make = session, root, make
        self._editors: list[FormEditor] = []
        self._stack = QStackedWidget(self)
        self._forms = StripForms(session, root)
        self._actions: list[QAction | None] = []
        self._line: list[QAction] = []  # of a menu, that leads to them
        self._strip: FormStrip | None = None
        self._stale = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self._forms.kinds:
            self._strip = self._make_strip()
            layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)
        session.changed.connect(self._hear)

    # What is shown

    @property
    def key(self) -> FormKey:
        """The project or overall form whose tab it is."""
        return self._root.kind, self._root.record_id

    @property
    def source(self) -> "RecordSource":
        """Where its own form comes from."""
        return self._root

    @property
    def title(self) -> str:
        """What the record is called."""
        return title_of(self.read()).text

    @property
    def word(self) -> str:
        """What opens it again: `project:5`, or `overall:1/self:2` with another form in front."""
        kind, record_id = self.key
        word, front = f"{kind}:{self._root.department_id or record_id}", self.front
        below = front is not None and front.state.source is not self._root
        return f"{word}/{front.kind}:{front.record_id}" if front and below else word

    @property
    def front(self) -> "FormEditor | None":
        """The form in front; None only while the first one is being made."""
        shown = self._stack.currentWidget()
        return next((editor for editor in self._editors if editor is shown), None)

    @property
    def strip(self) -> FormStrip | None:
        """The strip, where there is one."""
        return self._strip

    @property
    def keys(self) -> tuple[FormKey, ...]:
        """All its forms, shown or not, in the strip's order."""
        return self._strip.keys if self._strip is not None else (self.key,)

    def read(self) -> FormRecord:
        """The record as the book holds it now; RowMissing when it is gone."""
        return self._root.read()

    def editors(self) -> "tuple[FormEditor, ...]":
        """The forms that were shown."""
        return tuple(self._editors)

    def commit(self) -> bool:
        """Write what is being typed; False when it is refused as it stands."""
        return all(editor.commit() for editor in self._editors)

    def menu(self) -> list[QAction | None]:
        """What can be done with its forms, None where a line parts them."""
        return self._actions

    def show_form(self, key: FormKey) -> "FormEditor":
        """Bring a form to the front; RowMissing when it is gone.

        Where what is being typed is refused, the form that holds it stays in front.
        """
        front = self.front
        if front is not None and self._key_of(front) != key and not front.commit():
            self._refresh()
            return front
        editor = self._editor_of(key) or self._new_editor(key)
        if editor is not front:
            focused = front is not None and front.hasFocus()
            self._stack.setCurrentWidget(editor)
            self.setFocusProxy(editor)
            if focused:
                editor.setFocus()
        self._refresh()
        if editor is not front:
            self.turned.emit()
        return editor

    def show_tallies(self, tallies: Mapping[FormKey, Tally] | None) -> None:
        """Show in the strip what was found in each form."""
        if self._strip is not None:
            self._strip.show_tallies(tallies)

    def step_form(self, offset: int) -> None:
        """Show the next (1) or previous (-1) form, round the end."""
        if self._strip is not None and self.front is not None:
            self._turn_to(self._strip.beside(self._key_of(self.front), offset))

    # Editors

    def _key_of(self, editor: "FormEditor") -> FormKey:
        return editor.kind, editor.record_id

    def _editor_of(self, key: FormKey) -> "FormEditor | None":
        return next((it for it in self._editors if self._key_of(it) == key), None)

    def _new_editor(self, key: FormKey) -> "FormEditor":
        source = self._root if key == self.key else self._forms.source_of(key)
        editor = self._make(source)
        self._editors.append(editor)
        self._stack.addWidget(editor)
        editor.gone.connect(partial(self._on_gone, editor))
        editor.commands.end_with(self._line)
        return editor

    def _on_gone(self, editor: "FormEditor") -> None:
        """A form below is gone, or the record itself and all with it."""
        if editor not in self._editors:
            return
        if editor.state.source is self._root:
            self.gone.emit()
            return
        was_front = editor is self.front
        focused = editor.hasFocus()
        self._editors.remove(editor)
        if was_front:
            try:
                shown = self.show_form(self.key)
            except RowMissing:
                self.gone.emit()
                return
            if focused:
                shown.setFocus()
        self._stack.removeWidget(editor)
        editor.editing.put_choices_away()
        editor.deleteLater()

    # The strip

    def _make_strip(self) -> FormStrip:
        additions = [self._addition(kind) for kind in self._forms.kinds]
        self._additions = dict(zip(additions, self._forms.kinds, strict=True))
        self._removal = self._action("删除", self._delete_front)
        before = self._action("上一张表", lambda: self.step_form(-1), "Alt+PgUp")
        behind = self._action("下一张表", lambda: self.step_form(1), "Alt+PgDown")
        self._steps = (before, behind)
        self._actions = [*additions, self._removal, None, *self._steps]
        self._line = [gathered("各阶段的表", self._actions, self)]
        strip = FormStrip(additions, self)
        strip.wanted.connect(self._turn_to)
        strip.deletion_wanted.connect(self._delete_front)
        strip.left.connect(self._enter)
        return strip

    def _addition(self, kind: KindDeclaration) -> QAction:
        return self._action(f"新建{kind.stage}", partial(self._add, kind))

    def _action(self, text: str, deed: Callable[[], object], keys: str = "") -> QAction:
        action = key_action(self, text, keys, deed)
        write_keys(action, text)
        self.addAction(action)
        return action

    def _turn_to(self, key: FormKey) -> None:
        """Another form, as the strip or a key asks for it."""
        try:
            self.show_form(key)
        except RowMissing:  # deleted a moment ago; the strip hears of it next
            self._refresh()

    def _enter(self) -> None:
        if self.front is not None:
            self.front.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self) -> None:
        """Show what there is now; RowMissing where the record itself is gone."""
        self._stale = False
        strip, front = self._strip, self.front
        if strip is None or front is None:
            return
        entries = self._forms.entries()
        writable = not self._session.book.read_only
        there = {entry.key[0] for entry in entries}
        for action, kind in self._additions.items():
            stands = kind.below in there  # one there is to stand below
            action.setEnabled(writable and stands and (kind.many or kind.kind not in there))
        below = front.state.source is not self._root
        shown = next((it for it in entries if it.key == self._key_of(front)), None)
        for step in self._steps:
            step.setEnabled(len(entries) > 1)
        self._removal.setEnabled(writable and below)
        write_keys(self._removal, f"删除{shown.text}…" if shown and below else "删除本表…")
        strip.show_entries(entries, self._key_of(front))

    def _hear(self) -> None:
        """Any change may be told by a mark: amounts of an overall form are the ledger's."""
        self._stale = True
        if self.isVisible():
            self._catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes made while the tab was out of sight."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        if not self._stale:
            return
        try:
            self._refresh()
        except RowMissing:
            self.gone.emit()

    # Adding and deleting

    def _add(self, kind: KindDeclaration) -> None:
        if not self.commit():
            return
        try:
            made = self._forms.add(kind, self._front_key(), self.window())
        except BookError as error:
            self.message.emit(str(error))
            return
        if made:
            self.show_form((kind.kind, made)).setFocus()

    def _delete_front(self) -> None:
        front = self.front
        if front is None or not self._removal.isEnabled() or not front.commit():
            return
        try:
            self._forms.delete(self._key_of(front), self.window())
        except BookError as error:
            self.message.emit(str(error))

    def _front_key(self) -> FormKey:
        return self.key if self.front is None else self._key_of(self.front)
