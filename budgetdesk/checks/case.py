"""What a rule is given: a record with everything derived from it, computed once and kept."""

import re
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import ClassVar

from budgetdesk.checks.booked import Ledger
from budgetdesk.checks.indicator_case import IndicatorCase
from budgetdesk.checks.language.documents import Citation, cited_documents
from budgetdesk.checks.language.likeness import bare as bare_text
from budgetdesk.checks.language.likeness import fingerprint
from budgetdesk.checks.listed_forms import FormFace, pair_up
from budgetdesk.checks.office import Office, bare, branch
from budgetdesk.checks.record_case import DeclaredCase, RecordCase
from budgetdesk.checks.rule import Scope
from budgetdesk.checks.shown import overall_as_shown, project_as_shown
from budgetdesk.dictionary.declaration import RowList
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.livelihood import ListedProject
from budgetdesk.domain.records import (
    OVERALL_TEXTS,
    PARAGRAPHS,
    Horizon,
    Indicator,
    OverallForm,
    Project,
    RecordKind,
)
from budgetdesk.domain.target import parse_target
from budgetdesk.domain.text import shorten

# A cell of the printed annual half holds at least so many characters.
_SHORTEST_CUT = 5

_YEARS_AND_BRACKETS = re.compile(r"[（(][^（）()]*[）)]|20\d\d年?(?:度|[-—至]+)?")

# What a rule reads that asks whether a form is filled at all.
CONTENT = (*PARAGRAPHS, "goals", "indicators")

# The same few names and targets stand in form after form.
_meaning = lru_cache(maxsize=16384)(parse_target)


class FormCase(RecordCase):
    """What the base forms share: indicators, each with its target understood."""

    def slot_ref(self, slot: Slot, horizon: Horizon = Horizon.ANNUAL) -> FieldRef:
        """The reference of a blank slot's name."""
        path = f"{self._list_path(horizon)}.name"
        return FieldRef(self.record, self._id, path, 0, slot.level1, slot.level2)

    @cached_property
    def indicators(self) -> tuple[IndicatorCase, ...]:
        """All indicators that hold anything, 实施期 first, in the order of the form."""
        return tuple(row for horizon in Horizon for row in self.of(horizon))

    @cached_property
    def rows(self) -> dict[int, Indicator]:
        """The indicators by their row's id."""
        return {row.indicator.id: row.indicator for row in self.indicators}

    @cached_property
    def _row_order(self) -> dict[int, int]:
        return {row_id: place for place, row_id in enumerate(self.rows)}

    def row_place(self, band: RowList, row_id: int) -> int | None:
        """See `RecordCase`; blank indicators have none."""
        known = band.slotted and not band.own
        return self._row_order.get(row_id) if known else super().row_place(band, row_id)

    @cached_property
    def horizons(self) -> tuple[Horizon, ...]:
        """The horizons that the form has."""
        return tuple(horizon for horizon in Horizon if self._listed(horizon) is not None)

    @cached_property
    def told(self) -> tuple[IndicatorCase, ...]:
        """The indicators to speak of: one that both halves hold alike is spoken of once.

        In a one-year project the halves are mostly the same; a fault in both is one fault.
        """
        whole: dict[tuple[str, ...], IndicatorCase] = {}
        for row in self.of(Horizon.IMPLEMENTATION):
            whole.setdefault(_likeness(row), row)
        annual = []
        for row in self.of(Horizon.ANNUAL):
            twin = whole.get(_likeness(row))
            annual.append(row.beside(twin) if twin else row)
        twins = {id(row.twin) for row in annual if row.twin}
        alone = [row for row in self.of(Horizon.IMPLEMENTATION) if id(row) not in twins]
        return (*alone, *annual)

    @cached_property
    def _by_horizon(self) -> dict[Horizon, tuple[IndicatorCase, ...]]:
        filled = {
            horizon: tuple(row for row in self._cases(horizon) if not row.indicator.is_blank)
            for horizon in Horizon
        }
        annual, whole = filled[Horizon.ANNUAL], filled[Horizon.IMPLEMENTATION]
        return filled | {Horizon.ANNUAL: tuple(_made_whole(annual, whole))}

    def of(self, horizon: Horizon) -> tuple[IndicatorCase, ...]:
        """The indicators of one horizon."""
        return self._by_horizon[horizon]

    def whole_of(self, row: IndicatorCase) -> IndicatorCase | None:
        """The 实施期 indicator of the same name under the same level 2."""
        return self._whole_by_name.get((row.level2, bare_text(row.name)))

    @cached_property
    def _whole_by_name(self) -> dict[tuple[str, str], IndicatorCase]:
        named: dict[tuple[str, str], IndicatorCase] = {}
        for row in self.of(Horizon.IMPLEMENTATION):
            named.setdefault((row.level2, bare_text(row.name)), row)
        return named

    def lacks_target(self, row: IndicatorCase) -> bool:
        """Whether an annual indicator has no target where the 实施期 half has one of that name."""
        whole = self.whole_of(row) if row.horizon is Horizon.ANNUAL else None
        return bool(whole and whole.indicator.target.strip() and not row.indicator.target.strip())

    def costs(self, horizon: Horizon) -> tuple[IndicatorCase, ...]:
        """The cost indicators of one horizon, in the old tree and in the new."""
        return tuple(row for row in self.of(horizon) if row.is_cost)

    def costs_told(self) -> Iterator[IndicatorCase]:
        """The cost indicators to speak of."""
        return (row for row in self.told if row.is_cost)

    def in_level2(self, level2: str) -> Iterator[IndicatorCase]:
        """The indicators to speak of below a level 2, named without its suffix."""
        return (case for case in self.told if case.level2 == level2)

    def in_level1(self, level1: str) -> Iterator[IndicatorCase]:
        """The indicators to speak of below a level 1, named without its suffix."""
        return (case for case in self.told if case.level1 == level1)

    @abstractmethod
    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None: ...

    @abstractmethod
    def _list_path(self, horizon: Horizon) -> str: ...

    def _cases(self, horizon: Horizon) -> Iterator[IndicatorCase]:
        seen: dict[tuple[str, str], int] = {}
        path, form = self._list_path(horizon), (self.record, self._id)
        for indicator in self._listed(horizon) or ():
            slot = (indicator.level1, indicator.level2)
            index = seen[slot] = seen.get(slot, -1) + 1
            yield IndicatorCase(
                indicator,
                horizon,
                index,
                indicator.name.strip(),
                branch(indicator.level1, indicator.level2),
                bare(indicator.level2),
                _meaning(indicator.target),
                form,
                path,
            )


def _likeness(row: IndicatorCase) -> tuple[str, ...]:
    return row.level1, row.level2, row.name, row.indicator.target.strip()


def _made_whole(
    annual: tuple[IndicatorCase, ...], implementation: tuple[IndicatorCase, ...]
) -> Iterator[IndicatorCase]:
    """The annual rows, names that print cut short as the 实施期 half has them.

    The published halves differ in width: 符合条件申报对 stands beside 符合条件申报对象人数. Several
    rows cut to the same name take the longer ones in turn.
    """
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in implementation:
        names[row.level1, row.level2].append(row.name)
    seen: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in annual:
        slot = (row.level1, row.level2)
        longer = _longer_names(row.name, names[slot])
        if longer:
            rank = seen[(*slot, row.name)]
            seen[(*slot, row.name)] += 1
            yield replace(row, name=longer[min(rank, len(longer) - 1)], cut=True)
        else:
            yield row


def _longer_names(name: str, names: list[str]) -> list[str]:
    if len(name) < _SHORTEST_CUT or name in names:
        return []
    # A bracket behind it says more of the thing; print cuts anywhere.
    longer = (other for other in names if other.startswith(name))
    return [other for other in longer if other[len(name)] not in "（("]


class ProjectCase(FormCase):
    """A project as the rules see it. Immutable; a changed project gets a new case.

    `project` is what the form shows of it, `stored` all that the book holds.
    """

    record = RecordKind.PROJECT
    scopes = (Scope.PROJECT,)
    stored: Project

    def __init__(self, project: Project, office: Office) -> None:
        super().__init__(project.id)
        self.stored = project
        self.project = project_as_shown(project, office.shown)
        self.office = office
        self.title = project.name

    @cached_property
    def unfilled(self) -> bool:
        """See `RecordCase`."""
        return not self.project.is_filled_in

    @cached_property
    def content_ref(self) -> FieldRef:
        """Where a form that nothing is filled of begins: the first text that it has."""
        paths = (*PARAGRAPHS, *(f"goals.{horizon}" for horizon in Horizon))
        return self.ref(next(filter(self.shows, paths), "name"))

    @cached_property
    def short_name(self) -> str:
        """The project's name for a sentence about another one."""
        return shorten(self.project.name)

    @cached_property
    def citations(self) -> tuple[tuple[FieldRef, Citation], ...]:
        """The documents that basis and safeguards cite by title and number."""
        paths = ("basis", "safeguards")
        texts = ((self.ref(path), getattr(self.project, path)) for path in paths)
        return tuple((ref, cited) for ref, text in texts for cited in cited_documents(text))

    @cached_property
    def core_name(self) -> str:
        """Its name without years and brackets: what two projects of one programme share."""
        return bare_text(_YEARS_AND_BRACKETS.sub("", self.project.name))

    @cached_property
    def own_words(self) -> tuple[tuple[str, str], ...]:
        """The paths and bare texts that differ from project to project.

        Documents and rules of the house may be shared.
        """
        own = (path for path in PARAGRAPHS if path not in ("basis", "safeguards"))
        texts = [(path, getattr(self.project, path)) for path in own]
        texts.append(("goals.annual", self.project.goals.annual))
        return tuple((path, bare_text(text)) for path, text in texts)

    @cached_property
    def prints(self) -> "Prints":
        """The fingerprints of its annual indicators."""
        rows = self.of(Horizon.ANNUAL)
        quantities = [row for row in rows if row.level2 == "数量"]
        return Prints(
            fingerprint(_content_of(self.stored)),
            fingerprint(_said(r.level2, r.name, r.indicator.target) for r in rows),
            fingerprint(_said(r.name, r.indicator.target) for r in quantities),
            len(quantities),
            frozenset(bare_text(row.name) for row in rows),
        )

    @cached_property
    def texts(self) -> tuple[tuple[FieldRef, str], ...]:
        """Every paragraph and goal with its reference, blank ones too."""
        goals = ((f"goals.{horizon}", self.project.goals.of(horizon)) for horizon in Horizon)
        texts = [(path, getattr(self.project, path)) for path in PARAGRAPHS]
        texts += [(path, goal) for path, goal in goals if goal is not None]
        return tuple((self.ref(path), text) for path, text in texts)

    @property
    def form(self) -> Project:
        """The project as its form shows it."""
        return self.project

    def total(self, horizon: Horizon = Horizon.ANNUAL) -> int | None:
        """资金总额 of a horizon in 分; None when blank or when the form lacks the horizon."""
        funding = self.project.funding.of(horizon)
        return funding.total if funding else None

    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None:
        return self.project.indicators.of(horizon)

    def _list_path(self, horizon: Horizon) -> str:
        return f"indicators.{horizon}"


def _content_of(project: Project) -> Iterator[str]:
    """What a project says in the year, with its money: the same in one that was filed twice."""
    yield str(project.funding.annual.total)
    for text in (*(getattr(project, path) for path in PARAGRAPHS), project.goals.annual):
        yield bare_text(text)
    for row in project.indicators.annual:
        yield _said(row.level2, row.name, row.target)


def _said(*cells: str) -> str:
    """What the cells of a row say, without blanks, punctuation and width."""
    return "|".join(map(bare_text, cells))


@dataclass(frozen=True, slots=True)
class Prints:
    """Short keys that projects share whose content, indicators or quantities are the same.

    `names` are the bare names of all indicators.
    """

    content: str
    everything: str
    quantities: str
    counts: int
    names: frozenset[str]


class OverallCase(FormCase):
    """An overall form as the rules see it; its indicators are those of the year."""

    record = RecordKind.OVERALL
    scopes = (Scope.OVERALL,)
    stored: OverallForm

    def __init__(self, overall: OverallForm, office: Office) -> None:
        super().__init__(overall.id)
        self.stored = overall
        self.overall = overall_as_shown(overall, office.shown_overall)
        self.office = office
        self.title = overall.department.name

    @property
    def unfilled(self) -> bool:
        """See `RecordCase`."""
        return not any(getattr(self.overall, path).strip() for path in OVERALL_TEXTS)

    @property
    def form(self) -> OverallForm:
        """The overall form as it is printed."""
        return self.overall

    def _listed(self, horizon: Horizon) -> tuple[Indicator, ...] | None:
        return self.overall.indicators if horizon is Horizon.ANNUAL else None

    def _list_path(self, horizon: Horizon) -> str:  # noqa: ARG002 - there is one horizon only
        return "indicators"


@dataclass(frozen=True)
class UnitCase:
    """The projects of one unit, for rules that compare them with each other.

    It equals another of the same projects none of which was changed.
    """

    office: Office
    projects: tuple[ProjectCase, ...]
    title: str = "单位"
    scopes: ClassVar = (Scope.UNIT,)


def by_unit(office: Office, projects: Iterable[ProjectCase]) -> dict[int, UnitCase]:
    """The projects of each unit, by its id."""
    units: dict[int, list[ProjectCase]] = defaultdict(list)
    for project in projects:
        units[project.project.unit.id].append(project)
    return {one: UnitCase(office, tuple(listed)) for one, listed in units.items()}


@dataclass(frozen=True)
class BookCase:
    """The whole book, for rules that compare its records with each other."""

    office: Office
    projects: tuple[ProjectCase, ...]
    ledger: "Ledger"
    title: str = "账套"
    listed: tuple[ListedProject, ...] = ()  # the published 民生 list
    stages: Mapping[str, tuple[DeclaredCase, ...]] = field(default_factory=dict)  # by kind
    scopes: ClassVar = (Scope.BOOK,)

    @cached_property
    def listed_pairs(self) -> tuple[tuple[ListedProject, ProjectCase | None], ...]:
        """Each row of the published list with the project that it means, None where none is."""
        cases = {case.project.id: case for case in self.projects}
        faces = pair_up(self.listed, (_face(case) for case in self.projects) if self.listed else ())
        pairs = zip(self.listed, faces, strict=True)
        return tuple((row, cases[face.project_id] if face else None) for row, face in pairs)


def _face(case: ProjectCase) -> FormFace:
    unit = case.project.unit
    return FormFace(case.project.id, case.project.name, unit.name, unit.code or "", case.total())
