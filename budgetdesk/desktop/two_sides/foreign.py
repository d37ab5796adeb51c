"""Forms of a foreign file before they are imported: the source left, the book's fields right."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from budgetdesk.desktop import ask
from budgetdesk.desktop.two_sides.content import Pair, Remainder, TwoSides, Verdict
from budgetdesk.desktop.two_sides.dialog import TwoSidesDialog
from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.fields import HORIZON_LABELS
from budgetdesk.domain.money import yuan_text
from budgetdesk.domain.named_files import named_files
from budgetdesk.domain.records import RecordKind
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.foreign.reading import Cut, ProjectReading, RowReading
from budgetdesk.exchange.foreign.telling import label_of
from budgetdesk.exchange.foreign_file import ForeignSource, SourcesSeen
from budgetdesk.exchange.foreign_ledger import LedgerSeen, said_of
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.definition import FormSet

_FEW = 3  # sums that don't agree, before the window says how many more
_VERDICTS = {
    Certainty.SURE: (Verdict.SURE, "标签相符"),
    Certainty.ASSUMED: (Verdict.ASSUMED, "别处的叫法"),
    Certainty.GUESSED: (Verdict.GUESSED, "请核对"),
}


def look_at(parent: QWidget | None, seen: SourcesSeen) -> bool:
    """Show what files would bring; whether it is to be imported."""
    return ask.run(TwoSidesDialog(sides_of(seen), parent))


def sides_of(seen: SourcesSeen) -> TwoSides:
    """Every value with where it stood and how sure it is, and what found no place."""
    sources = seen.sources
    form_set = sources[0].form_set
    kinds = form_set.dictionary.kinds
    forms = [form for it in sources for form in it.reading.forms]
    lines = [pair for it in sources for pair in _lines(it.ledger)]
    alone = len(forms) == 1
    found = [
        pair for it in forms for pair in _pairs(it, form_set, "" if alone else _short(it, kinds))
    ]
    pairs = sorted(
        [*found, *lines], key=lambda it: it.certainty is not Verdict.GUESSED
    )  # to be seen at once
    doubtful = sum(pair.certainty is Verdict.GUESSED for pair in pairs)
    cuts = sum(len(form.cuts) for form in forms)
    brought = _counted(forms, kinds, len(lines))
    counts = f"其中 {doubtful} 处请核对，疑似截断 {cuts} 处" if doubtful or cuts else "都有把握"
    files = named_files([it.path for it in sources])
    return TwoSides(
        "导入绩效表",
        f"{files}：读出{brought}、{len(pairs)} 处内容，{counts}。",
        pairs,
        tuple(_remainders(sources)),
        notes=(*(f"不导入{it}" for it in seen.refused), *_notes(sources)),
        deed=f"导入{brought}",
        sides=("文件中", "导入后"),
        between="把握",
        widths=(5, 11, 17, 19, 12),
    )


def _notes(sources: Sequence[ForeignSource]) -> Iterator[str]:
    """What is to be known of the budget tables, and the first of what doesn't add up."""
    for it in sources:
        yield from it.ledger.notes
        yield from it.ledger.doubts[:_FEW]
        if len(it.ledger.doubts) > _FEW:
            yield f"另有 {len(it.ledger.doubts) - _FEW} 处加不起来，都按表中的读入，请与原表核对。"


def _lines(seen: LedgerSeen) -> Iterator[Pair]:
    for line in seen.lines:
        amount = f"{yuan_text(line.amount, thousands=True)} 元"
        said = said_of(line)
        yield Pair(
            "", amount, "预算明细", "由各表推出", f"{said} {amount}", Verdict.ASSUMED, fixed=True
        )


def _counted(
    forms: Sequence[ProjectReading], kinds: Mapping[str, KindDeclaration], lines: int
) -> str:
    """How many forms there are of each kind: 12 个项目、3 张自评表."""
    counts = Counter(form.record for form in forms)
    projects = counts.pop(RecordKind.PROJECT, 0)
    told = [f" {projects} 个项目"] if projects else []
    told += [f" {count} 张{kinds[it].name}" for it, count in counts.items()]
    return "、".join([*told, *([f" {lines} 行预算明细"] if lines else [])])


def _short(project: ProjectReading, kinds: Mapping[str, KindDeclaration]) -> str:
    kind = kinds[project.record]
    return f"{shorten(project.name, 6)} {kind.stage if kind.own else ''}"


def _pairs(project: ProjectReading, form_set: FormSet, of: str) -> Iterator[Pair]:
    """The fields of a form in the file's order, then its rows and indicators."""
    lists, own = form_set.dictionary.kinds[project.record].lists, form_set.in_own_words
    cuts = {(it.cell, it.text): it for it in project.cuts}
    for path, field in project.fields.items():
        label = label_of(path, project, form_set)
        certainty, why = _sure(field.certainty, field.why, cuts.get((field.cell, field.text)))
        place, text = field.cell.place, field.text
        yield Pair(place, field.cell.said, f"{of}{label}", why, text, certainty, fixed=True)
    for it in project.listed:
        label = lists[it.band].row_word
        certainty, why = _sure(Certainty.SURE, it.why, None)
        yield Pair(it.cell.place, it.said, f"{of}{label}", why, it.said, certainty, fixed=True)
    for row in project.rows:
        cut = cuts.get((row.cell, row.name)) or cuts.get((row.cell, row.target))
        yield _row_pair(row, f"{of}{own(HORIZON_LABELS[row.horizon])}{row.level2}", cut)


def _row_pair(row: RowReading, target: str, cut: Cut | None) -> Pair:
    certainty, why = _sure(row.certainty, row.why, cut)
    came = "　".join(filter(None, (row.cell.said, row.target)))
    becomes = "　".join(filter(None, row.texts.values()))
    return Pair(row.cell.place, came, target, why, becomes, certainty, fixed=True)


def _sure(certainty: Certainty, why: str, cut: Cut | None) -> tuple[Verdict, str]:
    verdict, usual = _VERDICTS[certainty]
    if cut is None:
        return (Verdict.GUESSED if why else verdict), why or usual
    offer = f"，较长的是「{cut.offer}」" if cut.offer else ""
    return Verdict.GUESSED, f"疑似截断：{cut.why}{offer}"


def _remainders(sources: Sequence[ForeignSource]) -> Iterator[Remainder]:
    for source in sources:
        for project in source.reading.forms:
            for it in project.unread:
                yield Remainder(it.cell.place, it.cell.said, it.why)
        for it in source.reading.unread:
            yield Remainder(it.cell.place, it.cell.said, it.why)
