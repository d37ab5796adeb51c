"""What a line of the budget ledger may say in one book: units, projects, the year's catalogues.

`shown`, `editable` and `with_text` are a cell's text, the text to edit, and the line with another
text in that cell; what follows from a change (the government code, the project's link) is in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from budgetdesk.domain.catalogue import (
    Catalogue,
    CatalogueKind,
    Certainty,
    Correspondence,
    Counterpart,
    load_catalogue,
    load_correspondence,
)
from budgetdesk.domain.code_search import CodeKind, read_code
from budgetdesk.domain.ledger_words import (
    LABELS,
    NATURES,
    ORIGINS,
    SOURCES,
    LedgerField,
    nature_of,
    origin_of,
    source_of,
)
from budgetdesk.domain.money import MoneyError, parse_yuan, yuan_text
from budgetdesk.domain.records import LedgerLine, Nature, Origin, Source, Unit, UnitKind
from budgetdesk.domain.text import fold_name, one_line, shorten
from budgetdesk.domain.typed import TypedError

CODE_KINDS: Mapping[LedgerField, CodeKind] = {
    LedgerField.FUNCTION_CODE: CodeKind("功能科目", (3, 5, 7)),
    LedgerField.DEPARTMENT_ECONOMIC: CodeKind("部门经济科目", (3, 5)),
    LedgerField.GOVERNMENT_ECONOMIC: CodeKind("政府经济科目", (3, 5)),
}
_CATALOGUES = {
    LedgerField.FUNCTION_CODE: CatalogueKind.FUNCTION,
    LedgerField.DEPARTMENT_ECONOMIC: CatalogueKind.DEPARTMENT_ECONOMIC,
    LedgerField.GOVERNMENT_ECONOMIC: CatalogueKind.GOVERNMENT_ECONOMIC,
}
_UNIT_KINDS = {
    UnitKind.ADMINISTRATIVE: "行政单位",
    UnitKind.CIVIL_SERVICE_LIKE: "参公单位",
    UnitKind.INSTITUTION: "事业单位",
}
# What a fresh line lacks, as the pale words in its cells.
HINTS = {
    LedgerField.FUNCTION_CODE: "填写功能科目",
    LedgerField.PROJECT: "填写项目名称",
    LedgerField.AMOUNT: "填写金额",
}


@dataclass(frozen=True)
class LedgerTerms:
    """The units, the names of their projects by unit id, and the catalogues of the year."""

    year: int
    units: tuple[Unit, ...] = ()
    projects: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    # A cell's text

    def shown(self, line: LedgerLine, column: LedgerField) -> str:
        """A cell as the grid shows it: codes with their names, amounts in 元 with separators."""
        match column:
            case LedgerField.UNIT:
                return self.unit_name(line.unit)
            case LedgerField.NATURE:
                return NATURES[line.nature]
            case LedgerField.SOURCE:
                return SOURCES[line.source]
            case LedgerField.ORIGIN:
                return ORIGINS[line.origin]
            case LedgerField.PROJECT:
                return line.project or ""
            case LedgerField.AMOUNT:
                return yuan_text(line.amount, thousands=True) if line.amount else ""
        return self.code_text(column, getattr(line, column.value))

    def editable(self, line: LedgerLine, column: LedgerField) -> str:
        """A cell as the text to edit; `with_text` reads it back."""
        if column in CODE_KINDS:
            return getattr(line, column.value) or ""
        if column is LedgerField.AMOUNT:
            return yuan_text(line.amount) if line.amount else ""
        return self.shown(line, column)

    def unit_name(self, unit: Unit) -> str:
        """A unit's name, with its department's where two units share it."""
        return self._unit_names.get(unit.id, unit.name)

    def code_text(self, column: LedgerField, code: str | None) -> str:
        """A code with its name: `2100408 基本公共卫生服务`."""
        if not code:
            return ""
        name = self.catalogue(column).name_of(code)
        return f"{code} {name}" if name else code

    # A cell changed

    def with_text(self, line: LedgerLine, column: LedgerField, text: str) -> LedgerLine:
        """The line with another text in one cell.

        Raises:
            TypedError: the text doesn't suit the cell.
        """
        match column:
            case LedgerField.UNIT:
                return self._with_unit(line, self.unit_named(text))
            case LedgerField.NATURE:
                return _with_nature(line, nature_of(text))
            case LedgerField.SOURCE:
                return replace(line, source=source_of(text))
            case LedgerField.ORIGIN:
                return replace(line, origin=origin_of(text))
            case LedgerField.PROJECT:
                return self._with_project(line, one_line(text))
            case LedgerField.AMOUNT:
                return replace(line, amount=_amount(text))
        return self._with_code(line, column, text)

    def unit_named(self, text: str) -> Unit:
        """The unit a name or code stands for, a department's own office first.

        Raises:
            TypedError: the book has none.
        """
        folded = fold_name(text)
        if not folded:
            raise TypedError("单位不能为空。")
        found = self._units_by_name.get(folded)
        if found is None:
            raise TypedError(f"账套中没有单位「{shorten(text)}」，请从列表中选择或先新建这个单位。")
        return found

    def proposed(self, line: LedgerLine) -> str | None:
        """The government code that corresponds to a line's department code; None when unsure."""
        counterpart = self._counterpart(line)
        return counterpart.code if counterpart else None

    # What to look at

    def remark(self, line: LedgerLine, column: LedgerField) -> str:
        """What is open or odd about a cell, as one sentence; "" when nothing is."""
        match column:
            case LedgerField.PROJECT:
                return _project_remark(line)
            case LedgerField.AMOUNT:
                return "" if line.amount else "还没有填写金额。"
            case LedgerField.FUNCTION_CODE if not line.function_code:
                return "还没有填写功能科目。"
        if column not in CODE_KINDS:
            return ""
        code: str | None = getattr(line, column.value)
        if code and not self.catalogue(column).name_of(code):
            return f"目录中没有{CODE_KINDS[column].name} {code}，请核对编码。"
        if column is LedgerField.FUNCTION_CODE:
            return ""
        return self._correspondence_remark(line, column)

    # The catalogues

    def catalogue(self, column: LedgerField) -> Catalogue:
        """The catalogue of a code column."""
        return self._catalogues[column]

    @cached_property
    def _catalogues(self) -> Mapping[LedgerField, Catalogue]:
        return {column: load_catalogue(kind, self.year) for column, kind in _CATALOGUES.items()}

    @cached_property
    def _correspondence(self) -> Correspondence:
        return load_correspondence(self.year)

    @cached_property
    def _unit_names(self) -> Mapping[int, str]:
        names = [unit.name for unit in self.units]
        return {
            unit.id: f"{unit.department.name}／{unit.name}"
            if names.count(unit.name) > 1
            else unit.name
            for unit in self.units
        }

    @cached_property
    def _spellings(self) -> Mapping[tuple[int, str], str]:
        return {
            (unit_id, fold_name(name)): name
            for unit_id, names in self.projects.items()
            for name in reversed(names)
        }

    @cached_property
    def _units_by_name(self) -> Mapping[str, Unit]:
        # The last one counts: plain names over codes, a department's own office over others.
        own_last = sorted(self.units, key=lambda unit: unit.name == unit.department.name)
        found = {fold_name(unit.code): unit for unit in own_last if unit.code}
        found |= {fold_name(unit.name): unit for unit in own_last}
        return found | {fold_name(self.unit_name(unit)): unit for unit in self.units}

    # Parts of a change

    def _with_unit(self, line: LedgerLine, unit: Unit) -> LedgerLine:
        if unit.id == line.unit.id:
            return line
        return self._with_proposal(line, replace(line, unit=unit, project_id=None))

    def _with_project(self, line: LedgerLine, name: str) -> LedgerLine:
        if not name:
            return replace(line, project=None, project_id=None)
        spelled = self._own_spelling(line.unit, name)
        if spelled == line.project and line.nature is Nature.PROJECT:
            return line
        return replace(line, project=spelled, project_id=None, nature=Nature.PROJECT)

    def _own_spelling(self, unit: Unit, name: str) -> str:
        """The unit's project of that name as it is written there, else the name as given."""
        if name in self.projects.get(unit.id, ()):
            return name
        return self._spellings.get((unit.id, fold_name(name)), name)

    def _with_code(self, line: LedgerLine, column: LedgerField, text: str) -> LedgerLine:
        codes = read_code(self.catalogue(column), CODE_KINDS[column], text)
        code = self._only(line, column, codes, text)
        if column is LedgerField.FUNCTION_CODE:
            return replace(line, function_code=code or "")
        if column is LedgerField.GOVERNMENT_ECONOMIC:
            return replace(line, government_economic=code)
        return self._with_proposal(line, replace(line, department_economic=code))

    def _only(
        self, line: LedgerLine, column: LedgerField, codes: tuple[str, ...], text: str
    ) -> str | None:
        """The one code that is meant; of several government codes, the one that corresponds."""
        if len(codes) <= 1:
            return codes[0] if codes else None
        proposed = self.proposed(line)
        if column is LedgerField.GOVERNMENT_ECONOMIC and proposed in codes:
            return proposed
        listed = "、".join(codes)
        raise TypedError(f"「{shorten(text)}」可能是 {listed}，请填其中一个编码。")

    def _with_proposal(self, before: LedgerLine, after: LedgerLine) -> LedgerLine:
        """The changed line with the government code that follows, unless it was chosen freely."""
        if before.government_economic not in (None, self.proposed(before)):
            return after
        return replace(after, government_economic=self.proposed(after))

    def _counterpart(self, line: LedgerLine) -> Counterpart | None:
        code = line.department_economic
        if code is None:
            return None
        if line.unit.kind is not None:
            return self._correspondence.of(code, line.unit.kind)
        found = {self._correspondence.of(code, kind) for kind in UnitKind}
        return found.pop() if len(found) == 1 else None

    def _correspondence_remark(self, line: LedgerLine, column: LedgerField) -> str:
        counterpart = self._counterpart(line)
        if counterpart is None or counterpart.certainty is Certainty.UNCERTAIN:
            return ""
        kind = _UNIT_KINDS[line.unit.kind] if line.unit.kind else "单位"
        department = self.code_text(LedgerField.DEPARTMENT_ECONOMIC, line.department_economic)
        if counterpart.code is None:
            unused = column is LedgerField.DEPARTMENT_ECONOMIC
            return f"{kind}一般不使用 {department}。" if unused else ""
        given = line.government_economic
        if column is LedgerField.DEPARTMENT_ECONOMIC or given in (None, counterpart.code):
            return ""
        government = self.code_text(column, counterpart.code)
        return f"{kind}的 {department} 对应 {government}。"


def fresh_line(unit: Unit, like: LedgerLine | None = None) -> LedgerLine:
    """A new line: unit, nature, source and origin as in another line, the rest to be filled in."""
    if like is not None:
        return LedgerLine(like.unit, "", like.nature, like.source, like.origin, amount=0)
    return LedgerLine(unit, "", Nature.PROJECT, Source.GENERAL, Origin.CURRENT, amount=0)


def _with_nature(line: LedgerLine, nature: Nature) -> LedgerLine:
    if nature is Nature.BASIC:  # basic expenditure has no project
        return replace(line, nature=nature, project=None, project_id=None)
    return replace(line, nature=nature)


def _amount(text: str) -> int:
    try:
        return parse_yuan(text) or 0
    except MoneyError as error:
        raise TypedError(str(error)) from error


def _project_remark(line: LedgerLine) -> str:
    if line.nature is Nature.BASIC:
        return ""
    if line.project is None:
        return "项目支出应填写项目名称。"
    if line.project_id is None and line.origin is Origin.CURRENT:
        return "这个单位没有同名项目的申报表。"
    return ""


def field_label(column: LedgerField) -> str:
    """A column's name for sentences, without its unit of measure."""
    return LABELS[column].partition("（")[0]
