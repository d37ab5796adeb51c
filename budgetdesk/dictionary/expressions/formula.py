"""From how officials write a formula to what Python's parser reads, with every place kept.

≥ ≤ ≠ × ÷, full-width brackets and commas, a single =, 且 或 非, 90%, and names in 「」.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from budgetdesk.dictionary.expressions.faults import ExpressionError

MOST_CHARACTERS = 2_000
_SIGNS = {
    "≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "（": "(", "）": ")", "，": ",",
    "、": ",", "＋": "+", "－": "-", "＊": "*", "／": "/", "＞": ">", "＜": "<", "＝": "==",
    "．": ".", "　": " ",
}  # fmt: skip
_WORDS = {"且": "and", "或": "or", "非": "not", "空": "None"}
_PIECE = re.compile(
    r"「(?P<quoted>[^「」]*)」|“(?P<curly>[^“”]*)”|\"(?P<straight>[^\"\\]*)\""
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<percent>\s*[%％])?(?![0-9A-Za-z_])"
    r"|(?P<word>[^\W\d]\w*)|(?P<compare>[<>!=]=|=)|(?P<other>.)",
    re.DOTALL,
)


@dataclass
class Formula:
    """An expression as Python reads it: `code`, whose characters came from `places`.

    `names` are those that were quoted, by what stands for them in the code.
    """

    source: str
    code: str = ""
    places: list[int] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, place: int) -> None:
        """Let more code follow, all of it from one place of the source."""
        self.code += text
        self.places += [place] * len(text)

    def place_of(self, column: int) -> int:
        """The place in the source, from 1, of a byte of the code's only line."""
        characters = len(self.code.encode()[:column].decode(errors="ignore"))
        return self.places[min(characters, len(self.places) - 1)] + 1 if self.places else 1


def read_formula(source: str) -> Formula:
    """An expression as Python reads it.

    Raises:
        ExpressionError: it is blank, too long, or holds a character that no expression has.
    """
    if not source.strip():
        raise ExpressionError("没有写算式")
    if len(source) > MOST_CHARACTERS:
        raise ExpressionError(f"算式有 {len(source)} 个字，最多 {MOST_CHARACTERS} 个")
    made = Formula(source)
    for found in _PIECE.finditer(source, len(source) - len(source.lstrip())):
        made.add(_code(made, found), found.start())
    return made


def names_in(source: str) -> Iterator[tuple[str, int, int]]:
    """The names in a formula as it is typed, each with where it begins and where it ends.

    What stands behind a dot or before a bracket is none: `.number`, `sum(`.
    """
    for found in _PIECE.finditer(source):
        word, quoted = found["word"], found["quoted"]
        if word and (word in _WORDS or source[found.end() :].lstrip()[:1] in ("(", "（")):
            continue
        name = quoted if quoted is not None else word
        if name and not source[: found.start()].rstrip().endswith("."):
            yield name, found.start(), found.end()


def written(name: str) -> str:
    """A name as a formula writes it: in 「」 where it holds more than letters and digits."""
    whole = _PIECE.fullmatch(name)
    plain = whole is not None and whole["word"] and name not in _WORDS
    return name if plain else f"「{name}」"


def _code(made: Formula, found: re.Match[str]) -> str:
    """What Python reads for one piece."""
    if (name := found["quoted"]) is not None:
        known = f"_q{len(made.names)}"
        made.names[known] = name
        return known
    text = found["curly"] if found["curly"] is not None else found["straight"]
    if text is not None:
        return repr(text)
    if number := found["number"]:
        # The blank keeps 0总分 from being read as one word.
        return f"({number}/100)" if found["percent"] else f"{number} "
    if word := found["word"]:
        called = found.string[found.end() :].lstrip()[:1] in ("(", "（")
        return "iff" if word in ("if", "如果") and called else _WORDS.get(word, word)
    if sign := found["compare"]:
        return "==" if sign == "=" else sign
    return _other(found[0], found.start())


def _other(character: str, place: int) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    if character.isspace():
        return " "
    if character in "+-*/().,<>":
        return character
    raise ExpressionError(f"不认识「{character}」", place + 1)
