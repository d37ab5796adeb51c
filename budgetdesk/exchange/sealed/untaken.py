"""What stands in a file that came down and is not taken: what is no cell, and what was typed."""

from collections.abc import Iterator

from budgetdesk.domain.text import shorten
from budgetdesk.exchange.sealed.edits import EditKind, HandEdit, hand_edits
from budgetdesk.exchange.sealed.opening import Opened

_MOST = 5  # cells that are told one by one
_LONGEST = 24


def untaken(opened: Opened) -> Iterator[str]:
    """In sentences. What is sealed counts, so what its sheets say otherwise has to be known."""
    yield from (f"文件中有{it}。" for it in opened.extras)
    edits = [it for it in hand_edits(opened) if it.kind is not EditKind.SHEETS_REORDERED]
    if not edits:
        return
    told = "；".join(map(_told, edits[:_MOST]))
    more = f"等 {len(edits)} 处" if len(edits) > _MOST else ""
    yield f"表中有手工填写的内容，没有读取，以封存的为准：{told}{more}。"


def _told(edit: HandEdit) -> str:
    old, new = (shorten(" ".join(it.split()), _LONGEST) or "（空）" for it in (edit.old, edit.new))
    return f"「{edit.sheet}」{edit.place} {old} → {new}"
