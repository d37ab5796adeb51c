"""Commands that are imported when they are called: a call needs one of them, the window none."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any


def late(place: str) -> Callable[[Any], Any]:
    """What stands for a function of this package with one argument, named `checking.check`."""
    return partial(_call, place)


def found(place: str) -> Callable[[Any], Any]:
    """The function of that name."""
    module, _, name = place.partition(".")
    function: Callable[[Any], Any] = getattr(import_module(f"budgetdesk.commands.{module}"), name)
    return function


def _call(place: str, given: Any) -> Any:
    return found(place)(given)
