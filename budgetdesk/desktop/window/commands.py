"""Everything the window can be told to do: declared once, shown in menus and on the tool bar."""

from collections.abc import Callable, Iterable
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from budgetdesk.desktop.cells.keyboard import keys_to_read, write_keys
from budgetdesk.desktop.icons import LARGE, SMALL, icon
from budgetdesk.domain.immutable import immutable


class Needs(Enum):
    """What must be there for a command to be offered."""

    NOTHING = "nothing"
    BOOK = "book"  # an open book
    WRITABLE = "writable"  # an open book that is not read-only
    NODE = "node"  # a line of the tree, in a writable book
    FORM = "form"  # a project or an overall form, in front or in the tree, in a writable book
    PROJECT = "project"  # one in front or at or below the tree's lines
    EARLIER = "earlier project"  # one before the current one, in the tree as it is shown
    LATER = "later project"
    CHOSEN = "chosen"  # a form in front, or any line of the tree, in a writable book
    FRONT = "front"  # a form in front, in a writable book
    ABOVE = "above"  # lines of the tree that have one of their like above them, in a writable book
    BELOW = "below"
    PROJECT_LINE = "project line"  # a project's line of the tree, in a writable book
    OFFICE = "office"  # the line of one department or unit alone, in a writable book
    STAGES = "stages"  # a book with forms of several stages
    STAGE = "stage"  # lines of the tree, a stage chosen whose forms can be made, in a writable book
    LIST = "list"  # a book whose form set has the list of 民生领域重大事项
    LISTABLE = "listable"  # a project's line, in a writable one of those
    TAB = "tab"  # any tab
    TABS = "tabs"  # several


# What only some form sets have is not shown with the others.
_OF_SOME_SETS = {
    Needs.LIST: Needs.LIST,
    Needs.LISTABLE: Needs.LIST,
    Needs.STAGE: Needs.STAGES,
}


@immutable
class Command:
    """One command: its name in code, its text, and how it is reached."""

    name: str
    text: str
    needs: Needs = Needs.NOTHING
    keys: tuple[str, ...] = ()
    icon: str = ""
    in_tree: bool = False  # its keys count only while the tree has the focus
    checkable: bool = False
    role: QAction.MenuRole = QAction.MenuRole.NoRole


COMMANDS = (
    Command("new_book", "新建账套(&N)…", keys=("Ctrl+N",), icon="file-plus"),
    Command("open_book", "打开账套(&O)…", keys=("Ctrl+O",), icon="folder-open"),
    Command("open_sample", "打开示例(&D)", icon="notebook"),
    Command("next_year", "新建下一年度账套(&Q)…"),
    Command("draw_set", "从 Excel 建立套表(&M)…", icon="file-spreadsheet"),
    Command("change_set", "修改自建套表(&Z)…"),
    Command("save", "保存(&S)", Needs.BOOK, ("Ctrl+S",)),
    Command("save_as", "另存为(&A)…", Needs.BOOK, ("Ctrl+Shift+S",)),
    Command("import_files", "导入(&I)…", Needs.WRITABLE, ("Ctrl+I",), "file-import"),
    Command("payments", "国库支付明细(&Y)…", Needs.WRITABLE),
    Command("codes", "科目目录(&K)…", Needs.BOOK),
    Command("export", "导出(&E)…", Needs.BOOK, ("Ctrl+E",), "table-export"),
    Command("inspect", "公开检查(&G)…"),
    Command("submit", "上报(&U)…", Needs.WRITABLE, icon="arrow-up"),
    Command("receive", "收数(&L)…", Needs.WRITABLE, icon="file-import"),
    Command("receive_folder", "从文件夹收数(&F)…", Needs.WRITABLE),
    Command("register", "收报登记(&W)…", Needs.WRITABLE),
    Command("preview", "打印预览(&V)", Needs.BOOK, ("Ctrl+Shift+P",), "eye"),
    Command("print", "打印(&P)…", Needs.BOOK, ("Ctrl+P",), "printer"),
    Command("back_up", "备份账套(&B)…", Needs.BOOK, icon="device-floppy"),
    Command("restore", "恢复备份(&H)…", Needs.BOOK, icon="history"),
    Command("compact", "整理账套(&T)…", Needs.WRITABLE),
    Command("close_book", "关闭账套(&C)", Needs.BOOK),
    Command("quit", "退出(&X)", keys=("Ctrl+Q",), role=QAction.MenuRole.QuitRole),
    Command("undo", "撤销(&U)", Needs.WRITABLE, ("Ctrl+Z",), "arrow-back-up"),
    Command("redo", "重做(&R)", Needs.WRITABLE, ("Ctrl+Y", "Ctrl+Shift+Z"), "arrow-forward-up"),
    Command("find", "筛选项目(&F)", Needs.BOOK, ("Ctrl+F",), "search"),
    Command("replace", "查找和替换(&E)…", Needs.WRITABLE, ("Ctrl+H",)),
    Command("library", "导入指标库(&K)…", Needs.BOOK),
    Command("past_forms", "记住填过的指标(&J)", checkable=True),
    Command("new_project", "新建项目(&N)", Needs.WRITABLE, ("Ctrl+Shift+N",), "plus"),
    Command("paste_projects", "粘贴项目名称(&V)", Needs.WRITABLE, ("Ctrl+V",), in_tree=True),
    Command("new_unit", "新建单位(&U)…", Needs.WRITABLE, icon="building"),
    Command("new_department", "新建部门(&D)…", Needs.WRITABLE, icon="building-community"),
    Command("rename", "重命名(&R)", Needs.NODE, ("F2",), "pencil", in_tree=True),
    Command("properties", "编码与名称(&T)…", Needs.OFFICE),
    Command("duplicate", "复制项目(&C)", Needs.PROJECT_LINE, icon="copy"),
    Command("move_to_unit", "移动到单位(&O)…", Needs.PROJECT_LINE),
    Command("copy_to_unit", "复制到单位(&B)…", Needs.PROJECT_LINE),
    Command("move_up", "上移", Needs.ABOVE, ("Alt+Up",), "arrow-up", in_tree=True),
    Command("move_down", "下移", Needs.BELOW, ("Alt+Down",), "arrow-down", in_tree=True),
    Command("delete", "删除(&L)", Needs.NODE, ("Del",), "trash", in_tree=True),
    Command("new_of_stage", "新建本阶段的表(&S)…", Needs.STAGE, icon="file-plus"),
    Command("open_overall", "整体支出绩效目标(&Z)", Needs.BOOK, icon="target"),
    Command(
        "livelihood",
        "列入民生领域重大事项(&M)",
        Needs.LISTABLE,
        ("Ctrl+M",),
        in_tree=True,
        checkable=True,
    ),
    Command("filled_in", "填报完成(&F)", Needs.FORM, ("Ctrl+F5",), checkable=True),
    Command("check", "审核(&C)", Needs.BOOK, ("F5",), "list-check"),
    Command("next_finding", "下一条(&N)", Needs.BOOK, ("F8",), "arrow-down"),
    Command("previous_finding", "上一条(&P)", Needs.BOOK, ("Shift+F8",), "arrow-up"),
    Command("next_remark", "下一条退回意见(&M)", Needs.BOOK, ("F7",)),
    Command("previous_remark", "上一条退回意见(&V)", Needs.BOOK, ("Shift+F7",)),
    Command("remarks", "退回意见(&R)…", Needs.BOOK),
    Command("returned_before", "退回过的意见(&H)…", Needs.BOOK),
    Command("note_remark", "写退回意见(&W)…", Needs.FRONT, ("Ctrl+F7",)),
    Command("fix_safely", "一键修正(&F)", Needs.WRITABLE, icon="check"),
    Command("review_forms", "逐表审核(&Z)…", Needs.WRITABLE, ("Shift+F5",)),
    Command("review_sheets", "填审核表(&B)", Needs.CHOSEN, ("Ctrl+Shift+F5",)),
    Command("check_statistics", "审核情况统计(&T)…", Needs.BOOK),
    Command("findings_xlsx", "导出审核结果为 Excel(&E)…", Needs.BOOK, icon="file-spreadsheet"),
    Command("findings_pdf", "导出审核结果为 PDF(&D)…", Needs.BOOK, icon="file-type-pdf"),
    Command("against_list", "与一体化核对(&Y)…", Needs.BOOK),
    Command("check_settings", "审核设置(&S)…", Needs.BOOK, icon="adjustments-horizontal"),
    Command("open_ledger", "预算明细(&M)", Needs.BOOK, ("Ctrl+L",), "table"),
    Command("own_ledger", "本单位的预算明细(&B)", Needs.BOOK, icon="table"),
    Command("open_tables", "部门预算报表(&T)", Needs.BOOK, ("Ctrl+T",), "file-spreadsheet"),
    Command("preview_tables", "预览全部报表(&V)", Needs.BOOK, icon="eye"),
    Command("open_livelihood", "民生领域重大事项清单(&L)", Needs.LIST, icon="file-text"),
    Command("open_life_line", "项目全过程(&Q)", Needs.PROJECT, ("Ctrl+Shift+L",), "history"),
    Command("open_disclosure", "部门预算公开(&G)", Needs.BOOK, ("Ctrl+G",), "book"),
    Command("final_copy", "终稿核对(&Z)…", Needs.BOOK),
    Command("show_tree", "项目树(&T)", keys=("Ctrl+Alt+1",), checkable=True),
    Command("show_side", "说明与记录(&H)", keys=("Ctrl+Alt+2",), checkable=True),
    Command("show_findings", "审核结果(&F)", keys=("Ctrl+Alt+3",), checkable=True),
    Command("next_pane", "下一窗格(&P)", Needs.BOOK, ("F6",)),
    Command("zoom_in", "放大(&I)", Needs.TAB, ("Ctrl+Alt++", "Ctrl+Alt+="), "zoom-in"),
    Command("zoom_out", "缩小(&O)", Needs.TAB, ("Ctrl+Alt+-",), "zoom-out"),
    Command("zoom_whole", "原始大小(&A)", Needs.TAB, ("Ctrl+0",)),
    Command("next_project", "下一个项目", Needs.LATER, ("Ctrl+PgDown",)),
    Command("previous_project", "上一个项目", Needs.EARLIER, ("Ctrl+PgUp",)),
    Command("next_tab", "下一个标签", Needs.TABS, ("Ctrl+Tab",)),
    Command("previous_tab", "上一个标签", Needs.TABS, ("Ctrl+Shift+Tab",)),
    Command("list_tabs", "全部标签(&L)", Needs.TAB, ("Ctrl+Shift+A",)),
    Command("close_tab", "关闭标签(&W)", Needs.TAB, ("Ctrl+W", "Ctrl+F4")),
    Command("manual", "使用手册(&M)", keys=("F1",), icon="help"),
    Command("keys", "键盘操作(&K)"),
    Command("about", "关于(&A)", icon="info-circle", role=QAction.MenuRole.AboutRole),
)

_ICONS = {command.name: command.icon for command in COMMANDS}

LINE = "-"
RECENT = "recent books"  # the place of the menu of recent books
FORM = "form"  # the place of the commands of the form in front

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文件(&F)",
        (
            *("new_book", "next_year", "open_book", RECENT, "open_sample"),
            *("draw_set", "change_set", LINE),
            *("save", "save_as", LINE),
            *("import_files", "payments", "codes", "export", "inspect", LINE),
            *("submit", "receive", "receive_folder", "register", LINE, "preview", "print", LINE),
            *("back_up", "restore", "compact", "close_book", LINE, "quit"),
        ),
    ),
    (
        "编辑(&E)",
        ("undo", "redo", LINE, FORM, LINE, "find", "replace", LINE, "library", "past_forms"),
    ),
    (
        "项目(&P)",
        (
            *("new_project", "paste_projects", "new_unit", "new_department", LINE),
            *("rename", "properties", "move_up", "move_down", "delete", LINE),
            *("duplicate", "copy_to_unit", "move_to_unit", LINE),
            *("new_of_stage", "open_overall", "filled_in", "livelihood"),
        ),
    ),
    (
        "审核(&C)",
        (
            *("check", LINE, "next_finding", "previous_finding", LINE),
            *("next_remark", "previous_remark", "remarks", "returned_before", "note_remark", LINE),
            *("fix_safely", LINE, "review_forms", "review_sheets", "against_list", LINE),
            *("findings_xlsx", "findings_pdf", "check_statistics", LINE, "check_settings"),
        ),
    ),
    (
        "报表(&R)",
        (
            "open_ledger",
            "own_ledger",
            "open_tables",
            "preview_tables",
            "open_livelihood",
            "open_life_line",
            LINE,
            "open_disclosure",
            "final_copy",
        ),
    ),
    (
        "视图(&V)",
        (
            *("show_tree", "show_side", "show_findings", "next_pane", LINE),
            *("zoom_in", "zoom_out", "zoom_whole", LINE),
            *(
                "next_project",
                "previous_project",
                LINE,
                "next_tab",
                "previous_tab",
                "list_tabs",
                "close_tab",
            ),
        ),
    ),
    ("帮助(&H)", ("manual", "keys", "about")),
)

# What stands on the tool bar, and what the tree offers on a right click, by the line's level.
TOOLS = (
    *("new_project", LINE, "undo", "redo", LINE, "check", LINE),
    *("open_ledger", "open_tables", LINE),
    *("import_files", "preview", "print", "export"),
)
TREE_MENUS: dict[str, tuple[str, ...]] = {
    "department": (
        "open_overall",
        "own_ledger",
        "open_disclosure",
        LINE,
        "new_of_stage",
        "new_unit",
        LINE,
        "rename",
        "properties",
        "delete",
    ),
    "unit": (
        *("new_project", "paste_projects", "new_of_stage", "own_ledger", LINE),
        *("rename", "properties", "move_up", "move_down", "delete", LINE),
        "export",
    ),
    "project": (
        *("new_project", "duplicate", "copy_to_unit", "move_to_unit", LINE),
        *("new_of_stage", "open_life_line", "filled_in", "livelihood", LINE),
        *("rename", "move_up", "move_down", "delete", LINE),
        *("preview", "print", "export"),
    ),
    "indicator": (
        *("new_project", "open_life_line", "filled_in", LINE),
        *("preview", "print", "export"),
    ),
    "nothing": ("new_department", "new_unit", "new_project"),
}


class Actions(QObject):
    """The commands as Qt's actions."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        self._dressed: dict[str, tuple[int, ...]] = {}  # the sizes that icons are drawn in
        for command in COMMANDS:
            self._actions[command.name] = self._action(command, window)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def connect_all(self, deeds: dict[str, Callable[[], object]]) -> None:
        """Say what each command does; KeyError when one is left without a deed."""
        for name, action in self._actions.items():
            deed = deeds[name]
            action.triggered.connect(lambda _checked=False, deed=deed: deed())

    def offer(self, present: set[Needs]) -> None:
        """Enable the commands whose needs are met; those the form set is without are not shown."""
        for command in COMMANDS:
            action = self._actions[command.name]
            action.setEnabled(command.needs in present)
            if command.needs in _OF_SOME_SETS:
                action.setVisible(_OF_SOME_SETS[command.needs] in present)

    def dress(self, names: Iterable[str], sizes: tuple[int, ...] = (SMALL, LARGE)) -> None:
        """Draw icons at the first need of them: before the tool bar or a menu is shown."""
        for name in set(names) & self._actions.keys():
            drawn = self._dressed.get(name, ())
            if not set(drawn).issuperset(sizes):
                self._dressed[name] = tuple({*drawn, *sizes})
                self._tint(name)

    def tint(self) -> None:
        """Draw the icons again in the colours that hold now."""
        for name in self._dressed:
            self._tint(name)

    def fill(self, menu: QMenu, names: tuple[str, ...]) -> None:
        """Put commands into a menu."""
        for name in names:
            if name == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self._actions[name])

    def _tint(self, name: str) -> None:
        picture = _ICONS[name]
        if picture:
            self._actions[name].setIcon(icon(picture, self._dressed[name]))

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(command.text, window)
        action.setObjectName(command.name)
        action.setMenuRole(command.role)
        action.setCheckable(command.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        write_keys(action, command.text)
        plain = action.iconText()
        keys = keys_to_read(action.shortcut().toString())
        action.setToolTip(f"{plain}（{keys}）" if keys else plain)
        if command.in_tree:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return action
