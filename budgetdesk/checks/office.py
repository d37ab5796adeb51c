"""The book around a record as the rules see it: its form set, its year, what its forms show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from budgetdesk.book.ceilings import Ceilings
from budgetdesk.checks.finding import Found, SetField
from budgetdesk.dictionary.base import is_base
from budgetdesk.dictionary.standing import has_form
from budgetdesk.domain.fields import Field
from budgetdesk.domain.indicator_tree import Slot
from budgetdesk.domain.indicator_tree import bare as bare_level
from budgetdesk.domain.records import Department, RecordKind, Unit
from budgetdesk.forms.definition import FormSet

# The same few names stand in form after form.
bare = lru_cache(maxsize=512)(bare_level)
_SATISFACTION = "满意度"


def branch(level1: str, level2: str) -> str:
    """The level 1 that a slot means: some trees have 满意度 as a level 2 below 效益."""
    return _SATISFACTION if _SATISFACTION in level2 else bare(level1)


@dataclass(frozen=True)
class Office:
    """The book around a record: its form set and year, and who belongs to it."""

    form_set: FormSet
    fiscal_year: int
    departments: tuple[Department, ...] = ()
    units: tuple[Unit, ...] = ()
    shown: frozenset[str] = frozenset()  # paths of the fields that the project form has
    filled_in: Mapping[str, str] = field(default_factory=dict)  # the marks of 填报完成
    handing_in: bool = False  # every form counts as filled in
    ceilings: Mapping[str, Ceilings] = field(default_factory=dict)  # 控制数, by the units' uuids

    @property
    def cost_slot(self) -> Slot | None:
        """Where a cost is filed: 成本指标 of the old tree, 经济成本 of the new one."""
        tree = self.form_set.tree_of(RecordKind.PROJECT)
        return tree.find("产出", "成本") or tree.find("成本", "经济成本")

    def slots_of(self, level1: str) -> Iterator[Slot]:
        """The slots below a level 1, named without its suffix."""
        slots = self.form_set.tree_of(RecordKind.PROJECT).slots()
        return (slot for slot in slots if branch(slot.level1, slot.level2) == level1)

    @cached_property
    def shown_overall(self) -> frozenset[str]:
        """The paths of the fields that the overall form has; none where the set has no such form.

        A department tells of its ledger and document as well: those are no forms.
        """
        return self.form_set.shown(RecordKind.OVERALL)

    @cached_property
    def declared(self) -> Mapping[str, Mapping[str, Field]]:
        """The fields of each kind that are not just as the base dictionary has them, by path."""
        return {
            kind: {path: it for path, it in said.fields.items() if not is_base(kind, it)}
            for kind, said in self.form_set.dictionary.kinds.items()
        }

    @cached_property
    def _shown_on(self) -> Mapping[str, frozenset[str]]:
        """The paths of the fields that the forms of each kind that is one have."""
        kinds = filter(has_form, self.form_set.dictionary.kinds)
        return {kind: self.form_set.shown(kind) for kind in kinds}

    def shows(self, record: str, path: str) -> bool:
        """Whether the form of a kind has a field, or it is of no form at all."""
        shown = self._shown_on.get(record)
        return path in shown if shown is not None else not has_form(record)

    def on_form(self, found: Found) -> Found | None:
        """What a rule found, as far as it is of fields that the form has; None where it is not.

        A cure that would write into another field is left out.
        """
        if not self.shows(found.ref.record, found.ref.path):
            return None
        if found.fix is None:
            return found
        written = [edit.ref for edit in found.fix.edits if isinstance(edit, SetField)]
        whole = all(self.shows(ref.record, ref.path) for ref in written)
        return found if whole else replace(found, fix=None)
