"""The window that shows the manual, beside the work it is about."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.screen_room import screen_room
from budgetdesk.desktop.whole_rows import MeasuredList
from budgetdesk.desktop.window.manual.document import fit_pictures, folder_url, space_out
from budgetdesk.desktop.window.manual.pages import manual_pages, page_text

_LIST_WIDTH = 15  # characters
_SIZE = QSize(980, 640)
_ROOM = 24  # pixels beside a picture: the page's margins
_PAUSE = 60  # milliseconds after a change of size


class ManualBrowser(QTextBrowser):
    """One page after another; links lead on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("使用手册")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_ROOM / 2)
        self._settle = QTimer(self, singleShot=True, interval=_PAUSE)
        self._settle.timeout.connect(self._fit)
        self.page = ""

    def show_page(self, name: str) -> None:
        """Show a page from its beginning."""
        self.page = name
        document = self.document()
        document.setBaseUrl(folder_url())
        self.setMarkdown(page_text(name))
        space_out(document)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page was laid out before there was any room."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures are as wide as there is room."""
        super().resizeEvent(event)
        self._settle.start()

    def _fit(self) -> None:
        fit_pictures(self.document(), max(self.viewport().width() - 2 * _ROOM, 1))


class ManualWindow(QDialog):
    """Contents at the left, the page at the right; the work behind it goes on."""

    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._pages = manual_pages()
        self._seen: list[str] = []
        self.list = MeasuredList(self)
        self.list.setAccessibleName("目录")
        self.list.addItems([page.title for page in self._pages])
        self.list.setFixedWidth(self.fontMetrics().horizontalAdvance("永") * _LIST_WIDTH)
        self.browser = ManualBrowser(self)
        self.back = self._button("返回", self.go_back)
        self.printing = self._button("打印…", self.print_wanted.emit)
        self._lay_out()
        self.notice = NoticeBar(self, self.browser)
        self.list.currentRowChanged.connect(self._on_row)
        self.browser.anchorClicked.connect(self._follow)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.go_back)

    def show_page(self, name: str) -> None:
        """Bring the window forward with a page."""
        self._turn_to(name)
        if not self.isVisible():
            room = screen_room()
            self.resize(_SIZE.boundedTo(room))
            self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus()

    def go_back(self) -> None:
        """Show the page before this one."""
        if len(self._seen) > 1:
            self._seen.pop()
            self._turn_to(self._seen.pop())

    def _turn_to(self, name: str) -> None:
        if name != self.browser.page:
            self._seen.append(name)
            self.browser.show_page(name)
            names = [page.name for page in self._pages]
            self.list.setCurrentRow(names.index(name))
        self.back.setEnabled(len(self._seen) > 1)

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self._turn_to(self._pages[row].name)

    def _follow(self, link: QUrl) -> None:
        self._turn_to(link.path().rpartition("/")[2].removesuffix(".md"))

    def _button(self, text: str, deed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: deed())
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self._button("另存为 PDF…", self.save_wanted.emit))
        row.addWidget(self.printing)
        row.addWidget(self._button("关闭", self.close))
        across = QHBoxLayout()
        across.addWidget(self.list)
        across.addWidget(self.browser, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(across, 1)
        layout.addLayout(row)
