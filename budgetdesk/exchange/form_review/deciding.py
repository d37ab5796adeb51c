"""What a reviewer does to a form: agree, return it with remarks; each a named step of the book."""

from budgetdesk.book.book import Book
from budgetdesk.book.errors import BookError
from budgetdesk.book.form_decisions import VERDICT_LABELS, FormVerdict, put_form_decision
from budgetdesk.checks.finding import Finding, Severity
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.return_remarks import RemarkWish
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.downward.remarking import (
    drop_remark,
    note_remark,
    place_at,
    remark_at,
    remark_of,
)
from budgetdesk.exchange.form_review.rows import JudgedForm

_WISHES = {Severity.ERROR: RemarkWish.CORRECT, Severity.EXPLAIN: RemarkWish.EXPLAIN}


class UnfoundedVerdict(BookError):  # noqa: N818 - refused, not failed
    """A verdict that what was noted about the form doesn't bear out."""


def decide_form(book: Book, form: JudgedForm, verdict: FormVerdict | None) -> None:
    """Agree to a form, return it, or take the decision back (None), as a step.

    Raises:
        UnfoundedVerdict: a form is returned without a remark, or agreed to in spite of one.
    """
    name = shorten(form.name.strip(), 30)
    if verdict is FormVerdict.RETURNED and not form.remarks:
        raise UnfoundedVerdict(f"退回「{name}」请先写一条意见，或选中一条审核结果作为意见。")
    if verdict is FormVerdict.AGREED and form.remarks:
        told = f"「{name}」已写意见 {len(form.remarks)} 条，请退回，或先删去意见再同意。"
        raise UnfoundedVerdict(told)
    done = "取消决定" if verdict is None else VERDICT_LABELS[verdict]
    with book.step(f"审核：{done}「{name}」") as step:
        put_form_decision(step, form.record, verdict)


def turn_remark(book: Book, form: JudgedForm, finding: Finding) -> None:
    """Note a finding as a remark for the next 退回, or take it back, as a step."""
    noted = form.remark_on(finding)
    if noted is not None:
        drop_remark(book, form.unit, noted)
        return
    wish = _WISHES.get(finding.severity, RemarkWish.SUPPLEMENT)
    note_remark(book, form.unit, remark_of(book, finding, wish))


def write_remark(book: Book, form: JudgedForm, ref: FieldRef, words: str) -> None:
    """Note a remark in one's own words at a field of the form, as a step."""
    remark = remark_at(book, place_at(book, ref), words, RemarkWish.CORRECT)
    note_remark(book, form.unit, remark)
