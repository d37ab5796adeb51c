"""What is given out: the list of licences, the .deb, the checks before a release."""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from budgetdesk import __version__
from budgetdesk.dictionary import base

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scripts find those beside them, as when they are run."""
    monkeypatch.syspath_prepend(_ROOT / "packaging")


def script(name: str) -> ModuleType:
    """A script of `packaging/`, whose name a library bears too."""
    spec = importlib.util.spec_from_file_location(
        name.replace("/", "_"), _ROOT / "packaging" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_everything_brought_along_is_on_the_list_with_a_licence() -> None:
    page = (_ROOT / "THIRD-PARTY.md").read_text("utf-8")
    listed = {line[0]: line[1] for line in re.findall(r"(?m)^\| ([\w-]+) \| ([^|]+) \|", page)}
    brought = {it.name for it in script("third_party").brought_along()}
    assert len(brought) > 15
    assert brought <= set(listed)
    assert all(text.strip() for text in listed.values())


def test_texts_of_licences_go_with_the_folder(tmp_path: Path) -> None:
    script("third_party").copy_licences(tmp_path)
    assert {"openpyxl", "fonts", "icons"} <= {it.name for it in tmp_path.iterdir()}
    assert "SIL" in (tmp_path / "fonts" / "OFL.txt").read_text("utf-8")


@pytest.mark.skipif(not (shutil.which("dpkg-deb") and shutil.which("readelf")), reason="no tools")
def test_a_package_tells_the_desktop_and_asks_for_its_c_library(tmp_path: Path) -> None:
    folder, target = tmp_path / "budgetdesk", tmp_path / "a.deb"
    folder.mkdir()
    shutil.copy("/bin/true", folder / "budgetdesk")
    shutil.copy("/usr/bin/dpkg-deb", folder / "another")
    deb = script("deb")
    deb.main(folder, target, "arm64")
    told = subprocess.run(["dpkg-deb", "-f", target], capture_output=True, text=True, check=True)
    needed = re.search(r"libc6 \(>= (2\.\d+)\)", told.stdout)
    assert needed is not None
    assert needed[1] == deb._glibc(folder)
    assert "Architecture: arm64\n" in told.stdout
    assert "zlib1g" in told.stdout  # what the other is linked with
    assert f"Version: {__version__}" in told.stdout
    subprocess.run(["dpkg-deb", "-x", target, tmp_path / "root"], check=True)
    entry = (tmp_path / "root/usr/share/applications/budgetdesk.desktop").read_text("utf-8")
    assert 'Exec="/opt/budgetdesk/budgetdesk" "open" %f' in entry
    assert (tmp_path / "root/usr/bin/budgetdesk").readlink() == Path("/opt/budgetdesk/budgetdesk")
    assert (tmp_path / "root/usr/share/mime/packages/budgetdesk.xml").is_file()


def test_a_wheel_brings_what_the_base_dictionary_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    builder = ModuleType("hatchling.builders.hooks.plugin.interface")
    builder.BuildHookInterface = object  # type: ignore[attr-defined]  # which pip brings for itself
    monkeypatch.setitem(sys.modules, builder.__name__, builder)
    hook = script("dictionary_hook").DictionaryHook()
    hook.root = str(_ROOT)
    into: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize("editable", into)
    assert into == {"force_include": {}}  # there the files themselves are read
    hook.initialize("standard", into)
    [(made, place)] = into["force_include"].items()
    assert place == f"budgetdesk/_data/resources/dictionary/{base.READY}"
    read = base.base_table.__wrapped__().plain()
    shutil.copytree(_ROOT / "resources" / "dictionary", tmp_path / "dictionary")
    shutil.copy(made, tmp_path / "dictionary" / base.READY)
    monkeypatch.setattr(base, "resource", lambda *parts: tmp_path.joinpath(*parts))
    monkeypatch.setattr(base, "read_table", None)  # no TOML is read
    monkeypatch.setattr(base, "_ready", base._ready.__wrapped__)
    assert base.base_table.__wrapped__().plain() == read


def test_a_release_waits_for_a_clean_tree_and_a_date() -> None:
    release = script("release")
    dated = f"# Changelog\n\n## {__version__} (2026-12-01)\n- one\n\n## 0.0.1 (2026-01-01)\n- two\n"
    assert release.amiss("", dated) == ""
    assert "提交" in release.amiss(" M a.py\n", dated)
    assert "日期" in release.amiss("", dated.replace("2026-12-01", "unreleased"))
    assert release.notes(dated).split() == ["##", __version__, "(2026-12-01)", "-", "one"]


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "SHA256SUMS").write_text("old")
    line = script("release").checksums(tmp_path)
    assert line.startswith("ba7816bf8f01cfea414140de5dae2223b00361a3")
    assert line.endswith("  a\n")


def test_qt_is_cut_down_to_what_is_imported_and_what_that_is_linked_with(tmp_path: Path) -> None:
    program, pyside = tmp_path / "program", tmp_path / "PySide6"
    program.mkdir()
    (program / "a.py").write_text("from PySide6.QtGui import QColor\n")
    files = {
        "QtGui.abi3.so": "linked with libQt6Gui.so.6 and libc.so.6",
        "QtGui.pyi": "types",
        "QtQuick.abi3.so": "libQt6Quick.so.6",
        "Qt/lib/libQt6Gui.so.6": "libQt6Core.so.6",
        "Qt/lib/libQt6Core.so.6": "",
        "Qt/lib/libQt6Quick.so.6": "libQt6Core.so.6",
        "Qt/plugins/platforms/libqxcb.so": "libQt6XcbQpa.so.6",
        "Qt/plugins/platforms/libqvnc.so": "",
        "Qt/lib/libQt6XcbQpa.so.6": "",
        "Qt/translations/qtbase_zh_CN.qm": "",
        "Qt/translations/qtbase_de.qm": "",
        "__init__.py": "",
        "scripts/tool.py": "",
    }
    for name, text in files.items():
        (pyside / name).parent.mkdir(parents=True, exist_ok=True)
        (pyside / name).write_text(text)
    script("qt_parts").cut(pyside, program)
    left = {str(path.relative_to(pyside)) for path in pyside.rglob("*") if path.is_file()}
    gone = {"QtGui.pyi", "QtQuick.abi3.so", "Qt/lib/libQt6Quick.so.6", "scripts/tool.py"}
    gone |= {"Qt/plugins/platforms/libqvnc.so", "Qt/translations/qtbase_de.qm"}
    assert left == set(files) - gone


def test_each_machine_has_its_wheels_and_a_qt_that_this_program_can_have() -> None:
    folder, machines = script("folder"), script("machines").MACHINES
    names = {name: folder.platforms(it) for name, it in machines.items()}
    assert names["amd64"][0] == "manylinux_2_28_x86_64"
    assert names["arm64"][0] == "manylinux_2_31_aarch64"
    assert all(names[name][-1] == f"manylinux1_{it.name}" for name, it in machines.items())
    own = folder.needed_with("nothing")
    with_other = folder.needed_with(machines["arm64"].qt)
    assert set(own) - set(with_other) == {
        "nothing",
        *(it for it in own if it.startswith("PySide6-Essentials==")),
    }
    assert set(with_other) - set(own) == {machines["arm64"].qt}
    assert any(it.startswith("jeepney>=") for it in own)  # which Linux alone needs


def test_a_file_of_another_machine_or_a_newer_c_library_is_refused(tmp_path: Path) -> None:
    folder, machine = script("folder"), script("machines").MACHINES["arm64"]
    program = tmp_path / "lib.so"
    head = bytearray(b"\x7fELF".ljust(20, b"\0"))
    head[18] = machine.elf
    program.write_bytes(head + b"\0GLIBC_2.17\0GLIBC_2.30\0")
    folder._refuse_unfit(tmp_path, machine)
    with pytest.raises(SystemExit, match=r"lib\.so 需要 glibc 2\.30"):
        folder._refuse_unfit(tmp_path, machine._replace(glibc=28))
    with pytest.raises(SystemExit, match=r"lib\.so 不是 x86_64 的程序"):
        folder._refuse_unfit(tmp_path, script("machines").MACHINES["amd64"])


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_a_package_for_arm_is_built_on_any_machine(tmp_path: Path) -> None:
    subprocess.run(["make", "deb", "ARCH=arm64"], cwd=_ROOT, check=True)
    package = _ROOT / "dist" / "budgetdesk-arm64.deb"
    subprocess.run(["dpkg-deb", "-R", package, tmp_path], check=True)
    assert "Architecture: arm64\n" in (tmp_path / "DEBIAN/control").read_text("utf-8")
    glibc = script("glibc")
    programs = [path for path in tmp_path.rglob("*") if glibc.is_program(path)]
    assert len(programs) > 100
    assert {glibc.machine_of(path) for path in programs} == {183}
    names = {path.name for path in programs}
    assert {"python3.11", "libqxcb.so", "libxcb-cursor.so.0", "libQt6Core.so.6"} <= names
    [support] = tmp_path.rglob("files.dir")
    assert [*support.rglob("*.pyc")]


def test_qt_of_windows_is_cut_down_alike(tmp_path: Path) -> None:
    program, pyside = tmp_path / "program", tmp_path / "PySide6"
    program.mkdir()
    (program / "a.py").write_text("from PySide6.QtGui import QColor\n")
    for name in ("plugins/platforms", "translations"):
        (pyside / name).mkdir(parents=True)
    (pyside / "QtGui.pyd").write_text("pyside6.abi3.dll QT6GUI.dll MSVCP140.dll")
    for name in ("pyside6.abi3.dll", "Qt6Gui.dll", "msvcp140.dll", "Qt6Quick.dll"):
        (pyside / name).write_text("")
    (pyside / "plugins/platforms/qwindows.dll").write_text("")
    script("qt_parts").cut(pyside, program)
    left = {path.name for path in pyside.rglob("*") if path.is_file()}
    assert left == {"QtGui.pyd", "pyside6.abi3.dll", "Qt6Gui.dll", "msvcp140.dll", "qwindows.dll"}


def test_every_module_of_qt_that_is_imported_is_found_by_its_import() -> None:
    found = script("qt_parts").modules(_ROOT / "budgetdesk")
    drawn = {"QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg"}
    assert drawn | {"QtNetwork", "QtDBus"} == found
    texts = (path.read_text("utf-8") for path in (_ROOT / "budgetdesk").rglob("*.py"))
    assert not any(re.search(r"(?m)^\s*import PySide6\.", text) for text in texts)


def test_a_setup_for_windows_says_which_file_it_lacks(tmp_path: Path) -> None:
    build = script("windows/build")
    archive = tmp_path / build.ARCHIVE
    with pytest.raises(SystemExit, match=f"缺少.*{build.ARCHIVE}.*{tmp_path}"):
        build.checked(archive)
    archive.write_bytes(b"half")
    with pytest.raises(SystemExit, match="校验码"):
        build.checked(archive)


def test_the_icon_of_windows_has_all_its_sizes(qapp: object, tmp_path: Path) -> None:
    from PIL.IcoImagePlugin import IcoFile

    build = script("windows/build")
    build.write_icon(tmp_path / "a.ico")
    with (tmp_path / "a.ico").open("rb") as file:
        assert {size for size, _ in IcoFile(file).sizes()} == set(build._SIZES)
