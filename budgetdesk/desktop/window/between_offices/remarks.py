"""Walking through 退回意见 in the window: each at its cell, ticked as a step of the book."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from budgetdesk.book.change import Change
from budgetdesk.book.errors import BookError
from budgetdesk.book.return_remarks import (
    RemarkSide,
    answer_remark,
    open_remarks,
    ref_of_place,
    remarks_of,
)
from budgetdesk.desktop import ask
from budgetdesk.desktop.remarks.bar import RemarkBar
from budgetdesk.desktop.window.books import Books
from budgetdesk.desktop.window.jumping import open_place
from budgetdesk.domain.return_remarks import RemarkTreatment, ReturnRemark

if TYPE_CHECKING:
    from budgetdesk.desktop.window.desk import Desk

_NONE = "没有收到退回意见。退回的文件用“收数”打开。"
_GONE = "这条意见所说的表已不在账套中。"


class RemarkWalk(QObject):
    """The remarks that the open book got, and the one that is looked at."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self._book = desk.session.book
        self._id = ""
        self.bar = RemarkBar(desk)
        desk.add_above(self.bar)
        self.bar.step_wanted.connect(self.step)
        self.bar.answered.connect(self._answer)
        self.bar.list_wanted.connect(self.show_list)
        desk.session.changed.connect(self._on_change)

    @property
    def current(self) -> ReturnRemark | None:
        """The remark that the bar shows."""
        known = remarks_of(self._book, RemarkSide.GOT)
        return next((it for it in known if it.id == self._id), None)

    def step(self, offset: int) -> None:
        """Go to the next (1) or previous (-1): of those not answered, while there are such."""
        if not self._desk.session.commit_editors():
            return
        known = remarks_of(self._book, RemarkSide.GOT)
        if not known:
            self._desk.notice.say(_NONE)
            return
        here = next((at for at, it in enumerate(known) if it.id == self._id), -1)
        start = here if here >= 0 or offset > 0 else 0
        left = any(it.is_open for it in known)
        order = (known[(start + offset * count) % len(known)] for count in range(1, len(known) + 1))
        self.go_to(next(it for it in order if it.is_open or not left))

    def go_to(self, remark: ReturnRemark) -> None:
        """Show a remark, the cursor on its cell."""
        self._id = remark.id
        self._show()
        ref = ref_of_place(self._book, remark.place)
        if why_not := _GONE if ref is None else open_place(self._desk, ref):
            self._desk.notice.say(why_not)

    def show_list(self) -> None:
        """All remarks; the one that is chosen is gone to."""
        from budgetdesk.desktop.dialogs.remarks import RemarksDialog

        known, left = remarks_of(self._book, RemarkSide.GOT), len(open_remarks(self._book))
        if not known:
            self._desk.notice.say(_NONE)
            return
        about = f"共 {len(known)} 条，未处理 {left} 条"
        dialog = RemarksDialog("退回意见", about, known, self._desk.window())
        if ask.run(dialog) and dialog.wanted is not None:
            self.go_to(dialog.wanted)

    def _show(self) -> None:
        known = remarks_of(self._book, RemarkSide.GOT)
        at = next((at for at, it in enumerate(known) if it.id == self._id), -1)
        if at < 0:  # it was taken back with the file that brought it
            self.bar.hide()
            return
        left = sum(it.is_open for it in known)
        read_only = self._book.read_only
        self.bar.show_remark(known[at], at + 1, len(known), left, read_only=read_only)

    def _answer(self, treatment: RemarkTreatment | None, text: str) -> None:
        from budgetdesk.desktop.refusal import tell_refusal

        remark = self.current
        if remark is None or not self._desk.session.commit_editors():
            return
        try:
            answer_remark(self._book, remark, treatment, text)
        except BookError as error:
            tell_refusal(self._desk.window(), "这条意见没有记下", error)

    def _on_change(self, change: Change) -> None:
        if not self.bar.isHidden() and change.touches("setting"):
            self._show()


def walk_of(desk: "Desk") -> RemarkWalk:
    """The walk through the remarks of the open book, made at the first need of it."""
    return desk.findChild(RemarkWalk) or RemarkWalk(desk)


def step_remark(books: Books, offset: int) -> None:
    """Go to the next (1) or previous (-1) remark of the open book."""
    if books.desk is not None:
        books.desk.notice.hide()  # it says how to come here
        walk_of(books.desk).step(offset)


def list_remarks(books: Books) -> None:
    """Show all remarks of the open book."""
    if books.desk is not None:
        walk_of(books.desk).show_list()


def tell_open_remarks(books: Books) -> None:
    """Say how many remarks wait, with the way to the first."""
    desk = books.desk
    if desk is None:
        return
    left = len(open_remarks(desk.session.book))
    if left:
        told = f"有 {left} 条退回意见还没有处理。"
        desk.notice.say(told, "逐条处理（F7）", lambda: step_remark(books, 1))
