"""Payments onto the projects of a book: by code, by name, by a name that only one resembles.

An office writes a name as it likes: without its brackets, with a year before it, cut short. What
two projects may mean is placed on neither.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from budgetdesk.book.book import Book
from budgetdesk.book.read import projects
from budgetdesk.domain.fields import value_of
from budgetdesk.domain.identity import name_likeness
from budgetdesk.domain.records import Project, RecordKind
from budgetdesk.domain.text import fold_name
from budgetdesk.exchange.payments.payment import Guess, Payment, PlacedBy, Placement, Unplaced

_ALIKE = 0.75
_AHEAD = 0.05  # of the next best
_NEAR = 12  # projects that share most pairs of signs with a name are looked at
_CODE_NAMES = frozenset(("项目代码", "项目编码", "项目编号"))
_CODED = re.compile(r"[\[(]?([0-9A-Za-z]{3,})[\])]?[-_]?(?=[^0-9A-Za-z年])")
_SHORTEST_CODE = 6  # of a project; 120急救 has none
_BRACKETED = re.compile(r"\([^()]*\)")
_ANY_YEAR = re.compile(r"20[0-9]{2}")
_YEAR = re.compile(r"^(?:20[0-9]{2}年?(?:度|中央|省级|市级|县级)?)+")
_SIGNS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"[0-9]+|[一二三四五六七八九十]+(?=期|批|标|号|级|类)")


@dataclass(frozen=True, slots=True)
class ProjectFace:
    """What of a project a payment list may say."""

    project_id: int
    name: str
    unit: str
    unit_code: str = ""
    department: str = ""
    code: str = ""


def faces_of(book: Book) -> tuple[ProjectFace, ...]:
    """The projects of a book; the code is that of a declared field called 项目代码."""
    fields = book.dictionary.kinds[RecordKind.PROJECT].fields
    coded = [path for path, it in fields.items() if it.label in _CODE_NAMES]
    return tuple(_face(project, coded) for project in projects(book))


def _face(project: Project, coded: Sequence[str]) -> ProjectFace:
    codes = (str(value_of(project, path) or "") for path in coded)
    unit = project.unit
    return ProjectFace(
        project.id,
        project.name,
        unit.name,
        unit.code or "",
        unit.department.name,
        next(filter(None, codes), ""),
    )


def place_payments(
    payments: Iterable[Payment], faces: Sequence[ProjectFace], until: str
) -> Placement:
    """Where the payments up to a month stand.

    Args:
        payments: the rows of the list.
        faces: the projects of the book.
        until: the last month that counts, as ISO text; only its year counts.
    """
    finder = _Finder(faces)
    executed: Counter[int] = Counter()
    unplaced: list[tuple[Payment, Unplaced]] = []
    guessed: dict[tuple[str, int], list[int]] = defaultdict(list)
    for payment in payments:
        found = _left_out(payment, until) or finder.find(payment)
        if isinstance(found, Unplaced):
            unplaced.append((payment, found))
            continue
        executed[found.face.project_id] += payment.amount
        if found.guessed:
            guessed[found.said, found.face.project_id].append(payment.amount)
    names = {face.project_id: face.name for face in faces}
    guesses = tuple(
        Guess(said, project_id, names[project_id], sum(amounts), len(amounts))
        for (said, project_id), amounts in guessed.items()
    )
    return Placement(dict(executed), tuple(unplaced), guesses)


def _left_out(payment: Payment, until: str) -> Unplaced | None:
    """Why a payment doesn't count, whatever it was for."""
    if not payment.paid:
        return Unplaced.UNPAID
    if payment.date:
        return Unplaced.NO_DATE
    if payment.month and payment.month[:4] != until[:4]:
        return Unplaced.OTHER_YEAR
    return Unplaced.LATER if payment.month > until else None


@dataclass(frozen=True, slots=True)
class _Placed:
    face: ProjectFace
    ground: PlacedBy
    said: str
    unit_guessed: bool

    @property
    def guessed(self) -> bool:
        return self.ground is PlacedBy.LIKENESS or self.unit_guessed


class _Finder:
    """Finds the project of a payment; the same words are looked up once."""

    def __init__(self, faces: Sequence[ProjectFace]) -> None:
        self._all = _Names(faces)
        by_unit: dict[str, list[ProjectFace]] = defaultdict(list)
        for face in faces:
            for owner in {fold_name(face.unit), fold_name(face.department)} - {""}:
                by_unit[owner].append(face)
        self._units = {owner: _Names(own) for owner, own in by_unit.items()}
        self._codes = {face.unit_code: fold_name(face.unit) for face in faces if face.unit_code}
        self._known: dict[tuple[str, str, str], _Placed | Unplaced] = {}

    def find(self, payment: Payment) -> _Placed | Unplaced:
        key = (payment.code, payment.project, payment.unit)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, code: str, name: str, unit: str) -> _Placed | Unplaced:
        by_code = self._all.coded(code)
        if len(by_code) == 1:
            return _Placed(by_code[0], PlacedBy.CODE, code, False)
        if not fold_name(name):
            return Unplaced.UNKNOWN if code else Unplaced.NO_NAME
        owner, unit_guessed = self._owner(unit)
        if owner is None:
            return Unplaced.UNIT
        found = owner.named(name)
        coded = _CODED.match(fold_name(name))
        if found is Unplaced.UNKNOWN and coded and len(coded[1]) >= _SHORTEST_CODE:
            found = owner.named(fold_name(name)[coded.end() :])
        if isinstance(found, Unplaced):
            return found
        return _Placed(*found, name, unit_guessed)

    def _owner(self, unit: str) -> "tuple[_Names | None, bool]":
        """The projects of the unit that a list names; all where it names none."""
        folded = fold_name(unit)
        if not folded:
            return self._all, False
        coded = _CODED.match(folded)
        names = [self._codes.get(folded, ""), folded]
        if coded:
            names = [self._codes.get(coded[1], ""), folded[coded.end() :], *names]
        for name in names:
            if name in self._units:
                return self._units[name], False
        alike = sorted(((name_likeness(names[-1], it), it) for it in self._units), reverse=True)
        best, *others = alike or [(0.0, "")]
        if best[0] >= _ALIKE and (not others or others[0][0] < best[0] - _AHEAD):
            return self._units[best[1]], True
        return None, False


@dataclass
class _Names:
    """Some projects by what may be said of them."""

    faces: Sequence[ProjectFace]
    _by_key: dict[Hashable, list[ProjectFace]] = field(default_factory=lambda: defaultdict(list))
    _by_pair: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _bare: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for number, face in enumerate(self.faces):
            for key in {("code", face.code), *_keys(face.name)}:
                self._by_key[key].append(face)
            bare = _core(face.name)
            self._bare.append(bare)
            for pair in _pairs(bare):
                self._by_pair[pair].append(number)

    def coded(self, code: str) -> Sequence[ProjectFace]:
        return self._by_key.get(("code", code), ()) if code else ()

    def named(self, name: str) -> tuple[ProjectFace, PlacedBy] | Unplaced:
        for key in _keys(name):
            found = [it for it in self._by_key.get(key, ()) if _may_be(name, it.name)]
            if len(found) == 1:
                return found[0], PlacedBy.NAME if key[0] == "name" else PlacedBy.BARE
            if found:
                return Unplaced.SEVERAL
        return self._like(name, _core(name))

    def _like(self, said: str, name: str) -> tuple[ProjectFace, PlacedBy] | Unplaced:
        """The only project of a name like it; 一期 and 二期 are not alike."""
        shared = Counter(number for pair in _pairs(name) for number in self._by_pair.get(pair, ()))
        numbers = _NUMBERS.findall(name)
        near = [
            (name_likeness(name, self._bare[number]), number)
            for number, _ in shared.most_common(_NEAR)
            if _NUMBERS.findall(self._bare[number]) == numbers
            if _may_be(said, self.faces[number].name)
        ]
        near = sorted((it for it in near if it[0] >= _ALIKE), reverse=True)
        if not near:
            return Unplaced.UNKNOWN
        if len(near) > 1 and near[1][0] >= near[0][0] - _AHEAD:
            return Unplaced.SEVERAL
        return self.faces[near[0][1]], PlacedBy.LIKENESS


def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """What a name is known by, the surest first."""
    bare, core = _SIGNS.sub("", fold_name(name)), _core(name)
    keys = (("name", fold_name(name)), ("bare", bare), ("core", core))
    return tuple(key for key in keys if key[1])


def _may_be(said: str, name: str) -> bool:
    """Whether two names are not told apart by their years, or by what both have in brackets."""
    one, other = fold_name(said), fold_name(name)
    years = (set(_ANY_YEAR.findall(one)), set(_ANY_YEAR.findall(other)))
    remarks = (_BRACKETED.findall(one), _BRACKETED.findall(other))
    return not any(ours and theirs and ours != theirs for ours, theirs in (years, remarks))


def _core(name: str) -> str:
    """A name without brackets and what stands in them, signs and the year before it."""
    folded = fold_name(name)
    bare = _SIGNS.sub("", _BRACKETED.sub("", folded)) or _SIGNS.sub("", folded)
    return _YEAR.sub("", bare) or bare


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(max(1, len(name) - 1))}
