"""What the fields and lists of a record kind are called in formulas, conditions and rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from budgetdesk.dictionary.expressions.naming import NamedField, Naming, RowNaming
from budgetdesk.dictionary.expressions.values import ValueKind, kind_of
from budgetdesk.dictionary.parameters import Parameter
from budgetdesk.dictionary.surroundings import ALONE, Beside, Surroundings
from budgetdesk.domain.fields import HORIZON_LABELS, Field

_LEVELS = (
    NamedField("level1", ValueKind.TEXT, ("一级指标",)),
    NamedField("level2", ValueKind.TEXT, ("二级指标",)),
)


@dataclass(frozen=True)
class KindNames:
    """The names of a record's fields, and by the paths of its lists those of their rows'."""

    fields: tuple[NamedField, ...]
    rows: Mapping[str, RowNaming]

    @cached_property
    def alone(self) -> Naming:
        """The names of the record, and of its lists."""
        return Naming(self.fields, self.rows)


def names_of(
    fields: Mapping[str, Field],
    lists: Mapping[str, tuple[str, ...]],
    around: Surroundings = ALONE,
) -> KindNames:
    """The names of a kind's fields.

    Args:
        fields: all of them by path, those of its lists among them.
        lists: the names that its lists go by, by path.
        around: what else its formulas may read.
    """
    own = {path: _row_naming(path, names, fields) for path, names in lists.items()}
    alone = tuple(_named(it) for it in fields.values() if not it.listed)
    settings = (_setting(it) for it in around.parameters)
    beside = {kind: _record_naming(kind, it) for kind, it in around.beside.items()}
    return KindNames((*alone, *settings), {**beside, **own})


def _setting(parameter: Parameter) -> NamedField:
    kind = ValueKind.NUMBER if isinstance(parameter.value, Decimal) else ValueKind.STEPS
    return NamedField(parameter.path, kind, (parameter.name,), parameter.value)


def _record_naming(kind: str, beside: Beside) -> RowNaming:
    """The records of a kind as a list that those beside them may read."""
    alone = (it for it in beside.fields.values() if not (it.listed or it.carried))
    return RowNaming(kind, Naming(map(_named, alone)), beside.names)


def _row_naming(path: str, names: tuple[str, ...], fields: Mapping[str, Field]) -> RowNaming:
    own = (it for it in fields.values() if it.listed and it.path.rpartition(".")[0] == path)
    return RowNaming(path, Naming((*_LEVELS, *(_named(it, it.last) for it in own))), names)


def _named(field: Field, path: str = "") -> NamedField:
    names = (field.label, *field.aliases, *(_plain(field) if field.listed else ()))
    return NamedField(path or field.path, kind_of(field.kind), names)


def _plain(field: Field) -> tuple[str, ...]:
    """The name of a row's field without its horizon, which the list's name has."""
    plain = (field.label.removeprefix(label) for label in HORIZON_LABELS.values())
    return tuple(name for name in plain if name != field.label)
