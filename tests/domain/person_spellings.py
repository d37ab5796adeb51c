"""Persons in all the spellings that clerks use, for the tests."""

from hypothesis import strategies as st

NAMES = (
    "张小三", "李小四", "王五", "赵六六", "孙晓七", "欧阳小明", "买买提·艾力", "佟丽雅", "高明远",
    "王和平", "文大海", "张秋月",
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def grouped(digits: str, sizes: tuple[int, ...], gap: str) -> str:
    """The digits in groups of these sizes."""
    groups, at = [], 0
    for size in sizes:
        groups.append(digits[at : at + size])
        at += size
    return gap.join(groups)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    digits = f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999_999_999)):09d}"
    sizes = draw(st.sampled_from([(11,), (3, 4, 4), (3, 8), (7, 4)]))
    number = grouped(digits, sizes, draw(st.sampled_from(["-", " ", ".", "·", "—", "　"])))
    country = draw(st.sampled_from(["", "+86", "+86 ", "0086-", "(+86)", "（+86）", "86-"]))
    whole = country + number
    return whole.translate(_WIDE) if draw(st.booleans()) else whole


@st.composite
def telephones(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(["010", "0357", "0351", "021"]))
    local = f"{draw(st.integers(2, 8))}{draw(st.integers(0, 999_999)):06d}"
    pattern = draw(st.sampled_from(["{a}-{l}", "({a}){l}", "（{a}）{l}", "{a} {l}", "{a}{l}"]))
    extension = draw(st.sampled_from(["", "-801", "转801"]))
    return pattern.format(a=area, l=local) + extension


@st.composite
def identities(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(["110105", "141032", "140105", "510104"]))
    born = draw(st.dates()).replace(year=draw(st.integers(1920, 2020)), day=1)
    digits = f"{area}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    eighteen = digits + "10X98765432"[total % 11]
    fifteen = area + digits[8:]
    if draw(st.booleans()) and born.year < 2000:
        return grouped(fifteen[:15], draw(st.sampled_from([(15,), (6, 6, 3)])), " ")
    sizes = draw(st.sampled_from([(18,), (6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4)]))
    number = grouped(eighteen, sizes, draw(st.sampled_from([" ", "-"])))
    return number.translate(_WIDE) if draw(st.booleans()) else number


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = f"62{draw(st.integers(0, 10**16 - 1)):016d}"
    total = 0
    for place, sign in enumerate(reversed(body + "0")):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    digits = f"{body}{-total % 10}"
    sizes = draw(st.sampled_from([(19,), (4, 4, 4, 4, 3), (6, 13)]))
    return grouped(digits, sizes, draw(st.sampled_from([" ", "-"])))


def mails() -> st.SearchStrategy[str]:
    user = st.from_regex(r"[a-z]{3,8}", fullmatch=True)
    return st.builds(
        "{}{}{}".format, user, st.sampled_from(["@", "＠"]), st.sampled_from(["qq.com", "163.com"])
    )
