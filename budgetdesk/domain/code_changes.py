"""An office's own list of codes of a year, and what it changes of the catalogue in use."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from budgetdesk.domain.catalogue import Catalogue, CatalogueKind
from budgetdesk.domain.code_search import CODE_KINDS
from budgetdesk.domain.text import fold_name

_WHOLE = 0.7  # of the codes in use a list has that is a whole one, not an excerpt
_KIND = 3  # digits of a 类, which has no neighbours
_NAMED = 8  # codes that a sentence gives


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of one kind: names by code, and the year it says it is for.

    `left_out` is how many rows of its file are of older years.
    """

    kind: CatalogueKind
    names: Mapping[str, str]
    year: int | None = None
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CodeChanges:
    """What a list changes: codes it adds, names it changes (before, now), codes it has no more.

    A whole list puts the codes that it lacks out of use; an excerpt says nothing of them, and
    `gone` are those whose neighbours it has.
    """

    listed: CodeList
    new: Mapping[str, str]
    renamed: Mapping[str, tuple[str, str]]
    gone: Mapping[str, str]
    is_whole: bool

    @property
    def same(self) -> int:
        """How many codes the list has under the name that is in use."""
        return len(self.listed.names) - len(self.new) - len(self.renamed)

    def sentences(self, used: Mapping[str, int]) -> Iterator[str]:
        """The changes in words; `used` is how many lines a code has."""
        year = f"（{self.listed.year}年）" if self.listed.year else ""
        title = f"{CODE_KINDS[self.listed.kind].name}{year}"
        yield f"{title}清单 {len(self.listed.names)} 个，与现有名称相同 {self.same} 个。"
        fate = "停用" if self.is_whole else "清单未列（清单不全，仍可用）"
        if self.listed.left_out:
            yield f"文件中其他年度的 {self.listed.left_out} 行没有取用。"
        renamed = {code: f"{now}（原 {before}）" for code, (before, now) in self.renamed.items()}
        for what, codes in (("新增", self.new), ("改名", renamed), (fate, self.gone)):
            if codes:
                yield f"{title}{what} {len(codes)} 个：{_told(codes)}{_lines(codes, used)}。"


def compare(listed: CodeList, catalogue: Catalogue, *, is_whole: bool | None = None) -> CodeChanges:
    """What a list changes of the catalogue that is in use.

    Whether it is a whole one is judged by how much of the catalogue it has, unless it is told.
    """
    known = catalogue.entries
    names = listed.names
    groups = set(map(_group, names))
    if is_whole is None:
        is_whole = len(names.keys() & known.keys()) >= _WHOLE * len(known)
    return CodeChanges(
        listed,
        {code: name for code, name in names.items() if code not in known},
        {
            code: (known[code].name, name)
            for code, name in names.items()
            if code in known and fold_name(known[code].name) != fold_name(name)
        },
        {
            code: entry.name
            for code, entry in known.items()
            if code not in names and (is_whole or (len(code) > _KIND and _group(code) in groups))
        },
        is_whole,
    )


def editions_sentence(year: int, editions: Mapping[CatalogueKind, int]) -> str:
    """Whose year's lists a book uses: `科目：2025年，尚无2027年，可导入`."""
    kinds: dict[int, list[str]] = {}
    for kind, edition in editions.items():
        kinds.setdefault(edition, []).append(CODE_KINDS[kind].name)
    return "；".join(
        f"{'科目' if len(kinds) == 1 else '、'.join(names)}：{edition}年"
        + ("" if edition == year else f"，尚无{year}年，可导入")
        for edition, names in kinds.items()
    )


def _group(code: str) -> tuple[int, str]:
    """What a code shares with its neighbours: their length, and all but the last two digits."""
    return len(code), code[:-2]


def _told(codes: Mapping[str, str]) -> str:
    told = "、".join(f"{code} {name}" for code, name in list(codes.items())[:_NAMED])
    return told if len(codes) <= _NAMED else f"{told} 等"


def _lines(codes: Iterable[str], used: Mapping[str, int]) -> str:
    touched = {code: used[code] for code in codes if used.get(code)}
    which = "、".join(list(touched)[:_NAMED])
    return f"，涉及明细 {sum(touched.values())} 行（{which}）" if touched else ""
