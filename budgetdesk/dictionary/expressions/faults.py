"""What may be wrong with an expression, each told in one sentence with its place."""


class ExpressionError(ValueError):
    """An expression that can't be taken; the message is one sentence.

    `place` is the character of the expression, counted from 1, at which it is wrong; 0 where that
    is the whole.
    """

    def __init__(self, message: str, place: int = 0) -> None:
        super().__init__(f"第 {place} 个字：{message}" if place else message)
        self.place = place


class UnknownNameError(ExpressionError):
    """A name that nothing goes by."""


class AmbiguousNameError(ExpressionError):
    """A name that several fields go by."""


class KindError(ExpressionError):
    """Values that don't go together: money and a number, a text in a sum."""


class CircleError(ExpressionError):
    """Fields that are computed from each other."""
