"""A shipped form, written as a template that names its fields, is drawn into the same definition.

Only what is seen may tell: hidden sheets, names, comments and properties are removed first.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.packaging.core import DocumentProperties

from budgetdesk.exchange.drawing.drawing import draw
from budgetdesk.exchange.drawing.saving import save_set
from budgetdesk.exchange.drawing.set_text import set_files
from budgetdesk.exchange.drawing.template_writing import template_cells, write_templates
from budgetdesk.forms.definition import Entry, Form, IndicatorBand
from budgetdesk.forms.loader import form_set_ids, load_form_set

_WIDTH = 0.03  # by which a column may differ: spreadsheets round widths to what they draw
_SAMPLE = (
    "shanxi/monitoring", "shanxi/overall", "shanxi/overall_target_review", "yonghe-2024/project",
    "sichuan-2023/project", "xiangtan-2023/project",
)  # fmt: skip


def _forms() -> list[Form]:
    """Every form that ships, each definition once."""
    sets = (load_form_set(set_id) for set_id in ("shanxi", *form_set_ids()))
    return list({form.digest: form for it in sets for form in it.forms}.values())


def _shape(form: Form) -> list[tuple[object, ...]]:
    """Every cell with its span, and what stands there: field, kind, role, part, code; or text."""
    shape: list[tuple[object, ...]] = []
    for cell in template_cells(form):
        it = cell.content
        entry = isinstance(it, Entry)
        said = (it.path, it.kind, it.role, it.part, it.code) if isinstance(it, Entry) else it.text
        shape.append((cell.row, cell.column, cell.rows, cell.columns, entry, cell.level, said))
    return shape


def _only_what_is_seen(path: Path) -> None:
    book = load_workbook(path)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            book.remove(sheet)
    for name in list(book.defined_names):
        del book.defined_names[name]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell):
                    cell.comment = None
    book.properties = DocumentProperties()
    book.save(path)


def _drawn_again(form: Form, path: Path, folder: Path) -> Form:
    _only_what_is_seen(path)
    form_set = save_set(folder, "again", set_files(draw(path)), overwrite=True)
    if any(isinstance(row, IndicatorBand) for row in form.rows):
        assert form_set.tree_of(form.kind) == form.tree
    return next(it for it in form_set.forms if it.id.startswith(f"again/{form.kind}_"))


def _require_same(form: Form, again: Form) -> None:
    assert _shape(again) == _shape(form)
    for width, now in zip(form.columns, again.columns, strict=True):
        assert now / sum(again.columns) == pytest.approx(width / sum(form.columns), rel=_WIDTH)
    assert again.landscape == form.landscape


@pytest.mark.parametrize("form_id", _SAMPLE)
def test_a_form_is_drawn_again(form_id: str, tmp_path: Path) -> None:
    form = next(it for it in _forms_of(form_id) if it.id == form_id)
    write_templates(tmp_path / "模板.xlsx", [form], marked=True)
    _require_same(form, _drawn_again(form, tmp_path / "模板.xlsx", tmp_path / "套表"))


def _forms_of(form_id: str) -> tuple[Form, ...]:
    return load_form_set(form_id.partition("/")[0]).forms


@pytest.fixture(scope="module")
def saved_by_libreoffice(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the template of each form that is asked for here, saved by one LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("templates")
    specs = (getattr(item, "callspec", None) for item in request.session.items)
    asked = [form for it in specs if it and isinstance(form := it.params.get("form"), Form)]
    paths = [folder / "写出" / _file_name(form) for form in asked]
    paths[0].parent.mkdir()
    for path, form in zip(paths, asked, strict=True):
        write_templates(path, [form], marked=True)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "另存")]
    subprocess.run([*call, *map(str, paths)], check=True, timeout=120 + 30 * len(paths))
    return folder / "另存"


def _file_name(form: Form) -> str:
    return f"{form.id.replace('/', '-')}.xlsx"


@pytest.mark.proof
@pytest.mark.parametrize("form", _forms(), ids=lambda form: form.id)
def test_a_form_saved_by_libreoffice_is_drawn_again(
    form: Form, saved_by_libreoffice: Path, tmp_path: Path
) -> None:
    path = saved_by_libreoffice / _file_name(form)
    _require_same(form, _drawn_again(form, path, tmp_path / "套表"))
