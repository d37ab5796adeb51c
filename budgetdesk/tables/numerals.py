"""Chinese numerals of the lines and tables: 一 to 九十九."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number from 1 to 99 as the official tables count: 一, 十, 十一, 二十, 三十四."""
    tens, ones = divmod(number, 10)
    leading = "" if tens < 2 else _DIGITS[tens]
    return leading + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
