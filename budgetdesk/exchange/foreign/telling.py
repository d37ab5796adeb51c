"""What became of a foreign file, in sentences and as JSON."""

from collections.abc import Iterator

from budgetdesk.dictionary.declaration import KindDeclaration
from budgetdesk.domain.text import shorten
from budgetdesk.exchange.foreign.forms import SourceReading
from budgetdesk.exchange.foreign.reading import Cut, ProjectReading, Unread
from budgetdesk.exchange.placement.plan import Certainty

READING_KEYS = ("projects", "unread", "uncertain", "cut")
_MOST = 200  # lines of one kind that are told


def notes_on(source: SourceReading, kind: KindDeclaration) -> Iterator[str]:
    """What must be looked at after an import, a line each."""
    lines = [*_doubtful(source, kind), *_cut(source, kind), *_unread(source)]
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"另有 {len(lines) - _MOST} 处，用 --json 查看。"


def _doubtful(source: SourceReading, kind: KindDeclaration) -> Iterator[str]:
    for project in source.projects:
        for path, field in project.fields.items():
            if field.why:
                label = label_of(path, kind)
                yield _line("请核对", project, label, field.text, field.why, field.cell.place)
        for row in project.rows:
            if row.why:
                said = f"{row.name} {row.target}".strip()
                yield _line("请核对", project, "绩效指标", said, row.why, row.cell.place)


def _cut(source: SourceReading, kind: KindDeclaration) -> Iterator[str]:
    for project in source.projects:
        for cut in project.cuts:
            offer = f"（较长的是「{shorten(cut.offer, 60)}」）" if cut.offer else ""
            yield _line(
                "疑似截断", project, label_of(cut.label, kind), cut.text, cut.why + offer,
                cut.cell.place,
            )  # fmt: skip


def _unread(source: SourceReading) -> Iterator[str]:
    for project in source.projects:
        for it in project.unread:
            yield _line("未识别", project, "", it.cell.said, it.why, it.cell.place)
    for it in source.unread:
        yield f"未读：{it.cell.place}「{shorten(it.cell.said, 30)}」，{it.why}。"


def _line(head: str, project: ProjectReading, label: str, text: str, why: str, place: str) -> str:
    of = f"「{shorten(project.name, 20)}」"
    return f"{head}：{of}{label}「{shorten(text, 30)}」，{why}（{place}）。"


def label_of(path: str, kind: KindDeclaration) -> str:
    """What a field is called; a label stays itself."""
    field = kind.fields.get(path)
    return field.label if field else path


def reading_content(source: SourceReading, kind: KindDeclaration) -> dict[str, list[object]]:
    """The whole reading for a program: every value with where it stood and how sure it is."""
    return {
        "projects": [_project(it, kind) for it in source.projects],
        "unread": [
            *(_place(it, "") for it in source.unread),
            *(_place(it, project.name) for project in source.projects for it in project.unread),
        ],
        "uncertain": [it for project in source.projects for it in _uncertain(project, kind)],
        "cut": [_cut_content(it, p.name, kind) for p in source.projects for it in p.cuts],
    }


def _project(project: ProjectReading, kind: KindDeclaration) -> dict[str, object]:
    return {
        "name": project.name,
        "title": project.title,
        "fields": {
            path: {
                "label": label_of(path, kind),
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
    }


def _place(it: Unread, project: str) -> dict[str, str]:
    return {"project": project, "place": it.cell.place, "text": it.cell.said, "why": it.why}


def _uncertain(project: ProjectReading, kind: KindDeclaration) -> Iterator[dict[str, str]]:
    for path, field in project.fields.items():
        if field.certainty is Certainty.GUESSED or field.why:
            yield {
                "project": project.name, "field": path, "label": label_of(path, kind),
                "text": field.text, "place": field.cell.place, "why": field.why,
            }  # fmt: skip
    for row in project.rows:
        if row.certainty is Certainty.GUESSED or row.why:
            yield {
                "project": project.name, "field": f"indicators.{row.horizon.value}",
                "label": row.name, "text": row.target, "place": row.cell.place, "why": row.why,
            }  # fmt: skip


def _cut_content(cut: Cut, project: str, kind: KindDeclaration) -> dict[str, str]:
    return {
        "project": project, "label": label_of(cut.label, kind), "text": cut.text,
        "place": cut.cell.place, "why": cut.why, "offer": cut.offer,
    }  # fmt: skip
