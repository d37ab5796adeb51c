"""Records of three states, base, have and new, put together field by field; and differences.

Content is plain JSON. A list whose items say which they are, each another, is compared item by
item, whatever their order; any other list is one value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Any  # JSON
Path = tuple[str, ...]

_KEY = "uuid"
_IDENTITIES = ((_KEY,), ("key",), ("code", "path", "level2", "indicator", "row"))
"""What says which one an item is: a record or row, a paragraph, an explanation."""


class _Absent:
    """What is not there, where None is blank."""

    def __repr__(self) -> str:
        return "—"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Differing:
    """One value in its three states; ABSENT where there is none."""

    path: Path
    base: Content
    have: Content
    new: Content


@dataclass(frozen=True, slots=True)
class Merged:
    """What comes of three states.

    `conflicts` were changed on both sides, to different values; there `content` has the new value
    or, with `keep`, what was there. `taken` came from the new state, `kept` are the other side's.
    """

    content: Content
    conflicts: tuple[Differing, ...]
    taken: tuple[Differing, ...]
    kept: tuple[Differing, ...]


def merge(
    base: Content, have: Content, new: Content, *, keep: bool = False, lone: Sequence[Path] = ()
) -> Merged:
    """Put the changes from `base` to `new` onto `have`.

    Below the paths of `lone` what `have` alone has is a conflict: nobody knows whether the new
    state has deleted it or never had it.
    """
    merging = _Merging(keep=keep, lone=lone)
    content = merging.of((), base, have, new)
    return Merged(
        None if content is ABSENT else content,
        tuple(merging.conflicts),
        tuple(merging.taken),
        tuple(merging.kept),
    )


def differences(before: Content, after: Content) -> Iterator[Differing]:
    """Every value in which two states differ; `base` and `have` are the one before."""
    yield from merge(before, before, after).taken


class _Merging:
    def __init__(self, *, keep: bool, lone: Sequence[Path]) -> None:
        self._keep, self._lone = keep, lone
        self.conflicts: list[Differing] = []
        self.taken: list[Differing] = []
        self.kept: list[Differing] = []

    def of(self, path: Path, base: Content, have: Content, new: Content) -> Content:
        if have == new:
            return have
        for is_kind, merged in ((_is_record, self._record), (_is_keyed, self._list)):
            sides = [side for side in (base, have, new) if side is not ABSENT]
            # A record or row that one side lacks as a whole came or went as a whole.
            if have is not ABSENT and new is not ABSENT and all(map(is_kind, sides)):
                return merged(path, base, have, new)
        return self._value(Differing(path, base, have, new))

    def _value(self, it: Differing) -> Content:
        if it.have == it.base or (it.base is ABSENT and _is_blank(it.have)):
            self.taken.append(it)
            return it.new
        is_old = it.new == it.base or (it.base is ABSENT and _is_blank(it.new))
        if is_old and not self._is_lone(it):
            self.kept.append(it)
            return it.have
        self.conflicts.append(it)
        return it.have if self._keep else it.new

    def _is_lone(self, it: Differing) -> bool:
        """Whether it is a record or row, of a list that both states have, which is not in both."""
        below = any(it.path[: len(path)] == path and it.path != path for path in self._lone)
        return below and it.new is ABSENT and _is_record(it.have)

    def _record(self, path: Path, base: Content, have: Content, new: Content) -> Content:
        before = {} if base is ABSENT else base
        merged: dict[str, Content] = {}
        for key in dict.fromkeys((*have, *new)):
            sides = (side.get(key, ABSENT) for side in (before, have, new))
            value = self.of((*path, key), *sides)
            if value is not ABSENT:
                merged[key] = value
        return merged

    def _list(self, path: Path, base: Content, have: Content, new: Content) -> Content:
        before, own, other = (_by_key(side) for side in (base, have, new))
        merged = {}
        for key in dict.fromkeys((*own, *other)):
            sides = (side.get(key, ABSENT) for side in (before, own, other))
            value = self.of((*path, key), *sides)
            if value is not ABSENT:
                merged[key] = value
        return [merged[key] for key in _order([*before], [*own], [*other]) if key in merged]


def _is_blank(value: Content) -> bool:
    """Whether a value says nothing: what is only on the other side is no conflict then."""
    if isinstance(value, Mapping):
        return all(_is_blank(it) for key, it in value.items() if key != _KEY)
    return value is ABSENT or value in (None, "", [], False)


def _is_record(side: Content) -> bool:
    return isinstance(side, dict)


def _is_keyed(side: Content) -> bool:
    """Whether each item of a list says which it is."""
    if not isinstance(side, list):
        return False
    keys = [_identity(it) for it in side]
    return all(keys) and len({*keys}) == len(keys)


def _identity(item: Content) -> str:
    """Which one an item is; "" where it doesn't say so."""
    if not isinstance(item, dict):
        return ""
    known = next((keys for keys in _IDENTITIES if keys[0] in item), ())
    return "|".join(str(item.get(key, "")) for key in known)


def _by_key(side: Content) -> dict[str, Content]:
    return {} if side is ABSENT else {_identity(it): it for it in side}


def _order(base: Sequence[str], have: Sequence[str], new: Sequence[str]) -> list[str]:
    """The order of the side that changed it, items of the other behind those they stood behind."""
    common = [key for key in base if key in set(have) and key in set(new)]
    moved = [key for key in new if key in set(common)] != common
    first, second = (new, have) if moved else (have, new)
    ordered = [*first]
    for place, key in enumerate(second):
        if key not in ordered:
            before = next((it for it in reversed(second[:place]) if it in ordered), None)
            ordered.insert(0 if before is None else ordered.index(before) + 1, key)
    return ordered


# The way back: what makes an older state of a newer one, small enough to travel along.


def patch(before: Content, after: Content) -> Content:
    """What makes `after` of `before`, as JSON; {} for nothing."""
    if before == after:
        return {}
    if _is_record(before) and _is_record(after):
        return {"fields": _patches(before, after)}
    if before and after and _is_keyed(before) and _is_keyed(after):
        rows = _patches(_by_key(before), _by_key(after))
        return {"rows": rows, "order": [*map(_identity, after)]}
    return {"value": after}


def _patches(before: Mapping[str, Content], after: Mapping[str, Content]) -> Content:
    gone = {key: {"gone": True} for key in before if key not in after}
    told = {
        key: patch(before[key], value) if key in before else {"value": value}
        for key, value in after.items()
    }
    return {key: it for key, it in (gone | told).items() if it}


def patched(content: Content, change: Content) -> Content:
    """A state with a patch applied; KeyError, TypeError, AttributeError where it is none for it."""
    if not change:
        return content
    if "value" in change:
        return change["value"]
    if "fields" in change:
        return _patched(content, change["fields"])
    rows = _patched(_by_key(content), change["rows"])
    return [rows[key] for key in change["order"]]


def _patched(content: Mapping[str, Content], changes: Mapping[str, Content]) -> dict[str, Content]:
    changed = dict(content)
    for key, change in changes.items():
        if "gone" in change:
            changed.pop(key, None)
        else:
            changed[key] = patched(changed.get(key), change)
    return changed
