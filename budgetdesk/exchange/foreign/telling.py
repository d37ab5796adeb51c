"""What became of a foreign file, in sentences and as JSON."""

from collections.abc import Iterator

from budgetdesk.domain.money import exchange_text
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.foreign.budget.table import BudgetTable
from budgetdesk.exchange.foreign.forms import SourceReading
from budgetdesk.exchange.foreign.reading import Cut, ProjectReading, Unread
from budgetdesk.exchange.placement.plan import Certainty
from budgetdesk.forms.definition import FormSet

READING_KEYS = ("projects", "unread", "uncertain", "cut", "tables")
_MOST = 200  # lines of one kind that are told


def notes_on(source: SourceReading, form_set: FormSet) -> Iterator[str]:
    """What must be looked at after an import, a line each."""
    lines = [*_doubtful(source, form_set), *_cut(source, form_set), *_unread(source)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"另有 {len(lines) - _MOST} 处，用 --json 查看。"


def _doubtful(source: SourceReading, form_set: FormSet) -> Iterator[str]:
    for project in source.forms:
        for path, field in project.fields.items():
            if field.why:
                label = label_of(path, project, form_set)
                yield _line("请核对", project, label, field.text, field.why, field.cell.place)
        for listed in (it for it in project.listed if it.why):
            row_word = form_set.dictionary.kinds[project.record].lists[listed.band].row_word
            place = listed.cell.place
            yield _line("请核对", project, row_word, listed.said, listed.why, place)
        for row in project.rows:
            if row.why:
                said = f"{row.name} {row.target}".strip()
                yield _line("请核对", project, "绩效指标", said, row.why, row.cell.place)


def _cut(source: SourceReading, form_set: FormSet) -> Iterator[str]:
    for project in source.forms:
        for cut in project.cuts:
            offer = f"（较长的是「{shorten(cut.offer, 60)}」）" if cut.offer else ""
            yield _line(
                "疑似截断", project, label_of(cut.label, project, form_set), cut.text,
                cut.why + offer,                cut.cell.place,
            )  # fmt: skip


def _unread(source: SourceReading) -> Iterator[str]:
    for project in source.forms:
        for it in project.unread:
            yield _line("未识别", project, "", it.cell.said, it.why, it.cell.place)
    for it in source.unread:
        yield f"未读：{it.cell.place}「{shorten(it.cell.said, 30)}」，{it.why}。"


def _line(head: str, project: ProjectReading, label: str, text: str, why: str, place: str) -> str:
    of = f"「{shorten(project.name, 20)}」"
    return f"{head}：{of}{label}「{shorten(text, 30)}」，{why}（{place}）。"


def label_of(path: str, form: ProjectReading, form_set: FormSet) -> str:
    """What the forms call a field of a kind; a label stays itself."""
    field = form_set.dictionary.kinds[form.record].fields.get(path)
    return form_set.in_own_words(field.label) if field else path


def reading_content(source: SourceReading, form_set: FormSet) -> dict[str, list[object]]:
    """The whole reading for a program: every value with where it stood and how sure it is."""
    return {
        "projects": [_project(it, form_set) for it in source.forms],
        "unread": [
            *(_place(it, "") for it in source.unread),
            *(_place(it, project.name) for project in source.forms for it in project.unread),
        ],
        "uncertain": [it for project in source.forms for it in _uncertain(project, form_set)],
        "tables": [_table(it) for it in source.tables],
        "cut": [_cut_content(it, p, form_set) for p in source.forms for it in p.cuts],
    }


def _project(project: ProjectReading, form_set: FormSet) -> dict[str, object]:
    return {
        "name": project.name,
        "title": project.title,
        "record": str(project.record),
        "fields": {
            path: {
                "label": label_of(path, project, form_set),
                "value": it.text,
                "place": it.cell.place,
                "certainty": it.certainty.value,
                **({"why": it.why} if it.why else {}),
            }
            for path, it in project.fields.items()
        },
        "indicators": [
            {
                "horizon": it.horizon.value,
                "level1": it.level1,
                "level2": it.level2,
                **it.texts,
                "place": it.cell.place,
                "certainty": it.certainty.value,
                **({"why": it.why} if it.why else {}),
            }
            for it in project.rows
        ],
        **(
            {
                "listed": [
                    {**it.texts, "list": it.band, "place": it.cell.place} for it in project.listed
                ]
            }
            if project.listed
            else {}
        ),
    }


def _table(table: BudgetTable) -> dict[str, object]:
    """A budget table: amounts in 元 by the headings of their columns."""
    heads = {it.column: it.head for it in table.columns}
    return {
        "title": table.title,
        "office": table.office,
        "place": table.cell.place,
        "rows": [
            {
                "code": row.code,
                "name": row.name,
                **({"beside": row.beside} if row.beside else {}),
                "amounts": {heads[it]: exchange_text(fen) for it, fen in row.amounts.items()},
                "place": row.cell.place,
            }
            for row in table.rows
        ],
    }


def _place(it: Unread, project: str) -> dict[str, str]:
    return {"project": project, "place": it.cell.place, "text": it.cell.said, "why": it.why}


def _uncertain(project: ProjectReading, form_set: FormSet) -> Iterator[dict[str, str]]:
    for path, field in project.fields.items():
        if field.certainty is Certainty.GUESSED or field.why:
            yield {
                "project": project.name, "field": path, "label": label_of(path, project, form_set),
                "text": field.text, "place": field.cell.place, "why": field.why,
            }  # fmt: skip
    for listed in (it for it in project.listed if it.why):
        yield {
            "project": project.name, "field": listed.band, "label": "",
            "text": listed.said, "place": listed.cell.place, "why": listed.why,
        }  # fmt: skip
    for row in project.rows:
        if row.certainty is Certainty.GUESSED or row.why:
            yield {
                "project": project.name, "field": f"indicators.{row.horizon.value}",
                "label": row.name, "text": row.target, "place": row.cell.place, "why": row.why,
            }  # fmt: skip


def _cut_content(cut: Cut, project: ProjectReading, form_set: FormSet) -> dict[str, str]:
    return {
        "project": project.name, "label": label_of(cut.label, project, form_set), "text": cut.text,
        "place": cut.cell.place, "why": cut.why, "offer": cut.offer,
    }  # fmt: skip
