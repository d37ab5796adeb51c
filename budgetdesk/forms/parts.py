"""Cells that show a part of a field: one of a target's three, or one choice of several.

Such a cell's reference names the part. What is typed there goes back into the whole field, so the
book knows nothing of parts.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from budgetdesk.domain.fields import Field, FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.target_parts import (
    QUALITATIVE,
    SIGNS,
    TargetParts,
    parts_of,
    says_words,
    with_plain_sign,
)
from budgetdesk.domain.typed import TypedError, parse_typed

SIGN, VALUE, UNIT, BOXES, BOX_LINES = "sign", "value", "unit", "boxes", "boxes below"
WHOLE = ("", BOXES, BOX_LINES)
"""The parts that are all of a field."""
TARGET_PARTS = {SIGN: "计算符号", VALUE: "指标值", UNIT: "度量单位"}
"""The parts of a target, and what their columns are called."""
_PART_INSTRUCTIONS = {
    SIGN: "选 ≥、≤、=、>、< 之一：越多越好的选 ≥，不能超过的选 ≤。"
    "指标值是文字或日期的不选，可选“定性”的选它。",
    UNIT: "指标值的单位，如 %、人、所、天、万元/年。写文字或日期的不填。",
}
TICK, BOX = "√", "□"
_TICKED = re.compile(rf"[{TICK}✓☑■]\s*(?P<choice>[^{TICK}✓☑■{BOX}☐]+)")
_CHOICE = "="  # before the choice that a column stands for
_WORDED = "sign+"  # a sign column in which 定性 stands for words

Texts = Iterable[tuple[FieldRef, str]]


def choice_part(choice: str) -> str:
    """The part of a field that one of its choices is."""
    return f"{_CHOICE}{choice}"


def sign_part(*, worded: bool) -> str:
    """The sign of a target; `worded` where 定性 is printed for one in words."""
    return _WORDED if worded else SIGN


def choice_of(part: str) -> str:
    """The choice that a part is, "" for a part of a target."""
    return part[1:] if part.startswith(_CHOICE) else ""


def name_of(part: str) -> str:
    """What a part is called beside its field's name."""
    return choice_of(part) or TARGET_PARTS.get(part.rstrip("+"), "")


def part_instruction(part: str) -> str:
    """填报说明 of a part of a target; "" where that of the field says it."""
    return _PART_INSTRUCTIONS.get(part.rstrip("+"), "")


def is_tick(ref: FieldRef, field: Field) -> bool:
    """Whether a cell is ticked rather than typed: a tick, or one choice of a field."""
    return bool(choice_of(ref.part)) or (field.kind is Kind.TICK and not ref.part)


def choices_for(part: str) -> tuple[str, ...]:
    """What may be chosen in the cell of a part."""
    signs = (*SIGNS, QUALITATIVE) if part == _WORDED else SIGNS
    return signs if part.rstrip("+") == SIGN else ()


def part_text(part: str, whole: str) -> str:
    """What the cell of a part shows, of the text of the whole field."""
    if part in WHOLE:
        return whole
    if choice := choice_of(part):
        return TICK if whole == choice else ""
    if part == _WORDED and says_words(whole):
        return QUALITATIVE
    parts = parts_of(whole)
    if part == _WORDED:
        part = SIGN
    text: str = getattr(parts, part)
    return "" if part == VALUE and text == QUALITATIVE else text


def with_part(part: str, whole: str, typed: str) -> str:
    """The whole field's text once something was typed into the cell of a part.

    Raises:
        TypedError: it is no tick, or no sign.
    """
    if part in WHOLE:
        return _chosen(typed)
    if choice := choice_of(part):
        ticked = parse_typed(Kind.TICK, typed) == 1
        return choice if ticked else "" if whole == choice else whole
    parts, text = parts_of(whole), typed.strip()
    if part.rstrip("+") == SIGN and text == QUALITATIVE:
        if any(map(str.isdigit, parts.value)):
            raise TypedError(f"指标值「{parts.value}」是数，计算符号请填 {' '.join(SIGNS)} 之一。")
        return parts.value or QUALITATIVE
    if part.rstrip("+") == SIGN:
        return parts._replace(sign=_sign(text)).text
    if parts.value == QUALITATIVE:  # chosen before the words themselves
        parts = parts._replace(value="")
    return _joined(parts, part, text)


def _joined(parts: TargetParts, part: str, text: str) -> str:
    """The target with a value or unit typed anew; a sign or unit typed with the value counts."""
    told = parts_of(text)
    if part == VALUE and (told.sign or told.unit):
        return TargetParts(told.sign or parts.sign, told.value, told.unit or parts.unit).text
    return parts._replace(**{part: text}).text


def whole_texts(texts: Texts, held: Callable[[FieldRef], str]) -> list[tuple[FieldRef, str]]:
    """Texts for cells as texts for whole fields: those of one field's parts go together.

    Args:
        texts: what was typed or pasted into which cells.
        held: the text that a whole field holds now.

    Raises:
        TypedError: a text is none for its part, or two choices of one field are ticked.
    """
    whole: dict[FieldRef, str] = {}
    ticked: dict[FieldRef, list[str]] = {}
    texts = list(texts)
    values = {ref for ref, _ in texts if ref.part == VALUE}
    units = {replace(ref, part=""): text for ref, text in texts if ref.part == UNIT}
    for ref, text in _signs_last(texts):
        field = replace(ref, part="")
        if not ref.part:
            whole[field] = text
            continue
        before = whole[field] if field in whole else held(field)
        if field in units and ref.part == VALUE:
            before, text = parts_of(before)._replace(unit="").text, _with_unit(text, units[field])
        elif ref.part == UNIT and replace(ref, part=VALUE) in values:
            continue  # said with the value, which may be words from now on
        whole[field] = with_part(ref.part, before, text)
        if (choice := choice_of(ref.part)) and whole[field] == choice:
            ticked.setdefault(field, []).append(choice)
    for chosen in ticked.values():
        if len(chosen) > 1:
            raise TypedError(f"{'、'.join(chosen)} 只能勾一个，请只留一个 √。")
    return list(whole.items())


def _with_unit(typed: str, unit: str) -> str:
    told = parts_of(typed.strip())
    return told._replace(unit=told.unit or unit.strip()).text


def boxes_text(part: str, choices: Sequence[str], value: str) -> str:
    """All choices with boxes, the chosen one ticked: □经常性项目 √一次性项目."""
    others = [value] if value and value not in choices else []
    between = "\n" if part == BOX_LINES else " "
    return between.join(f"{TICK if it == value else BOX}{it}" for it in (*choices, *others))


def _chosen(typed: str) -> str:
    """The choice that a text means: itself, or the one ticked among boxes."""
    found = _TICKED.search(typed)
    if found is not None:
        return found["choice"].strip()
    return "" if BOX in typed or "☐" in typed else typed


def _signs_last(texts: Texts) -> list[tuple[FieldRef, str]]:
    """定性 is only known to suit once the value is there."""
    return sorted(texts, key=lambda pair: pair[1].strip() == QUALITATIVE)


def _sign(text: str) -> str:
    signs = {"": "", "》": ">", "〉": ">", "《": "<", "〈": "<", "＞": ">", "＜": "<", "＝": "="}
    signs |= dict(zip(SIGNS, SIGNS, strict=True))
    text = with_plain_sign(text)
    if text not in signs:
        raise TypedError(f"「{text}」不是计算符号，请填 {' '.join(SIGNS)} 之一。")
    return signs[text]
