"""Which form a row of the published 民生 list means."""

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.checks.listed_forms import FormFace, pair_up
from budgetdesk.domain.livelihood import ListedProject

NAMES = st.sampled_from(
    ["城乡低保金", "城乡低保金补助", "护理补贴", "重度残疾人护理补贴", "环卫合同经费", "环卫经费"]
)
UNITS = st.sampled_from(["民政局", "低保中心", "市容环卫中心"])
AMOUNTS = st.sampled_from([None, 0, 100, 200, 300])


def face(number: int, name: str, unit: str = "民政局", amount: int | None = 100) -> FormFace:
    return FormFace(number, name, unit, "", amount)


def row(name: str, unit: str = "民政局", amount: int | None = 100, code: str = "") -> ListedProject:
    return ListedProject(code, unit, name, amount)


def paired(listed: list[ListedProject], faces: list[FormFace]) -> list[int | None]:
    return [one.project_id if one else None for one in pair_up(listed, faces)]


def test_unit_and_name_alike_whatever_their_width_are_a_pair() -> None:
    faces = [face(1, "环卫（合同）经费", amount=1), face(2, "护理补贴")]
    assert paired([row("环卫(合同) 经费"), row("护理补贴", amount=9)], faces) == [1, 2]


def test_a_like_name_needs_the_unit_or_the_money() -> None:
    assert paired([row("城乡低保金")], [face(1, "城乡低保金补助", amount=5)]) == [1]
    assert paired([row("城乡低保金")], [face(1, "城乡低保资金", "低保中心")]) == [1]
    assert paired([row("城乡低保金")], [face(1, "城乡低保资金", "低保中心", 5)]) == [None]
    assert paired([row("城乡低保金", amount=0)], [face(1, "城乡低保资金", "低保中心", 0)]) == [None]


def test_the_same_money_alone_is_no_pair() -> None:
    assert paired([row("城乡低保金")], [face(1, "公务用车运行维护费")]) == [None]


def test_the_code_stands_for_the_unit() -> None:
    coded = FormFace(1, "城乡低保金", "低保服务中心", "041002", 5)
    assert paired([row("城乡低保金", "低保中心", 7, "041002")], [coded]) == [1]
    assert paired([row("城乡低保金", "低保中心", 7)], [coded]) == [None]


def test_the_likest_is_taken_and_what_stands_on_the_list_is_left_to_its_row() -> None:
    faces = [face(1, "学前教育生均经费"), face(2, "学前教育公用经费补助")]
    assert paired([row("学前教育公用经费")], faces) == [2]
    listed = [row("学前教育公用经费"), row("学前教育公用经费补助")]
    assert paired(listed, faces) == [1, 2]


@given(
    st.lists(st.builds(row, NAMES, UNITS, AMOUNTS), max_size=8),
    st.lists(st.tuples(NAMES, UNITS, AMOUNTS), max_size=8),
)
def test_a_form_is_meant_once_and_the_same_unit_and_name_always(
    listed: list[ListedProject], shown: list[tuple[str, str, int | None]]
) -> None:
    faces = [face(number, *one) for number, one in enumerate(shown, start=1)]
    found = pair_up(listed, faces)
    assert len(found) == len(listed)
    taken = [one.project_id for one in found if one]
    assert len(taken) == len(set(taken))
    for one, meant in zip(listed, found, strict=True):
        same = [f.project_id for f in faces if (f.unit, f.name) == (one.unit, one.project)]
        if meant is None or (meant.unit, meant.name) != (one.unit, one.project):
            assert set(same) <= set(taken)  # each of them is another such row's
