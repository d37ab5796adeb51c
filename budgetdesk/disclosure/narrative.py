"""The 情况说明: what the template's blanks are filled with, and the paragraphs that come of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.dictionary.entries import ENTRIES, OFFICIAL_EXPENSES, PURCHASES, VEHICLE_USES
from budgetdesk.disclosure.figures import Figures, ProjectFigures
from budgetdesk.disclosure.reasons import contradicts
from budgetdesk.disclosure.template import ParagraphLine, filled
from budgetdesk.disclosure.wording import (
    Direction,
    YearOnYear,
    amount_text,
    as_shown,
    bare_sentence,
    change_text,
    itemised,
    listed,
    percent_text,
)
from budgetdesk.domain.disclosure import UNTOLD, DisclosureNotes, gaps_in
from budgetdesk.domain.records import APPROPRIATED, Source, UnitKind

SOURCE_NAMES: Mapping[Source, str] = {
    Source.GENERAL: "一般公共预算拨款收入",
    Source.FUND: "政府性基金预算拨款收入",
    Source.STATE_CAPITAL: "国有资本经营预算拨款收入",
    Source.SPECIAL_ACCOUNT: "财政专户管理资金收入",
    Source.UNIT_FUNDS: "单位资金",
}
OFFICIAL_NAMES = dict(
    zip(
        OFFICIAL_EXPENSES,
        ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费"),
        strict=True,
    )
)
_OTHER_OPERATING, _SPECIFIC = "其他运转类", "特定目标类"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the document; `key` names it in the template.

    `drafted` is what the program says; `text` differs from it where a person rewrote it, and is
    `stale` where the program said something else when they did.
    """

    key: str
    text: str
    drafted: str
    stale: bool = False

    @property
    def own(self) -> bool:
        """Whether these are a person's words."""
        return self.text != self.drafted


def write_paragraph(
    line: ParagraphLine, values: Mapping[str, str], notes: DisclosureNotes
) -> Paragraph | None:
    """A paragraph of the template filled in, or as a person rewrote it.

    None where its condition leaves it out. KeyError for a blank that has no value.
    """
    if line.wanted is not None and bool(_told(values, line.condition)) is not line.wanted:
        return None
    drafted = filled(line.text, values)
    own = notes.paragraphs.get(line.key)
    if own is None:
        return Paragraph(line.key, drafted, drafted)
    return Paragraph(line.key, own.text, drafted, stale=own.drafted != drafted)


def untold(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """The names of the entries that paragraphs wait for, each once."""
    return tuple(
        dict.fromkeys(gap.name for paragraph in paragraphs for gap in gaps_in(paragraph.text))
    )


def values_of(figures: Figures, notes: DisclosureNotes) -> dict[str, str]:
    """What stands in each blank of the template."""
    values = dict(_entries(notes))
    values |= _names(figures)
    values |= _totals(figures)
    values |= _general(figures)
    values |= _assets(notes)
    # What was typed may itself name figures: 上年结转{上年结转}.
    typed = {key: _with_figures(text, values) for key, text in notes.entries.items()}
    told = DisclosureNotes(notes.department, typed, notes.paragraphs)
    values |= {ENTRIES[key].label: str(typed[key]) for key in typed if isinstance(typed[key], str)}
    return values | _changes(figures, told) | _purchases(told) | _performance(figures)


def _with_figures(value: str | int, values: Mapping[str, str]) -> str | int:
    if isinstance(value, int):
        return value
    for name, text in values.items():
        value = value.replace(f"{{{name}}}", text)
    return value


def _told(values: Mapping[str, str], name: str) -> str:
    value = values[name]
    return "" if value == UNTOLD.format(name) else value


def _entries(notes: DisclosureNotes) -> Iterator[tuple[str, str]]:
    for key, entry in ENTRIES.items():
        value = notes.entries.get(key)
        yield entry.label, UNTOLD.format(entry.label) if value is None else str(value)


def _names(figures: Figures) -> dict[str, str]:
    scope = figures.scope
    return {
        "年度": str(figures.year),
        "名称": figures.name,
        "部门": scope,
        "本部门": f"本{scope}",
        "单位数": str(len(figures.units)),
        "单位名单": listed(figures.units),
    }


def _totals(figures: Figures) -> dict[str, str]:
    current = [(SOURCE_NAMES[source], figures.current[source]) for source in Source]
    total = figures.total
    by_budget = [
        (SOURCE_NAMES[source].removesuffix("收入"), amount)
        for source, amount in figures.fiscal.items()
    ]
    fiscal_current = sum(figures.current[source] for source in APPROPRIATED)
    return {
        "收入总计": amount_text(total),
        "支出总计": amount_text(total),
        "本年收入": amount_text(figures.current_total),
        "本年支出": amount_text(figures.current_total),
        "上年结转": amount_text(figures.carryover),
        "结转支出": amount_text(figures.carryover),
        "收入构成": itemised([*current, ("上年结转", figures.carryover)], total),
        "支出构成": itemised([("基本支出", figures.basic), ("项目支出", figures.project)], total),
        "财政拨款总计": amount_text(figures.fiscal_total),
        "财政拨款类别": itemised(by_budget),
        "财政拨款年度": itemised(
            [
                ("当年拨款收入", fiscal_current),
                ("上年结转收入", figures.fiscal_total - fiscal_current),
            ]
        ),
        "财政拨款用途": itemised(figures.fiscal_classes),
    }


def _general(figures: Figures) -> dict[str, str]:
    general = figures.current[Source.GENERAL]
    classes = itemised(figures.general_classes, general)
    return {
        "一般公共当年": amount_text(general),
        "一般公共结构": f"用于：{classes}" if classes else "",
        "基本支出": amount_text(figures.personnel + figures.public),
        "人员经费": amount_text(figures.personnel),
        "公用经费": amount_text(figures.public),
        "人员经费项目": _including(figures.personnel_items),
        "公用经费项目": _including(figures.public_items),
        "三公合计": amount_text(sum(figures.official.values())),
    }


def _including(names: tuple[str, ...]) -> str:
    return f"，包括{listed(names)}" if names else ""


# Changes against last year


def _changes(figures: Figures, notes: DisclosureNotes) -> dict[str, str]:
    general = figures.current[Source.GENERAL]
    total = _change(figures.total, "last_total", "reason_total", notes)
    return {
        "收入总计比上年": total,
        "支出总计比上年": total,
        "一般公共比上年": _change(general, "last_general", "reason_general", notes),
        "三公比上年": _official_change(figures, notes),
        "三公分项": "；".join(_official_items(figures, notes)),
        "机关运行经费说明": _operating(figures, notes),
    }


def _change(now: int, last: str, reason: str, notes: DisclosureNotes) -> str:
    """A change with its reason; both asked for where nobody told them."""
    before = notes.number(last)
    if before is None:
        return UNTOLD.format(ENTRIES[last].label)
    change = YearOnYear(now, before)
    if change.direction is Direction.SAME:
        return change_text(change)
    told = notes.text(reason) or UNTOLD.format(ENTRIES[reason].label)
    return change_text(change, told)


def _official_change(figures: Figures, notes: DisclosureNotes) -> str:
    """The change of all 三公 together, for the reasons of the items that changed that way."""
    before = {key: notes.number(f"last_{key}") for key in OFFICIAL_EXPENSES}
    for key, amount in before.items():
        if amount is None:
            return UNTOLD.format(ENTRIES[f"last_{key}"].label)
    total = YearOnYear(
        sum(figures.official.values()), sum(amount or 0 for amount in before.values())
    )
    reasons = [
        bare_sentence(notes.text(f"reason_{key}"))
        for key in OFFICIAL_EXPENSES
        if YearOnYear(figures.official[key], before[key] or 0).direction is total.direction
    ]
    fitting = [it for it in reasons if it and not contradicts(it, total.direction)]
    return change_text(total, "；".join(dict.fromkeys(fitting)))


def _official_items(figures: Figures, notes: DisclosureNotes) -> Iterator[str]:
    for key, name in OFFICIAL_NAMES.items():
        amount = figures.official[key]
        told = _change(amount, f"last_{key}", f"reason_{key}", notes)
        yield f"{name}{amount_text(amount)}，{told}"


def _operating(figures: Figures, notes: DisclosureNotes) -> str:
    """机关运行经费 is what 行政 and 参公 units have; that there are none is said when known."""
    told = _change(figures.operating, "last_operating", "reason_operating", notes)
    if not figures.operating_units and not figures.kinds & _OFFICES:
        had_some = as_shown(notes.number("last_operating") or 0)
        return _no_operating(figures) + (f"，{told}" if had_some else "")
    owners = f"{listed(figures.operating_units)}的" if figures.operating_units else ""
    opening = f"{figures.year}年{owners}机关运行经费用财政拨款安排"
    return f"{opening}{amount_text(figures.operating)}，{told}"


_OFFICES = frozenset({UnitKind.ADMINISTRATIVE, UnitKind.CIVIL_SERVICE_LIKE})


def _no_operating(figures: Figures) -> str:
    if figures.kinds != {UnitKind.INSTITUTION}:
        return f"{figures.year}年没有安排机关运行经费"
    if figures.scope == "单位":
        return "本单位不是行政单位，也不是参照公务员法管理的事业单位，不安排机关运行经费"
    return "本部门没有行政单位和参照公务员法管理的事业单位，不安排机关运行经费"


# What people told


def _purchases(notes: DisclosureNotes) -> dict[str, str]:
    amounts = {key: notes.number(key) for key in PURCHASES}
    lacking = [UNTOLD.format(ENTRIES[key].label) for key in PURCHASES if amounts[key] is None]
    if lacking:
        return {"采购合计": lacking[0], "采购构成": "；".join(lacking)}
    parts = [(f"{ENTRIES[key].label.removeprefix('采购')}", amounts[key] or 0) for key in PURCHASES]
    return {
        "采购合计": amount_text(sum(amount for _, amount in parts)),
        "采购构成": itemised(parts),
    }


def _assets(notes: DisclosureNotes) -> dict[str, str]:
    counts = {key: notes.number(key) for key in VEHICLE_USES}
    lacking = [UNTOLD.format(ENTRIES[key].label) for key in VEHICLE_USES if counts[key] is None]
    day = notes.text("assets_on")
    told_day = f"截至{day.removeprefix('截至')}" if day else UNTOLD.format("资产截至日期")
    if lacking:
        return {
            "截至日期": told_day, "公务用车实有": lacking[0], "公务用车构成": "；".join(lacking),
        }  # fmt: skip
    classes = [f"{ENTRIES[key].label}{count}辆" for key, count in counts.items()]
    return {
        "截至日期": told_day,
        "公务用车实有": str(sum(count or 0 for count in counts.values())),
        "公务用车构成": "、".join(classes),
    }


# Performance


def _performance(figures: Figures) -> dict[str, str]:
    return {
        "整体绩效说明": _overall_sentence(figures),
        "项目绩效说明": _projects_sentence(figures),
        "绩效公开说明": _published_sentence(figures),
    }


def _overall_sentence(figures: Figures) -> str:
    units = f"有预算的单位共{len(figures.units)}个"
    amount = itemised([("基本支出", figures.current_basic), ("项目支出", figures.current_project)])
    if not figures.overall_forms:
        return f"{figures.year}年没有编报整体支出绩效目标。"
    return (
        f"{figures.year}年编报了{figures.scope}整体支出绩效目标，对应本年预算资金"
        f"{amount_text(figures.current_total)}，其中{amount.replace('；', '、')}。"
        f"{units}，编报整体绩效目标的{figures.overall_forms}个，"
        f"涉及资金{amount_text(figures.current_total)}。"
    )


def _projects_sentence(figures: Figures) -> str:
    projects = figures.projects
    if not projects:
        return f"{figures.year}年当年预算没有安排项目支出。"
    return (
        f"{figures.year}年{figures.name}纳入绩效目标管理的项目有{_count(projects)}"
        f"{_by_category(projects)}。"
    )


def _published_sentence(figures: Figures) -> str:
    published = [project for project in figures.projects if project.has_form]
    others = figures.other_forms
    if not published:
        return f"本次公开没有列入当年预算的项目绩效目标{others}个。" if others else _NONE_PUBLISHED
    also = f"另有{others}个项目的绩效目标没有列入当年预算，一并公开。" if others else ""
    told_share = _share_of_projects(figures.projects, published)
    return (
        f"本次公开绩效目标的项目有{_count(published)}{told_share}{_by_category(published)}。{also}"
    )


_NONE_PUBLISHED = "本次没有公开项目绩效目标。"


def _share_of_projects(
    projects: Iterable[ProjectFigures], published: Iterable[ProjectFigures]
) -> str:
    """What share of the projects' money has a form; corrections among them leave none to tell."""
    amounts = [project.amount for project in projects]
    told = sum(project.amount for project in published)
    share = percent_text(told, sum(amounts)) if min(amounts, default=0) >= 0 else None
    return f"，占本年项目支出的{share}" if share and sum(amounts) else ""


def _count(projects: Iterable[ProjectFigures]) -> str:
    amounts = [project.amount for project in projects]
    return f"{len(amounts)}个、金额{amount_text(sum(amounts))}"


def _by_category(projects: Iterable[ProjectFigures]) -> str:
    """The projects by 项目类别, as far as it was told; nothing where none tells it."""
    classes: dict[str, list[ProjectFigures]] = {}
    for project in projects:
        classes.setdefault(category_of(project.category), []).append(project)
    if set(classes) == {""}:
        return ""
    first = {_OTHER_OPERATING: 0, _SPECIFIC: 1, "": 3}
    told = [
        f"{name or '未注明类别的'}项目{_count(classes[name])}"
        for name in sorted(classes, key=lambda name: (first.get(name, 2), name))
    ]
    return f"，其中{'；'.join(told)}" if told else ""


def category_of(text: str) -> str:
    """项目类别 as the narrative says it: 运转类-其他运转 is 其他运转类."""
    return _OTHER_OPERATING if "其他运转" in text else text.strip()
