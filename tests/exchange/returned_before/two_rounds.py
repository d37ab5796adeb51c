"""A bureau that returns a book by what 审核 finds, and looks at the next year's book again."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.edit import write_field
from budgetdesk.book.read import projects
from budgetdesk.book.return_remarks import RemarkSide, answered, put_remark, ref_of_place
from budgetdesk.book.setting import put_setting
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import Finding
from budgetdesk.checks.fixes import apply_fixes
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.return_remarks import (
    RemarkTreatment,
    RemarkWish,
    ReturnRemark,
    sent_out,
)
from budgetdesk.exchange.downward.remarking import remark_of
from budgetdesk.exchange.next_year.carrying import next_year_book
from budgetdesk.exchange.returned_before.lessons import keep_lessons
from budgetdesk.exchange.returned_before.told_again import told_again
from budgetdesk.forms.inside import load_forms_of

Place = tuple[object, ...]
"""Where a finding is in a way that the next year's book shares: by order, not by name."""


@dataclass(frozen=True)
class Given:
    """A remark, the finding that it was drawn from, and where it was at the year's end."""

    remark: ReturnRemark
    code: str
    place: Place | None
    mended: bool


@dataclass(frozen=True)
class SecondRound:
    """What came of it: ids of remarks that recur, that were mended for good, that are told."""

    recurring: frozenset[str]
    mended: frozenset[str]
    told: frozenset[str]

    @property
    def share(self) -> float:
        """Of those that recur, how many are told."""
        return len(self.recurring & self.told) / len(self.recurring)


def found_singly(book: Book) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """What is found in the forms of a book, and the rules that ran."""
    checker = Checker(book, load_forms_of(book), handing_in=True)
    checker.run()
    return checker.singly(), checker.codes()


def two_rounds(
    last: Book, path: Path, seed: int, count: int, *, by_names: bool = False
) -> SecondRound:
    """Return a book with `count` remarks, mend some, and look at the next year's book.

    `by_names`: the next book does not know last year's, only the user's data folder does.
    """
    dice = random.Random(seed)
    given = first_round(last, dice, count)
    next_year_book(last, path, with_once=True)
    with Book.open(path) as book:
        if by_names:
            keep_lessons(last, last.path)
            _forget_lessons(book)
        reword(book, dice)
        findings, codes = found_singly(book)
        by_place = _Order(book).places(findings)
        told = {it.lesson.remark.id for it in told_again(book, findings, codes)}
    again = {it.remark.id for it in given if (it.code, it.place) in by_place}
    mended = {it.remark.id for it in given if it.mended}
    return SecondRound(frozenset(again - mended), frozenset(mended - again), frozenset(told))


def _forget_lessons(book: Book) -> None:
    keys = book.rows("SELECT key FROM setting WHERE key LIKE 'return_lesson.%'")
    with book.step("忘记") as step:
        for (key,) in keys:
            put_setting(step, key, None)
    assert keys


def first_round(book: Book, dice: random.Random, count: int) -> list[Given]:
    """Remarks drawn from the findings, half of them with a rule; a third is mended."""
    findings, _ = found_singly(book)
    known = [it for it in findings if _is_carried(it)]
    drawn = dice.sample(known, min(count, len(known)))
    remarks = sent_out((_said(book, it, dice) for it in drawn), 1, "目标")
    with book.step("收到退回") as step:
        for remark in remarks:
            put_remark(step, RemarkSide.GOT, "单位", remark)
    pairs = [*zip(remarks, drawn, strict=True)]
    touched = {it.id for it, finding in pairs if dice.random() < 1 / 3 and _mend(book, finding)}
    order = _Order(book)
    still = order.places(found_singly(book)[0])
    with book.step("处理") as step:
        for remark in remarks:
            put_remark(step, RemarkSide.GOT, "单位", _answered(remark, remark.id in touched))
    made = []
    for remark, finding in pairs:
        place = order.place(ref_of_place(book, remark.place))
        is_mended = remark.id in touched and (finding.code, place) not in still
        made.append(Given(remark, finding.code, place, is_mended))
    return made


def _answered(remark: ReturnRemark, touched: bool) -> ReturnRemark:
    if touched:
        return answered(remark, RemarkTreatment.CHANGED)
    return answered(remark, RemarkTreatment.EXPLAINED, "情况属实，今年照旧")


def _is_carried(finding: Finding) -> bool:
    """Whether it is of a project's own words: money starts blank in the next year."""
    ref = finding.place.ref
    if ref.record != RecordKind.PROJECT:
        return False
    field = field_of(ref)
    return field.kind.is_text and not field.carried and not field.computed


def _said(book: Book, finding: Finding, dice: random.Random) -> ReturnRemark:
    made = remark_of(book, finding, RemarkWish.CORRECT)
    return made if dice.random() < 0.5 else replace(made, code="", words="请按要求重新填写")


def _mend(book: Book, finding: Finding) -> bool:
    """Mend what was found by its fix, else with other words; whether that could be done."""
    if finding.fix is not None:
        return apply_fixes(book, [finding.fix], "修正") > 0
    ref = finding.place.ref
    if field_of(ref).listed and not ref.row_id:
        return False
    with book.step("改") as step:
        write_field(step, ref, "经县人民政府常务会议研究核定")
    return True


class _Order:
    """Projects and rows of a book by their order."""

    def __init__(self, book: Book) -> None:
        found = projects(book)
        self._forms = {it.id: at for at, it in enumerate(found)}
        self._rows: dict[int, int] = {}
        for one in found:
            for listed in (one.indicators.implementation or (), one.indicators.annual):
                self._rows |= {row.id: at for at, row in enumerate(listed)}

    def place(self, ref: FieldRef | None) -> Place | None:
        """Where a field is; None for one that is no project's, or gone."""
        if ref is None or ref.record != RecordKind.PROJECT:
            return None
        row = self._rows.get(ref.row_id) if ref.row_id else None
        return self._forms[ref.record_id], ref.path, row, ref.level1, ref.level2

    def places(self, findings: Iterable[Finding]) -> set[tuple[str, Place | None]]:
        """Code and place of each finding."""
        return {(it.code, self.place(it.place.ref)) for it in findings}


def reword(book: Book, dice: random.Random) -> None:
    """The unit's own hand: a fifth of the indicators' names said otherwise."""
    with book.step("改") as step:
        for project in projects(book):
            for row in project.indicators.annual:
                if len(row.name) > 5 and dice.random() < 0.2:
                    ref = FieldRef(RecordKind.PROJECT, project.id, "indicators.annual.name", row.id)
                    write_field(step, ref, "本年" + row.name[:-1])
