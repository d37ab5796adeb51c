"""Project forms as exchange JSON, `budgetdesk-projects/1`: read into records and written.

Amounts are decimal strings in 元, null is blank; 实施期 and 项目期 are null where the form set has
no such field. From version 2 on projects and indicators say which they are (`uuid`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from budgetdesk.dictionary.base import fields_of
from budgetdesk.dictionary.declaration import Dictionary, KindDeclaration
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.money import exchange_text, parse_yuan
from budgetdesk.domain.records import (
    PARAGRAPHS,
    Department,
    Funding,
    Horizon,
    Indicator,
    PerHorizon,
    Project,
    RecordKind,
    Unit,
    UnitKind,
)
from budgetdesk.domain.text import fold_name, shorten
from budgetdesk.exchange.claims import COMPUTED_KEY
from budgetdesk.exchange.declared_file import (
    computed_content,
    given_below,
    own_content,
    own_keys,
    own_row_content,
    read_own,
    read_own_row,
    reckoned_of,
    records_content,
    with_records,
)
from budgetdesk.exchange.enumerations import own_spelling
from budgetdesk.exchange.explanations_file import KEY, Given, GivenContents, read_given
from budgetdesk.exchange.shape import FILLED_IN, Shape
from budgetdesk.exchange.versions import (
    FORMAT_KEYS,
    UUID_KEY,
    FileFormat,
    identity_content,
    read_uuid,
)
from budgetdesk.forms.definition import FormSet

FORMAT = FileFormat("budgetdesk-projects/1", 2)

_SIGNATURE = tuple(path for path, field in fields_of(RecordKind.PROJECT).items() if field.foot)
_BASICS = ("attribute", *PARAGRAPHS)
_AMOUNTS = tuple(field.name for field in fields(Funding))
_LABELS = {path: field.label for path, field in fields_of(RecordKind.PROJECT).items()}
_HORIZONS = tuple(horizon.value for horizon in Horizon)


ProjectKey = tuple[str, ...]
"""A project by its department, unit and name, as `identity` says them."""


@dataclass(frozen=True, slots=True)
class ProjectsFile:
    """What a projects file says: its form set and year, and its projects without ids.

    `explanations` are 出错说明 by the identity of the project they came with. `units` are those
    of which the projects don't say all: with code or kind, or without projects. `filled_in` are
    the identities of those that are marked as 填报完成.
    """

    form_set: str
    fiscal_year: int
    projects: tuple[Project, ...]
    explanations: Mapping[tuple[str, ...], tuple[Given, ...]] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    filled_in: frozenset[tuple[str, ...]] = frozenset()

    def unprinted(self, form_set: FormSet) -> tuple[str, ...]:
        """The names of the signature's fields that are filled in and on no form of the set."""
        absent = _absent(form_set, _SIGNATURE)
        return tuple(
            form_set.in_own_words(_LABELS[path])
            for path in absent
            if any(value_of(project, path) for project in self.projects)
        )


def read_projects(shape: Shape, form_set: FormSet) -> ProjectsFile:
    """The projects of a file, enumerations in the form set's own spelling.

    Raises:
        ImportFault: a key is missing, a value of the wrong type, an amount or an indicator level
            unknown, a project named twice, or it fills in what the set's form has no place for.
    """
    known = form_set.dictionary.kinds[RecordKind.PROJECT].fields
    shape.reader.labels = {path: field.label for path, field in known.items()}
    shape.reader.own = form_set.in_own_words
    shape.known(*FORMAT_KEYS, "form_set", "fiscal_year", "region", "units", "projects")
    parts = tuple(shape.parts("projects"))
    projects = tuple(_project(part, form_set) for part in parts)
    _refuse_doubles(shape, projects)
    given = (
        (*read_given(part, known), *given_below(part, form_set.dictionary, project))
        for part, project in zip(parts, projects, strict=True)
    )
    explanations = {
        identity(project): own for project, own in zip(projects, given, strict=True) if own
    }
    units = tuple(map(_told_unit, shape.parts("units"))) if shape.has("units") else ()
    form_set_id, year = shape.text("form_set"), shape.number("fiscal_year")
    filled_in = frozenset(
        identity(project)
        for project, part in zip(projects, parts, strict=True)
        if part.is_filled_in
    )
    return ProjectsFile(form_set_id, year, projects, explanations, units, filled_in)


def _refuse_doubles(shape: Shape, projects: Iterable[Project]) -> None:
    seen: set[tuple[str, ...]] = set()
    for project in projects:
        key = identity(project)
        if key in seen:
            shape.about(f"项目「{project.name}」").fail(
                "name", f"「{project.unit.name}」的这个项目出现了两次，请删去一个。"
            )
        seen.add(key)


def identity(project: Project) -> ProjectKey:
    """What makes a project itself: its department, unit and name, whatever their width."""
    department = project.unit.department
    names = (department.name, project.unit.name, project.name)
    return (department.code, *map(fold_name, names))


def _project(numbered: Shape, form_set: FormSet) -> Project:
    name = numbered.name("name")
    shape = numbered.about(f"项目「{shorten(name, 40)}」")
    shape.known(
        "name", "department", "unit", "attribute", "period", "category", "funding", *PARAGRAPHS,
        "goals", "indicators", *_SIGNATURE, "livelihood", FILLED_IN, KEY, UUID_KEY,
        *own_keys(form_set.dictionary, RecordKind.PROJECT),
    )  # fmt: skip
    shape = shape.or_blank(_not_asked(form_set))
    horizons, tree = _Horizons(form_set), form_set.tree_of(RecordKind.PROJECT)
    project = Project(
        name=name,
        unit=_unit(shape),
        attribute=own_spelling(shape.text("attribute"), form_set.attributes),
        period=_period(shape, form_set),
        category=shape.text("category") if shape.has("category") else "",
        funding=horizons.funding(shape.part("funding")),
        goals=horizons.goals(shape.part("goals")),
        indicators=horizons.indicators(shape.part("indicators")),
        **shape.texts(*PARAGRAPHS, *_SIGNATURE),
        livelihood=shape.has("livelihood") and shape.flag("livelihood"),
        uuid=read_uuid(shape),
        declared=read_own(shape, form_set.dictionary, RecordKind.PROJECT, tree),
    )
    _refuse_lost(shape, project, form_set)
    return with_records(shape, form_set, project)


def _not_asked(form_set: FormSet) -> dict[str, object]:
    """What a file need not say of a project: what no form of the set asks for."""
    texts = _absent(form_set, (*_BASICS, *_SIGNATURE))
    blanks: dict[str, object] = dict.fromkeys(texts, "")
    if not has_period(form_set):
        blanks["period"] = None
    shown = form_set.shown(RecordKind.PROJECT)
    parts: dict[str, dict[str, object]] = {
        "funding": {"annual": {}},
        "goals": {"annual": ""},
        "indicators": {"annual": []},
    }
    return blanks | {
        part: blank
        for part, blank in parts.items()
        if not any(path.startswith(f"{part}.") for path in shown)
    }


def _refuse_lost(shape: Shape, project: Project, form_set: FormSet) -> None:
    """Nothing may come into a book that its form neither shows nor prints."""
    amounts = (f"funding.{horizon}.{name}" for horizon in _HORIZONS for name in _AMOUNTS)
    for path in _absent(form_set, (*_BASICS, *amounts)):
        if value_of(project, path):
            shape.fail(path, "本账套的表没有这一栏，导入后看不到也打印不出这项内容。")


def _absent(form_set: FormSet, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of the paths that the set's form doesn't show."""
    shown = form_set.shown(RecordKind.PROJECT)
    return tuple(path for path in paths if path not in shown)


def _unit(shape: Shape) -> Unit:
    department, unit = shape.part("department"), shape.part("unit")
    department.known("code", "name")
    unit.known("name")
    return Unit(unit.name("name"), Department(department.text("code"), department.name("name")))


def _told_unit(shape: Shape) -> Unit:
    """A unit with all that is known of it."""
    shape.known("name", "code", "kind", "department")
    department = shape.part("department")
    department.known("code", "name")
    kind = shape.text_or_none("kind")
    if kind not in (None, *UnitKind):
        shape.fail("kind", f"「{shorten(kind or '', 40)}」不是单位类型。")
    owner = Department(department.text("code"), department.name("name"))
    known_kind = UnitKind(kind) if kind else None
    return Unit(shape.name("name"), owner, shape.text_or_none("code"), known_kind)


def has_period(form_set: FormSet) -> bool:
    """Whether the set's project form has a 项目期."""
    return "period" in form_set.shown(RecordKind.PROJECT)


def _period(shape: Shape, form_set: FormSet) -> str | None:
    period = shape.text_or_none("period")
    if not has_period(form_set):
        if period:
            shape.fail("period", "本账套的表没有项目期，应为空值。")
        return None
    return own_spelling(period or "", form_set.periods)


@dataclass(frozen=True, slots=True)
class _Horizons:
    """What stands once for each horizon; the 实施期 only where the form set has it."""

    form_set: FormSet

    def funding(self, shape: Shape) -> PerHorizon[Funding]:
        shape = self._told(shape, {"annual": {}})
        long = self._implementation(shape)
        return PerHorizon(
            self._amounts(long, "implementation") if long else None,
            self._amounts(shape.part("annual"), "annual"),
        )

    def _told(self, shape: Shape, blanks: Mapping[str, object]) -> Shape:
        """A part by horizon, in which the 实施期 may be left out where the form has none."""
        both = Horizon.IMPLEMENTATION in self.form_set.horizons
        return shape.or_blank(dict(blanks) if both else {**blanks, "implementation": None})

    def _amounts(self, shape: Shape, horizon: str) -> Funding:
        """Amounts of one horizon; those that the form doesn't ask for may be left out."""
        paths = {f"funding.{horizon}.{name}": name for name in _AMOUNTS}
        absent = _absent(self.form_set, paths)
        return _funding(shape.or_blank({paths[path]: None for path in absent}))

    def goals(self, shape: Shape) -> PerHorizon[str]:
        shape = self._told(shape, {})
        self._implementation_stands(shape)
        return PerHorizon(shape.text_or_none("implementation"), shape.text("annual"))

    def indicators(self, shape: Shape) -> PerHorizon[tuple[Indicator, ...]]:
        shape = self._told(shape, self._unlisted())
        long = self._implementation_stands(shape)
        return PerHorizon(
            tuple(self._indicators(shape, "implementation")) if long else None,
            tuple(self._indicators(shape, "annual")),
        )

    def _unlisted(self) -> dict[str, object]:
        """The horizons whose indicators no form asks for, though it has the horizon."""
        shown = self.form_set.shown(RecordKind.PROJECT)
        paths = {horizon: f"indicators.{horizon}." for horizon in _HORIZONS}
        return {it: [] for it, path in paths.items() if not any(x.startswith(path) for x in shown)}

    def _implementation(self, shape: Shape) -> Shape | None:
        self._implementation_stands(shape)
        return shape.part_or_none("implementation")

    def _implementation_stands(self, shape: Shape) -> bool:
        """Whether the file gives the 实施期; it must exactly where the form set has it."""
        shape.known(*_HORIZONS)
        given = not shape.is_null("implementation")
        if given is not (Horizon.IMPLEMENTATION in self.form_set.horizons):
            having = "没有实施期，应为空值" if given else "有实施期，不能为空值"
            shape.fail("implementation", self.form_set.in_own_words(f"本账套的表{having}。"))
        return given

    def _indicators(self, shape: Shape, key: str) -> Iterator[Indicator]:
        band = self.form_set.dictionary.kinds[RecordKind.PROJECT].lists[f"indicators.{key}"]
        own = tuple(field.last for field in band.own_fields)
        known = ("level1", "level2", "name", "target", *own, COMPUTED_KEY, UUID_KEY)
        tree = self.form_set.tree_of(RecordKind.PROJECT)
        shown = self.form_set.shown(RecordKind.PROJECT)
        for part in shape.parts(key):
            part.known(*known)
            name, target = part.text("name"), part.text("target")
            level1, level2 = part.text("level1"), part.text("level2")
            slot = tree.find(level1, level2)
            if slot is None and band.level_fields[0].path in shown:
                slot = Slot(level1, level2)  # levels are typed there like anything else
            if slot is None:
                part.fail("level2", f"本账套的表没有「{level1} / {level2}」。")
            declared, uuid = read_own_row(part, band), read_uuid(part)
            row = Indicator(slot.level1, slot.level2, name, target, uuid=uuid, declared=declared)
            if any(value not in (None, "") for value in row.said):
                yield row


def _funding(shape: Shape) -> Funding:
    shape.known(*_AMOUNTS)
    return Funding(**{key: shape.amount(key, parse_yuan) for key in _AMOUNTS})


def projects_content(
    form_set: FormSet,
    fiscal_year: int,
    projects: Iterable[Project],
    explanations: GivenContents = MappingProxyType({}),
    units: Iterable[Unit] = (),
    filled_in: Collection[int] = (),
) -> dict[str, object]:
    """Projects, with the records that they hold below them, as the content of an exchange file.

    Of `units` those are told of which the projects don't say all; `filled_in` are the ids of the
    projects that are marked as 填报完成.
    """
    projects = tuple(projects)
    with_projects = {project.unit.id for project in projects}
    told = [unit_content(it) for it in units if it.code or it.kind or it.id not in with_projects]
    region = form_set.region
    return {
        **FORMAT.content,
        "form_set": form_set.id,
        "fiscal_year": fiscal_year,
        "region": {"code": region.code, "name": region.name, "level": region.level},
        **({"units": told} if told else {}),
        "projects": [
            {
                **_project_content(
                    project, explanations.get((project.kind, project.id)), form_set.dictionary
                ),
                **records_content(form_set.dictionary, project, explanations),
                **({FILLED_IN: True} if project.id in filled_in else {}),
            }
            for project in projects
        ],
    }


def unit_content(unit: Unit) -> dict[str, object]:
    """A unit as a projects file tells it."""
    department = {"code": unit.department.code, "name": unit.department.name}
    kind = unit.kind.value if unit.kind else None  # plain, as all that is sent
    return {"name": unit.name, "code": unit.code, "kind": kind, "department": department}


def _project_content(
    project: Project, explanations: list[dict[str, object]] | None, dictionary: Dictionary
) -> dict[str, object]:
    department, kind = project.unit.department, dictionary.kinds[RecordKind.PROJECT]
    reckoned = reckoned_of(kind, project)
    content: dict[str, object] = {
        "name": project.name,
        "department": {"code": department.code, "name": department.name},
        "unit": {"name": project.unit.name},
        "attribute": project.attribute,
        "period": project.period,
    }
    if project.category:
        content["category"] = project.category
    return content | {
        "funding": _by_horizon(project.funding, _funding_content),
        **{key: getattr(project, key) for key in PARAGRAPHS},
        "goals": _by_horizon(project.goals, str),
        "indicators": {
            horizon.value: _indicators_content(
                kind, reckoned, f"indicators.{horizon}", project.indicators.of(horizon)
            )
            for horizon in Horizon
        },
        **{key: getattr(project, key) for key in _SIGNATURE},
        **({"livelihood": True} if project.livelihood else {}),
        **({KEY: explanations} if explanations else {}),
        **own_content(kind, project),
        **identity_content(project.uuid),
    }


def _by_horizon(things: PerHorizon[Any], content_of: Any) -> dict[str, object]:
    return {
        horizon.value: None if things.of(horizon) is None else content_of(things.of(horizon))
        for horizon in Horizon
    }


def _funding_content(funding: Funding) -> dict[str, str | None]:
    return {key: exchange_text(getattr(funding, key)) for key in _AMOUNTS}


def _indicators_content(
    kind: KindDeclaration,
    reckoned: Reckoned,
    path: str,
    indicators: Iterable[Indicator] | None,
) -> list[dict[str, object]] | None:
    if indicators is None:
        return None
    band = kind.lists[path]
    return [
        {"level1": row.level1, "level2": row.level2, "name": row.name, "target": row.target}
        | own_row_content(band, row)
        | computed_content(kind, reckoned, band, row)
        | identity_content(row.uuid)
        for row in indicators
    ]
