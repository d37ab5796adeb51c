"""民生领域重大事项: the rows of the list as a finance bureau publishes it."""

from dataclasses import field

from budgetdesk.domain.immutable import immutable


@immutable
class ListedProject:
    """One row of a published 民生领域重大事项绩效目标情况表, amount in 分."""

    unit_code: str
    unit: str
    project: str
    amount: int | None = None
    id: int = 0
    uuid: str = field(default="", compare=False)
