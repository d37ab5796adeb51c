"""What became of last year's book, in sentences and as JSON."""

import json
from collections.abc import Iterator

from budgetdesk.domain.moved_years import YearDeed
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.next_year.carrying import Carried, YearNote

WORDS = {
    YearDeed.MOVED: "年份后移",
    YearDeed.ASKED: "请确认年份",
    YearDeed.STALE: "文号待更新",
}
_NAMES = {YearDeed.MOVED: "moved", YearDeed.ASKED: "ask", YearDeed.STALE: "stale"}


def lines_of(done: Carried) -> Iterator[str]:
    """First the counts, then the projects that were left, then what a person must look at."""
    counts = {deed: sum(it.deed is deed for it in done.notes) for deed in YearDeed}
    yield (
        f"已新建 {done.year} 年度账套「{done.path.name}」：带入项目 {len(done.went_on)} 个，"
        f"年份后移 {counts[YearDeed.MOVED]} 处，请确认 {counts[YearDeed.ASKED]} 处，"
        f"文号待更新 {counts[YearDeed.STALE]} 处。带入的内容都是建议，确认或修改后才算填报。"
    )
    yield from (f"没有读取 {sentence}" for sentence in done.refused)
    if done.left:
        yield f"一次性项目 {len(done.left)} 个没有带入："
        yield from (f"  {name}" for name in done.left)
    for deed, word in WORDS.items():
        if deed is YearDeed.MOVED:
            continue
        for note in dict.fromkeys(it for it in done.notes if it.deed is deed):
            yield f"{word}：「{shorten(note.project, 30)}」{note.label}「{note.words}」"
    for name, indicator, why in done.unmet:
        yield f"上年未完成，指标值是否合适：「{shorten(name, 30)}」{indicator}，{why}"
    for name in done.adjusted:
        yield f"本年调整过，指标按调整后的带入，目标和资金请核对：「{shorten(name, 30)}」"
    yield from (f"{file}：{words}" for file, words in done.doubts)


def as_json(done: Carried) -> str:
    """The same for a program, with every year that moved."""
    content: dict[str, object] = {
        "year": done.year,
        "carried": done.went_on,
        "left": done.left,
        "unmet": [
            {"project": name, "indicator": indicator, "why": why}
            for name, indicator, why in done.unmet
        ],
        "adjusted": done.adjusted,
        "refused": done.refused,
        "doubts": [{"file": file, "words": words} for file, words in done.doubts],
    }
    for deed, name in _NAMES.items():
        content[name] = [_note(it) for it in done.notes if it.deed is deed]
    return json.dumps(content, ensure_ascii=False, indent=2)


def _note(note: YearNote) -> dict[str, str]:
    return {"project": note.project, "field": note.label, "words": note.words}
