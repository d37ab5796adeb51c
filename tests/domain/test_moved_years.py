"""Which years of a text move into the next year's book, case by case."""

import pytest

from budgetdesk.domain.moved_years import YearDeed, moved

MOVES = {
    "2025年生育补贴市级配套资金": "2026年生育补贴市级配套资金",
    "2024年-2025年残疾人保障金": "2025年-2026年残疾人保障金",
    "2024年11月-2025年3月取暖": "2025年11月-2026年3月取暖",
    "2025年12月底前完成": "2026年12月底前完成",
    "2025.07-2026.01": "2026.07-2027.01",
    "2025 年完成": "2026 年完成",
    "２０２５年度": "２０２６年度",
    "（2025年度）": "（2026年度）",
    "2024-2025学年": "2025-2026学年",
    "2025/2026学年": "2026/2027学年",
    "根据吕梁市2025年预算编制的通知，2025年安排": "根据吕梁市2025年预算编制的通知，2026年安排",
}
_BRACKETS = (
    "[]",
    "〔〕",
    "【】",
    "()",
    "（）",
    "﹝﹞",
    "［］",
    "<>",
    "〈〉",
    "{}",
    "「」",
    "『』",
    "(）",
)
STAYS = [
    "《关于下达2025年预算的批复》",
    "《山西省关于印发〈2025年工作〉的通知》",
    *(f"永财预{it[0]}2025{it[1]}1号" for it in _BRACKETS),
    *(f"永财预{it[0]}2025年{it[1]}1号" for it in _BRACKETS),
    "永财预2025-1号", "永财预2025年第1号", "2025—2027年规划",
    "2023年以来", "2079.6万元", "1980元", "≥2025户", "2021-2022年",
]  # fmt: skip
ASKED = [
    "2024年完成", "2026年", "2025及2026年的预算资金", "25年年初预算", "年初预算",
    "已于2025年3月签订合同", "2025年春季学期起提高", "2025年政府工作报告", "2025年中标价",
    "自2025年起发放", "2025年以来", "2025年第12次会议研究", "二〇二五年完成", "二○二四年完成",
]  # fmt: skip


@pytest.mark.parametrize("text", MOVES)
def test_the_books_year_moves_and_ranges_move_whole(text: str) -> None:
    assert moved(text, 2025).text == MOVES[text]


@pytest.mark.parametrize("text", STAYS)
def test_titles_numbers_and_older_years_stay(text: str) -> None:
    found = moved(text, 2025)
    assert found.text == text
    assert all(it.deed is YearDeed.STALE for it in found.mentions)


@pytest.mark.parametrize("text", ASKED)
def test_what_a_person_must_know_is_asked(text: str) -> None:
    found = moved(text, 2025)
    assert found.text == text
    assert YearDeed.ASKED in {it.deed for it in found.mentions}


def test_a_document_of_the_year_is_stale() -> None:
    (mention,) = moved("按永财预[2025]1号执行", 2025).mentions
    assert (mention.deed, mention.words) == (YearDeed.STALE, "按永财预[2025]1号")


@pytest.mark.parametrize(
    ("text", "by", "told"),
    [
        ("2025年12月底前", 1, "2026年12月底前"),
        ("2025-12-31", 2, "2027-12-31"),
        ("≥2025元", 1, "≥2025元"),
        ("2024年至2025年", 2, "2026年至2027年"),
        ("按永财预[2025]1号，2025年完成", 3, "按永财预[2025]1号，2028年完成"),
    ],
)
def test_a_text_is_taken_over_several_years_later_by_the_same_rule(
    text: str, by: int, told: str
) -> None:
    assert moved(text, 2025, by).text == told
