"""Persons in texts: their names, and the numbers by which they are reached or known."""

from budgetdesk.domain.persons.finder import Personal, Persons, What
from budgetdesk.domain.persons.labels import CellLabels
from budgetdesk.domain.persons.likely import is_surely
from budgetdesk.domain.persons.names import names_in

__all__ = ["CellLabels", "Personal", "Persons", "What", "is_surely", "names_in"]
