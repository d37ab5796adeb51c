"""What happens when the program itself is at fault: write, close, tell, with all to copy."""

import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from budgetdesk.desktop import ask

if TYPE_CHECKING:
    from budgetdesk.desktop.window.books import Books


class FaultReporter(QObject):
    """Takes exceptions that nobody else took."""

    def __init__(self, books: "Books") -> None:
        super().__init__(books)
        self._books = books
        self._reporting = False
        self.reported = 0

    def report(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Write what is being typed, close the book, then tell what happened.

        Ctrl+C in a terminal is no fault. A fault while one is being told goes to the terminal.
        """
        sys.__excepthook__(kind, error, trace)
        if self._reporting or issubclass(kind, KeyboardInterrupt):
            return
        self._reporting = True
        self.reported += 1
        try:
            saved = self._books.abandon()
            ask.tell(self._books.window, telling(error, saved=saved))
        finally:
            self._reporting = False


def telling(error: BaseException, *, saved: bool) -> ask.Telling:
    """A fault in words, with versions and the whole traceback to copy."""
    from budgetdesk.desktop.dialogs.about import version_text

    kept = (
        "已录入的内容都已保存，账套已安全关闭。"
        if saved
        else "账套已安全关闭；正在填写的一格可能没有保存。"
    )
    details = "".join(traceback.format_exception(error))
    return ask.Telling(
        "程序出错",
        "程序遇到了没有料到的错误。",
        f"{kept}请重新打开账套继续。如能把详情中的文字发给开发者，有助于改正。",
        f"{version_text()}\n\n{details}",
    )
