"""Finding a code of a catalogue by what was typed: its digits, its name, its pinyin initials."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from budgetdesk.domain.catalogue import Catalogue, CatalogueEntry, CatalogueKind
from budgetdesk.domain.code_text import code_and_name
from budgetdesk.domain.initials import cell_pattern, cells_of
from budgetdesk.domain.text import fold, fold_name, half_width, shorten, visible
from budgetdesk.domain.typed import TypedError

_folded = lru_cache(maxsize=8192)(fold_name)  # names are compared with each thing that is typed
_ABOVE = 3  # the rank of a word that only a code above suits


@dataclass(frozen=True, slots=True)
class CodeKind:
    """What a code is called and how many digits it may have."""

    name: str
    lengths: tuple[int, ...]


CODE_KINDS: Mapping[CatalogueKind, CodeKind] = {
    CatalogueKind.FUNCTION: CodeKind("功能科目", (3, 5, 7)),
    CatalogueKind.DEPARTMENT_ECONOMIC: CodeKind("部门经济科目", (3, 5)),
    CatalogueKind.GOVERNMENT_ECONOMIC: CodeKind("政府经济科目", (3, 5)),
    CatalogueKind.REVENUE: CodeKind("收入科目", (3, 5, 7, 9)),
}


def find_codes(catalogue: Catalogue, typed: str, limit: int = 60) -> tuple[CatalogueEntry, ...]:
    """The entries that suit what was typed, the likeliest first; in code order for a blank.

    Every word must suit: digits the code, Latin letters the initials, anything else the name; all
    but one may be of the 款 or 类 above (`统计 行政运行`: half the 款 have a 行政运行). By name the
    lowest level comes first, the one that budgets are made in; by digits the outline.
    """
    entries = [catalogue.entries[code] for code in sorted(catalogue.entries)]
    words = half_width(typed).split()
    if not words:
        return tuple(entries[:limit])
    ranks = [_rank_of(word) for word in words]
    by_name = not any(word.isdigit() for word in words)
    lowest = max(map(len, catalogue.entries), default=0)
    ranked: list[tuple[bool, int, CatalogueEntry]] = []
    for entry in entries:
        found = _found(catalogue, ranks, entry)
        if found is not None:
            above = by_name and len(entry.code) < lowest
            ranked.append((above, found, entry))
    ranked.sort(key=lambda each: each[:2])
    return tuple(entry for _, _, entry in ranked[:limit])


def read_code(catalogue: Catalogue, kind: CodeKind, text: str) -> tuple[str, ...]:
    """The codes a text may mean: `2100408`, `2100408 基本公共卫生服务` or a name; () when blank.

    A code need not be in the catalogue. Several come back only for a name that several carry;
    a name of a 款 that its 项 repeats means the 项.

    Raises:
        TypedError: it is no code, and no name of the catalogue, or may have lost a digit.
    """
    tidy = visible(text).strip()
    if not tidy:
        return ()
    if codes := _lowest(catalogue.codes_named(tidy)):
        return codes
    found = code_and_name(text, kind.lengths)
    if found.code:
        return (_checked(kind, found.code),)
    if codes := _by_path(catalogue, tidy):
        return codes
    raise TypedError(f"目录中没有{kind.name}「{shorten(text)}」，请填编码或从列表中选择。")


def _by_path(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """The codes of the last of names that lead down to it: 公共卫生-基本公共卫生服务."""
    names = [name.strip() for name in re.split(r"[-—/\\|>]+", text) if name.strip()]
    above = [catalogue.codes_named(name) for name in names[:-1]]
    if not above or not all(above):
        return ()
    return _lowest(
        tuple(
            code
            for code in catalogue.codes_named(names[-1])
            if all(any(code.startswith(upper) for upper in each) for each in above)
        )
    )


def name_with_code(text: str, lengths: Sequence[int] = ()) -> tuple[str, str] | None:
    """Code and name of `2130599 其他扶贫支出`, in either order; None for any other text."""
    try:
        found = code_and_name(text, lengths)
    except TypedError:
        return None
    return (found.code, found.name) if found.code and found.name else None


def _checked(kind: CodeKind, code: str) -> str:
    if len(code) not in kind.lengths:
        sizes = "、".join(map(str, kind.lengths))
        raise TypedError(f"「{shorten(code)}」不是{kind.name}编码，应为 {sizes} 位数字。")
    return code


def _lowest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """The last of codes that begin one another, else all of them."""
    deepest = max(codes, key=len, default="")
    return (deepest,) if all(deepest.startswith(code) for code in codes) and codes else codes


def _found(
    catalogue: Catalogue,
    ranks: Sequence[Callable[[CatalogueEntry], int | None]],
    entry: CatalogueEntry,
) -> int | None:
    """How well an entry suits several words, the smallest number best; None: not at all."""
    own = [rank(entry) for rank in ranks]
    if not any(own):
        return None
    if not all(own):
        above = catalogue.path(entry.code)[:-1]
        own = [
            known or (_ABOVE if any(map(rank, above)) else None)
            for known, rank in zip(own, ranks, strict=True)
        ]
    return sum(each for each in own if each) if all(own) else None


def _rank_of(word: str) -> Callable[[CatalogueEntry], int | None]:
    """How well a word suits an entry: 1 best, None not at all."""
    if word.isdigit():
        return lambda entry: _place(entry.code, word)
    folded = fold_name(word)
    if not (folded.isascii() and folded.isalpha()):
        return lambda entry: _best(_place(_folded(name), folded) for name in _names(entry))
    pattern = cell_pattern(folded)

    def rank(entry: CatalogueEntry) -> int | None:
        found = (pattern.search(cells_of(fold(name))) for name in _names(entry))
        return _best(None if hit is None else 1 if hit.start() == 0 else 2 for hit in found)

    return rank


def _names(entry: CatalogueEntry) -> tuple[str, ...]:
    return (entry.name, *entry.also)


def _place(text: str, part: str) -> int | None:
    """1 where the text begins with the part, 2 where it holds it."""
    return 1 if text.startswith(part) else 2 if part in text else None


def _best(ranks: Iterable[int | None] | Iterator[int | None]) -> int | None:
    return min((rank for rank in ranks if rank), default=None)
