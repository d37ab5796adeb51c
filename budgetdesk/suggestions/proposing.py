"""Names and values for an empty place of a form, each saying why."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from math import log

from budgetdesk.domain.moved_years import moved
from budgetdesk.domain.records import Project
from budgetdesk.domain.text import fold, fold_name
from budgetdesk.suggestions.library import Library, is_same_project
from budgetdesk.suggestions.objecting import Objecting, Offered
from budgetdesk.suggestions.pairs import likeness
from budgetdesk.suggestions.past import PastForm, PastRow
from budgetdesk.suggestions.patterns import Pattern, fitting
from budgetdesk.suggestions.values import Counted, counted_in, told_value

MOST = 5
_PATTERNS = 2  # of them at least are made from patterns, where any fits
_ALIKE = 0.5  # two names so much alike are one suggestion
_KIN = 0.5  # likeness of two forms of one unit from which they are kin
_GOOD = 0.9
_TOLD = "见本表文字"
_LOOKED_AT = 12  # names that 审核 is asked about; those behind them are hardly offered


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may stand in a row: a name, why it is offered, a value for it and why that."""

    name: str
    why: str
    target: str = ""
    target_why: str = ""
    evidence: str = ""


@dataclass(slots=True)
class _Offered:
    """A name with what speaks for it so far: the best of its forms, and how many there are."""

    score: float
    form: PastForm
    row: PastRow
    uses: int = 1


class Proposals:
    """What is asked for one project: the forms near to it are looked for once for all places."""

    def __init__(
        self,
        project: Project,
        form: PastForm,
        library: Library,
        objecting: Objecting | None = None,
    ) -> None:
        """`objecting` knows what 审核 would say; without it nothing is held against a name."""
        self._project = project
        self._form = form
        self._objecting = objecting
        self._near = library.near(form)
        self._amounts = counted_in(project)

    def suggestions(self, place: str, most: int = MOST) -> tuple[Suggestion, ...]:
        """At most so many for a place, the likeliest first; none like a name that stands there."""
        form, project = self._form, self._project
        standing = tuple(row.name for row in form.rows if row.place == place)
        ranked = _ranked(form, place, self._near)
        past = [_from_form(it, self._amounts, form) for it in islice(ranked, _LOOKED_AT)]
        fit = islice(fitting(project, place), _LOOKED_AT)
        written = [_from_pattern(name, it, self._amounts) for name, it in fit]
        against = self._against(place, [*past, *written])
        own = _unlike(_sound(past, against), standing, most)
        first = own[: most - _PATTERNS]
        named = (*standing, *(it.name for it in own))
        made = _unlike(_sound(written, against), named, most - len(first))
        return (*first, *made, *own[len(first) :])[:most]

    def values(self, name: str, place: str, most: int = MOST) -> tuple[Suggestion, ...]:
        """Values for an indicator of this name, the likeliest first, each said once."""
        found = [self._told(name)]
        found += [
            _from_form(it, self._amounts, self._form)
            for it in _ranked(self._form, place, self._near)
            if likeness(it.row.name, name) >= _ALIKE
        ]
        found += [
            _from_pattern(made, it, self._amounts)
            for made, it in fitting(self._project, place)
            if likeness(made, name) >= _ALIKE
        ]
        said = {it.target: it for it in reversed(found) if it.target}
        wanted = [replace(it, name=name) for it in said.values()]
        against = self._against(place, wanted)
        left = [it for it in said.values() if (name, it.target) not in against]
        return tuple(reversed(left))[:most]

    def _against(self, place: str, offered: Iterable[Suggestion]) -> Collection[Offered]:
        """Which names, with their value and without one, 审核 would object to."""
        if self._objecting is None:
            return ()
        rows = dict.fromkeys((it.name, target) for it in offered for target in (it.target, ""))
        return self._objecting.against(self._project, place, [*rows])

    def _told(self, name: str) -> Suggestion:
        value = told_value(name, self._amounts)
        return Suggestion(name, "", value, _TOLD if value else "")


def _sound(offered: Sequence[Suggestion], against: Collection[Offered]) -> Iterator[Suggestion]:
    """The suggestions without values that are objected to; names that are stand behind all."""
    for objected in (False, True):
        for it in offered:
            if ((it.name, "") in against) is objected:
                bare = (it.name, it.target) in against
                yield replace(it, target="", target_why="") if bare else it


def _unlike(
    offered: Iterable[Suggestion], names: Iterable[str], most: int
) -> tuple[Suggestion, ...]:
    """The first so many that are unlike some names and each other."""
    chosen: list[Suggestion] = []
    taken = [*names]
    for it in offered:
        if len(chosen) == most:
            break
        if all(likeness(it.name, name) < _ALIKE for name in taken):
            chosen.append(it)
            taken.append(it.name)
    return tuple(chosen)


def _ranked(
    form: PastForm, place: str, near: Iterable[tuple[PastForm, float]]
) -> Iterator[_Offered]:
    offered: dict[str, _Offered] = {}
    for other, like in near:
        score = _kinship(form, other, like)
        for row in other.rows:
            if row.place != place:
                continue
            worth = score + 0.3 * (row.reached is not None and row.reached >= _GOOD)
            held = offered.setdefault(_key(row.name), _Offered(worth, other, row, 0))
            held.uses += 1
            if worth > held.score:
                held.score, held.form, held.row = worth, other, row
    yield from sorted(offered.values(), key=lambda it: -(it.score + 0.2 * log(1 + it.uses)))


@lru_cache(maxsize=16_384)  # the same rows are near to many projects
def _key(name: str) -> str:
    return fold_name(name)


def _kinship(form: PastForm, other: PastForm, like: float) -> float:
    """What speaks for the names of another form (weights tried on the published forms)."""
    code, theirs = form.function_code, other.function_code
    return (
        3.0 * is_same_project(form, other)
        + 2.0 * (form.unit == other.unit and like >= _KIN)
        + _code_share(code, theirs)
        + like
        + 0.6 * bool(other.library)
        - 0.5 * (not other.library and form.year - other.year > 3)
    )


def _code_share(code: str, other: str) -> float:
    """For the same 项, 款 or 类."""
    lengths = {7: 1.2, 5: 0.8, 3: 0.3}
    same = (worth for length, worth in lengths.items() if code[:length] == other[:length])
    return next(same, 0.0) if len(code) >= 3 and len(other) >= 3 else 0.0


def _from_form(offered: _Offered, amounts: Iterable[Counted], form: PastForm) -> Suggestion:
    row, other = offered.row, offered.form
    suggestion = Suggestion(row.name, _why(offered, form))
    if value := told_value(row.name, amounts):
        return replace(suggestion, target=value, target_why=_TOLD)
    if row.target and is_same_project(form, other):
        years = form.year - other.year
        target = moved(row.target, other.year, years).text
        return replace(suggestion, target=target, target_why="去年的指标值")
    # A count of another project misleads; what a library says is meant for all.
    shown = row.target if other.library or "%" in fold(row.target) else ""
    return replace(suggestion, target=shown, target_why="参考" if shown else "")


def _why(offered: _Offered, form: PastForm) -> str:
    other = offered.form
    if other.library:
        return f"指标库“{other.library}”"
    if is_same_project(form, other):
        return "去年本项目" if other.year == form.year - 1 else f"{other.year}年本项目"
    if offered.uses > 1 and _code_share(form.function_code, other.function_code) >= 1:
        return f"同科目 {other.function_code} 的 {offered.uses} 个项目"
    year = f"{other.year}年" if other.year != form.year else ""
    return f"{year}“{other.name}”"


def _from_pattern(name: str, pattern: Pattern, amounts: Iterable[Counted]) -> Suggestion:
    value = told_value(name, amounts)
    why = _TOLD if value else "参考" if pattern.target else ""
    return Suggestion(name, "常用写法", value or pattern.target, why, pattern.evidence)
