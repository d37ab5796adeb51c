"""What the two sides show: plain data, whatever it was that came."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum


class Verdict(Enum):
    """One scale for everything that comes from outside: its word, and its colour by name."""

    SURE = ("确定", "accent")
    ASSUMED = ("推定", "notice")
    GUESSED = ("请核对", "explain")
    LOST = ("未写入", "error")

    @property
    def word(self) -> str:
        """What the clerk reads."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """The palette's name of its colour."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that came and what it becomes.

    `place` is where it stood in the source, `came` its text there; `target` the label of what it
    fills, `held` what that says now and `becomes` what it will say. One that is `fixed` has no
    tick: it goes with the whole. `mark` is the word of its first column, else its certainty's.
    """

    place: str
    came: str
    target: str
    held: str
    becomes: str
    certainty: Verdict = Verdict.SURE
    fixed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Remainder:
    """Something that came and goes nowhere, with the reason."""

    place: str
    came: str
    why: str


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Both sides, what is left, and the words around them.

    `deed` says what the button does, with {} for how many pairs are ticked: 写入 {} 格. `widths`
    are those of the columns in characters, but for the last, which takes what is left; `between`
    heads the column of what each pair holds, `fills` that of labels, `why` that of reasons, and
    `rest` the list of what is left, with {} for how many. Pairs are `ticked` at first, or none is.
    `unasked` is what the other button says; where all is `done` the deed needs no pair.
    """

    title: str
    headline: str
    pairs: Sequence[Pair]
    remainders: Sequence[Remainder] = ()
    notes: Sequence[str] = ()
    deed: str = "写入 {} 格"
    sides: tuple[str, str] = field(default=("粘贴的内容", "写入后"))
    between: str = "现为"
    widths: Sequence[int] = (6, 6, 12, 19, 9)
    fills: str = "填入"
    rest: str = "没有写入的内容（{} 处）"
    why: str = "为什么没有写入"
    ticked: bool = True
    unasked: str = "取消"
    done: bool = False
