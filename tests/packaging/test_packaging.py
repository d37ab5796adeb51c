"""What is given out: the list of licences, the .deb, the checks before a release."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from budgetdesk import __version__

_ROOT = Path(__file__).resolve().parents[2]


def script(name: str) -> ModuleType:
    """A script of `packaging/`, whose name a library bears too."""
    spec = importlib.util.spec_from_file_location(name, _ROOT / "packaging" / f"{name}.py")
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


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no dpkg")
def test_a_package_tells_the_desktop_and_asks_for_its_c_library(tmp_path: Path) -> None:
    folder, target = tmp_path / "budgetdesk", tmp_path / "a.deb"
    folder.mkdir()
    shutil.copy("/bin/true", folder / "budgetdesk")
    deb = script("deb")
    deb.main(folder, target)
    told = subprocess.run(["dpkg-deb", "-f", target], capture_output=True, text=True, check=True)
    needed = re.search(r"libc6 \(>= (2\.\d+)\)", told.stdout)
    assert needed is not None
    assert needed[1] == deb._newest_glibc(folder)
    assert f"Version: {__version__}" in told.stdout
    subprocess.run(["dpkg-deb", "-x", target, tmp_path / "root"], check=True)
    entry = (tmp_path / "root/usr/share/applications/budgetdesk.desktop").read_text("utf-8")
    assert 'Exec="/opt/budgetdesk/budgetdesk" "open" %f' in entry
    assert (tmp_path / "root/usr/bin/budgetdesk").readlink() == Path("/opt/budgetdesk/budgetdesk")
    assert (tmp_path / "root/usr/share/mime/packages/budgetdesk.xml").is_file()


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
