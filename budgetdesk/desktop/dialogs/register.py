"""收报登记: where each unit stands, and the bureau's decisions about the chosen ones."""

from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.checks.finding import Finding
from budgetdesk.desktop import ask
from budgetdesk.desktop.charts import ChartStrip
from budgetdesk.desktop.dialogs.frame import WideDialog, framed, open_wide
from budgetdesk.desktop.dialogs.register_charts import TitleOf, register_bars
from budgetdesk.desktop.listing.bars import BarDelegate
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.domain.records import Unit
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.county.arrived import arrived_counties
from budgetdesk.exchange.county.listing import counted_counties, county_reminder
from budgetdesk.exchange.register.consolidating import consolidate, consolidation_of
from budgetdesk.exchange.register.deciding import decide
from budgetdesk.exchange.register.rows import (
    DEPARTMENT,
    ERRORS,
    NOTE,
    REGISTER,
    RegisterRow,
    acknowledgement,
    register_rows,
    reminder,
    summed,
)
from budgetdesk.exchange.register.states import (
    DEED_LABELS,
    NEEDS_NOTE,
    RegisterDeed,
    deadline_of,
)

_ROOMY = 30  # lines


class RegisterWish(Enum):
    """What is asked for in a dialog of its own, once the register is closed."""

    RETURN = "return"
    ISSUE = "issue"
    APPROVE = "approve"
    COUNTY = "county"  # 汇总上报
    SEE = "see"  # the unit's projects


_WISHED = {
    RegisterDeed.RETURN: RegisterWish.RETURN,
    RegisterDeed.APPROVE: RegisterWish.APPROVE,
}


class RegisterDialog(WideDialog):
    """The register; each decision is a step of the book at once.

    退回, 批复, 下发 and 汇总上报 write files: they are `wished`, and the dialog ends.
    """

    manual_page = "output"
    wide, high = 96, 0.55

    comparison_wanted = Signal(object)  # a unit: with what it says in another file
    revisions_wanted = Signal(object)  # units: 核减 and 核增 of their amounts

    def __init__(
        self,
        book: Book,
        parent: QWidget | None = None,
        found: Sequence[Finding] | None = None,
        title_of: TitleOf = str,
    ) -> None:
        """`found` is what 审核 found in the book, None where it did not run; by rules' titles."""
        super().__init__(parent)
        self.setWindowTitle("收报登记")
        self._book, self._found, self._title_of = book, found, title_of
        self._counties = arrived_counties(book)  # no decision here changes them
        self.headline = QLabel(self)
        self.headline.setObjectName("field-name")
        self.headline.setWordWrap(True)
        self.charts = ChartStrip(self)
        model = ListModel(REGISTER)
        bars = BarDelegate(model, {ERRORS: "error"}, self)
        self.table = ListTable(model, bars, self, stretches=NOTE)
        self.table.setAccessibleName("收报登记")
        self.note = QLineEdit(self)
        self.note.setAccessibleName("原因")
        self.note.setPlaceholderText("解锁请写明原因；退回的原因、批复的文号也写在这里")
        self.amiss = QLabel(self)
        self.amiss.setObjectName("amiss")
        self.amiss.setWordWrap(True)
        self.wished: RegisterWish | None = None
        self._add_buttons()
        self._lay_out()
        self._listen()
        self._show()
        self.table.selectRow(0)
        open_wide(self)

    def _add_buttons(self) -> None:
        self.deeds = {deed: QPushButton(text, self) for deed, text in DEED_LABELS.items()}
        self.remind = self._button("复制催报文字", self._copy_reminder)
        self.compare = self._button(
            "与文件比较…", self._compare, "所选单位的另一次上报，或上年的账套"
        )
        self.revise = self._button("核减核增…", self._revise)
        self.consolidate = self._button("汇总", self._consolidate)
        told = "各县汇总上报的登记和汇总数"
        self.counties = self._button("下级汇总…", self._show_counties, told)
        told = "已验收单位的表、收报登记和汇总数写成一个文件，报给上级"
        self.pass_on = self._button("汇总上报…", partial(self._wish, RegisterWish.COUNTY), told)
        self.acknowledge = self._button("复制回执", self._copy_acknowledgements)
        self.remarks = self._button("退回意见…", self._show_remarks)
        self.issue = self._button("下发…", partial(self._wish, RegisterWish.ISSUE))
        self.close_button = self._button("关闭", self.reject)

    def _listen(self) -> None:
        for deed, button in self.deeds.items():
            button.clicked.connect(self._doing(deed))
        self.table.opened.connect(lambda _: self._wish(RegisterWish.SEE))
        self.table.doubleClicked.connect(lambda _: self._wish(RegisterWish.SEE))
        self.table.selection_moved.connect(self._offer)
        self.note.textChanged.connect(self._offer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pictures give way where the list would have no room."""
        super().resizeEvent(event)
        self.charts.fit(roomy=self.height() > self.fontMetrics().height() * _ROOMY)

    @property
    def chosen(self) -> Sequence[RegisterRow]:
        """The rows that are chosen."""
        return [row for row in self.table.selected_lines() if isinstance(row, RegisterRow)]

    def chosen_for(self, deed: RegisterDeed) -> Sequence[tuple[Unit, str]]:
        """The units and stages among them that it can be decided about."""
        return [(row.unit, row.entry.stage) for row in self.chosen if row.entry.may(deed)]

    def _doing(self, deed: RegisterDeed) -> Callable[[], None]:
        if deed in _WISHED:
            return lambda: self._wish(_WISHED[deed])
        return lambda: self._decide(deed)

    def _wish(self, wish: RegisterWish) -> None:
        self.wished = wish
        self.accept()

    def _decide(self, deed: RegisterDeed) -> None:
        try:
            decide(self._book, self.chosen_for(deed), deed, self.note.text())
        except BookError as error:
            self.amiss.setText(str(error))
            self.amiss.show()
            return
        self.amiss.hide()
        self.note.clear()
        self._show()
        self.table.setFocus()  # on to the next unit; the button that was pressed is off

    def _show(self) -> None:
        rows = register_rows(self._book, found=self._found)
        self.charts.show_bars(register_bars(self._book, rows, self._found, self._title_of))
        self.table.show_lines(list(rows))
        one_department = len({row.unit.department.uuid for row in rows}) <= 1
        self.table.setColumnHidden(DEPARTMENT, one_department)
        self.counties.setVisible(bool(self._counties))
        told = (
            summed(rows),
            consolidation_of(self._book).sentence(),
            counted_counties(self._counties),
        )
        self.headline.setText("；".join(filter(None, told)))
        self.remind.setEnabled(bool(reminder(rows, "") or county_reminder(self._counties)))
        self._offer()

    def _offer(self) -> None:
        """A decision is offered for those of the chosen it can be made for, which it counts."""
        chosen, noted = self.chosen, bool(self.note.text().strip())
        for deed, button in self.deeds.items():
            able = len(self.chosen_for(deed))
            asked = deed in NEEDS_NOTE and deed is not RegisterDeed.RETURN  # which asks itself
            button.setEnabled(bool(able) and (noted or not asked))
            counted = f" {able} 个" if 0 < able < len(chosen) else ""
            button.setText(f"{DEED_LABELS[deed]}{counted}{'…' if deed in _WISHED else ''}")
        self.acknowledge.setEnabled(any(acknowledgement(row) for row in chosen))
        self.remarks.setEnabled(any(row.remarks for row in chosen))
        self.compare.setEnabled(len({row.unit.uuid for row in chosen}) == 1)

    def _consolidate(self) -> None:
        try:
            consolidate(self._book)
        except BookError as error:
            self.amiss.setText(str(error))
            self.amiss.show()
            return
        self._show()

    def _revise(self) -> None:
        units = dict.fromkeys(row.unit for row in self.chosen or register_rows(self._book))
        self.revisions_wanted.emit([*units])
        self._show()

    def _compare(self) -> None:
        self.comparison_wanted.emit(self.chosen[0].unit)

    def _copy_reminder(self) -> None:
        own = reminder(register_rows(self._book), deadline_of(self._book))
        lacking = county_reminder(self._counties)
        QGuiApplication.clipboard().setText("\n".join(filter(None, (own, lacking))))

    def _copy_acknowledgements(self) -> None:
        told = filter(None, map(acknowledgement, self.chosen))
        QGuiApplication.clipboard().setText("\n".join(told))

    def _show_counties(self) -> None:
        from budgetdesk.desktop.dialogs.counties import CountiesDialog

        ask.run(CountiesDialog(self._counties, self))

    def _show_remarks(self) -> None:
        """What was returned to the chosen units, with their answers."""
        from budgetdesk.desktop.dialogs.remarks import RemarksDialog

        rows = [row for row in self.chosen if row.remarks]
        names = "、".join(dict.fromkeys(row.unit.name for row in rows))
        told = [it for row in rows for it in row.remarks]
        done = sum(not it.is_open for it in told)
        about = f"{shorten(names, 60)}：共 {len(told)} 条，已答复 {done} 条"
        ask.run(RemarksDialog("退回意见", about, told, self, leads=False))

    def _button(self, text: str, deed: Callable[[], object], tip: str = "") -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.clicked.connect(lambda: deed())
        return button

    def _lay_out(self) -> None:
        self.amiss.hide()
        deeds = QHBoxLayout()
        deeds.addWidget(self.note, 1)
        for button in self.deeds.values():
            button.setAutoDefault(False)
            deeds.addWidget(button)
        chosen = (self.remarks, self.compare, self.revise, self.acknowledge)
        whole = (self.issue, self.remind, self.consolidate, self.counties, self.pass_on)
        also, buttons = _row(*chosen), _row(*whole)
        for before, after in pairwise((*self.deeds.values(), *chosen, *whole, self.close_button)):
            self.setTabOrder(before, after)
        self.close_button.setAutoDefault(False)  # Enter after a reason must not close
        buttons.addWidget(self.close_button)
        layout = framed(self)
        layout.addWidget(self.headline)
        layout.addWidget(self.charts)
        layout.addWidget(self.table, 1)
        layout.addLayout(deeds)
        layout.addWidget(self.amiss)
        layout.addLayout(also)
        layout.addLayout(buttons)
        self.table.setFocus()


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        button.setAutoDefault(False)
        row.addWidget(button)
    row.addStretch(1)
    return row
