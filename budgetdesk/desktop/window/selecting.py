"""Which forms and tables a command means: what is in front, or the tree's line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgetdesk.book import read
from budgetdesk.book.stages import stage_forms
from budgetdesk.desktop.tree.outline import Level, Node, projects_at
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.standing import is_overall, is_project
from budgetdesk.domain.records import RecordKind
from budgetdesk.exchange.selection import EVERY_STAGE, WHOLE_BOOK, Selection
from budgetdesk.tables.compute import count_tables
from budgetdesk.tables.livelihood import compute_livelihood

if TYPE_CHECKING:
    from budgetdesk.desktop.dialogs.export import ExportOffer
    from budgetdesk.desktop.overview.panel import OverviewPanel
    from budgetdesk.desktop.tables.life_line_panel import LifeLinePanel
    from budgetdesk.desktop.tables.livelihood_panel import LivelihoodPanel
    from budgetdesk.desktop.tables.panel import TablesPanel
    from budgetdesk.desktop.window.desk import Desk
    from budgetdesk.desktop.window.tabs.forms_page import FormsPage

ALL_TABLES = "全部报表"


@dataclass(frozen=True, slots=True)
class Named:
    """A selection and what it is called."""

    title: str
    selection: Selection

    @property
    def about(self) -> str:
        """The kind of form, for which the way of printing is remembered."""
        chosen = self.selection
        kinds = (
            (bool(chosen.stage), chosen.stage),
            (chosen.table is not None, f"table {chosen.table}"),
            (chosen.tables, "tables"),
            (chosen.listed is not None, "list"),
            (chosen.overview is not None, "overview"),
            (bool(chosen.life_line), "life_line"),
            (chosen.projects == () and chosen.overalls != (), "overall"),
        )
        return next((name for holds, name in kinds if holds), "project")


def in_front(desk: "Desk") -> Named | None:
    """What a preview shows: the form or table in front, or all below the tree's line."""
    editor = desk.tabs.current_form()
    if editor is not None and not desk.view.hasFocus():
        return _of_form(desk.tabs.title_of(editor), desk.tabs.forms_in_front())
    tables = tables_in_front(desk)
    if tables is not None and tables.key is not None and not desk.view.hasFocus():
        return Named(tables.name, Selection(tables=True, table=tables.key))
    panel = list_in_front(desk)
    if panel is not None and panel.which is not None and not desk.view.hasFocus():
        return Named(panel.name, Selection(listed=panel.which))
    living = life_line_in_front(desk)
    if living is not None and not desk.view.hasFocus():
        return Named(living.name, Selection(life_line=living.project_id))
    overview = overview_in_front(desk)
    if overview is not None and not desk.view.hasFocus():
        choice = overview.choice()
        return Named(choice.order.title, Selection(overview=choice)) if choice.ids else None
    return of_lines(desk, desk.view.lines())


def _of_form(title: str, page: "FormsPage | None") -> Named | None:
    """The form in front of a tab alone; None for an overall one that nobody has filled in."""
    if page is None or page.front is None:
        return None
    root, front = page.key, page.front
    if not root[1]:
        return None
    record = front.record_id if front.kind != root[0] else 0
    stage = front.kind if record else ""
    if is_overall(root[0]):
        return Named(title, Selection(overalls=(root[1],), stage=stage, record=record))
    return Named(title, Selection((root[1],), stage=stage, record=record))


def of_lines(desk: "Desk", nodes: Sequence[Node]) -> Named | None:
    """All projects at or below some of the tree's lines; the whole book where there is none."""
    if not nodes:
        whole = Selection(None, stage=desk.stage.kind if len(desk.panel.stages) > 1 else "")
        return Named("全部项目", whole) if any(desk.model.root.projects()) else None
    ids = projects_at(nodes)
    (first, *others) = nodes
    if first.level is Level.INDICATOR and first.parent is not None:
        first = first.parent
    title = f"{first.name}等 {len(ids)} 个项目" if others and len(ids) > 1 else first.name
    stage = desk.chosen_stage
    if stage is not None:
        return _of_stage(desk, title, stage, ids)
    return Named(title, Selection(ids)) if ids else None


def _of_stage(
    desk: "Desk", title: str, stage: KindDeclaration, ids: tuple[int, ...]
) -> Named | None:
    """The forms of the stage that the tree shows; None where these projects have none."""
    there = _with_stage(desk, stage, ids)
    return Named(f"{title} {stage.stage}", Selection(there, stage=stage.kind)) if there else None


def _with_stage(desk: "Desk", stage: KindDeclaration, ids: Sequence[int]) -> tuple[int, ...]:
    """Those of some projects that have a form of a stage."""
    forms = stage_forms(desk.session.book, RecordKind.PROJECT, stage, ids)
    there = {form.root for form in forms}
    return tuple(project_id for project_id in ids if project_id in there)


def _offer_of_tree(desk: "Desk", text: str, ids: tuple[int, ...]) -> "Iterator[ExportOffer]":
    """Several projects with their forms of the stage that the tree shows."""
    from budgetdesk.desktop.dialogs.export import ExportOffer

    stage = desk.chosen_stage
    if stage is None:
        yield ExportOffer(text, Selection(ids), len(ids))
    elif there := _with_stage(desk, stage, ids):
        told = f"{text}　{stage.stage}（{len(there)} 个项目有）"
        yield ExportOffer(told, Selection(there, stage=stage.kind), len(there))


def all_tables(desk: "Desk") -> Named | None:
    """Every computed table; None where the book has no ledger."""
    has_ledger = count_tables(desk.session.book)
    return Named(ALL_TABLES, Selection(tables=True)) if has_ledger else None


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


def overview_in_front(desk: "Desk") -> "OverviewPanel | None":
    """The tab of the overview, when it is in front."""
    from budgetdesk.desktop.overview.panel import OverviewPanel

    page = desk.tabs.tabs.currentWidget()
    return page if isinstance(page, OverviewPanel) else None


def life_line_in_front(desk: "Desk") -> "LifeLinePanel | None":
    """The tab of a project's life line, when it is in front."""
    from budgetdesk.desktop.tables.life_line_panel import LifeLinePanel

    page = desk.tabs.tabs.currentWidget()
    return page if isinstance(page, LifeLinePanel) and page.project_id else None


def offer_of_projects(desk: "Desk", ids: tuple[int, ...]) -> "tuple[ExportOffer, ...]":
    """Projects chosen one by one, with their forms of the stage that the tree shows."""
    return tuple(_offer_of_tree(desk, f"选中的 {len(ids)} 个项目", ids))


def offers_of(desk: "Desk") -> "tuple[ExportOffer, ...]":
    """What can be exported, the widest first and what is in front last."""
    from budgetdesk.desktop.dialogs.export import ExportOffer

    offers = [_whole(desk)]
    unit = desk.current_unit()
    if unit is not None:
        ids = tuple(p.id for p in unit.projects())
        plain = "" if desk.chosen_stage else f"（{len(ids)} 张表）"
        offers += _offer_of_tree(desk, f"单位　{unit.name}{plain}", ids)
    node = desk.view.current()
    project = node if node is not None and node.level is Level.PROJECT else None
    editor = desk.tabs.current_form()
    front = desk.tabs.project_in_front()
    if front is not None:
        project = desk.model.find(Level.PROJECT, front)
    chosen = projects_at(desk.view.lines())
    if len(desk.view.lines()) > 1 and len(chosen) > 1:
        offers += _offer_of_tree(desk, f"项目树中选中的 {len(chosen)} 个项目", chosen)
    elif project is not None:
        offers.append(ExportOffer(f"项目　{project.name}", Selection((project.id,)), 1))
    page = desk.tabs.forms_in_front()
    if editor is not None and page is not None:
        offers += _offers_of_form(desk.tabs.title_of(editor), page)
    tables = tables_in_front(desk)
    if tables is not None and tables.key is not None:
        offers.append(
            ExportOffer(f"报表　{tables.name}", Selection(tables=True, table=tables.key), 1)
        )
    offers += _offers_of_lists(desk)
    return tuple(offers)


def _offers_of_lists(desk: "Desk") -> "Iterator[ExportOffer]":
    """A list or table of projects in front."""
    from budgetdesk.desktop.dialogs.export import ExportOffer

    panel, overview = list_in_front(desk), overview_in_front(desk)
    if panel is not None and panel.which is not None:
        yield ExportOffer(f"清单　{panel.name}", Selection(listed=panel.which), 1)
    if overview is not None and not desk.view.hasFocus():
        choice = overview.choice()
        yield ExportOffer(f"总览　{choice.order.title}", Selection(overview=choice), 1)
    living = life_line_in_front(desk)
    if living is not None and not desk.view.hasFocus():
        yield ExportOffer(f"全过程　{living.name}", Selection(life_line=living.project_id), 1)


def _offers_of_form(title: str, page: "FormsPage") -> "Iterator[ExportOffer]":
    """An overall form in front; and of a tab with several forms the one in front alone."""
    from budgetdesk.desktop.dialogs.export import ExportOffer

    kind, record_id = page.key
    if is_overall(kind) and record_id:
        overall = Selection(overalls=(record_id,), stage=EVERY_STAGE if len(page.keys) > 1 else "")
        yield ExportOffer(f"整体　{page.title}", overall, len(page.keys))
    named, count = _of_form(title, page), len(page.keys)
    if count > 1 and named is not None:
        if is_project(kind):
            every = Selection((record_id,), stage=EVERY_STAGE)
            yield ExportOffer(f"项目　{page.title}（{count} 张表）", every, count)
        yield ExportOffer(f"本表　{named.title}", named.selection, 1)


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
    return ExportOffer("全部", WHOLE_BOOK, sum(parts.values()), parts=parts)
