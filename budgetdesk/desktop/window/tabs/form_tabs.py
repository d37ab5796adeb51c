"""The middle of the window: one tab for each open form or preview."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QStackedWidget,
    QTabBar,
    QWidget,
)

from budgetdesk.book.change import Change
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.stages import root_of
from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.page import (
    Closing,
    Committing,
    FormKey,
    Guiding,
    Holding,
    Offering,
    ShowingSheet,
    TabPage,
)
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.still import StillTabs
from budgetdesk.desktop.theme import theme
from budgetdesk.desktop.window.tabs.advice import Advice
from budgetdesk.desktop.window.tabs.tab_parts import Closer, TabList
from budgetdesk.desktop.window.tabs.tab_titles import TabTitle, tab_texts, title_of
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.editor.form_editor import FormEditor
    from budgetdesk.desktop.editor.sheet_view import SheetView
    from budgetdesk.desktop.editor.source import RecordSource, SheetSource
    from budgetdesk.desktop.preview.panel import PreviewPanel
    from budgetdesk.desktop.window.tabs.forms_page import FormsPage
    from budgetdesk.forms.sheet import Cell

AnyPage = TypeVar("AnyPage", bound=TabPage)
_PASSING = "只是看看：打开下一个项目时换下；双击标签或开始修改就留下"


class FormTabs(QStackedWidget):
    """Open forms and other pages of a book, or a line of advice while there is none."""

    manual_page = "forms"

    field_changed = Signal(object)  # FieldRef | None: where the cursor is now
    guide_changed = Signal(object)  # CellGuide: what helps with a cell of a page that is no form
    current_changed = Signal()
    entered = Signal()  # the focus is in a form
    emptied = Signal()  # the focus was in the last page, which is closed
    zoom_changed = Signal()
    message = Signal(str)  # one quiet sentence of a form
    sum_wanted = Signal(object)  # FieldRef: what an amount of the ledger sums shall be shown

    def __init__(self, session: Session, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.zoom_percent = zoom
        self.stage: str = RecordKind.PROJECT  # the record kind that the tree shows
        self._forms: list[FormsPage] = []
        self._previews: list[PreviewPanel] = []
        self._titles: dict[QWidget, TabTitle] = {}
        self._passing: FormsPage | None = None
        self._tallies: Mapping[FormKey, Tally] | None = None
        self._page_counts: dict[str, int] = {}
        self.tabs = StillTabs(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setMovable(True)
        # A tab is as wide as its title, which is short already; those without room are scrolled to.
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setUsesScrollButtons(True)
        self.tab_list = TabList(self.tabs)
        self.tabs.setCornerWidget(self.tab_list, Qt.Corner.TopRightCorner)
        self.tabs.setAccessibleName("打开的表")
        self.tabs.tabBar().setAccessibleName("打开的表")
        self.tabs.currentChanged.connect(self._on_current)
        self.tabs.tabBarDoubleClicked.connect(self._keep_at)
        theme().changed.connect(self._tint)
        self.advice = Advice(self)
        self.addWidget(self.advice)
        self.addWidget(self.tabs)
        session.changed.connect(self._on_change)

    def open_form(self, kind: str, record_id: int, *, stay: bool = True) -> "FormEditor":
        """Bring a record's form to the front, in the tab of the project or overall form it is of.

        The tab is opened first where it is not open. One opened in passing (`stay` False) gives
        its place to the next one, unless it was edited meanwhile.

        Raises:
            RowMissing: the record is not in the book.
        """
        root = root_of(self._session.book, kind, record_id)
        page = self._page_of(root) or self._new_page(root, stay=stay)
        if stay and page is self._passing:
            self._passing = None
        editor = page.show_form((kind, record_id))
        self._write_titles()  # one of them may pass no more
        self.tabs.setCurrentWidget(page)
        return editor

    def open_project(self, project_id: int, *, stay: bool = True) -> "FormEditor":
        """Bring a project's tab to the front, as the tree does: with its form of the stage.

        The form that the tab in front shows already stays; so does one of the stage.
        """
        root = (RecordKind.PROJECT, project_id)
        known, page = self._page_of(root), self.forms_in_front()
        shown = known.front if known is not None else None
        if shown is not None and (known is page or shown.kind == self.stage):
            return self.open_form(shown.kind, shown.record_id, stay=stay)
        self.open_form(*root, stay=stay)
        return self.turn_to_stage()

    def turn_to_stage(self) -> "FormEditor":
        """Show the last form of the stage in the tab in front, where it has one."""
        page = self.forms_in_front()
        if page is None or page.front is None:
            raise LookupError("no form is in front")
        if page.front.kind == self.stage:
            return page.front
        of_stage = [key for key in page.keys if key[0] == self.stage]
        return page.show_form(of_stage[-1]) if of_stage else page.front

    def _new_page(self, root: FormKey, *, stay: bool) -> "FormsPage":
        """A tab for a project or overall form, in the place of one that was opened in passing."""
        from budgetdesk.desktop.editor.overall_source import source_of

        passed, self._passing = self._passing, None
        place = self.tabs.indexOf(passed) if passed is not None else -1
        page = self._hold(source_of(self._session, *root))
        self._passing = None if stay else page
        if place >= 0:
            self.tabs.tabBar().moveTab(self.tabs.count() - 1, place)
        if passed is not None and passed.commit():
            self._remove(passed)
        return page

    def open_overall(self, department_id: int) -> "FormEditor":
        """Bring the overall form of a department to the front, also one not yet in the book."""
        from budgetdesk.desktop.editor.overall_source import OverallSource

        page = self._overall_of(department_id)
        page = page or self._hold(OverallSource(self._session, department_id))
        editor = page.show_form(page.key)
        self.tabs.setCurrentWidget(page)
        return editor

    def _overall_of(self, department_id: int) -> "FormsPage | None":
        return next((it for it in self._forms if it.source.department_id == department_id), None)

    def _hold(self, source: "RecordSource") -> "FormsPage":
        from budgetdesk.desktop.window.tabs.forms_page import FormsPage

        page = FormsPage(self._session, source, self._edit)
        title = title_of(page.read())
        self._forms.append(page)
        page.gone.connect(lambda: self._remove(page))
        page.turned.connect(self.turned)
        page.message.connect(self.message)
        page.show_tallies(self._tallies)
        self.add_page(page, title.text, title.place)
        return page

    def _edit(self, source: "SheetSource") -> "FormEditor":
        from budgetdesk.desktop.editor.form_editor import FormEditor

        editor = FormEditor(self._session, source)
        editor.edit_started.connect(self._keep)
        self.serve(editor)
        return editor

    def serve(self, editor: "FormEditor") -> None:
        """Join an editor, in a tab of its own or within a page, to what all of them share."""
        editor.current_changed.connect(self._on_cell)
        editor.message.connect(self.message)
        editor.text.entered.connect(self.entered)
        editor.sum_wanted.connect(self.sum_wanted)
        self._zoom_with_others(editor)

    def open_preview(self, panel: "PreviewPanel") -> None:
        """Show a preview in a tab of its own, in place of an older one."""
        for older in list(self._previews):
            self._remove(older)
        self._previews.append(panel)
        self.add_page(panel, f"预览 {panel.title}")
        self.tabs.setCurrentWidget(panel)

    def add_page(self, page: QWidget, title: str, place: str = "") -> None:
        """Put a page into a tab of its own; closing the tab deletes the page."""
        # First: the new tab is news that others act on at once.
        self._titles[page] = TabTitle(title, place)
        index = self.tabs.addTab(page, "")
        self._write_titles()
        closer = Closer(page)
        closer.clicked.connect(lambda: self.close_at(self.tabs.indexOf(page)))
        self.tabs.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, closer)
        self.setCurrentWidget(self.tabs)
        if isinstance(page, Guiding):
            page.guide_changed.connect(self._on_guide)
        if isinstance(page, ShowingSheet):
            self._zoom_with_others(page.sheet_view)

    def show_page(self, kind: type[AnyPage], make: Callable[[], AnyPage]) -> AnyPage:
        """Bring the page of a kind to the front, made first where it is not open."""
        page = self.page_of(kind)
        if page is None:
            page = make()
            page.message.connect(self.message)
            self.add_page(page, page.title)
        self.tabs.setCurrentWidget(page)
        page.setFocus()
        return page

    def page_of(self, kind: type[AnyPage]) -> AnyPage | None:
        """The open page of a kind."""
        return next((page for page in self._widgets() if isinstance(page, kind)), None)

    def page_keyed(self, key: str) -> TabPage | None:
        """The open page of a key."""
        pages = (page for page in self._widgets() if isinstance(page, TabPage))
        return next((page for page in pages if page.tab_key == key), None)

    def menu(self) -> list[QAction | None]:
        """The commands of the page in front."""
        form, page = self.current_form(), self.tabs.currentWidget()
        if form is not None:
            return form.commands.menu()
        return page.menu() if isinstance(page, Offering) else []

    def current_form(self) -> "FormEditor | None":
        """The form in front; None when another page or nothing is."""
        page = self.forms_in_front()
        return None if page is None else page.front

    def forms_in_front(self) -> "FormsPage | None":
        """The tab in front, where it holds the forms of a project or an overall form."""
        return self._forms_of(self.tabs.currentWidget())

    def _forms_of(self, page: QWidget | None) -> "FormsPage | None":
        return next((forms for forms in self._forms if forms is page), None)

    def project_in_front(self) -> int | None:
        """The project whose tab is in front, whichever of its forms; None for anything else."""
        page = self.forms_in_front()
        return page.key[1] if page is not None and is_project(page.key[0]) else None

    def current_editor(self) -> "FormEditor | None":
        """The editor in front, in a tab of its own or within a page."""
        holder = self.holder_in_front()
        return self.current_form() if holder is None else holder.editor_in_front()

    def holder_in_front(self) -> Holding | None:
        """The page in front, if it holds editors and a preview of its own."""
        page = self.tabs.currentWidget()
        return page if isinstance(page, Holding) else None

    def current_preview(self) -> "PreviewPanel | None":
        """The preview in front, in a tab of its own or within a page."""
        holder = self.holder_in_front()
        if holder is not None:
            return holder.preview_in_front()
        page = self.tabs.currentWidget()
        return next((panel for panel in self._previews if panel is page), None)

    def previews(self) -> "tuple[PreviewPanel, ...]":
        """The open previews."""
        return tuple(self._previews)

    def _page_of(self, root: FormKey) -> "FormsPage | None":
        return next((page for page in self._forms if page.key == root), None)

    def pages(self) -> "list[FormsPage]":
        """The tabs of projects and overall forms, from left to right."""
        return sorted(self._forms, key=self.tabs.indexOf)

    def editors(self) -> "list[FormEditor]":
        """The forms that were shown in them."""
        return [editor for page in self.pages() for editor in page.editors()]

    def all_editors(self) -> "list[FormEditor]":
        """The open forms, and the editors within other pages."""
        holding = (page for page in self._widgets() if isinstance(page, Holding))
        within = [editor for page in holding for editor in page.editors()]
        return [*self.editors(), *within]

    def title_of(self, editor: "FormEditor") -> str:
        """The whole title of an open form."""
        page = next(page for page in self._forms if editor in page.editors())
        if editor.state.source is page.source:
            return self._titles[page].text
        kind = self._session.book.dictionary.kinds[editor.kind]
        return editor.state.record.title_on(kind.stage)

    def show_counts(self, forms: Mapping[FormKey, Tally] | None, pages: Mapping[str, int]) -> None:
        """Say beside titles how many findings ask for something; forms None: nobody knows."""
        self._tallies, self._page_counts = forms, dict(pages)
        for page in self._forms:
            page.show_tallies(forms)
        self._write_titles()

    def open_keys(self) -> list[FormKey]:
        """Whose tabs are open, from left to right."""
        return [page.key for page in self.pages()]

    def keys_to_restore(self) -> list[str]:
        """What is open, from left to right, as words to open it again by."""
        return [key for key in map(self._key_of, self._widgets()) if key]

    def _key_of(self, page: QWidget | None) -> str | None:
        if isinstance(page, TabPage):
            return page.tab_key
        return next((forms.word for forms in self._forms if forms is page), None)

    def key_in_front(self) -> str:
        """The word to open the page in front again by; "" for one that is not restored."""
        return self._key_of(self.tabs.currentWidget()) or ""

    def close_at(self, index: int) -> bool:
        """Close a tab; False when a cell in it holds text that cannot be written as it stands."""
        widget = self.tabs.widget(index)
        if isinstance(widget, Committing) and not widget.commit():
            self.tabs.setCurrentIndex(index)
            return False
        self._remove(widget)
        return True

    def close_current(self) -> bool:
        """Close the tab in front."""
        return self.tabs.count() == 0 or self.close_at(self.tabs.currentIndex())

    def step_tab(self, offset: int) -> None:
        """Go to the next (1) or previous (-1) tab, round the end."""
        count = self.tabs.count()
        if count:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + offset) % count)

    def zoom_by(self, change: int) -> None:
        """Zoom what is in front by so many percent; 0 is its true size."""
        preview = self.current_preview()
        if preview is None:
            self.set_zoom(self.zoom_percent + change if change else 100)
        elif change:
            preview.view.zoom_by(change // 10)
        else:
            preview.view.set_zoom(1.0)

    def set_zoom(self, percent: int) -> None:
        """Zoom every form and table."""
        self.zoom_percent = max(50, min(300, percent))
        views = [page.sheet_view for page in self._widgets() if isinstance(page, ShowingSheet)]
        for view in [*self.all_editors(), *views]:
            view.set_zoom(self.zoom_percent / 100)
        self.zoom_changed.emit()

    @property
    def zoom_in_front(self) -> int | None:
        """The zoom of what is in front in percent; None where it has none."""
        zoomed = isinstance(self.tabs.currentWidget(), ShowingSheet)
        return self.zoom_percent if zoomed or self.current_editor() is not None else None

    def _zoom_with_others(self, view: "SheetView") -> None:
        view.set_zoom(self.zoom_percent / 100)
        view.zoom_changed.connect(self._on_zoomed)

    def _on_zoomed(self, factor: float) -> None:
        percent = round(factor * 100)
        if percent != self.zoom_percent:
            self.set_zoom(percent)

    def _widgets(self) -> list[QWidget]:
        return [self.tabs.widget(place) for place in range(self.tabs.count())]

    def _remove(self, page: QWidget) -> None:
        if self.tabs.indexOf(page) < 0:
            return  # it went a moment ago
        self._passing = None if self._passing is page else self._passing
        self._rest([it for forms in self._forms if forms is page for it in forms.editors()])
        self._forms = [forms for forms in self._forms if forms is not page]
        self._previews = [panel for panel in self._previews if panel is not page]
        self._titles.pop(page, None)
        focused = page.isAncestorOf(self.window().focusWidget() or self)
        self.tabs.removeTab(self.tabs.indexOf(page))
        self._write_titles()
        if isinstance(page, Closing):
            page.close_down()
        page.deleteLater()
        if self.tabs.count() == 0:
            self.setCurrentIndex(0)
        if focused:
            self._focus_what_is_left()

    def _focus_what_is_left(self) -> None:
        """Of itself Qt would give the focus to the next widget, down to the status line."""
        page: QWidget | None = self.tabs.currentWidget()
        if page is not None:
            page.setFocus()
        else:
            self.emptied.emit()

    def _on_cell(self, cell: "Cell | None") -> None:
        if self.sender() is self.current_editor():
            self.field_changed.emit(None if cell is None else cell.field)

    def turned(self) -> None:
        """The page in front shows another part of itself."""
        if self.sender() is self.tabs.currentWidget():
            self._on_current()

    @staticmethod
    def _rest(editors: "list[FormEditor]") -> None:
        """Take away what lies over the window for forms that are out of sight."""
        for editor in editors:
            editor.editing.put_choices_away()

    def _on_current(self) -> None:
        editor = self.current_editor()
        self._rest([other for other in self.all_editors() if other is not editor])
        cell = None if editor is None else editor.current
        field: FieldRef | None = None if cell is None else cell.field
        self.field_changed.emit(field)
        self._on_guide()
        self.current_changed.emit()

    def _on_guide(self) -> None:
        page = self.tabs.currentWidget()
        guide = page.guide() if isinstance(page, Guiding) else None
        if guide is not None:
            self.guide_changed.emit(guide)

    def _keep(self) -> None:
        if self._passing is not None and self.sender() in self._passing.editors():
            self._passing = None
            self._write_titles()

    def _tint(self) -> None:
        if self._passing is not None:
            self.tabs.setTabIcon(self.tabs.indexOf(self._passing), icon("eye"))

    def _keep_at(self, index: int) -> None:
        """A double click on its tab lets a form that is only looked at stay."""
        if self.tabs.widget(index) is self._passing:
            self._passing = None
            self._write_titles()

    def _on_change(self, change: Change) -> None:
        """Close forms whose record is gone; follow new names."""
        if change.touches("project", "unit", "department", "overall"):
            self._close_gone([page for page in self.pages() if not self._retitle(page)])
            self._write_titles()

    def _close_gone(self, gone: "list[FormsPage]") -> None:
        """Close them all before anybody hears which tab is in front now: it is one that stays."""
        front = self.tabs.currentWidget()
        blocker = QSignalBlocker(self.tabs)
        for page in sorted(gone, key=lambda it: it is front):
            self._remove(page)
        blocker.unblock()
        if self.tabs.currentWidget() is not front:
            self._on_current()

    def _retitle(self, page: "FormsPage") -> bool:
        try:
            self._titles[page] = title_of(page.read())
        except RowMissing:
            return False
        return True

    def _write_titles(self) -> None:
        """Each tab's text depends on those beside it."""
        pages = list(self._titles)
        for page, text in zip(pages, tab_texts(list(self._titles.values())), strict=True):
            index = self.tabs.indexOf(page)
            count = self._count_of(page)
            self.tabs.setTabText(index, f"{text}　{count}" if count else text)
            passing = page is self._passing
            tool_tip = self._titles[page].tool_tip
            self.tabs.setTabToolTip(index, f"{tool_tip}\n\n{_PASSING}" if passing else tool_tip)
            if passing is self.tabs.tabIcon(index).isNull():
                self.tabs.setTabIcon(index, icon("eye") if passing else QIcon())

    def _count_of(self, page: QWidget) -> int:
        """What is found in all forms of a tab, or on a page."""
        if isinstance(page, TabPage):
            return self._page_counts.get(page.tab_key, 0)
        forms = self._forms_of(page)
        if forms is None or self._tallies is None:
            return 0
        found = (self._tallies.get(key, Tally()) for key in forms.keys)
        return sum(found, start=Tally()).gravest
