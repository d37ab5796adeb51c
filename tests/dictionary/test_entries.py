"""The words of a disclosure: what a text waits for, and what is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.dictionary.base import fields_of, label_of
from budgetdesk.dictionary.entries import ENTRIES, LAST_YEAR
from budgetdesk.domain.disclosure import UNTOLD, gaps_in
from budgetdesk.domain.fields import FieldRef
from budgetdesk.domain.kind import Kind
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.typed import parse_typed

_NAMES = st.sampled_from([entry.label for entry in ENTRIES.values()])
_TEXTS = st.text(st.characters(exclude_characters="【】", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(_TEXTS, _NAMES)), _TEXTS)
def test_every_gap_of_a_text_is_found_at_its_place(parts: list[tuple[str, str]], end: str) -> None:
    text = "".join(before + UNTOLD.format(name) for before, name in parts) + end
    gaps = gaps_in(text)
    assert [gap.name for gap in gaps] == [name for _, name in parts]
    assert all(text[gap.start : gap.end] == UNTOLD.format(gap.name) for gap in gaps)


def test_other_brackets_are_no_gaps() -> None:
    assert gaps_in("【注】按【待填上年数填写。") == ()


def test_each_reason_belongs_to_an_amount_of_last_year() -> None:
    reasons = {key.removeprefix("reason_") for key in ENTRIES if key.startswith("reason_")}
    assert reasons == set(LAST_YEAR)


def test_what_is_compared_has_fields_of_its_own() -> None:
    fields = fields_of(RecordKind.DEPARTMENT)
    assert fields["now.total"].label == "本年收支总计"
    assert fields["change.vehicle_purchase"].label == "公务用车购置费增减"


def test_a_paragraph_is_called_by_its_own_name() -> None:
    assert label_of(FieldRef(RecordKind.DEPARTMENT, 1, "paragraphs.text", level1="车辆")) == (
        "段落「车辆」"
    )
    assert label_of(FieldRef(RecordKind.DEPARTMENT, 1, "entries.duties")) == "部门职责"


def test_counts_are_read_back_as_the_form_shows_them() -> None:
    assert [parse_typed(Kind.COUNT, text) for text in ("8辆", "2台（套）", "3台(套)", "1套")] == [
        8, 2, 3, 1,
    ]  # fmt: skip
