"""What the tree says about a node: at the right, in the tooltip, to a screen reader."""

from collections.abc import Sequence

from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.money import yuan_text

LISTED = "列入民生领域重大事项"


def sign_text(node: Node) -> str:
    """The quiet sign of a project on the list of 民生领域重大事项."""
    return "民" if node.livelihood else ""


def count_text(node: Node) -> str:
    """The number of projects shown below, or an indicator's target."""
    if node.level is Level.DEPARTMENT:
        return _counted([project for unit in node.shown for project in unit.shown])
    if node.level is Level.UNIT:
        return _counted(node.shown)
    return node.detail


def _counted(projects: Sequence[Node]) -> str:
    """How many projects; before it those that have a form of the stage, where one is chosen."""
    if not any(node.stage for node in projects):
        return str(len(projects))
    return f"{sum(node.fullness is not None for node in projects)}/{len(projects)}"


def _told_of(node: Node) -> bool:
    """Whether it is known how far a project's form is."""
    return node.fullness is not None or bool(node.stage)


def progress_text(node: Node) -> str:
    """How far a project's form is, in words; of a stage, its name before them."""
    if node.fullness is None:
        return f"没有{node.stage}的表"
    return f"{node.stage}{node.fullness.value}"


def tally_text(node: Node) -> str:
    """How many of the gravest findings in what is shown still ask for something, if any."""
    tally = node.tally_shown
    return str(tally.gravest) if tally is not None and tally.gravest else ""


def found_text(node: Node) -> str:
    """What 审核 found, in words; "" when nothing was checked. Under a filter in both respects."""
    if node.tally is None:
        return ""
    if not node.filtered:
        return f"审核：{node.tally.words}"
    shown = node.tally_shown or Tally()
    return f"筛选出的项目：{shown.words}\n全部项目：{node.tally.words}"


def tool_tip(node: Node) -> str:
    """The whole name, which may be cut, and what the line has no room for."""
    if node.level is Level.INDICATOR:
        return f"{node.slot}\n{node.name}　{node.detail}"
    if node.level is not Level.PROJECT or not _told_of(node):
        return _lines(f"{node.code} {node.name}".strip(), found_text(node))
    amount = "未填" if node.amount is None else f"{yuan_text(node.amount, thousands=True)} 元"
    listed = LISTED if node.livelihood else ""
    total = f"年度资金总额：{amount}"
    return _lines(node.name, total, progress_text(node), listed, found_text(node))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def spoken(node: Node) -> str:
    """The line as a screen reader says it."""
    if node.level is Level.PROJECT and _told_of(node):
        listed = LISTED if node.livelihood else ""
        parts = (node.name, progress_text(node), listed, found_text(node))
        return "，".join(part for part in parts if part)
    if node.level is Level.INDICATOR:
        return f"{node.slot}，{node.name}，{node.detail}"
    told = f"{node.name}，{count_text(node)} 个项目"
    found = found_text(node).replace("\n", "，")
    return "，".join(part for part in (told, found) if part)
