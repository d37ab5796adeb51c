"""An error in what Qt calls of ours comes to whoever called Qt, and never ends the program."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractListModel, QIdentityProxyModel, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import budgetdesk.desktop  # noqa: F401 - from where on errors are caught

_NOTHING: tuple[int, ...] = ()
_ONE: dict[str, int] = {}
ERRORS: dict[type[Exception], Callable[[], object]] = {
    IndexError: lambda: _NOTHING[3],
    KeyError: lambda: _ONE["two"],
    ZeroDivisionError: lambda: 1 // len(_NOTHING),
    ValueError: lambda: int("one"),
    TypeError: lambda: len(3),  # type: ignore[arg-type]
    UnicodeDecodeError: lambda: b"\xff".decode(),
    OSError: lambda: open("/no/such/file"),  # noqa: SIM115, PTH123 - never opened
}


class _Area(QScrollArea):
    fails: Callable[[], object] = staticmethod(lambda: None)

    def viewportEvent(self, event: object) -> bool:
        return super().viewportEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.fails()


class _Sized(QWidget):
    fails: Callable[[], object] = staticmethod(lambda: None)

    def sizeHint(self) -> QSize:
        self.fails()
        return QSize(1, 1)


class _Model(QAbstractListModel):
    fails: Callable[[], object] = staticmethod(lambda: None)

    def rowCount(self, _parent: object = None) -> int:
        return 1

    def data(self, _index: object, _role: int = 0) -> object:
        return self.fails()


def paint(qtbot: QtBot, fails: Callable[[], object]) -> None:
    area = _Area()
    qtbot.addWidget(area)
    area.fails = fails
    area.grab()


def measure(qtbot: QtBot, fails: Callable[[], object]) -> None:
    outer, inner = QWidget(), _Sized()
    qtbot.addWidget(outer)
    layout = QVBoxLayout(outer)
    layout.addWidget(inner)
    inner.fails = fails
    layout.sizeHint()


def ask_model(_qtbot: QtBot, fails: Callable[[], object]) -> None:
    model = _Model()
    model.fails = fails
    proxy = QIdentityProxyModel()
    proxy.setSourceModel(model)
    proxy.data(proxy.index(0, 0))


@pytest.mark.parametrize("deed", [paint, measure, ask_model])
@pytest.mark.parametrize("kind", ERRORS)
def test_an_error_comes_to_who_called_qt(
    kind: type[Exception], deed: Callable[[QtBot, Callable[[], object]], None], qtbot: QtBot
) -> None:
    with pytest.raises(kind):
        deed(qtbot, ERRORS[kind])
