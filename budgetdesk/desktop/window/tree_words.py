"""What lines of the tree are called in steps, messages and titles."""

from collections.abc import Collection, Sequence

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.book.stages import stage_forms
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.text import shorten

WORDS = {Level.DEPARTMENT: "部门", Level.UNIT: "单位", Level.PROJECT: "项目"}


def short(node: Node) -> str:
    """A line's name, clipped where it is long."""
    return shorten(node.name, 24) or "未命名"


def told(names: Sequence[str]) -> str:
    """One project by its name in quotes, several by how many."""
    return f"「{shorten(names[0], 24)}」" if len(names) == 1 else f"{len(names)} 个项目"


def named(nodes: Sequence[Node]) -> str:
    """What lines are called in a step's name: one by its name, several by how many of what."""
    if len(nodes) == 1:
        return f"{WORDS[nodes[0].level]}「{short(nodes[0])}」"
    levels = sorted({node.level for node in nodes})
    counts = ((sum(node.level is level for node in nodes), WORDS[level]) for level in levels)
    return "、".join(f" {count} 个{word}" for count, word in counts).strip()


def stages_told(book: Book, projects: Collection[int]) -> str:
    """The forms of further stages that projects have, in words; "" where there are none."""
    counts = (
        (kind.stage, len(stage_forms(book, RecordKind.PROJECT, kind, projects)))
        for kind in book.dictionary.stages(RecordKind.PROJECT)[1:]
    )
    return "、".join(f"{stage} {count} 张" for stage, count in counts if count)


def told_below(book: Book, nodes: Sequence[Node]) -> str:
    """How much goes with lines of the tree, in words."""
    stages = stages_told(book, [project.id for node in nodes for project in node.projects()])
    offices = [node for node in nodes if node.level is not Level.PROJECT]
    if not offices:
        return f"及其{stages}" if stages else ""
    above = [node for node in offices if node.level is Level.DEPARTMENT]
    departments = {node.id for node in above}
    within = [unit for node in above for unit in node.children or ()]
    units = {unit.id for unit in within} | {n.id for n in offices if n.level is Level.UNIT}
    forms = [form for form in read.overalls(book) if form.department.id in departments]
    counts = (
        (len(within), "个单位"),
        (sum(1 for node in offices for _ in node.projects()), "个项目"),
        (read.lines_of(book, units), "行预算明细"),
        (len(forms), "张整体支出绩效目标表"),
    )
    told = [f"{count} {what}" for count, what in counts if count]
    parts = "、".join([*told, stages] if stages else told)
    return f"及其 {parts}" if parts else ""
