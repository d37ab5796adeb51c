"""What was filled in for the 部门预算公开: purchases, vehicles, dates, words, what is missing."""

import re
from collections.abc import Generator, Iterator

from budgetdesk.checks.department_case import DepartmentCase
from budgetdesk.checks.document_text import DOCUMENT, PUBLISHING, remarked
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.entries import ENTRIES, PURCHASES, VEHICLE_USES
from budgetdesk.disclosure import statements
from budgetdesk.disclosure.drafting import SCOPES
from budgetdesk.disclosure.wording import amount_text
from budgetdesk.domain.disclosure import gaps_in
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.moment import Moment, parse_moment

_KEYS = {entry.label: key for key, entry in ENTRIES.items()}
_BLANK = re.compile(r"\{[^{}\n]{1,20}\}")


@rule(
    "X49",
    "政府采购、公务用车和资产情况有误",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="改写过的段落中，车辆、房屋、设备的数与填报的一致，通用设备、专用设备各写一次；"
    "实有车辆不超过编制，采购预算不小于零、不大于支出总计，有车辆运行维护费的有车辆。",
    why="车辆、采购、资产是公众最关心的数，部分之和应等于总数。",
    source=PUBLISHING,
    failing="“通用设备”写了两次，没有写“专用设备”",
    passing="通用设备0台（套），专用设备0台（套）",
    scopes=(Scope.DEPARTMENT,),
)
def purchases_and_assets(case: DepartmentCase) -> Iterator[Found]:
    """Counts told are those filled in; vehicles within their quota, purchases within the budget."""
    yield from remarked(case, "X49")
    if case.lines:
        yield from _purchases(case)
        yield from _vehicles(case)


def _purchases(case: DepartmentCase) -> Iterator[Found]:
    amounts = {key: case.notes.number(key) for key in PURCHASES}
    for key, amount in amounts.items():
        if amount is not None and amount < 0:
            yield Found(case.entry_ref(key), f"{ENTRIES[key].label}不能小于零。")
    total = sum(amount or 0 for amount in amounts.values())
    if total > 0 and total > max(case.figures.total, 0):
        told = max(amounts, key=lambda key: amounts[key] or 0)
        yield Found(
            case.entry_ref(told),
            "政府采购预算大于支出总计，请核对是否以万元为单位填写。",
            (("政府采购预算", amount_text(total)), ("支出总计", amount_text(case.figures.total))),
        )


def _vehicles(case: DepartmentCase) -> Iterator[Found]:
    counts = [case.notes.number(key) for key in VEHICLE_USES]
    quota = case.notes.number("vehicle_quota")
    if any(count is None for count in counts):
        return
    in_use = sum(count or 0 for count in counts)
    if quota is not None and in_use > quota:
        yield Found(
            case.entry_ref("vehicle_quota"),
            "公务用车实有数超过编制，请核对。",
            (("编制", f"{quota}辆"), ("实有", f"{in_use}辆")),
            severity=Severity.NOTICE,
        )
    if in_use:
        return
    running = case.figures.official["vehicle_operation"]
    if running > 0:
        yield Found(
            case.entry_ref(VEHICLE_USES[0]),
            "安排了公务用车运行维护费，实有车辆却都是零，请核对。",
            (("公务用车运行维护费", amount_text(running)), ("实有", "0辆")),
            severity=Severity.NOTICE,
        )


# Years, dates, scope


@rule(
    "X50",
    "年度、日期或“部门”“单位”写错",
    Severity.EXPLAIN,
    reads=DOCUMENT,
    checks="文字中的年度是预算年度或上年度，预算、报表前写预算年度；公开日期在预算年度内，资产截至日期在上年或"
    "预算年度、不晚于公开日期；“本部门”“本单位”与公开主体一致。",
    why="沿用上年的文字最容易留下上年的年度和日期。",
    source=PUBLISHING,
    failing="2024年的公开文件写“2023年预算收支总表”",
    passing="2024年预算收支总表",
    scopes=(Scope.DEPARTMENT,),
)
def years_and_names(case: DepartmentCase) -> Iterator[Found]:
    """Years are the budget year and the one before; dates lie in them; the scope is one."""
    yield from remarked(case, "X50")
    yield from _dates(case)
    yield from _scope(case)
    year = case.office.fiscal_year
    for key, text in _texts(case):
        for stated in statements.years(text):
            if int(stated.value) not in (year, year - 1):
                name = ENTRIES[key].label
                message = f"{name}中的{stated.text}年不是本年度或上年度，请核对。"
                found_at = case.entry_ref(key)
                yield Found(found_at, message, severity=Severity.NOTICE)
                break


def _texts(case: DepartmentCase) -> Iterator[tuple[str, str]]:
    """The texts told, without the dates, which have a look of their own."""
    for key, value in case.notes.entries.items():
        if isinstance(value, str) and key not in ("published_on", "assets_on", "scope"):
            yield key, value


def _dates(case: DepartmentCase) -> Iterator[Found]:
    year = case.office.fiscal_year
    published = yield from _date(case, "published_on", (year,))
    counted = yield from _date(case, "assets_on", (year - 1, year))
    if published and counted and counted.first_day(year) > published.last_day(year):
        yield Found(
            case.entry_ref("assets_on"),
            "资产截至日期晚于公开日期，请核对。",
            (("资产截至日期", case.notes.text("assets_on")),
             ("公开日期", case.notes.text("published_on"))),
        )  # fmt: skip


def _date(
    case: DepartmentCase, key: str, years: tuple[int, ...]
) -> Generator[Found, None, Moment | None]:
    """Tells what is wrong with a date; gives one that is right to `yield from`."""
    text = case.notes.text(key)
    if not text:
        return None
    ref, name = case.entry_ref(key), ENTRIES[key].label
    moment = parse_moment(text.removeprefix("截至").rstrip("底末止"))
    if moment is None or moment.year is None:
        yield Found(ref, f"{name}“{text}”应写作 {years[-1]}年4月18日 的样子。")
    elif moment.year not in years:
        told = "、".join(map(str, years))
        yield Found(ref, f"{name}不在{told}年内，请核对。", ((name, text), ("应为", f"{told}年")))
    else:
        return moment
    return None


def _scope(case: DepartmentCase) -> Iterator[Found]:
    scope = case.notes.text("scope")
    if scope and scope not in SCOPES:
        ref = case.entry_ref("scope")
        yield Found(ref, f"公开主体只能填“部门”或“单位”，“{scope}”按“部门”处理。")
    own = scope if scope in SCOPES else SCOPES[0]
    other = next(it for it in SCOPES if it != own)
    for key, text in _texts(case):
        if f"本{other}" in text:
            ref = case.entry_ref(key)
            yield Found(
                ref,
                f"本文件公开的是{own}预算，{ENTRIES[key].label}中写了“本{other}”。",
                fix=Fix(
                    f"改为“本{own}”",
                    (SetField(ref, text.replace(f"本{other}", f"本{own}")),),
                    safe=True,
                ),
                severity=Severity.NOTICE,
            )


# Completeness


@rule(
    "N01",
    "公开文件还有待填的内容",
    Severity.NOTICE,
    reads=DOCUMENT,
    checks="开始填报公开资料以后，文中没有【待填】。",
    why="没有填的内容在公开文件中印作【待填】，不能这样公开。",
    source=PUBLISHING,
    failing="部门职责、上年收支总计没有填",
    passing="文中没有【待填】",
    scopes=(Scope.DEPARTMENT,),
)
def nothing_left_to_fill_in(case: DepartmentCase) -> Iterator[Found]:
    """No gap is left once anything was told."""
    notes = case.notes
    if not case.lines or not (notes.entries or notes.paragraphs):
        return
    # A reason that a change lacks has a finding of its own.
    gaps = [it for it in case.document.untold if not _KEYS.get(it, "").startswith("reason_")]
    if gaps:
        yield Found(_asking(case, gaps[0]), f"还有 {len(gaps)} 项待填：{'、'.join(gaps)}。")


def _asking(case: DepartmentCase, gap: str) -> FieldRef:
    """The entry that fills a gap, or the paragraph that has it."""
    if gap in _KEYS:
        return case.entry_ref(_KEYS[gap])
    waiting = (it.key for it in case.document.paragraphs if gap in _gaps(it.text))
    return case.paragraph_ref(next(waiting))


def _gaps(text: str) -> list[str]:
    return [gap.name for gap in gaps_in(text)]


@rule(
    "N02",
    "花括号里的名称换不成数",
    Severity.ERROR,
    reads=DOCUMENT,
    checks="填报的文字中，花括号里的名称是程序能换成数的，如 {上年结转}；改写的段落不用花括号。",
    why="换不成数的名称会连花括号照样印在公开文件中。",
    source=PUBLISHING,
    failing="变动原因写“{上年结存}增加”",
    passing="变动原因写“上年结转{上年结转}”",
    scopes=(Scope.DEPARTMENT,),
)
def names_in_braces(case: DepartmentCase) -> Iterator[Found]:
    """Every name in braces is one that the program fills."""
    written = [*case.notes.entries.values(), *(it.text for it in case.notes.paragraphs.values())]
    if not case.lines or not any("{" in str(it) for it in written):
        return
    # One reason may stand in several paragraphs.
    places = dict.fromkeys(
        (_source_of(case, paragraph.key, name), name)
        for paragraph in case.document.paragraphs
        for name in _BLANK.findall(paragraph.text)
    )
    for ref, name in places:
        yield Found(ref, f"“{name}”不是可以换成数的名称，会照样印出。")


def _source_of(case: DepartmentCase, key: str, name: str) -> FieldRef:
    """The entry that a text comes from, or the paragraph."""
    for entry, value in case.notes.entries.items():
        if name in str(value):
            return case.entry_ref(entry)
    return case.paragraph_ref(key)
