"""Lines of the tree moved and copied: within their unit, by the mouse, or to another unit."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from budgetdesk.book import read
from budgetdesk.book.step import Step
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.view import NodeKey
from budgetdesk.desktop.window.tree_place import TreePlace
from budgetdesk.desktop.window.tree_words import named, short, stages_told, told
from budgetdesk.domain.late_module import late_module
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.book import edit
else:
    edit = late_module("budgetdesk.book.edit")

Say = Callable[[str], None]


class TreeMoving:
    """Moves and copies the lines chosen together, each time as one step."""

    def __init__(self, place: TreePlace, say: Say) -> None:
        self._place = place
        self._view = place.view
        self._say = say
        self._view.outline.move_wanted.connect(self.move_to)

    def duplicate(self) -> None:
        """Add a copy of each chosen project right below it; the copies are chosen then."""
        nodes = self._place.projects()
        if not nodes:
            return
        made: list[int] = []

        def copy(step: Step) -> None:
            made.extend(edit.duplicate_project(step, node.id) for node in nodes)

        self._place.do(f"复制{named(nodes)}", copy)
        self._show(made)
        self._tell_left_behind(nodes, made)

    def may_move(self, offset: int) -> bool:
        """Whether there is room for the chosen lines above (-1) or below (1) among their like."""
        return bool(self._rows_beside(offset))

    def move(self, offset: int) -> None:
        """Move the chosen lines up (-1) or down (1) among their like; at the edge they stay."""
        rows = self._rows_beside(offset)
        parent = next(iter(rows)).parent if rows else None
        if parent is not None:
            self._move(self._view.lines(), parent, rows)

    def _rows_beside(self, offset: int) -> dict[Node, int]:
        """Where the chosen lines go; nowhere at the edge, or where some are hidden between."""
        nodes = self._view.lines()
        parent = nodes[0].parent if nodes else None
        if parent is None or self._view.outline.query or not _are_moved_together(nodes):
            return {}
        rows = {node: parent.row_of(node) + offset for node in nodes[::-offset]}
        return rows if all(0 <= row < len(parent.shown) for row in rows.values()) else {}

    def move_to(self, nodes: list[Node], target: Node, position: int) -> None:
        """Move projects into a unit, or units into a department, before a place there."""
        self._move(nodes, target, places_of(nodes, target, position))

    def move_to_unit(self) -> None:
        """Ask for another unit and move the chosen projects there, their ledger lines with them."""
        nodes = self._place.projects()
        unit = self._other_unit("移动", nodes)
        if unit is not None:
            coming = [node for node in nodes if node.parent is not unit]
            self.move_to(coming, unit, len(unit.children or ()))

    def copy_to_unit(self) -> None:
        """Ask for another unit and put copies of the chosen projects there, under their names."""
        nodes = self._place.projects()
        unit = self._other_unit("复制", nodes)
        if unit is None:
            return
        made: list[int] = []

        def copy(step: Step) -> None:
            for place, node in enumerate(nodes, len(unit.children or ())):
                made.append(edit.duplicate_project(step, node.id))
                edit.move_project(step, made[-1], unit.id, place)
                edit.rename(step, "project", made[-1], node.name)

        self._place.do(f"复制{named(nodes)}到「{short(unit)}」", copy)
        self._show(made)
        self._tell_left_behind(nodes, made)

    def _move(self, nodes: list[Node], target: Node, places: Mapping[Node, int]) -> None:
        """Move lines of one level to places below the target, in the order of `places`."""
        change = edit.move_project if nodes[0].level is Level.PROJECT else edit.move_unit

        def move(step: Step) -> None:
            for node, place in places.items():
                change(step, node.id, target.id, place)

        self._place.do(f"移动{named(nodes)}", move)
        self._choose_again([(node.level, node.id) for node in nodes])

    def _choose_again(self, keys: Sequence[NodeKey]) -> None:
        """Choose lines that may be other nodes now, the cursor on the one in front, if it is.

        What the filter hides takes no part: the cursor cannot be there.
        """
        outline = self._view.outline
        found = (outline.find(level, node_id) for level, node_id in keys)
        nodes = [node for node in found if node is not None and outline.index_of(node).isValid()]
        front = (Level.PROJECT, self._place.project_in_front())
        nodes.sort(key=lambda node: (node.level, node.id) != front)
        if not nodes:
            return
        if nodes[0].level is Level.PROJECT and front[1] not in (None, nodes[0].id):
            self._place.tabs.open_form(RecordKind.PROJECT, nodes[0].id, stay=False)
        self._view.make_current(nodes[0].level, nodes[0].id)
        self._view.choose_together(nodes)

    def _tell_left_behind(self, nodes: Sequence[Node], made: Sequence[int]) -> None:
        """A copy has the project's own form alone: what was adjusted or scored is another's."""
        told = stages_told(self._place.session.book, [node.id for node in nodes])
        if made and told:
            self._say(f"只复制了目标表，{told}没有带过来。")

    def _show(self, made: Sequence[int]) -> None:
        """Open the first of new projects, all of them chosen."""
        if not made:
            return
        self._place.tabs.open_form(RecordKind.PROJECT, made[0])
        self._choose_again([(Level.PROJECT, project) for project in made])

    def _other_unit(self, word: str, nodes: list[Node]) -> Node | None:
        from budgetdesk.desktop.dialogs.choose_unit import UnitDialog

        session = self._place.session
        if not nodes or not session.commit_editors():
            return None
        theirs = {node.parent.id for node in nodes if node.parent is not None}
        own = theirs if len(theirs) == 1 else set()
        units = [u for u in read.units(session.book) if u.id not in own]
        if not units:
            self._say("账套里没有别的单位。")
            return None
        title = f"{word}到单位　{told([node.name for node in nodes])}"
        chosen = UnitDialog.ask(self._place.parent, title, word, units)
        return None if chosen is None else self._view.outline.find(Level.UNIT, chosen)


def places_of(nodes: Sequence[Node], target: Node, position: int) -> dict[Node, int]:
    """Where each line goes, moved one after the other, to stand together before a place.

    `position` counts the target's lines as they are; a place counts them without the line itself.
    """
    rows = list(target.children or ())
    before = [node for node in rows[:position] if node not in nodes]
    last = before[-1] if before else None
    places: dict[Node, int] = {}
    for node in nodes:
        if node in rows:
            rows.remove(node)
        places[node] = 0 if last is None else rows.index(last) + 1
        rows.insert(places[node], node)
        last = node
    return places


def _are_moved_together(nodes: list[Node]) -> bool:
    """Whether lines can be moved among their like: all units or all projects of one parent."""
    first = nodes[0]
    return first.level in (Level.UNIT, Level.PROJECT) and all(
        node.parent is first.parent for node in nodes
    )
