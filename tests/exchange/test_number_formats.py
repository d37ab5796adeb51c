"""A number comes as its cell shows it: with what the format adds, without what it rounds."""

from datetime import date

import pytest

from budgetdesk.exchange.number_formats import dressed, format_of


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        *(("0%", "0.95", "95%"), ("0.00%", "0.97281", "97.281%"), ("0%", "1.2", "120%")),
        *(("0%", "0", "0%"), ('0"%"', "95", "95%"), ("0\\%", "95", "95%")),
        *(('0"人"', "50", "50人"), ('"≥"0"个"', "5", "≥5个"), ('0"人";-0"人"', "-5", "-5人")),
        *(("G/通用格式\\人", "5", "5人"), ('[DBNum1][$-804]General"万"', "5", "5万")),
        *(('#,##0.00"元"', "1234.567", "1234.567元"), ('0.00,"千元"', "1234567", "1234.567千元")),
        *(('0!.0,"万元"', "12345678", "1234.5678万元"), ("0\\.0000,", "12345678", "1.2345678")),
        *(('0"."0,', "12345678", "1234.5678"), ("000", "7", "007"), ("000", "12345", "12345")),
    ],
)
def test_a_format_adds_its_words_and_rounds_nothing(code: str, number: str, shown: str) -> None:
    assert format_of(code).shown(number) == shown


@pytest.mark.parametrize(
    "code",
    [
        *(
            "",
            "General",
            "@",
            "0",
            "0.00",
            "#,##0.00",
            "0.00_);[Red]\\(0.00\\)",
            "# ?/?",
            "0.0E+00",
        ),
        *("[$￥-804]#,##0.00", '_ "￥"* #,##0.00_ ;_ "￥"* \\-#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ '),
        *(
            "yyyy-m-d",
            "yyyy/m/d h:mm",
            "h:mm:ss",
            "[h]:mm",
            '[=1]"√";[=0]"×"',
            '[>9999]0!.0,"万";0',
        ),
    ],
)
def test_what_only_rounds_or_depends_on_a_condition_adds_nothing(code: str) -> None:
    assert not format_of(code).adds


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"', "2025年6月"),
        ("yyyy/m", "2025年6月"),
        ('m"月"d"日"', "6月30日"),
        ("mm-dd", "6月30日"),
        ("yyyy/m/d", "2025-06-30"),
    ],
)
def test_a_day_has_the_parts_that_are_shown(code: str, shown: str) -> None:
    assert format_of(code).day(date(2025, 6, 30)) == shown


@pytest.mark.parametrize(
    ("exact", "seen", "shown"),
    [
        *(
            ("50", "50人", "50人"),
            ("-5", "-5人", "-5人"),
            ("95", "95%", "95%"),
            ("7", "007", "007"),
        ),
        *(("12345678", "1234.6万元", "1234.5678万元"), ("1234567", "1,235千元", "1234.567千元")),
        *(("1234.567", "1,234.57", "1234.567"), ("0.5", "1", "0.5"), ("5", "￥5.00", "5")),
        *(("-5", "(5)", "-5"), ("5", "约五", "5"), ("5", "", "5"), ("5", ",", "5")),
    ],
)
def test_a_text_beside_a_number_tells_the_same(exact: str, seen: str, shown: str) -> None:
    assert dressed(exact, seen) == shown
