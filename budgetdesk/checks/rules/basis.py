"""立项依据: by what right the project is."""

from collections.abc import Iterator

from budgetdesk.checks.case import BookCase, ProjectCase
from budgetdesk.checks.finding import Found, Severity
from budgetdesk.checks.language.budget_words import names_another_ground, only_the_budget
from budgetdesk.checks.language.documents import document_numbers, document_titles
from budgetdesk.checks.language.likeness import likeness
from budgetdesk.checks.rule import Scope, rule
from budgetdesk.dictionary.base import field_of
from budgetdesk.domain.text import shorten

RELEVANCE = "财预〔2015〕88号 绩效目标审核：相关性"


@rule(
    "Q03",
    "立项依据没有文件",
    Severity.EXPLAIN,
    reads=("name", "basis", "safeguards", "unit"),
    checks="立项依据要有《文件名称》、文号，或会议、纪要、批复等决定，不能只是预算本身"
    "（年初预算、《关于下达…年预算的批复》）；同一文号在各项目中只能对应一个文件名称。",
    why="预算不能做自己的依据：立项要有政策文件、会议纪要或批复。",
    source=RELEVANCE,
    failing="《关于下达2024年部门预算的批复》，年初预算",
    passing="《山西省个体工商户保险保障项目实施方案》（晋市监发〔2023〕142号）",
    scopes=(Scope.PROJECT, Scope.BOOK),
)
def basis_cites(case: ProjectCase | BookCase) -> Iterator[Found]:
    """The basis names a document by title or number, or a decision, beside the budget itself.

    Within a book one document number has one title.
    """
    if isinstance(case, BookCase):
        yield from _titles_of_one_number(case)
        return
    basis = case.project.basis
    if not basis.strip():
        return
    unit = case.project.unit
    own = (case.office.form_set.region.name, unit.name, unit.department.name)
    shown = (("现填", shorten(basis, 40)),)
    if only_the_budget(basis, own):
        yield Found(
            case.ref("basis"),
            "立项依据只有预算本身，没有写明政策文件的文件名称《…》、会议或批复。",
            shown,
        )
    elif not (document_titles(basis) or document_numbers(basis) or names_another_ground(basis)):
        message = "立项依据没有写明文件名称《…》或文号〔年份〕号。"
        yield Found(case.ref("basis"), message, shown)


_SAME_TITLE = 0.25


def _titles_of_one_number(case: BookCase) -> Iterator[Found]:
    first: dict[tuple[str, int, int], str] = {}
    for project in case.projects:
        for ref, cited in project.citations:
            known = first.setdefault(cited.key, cited.title)
            if known == cited.title or likeness(known, cited.title) > _SAME_TITLE:
                continue
            message = f"{field_of(ref).label} 中同一文号对应两个文件名称。"
            titles = (("本项目", f"《{cited.title}》"), ("其他项目", f"《{known}》"))
            yield Found(ref, message, titles)
            break
