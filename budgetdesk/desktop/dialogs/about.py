"""The two dialogs of the menu 帮助."""

import platform

from PySide6 import __version__ as qt_version
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from budgetdesk import __version__
from budgetdesk.desktop.dialogs.frame import Dialog, scrolled
from budgetdesk.desktop.name import PROGRAM

_KEYS = (
    ("Tab、Enter、方向键", "在表格中移动；在项目树中 Tab 或 Enter 进入表格"),
    ("F2 或直接输入", "编辑当前格；Esc 恢复原样"),
    ("Alt+Enter", "格内换行"),
    ("Delete", "清空所选各格"),
    ("Ctrl+C / Ctrl+V", "与 Excel、WPS 互相复制粘贴一片格子"),
    ("Ctrl+D", "用上面的内容向下填充"),
    ("Ctrl+Enter", "增加一行指标；在预算明细中插入一行"),
    ("Ctrl+L", "打开预算明细"),
    ("Ctrl+Shift+V", "把 Excel、WPS 的多行粘贴为预算明细，先预览再录入"),
    ("Ctrl+G", "打开部门预算公开；Ctrl+1、2、3 为填报、文稿、预览"),
    ("Ctrl+J", "在部门预算公开中：转到下一处待填"),
    ("Alt+↑ / Alt+↓", "上移、下移指标；在项目树中移动项目"),
    (
        "Ctrl+Shift+F",
        "眼前的表或所选项目本阶段的表标为填报完成，或继续填报；一有修改，标记自动取消",
    ),
    ("Ctrl+M", "在项目树中：列入民生领域重大事项，或移出（套表有这张清单的）"),
    ("Ctrl+Z / Ctrl+Y", "撤销、重做"),
    ("Ctrl+S", "各项修改自动保存，这里只回答一声"),
    ("F5", "审核全部表格"),
    ("F8 / Shift+F8", "转到下一条、上一条审核结果的那一格"),
    ("Ctrl+F", "筛选项目：名称、编码或拼音首字母"),
    ("Ctrl+H", "查找和替换：当前表或全部表中的文字，先看再替换"),
    ("Ctrl+PgUp / Ctrl+PgDn", "上一个、下一个项目"),
    ("Alt+PgUp / Alt+PgDn", "同一项目的上一张、下一张表；在预算明细中：支出明细、收入科目"),
    ("Ctrl+Tab / Ctrl+W", "下一个标签、关闭标签；Ctrl+Shift+A 列出全部标签"),
    ("F6", "在项目树、表格、右侧窗格、审核结果之间切换"),
    ("Ctrl+滚轮", "缩放表格；Ctrl+0 恢复原始大小"),
)


class KeysDialog(Dialog):
    """What the keyboard does."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "键盘操作", "知道了")
        self.cancel_button.hide()
        content = QWidget(self)
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for row, (keys, deed) in enumerate(_KEYS):
            name = QLabel(keys, content)
            name.setObjectName("key")
            grid.addWidget(name, row, 0)
            grid.addWidget(QLabel(deed, content), row, 1)
        self.fields.addRow(scrolled(content))


class AboutDialog(Dialog):
    """Name, version, licence, and what a report of a fault should name."""

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
