"""What a page of PDF draws: its texts, paths and images, and where the forms around put them."""

import ctypes
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

_DEEP = 4  # forms within one another that are looked into


class Matrix(NamedTuple):
    """Where a form puts what it holds."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """A point where it lies then."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: "Matrix") -> "Matrix":
        """First this, then the outer one."""
        if outer is _AS_IT_IS:
            return self
        return Matrix(
            self.a * outer.a + self.b * outer.c, self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c, self.c * outer.b + self.d * outer.d,
            *outer.moved(self.e, self.f),
        )  # fmt: skip


_AS_IT_IS = Matrix(1, 0, 0, 1, 0, 0)


class Placed(NamedTuple):
    """What is drawn, and where the forms around it put it."""

    drawn: Any
    within: Matrix


def objects_of(page: Any) -> tuple[list[Placed], list[Placed]]:
    """The texts and the paths of a page, also those within forms, as they are drawn."""
    from pypdfium2 import raw

    texts: list[Placed] = []
    paths: list[Placed] = []
    lists = {raw.FPDF_PAGEOBJ_TEXT: texts, raw.FPDF_PAGEOBJ_PATH: paths}

    def take(count: int, at: Callable[[int], Any], depth: int, within: Matrix) -> None:
        for index in range(count):
            drawn = at(index)
            kind = raw.FPDFPageObj_GetType(drawn)
            if (known := lists.get(kind)) is not None:
                known.append(Placed(drawn, within))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
                inner = partial(raw.FPDFFormObj_GetObject, drawn)
                place = matrix_of(drawn).within(within)
                take(raw.FPDFFormObj_CountObjects(drawn), inner, depth - 1, place)

    own = page.raw
    take(raw.FPDFPage_CountObjects(own), partial(raw.FPDFPage_GetObject, own), _DEEP, _AS_IT_IS)
    return texts, paths


def matrix_of(drawn: Any) -> Matrix:
    """Where what is drawn is put."""
    from pypdfium2 import raw

    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, found)
    return Matrix(found.a, found.b, found.c, found.d, found.e, found.f)


def shows_image(page: Any, least: float) -> bool:
    """Whether an image takes some room of a page, in square points."""
    from pypdfium2 import raw

    sides = [ctypes.c_float() for _ in range(4)]
    own = page.raw
    for index in range(raw.FPDFPage_CountObjects(own)):
        drawn = raw.FPDFPage_GetObject(own, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        if raw.FPDFPageObj_GetBounds(drawn, *sides):
            left, bottom, right, top = (it.value for it in sides)
            if (right - left) * (top - bottom) >= least:
                return True
    return False
