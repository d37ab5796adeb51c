"""汇总上报: asking whose county it is, which units' forms go along, and where it is written."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from budgetdesk.book.book import Book
from budgetdesk.book.read import units
from budgetdesk.desktop import ask
from budgetdesk.desktop.dialogs.frame import Dialog
from budgetdesk.desktop.dialogs.place_row import PlaceRow
from budgetdesk.desktop.dialogs.ticked_names import TickedNames
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.county.names import county_of
from budgetdesk.exchange.county.passing_on import accepted_of, own_county
from budgetdesk.exchange.export_faults import ExportFault
from budgetdesk.exchange.register.states import STATE_LABELS, entries_of
from budgetdesk.exchange.sealed.envelope import SendingOffice


class PassingOnDialog(Dialog):
    """The county's code and name, the accepted units to be ticked, the others told, the folder."""

    manual_page = "output"

    def __init__(self, parent: QWidget | None, book: Book, folder: Path) -> None:
        super().__init__(parent, "汇总上报", "汇总上报")
        before = own_county(book) or SendingOffice("", "")
        self.code = QLineEdit(before.code, self)
        self.code.setPlaceholderText("6 位，例如 141032")
        self.name = QLineEdit(before.name, self)
        self.name.setPlaceholderText("例如：永和县")
        self._listed: Sequence[Unit] = units(book)
        self.units = TickedNames(self, (_standing(book, it) for it in self._listed), 34)
        self.folder = PlaceRow(self, folder, partial(ask.ask_folder, self, "汇总上报到文件夹"))
        self.add("行政区划代码", self.code)
        self.add("名称", self.name)
        self.add("附表的单位", self.units)
        self.add("文件夹", self.folder)
        self.code.textChanged.connect(self._judge)
        self.name.textChanged.connect(self._judge)
        self.units.itemChanged.connect(self._judge)
        self._judge()

    @property
    def county(self) -> SendingOffice:
        """Whose county it is; ExportFault where that can't be."""
        return county_of(self.code.text().strip(), self.name.text())

    @property
    def without_forms(self) -> frozenset[int]:
        """The ids of the units of which only register and sums go out."""
        ticked = {*self.units.ticked}
        return frozenset(it.id for at, it in enumerate(self._listed) if at not in ticked)

    def _judge(self) -> None:
        count = len(self._listed) - len(self.without_forms)
        self.accept_button.setText(f"汇总上报，附 {count} 个单位的表")
        blank = not (self.code.text().strip() and self.name.text().strip())
        try:
            self.county  # noqa: B018 - asked whether it can be
        except ExportFault as fault:
            self.tell_amiss(str(fault), blank=blank)
        else:
            self.tell_amiss("")


def _standing(book: Book, unit: Unit) -> tuple[str, bool | None]:
    """A unit that is accepted, ticked; one that is not can't be, and says how it stands."""
    if accepted_of(book, unit) is not None:
        return unit.name, True
    known = entries_of(book, unit.uuid)
    states = "、".join(f"{it.stage}{STATE_LABELS[it.state]}" for it in known) or "未报"
    return f"{unit.name}（{states}，只列入登记）", None
