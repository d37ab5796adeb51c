from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.code_search import CodeKind, find_codes, name_with_code, read_code
from budgetdesk.domain.typed import TypedError

FUNCTION = load_catalogue(CatalogueKind.FUNCTION, 2024)
DEPARTMENT = load_catalogue(CatalogueKind.DEPARTMENT_ECONOMIC, 2024)
GOVERNMENT = load_catalogue(CatalogueKind.GOVERNMENT_ECONOMIC, 2024)
KIND = CodeKind("功能科目", (3, 5, 7))


def codes(typed: str) -> list[str]:
    return [entry.code for entry in find_codes(FUNCTION, typed)]


@pytest.mark.parametrize(
    "typed",
    [
        "2100408",
        "基本公共卫生",
        "jbggws",
        "JBGG",
        "公共卫生服务 21004",
        "２１００４０８",
        "ggws 基本",
    ],
)
def test_a_code_is_found_by_digits_name_and_initials(typed: str) -> None:
    assert codes(typed)[0] == "2100408"


def test_what_begins_with_the_text_comes_first() -> None:
    assert codes("210")[:3] == ["210", "21001", "2100101"]
    names = [entry.name for entry in find_codes(FUNCTION, "卫生")]
    assert names[0].startswith("卫生")
    assert any(not name.startswith("卫生") for name in names)


def test_by_name_the_lowest_level_comes_first() -> None:
    found = codes("公共卫生")
    assert {"2100408", "2100409", "2100499"} < set(found[:-1])
    assert found[-1] == "21004"


@pytest.mark.parametrize(
    "typed", ["统计信息 行政运行", "行政运行 统计", "tjxx xzyx", "20105 行政运行"]
)
def test_a_name_that_many_codes_have_is_found_with_a_word_from_above(typed: str) -> None:
    assert codes(typed)[0] == "2010501"


def test_a_blank_lists_the_catalogue_in_code_order() -> None:
    found = codes(" ")
    assert found == sorted(FUNCTION.entries)[: len(found)]


def test_what_suits_nothing_finds_nothing() -> None:
    assert codes("没有这个科目") == []
    assert codes("2100408 没有") == []


@given(st.sampled_from(sorted(FUNCTION.entries)))
def test_every_entry_is_found_by_its_code_and_by_its_name(code: str) -> None:
    assert codes(code)[0] == code
    name = FUNCTION.entries[code].name
    many = len(FUNCTION.entries)
    assert code in [entry.code for entry in find_codes(FUNCTION, name, limit=many)]
    if above := FUNCTION.parent(code):
        found = find_codes(FUNCTION, f"{above.name} {name}")
        assert code in [entry.code for entry in found], "its 款 tells it from others"


@given(st.text(max_size=12))
def test_search_and_reading_never_fail_otherwise(text: str) -> None:
    find_codes(FUNCTION, text)
    with suppress(TypedError):
        assert all(code.isdigit() for code in read_code(FUNCTION, KIND, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2100408", "2100408"),
        ("2100408 基本公共卫生服务", "2100408"),
        ("2100408-基本公共卫生服务", "2100408"),
        ("２１００４０８", "2100408"),
        ("基本公共卫生服务", "2100408"),
        ("2130599", "2130599"),  # not in the catalogue, yet a code
        ("其他卫生健康支出", "2109999"),  # 款 and 项 share the name: the 项
    ],
)
def test_a_code_is_read_from_digits_or_a_name(text: str, expected: str) -> None:
    assert read_code(FUNCTION, KIND, text) == (expected,)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("21004", None),
        ("210040", "「210040」不是功能科目编码，应为 3、5、7 位数字。"),
        ("修路", "目录中没有功能科目「修路」，请填编码或从列表中选择。"),
        ("12.5万元", "目录中没有功能科目「12.5万元」，请填编码或从列表中选择。"),
    ],
)
def test_what_is_no_code_is_refused_in_a_sentence(text: str, sentence: str | None) -> None:
    if sentence is None:
        assert read_code(FUNCTION, KIND, text) == (text,)
        return
    with pytest.raises(TypedError) as caught:
        read_code(FUNCTION, KIND, text)
    assert str(caught.value) == sentence


def test_a_name_of_several_codes_gives_all_of_them() -> None:
    assert read_code(GOVERNMENT, CodeKind("政府经济科目", (3, 5)), "房屋建筑物购建") == (
        "50301",
        "50401",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2130599 其他扶贫支出", ("2130599", "其他扶贫支出")),
        ("２１３０５９９－其他扶贫支出", ("2130599", "其他扶贫支出")),
        ("2130599其他扶贫支出", ("2130599", "其他扶贫支出")),
        ("2130599：其他", ("2130599", "其他")),
        ("2130599", None),
        ("2130599 ", None),
        ("其他扶贫支出", None),
        ("1,200", None),
        ("3.5万元", None),
    ],
)
def test_a_name_behind_a_code_is_told_from_it(text: str, found: tuple[str, str] | None) -> None:
    assert name_with_code(text) == found
