"""What 审核 knows of the questions of a review sheet: a grade for each, with its reasons."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.checks.reviewing.questions import (
    ReviewQuestion,
    question_of,
    question_of_others,
    review_questions,
)
from budgetdesk.checks.rule import RULES
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.text import shorten

GOOD, FAIR, MIDDLING = "优", "良", "中"
"""差 is never proposed: that a project be refused is a person's judgement."""
NOTHING_FOUND = "审核没有发现问题。"
_MOST = 5  # rules whose findings are told
_SAID = 60  # characters of what the unit said
_BEGINNING = "审核发现："


@immutable
class ReviewAnswer:
    """What is proposed for a question: a grade, "" where the reviewer must judge, and why."""

    key: str
    grade: str
    reason: str


def answers_to(findings: Iterable[Finding]) -> tuple[ReviewAnswer, ...]:
    """The proposals for every question, from what was found in one form."""
    sorted_out = _by_question(findings)
    return tuple(_answer(it, sorted_out.get(it.key, ())) for it in review_questions())


def _by_question(findings: Iterable[Finding]) -> Mapping[str, Sequence[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.explanation and finding.explanation.ignored:
            continue
        question = question_of(finding.code, finding.place.ref.path)
        if question is None and finding.code not in RULES:
            question = question_of_others()
        if question is not None:
            found[question.key].append(finding)
    return found


def _answer(question: ReviewQuestion, findings: Sequence[Finding]) -> ReviewAnswer:
    if not findings:
        reason = NOTHING_FOUND if question.sound else ""
        return ReviewAnswer(question.key, GOOD if question.sound else "", reason)
    return ReviewAnswer(question.key, _grade(question, findings), _reason(findings))


def _grade(question: ReviewQuestion, findings: Sequence[Finding]) -> str:
    """An error must be mended, then the form comes again; what was explained is no fault."""
    if any(it.severity is Severity.ERROR for it in findings):
        return MIDDLING
    if any(it.is_unexplained for it in findings):
        return FAIR
    return GOOD if question.sound else ""


def _reason(findings: Sequence[Finding]) -> str:
    """The gravest first, what one rule says told once; of many rules how many more there are."""
    order = list(Severity)
    of_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda it: order.index(it.severity)):
        of_rule[finding.code].append(finding)
    told = [_sentence(it) for it in [*of_rule.values()][:_MOST]]
    more = f"；另有 {len(of_rule) - _MOST} 类问题，见审核结果" if len(of_rule) > _MOST else ""
    return f"{_BEGINNING}{'；'.join(told)}{more}。"


def _sentence(findings: Sequence[Finding]) -> str:
    """What a rule found first, with where it is, and in how many places."""
    first = findings[0]
    message, place = first.message.rstrip("。"), first.place.indicator
    where = f"{place}：" if place and place not in message else ""
    count = f"，等 {len(findings)} 处" if len(findings) > 1 else ""
    said = first.explanation.text.rstrip("。") if first.explanation else ""
    given = f"，单位说明：{shorten(said, _SAID)}" if said else ""
    return f"{where}{message}{count}（{first.code}）{given}"
