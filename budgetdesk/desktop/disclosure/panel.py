"""The tab 部门预算公开: what is told, what the document says, and the document itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from budgetdesk.book import read
from budgetdesk.book.change import Change
from budgetdesk.desktop.disclosure.entries import EntriesSource
from budgetdesk.desktop.disclosure.making import DisclosureMaking
from budgetdesk.desktop.disclosure.reading import Reading
from budgetdesk.desktop.disclosure.text import TextSource
from budgetdesk.desktop.disclosure.text_editor import ParagraphGuide, TextEditor
from budgetdesk.desktop.disclosure.tool_row import DisclosureFace, DisclosureRow
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.page import TabPage
from budgetdesk.desktop.preview.panel import PreviewPanel
from budgetdesk.desktop.session import Session
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import FieldRef, entry_ref
from budgetdesk.forms.loader import FormSetError

_FACE_OF = {
    "entries": DisclosureFace.ENTRIES,
    "now": DisclosureFace.ENTRIES,
    "change": DisclosureFace.ENTRIES,
    "sums": DisclosureFace.ENTRIES,
    "paragraphs": DisclosureFace.TEXT,
}
_NO_DEPARTMENT = "账套里还没有部门。\n新建部门、单位并录入预算明细后，在这里准备预算公开。"


class DisclosurePanel(TabPage):
    """One department's 部门预算公开 at a time, as entries, as text or as pages."""

    tab_key = "disclosure"
    manual_page = "disclosure"
    title = "部门预算公开"
    editor_made = Signal(object)  # FormEditor
    preview_made = Signal(object)  # PreviewPanel
    guide_changed = Signal()
    turned = Signal()  # another face or department is in front

    def __init__(
        self, session: Session, making: DisclosureMaking, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("disclosure")
        self._session = session
        self._making = making
        making.setParent(self)  # it goes with this page
        self._reading: Reading | None = None
        self._entries: FormEditor | None = None
        self._text: TextEditor | None = None
        self._preview: PreviewPanel | None = None
        self.face = DisclosureFace.ENTRIES
        self.tools = DisclosureRow(self, writable=not session.book.read_only)
        self.nothing = QLabel(_NO_DEPARTMENT, self)
        self._actions = [
            self._action("从上年账套带入…", self._take_over),
            self._action("生成部门预算公开文件…", self._make),
        ]
        self._actions[0].setEnabled(not session.book.read_only)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()

    # What the window calls

    @property
    def department_id(self) -> int:
        """The department shown; 0 while there is none."""
        return self._reading.department_id if self._reading is not None else 0

    def refresh(self) -> None:
        """List the departments as they are now; the one shown stays while it is there."""
        departments = read.departments(self._session.book)
        known = [department.id for department in departments]
        self.tools.list_departments(departments, self.department_id)
        if self.department_id in known:
            return
        if known:
            self._use(known[0])
        else:
            self._drop()
            self.nothing.setText(_NO_DEPARTMENT)
            self._show()

    def show_department(self, department_id: int) -> bool:
        """Show another department; False when it is not in the book, or a cell is refused."""
        if department_id == self.department_id:
            return True
        known = {department.id for department in read.departments(self._session.book)}
        if department_id not in known or not self.commit():
            return False
        self._use(department_id)
        return True

    def show_face(self, face: DisclosureFace) -> bool:
        """Bring a face to the front; False when a cell is refused, and then all stays."""
        if self._reading is None or not self.commit():
            self.tools.show_face(self.face)
            return False
        self.face = face
        self._show()
        return True

    def go_to(self, ref: FieldRef) -> bool:
        """Go to the cell of an entry or a paragraph; False when it is not shown here."""
        face = _FACE_OF.get(ref.path.partition(".")[0])
        if has_form(ref.record) or face is None:
            return False
        if not self.show_department(ref.record_id) or not self.show_face(face):
            return False
        editor = self.editor_in_front()
        return editor is not None and editor.go_to(ref)

    def go_to_gap(self) -> None:
        """Go to the entry that the current paragraph waits for, else to the next one missing."""
        if (
            self._text is not None
            and self.face is DisclosureFace.TEXT
            and (gap := self._text.gap_here())
        ):
            self.go_to_entry(gap)
        elif self._entries is not None and self.commit() and (ref := self._next_missing()):
            self.go_to(ref)
            self._entries.setFocus()

    def go_to_entry(self, name: str) -> None:
        """Go to an entry by its name."""
        key = next((entry.key for entry in ENTRIES.values() if entry.label == name), "")
        if key and self.go_to(entry_ref(self.department_id, key)) and self._entries is not None:
            self._entries.setFocus()

    def commit(self) -> bool:
        """Write what is being typed; False when it is refused."""
        return all(editor.commit() for editor in self.editors())

    def close_down(self) -> None:
        """Hear no more of the book; the tab is being closed."""
        self._soon.stop()
        self._session.changed.disconnect(self._on_change)
        if self._preview is not None:
            self._preview.close_down()

    def menu(self) -> list[QAction | None]:
        """The commands for a menu."""
        editor = self.editor_in_front()
        own = editor.commands.menu() if editor is not None else []
        return [*own, *([None] if own else []), *self._actions]

    def editors(self) -> tuple[FormEditor, ...]:
        """The editors of the department shown."""
        made = (self._entries, self._text)
        return tuple(editor for editor in made if editor is not None)

    def editor_in_front(self) -> FormEditor | None:
        """The editor that is shown."""
        if self.face is DisclosureFace.ENTRIES:
            return self._entries
        return self._text if self.face is DisclosureFace.TEXT else None

    def guide(self) -> ParagraphGuide | None:
        """What helps with the paragraph the cursor is in."""
        return (
            self._text.guide()
            if self._text is not None and self.face is DisclosureFace.TEXT
            else None
        )

    def preview_in_front(self) -> PreviewPanel | None:
        """The preview, while it is shown."""
        return self._preview if self.face is DisclosureFace.PREVIEW else None

    def show_preview(self) -> PreviewPanel | None:
        """Show the pages; None where there are none, or a cell is refused."""
        return self.preview_in_front() if self.show_face(DisclosureFace.PREVIEW) else None

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed meanwhile."""
        super().showEvent(event)
        self._soon.start()

    # Inside

    def _use(self, department_id: int) -> None:
        """Show a department, with editors of its own."""
        self._drop()
        self._reading = reading = Reading(self._session.book, department_id)
        try:
            entries = EntriesSource(self._session, reading)
        except FormSetError as error:
            self.nothing.setText(str(error))
            self._reading = None
            self._show()
            return
        self._entries = FormEditor(self._session, entries)
        self._text = TextEditor(self._session, TextSource(reading))
        self._text.entry_wanted.connect(self.go_to_entry)
        for editor in self.editors():
            self._stack.addWidget(editor)
            editor.gone.connect(self._soon.start)
            self.editor_made.emit(editor)
        self._text.current_changed.connect(self.guide_changed)  # after what it is heard by already
        self.refresh()
        self._show()

    def _drop(self) -> None:
        """Give up the editors and the pages of the department shown."""
        if self._preview is not None:
            self._preview.close_down()
        for page in (self._entries, self._text, self._preview):
            if page is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self._reading = self._entries = self._text = self._preview = None

    def _show(self) -> None:
        self.tools.offer(anything=self._reading is not None)
        self.tools.show_face(self.face)
        page = self._page()
        self._stack.setCurrentWidget(page)
        self.setFocusProxy(page)
        self._tell_gaps()
        self.turned.emit()

    def _page(self) -> QWidget:
        if self._reading is None:
            return self.nothing
        if self.face is DisclosureFace.PREVIEW:
            if self._preview is None:
                self._preview = self._new_preview(self._reading.department_id)
            elif self._preview.stale:
                self._preview.refresh()
            return self._preview
        return self.editor_in_front() or self.nothing

    def _new_preview(self, department_id: int) -> PreviewPanel:
        preview = self._making.preview(department_id)
        self._stack.addWidget(preview)
        self.preview_made.emit(preview)
        return preview

    def _next_missing(self) -> FieldRef | None:
        """The first entry missing behind the current one, in the order of the form."""
        if self._entries is None or self._reading is None:
            return None
        names = self._missing()
        cells = [
            cell
            for cell in self._entries.grid.inputs
            if cell.field and ENTRIES[cell.field.path.partition(".")[2]].label in (names or ())
        ]
        place = tuple(self._entries.place)
        later = [cell for cell in cells if (cell.row, cell.column) > place]
        found = next(iter(later or cells), None)
        return found.field if found is not None else None

    def _missing(self) -> tuple[str, ...] | None:
        """The names of the entries that the text waits for; None where there is no text."""
        return self._reading.missing() if self._reading is not None else None

    def _tell_gaps(self) -> None:
        missing = self._missing()
        self.tools.tell_gaps(None if missing is None else len(missing))

    def _on_change(self, change: Change) -> None:
        if self._reading is not None and not self._reading.forget(change):
            return
        if self._preview is not None:
            self._preview.stale = True
        self._soon.start()

    def _catch_up(self) -> None:
        """Follow what has changed, once for everything that changed at a time."""
        if not self.isVisible():
            return
        self.refresh()
        self._tell_gaps()
        if (
            self.face is DisclosureFace.PREVIEW
            and self._preview is not None
            and self._preview.stale
        ):
            self._preview.refresh()

    def _make(self) -> None:
        if self.commit():
            self._making.make(self.department_id)

    def _take_over(self) -> None:
        if self.commit():
            self._making.take_over_last_year()

    def _action(self, text: str, deed: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(lambda _=False: deed())
        return action

    def _connect(self) -> None:
        self._session.changed.connect(self._on_change)
        self._soon.timeout.connect(self._catch_up)
        self.tools.department_chosen.connect(self._choose)
        self.tools.face_chosen.connect(self._turn)
        self.tools.gap_wanted.connect(self.go_to_gap)
        self.tools.files_wanted.connect(self._make)
        self.tools.last_year_wanted.connect(self._take_over)

    def _choose(self, department_id: int) -> None:
        if not self.show_department(department_id):
            self.refresh()

    def _turn(self, face: DisclosureFace) -> None:
        if self.show_face(face):
            self._page().setFocus()

    def _lay_out(self) -> None:
        self.nothing.setObjectName("faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tools)
        layout.addWidget(self._stack, 1)
