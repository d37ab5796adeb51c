"""Formulas of the record above, reckoned for the records below it, whose forms show them too."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from budgetdesk.dictionary.expressions.expression import Expression
from budgetdesk.dictionary.expressions.pieces import Situation, Values
from budgetdesk.dictionary.expressions.values import ExpressionValue
from budgetdesk.domain.fields import Field

if TYPE_CHECKING:
    from budgetdesk.dictionary.declaration import KindDeclaration
    from budgetdesk.dictionary.reckoning import Reckoned


def formula_above(
    field: Field, above: "KindDeclaration | None", fields: Mapping[str, Field]
) -> Expression | None:
    """The formula of the record above that a field shows, for records below; None where none.

    It is the one that the kind above has read, with that record's names and lists.

    Args:
        field: of the kind below: `project.share`.
        above: the kind of the record above.
        fields: those of the kind below.
    """
    head, _, rest = field.path.partition(".")
    if above is None or not field.carried or head != above.kind or rest not in above.formulas:
        return None
    formula = above.formulas[rest]

    def run(situation: Situation) -> ExpressionValue:
        return formula.run(Situation(_Above(situation.record, above, fields)))

    reads = frozenset(f"{head}.{path}" for path in formula.reads)
    return Expression(formula.source, formula.kind, reads, run)


class _Above:
    """What the record above holds, asked of the one below it."""

    def __init__(
        self, below: Values, above: "KindDeclaration", fields: Mapping[str, Field]
    ) -> None:
        self._below, self._kind, self._fields = below, above, fields
        self._reckoned: Reckoned | None = None

    def value(self, path: str) -> object:
        """See `Values`: what the record below shows of it, once reckoned."""
        shown = f"{self._kind.kind}.{path}"
        return self._below.value(shown) if shown in self._fields else None

    def rows(self, path: str) -> Sequence[Values]:
        """See `Values`: the rows of the record above itself; the one below shows none of them."""
        from budgetdesk.dictionary.reckoning import Reckoned

        record = getattr(getattr(self._below, "record", None), "above", None)
        if getattr(record, "kind", "") != self._kind.kind or record is None:
            return ()
        if self._reckoned is None:
            self._reckoned = Reckoned(record, self._kind.fields, self._kind.formulas)
        return self._reckoned.rows(path)
