"""The entries of the 部门预算公开: what a department tells that no table can give.

An entry's `label` is what the template of the document calls it (`{机构设置}`).
"""

from collections.abc import Mapping
from types import MappingProxyType

from budgetdesk.dictionary.base import base_dictionary
from budgetdesk.domain.fields import Field
from budgetdesk.domain.records import RecordKind

ENTRIES: Mapping[str, Field] = MappingProxyType(
    {
        entry.key: entry
        for entry in base_dictionary().kinds[RecordKind.DEPARTMENT].parts["entries"].fields
    }
)
VEHICLE_USES = tuple(
    key for key in ENTRIES if key.startswith("vehicle_") and key != "vehicle_quota"
)
PURCHASES = tuple(key for key in ENTRIES if key.startswith("purchase_"))
OFFICIAL_EXPENSES = ("abroad", "reception", "vehicle_purchase", "vehicle_operation")
"""“三公”经费 by the ends of their keys: `last_` and `reason_` stand before them."""

LAST_YEAR = tuple(key.removeprefix("last_") for key in ENTRIES if key.startswith("last_"))
"""What is compared with last year, by the ends of the keys."""
