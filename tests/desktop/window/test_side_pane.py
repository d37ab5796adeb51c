"""What the side pane tells of a field's past."""

from functools import partial

import pytest

from budgetdesk.book.change import HistoryEntry, StepKind
from budgetdesk.desktop.window.side_pane import history_text
from budgetdesk.domain.fields import Kind
from budgetdesk.domain.typed import show_value


@pytest.mark.parametrize(
    ("kind", "deed"),
    [
        (StepKind.DO, "修改 项目概况"),
        (StepKind.UNDO, "撤销：修改 项目概况"),
        (StepKind.REDO, "重做：修改 项目概况"),
    ],
)
def test_work_taken_back_is_told_as_such(kind: StepKind, deed: str) -> None:
    entry = HistoryEntry(
        "2024-03-05T09:30:12", "某科", "修改 项目概况", kind, "overview", "甲", None
    )
    assert (
        history_text(entry, partial(show_value, Kind.PARAGRAPH))
        == f"03-05 09:30　某科　{deed}\n甲 → （空）"
    )


def test_where_a_value_was_imported_from_is_told() -> None:
    entry = HistoryEntry(
        "2024-03-05T09:30:12", "某科", "导入 公开.pdf", StepKind.DO, "overview", None, "甲",
        source="公开.pdf 第5页第3行",
    )  # fmt: skip
    told = history_text(entry, partial(show_value, Kind.PARAGRAPH))
    assert told == "03-05 09:30　某科　导入 公开.pdf\n导入自 公开.pdf 第5页第3行\n（空） → 甲"
