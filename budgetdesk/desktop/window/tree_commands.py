"""What is done to departments, units and projects: at once, by name, and undone as easily."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from budgetdesk.book import read
from budgetdesk.book.declared_records import records
from budgetdesk.book.errors import RowMissing
from budgetdesk.book.filled_in import filled_in_marks, is_marked, mark_filled_in
from budgetdesk.book.stages import stage_forms
from budgetdesk.book.step import Step
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.desktop.window.tree_moving import TreeMoving
from budgetdesk.desktop.window.tree_place import TreePlace
from budgetdesk.desktop.window.tree_words import WORDS, named, short, told, told_below
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.standing import is_overall, is_project
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.held_values import is_record
from budgetdesk.domain.late_module import late_module
from budgetdesk.domain.records import (
    Department,
    Held,
    RecordKind,
    Unit,
    UnitKind,
)

if TYPE_CHECKING:
    from budgetdesk.book import edit
    from budgetdesk.desktop.dialogs.office import TypedOffice
else:
    edit = late_module("budgetdesk.book.edit")

_TABLES = {Level.DEPARTMENT: "department", Level.UNIT: "unit", Level.PROJECT: "project"}
_DELETE: dict[Level, Callable[[Step, int], object]] = {
    Level.DEPARTMENT: lambda step, it: edit.delete_department(step, it),
    Level.UNIT: lambda step, it: edit.delete_unit(step, it),
    Level.PROJECT: lambda step, it: edit.delete_project(step, it),
}
_NEW_NAME = "新项目"

_MARKED = {True: "已标为填报完成，再改一个字就自动取消。", False: "不再是填报完成，继续填报。"}


class TreeCommands:
    """The commands of the menu 项目, on the line that the tree's cursor is on."""

    def __init__(
        self,
        session: Session,
        view: OutlineView,
        tabs: FormTabs,
        notice: NoticeBar,
        parent: QWidget,
        stage: Callable[[], KindDeclaration | None],
    ) -> None:
        """`stage` gives the stage chosen above the tree, None for the projects' own forms."""
        self._session = session
        self._stage = stage
        self._view = view
        self._tabs = tabs
        self._notice = notice
        self._parent = parent
        self._place = TreePlace(session, view, tabs, parent)
        self._do = self._place.do
        self.moving = TreeMoving(self._place, notice.say)
        view.outline.rename_wanted.connect(self.give_name)

    # Opening

    def open_node(self, node: Node, *, stay: bool) -> None:
        """Open a project's form, at the indicator that was chosen; a department's overall form."""
        if node.level is Level.PROJECT:
            self._tabs.open_project(node.id, stay=stay)
        elif node.level is Level.INDICATOR and node.parent is not None:
            project_id = node.parent.id
            editor = self._tabs.open_form(RecordKind.PROJECT, project_id, stay=stay)
            editor.go_to(FieldRef(RecordKind.PROJECT, project_id, node.path, row_id=node.id))

    def open_overall(self) -> None:
        """Open the overall form of the current department; what is typed there makes it."""
        department = self._place.department()
        if department is None:
            self._notice.say("请先新建部门，再填报它的整体支出绩效目标。")
        else:
            self._tabs.open_overall(department.id).setFocus()

    # Adding

    def new_project(self) -> None:
        """Add a project below the current unit and let its name be typed."""
        unit = self._place.unit()
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

    def paste_projects(self) -> None:
        """Add a project below the current unit for each name that was copied."""
        from budgetdesk.desktop.window.tree_pasting import paste_projects

        paste_projects(self._place, self._notice)

    def new_unit(self) -> None:
        """Ask for a unit's name and code, and add it to the current department."""
        department = self._place.department()
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

    # Changing

    def rename(self) -> None:
        """Edit the current line's name in the tree."""
        self._view.rename_current()

    def give_name(self, node: Node, name: str) -> None:
        """Give a department, unit or project another name."""
        table = _TABLES[node.level]
        self._do(
            f"{WORDS[node.level]}「{short(node)}」改名",
            lambda step: edit.rename(step, table, node.id, name),
        )

    def properties(self) -> None:
        """Ask for the code and name of the current department or unit."""
        node = self._view.current()
        if node is None or node.level not in (Level.DEPARTMENT, Level.UNIT):
            self.rename()
            return
        from budgetdesk.desktop.dialogs.office import OfficeDialog, TypedOffice

        word = WORDS[node.level]
        before = TypedOffice(node.code, node.name, self._kind_of(node))
        office = OfficeDialog.ask(self._parent, f"{word}的编码与名称", word, before)
        if office is not None:
            self._do(f"修改{word}「{short(node)}」", lambda step: _update(step, node, office))

    def has_form(self) -> bool:
        """Whether a form is in front that is in the book, or a project is chosen in the tree."""
        return self._record_in_front() is not None or self._place.project() is not None

    def filled_in(self) -> bool:
        """Whether the current form, or all chosen, are marked as 填报完成, none edited since."""
        marks = filled_in_marks(self._session.book)
        forms = self._forms() if marks else ()
        return bool(forms) and all(is_marked(marks, form) for form in forms)

    def toggle_filled_in(self) -> None:
        """Mark the current form or all chosen ones; take the mark back if all of them have it."""
        if not self.has_form() or not self._session.commit_editors():
            return
        forms, done = self._forms(), not self.filled_in()
        if not forms:
            return
        what = self._told(forms)

        def mark(step: Step) -> int:
            mark_filled_in(step, forms, done=done)
            return len(forms)

        if self._do(f"{what}{'填报完成' if done else '继续填报'}", mark):
            self._notice.offer_undo(f"{what}{_MARKED[done]}", self._session.undo)

    def _told(self, forms: Sequence[Held]) -> str:
        """What forms are called in a step's name: several of one stage as so many."""
        kind = self._declaration_of(forms[0])
        if len(forms) > 1 and kind.own:
            return f"{kind.stage} {len(forms)} 张"
        return told([self._name_of(form) for form in forms])

    def _name_of(self, form: Held) -> str:
        kind = self._declaration_of(form)
        if kind.own:
            return f"{kind.stage} {form.title_on('')}"
        return form.title_on(f"{form.office} 整体表")

    def _declaration_of(self, form: Held) -> KindDeclaration:
        return self._session.book.dictionary.kinds[form.kind]

    def _forms(self) -> Sequence[Held]:
        """The form in front, of whatever stage; of several chosen projects those of the stage."""
        book, ids, stage = self._session.book, self._place.project_ids(), self._stage()
        one = None if len(ids) > 1 and not self._overall_in_front() else self._record_in_front()
        if one is not None:
            return [one]
        if stage is None or (self._tabs.current_form() is not None and len(ids) < 2):
            return read.projects(book, ids)
        forms = stage_forms(book, RecordKind.PROJECT, stage, ids)
        return records(book, stage.kind, [form.id for form in forms])

    def _record_in_front(self) -> Held | None:
        """What the form in front is of; None for a project's own, or one nobody has filled in."""
        editor = self._tabs.current_form()
        if editor is None or is_project(editor.kind) or not editor.record_id:
            return None
        try:
            found = self._session.record(editor.kind, editor.record_id)
        except RowMissing:  # deleted just now: its tab is about to show another one
            return None
        return found if is_record(found) else None

    def _overall_in_front(self) -> bool:
        editor = self._tabs.current_form()
        return editor is not None and is_overall(editor.kind)

    def listed(self) -> bool:
        """Whether the chosen projects are all on the list of 民生领域重大事项."""
        nodes = self._place.projects()
        return bool(nodes) and all(node.livelihood for node in nodes)

    def toggle_livelihood(self) -> None:
        """Put the chosen projects on the list of 民生领域重大事项; off it if all are on it."""
        nodes = self._place.projects()
        if not nodes:
            return
        listed, ids = not self.listed(), [node.id for node in nodes]
        self._do(
            f"{told([it.name for it in nodes])}{'列入' if listed else '移出'}民生领域重大事项",
            lambda step: edit.mark_livelihood(step, ids, listed=listed),
        )

    def delete(self) -> None:
        """Delete the chosen lines with all below them; a bar offers the way back."""
        nodes = [node for node in self._view.lines() if node.level in _DELETE]
        if not nodes:
            return
        what, below = named(nodes), told_below(self._session.book, nodes)
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

    def _come_to(self, node: Node | None, *, shown: bool) -> None:
        """Be on a line, its form in front where a form was."""
        if node is None:
            return
        if shown:
            self.open_node(node, stay=False)
        self._view.make_current(node.level, node.id)

    def step_project(self, offset: int) -> None:
        """Open the next (1) or previous (-1) project of the tree."""
        beside = self.project_beside(offset)
        if beside is not None:
            self._view.make_current(Level.PROJECT, beside)
            self._tabs.open_project(beside, stay=False).setFocus()

    def project_beside(self, offset: int) -> int | None:
        """The next (1) or previous (-1) project of the tree as it is shown; the first at first."""
        departments, current = self._view.outline.root.shown, self._place.project()
        units = [unit for it in departments for unit in it.shown if unit.shown]
        at = next((at for at, unit in enumerate(units) if unit.row_of_id(current) >= 0), None)
        if at is None:
            return units[0].shown[0].id if units else None
        before, unit, after = units[at - 1 : at] if at else [], units[at], units[at + 1 : at + 2]
        # Of the units beside only what adjoins: this is asked at each move in a tree of thousands.
        near = [*(it.shown[-1] for it in before), *unit.shown, *(it.shown[0] for it in after)]
        place = len(before) + unit.row_of_id(current) + offset
        return near[place].id if 0 <= place < len(near) else None

    def _kind_of(self, node: Node) -> UnitKind | None:
        units = read.units(self._session.book) if node.level is Level.UNIT else ()
        return next((unit.kind for unit in units if unit.id == node.id), None)

    def _free_name(self, unit: Unit) -> str:
        node = self._view.outline.find(Level.UNIT, unit.id)
        taken = {child.name for child in (node.children if node else None) or ()}
        names = (_NEW_NAME, *(f"{_NEW_NAME}{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)


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
