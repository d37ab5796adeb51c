"""Paragraphs that were written once and pasted elsewhere: in the form, in the unit's others."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from budgetdesk.checks.case import CONTENT, ProjectCase, UnitCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.documents import (
    document_numbers,
    document_titles,
    without_documents,
)
from budgetdesk.checks.language.likeness import bare, likeness, nearly_equal
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef

CLARITY = "财预〔2015〕88号 绩效目标审核：明确清晰性"
_LEAST = 15
# Of the goals with each other, and of a goal that is the plan, Q05 tells.
_WHOLE_GOAL, _YEAR_GOAL = "goals.implementation", "goals.annual"
_BOTH_GOALS = frozenset({_WHOLE_GOAL, _YEAR_GOAL})


@rule(
    "Q04",
    "段落之间雷同",
    Severity.EXPLAIN,
    reads=CONTENT,
    checks="五段文字和总体目标各写各的：任何两段不能相同、几乎相同，或一段整个抄进另一段（15字以上，不计空白和标点）。",
    why="概况写做什么，必要性写为什么，措施写靠什么，计划写怎么做，目标写做到什么；一段抄两处，就有一处没写。",
    source=CLARITY,
    failing="项目设立必要性 与 项目概况 一字不差",
    passing="概况写做什么，必要性写为什么做",
)
def own_words(case: ProjectCase) -> Iterator[Found]:
    """No paragraph or goal is another of the form over again; one finding a paragraph."""
    goals = case.project.goals
    one_goal = bare(goals.annual) and bare(goals.annual) in bare(goals.implementation or "")
    earlier: list[tuple[FieldRef, str]] = []
    for ref, text in case.texts:
        # What both goals say is told of once, at that of the year.
        if len(bare(text)) < _LEAST or (one_goal and ref.path == _WHOLE_GOAL):
            continue
        said = (_said_again(ref, text, *other) for other in earlier)
        if message := next(filter(None, said), ""):
            yield Found(ref, message)
        earlier.append((ref, text))


def _said_again(ref: FieldRef, text: str, other_ref: FieldRef, other: str) -> str:
    ours, theirs = field_of(ref).label, field_of(other_ref).label
    if {ref.path, other_ref.path} == _BOTH_GOALS:
        return ""
    if nearly_equal(text, other):
        of_q05 = ref.path == _YEAR_GOAL and other_ref.path == "plan"
        return "" if of_q05 else f"{ours} 与 {theirs} 相同或几乎相同。"
    if _holds(text, other) and not _cites(other_ref, other):
        return f"{ours} 整段抄入了 {theirs}。"
    if _holds(other, text) and not _cites(ref, text):
        return f"{ours} 整段抄自 {theirs}。"
    return ""


def _holds(text: str, part: str) -> bool:
    """Whether a text holds another as a whole; citing the same documents is no copying."""
    return _unnumbered(part) in bare(text) and len(bare(without_documents(part))) >= _LEAST


@lru_cache(maxsize=4096)
def _unnumbered(text: str) -> str:
    return bare(_NUMBER.sub("", text))


_NUMBER = re.compile(r"^\s*[（(]?[0-9一二三四五六七八九十]{1,2}[)）、．.](?![0-9])")


def _cites(ref: FieldRef, text: str) -> bool:
    """A basis that other paragraphs cite with its documents is not copied."""
    return ref.path == "basis" and bool(document_titles(text) or document_numbers(text))


@rule(
    "Q48",
    "与另一项目的段落相同",
    Severity.EXPLAIN,
    reads=("name", *CONTENT, "unit"),
    checks="项目概况、必要性、实施计划、年度目标与本单位另一个项目（名称不同）的同一栏不相同（30字以上）。",
    why="两个项目做的不是一件事，文字却一样，多半是复制后没有改。",
    source=CLARITY,
    failing="征地补偿项目的实施计划，与道路建设项目的一字不差",
    passing="每个项目写自己的内容",
    scopes=(Scope.UNIT,),
)
def not_from_another(case: UnitCase) -> Iterator[Found]:
    """No paragraph of 30 characters stands in another project of the unit.

    Projects of one programme (its central and its provincial money) may share theirs, and one that
    Q35 tells of was filed twice.
    """
    written: dict[tuple[str, str], dict[str, ProjectCase]] = defaultdict(dict)
    for project in case.projects:
        for path, text in project.own_words:
            others = written[path, text]
            if len(text) < _LEAST_ELSEWHERE or len(others) > _SHARED:
                continue
            first = islice(others.values(), _LOOKED_AT)
            other = next((it for it in first if _different(project, it)), None)
            if other is not None:
                ref = project.ref(path)
                yield Found(ref, f"{field_of(ref).label} 与「{other.short_name}」的相同。")
            # Of projects named alike one stands for all.
            others.setdefault(project.core_name, project)


_LEAST_ELSEWHERE = 30
_SHARED = 8  # a text that more projects of a unit have is the unit's own phrase, told of enough
_LOOKED_AT = 3  # names that share a text; where these are of one programme, so are the others
_SAME_NAME = 0.3


def _different(project: ProjectCase, other: ProjectCase) -> bool:
    ours, theirs = project.core_name, other.core_name
    if ours in theirs or theirs in ours or _alike(ours, theirs):
        return False
    return project.prints.content != other.prints.content


@lru_cache(maxsize=32768)
def _alike(ours: str, theirs: str) -> bool:
    return likeness(ours, theirs) > _SAME_NAME
