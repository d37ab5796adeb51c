"""How things are typed: doubled punctuation, brackets, blanks, line breaks, known slips."""

import re
from collections.abc import Iterator

from budgetdesk.checks.case import CONTENT, FormCase, ProjectCase
from budgetdesk.checks.finding import Found, SetField, Severity
from budgetdesk.checks.language.spelling import tidied, typing_faults
from budgetdesk.checks.record_case import RecordCase
from budgetdesk.checks.rule import OWN_FIELDS, Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef, Kind
from budgetdesk.domain.printable import unprintable
from budgetdesk.domain.target import Operator, TargetKind


@rule(
    "Q45",
    "录入不规范",
    Severity.NOTICE,
    reads=("name", "responsible", "handler", *CONTENT, OWN_FIELDS),
    checks="重复标点、括号不配、网页换行、首尾空格、句中换行、常见错字；符号写成文字、全角数字；"
    "字库没有、打印不出的字。",
    why="重复标点、半边括号、多余换行打印出来不好看；计算符号写成文字，一体化系统导入会失败；"
    "有打印不出的字，预览、打印和 PDF 就做不成。",
    source="各地绩效目标审核口径",
    failing="保障运转。。；（2024年)；不低于９０％",
    passing="保障运转。（2024年）；≥90%",
    scopes=(Scope.PROJECT, Scope.OVERALL, Scope.RECORD),
)
def typed_cleanly(case: RecordCase) -> Iterator[Found]:
    """Texts are free of slips of the keyboard and of the clipboard; one finding a field."""
    if isinstance(case, FormCase):
        yield from _operators(case)
    for ref, text in _all_texts(case):
        cell = field_of(ref).kind is not Kind.PARAGRAPH or bool(ref.row_id)
        faults = (*typing_faults(text, cell=cell), *_unprinted(text))
        if not faults:
            continue
        clean = tidied(text, cell=cell)
        fix = case.cure("改正录入", SetField(ref, clean)) if clean != text else None
        yield Found(ref, f"{field_of(ref).label}：{'、'.join(faults)}。", fix=fix)


def _all_texts(case: RecordCase) -> Iterator[tuple[FieldRef, str]]:
    if isinstance(case, ProjectCase):
        yield case.ref("name"), case.project.name
        yield case.ref("responsible"), case.project.responsible
        yield case.ref("handler"), case.project.handler
        yield from case.texts()
    for row in case.told if isinstance(case, FormCase) else ():
        yield row.name_ref, row.indicator.name
        yield row.target_ref, row.indicator.target
    yield from ((it.ref, it.text) for it in case.own_texts)


def _unprinted(text: str) -> Iterator[str]:
    for char in unprintable(text):
        yield f"“{char}”（U+{ord(char):04X}）打印不出，请改用通用的字"


_SIGN = re.compile(r"^\s*[≥≤]")
_FULL_WIDTH = re.compile(r"[０-９％，．＞＜＝]")
_CONVERTED = (Operator.AT_LEAST, Operator.AT_MOST)


def _operators(case: FormCase) -> Iterator[Found]:
    """At least and at most are written ≥ and ≤, digits and % in half width."""
    for row in case.told:
        target = row.target
        if target.kind is not TargetKind.NUMBER or target.lead:
            continue
        worded = target.operator in _CONVERTED and not _SIGN.match(target.text)
        wide = _FULL_WIDTH.search(target.text)
        if worded or wide:
            text = target.normal_text
            fix = case.cure(f"改为 {text}", *row.retarget(text))
            yield Found(row.target_ref, f"指标值“{target.text.strip()}”应写“{text}”。", fix=fix)
