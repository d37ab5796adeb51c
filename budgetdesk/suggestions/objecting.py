"""What 审核 would say against a suggestion: nobody is offered what is then found fault with."""

from collections.abc import Sequence
from dataclasses import replace

from budgetdesk.checks.case import ProjectCase
from budgetdesk.checks.grading import gradings
from budgetdesk.checks.office import Office
from budgetdesk.checks.rules_in_force import RulesInForce
from budgetdesk.domain.records import Indicator, PerHorizon, Project, RecordKind
from budgetdesk.forms.definition import FormSet
from budgetdesk.suggestions.past import place_of

# Rules that judge an indicator by what it says itself; others hold it against the whole form.
_OF_ONE = "Q08 Q09 Q14 Q15 Q16 Q17 Q18 Q21 Q23 Q26 Q28 Q29 Q30 Q32 Q33 Q53".split()

Offered = tuple[str, str]
"""A name and a value."""


class Objecting:
    """The rules of a form set, asked about indicators that stand in no form yet."""

    def __init__(self, form_set: FormSet, fiscal_year: int) -> None:
        shown = form_set.shown(RecordKind.PROJECT)
        self._office = Office(form_set, fiscal_year, shown=shown)
        rules, grades = RulesInForce(form_set), gradings(form_set, {})[0]
        self._rules = [(rules[it], grades[it].limits) for it in _OF_ONE if grades[it].on]
        slots = form_set.tree.slots()
        self._slots = {place_of(slot.level1, slot.level2): slot for slot in slots}

    def against(
        self, project: Project, place: str, offered: Sequence[Offered]
    ) -> frozenset[Offered]:
        """Those that would be found fault with at a place of a project; all are asked at once."""
        slot = self._slots.get(place)
        if slot is None or not offered:
            return frozenset()
        rows = {
            -number: Indicator(slot.level1, slot.level2, name, target, -number)
            for number, (name, target) in enumerate(offered, start=1)
        }
        own = replace(project, indicators=PerHorizon(None, tuple(rows.values())))
        case = ProjectCase(own, self._office)
        found = {it.ref.row_id for rule, limits in self._rules for it in rule.run(case, limits)}
        return frozenset((row.name, row.target) for at, row in rows.items() if at in found)
