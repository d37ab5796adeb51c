"""Packages as `submit` seals them, without their visible sheets: quickly made, in any number."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from openpyxl import Workbook

from budgetdesk.exchange import ledger_file
from budgetdesk.exchange.csv_lines import csv_text
from budgetdesk.exchange.sealed.envelope import SHEET, Envelope, Header, SendingOffice
from budgetdesk.forms.loader import load_form_set

FORM_SET, YEAR = "yonghe-2024", 2024
_TEXT = "补助资金用于乡镇卫生院派驻医务人员的交通、食宿和工作补贴，帮助基层坐诊查房、推广适宜技术。"
_SLOTS = (
    ("产出指标", "数量指标", "派驻医务人员数", "≥10人"),
    ("产出指标", "质量指标", "派驻人员考核合格率", "≥95%"),
    ("效益指标", "社会效益指标", "受援卫生院门诊量增长率", "≥3%"),
    ("满意度指标", "服务对象满意度指标", "患者满意度", "≥98%"),
)
_CODES = ("2100101", "2100201", "2100408", "2080505", "2120801", "2230105")
_ECONOMIC = (("30101", "50101"), ("30201", "50201"), ("30217", "50206"), ("31013", "50303"))
_SOURCES = ("general", "general", "fund", "state_capital", "special_account", "unit_funds")


class PackageMaker:
    """Makes packages of one county, the same each time for the same seed."""

    def __init__(self, seed: int, region: str = "141032", *, rows: int = 4) -> None:
        self._chance = Random(seed)
        self._region, self._rows = region, rows
        self._extension = load_form_set(FORM_SET).dictionary.extension

    def envelope(self, unit: str, forms: int, version: int = 1, **changed: Any) -> Envelope:
        """One version of a unit; `changed` are parts of its header that are others."""
        header = Header(
            package_id=self._uuid(), book_id="", kind="上报", form_set=FORM_SET, fiscal_year=YEAR,
            region=SendingOffice(self._region, f"县{self._region}"),
            department=SendingOffice("202", "卫生健康局"), unit=SendingOffice("", unit),
            stage="目标", version=version, made_at=f"2024-03-{version:02}T08:00:00+08:00",
            made_by="", program="0.1.0", forms=forms, totals={},
        )  # fmt: skip
        return Envelope.of(replace(header, **changed), self.payload(unit, forms))

    def payload(self, unit: str, forms: int) -> dict[str, Any]:
        """What is sealed of a unit with so many projects."""
        projects = [self._project(unit, n) for n in range(forms)]
        contents = {
            "projects": {
                "format": "budgetdesk-projects/1", "version": 2, "form_set": FORM_SET,
                "fiscal_year": YEAR, "projects": projects,
                "region": {"code": self._region, "name": f"县{self._region}", "level": ""},
                "units": [],
            },
            "ledger": self._ledger(unit, [one["name"] for one in projects]),
        }  # fmt: skip
        rest = {"history": [], "dictionary": self._extension, "form_set_files": "", "sheets": []}
        return {"contents": contents, **rest}

    def _project(self, unit: str, number: int) -> dict[str, Any]:
        amount = str(self._chance.randrange(1, 10**7))
        money = {"total": amount, "central": amount, **_NO_MORE}
        return {
            "name": f"{unit}项目{number}",
            "department": {"code": "202", "name": "卫生健康局"},
            "unit": {"name": unit},
            "attribute": "一次性项目(1年结束)",
            "period": "1年",
            "funding": dict.fromkeys(("implementation", "annual"), money),
            **dict.fromkeys(("overview", "basis", "necessity", "safeguards", "plan"), _TEXT),
            "goals": {"implementation": _TEXT, "annual": _TEXT},
            "indicators": {
                horizon: [self._indicator(n) for n in range(self._rows)]
                for horizon in ("implementation", "annual")
            },
            "responsible": "负责人甲", "handler": "经办人乙", "phone": "0357-0000000",
            "filed_at": "20240307", "uuid": self._uuid(),
        }  # fmt: skip

    def _indicator(self, number: int) -> dict[str, str]:
        said = dict(zip(("level1", "level2", "name", "target"), _SLOTS[number % 4], strict=True))
        return {**said, "uuid": self._uuid()}

    def _ledger(self, unit: str, projects: list[str]) -> list[str]:
        rows = [self._line(unit, name) for name in projects for _ in range(4)]
        return csv_text(ledger_file.COLUMNS, rows).splitlines()

    def _line(self, unit: str, project: str) -> list[str]:
        pick = self._chance.choice
        nature = pick(("basic", "project"))
        department, government = pick(_ECONOMIC)
        named = project if nature == "project" else ""
        words = (pick(_SOURCES), pick(("current", "current", "carryover")))
        amount = str(self._chance.randrange(-1000, 10**7))
        return [unit, pick(_CODES), nature, named, department, government, *words, amount]

    def _uuid(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


_NO_MORE: Mapping[str, str | None] = {"provincial": "0", "local": "0", "own": "0", "other": None}


def write_package(path: Path, envelope: Envelope) -> Path:
    """A workbook with the sealed sheet alone."""
    book = Workbook(write_only=True)
    book.create_sheet("封面").append(["上报"])
    sheet = book.create_sheet(SHEET)
    for line in envelope.lines:
        sheet.append([line])
    book.save(path)
    return path
