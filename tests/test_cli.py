import json
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, TypeGuard

import pytest

from budgetdesk import __version__
from budgetdesk.assets import resource
from budgetdesk.book.backup import dated_copies
from budgetdesk.book.book import Book, BookInfo
from budgetdesk.book.lock import lock_path
from budgetdesk.cli import _COMMANDS, main
from budgetdesk.commands.late import found
from budgetdesk.exchange.importing import import_files
from budgetdesk.forms.loader import forget_sets

HEAVY = ("PySide6", "openpyxl", "reportlab", "sqlite_utils", "pypdfium2", "python_calamine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("预算 2024")


@pytest.fixture(scope="module")
def small(folder: Path) -> Path:
    """A book with one unit's projects."""
    path = folder / "疾控 中心.budget"
    with Book.create(path, BookInfo("yonghe-2024", 2024, "疾控中心 2024")) as book:
        import_files(book, [resource("sample", "disease-control.json")])
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> "Run":
    return Run(capsys)


class Run:
    """Runs a command in this process and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = main([str(argument) for argument in arguments])
        self.out, self.err = self._capsys.readouterr()
        return code

    def refused(self, *arguments: object) -> str:
        """The one sentence of a refused call."""
        assert self(*arguments) == 2
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert self.err.endswith("。\n")
        assert "Traceback" not in self.err
        return self.err


def in_subprocess(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "budgetdesk", *map(str, arguments)]
    ran: subprocess.CompletedProcess[str] = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=100, **settings
    )
    return ran


def test_every_command_that_is_imported_late_is_there() -> None:
    """What checks of types do not see: the functions are named by texts."""
    late = [
        it.args[0] for run, _, takes in _COMMANDS.values() for it in (run, takes) if _is_late(it)
    ]
    assert len(late) > 40
    assert all(callable(found(place)) for place in late)


def _is_late(function: object) -> TypeGuard[partial[Any]]:
    return isinstance(function, partial) and function.func.__module__ == found.__module__


def test_help_speaks_chinese_and_hides_what_is_not_there_yet(run: Run) -> None:
    assert run("--help") == 0
    for command in ("open", "sample", "new", "import", "list", "tables", "check", "export"):
        assert f"\n    {command} " in run.out
    for english in ("usage", "options", "positional", "show this"):
        assert english not in run.out
    assert run("export", "--help") == 0
    assert "用法：budgetdesk export" in run.out
    assert run("--version") == 0
    assert run.out.strip() == __version__


@pytest.mark.parametrize("arguments", [["--help"], ["export", "--help"], ["list"], ["new", "x"]])
def test_a_call_that_does_nothing_imports_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys; from budgetdesk.cli import main\n"
        f"code = main({arguments!r})\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('LOADED', loaded, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.splitlines()[-1] == "LOADED []"


def test_import_and_list_need_neither_excel_nor_pdf_nor_qt(small: Path) -> None:
    script = (
        "import sys; from budgetdesk.cli import main\n"
        f"main(['list', {str(small)!r}])\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules and name != 'sqlite_utils']\n"
        "print('LOADED', loaded, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stderr.splitlines()[-1] == "LOADED []"


def test_the_whole_way_in_processes_of_their_own(folder: Path) -> None:
    book, out = folder / "示例 账套.budget", folder / "导出 结果"
    made = in_subprocess("sample", book)
    assert (made.returncode, made.stderr) == (0, "")
    listed = in_subprocess("list", book, "--json")
    content = json.loads(listed.stdout)
    assert content["form_set"] == "yonghe-2024"
    (department,) = content["departments"]
    assert department["code"] == "202"
    assert len(department["units"]) == 6
    assert sum(len(unit["projects"]) for unit in department["units"]) == 66

    exported = in_subprocess("export", book, "--to", out, "--json")
    assert (exported.returncode, exported.stderr) == (0, "")
    names = ["projects.json", "overall.json", "ledger.csv", "disclosure.json"]
    assert exported.stdout.splitlines() == [str(out / name) for name in names]

    copy = folder / "副本.budget"
    assert in_subprocess("new", copy, "--form-set", "yonghe-2024").returncode == 0
    imported = in_subprocess("import", copy, *(out / name for name in names))
    assert (imported.returncode, imported.stderr) == (0, "")
    assert "projects.json：导入项目 66 个。" in imported.stdout
    again = folder / "再次导出"
    assert in_subprocess("export", copy, "--to", again, "--json").returncode == 0
    for name in names:
        assert (again / name).read_bytes() == (out / name).read_bytes()


def test_a_refusal_in_a_process_of_its_own_has_no_traceback(folder: Path) -> None:
    done = in_subprocess("list", folder / "没有.budget")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "没有.budget" in done.stderr


def test_output_survives_a_poor_console(small: Path, folder: Path) -> None:
    import os

    settings = {**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = in_subprocess("list", small, env=settings)
    assert done.returncode == 0
    assert "疾控中心 2024" in done.stdout


def test_a_reader_that_stops_reading_is_no_error(small: Path) -> None:
    command = f"'{sys.executable}' -m budgetdesk list '{small}' | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=100)
    assert done.returncode == 0
    assert done.stderr == b""


def test_list_shows_units_projects_totals_and_state(run: Run, small: Path) -> None:
    assert run("list", small) == 0
    lines = run.out.splitlines()
    assert lines[0] == "疾控中心 2024（yonghe-2024，2024 年度）"
    assert lines[1] == "202 永和县卫生健康和体育局"
    assert "永和县疾病预防控制中心　项目" in lines[2]
    assert {line.strip()[0] for line in lines[3:]} <= {*"○◐◉"}

    assert run("list", small, "--json") == 0
    content = json.loads(run.out)
    assert set(content) == {"form_set", "fiscal_year", "departments"}
    unit = content["departments"][0]["units"][0]
    first = unit["projects"][0]
    assert set(unit) == {"name", "projects"}
    assert set(first) == {"id", "name", "annual_total", "indicators"}
    source = json.loads(resource("sample", "disease-control.json").read_text("utf-8"))
    for listed, given in zip(unit["projects"], source["projects"], strict=True):
        assert listed["name"] == given["name"]
        assert listed["annual_total"] == given["funding"]["annual"]["total"]
        assert listed["indicators"] == {
            horizon: len(rows) for horizon, rows in given["indicators"].items()
        }


def test_new_makes_an_empty_book(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "新 账套.budget"
    assert run("new", path, "--form-set", "jincheng-chengqu-2025", "--year", "2026") == 0
    with Book.open(path) as book:
        assert book.info == BookInfo("jincheng-chengqu-2025", 2026, "晋城市城区 2026")
    assert run("list", path, "--json") == 0
    assert json.loads(run.out)["departments"] == []
    other = tmp_path / "乙.budget"
    assert run("new", other, "--form-set", "yonghe-2024", "--title", "乡镇 2024") == 0
    with Book.open(other) as book:
        assert book.info == BookInfo("yonghe-2024", 2024, "乡镇 2024")


def test_new_lists_the_form_sets(run: Run) -> None:
    assert run("new", "--list") == 0
    ids = [line.split("\t")[0] for line in run.out.splitlines()]
    assert ids == sorted(ids)
    assert {"taiyuan-2023", "yonghe-2023", "yonghe-2024", "luliang-2025"} < set(ids)


def test_export_writes_excel_and_pdf_unless_told_otherwise(
    run: Run, small: Path, tmp_path: Path
) -> None:
    assert run("export", small, "--to", tmp_path / "甲") == 0
    assert [Path(line).suffix for line in run.out.splitlines()] == [".xlsx", ".pdf"]
    assert run("export", small, "--to", tmp_path / "乙", "--pdf") == 0
    assert [path.name for path in (tmp_path / "乙").iterdir()] == ["疾控中心 2024.pdf"]
    assert run("list", small, "--json") == 0
    ids = [each["id"] for each in json.loads(run.out)["departments"][0]["units"][0]["projects"]]
    chosen = ("--project", ids[0], "--project", ids[2])
    assert run("export", small, "--to", tmp_path / "丙", "--xlsx", "--split", *chosen) == 0
    assert len(list((tmp_path / "丙").iterdir())) == 2
    assert run("export", small, "--to", tmp_path / "丁", "--json", "--public") == 0
    content = json.loads((tmp_path / "丁" / "projects.json").read_text("utf-8"))
    assert {each["phone"] + each["handler"] for each in content["projects"]} == {""}


def test_the_tables_are_exported_with_the_forms_or_alone(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "示例.budget"
    assert run("sample", book) == 0
    without = ("--without", "projects", "--without", "overall")
    assert run("export", book, "--to", tmp_path / "报表", "--tables", "--xlsx", *without) == 0
    (path,) = [Path(line) for line in run.out.splitlines()]
    assert path.name == "永和县卫生健康和体育局 2024 示例 报表.xlsx"
    assert run("export", book, "--to", tmp_path / "整体", "--pdf", *without[:2]) == 0
    assert "整体支出绩效目标" in run.out
    assert run.refused("export", book, "--to", tmp_path / "无", *without) == (
        "没有选择要导出的内容。\n"
    )
    assert run("tables", book) == 0
    tail = run.out.split("整体支出绩效目标申报表 年度预算情况\n")[1].split()
    assert tail[-10:] == [
        *("按资金来源划分合计", "5460.41", "一般公共预算资金", "5460.41"),
        *("按资金方向划分合计", "5460.41", "基本支出", "3253.17", "项目支出", "2207.24"),
    ]


def test_what_is_refused_leaves_everything_as_it_was(run: Run, small: Path, tmp_path: Path) -> None:
    before = small.read_bytes()
    bad = tmp_path / "坏 文件.json"
    bad.write_text('{"format": "budgetdesk-projects/1"}', "utf-8")
    junk = tmp_path / "不是.budget"
    junk.write_text("您好")
    for arguments, reason in (
        (("import", small, bad), "坏 文件.json"),
        (("import", small, tmp_path / "没有.json"), "没有这个文件"),
        (("import", small, resource("sample", "disease-control.json")), "已有这个项目"),
        (("import", tmp_path / "没有.budget", bad), "不存在"),
        (("list", junk), "不是账套文件"),
        (("list", tmp_path), "文件夹"),
        (("sample", small), "已存在"),
        (("new", small, "--form-set", "yonghe-2024"), "已存在"),
        (("new", tmp_path / "x.budget", "--form-set", "没有"), "没有套表"),
        (("new", tmp_path / "x.budget"), "--form-set"),
        (("export", small, "--to", tmp_path / "出", "--project", 77777), "77777"),
        (("export", small, "--to", bad, "--json"), "不是文件夹"),
    ):
        assert reason in run.refused(*arguments), arguments
    assert small.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {"坏 文件.json", "不是.budget"}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["frob"], "没有「frob」这个命令"),
        (["list"], "还需写明 BOOK"),
        (["import", "a.budget"], "还需写明 FILE"),
        (["export", "a"], "还需写明 --to"),
        (["export", "a", "--to"], "--to 后面缺少内容"),
        (["export", "a", "--to", "b", "--project", "甲"], "--project 应为数字，不是「甲」"),
        (["export", "a", "--to", "b", "--without", "图"], "--without 不认识「图」，可写 'proj"),
        (["list", "a", "b"], "不认识 b"),
        (["list", "a", "--yaml"], "不认识 --yaml"),
        (["list", "a", "--json=3"], "--json 后面不应有「3」"),
        (["new", "a", "--form-set", "yonghe-2024", "--year", "24"], "「24」不是年度"),
        (["export", "a", "--to", "b", "--to", "c"], "--to：只能写一次"),
        (["return", "a", "--unit", "甲", "--unit", "乙"], "--unit：只能写一次"),
    ],
)
def test_a_wrong_call_is_refused_in_chinese(run: Run, arguments: list[str], reason: str) -> None:
    sentence = run.refused(*arguments)
    assert reason in sentence
    assert "--help" in sentence
    assert not any(word in sentence for word in ("argument", "required", "invalid", "expected"))


def test_without_a_screen_the_window_is_refused_in_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "没有图形界面" in run.refused("open")


def test_a_book_in_a_folder_that_is_not_there_is_refused(run: Run, tmp_path: Path) -> None:
    sentence = run.refused("new", tmp_path / "没有" / "a.budget", "--form-set", "yonghe-2024")
    assert "没有」不存在，请先新建这个文件夹" in sentence


def test_an_import_leaves_a_dated_copy(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "本年.budget"
    assert run("new", path, "--form-set", "yonghe-2024") == 0
    assert run("import", path, resource("sample", "disease-control.json")) == 0
    (copy,) = dated_copies(path)
    with Book.open(copy, read_only=True) as book:
        assert book.rows("SELECT count(*) > 0 FROM project") == [(1,)]


def test_a_book_in_use_is_not_imported_into(run: Run, small: Path) -> None:
    with Book.open(small):
        done = in_subprocess("import", small, resource("sample", "bureau.json"))
        listed = in_subprocess("list", small)
    assert done.returncode == 2
    assert "使用" in done.stderr
    assert listed.returncode == 0


def test_an_unforeseen_error_is_one_sentence_too(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetdesk.exchange import listing

    def fail(book: Book) -> str:
        raise RuntimeError("齿轮\n卡住")

    monkeypatch.setattr(listing, "listing_json", fail)
    assert run.refused("list", small, "--json") == (
        "程序内部出错（RuntimeError：齿轮 卡住），请把这句话告诉维护人员。\n"
    )


def test_an_interrupted_command_says_so(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from budgetdesk.exchange import listing

    def interrupt(book: Book) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(listing, "listing_json", interrupt)
    assert "已中断" in run.refused("list", small, "--json")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_ended_by_the_system_in_the_middle_it_leaves_no_lock(
    tmp_path: Path, number: signal.Signals
) -> None:
    """Told to end while it writes, it takes the step back and lets go of the book."""
    path = tmp_path / "账套.budget"
    Book.create(path, BookInfo("yonghe-2024", 2024, "试验")).close()
    script = (
        "import signal, sys, time\n"
        # A shell starts what runs in the background deaf to Ctrl+C.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from budgetdesk.exchange import taking_files\n"
        "def write(self, *given):\n"
        "    print('writing', flush=True)\n"
        "    time.sleep(30)\n"
        "taking_files._ContentWriter._write_projects = write\n"
        "from budgetdesk.cli import main\n"
        "sys.exit(main(['import', sys.argv[1], sys.argv[2]]))\n"
    )
    file = resource("sample", "disease-control.json")
    command = [sys.executable, "-c", script, str(path), str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert program.stdout.readline() == "writing\n"
        assert lock_path(path).exists()
        program.send_signal(number)
        assert program.wait(timeout=20) == 2
        assert program.stderr.read() == "已中断，没有完成的部分没有写入。\n"
    assert not lock_path(path).exists()
    with Book.open(path) as book:
        assert book.rows("SELECT count(*) FROM project") == [(0,)]


def test_the_help_is_chinese_to_its_punctuation(run: Run) -> None:
    for arguments in ([], ["import"], ["export"], ["new"]):
        assert run(*arguments, "--help") == 0
        assert "选项：\n" in run.out
        assert ":\n" not in run.out


def test_what_the_system_refuses_is_told_in_chinese(run: Run, tmp_path: Path, small: Path) -> None:
    place = tmp_path / "文件"
    place.write_text("x")
    for arguments in (
        ("list", tmp_path / "没有" / "a.budget"),
        ("list", place / "a.budget"),
        ("new", place / "a.budget", "--form-set", "yonghe-2024"),
        ("import", small, place / "a.json"),
        ("import", small, tmp_path / ("长" * 300 + ".json")),
        ("export", small, "--to", place / "下级"),
        ("export", small, "--to", place),
    ):
        sentence = run.refused(*arguments).replace(str(tmp_path), "")
        words = re.sub(r"\.(budget|json)|yonghe-2024|/a\b|[\"“”]", "", sentence)
        assert not re.search("[A-Za-z]{3,}", words), sentence


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ([], None),
        (["open"], None),
        (["open", "我的 账套.budget"], Path("我的 账套.budget")),
        (["我的 账套.budget"], Path("我的 账套.budget")),
    ],
)
def test_the_window_opens_with_a_book_or_without(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], opened: Path | None
) -> None:
    import types

    shown: list[Path | None] = []
    app = types.ModuleType("budgetdesk.desktop.app")

    def main(path: Path | None) -> int:
        shown.append(path)
        return 0

    app.main = main  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "budgetdesk.desktop.app", app)
    assert run(*arguments) == 0
    assert shown == [opened]


def test_a_console_sees_how_far_it_is(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("export", small, "--to", tmp_path, "--pdf") == 0
    counts = run.err.split("\r")[1:]
    assert counts[0] == f"导出 1/{len(counts)}"
    assert counts[-1] == f"导出 {len(counts)}/{len(counts)}\n"
    assert run("import", small, resource("sample", "disease-control.json")) == 2
    assert run.err.startswith("\r导入 0/")
    assert "\r「disease-control.json」 项目「" in run.err


def test_a_machine_without_window_libraries_gets_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "budgetdesk.desktop.app", None)
    assert "窗口无法打开" in run.refused("open")


def test_a_book_takes_what_its_form_set_asks_for_beyond_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "套表" / "own"
    folder.mkdir(parents=True)
    (folder / "set.toml").write_text('extend = "yonghe-2024"\nname = "加栏"\n', encoding="utf-8")
    monkeypatch.setenv("BUDGETDESK_FORMS", str(folder.parent))
    book = str(tmp_path / "a.budget")
    forget_sets()
    assert main(["new", book, "--form-set", "own"]) == 0
    declared = '[project.fields]\nnorm = { name = "标准", kind = "line" }\n'
    (folder / "dictionary.toml").write_text(declared, encoding="utf-8")
    forget_sets()
    capsys.readouterr()
    assert main(["adopt", book]) == 0
    assert "已换用" in capsys.readouterr().out
    with Book.open(Path(book)) as opened:
        assert "norm" in opened.dictionary.kinds["project"].fields
    assert main(["adopt", book]) == 0
    assert "没有改动" in capsys.readouterr().out
    forget_sets()
