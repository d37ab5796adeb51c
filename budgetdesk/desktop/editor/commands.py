"""The form's commands, each an action with its Chinese name and its keys."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from budgetdesk.book import edit
from budgetdesk.book.errors import BookError
from budgetdesk.book.step import Step
from budgetdesk.desktop.cells.keyboard import key_action, write_keys
from budgetdesk.desktop.clips import NO_TEXT, exceeds, text_to_paste
from budgetdesk.desktop.editor.copying import clip_of, copied
from budgetdesk.desktop.editor.form_state import FormState, row_of
from budgetdesk.desktop.editor.lists import (
    Standing,
    add_row,
    in_list,
    is_blank,
    list_path,
    row_ref,
    rows_in,
    standing_of,
)
from budgetdesk.desktop.editor.pasting import NOT_HERE, FormPasting
from budgetdesk.desktop.menu import gathered
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.standing import is_project
from budgetdesk.domain.fields import FieldRef, value_of
from budgetdesk.domain.typed import TypedError
from budgetdesk.exchange.placement.placing import MOST_CELLS
from budgetdesk.exchange.placement.plan import Plan
from budgetdesk.forms.parts import TICK
from budgetdesk.forms.sheet import Cell, Role

Texts = Iterable[tuple[FieldRef, str]]

_TOO_LARGE = f"剪贴板里的内容超过 {MOST_CELLS:,} 格，一张表放不下，没有粘贴；请只复制要粘贴的部分。"


class FormCommands(QObject):
    """What can be done with the chosen cells of one form."""

    def __init__(self, state: FormState, commit: Callable[[], bool], parent: QWidget) -> None:
        """`commit` writes the open cell first; the parent widget bears the actions."""
        super().__init__(parent)
        self._state = state
        self._commit = commit
        self._bearer = parent
        self._unused: tuple[FieldRef, int] | None = None  # a blank row added here, and its step
        self.cut = self._action("剪切", "Ctrl+X", self._cut)
        self.copy = self._action("复制", "Ctrl+C", self._copy)
        self.paste = self._action("粘贴", "Ctrl+V", self._paste)
        self.clear = self._action("清除内容", "Del", self._clear)
        self.fill_down = self._action("向下填充", "Ctrl+D", self._fill_down)
        self.insert_row = self._action("插入指标", "Ctrl+Return", self._insert_row)
        self.remove_row = self._action("删除指标", "Ctrl+-", self._remove_row)
        self.row_up = self._action("上移", "Alt+Up", lambda: self._move_row(-1))
        self.row_down = self._action("下移", "Alt+Down", lambda: self._move_row(1))
        carried = state.session.form_set.in_own_words("实施期复制到年度")
        self.to_annual = self._action(carried, "Ctrl+Shift+R", self._copy_to_annual)
        self._more: list[tuple[QAction, Callable[[], bool]]] = []  # what this form offers beside
        self._below: dict[QAction, QAction] = {}  # the line of the menu that leads to a command
        self._last: list[QAction | None] = []  # what holds the form offers

    @property
    def actions(self) -> list[QAction]:
        """Every command, in the order of a menu."""
        return [action for action in self._listed() if action is not None]

    def menu(self) -> list[QAction | None]:
        """The lines of a menu, None where one parts them."""
        lines: list[QAction | None] = []
        for action in self._listed():
            line = self._below.get(action, action) if action is not None else None
            if line is None or line not in lines:
                lines.append(line)
        return lines

    def _listed(self) -> list[QAction | None]:
        self.refresh()
        menu: list[QAction | None] = [self.cut, self.copy, self.paste, self.clear]
        menu += [None, self.fill_down]
        if any(cell.field is not None and in_list(cell.field) for cell in self._state.grid.cells):
            menu += [None, self.insert_row, self.remove_row, self.row_up, self.row_down]
            menu += [None, self.to_annual]
        more = [action for action, _ in self._more]
        menu += [None, *more] if more else []
        return [*menu, None, *self._last] if self._last else menu

    def offer(
        self, text: str, keys: str, act: Callable[[], None], when: Callable[[], bool]
    ) -> QAction:
        """Add a command of this form alone, behind the others; `when` says if it can be used."""
        action = self._action(text, keys, act)
        self._more.append((action, when))
        self._bearer.addAction(action)
        return action

    def gather(self, title: str, actions: Iterable[QAction]) -> None:
        """Let one line of the menu lead to commands that were offered."""
        told = [*actions]
        self._below |= dict.fromkeys(told, gathered(title, told, self._bearer))

    def end_with(self, actions: Iterable[QAction | None]) -> None:
        """Let the menu end with commands of what holds the form, None where a line parts them."""
        self._last = [*actions]

    def refresh(self) -> None:
        """Enable what can be done with the current cell."""
        writable = not self._state.session.book.read_only
        ref = self._ref
        band = self._state.session.book.dictionary.list_of(ref) if ref is not None else None
        fixed = band is not None and band.fixed
        listed = writable and ref is not None and in_list(ref) and not fixed
        stored = listed and ref is not None and bool(ref.row_id)
        for action in (self.cut, self.paste, self.clear, self.fill_down):
            action.setEnabled(writable)
        self.insert_row.setEnabled(
            listed or (writable and not fixed and self._slot_ref is not None)
        )
        for action in (self.remove_row, self.row_up, self.row_down):
            action.setEnabled(stored)
        word = band.row_word if band is not None else "指标"
        write_keys(self.insert_row, f"插入{word}")
        write_keys(self.remove_row, f"删除{word}")
        for action, when in self._more:
            action.setEnabled(when())
        record = self._state.record
        both = is_project(record.kind) and value_of(record, "goals.implementation") is not None
        self.to_annual.setEnabled(writable and both)

    @property
    def _ref(self) -> FieldRef | None:
        cell = self._state.current
        return cell.field if cell is not None else None

    @property
    def _slot_ref(self) -> FieldRef | None:
        """The name of the last row beside the label of a second-level indicator."""
        cell, grid = self._state.current, self._state.grid
        if cell is None or cell.role is not Role.LABEL:
            return None
        last = grid.at(cell.row + cell.rows - 1, cell.column + cell.columns)
        ref = last.field if last is not None else None
        return ref if ref is not None and in_list(ref) and ref.path.endswith(".name") else None

    def _action(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        # The form takes its keys itself; the shortcut is there for menus to show.
        action = key_action(self._bearer, text, keys, lambda: act() if self._ready() else None)
        write_keys(action, text)
        return action

    def _ready(self) -> bool:
        return self._commit()

    # The chosen cells

    def _copy(self) -> None:
        state = self._state
        if state.selected_cells():
            data = copied(state.grid, state.record, state.selection)
            QGuiApplication.clipboard().setMimeData(data)

    def _cut(self) -> None:
        self._copy()
        self._clear_cells("剪切")

    def _clear(self) -> None:
        self._clear_cells("清除")

    def tick(self) -> None:
        """Tick the current cell, or take its tick away."""
        cell = self._state.current
        if cell is not None and cell.field is not None and not self._state.refuses():
            text = "" if cell.text else TICK
            self._write(f"修改 {self._state.label_of(cell.field)}", [(cell.field, text)])

    def _clear_cells(self, verb: str) -> None:
        filled = [cell for cell in self._inputs(self._state.selected_cells()) if cell.text]
        texts = [(cell.field, "") for cell in filled if cell.field is not None]
        if len(texts) == 1:
            self._write(f"{verb} {self._state.label_of(texts[0][0])}", texts)
        elif texts:
            self._write(f"{verb} {len(texts)} 格", texts)
        elif not self._inputs(self._state.selected_cells()):
            self._state.refuses()  # says why

    def _fill_down(self) -> None:
        """Give every chosen cell the text of the topmost one above it in the selection."""
        state = self._state
        cells = state.selected_cells()
        span = state.selection
        if span.top == span.bottom or len({cell.row for cell in cells}) == 1:
            self._fill_from_above()
            return
        sources: dict[int, str] = {}
        texts: list[tuple[FieldRef, str]] = []
        for cell in self._inputs(cells):
            if cell.column not in sources:
                sources[cell.column] = cell.text
            elif cell.field is not None:
                texts.append((cell.field, sources[cell.column]))
        self._write(f"向下填充 {len(texts)} 格", self._differing(texts))

    def _fill_from_above(self) -> None:
        state = self._state
        texts: list[tuple[FieldRef, str]] = []
        for cell in self._inputs(state.selected_cells()):
            above = [
                one
                for one in state.grid.inputs
                if one.column == cell.column and one.row < cell.row and one.field is not None
            ]
            if above and cell.field is not None and _alike(above[-1], cell):
                texts.append((cell.field, above[-1].text))
        self._write(f"向下填充 {len(texts)} 格", self._differing(texts))

    # Pasting

    def _paste(self) -> None:
        state = self._state
        start = state.grid.at(state.selection.top, state.selection.left)
        if start is None:
            return
        if state.session.book.read_only:
            state.refuses()
            return
        data = text_to_paste(state.message.emit)
        if data is None:
            return
        if exceeds(data, MOST_CELLS):
            state.message.emit(_TOO_LARGE)
            return
        clip = clip_of(data)
        block = clip.clipping.block
        if not block.cells or (block.alone is not None and start.role is not Role.INPUT):
            state.message.emit(NO_TEXT if not block.cells else NOT_HERE)
            return
        pasting = FormPasting(self._write, state.message.emit, self._look, state.label_of)
        if block.alone is not None and state.selects_range:
            pasting.fill(block.alone, self._inputs(state.selected_cells()))
        else:
            print_out = partial(state.source.printed_of, state.record)
            pasting.paste(clip, state.sheet, state.record, start, print_out)

    def _look(self, plan: Plan[FieldRef]) -> Plan[FieldRef] | None:
        from budgetdesk.desktop.editor.looking import look_at

        return look_at(plan, self._state, self._bearer)

    # Rows of a list

    def _insert_row(self) -> None:
        state, ref = self._state, self._first_of_row(self._ref or self._slot_ref)
        standing = standing_of(state.record, ref) if ref is not None else None
        if ref is None or standing is None:
            return
        if is_blank(state.record, ref):
            if self._ref is not None:
                state.message.emit("这里已有空行，请直接填写。")
            state.lead_to(ref)
            return
        below = Standing(standing.slot, standing.index + 1)
        if below.index >= len(rows_in(state.record, list_path(ref), standing.slot)):
            blank = state.grid.showing(row_ref(state.record, ref, ref.path, below))
            if blank is not None and blank.field is not None:
                state.lead_to(blank.field)  # the slot's own blank row is there already
                return
        made: list[FieldRef] = []

        def add(step: Step) -> None:
            made.append(add_row(step, state.source.settle(step, ref), below))

        if self._step(self.insert_row.iconText(), add):
            state.lead_to(made[0])
            self._unused = (made[0], state.session.book.undo_steps(1)[0].step_id)

    def _first_of_row(self, ref: FieldRef | None) -> FieldRef | None:
        """What is filled in first in the row of a field; `ref` itself outside of lists."""
        if ref is None or not in_list(ref):
            return ref
        row = [
            (cell.column, cell.field)
            for cell in self._state.grid.inputs
            if cell.field is not None and in_list(cell.field) and row_of(cell.field) == row_of(ref)
        ]
        return min(row, key=lambda pair: pair[0], default=(0, ref))[1]

    def drop_unused_row(self) -> None:
        """Take back a row that was added and left without a word in it."""
        state = self._state
        if self._unused is None or state.session.book.read_only:
            return
        ref, step_id = self._unused
        if self._ref is not None and self._ref.row_id == ref.row_id:
            return
        self._unused = None
        if standing_of(state.record, ref) is None or not is_blank(state.record, ref):
            return
        newest = state.session.book.undo_steps(1)
        if newest and newest[0].step_id == step_id:
            self._run(lambda: state.session.book.undo())  # as if it had never been
        else:
            self._step(
                "删除空行",
                lambda step: edit.remove_indicator(step, ref.row_id, self._table_of(ref)),
            )

    def _remove_row(self) -> None:
        refs = {
            (self._table_of(cell.field), cell.field.row_id)
            for cell in self._state.selected_cells()
            if cell.field is not None and in_list(cell.field) and cell.field.row_id
        }
        if refs:
            many = f" {len(refs)} 行" if len(refs) > 1 else ""
            self._step(f"{self.remove_row.iconText()}{many}", lambda step: _remove(step, refs))

    def _table_of(self, ref: FieldRef) -> str:
        """The book's table with the rows of the list that a field is in."""
        band = self._state.session.book.dictionary.list_of(ref)
        return band.table if band is not None else ""

    def _move_row(self, offset: int) -> None:
        ref = self._ref
        if ref is not None and in_list(ref) and ref.row_id:
            name = (self.row_up if offset < 0 else self.row_down).iconText()
            self._step(
                f"{name}指标",
                lambda step: edit.move_indicator(step, ref.row_id, offset, self._table_of(ref)),
            )

    def _copy_to_annual(self) -> None:
        state = self._state
        if is_project(state.kind):
            name = self.to_annual.iconText()
            self._step(name, lambda step: edit.copy_to_annual(step, state.record_id))

    # Writing

    def _inputs(self, cells: Iterable[Cell]) -> list[Cell]:
        return [cell for cell in cells if self._state.can_type(cell)]

    def _differing(self, texts: Texts) -> list[tuple[FieldRef, str]]:
        """The texts that change something; blanking a row comes after filling it.

        A row both of whose texts become blank is removed, so its other text must be there first.
        """
        shown = {cell.field: cell.text for cell in self._state.grid.cells if cell.field is not None}
        changing = [(ref, text) for ref, text in texts if shown.get(ref, "") != text]
        return sorted(changing, key=lambda pair: not pair[1])

    def _write(self, name: str, texts: Texts) -> bool:
        wanted = list(texts)
        if not wanted:
            return False
        session, state = self._state.session, self._state
        (ref, text), *more = wanted
        if not more and in_list(ref) and not ref.row_id:
            done = self._run(lambda: state.write_text(ref, text, name))
            state.lead_to(ref)  # into the row that it has made, as after typing
            return done
        put, settle = state.source.put, state.source.settle
        return self._run(lambda: session.write_all(name, state.whole(wanted), put, settle))

    def _step(self, name: str, act: Callable[[Step], object]) -> bool:
        def run() -> None:
            with self._state.session.book.step(name) as step:
                act(step)

        return self._run(run)

    def _run(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except (BookError, TypedError) as error:
            self._state.message.emit(str(error))
            return False
        return True


def _remove(step: Step, rows: set[tuple[str, int]]) -> None:
    for table, row_id in rows:
        edit.remove_indicator(step, row_id, table)


def _alike(one: Cell, other: Cell) -> bool:
    """Whether two cells hold the same kind of thing, so that one may fill the other."""
    if one.field is None or other.field is None:
        return False
    same_part = one.field.part == other.field.part
    return same_part and field_of(one.field).kind is field_of(other.field).kind
