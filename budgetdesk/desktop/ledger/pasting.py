"""Pasting into a grid of lines: over its cells, or as lines of its own; large pastes as jobs."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.clips import NO_TEXT, flavours, text_to_paste
from budgetdesk.desktop.jobs import Job, Jobs, JobState
from budgetdesk.desktop.ledger.cursor import Cursor
from budgetdesk.desktop.ledger.model import LinesModel
from budgetdesk.desktop.ledger.rows import NewRow
from budgetdesk.desktop.ledger.work import LinesWork, lines_among
from budgetdesk.domain.ledger_lines import Line
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.exchange.clipboard.block import Block
from budgetdesk.exchange.clipboard.reading import read_clipboard, rough_size
from budgetdesk.exchange.line_tables.columns import Matrix
from budgetdesk.exchange.line_tables.understanding import Understood, understand
from budgetdesk.exchange.placement.on_lines import PasteTarget, place_on_lines

MOST_ROWS = 50_000  # at one go: more lines than a county's book has
_MANY = 2_000  # rows; a second's reading
_MANY_CELLS = 40_000  # as long, in few rows
_MOST_COLUMNS = 2_000  # no table has more; a page's merged cells make millions
_TOO_LARGE = (
    f"剪贴板里有 {{:,}} 行，一次最多粘贴 {MOST_ROWS:,} 行，没有粘贴；"
    "请分几次粘贴，或存为 .csv 文件用 budgetdesk import 导入。"
)
_TOO_WIDE = "剪贴板里的表有 {:,} 列，不是明细表，没有粘贴。"
_Lines = PasteTarget[StrEnum]
T = TypeVar("T")


class LinePasting:
    """Pastes into one grid by what it is given.

    `attempt` carries a deed out and tells its refusal; `say` tells one sentence; `show` puts the
    cursor on lines that were made.
    """

    def __init__(
        self, cursor: Cursor, model: LinesModel, work: LinesWork, jobs: Jobs, bearer: QWidget,
        *, attempt: Callable[[Callable[[], object]], None], say: Callable[[str], None],
        show: Callable[[Sequence[int]], None],
    ) -> None:  # fmt: skip
        self._cursor, self._model, self._work = cursor, model, work
        self._jobs, self._bearer = jobs, bearer
        self._attempt, self._say, self._show = attempt, say, show
        self._job: Job | None = None

    def paste(self) -> None:
        """Paste over the chosen cells; lines of their own where the block brings such."""
        begins = self._cursor.column if self._cursor.row == NewRow() else None
        self._with_block(partial(self._place, self._target(), begins))

    def paste_as_lines(self) -> None:
        """Paste as lines of their own."""
        self._with_block(self._recognise)

    def stop(self) -> None:
        """Give up what is under way: the grid is closed."""
        if self._job is not None:
            self._job.cancel()

    # The block

    def _with_block(self, then: Callable[[Block], None]) -> None:
        """Hand on what lies on the clipboard, in time where that is much."""
        data = text_to_paste(self._say) if self._job is None else None
        if data is None:
            return
        text, html = flavours(data)
        rows, cells = rough_size(text, html)
        if rows > MOST_ROWS:
            self._say(_TOO_LARGE.format(rows))
            return

        def take(block: Block) -> None:
            if block.columns > _MOST_COLUMNS:
                self._say(_TOO_WIDE.format(block.columns))
            elif block.cells:
                then(block)
            else:
                self._say(NO_TEXT)

        if rows < _MANY and cells < _MANY_CELLS:
            take(_read(text, html, ignore_progress))
        else:
            self._start("读取剪贴板", partial(_read, text, html), take)

    def _place(self, target: _Lines | None, begins: StrEnum | None, block: Block) -> None:
        if begins is not None and block.alone is not None:
            self._cursor.go_to_line(self._work.begin(begins, block.alone))
            return
        plan = None
        if target is not None and not self._has_heading(block):
            plan = place_on_lines(block, target)
        if plan is None or plan.left_over:
            self._recognise(block)  # what doesn't fit is shown there, before anything is written
        else:
            self._work.put(plan)

    def _target(self) -> _Lines | None:
        """The cells to paste over; None where the cursor is in no line."""
        chosen, model = self._cursor.chosen(), self._model
        if self._cursor.line is None or not chosen.rows:
            return None
        columns = model.columns
        return PasteTarget(
            [line.id for line in lines_among(map(model.row, chosen.rows))],
            [columns[number] for number in chosen.columns],
            [line.id for line in lines_among(model.shown[chosen.rows[0] :])],
            columns[chosen.columns[0] :],
        )

    def _has_heading(self, block: Block) -> bool:
        from budgetdesk.exchange.line_tables.recognising import header_row

        return header_row(block.matrix(), self._model.terms) is not None

    # Lines of its own

    def _recognise(self, block: Block) -> None:
        """Show what a table from elsewhere was understood as, and add its lines."""
        terms, like = self._model.terms, self._work.fresh(self._cursor.line)

        def work(progress: Progress) -> tuple[Matrix, Understood]:
            from budgetdesk.exchange.line_tables.blocks import table_of_block

            matrix = table_of_block(block, terms)
            return matrix, understand(matrix, terms, like, progress)

        if block.rows < _MANY and len(block.cells) < _MANY_CELLS:
            self._look(*work(ignore_progress))
        else:
            self._start("识别粘贴的表", work, lambda found: self._look(*found))

    def _look(self, matrix: Matrix, understood: Understood) -> None:
        from budgetdesk.desktop.ledger.paste_dialog import PasteDialog

        dialog = PasteDialog(
            self._bearer, self._work.kind, self._model.terms, understood.like, matrix, understood
        )
        if not ask.run(dialog) or not dialog.lines:
            return
        lines: tuple[Line, ...] = dialog.lines
        name = f"粘贴 {len(lines)} 行{self._work.kind.name}"
        if len(lines) < _MANY:
            self._tell(self._work.add(name, lines, names=dialog.names))
        else:
            adding = self._work.adding(name, lines, dialog.names)
            self._start(name, adding, self._take_added, writes=True)

    def _take_added(self, made: list[int]) -> None:
        self._work.catch_up()
        self._tell(made)

    def _tell(self, made: Sequence[int]) -> None:
        self._show(made)
        self._say(f"已录入 {len(made)} 行。")

    # Jobs

    def _start(
        self, title: str, work: Callable[[Progress], T], then: Callable[[T], None],
        *, writes: bool = False,
    ) -> None:  # fmt: skip
        """Do it off the main thread, one at a time; what comes of it is an attempt as well."""

        def ended() -> None:
            stopped = job.state is JobState.CANCELLED
            self._job = None
            if stopped:
                self._say(f"{title}已取消，没有粘贴。")

        job = self._jobs.start(
            title,
            work,
            lambda found: self._attempt(lambda: then(found)),
            failed=lambda error: self._attempt(partial(_raise, error)),
            writes=writes,
        )
        if job.state is JobState.RUNNING:
            self._job = job
            job.ended.connect(ended)


def _read(text: str, html: str, progress: Progress) -> Block:
    return read_clipboard(text, html, progress).block.without_idle_rows()


def _raise(error: Exception) -> None:
    raise error
