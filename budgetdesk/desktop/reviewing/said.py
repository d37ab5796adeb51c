"""What is said about one form: its findings, and remarks in the reviewer's own words, as lines."""

from collections.abc import Hashable, Iterator

from budgetdesk.checks.finding import SEVERITY_LABELS, Finding
from budgetdesk.checks.report_sheet import (
    explanation_text,
    message_beside_place,
    place_text,
    values_text,
)
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.return_remarks import ReturnRemark
from budgetdesk.exchange.form_review.rows import JudgedForm
from budgetdesk.forms.listing import ColumnKind, ListedColumn

_OWN = "意见"


@immutable
class SaidLine:
    """A finding, with the remark that was made of it, or a remark of the reviewer's own."""

    number: int
    finding: Finding | None
    remark: ReturnRemark | None

    @property
    def key(self) -> Hashable:
        """Which line it is."""
        if self.finding is None:
            return self.remark.id if self.remark else ""
        return self.finding.code, self.finding.place.ref, self.number

    @property
    def grade(self) -> str:
        """How grave it is, with the rule's code; of an own remark that it is one."""
        if self.finding is None:
            return _OWN
        return f"{SEVERITY_LABELS[self.finding.severity]} {self.finding.code}"

    @property
    def short(self) -> str:
        """What is wrong, where the form beside it shows the place."""
        if self.finding is not None:
            return self.finding.message
        return self.remark.words if self.remark else ""

    @property
    def sentence(self) -> str:
        """Where, and what is wrong there."""
        if self.finding is not None:
            return f"{place_text(self.finding.place)}：{message_beside_place(self.finding)}"
        return f"{self.remark.place.in_words}：{self.remark.words}" if self.remark else ""

    @property
    def whole(self) -> str:
        """All of it: the sentence, the values of both sides, what the unit explained."""
        if self.finding is None:
            return self.sentence
        given = explanation_text(self.finding.explanation)
        parts = (self.sentence, values_text(self.finding), f"单位说明：{given}" if given else "")
        return "\n".join(filter(None, parts))


def said_of(form: JudgedForm) -> Iterator[SaidLine]:
    """The lines of a form: findings by gravity, then the reviewer's own remarks."""
    made = set()
    for number, finding in enumerate(form.open_findings):
        remark = form.remark_on(finding)
        made.add(remark)
        yield SaidLine(number, finding, remark)
    for number, remark in enumerate(it for it in form.remarks if it not in made):
        yield SaidLine(number, None, remark)


SAID: tuple[ListedColumn[SaidLine], ...] = (
    ListedColumn("意见", 3.4, lambda it: "√" if it.remark else "", ColumnKind.SHORT),
    ListedColumn("级别", 7.4, lambda it: it.grade),
    ListedColumn("审核结果", 0, lambda it: it.short),
)
"""The columns: whether it goes along with the 退回, how grave, what."""
