"""年度预算 of the overall form: by the budgets it comes from, and by what it is for."""

from dataclasses import field

from budgetdesk.domain.immutable import immutable


@immutable
class OverallBySource:
    """年度预算 of the overall form by budget, in 分."""

    total: int | None = None
    general: int | None = None
    fund: int | None = None
    state_capital: int | None = None
    social_insurance: int | None = None
    special_account: int | None = None
    unit_funds: int | None = None


@immutable
class OverallByDirection:
    """年度预算 of the overall form by use, in 分."""

    total: int | None = None
    basic: int | None = None
    project: int | None = None


@immutable
class OverallFunding:
    """年度预算 of the overall form, split both ways."""

    by_source: OverallBySource = field(default_factory=OverallBySource)
    by_direction: OverallByDirection = field(default_factory=OverallByDirection)
