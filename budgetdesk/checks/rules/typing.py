"""How things are typed: doubled punctuation, brackets, blanks, line breaks, known slips."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from budgetdesk.checks.case import CONTENT
from budgetdesk.checks.finding import Fix, Found, SetField, Severity
from budgetdesk.checks.language.spelling import (
    NO_STOP,
    tidied,
    typing_faults,
    unfinished,
    with_stop,
)
from budgetdesk.checks.record_case import RecordCase
from budgetdesk.checks.rule import OWN_FIELDS, Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind, value_of
from budgetdesk.domain.printable import unprintable
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.target import Operator, TargetKind
from budgetdesk.domain.target_parts import with_plain_sign


@rule(
    "Q45",
    "录入不规范",
    Severity.NOTICE,
    reads=("name", "responsible", "handler", *CONTENT, OWN_FIELDS),
    checks="重复标点、括号引号不配或颠倒、句末写“.”或没有句号、停在逗号、分号、序号或词语重复、年份多一位少一位、数字混有字母、文号没有〔〕、"
    "文字前写了栏目名称、网页换行、空格、句中换行、常见错字；符号写成文字、全角数字；字库没有、打印不出的字。",
    why="重复标点、半边括号、多余换行打印出来不好看；计算符号写成文字，一体化系统导入会失败；"
    "有打印不出的字，预览、打印和 PDF 就做不成。",
    source="各地绩效目标审核口径",
    failing="保障运转。。；（2024年)；不低于９０％",
    passing="保障运转。（2024年）；≥90%",
    scopes=(Scope.PROJECT, Scope.OVERALL, Scope.RECORD),
)
def typed_cleanly(case: RecordCase) -> Iterator[Found]:
    """Texts are free of slips of the keyboard and of the clipboard; one finding a field."""
    yield from _operators(case)
    for ref, text in _all_texts(case):
        field = field_of(ref)
        cell = field.kind is not Kind.PARAGRAPH or bool(ref.row_id)
        if faults := _faults(ref.path, field.label, text, cell=cell):
            fix = _cure(case, ref, text, cell=cell)
            yield Found(ref, f"{field.label}：{'、'.join(faults)}。", fix=fix)


@lru_cache(maxsize=16384)
def _faults(path: str, label: str, text: str, *, cell: bool) -> tuple[str, ...]:
    open_ends = _open_ends(path, text, cell=cell)
    return (
        *typing_faults(text, cell=cell), *open_ends, *_labelled(text, label), *_unprinted(text)
    )  # fmt: skip


def _cure(case: RecordCase, ref: FieldRef, text: str, *, cell: bool) -> Fix | None:
    clean = tidied(text, cell=cell)
    if clean != text:
        edit = SetField(ref, clean)
        left = (*typing_faults(clean, cell=cell), *_open_ends(ref.path, clean, cell=cell))
        # What is left for a person is not passed by unseen with all that is safe.
        return Fix("改正录入", (edit,)) if left else case.cure("改正录入", edit)
    label = _label_before(text, field_of(ref).label)
    if label:
        return Fix("去掉栏目名称", (SetField(ref, text[len(label) :].lstrip()),))
    if NO_STOP in _open_ends(ref.path, text, cell=cell):
        return Fix("补上句号", (SetField(ref, with_stop(text)),))
    return None


def _open_ends(path: str, text: str, *, cell: bool) -> Iterator[str]:
    """What is unfinished, as far as it is a fault there.

    A basis that lists documents needs no stop, nor does a goal that is one short phrase.
    """
    phrase = path.startswith("goals.") and len(text) < _PHRASE and "。" not in text
    no_sentence = path == "basis" or phrase
    faults = unfinished(text, cell=cell)
    return (fault for fault in faults if fault != NO_STOP or not no_sentence)


_PHRASE = 60


def _labelled(text: str, label: str) -> Iterator[str]:
    if _label_before(text, label):
        yield "文字前面写了栏目名称"


def _label_before(text: str, label: str) -> str:
    """The field's own label, or its end, where it was typed before the text (立项依据：《…》)."""
    found = _LABEL.match(text)
    is_it = found and found[1] in label and len(text) > len(found[0])
    return found[0] if found and is_it else ""


_LABEL = re.compile(r"\s*([\u4e00-\u9fff、]{2,12})[：:]")


_LINES: Mapping[str, tuple[str, ...]] = {RecordKind.PROJECT: ("name", "responsible", "handler")}


def _all_texts(case: RecordCase) -> Iterator[tuple[FieldRef, str]]:
    for path in _LINES.get(case.record, ()):
        yield case.ref(path), str(value_of(case.form, path))
    yield from case.texts
    for row in case.told:
        yield row.name_ref, row.indicator.name
        # A sign that is told by itself is no bracket without its half besides.
        counted = row.target.kind is TargetKind.NUMBER and not row.target.lead
        told = row.indicator.target
        yield row.target_ref, with_plain_sign(told) if counted else told
    yield from ((it.ref, it.text) for it in case.own_texts)


def _unprinted(text: str) -> Iterator[str]:
    for char in unprintable(text):
        yield f"“{char}”（U+{ord(char):04X}）打印不出，请改用通用的字"


_SIGN = re.compile(r"^\s*[≥≤]")
_FULL_WIDTH = re.compile(r"[０-９％，．＞＜＝]")
_CONVERTED = (Operator.AT_LEAST, Operator.AT_MOST)


def _operators(case: RecordCase) -> Iterator[Found]:
    """At least and at most are written ≥ and ≤, digits and % in half width."""
    for row in case.told:
        target = row.target
        if target.kind is not TargetKind.NUMBER or target.lead:
            continue
        worded = target.operator in _CONVERTED and not _SIGN.match(target.text)
        wide = _FULL_WIDTH.search(target.text)
        if worded or wide or with_plain_sign(target.text) != target.text:
            text = target.normal_text
            fix = case.cure(f"改为 {text}", *row.retarget(text))
            yield Found(row.target_ref, f"指标值“{target.text.strip()}”应写“{text}”。", fix=fix)
