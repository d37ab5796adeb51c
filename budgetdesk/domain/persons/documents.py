"""What makes groups of digits the number of an identity card or a bank card."""

import re
from collections.abc import Iterator
from datetime import date

from budgetdesk.domain.persons.groups import NumberPart
from budgetdesk.domain.persons.telephones import CODE_WORD, is_amount

# GB 11643-1999: province, day of birth, and the check character by the other 17 modulo 11.
PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
IDENTITY = rf"{PROVINCE}[0-9]{{4}}(?:1[89]|20)[0-9]{{2}}{_DAY}[0-9]{{3}}[0-9Xx]"
OLD_IDENTITY = rf"{PROVINCE}[0-9]{{6}}{_DAY}[0-9]{{3}}"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def is_identity(part: NumberPart) -> bool:
    """Whether 18 digits are a person's: by the check character, or as one mistyped may be."""
    digits = part.digits.upper()
    if not _is_day(digits[6:14]):
        return False
    return _check_character(digits) == digits[-1] or _may_be_mistyped(part)


def _may_be_mistyped(part: NumberPart) -> bool:
    of_a_county = part.digits[4:6] != "00"
    grown = "1900" <= part.digits[6:10] <= "2012"
    is_number = min(part.sizes) >= 2 and part.is_on_one_line and "/" not in part.written
    is_other = CODE_WORD.search(part.before) or is_amount(part)
    return of_a_county and grown and is_number and not is_other


_DATED = {6, 8, 10, 12}


def is_old_identity(part: NumberPart) -> bool:
    """Whether 15 digits are those of a card before 2000."""
    cuts = {sum(part.sizes[:count]) for count in range(1, len(part.sizes))}
    is_grouped_so = len(part.sizes) == 1 or (min(part.sizes) >= 3 and 6 in cuts) or cuts == _DATED
    if not is_grouped_so or "/" in part.written or not _is_day(f"19{part.digits[6:12]}"):
        return False
    return not (CODE_WORD.search(part.before) or is_amount(part))


def _is_day(digits: str) -> bool:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2100


def _check_character(number: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11]


_CARD_BEGIN = r"(?:6[02]|4[0-9]|5[1-5]|35)"
CARDS = (*(rf"{_CARD_BEGIN}[0-9]{{{more}}}" for more in (17, 16, 15, 14)), r"3[47][0-9]{13}")
_IN_FOURS = frozenset({(4, 4, 4, 4, 3)})


def is_card(part: NumberPart) -> bool:
    """Whether digits like those of a bank card are grouped, and check, like one."""
    if (
        not part.is_on_one_line
        or "/" in part.written
        or CODE_WORD.search(part.before)
        or is_amount(part)
    ):
        return False
    if part.sizes in _IN_FOURS and part.digits.startswith("62") and len(part.gaps) == 1:
        return True
    return min(part.sizes[:-1] or part.sizes) >= 3 and passes_luhn(part.digits)


def passes_luhn(digits: str) -> bool:
    """ISO/IEC 7812-1: every second digit from the right counts twice."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# Behind a word that names them any number of that length is one.
_NAMED_IDENTITY = re.compile(r"身份(?:证件?)?(?:号码?|编号)?[\s:：为是(（]{0,3}(?=[0-9])")
_NAMED_CARD = re.compile(
    r"(?:(?:[银农工建中]行卡|卡号|借记卡|储蓄卡|信用卡|工资卡|社保卡|[惠福]农卡|惠民卡|一卡通"
    r"|存折|折号)(?:账?号码?)?"
    r"|(?P<account>账号|帐号|账户|帐户)(?:号码?)?)[\s:：为是(（]{0,3}(?=[0-9])"
)
# Accounts by which an office is known: of the treasury, and its own main one.
_OFFICES = re.compile(r"(?:基本|零余额|国库|财政|专户|专用)[^，。；,;0-9]{0,6}$")
# 户名：永和县财政局国库支付中心，开户行：农行，账号
_OF_OFFICE = re.compile(
    r"(?:户名|(?:开户|账户|单位)名称|收款(?:单位|人))[\s:]{1,3}[^，。；,;:\s]{4,30}"
    r"(?:局|院|校|园|委|办|中心|政府|公司|站|所|队|会|部|厂|社)[，；,;\s]{1,3}"
    r"(?:开户[^:]{0,4}:[^，。；,;:]{2,30}[，；,;\s]{1,3})?[^，。；,;0-9]{0,8}$"
)
_LOOKED_BACK = 90


def named_identities(text: str) -> Iterator[int]:
    """Where a word tells that an identity number begins."""
    return (found.end() for found in _NAMED_IDENTITY.finditer(text))


def named_cards(text: str) -> Iterator[tuple[int, bool]]:
    """Where a word tells that a card's number begins; whether it may be an office's account."""
    return ((found.end(), bool(found["account"])) for found in _NAMED_CARD.finditer(text))


def is_named_identity(part: NumberPart) -> bool:
    """Whether it is as long as an identity number."""
    return len(part.digits) in (15, 18)


def is_named_card(part: NumberPart, *, account: bool) -> bool:
    """Whether it is as long as a card's number, or as an account's that is no office's."""
    if not part.digits.isdigit() or not part.is_on_one_line:
        return False
    if not account:
        return 15 <= len(part.digits) <= 19
    before = part.text[max(0, part.start - _LOOKED_BACK) : part.start]
    is_office = _OFFICES.search(part.before) or _OF_OFFICE.search(before)
    is_own = not (is_amount(part) or is_office)
    return is_own and 12 <= len(part.digits) <= 25
