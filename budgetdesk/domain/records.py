"""The records of a book: immutable, typed, free of storage and of screens.

Money is an integer count of 分; None is a blank, which differs from 0. An `id` of 0 marks a
record that is not in a book yet. A `uuid` is a record's or row's own for life, in every book that
it comes to; rows are equal where they say the same, whichever they are.
"""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar, final

from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.overall_funding import OverallByDirection, OverallBySource, OverallFunding
from budgetdesk.domain.whereabouts import InOffice, Whereabouts

T = TypeVar("T")
Form = TypeVar("Form", "Project", "OverallForm")
Declared = Mapping[str, object]
"""What a record holds of the fields and lists that its form set declares, by their paths."""


class Horizon(StrEnum):
    """实施期 / 年度: the two time spans of a project form."""

    IMPLEMENTATION = "implementation"
    ANNUAL = "annual"


class Payer(StrEnum):
    """Who pays, in the order of the project form."""

    CENTRAL = "central"
    PROVINCIAL = "provincial"
    LOCAL = "local"
    OWN = "own"
    OTHER = "other"


class Source(StrEnum):
    """资金来源: the budgets of the official tables."""

    GENERAL = "general"
    FUND = "fund"
    STATE_CAPITAL = "state_capital"
    SPECIAL_ACCOUNT = "special_account"
    UNIT_FUNDS = "unit_funds"


APPROPRIATED = (Source.GENERAL, Source.FUND, Source.STATE_CAPITAL)
"""财政拨款: the three budgets that a department is granted money from."""


class Nature(StrEnum):
    """基本支出 / 项目支出."""

    BASIC = "basic"
    PROJECT = "project"


class Origin(StrEnum):
    """当年预算 / 上年结转."""

    CURRENT = "current"
    CARRYOVER = "carryover"


class UnitKind(StrEnum):
    """What a unit is decides which government economic code its spending maps to."""

    ADMINISTRATIVE = "administrative"  # 行政
    CIVIL_SERVICE_LIKE = "civil_service_like"  # 参公
    INSTITUTION = "institution"  # 事业


class RecordKind(StrEnum):
    """The records whose fields can be pointed at; the value names the book's table.

    A project and an overall form are official forms. A department holds its ledger, what it tells
    for its 部门预算公开, and the tables and text computed from both.
    """

    PROJECT = "project"
    OVERALL = "overall"
    DEPARTMENT = "department"


@immutable
class Department(InOffice):
    """主管部门. The code is text (`202`, `034001`), never a number."""

    code: str
    name: str
    id: int = 0
    uuid: str = ""
    root: ClassVar[None] = None

    @property
    def department(self) -> "Department":
        """The department itself."""
        return self

    @property
    def whereabouts(self) -> Whereabouts:
        """Its name."""
        return Whereabouts(self.name)

    def title_on(self, form: str) -> str:  # noqa: ARG002 - the others are called so
        """What a form below it begins with."""
        return self.name


@immutable
class Unit(InOffice):
    """实施单位 below its department."""

    name: str
    department: Department
    code: str | None = None
    kind: UnitKind | None = None
    id: int = 0
    uuid: str = ""
    root: ClassVar[None] = None

    @property
    def whereabouts(self) -> Whereabouts:
        """Its department's name and its own."""
        return Whereabouts(self.department.name, self.name)

    def title_on(self, form: str) -> str:  # noqa: ARG002 - the others are called so
        """What a form below it begins with."""
        return self.name


@immutable
class PerHorizon(Generic[T]):
    """One thing for each horizon; `implementation` is None where the form has only the year."""

    implementation: T | None
    annual: T

    def of(self, horizon: Horizon) -> T | None:
        """The part of one horizon."""
        return self.annual if horizon is Horizon.ANNUAL else self.implementation


@immutable
class Funding:
    """项目资金 of one horizon in 分, split by who pays."""

    total: int | None = None
    central: int | None = None
    provincial: int | None = None
    local: int | None = None
    own: int | None = None
    other: int | None = None

    def of(self, payer: Payer) -> int | None:
        """The amount one payer gives, in 分."""
        amount: int | None = getattr(self, payer.value)
        return amount


@immutable
class Indicator:
    """三级指标: its name and target as typed, below level 1 and level 2 as the tree names them."""

    level1: str
    level2: str
    name: str = ""
    target: str = ""
    id: int = 0
    uuid: str = field(default="", compare=False)
    declared: Declared = field(default_factory=dict, hash=False)
    follows: ClassVar[str] = ""
    gone: ClassVar[int] = 0

    @property
    def said(self) -> tuple[object, ...]:
        """What was typed into the row."""
        return (self.name, self.target, *self.declared.values())

    @property
    def is_blank(self) -> bool:
        """Whether the row was added but nothing was typed."""
        declared = (str(value) for value in self.declared.values() if value is not None)
        return not (self.name.strip() or self.target.strip() or any(map(str.strip, declared)))


PARAGRAPHS = ("overview", "basis", "necessity", "safeguards", "plan")
"""The running texts of a project, by attribute, in the order of the form."""


@immutable
class Project(InOffice):
    """One project with everything its official form shows.

    Texts are "" when blank; None stands only where the published form has no such field at all
    (项目期 and 实施期 in the annual-only family).
    """

    name: str
    unit: Unit
    attribute: str = ""
    period: str | None = ""
    category: str = ""
    funding: PerHorizon[Funding] = field(default_factory=lambda: PerHorizon(Funding(), Funding()))
    overview: str = ""
    basis: str = ""
    necessity: str = ""
    safeguards: str = ""
    plan: str = ""
    goals: PerHorizon[str] = field(default_factory=lambda: PerHorizon("", ""))
    indicators: PerHorizon[tuple[Indicator, ...]] = field(
        default_factory=lambda: PerHorizon((), ())
    )
    responsible: str = ""
    handler: str = ""
    phone: str = ""
    filed_at: str = ""
    livelihood: bool = False  # 列入民生领域重大事项, where the form set has that list
    id: int = 0
    uuid: str = ""
    declared: Declared = field(default_factory=dict, hash=False)
    kind: ClassVar[str] = RecordKind.PROJECT
    funding_computed: ClassVar[bool] = False

    @property
    def root(self) -> "Project":
        """The base form that it is or stands below."""
        return self

    @property
    def department(self) -> Department:
        """The department that it stands below."""
        return self.unit.department

    @property
    def whereabouts(self) -> Whereabouts:
        """The names of its offices, and its own."""
        return self.unit.whereabouts._replace(project=self.name)

    def title_on(self, form: str) -> str:  # noqa: ARG002 - the others are called so
        """What a form of that name is called with this record on it."""
        return self.name

    @property
    def is_filled_in(self) -> bool:
        """Whether the form says more than name and money: a text, a goal or an indicator."""
        texts = (getattr(self, path) for path in PARAGRAPHS)
        goals = (self.goals.implementation or "", self.goals.annual)
        rows = (*(self.indicators.implementation or ()), *self.indicators.annual)
        said = any(text.strip() for text in (*texts, *goals))
        return said or not all(row.is_blank for row in rows)


@immutable
class LedgerLine:
    """One line of the budget ledger (预算明细), amount in 分.

    `project` is the name as the line gives it (None for basic expenditure); `project_id` the
    book's project of that name and unit.
    """

    unit: Unit
    function_code: str
    nature: Nature
    source: Source
    origin: Origin
    amount: int
    project: str | None = None
    department_economic: str | None = None
    government_economic: str | None = None
    project_id: int | None = None
    id: int = 0
    uuid: str = field(default="", compare=False)

    @property
    def lacks_form(self) -> bool:
        """Whether it names a project of this year for which its unit has no form."""
        expected = self.nature is Nature.PROJECT and self.origin is Origin.CURRENT
        return expected and bool(self.project) and self.project_id is None


@immutable
class RevenueLine:
    """One line of fund or state-capital revenue by revenue code (收入分类科目), amount in 分.

    `name` is for a code that the catalogue of the year lacks.
    """

    unit: Unit
    source: Source
    revenue_code: str
    amount: int
    name: str = ""
    id: int = 0
    uuid: str = field(default="", compare=False)


@immutable
class KeyTask:
    """年度重点任务 of the overall form."""

    core_function: str = ""
    task: str = ""
    id: int = 0
    uuid: str = field(default="", compare=False)
    declared: Declared = field(default_factory=dict, hash=False)
    level1: ClassVar[str] = ""
    level2: ClassVar[str] = ""
    follows: ClassVar[str] = ""
    gone: ClassVar[int] = 0

    @property
    def said(self) -> tuple[object, ...]:
        """What was typed into the row."""
        return (self.core_function, self.task, *self.declared.values())


OVERALL_TEXTS = ("duties", "strategic_goal", "annual_goal")
"""The running texts of an overall form, in its order."""


@immutable
class OverallForm(InOffice):
    """部门（单位）整体支出绩效目标申报表 of one department and year.

    Where the department has ledger lines, `by_source` and `by_direction` are computed from them,
    and `filled_in` holds what was typed or imported instead (all None where nothing was).
    """

    department: Department
    internal_departments: int | None = None
    subordinate_units: int | None = None
    approved_staffing: int | None = None
    actual_staff: int | None = None
    staff_on_quota: int | None = None
    other_staff: int | None = None
    duties: str = ""
    strategic_goal: str = ""
    annual_goal: str = ""
    by_source: OverallBySource = field(default_factory=OverallBySource)
    by_direction: OverallByDirection = field(default_factory=OverallByDirection)
    key_tasks: tuple[KeyTask, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    filled_in: OverallFunding | None = None
    id: int = 0
    uuid: str = ""
    declared: Declared = field(default_factory=dict, hash=False)
    kind: ClassVar[str] = RecordKind.OVERALL

    @property
    def root(self) -> "OverallForm":
        """The base form that it is or stands below."""
        return self

    @property
    def whereabouts(self) -> Whereabouts:
        """The name of its department."""
        return self.department.whereabouts

    @property
    def funding_computed(self) -> bool:
        """Whether the amounts are those of the ledger and so cannot be typed."""
        return self.filled_in is not None


@immutable
class DisclosureForm(InOffice):
    """What a department tells for its 部门预算公开, on its form.

    `entries` are what was told, by key; beside last year's amounts stand this year's (`now`) and
    the difference (`change`), as printed, in 分; `sums` are the entries of a kind together.
    """

    department: Department
    entries: Mapping[str, str | int]
    now: Mapping[str, int] = field(default_factory=dict)
    change: Mapping[str, int] = field(default_factory=dict)
    sums: Mapping[str, int] = field(default_factory=dict)
    kind: ClassVar[str] = RecordKind.DEPARTMENT
    funding_computed: ClassVar[bool] = False
    root: ClassVar[None] = None

    @property
    def whereabouts(self) -> Whereabouts:
        """The name of its department."""
        return self.department.whereabouts

    @property
    def id(self) -> int:
        """The department's id: it has one such form."""
        return self.department.id


@immutable
class DeclaredRow:
    """A row of a list that a form set declares: its values by the last part of their paths.

    `follows` is the uuid of the row of another list that it follows; `gone` says that this one is
    no longer there.
    """

    declared: Declared = field(default_factory=dict, hash=False)
    level1: str = ""
    level2: str = ""
    id: int = 0
    uuid: str = ""
    follows: str = ""
    gone: int = 0

    @property
    def said(self) -> tuple[object, ...]:
        """What was typed into the row."""
        return tuple(self.declared.values())


ListRow = Indicator | KeyTask | DeclaredRow


@final
@immutable
class DeclaredRecord(InOffice):
    """A record of a kind that a form set declares: its values by their paths, lists among them.

    `above` is the record it stands below, `number` what tells it apart from others there. `beside`
    are those below the same one that its formulas may read, by kind; `filled_in` says of one on its
    way from or to a file that it is marked as 填报完成.
    """

    kind: str
    above: "Above"
    declared: Declared = field(default_factory=dict, hash=False)
    number: str = ""
    id: int = 0
    uuid: str = ""
    beside: Mapping[str, tuple[object, ...]] = field(
        default_factory=dict, compare=False, repr=False
    )
    filled_in: bool = field(default=False, compare=False)
    funding_computed: ClassVar[bool] = False

    @property
    def root(self) -> Project | OverallForm | None:
        """The base form that it stands below; None below an office."""
        return self.above.root

    @property
    def department(self) -> Department:
        """The department that it stands below."""
        return self.above.department

    @property
    def whereabouts(self) -> Whereabouts:
        """The names of the offices, and of the project, that it stands below."""
        return self.above.whereabouts

    def title_on(self, form: str) -> str:
        """What a form of that name is called with this record on it."""
        return " ".join(filter(None, (self.above.title_on(""), form, self.number)))


Held = Project | OverallForm | DeclaredRecord
FormRecord = Held | DisclosureForm
Above = Department | Unit | Held
"""What a record of a declared kind may stand below."""
