"""行政区划: the provinces, cities and counties, as names for the titles of books."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budgetdesk.assets import resource
from budgetdesk.domain.catalogue_tables import CatalogueError, rows


@dataclass(frozen=True, slots=True)
class Division:
    """A division with its code of six digits; `above` is its city's or province's, "" for none."""

    code: str
    name: str
    above: str = ""


@cache
def load_divisions(path: Path | None = None) -> dict[str, Division]:
    """The divisions by code, in code order; of a file, or those shipped.

    Raises:
        CatalogueError: the file is wrong.
    """
    path = path or resource("catalogues") / "divisions.csv"
    found: dict[str, Division] = {}
    for line, row in rows(path):
        try:
            division = Division(row["code"], row["name"], row["parent"])
        except KeyError as error:
            raise CatalogueError(f"{path.name} 第 {line} 行：缺少一列 {error}。") from error
        if len(division.code) != len("140000") or division.code in found:
            raise CatalogueError(f"{path.name} 第 {line} 行：区划代码「{division.code}」有误。")
        found[division.code] = division
    return found
