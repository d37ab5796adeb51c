"""Forms filled in by chance, of every record kind that a set has a form of."""

from random import Random

from budgetdesk.dictionary.declaration import KindDeclaration, RowList
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource
from budgetdesk.domain.records import (
    DeclaredRecord,
    DeclaredRow,
    Department,
    FormRecord,
    Funding,
    Horizon,
    Indicator,
    KeyTask,
    OverallForm,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
)
from budgetdesk.forms.definition import FormSet

_LETTERS = "老年村医退养补助发放及时完成率享受人数提高覆盖满意逐步年度县级项目资金管理制度"
TARGETS = ("≥95%", "127人", "及时", "≤4285.72元/人", "2024年6月底前", "提高", "12批", "100%")
_DEPARTMENT = Department("202", "县卫体局", 1)


def words(chance: Random, longest: int, *, lines: bool = False) -> str:
    """Some letters, perhaps on two lines."""
    text = "".join(chance.choice(_LETTERS) for _ in range(chance.randint(2, longest)))
    text = f"{text}\n{text[::-1]}" if lines and chance.random() < 0.4 else text
    return f"　　{text}" if chance.random() < 0.05 else text


def count(chance: Random) -> int:
    """A number of people or things."""
    return chance.randint(1, 900)


def base_record(chance: Random, form_set: FormSet) -> FormRecord:
    """A project, or where a set has such forms perhaps a department's overall form."""
    kinds = {form.kind for form in form_set.forms}
    if RecordKind.OVERALL in kinds and chance.random() < 0.4:
        return _overall(chance, form_set)
    return _project(chance, form_set)


def later_record(chance: Random, form_set: FormSet) -> FormRecord:
    """A record of a kind that the set declares: 自评, 监控, 调整, 审核."""
    kinds = sorted(
        {form.kind for form in form_set.forms if form_set.dictionary.kinds[form.kind].own}
    )
    return _later(chance, form_set, form_set.dictionary.kinds[chance.choice(kinds)])


def _funding(chance: Random) -> Funding:
    parts = [chance.choice([None, 0, chance.randint(1, 10**9) * 100]) for _ in range(5)]
    return Funding(sum(part or 0 for part in parts), *parts)


def _slots(chance: Random, form_set: FormSet, kind: str) -> list[Slot]:
    return [
        slot
        for slot in form_set.tree_of(kind).slots()
        for _ in range(chance.choice([0, 1, 1, 1, 2, 3]))
    ]


def _rows(chance: Random, form_set: FormSet, first_id: int) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(slot.level1, slot.level2, words(chance, 8), chance.choice(TARGETS), first_id + n)
        for n, slot in enumerate(_slots(chance, form_set, RecordKind.PROJECT))
    )


def _project(chance: Random, form_set: FormSet) -> Project:
    two = Horizon.IMPLEMENTATION in form_set.horizons
    return Project(
        words(chance, 8),
        Unit("县医疗集团", _DEPARTMENT, id=1),
        attribute=next(iter(form_set.attributes), ""),
        period="1年" if two else None,
        funding=PerHorizon(_funding(chance) if two else None, _funding(chance)),
        overview=words(chance, 20, lines=True),
        basis=chance.choice(["", words(chance, 20, lines=True)]),
        necessity=words(chance, 20, lines=True),
        safeguards=words(chance, 9),
        plan=words(chance, 20, lines=True),
        goals=PerHorizon(words(chance, 20, lines=True) if two else None, words(chance, 20)),
        indicators=PerHorizon(
            _rows(chance, form_set, 100) if two else None, _rows(chance, form_set, 500)
        ),
        id=1,
    )


def _overall(chance: Random, form_set: FormSet) -> OverallForm:
    tasks = [KeyTask(words(chance, 8), words(chance, 20), id=900 + n) for n in range(4)]
    amounts = [chance.choice([0, chance.randint(1, 10**9) * 100]) for _ in range(6)]
    return OverallForm(
        _DEPARTMENT,
        internal_departments=count(chance),
        subordinate_units=count(chance),
        approved_staffing=count(chance),
        actual_staff=count(chance),
        staff_on_quota=count(chance),
        other_staff=count(chance),
        duties=words(chance, 20, lines=True),
        strategic_goal=words(chance, 20),
        annual_goal=words(chance, 20, lines=True),
        by_source=OverallBySource(sum(amounts), *amounts),
        by_direction=OverallByDirection(sum(amounts), amounts[0], sum(amounts[1:])),
        key_tasks=tuple(tasks[: chance.randint(0, 4)]),
        indicators=_rows(chance, form_set, 500),
        id=1,
    )


def _later(chance: Random, form_set: FormSet, kind: KindDeclaration) -> DeclaredRecord:
    """A record of a kind that the set declares, below a project or a department's form."""
    make = _project if kind.below == RecordKind.PROJECT else _overall
    above = make(chance, form_set)
    asked = (it for it in kind.fields.values() if it.own and not it.listed)
    declared: dict[str, object] = {it.path: _value(chance, it) for it in asked if _is_typed(it)}
    for number, band in enumerate(kind.lists.values()):
        declared[band.path] = _listed(chance, form_set, kind, band, 1000 * (number + 1))
    return DeclaredRecord(kind.kind, above, declared, "1" if kind.many else "", 1)


def _listed(
    chance: Random, form_set: FormSet, kind: KindDeclaration, band: RowList, first_id: int
) -> tuple[DeclaredRow, ...]:
    some = [Slot("", "")] * chance.randint(0, 4)
    slots = _slots(chance, form_set, kind.kind) if band.slotted else some
    return tuple(
        DeclaredRow(
            {it.last: _value(chance, it) for it in band.fields if _is_typed(it)},
            slot.level1, slot.level2, first_id + number, f"u{first_id + number}",
        )
        for number, slot in enumerate(slots)
    )  # fmt: skip


def _is_typed(field: Field) -> bool:
    return field.is_open_beside if field.listed else not field.computed and not field.carried


def _value(chance: Random, field: Field) -> object:
    """What a field of a kind may hold, oftener something than nothing."""
    said = field.last == "name" or chance.random() < 0.7
    match field.kind:
        case Kind.MONEY | Kind.MONEY_WAN:
            return chance.randint(1, 10**9) * 100 if said else None
        case Kind.COUNT:
            return count(chance) if said else None
        case Kind.TICK:
            return 1 if said else None
        case Kind.DECIMAL | Kind.PERCENT:
            return str(count(chance)) if said else ""
        case _:
            return _text(chance, field) if said else ""


def _text(chance: Random, field: Field) -> str:
    match field.kind:
        case Kind.CHOICE:
            return chance.choice(field.choices) if field.choices else words(chance, 6)
        case Kind.DATE:
            return f"2026-01-{chance.randint(1, 28):02}"
        case Kind.MONTH:
            return f"2026-{chance.randint(1, 12):02}"
        case Kind.PERIOD:
            return "2026-01-01/2026-06-30"
        case Kind.TARGET:
            return chance.choice(TARGETS)
        case _:
            return words(chance, 15, lines=field.kind is Kind.PARAGRAPH)
