"""What the formulas of a record kind may read beside its own fields and those of the one above."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from budgetdesk.dictionary.parameters import Parameter
from budgetdesk.domain.fields import Field
from budgetdesk.domain.immutable import immutable

if TYPE_CHECKING:
    from budgetdesk.dictionary.expressions.expression import Expression


class Beside(NamedTuple):
    """A kind whose records stand beside others: what they are called, and what they hold."""

    names: tuple[str, ...]
    fields: Mapping[str, Field]


class Above(NamedTuple):
    """The kind of the record above: its fields, and its formulas, read when first asked for."""

    kind: str
    fields: Mapping[str, Field]
    formulas: "Callable[[], Mapping[str, Expression]]"


@immutable
class Surroundings:
    """What formulas may read beside what their own record holds.

    `parameters` are the settings of the form set; `beside` the records that stand below the same
    one, of other kinds and those of the kind itself before this one, as lists by kind; `above` the
    kind of that one.
    """

    parameters: tuple[Parameter, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    above: Above | None = field(default=None, compare=False)


ALONE = Surroundings()
