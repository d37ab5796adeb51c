"""What the window shows while no book is open: the ways in, and the books used lately."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.icons import pixmap
from budgetdesk.desktop.name import LARGE_NAME, SMALL_NAME
from budgetdesk.desktop.theme import colours, theme
from budgetdesk.desktop.window.recent_books import RecentBook
from budgetdesk.domain.file_kinds import BOOK
from budgetdesk.domain.text import readable

_WAYS = (
    (
        "sample",
        "notebook",
        "打开示例",
        "一个部门的真实项目：6 个单位、66 个项目。\n可以随意修改、打印、导出。",
    ),
    (
        "new",
        "file-plus",
        "新建账套",
        "选定地区和年度的套表，从空白开始填报，\n或导入已有的数据。",
    ),
    ("open", "folder-open", "打开账套", f"继续填报已有的账套文件（*{BOOK.suffix}）。"),
    (
        "files",
        "file-import",
        "从文件导入",
        "已有填好的表、预算明细或交换文件：先选文件，\n再新建账套，内容就在里面。",
    ),
    (
        "last_year",
        "history",
        "由上年新建",
        "上年的账套、上报文件，或 Excel、Word、PDF 的表：\n延续的项目带入作建议，年份后移。",
    ),
)


class StartPage(QScrollArea):
    """The quiet page at the start."""

    sample_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    files_wanted = Signal()
    last_year_wanted = Signal()
    recent_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("start")
        self.buttons: dict[str, QPushButton] = {}
        self._pictures: list[tuple[QLabel, str]] = []
        self.recent = QListWidget()
        self.recent.setObjectName("recent")
        self.recent.setMinimumHeight(1)  # as high as its entries, not Qt's usual least height
        self.recent.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.recent.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.recent.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.recent.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.recent.setAccessibleName("最近使用的账套")
        self.recent.itemActivated.connect(self._on_recent)
        self.recent.itemClicked.connect(self._on_recent)
        self._recent_title = _titled("最近使用", "section")
        self.setWidget(self._page())
        theme().changed.connect(self._tint)
        self._tint()

    def show_recent(self, books: tuple[RecentBook, ...]) -> None:
        """List the books used lately, the latest first."""
        if books:
            self._dress_list()
        self.recent.clear()
        for book in books:
            item = QListWidgetItem(recent_text(book))
            item.setData(Qt.ItemDataRole.UserRole, book.path)
            item.setToolTip(readable(str(book.path)))
            self.recent.addItem(item)
        for part in (self.recent, self._recent_title):
            part.setVisible(bool(books))

    def _dress_list(self) -> None:
        # Not loaded for a first start, which has nothing to list.
        from budgetdesk.desktop.two_lines import TwoLines

        if not isinstance(self.recent.itemDelegate(), TwoLines):
            self.recent.setItemDelegate(TwoLines(self.recent, faint_first=False, narrow=False))

    def _page(self) -> QWidget:
        column = QWidget()
        column.setMaximumWidth(720)
        layout = QVBoxLayout(column)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(_titled(LARGE_NAME, "display"))
        layout.addWidget(_titled(SMALL_NAME, "faint"))
        layout.addWidget(_titled("部门预算和绩效目标：离线填报、审核、公开、打印、导出", "faint"))
        layout.addSpacing(24)
        layout.addLayout(self._ways())
        layout.addSpacing(24)
        layout.addWidget(self._recent_title)
        layout.addWidget(self.recent)
        layout.addStretch(2)
        page = QWidget()
        page.setObjectName("start-page")
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(column, 20)
        across.addStretch(1)
        return page

    def _ways(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(2, 1)
        signals = {
            "sample": self.sample_wanted,
            "new": self.new_wanted,
            "open": self.open_wanted,
            "files": self.files_wanted,
            "last_year": self.last_year_wanted,
        }
        for row, (name, picture, text, explanation) in enumerate(_WAYS):
            button = QPushButton(text)
            button.setObjectName("primary" if name == "sample" else "")
            button.clicked.connect(signals[name])
            button.setAccessibleDescription(explanation.replace("\n", ""))
            self.buttons[name] = button
            image = QLabel()
            self._pictures.append((image, picture))
            words = QLabel(explanation)
            words.setObjectName("faint")
            words.setWordWrap(True)
            for column, part in enumerate((image, button, words)):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignVCenter)
        return grid

    def _on_recent(self, item: QListWidgetItem) -> None:
        self.recent_wanted.emit(item.data(Qt.ItemDataRole.UserRole))

    def _tint(self) -> None:
        for label, name in self._pictures:
            label.setPixmap(pixmap(name, colours().ink_faint, 32))


def recent_text(book: RecentBook) -> str:
    """Title, then when it was last used and where it lies."""
    when = book.used.strftime("%Y-%m-%d %H:%M") if book.used else "找不到文件"
    return readable(f"{book.title}\n{when}　{_short(book.path)}")


def _short(path: Path) -> str:
    """A path with the home folder as ~, where the system writes it so."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _titled(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(name == "faint")
    return label
