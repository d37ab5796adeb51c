"""What the dialogs share: labelled fields, one sentence for what is amiss, two buttons."""

from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from budgetdesk.desktop.lettered import as_title
from budgetdesk.desktop.screen_room import screen_room

_READ = (QLabel, QScrollArea)
_AROUND = 190  # pixels that a dialog has above and below what is scrolled, with the window's frame


class Dialog(QDialog):
    """A small dialog. Its main button says what it does and is off while something is amiss."""

    # How wide and high one is that a small screen may have no room for; 0: as its fields are.
    characters: ClassVar[int] = 0
    lines: ClassVar[int] = 0

    def __init__(self, parent: QWidget | None, title: str, deed: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(as_title(title))
        self.fields = QFormLayout()
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.fields.setHorizontalSpacing(12)
        self.fields.setVerticalSpacing(10)
        self._needed: list[QLineEdit] = []
        self.amiss = QLabel(self)
        self.amiss.setObjectName("amiss")
        self.accept_button = QPushButton(deed, self)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.cancel_button = QPushButton("取消", self)
        self.cancel_button.clicked.connect(self.reject)
        layout = framed(self, spacing=14)
        layout.addLayout(self.fields, 1)
        layout.addWidget(self.amiss)
        layout.addLayout(self._buttons())
        self.tell_amiss("")

    def sizeHint(self) -> QSize:
        """What its fields take; one with a list or a page in it has a size of its own."""
        if not self.characters:
            return super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(
            metrics.horizontalAdvance("永") * self.characters, metrics.height() * self.lines
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The fields come before the buttons; the first that is to be filled has the cursor."""
        inputs = self._inputs()
        for before, after in pairwise((*inputs, self.cancel_button, self.accept_button)):
            self.setTabOrder(before, after)
        if self.focusWidget() in (None, self.cancel_button, self.accept_button):
            first = next((part for part in inputs if part.isEnabled()), self.accept_button)
            (self._blank() or first).setFocus()
        super().showEvent(event)

    def _inputs(self) -> list[QWidget]:
        """What takes keys, without the two buttons and what is only read, as Tab goes.

        The way back is walked: the way forth from a label that Qt made itself has PySide6 hold
        whatever comes next for ever.
        """
        parts: list[QWidget] = []
        part: QWidget | None = self.previousInFocusChain()
        while part is not None and part is not self:
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(part, _READ):
                parts.append(part)
            part = part.previousInFocusChain()
        buttons = (self.cancel_button, self.accept_button)
        return [part for part in reversed(parts) if part not in buttons and not part.isHidden()]

    def go_on(self) -> None:
        """After something else was chosen: to what is still to be filled, else to the deed."""
        (self._blank() or self.accept_button).setFocus()

    def tell_amiss(self, sentence: str, *, blank: bool = False) -> None:
        """Say what is amiss; "" when all is well. A field merely still `blank` is not told.

        Where anything ever is, its line keeps its room, so that the buttons stay in their place.
        """
        if sentence and not self.amiss.minimumHeight():
            _keep_room(self.amiss)
        self._say("" if blank else sentence, aside=False)
        self.accept_button.setEnabled(not sentence)

    def tell_aside(self, sentence: str) -> None:
        """Nothing is amiss; say what is good to know, in the same place."""
        self.tell_amiss("")
        self._say(sentence, aside=True)

    def add(self, label: str, field: QWidget, name: str = "", *, needed: bool = False) -> None:
        """Add a field with its label, which is also what a screen reader calls it.

        One that is `needed` has the cursor as long as it is blank.
        """
        if needed and isinstance(field, QLineEdit):
            self._needed.append(field)
        if not isinstance(field, QLabel):  # whose text is what there is to say
            field.setAccessibleName(name or label)
        self.fields.addRow(label, field)

    def add_group(self, label: str, parts: Sequence[QWidget], *, across: bool = False) -> None:
        """Add choices below one another, or `across` beside each other, level with their label."""
        group = QWidget(self)
        layout = QHBoxLayout(group) if across else QVBoxLayout(group)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(14 if across else 6)
        for part in parts:
            layout.addWidget(part)
        if across:
            layout.addStretch(1)
        self.add(label, group)
        heading = self.fields.labelForField(group)
        if isinstance(heading, QLabel):
            heading.setContentsMargins(0, 2, 0, 0)  # as the frame of the choice beside it
            heading.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)

    def _say(self, sentence: str, *, aside: bool) -> None:
        self.amiss.setText(sentence)
        self.amiss.setWordWrap(bool(sentence))  # a blank one that wraps is given less than its room
        self.amiss.setVisible(bool(sentence))
        if bool(self.amiss.property("aside")) != aside:
            self.amiss.setProperty("aside", aside)
            self.amiss.style().unpolish(self.amiss)  # its colour is another one
            self.amiss.style().polish(self.amiss)

    def _blank(self) -> QLineEdit | None:
        """The first field that is to be filled and is blank."""
        blank = (field for field in self._needed if field.isEnabled() and not field.isHidden())
        return next((field for field in blank if not field.text().strip()), None)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.accept_button)
        return row


def _keep_room(label: QLabel) -> None:
    """Have a label be as high without a text, and unseen, as with a line of it."""
    label.ensurePolished()
    label.setText("永2。")  # of both faces
    label.setMinimumHeight(label.sizeHint().height())
    policy = label.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    label.setSizePolicy(policy)


def framed(dialog: QDialog, *, spacing: int = 12) -> QVBoxLayout:
    """The layout of a dialog: its parts below one another, within the margins that all have."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 18, 20, 16)
    layout.setSpacing(spacing)
    return layout


def lay_out_list(
    dialog: QDialog,
    headline: QWidget,
    table: QWidget,
    buttons: Sequence[QWidget],
    *,
    deeds: Sequence[QWidget] = (),
) -> None:
    """A headline above a list that takes the room, its deeds at the left, the buttons right."""
    row = QHBoxLayout()
    for button in deeds:
        row.addWidget(button)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    layout = framed(dialog)
    layout.addWidget(headline)
    layout.addWidget(table, 1)
    layout.addLayout(row)
    table.setFocus()


def scrolled(content: QWidget) -> QScrollArea:
    """Something long within a dialog: whole where the screen has the room, scrolled else."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    content.ensurePolished()
    wanted = content.sizeHint()
    area.setMinimumWidth(wanted.width() + area.verticalScrollBar().sizeHint().width())
    room = QGuiApplication.primaryScreen().availableGeometry().height() - _AROUND
    area.setMinimumHeight(max(0, min(wanted.height(), room)))
    return area


def open_wide(dialog: QDialog) -> None:
    """Let a dialog with tables open as large as it wishes, within the screen.

    Of itself Qt gives it two thirds of the screen at most, which in large letters is too little.
    """
    dialog.resize(dialog.sizeHint().boundedTo(screen_room()))


class WideDialog(QDialog):
    """A dialog with tables in which much stands beside one another.

    `wide` is how many characters it takes, `high` its height as a share of the width.
    """

    wide: ClassVar[int]
    high: ClassVar[float]

    def sizeHint(self) -> QSize:
        """What its tables take; a small screen gives less."""
        width = self.fontMetrics().horizontalAdvance("永") * self.wide
        return QSize(width, round(width * self.high))
