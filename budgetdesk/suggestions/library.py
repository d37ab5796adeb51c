"""The forms an office has had, ready to be asked: which are near to one that is being filled."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from math import log, sqrt

from budgetdesk.domain.text import fold_name
from budgetdesk.suggestions.pairs import Pairs, pairs_of
from budgetdesk.suggestions.past import PastForm

_TELLING = 20
"""So many pairs of a form's texts tell what it is about; the others are those of any form."""
_NEAREST = 60  # forms that are looked at; behind them likeness is chance

_Vector = Mapping[str, float]
_YEAR = re.compile(r"20\d\d年?度?")


class Library:
    """Forms with their pairs turned about, so that a question touches few of them."""

    def __init__(self, forms: Iterable[PastForm]) -> None:
        self.forms = tuple(forms)
        names = [pairs_of(form.name) for form in self.forms]
        counted = Counter(pair for name in names for pair in name)
        counted.update(pair for form in self.forms for pair in form.texts)
        self._seen = counted
        self._names = self._turned(names)
        self._texts = self._turned([form.texts for form in self.forms])
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for at, form in enumerate(self.forms):
            if form.function_code:
                self._by_code[form.function_code].append(at)
            for key in _keys(form):
                self._by_key[key].append(at)

    def near(self, form: PastForm) -> Sequence[tuple[PastForm, float]]:
        """The forms most like one, with their likeness (0 to 1); the same form is left out."""
        likes: defaultdict[int, float] = defaultdict(float)
        for turned, pairs in ((self._names, pairs_of(form.name)), (self._texts, form.texts)):
            for pair, weight in self._vector(pairs).items():
                half = weight / 2
                for at, other in turned.get(pair, ()):
                    likes[at] += half * other
        chosen = {at for key in _keys(form) for at in self._by_key.get(key, ())}
        chosen.update(at for _, at in nlargest(_NEAREST, zip(likes.values(), likes, strict=True)))
        of_code = self._by_code.get(form.function_code, ())
        chosen.update(nlargest(_NEAREST, of_code, key=lambda at: likes.get(at, 0.0)))
        return [
            (self.forms[at], likes.get(at, 0.0))
            for at in sorted(chosen)
            if not _is_itself(self.forms[at], form)
        ]

    def _turned(self, all_pairs: Sequence[Pairs]) -> Mapping[str, list[tuple[int, float]]]:
        turned: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, pairs in enumerate(all_pairs):
            for pair, weight in self._vector(pairs).items():
                turned[pair].append((at, weight))
        return turned

    def _vector(self, pairs: Pairs) -> _Vector:
        """The telling pairs of a text, rare ones weighing more, of length 1 together."""
        count = len(self.forms) + 1
        weights = {
            pair: (1 + log(times)) * log(count / seen)
            for pair, times in pairs.items()
            if (seen := self._seen.get(pair, 0)) and seen < count
        }
        telling = nlargest(_TELLING, weights.items(), key=lambda it: it[1])
        length = sqrt(sum(weight * weight for _, weight in telling)) or 1.0
        return {pair: weight / length for pair, weight in telling}


def is_same_project(one: PastForm, other: PastForm) -> bool:
    """Whether two forms are of one project, perhaps of two years."""
    of_projects = not one.library and not other.library
    return of_projects and (one.uuid == other.uuid or _key(one) == _key(other))


def _is_itself(one: PastForm, other: PastForm) -> bool:
    return one.year == other.year and one.uuid == other.uuid


def _keys(form: PastForm) -> tuple[str, ...]:
    """What finds the same project of another year."""
    return f"uuid {form.uuid}", f"name {_key(form)}"


def _key(form: PastForm) -> str:
    return _YEAR.sub("", fold_name(form.name))
