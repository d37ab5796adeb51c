"""The forms of the chosen stage, made for many projects at once."""

from collections.abc import Callable, Sequence

from budgetdesk.book.change import Value
from budgetdesk.book.declared_records import add_numbered
from budgetdesk.book.errors import BookError
from budgetdesk.book.stages import (
    StageForm,
    latest_numbers,
    proposed_number,
    stage_forms,
    told_shortly,
)
from budgetdesk.desktop import ask
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.tree.outline import projects_at
from budgetdesk.desktop.tree.view import OutlineView
from budgetdesk.desktop.window.tabs.form_tabs import FormTabs
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.standing import is_below_project
from budgetdesk.domain.records import RecordKind


class StageMaking:
    """Makes the chosen stage's form for all projects at or below the tree's lines."""

    def __init__(
        self,
        session: Session,
        view: OutlineView,
        tabs: FormTabs,
        notice: NoticeBar,
        chosen: Callable[[], KindDeclaration | None],
    ) -> None:
        """`chosen` gives the stage, None for the projects' own forms."""
        self._session, self._view, self._tabs = session, view, tabs
        self._notice, self._chosen = notice, chosen

    def may_add(self) -> bool:
        """Whether a stage is chosen whose forms stand right below projects, and lines are."""
        kind = self._chosen()
        stands = kind is not None and is_below_project(kind)
        return stands and bool(projects_at(self._view.lines()))

    def add(self, chosen: tuple[int, ...] = ()) -> None:
        """Ask for the number where there may be several, and make those that are missing.

        For the projects given, else for those at or below the tree's lines.
        """
        kind, session = self._chosen(), self._session
        ids = chosen or projects_at(self._view.lines())
        if kind is None:
            self._notice.say("请先在项目树上方选择阶段，再新建这个阶段的表。")
            return
        if not ids or not session.commit_editors():
            return
        forms = stage_forms(session.book, RecordKind.PROJECT, kind, ids)
        number: Value = None
        if kind.told_apart_by:
            number = self._ask_number(kind, forms, len(ids))
            if number is None:
                return
        same = [it for it in forms if not kind.many or (kind.told_apart_by and it.number == number)]
        there = {form.root for form in same}
        self._make(kind, [it for it in ids if it not in there], number, len(there))

    def _make(self, kind: KindDeclaration, ids: Sequence[int], number: Value, there: int) -> None:
        session = self._session
        told = told_shortly(kind, number, session.book.info.fiscal_year)
        name = f"{kind.stage} {told}".strip()
        if not ids:
            self._notice.say(f"所选的 {there} 个项目都已有 {name} 的表。")
            return
        try:
            with session.book.step(f"新建 {name} {len(ids)} 张") as step:
                for project_id in ids:
                    add_numbered(step, kind, project_id, number)
        except BookError as error:
            ask.tell(self._tabs.window(), ask.Telling(f"新建{kind.stage}没有完成", str(error)))
            return
        if self._tabs.project_in_front() is not None:
            self._tabs.turn_to_stage()
        before = f"，{there} 个项目已有" if there else ""
        self._notice.offer_undo(f"已新建 {name} {len(ids)} 张{before}。", session.undo)

    def _ask_number(self, kind: KindDeclaration, forms: Sequence[StageForm], count: int) -> Value:
        """The last one where some projects lack it, else the next."""
        from budgetdesk.desktop.dialogs.number import NumberDialog

        field = kind.fields[kind.told_apart_by]
        known: list[Value] = [it.number for it in forms if it.number not in (None, "")]
        known = known or latest_numbers(self._session.book, kind)
        last = max(known, key=lambda it: str(it).zfill(12), default=None)
        lacking = len({form.root for form in forms if form.number == last}) < count
        proposed = last if last is not None and lacking else proposed_number(field, known)
        title = f"新建{kind.stage}　{count} 个项目"
        return NumberDialog.ask(self._tabs.window(), title, field, proposed)
