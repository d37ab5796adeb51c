"""What the tree says about a node: at the right, in the tooltip, to a screen reader."""

from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.money import yuan_text


def count_text(node: Node) -> str:
    """The number of projects shown below, or an indicator's target."""
    if node.level is Level.DEPARTMENT:
        return str(sum(len(unit.shown) for unit in node.shown))
    if node.level is Level.UNIT:
        return str(len(node.shown))
    return node.detail


def tally_text(node: Node) -> str:
    """How many of the gravest findings at or below the line still ask for something, if any."""
    return str(node.tally.gravest) if node.tally is not None and node.tally.gravest else ""


def found_text(node: Node) -> str:
    """What 审核 found, in words; "" when nothing was checked."""
    if node.tally is None:
        return ""
    parts = (("错误", node.tally.errors), ("需说明", node.tally.unexplained))
    told = " · ".join(f"{word} {count}" for word, count in parts if count)
    return f"审核：{told or '没有待处理的问题'}"


def tool_tip(node: Node) -> str:
    """The whole name, which may be cut, and what the line has no room for."""
    if node.level is Level.INDICATOR:
        return f"{node.slot}\n{node.name}　{node.detail}"
    if node.level is not Level.PROJECT or node.progress is None:
        return _lines(f"{node.code} {node.name}".strip(), found_text(node))
    amount = "未填" if node.amount is None else f"{yuan_text(node.amount, thousands=True)} 元"
    return _lines(node.name, f"年度资金总额：{amount}", node.progress.value, found_text(node))


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def spoken(node: Node) -> str:
    """The line as a screen reader says it."""
    if node.level is Level.PROJECT and node.progress is not None:
        return "，".join(
            part for part in (node.name, node.progress.value, found_text(node)) if part
        )
    if node.level is Level.INDICATOR:
        return f"{node.slot}，{node.name}，{node.detail}"
    told = f"{node.name}，{count_text(node)} 个项目"
    return "，".join(part for part in (told, found_text(node)) if part)
