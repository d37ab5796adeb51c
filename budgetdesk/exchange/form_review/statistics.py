"""How often which rule finds what: by rule, unit, year, and which sentences come back."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from budgetdesk.book.book import Book
from budgetdesk.book.return_remarks import RemarkSide, remarks_of
from budgetdesk.checks.engine import Checker
from budgetdesk.checks.finding import SEVERITY_LABELS, Finding, Severity
from budgetdesk.checks.report_sheet import subject_of
from budgetdesk.domain.immutable import immutable
from budgetdesk.domain.progress import Progress, ignore_progress
from budgetdesk.domain.text import fold_name
from budgetdesk.forms.definition import FormSet
from budgetdesk.forms.listing import REPORT_LOOK, ColumnKind, LineGroup, ListedColumn, ListPage
from budgetdesk.forms.listing import list_sheet as _list_sheet
from budgetdesk.forms.sheet import Sheet


class CountedBy(StrEnum):
    """What findings are put together by."""

    RULE = "按审核项"
    UNIT = "按单位"
    YEAR = "按年度"
    SENTENCE = "反复出现的话"


@immutable
class CountedFinding:
    """One finding of one year's book. `place` says of which form and field, whatever its year.

    `remarked` says that it was sent back with a 退回 before and stands there still.
    """

    year: int
    unit: str
    form: str
    code: str
    title: str
    severity: Severity
    sentence: str
    place: Hashable
    remarked: bool = False


@immutable
class FindingCount:
    """Findings that are counted together; `again` are those that stood there before."""

    key: Hashable
    years: tuple[int, ...]
    units: tuple[str, ...]
    codes: tuple[str, ...]
    title: str
    severity: Severity | None
    count: int
    forms: int
    again: int
    sentence: str


_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_YEAR = re.compile(r"20\d\d年?度?")


def counted_findings(
    book: Book, form_set: FormSet, progress: Progress = ignore_progress
) -> tuple[CountedFinding, ...]:
    """What the rules find in a book, as when it is handed in; what was settled is left out.

    Raises:
        Cancelled: `progress` stopped it.
    """
    checker = Checker(book, form_set, handing_in=True)
    checker.run(progress)
    sent = {_place_of(it.code, it.place.form, it.place.path, it.place.indicator)
            for it in remarks_of(book, RemarkSide.GIVEN) if it.returned}  # fmt: skip
    year = book.info.fiscal_year
    return tuple(_counted(it, year, sent) for it in checker.singly() if not _is_settled(it))


def counts_of(findings: Iterable[CountedFinding], by: CountedBy) -> tuple[FindingCount, ...]:
    """The findings counted, the most frequent first; of sentences only those that come back."""
    listed = list(findings)
    before = _years_of_places(listed)
    groups: dict[Hashable, list[CountedFinding]] = defaultdict(list)
    for finding in listed:
        groups[_KEYS[by](finding)].append(finding)
    counted = [_count(key, own, before) for key, own in groups.items()]
    if by is CountedBy.SENTENCE:
        counted = [it for it in counted if it.count > 1]
    return tuple(sorted(counted, key=lambda it: -it.count))


def _is_settled(finding: Finding) -> bool:
    return finding.explanation is not None and finding.explanation.ignored


def _counted(finding: Finding, year: int, sent: set[Hashable]) -> CountedFinding:
    place = finding.place
    form = subject_of(place)
    where = _place_of(finding.code, form, place.ref.path, place.indicator)
    return CountedFinding(
        year,
        place.unit or place.department,
        form,
        finding.code,
        finding.title,
        finding.severity,
        pattern_of(finding.message),
        where,
        where in sent,
    )


def _place_of(code: str, form: str, path: str, indicator: str) -> Hashable:
    """A place by names, which holds from one year's book to the next."""
    return code, _YEAR.sub("", fold_name(form)), path, _YEAR.sub("", fold_name(indicator))


def pattern_of(sentence: str) -> str:
    """A sentence without what it quotes and its figures: what is said again and again."""
    return _NUMBER.sub("○", _QUOTED.sub("“…”", sentence))


def _years_of_places(findings: Iterable[CountedFinding]) -> Mapping[Hashable, int]:
    """The first year in which something stood at a place."""
    first: dict[Hashable, int] = {}
    for it in findings:
        first[it.place] = min(first.get(it.place, it.year), it.year)
    return first


def _count(
    key: Hashable, own: Sequence[CountedFinding], first: Mapping[Hashable, int]
) -> FindingCount:
    said = Counter(it.sentence for it in own)
    titles, grades = {it.title for it in own}, {it.severity for it in own}
    return FindingCount(
        key,
        tuple(sorted({it.year for it in own})),
        tuple(dict.fromkeys(it.unit for it in own)),
        tuple(sorted({it.code for it in own})),
        titles.pop() if len(titles) == 1 else "",
        grades.pop() if len(grades) == 1 else None,
        len(own),
        len({(it.year, it.unit, it.form) for it in own}),
        sum(it.remarked or first[it.place] < it.year for it in own),
        said.most_common(1)[0][0],
    )


_KEYS: Mapping[CountedBy, Callable[[CountedFinding], Hashable]] = {
    CountedBy.RULE: lambda it: it.code,
    CountedBy.UNIT: lambda it: it.unit,
    CountedBy.YEAR: lambda it: it.year,
    CountedBy.SENTENCE: lambda it: (it.code, it.sentence),
}


def _several(names: Sequence[object], measure: str) -> str:
    return str(names[0]) if len(names) == 1 else f"{len(names)} {measure}"


COUNTS: tuple[ListedColumn[FindingCount], ...] = (
    ListedColumn("编号", 5, lambda it: _several(it.codes, "项"), ColumnKind.SHORT),
    ListedColumn("审核项", 13, lambda it: it.title),
    ListedColumn(
        "级别", 5, lambda it: SEVERITY_LABELS[it.severity] if it.severity else "", ColumnKind.SHORT
    ),
    ListedColumn("单位", 11, lambda it: _several(it.units, "个单位")),
    ListedColumn("年度", 6, lambda it: "、".join(map(str, it.years)), ColumnKind.SHORT),
    ListedColumn("条数", 6, lambda it: it.count, ColumnKind.COUNT, summed=True),
    ListedColumn("涉及的表", 6, lambda it: it.forms, ColumnKind.COUNT),
    ListedColumn("又出现", 5, lambda it: it.again or None, ColumnKind.COUNT, summed=True),
    ListedColumn("最常见的话", 24, lambda it: it.sentence),
)
"""The columns of the list."""
COUNT, AGAIN, SENTENCE = 5, 7, 8
"""The columns of how many there are, how many of them again, and of the words."""


def statistics_sheet(counts: Sequence[FindingCount], by: CountedBy, title: str) -> Sheet:
    """The list as a sheet; `title` names the book."""
    page = ListPage(
        "审核情况统计",
        "审核情况统计",
        COUNTS,
        about=f"{title}　{by.value}",
        form_id="check-statistics",
        group=title,
        look=REPORT_LOOK,
        empty="没有发现问题。",
    )
    return _list_sheet(page, [LineGroup("", "", list(counts))])


def lines_of_counts(counts: Iterable[FindingCount]) -> Iterator[str]:
    """The list to read on a console."""
    for it in counts:
        told = [column.text(it) for column in COUNTS]
        yield "　".join(filter(None, (*told[:5], f"{it.count} 条", _again(it), it.sentence)))


def _again(it: FindingCount) -> str:
    return f"又出现 {it.again}" if it.again else ""
