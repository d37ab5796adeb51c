"""The words of rewritten paragraphs: years, 部门 and 单位, reasons, lists, names written twice."""

import re
from collections.abc import Iterator, Sequence

from budgetdesk.disclosure import statements
from budgetdesk.disclosure.narrative import Paragraph
from budgetdesk.disclosure.reasons import contradicts
from budgetdesk.disclosure.remarks import Known, Remark
from budgetdesk.disclosure.statements import Stated, replaced
from budgetdesk.disclosure.wording import Direction
from budgetdesk.domain.text import fold

_CHANGED = re.compile(r"(?:比|较)\s{0,3}(?:上年|20\d\d年)[^，。；]{0,60}?(?:增加|增长|减少|下降)")
_GIVES_REASON = re.compile(r"原因|由于|因为|主要是")
_REASON_GIVEN = re.compile(r"(?:原因|由于|因为)[是：:]?(.{1,500})")
_SENTENCE_END = re.compile(r"[。；;\n]")
_LISTED = "{}[^。；;]{{0,60}}?包括[:：]?([^。；;]{{0,2000}})"
_SEPARATORS = re.compile(r"[、，,和及与]|等项?")
# Last year stands in a comparison; before 预算 it must be this year: 2023年预算收支总表.
_OF_THE_YEAR = re.compile(
    r"\s{0,3}年度?(?:(?:部门|单位)?(?:收入|支出|收支)?(?:预算(?!数|相比|减少|增加)|报表)"
    # The office's name between: 2023年县教育局收入预算总计.
    r"|[^，,。；;：:、\s\d]{2,30}?[局委办厅院所站队校会心](?:部门|单位)?"
    r"(?:收入|支出|收支)预算(?!数|相比|减少|增加)"
    r"|[^，,。；;：:、\s]{2,30}表(?![示明达扬彰现决]))"
)
_COMPARED = re.compile(r"(?:比|较|与|同|和|跟|以及)\s*$")
_ALIKE = ("通用设备", "专用设备")


def reason(paragraph: Paragraph, _known: Known) -> Iterator[Remark]:
    """A change without its reason."""
    if _CHANGED.search(paragraph.text) and not _GIVES_REASON.search(paragraph.text):
        yield Remark("X47", paragraph.key, "有增减变动，请说明原因。")


def against(paragraph: Paragraph, _known: Known) -> Iterator[Remark]:
    """A rise with the reason of a fall, or the reverse."""
    for change in statements.changes(paragraph.text):
        behind = _SENTENCE_END.split(paragraph.text[change.end :], maxsplit=1)[0]
        reason = _REASON_GIVEN.search(behind)
        if reason and contradicts(reason[1], Direction.UP if change.rise else Direction.DOWN):
            sentence = f"{change.word}{change.amount.text}万元，原因说的却是相反的变动，请核对。"
            yield Remark("X47", paragraph.key, sentence)


def alike(paragraph: Paragraph, _known: Known) -> Iterator[Remark]:
    """The published 通用设备 twice, where the second is 专用设备."""
    for name in _ALIKE:
        (other,) = (it for it in _ALIKE if it != name)
        if paragraph.text.count(name) > 1 and other not in paragraph.text:
            place = paragraph.text.rfind(name)
            mended = paragraph.text[:place] + other + paragraph.text[place + len(name) :]
            sentence = f"“{name}”写了两次，没有写“{other}”，请核对。"
            both = (("文中", f"{name}、{name}"), ("应为", "、".join(_ALIKE)))
            if name == _ALIKE[0]:
                yield Remark("X49", paragraph.key, sentence, both, f"改为{other}", mended)
            else:
                yield Remark("X49", paragraph.key, sentence, both)


# Years, scope


def years(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Years that are neither this one nor, in a comparison, the last."""
    told = set()
    for stated in statements.years(paragraph.text):
        year = int(stated.value)
        if year in told or not _is_another_year(stated, paragraph.text, known.year):
            continue
        told.add(year)
        sentence = (
            f"{year}年不是本年度或上年度，请核对。"
            if year != known.year - 1
            else f"“{_around(paragraph.text, stated)}”应是{known.year}年，请核对。"
        )
        yield Remark(
            "X50",
            paragraph.key,
            sentence,
            (("文中", f"{year}年"), ("预算年度", f"{known.year}年")),
            f"改为{known.year}年",
            replaced(paragraph.text, stated, str(known.year)),
            certain=year == known.year - 1,
        )


def _is_another_year(stated: Stated, text: str, this: int) -> bool:
    year = int(stated.value)
    if year != this - 1:
        return year != this
    return bool(_OF_THE_YEAR.match(text, stated.end)) and not _COMPARED.search(stated.label)


def _around(text: str, stated: Stated) -> str:
    return re.split(r"[，。；、\s]", text[stated.start : stated.start + 12])[0]


def scope(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """本单位 in a document of a 部门, or the other way round."""
    other = "本单位" if known.scope == "部门" else "本部门"
    if other in paragraph.text:
        own = f"本{known.scope}"
        yield Remark(
            "X50",
            paragraph.key,
            f"本文件公开的是{known.scope}预算，“{other}”请改为“{own}”。",
            cure=f"改为“{own}”",
            mended=paragraph.text.replace(other, own),
            harmless=True,
        )


# Lists of economic items


def items(paragraph: Paragraph, known: Known) -> Iterator[Remark]:
    """Lists of economic items that are not table 6's."""
    for of, names in known.items.items():
        found = re.search(_LISTED.format(of), paragraph.text)
        if found is None:
            continue
        missing, more = _compared(found[1], names)
        told = [f"没有写到{'、'.join(missing)}"] if missing else []
        told += [f"表六中没有{'、'.join(more)}"] if more else []
        if told:
            right = "、".join(names)
            both = (("文中", found[1]), ("表六", right))
            start, end = found.span(1)
            mended = paragraph.text[:start] + right + paragraph.text[end:]
            sentence = f"{of}所列的项目与表六不符：{'，'.join(told)}。"
            cure = "按表六列出"
            yield Remark("X54", paragraph.key, sentence, both, cure, mended, certain=True)


def _compared(text: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names that a list lacks, and what it has that is none of them."""
    rest, missing = fold(text), []
    for name in sorted(names, key=len, reverse=True):
        plain = fold(name)
        if plain not in rest:
            missing.append(name)
        rest = rest.replace(plain, "、")
    more = [part.strip() for part in _SEPARATORS.split(rest) if part.strip()]
    return [name for name in names if name in missing], more
