"""Asking what goes down: a 退回 with its remarks, a 下发, and a remark at a cell."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.dialogs.ticked_names import TickedNames, names_of_units
from budgetdesk.domain.file_kinds import CEILINGS
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Unit
from budgetdesk.domain.return_remarks import WISH_LABELS, RemarkPlace, RemarkWish
from budgetdesk.domain.text import shorten
from budgetdesk.domain.typed import TypedError, parse_typed
from budgetdesk.exchange.downward.issue_content import Issue

_MOST = 1_000  # characters of a remark


class ReturnDialog(Dialog):
    """Why, whether what 审核 found goes along, and where the files are written."""

    manual_page = "output"

    def __init__(
        self, parent: QWidget | None, units: Sequence[str], note: str, noted: int, folder: Path
    ) -> None:
        super().__init__(parent, "退回", f"退回 {len(units)} 个单位")
        self.units = QLabel(shorten("、".join(units), 120), self)
        self.units.setWordWrap(True)
        self.note = QLineEdit(note, self)
        self.note.setPlaceholderText("例如：项目实施计划太简略，请补充后重报")
        self.note.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * 30)
        self.noted = QLabel(f"{noted} 条" if noted else "没有", self)
        self.findings = QCheckBox("带上审核出的错误和还没有说明的", self)
        self.findings.setChecked(True)
        self.folder = PlaceRow(self, folder, partial(ask.ask_folder, self, "退回到文件夹"))
        self.add("单位", self.units)
        self.add("原因", self.note)
        self.add("记下的意见", self.noted)
        self.add("审核结果", self.findings)
        self.add("文件夹", self.folder)
        self.note.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        blank = not self.note.text().strip()
        self.tell_amiss("请写明原因。" if blank else "", blank=blank)


class IssueDialog(Dialog):
    """Which units, the table of 控制数, the day, and where the files are written."""

    manual_page = "output"

    def __init__(
        self, parent: QWidget | None, units: Sequence[Unit], due: str, folder: Path
    ) -> None:
        super().__init__(parent, "下发", "下发")
        self._all = units
        self.units = TickedNames(self, ((name, True) for name in names_of_units(units)), 34)
        self.table: Path | None = None
        self._table = QLabel("不改动已记入的控制数", self)
        self._table.setWordWrap(True)
        self.choose = QPushButton("选择…", self)
        self.due = QLineEdit(due, self)
        self.due.setPlaceholderText("例如：2026-01-31，不填则没有期限")
        self.folder = PlaceRow(self, folder, partial(ask.ask_folder, self, "下发到文件夹"))
        self.add("单位", self.units)
        self.add("控制数表", self._table_row())
        self.add("报送期限", self.due)
        self.add("文件夹", self.folder)
        self.units.itemChanged.connect(self._judge)
        self.due.textChanged.connect(self._judge)
        self.choose.clicked.connect(self._choose)
        self._judge()

    @property
    def chosen(self) -> tuple[Unit, ...]:
        """The units that are ticked."""
        return tuple(self._all[at] for at in self.units.ticked)

    @property
    def day(self) -> str:
        """The day, ISO; "" for none, or for a text that is none."""
        try:
            return str(parse_typed(Kind.DATE, self.due.text()) or "")
        except TypedError:
            return ""

    def _choose(self) -> None:
        path = ask.ask_one(self, "控制数表", self.folder.path, CEILINGS)
        if path is not None:
            self.table = path
            self._table.setText(str(path))
            self.go_on()

    def _table_row(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._table, 1)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _judge(self) -> None:
        count = len(self.chosen)
        self.accept_button.setText(f"下发 {count} 个单位")
        unread = bool(self.due.text().strip()) and not self.day
        amiss = "报送期限请写作 2026-01-31。" if unread else ""
        self.tell_amiss(amiss if count else "请至少选一个单位。")


class IssuedUnitsDialog(Dialog):
    """Which units of a 下发 a new book is for."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, department: str, issue: Issue) -> None:
        super().__init__(parent, "由下发的文件新建账套", "新建")
        self._names = tuple(unit.name for unit in issue.units)
        self.about = QLabel(department, self)
        self.units = TickedNames(self, ((name, True) for name in self._names), 26)
        self.due = QLabel(issue.due or "没有写明", self)
        self.add("主管部门", self.about)
        self.add("单位", self.units)
        self.add("报送期限", self.due)
        self.units.itemChanged.connect(self._judge)
        self._judge()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the units that are ticked."""
        return tuple(self._names[at] for at in self.units.ticked)

    def _judge(self) -> None:
        self.tell_amiss("" if self.chosen else "请至少选一个单位。")


class RemarkDialog(Dialog):
    """What is said at a cell, and what the unit is asked for."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, place: RemarkPlace) -> None:
        super().__init__(parent, "写退回意见", "记下")
        where = "　".join(filter(None, (place.form, place.in_words)))
        self.place = QLabel(where, self)
        self.place.setWordWrap(True)
        self.words = QPlainTextEdit(self)
        self.words.setTabChangesFocus(True)
        character = self.fontMetrics().horizontalAdvance("永")
        self.words.setMinimumSize(character * 30, self.fontMetrics().height() * 4)
        self.wishes = {wish: QRadioButton(text, self) for wish, text in WISH_LABELS.items()}
        group = QButtonGroup(self)
        for button in self.wishes.values():
            group.addButton(button)
        self.wishes[RemarkWish.CORRECT].setChecked(True)
        self.add("位置", self.place)
        self.add("意见", self.words)
        self.add_group("要求", tuple(self.wishes.values()), across=True)
        self.words.textChanged.connect(self._judge)
        self._judge()

    @property
    def wish(self) -> RemarkWish:
        """What is asked for."""
        return next(wish for wish, button in self.wishes.items() if button.isChecked())

    def _judge(self) -> None:
        said = self.words.toPlainText().strip()
        long = len(said) > _MOST
        self.tell_amiss(
            f"意见最多 {_MOST} 个字。" if long else "" if said else "请写意见。", blank=not said
        )
