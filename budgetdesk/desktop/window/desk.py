"""The work on one open book: tree, forms, side pane, and the bars above and below."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from budgetdesk.book.change import Change
from budgetdesk.book.errors import BookError
from budgetdesk.desktop.bars import NoticeBar, OfferBar, ReadOnlyBar
from budgetdesk.desktop.jobs import Jobs
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.settings import (
    FINDINGS_SHOWN,
    FINDINGS_SPLIT,
    FRONT_FORM,
    OPEN_FORMS,
    SIDE_SHOWN,
    TREE_SHOWN,
    TREE_STAGE,
    WINDOW_SPLIT,
    ZOOM,
    Settings,
)
from budgetdesk.desktop.tree.following import follow
from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.panel import TreePanel
from budgetdesk.desktop.tree.source import departments_of, indicators_of
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.overviews import Overviews
from budgetdesk.desktop.window.side_pane import SidePane
from budgetdesk.desktop.window.stage_making import StageMaking
from budgetdesk.desktop.window.stepped import Stepped
from budgetdesk.desktop.window.summing import show_sum
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.desktop.window.tabs.tab_restoring import TabRestoring
from budgetdesk.desktop.window.together import Together
from budgetdesk.desktop.window.tree_commands import TreeCommands
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.disclosure.dialog import Elsewhere
    from budgetdesk.desktop.disclosure.panel import DisclosurePanel
    from budgetdesk.desktop.ledger.panel import LedgerPanel
    from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel
    from budgetdesk.desktop.tables.panel import TablesPanel

_FORM_WIDTH = 700  # pixels


class Desk(QWidget):
    """Everything the window shows of an open book; made anew for each."""

    place_changed = Signal()  # the tree's cursor or the tab in front is another one
    menu_wanted = Signal(QPoint)  # position within the tree's viewport
    preview_made = Signal(object)  # PreviewPanel: one that a page has within itself
    place_wanted = Signal(object)  # FieldRef: where something is still to be done
    tables_wanted_on_paper = Signal()  # all of them
    codes_wanted = Signal()  # 科目目录
    stage_chosen = Signal()  # the tree shows how far other forms are
    side_folded = Signal(bool)  # the pane at the right, for want of room or as there is room again

    def __init__(
        self, session: Session, settings: Settings, jobs: Jobs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._settings = settings
        self._jobs = jobs
        book = session.book
        self.model = OutlineModel(lambda project_id: indicators_of(book, project_id), self)
        kept = settings.get(TREE_STAGE)
        self.stage = next((it for it in self._kinds if it.kind == kept), self._kinds[0])
        self.model.set_departments(departments_of(book, self.chosen_stage))
        self.view = OutlineView(self.model)
        self.panel = TreePanel(self.view)
        self.panel.offer_stages(self._kinds, self.stage.kind)
        self.tabs = FormTabs(session, settings.get(ZOOM))
        self.tabs.stage = self.stage.kind
        self.side = SidePane()
        self.side.use(session)
        self.notice = NoticeBar(self, self.tabs)
        self.read_only = ReadOnlyBar(self)
        self.offer = OfferBar(self)
        stage = lambda: self.chosen_stage  # noqa: E731 - as it is when it is asked for
        self.commands = TreeCommands(session, self.view, self.tabs, self.notice, self, stage)
        self.stages = StageMaking(session, self.view, self.tabs, self.notice, stage)
        self.overviews = Overviews(session, self.view, self.tabs, lambda: self.stage.kind)
        self.together = Together(
            self.view,
            self.tabs,
            lambda node, stay: self.commands.open_node(node, stay=stay),
            self,
        )
        self._stepped = Stepped(
            book, self.model, self.tabs, self.together.in_front, self.open_ledger
        )
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.rows = QSplitter(Qt.Orientation.Vertical)
        self.below = QWidget()  # keeps the place of what comes below
        self._dragged = False  # how the height is shared, by hand
        self._side_asked_for = False  # in a window that has no room for it
        self._lay_out()
        self._connect()
        self.view.expand_first()
        self.tabs.advice.follow(self.model.root)
        if book.read_only:
            self.read_only.tell(book.locked_by, session.unwritable)

    @property
    def chosen_stage(self) -> KindDeclaration | None:
        """The stage that the tree shows; None for the projects' own forms."""
        return self.stage if self.stage.own else None

    def choose_stage(self, kind: str) -> None:
        """Let the tree show how far the forms of a stage are, and the form in front be of it."""
        self.stage = self.session.book.dictionary.kinds[kind]
        self._settings.put(TREE_STAGE, kind)
        self.tabs.stage = kind
        self.model.set_departments(departments_of(self.session.book, self.chosen_stage))
        self.stage_chosen.emit()
        if self.tabs.project_in_front() is not None:
            self.tabs.turn_to_stage()
        self.place_changed.emit()

    @cached_property
    def has_list(self) -> bool:
        """Whether the book's form set has a list of 民生领域重大事项."""
        from budgetdesk.tables.livelihood_definition import has_livelihood

        return has_livelihood(self.session.form_set.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another window's height is shared out anew."""
        super().resizeEvent(event)
        self._share_height()
        self._share_width()

    def _share_width(self) -> None:
        """In a narrow window the panes beside the forms give way before these do.

        The tree is worth more than the pane at the right: that one is folded away, until it is
        asked for, where the tree would be too narrow to be read.
        """
        tree, _, side = self._wished
        whole = self.width()  # the splitter's own is an older one until a new window is shown
        self._fold_side(whole)
        room = whole - _FORM_WIDTH
        if self.side.isVisible():
            side = max(self.side.minimumWidth(), min(side, room - tree))
            room -= side
        if self.panel.isVisible():
            tree = max(self.panel.minimumWidth(), min(tree, room))
        self.splitter.setSizes([tree, whole - tree - side, side])

    def _fold_side(self, whole: int) -> None:
        least = _FORM_WIDTH + self.side.minimumWidth() + self._readable
        has_room = whole >= least
        self._side_asked_for = self._side_asked_for and not has_room
        shown = bool(self._settings.get(SIDE_SHOWN)) and (has_room or self._side_asked_for)
        if shown != self.side.isVisibleTo(self):
            self.side.setVisible(shown)
            self.side_folded.emit(not shown)

    def _keep_widths(self) -> None:
        self._wished = self.splitter.sizes()

    def _share_height(self) -> None:
        """The forms keep three fifths of the height, what is below them its least rows, if it can.

        A share that was dragged by hand stays.
        """
        whole = self.rows.height()
        most = whole * 2 // 5
        least = max(0, min(self.below.sizeHint().height(), most))
        self.below.setMinimumHeight(least)
        lower = self.rows.sizes()[1]
        if lower and not self._dragged and not least <= lower <= most:
            kept = max(least, min(lower, most))
            self.rows.setSizes([whole - kept, kept])

    def _keep_share(self) -> None:
        self._dragged = True

    def add_tree_actions(self, actions: list[QAction]) -> None:
        """Let the tree answer to keys that mean something else in the form."""
        self.view.addActions(actions)

    def add_above(self, bar: QWidget) -> None:
        """Put a bar between what says that the book is read-only and the panes."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)  # noqa: S101 - made by `_lay_out`
        layout.insertWidget(layout.indexOf(self.rows), bar)

    def add_below(self, panel: QWidget) -> None:
        """Put a panel into the place below the panes, over their whole width."""
        self.rows.replaceWidget(self.rows.indexOf(self.below), panel)
        self.below.deleteLater()
        self.below = panel
        self._share_height()

    def open_ledger(self) -> "LedgerPanel":
        """Bring the budget ledger to the front."""
        from budgetdesk.desktop.ledger.panel import LedgerPanel

        return self.tabs.show_page(LedgerPanel, lambda: LedgerPanel(self.session, jobs=self._jobs))

    def open_own_ledger(self) -> None:
        """The ledger lines of the department or unit that the tree's cursor is in."""
        node = self.view.current()
        while node is not None and node.level > Level.UNIT:
            node = node.parent
        panel = self.open_ledger()
        if node is not None and node.level in (Level.DEPARTMENT, Level.UNIT):
            within = node.children or () if node.level is Level.DEPARTMENT else (node,)
            panel.show_units({unit.id for unit in within}, node.name)

    def open_tables(self) -> "TablesPanel":
        """Bring the computed tables to the front."""
        from budgetdesk.desktop.tables.panel import TablesPanel

        return self.tabs.show_page(TablesPanel, self._new_tables)

    def _new_tables(self) -> "TablesPanel":
        from budgetdesk.desktop.tables.panel import TablesPanel

        panel = TablesPanel(self.session)
        panel.lines_wanted.connect(self._show_lines)
        panel.revenue_wanted.connect(self._show_revenue)
        panel.paper_wanted.connect(self.tables_wanted_on_paper)
        return panel

    def open_disclosure(self, department_id: int | None = None) -> "DisclosurePanel":
        """Bring the 部门预算公开 to the front.

        Of the department given, else of the one that is worked on in the tree, else of the one
        shown last.
        """
        from budgetdesk.desktop.disclosure.panel import DisclosurePanel

        if self.tabs.page_of(DisclosurePanel) is None or self.view.hasFocus():
            department_id = department_id or self._current_department()
        panel = self.tabs.show_page(DisclosurePanel, self._new_disclosure)
        if department_id:
            panel.show_department(department_id)
            panel.setFocus()  # the page it had is gone
        return panel

    def _new_disclosure(self) -> "DisclosurePanel":
        from budgetdesk.desktop.disclosure.making import DisclosureMaking
        from budgetdesk.desktop.disclosure.panel import DisclosurePanel

        making = DisclosureMaking(
            self.session, self._jobs, self._settings, self.notice, self, self.place_wanted.emit
        )
        making.elsewhere_wanted.connect(self._go_elsewhere)
        panel = DisclosurePanel(self.session, making)
        panel.editor_made.connect(self.tabs.serve)
        panel.preview_made.connect(self.preview_made)
        panel.turned.connect(self.tabs.turned)
        panel.refresh()
        return panel

    def _go_elsewhere(self, where: "Elsewhere") -> None:
        """What is better done before a disclosure is made."""
        from budgetdesk.desktop.disclosure.dialog import Elsewhere

        if where is Elsewhere.NAMING:
            self.open_ledger().name_codes()
        else:
            self.codes_wanted.emit()

    def _current_department(self) -> int | None:
        """The department that the tree's cursor is in."""
        node = self.view.current()
        while node is not None and node.level > Level.DEPARTMENT:
            node = node.parent
        return node.id if node is not None and node.level is Level.DEPARTMENT else None

    def _show_sum(self, ref: FieldRef) -> None:
        if not show_sum(self.session.book, ref, self.open_ledger, self.open_tables):
            self.notice.say("预算明细中没有这一项的金额。")

    def _show_lines(self, ids: tuple[int, ...], title: str) -> None:
        self.open_ledger().show_only(ids, title)

    def _show_revenue(self, ids: tuple[int, ...], title: str) -> None:
        self.open_ledger().show_only_revenue(ids, title)

    def open_livelihood(self) -> "LivelihoodPanel":
        """Bring the list of 民生领域重大事项 to the front."""
        from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel

        return self.tabs.show_page(LivelihoodPanel, self._new_livelihood)

    def _new_livelihood(self) -> "LivelihoodPanel":
        from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel

        panel = LivelihoodPanel(self.session)
        panel.project_wanted.connect(
            lambda one: self.tabs.open_form(RecordKind.PROJECT, one).setFocus()
        )
        return panel

    def toggle_filled_in(self) -> None:
        """Mark the current form as 填报完成, or take the mark back."""
        self.commands.toggle_filled_in()
        self.place_changed.emit()  # the command's tick follows the book, whatever came of it

    def toggle_livelihood(self) -> None:
        """Put the current project on the list of 民生领域重大事项, or take it off."""
        self.commands.toggle_livelihood()
        self.place_changed.emit()  # the command's tick follows the book, whatever came of it

    def show_tree(self, *, shown: bool) -> None:
        """Fold the tree away, or bring it back."""
        self.panel.setVisible(shown)
        self._settings.put(TREE_SHOWN, shown)

    def show_side(self, *, shown: bool) -> None:
        """Fold the right pane away, or bring it back."""
        self._settings.put(SIDE_SHOWN, shown)
        self._side_asked_for = shown
        self.side.setVisible(shown)
        self._share_width()

    def go_to_filter(self) -> None:
        """Type into the filter."""
        self.panel.show()
        self.panel.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.field.selectAll()

    def next_pane(self) -> None:
        """Give the focus to the next pane that is shown: tree, form, side pane, what is below."""
        forms = self.tabs.forms_in_front()
        panes: list[tuple[QWidget | None, QWidget]] = [
            (self.panel, self.panel),
            (forms.strip if forms is not None else None, self.tabs),
            (forms.front if forms is not None else self.tabs.tabs.currentWidget(), self.tabs),
            (self.side.history, self.side),
            (self.below, self.below),
        ]
        shown = [pane for pane, around in panes if pane is not None and around.isVisible()]
        focused = self.window().focusWidget()
        here = next(
            (
                place
                for place, pane in enumerate(shown)
                if focused is not None and (pane is focused or pane.isAncestorOf(focused))
            ),
            -1,
        )
        if shown:
            shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def remember(self) -> None:
        """Keep the open tabs and the panes' widths for the next time."""
        self._settings.put(OPEN_FORMS, self.tabs.keys_to_restore())
        self._settings.put(FRONT_FORM, self.tabs.key_in_front())
        self._settings.put(WINDOW_SPLIT, self._wished)
        if self.below.isVisible():
            self._settings.put(FINDINGS_SPLIT, self.rows.sizes())
        self._settings.put(ZOOM, self.tabs.zoom_percent)

    def restore(self) -> None:
        """Open again what was open the last time, as far as it is still there."""
        tables: dict[str, Callable[[], object]]
        tables = {"ledger": self.open_ledger, "tables": self.open_tables}
        tables["overview"] = self.overviews.open
        pages = {**tables, "disclosure": self.open_disclosure, "livelihood": self.open_livelihood}
        restoring = TabRestoring(self.tabs, self.model, pages)
        restoring.restore(self._settings.get(OPEN_FORMS), self._settings.get(FRONT_FORM))

    @property
    def _kinds(self) -> tuple[KindDeclaration, ...]:
        return self.session.book.dictionary.stages(RecordKind.PROJECT)

    def unit_total(self) -> tuple[str, int | None]:
        """The current unit's name and the annual total of its projects in 分."""
        unit = self.current_unit()
        if unit is None:
            return "", None
        amounts = [p.amount for p in unit.projects() if p.amount is not None]
        return unit.name, sum(amounts) if amounts else None

    def current_unit(self) -> Node | None:
        """The unit that the work is on: of the form in front, else of the tree's cursor."""
        project, node = self.tabs.project_in_front(), self.view.current()
        if project is not None:
            node = self.model.find(Level.PROJECT, project) or node
        while node is not None and node.level > Level.UNIT:
            node = node.parent
        return node if node is not None and node.level is Level.UNIT else None

    def on_changeable_line(self) -> bool:
        """Whether something that can be renamed, moved or deleted is chosen in the tree."""
        return any(node.level is not Level.INDICATOR for node in self.view.lines())

    def on_project(self) -> bool:
        """Whether what is chosen in the tree are projects, or lines below them."""
        nodes = self.view.lines()
        return bool(nodes) and all(node.level >= Level.PROJECT for node in nodes)

    def _connect(self) -> None:
        self.session.changed.connect(self._on_change)
        self.session.stepped.connect(lambda change: self.notice.say(self._stepped.show(change)))
        self.session.step_refused.connect(self._tell_refused)
        self.view.selectionModel().currentChanged.connect(lambda *_: self.place_changed.emit())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self.place_changed.emit())
        self.view.filtered.connect(self.place_changed)  # Qt says nothing of a selection it drops
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.menu_wanted)
        self.tabs.field_changed.connect(self.side.show_field)
        self.tabs.guide_changed.connect(self.side.show_guide)
        self.tabs.current_changed.connect(self._on_tab)
        self.tabs.sum_wanted.connect(self._show_sum)
        self.panel.stage_chosen.connect(self.choose_stage)

    def _tell_refused(self, word: str, error: BookError) -> None:
        from budgetdesk.desktop.refusal import tell_refusal

        tell_refusal(self.window(), f"{word}没有完成", error)

    def _on_tab(self) -> None:
        preview = self.tabs.current_preview()
        if preview is not None and preview.stale:
            preview.refresh()
        self.place_changed.emit()

    def _on_change(self, change: Change) -> None:
        self.notice.hide()  # what it said was of the moment before
        if follow(self.model, self.session.book, change, self.chosen_stage):
            self.tabs.advice.follow(self.model.root)
        preview = self.tabs.current_preview()
        for panel in self.tabs.previews():
            panel.stale = True
        if preview is not None:
            preview.refresh()
        self.side.refresh()
        self.together.catch_up()

    def _lay_out(self) -> None:
        self.splitter.setObjectName("panes")
        self.splitter.setChildrenCollapsible(False)
        for pane in (self.panel, self.tabs, self.side):
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(1)
        width = self.fontMetrics().horizontalAdvance("永")
        self._readable = width * 15  # a tree whose names can be told apart
        self.panel.setMinimumWidth(width * 12)
        self.side.setMinimumWidth(width * 11)
        self.tabs.setMinimumWidth(width * 24)
        self._wished = self._settings.get(WINDOW_SPLIT) or [width * 23, width * 72, width * 17]
        self.splitter.setSizes(self._wished)
        self.splitter.splitterMoved.connect(self._keep_widths)
        self.panel.setVisible(self._settings.get(TREE_SHOWN))
        self.side.setVisible(self._settings.get(SIDE_SHOWN))
        self.rows.setObjectName("rows")
        self.rows.setChildrenCollapsible(False)
        self.rows.setHandleWidth(1)
        self.rows.addWidget(self.splitter)
        self.rows.addWidget(self.below)
        self.rows.setStretchFactor(0, 1)
        self.below.setObjectName("findings")
        self.below.setVisible(self._settings.get(FINDINGS_SHOWN))
        line = self.fontMetrics().height()
        self.rows.setSizes(self._settings.get(FINDINGS_SPLIT) or [line * 40, line * 13])
        self.rows.splitterMoved.connect(self._keep_share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.read_only, self.offer, self.rows):
            layout.addWidget(part, 1 if part is self.rows else 0)
