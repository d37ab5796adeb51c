"""What a published copy must not carry."""

from dataclasses import replace

from budgetdesk.domain.records import Project


def without_persons(project: Project) -> Project:
    """A project without 负责人, 经办人 and 联系电话."""
    return replace(project, responsible="", handler="", phone="")
