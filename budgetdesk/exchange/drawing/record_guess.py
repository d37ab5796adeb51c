"""Which record kind a form is of: what title and labels say, with a question where they differ."""

from typing import NamedTuple

from budgetdesk.exchange.drawing.reading import ReadPage
from budgetdesk.exchange.drawing.regions import Single
from budgetdesk.exchange.drawing.vocabulary import base_form_set, vocabulary
from budgetdesk.exchange.drawing.words import core_of, record_in

_TELLING = {
    "self_evaluation": ("实际完成值", "得分", "全年执行数", "偏差原因分析及改进措施"),
    "monitoring": ("全年预计执行数", "全年预计完成情况", "完成目标可能性"),
    "adjustment": ("调整后指标值", "调整事由", "原指标值"),
    "target_review": ("审核要点", "审核意见", "综合评定等级"),
    "overall": ("部门职责", "部门职能", "年度重点任务", "所属预算单位数"),
}
_FEWEST = 2  # telling labels that say what a form without a title is
_OF_DEPARTMENT = (
    "部门名称", "部门（单位）名称", "部门职责", "部门职能", "部门主要职责", "年度重点任务",
    "年度主要任务", "年度履职目标", "所属预算单位数", "部门整体绩效目标",
)  # fmt: skip
_WHOLE = {
    "project": "overall",
    "self_evaluation": "overall_self_evaluation",
    "target_review": "overall_target_review",
}
"""Kinds of a project's forms, and those that a department has of the same stage."""


class RecordGuess(NamedTuple):
    """The record kind of a form, and what a person should look at, "" where nothing."""

    record: str
    question: str = ""


def record_name(record: str) -> str:
    """What the forms of a record kind are called."""
    return base_form_set().dictionary.kinds[record].name


def guess_record(page: ReadPage) -> RecordGuess:
    """The record kind of a form: what title and labels say; where they differ, with a question."""
    named = record_in(page.title) or record_in(page.template.sheet)
    record = _by_labels(page) if not named or named == "project" else named
    of_project, of_department = _names_project(page), _tells_department(page)
    whole = "整体" in page.title
    if record in _WHOLE and (whole or of_department) and not of_project:
        sure = whole or not named or "项目" not in page.title
        return RecordGuess(_WHOLE[record], "" if sure else _asked(_WHOLE[record], "部门的栏目"))
    back = {department: project for project, department in _WHOLE.items()}
    if record in back and of_project and not (whole or of_department):
        return RecordGuess(back[record], _asked(back[record], "「项目名称」"))
    if record in back and of_project:
        return RecordGuess(record, _asked(record, "「项目名称」"))
    if record not in back and (whole or of_department) and not of_project:
        told = f"这像部门整体的表，没有这一种；先按「{record_name(record)}」读，请核对表种。"
        return RecordGuess(record, told)
    return RecordGuess(record)


def _asked(record: str, seen: str) -> str:
    return f"表上有{seen}，与标题不合；先按「{record_name(record)}」读，请核对表种。"


def _by_labels(page: ReadPage) -> str:
    """The kind that most labels tell, a project's form where none do."""
    said = _said(page)
    votes = {kind: len(said & {core_of(it) for it in words}) for kind, words in _TELLING.items()}
    best = max(votes, key=lambda kind: votes[kind])
    named = record_in(page.title) or record_in(page.template.sheet)
    return best if not named and votes[best] >= _FEWEST else "project"


def _said(page: ReadPage) -> set[str]:
    return {core_of(box.text) for box in page.template.boxes if box.text}


def _names_project(page: ReadPage) -> bool:
    """Whether a cell asks for the name of a project, not the heading of a list."""
    words = vocabulary("project")
    single = (it.label.text for it in page.parts if isinstance(it, Single))
    return any(words.path_of(label) == "name" for label in single)


def _tells_department(page: ReadPage) -> bool:
    return bool(_said(page) & {core_of(it) for it in _OF_DEPARTMENT})
