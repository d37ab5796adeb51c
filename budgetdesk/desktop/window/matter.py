"""What an export, a preview or a print-out is about: what is in front, or the tree's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgetdesk.book import read
from budgetdesk.book.book import Book
from budgetdesk.desktop.tree.outline import Level, Node
from budgetdesk.domain.progress import Progress
from budgetdesk.domain.records import RecordKind
from budgetdesk.tables.compute import count_tables
from budgetdesk.tables.livelihood import Listing, compute_livelihood
from budgetdesk.tables.table import TableKey

if TYPE_CHECKING:
    from budgetdesk.desktop.dialogs.export import ExportOffer
    from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel
    from budgetdesk.desktop.tables.panel import TablesPanel
    from budgetdesk.desktop.window.desk import Desk

ALL_TABLES = "全部报表"


@dataclass(frozen=True, slots=True)
class Matter:
    """The forms and tables that are laid out for paper; `table` is one alone of the tables.

    `project_ids` None means all, and with them the list of 民生领域重大事项; `listed` is one alone.
    """

    title: str
    project_ids: tuple[int, ...] | None = ()
    overall_ids: tuple[int, ...] = ()
    tables: bool = False
    table: TableKey | None = None
    listed: Listing | None = None

    def pdf(self, book: Book, progress: Progress) -> bytes:
        """The pages, with a connection of the worker's own."""
        from budgetdesk.exchange.exporting import list_sheets, sheets_of, table_sheets
        from budgetdesk.output.pdf import pdf_bytes

        sheets = list(sheets_of(book, self.project_ids, overall_ids=self.overall_ids))
        if self.tables:
            sheets += table_sheets(book, self.table)
        if self.listed is not None:
            sheets += list_sheets(book, self.listed)
        return pdf_bytes(sheets, self.title, progress=progress)


def matter_of(desk: "Desk") -> Matter | None:
    """What a preview shows: the form or table in front, or all below the tree's line."""
    editor = desk.tabs.current_form()
    if editor is not None and not desk.view.hasFocus():
        title = desk.tabs.title_of(editor)
        if editor.kind is RecordKind.OVERALL:
            made = editor.record_id  # 0 until something is filled in
            return Matter(title, overall_ids=(made,)) if made else None
        return Matter(title, (editor.record_id,))
    tables = tables_in_front(desk)
    if tables is not None and tables.key is not None and not desk.view.hasFocus():
        return Matter(tables.name, tables=True, table=tables.key)
    panel = list_in_front(desk)
    if panel is not None and panel.which is not None and not desk.view.hasFocus():
        return Matter(panel.name, listed=panel.which)
    return _of_tree(desk)


def _of_tree(desk: "Desk") -> Matter | None:
    """All projects at or below the lines chosen in the tree; the whole book where none is."""
    nodes = desk.view.lines()
    if not nodes:
        return Matter("全部项目", None) if any(desk.model.root.projects()) else None
    ids = projects_of(nodes)
    (first, *others) = nodes
    if first.level is Level.INDICATOR and first.parent is not None:
        first = first.parent
    title = f"{first.name}等 {len(ids)} 个项目" if others and len(ids) > 1 else first.name
    return Matter(title, ids) if ids else None


def projects_of(nodes: Sequence[Node]) -> tuple[int, ...]:
    """The projects at, below or around lines of the tree, each once, in the tree's order."""
    whole = (node.parent if node.level is Level.INDICATOR else node for node in nodes)
    found = (project.id for node in whole if node is not None for project in node.projects())
    return tuple(dict.fromkeys(found))


def all_tables(desk: "Desk") -> Matter | None:
    """Every computed table; None where the book has no ledger."""
    return Matter(ALL_TABLES, tables=True) if count_tables(desk.session.book) else None


def tables_in_front(desk: "Desk") -> "TablesPanel | None":
    """The tab of the computed tables, when it is in front."""
    from budgetdesk.desktop.tables.panel import TablesPanel

    page = desk.tabs.tabs.currentWidget()
    return page if isinstance(page, TablesPanel) else None


def list_in_front(desk: "Desk") -> "LivelihoodPanel | None":
    """The tab of the list of 民生领域重大事项, when it is in front."""
    from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel

    page = desk.tabs.tabs.currentWidget()
    return page if isinstance(page, LivelihoodPanel) else None


def scopes_of(desk: "Desk") -> "tuple[ExportOffer, ...]":
    """What can be exported, the widest first and what is in front last."""
    from budgetdesk.desktop.dialogs.export import ExportOffer

    scopes = [_whole(desk)]
    unit = desk.current_unit()
    if unit is not None:
        ids = tuple(p.id for p in unit.projects())
        scopes.append(ExportOffer(f"单位　{unit.name}（{len(ids)} 张表）", ids, len(ids)))
    node = desk.view.current()
    project = node if node is not None and node.level is Level.PROJECT else None
    editor = desk.tabs.current_form()
    if editor is not None and editor.kind is RecordKind.PROJECT:
        project = desk.model.find(Level.PROJECT, editor.record_id)
    chosen = projects_of(desk.view.lines())
    if len(desk.view.lines()) > 1 and len(chosen) > 1:
        text = f"项目树中选中的 {len(chosen)} 个项目"
        scopes.append(ExportOffer(text, chosen, len(chosen)))
    elif project is not None:
        scopes.append(ExportOffer(f"项目　{project.name}", (project.id,), 1))
    if editor is not None and editor.kind is RecordKind.OVERALL and editor.record_id:
        title = desk.tabs.title_of(editor)
        scopes.append(ExportOffer(f"整体　{title}", (), 1, (editor.record_id,)))
    tables = tables_in_front(desk)
    if tables is not None and tables.key is not None:
        scopes.append(ExportOffer(f"报表　{tables.name}", (), 1, table=tables.key))
    panel = list_in_front(desk)
    if panel is not None and panel.which is not None:
        scopes.append(ExportOffer(f"清单　{panel.name}", (), 1, listed=panel.which))
    return tuple(scopes)


def _whole(desk: "Desk") -> "ExportOffer":
    from budgetdesk.desktop.dialogs.export import ExportOffer, Part

    book = desk.session.book
    listed = compute_livelihood(book)
    projects = sum(1 for _ in desk.model.root.projects()) + bool(listed and listed.rows)
    counts = {
        Part.PROJECTS: projects,
        Part.OVERALL: len(read.overalls(book)),
        Part.TABLES: count_tables(book),
    }
    parts = {part: count for part, count in counts.items() if count}
    return ExportOffer("全部", None, sum(parts.values()), parts=parts)
