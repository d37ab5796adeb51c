"""A preview tab: the pages, where one is in them, zoom, printing and saving."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QImage
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.icons import icon
from budgetdesk.desktop.jobs import Job, Jobs
from budgetdesk.desktop.preview.document import PageRequest, PdfDocument
from budgetdesk.desktop.preview.page_view import PageView
from budgetdesk.desktop.preview.tool_row import ToolRow, hidden, short
from budgetdesk.desktop.theme import theme
from budgetdesk.domain.progress import Progress

MakePdf = Callable[[Progress], bytes]


class PreviewPanel(QWidget):
    """Shows what `make` lays out; makes it again when the book has changed meanwhile."""

    manual_page = "output"

    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(
        self, title: str, make: MakePdf, jobs: Jobs, about: str = "", parent: QWidget | None = None
    ) -> None:
        """`about` is the kind of form, for which the way of printing is remembered."""
        super().__init__(parent)
        self.title, self.about = title, about
        self._make = make
        self._jobs = jobs
        self._job: Job | None = None
        self._closed = False
        self.document: PdfDocument | None = None
        self.stale = False
        self.view = PageView(self._fetch, self)
        self.view.page_changed.connect(self._tell_page)
        self.view.zoom_changed.connect(self._tell_zoom)
        self._state = QLabel("正在排版…", self)
        self._state.setObjectName("faint")
        self._state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._state.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._state)
        self._stack.addWidget(self.view)
        self._tools: list[tuple[QToolButton, str]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)
        theme().changed.connect(self._tint)
        self._tint()
        self.refresh()

    def refresh(self) -> None:
        """Lay the pages out again from the book as it is now."""
        self.stale = False
        if self._job is not None:
            self._job.cancel()
        self._job = self._jobs.start(
            f"排版 {self.title}", self._make, self._show, failed=self._tell_fault, shows=True
        )

    def close_down(self) -> None:
        """Let go of the PDF; the tab is being closed, and what still fails is nobody's to see."""
        self._closed = True
        if self._job is not None:
            self._job.cancel()
        if self.document is not None:
            self.document.close()
            self.document = None
            # Megabytes, which would wait for Python's search for garbage in full.
            self.view.show_document(None)

    @property
    def content(self) -> bytes | None:
        """The PDF shown; None while there is none."""
        return self.document.content if self.document is not None else None

    def _show(self, content: bytes) -> None:
        self._job = None
        older, self.document = self.document, PdfDocument(content)
        self.view.show_document(self.document)
        if older is not None:
            older.close()
        self._stack.setCurrentWidget(self.view)
        self._tell_page(self.view.page)
        self._tell_zoom()
        for button in (self.print_button, self.save_button):
            button.setEnabled(True)

    def _tell_fault(self, error: Exception) -> None:
        """Say why there are no pages; a fault of the program goes to its report besides."""
        from budgetdesk.exchange.refusals import refusal_of

        self._job = None
        told = refusal_of(error)
        if not self._closed:
            self._state.setText(f"排版没有完成：{told or '程序内部出错'}")
            self._stack.setCurrentWidget(self._state)
        if told is None:
            raise error

    def _fetch(self, request: PageRequest, take: Callable[[QImage], None]) -> None:
        document = self.document
        if document is None:
            return

        def draw(progress: Progress) -> QImage:
            progress(0, 1)
            return document.picture(request)

        self._jobs.start("显示页面", draw, take, failed=self._tell_fault, quiet=True)

    def _bar(self) -> QWidget:
        bar = self.tools = ToolRow(self)
        self.pages = QLabel("", bar)
        self.zoom_label = QLabel("", bar)
        self._add_pages(bar)
        bar.row.addSpacing(16)
        smaller, larger, fitting = self._add_zoom(bar)
        bar.row.addStretch(1)
        self._add_output(bar)
        # The wheel and the menu 视图 zoom as well; printing and saving stay to the last.
        bar.fold_by(
            (
                short(self.save_button, "PDF…"),
                hidden(self.zoom_label),
                hidden(smaller, larger),
                hidden(fitting),
                hidden(self.pages),
            )
        )
        return bar

    def _add_pages(self, bar: ToolRow) -> None:
        self.page_field = QLineEdit("1", bar)
        self.page_field.setAccessibleName("页码")
        self.page_field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_field.setMaximumWidth(self.fontMetrics().horizontalAdvance("00000000"))
        self.page_field.returnPressed.connect(self._go_to_typed)
        view = self.view
        before = self._tool("chevron-left", "上一页（PgUp）", lambda: view.go_to(view.page - 1))
        after = self._tool("chevron-right", "下一页（PgDn）", lambda: view.go_to(view.page + 1))
        for part in (before, self.page_field, self.pages, after):
            bar.row.addWidget(part)

    def _add_zoom(self, bar: ToolRow) -> tuple[QToolButton, QToolButton, QToolButton]:
        smaller = self._tool("zoom-out", "缩小（Ctrl+滚轮）", lambda: self.view.zoom_by(-1))
        larger = self._tool("zoom-in", "放大（Ctrl+滚轮）", lambda: self.view.zoom_by(1))
        fitting = self._tool("arrows-horizontal", "适合宽度", lambda: self.view.set_zoom(None))
        for part in (smaller, self.zoom_label, larger, fitting):
            bar.row.addWidget(part)
        return smaller, larger, fitting

    def _add_output(self, bar: ToolRow) -> None:
        self.save_button = QPushButton("另存为 PDF…", bar)
        self.print_button = QPushButton("打印…", bar)
        self.print_button.setObjectName("primary")
        for button, signal in (
            (self.save_button, self.save_wanted),
            (self.print_button, self.print_wanted),
        ):
            button.setEnabled(False)
            button.clicked.connect(signal)
            bar.row.addWidget(button)

    def _tool(self, picture: str, tip: str, deed: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.clicked.connect(lambda: deed())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tools.append((button, picture))
        return button

    def _go_to_typed(self) -> None:
        text = self.page_field.text().strip()
        if text.isdecimal():
            self.view.go_to(int(text) - 1)
        self._tell_page(self.view.page)
        self.view.setFocus()

    def _tell_page(self, page: int) -> None:
        count = len(self.document.sizes) if self.document is not None else 0
        self.page_field.setText(str(page + 1))
        self.pages.setText(f"/ {count} 页")

    def _tell_zoom(self) -> None:
        self.zoom_label.setText(f"{round(self.view.zoom * 100)}%")

    def _tint(self) -> None:
        for button, picture in self._tools:
            drawn: QIcon = icon(picture)
            button.setIcon(drawn)
