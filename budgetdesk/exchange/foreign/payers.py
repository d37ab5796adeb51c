"""Who pays, in the words of any office: by level of government, in rows that hold each other."""

import re
from dataclasses import replace

from budgetdesk.domain.money import parse_yuan, yuan_text
from budgetdesk.domain.records import Payer
from budgetdesk.exchange.drawing.words import core_of
from budgetdesk.exchange.foreign.reading import FieldReading, ProjectReading
from budgetdesk.exchange.placement.plan import Certainty

_MONEY = "(?:级|本级|财政|专项|补助|配套|转移支付|预算内|基建|拨款|资金|投资|经费)*"
_LEVELS = {
    Payer.CENTRAL: re.compile(f"中央{_MONEY}"),
    Payer.PROVINCIAL: re.compile(rf"(?:省|自治区|省\(自治区(?:[、,]直辖市)?\)|省级及以上){_MONEY}"),
    Payer.LOCAL: re.compile(
        rf"(?:本?[市县区州盟旗]|乡镇|[、/]|\([市县区州盟旗、,/]+\)|地方|本级){{1,4}}{_MONEY}"
    ),
}
_OTHERS = {
    Payer.OWN: re.compile(r".{0,6}自筹(?:资金|经费)?|事业(?:单位)?(?:经营)?收入(?:资金)?"),
    Payer.OTHER: re.compile(r"银行贷款|贷款(?:资金)?|社会资[本金]|捐赠(?:资金)?|债券(?:资金)?"),
}
_KNOWN = _LEVELS | _OTHERS
_ALL_LEVELS = re.compile(r"(?:当年|本年|年度)?财政(?:性)?(?:拨款|资金|补助)(?:小计|合计)?")
_SUMMED = "几级资金各有一行，已相加"
_HOLDS_OTHERS = "可能包含上级资金，请核对"


def payer_in_words(text: str) -> str:
    """Who pays by a label that no list has: 县（市、区）级配套资金; "" for nobody known."""
    core = core_of(text)
    return next((payer.value for payer, it in _KNOWN.items() if it.fullmatch(core)), "")


def _is_level(core: str) -> bool:
    return any(it.fullmatch(core) for it in _LEVELS.values())


class PaidAmounts:
    """Takes the amounts of a form by who pays: rows of 市级 and 县级 are one sum of both.

    财政拨款 over rows of its levels is their sum, and gives way to them.
    """

    def __init__(self, into: ProjectReading) -> None:
        self._into = into
        self._labels: dict[str, str] = {}

    def put(self, reading: FieldReading, label: str) -> None:
        """Take an amount that stands beside a label."""
        core, path = core_of(label), reading.path
        known, before = self._into.fields.get(path), self._labels.get(path, "")
        if known is None or not before or not _is_level(core):
            if not (known and _ALL_LEVELS.fullmatch(core) and _is_level(before)):
                self._into.put(reading)
                self._labels.setdefault(path, core)
        elif _ALL_LEVELS.fullmatch(before):
            self._into.fields[path] = reading
            self._labels[path] = core
        elif before == core or not _is_level(before):
            self._into.put(reading)
        else:
            self._labels[path] = core
            self._into.fields[path] = _added(known, reading)
        self._doubt_sum(path, core)

    def _doubt_sum(self, path: str, core: str) -> None:
        """财政拨款 beside what the centre gives, without a row of the own level: whose is it."""
        own = f"{path.rpartition('.')[0]}.{Payer.LOCAL.value}"
        held = self._into.fields.get(own)
        if path == own or held is None or held.why or not _is_level(core):
            return
        if _ALL_LEVELS.fullmatch(self._labels.get(own, "")):
            told = replace(held, certainty=Certainty.GUESSED, why=_HOLDS_OTHERS)
            self._into.fields[own] = told


def _added(one: FieldReading, other: FieldReading) -> FieldReading:
    fen = (parse_yuan(one.text) or 0) + (parse_yuan(other.text) or 0)
    return replace(one, text=yuan_text(fen), certainty=Certainty.GUESSED, why=_SUMMED)
