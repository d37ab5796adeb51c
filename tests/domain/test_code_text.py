"""Codes and words in the spellings of offices and programs."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.domain.catalogue import CatalogueKind, load_catalogue
from budgetdesk.domain.code_search import CODE_KINDS, read_code
from budgetdesk.domain.code_text import code_and_name, project_without_code, tidy_code
from budgetdesk.domain.ledger_columns import LedgerField
from budgetdesk.domain.ledger_terms import LedgerTerms
from budgetdesk.domain.ledger_words import nature_of, origin_of, source_of
from budgetdesk.domain.money import parse_yuan
from budgetdesk.domain.records import Department, Nature, Origin, Source, Unit
from budgetdesk.domain.typed import TypedError

FUNCTION = load_catalogue(CatalogueKind.FUNCTION, 2024)
KIND = CODE_KINDS[CatalogueKind.FUNCTION]
BUREAU = Department("202", "永和县卫生健康和体育局", id=1)
TERMS = LedgerTerms(
    2024,
    (Unit(BUREAU.name, BUREAU, "202001", id=1), Unit("永和县医院", BUREAU, "034", id=2)),
    {1: ("甲项目",)},
)


@pytest.mark.parametrize(
    "text",
    [
        *("210 04 08", "210-04-08", "210.04.08", "210/04/08", "210|04|08", "210·04·08"),
        *("210 4 8", "21004-08", "210-21004-2100408", "２１００４０８", "2100408.0", "2100408.00"),
        *("'2100408", '="2100408"', '"2100408"', "2.100408E+06", "2.100408e6", "2,100,408"),
        *(" 2100408 ", "\ufeff2100408", "2100408\u200b", "\u202d2100408\u202c", "\u00a02100408"),
        *("2100408基本公共卫生服务", "基本公共卫生服务[2100408]", "2100408-基本公共卫生服务"),
        *("[2100408]基本公共卫生服务", "【2100408】基本公共卫生服务", "基本公共卫生服务2100408"),
        *("基本公共卫生服务（2100408）", "2100408_基本公共卫生服务", "2100408：基本公共卫生服务"),
        *("210 04 08 基本公共卫生服务", "210卫生健康支出-21004公共卫生-2100408基本公共卫生服务"),
        *("210-卫生健康支出/21004-公共卫生/2100408-基本公共卫生服务", "「2100408」"),
    ],
)
def test_a_code_is_read_in_every_spelling(text: str) -> None:
    assert read_code(FUNCTION, KIND, text) == ("2100408",)
    line = TERMS.with_text(TERMS.fresh(), LedgerField.FUNCTION_CODE, text)
    assert line.function_code == "2100408", "typed in the grid it is the same"


@pytest.mark.parametrize("text", ["2.1E+06", "2.10E+06", "2E+06", "301.1", "210.1"])
def test_a_code_that_may_have_lost_a_digit_is_told(text: str) -> None:
    with pytest.raises(TypedError, match=r"丢了.*完整的编码"):
        read_code(FUNCTION, KIND, text)


@given(st.sampled_from(sorted(FUNCTION.entries)), st.sampled_from(" -./|_"), st.booleans())
def test_every_code_comes_back_from_its_parts(code: str, mark: str, named: bool) -> None:
    parts = [code[:3], *(code[at : at + 2] for at in range(3, len(code), 2))]
    name = f"{mark}{FUNCTION.entries[code].name}" if named else ""
    assert read_code(FUNCTION, KIND, mark.join(parts) + name) == (code,)
    assert read_code(FUNCTION, KIND, f"{FUNCTION.entries[code].name}[{code}]") == (code,)


@given(st.text(max_size=20))
def test_any_text_is_a_code_a_name_or_refused(text: str) -> None:
    with suppress(TypedError):
        found = code_and_name(text, KIND.lengths)
        assert found.code.isdigit() or not found.code
    tidy_code(text)
    project_without_code(text)


@pytest.mark.parametrize(
    ("text", "nature"),
    [
        *((text, Nature.BASIC) for text in ("人员经费", "公用经费", "人员类", "1-基本支出")),
        *((text, Nature.BASIC) for text in ("基本支出-人员经费", "运转类–公用经费", "日常公用")),
        *((text, Nature.PROJECT) for text in ("特定目标类", "其他运转类", "2 项目支出", "专项")),
        *(
            (text, Nature.PROJECT)
            for text in ("3-特定目标类", "项目支出（特定目标类）", "【3】项目")
        ),
    ],
)
def test_natures_are_known_by_the_words_of_the_trade(text: str, nature: Nature) -> None:
    assert nature_of(text) is nature


def test_a_word_that_says_too_little_is_asked_about() -> None:
    with pytest.raises(TypedError, match="公用经费属基本支出，其他运转类属项目支出"):
        nature_of("运转类")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        *((text, Source.GENERAL) for text in ("1-一般公共预算", "11 一般公共预算资金", "经费拨款")),
        *(
            (text, Source.GENERAL)
            for text in ("[111]一般公共预算", "一般公共预算（11）", "财政拨款")
        ),
        *((text, Source.FUND) for text in ("政府性基金预算资金", "2政府性基金", "基金预算")),
        *((text, Source.STATE_CAPITAL) for text in ("国资", "3-国有资本经营预算收入")),
        *((text, Source.SPECIAL_ACCOUNT) for text in ("教育收费", "4_财政专户管理资金")),
        *((text, Source.UNIT_FUNDS) for text in ("事业收入", "事业单位经营收入", "其他收入")),
        *((text, Source.UNIT_FUNDS) for text in ("5-单位资金", "单位资金-事业收入", "单位资金")),
    ],
)
def test_sources_are_known_by_the_words_of_the_trade(text: str, source: Source) -> None:
    assert source_of(text) is source


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        *((text, Origin.CURRENT) for text in ("21-当年预算", "本年", "年初预算", "2024", "2024年")),
        *((text, Origin.CARRYOVER) for text in ("上年结转结余", "年初结转", "2023年度", "结余")),
    ],
)
def test_origins_are_known_by_word_and_year(text: str, origin: Origin) -> None:
    assert origin_of(text, 2024) is origin


@pytest.mark.parametrize(
    "text",
    ["202001-永和县卫生健康和体育局", "[202001]永和县卫生健康和体育局", "202001", " 202001 "],
)
def test_a_unit_is_found_with_its_code(text: str) -> None:
    assert TERMS.unit_named(text).id == 1


@pytest.mark.parametrize("text", ["永和县医院（034）", "34", "034永和县医院", "一、永和县医院"])
def test_a_unit_code_without_its_first_zero_is_found(text: str) -> None:
    assert TERMS.unit_named(text).id == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("14103324R000000018001-甲项目", "甲项目"),
        ("[140000240000000001]乙项目", "乙项目"),
        ("140000240000000001乙", "乙"),
        ("2024年提前下达补助", "2024年提前下达补助"),
        ("2024-2025年度补助", "2024-2025年度补助"),
        ("12345678", "12345678"),
    ],
)
def test_a_project_is_named_without_its_long_code(text: str, name: str) -> None:
    line = TERMS.with_text(TERMS.fresh(), LedgerField.PROJECT, text)
    assert line.project == name


@pytest.mark.parametrize(
    "text", ["'1234.5", '="1234.5"', '"1,234.5"', "\u202d1234.5\u202c", "1234.5 "]
)
def test_amounts_are_read_as_excel_marks_them(text: str) -> None:
    assert parse_yuan(text) == 123_450
