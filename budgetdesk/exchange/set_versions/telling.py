"""The changes of a form set in words: for the console, for a list in the window, as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from budgetdesk.domain.text import shorten
from budgetdesk.exchange.set_versions.changes import SetChange, SetChangeKind
from budgetdesk.exchange.set_versions.offering import SetOffer

_Held = Mapping[SetChange, Mapping[str, tuple[str, ...]]]
_MOST = 5

CHANGE_WORDS = {
    SetChangeKind.FIELD_ADDED: "新增栏目",
    SetChangeKind.FIELD_GONE: "去掉栏目",
    SetChangeKind.FIELD_RENAMED: "栏目改名",
    SetChangeKind.FIELD_RETYPED: "栏目改类型",
    SetChangeKind.FIELD_RULED: "栏目要求有变",
    SetChangeKind.FORM_ADDED: "新增表",
    SetChangeKind.FORM_GONE: "去掉表",
    SetChangeKind.FORM_LAID_OUT: "表样有变",
    SetChangeKind.RULE_ADDED: "新增审核",
    SetChangeKind.RULE_GONE: "去掉审核",
    SetChangeKind.RULE_CHANGED: "审核有变",
    SetChangeKind.OTHER: "其他",
}
"""What each kind of change is called."""


def summary(changes: Iterable[SetChange]) -> str:
    """How many changes of each kind: 新增栏目 3、去掉栏目 1."""
    counts = Counter(change.kind for change in changes)
    return "、".join(
        f"{word} {counts[kind]}" for kind, word in CHANGE_WORDS.items() if counts[kind]
    )


def sentence_of(offer: SetOffer) -> str:
    """One sentence that offers it."""
    if offer.is_older:
        return f"本账套的套表是{offer.old}，比本机的新（本机是{offer.new}）。"
    if offer.new.number > offer.old.number:
        what = f"套表有新版本：{offer.new}，本账套用的是{offer.old}。"
    else:
        what = "本机的套表改过，与本账套里的不同。"
    told = summary(offer.changes)
    return f"{what}{told}。" if told else what


def remarks_of(offer: SetOffer) -> tuple[str, ...]:
    """What the set's author says changed, beside what can be seen by itself."""
    seen = set(map(change_line, offer.changes))
    return tuple(text for text in offer.new.changes if text not in seen)


def change_line(change: SetChange) -> str:
    """One change in one line."""
    where = f"{change.of}：" if change.of else ""
    return f"{CHANGE_WORDS[change.kind]}　{where}{change.name}{_said(change)}"


def _said(change: SetChange) -> str:
    if change.into:
        return f"，{_short(change.old)} → {_short(change.new)}，内容随之移到新栏"
    if change.old and change.new:
        return f"，{_short(change.old)} → {_short(change.new)}"
    if change.old or change.new:
        return f"，{_short(change.old or change.new)}"
    return ""


def _short(text: str) -> str:
    return shorten(text, 60)


def held_line(held: Mapping[str, tuple[str, ...]]) -> str:
    """Who has something in a field: 3 个填有内容：甲、乙、丙."""
    names = "、".join(list(held)[:_MOST]) + ("等" if len(held) > _MOST else "")
    return f"{len(held)} 个填有内容：{names}"


def lines_of_offer(offer: SetOffer, held: _Held) -> Iterator[str]:
    """What would change in a book, and what it holds in what goes."""
    yield sentence_of(offer)
    yield from (f"  {text}" for text in remarks_of(offer))
    for change in offer.changes:
        yield change_line(change)
        if change in held:
            yield f"  {held_line(held[change])}"
    if any(change.kind is SetChangeKind.FIELD_GONE for change in held):
        yield "去掉的栏目里的内容仍留在账套中，换用后不再显示，撤销即恢复。"


def offer_json(offer: SetOffer | None, held: _Held) -> str:
    """The same as data; `held` gives the values by the names of the records."""
    if offer is None:
        return json.dumps({"old": None, "new": None, "changes": []})
    told = {
        "old": {"number": offer.old.number, "date": offer.old.date},
        "new": {"number": offer.new.number, "date": offer.new.date},
        "changes": [
            {
                "kind": it.kind.value, "of": it.of, "name": it.name, "old": it.old, "new": it.new,
                "record": it.record, "path": it.path, "into": it.into, "held": held.get(it, {}),
            }
            for it in offer.changes
        ],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1)
