"""The published 民生 list against the forms; silent where none was imported."""

from collections.abc import Iterator

from budgetdesk.checks.case import CONTENT, BookCase, ProjectCase
from budgetdesk.checks.finding import Fix, Found, MoveProject, SetField, Severity
from budgetdesk.checks.language.measures import yuan
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import RecordKind, Unit
from budgetdesk.domain.text import fold_name, shorten

_SOURCE = "预算公开：民生领域重大事项绩效目标情况表"
_PAIR = ("listed", "unit", "department", "name", "funding.annual")


@rule(
    "M01",
    "清单所列项目没有绩效目标表",
    Severity.EXPLAIN,
    reads=(*_PAIR, *CONTENT),
    checks="已公布的民生清单所列的每个项目都填了绩效目标表（只有一个部门的账套只看本部门的）。",
    why="列入清单的民生项目都要有绩效目标表，公开时清单和目标表一一对应。",
    source=_SOURCE,
    failing="清单第 30 项「生态环境巡查服务」，账套中没有这个项目",
    passing="清单每一项都有填好的绩效目标表",
    scopes=(Scope.BOOK,),
)
def listed_has_form(case: BookCase) -> Iterator[Found]:
    """Every row has a form with something in it."""
    for number, (row, project) in enumerate(case.listed_pairs, start=1):
        about = f"民生清单第 {number} 项「{shorten(row.project)}」"
        if project is not None and project.unfilled:
            yield Found(project.content_ref, f"{about}的绩效目标表还没有填写。")
        elif project is None and (owner := _owner(row, case)):
            ref = FieldRef(RecordKind.DEPARTMENT, owner, "listed.project", row.id)
            values = (("预算单位", _unit_text(row)), ("预算金额", yuan(row.amount or 0)))
            yield Found(ref, f"{about}没有绩效目标表。", values)


def _owner(row: ListedProject, case: BookCase) -> int | None:
    """The department that a row without a form is told of; None where it is none of ours.

    A book of one department says nothing of the others' projects. In a larger one a unit that
    nobody has is told of at the first department.
    """
    office = case.office
    for unit in office.units:
        if fold_name(unit.name) == fold_name(row.unit) or _is_code(row.unit_code, unit.code):
            return unit.department.id
    for department in office.departments:
        if fold_name(department.name) == fold_name(row.unit) or (
            department.code and row.unit_code.startswith(department.code)
        ):
            return department.id
    return office.departments[0].id if len(office.departments) > 1 else None


def _is_code(code: str, other: str | None) -> bool:
    return bool(code) and code == other


@rule(
    "M02",
    "列入民生领域重大事项，清单中却没有",
    Severity.EXPLAIN,
    reads=(*_PAIR, "livelihood"),
    checks="标为列入民生领域重大事项的项目都在已公布的清单中。",
    why="清单和绩效目标表说的是同一批项目，多一个、少一个都要说明。",
    source=_SOURCE,
    failing="「老年人福利补贴」标为列入，清单 30 项中没有它",
    passing="标为列入的项目，清单中都有",
    scopes=(Scope.BOOK,),
)
def marked_is_listed(case: BookCase) -> Iterator[Found]:
    """Every marked project stands on the list, under this or a similar name."""
    if not case.listed_pairs:
        return
    paired = {project.project.id for _, project in case.listed_pairs if project}
    for project in case.projects:
        if project.project.livelihood and project.project.id not in paired:
            message = f"本项目列入民生领域重大事项，清单 {len(case.listed_pairs)} 项中没有它。"
            yield Found(project.ref("name"), message)


@rule(
    "M03",
    "项目名称与清单不一致",
    Severity.EXPLAIN,
    reads=_PAIR,
    checks="清单与绩效目标表的项目名称一字不差；只差全角半角、括号、空格的可一键改正。",
    why="同一个项目在公开的清单和目标表中叫两个名字，读者对不上。",
    source=_SOURCE,
    failing="清单「优抚对象抚恤和生活补助」，绩效目标表「优抚对象抚恤和生活补助经费」",
    passing="清单和绩效目标表都叫「优抚对象抚恤和生活补助」",
    scopes=(Scope.BOOK,),
)
def names_agree(case: BookCase) -> Iterator[Found]:
    """The names are the same to the letter; a difference of width and brackets is a notice."""
    for row, project in case.listed_pairs:
        if project is None or row.project == project.project.name:
            continue
        same = fold_name(row.project) == fold_name(project.project.name)
        ref = project.ref("name")
        yield Found(
            ref,
            "项目名称与民生清单的写法不同。" if same else "项目名称与民生清单不一致。",
            (("清单", row.project), ("绩效目标表", project.project.name)),
            _rename(row, project, case, safe=same),
            Severity.NOTICE if same else None,
        )


def _rename(row: ListedProject, project: ProjectCase, case: BookCase, *, safe: bool) -> Fix | None:
    """Take over the list's name, where no other project of the unit has it."""
    unit_id, wanted = project.project.unit.id, fold_name(row.project)
    for other in case.projects:
        known = other.project
        if other is not project and known.unit.id == unit_id and fold_name(known.name) == wanted:
            return None
    return Fix("按清单改项目名称", (SetField(project.ref("name"), row.project),), safe=safe)


@rule(
    "M04",
    "预算单位与清单不一致",
    Severity.EXPLAIN,
    reads=_PAIR,
    checks="清单的预算单位编码和名称与项目所在的单位一致；单位没有编码的，与部门代码对得上。",
    why="清单按预算单位列示，单位写错就查不到是谁的项目。",
    source=_SOURCE,
    failing="清单 038006-晋城市城区医疗集团，项目在「晋城市城区人民医院」",
    passing="清单和绩效目标表都是 041002-晋城市城区城乡居民最低生活保障服务中心",
    scopes=(Scope.BOOK,),
)
def units_agree(case: BookCase) -> Iterator[Found]:
    """Name and code of the unit are those of the list."""
    for row, project in case.listed_pairs:
        if project is None:
            continue
        unit = project.project.unit
        values = (("清单", _unit_text(row)), ("绩效目标表", _our_unit_text(unit)))
        ref = project.ref("unit.name")
        if fold_name(row.unit) != fold_name(unit.name):
            fix = _move(row, project, case)
            yield Found(ref, "实施单位与民生清单的预算单位不一致。", values, fix)
        elif not _code_agrees(row.unit_code, unit):
            yield Found(ref, "单位的编码与民生清单不一致。", values)


def _code_agrees(code: str, unit: Unit) -> bool:
    """A unit without a code of its own has that of its department at the beginning."""
    return (
        not code or code == unit.code or (not unit.code and code.startswith(unit.department.code))
    )


def _move(row: ListedProject, project: ProjectCase, case: BookCase) -> Fix | None:
    """Put the project into the unit that the list names, where the book has just one."""
    named = [unit for unit in case.office.units if fold_name(unit.name) == fold_name(row.unit)]
    if len(named) != 1:
        return None
    return Fix(
        f"移到「{shorten(named[0].name)}」", (MoveProject(project.ref("name"), named[0].id),)
    )


@rule(
    "M05",
    "项目资金与清单不等",
    Severity.ERROR,
    reads=_PAIR,
    checks="清单的预算金额等于绩效目标表的年度资金总额，一分不差。",
    why="清单的预算金额就是绩效目标表的资金，两处公开的是同一笔钱。",
    source=_SOURCE,
    failing="清单 14,705,400 元，绩效目标表 14,694,304.50 元",
    passing="两处都是 14,705,400 元",
    scopes=(Scope.BOOK,),
)
def amounts_agree(case: BookCase) -> Iterator[Found]:
    """The list's amount is the form's annual total, exactly in 分; a blank form is M01's."""
    for row, project in case.listed_pairs:
        if project is None or project.unfilled or (row.amount or 0) == (project.total() or 0):
            continue
        yield Found(
            project.ref("funding.annual.total"),
            "年度资金总额与民生清单的预算金额不等。",
            (("清单", yuan(row.amount or 0)), ("绩效目标表", yuan(project.total() or 0))),
        )


def _unit_text(row: ListedProject) -> str:
    return "-".join(filter(None, (row.unit_code, row.unit)))


def _our_unit_text(unit: Unit) -> str:
    return "-".join(filter(None, (unit.code, unit.name)))
