"""What a report shows outside its panel: marks on open pages, counts on tabs and in the tree."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, cast

from budgetdesk.checks.finding import Finding
from budgetdesk.checks.report import tally_of
from budgetdesk.desktop.editor.marks import Mark
from budgetdesk.desktop.findings.live import LiveChecks
from budgetdesk.desktop.findings.marks import marks_of
from budgetdesk.desktop.tree.outline import Level
from budgetdesk.dictionary.standing import has_form, is_overall, is_project
from budgetdesk.domain.form_marks import Tally
from budgetdesk.domain.ledger_columns import LedgerField, RevenueField
from budgetdesk.domain.records import RecordKind

if TYPE_CHECKING:
    from budgetdesk.desktop.ledger.panel import LedgerPanel
    from budgetdesk.desktop.overview.panel import OverviewPanel
    from budgetdesk.desktop.tables.panel import TablesPanel
    from budgetdesk.desktop.window.desk import Desk

TreeKey = tuple[Level, int]
_PAGES = {
    "ledger": "ledger",
    "revenue": "ledger",
    "tables": "tables",
    "entries": "disclosure",
    "paragraphs": "disclosure",
    "listed": "livelihood",
}
"""Which page shows what a department's findings point at: by path, the page's `tab_key`."""


def tallies_of(desk: "Desk", live: LiveChecks) -> dict[TreeKey, Tally]:
    """What each line of the tree has to bear itself, without those below it.

    A project the findings of its forms of the chosen stage, a unit those of its ledger lines, a
    department the rest and those of its overall form and of what stands below that.
    """
    found: dict[TreeKey, list[Finding]] = defaultdict(list)
    for project_id, finding in _of_projects(desk, live):
        found[Level.PROJECT, project_id].append(finding)
    owners: dict[int, int] = dict(desk.session.book.rows("SELECT id, department_id FROM overall"))
    for record_id, findings in live.by_record.get(RecordKind.OVERALL, {}).items():
        found[Level.DEPARTMENT, owners.get(record_id, 0)] += findings
    for finding in _of_declared(live):
        kind, record_id = finding.place.above
        if is_overall(kind):
            found[Level.DEPARTMENT, owners.get(record_id, 0)].append(finding)
    for record_id, findings in live.by_record.get(RecordKind.DEPARTMENT, {}).items():
        units = _units_by_name(desk, record_id)
        for finding in findings:
            unit = units.get(finding.place.unit)
            key = (Level.DEPARTMENT, record_id) if unit is None else (Level.UNIT, unit)
            found[key].append(finding)
    return {key: tally_of(findings) for key, findings in found.items()}


def _of_projects(desk: "Desk", live: LiveChecks) -> Iterator[tuple[int, Finding]]:
    """What was found in projects' forms of the chosen stage, with the project's id."""
    own = desk.chosen_stage is None
    for record_id, findings in live.by_record.get(desk.stage.kind, {}).items():
        for finding in findings:
            yield record_id if own else finding.place.above[1], finding


def _of_declared(live: LiveChecks) -> Iterator[Finding]:
    """What was found in records of the kinds that a form set declares."""
    for kind, by_id in live.by_record.items():
        if kind not in tuple(RecordKind):
            yield from (finding for findings in by_id.values() for finding in findings)


def _units_by_name(desk: "Desk", department_id: int) -> dict[str, int]:
    department = desk.model.find(Level.DEPARTMENT, department_id)
    if department is None:
        return {}
    return {unit.name: unit.id for unit in department.children or ()}


def mark_pages(desk: "Desk", live: LiveChecks) -> None:
    """Put marks on the open forms and pages, and counts on their tabs."""
    by_page = _by_page(live)
    for editor in desk.tabs.all_editors():
        found = live.findings_of(editor.kind, editor.record_id)
        if not has_form(editor.kind):  # which bears more than it tells
            told = by_page["disclosure"]
            found = [it for it in told if it.place.ref.record_id == editor.record_id]
        editor.set_marks(marks_of(found))
    ledger = cast("LedgerPanel | None", desk.tabs.page_keyed("ledger"))
    tables = cast("TablesPanel | None", desk.tabs.page_keyed("tables"))
    if ledger is not None:
        found = by_page["ledger"]
        ledger.set_marks(line_marks(found, LedgerField), line_marks(found, RevenueField))
    if tables is not None:
        tables.set_marks(marks_of(by_page["tables"]))
    overview = cast("OverviewPanel | None", desk.tabs.page_keyed("overview"))
    if overview is not None:
        overview.show_tallies(project_tallies(live))
    keys = [key for page in desk.tabs.pages() for key in page.keys]
    forms = {key: tally_of(live.findings_of(*key)) for key in keys}
    pages = {key: tally_of(findings).gravest for key, findings in by_page.items()}
    desk.tabs.show_counts(forms, pages)


def project_tallies(live: LiveChecks) -> dict[int, Tally]:
    """What was found in all forms of each project."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for project_id, findings in live.by_record.get(RecordKind.PROJECT, {}).items():
        found[project_id] += findings
    for finding in _of_declared(live):
        kind, project_id = finding.place.above
        if is_project(kind):
            found[project_id].append(finding)
    return {one: tally_of(findings) for one, findings in found.items()}


def _by_page(live: LiveChecks) -> defaultdict[str, list[Finding]]:
    """What was found in departments, by the page that shows it."""
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for findings in live.by_record.get(RecordKind.DEPARTMENT, {}).values():
        for finding in findings:
            found[_PAGES[finding.place.ref.path.partition(".")[0]]].append(finding)
    return found


def line_marks(
    findings: Iterable[Finding], columns: type[LedgerField | RevenueField]
) -> dict[tuple[int, StrEnum], Mark]:
    """The marks of spending or of revenue lines: by the line's id and the column."""
    head = "ledger" if columns is LedgerField else "revenue"
    of_path = {f"{head}.{column.value}": column for column in columns}
    marks = marks_of(it for it in findings if it.place.ref.path in of_path)
    return {(ref.row_id, of_path[ref.path]): mark for ref, mark in marks.items()}
