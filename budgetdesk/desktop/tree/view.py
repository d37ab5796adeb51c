"""The view of the tree: what is expanded and current outlives a filter."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from budgetdesk.desktop.icons import pixmap
from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.tree.delegate import OutlineDelegate
from budgetdesk.desktop.tree.model import OutlineModel
from budgetdesk.desktop.tree.outline import Level, Node, place_in_tree

_MOST_OPENED = 60  # units with hits that a filter expands by itself

NodeKey = tuple[Level, int]


class OutlineView(QTreeView):
    """The tree of an open book."""

    chosen = Signal(object)  # Node, in passing: by a click on a project or an indicator
    office_chosen = Signal()  # in passing: a department or unit, perhaps with other lines
    opened_to_stay = Signal(object)  # Node, by Enter or a double click
    left = Signal()  # by Tab: on to what is open
    filtered = Signal()  # other lines are shown

    def __init__(self, model: OutlineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outline = model
        self.setModel(model)
        self.setItemDelegate(OutlineDelegate(self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(16)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._expanded_before: set[NodeKey] = set()
        self._held: NodeKey | None = None  # the line chosen last, which Ctrl and an arrow leave
        self.setAccessibleName("部门、单位、项目和指标")
        self.selectionModel().currentChanged.connect(self._hold)
        self.selectionModel().selectionChanged.connect(self._hold)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    def current(self) -> Node | None:
        """The node the cursor is on; None when there is none.

        Qt keeps a place for the keys also where nothing is selected; no command means that. Where
        Ctrl and an arrow took it off what is chosen, that is still what commands mean.
        """
        index = self.currentIndex()
        if index.isValid() and self.selectionModel().isSelected(index):
            return self.outline.node(index)
        chosen = self.lines()
        held = (node for node in chosen if self._key_of(node) == self._held)
        return next(held, next(iter(chosen), None))

    def lines(self) -> list[Node]:
        """The lines chosen together, in the tree's order; the current one where it is alone.

        What lies below another chosen line goes with it and is not named again.
        """
        chosen = [self.outline.node(index) for index in self.selectionModel().selectedRows()]
        nodes = {(node.level, node.id): node for node in chosen if node is not None}
        return sorted(
            (node for node in nodes.values() if not any(it in nodes for it in _keys_above(node))),
            key=place_in_tree,
        )

    def choose_together(self, nodes: Iterable[Node]) -> None:
        """Choose lines together, the cursor on the first of them."""
        indexes = [self.outline.index_of(node) for node in nodes]
        shown = [index for index in indexes if index.isValid()]
        flags = QItemSelectionModel.SelectionFlag
        for index in shown:
            self.selectionModel().select(index, flags.Select)
        if shown:
            self.selectionModel().setCurrentIndex(shown[0], flags.Select)

    def lead(self, node: Node) -> None:
        """Put the cursor on one of the lines chosen together, all of which stay chosen."""
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.outline.index_of(node), flags.NoUpdate)

    def make_current(self, level: Level, node_id: int) -> bool:
        """Put the cursor on a node and bring it into view; False when it is not shown."""
        node = self.outline.find(level, node_id)
        index = QModelIndex() if node is None else self.outline.index_of(node)
        if not index.isValid():
            return False
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.scrollTo(index)
        return True

    def rename_current(self) -> None:
        """Edit the current line's name in place; of several lines, that one alone is chosen."""
        node = self.current()
        if node is None or not self.make_current(node.level, node.id):
            return
        index = self.currentIndex()
        if self.outline.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def make_none_current(self) -> None:
        """Leave the tree without a cursor: what is worked on is filtered out."""
        self.selectionModel().clear()

    def filter(self, text: str) -> int:
        """Show what the text hits; returns the number of projects shown.

        The cursor stays on its line where that is shown still, and goes to the first hit else.
        """
        current = self._key_of(self.current())
        filtered = bool(self.outline.query)
        if not filtered:
            self._expanded_before = set(self._expanded())
        count = self.outline.set_query(text)
        if self.outline.query:
            self._open_hits()
        else:
            self._expand_again(self._expanded_before)
        if current is None or not self.make_current(*current):
            self._to_first_project()
        self.filtered.emit()
        return count

    def expand_first(self) -> None:
        """Open the departments, and the units too while they are few."""
        departments = self.outline.root.shown
        for department in departments[:_MOST_OPENED]:
            self.expand(self.outline.index_of(department))
        units = [unit for department in departments for unit in department.shown]
        if len(units) <= 1:
            for unit in units:
                self.expand(self.outline.index_of(unit))

    def expanded_keys(self) -> list[NodeKey]:
        """What is expanded, to be expanded again another time."""
        return list(self._expanded())

    def _expanded(self) -> Iterator[NodeKey]:
        for department in self.outline.root.shown:
            if self.isExpanded(self.outline.index_of(department)):
                yield (department.level, department.id)
            for unit in department.shown:
                if self.isExpanded(self.outline.index_of(unit)):
                    yield (unit.level, unit.id)

    def _expand_again(self, keys: set[NodeKey]) -> None:
        for level, node_id in keys:
            node = self.outline.find(level, node_id)
            if node is not None:
                self.expand(self.outline.index_of(node))

    def _open_hits(self) -> None:
        opened = 0
        for department in self.outline.root.shown:
            self.expand(self.outline.index_of(department))
            for unit in department.shown:
                if opened == _MOST_OPENED:
                    return
                self.expand(self.outline.index_of(unit))
                opened += 1

    def go_to_first(self) -> None:
        """Put the cursor on the first project that is shown, where it is on none, and choose it."""
        node = self.current()
        if node is None or (self.outline.query and node.level < Level.PROJECT):
            self._to_first_project()
            self._choose(self.current())

    def _to_first_project(self) -> None:
        for department in self.outline.root.shown:
            for unit in department.shown:
                if unit.shown:
                    self.make_current(Level.PROJECT, unit.shown[0].id)
                    return

    def _hold(self) -> None:
        index = self.currentIndex()
        if self.selectionModel().isSelected(index):
            self._held = self._key_of(self.outline.node(index))

    def _key_of(self, node: Node | None) -> NodeKey | None:
        return None if node is None else (node.level, node.id)

    def _on_clicked(self, index: QModelIndex) -> None:
        if self.selectionModel().isSelected(index):
            self._choose(self.outline.node(index))
        else:  # a click with Ctrl took it out of those chosen together
            self._choose_what_is_left(index)

    def _choose_what_is_left(self, index: QModelIndex) -> None:
        """Choose the current line; the last one that Ctrl would take out stays in."""
        if self.current() is None and self.outline.node(index):
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(index, flags.Select)
        self._choose(self.current())

    def _choose(self, node: Node | None) -> None:
        if node is not None and node.level in (Level.PROJECT, Level.INDICATOR):
            self.chosen.emit(node)
        elif node is not None:
            self.office_chosen.emit()

    def _on_double_clicked(self, index: QModelIndex) -> None:
        node = self.outline.node(index)
        if node is not None:
            self._open(node, index)

    def _open(self, node: Node, index: QModelIndex) -> None:
        if node.level in (Level.DEPARTMENT, Level.UNIT):
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.opened_to_stay.emit(node)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # type: ignore[override]  # what Qt gives
        """A chevron before what can be opened."""
        chosen = self.selectionModel().isSelected(index)
        if chosen:
            painter.fillRect(rect, colours().selection)
        if not self.outline.hasChildren(index):
            return
        name = "chevron-down" if self.isExpanded(index) else "chevron-right"
        size = self.fontMetrics().height() - 2
        place = QRect(0, 0, size, size)
        place.moveCenter(QPoint(rect.right() - self.indentation() // 2, rect.center().y()))
        painter.drawPixmap(place, pixmap(name, colours().ink_faint, size))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; what the cursor comes to is chosen, as by a click."""
        node = self.current()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and node is not None and self.state() != QAbstractItemView.State.EditingState:
            self._open(node, self.outline.index_of(node))
            return
        super().keyPressEvent(event)
        if self.current() is not node:
            self._choose_what_is_left(self.currentIndex())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's own
        """Tab goes on to what is open, past everything between."""
        if forward:
            self.left.emit()
            return True
        return super().focusNextPrevChild(forward)


def _keys_above(node: Node) -> Iterator[NodeKey]:
    above = node.parent
    while above is not None:
        yield (above.level, above.id)
        above = above.parent
