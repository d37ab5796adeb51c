"""The Qt model over the outline: lazy, never a Python object for a line nobody sees."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from budgetdesk.desktop.tree.outline import (
    Level,
    Node,
    Query,
    let_through,
    place_in_tree,
    root_of,
)
from budgetdesk.desktop.tree.wording import count_text, spoken, tool_tip
from budgetdesk.domain.form_marks import Tally

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-budgetdesk-outline"
_MOVABLE = (Level.UNIT, Level.PROJECT)


class OutlineModel(QAbstractItemModel):
    """Departments, units, projects and indicators.

    An index carries the key of its parent node, so only nodes with shown children are registered.
    """

    rename_wanted = Signal(object, str)  # Node, the new name
    move_wanted = Signal(object, object, int)  # list of Nodes, new parent Node, before which line

    def __init__(
        self, read_indicators: Callable[[int], list[Node]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read_indicators = read_indicators
        self.root = root_of([])
        self.query = Query.of("")
        self._parents: dict[int, Node] = {0: self.root}

    # What is shown

    def set_departments(self, departments: list[Node]) -> None:
        """Show a newer reading of the book, keeping what is expanded and selected."""
        if self.query:
            self.beginResetModel()
            self._replace(departments)
            let_through(self.root, self.query)
            self.endResetModel()
        elif not self.root.children:
            self.beginResetModel()
            self._replace(departments)
            self.endResetModel()
        else:
            self._sync(self.root, departments)

    def set_projects(self, by_unit: Mapping[int, list[Node]]) -> None:
        """Show newer readings of some units' projects, as `set_departments`; not while filtered."""
        found = ((self.find(Level.UNIT, unit_id), fresh) for unit_id, fresh in by_unit.items())
        read = [(unit, fresh) for unit, fresh in found if unit is not None]
        for unit, fresh in read:
            self._drop(unit, fresh)
        for unit, fresh in read:
            self._fill(unit, fresh)
            if unit.parent is not None:
                self._tell_changed(unit.parent)  # its count

    def units_of(self, project_ids: Collection[int]) -> set[int]:
        """The units that projects stand in, as far as they are in the tree."""
        return {
            unit.id
            for unit in self._units()
            if any(project.id in project_ids for project in unit.children or ())
        }

    def set_query(self, text: str) -> int:
        """Filter by name, code or initials; returns how many projects are left."""
        self.beginResetModel()
        self.query = Query.of(text)
        count = let_through(self.root, self.query)
        self.endResetModel()
        return count

    def show_tallies(self, own: Mapping[tuple[Level, int], Tally] | None) -> None:
        """Show what 审核 found in each line itself; None: nothing was checked."""
        for node in tuple(self.root.show_tallies(own)):
            self._tell_changed(node)

    def refresh_project(self, fresh: Node) -> None:
        """Show a project's newer content, and its indicators again if they had been read."""
        node = self.find(Level.PROJECT, fresh.id)
        if node is None:
            return
        if node.take_over(fresh):
            self._tell_changed(node)
        self.read_again((node.id,))

    def read_again(self, project_ids: Iterable[int]) -> None:
        """Show the indicators of projects as they are now, where they had been read."""
        for project_id in project_ids:
            node = self._parents.get(_key(Level.PROJECT, project_id))
            if node is None:
                continue
            if self.index_of(node).isValid():
                self._sync(node, self._read_indicators(project_id))
            else:  # a filter hides it: they are read when it is seen
                self._unregister(node)
                node.children = None
                node.show([])

    def find(self, level: Level, node_id: int) -> Node | None:
        """The node of a department, unit or project."""
        if level in (Level.DEPARTMENT, Level.UNIT):
            return self._parents.get(_key(level, node_id))
        for unit in self._units():
            for project in unit.children or ():
                if project.id == node_id:
                    return project
        return None

    def index_of(self, node: Node) -> QModelIndex:
        """The index of a node; invalid for the root and for what is filtered out."""
        if node.parent is None:
            return QModelIndex()
        row = node.parent.row_of(node)
        if row < 0:
            return QModelIndex()
        return self.createIndex(row, 0, _key(node.parent.level, node.parent.id))

    def node(self, index: Index) -> Node | None:
        """The node at an index; the root for the invalid one, None for one that is gone."""
        if not index.isValid():
            return self.root
        parent = self._parents.get(int(index.internalId()))
        if parent is None or index.row() >= len(parent.shown):
            return None
        return parent.shown[index.row()]

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """The index of a child."""
        node = self.node(parent)
        if node is None or column != 0 or not 0 <= row < len(node.shown):
            return QModelIndex()
        return self.createIndex(row, 0, _key(node.level, node.id))

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        """The index of the node above."""
        node = self._parents.get(int(child.internalId())) if child.isValid() else None
        return QModelIndex() if node is None else self.index_of(node)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many children are shown. Qt asks when a line is expanded: read what is unread."""
        if parent.column() > 0:
            return 0
        node = self.node(parent)
        if node is None:
            return 0
        if _unread(node):
            node.adopt(self._read_indicators(node.id))
            self._register(node)
        return len(node.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        """One column; the delegate draws what stands at the right."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether there is something below, read already or not."""
        node = self.node(parent)
        if node is None or parent.column() > 0:
            return False
        return bool(node.shown) or _unread(node)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a line says."""
        node = self.node(index)
        if node is None or node.level is Level.ROOT:
            return None
        if role == NODE_ROLE:
            return node
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.name
        if role == COUNT_ROLE:
            return count_text(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(node)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(node)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name; the line changes when the book has."""
        node = self.node(index)
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or node is None or not name or name == node.name:
            return False
        self.rename_wanted.emit(node, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be done with a line."""
        node = self.node(index)
        if node is None or node.level is Level.ROOT:
            return Qt.ItemFlag.NoItemFlags if self.query else Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if node.level is Level.INDICATOR:
            return flags | Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsEditable
        if self.query:  # positions among the hits say nothing about those in the book
            return flags
        if node.level in _MOVABLE:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if node.level in (Level.DEPARTMENT, Level.UNIT):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    # Dragging

    def supportedDropActions(self) -> Qt.DropAction:
        """Only moving."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Our own kind: lines of the tree go nowhere else."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged lines as level and id, in the tree's order."""
        found = (self.node(index) for index in indexes)
        nodes = sorted({node for node in found if node is not None}, key=place_in_tree)
        data = QMimeData()
        words = json.dumps([[int(node.level), node.id] for node in nodes])
        data.setData(_MIME, QByteArray(words.encode()))
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Projects go into units, units into departments."""
        nodes, target = self._dragged(data), self.node(parent)
        fits = target is not None and all(node.level == target.level + 1 for node in nodes)
        moves = action == Qt.DropAction.MoveAction and column <= 0 and row >= -1
        return bool(nodes) and fits and moves

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the lines change when the book has."""
        nodes, target = self._dragged(data), self.node(parent)
        if target is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        position = len(target.shown) if row < 0 else row
        rest = [node for node in target.shown[position:] if node not in nodes]
        before = [node for node in target.shown[:position] if node not in nodes]
        if [*before, *nodes, *rest] != target.shown:
            self.move_wanted.emit(nodes, target, position)
        return True

    # Keeping up with the book

    def _replace(self, departments: list[Node]) -> None:
        self.root.adopt(departments)
        self._parents = {0: self.root}
        for department in departments:
            self._register(department)

    def _register(self, node: Node) -> None:
        if node.level in (Level.DEPARTMENT, Level.UNIT) or node.children is not None:
            self._parents[_key(node.level, node.id)] = node
        if node.level is Level.DEPARTMENT:
            for unit in node.children or ():
                self._register(unit)

    def _unregister(self, node: Node) -> None:
        key = _key(node.level, node.id)
        if self._parents.get(key) is node:  # a line moved elsewhere is registered there already
            del self._parents[key]
        for child in node.children or ():
            self._unregister(child)

    def _units(self) -> list[Node]:
        return [
            unit for department in self.root.children or () for unit in department.children or ()
        ]

    def _sync(self, node: Node, fresh: list[Node]) -> None:
        """Make a node's children those of a newer reading, with Qt told of each difference."""
        self._drop(node, fresh)  # everywhere first: a moved line never stands in two places
        self._fill(node, fresh)

    def _drop(self, node: Node, fresh: list[Node]) -> None:
        kept = {child.id: child for child in fresh}
        self._drop_missing(node, set(kept))
        for old in node.shown:
            new = kept[old.id]
            if new.children is not None and old.children is not None:
                self._drop(old, new.children)

    def _fill(self, node: Node, fresh: list[Node]) -> None:
        self._reorder(node, fresh)
        self._insert_new(node, fresh)
        for old, new in zip(node.shown, fresh, strict=True):
            if old is new:
                continue
            if old.take_over(new):
                self._tell_changed(old)
            if new.children is not None and old.children is not None:
                self._fill(old, new.children)
        self._tell_changed(node)  # its count

    def _drop_missing(self, node: Node, kept: set[int]) -> None:
        parent = self.index_of(node)
        for first, last in _runs([row for row, c in enumerate(node.shown) if c.id not in kept]):
            self.beginRemoveRows(parent, first, last)
            gone = node.shown[first : last + 1]
            node.adopt(node.shown[:first] + node.shown[last + 1 :])
            self.endRemoveRows()
            for child in gone:
                self._unregister(child)

    def _reorder(self, node: Node, fresh: list[Node]) -> None:
        known = {child.id: child for child in node.shown}
        wanted = [known[child.id] for child in fresh if child.id in known]
        if wanted == node.shown:
            return
        self.layoutAboutToBeChanged.emit()
        key = _key(node.level, node.id)
        before = [index for index in self.persistentIndexList() if index.internalId() == key]
        moved = [node.shown[index.row()] for index in before]
        node.adopt(wanted)
        after = [self.index_of(child) for child in moved]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_new(self, node: Node, fresh: list[Node]) -> None:
        known = {child.id for child in node.shown}
        new = [row for row, child in enumerate(fresh) if child.id not in known]
        for first, last in reversed(_runs(new)):
            self.beginInsertRows(self.index_of(node), first, last)
            added = fresh[first : last + 1]
            node.adopt(node.shown[:first] + added + node.shown[first:])
            for child in added:
                self._register(child)
            self.endInsertRows()

    def _tell_changed(self, node: Node) -> None:
        index = self.index_of(node)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _dragged(self, data: QMimeData) -> list[Node]:
        """The lines that are dragged; none where one of them is gone."""
        if not data.hasFormat(_MIME):
            return []
        keys = json.loads(bytes(data.data(_MIME).data()))
        found = [self.find(Level(level), node_id) for level, node_id in keys]
        return [node for node in found if node is not None] if all(found) else []


def _key(level: Level, node_id: int) -> int:
    return node_id * 8 + level


def _unread(node: Node) -> bool:
    return node.level is Level.PROJECT and node.children is None and node.expandable


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Ascending rows as (first, last) runs, the last run first."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs[::-1]
