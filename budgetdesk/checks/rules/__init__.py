"""The rules by theme, one small function each; importing this package registers them."""

from budgetdesk.checks.rules import (  # noqa: F401 - importing registers
    benefits,
    completeness,
    consistency,
    costs,
    figures,
    funds,
    livelihood,
    office,
    outputs,
    satisfaction,
    texts,
    typing,
)
