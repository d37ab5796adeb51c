"""Units of one dimension: 亩 and 平方米, 公里 and 米, 万吨 and 吨."""

from fractions import Fraction

_AREA, _LENGTH, _MASS = "面积", "长度", "重量"
_MU = Fraction(2000, 3)
_UNITS: dict[str, tuple[str, Fraction]] = {
    "平方米": (_AREA, Fraction(1)),
    "平米": (_AREA, Fraction(1)),
    "㎡": (_AREA, Fraction(1)),
    "m²": (_AREA, Fraction(1)),
    "亩": (_AREA, _MU),
    "公顷": (_AREA, Fraction(10_000)),
    "平方公里": (_AREA, Fraction(1_000_000)),
    "米": (_LENGTH, Fraction(1)),
    "公里": (_LENGTH, Fraction(1_000)),
    "千米": (_LENGTH, Fraction(1_000)),
    "km": (_LENGTH, Fraction(1_000)),
    "吨": (_MASS, Fraction(1)),
    "公斤": (_MASS, Fraction(1, 1_000)),
    "千克": (_MASS, Fraction(1, 1_000)),
    "人": ("人数", Fraction(1)),
    "人次": ("人次", Fraction(1)),
    "户": ("户数", Fraction(1)),
    "立方米": ("体积", Fraction(1)),
}


def dimension(unit: str) -> str:
    """What a unit measures (面积, 长度, 重量); "" for units that are not converted."""
    return _UNITS[unit][0] if unit in _UNITS else ""


def converted(value: Fraction, unit: str) -> Fraction:
    """A value in the base unit of its dimension: 平方米, 米, 吨."""
    return value * _UNITS[unit][1]


def same_measure(left: Fraction, right: Fraction) -> bool:
    """Whether two converted values are one, rounding of what was written allowed (2 %)."""
    return abs(left - right) * 50 <= max(abs(left), abs(right))
