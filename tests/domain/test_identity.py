"""Rows are found again by what they say, in the order of what is surest."""

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.identity import Ground, RowFace, is_still, match_rows, name_likeness

QUANTITY, QUALITY = ("产出", "数量"), ("产出", "质量")


def row(name: str, target: str = "", slot: tuple[str, ...] = QUANTITY, uuid: str = "") -> RowFace:
    return RowFace(name, target, slot, uuid)


def pairs(
    old: list[RowFace], new: list[RowFace], *, guess: bool = True
) -> list[tuple[int, int, str]]:
    return [(it.old, it.new, it.ground.value) for it in match_rows(old, new, guess=guess)]


def test_a_row_inserted_on_top_takes_nobodys_place() -> None:
    old = [row("培训人次", "≥200人"), row("培训场次", "4场")]
    new = [row("新增设备", "3台"), *old]
    assert pairs(old, new) == [(0, 1, "wholly"), (1, 2, "wholly")]


def test_the_uuid_counts_before_all_that_is_said() -> None:
    old = [row("甲", uuid="1"), row("乙", uuid="2")]
    new = [row("甲", uuid="2"), row("乙", uuid="1")]
    assert pairs(old, new) == [(1, 0, "uuid"), (0, 1, "uuid")]


def test_width_brackets_and_blanks_make_no_other_row() -> None:
    old, new = [row("培训（次）", "≥５")], [row("培训(次) ", "≥5")]
    assert pairs(old, new) == [(0, 0, "wholly")]


def test_twins_are_paired_by_target_then_by_order() -> None:
    old = [row("补助标准", "100元"), row("补助标准", "200元"), row("补助标准", "300元")]
    new = [row("补助标准", "300元"), row("补助标准", "110元"), row("补助标准", "210元")]
    assert pairs(old, new) == [(2, 0, "wholly"), (0, 1, "name"), (1, 2, "name")]


def test_a_row_filed_elsewhere_is_found_by_its_name_alone_on_both_sides() -> None:
    old = [row("培训合格率", "95%")]
    assert pairs(old, [row("培训合格率", "90%", QUALITY)]) == [(0, 0, "alone")]
    twins = [row("培训合格率", "1", QUALITY), row("培训合格率", "2", QUALITY)]
    assert pairs(old, twins) == [(0, 0, "likeness")]


def test_a_name_that_print_has_cut_is_the_one_it_begins() -> None:
    old = [row("乡村医生培训覆盖率"), row("乡村医生")]
    assert pairs(old, [row("乡村医生培训")]) == [(0, 0, "beginning")]
    assert pairs(old[:1], [row("乡村医生培训", slot=QUALITY)]) == []


def test_likeness_asks_for_more_in_another_slot() -> None:
    old = [row("贫困人口培训", "≥20人")]
    near = row("脱贫人口培训", "≥30人")
    assert 0.7 <= name_likeness(old[0].name, near.name) < 0.8
    assert pairs(old, [near]) == [(0, 0, "likeness")]
    assert pairs(old, [RowFace(near.name, near.target, QUALITY)]) == []


def test_the_likest_pair_comes_first() -> None:
    old = [row("村级卫生室改造数量"), row("乡级卫生室改造数量")]
    new = [row("乡级卫生室改造的数量")]
    assert pairs(old, new) == [(1, 0, "likeness")]


def test_what_differs_is_new_and_guesses_are_marked() -> None:
    assert pairs([row("培训人次")], [row("购置设备")]) == []
    assert [ground for ground in Ground if ground.is_guess] == [
        Ground.ALONE,
        Ground.BEGINNING,
        Ground.LIKENESS,
    ]
    assert pairs([row("培训人次")], [row("培训人次数")], guess=False) == []


def test_blank_names_are_paired_by_nothing_but_all_they_say() -> None:
    assert pairs([row("", "5")], [row("", "6")]) == []
    assert pairs([row("", "5")], [row("", "5")]) == [(0, 0, "wholly")]


def test_a_row_rewritten_into_another_is_it_no_more() -> None:
    assert is_still("乡村医生培训人次", "乡村医生培训人次数")
    assert is_still("", "")
    assert not is_still("培训人次", "购置设备")
    assert not is_still("培训人次", "")


names = st.sampled_from(
    ["培训人次", "培训人次数", "培训场次", "购置设备", "设备购置", "合格率", ""]
)
faces = st.builds(
    RowFace,
    names,
    st.sampled_from(["", "5", "6"]),
    st.sampled_from([QUANTITY, QUALITY]),
    st.sampled_from(["", "1", "2", "3"]),
)
lists = st.lists(faces, max_size=8)


@given(lists, lists)
def test_nobody_is_paired_twice_and_all_of_new_stay_in_order(
    old: list[RowFace], new: list[RowFace]
) -> None:
    found = match_rows(old, new)
    assert len({it.old for it in found}) == len({it.new for it in found}) == len(found)
    assert [it.new for it in found] == sorted(it.new for it in found)
    sure = match_rows(old, new, guess=False)
    assert {(it.old, it.new) for it in sure} <= {(it.old, it.new) for it in found}
    assert not any(it.ground.is_guess for it in sure)


@given(lists, st.randoms(use_true_random=False))
def test_the_same_rows_in_any_order_are_all_found(old: list[RowFace], chance: object) -> None:
    order = list(range(len(old)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    new = [RowFace(old[it].name, old[it].target, old[it].slot) for it in order]
    found = match_rows(old, new)
    assert len(found) == len(old)
    for match in found:
        ours, theirs = old[match.old], new[match.new]
        assert (ours.name, ours.target, ours.slot) == (theirs.name, theirs.target, theirs.slot)
