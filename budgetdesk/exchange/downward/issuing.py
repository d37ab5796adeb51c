"""下发: unit list, 控制数, 报送期限, 科目 and the form set itself, a file for each department."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from budgetdesk.book.book import Book
from budgetdesk.book.ceilings import Ceilings, ceilings_of, put_ceilings
from budgetdesk.book.read import setting
from budgetdesk.book.setting import put_setting
from budgetdesk.domain.records import Unit
from budgetdesk.exchange.content import catalogue_csv
from budgetdesk.exchange.downward.container import header_down, write_down
from budgetdesk.exchange.downward.issue_content import Issue, IssuedUnit, issue_content
from budgetdesk.exchange.downward.issue_sheet import issue_sheet
from budgetdesk.exchange.exporting import make_folder
from budgetdesk.exchange.file_names import free_path
from budgetdesk.exchange.register.states import deadline_of
from budgetdesk.exchange.sealed.envelope import ISSUED, Header
from budgetdesk.exchange.sealed.registers import book_id, put_book_id
from budgetdesk.exchange.taken_back import unless_remembered
from budgetdesk.forms.carried import SETTING
from budgetdesk.forms.inside import load_forms_of

_COUNT = "issued."  # how often something was issued to a department, by its uuid


@dataclass(frozen=True, slots=True)
class WrittenIssue:
    """A 下发 that was written."""

    path: Path
    department: str
    code: str
    issue: Issue

    def sentence(self) -> str:
        """What was written, for the console and the window."""
        until = f"，报送期限 {self.issue.due}" if self.issue.due else ""
        counts = f"单位 {len(self.issue.units)} 个，控制数 {self.issue.ceilings} 项"
        return f"{self.department}：{counts}{until}，校验码 {self.code}。"


def set_ceilings(book: Book, ceilings: Mapping[str, Ceilings]) -> None:
    """Keep the 控制数 of units, by their uuids, in one step; those of others stay."""
    with book.step("控制数") as step:
        for uuid, given in ceilings.items():
            put_ceilings(step, uuid, given)


def issue_to(book: Book, folder: Path, wanted: Sequence[Unit]) -> tuple[WrittenIssue, ...]:
    """Write a file for each department that units are wanted of, and keep that it was issued.

    Raises:
        OutputError: a file can't be written.
    """
    make_folder(folder)
    own = {unit.department.id: unit for unit in wanted}
    made: list[WrittenIssue] = []
    written: list[Path] = []
    versions, own_id = {}, book_id(book)
    with unless_remembered(written):
        for department, one in own.items():
            ours = [unit for unit in wanted if unit.department.id == department]
            count = int(setting(book, _COUNT + one.department.uuid) or 0) + 1
            header = header_down(
                book, one, own_id, kind=ISSUED, stage="", version=count, forms=len(ours)
            )
            made.append(_write(book, folder, header, ours))
            written.append(made[-1].path)
            versions[one.department.uuid] = count
        _remember(book, own_id, versions)
    return tuple(made)


def _remember(book: Book, own_id: str, versions: Mapping[str, int]) -> None:
    """Keep how often something was issued to departments, by their uuids."""
    with book.step("下发") as step:
        step.stands = True
        put_book_id(step, own_id)
        for uuid, count in versions.items():
            put_setting(step, _COUNT + uuid, str(count))


def _write(book: Book, folder: Path, header: Header, wanted: Sequence[Unit]) -> WrittenIssue:
    issue = _issue(book, wanted)
    content = {
        **issue_content(issue),
        "dictionary": load_forms_of(book).dictionary.extension,
        "form_set_files": setting(book, SETTING) or "",
    }
    told = (ISSUED, str(header.fiscal_year), header.department.code, header.department.name)
    path = free_path(folder, f"{'_'.join(filter(None, told))}_v{header.version}")
    envelope = write_down(book, path, header, content, [issue_sheet(header, issue)])
    return WrittenIssue(path, header.department.name, envelope.code, issue)


def _issue(book: Book, wanted: Sequence[Unit]) -> Issue:
    given = ceilings_of(book)
    told = tuple(
        IssuedUnit(it.uuid, it.code or "", it.name, it.kind, given.get(it.uuid, {}))
        for it in wanted
    )
    return Issue(told, deadline_of(book), tuple((catalogue_csv(book) or "").splitlines()))
