"""What changed within a text, word by word."""

import re
from difflib import SequenceMatcher

from budgetdesk.domain.text import shorten

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_BESIDE = 6  # words that stand beside a change
_SHORT = 8  # characters: texts that are read at a glance
_SHOWN = 60  # characters of a text that is told whole
_LONGEST = 4_000  # words on either side that are held against each other


def word_changes(old: str, new: str) -> str:
    """The changes with what stands beside them: `…培训【10→20】人次，【共→】…`.

    A number is one word, and so is each Chinese character. "" where one of the texts is blank or
    both are short: then they say it themselves.
    """
    if not old or not new or max(len(old), len(new)) <= _SHORT:
        return ""
    before, after = (_WORD.findall(text) for text in (old, new))
    if max(len(before), len(after)) > _LONGEST:
        return ""
    found: list[str] = []
    for how, start, end, start_now, end_now in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if how == "equal":
            first = start == start_now == 0
            last = end == len(before) and end_now == len(after)
            found.append(_beside(before[start:end], first=first, last=last))
        else:
            was, now = "".join(before[start:end]), "".join(after[start_now:end_now])
            found.append(f"【{was}→{now}】")
    return "".join(found)


def told_change(ours: str, theirs: str, other: str) -> str:
    """What the book says and the `other` side: both, or of a long text what changed, by words.

    Two long texts that are cut may look the same.
    """
    words = word_changes(ours, theirs) if max(len(ours), len(theirs)) > _SHOWN else ""
    if words:
        return f"【账套→{other}】{shorten(words, 4 * _SHOWN)}"
    mine, its = (f"「{shorten(text, _SHOWN)}」" for text in (ours, theirs))
    return f"账套为{mine}，{other}为{its}"


def _beside(words: list[str], *, first: bool, last: bool) -> str:
    """What two changes have between them, or what stands before the first or behind the last."""
    head = [] if first else words[:_BESIDE]
    tail = [] if last else words[-_BESIDE:]
    if not first and not last and len(words) <= 2 * _BESIDE:
        return "".join(words)
    cut = len(words) > len(head) + len(tail)
    return "".join((*head, "…" if cut else "", *tail))
