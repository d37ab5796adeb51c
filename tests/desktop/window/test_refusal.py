"""What is told when work is refused, and what is left to the report of faults."""

import errno
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from budgetdesk.book.errors import MissingBook
from budgetdesk.desktop.refusal import tell_refusal
from budgetdesk.dictionary.toml_table import FormSetError
from budgetdesk.disclosure.template import TemplateError
from budgetdesk.domain.catalogue import CatalogueError
from budgetdesk.exchange.exporting import ExportFault
from budgetdesk.exchange.faults import ImportFault
from budgetdesk.output.files import OutputError
from tests.desktop.conftest import Answers


@pytest.mark.parametrize(
    "error",
    [
        MissingBook(Path("本年.budget")),
        CatalogueError("没有适用于 2019 年的目录。"),
        ExportFault("没有选择项目。"),
        FormSetError(Path("set.toml"), "forms", "kind", "没有这一项。"),
        ImportFault(Path("项目.json"), "不是项目。"),
        OutputError("磁盘已满。"),
        TemplateError("模板第 3 行写错。"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_every_refusal_is_told_in_its_own_sentence(
    error: Exception, answers: Answers, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tell_refusal(window, "导出没有完成", error)
    (told,) = answers.told
    assert (told.sentence, told.advice) == ("导出没有完成。", str(error))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.ESTALE, errno.EIO])
def test_what_the_system_refuses_is_no_fault_of_the_program(
    number: int, answers: Answers, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tell_refusal(window, "收数没有完成", OSError(number, "no", "暂存.budget"))
    assert answers.told[0].advice.startswith("「暂存.budget」无法读写（")


def test_a_fault_of_the_program_is_no_refusal(answers: Answers, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with pytest.raises(KeyError):
        tell_refusal(window, "导出没有完成", KeyError("t05"))
    assert answers.told == []
