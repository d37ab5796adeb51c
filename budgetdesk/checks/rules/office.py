"""Names, codes, telephone numbers, and what must not reach the public."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from budgetdesk.checks.case import CONTENT, OverallCase, ProjectCase
from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.finding import Fix, Found, MoveProject, Severity
from budgetdesk.checks.record_case import RecordCase
from budgetdesk.checks.rule import OWN_FIELDS, Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.dictionary.entries import ENTRIES
from budgetdesk.dictionary.standing import as_project
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.persons import Persons
from budgetdesk.domain.records import OVERALL_TEXTS, Project, RecordKind
from budgetdesk.domain.text import fold, fold_name, half_width

_CODE = re.compile(r"\d{3}|\d{6}")
# 办公室 of a government, congress or committee, and one with a task of its own (外事办公室), is a
# department; that of a bureau, and one that only runs the house, is a section.
_SECTION = re.compile(
    r"股$|(?<![学教])科$|业务处$"
    r"|(?:^|局|厅|院|校|站|所|队|中心|公司|综合|党政|行政|内设|秘书|财务|后勤|项目)办公?室$"
)


@rule(
    "Q43",
    "主管部门及代码不规范",
    Severity.ERROR,
    reads=("unit",),
    checks="主管部门代码三位或六位、名称是部门、全账套一致；同一单位不以两种写法出现。",
    why="主管部门按“代码-名称”填写，代码三位或六位，名称是预算部门全称。",
    source="预算管理一体化规范：单位代码",
    failing="903-社保股",
    passing="202-永和县卫生健康和体育局",
)
def department_known(case: ProjectCase) -> Iterator[Found]:
    """The code has 3 or 6 digits, the name is a department's; both go together in the book.

    No unit stands in the tree under two spellings.
    """
    department = case.project.unit.department
    ref = case.ref("unit.department.name")
    written = "-".join(part for part in (department.code, department.name) if part)
    shown = f"主管部门及代码“{written}”"
    if not _CODE.fullmatch(department.code):
        yield Found(ref, f"{shown}的代码不是三位或六位数字。")
    elif _SECTION.search(fold(department.name)):
        yield Found(ref, f"{shown}是内设机构，应填预算部门。")
    elif any(_contradicts(other.code, other.name, department.code, department.name)
             for other in case.office.departments):  # fmt: skip
        yield Found(ref, f"{shown}与账套中另一处的代码或名称不一致。")
    yield from _unit_twice(case)


def _contradicts(code: str, name: str, our_code: str, our_name: str) -> bool:
    return (code == our_code) != (_folded(name) == _folded(our_name))


_folded = lru_cache(maxsize=4096)(fold_name)
_PROVINCE = "山西省"
_MARKS = re.compile(r"[^\w]+")


def _unit_twice(case: ProjectCase) -> Iterator[Found]:
    """The same unit entered twice, once with the region before its name or with other marks."""
    unit, region = case.project.unit, case.office.form_set.region.name
    for other in case.office.units:
        if other.id == unit.id:
            return  # the one that comes first is the known one
        same_department = other.department.id == unit.department.id
        if same_department and _core(other.name, region) == _core(unit.name, region):
            ref = case.ref("unit.name")
            fix = Fix(f"移到「{other.name}」", (MoveProject(ref, other.id),))
            message = f"实施单位「{unit.name}」与「{other.name}」应是同一单位。"
            yield Found(ref, message, fix=fix, severity=Severity.EXPLAIN)
            return


@lru_cache(maxsize=4096)
def _core(name: str, region: str) -> str:
    """A unit's name without marks and without the province or region before it."""
    plain = _MARKS.sub("", fold_name(name)).removeprefix(_PROVINCE)
    return plain.removeprefix(region) or plain


_PHONE = re.compile(r"(?:0\d{2,3}-?)?\d{7,8}(?:-\d{1,5})?|1[3-9]\d{9}|\d{3,6}")


@rule(
    "Q44",
    "联系电话不是有效号码",
    Severity.EXPLAIN,
    reads=("phone",),
    checks="填了的联系电话要是固定电话、手机或内线号码。",
    why="审核人员要打得通。",
    source="绩效目标表填报说明：联系电话",
    failing="0357-75",
    passing="0357-7520000",
)
def phone_valid(case: ProjectCase) -> Iterator[Found]:
    """A filled phone is a land line, a mobile or a short internal number."""
    phone = re.sub(r"\s", "", half_width(case.project.phone)).replace("—", "-")
    numbers = [part for part in re.split(r"[、,;/，；]", phone) if part]
    wrong = next((number for number in numbers if not _PHONE.fullmatch(number)), "")
    if wrong:
        yield Found(case.ref("phone"), f"联系电话“{wrong}”不是有效的电话号码。")


_SECRET = re.compile(r"(?:绝密|机密|秘密)\s{0,3}(?:★|级|件|文件)|内部资料[,，]?注意保存|不得公开")


@rule(
    "Q47",
    "公开文件中不得出现的内容",
    Severity.ERROR,
    reads=(
        "name",
        *CONTENT,
        "responsible",
        "handler",
        "phone",
        *OVERALL_TEXTS,
        "key_tasks",
        "entries",
        "paragraphs",
        OWN_FIELDS,
    ),
    checks="文字、指标、公开资料和改写的段落中不能有姓名、电话、身份证号、银行卡号、邮箱等个人信息和涉密字样。",
    why="绩效目标随部门预算公开，个人信息、涉密内容不得出现。",
    source="财预〔2016〕143号；个人信息保护法",
    failing="概况中写有手机号码",
    passing="文字中没有个人信息",
    scopes=(Scope.PROJECT, Scope.OVERALL, Scope.DEPARTMENT, Scope.RECORD),
)
def nothing_private(case: RecordCase | DepartmentCase) -> Iterator[Found]:
    """Nothing personal and no secrecy mark stands in what is published."""
    if isinstance(case, DepartmentCase):
        yield from _private_in_document(case)
    else:
        yield from _private_in_form(case)


def _private_in_document(case: DepartmentCase) -> Iterator[Found]:
    """Those who sign any of its forms are known by name."""
    persons = Persons.of_projects(each.stored for each in case.projects)
    texts = [
        (case.entry_ref(key), ENTRIES[key].label, value)
        for key, value in case.notes.entries.items()
        if isinstance(value, str)
    ]
    texts += [
        (case.paragraph_ref(own.key), f"段落「{own.key}」", own.text)
        for own in case.notes.paragraphs.values()
    ]
    for ref, label, text in texts:
        if what := _private(text, persons):
            yield Found(ref, f"{label} 中有{what}，不能公开。")


def _private_in_form(case: RecordCase) -> Iterator[Found]:
    persons = Persons.of_projects(_project_of(case))
    for ref, text in _texts_of(case):
        if what := _private(text, persons):
            yield Found(ref, f"{field_of(ref).label} 中有{what}，不能公开。")
    for row in case.told:
        what = _private(row.name, persons) or _private(row.indicator.target, persons, row.name)
        if what:
            yield Found(row.name_ref, f"指标“{row.name[:12]}”中有{what}，不能公开。")


def _project_of(case: RecordCase) -> tuple[Project, ...]:
    """The project that a form is of, by whose foot persons are known; () where it is of none."""
    root = case.stored.root
    project = as_project(root) if root is not None else None
    return () if project is None else (project,)


def _texts_of(case: RecordCase) -> Iterator[tuple[FieldRef, str]]:
    yield from ((it.ref, it.text) for it in case.own_texts if not it.field.personal)
    yield from _OWN_TEXTS.get(case.record, _none)(case)


def _none(_: RecordCase) -> Iterator[tuple[FieldRef, str]]:
    return iter(())


def _of_project(case: ProjectCase) -> Iterator[tuple[FieldRef, str]]:
    yield case.ref("name"), case.project.name
    yield from case.texts


def _of_overall(case: OverallCase) -> Iterator[tuple[FieldRef, str]]:
    for path in OVERALL_TEXTS:
        yield case.ref(path), getattr(case.overall, path)
    for task in case.overall.key_tasks:
        yield case.ref("key_tasks.core_function", task.id), task.core_function
        yield case.ref("key_tasks.task", task.id), task.task


_OWN_TEXTS: Mapping[str, Callable[[Any], Iterator[tuple[FieldRef, str]]]] = {
    RecordKind.PROJECT: _of_project,
    RecordKind.OVERALL: _of_overall,
}


@lru_cache(maxsize=16384)
def _private(text: str, persons: Persons, label: str = "") -> str:
    if found := persons.find(text, label):
        return str(found[0])
    return "涉密字样" if _SECRET.search(text) else ""
