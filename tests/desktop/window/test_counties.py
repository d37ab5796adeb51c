"""汇总上报 in the window: a county writes it, the city takes it and sees what is lacking."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from budgetdesk.book.book import Book
from budgetdesk.book.edit import add_unit
from budgetdesk.book.read import units
from budgetdesk.desktop.dialogs.counties import CountiesDialog
from budgetdesk.desktop.dialogs.passing_on import PassingOnDialog
from budgetdesk.desktop.dialogs.receipt import ReceiptDialog
from budgetdesk.desktop.dialogs.register import RegisterDialog
from budgetdesk.desktop.window.dropping import dropped
from budgetdesk.domain.records import Unit
from tests.desktop.conftest import Answers, MakeWindow
from tests.desktop.window.steps import desk_of, trigger
from tests.exchange.county.two_counties import County, city


@pytest.fixture
def county(tmp_path: Path) -> County:
    """A county with a unit that was accepted and one that sent nothing."""
    made = County.made(tmp_path / "县", "141032", "永和县", 100_00)
    made.accept()
    with Book.open(made.bureau) as book, book.step("加") as step:
        add_unit(step, Unit("乙医院", units(book)[0].department))
    return made


def passed_on(dialog: QDialog) -> bool:
    """汇总上报 is wished in the register."""
    assert isinstance(dialog, RegisterDialog)
    assert not dialog.counties.isVisibleTo(dialog)
    dialog.pass_on.click()
    return False


def test_a_county_writes_what_it_accepted(
    county: County, make_window: MakeWindow, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.books.open(county.bureau)

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, PassingOnDialog)
        assert not dialog.accept_button.isEnabled()
        assert not dialog.amiss.isVisibleTo(dialog)  # nothing is typed yet
        dialog.code.setText("1410")
        dialog.name.setText("永和县")
        assert "6 位数字" in dialog.amiss.text()
        dialog.code.setText("141032")
        other = dialog.units.item(1)
        assert other.text() == "乙医院（未报，只列入登记）"
        assert not other.flags() & Qt.ItemFlag.ItemIsEnabled
        assert dialog.accept_button.text() == "汇总上报，附 1 个单位的表"
        dialog.folder.show_path(tmp_path / "报市")
        return dialog.accept_button.isEnabled()

    def proposed(dialog: QDialog) -> bool:
        assert isinstance(dialog, PassingOnDialog)
        assert (dialog.code.text(), dialog.name.text()) == ("141032", "永和县")
        return False

    answers.dialogs = [passed_on, fill]
    trigger(window, "register")
    told = "附 1 个单位的表，未报 1 个：乙医院"
    qtbot.waitUntil(lambda: told in desk_of(window).notice.text.text())
    assert len(list((tmp_path / "报市").iterdir())) == 1
    answers.dialogs = [passed_on, proposed]
    trigger(window, "register")
    assert not answers.dialogs


def test_a_city_takes_it_and_sees_what_is_lacking(
    county: County, make_window: MakeWindow, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    file = county.passed_on(tmp_path)
    window = make_window()
    assert window.books.open(city(tmp_path))
    answers.dialogs = [lambda dialog: isinstance(dialog, ReceiptDialog)]
    window._take_dropped(dropped([QUrl.fromLocalFile(str(file))]))
    qtbot.waitUntil(lambda: "一个单位一步" in desk_of(window).notice.text.text())
    assert desk_of(window).notice.text.text().startswith("已收下 1 个文件中的 2 项")

    def see(dialog: QDialog) -> bool:
        assert isinstance(dialog, RegisterDialog)
        told = "下级汇总上报 1 个，审核数 0.01 万元，未报 1 个单位"
        assert dialog.headline.text().endswith(told)
        dialog.remind.click()
        told = "永和县汇总上报中还有 1 个单位未报：乙医院，请催报后重新汇总上报。"
        assert QGuiApplication.clipboard().text() == told
        dialog.counties.click()
        return False

    def listed(dialog: QDialog) -> bool:
        assert isinstance(dialog, CountiesDialog)
        model = dialog.counties.model_of_lines
        [told] = [[it.text(line) for it in model.columns] for line in model.lines]
        assert told[:3] == ["永和县", "141032", "第 1 版"]
        assert told[4:] == ["1", "1", "0", "100", "100"]
        states = [it.state.value for it in dialog.units.model_of_lines.lines]
        assert states == ["accepted", "unsent"]
        return False

    answers.dialogs = [see, listed]
    trigger(window, "register")
    assert not answers.dialogs
    assert not answers.told, answers.told
