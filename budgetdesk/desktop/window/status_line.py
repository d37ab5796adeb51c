"""The line at the foot: saved when, the unit's total, 填报完成, findings, undo, work."""

from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QWidget,
)

from budgetdesk.desktop.announcing import announce
from budgetdesk.desktop.elided import ElidedLabel
from budgetdesk.desktop.jobs import Job, JobState
from budgetdesk.domain.form_marks import Fullness
from budgetdesk.domain.money import yuan_text

_NO_INPUT_METHOD = "没有找到输入法，暂时只能输入字母和数字；输入法启动后即可使用，不用重开程序。"
_LONG = 20_000  # milliseconds
_ENDED = {
    JobState.DONE: "已完成",
    JobState.CANCELLED: "已取消",
    JobState.FAILED: "没有完成",
}


class StatusLine(QStatusBar):
    """The window's status line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.saved, self.total, self.filled, self.undo = (ElidedLabel(self) for _ in range(4))
        self.job = JobStrip(self)
        self.zoom = QPushButton("100%", self)
        self.zoom.setObjectName("flat")
        self.zoom.setToolTip("显示比例，单击或按 Ctrl+0 恢复 100%（Ctrl+滚轮缩放）")
        self.findings = QPushButton(self)
        self.findings.setObjectName("flat")
        self.findings.setToolTip("显示或收起审核结果（Ctrl+Alt+3）")
        for button in (self.zoom, self.findings):  # each has its keys; Tab has better places
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(self.saved)
        self.addWidget(self.total)
        self.addWidget(self.filled)
        self.addWidget(self.findings)
        self.addWidget(self.undo, 1)
        self.addPermanentWidget(self.job)
        self.addPermanentWidget(self.zoom)
        self.clear_all()

    def clear_all(self) -> None:
        """No book is open."""
        for label in (self.saved, self.total, self.filled, self.undo):
            label.hide()
        self.zoom.hide()
        self.findings.hide()

    def tell_opened(self, *, read_only: bool) -> None:
        """A book was just opened."""
        told = "只读" if read_only else "已打开，修改自动保存"
        self._show(self.saved, told)
        announce(self, told)

    def tell_saved(self) -> None:
        """A change was just committed."""
        self._show(self.saved, f"已保存 {QTime.currentTime().toString('HH:mm:ss')}")

    def tell_total(self, unit: str, amount: int | None) -> None:
        """The annual total of a unit's projects in 分; None when nothing is entered yet."""
        if not unit:
            self.total.hide()
            return
        figure = "未填" if amount is None else f"{yuan_text(amount, thousands=True)} 元"
        self._show(self.total, f"{unit}　年度合计 {figure}")

    def tell_filled(self, *, done: bool) -> None:
        """Whether the current form, or all chosen, are marked as 填报完成."""
        self._show(self.filled, Fullness.DONE.value if done else "")

    def tell_findings(self, counts: str) -> None:
        """What was found, in words; "" while nothing was checked."""
        if counts != self.findings.text():
            announce(self, f"审核结果：{counts}" if counts else "")
        self.findings.setText(counts)
        self.findings.setAccessibleName(f"审核结果：{counts}")
        self.findings.setVisible(bool(counts))

    def tell_undo(self, name: str | None) -> None:
        """The step that undo would take back."""
        self._show(self.undo, f"可撤销：{name}" if name else "")

    def tell_zoom(self, percent: int | None) -> None:
        """The zoom of the current tab; None where there is nothing to zoom."""
        self.zoom.setVisible(percent is not None)
        if percent is not None:
            self.zoom.setText(f"{percent}%")
            self.zoom.setAccessibleName(f"显示比例 {percent}%")

    def tell_no_input_method(self) -> None:
        """The desktop names an input method, and none answers."""
        self.showMessage(_NO_INPUT_METHOD, _LONG)
        announce(self, _NO_INPUT_METHOD)

    def _show(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


class JobStrip(QWidget):
    """A job under way: what, how far, how long yet, and a way to stop it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self.label = ElidedLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(120)
        self.bar.setAccessibleName("进度")
        self.cancel = QPushButton("取消", self)
        self.cancel.setObjectName("flat")
        self.cancel.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        for part in (self.label, self.bar, self.cancel):
            layout.addWidget(part)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this job until it ends; the newest one is shown."""
        self._job = job
        job.progressed.connect(self._update)
        job.ended.connect(self._on_ended)
        self._update()
        self.cancel.setEnabled(True)
        self.show()
        announce(self, f"{job.title}，正在进行")

    def _update(self) -> None:
        job = self._job
        if job is None:
            return
        self.bar.setRange(0, job.total)
        self.bar.setValue(job.done)
        self.label.setText(job_text(job))

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.cancel.setEnabled(False)
            self.label.setText(f"{self._job.title}　正在停止…")

    def _on_ended(self) -> None:
        job = self._job
        if job is not None and self.sender() is job:
            announce(self, f"{job.title}，{_ENDED[job.state]}")
            self._job = None
            self.hide()


def job_text(job: Job) -> str:
    """What is being done, how far it is, and how long yet."""
    parts = [job.title]
    if job.total > 1:
        parts.append(f"{job.done} / {job.total}")
    seconds = job.remaining_seconds()
    if seconds is not None and seconds >= 1:
        parts.append(f"还需约 {_span(seconds)}")
    return "　".join(parts)


def _span(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole} 秒" if whole < 90 else f"{round(whole / 60)} 分钟"
