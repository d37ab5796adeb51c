"""Asking for the explanation of a finding, or for the reason why it shall not count."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from budgetdesk.checks.finding import Explanation, Finding, Severity
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.findings.wording import place_text, signature

_MOST = 500  # characters


@dataclass(frozen=True, slots=True)
class Words:
    """What the dialog calls its purpose."""

    title: str
    milder: str  # the title where nothing is an error
    deed: str
    label: str
    hint: str


EXPLAIN = Words(
    "出错说明",
    "说明",
    "保存说明",
    "说明",
    "例如：本项目为上年结转，资金已在上年度安排",
)
IGNORE = Words(
    "本表不再提示",
    "本表不再提示",
    "不再提示",
    "原因",
    "例如：本项目没有服务对象，不设满意度指标",
)


class ExplainDialog(Dialog):
    """One text for one finding or several; who and when are added when it is saved."""

    manual_page = "checks"

    def __init__(
        self,
        parent: QWidget | None,
        words: Words,
        findings: tuple[Finding, ...],
        before: Explanation | None,
    ) -> None:
        graver = any(it.severity is Severity.ERROR for it in findings)
        super().__init__(parent, words.title if graver else words.milder, words.deed)
        self._words = words
        character = self.fontMetrics().horizontalAdvance("永")
        self.about = QLabel(_about(findings), self)
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setMinimumWidth(character * 34)
        self.text = QPlainTextEdit(before.text if before else "", self)
        self.text.setPlaceholderText(words.hint)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * 5)
        self.text.installEventFilter(self)
        self.add("问题", self.about)
        self.add(words.label, self.text)
        self._written_by = QLabel(f"现有的写于 {signature(before)}" if before else "", self)
        self._written_by.setObjectName("faint")
        self._written_by.setVisible(before is not None)
        self.fields.addRow("", self._written_by)
        self.text.textChanged.connect(self._judge)
        self._judge()
        self.text.setFocus()
        self.text.selectAll()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        words: Words,
        findings: tuple[Finding, ...],
        before: Explanation | None,
    ) -> str | None:
        """Ask; None when the user thinks better of it."""
        dialog = cls(parent, words, findings, before)
        return dialog.typed if ask.run(dialog) else None

    @property
    def typed(self) -> str:
        """What is typed."""
        return self.text.toPlainText().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter accepts: Enter alone begins a line."""
        if watched is self.text and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if enter and held and event.type() == QEvent.Type.KeyPress:
                self.accept_button.click()
                return True
        return super().eventFilter(watched, event)

    def _judge(self) -> None:
        if len(self.typed) > _MOST:
            self.tell_amiss(f"{self._words.label}最多 {_MOST} 字，现有 {len(self.typed)} 字。")
        else:
            self.tell_amiss(
                "" if self.typed else f"请填写{self._words.label}。", blank=not self.typed
            )


def _about(findings: tuple[Finding, ...]) -> str:
    first = findings[0]
    if len(findings) == 1:
        return f"{first.code} {first.title}\n{place_text(first.place)}\n{first.message}"
    codes = dict.fromkeys(f"{finding.code} {finding.title}" for finding in findings)
    return f"{len(findings)} 条结果：{'、'.join(codes)}"
