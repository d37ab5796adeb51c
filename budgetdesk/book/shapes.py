"""Which attributes of a record are columns of its table, by the same names."""

from dataclasses import fields

from budgetdesk.domain.records import OverallByDirection, OverallBySource, Payer

PROJECT_TEXTS = (
    "name attribute period category overview basis necessity safeguards plan "
    "responsible handler phone filed_at"
).split()
# The goals are one attribute with two horizons, and two columns.
PROJECT_GOALS = ["goal_implementation", "goal_annual"]

FUNDING_AMOUNTS = ["total", *(payer.value for payer in Payer)]
INDICATOR_TEXTS = ["level1", "level2", "name", "target"]

OVERALL_VALUES = (
    "internal_departments subordinate_units approved_staffing actual_staff staff_on_quota "
    "other_staff duties strategic_goal annual_goal"
).split()
SOURCES = [f"source_{field.name}" for field in fields(OverallBySource)]
DIRECTIONS = [f"direction_{field.name}" for field in fields(OverallByDirection)]
