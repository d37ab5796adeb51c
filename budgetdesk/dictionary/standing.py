"""Where the records of a kind stand: with a form of their own or not, below what, on which line."""

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.records import FormRecord, Project, RecordKind


def has_form(kind: str) -> bool:
    """Whether a kind's records are forms; a department's are lines, figures and paragraphs."""
    return kind != RecordKind.DEPARTMENT


def is_overall(kind: str) -> bool:
    """Whether a kind is the overall form, which the line of its department bears."""
    return kind == RecordKind.OVERALL


def is_project(kind: str) -> bool:
    """Whether a kind is that of projects, each of which has a line of the tree."""
    return kind == RecordKind.PROJECT


def as_project(record: FormRecord) -> Project | None:
    """The record as what is reasoned about projects in Python reads it; None for any other."""
    return record if isinstance(record, Project) else None


def is_below_project(kind: KindDeclaration) -> bool:
    """Whether a kind's records stand right below projects."""
    return is_project(kind.below)
