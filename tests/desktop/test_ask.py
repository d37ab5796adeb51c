"""Boxes: Enter and Esc choose what does no harm; names are shown as they are."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from budgetdesk.desktop.ask import Telling, run, tell
from budgetdesk.desktop.bars import NoticeBar


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
@pytest.mark.parametrize("details", ["", "追踪"])
@pytest.mark.parametrize("buttons", [("放弃", "留下修改"), ("知道了",)])
def test_the_harmless_button_is_chosen(
    qtbot: QtBot, key: Qt.Key, details: str, buttons: tuple[str, ...]
) -> None:
    defaults: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        defaults.append(box.defaultButton().text())
        QTest.keyClick(box.focusWidget(), key)
        box.done(0)  # where the key only unfolded the details, the box would wait for ever

    QTimer.singleShot(50, press)
    assert tell(None, Telling("标题", "一句话。", details=details), buttons) == buttons[-1]
    assert defaults == [buttons[-1]]


def test_a_menu_is_closed_by_a_box_that_comes(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    menu = QMenu("文件", window)
    below = menu.addMenu("最近使用")
    below.addAction("甲")
    menu.popup(window.pos())
    below.popup(window.pos())
    seen: list[QWidget | None] = []

    def look() -> None:
        seen.append(QApplication.activePopupWidget())
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog)
        box.done(0)

    for show in (lambda: tell(window, Telling("标题", "一句话。")), lambda: run(QDialog(window))):
        menu.popup(window.pos())
        QTimer.singleShot(50, look)
        show()
    assert seen == [None, None]


OLD_NAME = "\udcd6\udcd0\udcb9\udcfa.xlsx"  # 中国.xlsx as GBK writes it


@pytest.mark.parametrize("name", ["<b>重点</b>.xlsx", "a<s>b&lt;.xlsx", "<img src=x>"])
def test_a_name_that_looks_like_html_is_text(qtbot: QtBot, name: str) -> None:
    seen: list[tuple[str, Qt.TextFormat]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((it.text(), it.textFormat()) for it in box.findChildren(QLabel) if it.text())
        box.done(0)

    QTimer.singleShot(50, look)
    tell(None, Telling("标题", f"「{name}」打不开。", f"请改「{name}」的名称。"))
    over = QWidget()
    qtbot.addWidget(over)
    notice = NoticeBar(over, over)
    notice.say(f"「{name}」打不开。")
    seen.append((notice.text.text(), notice.text.textFormat()))
    assert [text.count(name) for text, _ in seen] == [1, 1, 1]
    assert {told for _, told in seen} == {Qt.TextFormat.PlainText}


def test_a_file_name_of_an_older_system_can_be_read(qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.extend((box.text(), box.informativeText(), box.detailedText()))
        box.done(0)

    QTimer.singleShot(50, look)
    tell(None, Telling("标题", OLD_NAME, OLD_NAME, OLD_NAME))
    over = QWidget()
    qtbot.addWidget(over)
    notice = NoticeBar(over, over)
    notice.say(OLD_NAME)
    assert [*seen, notice.text.text()] == ["中国.xlsx"] * 4


@pytest.mark.parametrize(
    "advice",
    [
        "\n".join(f"「很长的文件名称第{i}个.xlsx」：不是完整的表格文件。" for i in range(300)),
        "长" * 5000,
        "\n".join(["长" * 900, *"短" * 20]),
        "",
    ],
)
@pytest.mark.parametrize("sentence", ["导入没有完成。", f"「/{'目录/' * 800}a.budget」打不开。"])
def test_however_much_is_told_the_buttons_stay_on_a_small_screen(
    qtbot: QtBot, sentence: str, advice: str
) -> None:
    seen: list[tuple[int, str]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append((box.height(), f"{box.text()}{box.informativeText()}{box.detailedText()}"))
        box.done(0)

    QTimer.singleShot(50, look)
    tell(None, Telling("标题", sentence, advice, "追踪"))
    [(height, told)] = seen
    assert height <= 540
    assert all(text in told for text in (sentence, advice, "追踪"))
    assert (told.count("见详情") > 0) is (len(sentence) + len(advice) > 400)
