"""Records that cannot be changed, and take no time to declare.

The standard frozen dataclass writes and compiles six functions for a class, 0.3 ms; with some
seventy classes that is 20 of the 280 ms of the window's start. Here three are compiled, each
when it is first called: many records are made, and never compared nor hashed.
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def immutable(cls: type[T]) -> type[T]:
    """Make a class as `dataclass(frozen=True, slots=True)` does; `replace`, `fields` hold for it.

    It takes neither `__post_init__` nor fields that are not given when one is made.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, write in _WRITTEN.items():
        setattr(made, name, _uncompiled(made, name, write))
    made.__repr__ = _repr
    made.__reduce__ = _reduce
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]  # the class, with slots


class Remembering:
    """Below an immutable record: room for its cached properties, which it has not otherwise."""


def _uncompiled(cls: Any, name: str, write: Callable[[Any, dict[str, Any]], str]) -> Any:
    """What stands for a function until it is called for the first time."""

    def function(self: Any, *given: Any, **named: Any) -> Any:
        known: dict[str, Any] = {"MISSING": MISSING}
        exec(write(cls, known), known)  # noqa: S102 - of nothing but the class's own fields' names
        setattr(cls, name, known[name])
        return known[name](self, *given, **named)

    return function


def _init(cls: Any, known: dict[str, Any]) -> str:
    parameters, settings = zip(*(_set_in(known, cls, it) for it in fields(cls)), strict=True)
    return "\n".join([f"def __init__(self, {', '.join(parameters)}):", *settings])


def _eq(cls: Any, _known: dict[str, Any]) -> str:
    compared = [it.name for it in fields(cls) if it.compare]
    return (
        "def __eq__(self, other):\n"
        "    if other.__class__ is not self.__class__: return NotImplemented\n"
        f"    return {_told('self', compared)} == {_told('other', compared)}"
    )


def _hash(cls: Any, _known: dict[str, Any]) -> str:
    hashed = [it.name for it in fields(cls) if (it.compare if it.hash is None else it.hash)]
    return f"def __hash__(self): return hash({_told('self', hashed)})"


_WRITTEN = {"__init__": _init, "__eq__": _eq, "__hash__": _hash}


def _set_in(known: dict[str, Any], cls: Any, it: "Field[Any]") -> tuple[str, str]:
    """A field as a parameter, and the line that puts it into its slot; what they need is known."""
    name = it.name
    known[f"_set_{name}"] = getattr(cls, name).__set__
    if it.default_factory is not MISSING:
        known[f"_new_{name}"] = it.default_factory
        new = f"_new_{name}() if {name} is MISSING else {name}"
        return f"{name}=MISSING", f"    _set_{name}(self, {new})"
    known[f"_default_{name}"] = it.default
    parameter = name if it.default is MISSING else f"{name}=_default_{name}"
    return parameter, f"    _set_{name}(self, {name})"


def _told(whose: str, names: list[str]) -> str:
    return f"({''.join(f'{whose}.{name}, ' for name in names)})"


def _repr(self: Any) -> str:
    told = ", ".join(f"{it.name}={getattr(self, it.name)!r}" for it in fields(self) if it.repr)
    return f"{type(self).__qualname__}({told})"


def _reduce(self: Any) -> tuple[Any, tuple[Any, ...]]:
    """Copying and sending to another process make it anew: nothing can be set in it."""
    return type(self), tuple(getattr(self, it.name) for it in fields(self))


def _refuse(_self: Any, name: str, *_value: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot change field {name!r}")
