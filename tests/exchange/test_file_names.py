import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.exchange.file_names import safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("老年村医退养补助", "老年村医退养补助"),
        ("补助资金(中央)", "补助资金(中央)"),
        ("补助资金：中央/省级", "补助资金：中央／省级"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d”e／f＼g｜h？i＊j"),
        ("两行\n名称\t一", "两行 名称 一"),
        ("名称. ", "名称"),
        ("..", "未命名"),
        (" ", "未命名"),
        ("", "未命名"),
        ("nul", "_nul"),
        ("COM1.备份", "_COM1.备份"),
        ("CONCERT", "CONCERT"),
    ],
)
def test_names_are_safe_on_windows(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_any_name_makes_a_file_name(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe.encode()) <= 211
    assert not set(safe) & set('<>:"/\\|?*\n\r\t\0')
    assert not safe.endswith((".", " "))
    assert safe_name(safe) == safe
