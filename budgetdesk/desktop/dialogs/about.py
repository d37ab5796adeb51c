"""The dialog of the menu 帮助."""

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from budgetdesk import __version__
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.name import PROGRAM


class AboutDialog(Dialog):
    """Name, version, licence, and what a report of a fault should name."""

    manual_page = "contents"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, f"关于 {PROGRAM}", "知道了")
        self.cancel_button.hide()
        title = QLabel(PROGRAM, self)
        title.setObjectName("display")
        words = QLabel(
            "县级预算部门、单位离线填报绩效目标表的桌面程序。\n"
            "以木兰宽松许可证第 2 版（MulanPSL-2.0）发布。\n"
            "图标取自 Tabler Icons（MIT），字体取自思源宋体（OFL）。",
            self,
        )
        versions = QLabel(version_text(), self)
        versions.setObjectName("faint")
        versions.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        for part in (title, words, versions):
            self.fields.addRow(part)


def version_text() -> str:
    """The versions that a report of a fault should name."""
    return (
        f"budgetdesk {__version__}　PySide6 {qt_version}　Python {platform.python_version()}\n"
        f"{platform.platform()}"
    )
