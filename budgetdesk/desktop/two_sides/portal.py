"""A list of 一体化 beside the book: what differs, ticked to mend the book, or copied out."""

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.portal.comparing import ListComparison
from budgetdesk.exchange.portal.differences import PortalDifference, PortalKind

_VERDICTS = {
    PortalKind.CHANGED: Verdict.GUESSED,
    PortalKind.MISSING: Verdict.LOST,
    PortalKind.ADDED: Verdict.ASSUMED,
}
_SHORT = 24


class AgainstListDialog(TwoSidesDialog):
    """Nothing is ticked at first: which side is right, the clerk says difference by difference."""

    manual_page = "checks"

    def __init__(
        self, name: str, found: ListComparison, parent: QWidget | None, *, writable: bool
    ) -> None:
        self._writable = writable
        super().__init__(sides_of(name, found), parent)
        self.all_button = QPushButton("全部勾选", self)
        self.all_button.clicked.connect(lambda: self.model.tick_all(ticked=True))
        self.copy_button = QPushButton("复制账套内容", self)
        self.copy_button.setToolTip("复制当前一行在账套中的内容，到一体化中粘贴（Ctrl+C）")
        self.copy_button.clicked.connect(self.copy)
        for number, button in enumerate((self.all_button, self.copy_button)):
            button.setAutoDefault(False)
            button.setEnabled(bool(self.model.rowCount()))
            self.buttons.insertWidget(number, button)
        self.all_button.setVisible(writable)
        self.cancel_button.setText("取消" if writable else "关闭")
        QShortcut(QKeySequence.StandardKey.Copy, self.pairs, self.copy)
        if self.model.rowCount():
            self.pairs.setCurrentIndex(self.model.index(0, 1))

    def copy(self) -> None:
        """What the book says in the current line goes to the clipboard."""
        index: QModelIndex = self.pairs.currentIndex()
        if index.isValid():
            QGuiApplication.clipboard().setText(self.content.pairs[index.row()].held)

    def _tell(self) -> None:
        super()._tell()
        self.accept_button.setVisible(self._writable)


def sides_of(name: str, found: ListComparison) -> TwoSides:
    """What differs, with the list's text right of the book's; below what no tick can mend."""
    mendable = mendable_in(found)
    left = [*_told(found), *_unread(found)]
    count = len(found.differences)
    told = f"{count} 处不同" if count else "与账套一致"
    return TwoSides(
        "与一体化核对",
        f"「{name}」：{found.listed} 个项目，{told}。"
        "勾选要按一体化修改账套的；账套对的，复制到一体化中改。",
        [_pair(it) for it in mendable],
        left,
        (f"核对了{'、'.join(found.labels)}和绩效指标；清单中没有的栏不核对。",),
        deed="按一体化修改 {} 处",
        sides=("项目", "一体化"),
        between="账套",
        widths=(8, 8, 14, 15, 14),
        fills="栏目",
        rest="不能直接修改的（{} 处）",
        why="怎样处理",
        ticked=False,
    )


def mendable_in(found: ListComparison) -> list[PortalDifference]:
    """The differences that the book can be mended of, in the order of the lines."""
    return [it for it in found.differences if it.edits]


def _pair(it: PortalDifference) -> Pair:
    return Pair(
        it.place, it.project, it.label, it.ours, it.theirs, _VERDICTS[it.kind], mark=it.kind.value
    )


def _told(found: ListComparison) -> Iterator[Remainder]:
    for it in found.differences:
        if it.edits:
            continue
        label = "" if it.label == "项目" else it.label
        texts = (
            f"账套「{it.ours}」" if it.ours else "",
            f"一体化「{it.theirs}」" if it.theirs else "",
        )
        whose = shorten(it.project or it.unit, _SHORT)
        came = f"{it.kind.value}　{whose}　{label}{''.join(texts) if label else ''}"
        yield Remainder(it.place, came.strip(), it.cure)


def _unread(found: ListComparison) -> Iterator[Remainder]:
    for it in found.unread:
        yield Remainder(it.cell.place, it.cell.said, it.why)
