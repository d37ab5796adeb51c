"""复制全部指标, 复制下一栏: a project's form on its way into 一体化 in the browser."""

from PySide6.QtGui import QGuiApplication

from budgetdesk.desktop.editor.commands import FormCommands
from budgetdesk.desktop.editor.form_state import FormState
from budgetdesk.desktop.editor.grid import GridPlace
from budgetdesk.dictionary.standing import as_project, is_project
from budgetdesk.domain.fields import HORIZON_LABELS, FieldRef
from budgetdesk.domain.records import Horizon
from budgetdesk.domain.text import one_line, shorten
from budgetdesk.exchange.clipboard.copying_out import OutText, indicator_lines, out_texts
from budgetdesk.exchange.clipboard.writing import format_cells

_IS_LONG = f".{Horizon.IMPLEMENTATION.value}"  # in the path of a field of 实施期
_TOLD = 24  # characters of a text in the status line


def offer_copying_out(commands: FormCommands, state: FormState) -> None:
    """Put the commands into the menu of a project's form."""
    if not is_project(state.source.kind):
        return
    out = _CopyingOut(state)
    offered = (
        commands.offer("复制全部指标", "Ctrl+Shift+C", out.copy_all, lambda: True),
        commands.offer("复制下一栏", "F9", lambda: out.step(1), lambda: True),
        commands.offer("复制上一栏", "Shift+F9", lambda: out.step(-1), lambda: True),
    )
    commands.gather("往一体化复制", offered)


class _CopyingOut:
    def __init__(self, state: FormState) -> None:
        self._state = state
        self._last: OutText | None = None  # what was copied, while the current cell is its own

    def copy_all(self) -> None:
        """All indicators of the time span that the current cell is in, else those of the year."""
        project, cell = as_project(self._state.record), self._state.current
        if project is None:
            return
        ref = cell.field if cell is not None else None
        horizon = Horizon.IMPLEMENTATION if ref and _IS_LONG in ref.path else Horizon.ANNUAL
        form_set = self._state.session.form_set
        columns = form_set.portal.table
        lines = indicator_lines(project.indicators.of(horizon) or (), columns)
        if not lines:
            self._state.message.emit("还没有指标，没有复制。")
            return
        QGuiApplication.clipboard().setText(format_cells(lines))
        told = form_set.in_own_words(f"已复制{HORIZON_LABELS[horizon]}指标 {len(lines)} 条")
        self._state.message.emit(f"{told}（{'、'.join(it.head for it in columns)}）。")

    def step(self, offset: int) -> None:
        """Copy the next text of the form, or the one before; the current cell goes along."""
        state, project = self._state, as_project(self._state.record)
        if project is None:
            return
        session = state.session
        fields = session.book.dictionary.kinds[project.kind].fields
        single = session.form_set.portal.single
        texts = out_texts(state.grid.cells, project, fields, single)
        if not texts:
            state.message.emit("这张表还没有内容，没有复制。")
            return
        at = self._next(texts, offset)
        if not 0 <= at < len(texts):
            end = "最后" if offset > 0 else "最前"
            state.message.emit(f"已经是{end}一栏，剪贴板没有变。")
            return
        self._copy(texts[at], f"{at + 1}/{len(texts)}")

    def _copy(self, found: OutText, place: str) -> None:
        QGuiApplication.clipboard().setText(found.text)
        cell = self._state.cell_of(found.ref)
        if cell is not None:
            self._state.move_to(GridPlace(cell.row, cell.column))
        self._last = found
        said = shorten(one_line(found.text), _TOLD)
        label = self._state.session.form_set.in_own_words(found.label)
        self._state.message.emit(f"已复制 {place} {label}：{said}")

    def _next(self, texts: tuple[OutText, ...], offset: int) -> int:
        """The number of the text to be copied; from the current cell on where it was moved."""
        current = self._state.current
        here = current.field if current is not None else None
        if self._last is not None and self._is_at(here, self._last.ref):
            keys = [(it.ref, it.label) for it in texts]
            key = (self._last.ref, self._last.label)
            if key in keys:
                return keys.index(key) + offset
        return self._from_here(texts, offset)

    def _is_at(self, here: FieldRef | None, ref: FieldRef) -> bool:
        return here is not None and (here.path, here.row_id) == (ref.path, ref.row_id)

    def _from_here(self, texts: tuple[OutText, ...], offset: int) -> int:
        """The first text at the current cell or behind it; going back, the last before it."""
        cells = self._state.grid.cells
        places = {it.field: (it.row, it.column) for it in cells if it.field is not None}
        current = self._state.current
        here = (current.row, current.column) if current is not None else (0, 0)
        own = (n for n, it in enumerate(texts) if current and self._is_row(current.field, it.ref))
        behind = (n for n, it in enumerate(texts) if places.get(it.ref, here) >= here)
        at = next(own, next(behind, len(texts)))
        return at if offset > 0 else at - 1

    def _is_row(self, here: FieldRef | None, ref: FieldRef) -> bool:
        """Whether a text is of the current field, or of the row that it stands in."""
        return here is not None and (
            here.path == ref.path if not ref.row_id else self._list_row(here) == self._list_row(ref)
        )

    def _list_row(self, ref: FieldRef) -> tuple[str, int]:
        return ref.path.rpartition(".")[0], ref.row_id
