"""打开文件夹 where the desktop can, where it can't, and where it only seems to."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.desktop import opening_folders
from budgetdesk.desktop.bars import NoticeBar
from budgetdesk.desktop.theme import theme

Give = Callable[[str], None]
_SEALED = "　校验码 1a2b。请把文件交给主管部门。"


@pytest.fixture
def notice(qtbot: QtBot, tmp_path: Path) -> NoticeBar:
    """A notice of two files that were sent up."""
    theme()
    over = QWidget()
    qtbot.addWidget(over)
    made = NoticeBar(over, over)
    over.show()
    folder = tmp_path / "上报 1"
    folder.mkdir()
    made.tell_written("已上报", (folder / "甲.xlsx", folder / "甲.pdf"), _SEALED)
    return made


@pytest.fixture
def give(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Give:
    """Gives the desktop a program that opens folders; what it was given stands in `opened`."""
    if sys.platform != "linux":
        pytest.skip("only Linux asks a program to find another")

    def write(then: str) -> None:
        program = tmp_path / "bin" / "xdg-open"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\nprintf %s \"$1\" > '{tmp_path}/opened'\n{then}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)

    return write


def failed(notice: NoticeBar, tmp_path: Path) -> bool:
    where = f"2 个文件在 {tmp_path / '上报 1'}"
    return notice.text.text() == f"打不开文件夹，{where}{_SEALED}" and notice.isVisible()


@pytest.mark.parametrize("code", [1, 2, 3, 4])
def test_a_desktop_without_a_file_manager_is_told_and_the_place_stays(
    notice: NoticeBar, give: Give, qtbot: QtBot, tmp_path: Path, code: int
) -> None:
    give(f"exit {code}")
    notice.button.click()
    assert notice.isVisible()
    qtbot.waitUntil(lambda: failed(notice, tmp_path), timeout=5_000)
    assert not notice.button.isVisible()


def test_a_folder_that_opens_leaves_the_notice(
    notice: NoticeBar, give: Give, qtbot: QtBot, tmp_path: Path
) -> None:
    give("")
    told = notice.text.text()
    notice.button.click()
    qtbot.waitUntil(lambda: not notice_watched(), timeout=5_000)
    assert QUrl((tmp_path / "opened").read_text()).toLocalFile() == str(tmp_path / "上报 1")
    assert (notice.text.text(), notice.isVisible()) == (told, True)
    assert notice.button.text() == "打开文件夹"


def notice_watched() -> list[opening_folders._Watch]:
    from PySide6.QtCore import QCoreApplication

    application = QCoreApplication.instance()
    assert application is not None
    return application.findChildren(opening_folders._Watch)


def test_a_program_that_runs_on_has_opened(
    notice: NoticeBar, give: Give, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_folders, "_LOOKS", 2)
    give('read forever < "$(dirname "$0")/../opened.fifo"; exit 3')
    os.mkfifo(Path(os.environ["PATH"].split(os.pathsep)[0]).parent / "opened.fifo")
    told = notice.text.text()
    notice.button.click()
    qtbot.waitUntil(lambda: bool(opening_folders._left_open), timeout=5_000)
    assert notice.text.text() == told
    (process,) = opening_folders._left_open
    process.kill()
    process.wait()


def test_a_program_that_cannot_be_started_is_told(
    notice: NoticeBar, tmp_path: Path, give: Give
) -> None:
    give("")
    (tmp_path / "bin" / "xdg-open").write_bytes(b"\x00 no program")
    notice.button.click()
    assert failed(notice, tmp_path)


def test_a_system_that_knows_no_program_is_told(
    notice: NoticeBar, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_folders, "which", lambda _: None)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    notice.button.click()
    assert failed(notice, tmp_path)


def test_a_folder_that_went_away_is_told(notice: NoticeBar, tmp_path: Path) -> None:
    (tmp_path / "上报 1").rmdir()
    notice.button.click()
    assert notice.text.text() == f"文件夹 {tmp_path / '上报 1'} 已经不在了"
    assert notice.isVisible()


def test_nothing_else_opens_what_is_outside() -> None:
    """Whoever does must tell when it fails, as this does."""
    package = Path(opening_folders.__file__).parent.parent
    doing = {
        path.name
        for path in package.rglob("*.py")
        for sign in ("QDesktopServices", "startDetached", "startfile", "webbrowser")
        if sign in path.read_text("utf-8")
    }
    assert doing == {"opening_folders.py"}
