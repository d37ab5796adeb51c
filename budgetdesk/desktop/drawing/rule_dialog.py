"""One rule of 审核, written from an example and tried at once on two invented records."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.drawing.examples_table import ExamplesTable
from budgetdesk.desktop.drawing.formula_line import FormulaLine
from budgetdesk.desktop.still import StillBox
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.faults import ExpressionError
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.domain.severity import SEVERITY_LABELS, Severity
from budgetdesk.exchange.drawing.correcting import CorrectionError
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.fault_places import told_at
from budgetdesk.exchange.drawing.formula_names import printed_name, words_for
from budgetdesk.exchange.drawing.rule_examples import RuleExamples, find_examples, said_in_rule
from budgetdesk.exchange.drawing.rule_patterns import RuleCell, patterns_for
from budgetdesk.exchange.drawing.rules import declared_rule, in_names, new_code

_WIDE = 44  # characters of the longest lines
_WHOLE = "整张表"
_WHERE = {
    "failing": "不合规的例子：", "passing": "合规的例子：", "message": "提示：", "when": "条件：",
    "at": "指向：",
}  # fmt: skip


class RuleDialog(Dialog):
    """Left what the rule says, below it the two examples with what the clerk would be told."""

    manual_page = "books"

    def __init__(
        self,
        parent: QWidget | None,
        forms: Sequence[DrawnForm],
        at: int,
        declared: KindDeclaration,
        year: int,
    ) -> None:
        """`at` is the place of the rule's form, `declared` its record kind as the set has it."""
        super().__init__(parent, "审核规则", "确定")
        self._forms, self._at, self._declared, self._year = tuple(forms), at, declared, year
        self._code = ""
        self._patterns: list[DrawnRule] = []
        self.pattern, self.severity = StillBox(self), StillBox(self)
        self.rows, self.at = StillBox(self), StillBox(self)
        self.title, self.when = QLineEdit(self), FormulaLine(self)
        self.message = FormulaLine(self)
        self.why, self.source = QLineEdit(self), QLineEdit(self)
        self.examples = ExamplesTable(self)
        self.rule: DrawnRule | None = None
        self._fill()
        self._lay_out()
        self._connect()

    def begin(self, cell: DrawnCell | None) -> None:
        """A new rule, from one of the examples for a cell."""
        self._code = new_code(self._forms)
        chosen = cell or next(iter(self._form.cells))
        for name, rule in patterns_for(RuleCell(self._form, self._declared, chosen)):
            self.pattern.addItem(name)
            self._patterns.append(rule)
        self._take_pattern()

    def change(self, rule: DrawnRule) -> None:
        """A rule that there is, to be changed."""
        self._code = rule.code
        self.pattern.addItem(f"{rule.code}（已有）")
        self.pattern.setEnabled(False)
        self._show(rule)

    def accept(self) -> None:
        """Take the rule, where it can be used with its examples."""
        self.judge()
        if self.rule is not None and self.accept_button.isEnabled():
            super().accept()

    @property
    def _form(self) -> DrawnForm:
        return self._forms[self._at]

    # What is written

    def _show(self, rule: DrawnRule) -> None:
        self.title.setText(rule.title)
        self.severity.setCurrentIndex(self.severity.findData(rule.severity))
        self.rows.setCurrentIndex(max(self.rows.findData(rule.rows), 0))
        self._offer_words()
        self.at.setCurrentIndex(self.at.findData(rule.at))
        self.message.setText(rule.message)
        self.why.setText(rule.why)
        self.source.setText(rule.source)
        self.when.setText(rule.when)
        self.seek(rule)

    def _take_pattern(self) -> None:
        if 0 <= self.pattern.currentIndex() < len(self._patterns):
            self._show(self._patterns[self.pattern.currentIndex()])

    def _written(self) -> DrawnRule:
        """The rule as it is written now, without examples, in the names of the set."""
        rule = DrawnRule(
            self._code,
            self.title.text().strip(),
            str(self.severity.currentData()),
            str(self.rows.currentData()),
            self.when.text().strip(),
            str(self.at.currentData() or ""),
            self.message.text().strip(),
            self.why.text().strip(),
            self.source.text().strip(),
        )
        return in_names(self._form, self._declared, rule)

    # Trying

    def seek(self, known: DrawnRule | None = None) -> None:
        """Examples for the condition: those of a known rule, else found by trying."""
        try:
            found = find_examples(self._declared, self._written(), self._year)
        except ExpressionError as error:
            self.rule = None
            self.examples.show_examples(str(self.rows.currentData()), RuleExamples((), None, None))
            self.tell_amiss(f"条件{'' if error.place else '：'}{error}。")
            return
        self.examples.show_examples(str(self.rows.currentData()), found, known)
        self.judge()

    def judge(self) -> None:
        """Hold the examples against the rule, and say what each would be told."""
        self.rule = None
        try:
            rule = self._with_examples()
            declared = declared_rule(self._forms, self._at, rule)
        except (CorrectionError, ExpressionError) as error:
            self.tell_amiss(f"{str(error).rstrip('。')}。")
            return
        except FormSetError as error:
            self._tell_fault(error)
            return
        self.examples.tell(self._declared, declared)
        self.rule = rule
        self.tell_amiss("")

    def _with_examples(self) -> DrawnRule:
        rule, fields = self._written(), self.examples.shown
        failing, passing = self.examples.texts
        return replace(
            rule,
            failing=said_in_rule(rule.rows, fields, failing),
            passing=said_in_rule(rule.rows, fields, passing),
        )

    def _tell_fault(self, error: FormSetError) -> None:
        self.examples.tell_nothing()
        mine = error.table.partition(".")[0] == self._code
        told = error.problem.replace("when", "条件") if mine else told_at(self._forms, error)
        self.tell_amiss(f"{_WHERE.get(error.key, '') if mine else ''}{told}")

    # Made once

    def _fill(self) -> None:
        for severity in Severity:
            self.severity.addItem(SEVERITY_LABELS[severity], severity.value)
        self.rows.addItem(_WHOLE, "")
        listed = dict.fromkeys(it.list_path for it in self._form.cells if it.list_path)
        for path in (it for it in listed if it in self._declared.lists):
            self.rows.addItem(f"「{self._declared.lists[path].name}」的每一行", path)
        self.at.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def _offer_words(self) -> None:
        """Words and fields of the record, or of the rows that are judged first."""
        rows = str(self.rows.currentData())
        words = [*words_for(self._form, self._declared, rows)]
        self.when.offer_words(words)
        self.message.offer_words(words)
        before = self.at.currentData()
        self.at.clear()
        for cell in {it.path: it for it in reversed(self._form.cells)}.values():
            if cell.list_path in ("", rows) and cell.path in self._declared.fields:
                name = printed_name(self._form, self._declared, cell).strip("「」")
                self.at.insertItem(0, f"{name}（{cell.box.place}）", cell.path)
        self.at.setCurrentIndex(max(self.at.findData(before), 0))

    def _change_rows(self) -> None:
        self._offer_words()
        self.seek()

    def _connect(self) -> None:
        self.pattern.activated.connect(lambda _: self._take_pattern())
        self.rows.activated.connect(lambda _: self._change_rows())
        self.when.rested.connect(self.seek)
        self.message.rested.connect(self.judge)
        self.at.activated.connect(lambda _: self.judge())
        self.severity.activated.connect(lambda _: self.judge())
        for line in (self.title, self.why, self.source):
            line.textEdited.connect(lambda _: self.judge())
        self.examples.edited.connect(self.judge)

    def _lay_out(self) -> None:
        self.when.setMinimumWidth(self.fontMetrics().horizontalAdvance("永") * _WIDE)
        self.when.setPlaceholderText("有问题的情形，如 资金总额 < 财政拨款")
        self.message.setPlaceholderText("告诉填报的人什么不对；{字段} 换成它的值")
        self._add_pair("照例子", self.pattern, "程度", self.severity)
        self.add("名称", self.title)
        self._add_pair("审核", self.rows, "指向", self.at)
        self.add("条件", self.when)
        self.add("提示", self.message)
        self._add_pair("理由", self.why, "依据", self.source)
        self.add("试一试", self.examples)

    def _add_pair(self, label: str, part: QWidget, other_label: str, other: QWidget) -> None:
        """Two fields in one row."""
        row = QHBoxLayout()
        row.addWidget(part, 1)
        row.addSpacing(12)
        row.addWidget(QLabel(other_label, self))
        row.addSpacing(4)
        row.addWidget(other, 1)
        part.setAccessibleName(label)
        other.setAccessibleName(other_label)
        self.fields.addRow(label, row)
