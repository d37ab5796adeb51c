"""The words of the ledger's lists as offices write them: 支出性质, 资金来源, 资金年度."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from budgetdesk.domain.code_text import word_without_code
from budgetdesk.domain.ledger_columns import NATURES, ORIGINS, SOURCES
from budgetdesk.domain.records import Nature, Origin, Source
from budgetdesk.domain.text import fold, shorten
from budgetdesk.domain.typed import TypedError

_Word = TypeVar("_Word", bound=StrEnum)
_YEAR = re.compile(r"(20[0-9]{2})年?度?(?:预算)?(?:资金)?")
_PARTS = re.compile(r"[-_/\\|:()、.]+")
_QUALIFIED = re.compile(r"[-_/\\|:()\[\]]+")  # 、 lists several, and all of them count
_CARRIED = "(?:使用)?(?:上年度?|以前年度|往年|历年|年初)?(?:结转|结余)(?:和?(?:结转|结余))?"
_ORIGIN_BESIDE = re.compile(
    rf"^({_CARRIED}|(?:当年|本年)度?(?:预算|安排|收入)?)(?:的|资金)?(?=.)"
    rf"|(?<=.)({_CARRIED}|(?:当年|本年)度?(?:预算|安排|拨款)?)(?:资金|收入)?$"
)


# What offices write for the same; compared folded, without a code before or behind it.
_ALSO: Mapping[StrEnum, tuple[str, ...]] = {
    Nature.BASIC: (
        *(
            "基本",
            "人员",
            "公用",
            "人员类项目支出",
            "基本经费",
            "基本支出经费",
            "人员经费",
            "公用经费",
        ),
        *("人员类", "公用类"),
        *("人员支出", "公用支出", "日常公用", "日常公用经费", "日常公用支出", "人员经费支出"),
        *("公用经费支出", "人员类项目", "公用经费项目", "公用经费类", "人员经费类", "基本支出类"),
        *("定额公用经费", "一般公用经费", "商品和服务支出(公用)", "在职人员经费", "离退休人员经费"),
        *("运转类-公用经费", "运转类公用经费", "运转类(公用经费)", "公用经费(运转类)"),
        *("运转类-公用经费项目", "运转类公用经费项目", "人员类-人员经费", "公用经费运转类"),
    ),
    Nature.PROJECT: (
        *("项目", "项目经费", "项目类", "专项", "专项支出", "专项经费", "专项资金", "专项业务费"),
        *("业务专项", "特定目标类", "特定目标类项目", "特定目标类支出", "特定目标", "其他运转类"),
        *("其他运转类项目", "其他运转", "运转类-其他运转", "运转类-其他运转类", "运转类(其他运转)"),
        *("其他运转类支出", "运转类其他运转", "运转类-其他运转类项目", "部门预算项目"),
        *("部门项目", "部门项目支出", "预算项目", "项目支出类", "转移支付项目", "基本建设项目"),
        *("部门预算项目支出", "一般项目", "重点项目", "其他运转经费", "专项类", "专项项目"),
        *("经常性项目", "一次性项目", "延续性项目", "延续项目", "阶段性项目", "常年性项目"),
        *("新增项目", "续建项目", "新建项目", "专项类项目", "专项类项目支出", "项目支出经费"),
    ),
    Source.GENERAL: (
        *("一般公共预算资金", "一般公共预算拨款", "一般公共预算财政拨款", "公共预算", "一般预算"),
        *("一般公共预算拨款收入", "一般公共预算收入", "一般公共预算财政拨款收入", "公共财政预算"),
        *("一般公共预算财政拨款资金", "一般公共预算支出", "公共财政预算拨款", "公共财政拨款"),
        *("公共财政预算资金", "公共财政预算拨款收入", "一般公共财政预算", "一般公共预算拨款资金"),
        *("财政拨款", "财政拨款收入", "财政拨款资金", "财政资金", "财政预算拨款", "经费拨款"),
        *("财政补助收入", "财政拨款补助", "经费拨款(补助)", "经费拨款补助", "一般公共预算经费拨款"),
        *("一般公共预算(经费拨款)", "一般公共预算-经费拨款", "一般公共预算-财政拨款", "预算内"),
        *("预算内资金", "预算内拨款", "纳入一般公共预算管理的非税收入", "一般公共"),
        *("一般公共预算本级资金", "一般公共预算当年财政拨款", "同级财政拨款", "本级财政拨款"),
        *("一般债券", "地方政府一般债券", "一般债券资金", "纳入预算管理的非税收入"),
        *("纳入预算管理的非税收入拨款", "一般公共预算非税收入", "地方政府一般债券资金"),
    ),
    Source.FUND: (
        *("政府性基金", "政府性基金预算资金", "政府性基金预算拨款", "政府性基金预算收入"),
        *("政府性基金预算财政拨款", "政府性基金预算拨款收入", "政府性基金预算财政拨款收入"),
        *("政府性基金资金", "政府性基金拨款", "政府性基金收入", "政府性基金财政拨款", "基金预算"),
        *("政府性基金预算支出", "政府基金", "政府基金预算", "基金", "基金收入", "基金拨款"),
        *("基金预算拨款", "基金预算资金", "政府性基金预算财政拨款资金", "政府性基金预算拨款资金"),
        *("专项债券", "地方政府专项债券", "专项债券资金", "地方政府专项债券资金"),
    ),
    Source.STATE_CAPITAL: (
        *("国有资本经营", "国有资本经营预算资金", "国有资本经营预算拨款", "国有资本经营预算收入"),
        *("国有资本经营预算财政拨款", "国有资本经营预算拨款收入", "国有资本经营收入", "国资"),
        *(
            "国有资本经营预算财政拨款收入",
            "国有资本经营资金",
            "国有资本",
            "国资预算",
            "国资经营预算",
        ),
        *("国有资本经营预算支出", "国有资本预算", "国有资本经营拨款", "国有资本经营财政拨款"),
    ),
    Source.SPECIAL_ACCOUNT: (
        *("财政专户", "财政专户资金", "专户资金", "财政专户管理", "财政专户管理资金收入", "专户"),
        *("财政专户拨款", "财政专户收入", "财政专户核拨", "财政专户核拨资金", "专户管理资金"),
        *("教育收费", "教育收费收入", "教育专户收费", "财政专户管理的教育收费", "教育收费资金"),
        *("财政专户管理资金(教育收费)", "财政专户管理资金-教育收费", "财政专户返还收入"),
        *("专户核拨", "专户核拨资金", "财政专户管理的资金收入"),
        *("财政专户管理的资金", "财政专户管理资金拨款", "财政专户返还", "预算外资金"),
    ),
    Source.UNIT_FUNDS: (
        *("单位自有资金", "自有资金", "单位资金收入", "单位收入", "事业收入", "事业收入资金"),
        *("事业单位经营收入", "经营收入", "事业单位经营收入资金", "上级补助收入", "其他收入"),
        *("附属单位上缴收入", "附属单位上缴", "上级补助", "其他收入资金", "单位其他资金"),
        *("单位自筹", "单位自筹资金", "自筹资金", "自筹", "其他自有资金", "非财政拨款"),
        *("非财政拨款收入", "非财政拨款资金", "非同级财政拨款", "非同级财政拨款收入", "捐赠收入"),
        *("利息收入", "租金收入", "投资收益", "单位资金-事业收入", "单位资金-其他收入", "其他资金"),
        *("单位资金(事业收入)", "单位资金-事业单位经营收入", "单位资金(其他收入)", "上级补助资金"),
        *("单位资金-上级补助收入", "单位资金-附属单位上缴收入", "事业收入(不含教育收费)"),
        *("事业单位收入", "单位资金支出", "经营收入资金"),
    ),
    Origin.CURRENT: (
        *("当年预算", "本年", "本年预算", "当年安排", "年初预算", "本年安排", "本年收入"),
        *("本年资金", "当年资金", "当年收入", "当年拨款", "本年拨款", "当年预算安排", "当年预算数"),
        *("本年预算安排", "本年度", "当年度", "年初安排", "当年财力", "本年新增", "新增", "非结转"),
        *("当年财政拨款", "本年财政拨款", "当年财政资金", "本年收入预算", "当年新增", "本年支出"),
        *("当年财政安排", "本年度预算", "当年度预算", "当年安排数", "当年资金安排", "当年小计"),
        *(
            "否",
            "0",
            "n",
            "N",
            "no",
            "×",
            "当年指标",
            "本年指标",
            "当年预算资金",
            "本年预算资金",
            "本年收入小计",
            "本年小计",
        ),
        *("当年安排资金", "本年安排资金", "非结转资金", "当年预算拨款", "本年预算数", "本年数"),
    ),
    Origin.CARRYOVER: (
        *("结转", "上年结转资金", "上年结转结余", "结转资金", "上年", "结转结余", "结余结转"),
        *("年初结转", "年初结转和结余", "年初结转结余", "上年结余", "上年结余结转", "上年结转数"),
        *("以前年度结转", "以前年度结转结余", "历年结转", "上年结转收入", "结余", "结余资金"),
        *("上年结转和结余", "财政拨款结转", "财政拨款结余", "结转结余资金", "结转和结余"),
        *("上年结转结余资金", "上年财政拨款结转", "上年结转(结余)", "使用以前年度结转"),
        *("以前年度结余", "上年度结转", "上年度结转结余", "上年结转预算", "上年结转指标", "结转数"),
        *(
            "是",
            "上年结转结余数",
            "历年结余",
            "历年结转结余",
            "结转上年",
            "以前年度结转资金",
            "上年度",
        ),
        *("往年结转", "往年结余", "年初结余", "往年结转结余", "结转结余数", "上年结转资金数"),
    ),
}
# Words that say too little: what they may mean, for the sentence that asks.
_OPEN: Mapping[str, str] = {
    "运转类": "公用经费属基本支出，其他运转类属项目支出",
    "运转类项目": "公用经费属基本支出，其他运转类属项目支出",
}


def _named(words: Mapping[_Word, str]) -> Mapping[str, _Word]:
    """Everything that each word is called, folded."""
    return {
        fold(name): word
        for word, label in words.items()
        for name in (word.value, label, *_ALSO[word])
    }


_NATURES, _SOURCES, _ORIGINS = _named(NATURES), _named(SOURCES), _named(ORIGINS)


def nature_of(text: str) -> Nature:
    """The nature a text names; TypedError when it names none."""
    return _word(NATURES, _NATURES, text)


def source_of(text: str) -> Source:
    """The source a text names; TypedError when it names none."""
    return _word(SOURCES, _SOURCES, text)


def origin_of(text: str, year: int | None = None) -> Origin:
    """The origin a text names, in a budget of `year` by a year too; TypedError when none."""
    told = _YEAR.fullmatch(fold(text)) if year is not None else None
    if told and year is not None and int(told[1]) <= year:
        return Origin.CURRENT if int(told[1]) == year else Origin.CARRYOVER
    return _word(ORIGINS, _ORIGINS, text)


def cell_nature(text: str) -> str:
    """A nature's label for a cell that says more than its name: 标准化公用经费, 运转类-公用经费."""
    basic = fold(text).endswith(("公用经费", "人员经费"))
    told = _qualified(NATURES, _NATURES, text)
    return NATURES[told or Nature.BASIC] if told or basic else text


def cell_source(text: str) -> tuple[str, Origin | None]:
    """A source's label for a cell that qualifies it, and the origin that may stand beside it.

    `一般公共预算（本级）` is 一般公共预算, `上年结转-一般公共预算` that of last year. A text that
    names no source, or two, stays itself.
    """
    given = word_without_code(fold(text))
    if given in _SOURCES:
        return text, None
    sources: set[Source] = set()
    origins: set[Origin] = set()
    for part in filter(None, _QUALIFIED.split(given)):
        source, origin = _source_part(part)
        sources |= {source} if source else set()
        origins |= {origin} if origin else set()
    if len(sources) != 1 or len(origins) > 1:
        return text, None
    return SOURCES[sources.pop()], next(iter(origins), None)


def _source_part(part: str) -> tuple[Source | None, Origin | None]:
    """The source and the origin that one part of a cell names: 上年结转一般公共预算资金."""
    if part in _SOURCES:
        return _SOURCES[part], None
    beside = _ORIGIN_BESIDE.search(part)
    rest = (part[: beside.start()] + part[beside.end() :]).strip("的") if beside else ""
    if beside and rest in _SOURCES:
        carried = any(word in beside[0] for word in ("结转", "结余"))
        return _SOURCES[rest], Origin.CARRYOVER if carried else Origin.CURRENT
    return None, _ORIGINS.get(part)


# How programs answer 是否结转; elsewhere such a mark says nothing.
_FLAGS: Mapping[str, Origin] = {
    **dict.fromkeys(("1", "Y", "YES", "TRUE", "√", "✓"), Origin.CARRYOVER),
    **dict.fromkeys(("0", "N", "NO", "FALSE", "×"), Origin.CURRENT),
}


def flagged_origin(text: str) -> str:
    """The label of the origin that a mark in a column 是否结转 means; else the text itself."""
    found = _FLAGS.get(fold(text).upper())
    return ORIGINS[found] if found else text


def cell_origin(text: str, year: int) -> str:
    """An origin's label for a cell that qualifies it: 2023年结转资金, 上年结转（专项）."""
    bare = re.sub(r"(20[0-9]{2})年?度?(?=.)", "", fold(text), count=1).lstrip("-")
    told = re.match(r"(20[0-9]{2})(?!.*[0-9]{3})", fold(text))
    found = _ORIGINS.get(bare) or _qualified(ORIGINS, _ORIGINS, text)
    if found is None or (told and (int(told[1]) == year) is not (found is Origin.CURRENT)):
        return text
    return ORIGINS[found]


def _qualified(words: Mapping[_Word, str], named: Mapping[str, _Word], text: str) -> _Word | None:
    """The one word that a part of a text names, whatever its other parts say."""
    given = word_without_code(fold(text))
    found = {named[part] for part in _QUALIFIED.split(given) if part in named}
    return found.pop() if len(found) == 1 and given not in words else None


def _word(words: Mapping[_Word, str], named: Mapping[str, _Word], text: str) -> _Word:
    given = fold(text)
    bare = word_without_code(given)
    found = named.get(given) or named.get(bare) or _segments(named, given)
    if found is not None:
        return found
    allowed = "、".join(words.values())
    if not given:
        raise TypedError(f"不能为空，应为 {allowed} 之一。")
    why = f"：{_OPEN[bare]}" if bare in _OPEN else ""
    raise TypedError(f"「{shorten(text)}」应为 {allowed} 之一{why}。")


def _segments(named: Mapping[str, _Word], given: str) -> _Word | None:
    """The word that every part of `基本支出-人员经费` means."""
    parts = [part for part in _PARTS.split(given) if part and not part.isdigit()]
    found = {named.get(part) for part in parts} if len(parts) > 1 else set()
    return found.pop() if len(found) == 1 else None
