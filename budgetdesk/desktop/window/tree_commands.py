"""What is done to departments, units and projects: at once, by name, and undone as easily."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from budgetdesk.book import edit, read
from budgetdesk.book.errors import BookError
from budgetdesk.book.filled_in import filled_in_marks, is_marked, mark_filled_in
from budgetdesk.book.step import Step
from budgetdesk.desktop import ask
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.form_tabs import FormTabs
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Department,
    OverallForm,
    Project,
    RecordKind,
    Unit,
    UnitKind,
)
from budgetdesk.domain.text import shorten

if TYPE_CHECKING:
    from budgetdesk.desktop.dialogs.office import TypedOffice

_TABLES = {Level.DEPARTMENT: "department", Level.UNIT: "unit", Level.PROJECT: "project"}
_WORDS = {Level.DEPARTMENT: "部门", Level.UNIT: "单位", Level.PROJECT: "项目"}
_DELETE = {
    Level.DEPARTMENT: edit.delete_department,
    Level.UNIT: edit.delete_unit,
    Level.PROJECT: edit.delete_project,
}
_NEW_NAME = "新项目"


class TreeCommands:
    """The commands of the menu 项目, on the line that the tree's cursor is on."""

    def __init__(
        self,
        session: Session,
        view: OutlineView,
        tabs: FormTabs,
        notice: NoticeBar,
        parent: QWidget,
    ) -> None:
        self._session = session
        self._view = view
        self._tabs = tabs
        self._notice = notice
        self._parent = parent
        view.outline.rename_wanted.connect(self.give_name)
        view.outline.move_wanted.connect(self.move_to)

    # Opening

    def open_node(self, node: Node, *, stay: bool) -> None:
        """Open a project's form, at the indicator that was chosen; a department's overall form."""
        if node.level is Level.PROJECT:
            self._tabs.open_form(RecordKind.PROJECT, node.id, stay=stay)
        elif node.level is Level.INDICATOR and node.parent is not None:
            project_id = node.parent.id
            editor = self._tabs.open_form(RecordKind.PROJECT, project_id, stay=stay)
            editor.go_to(FieldRef(RecordKind.PROJECT, project_id, node.path, row_id=node.id))

    def open_overall(self) -> None:
        """Open the overall form of the current department; what is typed there makes it."""
        department = self._department()
        if department is None:
            self._notice.say("请先新建部门，再填报它的整体支出绩效目标。")
        else:
            self._tabs.open_overall(department.id).setFocus()

    # Adding

    def new_project(self) -> None:
        """Add a project below the current unit and let its name be typed."""
        unit = self._unit()
        if unit is None:
            self._notice.say("请先新建单位，再新建项目。")
            return
        from budgetdesk.exchange.placing import blank_project

        name = self._free_name(unit)
        project = blank_project(self._session.form_set, unit, name)
        made = self._do(f"新建项目「{name}」", lambda step: edit.add_project(step, project))
        if made:
            self._view.make_current(Level.PROJECT, made)
            self._tabs.open_form(RecordKind.PROJECT, made)
            self._view.setFocus()
            self._view.rename_current()

    def new_unit(self) -> None:
        """Ask for a unit's name and code, and add it to the current department."""
        department = self._department()
        if department is None:
            self.new_department()
            return
        from budgetdesk.desktop.dialogs.office import OfficeDialog

        own = "" if read.units(self._session.book, department.id) else department.name
        title = f"新建单位　{department.name}"
        office = OfficeDialog.ask(self._parent, title, "单位", likely=own)
        if office is not None:
            unit = Unit(office.name, department, office.code or None, office.kind)
            made = self._do(f"新建单位「{unit.name}」", lambda step: edit.add_unit(step, unit))
            self._view.make_current(Level.UNIT, made or 0)

    def new_department(self) -> None:
        """Ask for a department's name and code, and add it."""
        from budgetdesk.desktop.dialogs.office import OfficeDialog

        book = self._session.book
        titled = book.info.title.removesuffix(str(book.info.fiscal_year)).strip()
        likely = "" if read.departments(book) else titled
        office = OfficeDialog.ask(self._parent, "新建部门", "部门", likely=likely)
        if office is not None:
            department = Department(office.code, office.name)
            made = self._do(
                f"新建部门「{department.name}」", lambda step: edit.add_department(step, department)
            )
            self._view.make_current(Level.DEPARTMENT, made or 0)

    def duplicate(self) -> None:
        """Add a copy of the current project below it."""
        node = self._current(Level.PROJECT)
        if node is not None:
            made = self._do(
                f"复制项目「{_short(node)}」", lambda step: edit.duplicate_project(step, node.id)
            )
            if made:
                self._tabs.open_form(RecordKind.PROJECT, made)

    # Changing

    def rename(self) -> None:
        """Edit the current line's name in the tree."""
        self._view.rename_current()

    def give_name(self, node: Node, name: str) -> None:
        """Give a department, unit or project another name."""
        table = _TABLES[node.level]
        self._do(
            f"{_WORDS[node.level]}「{_short(node)}」改名",
            lambda step: edit.rename(step, table, node.id, name),
        )

    def properties(self) -> None:
        """Ask for the code and name of the current department or unit."""
        node = self._view.current()
        if node is None or node.level not in (Level.DEPARTMENT, Level.UNIT):
            self.rename()
            return
        from budgetdesk.desktop.dialogs.office import OfficeDialog, TypedOffice

        word = _WORDS[node.level]
        before = TypedOffice(node.code, node.name, self._kind_of(node))
        office = OfficeDialog.ask(self._parent, f"{word}的编码与名称", word, before)
        if office is not None:
            self._do(f"修改{word}「{_short(node)}」", lambda step: _update(step, node, office))

    def move(self, offset: int) -> None:
        """Move the chosen lines up (-1) or down (1) among their like; at the edge they stay."""
        nodes = self._view.lines()
        parent = nodes[0].parent if nodes else None
        if parent is None or self._view.outline.query or not _are_moved_together(nodes):
            return
        rows = {node: parent.row_of(node) + offset for node in nodes[::-offset]}
        if all(0 <= row < len(parent.shown) for row in rows.values()):
            self._move(nodes, parent, rows)

    def move_to(self, node: Node, target: Node, position: int) -> None:
        """Move a project into a unit, or a unit into a department, at a place there."""
        self._move([node], target, {node: position})

    def _move(self, nodes: list[Node], target: Node, places: dict[Node, int]) -> None:
        """Move lines of one level to places below the target, in the order of `places`."""
        change = edit.move_project if nodes[0].level is Level.PROJECT else edit.move_unit

        def move(step: Step) -> None:
            for node, place in places.items():
                change(step, node.id, target.id, place)

        self._do(f"移动{_named(nodes)}", move)
        self._view.make_current(nodes[0].level, nodes[0].id)
        self._view.choose_together(nodes)

    def has_form(self) -> bool:
        """Whether a form is in front that is in the book, or a project is chosen in the tree."""
        return bool(self._overall_in_front()) or self._project() is not None

    def filled_in(self) -> bool:
        """Whether the current form is marked as 填报完成 and was not edited since."""
        marks = filled_in_marks(self._session.book)
        form = self._form() if marks else None
        return form is not None and is_marked(marks, form)

    def toggle_filled_in(self) -> None:
        """Mark the current form as 填报完成, or take the mark back."""
        if not self.has_form() or not self._session.commit_editors():
            return
        form, done = self._form(), not self.filled_in()
        if form is None:
            return
        name = form.name if isinstance(form, Project) else f"{form.department.name} 整体表"
        self._do(
            f"「{shorten(name)}」{'填报完成' if done else '继续填报'}",
            lambda step: mark_filled_in(step, (form,), done=done),
        )

    def _form(self) -> Project | OverallForm | None:
        book, overall_id, project_id = self._session.book, self._overall_in_front(), self._project()
        if overall_id:
            return next((it for it in read.overalls(book) if it.id == overall_id), None)
        found = read.projects(book, (project_id,)) if project_id is not None else ()
        return found[0] if found else None

    def _overall_in_front(self) -> int:
        """The overall form in front; 0 while nobody has filled anything into it."""
        editor = self._tabs.current_form()
        is_overall = editor is not None and editor.kind is RecordKind.OVERALL
        return editor.record_id if editor is not None and is_overall else 0

    def move_to_unit(self) -> None:
        """Ask for another unit and move the chosen projects there, their ledger lines with them."""
        nodes = self._projects()
        unit = self._other_unit("移动", nodes)
        if unit is not None:
            coming = [node for node in nodes if node.parent is not unit]
            places = {node: at for at, node in enumerate(coming, len(unit.children or ()))}
            self._move(coming, unit, places)

    def copy_to_unit(self) -> None:
        """Ask for another unit and put copies of the chosen projects there, under their names."""
        nodes = self._projects()
        unit = self._other_unit("复制", nodes)
        if unit is None:
            return

        def copy(step: Step) -> int:
            made = 0
            for place, node in enumerate(nodes, len(unit.children or ())):
                made = edit.duplicate_project(step, node.id)
                edit.move_project(step, made, unit.id, place)
                edit.rename(step, "project", made, node.name)
            return made

        made = self._do(f"复制{_named(nodes)}到「{_short(unit)}」", copy)
        if made:
            self._tabs.open_form(RecordKind.PROJECT, made)

    def _other_unit(self, word: str, nodes: list[Node]) -> Node | None:
        from budgetdesk.desktop.dialogs.choose_unit import UnitDialog

        if not nodes or not self._session.commit_editors():
            return None
        theirs = {node.parent.id for node in nodes if node.parent is not None}
        own = theirs if len(theirs) == 1 else set()
        units = [u for u in read.units(self._session.book) if u.id not in own]
        if not units:
            self._notice.say("账套里没有别的单位。")
            return None
        chosen = UnitDialog.ask(self._parent, f"{word}到单位　{_told(nodes)}", word, units)
        return None if chosen is None else self._view.outline.find(Level.UNIT, chosen)

    def listed(self) -> bool:
        """Whether the current project is on the list of 民生领域重大事项."""
        node = self._current(Level.PROJECT)
        return node is not None and node.livelihood

    def toggle_livelihood(self) -> None:
        """Put the current project on the list of 民生领域重大事项, or take it off."""
        node = self._current(Level.PROJECT)
        if node is None:
            return
        listed = not node.livelihood
        done = "列入" if listed else "移出"
        self._do(
            f"「{_short(node)}」{done}民生领域重大事项",
            lambda step: edit.mark_livelihood(step, [node.id], listed=listed),
        )

    def delete(self) -> None:
        """Delete the chosen lines with all below them; a bar offers the way back."""
        nodes = [node for node in self._view.lines() if node.level in _DELETE]
        if not nodes:
            return
        what, below = _named(nodes), self._below(nodes)
        before = self._session.book.undo_steps(1)
        follower, shown = _beside(nodes), self._tabs.current_form() is not None

        def delete(step: Step) -> None:
            for node in nodes:
                _DELETE[node.level](step, node.id)

        self._do(f"删除{what}", delete)
        steps = self._session.book.undo_steps(1)
        if steps and steps != before:
            self._come_to(follower, shown=shown)
            self._notice.offer_undo(f"已删除{what}{below}", self._session.undo)

    def _below(self, nodes: list[Node]) -> str:
        """How much goes with departments and units, in words."""
        offices = [node for node in nodes if node.level is not Level.PROJECT]
        if not offices:
            return ""
        above = [node for node in offices if node.level is Level.DEPARTMENT]
        departments = {node.id for node in above}
        within = [unit for node in above for unit in node.children or ()]
        units = {unit.id for unit in within} | {n.id for n in offices if n.level is Level.UNIT}
        book = self._session.book
        forms = [form for form in read.overalls(book) if form.department.id in departments]
        counts = (
            (len(within), "个单位"),
            (sum(1 for node in offices for _ in node.projects()), "个项目"),
            (read.lines_of(book, units), "行预算明细"),
            (len(forms), "张整体支出绩效目标表"),
        )
        told = "、".join(f"{count} {what}" for count, what in counts if count)
        return f"及其 {told}" if told else ""

    def _come_to(self, node: Node | None, *, shown: bool) -> None:
        """Be on a line, its form in front where a form was."""
        if node is None:
            return
        if shown:
            self.open_node(node, stay=False)
        self._view.make_current(node.level, node.id)

    def step_project(self, offset: int) -> None:
        """Open the next (1) or previous (-1) project of the tree."""
        shown = [p.id for d in self._view.outline.root.shown for u in d.shown for p in u.shown]
        current = self._project()
        if not shown:
            return
        place = shown.index(current) + offset if current in shown else 0
        if 0 <= place < len(shown):
            self._view.make_current(Level.PROJECT, shown[place])
            self._tabs.open_form(RecordKind.PROJECT, shown[place], stay=False).setFocus()

    # Where the cursor is

    def _current(self, level: Level) -> Node | None:
        """The node of that level at or above the tree's cursor, or above the form in front."""
        node = self._view.current() or self._in_front()
        while node is not None and node.level > level:
            node = node.parent
        return node if node is not None and node.level is level else None

    def _projects(self) -> list[Node]:
        """The projects chosen in the tree; the current one where none is."""
        chosen = [node for node in self._view.lines() if node.level is Level.PROJECT]
        node = self._current(Level.PROJECT)
        return chosen or ([] if node is None else [node])

    def _in_front(self) -> Node | None:
        editor = self._tabs.current_form()
        if editor is None or editor.kind is not RecordKind.PROJECT:
            return None
        return self._view.outline.find(Level.PROJECT, editor.record_id)

    def _project(self) -> int | None:
        editor = self._tabs.current_form()
        if editor is not None and editor.kind is RecordKind.PROJECT:
            return editor.record_id
        node = self._current(Level.PROJECT)
        return None if node is None else node.id

    def _unit(self) -> Unit | None:
        node, department = self._current(Level.UNIT), self._current(Level.DEPARTMENT)
        units = read.units(self._session.book, department.id if department else None)
        wanted = [unit for unit in units if node is None or unit.id == node.id]
        return wanted[0] if wanted else None

    def _kind_of(self, node: Node) -> UnitKind | None:
        units = read.units(self._session.book) if node.level is Level.UNIT else ()
        return next((unit.kind for unit in units if unit.id == node.id), None)

    def _department(self) -> Department | None:
        node = self._current(Level.DEPARTMENT)
        departments = read.departments(self._session.book)
        wanted = [one for one in departments if node is None or one.id == node.id]
        return wanted[0] if wanted else None

    def _free_name(self, unit: Unit) -> str:
        node = self._view.outline.find(Level.UNIT, unit.id)
        taken = {child.name for child in (node.children if node else None) or ()}
        names = (_NEW_NAME, *(f"{_NEW_NAME}{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _do(self, name: str, deed: Callable[[Step], int | None]) -> int | None:
        """Do something as one step, after what is being typed is written; tell a refusal."""
        if not self._session.commit_editors():
            return None
        try:
            with self._session.book.step(name) as step:
                return deed(step)
        except BookError as error:
            ask.tell(self._parent, ask.Telling(f"{name}没有完成", str(error)))
            return None


def _update(step: Step, node: Node, office: "TypedOffice") -> None:
    if node.level is Level.DEPARTMENT:
        edit.update_department(step, Department(office.code, office.name, node.id))
        return
    edit.rename(step, "unit", node.id, office.name)
    step.update("unit", node.id, {"code": office.code or None, "kind": office.kind})


def _beside(nodes: list[Node]) -> Node | None:
    """The line that is there when these are gone: the next of their like, the one before, above."""
    last = nodes[-1]
    around = last.parent
    if around is None:
        return None
    place = around.row_of(last)
    others = [*around.shown[place + 1 :], *reversed(around.shown[:place])]
    left = [node for node in others if node not in nodes]
    if left:
        return left[0]
    if around.level is Level.ROOT:
        return None
    return around


def _are_moved_together(nodes: list[Node]) -> bool:
    """Whether lines can be moved among their like: all units or all projects of one parent."""
    first = nodes[0]
    return first.level in (Level.UNIT, Level.PROJECT) and all(
        node.parent is first.parent for node in nodes
    )


def _told(nodes: list[Node]) -> str:
    return _short(nodes[0]) if len(nodes) == 1 else f"{len(nodes)} 个项目"


def _named(nodes: list[Node]) -> str:
    """What lines are called in a step's name: one by its name, several by how many of what."""
    if len(nodes) == 1:
        return f"{_WORDS[nodes[0].level]}「{_short(nodes[0])}」"
    levels = sorted({node.level for node in nodes})
    counts = ((sum(node.level is level for node in nodes), _WORDS[level]) for level in levels)
    return "、".join(f" {count} 个{word}" for count, word in counts).strip()


def _short(node: Node) -> str:
    return shorten(node.name, 24) or "未命名"
