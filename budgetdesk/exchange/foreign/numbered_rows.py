"""Indicators that are numbered, that share a cell, or with their value behind them."""

import re
from dataclasses import replace

from budgetdesk.domain.text import fold
from budgetdesk.exchange.foreign.reading import RowReading

_NUMBERED = re.compile(r"^(?:三级)?指标\s*[0-9一二三四五六七八九十]{1,3}\s*[:：.、]\s*")
_CHINESE = "一二三四五六七八九十"
_MARKED = r"(?:[（(][一二三四五六七八九十][)）][、.]?|[一二三四五六七八九十][、.．]|[①-⑳])\s*"
_ITEM = re.compile(rf"^(?:[(（]?(?P<digits>[0-9]{{1,2}})[)）]?[.、．:：)）]\s*(?![0-9])|{_MARKED})")
_COUNTED = re.compile(rf"^(?:[(（]?(?P<digits>[0-9]{{1,2}})[)）]?[.、．:：)）]|{_MARKED})\s*")
_SURELY = re.compile(rf"^{_MARKED}")  # no name begins so
_BLANK = re.compile(r"[-—–/／无.…·。*_×xX]*")
_LONGEST = 40  # characters of a name or a value that stand in one cell
_SIGNS = "≥|≤|≧|≦|>=|<=|》=|《=|[><=＞＜＝]|大于等于|小于等于|不[低少]于|不[超高]过|不[高多]于"
_BEHIND_COLON = re.compile(rf"(?P<name>[^:：]{{2,{_LONGEST}}}?)[:：]\s*(?P<target>\S.*)")
_BEHIND_SIGN = re.compile(rf"(?P<name>.{{2,{_LONGEST}}}?)\s*(?P<target>(?:{_SIGNS})\s*[0-9].*)")
_TOGETHER = "名称和指标值写在一格，按两栏读入"
_APART = "一格中写了几条，按编号分开"
_EACH_APART = "一格中写了几条，按行分开"
_PERHAPS = "一格中有几行，可能是几条，没有分开"


def parted(read: RowReading) -> tuple[list[RowReading], str]:
    """What stands in a row: one indicator or several, and why that is not sure."""
    names, targets = _lines(read.name), _lines(read.target)
    if not targets and (together := [_together(it) for it in names]) and all(together):
        rows = [_said(read, *it) for it in together if it]
        return rows, _TOGETHER if len(rows) == 1 else _EACH_APART
    if len(names) > 1 and len(names) == len(targets) and _all_numbered(names):
        values = _without_counting(targets)
        rows = [_said(read, _bare(it), value) for it, value in zip(names, values, strict=True)]
        return rows, _APART
    several = len(names) > 1 and (_all_numbered(names) or len(names) == len(targets))
    return [read], _PERHAPS if several else ""


def _said(read: RowReading, name: str, target: str) -> RowReading:
    return replace(read, texts={**read.texts, "name": name, "target": target})


def _together(line: str) -> tuple[str, str] | None:
    """A name and its value on one line: 维修数量：86处, 维修数量≥86处; None if not so."""
    text = _bare(line)
    found = _BEHIND_SIGN.fullmatch(text) or _BEHIND_COLON.fullmatch(text)
    if found is None or len(found["target"]) > _LONGEST:
        return None
    return found["name"].rstrip(":： "), found["target"].strip()


def _lines(text: str) -> list[str]:
    return [it for it in text.split("\n") if it.strip()]


def _all_numbered(lines: list[str]) -> bool:
    return [_number_of(it) for it in lines] == list(range(1, len(lines) + 1))


def _without_counting(targets: list[str]) -> list[str]:
    """Values without the numbers before them; 2.6亩 behind 1.≥5棵 is the second one, 6亩."""
    counted = [_COUNTED.match(it.strip()) for it in targets]
    numbers = [_number(it) if it else 0 for it in counted]
    if numbers != list(range(1, len(targets) + 1)) or not any(map(_number_of, targets)):
        return [_bare(it) for it in targets]
    return [_COUNTED.sub("", it.strip()) for it in targets]


def _number(found: re.Match[str]) -> int:
    if found["digits"]:
        return int(found["digits"])
    mark = found[0].strip("（()）、.． \t")[0]
    return _CHINESE.index(mark) + 1 if mark in _CHINESE else ord(mark) - ord("①") + 1


def _number_of(text: str) -> int:
    found = _ITEM.match(_NUMBERED.sub("1.", text.strip())) or _ITEM.match(text.strip())
    return _number(found) if found else 0


def _bare(text: str) -> str:
    plain = _NUMBERED.sub("", text.strip())
    return _ITEM.sub("", plain) or plain


def without_numbers(rows: list[RowReading]) -> list[RowReading]:
    """The rows without 指标1： before their names; a bare 1、 goes where a slot or all count on."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        groups.setdefault((row.horizon.value,), []).append(number)
        groups.setdefault((row.horizon.value, row.level1, row.level2), []).append(number)
    counted = {it for group in groups.values() if _counts_on(rows, group) for it in group}
    result = [_without_number(row, bare=number in counted) for number, row in enumerate(rows)]
    return [it for it in result if not _is_blank(it)]


def _counts_on(rows: list[RowReading], group: list[int]) -> bool:
    """Whether names count 1、2、3、, perhaps from 1 again: what only one says may be its name."""
    before, numbers = 0, [_ITEM.match(rows[it].name) for it in group]
    for found in numbers:
        if found is None or _number(found) not in (1, before + 1):
            return False
        before = _number(found)
    return len(group) > 1


def _without_number(row: RowReading, *, bare: bool) -> RowReading:
    name = _NUMBERED.sub("", row.name)
    mark = _SURELY.match(name)
    name = (_ITEM if bare else _SURELY).sub("", name) or name
    target = row.target.removeprefix(mark[0].strip()).lstrip() if mark else row.target
    return row if name == row.name else _said(row, name, target)


def _is_blank(row: RowReading) -> bool:
    """Whether a row holds nothing but what was printed to be filled in: ……, 指标2：."""
    return bool(_BLANK.fullmatch(fold(row.name)) and _BLANK.fullmatch(fold(row.target)))
