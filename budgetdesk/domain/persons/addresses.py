"""What of a person is written in letters as well: addresses, accounts of messengers, documents."""

import re
from collections.abc import Iterator
from enum import StrEnum


class AddressKind(StrEnum):
    """What kind of address or document it is."""

    MAIL = "电子邮箱"
    WECHAT = "微信号"
    QQ = "QQ号"
    DOCUMENT = "证件号码"


_AT = r"\s?(?:@|[(\[]at[)\]]|#at#|艾特|(?<=\s)at(?=\s))\s?"
_DOT = r"\s?(?:[.。]|[(\[]dot[)\]])\s?"
_MAIL = (
    # Bounded, and begun only where a word begins: linear on texts of any length.
    r"((?:(?<![A-Za-z0-9_.+\-])[A-Za-z0-9][A-Za-z0-9_.+\-]{0,63}|[\u4e00-\u9fff]{2,4})"
    rf"{_AT}[A-Za-z0-9\-]{{1,63}}(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{0,7}}{_DOT}[A-Za-z][A-Za-z0-9\-]{{1,62}})"
)
_MESSENGER = r"微\s?信|薇信|威信|v信|wechat|weixin|加微|加v"
_IS = r"[\s:：为是]{0,3}"
# Two letters alone begin the names of machines: a colon has to stand behind, or a word of digits.
_SHORT = r"(?<![a-z0-9])[vw]x"
_WECHAT = (
    rf"(?:(?:{_MESSENGER})(?:号码?|id)?{_IS}|{_SHORT}(?:号码?|id|\s?[:：为是])[\s:：]{{0,2}}"
    rf"|{_SHORT}\s(?=[a-z][a-z_\-]*[0-9]))([a-z0-9][-_a-z0-9]{{5,19}})"
)
_QQ = rf"(?:qq|扣扣|企鹅号)(?:号码?)?{_IS}([1-9][0-9]{{4,10}})"
# Behind a word that names the document; figures that count documents have their unit behind.
_DOCUMENT = (
    r"(?:护照|通行证|军官证|士兵证|军人证|残疾人?证|驾驶?证|居住证|社保卡|社会保障卡|医保卡|学籍|户口[簿本])"
    rf"(?:证件)?(?:(?:号码?|编号)[(（]?{_IS}(?=[a-z]*[0-9]{{6}})|[(（]?{_IS}(?=[a-z]+[0-9]{{6}}|[0-9]{{9}}))"
    r"([a-z]{0,3}[0-9]{6,21}+[a-z0-9]{0,3}+)"
    r"(?!\s?(?:[件本个张份元万亿户名人次]|[.,][0-9]))"
)
_WRITTEN = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (AddressKind.MAIL, _MAIL),
        (AddressKind.WECHAT, _WECHAT),
        (AddressKind.QQ, _QQ),
        (AddressKind.DOCUMENT, _DOCUMENT),
    )
)
# Short words and signs of which one stands in every text that has an address.
MAYBE_ADDRESS = (
    r"[@＠]|[(\[#]at|[（［]at|\sat\s|艾特|微\s?信|[威薇]信|加微|we|[vwｖｗ][xｘ信]|加v|[qQ][qQ]|ｑ"
    r"|扣扣|企鹅"
)


def addresses_in(text: str) -> Iterator[tuple[int, int, AddressKind]]:
    """Where such stand in a text made plain, and what they are."""
    for kind, pattern in _WRITTEN:
        yield from ((*at.span(1), kind) for at in pattern.finditer(text))
