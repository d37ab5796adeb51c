"""Keys pressed while a dialog is still being made: it gets them, not the window behind it."""

from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_CLICKS = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
)


class TypedAhead(QObject):
    """Around slow work that ends with a modal dialog.

    A system sends keys to the window that has the focus when they are pressed; once a dialog is
    modal over it, Qt drops them. The pointer shows meanwhile that work is under way.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: list[QKeyEvent] = []

    def __enter__(self) -> Self:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take what came in meanwhile; the dialog that is shown next gets the keys."""
        application = QCoreApplication.instance()
        assert application is not None  # noqa: S101 - there is a window
        application.installEventFilter(self)
        QApplication.processEvents()
        application.removeEventFilter(self)
        QGuiApplication.restoreOverrideCursor()
        if kind is None:
            QTimer.singleShot(0, self, self._type)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's
        """Keep keys; clicks into a window that did not answer are nobody's."""
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            if event.type() is QEvent.Type.KeyPress:
                self._keys.append(event.clone())
            return True
        return event.type() in _CLICKS

    def _type(self) -> None:
        for key in self._keys:
            target = self._target()
            if target is not None:
                QApplication.sendEvent(target, key)
        self.deleteLater()

    def _target(self) -> QWidget | None:
        dialog = QApplication.activeModalWidget()
        return None if dialog is None else dialog.focusWidget() or dialog
