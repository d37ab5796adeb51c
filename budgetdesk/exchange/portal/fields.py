"""The fields of one project of the book, held against what a list says of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from budgetdesk.dictionary.declaration import FieldGroup, KindDeclaration
from budgetdesk.dictionary.reckoning import Reckoned
from budgetdesk.domain.fields import Field, FieldRef, value_of
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import Project
from budgetdesk.domain.typed import TypedError, parse_typed, show_value
from budgetdesk.exchange.foreign.reading import FieldReading, ProjectReading
from budgetdesk.exchange.portal.agreeing import amounts_agree, texts_agree
from budgetdesk.exchange.portal.differences import Edits, PortalDifference, PortalKind
from budgetdesk.exchange.portal.pairing import is_office_of, name_key, office_of

_NAME = "name"
_LOCAL = "funding.{}.local"
_ABOVE = ("central", "provincial")
_MOVED = "请在左侧目录中把项目移到这个单位，或在一体化中改"
_SUMMED = "它由各项资金合计得出，请改各项资金"
_RECKONED = "它由程序算出，请改算它的各栏"
_ODD = "一体化中的内容这一栏填不进，请在一体化中改"


@dataclass(frozen=True)
class ListedScope:
    """What a list tells of every project: the paths it has columns for, and its rounding in 分."""

    paths: frozenset[str]
    rounding: int


class FieldContrast:
    """Compares the fields of one pair."""

    def __init__(
        self, kind: KindDeclaration, scope: ListedScope, own: Project, listed: ProjectReading
    ) -> None:
        self._kind, self._scope = kind, scope
        self._own, self._listed = own, listed
        self._reckoned = Reckoned(own, kind.fields, kind.formulas)

    def differences(self) -> Iterator[PortalDifference]:
        """The fields that differ, in the order of the form."""
        yield from self._in_office()
        for path, field in self._kind.fields.items():
            if path in self._scope.paths and not (field.carried or field.listed):
                yield from self._in_field(path, field)

    def _in_office(self) -> Iterator[PortalDifference]:
        office = office_of(self._listed)
        if not is_office_of(self._own, office):
            yield self._told("实施单位", self._own.unit.name, office, "unit.name", (), _MOVED)

    def _in_field(self, path: str, field: Field) -> Iterator[PortalDifference]:
        found = self._listed.fields.get(path)
        theirs = found.text.strip() if found else ""
        value = self._reckoned.shown(field) if field.computed else value_of(self._own, path)
        ours = value if isinstance(value, str | int) else None
        if self._agree(path, field, ours, theirs):
            return
        edits, cure = self._mending(path, field, theirs)
        yield self._told(field.label, show_value(field.kind, ours), theirs, path, edits, cure)

    def _agree(self, path: str, field: Field, ours: str | int | None, theirs: str) -> bool:
        if path == _NAME:
            return name_key(str(ours)) == name_key(theirs)
        if field.kind is not Kind.MONEY:
            return texts_agree(field.kind, ours, theirs)
        amounts = {ours if isinstance(ours, int) else None, self._all_public(path)}
        return any(amounts_agree(it, theirs, self._scope.rounding) for it in amounts)

    def _all_public(self, path: str) -> int | None:
        """What all levels of government pay: a list without columns for each means that.

        Of other paths their own amount.
        """
        horizon = path.split(".")[1]
        own = value_of(self._own, path)
        above = [f"funding.{horizon}.{it}" for it in _ABOVE]
        if path != _LOCAL.format(horizon) or not self._scope.paths.isdisjoint(above):
            return own if isinstance(own, int) else None
        amounts = (own, *(value_of(self._own, it) for it in above))
        return sum(it for it in amounts if isinstance(it, int))

    def _mending(self, path: str, field: Field, theirs: str) -> tuple[Edits, str]:
        """The edit that lets the book say the same; why there is none."""
        if field.computed:
            return (), _RECKONED
        group = self._kind.group_of(path)
        if isinstance(group, FieldGroup) and self._is_summed(group, field):
            return (), _SUMMED
        try:
            parse_typed(field.kind, theirs)
        except TypedError:
            return (), _ODD
        declared = field if field.own else None
        ref = FieldRef(self._own.kind, self._own.id, path, declared=declared)
        return ((ref, theirs),), ""

    def _is_summed(self, group: FieldGroup, field: Field) -> bool:
        parts = (it.path for it in group.fields if it.last != group.total and not it.own)
        said = any(value_of(self._own, it) is not None for it in parts)
        return field.last == group.total and not group.total_free and said

    def _told(
        self, label: str, ours: str, theirs: str, path: str, edits: Edits, cure: str
    ) -> PortalDifference:
        found: FieldReading | None = self._listed.fields.get(path)
        place = found.cell.place if found else self._listed.fields[_NAME].cell.place
        own = self._own
        return PortalDifference(
            PortalKind.CHANGED, own.unit.name, own.name, label, ours, theirs, place, edits, cure
        )
