"""Rules to begin with: what offices ask of a form most, made for the cell that is chosen."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.dictionary.expressions.values import ValueKind, kind_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.severity import Severity
from budgetdesk.exchange.drawing.drawn import DrawnCell, DrawnForm, DrawnRule
from budgetdesk.exchange.drawing.formula_names import list_name, printed_name

_SUMMED = (ValueKind.MONEY, ValueKind.NUMBER)
_PARTS = 2  # of a total, to begin with
_SOURCE = "本表填报要求"


class RulePattern(NamedTuple):
    """A kind of rule, and how one is made for a chosen cell; None where it suits no such cell."""

    name: str
    make: "Callable[[RuleCell], DrawnRule | None]"


class RuleCell(NamedTuple):
    """The chosen cell of a form, whose record kind is as the set declares it."""

    form: DrawnForm
    kind: KindDeclaration
    cell: DrawnCell

    @property
    def name(self) -> str:
        """What a formula calls the cell's field."""
        return self.name_of(self.cell)

    @property
    def rows(self) -> str:
        """The list that the cell stands in, where the set gives it."""
        return self.cell.list_path if self.cell.list_path in self.kind.lists else ""

    def name_of(self, cell: DrawnCell) -> str:
        """What a formula calls a cell's field."""
        return printed_name(self.form, self.kind, cell)

    def value_of(self, cell: DrawnCell) -> ValueKind | None:
        """What a cell gives in a formula."""
        field = self.kind.fields.get(cell.path)
        return None if field is None else kind_of(field.kind)

    @property
    def is_summed(self) -> bool:
        """Whether the cell is an amount or a number."""
        return self.value_of(self.cell) in _SUMMED

    @property
    def is_text(self) -> bool:
        """Whether words are typed into the cell."""
        field = self.kind.fields.get(self.cell.path)
        typed = self.is_typed(self.cell)
        return field is not None and typed and field.kind in (Kind.LINE, Kind.PARAGRAPH)

    def beside(self) -> list[DrawnCell]:
        """The other cells of the record, or of the row: those behind it on the form come first."""
        cells = sorted(self.form.cells, key=lambda it: (it.box.row, it.box.column))
        alike = [it for it in cells if it.list_path == self.cell.list_path and not it.carried]
        paths = list(dict.fromkeys(it.path for it in alike if it.path in self.kind.fields))
        first = {it.path: it for it in reversed(alike)}
        if self.cell.path not in paths:
            return [first[path] for path in paths]
        at = paths.index(self.cell.path)
        return [first[path] for path in (*paths[at + 1 :], *paths[:at])]

    def comparable(self) -> list[DrawnCell]:
        """Those of them that are typed and give the same kind of value."""
        wanted = self.sort_of(self.cell)
        return [it for it in self.beside() if self.is_typed(it) and self.sort_of(it) == wanted]

    def sort_of(self, cell: DrawnCell) -> tuple[ValueKind | None, bool]:
        """What a cell gives, and whether as a share of a hundred."""
        field = self.kind.fields.get(cell.path)
        return self.value_of(cell), field is not None and field.kind is Kind.PERCENT

    def is_typed(self, cell: DrawnCell) -> bool:
        """Whether a cell is filled in by hand."""
        return not (cell.computed or cell.carried or cell.path in self.kind.formulas)

    def rule(
        self, title: str, when: str, message: str, why: str, at: DrawnCell | None = None
    ) -> DrawnRule:
        """A rule of the cell's record, or of the rows that it is one of."""
        path = (at or self.cell).path
        severity = Severity.ERROR.value
        return DrawnRule("", title, severity, self.rows, when, path, message, why, _SOURCE)


def patterns_for(chosen: RuleCell) -> Iterator[tuple[str, DrawnRule]]:
    """The rules that suit a chosen cell, by what they are called."""
    for pattern in _PATTERNS:
        if (rule := pattern.make(chosen)) is not None:
            yield pattern.name, rule


def _required(chosen: RuleCell) -> DrawnRule | None:
    if not chosen.is_typed(chosen.cell):
        return None
    name = chosen.name
    message, why = f"请填写{_bare(name)}。", "这一格不能空着。"
    return chosen.rule(f"{_bare(name)}没有填写", f"blank({name})", message, why)


def _total(chosen: RuleCell) -> DrawnRule | None:
    parts = chosen.comparable()[:_PARTS]
    if not chosen.is_summed or len(parts) < _PARTS:
        return None
    name, sum_ = chosen.name, f"total({', '.join(map(chosen.name_of, parts))})"
    message = f"{_bare(name)}为 {{{name}}}，分项相加为 {{{sum_}}}，应当相等。"
    title, why = f"{_bare(name)}不等于分项合计", "合计要等于各分项之和。"
    return chosen.rule(title, f"{name} ≠ {sum_}", message, why)


def _list_total(chosen: RuleCell) -> DrawnRule | None:
    wanted = chosen.sort_of(chosen.cell)
    listed = (it for it in chosen.form.cells if it.list_path in chosen.kind.lists)
    column = next((it for it in listed if chosen.sort_of(it) == wanted), None)
    if chosen.rows or not chosen.is_summed or column is None:
        return None
    listed_name = list_name(chosen.kind, column.list_path)
    name, sum_ = chosen.name, f"sum({listed_name}, {chosen.name_of(column)})"
    message = f"{_bare(name)}为 {{{name}}}，{_bare(listed_name)}各行相加为 {{{sum_}}}，应当相等。"
    title = f"{_bare(name)}不等于{_bare(listed_name)}合计"
    return chosen.rule(title, f"{name} ≠ {sum_}", message, "明细相加要等于总数。")


def _not_above(chosen: RuleCell) -> DrawnRule | None:
    other = next(iter(chosen.comparable()), None)
    ordered = (*_SUMMED, ValueKind.DATE)
    if other is None or chosen.value_of(chosen.cell) not in ordered:
        return None
    name, most = chosen.name, chosen.name_of(other)
    message = f"{_bare(name)}（{{{name}}}）大于{_bare(most)}（{{{most}}}）。"
    title = f"{_bare(name)}大于{_bare(most)}"
    return chosen.rule(title, f"{name} > {most}", message, f"{_bare(name)}不能大于{_bare(most)}。")


def _without_words(chosen: RuleCell) -> DrawnRule | None:
    if not chosen.is_text:
        return None
    name = chosen.name
    title, why = f"{_bare(name)}写得不明确", "这些字说明内容还没有定。"
    message = f"{_bare(name)}里有“待定”“暂无”这样的字，请写明。"
    return chosen.rule(title, f"contains({name}, “待定”, “暂无”)", message, why)


def _long_enough(chosen: RuleCell) -> DrawnRule | None:
    if not chosen.is_text:
        return None
    name = chosen.name
    message = f"{_bare(name)}只有 {{length({name})}} 个字，请写清楚。"
    return chosen.rule(f"{_bare(name)}太短", f"length({name}) < 10", message, "太短说不清楚。")


def _follows(chosen: RuleCell) -> DrawnRule | None:
    other = next(filter(chosen.is_typed, chosen.beside()), None)
    if other is None or not chosen.is_typed(chosen.cell):
        return None
    name, asked = chosen.name, chosen.name_of(other)
    choices = chosen.kind.fields[chosen.cell.path].choices
    met = f"{name} = “{choices[0]}”" if choices else f"非 blank({name})"
    told = f"{_bare(name)}是“{choices[0]}”的" if choices else f"填了{_bare(name)}的"
    title = f"{told[:-1]}，没有填{_bare(asked)}"
    message = f"{told}，请填写{_bare(asked)}。"
    return chosen.rule(title, f"{met} 且 blank({asked})", message, "两格要一起填。", other)


def _bare(name: str) -> str:
    """A name as a sentence says it."""
    return name.strip("「」")


_PATTERNS: Sequence[RulePattern] = (
    RulePattern("必填", _required),
    RulePattern("合计等于分项", _total),
    RulePattern("等于明细合计", _list_total),
    RulePattern("不大于另一格", _not_above),
    RulePattern("文字不含某些字", _without_words),
    RulePattern("文字不少于几个字", _long_enough),
    RulePattern("填了这格就要填另一格", _follows),
)
