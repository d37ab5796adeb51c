"""The bars that bring news: what was just done, with a way back; and that a book is read-only."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from budgetdesk.book.lock import LockHolder
from budgetdesk.desktop.announcing import announce
from budgetdesk.desktop.at_hand import clear_edge
from budgetdesk.desktop.icons import icon, pixmap
from budgetdesk.desktop.theme import colours, theme
from budgetdesk.domain.text import readable

_MOVES = {
    *(QEvent.Type.Resize, QEvent.Type.Move),
    *(QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease),  # a list's current line moves
}
_SHOWN_FOR = 12_000  # milliseconds; the pointer on the bar keeps it


class NoticeBar(QFrame):
    """One sentence and at most one thing to do about it, for some seconds.

    It lies over the lower edge of the forms and moves nothing there; what is below them stays
    to be seen. Where the current cell would be under it, it lies over the upper edge.
    """

    def __init__(self, parent: QWidget, over: QWidget) -> None:
        super().__init__(parent)
        self._around, self._over = parent, over
        over.installEventFilter(self)
        self._above = False
        self._followed: QWidget | None = None  # what has the focus while it is shown
        self.setObjectName("band")
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setObjectName("link")
        self.button.clicked.connect(self._act)
        self.closer = QToolButton(self)
        self.closer.setAutoRaise(True)
        self.closer.setToolTip("关闭")
        self.closer.setAccessibleName("关闭这条消息")
        self.closer.clicked.connect(self.hide)
        self._deed: Callable[[], object] | None = None
        self._undoes = self._stays = False
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        _in_a_row(self, self.text, self.button, self.closer)
        theme().changed.connect(self._tint)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.hide()

    def say(self, sentence: str, label: str = "", deed: Callable[[], object] | None = None) -> None:
        """Show a sentence, and a button that does something about it."""
        if self.closer.icon().isNull():
            self._tint()
        sentence = readable(sentence)
        self.text.setText(sentence)
        self.button.setText(label)
        self.button.setVisible(bool(label))
        self._deed = deed
        self._undoes = self._stays = self._above = False
        self.show()
        self._place()
        self._timer.start()
        self.setAccessibleName(sentence)
        announce(self, f"{sentence}　{label}".strip())

    def tell_written(self, done: str, paths: Sequence[Path], more: str = "") -> None:
        """Say what was written where, and offer the folder; `done` begins the sentence."""
        folder = paths[0].parent
        what = f"「{paths[0].name}」" if len(paths) == 1 else f" {len(paths)} 个文件"
        self.say(f"{done}{what}到 {folder}{more}", "打开文件夹")
        self._deed = partial(self._open_folder, folder, f"{what}在 {folder}{more}".strip())
        self._stays = True

    def _open_folder(self, folder: Path, where: str) -> None:
        """Leave the notice, since it may fail; then say where the files are."""
        from budgetdesk.desktop.opening_folders import open_folder

        if folder.is_dir():
            open_folder(folder, self._told_by(f"打不开文件夹，{where}"))
        else:
            self.say(f"文件夹 {folder} 已经不在了")

    def _told_by(self, sentence: str) -> Callable[[], None]:
        return lambda: self.say(sentence) if isValid(self) else None

    def offer_undo(self, sentence: str, undo: Callable[[], object]) -> None:
        """Say what was just done and offer to take it back."""
        self.say(sentence, "撤销", undo)
        self._undoes = True

    def showEvent(self, event: QShowEvent) -> None:
        """Over what is there."""
        self._follow(QApplication.focusWidget())
        self._place()
        self.raise_()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Until the next sentence."""
        self._follow(None)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the edge of what grows, shrinks or moves, and clear of the current cell."""
        if event.type() in _MOVES and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer holds the bar."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """And lets it go."""
        self._timer.start()
        super().leaveEvent(event)

    def _place(self) -> None:
        width = self._over.width()
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        edge, self._above = clear_edge(self._over, height, above=self._above)
        self.setGeometry(QRect(self._around.mapFromGlobal(edge.topLeft()), edge.size()))

    def _on_focus(self, _before: QWidget | None, focus: QWidget | None) -> None:
        if not self.isHidden() and focus is not None and self._over.isAncestorOf(focus):
            self._follow(focus)  # a box in front leaves it where it is

    def _follow(self, focus: QWidget | None) -> None:
        """Hear of what the focus is on: an editor lies over one cell after another."""
        if self._followed is not None and isValid(self._followed):
            self._followed.removeEventFilter(self)
        self._followed = focus if focus is not self._over else None  # which is heard of always
        if focus is not None:
            focus.installEventFilter(self)
            self._place()

    def _act(self) -> None:
        undoes = self._undoes
        self.setVisible(self._stays)
        if self._deed is not None:
            self._deed()
        if undoes:
            self.hide()  # it said what it would take back

    def _tint(self) -> None:
        self.closer.setIcon(icon("x"))


class ReadOnlyBar(QFrame):
    """Above the work: that nothing can be changed, who keeps us from it, and what can be done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band-above")
        self._lock = QLabel(self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.RichText)  # names in it are escaped
        self.text.setWordWrap(True)
        self.retry = QPushButton("重新打开", self)
        self.retry.setToolTip("对方关闭账套后，重新打开即可编辑")
        self.take_over = QPushButton("接管编辑…", self)
        self.restore = QPushButton("恢复这份备份…", self)
        self.restore.hide()
        self.back = QPushButton("回到现在的账套", self)
        self.back.hide()
        parts = (self._lock, self.text, self.retry, self.take_over, self.restore, self.back)
        _in_a_row(self, *parts)
        theme().changed.connect(self._tint)
        self.hide()

    def tell(self, holder: LockHolder | None, unwritable: str = "") -> None:
        """Say why the book is read-only: someone holds it, it can't be written, or it was asked."""
        self._tint()
        self.text.setText(read_only_sentence(holder, unwritable))
        self.take_over.setVisible(holder is not None and not holder.on_this_machine)
        if unwritable:
            self.retry.setToolTip("能写入以后，重新打开即可编辑")
        self.show()

    def tell_copy(self, kept_at: datetime) -> None:
        """Say that a copy of the book is looked at, and offer both ways on."""
        self._tint()
        when = kept_at.strftime("%Y-%m-%d %H:%M")
        self.text.setText(f"<b>备份</b>　这是 {when} 的备份，可以查看、预览和导出，不能修改。")
        for button, shown in (
            (self.retry, False),
            (self.take_over, False),
            (self.restore, True),
            (self.back, True),
        ):
            button.setVisible(shown)
        self.show()

    def _tint(self) -> None:
        self._lock.setPixmap(pixmap("lock", colours().ink, 16))


class OfferBar(QFrame):
    """Above the work: something that can be taken over or left, at any time or never."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band-above")
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.look = QPushButton(self)
        self.later = QPushButton("以后再说", self)
        self._deed: Callable[[], object] | None = None
        self.look.clicked.connect(self._act)
        self.later.clicked.connect(self.hide)
        _in_a_row(self, self.text, self.look, self.later)
        self.hide()

    def offer(self, sentence: str, label: str, deed: Callable[[], object]) -> None:
        """Say what there is, and let the button do `deed`."""
        self.text.setText(sentence)
        self.look.setText(label)
        self._deed = deed
        self.setAccessibleName(sentence)
        self.show()
        announce(self, f"{sentence}　{label}")

    def _act(self) -> None:
        if self._deed is not None:
            self._deed()


def read_only_sentence(holder: LockHolder | None, unwritable: str = "") -> str:
    """Who holds a book, where and since when, or why it can't be written, in words."""
    if holder is None and not unwritable:
        return "<b>只读</b>　这个账套以只读方式打开，可以查看、预览和导出，不能修改。"
    if holder is None:
        cure = "要修改，请把它复制到能写入的文件夹再打开。"
        return f"<b>只读</b>　这里不能写入（{escape(unwritable)}），可以查看、预览和导出。{cure}"
    since = holder.since.replace("T", " ")[:16]
    here = holder.on_this_machine
    where = "本机的另一个窗口" if here else f"计算机 {escape(holder.machine)} 上"
    who = escape(holder.user)
    return f"<b>只读</b>　{who} 自 {since} 起在{where}编辑这个账套；可以查看、预览和导出。"


def _in_a_row(bar: QFrame, *parts: QWidget) -> None:
    layout = QHBoxLayout(bar)
    layout.setContentsMargins(12, 6, 8, 6)
    layout.setSpacing(10)
    for part in parts:
        stretch = 1 if isinstance(part, QLabel) and part.wordWrap() else 0
        layout.addWidget(part, stretch)
