"""What a pasted block becomes: edits, what found no place and why, and what was assumed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

R = TypeVar("R")  # what an edit goes to: a FieldRef of a form, a LineCell of a table of lines


class Certainty(StrEnum):
    """How sure it is that a text belongs where it goes."""

    SURE = "sure"  # by the form's own labels, or cell by cell
    ASSUMED = "assumed"  # by another word for a label; told, not asked
    GUESSED = "guessed"  # to be looked at before it is written


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """The place in the block that a text comes from, counted from 0."""

    row: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Edit(Generic[R]):
    """A text for a field, or a cell of a line; `changes` where that says something else now."""

    ref: R
    text: str
    source: BlockPlace
    certainty: Certainty
    changes: bool


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A text that goes nowhere. `refused`: it has its place, but that cell cannot be filled in."""

    source: BlockPlace
    why: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Plan(Generic[R]):
    """The edits in the block's order, what is left over, and sentences about what was assumed."""

    edits: tuple[Edit[R], ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    assumed: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[tuple[R, str], ...]:
        """The fields that come to say something else; what empties a row comes last.

        A row both of whose texts become blank is removed, so its other text must be there first.
        """
        changing = [(edit.ref, edit.text) for edit in self.edits if edit.changes]
        return tuple(sorted(changing, key=lambda pair: not pair[1]))

    @property
    def refused(self) -> int:
        """How many texts stand for cells that cannot be filled in."""
        return sum(one.refused for one in self.left_over)

    @property
    def wants_a_look(self) -> bool:
        """Whether something found no place, or is only guessed: to be shown before writing."""
        lost = any(not one.refused for one in self.left_over)
        guessed = any(edit.changes and edit.certainty is Certainty.GUESSED for edit in self.edits)
        return lost or guessed
