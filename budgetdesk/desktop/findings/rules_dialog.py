"""审核设置: which rules an office applies, how grave they are, and within which limits."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.book import read
from budgetdesk.checks.finding import SEVERITY_LABELS, Severity
from budgetdesk.checks.grading import OFFICE_SETTING, put_office_grades, read_office_grades
from budgetdesk.checks.rule import Rule
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.checks.themes import limit_label, themed
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog, scrolled
from budgetdesk.desktop.findings.actions import READ_ONLY
from budgetdesk.desktop.findings.delegate import severity_icon
from budgetdesk.desktop.findings.filter_bar import StillChoice
from budgetdesk.desktop.findings.grades import GradeSheet, read_limit, rule_holds
from budgetdesk.desktop.findings.wording import rows_html, rule_rows
from budgetdesk.desktop.session import Session
from budgetdesk.desktop.theme import colours
from budgetdesk.desktop.whole_rows import WholeRowsView

Index = QModelIndex | QPersistentModelIndex


class RuleModel(QAbstractListModel):
    """The rules with their switches."""

    def __init__(
        self, sheet: GradeSheet, ratio: float, parent: QObject | None = None, *, fixed: bool
    ) -> None:
        super().__init__(parent)
        self._fixed = fixed
        self.sheet = sheet
        self._ratio = ratio
        self._all = tuple(rule for _, rules in themed(sheet.rules) for rule in rules)
        self.rules: Sequence[Rule] = self._all

    def show_holding(self, text: str) -> None:
        """List only the rules that hold a text."""
        self.beginResetModel()
        self.rules = tuple(rule for rule in self._all if rule_holds(rule, text))
        self.endResetModel()

    def tell_changed(self, row: int) -> None:
        """A rule of the sheet is graded anew."""
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """The rules."""
        return 0 if parent.isValid() else len(self.rules)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Code, title, and how it is graded now."""
        rule = self.rules[index.row()]
        changed = "（已改）" if self.sheet.is_changed(rule.code) else ""
        severity = self.sheet.severity(rule.code)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{rule.code}　{rule.title}{changed}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{rule.code} {rule.title}，{SEVERITY_LABELS[severity]}{changed}"
        if role == Qt.ItemDataRole.DecorationRole:
            return severity_icon(severity, self._ratio)
        if role == Qt.ItemDataRole.CheckStateRole:
            on = self.sheet.is_on(rule.code)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and not self.sheet.is_on(rule.code):
            return colours().ink_faint
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Switch a rule."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.sheet.turn(self.rules[index.row()].code, on=on)
        self.tell_changed(index.row())
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every rule can be chosen and, unless the book is read-only, switched."""
        flags = super().flags(index)
        return flags if self._fixed else flags | Qt.ItemFlag.ItemIsUserCheckable


class RulesDialog(Dialog):
    """The list of rules; beside it what is told of the current one, and how it is graded."""

    manual_page = "checks"

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent, "审核设置", "保存设置")
        self._session = session
        rules = RulesInForce(session.form_set)
        office, _ = read_office_grades(read.setting(session.book, OFFICE_SETTING), rules)
        self._before = GradeSheet(session.form_set, office).office()
        self.sheet = GradeSheet(session.form_set, office)
        self._fixed = session.book.read_only
        self.model = RuleModel(self.sheet, self.devicePixelRatioF(), self, fixed=self._fixed)
        self.search = QLineEdit(self)
        self.list = WholeRowsView(self)
        self.about = QLabel(self)
        self.applied = QCheckBox("审核这一项", self)
        self.severity = StillChoice(self)
        self.limits: dict[str, QLineEdit] = {}
        self._grading = QFormLayout()
        self.usual = QPushButton("恢复套表规定", self)
        self._shown = ""
        self._lay_out()
        self._connect()
        self.list.setCurrentIndex(self.model.index(0))

    @classmethod
    def ask(cls, parent: QWidget, session: Session) -> bool:
        """Ask, and keep what was chosen as one step; whether anything was changed."""
        dialog = cls(parent, session)
        return ask.run(dialog) and dialog.save()

    def save(self) -> bool:
        """Keep the grades in the book as one step; whether they differ from before."""
        office = self.sheet.office()
        if office == self._before:
            return False
        with self._session.book.step("修改 审核设置") as step:
            put_office_grades(step, office, self.sheet.rules)
        return True

    def go_to(self, code: str) -> None:
        """Show a rule."""
        codes = [rule.code for rule in self.model.rules]
        if code in codes:
            self.list.setCurrentIndex(self.model.index(codes.index(code)))

    def _show_rule(self) -> None:
        index = self.list.currentIndex()
        rule = self.model.rules[index.row()] if index.isValid() else None
        for part in (self.applied, self.severity, self.usual):
            part.setEnabled(rule is not None and not self._fixed)
        if rule is None:
            self.about.setText("没有符合的审核项。")
            self._clear_limits()
            self._shown = ""
            return
        head = f'<p style="margin:0"><b>{rule.code}　{rule.title}</b></p>'
        self.about.setText(head + rows_html(rule_rows(rule), colours()))
        self._show_grade(rule, anew=rule.code != self._shown)
        self._shown = rule.code

    def _show_grade(self, rule: Rule, *, anew: bool) -> None:
        code, sheet = rule.code, self.sheet
        for part in (self.applied, self.severity):
            part.blockSignals(True)
        self.applied.setChecked(sheet.is_on(code))
        usual = SEVERITY_LABELS[sheet.usual_severity(code)]
        self.severity.setItemText(0, f"按套表规定（{usual}）")
        chosen = sheet.chosen_severity(code)
        self.severity.setCurrentIndex(0 if chosen is None else 1 + tuple(Severity).index(chosen))
        for part in (self.applied, self.severity):
            part.blockSignals(False)
        self.usual.setEnabled(sheet.is_changed(code) and not self._fixed)
        if anew:
            self._make_limits(rule)

    def _make_limits(self, rule: Rule) -> None:
        self._clear_limits()
        for name in rule.limits:
            field = QLineEdit(str(self.sheet.limit(rule.code, name)))
            usual = self.sheet.usual(rule.code).limits[name]
            field.setToolTip(f"套表规定 {usual}")
            field.setAccessibleName(limit_label(name))
            field.setEnabled(not self._fixed)
            field.textChanged.connect(lambda text, name=name: self._set_limit(name, text))
            self.limits[name] = field
            self._grading.addRow(limit_label(name), field)

    def _clear_limits(self) -> None:
        for field in self.limits.values():
            self._grading.removeRow(field)
        self.limits = {}
        self.tell_amiss(f"{READ_ONLY}。" if self._fixed else "")

    def _set_limit(self, name: str, text: str) -> None:
        number = read_limit(text)
        if number is None:
            self.tell_amiss(f"{limit_label(name)}应为 0 或正整数。")
            return
        self.tell_amiss("")
        self.sheet.set_limit(self._shown, name, number)
        self._tell()

    def _turn(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.sheet.turn(self._shown, on=on)
        self._tell()

    def _grade(self, row: int) -> None:
        self.sheet.grade(self._shown, None if row == 0 else tuple(Severity)[row - 1])
        self._tell()

    def _reset(self) -> None:
        self.sheet.reset(self._shown)
        self._shown = ""
        self._tell()

    def _tell(self) -> None:
        self.model.tell_changed(self.list.currentIndex().row())

    def _search(self, text: str) -> None:
        code = self._shown
        self.model.show_holding(text)
        self.list.setCurrentIndex(self.model.index(0))
        self.go_to(code)
        self._show_rule()

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_rule())
        self.model.dataChanged.connect(lambda *_: self._show_rule())
        self.search.textChanged.connect(self._search)
        self.applied.toggled.connect(self._turn)
        self.severity.currentIndexChanged.connect(self._grade)
        self.usual.clicked.connect(self._reset)

    def _lay_out(self) -> None:
        character = self.fontMetrics().horizontalAdvance("永")
        self.search.setPlaceholderText("查找审核项")
        self.search.setAccessibleName("查找审核项")
        self.search.setClearButtonEnabled(True)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("审核项")
        self.list.setMinimumSize(character * 26, self.fontMetrics().lineSpacing() * 16)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.RichText)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.about.setMinimumWidth(character * 26)
        self.severity.addItems(["", *(SEVERITY_LABELS[severity] for severity in Severity)])
        self.severity.setAccessibleName("严重程度")
        self._grading.addRow("", self.applied)
        self._grading.addRow("严重程度", self.severity)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(_column(self.search, self.list), 1)
        row.addLayout(self._right(), 1)
        self.fields.addRow(row)
        self.accept_button.setVisible(not self._fixed)

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(scrolled(self.about), 1)
        column.addLayout(self._grading)
        column.addWidget(self.usual, 0, Qt.AlignmentFlag.AlignRight)
        return column


def _column(*parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for part in parts:
        column.addWidget(part)
    return column
