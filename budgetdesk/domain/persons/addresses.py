"""What of a person is written in letters as well: addresses, accounts of messengers, documents."""

import re
from collections.abc import Iterator
from enum import StrEnum

from budgetdesk.domain.persons.homes import MAYBE_HOME, homes_in


class AddressKind(StrEnum):
    """What kind of address or document it is."""

    MAIL = "电子邮箱"
    WECHAT = "微信号"
    QQ = "QQ号"
    DOCUMENT = "证件号码"
    PLATE = "车牌号"
    HOME = "住址"


_HOSTS = r"(?:163|126|139|189|qq|sina|sohu|gmail|outlook|hotmail|foxmail|yeah|aliyun|vip|wo)\."
_AT = rf"\s?(?:@|[(\[]at?[)\]]|#at#|艾特|(?<=\s)at(?=\s)|#(?={_HOSTS}))\s?"
_DOT = r"\s?(?:[.。]|[(\[]dot[)\]]|(?<=\s)dot(?=\s))\s?"
_MAIL = (
    # Bounded, and begun only where a word begins: linear on texts of any length.
    r"((?:(?<![A-Za-z0-9_.+\-])[A-Za-z0-9][A-Za-z0-9_.+\-]{0,63}|[\u4e00-\u9fff]{2,4})"
    rf"{_AT}[A-Za-z0-9\-]{{1,63}}(?:{_DOT}[A-Za-z0-9\-]{{1,63}}){{0,7}}{_DOT}[A-Za-z][A-Za-z0-9\-]{{1,62}})"
)
_MESSENGER = r"微\s?信|薇信|威信|v信|wechat|weixin|加微|加v"
_IS = r"[\s:：为是]{0,3}"
_SHORT_NAMES = (
    # Behind a colon a short one as well, unless a word goes on (微信：H5页面).
    r"(?:微信号?|薇信|wechat|[vw]x|v信|抖音号?|快手号?|钉钉号?|支付宝(?:账号)?|小红书号?)"
    r"(?:[:]\s?([a-z][-_a-z0-9]{1,19})|\s?[:为是]?\s?([a-z][-_a-z]*[0-9][-_a-z0-9]{2,19}))"
    r"(?!\s?[-_a-z0-9\u4e00-\u9fff.@])"
)
# Two letters alone begin the names of machines: a colon has to stand behind, or a word of digits.
_SHORT = r"(?<![a-z0-9])[vw]x"
_WECHAT = (
    rf"(?:(?:{_MESSENGER})(?:\s?(?:号码?|id|账号))?{_IS}|{_SHORT}(?:号码?|id|\s?[:：为是])[\s:：]{{0,2}}"
    rf"|{_SHORT}\s(?=[a-z][a-z_\-]*[0-9]))([a-z0-9][-_a-z0-9]{{5,19}})"
)
_QQ = (
    rf"(?:q\s?q|扣扣|企鹅号)(?:号码?|邮箱)?{_IS}"
    r"([1-9][0-9]{4,10}|[1-9][0-9]{1,3}(?:[-\s][0-9]{2,4}){1,3}(?![0-9]))"
)
# Behind a word that names the document; figures that count documents have their unit behind.
_DOCUMENT = (
    r"(?:护照|通行证|军官证|士兵证|军人证|残疾人?证|驾驶?证|居住证|社保卡|社会保障卡|医保卡|学籍|户口[簿本]"
    r"|毕业证书?|学位证书?|资格证书?|执业证书?|结婚证|离婚证|出生(?:医学)?证明?|退休证|优待证|烈士证书?|低保证"
    r"|独生子女(?:父母光荣)?证|老年证|工作证|警官证|社会保障(?=号))"
    rf"(?:证件)?(?:(?:号码?|编号)[(（]?{_IS}(?=[a-z]*[0-9]{{6}})|[(（]?{_IS}(?=[a-z]+[0-9]{{6}}|[0-9]{{9}}))"
    r"([a-z]{0,3}[0-9]{6,24}+[a-z0-9]{0,6}+)"
    r"(?!\s?(?:[件本个张份元万亿户名人次]|[.,][0-9]))"
)
_MILITARY = (
    r"军(?:官|士|人)?证(?:件号码?|号码?)?[\s:为是]{0,3}([\u4e00-\u9fff]{1,3}字第\s?[0-9]{5,9}\s?号)"
)
# GA 36-2018: province, office, five signs, six of which two are letters at most; or a sign behind.
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = (
    rf"([{_PROVINCES}]\s?[A-HJ-NP-Z]\s?[·•.\-]?\s?(?=(?:[A-Z]{{0,2}}[0-9]){{3}})"
    r"(?:[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])|[A-HJ-NP-Z0-9]{4}[警挂学港澳领试超]))"
    r"(?!\s?(?:[元万亿型人个户台套辆张]|号[文楼]|[.,][0-9]))"
)
_WRITTEN = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (AddressKind.MAIL, _MAIL),
        (AddressKind.WECHAT, _WECHAT),
        (AddressKind.QQ, _QQ),
        (AddressKind.DOCUMENT, _DOCUMENT),
        (AddressKind.PLATE, _PLATE),
        (AddressKind.DOCUMENT, _MILITARY),
        (AddressKind.WECHAT, _SHORT_NAMES),
    )
)
# Short words and signs of which one stands in every text that has an address.
MAYBE_ADDRESS = (
    r"[@＠]|[(\[#]at|[（［]at|\sat\s|艾特|微\s?信|[威薇]信|加微|we|[vwｖｗ][xｘ信]|加v|[qQ]\s?[qQ]|ｑ"
    rf"|扣扣|企鹅|#{_HOSTS}|[(（\[]a[)）\]]|抖音|快手|钉钉|支付宝|小红书|军.{{0,2}}证|{MAYBE_HOME}"
    rf"|[{_PROVINCES}]\s?[A-HJ-NP-ZＡ-Ｚ]\s?[·•.\-]?\s?[A-Z0-9Ａ-Ｚ０-９]{{4}}"
)


def addresses_in(text: str) -> Iterator[tuple[int, int, AddressKind]]:
    """Where such stand in a text made plain, and what they are."""
    for kind, pattern in _WRITTEN:
        yield from ((*at.span(at.lastindex or 1), kind) for at in pattern.finditer(text))
    yield from ((*span, AddressKind.HOME) for span in homes_in(text))
