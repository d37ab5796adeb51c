"""Pasting in the real window: what does not fit is shown on two sides before it is written."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog

from budgetdesk.desktop import ask
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from tests.desktop.editor.form_desk import CTRL, Desk, Key, sample_project


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[TwoSidesDialog]:
    """The dialogs that were shown; each is accepted."""
    shown: list[TwoSidesDialog] = []

    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        shown.append(dialog)
        return True

    monkeypatch.setattr(ask, "run", run)
    return shown


def _amounts(desk: Desk) -> list[int | None]:
    money = desk.project.funding.annual
    return [money.central, money.provincial, money.local, money.own, money.other]


def test_what_does_not_fit_is_shown_before_anything_is_written(
    desk: Desk, looks: list[TwoSidesDialog]
) -> None:
    before = desk.steps()
    desk.go("funding.annual.central")
    desk.paste("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n")
    [dialog] = looks
    assert dialog.accept_button.text() == "写入 5 格"
    assert dialog.model.rowCount() == 5
    left = dialog.remainders.model()
    texts = [left.index(0, column).data() for column in range(3)]
    assert texts == ["6 行 1 列", "6", "超出了这一部分"]
    assert _amounts(desk) == [100, 200, 300, 400, 500]
    assert desk.steps() == before + 1


def test_only_what_is_ticked_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(dialog: QDialog) -> bool:
        assert isinstance(dialog, TwoSidesDialog)
        tick = dialog.model.index(1, 0)
        dialog.model.setData(tick, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
        assert dialog.accept_button.text() == "写入 4 格"
        return True

    monkeypatch.setattr(ask, "run", run)
    held = _amounts(desk)
    desk.go("funding.annual.central")
    desk.paste("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n")
    assert _amounts(desk) == [100, held[1], 300, 400, 500]


def test_a_paste_that_is_called_off_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "run", lambda dialog: False)
    before, steps = desk.project, desk.steps()
    desk.go("funding.annual.central")
    desk.paste("1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n")
    assert (desk.project, desk.steps()) == (before, steps)


def test_a_complete_fit_asks_nothing(desk: Desk, looks: list[TwoSidesDialog]) -> None:
    desk.go("funding.annual.central")
    desk.paste("1\r\n2\r\n3\r\n4\r\n5\r\n")
    assert _amounts(desk) == [100, 200, 300, 400, 500]
    assert not looks


@pytest.mark.parametrize("flavours", ["text", "html"])
def test_the_programs_own_copy_comes_back_from_a_clipboard_manager(
    desk: Desk, flavours: str, looks: list[TwoSidesDialog]
) -> None:
    before, steps = desk.project, desk.steps()
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_C, CTRL)
    own = QGuiApplication.clipboard().mimeData()
    kept = QMimeData()
    kept.setText(own.text())
    if flavours == "html":
        kept.setHtml(own.html())
    QGuiApplication.clipboard().setMimeData(kept)
    desk.press(Key.Key_V, CTRL)
    assert desk.project == before
    assert desk.steps() == steps
    assert not looks
    assert "没有改动" in desk.messages[-1]


def test_a_level_written_in_another_way_is_told(desk: Desk) -> None:
    desk.go(desk.indicator(0))
    desk.paste("产出指标\t产出数量\t甲\t1\r\n满意度指标\t群众满意度\t乙\t2\r\n")
    rows = desk.project.indicators.annual
    assert [(row.name, row.target) for row in (rows[0], rows[-1])] == [("甲", "1"), ("乙", "2")]
    assert "「群众满意度」按「满意度指标—服务对象满意度指标」" in desk.messages[-1]
    assert len(rows) == len(sample_project().indicators.annual)


@pytest.mark.parametrize("rows", [4_000, 400_000])
def test_what_is_too_large_for_any_form_is_told_at_once(
    desk: Desk, looks: list[TwoSidesDialog], rows: int
) -> None:
    before = desk.steps()
    desk.go("funding.annual.central")
    desk.paste("1\t2\r\n" * rows)
    assert "超过 4,000 格" in desk.messages[-1]
    assert not looks
    assert desk.steps() == before
