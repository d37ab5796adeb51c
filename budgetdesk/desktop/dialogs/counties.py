"""下级汇总: what counties told of their units, and of one of them its register."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSplitter, QWidget

from budgetdesk.desktop.dialogs.frame import WideDialog, lay_out_list, open_wide
from budgetdesk.desktop.listing.bars import BarDelegate
from budgetdesk.desktop.listing.model import ListModel
from budgetdesk.desktop.listing.view import ListTable
from budgetdesk.exchange.county.arrived import ArrivedCounty
from budgetdesk.exchange.county.listing import (
    ALLOWED,
    COUNTIES,
    UNSENT,
    CountyLine,
    counted_counties,
    county_lines,
)
from budgetdesk.exchange.county.sheets import COUNTY_UNITS

_UNIT = 1  # the column


class CountiesDialog(WideDialog):
    """The counties above, and the register of the one that the cursor is on."""

    manual_page = "output"
    wide, high = 92, 0.5

    def __init__(self, counties: Sequence[ArrivedCounty], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("下级汇总")
        self.headline = QLabel(counted_counties(counties), self)
        self.headline.setObjectName("field-name")
        self.headline.setWordWrap(True)
        model = ListModel(COUNTIES)
        bars = BarDelegate(model, {UNSENT: "explain", ALLOWED: "accent"}, self)
        self.counties = ListTable(model, bars, self, stretches=0)
        self.counties.setAccessibleName("下级汇总")
        self.units = ListTable(ListModel(COUNTY_UNITS), parent=self, stretches=_UNIT)
        self.units.setAccessibleName("所选汇总单位的收报登记")
        self.close_button = QPushButton("关闭", self)
        self.close_button.clicked.connect(self.reject)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.counties)
        split.addWidget(self.units)
        split.setSizes([1, 2])
        lay_out_list(self, self.headline, split, (self.close_button,))
        self.counties.setFocus()
        self.counties.current_moved.connect(self._look)
        self.counties.show_lines(county_lines(counties))
        self.counties.selectRow(0)
        open_wide(self)

    def _look(self) -> None:
        line = self.counties.current_line()
        self.units.show_lines([*line.units] if isinstance(line, CountyLine) else [])
