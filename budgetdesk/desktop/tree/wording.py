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


def tool_tip(node: Node) -> str:
    """The whole name, which may be cut, and what the line has no room for."""
    if node.level is Level.INDICATOR:
        return f"{node.slot}\n{node.name}　{node.detail}"
    if node.level is not Level.PROJECT or node.progress is None:
        return f"{node.code} {node.name}".strip()
    amount = "未填" if node.amount is None else f"{yuan_text(node.amount, thousands=True)} 元"
    return f"{node.name}\n年度资金总额：{amount}\n{node.progress.value}"


def spoken(node: Node) -> str:
    """The line as a screen reader says it."""
    if node.level is Level.PROJECT and node.progress is not None:
        return f"{node.name}，{node.progress.value}"
    if node.level is Level.INDICATOR:
        return f"{node.slot}，{node.name}，{node.detail}"
    return f"{node.name}，{count_text(node)} 个项目"
