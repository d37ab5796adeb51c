"""禁则 both ways, nothing lost, at any width."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from budgetdesk.output.typesetting.breaking import break_lines, ends_paragraph, shown
from budgetdesk.output.typesetting.fonts import text_face

SIZE = 10.0
NO_START = "，。；：？！、）》〉”’…—％‰·,.;:?!)]}%"
NO_END = "（《〈“‘([{¥￥≥≤"


def lines_of(text: str, characters: float, *, balanced: bool = False) -> list[str]:
    """The lines of a column with room for so many Chinese characters, as they are drawn."""
    lines = break_lines(text, characters * SIZE, SIZE, text_face(), balanced=balanced)
    assert "".join(lines) == text
    return [shown(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("绩效指标", 1.2, ["绩", "效", "指", "标"]),
        ("年度目标，已经完成。", 4, ["年度目", "标，已经", "完成。"]),
        ("按照《预算法》执行", 3, ["按照", "《预算", "法》执", "行"]),
        ("他说：“可以。”然后", 4, ["他说：", "“可", "以。”然", "后"]),
        ("一二三——四五", 4, ["一二", "三——四", "五"]),
        ("一二——三四……五六", 4, ["一二——", "三四……", "五六"]),
        ("资金5,072,219.00元，", 5, ["资金", "5,072,219.", "00元，"]),
        ("资金5,072,219.00元，", 8.1, ["资金", "5,072,219.00元，"]),
        ("满意度≥95%以上", 4, ["满意度", "≥95%", "以上"]),
        ("满意度≥ 95%以上", 4, ["满意度", "≥ 95%", "以上"]),
        ("每人每月1980元/人/月", 6, ["每人每月", "1980元/人/月"]),
        ("使用WPS软件打开", 4.3, ["使用WPS", "软件打开"]),
        ("使用WPS软件打开", 4, ["使用", "WPS软", "件打开"]),
        ("共100万平方米。", 5, ["共100", "万平方米。"]),
        ("2023.01.01--2023.12.31", 7, ["2023.01.01--", "2023.12.31"]),
        ("5元至22元", 3, ["5元至", "22元"]),
        ('说"同意"后"上报"了', 3, ['说"同', '意"后', '"上报"', "了"]),
        ("it's一二三", 3, ["it's一", "二三"]),
        ("一二三　　四五", 3, ["一二三", "四五"]),
        ("　　一二三四", 4, ["　　一二", "三四"]),
        ("完成。1.开展检查", 4.4, ["完成。", "1.开展检", "查"]),
        ("及2022年-2023年度供热", 5, ["及2022年-", "2023年度", "供热"]),
        ("2022年11月-2023年3月", 5, ["2022年", "11月-", "2023年3月"]),
        ("张某·李某", 2, ["张", "某·", "李某"]),
        ("一二cafe\u0301馆", 4.2, ["一二", "cafe\u0301馆"]),
    ],
)
def test_where_lines_break(text: str, room: float, expected: list[str]) -> None:
    assert lines_of(text, room) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\u2028", "\u2029", "\x85"])
def test_typed_line_ends_end_lines(end: str) -> None:
    lines = break_lines(f"一二{end}三{end}{end}", 1000, SIZE, text_face())
    assert lines == (f"一二{end}", f"三{end}", end, "")
    assert [ends_paragraph(line) for line in lines] == [True, True, True, False]


def test_an_empty_text_has_one_empty_line() -> None:
    assert break_lines("", 100, SIZE, text_face()) == ("",)


def test_blanks_hang_over_the_end_and_start_no_line() -> None:
    lines = break_lines("负责人：" + " " * 200 + "经办人：", 60, SIZE, text_face())
    assert [len(line) for line in lines] == [204, 4]


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("部门基本信息", 5, ["部门基", "本信息"]),
        ("可持续影响指标", 6, ["可持续影", "响指标"]),
        ("项目名称", 4, ["项目名称"]),
        ("较上年提高，资金5,072,219元", 8, ["较上年提高，资", "金5,072,219元"]),
    ],
)
def test_short_texts_can_be_balanced(text: str, room: float, expected: list[str]) -> None:
    assert len(lines_of(text, room, balanced=True)) == len(lines_of(text, room))
    assert lines_of(text, room, balanced=True) == expected


def test_narrow_column_breaks_the_rules_only_where_nothing_else_fits() -> None:
    assert lines_of("（元）", 1) == ["（", "元", "）"]
    assert lines_of("（元）", 2) == ["（元", "）"]
    assert lines_of("（元）", 3) == ["（元）"]


def test_a_column_narrower_than_a_character_still_shows_every_character() -> None:
    assert lines_of("绩效（元）2024", 0.1) == list("绩效（元）2024")


CHINESE = st.text(
    st.one_of(
        st.sampled_from("一二三四五预算绩效目标资金项目单位万元年月日人次"),
        st.sampled_from(NO_START + NO_END),
        st.sampled_from("0123456789.,%abcXYZ/-~  　\n\t\"'℃㎡①Ⅰ"),
        st.sampled_from("\u200b\u00a0\u0301\u2060\ufeff\r𬱖鿍"),
    ),
    max_size=120,
)
ANY_TEXT = st.text(max_size=60)
ROOMS = st.floats(0.05, 60, allow_nan=False)


@given(text=st.one_of(CHINESE, ANY_TEXT), room=ROOMS, balanced=st.booleans())
@example(text="（（（（", room=1.0, balanced=False)
@example(text="。" * 20, room=3.0, balanced=True)
@example(text="\u0301\u0301\u0301", room=0.05, balanced=False)
@example(text="\u200b\u200b一\u200b", room=0.5, balanced=True)
def test_no_character_is_lost(text: str, room: float, balanced: bool) -> None:
    lines = break_lines(text, room * SIZE, SIZE, text_face(), balanced=balanced)
    assert "".join(lines) == text
    assert all(lines[:-1])


@given(text=CHINESE, room=ROOMS, balanced=st.booleans())
def test_lines_fit_or_hold_one_character(text: str, room: float, balanced: bool) -> None:
    face = text_face()
    for line in break_lines(text, room * SIZE, SIZE, face, balanced=balanced):
        seen = shown(line)
        clinging = seen[1:].translate({0x301: None, 0x2060: None, 0xFEFF: None, 0x200B: None})
        assert face.width(seen) <= room + 1e-4 or len(clinging) == 0 or "\u0301" in seen


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            ["预算", "绩效目标", "一", "《办法》", "“惠商保”", "（区）", "等等……", "是——"]
        ),
        st.sampled_from(["≥95%", "5,072,219.00元", "12月", "2024年", "10元/人/年", "WPS", "3.5‰"]),
        st.sampled_from(["，", "。", "；", "、", "：", "？”", "！", "％", ",", "."]),
    ),
    min_size=1,
    max_size=60,
)


@given(words=WORDS, room=st.floats(12, 45))
def test_rules_hold_wherever_a_line_has_room(words: list[str], room: float) -> None:
    text = "完成" + "".join(words)
    lines = lines_of(text, room)
    runs = max((len(run) for run in _closing_runs(text)), default=0)
    if runs > 6:  # a line of nothing but closing signs
        return
    for line in lines[1:]:
        assert line[0] not in NO_START
    for line in lines[:-1]:
        assert line[-1] not in NO_END
    starts = _starts(lines)
    for number in ("5,072,219.00", "95%", "3.5‰", "WPS", "2024"):
        for place in _places(text, number):
            assert not any(place < start < place + len(number) for start in starts)


def _closing_runs(text: str) -> list[str]:
    marked = "".join(char if char in NO_START else "\0" for char in text)
    return [run for run in marked.split("\0") if run]


def _starts(lines: list[str]) -> list[int]:
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line)
    return starts


def _places(text: str, part: str) -> list[int]:
    return [place for place in range(len(text)) if text.startswith(part, place)]
