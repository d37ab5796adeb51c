"""Projects of a file that the book has: both sides of each, and what is to become of it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.two_sides.content import Pair, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import listing
from budgetdesk.desktop.two_sides.models import (
    CAME,
    HELD,
    MARK,
    PLACE,
    TARGET,
    HeadedModel,
    PairsModel,
)
from budgetdesk.exchange.contrasts import Contrast, RowPlace
from budgetdesk.exchange.existing import Decision, Decisions, Meeting, OnExisting
from budgetdesk.exchange.projects_file import identity

Index = QModelIndex | QPersistentModelIndex
_ROLE = Qt.ItemDataRole
DEEDS = {OnExisting.OVERWRITE: "覆盖", OnExisting.SKIP: "跳过", OnExisting.BOTH: "都保留"}
_MEANINGS = {
    OnExisting.OVERWRITE: "账套中的项目改为文件中的内容，历史和出错说明保留",
    OnExisting.SKIP: "账套中的项目不变，文件中的不导入",
    OnExisting.BOTH: "文件中的项目另起名称导入，两个都在",
}
_HEADS = ("项目", "单位", "不同处", *DEEDS.values())
_DIFFERING, _FIRST_DEED = 2, 3
_WIDTHS = {MARK: 6, TARGET: 12, HELD: 26}
SIDES = ("文件中", "覆盖后")


class MeetingsModel(HeadedModel):
    """One line a project, with a mark for each thing that may become of it."""

    decided = Signal()

    def __init__(self, meetings: Sequence[Meeting], parent: QObject | None = None) -> None:
        super().__init__(_HEADS, len(meetings), parent)
        self._meetings = meetings
        self._contrasts: dict[int, tuple[Contrast, ...]] = {}
        self.deeds: list[OnExisting | None] = [None] * len(meetings)

    def contrasts(self, number: int) -> tuple[Contrast, ...]:
        """Where the two sides of a project differ; found when it is first asked for."""
        if number not in self._contrasts:
            self._contrasts[number] = self._meetings[number].differences()
        return self._contrasts[number]

    def decide(self, number: int, deed: OnExisting) -> None:
        """Let this become of one project."""
        self.deeds[number] = deed
        self._tell(number, number)

    def decide_all(self, deed: OnExisting) -> None:
        """Let this become of every project."""
        self.deeds = [deed] * len(self.deeds)
        self._tell(0, len(self.deeds) - 1)

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> Any:
        """Names as the book has them; the mark of what was chosen."""
        number, column = index.row(), index.column()
        if column >= _FIRST_DEED:
            deed = list(DEEDS)[column - _FIRST_DEED]
            return self._of_deed(number, deed, role)
        if role not in (_ROLE.DisplayRole, _ROLE.ToolTipRole):
            return None
        known = self._meetings[number].known
        if column == _DIFFERING:
            return f"{len(self.contrasts(number))} 处" if self.contrasts(number) else "相同"
        return (known.name, known.unit.name)[column]

    def _of_deed(self, number: int, deed: OnExisting, role: int) -> Any:
        if role == _ROLE.CheckStateRole:
            chosen = self.deeds[number] is deed
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        if role == _ROLE.AccessibleTextRole:
            return DEEDS[deed]
        return _MEANINGS[deed] if role == _ROLE.ToolTipRole else None

    def setData(self, index: Index, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: ARG002
        """Choose what becomes of a project; a mark is moved, not taken away."""
        if role != _ROLE.CheckStateRole or index.column() < _FIRST_DEED:
            return False
        self.decide(index.row(), list(DEEDS)[index.column() - _FIRST_DEED])
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The deeds are marked."""
        flags = super().flags(index)
        marked = index.column() >= _FIRST_DEED
        return flags | Qt.ItemFlag.ItemIsUserCheckable if marked else flags

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, _FIRST_DEED), self.index(last, len(_HEADS) - 1))
        self.decided.emit()


class ExistingDialog(WideDialog):
    """Asks for each project; `decisions` holds once it is accepted."""

    manual_page = "importing"
    wide, high = 72, 0.58

    def __init__(self, parent: QWidget | None, meetings: Sequence[Meeting]) -> None:
        super().__init__(parent)
        self.setWindowTitle("账套中已有的项目")
        self._meetings = meetings
        self.model = MeetingsModel(meetings, self)
        self.projects = listing(self.model, "账套中已有的项目", (24, 16, 5, 4, 4, 5), self)
        self._sides: dict[int, PairsModel] = {}
        self.pairs = listing(self._sides_of(0), "两边的内容", (), self)
        self.all_buttons = {deed: QPushButton(f"全部{name}", self) for deed, name in DEEDS.items()}
        self.accept_button = QPushButton(self)
        self.cancel_button = QPushButton("取消", self)
        self._lay_out()
        self.model.decided.connect(self._tell)
        self.projects.selectionModel().currentChanged.connect(self._show_sides)
        self.projects.setCurrentIndex(self.model.index(0, 0))
        self._tell()
        open_wide(self)

    @classmethod
    def ask(cls, parent: QWidget, meetings: Sequence[Meeting]) -> Decisions | None:
        """What becomes of the projects; None where it was given up."""
        dialog = cls(parent, meetings)
        return dialog.decisions if ask.run(dialog) else None

    @property
    def decisions(self) -> Decisions:
        """What was chosen for each project, with the rows that are not to be taken for known."""
        each = {
            identity(meeting.wanted): Decision(deed, self._apart(number))
            for number, (meeting, deed) in enumerate(
                zip(self._meetings, self.model.deeds, strict=True)
            )
            if deed is not None
        }
        return Decisions(each=each)

    def _apart(self, number: int) -> frozenset[RowPlace]:
        if number not in self._sides:
            return frozenset()
        ticked = self._sides[number].chosen
        contrasts = zip(self.model.contrasts(number), ticked, strict=True)
        return frozenset(it.guessed for it, taken in contrasts if it.guessed and not taken)

    def _sides_of(self, number: int) -> PairsModel:
        if number not in self._sides:
            pairs = [_pair(it) for it in self.model.contrasts(number)]
            self._sides[number] = PairsModel(TwoSides("", "", pairs, sides=SIDES), self)
        return self._sides[number]

    def _show_sides(self, current: QModelIndex) -> None:
        if not current.isValid():
            return
        self.pairs.setModel(self._sides_of(current.row()))
        for column in (PLACE, CAME):  # nothing beside what it becomes
            self.pairs.hideColumn(column)
        character = self.fontMetrics().horizontalAdvance("永")
        for column, width in _WIDTHS.items():
            self.pairs.setColumnWidth(column, character * width)

    def _tell(self) -> None:
        deeds = self.model.deeds
        open_ = deeds.count(None)
        counts = "，".join(f"{name} {deeds.count(deed)}" for deed, name in DEEDS.items())
        self.accept_button.setText(f"还有 {open_} 个没有选择" if open_ else f"导入（{counts}）")
        self.accept_button.setEnabled(not open_)

    def _lay_out(self) -> None:
        headline = QLabel(f"账套中已有 {len(self._meetings)} 个项目，请选择怎样导入。", self)
        headline.setObjectName("field-name")
        guesses = QLabel("指标改了名称的，按“请核对”标出；去掉勾则作为新的一行。", self)
        guesses.setObjectName("faint")
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        for deed, button in self.all_buttons.items():
            button.setToolTip(_MEANINGS[deed])
            button.clicked.connect(lambda _=False, deed=deed: self.model.decide_all(deed))
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        layout = framed(self)
        layout.addWidget(headline)
        layout.addWidget(self.projects, 2)
        layout.addWidget(self.pairs, 3)
        layout.addWidget(guesses)
        layout.addLayout(buttons)
        self.projects.setFocus()


def _pair(contrast: Contrast) -> Pair:
    certainty = Verdict.GUESSED if contrast.guessed else Verdict.SURE
    fixed = contrast.guessed is None
    return Pair(
        "", contrast.becomes, contrast.label, contrast.held, contrast.becomes, certainty, fixed
    )
