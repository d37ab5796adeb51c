"""The desk of an editor's test: a form open on a real book, and the clerk's hand."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from budgetdesk.book import edit
from budgetdesk.book.book import Book
from budgetdesk.desktop.editor.form_editor import FormEditor
from budgetdesk.desktop.editor.source import RecordSource
from budgetdesk.desktop.session import Session
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import (
    Department,
    Funding,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key

NECESSITY = "村医是农村卫生的网底。退养补助稳住了队伍，也让离岗村医老有所养。" * 4
ROWS = (
    Indicator("产出指标", "数量指标", "享受补助村医人数", "≥127人"),
    Indicator("产出指标", "数量指标", "发放批次", "12批"),
    Indicator("产出指标", "质量指标", "发放准确率", "100%"),
    Indicator("产出指标", "时效指标", "按月发放", "及时"),
    Indicator("效益指标", "社会效益指标", "村医队伍稳定", "提高"),
    Indicator("满意度指标", "服务对象满意度指标", "村医满意度", "≥95%"),
)


def sample_project() -> Project:
    """A project with amounts, paragraphs and six indicators in each half."""
    money = Funding(507221900, 0, 0, 507221900, 0, None)
    return Project(
        name="老年村医退养补助",
        unit=Unit("永和县医疗集团", Department("202", "永和县卫生健康和体育局")),
        attribute="经常性项目(长期开展)",
        period="1年",
        funding=PerHorizon(money, money),
        overview="对离岗的老年村医按工龄发放退养补助。",
        necessity=NECESSITY,
        safeguards="制度健全\n措施到位",
        goals=PerHorizon("三年内全覆盖。", "全年按月发放。"),
        indicators=PerHorizon(ROWS, ROWS),
    )


class Desk:
    """The form editor under test, with the book behind it and the clerk's hand in front."""

    def __init__(self, session: Session, form: FormEditor) -> None:
        self.session = session
        self.book = session.book
        self.form = form
        self.messages: list[str] = []
        form.message.connect(self.messages.append)

    @property
    def project(self) -> Project:
        record = self.session.record(RecordKind.PROJECT, self.form.record_id)
        assert isinstance(record, Project)
        return record

    def ref(self, path: str, row_id: int = 0) -> FieldRef:
        return FieldRef(self.form.kind, self.form.record_id, path, row_id)

    def slot(self, path: str, level1: str, level2: str, index: int = 0) -> FieldRef:
        return FieldRef(self.form.kind, self.form.record_id, path, 0, level1, level2, index)

    def indicator(self, number: int, column: str = "name", horizon: str = "annual") -> FieldRef:
        rows = self.project.indicators.annual
        if horizon == "implementation":
            rows = self.project.indicators.implementation or ()
        return self.ref(f"indicators.{horizon}.{column}", rows[number].id)

    def go(self, path: str | FieldRef) -> None:
        assert self.form.go_to(self.ref(path) if isinstance(path, str) else path)

    @property
    def path(self) -> str:
        cell = self.form.current
        assert cell is not None
        assert cell.field is not None
        return cell.field.path

    @property
    def shown(self) -> str:
        cell = self.form.current
        assert cell is not None
        return cell.text

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.form.text, key, held)

    def type(self, text: str) -> None:
        """Keys for what is on the keyboard; an input method's text for everything else."""
        if text.isascii():
            QTest.keyClicks(self.form.text, text)
        else:
            self.compose("", commit=text)

    def compose(self, letters: str, commit: str = "") -> None:
        event = QInputMethodEvent(letters, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(self.form.text, event)

    def clip(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def paste(self, text: str) -> None:
        self.clip(text)
        self.press(Key.Key_V, CTRL)

    def point(self, ref: FieldRef) -> QPoint:
        cell = self.form.cell_of(ref)
        assert cell is not None
        return self.form.cell_rect(cell).center()

    def click(
        self, ref: FieldRef, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.mouseClick(self.form.viewport(), Qt.MouseButton.LeftButton, held, self.point(ref))

    def steps(self) -> int:
        return len(self.book.undo_steps(1000))


def add(book: Book, project: Project) -> int:
    """Put a project, with its department and unit, into a book."""
    with book.step("准备") as step:
        department = project.unit.department
        department = replace(department, id=edit.add_department(step, department))
        unit = replace(project.unit, department=department)
        unit = replace(unit, id=edit.add_unit(step, unit))
        return edit.add_project(step, replace(project, unit=unit))


def open_form(qtbot: QtBot, book: Book, record_id: int, kind: str = RecordKind.PROJECT) -> Desk:
    session = Session(book)
    form = FormEditor(session, RecordSource(session, kind, record_id))
    qtbot.addWidget(form)
    form.resize(1000, 900)
    form.show()
    form.activateWindow()
    form.setFocus()
    qtbot.waitUntil(form.hasFocus)
    return Desk(session, form)
